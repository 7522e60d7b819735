//! `minutes/<date>.yaml`.

use super::value::{decode_word, suggest_number};
use super::{Decode, Fields, Reader};
use crate::finding::ProblemKind;
use crate::model::meeting::{
    Approval, ApprovalDecision, Attendee, Correction, Delegation, Item, Meeting, NextAnnouncement, Recap,
};
use crate::model::reference::Reference;
use crate::model::schedule::check_times;
use crate::model::when::parse_day;
use crate::source::Spanned;
use crate::store::tree::{Node, NodeKind};

/// Decodes a call; `None` if a problem leaves no record.
pub fn decode_meeting(node: &Node, stem: &str, reader: &mut Reader) -> Option<Meeting> {
    let mut fields = Fields::from_node(node, "a call (a map)", reader)?;
    let date = fields.required("date", reader);
    let meeting = Meeting {
        file: reader.file,
        stem: stem.to_owned(),
        // A file with a problem is left out of the group, so the placeholder is never checked.
        date: date.unwrap_or_else(|| Spanned::without_place(chrono::NaiveDate::default())),
        extra: fields.optional("extra", reader).and_then(|why| expect_reason(why, reader)),
        start: fields.optional("start", reader),
        end: fields.optional("end", reader),
        agenda_sent: fields.optional("agenda-sent", reader),
        minutes_sent: fields.optional("minutes-sent", reader),
        approval: fields.optional("approval", reader),
        attendance: fields.optional::<AttendanceMap>("attendance", reader).map(|attendance| attendance.0),
        recap: fields.list("recap", reader),
        topics: fields.list("topics", reader),
        agenda: fields.list("agenda", reader),
        actions: fields.list("actions", reader),
        action_updates: fields.list("action-updates", reader),
        discussion: fields.optional("discussion", reader),
        aob: fields.optional("aob", reader),
        outline: fields.optional("outline", reader),
        corrections: fields.list("corrections", reader),
        sections: fields.list("sections", reader),
        register: fields.list("register", reader),
        next: fields.optional("next", reader),
        unparsed: fields.list("unparsed", reader),
        allow: fields.list("allow", reader),
    };
    check_length(&meeting, &fields, reader);
    fields.report_unknown_keys(reader);
    Some(meeting)
}

fn check_length(meeting: &Meeting, fields: &Fields, reader: &mut Reader) {
    let end_place = fields.entries.iter().find(|entry| entry.key == "end").map(|entry| entry.value.place);
    if let (Some(start), Some(end), Some(place)) = (meeting.start, meeting.end, end_place)
        && let Err(message) = check_times(start, end)
    {
        reader.report(ProblemKind::WrongType, place, message, Some("Correct `start` or `end`.".to_owned()));
    }
}

/// The map of organizations to their people.
struct AttendanceMap(Vec<Delegation>);

/// Checks the reason for an extra call: a word for yes or no is not a reason, and the minutes would print it.
fn expect_reason(why: Spanned<String>, reader: &mut Reader) -> Option<Spanned<String>> {
    if !matches!(why.to_ascii_lowercase().as_str(), "true" | "false" | "yes" | "no") {
        return Some(why);
    }
    let message = format!("expected the reason for the call, found \"{}\"", why.value);
    let help = "Write the reason: `extra: REASON`; a scheduled call does not have this key.".to_owned();
    reader.report(ProblemKind::WrongType, why.place, message, Some(help));
    None
}

impl Decode for AttendanceMap {
    const EXPECTED: &'static str = "a map of organizations to people";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let NodeKind::Map(entries) = &node.kind else { return reader.report_unexpected::<Self>(node) };
        let delegations = entries.iter().map(|entry| Delegation {
            organization: Spanned::new(entry.key.trim().to_owned(), entry.key_place),
            people: if entry.value.is_null() { Vec::new() } else { super::decode_list(&entry.value, reader) },
        });
        Some(Self(delegations.collect()))
    }
}

impl Decode for Attendee {
    const EXPECTED: &'static str = "a person";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let NodeKind::Scalar { .. } = node.kind {
            return Some(Self { name: Decode::decode(node, reader)?, role: None, present: true, note: None });
        }
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let name = fields.required("name", reader);
        let role = fields.optional("role", reader);
        let present: Option<bool> = fields.optional("present", reader);
        let note = fields.optional("note", reader);
        fields.report_unknown_keys(reader);
        Some(Self { name: name?, role, present: present.unwrap_or(true), note })
    }
}

impl Decode for ApprovalDecision {
    const EXPECTED: &'static str = "a decision on the minutes";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        decode_word(node, reader, Self::EXPECTED, &ApprovalDecision::KEYS)
    }
}

impl Decode for Approval {
    const EXPECTED: &'static str = "`approved`, or a map with `decision`, `of` and `corrections`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let NodeKind::Scalar { .. } = node.kind {
            return Some(Self { decision: Decode::decode(node, reader)?, of: None, corrections: None });
        }
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let decision = fields.required("decision", reader);
        let of = fields.optional("of", reader);
        let corrections = fields.optional("corrections", reader);
        fields.report_unknown_keys(reader);
        Some(Self { decision: decision?, of, corrections })
    }
}

impl Decode for Recap {
    const EXPECTED: &'static str = "a recap with `heading` and `body`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let heading = fields.required("heading", reader);
        let link = fields.optional("link", reader);
        let body = fields.optional("body", reader);
        fields.report_unknown_keys(reader);
        Some(Self { heading: heading?, link, body })
    }
}

impl Decode for Item {
    const EXPECTED: &'static str = "the number of an issue, or an item with `issue`, `pr`, `proposal` or `title`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let NodeKind::Scalar { text, .. } = &node.kind {
            return decode_bare_number(text, node, reader);
        }
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let item = Self {
            place: node.place,
            kind: fields.optional("kind", reader),
            issue: fields.optional("issue", reader),
            pr: fields.optional("pr", reader),
            proposal: fields.optional("proposal", reader),
            title: fields.optional("title", reader),
            who: fields.optional("who", reader),
            added: fields.optional("added", reader),
            exception: fields.optional("exception", reader),
            closing: fields.optional("closing", reader).unwrap_or(false),
            treated: fields.optional("treated", reader),
            update: fields.optional("update", reader),
            decisions: fields.list("decisions", reader),
            actions: fields.list("actions", reader),
        };
        check_names_one_thing(&item, &fields, reader);
        fields.report_unknown_keys(reader);
        Some(item)
    }
}

/// Decodes an item that is only the number of its issue, because nothing is recorded yet.
fn decode_bare_number(text: &str, node: &Node, reader: &mut Reader) -> Option<Item> {
    if let Some(issue) = Reference::parse(text) {
        return Some(Item {
            place: node.place,
            kind: None,
            issue: Some(Spanned::new(issue, node.place)),
            pr: None,
            proposal: None,
            title: None,
            who: None,
            added: None,
            exception: None,
            closing: false,
            treated: None,
            update: None,
            decisions: Vec::new(),
            actions: Vec::new(),
        });
    }
    let help = match suggest_number(text, reader) {
        Some(number) => format!("Write `{number}`."),
        None if node.is_null() => "Write the number of its issue; after a `#` it is a comment.".to_owned(),
        None => "Write the number of its issue, or `{ title: ... }` if it has none.".to_owned(),
    };
    reader.report_wrong_type(node, Item::EXPECTED, Some(help));
    None
}

/// Checks that an item has exactly one of issue, PR, proposal and title; an issue or PR may have a title as well.
fn check_names_one_thing(item: &Item, fields: &Fields, reader: &mut Reader) {
    let place_of = |key: &str| fields.entries.iter().find(|entry| entry.key == key).map(|entry| entry.key_place);
    let named: Vec<&str> = ["issue", "pr", "proposal"].into_iter().filter(|key| place_of(key).is_some()).collect();
    if let [first, second, ..] = named[..] {
        let place = place_of(second).unwrap_or(item.place);
        reader.report(
            ProblemKind::WrongType,
            place,
            format!("an item is about one thing, found `{first}` and `{second}`"),
            Some(format!("Keep `{first}`: the proposal's own file has the other.")),
        );
    } else if named.is_empty() && place_of("title").is_none() {
        reader.report(
            ProblemKind::MissingKey,
            crate::source::Place { end: item.place.start, ..item.place },
            "an item needs `issue`, `pr`, `proposal` or `title`",
            Some("Add `issue:` with a number.".to_owned()),
        );
    }
}

impl Decode for NextAnnouncement {
    const EXPECTED: &'static str = "the date of the next call, or a map with `date` and `text`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        if let NodeKind::Scalar { text, .. } = &node.kind {
            let spanned = |reader: &mut Reader| Decode::decode(node, reader);
            // What looks like a date is decoded as one, so that its mistake is reported.
            let is_day = parse_day(text).is_some() || text.starts_with(|c: char| c.is_ascii_digit());
            let (date, text) =
                if is_day { (Some(Decode::decode(node, reader)?), None) } else { (None, spanned(reader)) };
            return Some(Self { date, start: None, end: None, text });
        }
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let next = Self {
            date: fields.optional("date", reader),
            start: fields.optional("start", reader),
            end: fields.optional("end", reader),
            text: fields.optional("text", reader),
        };
        fields.report_unknown_keys(reader);
        Some(next)
    }
}

impl Decode for Correction {
    const EXPECTED: &'static str = "a correction with `date` and `text`";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let date = fields.required("date", reader);
        let text = fields.required("text", reader);
        fields.report_unknown_keys(reader);
        Some(Self { date: date?, text: text? })
    }
}
