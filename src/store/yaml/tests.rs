//! Records as they are written and read again.

use super::*;
use crate::source::FileId;
use crate::source::{Node, NodeKind};
use crate::store::limits::Limits;
use crate::store::tree;
use granit_parser::ScalarStyle;
use proptest::prelude::*;
use serde_yaml::Mapping;

fn format_pairs(pairs: &[(&str, Value)]) -> String {
    let map: Mapping = pairs.iter().map(|(key, value)| (Value::from(*key), value.clone())).collect();
    to_yaml(&map).unwrap()
}

#[test]
fn words_that_old_readers_take_for_booleans_are_quoted() {
    let text =
        format_pairs(&[("a", "no".into()), ("start", "09:00".into()), ("b", "none".into()), ("c", false.into())]);
    assert_eq!(text, "a: \"no\"\nstart: \"09:00\"\nb: none\nc: false\n");
    let text = format_pairs(&[("on", "012".into()), ("date", "2026-02-12".into()), ("id", "20260212-01".into())]);
    assert_eq!(text, "\"on\": \"012\"\ndate: 2026-02-12\nid: 20260212-01\n");
}

#[test]
fn empty_values_are_left_out() {
    let text = format_pairs(&[
        ("a", Value::Null),
        ("closing", false.into()),
        ("treated", false.into()),
        ("l", Value::Sequence(vec![])),
    ]);
    assert_eq!(text, "treated: false\n");
}

#[test]
fn prose_is_a_block_and_keeps_its_hard_breaks() {
    let text = format_pairs(&[("notes", "One\tline  \r\nand two   \r\n\r\n- a\n".into())]);
    assert_eq!(text, "notes: |\n  One    line\\\n  and two\n\n  - a\n");
}

#[test]
fn a_record_is_written_as_a_person_writes_it() {
    let text = "date: 2026-02-12
start: \"09:00\"
template: { pr: 64, superseded: [58], merged: 2023-10-12 }
attendance:
  Orange: [Gilles Renoux]
  Vodafone: [{ name: Eric Murray, role: chair }, Kevin Smith]
  GSMA: []
history:
  - Overlap with another API to be settled with its group.
  - { date: 2025-12-11, treated: false, notes: Resolve the comments }
related: [41, camaraproject/DeviceIdentifier#12]
stages:
  - stage: under-discussion
  - { stage: frozen, date: 2024-09-06, reason: no answer from the owner }
  - stage: reactivated
    reason: The owner is back.
agenda:
  - { issue: 259, treated: false }
  - issue: 293
    added: 2026-01-30T16:20:00Z
    link: https://lists.example.org/g/tsc/message/2026-02-05-which-is-long
    notes: |
      The owner presented
      the API.
    decisions:
      - The template goes to the reviewer.
    actions:
      - { id: 20260212-01, owners: [NCSRD], text: Refine the PR, due: 2026-02-26 }
  - issue: 18
actions:
  - id: 20260212-02
    owners: [Chair]
    text: Reminder to all of those who have not answered
previous-minutes: { decision: approved }
";
    let value: Value = serde_yaml::from_str(text).unwrap();
    assert_eq!(to_yaml(&value).unwrap(), text);
}

#[test]
fn what_is_too_wide_for_a_line_is_a_block() {
    let names: Vec<Value> = (0..12).map(|at| format!("Operator {at}").into()).collect();
    let text = format_pairs(&[
        ("owners", Value::Sequence(names[..7].to_vec())),
        ("supporters", Value::Sequence(names.clone())),
    ]);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("owners: [Operator 0, ") && lines[0].len() <= 100, "{text}");
    assert_eq!(lines[1..3], ["supporters:", "  - Operator 0"]);
}

#[test]
fn a_record_is_a_map() {
    assert!(to_yaml(&["a"]).is_err());
}

/// The data of our reader, with typed values.
fn tree_value(node: &Node) -> Value {
    match &node.kind {
        NodeKind::Scalar { text, style: ScalarStyle::Plain } if *text != "null" => {
            match (text.parse(), text.parse::<u64>()) {
                (Ok(flag), _) => Value::Bool(flag),
                (_, Ok(number)) if number.to_string() == *text => number.into(),
                _ => text.as_ref().into(),
            }
        }
        NodeKind::Scalar { style: ScalarStyle::Plain, .. } => Value::Null,
        NodeKind::Scalar { text, .. } => text.as_ref().into(),
        NodeKind::List(items) => Value::Sequence(items.iter().map(tree_value).collect()),
        NodeKind::Map(entries) => entries
            .iter()
            .map(|entry| (entry.key.as_ref().into(), tree_value(&entry.value)))
            .collect::<Mapping>()
            .into(),
    }
}

/// Words and prose of every kind, including those that are hard to write.
fn random_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z ]{1,12}",
        "[-:\\[\\]{}#&*!|>'\"%@`=~<,?. a-c0-9\\n\\t]{0,14}",
        "[0-9:+._xeo-]{1,8}",
        prop::sample::select(vec![
            "no", "ON", "y", "true", "null", "~", ".inf", "09:00", "1e3", "0x1f", "---", "<<", "=", "..."
        ])
        .prop_map(str::to_owned),
        "[a-z]{2,9}( [a-z]{2,9}){6,30}[.!]?",
        "( {0,3}[-a-z#:]{0,9}[ \\\\]{0,3}\\r?\\n){1,5}[a-z]{0,3}",
        ".{0,20}",
        any::<String>(),
        // Texts that YAML reads differently than intended.
        "[“”‘’„]?[a-c ]{0,4}[“”’]?[,:]? {0,2}#?[a-c0-9]{0,2}[“”’]?",
        "x{1010,1040}",
    ]
}

fn random_value() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        6 => random_text().prop_map(Value::from),
        1 => any::<u64>().prop_map(Value::from),
        1 => any::<bool>().prop_map(Value::from),
    ];
    word.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Sequence),
            prop::collection::vec((random_text(), inner), 0..6).prop_map(|entries| entries
                .into_iter()
                .map(|(key, value)| (Value::from(key), value))
                .collect::<Mapping>()
                .into()),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_readers_find_in_a_record_what_was_written(entries in prop::collection::vec((random_text(), random_value()), 1..8)) {
        let mut record: Value =
            entries.into_iter().map(|(key, value)| (Value::from(key), value)).collect::<Mapping>().into();
        let written = to_yaml(&record).unwrap();
        tidy_value(&mut record);
        let mut problems = Vec::new();
        let root = tree::parse_tree(&written, FileId(0), Limits::NONE, &mut problems);
        prop_assert!(problems.is_empty(), "{:?} in\n{}", problems, written);
        let root = root.map_err(|stopped| TestCaseError::fail(format!("{:?} in\n{written}", stopped.problem)))?;
        let found = root.as_ref().map_or(Value::Null, tree_value);
        prop_assert_eq!(&found, &record, "by ours in\n{}", written);
        let second: Value = serde_yaml::from_str(&written)
            .map_err(|error| TestCaseError::fail(format!("{error} in\n{written}")))?;
        prop_assert_eq!(&second, &record, "by the second in\n{}", written);
        prop_assert_eq!(to_yaml(&second).unwrap(), written);
    }

    #[test]
    fn brackets_are_not_wider_than_a_line(entries in prop::collection::vec(("[a-z]{1,9}", random_value()), 1..8)) {
        let record: Mapping = entries.into_iter().map(|(key, value)| (Value::from(key), value)).collect();
        let written = to_yaml(&record).unwrap();
        for line in written.lines().filter(|line| line.ends_with([']', '}']) && line.contains([ '[', '{'])) {
            let is_text = serde_yaml::from_str::<Value>(line.trim_start().trim_start_matches("- "))
                .is_ok_and(|read| read.is_string() || read.as_mapping().is_some_and(|map| map.values().all(Value::is_string)));
            prop_assert!(is_text || line.chars().count() <= 100, "{line}");
        }
    }
}
