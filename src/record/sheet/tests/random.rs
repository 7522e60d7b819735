//! Random records: a sheet says all of them.

use super::{apply, group, records_after, sheet_of};
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

/// What a call recorded of an item.
#[derive(Debug, Clone)]
struct ItemRecords {
    notes: String,
    decisions: Vec<String>,
    /// The texts of action points, and whether each has a due date.
    actions: Vec<(String, bool)>,
}

fn item() -> impl Strategy<Value = ItemRecords> {
    let decisions = proptest::collection::vec(decision(), 0..3);
    let actions = proptest::collection::vec((text(), any::<bool>()), 0..2);
    (prose(), decisions, actions).prop_map(|(notes, mut decisions, actions)| {
        decisions.dedup();
        ItemRecords { notes, decisions, actions }
    })
}

/// An item with its records; `number` counts the action points of the call.
fn item_record(facts: Vec<(&str, Value)>, records: ItemRecords, number: &mut u32) -> Value {
    let ItemRecords { notes, decisions, actions } = records;
    let not_treated = notes.is_empty() && decisions.is_empty() && actions.is_empty();
    let actions: Vec<Value> = actions.into_iter().map(|(text, is_due)| action_record(&text, is_due, number)).collect();
    let treated = if not_treated { json!(false) } else { Value::Null };
    let said =
        [("treated", treated), ("notes", json!(notes)), ("decisions", json!(decisions)), ("actions", json!(actions))];
    record(facts.into_iter().chain(said).collect())
}

fn action_record(text: &str, is_due: bool, number: &mut u32) -> Value {
    *number += 1;
    record(vec![
        ("id", json!(format!("20260226-{number:02}"))),
        ("owners", json!(["GSMA", "Eric Murray"])),
        ("text", json!(text)),
        ("due", json!(is_due.then_some("2026-03-12"))),
    ])
}

/// The attendance of three people: each listed as present, as excused, or not at all.
fn attendance_record(states: &[u8]) -> Value {
    let people = [("Vodafone", "Ann Lee"), ("GSMA", "Reg Cox"), ("Orange", "Bo Berg")];
    let entries = people.into_iter().zip(states).map(|((organization, name), state)| match state {
        0 => (organization, Value::Null),
        1 => (organization, json!([name])),
        _ => (organization, json!([{ "name": name, "present": false, "note": "excused" }])),
    });
    let attendance = record(entries.collect());
    if attendance == json!({}) { Value::Null } else { attendance }
}

/// The keys of a call that are not about items.
fn call_texts() -> impl Strategy<Value = Vec<(&'static str, Value)>> {
    let decisions = proptest::sample::select(vec!["approved", "not-approved", "postponed"]);
    let approval = proptest::option::of((decisions, prose()));
    let news = proptest::option::of((prose(), any::<bool>()));
    let statuses = proptest::sample::select(vec!["closed", "not-pursued", ""]);
    let update = proptest::option::of((statuses, text(), any::<bool>()));
    let people = proptest::collection::vec(0..3_u8, 3);
    (people, approval, news, update, [prose(), prose(), prose()]).prop_map(|(people, approval, news, update, texts)| {
        let approval =
            approval.map(|(decision, said)| record(vec![("decision", json!(decision)), ("corrections", json!(said))]));
        let news = news.map(|(text, has_link)| {
            let link = json!(has_link.then_some("https://e.x/a"));
            record(vec![("heading", json!("TSC 2026-02-19")), ("link", link), ("text", json!(text))])
        });
        let update = update.map(|(status, note, is_due)| {
            let (id, due) = (json!("20260212-01"), json!(is_due.then_some("2026-04-09")));
            record(vec![("id", id), ("status", json!(status)), ("due", due), ("note", json!(note))])
        });
        let [outline, discussion, aob] = texts;
        vec![
            ("previous-minutes", json!(approval)),
            ("attendance", attendance_record(&people)),
            ("recap", json!(Vec::from_iter(news))),
            ("action-updates", json!(Vec::from_iter(update))),
            ("outline", json!(outline)),
            ("discussion", json!(discussion)),
            ("aob", json!(aob)),
        ]
    })
}

/// A call with random records.
fn call() -> impl Strategy<Value = String> {
    let title = line().prop_filter("no title", |title| title.contains(char::is_alphabetic) && !title.contains('#'));
    let topic = proptest::option::of((title, any::<bool>(), any::<bool>(), item()));
    (call_texts(), topic, [item(), item()], text()).prop_map(|(texts, topic, items, own)| {
        let mut number = 0;
        let topics: Vec<Value> = topic
            .into_iter()
            .map(|(title, has_kind, has_pr, records)| {
                let (kind, pr) = (json!(has_kind.then_some("review")), json!(has_pr.then_some(280)));
                item_record(vec![("kind", kind), ("pr", pr), ("title", json!(title))], records, &mut number)
            })
            .collect();
        let items = [259, 293].into_iter().zip(items);
        let agenda: Vec<Value> =
            items.map(|(issue, records)| item_record(vec![("issue", json!(issue))], records, &mut number)).collect();
        let own = action_record(&own, false, &mut number);
        let all = [("topics", json!(topics)), ("agenda", json!(agenda)), ("actions", json!([own]))];
        let Value::Object(keys) = record(texts.into_iter().chain(all).collect()) else { return String::new() };
        keys.into_iter().map(|(key, value)| format!("{key}: {value}\n")).collect()
    })
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
        let after = records_after(&applied, &bare);
        prop_assert_eq!(sheet_of(&after), sheet.clone());
        let (again, errors) = apply(&after, (&sheet_of(&after), &sheet), SheetUse::Addition);
        prop_assert_eq!((again.changes, errors), (vec![], vec![]), "{}", sheet);
    }
}
