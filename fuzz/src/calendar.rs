//! The calendar of a repository conforms to RFC 5545: lines, properties, components, and one UID per event.

use super::repository::{read_group, views};
use backlog::error::Error;
use backlog::render::calendar;
use std::collections::HashSet;

/// Writes the calendar of the repository in the input, without and with deadlines.
pub fn test_calendar(input: &[u8]) {
    let group = read_group(input);
    let Some(views) = views(&group) else { return };
    for deadlines in [false, true] {
        match calendar::render_calendar(&views, deadlines) {
            Ok(text) => {
                assert!(calendar::is_own_calendar(&text));
                assert_calendar(&text);
            }
            // Neither a schedule nor a call, or two records of one call.
            Err(Error::NotAllowed { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
}

fn assert_calendar(text: &str) {
    let body = text.strip_suffix("\r\n").unwrap();
    for line in body.split("\r\n") {
        assert!(line.len() <= 75, "{line:?} has more than 75 octets");
        assert!(line.chars().all(|c| !c.is_control() || c == '\t'), "{line:?}");
    }
    let unfolded = body.replace("\r\n ", "");
    let (mut open, mut event) = (Vec::new(), Vec::new());
    let mut names = HashSet::new();
    for line in unfolded.split("\r\n") {
        let Property { name, value } = Property::parse(line);
        match name {
            "BEGIN" => open.push(value),
            "END" => {
                assert_eq!(open.pop(), Some(value), "{line} in {unfolded}");
                if value == "VEVENT" {
                    assert_event(&event, &mut names);
                    event.clear();
                }
            }
            _ if open.last() == Some(&"VEVENT") => event.push((name, value)),
            _ => assert!(!open.is_empty(), "{line} is in no component"),
        }
    }
    assert!(open.is_empty(), "{open:?} is not closed");
}

/// An event has each property once, except EXDATE, and a UID that no other event has.
fn assert_event<'t>(event: &[(&'t str, &'t str)], names: &mut HashSet<(&'t str, Option<&'t str>)>) {
    let value = |expected_name: &str| event.iter().find(|(name, _)| *name == expected_name).map(|(_, value)| *value);
    let mut known = HashSet::new();
    assert!(event.iter().all(|(name, _)| *name == "EXDATE" || known.insert(*name)), "{event:?}");
    assert!(["UID", "DTSTAMP", "DTSTART", "SUMMARY"].iter().all(|name| value(name).is_some()), "{event:?}");
    assert!(names.insert((value("UID").unwrap(), value("RECURRENCE-ID"))), "a name is taken: {event:?}");
    if let (Some(start), Some(end)) = (value("DTSTART"), value("DTEND")) {
        assert!(start <= end, "{event:?} ends before it begins");
    }
}

/// A line after unfolding.
struct Property<'t> {
    name: &'t str,
    value: &'t str,
}

impl<'t> Property<'t> {
    fn parse(line: &'t str) -> Self {
        let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-';
        let (name, mut rest) = line.split_at(line.find(|c| !is_name(c)).unwrap_or_else(|| panic!("{line:?}")));
        assert!(!name.is_empty(), "{line:?} has no name");
        while let Some(parameter) = rest.strip_prefix(';') {
            let (key, value) = parameter.split_once('=').unwrap_or_else(|| panic!("{line:?}"));
            assert!(key.chars().all(is_name), "{line:?}");
            let end = match value.strip_prefix('"') {
                Some(quoted) => quoted.find('"').unwrap_or_else(|| panic!("{line:?}")) + 2,
                None => value.find([';', ':']).unwrap_or_else(|| panic!("{line:?}")),
            };
            rest = &value[end..];
        }
        let value = rest.strip_prefix(':').unwrap_or_else(|| panic!("{line:?} has no value"));
        Self { name, value }
    }
}
