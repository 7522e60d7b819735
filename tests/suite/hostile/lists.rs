//! Every list of every record with an excessive number of entries.

use super::list_paths::list_paths;
use super::measure::{measures_optimized, run_each, run_within_limits};
use crate::program::copy_group;

/// A list: its record, its keys as in the schema, the text before its entries, and an entry with `#` for its number.
type HostileList = (&'static str, &'static str, &'static str, &'static str);

const PROPOSAL: &str = "backlog/zz-long.yaml";
const CALL: &str = "minutes/2026-04-07.yaml";
const GROUP: &str = "workgroup.yaml";

const LISTS: [HostileList; 38] = [
    (GROUP, "allow", "", "{ rule: late-agenda-item, reason: number # }"),
    (GROUP, "moved", "", "{ from: 2026-05-05, to: 2026-05-06, reason: number # }"),
    (GROUP, "not-held", "", "{ date: 2026-05-05, reason: number # }"),
    (GROUP, "mail.to", "mail:\n  from: a@lists.example.org\n  to:", "a#@lists.example.org"),
    (GROUP, "notices", "", "{ heading: Notice #, text: Number # }"),
    (GROUP, "organizations", "", "Organization #"),
    (GROUP, "organizations[].aliases", "organizations:\n- name: Alpha\n  aliases:", "Alias #"),
    (GROUP, "people", "", "{ name: Delegate A, organization: Alpha Telecom, github: person-# }"),
    (GROUP, "reviewer.schedule", "reviewer:\n  name: Board\n  schedule:", "{ slot: 2nd wednesday, since: 2025-01-01 }"),
    (GROUP, "schedule", "schedule:", "{ slot: 1st tuesday, start: \"10:00\", end: \"11:30\", since: 2025-01-07 }"),
    (GROUP, "sections", "", "{ heading: Heading #, text: Number # }"),
    (PROPOSAL, "allow", "", "{ rule: missing-owner, reason: number # }"),
    (PROPOSAL, "history", "", "{ date: 2026-02-17, notes: Number # }"),
    (PROPOSAL, "history[].dates", "history:\n- treated: false\n  dates:", "2026-02-17"),
    (PROPOSAL, "former-issues", "", "1#"),
    (PROPOSAL, "former-names", "", "{ name: Name #, until: 2026-02-17 }"),
    (PROPOSAL, "former-owners", "", "{ name: Organization #, until: 2026-02-17 }"),
    (PROPOSAL, "owners", "", "Organization #"),
    (PROPOSAL, "related", "", "1#"),
    (PROPOSAL, "releases", "", "{ version: v#, date: 2026-02-17 }"),
    (PROPOSAL, "sections", "", "{ heading: Heading #, text: Number # }"),
    (PROPOSAL, "stages", "", "{ stage: under-discussion, date: 2026-02-17, reason: Number # }"),
    (PROPOSAL, "supporters", "", "Organization #"),
    (PROPOSAL, "template.superseded", "template:\n  pr: 24\n  superseded:", "1#"),
    (PROPOSAL, "unparsed", "", "{ where: Line #, text: Number # }"),
    (CALL, "action-updates", "", "{ id: 20260324-01, status: closed, note: Number # }"),
    (CALL, "actions", "", "{ id: 20260407-#, text: Number #, owners: [Alpha Telecom] }"),
    (CALL, "actions[].owners", "actions:\n- id: 20260407-01\n  text: Much.\n  owners:", "Organization #"),
    (CALL, "agenda", "", "{ issue: 14, notes: Number # }"),
    (CALL, "agenda[].actions", "agenda:\n- issue: 14\n  actions:", "{ id: 20260407-#, text: Number #, owners: [BN] }"),
    (CALL, "agenda[].decisions", "agenda:\n- issue: 14\n  decisions:", "Number #"),
    (CALL, "allow", "", "{ rule: late-agenda-item, reason: number # }"),
    (CALL, "attendance.*", "attendance:\n  Alpha Telecom:", "Delegate #"),
    (CALL, "corrections", "", "{ date: 2026-04-08, text: Number # }"),
    (CALL, "recap", "", "{ heading: Heading #, text: Number # }"),
    (CALL, "register", "", "{ id: 20260407-#, text: Number #, owners: [BN], status: open }"),
    (CALL, "sections", "", "{ heading: Heading #, text: Number # }"),
    (CALL, "topics", "", "{ title: Topic #, notes: Number # }"),
];
/// Lists that are like one of those above.
const SAME_LISTS: [&str; 7] = [
    "agenda[].actions[].owners",
    "register[].owners",
    "topics[].actions",
    "topics[].actions[].owners",
    "topics[].decisions",
    "unparsed",
    "attendance",
];

/// The text of a record before the list.
fn text_before_list(path: &str, keys: &str) -> &'static str {
    match (path, keys) {
        (PROPOSAL, _) => "name: Long\nissue: 900\n",
        (CALL, _) => "date: 2026-04-07\n",
        (_, "schedule") => "name: G\ntimezone: UTC\n",
        _ => "name: G\ntimezone: UTC\nschedule: [{ slot: 1st tuesday, start: \"10:00\", end: \"11:30\" }]\n",
    }
}

/// The record with a number of entries in the list.
fn record_with((path, keys, before, entry): &HostileList, entries: usize) -> String {
    let before = if before.is_empty() { format!("{keys}:") } else { (*before).to_owned() };
    let indent = " ".repeat(before.lines().last().map_or(0, |line| line.len() - line.trim_start().len()));
    let mut text = format!("{}{before}\n", text_before_list(path, keys));
    for number in 1..=entries {
        text += &format!("{indent}- {}\n", entry.replace('#', &number.to_string()));
    }
    text
}

#[test]
fn a_list_with_endless_entries_takes_no_more_than_its_share() {
    let entries = if measures_optimized() { 100_000 } else { 200 };
    for list in LISTS {
        let (path, keys, ..) = list;
        run_each(&format!("{path}: {keys}"), |root| {
            std::fs::write(root.join(path), record_with(&list, entries)).unwrap()
        });
    }
}

#[test]
fn no_list_is_forgotten() {
    for (record, path) in [("workgroup", GROUP), ("proposal", PROPOSAL), ("meeting", CALL)] {
        for keys in list_paths(record) {
            let is_here = LISTS.iter().any(|(record_path, list_keys, ..)| *record_path == path && *list_keys == keys);
            assert!(is_here || SAME_LISTS.contains(&keys.as_str()), "the list `{keys}` of a {record} is not tried");
        }
    }
}

#[test]
fn each_list_is_read() {
    for list in LISTS {
        let (path, keys, ..) = list;
        let copy = copy_group();
        std::fs::write(copy.path().join(path), record_with(&list, 2)).unwrap();
        let output = run_within_limits(copy.path(), &["check"]).output;
        for rule in ["unknown-key", "wrong-type", "missing-key", "syntax", "bad-date"] {
            assert!(!output.contains(&format!("[{rule}]")), "{path}: {keys}: {output}");
        }
    }
}
