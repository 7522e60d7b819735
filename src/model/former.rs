//! Former keys and words of the records: they are read as the present ones. `check --fix` rewrites them.

use crate::model::record::{Definition, Form};
use crate::source::{MapEntry, Node, NodeKind, Place};
use granit_parser::ScalarStyle;
use std::borrow::Cow;

/// The former keys, each with the record that had it and the present key.
pub const KEYS: [(&str, &str, &str); 12] = [
    ("Meeting", "unparsed", "sections"),
    ("Meeting", "approval", "previous-minutes"),
    ("Approval", "of", "date"),
    ("Item", "update", "notes"),
    ("Recap", "body", "text"),
    ("Notice", "body", "text"),
    ("ProseSection", "body", "text"),
    ("ProseSection", "where", "heading"),
    ("Proposal", "earlier", "history"),
    ("Earlier", "text", "notes"),
    ("Waiver", "why", "reason"),
    ("ReachedStage", "note", "reason"),
];

/// The former words, each with the list that had it and the present word.
const WORDS: [(&str, &str, &str); 4] = [
    ("Stage", "sent-to-tsc", "under-review"),
    ("Stage", "updates-requested", "changes-requested"),
    ("Stage", "tsc-approved", "approved"),
    ("TableForm", "gfm", "md"),
];

/// The former keys of `workgroup.yaml` whose values moved into a map, each with the path of the present one.
pub const MOVED: [(&[&str], [&str; 2]); 6] = [
    (&["style"], ["minutes", "style"]),
    (&["table"], ["table", "format"]),
    (&["lifecycle", "freeze-after-weeks"], ["freeze-after", "inactive-weeks"]),
    (&["lifecycle", "freeze-after-absences"], ["freeze-after", "absent-calls"]),
    (&["lifecycle", "freeze-after-untracked"], ["freeze-after", "calls-without-onboarding"]),
    (&["lifecycle", "archive-after-months"], ["archive-after", "months"]),
];

/// The keys of an exception of the schedule that moved a call; those of a day without a call kept their names.
pub const MOVED_DAY: [(&str, &str); 2] = [("date", "from"), ("moved-to", "to")];

/// A former key or word that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// Of the key or the word.
    pub place: Place,
    /// As the file has it.
    pub former: String,
    /// What is written today.
    pub present: String,
}

/// Turns the former keys and words of a file into the present ones.
pub fn modernize(root: &mut Node, definition: &'static Definition) -> Vec<Replaced> {
    let mut replaced = Vec::new();
    if definition.name == "Workgroup"
        && let NodeKind::Map(entries) = &mut root.kind
    {
        move_values(entries, &mut replaced);
        split_exceptions(entries, &mut replaced);
    }
    replace_names(root, &Form::Record(definition), &mut replaced);
    replaced
}

/// Renames keys and words where they are.
pub fn replace_names(node: &mut Node, form: &Form, replaced: &mut Vec<Replaced>) {
    match (form, &mut node.kind) {
        (Form::List(item), NodeKind::List(nodes)) => {
            nodes.iter_mut().for_each(|node| replace_names(node, item, replaced));
        }
        (Form::List(item), _) => replace_names(node, item, replaced),
        (Form::Map(value), NodeKind::Map(entries)) => {
            entries.iter_mut().for_each(|entry| replace_names(&mut entry.value, value, replaced));
        }
        (Form::Record(record), NodeKind::Map(entries)) => {
            for index in 0..entries.len() {
                if let Some(present) = present_name(&KEYS, record.name, &entries[index].key)
                    && entries.iter().all(|entry| entry.key != present)
                {
                    rename_key(&mut entries[index], present, replaced);
                }
                let entry = &mut entries[index];
                if let Some(key) = record.keys.iter().find(|key| key.name == entry.key) {
                    replace_names(&mut entry.value, &key.form, replaced);
                }
            }
        }
        (Form::Record(record), NodeKind::Scalar { .. }) => {
            let short = record.keys.iter().find(|key| record.short_keys.contains(&key.name));
            if let Some(key) = short.filter(|key| matches!(key.form, Form::Word(_))) {
                replace_names(node, &key.form, replaced);
            }
        }
        (Form::Word(list), NodeKind::Scalar { text, .. }) => {
            if let Some(present) = present_name(&WORDS, list.name, text) {
                replaced.push(Replaced { place: node.place, former: text.to_string(), present: present.to_owned() });
                node.kind = NodeKind::Scalar { text: Cow::Borrowed(present), style: ScalarStyle::Plain };
            }
        }
        _ => {}
    }
}

fn present_name(table: &[(&str, &str, &'static str)], holder: &str, name: &str) -> Option<&'static str> {
    table.iter().find(|(of, former, _)| *of == holder && *former == name).map(|(.., present)| *present)
}

fn rename_key(entry: &mut MapEntry, present: &'static str, replaced: &mut Vec<Replaced>) {
    let (former, present_name) = (entry.key.to_string(), present.to_owned());
    replaced.push(Replaced { place: entry.key_place, former, present: present_name });
    entry.key = Cow::Borrowed(present);
}

fn find_entry<'e, 't>(entries: &'e mut Vec<MapEntry<'t>>, key: &str) -> Option<&'e mut MapEntry<'t>> {
    entries.iter_mut().find(|entry| entry.key == key)
}

/// Moves the values of [`MOVED`] into their maps.
fn move_values(entries: &mut Vec<MapEntry>, replaced: &mut Vec<Replaced>) {
    for (former, [outer, inner]) in MOVED {
        let taken = match former {
            [key] => {
                let at = entries.iter().position(|entry| entry.key == *key);
                at.filter(|at| matches!(entries[*at].value.kind, NodeKind::Scalar { .. })).map(|at| entries.remove(at))
            }
            [key, part] => find_entry(entries, key).and_then(|entry| match &mut entry.value.kind {
                NodeKind::Map(parts) => parts.iter().position(|entry| entry.key == *part).map(|at| parts.remove(at)),
                _ => None,
            }),
            _ => None,
        };
        let Some(mut entry) = taken else { continue };
        let place = entry.key_place;
        let present = format!("{outer}.{inner}");
        replaced.push(Replaced { place, former: former.join("."), present });
        entry.key = Cow::Borrowed(inner);
        match find_entry(entries, outer).map(|entry| &mut entry.value.kind) {
            Some(NodeKind::Map(parts)) => parts.push(entry),
            _ => {
                let value = Node { place: entry.value.place, kind: NodeKind::Map(vec![entry]) };
                entries.push(MapEntry { key: Cow::Borrowed(outer), key_place: place, value });
            }
        }
    }
    entries.retain(|entry| {
        let is_empty = matches!(&entry.value.kind, NodeKind::Map(parts) if parts.is_empty());
        !(entry.key == "lifecycle" && is_empty)
    });
}

/// Whether an exception of the schedule moves its call.
pub fn is_moved(exception: &Node) -> bool {
    matches!(&exception.kind, NodeKind::Map(entries) if entries.iter().any(|entry| entry.key == "moved-to"))
}

/// Separates the former `exceptions` into days without a call and moved calls.
fn split_exceptions(entries: &mut Vec<MapEntry>, replaced: &mut Vec<Replaced>) {
    let Some(at) = entries.iter().position(|entry| entry.key == "exceptions") else { return };
    let MapEntry { key_place, value, .. } = entries.remove(at);
    let place = value.place;
    let exceptions = match value.kind {
        NodeKind::List(nodes) => nodes,
        kind => vec![Node { place, kind }],
    };
    let (mut moved, not_held): (Vec<Node>, Vec<Node>) = exceptions.into_iter().partition(is_moved);
    for node in &mut moved {
        let NodeKind::Map(parts) = &mut node.kind else { continue };
        for (former, present) in MOVED_DAY {
            find_entry(parts, former).into_iter().for_each(|entry| entry.key = Cow::Borrowed(present));
        }
    }
    let present = if not_held.is_empty() { "moved" } else { "not-held" };
    replaced.push(Replaced { place: key_place, former: "exceptions".to_owned(), present: present.to_owned() });
    for (key, nodes) in [("not-held", not_held), ("moved", moved)] {
        match find_entry(entries, key).map(|entry| &mut entry.value.kind) {
            _ if nodes.is_empty() => {}
            Some(NodeKind::List(known)) => known.extend(nodes),
            _ => entries.push(MapEntry {
                key: Cow::Borrowed(key),
                key_place,
                value: Node { place, kind: NodeKind::List(nodes) },
            }),
        }
    }
}
