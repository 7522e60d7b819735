//! What must hold of every calendar: its lines, its texts, the names of its events.

use super::*;
use crate::test_group::{SETTINGS, TestGroup};
use ical::component::IcalComponent;
use ical::tree::cst::IcalCst;
use ical::value::IcalValue;
use proptest::prelude::*;

/// The calendar of a group, with deadlines, on any day.
fn render_group(group: &TestGroup) -> String {
    render_calendar(&group.views("2026-02-12"), true).unwrap()
}

/// The events of a calendar that keeps to the grammar.
fn parse_events(text: &str) -> Vec<IcalComponent<'static>> {
    let read = IcalCst::parse(text).unwrap().decode().into_owned();
    let valid = read.validate().unwrap().into_inner();
    valid.components.into_iter().filter(|part| &*part.name == "VEVENT").collect()
}

fn property_value(event: &IcalComponent, name: &str) -> Option<String> {
    let found = event.props.iter().find(|prop| &*prop.name == name)?;
    match &found.value {
        IcalValue::Text(text) => Some(text.0.to_string()),
        _ => None,
    }
}

fn event_uids(group: &TestGroup) -> Vec<String> {
    let of_calls = parse_events(&render_group(group)).into_iter().filter_map(|event| property_value(&event, "UID"));
    of_calls.filter(|uid| !uid.starts_with("closing-")).collect()
}

#[test]
fn an_event_keeps_its_name_while_others_come_and_go() {
    let before = ["2nd-thursday-since-2023-11-09@o-r", "4th-thursday-since-2023-11-09@o-r", "call-2026-05-27@o-r"];
    assert_eq!(event_uids(&TestGroup::new()), before);
    let slot =
        |text: &str| SETTINGS.replace("schedule:\n", &format!("schedule:\n  - {{ {text}, since: 2023-11-09 }}\n"));
    let more = slot("every: 2 weeks, from: 2026-02-03, start: '12:00', end: '13:00'");
    let after = event_uids(&TestGroup::new().file("workgroup.yaml", more));
    assert_eq!(
        (after[0].as_str(), &after[1..]),
        ("every-2-weeks-from-2026-02-03-since-2023-11-09@o-r", &before.map(str::to_owned)[..])
    );
    let later = SETTINGS.replace("\"09:00\"", "\"08:00\"");
    assert_eq!(event_uids(&TestGroup::new().file("workgroup.yaml", later)), before, "the time is not in the name");
}

#[test]
fn slots_of_the_same_days_have_different_names() {
    let group = "name: 中国
schedule:
  - { slot: 2nd thursday, start: '09:00', end: '10:00', until: 2024-12-31 }
  - { slot: second thursday, start: '10:00', end: '11:00' }
not-held: [{ date: 2024-01-11 }]
";
    assert_eq!(
        event_uids(&TestGroup::new().file("workgroup.yaml", group)),
        ["2nd-thursday@group", "2nd-thursday-2@group"]
    );
}

#[test]
fn an_event_says_why_it_is_separate() {
    let group = TestGroup::new()
        .call("2026-02-12", "start: '11:00'\n")
        .call("2026-02-18", "extra: much to do\n")
        .call("2026-02-19", "")
        .call("2026-02-21", "extra: late\nstart: '23:30'\nend: '00:15'\n")
        .call("2023-01-19", "");
    let all = parse_events(&render_group(&group));
    let of_calls = all.iter().filter(|event| property_value(event, "UID").unwrap().starts_with("call-"));
    let descriptions: Vec<_> = of_calls.map(|event| property_value(event, "DESCRIPTION").unwrap()).collect();
    assert_eq!(
        descriptions,
        [
            "Outside the schedule.",
            "At other times than usual.\nIts agenda closes on 2026-02-05 11:00 UTC.",
            "An extra call: much to do",
            "Outside the schedule.",
            "An extra call: late\nIts agenda closes on 2026-02-14 23:30 UTC.",
            "Moved from 2026-05-28 (public holiday).\nIts agenda closes on 2026-05-21 15:00 UTC.",
        ]
    );
    let agenda = |days: u16| {
        let group = TestGroup::new().more_settings(format!("agenda: {{ closes-days-before: {days} }}\n"));
        property_value(&parse_events(&render_group(&group))[0], "DESCRIPTION").unwrap()
    };
    assert_eq!(agenda(0), "The agenda of each call closes as it starts.");
    assert_eq!(agenda(1), "The agenda of each call closes 1 day before it, at the time of its start.");
}

#[test]
fn an_event_says_where_its_call_is_joined() {
    let slots = SETTINGS.replacen("since: 2023-11-09 }", "since: 2023-11-09, join: 'https://e.example/a;b,c?d=e' }", 1);
    let group = TestGroup::new().file("workgroup.yaml", slots).call("2026-02-26", "join: https://e.example/own\n");
    let text = render_group(&group).replace("\r\n ", "");
    let all = parse_events(&text);
    let location = |uid: &str| {
        let event = all.iter().find(|event| property_value(event, "UID").as_deref() == Some(uid)).unwrap();
        property_value(event, "LOCATION")
    };
    assert_eq!(location("2nd-thursday-since-2023-11-09@o-r").as_deref(), Some("https://e.example/a;b,c?d=e"));
    assert_eq!(location("call-2026-02-26@o-r").as_deref(), Some("https://e.example/own"));
    for none in ["4th-thursday-since-2023-11-09@o-r", "call-2026-05-27@o-r", "closing-2026-02-26@o-r"] {
        assert_eq!(location(none), None, "{none}");
    }
    assert!(text.contains("\r\nCONFERENCE;VALUE=URI:https://e.example/a;b,c?d=e\r\n"), "{text}");
}

#[test]
fn the_texts_are_those_of_the_group() {
    let own = "{% if event == 'closing' %}Frist{% else %}Treffen *{{ group }}*{% endif %}";
    let all = parse_events(&render_group(&TestGroup::new().file("templates/calendar.txt", own)));
    for event in &all {
        let is_closing = property_value(event, "UID").unwrap().starts_with("closing-");
        let text = if is_closing { "Frist" } else { "Treffen *G*" };
        assert_eq!(["SUMMARY", "DESCRIPTION"].map(|name| property_value(event, name).unwrap()), [text; 2]);
    }
    let alarms: Vec<_> = all.iter().flat_map(|event| &event.components).collect();
    assert!(!alarms.is_empty() && alarms.iter().all(|alarm| property_value(alarm, "DESCRIPTION").unwrap() == "Frist"));
}

#[test]
fn today_changes_nothing() {
    let on_day = |today: &str| render_calendar(&TestGroup::new().views(today), true).unwrap();
    assert_eq!(on_day("2020-01-01"), on_day("2031-12-31"));
}

#[test]
fn without_any_call_there_is_no_calendar() {
    let refused = render_calendar(&TestGroup::new().settings("").views("2026-02-12"), true).unwrap_err();
    assert_eq!(refused.to_string(), "there is neither a call nor a schedule");
    let schedule = TestGroup::new().settings("schedule: { slot: 1st monday, start: '09:00', end: '10:00' }\n");
    assert!(parse_events(&render_group(&schedule)).len() > 1);
}

#[test]
fn only_an_own_calendar_is_overwritten() {
    assert!(is_own_calendar(&render_group(&TestGroup::new())));
    for foreign in ["", "BEGIN:VCALENDAR\r\nPRODID:-//other//EN\r\n", "PRODID:-//backlog//calendar//EN", "# notes\n"] {
        assert!(!is_own_calendar(foreign), "{foreign:?}");
    }
}

/// A text in quotes, as YAML.
fn quote_yaml(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_breaks_a_line(name in "\\PC{0,90}[\\PC\r\n\t\u{7}\u{85}]{1,30}", reason in "(?s).{0,200}") {
        let group = format!(
            "name: {}\nschedule: {{ slot: 1st monday, start: '09:00', end: '10:00' }}\nmoved: [{{ from: 2026-02-02, to: 2026-02-03, reason: {} }}]\n",
            quote_yaml(&name), quote_yaml(&reason)
        );
        let group = TestGroup::new().file("workgroup.yaml", group);
        let decoded = group.decode();
        // Not every text is a name.
        prop_assume!(decoded.workgroup.is_some() && decoded.problems.is_empty());
        let views = group.views("2026-02-12");
        let text = render_calendar(&views, true).unwrap();
        prop_assert!(text.ends_with("END:VCALENDAR\r\n"));
        for line in text.strip_suffix("\r\n").unwrap().split("\r\n") {
            prop_assert!(line.len() <= 75 && !line.contains(|c: char| c.is_control() && c != '\t'), "{line:?}");
        }
        let visible = |text: &str| crate::render::cell::replace_hostile(&text.replace("\r\n", "\n").replace('\r', "\u{fffd}"));
        let name = visible(&views.workgroup.name.value);
        let all = parse_events(&text);
        prop_assert!(all.iter().all(|event| property_value(event, "SUMMARY").unwrap().starts_with(&name)));
        let moved = all.iter().find_map(|event| property_value(event, "DESCRIPTION").filter(|text| text.starts_with("Moved"))).unwrap();
        let reason = views.calendar.exception_reason("2026-02-02".parse().unwrap()).map(|reason| format!(" ({})", visible(reason)));
        let expected = format!("Moved from 2026-02-02{}.\nIts agenda closes on 2026-01-27 09:00 UTC.", reason.unwrap_or_default());
        prop_assert_eq!(moved, expected);
    }
}
