//! Random records: a sheet says all of them.

use super::{apply, call_after, group, sheet_of};
use crate::record::sheet::compare::SheetUse;
use crate::text::notation::tests::random::{self, line};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// A record without what is empty.
fn record(facts: Vec<(&str, Value)>) -> Value {
    let is_said = |value: &Value| !matches!(value, Value::Null) && *value != json!("") && *value != json!([]);
    let facts = facts.into_iter().filter(|(_, value)| is_said(value));
    Value::Object(facts.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

/// Records have spaces instead of tabs.
fn prose() -> impl Strategy<Value = String> {
    random::prose().prop_map(|text| text.replace('\t', "    "))
}

fn text() -> impl Strategy<Value = String> {
    random::text().prop_map(|text| text.replace('\t', "    "))
}

fn decision() -> impl Strategy<Value = String> {
    text().prop_filter("unpaired bold", |text| text.matches("**").count() % 2 == 0)
}

/// What a call may record of an item: notes, decisions, and the texts of action points with their owners.
fn item() -> impl Strategy<Value = (String, Vec<String>, Vec<(String, bool)>, bool)> {
    let decisions = proptest::collection::vec(decision(), 0..3);
    (prose(), decisions, proptest::collection::vec((text(), any::<bool>()), 0..2), any::<bool>())
}

/// A call with random records.
fn call() -> impl Strategy<Value = String> {
    let title = line().prop_filter("no title", |title| title.contains(char::is_alphabetic) && !title.contains('#'));
    let topic = proptest::option::of((title, any::<bool>(), any::<bool>()));
    let people = proptest::collection::vec(0..3_u8, 3);
    let news = proptest::option::of((prose(), any::<bool>()));
    let approval =
        proptest::option::of((proptest::sample::select(vec!["approved", "not-approved", "postponed"]), prose()));
    let update =
        proptest::option::of((proptest::sample::select(vec!["closed", "not-pursued", ""]), text(), any::<bool>()));
    let parts = (people, approval, news, topic, (item(), item(), item()), (prose(), prose(), prose()), update, text());
    parts.prop_map(
        |(people, approval, news, topic, (first, second, third), (outline, discussion, aob), update, own)| {
            let mut number = 0;
            let mut item =
                |facts: Vec<(&'static str, Value)>,
                 (notes, decisions, actions, _): (String, Vec<String>, Vec<(String, bool)>, bool)| {
                    let mut decisions = decisions;
                    decisions.dedup();
                    let actions: Vec<Value> = actions
                        .into_iter()
                        .map(|(text, is_due)| {
                            number += 1;
                            let due = if is_due { json!("2026-03-12") } else { Value::Null };
                            record(vec![
                                ("id", json!(format!("20260226-{number:02}"))),
                                ("owners", json!(["GSMA", "Eric Murray"])),
                                ("text", json!(text)),
                                ("due", due),
                            ])
                        })
                        .collect();
                    let not_treated = notes.is_empty() && decisions.is_empty() && actions.is_empty();
                    let treated = if not_treated { json!(false) } else { Value::Null };
                    let said = vec![
                        ("treated", treated),
                        ("notes", json!(notes)),
                        ("decisions", json!(decisions)),
                        ("actions", json!(actions)),
                    ];
                    record(facts.into_iter().chain(said).collect())
                };
            let person = |name: &str, state: u8| match state {
                0 => json!([]),
                1 => json!([name]),
                _ => json!([{ "name": name, "present": false, "note": "excused" }]),
            };
            let attendance = record(vec![
                ("Vodafone", person("Ann Lee", people[0])),
                ("GSMA", person("Reg Cox", people[1])),
                ("Orange", person("Bo Berg", people[2])),
            ]);
            let topics: Vec<Value> = topic
                .into_iter()
                .map(|(title, has_kind, has_pr)| {
                    let kind = if has_kind { json!("review") } else { Value::Null };
                    let pr = if has_pr { json!(280) } else { Value::Null };
                    item(vec![("kind", kind), ("pr", pr), ("title", json!(title))], third.clone())
                })
                .collect();
            let agenda = vec![item(vec![("issue", json!(259))], first), item(vec![("issue", json!(293))], second)];
            let previous = approval.map(|(decision, corrections)| {
                record(vec![("decision", json!(decision)), ("corrections", json!(corrections))])
            });
            let news = news.map(|(text, has_link)| {
                let link = if has_link { json!("https://e.x/a") } else { Value::Null };
                record(vec![("heading", json!("TSC 2026-02-19")), ("link", link), ("text", json!(text))])
            });
            let update = update.map(|(status, note, is_due)| {
                let due = if is_due { json!("2026-04-09") } else { Value::Null };
                record(vec![
                    ("id", json!("20260212-01")),
                    ("status", json!(status)),
                    ("due", due),
                    ("note", json!(note)),
                ])
            });
            number += 1;
            let own = record(vec![
                ("id", json!(format!("20260226-{number:02}"))),
                ("owners", json!(["Chair"])),
                ("text", json!(own)),
            ]);
            let attendance = if attendance == json!({}) { Value::Null } else { attendance };
            let call = record(vec![
                ("previous-minutes", json!(previous)),
                ("attendance", attendance),
                ("recap", json!(Vec::from_iter(news))),
                ("topics", json!(topics)),
                ("agenda", json!(agenda)),
                ("actions", json!([own])),
                ("action-updates", json!(Vec::from_iter(update))),
                ("discussion", json!(discussion)),
                ("aob", json!(aob)),
                ("outline", json!(outline)),
            ]);
            let Value::Object(keys) = call else { return String::new() };
            keys.into_iter().map(|(key, value)| format!("{key}: {value}\n")).collect()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_written_sheet_says_all_that_is_recorded(call in call()) {
        let (recorded, bare) = (group(&call), group("agenda: [259, 293]\n"));
        let sheet = sheet_of(&recorded);
        for sheet_use in [SheetUse::Whole, SheetUse::Addition] {
            let (again, errors) = apply(&recorded, (&sheet, &sheet), sheet_use);
            prop_assert_eq!(errors, Vec::<String>::new(), "{}", sheet);
            prop_assert_eq!(again.changes, vec![], "{}", sheet);
        }
        let (applied, errors) = apply(&bare, (&sheet_of(&bare), &sheet), SheetUse::Addition);
        prop_assert_eq!(errors, Vec::<String>::new(), "{}", sheet);
        prop_assert_eq!(sheet_of(&applied.step.after), sheet.clone(), "{}", call_after(&applied));
        let (again, errors) = apply(&applied.step.after, (&sheet_of(&applied.step.after), &sheet), SheetUse::Addition);
        prop_assert_eq!((again.changes, errors), (vec![], vec![]), "{}", sheet);
    }
}
