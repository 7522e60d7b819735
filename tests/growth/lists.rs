//! Every list of the records, with different entries and, where that matters, with equal or wrong ones.

use std::collections::BTreeMap;

/// A list: its record, the keys that lead to it in the schema (none for what no schema has), what its entries are like,
/// and the texts that it is made of, each with what comes before its entries and an entry. In an entry, `#` is its
/// number, `DAY` and `NEXT` are days, `NN` is one of ninety numbers, and `STAGE` one of two stages.
pub type ListRow = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

const GROUP: &str = "workgroup";
const PROPOSAL: &str = "proposal";
const CALL: &str = "meeting";

/// A text without anything before its entries begins with the keys of the list; one whose first part ends a line has an
/// entry on each line, and others are in brackets.
#[rustfmt::skip]
pub const LISTS: &[ListRow] = &[
    (GROUP, "schedule", "same", &[("", "{ slot: 2nd thursday, start: '09:00', end: '10:30', since: 2026-01-01 }")]),
    (GROUP, "schedule", "different", &[("", "{ slot: 2nd thursday, start: '09:00', end: '10:30', since: DAY }")]),
    (GROUP, "not-held", "same", &[("", "{ date: 2026-02-12, reason: x }")]),
    (GROUP, "not-held", "different", &[("", "{ date: DAY, reason: x }")]),
    (GROUP, "moved", "different", &[("", "{ from: DAY, to: NEXT }")]),
    (GROUP, "mail.to", "different", &[("mail:\n  from: s@example.org\n  to:", "a#@example.org")]),
    (GROUP, "zones", "same", &[("", "Asia/Tokyo")]),
    (GROUP, "reviewer.schedule", "same", &[("reviewer:\n  name: TSC\n  schedule:", "{ slot: 1st thursday, since: 2023-12-01 }")]),
    (GROUP, "notices", "different", &[("", "{ heading: N#, text: text }")]),
    (GROUP, "organizations", "same", &[("", "Orange")]),
    (GROUP, "organizations", "different", &[("", "Organization #")]),
    (GROUP, "organizations[].aliases", "different", &[("organizations:\n  - name: Orange\n    aliases:", "Alias #")]),
    (GROUP, "people", "same", &[("", "{ name: Gilles Renoux, organization: Orange }")]),
    (GROUP, "people", "different", &[("", "{ name: Person #, organization: Orange }")]),
    (GROUP, "people", "of unknown organizations", &[("", "{ name: Gilles Renoux, organization: Organization # }")]),
    (GROUP, "sections", "different", &[("", "{ heading: S#, text: text }")]),
    (GROUP, "allow", "same", &[("", "{ rule: missing-meeting, reason: x }")]),
    (GROUP, "allow", "unknown", &[("", "{ rule: rule-#, reason: x }")]),
    (GROUP, "", "unknown rules", &[("rules:\n", "  rule-#: off")]),
    (PROPOSAL, "former-names", "different", &[("", "{ name: N#, until: DAY, issue: 1# }")]),
    (PROPOSAL, "former-issues", "different", &[("", "1#")]),
    (PROPOSAL, "template.superseded", "different", &[("template:\n  pr: 7\n  superseded:", "1#")]),
    (PROPOSAL, "owners", "same", &[("", "Orange")]),
    (PROPOSAL, "owners", "unknown", &[("", "Organization #")]),
    (PROPOSAL, "former-owners", "unknown", &[("", "{ name: Organization #, until: DAY }")]),
    (PROPOSAL, "supporters", "same", &[("", "GSMA")]),
    (PROPOSAL, "supporters", "unknown", &[("", "Organization #")]),
    (PROPOSAL, "history", "without a day", &[("", "text #")]),
    (PROPOSAL, "history", "of different days", &[("", "{ date: DAY, notes: text # }")]),
    (PROPOSAL, "history", "of one day", &[("", "{ date: 2026-01-22, notes: t# }")]),
    (PROPOSAL, "history[].dates", "different", &[("history:\n  - treated: false\n    dates:", "DAY")]),
    (PROPOSAL, "related", "different", &[("", "1#")]),
    (PROPOSAL, "stages", "same", &[("", "{ stage: under-discussion, date: 2026-02-12 }")]),
    (PROPOSAL, "stages", "of different days", &[("", "{ stage: STAGE, date: DAY }")]),
    (PROPOSAL, "releases", "different", &[("", "{ version: v#, tag: r# }")]),
    (PROPOSAL, "unparsed", "different", &[("", "{ where: w, text: text # }")]),
    (PROPOSAL, "sections", "different", &[("", "{ heading: S#, text: text }")]),
    (PROPOSAL, "allow", "same", &[("", "{ rule: missing-owner, reason: x }")]),
    (PROPOSAL, "allow", "as many as findings", &[("supporters:", "Organization #"), ("", "{ rule: unknown-organization, reason: x }")]),
    (CALL, "attendance", "unknown", &[("attendance:\n  Orange: []\n", "  Organization #: [Person #]")]),
    (CALL, "attendance", "one person", &[("attendance:\n  Orange: []\n", "  Organization #: [Gilles Renoux]")]),
    (CALL, "attendance.*", "different", &[("attendance:\n  Orange:", "Person #")]),
    (CALL, "attendance.*", "same", &[("attendance:\n  GSMA:", "Gilles Renoux")]),
    (CALL, "recap", "different", &[("", "{ heading: R#, text: text }")]),
    (CALL, "topics", "different", &[("", "{ title: T#, notes: text }")]),
    (CALL, "topics", "one title", &[("", "{ title: T, notes: text # }")]),
    (CALL, "topics", "one issue", &[("", "{ issue: 1, notes: text # }")]),
    (CALL, "topics[].decisions", "different", &[("topics:\n  - title: T\n    decisions:", "D#")]),
    (CALL, "topics[].actions", "different", &[("topics:\n  - title: T\n    actions:", "{ owners: [Orange], text: text # }")]),
    (CALL, "topics[].actions[].owners", "unknown", &[("topics:\n  - title: T\n    actions:\n      - text: text\n        owners:", "Owner #")]),
    (CALL, "agenda", "different", &[("", "1#")]),
    (CALL, "agenda", "different, treated", &[("", "{ issue: 1#, notes: text }")]),
    (CALL, "agenda", "same", &[("", "1")]),
    (CALL, "agenda", "same, not treated", &[("", "{ issue: 1, treated: false }")]),
    (CALL, "agenda", "one slug", &[("", "{ proposal: a }")]),
    (CALL, "agenda", "one title", &[("", "{ title: T, notes: text # }")]),
    (CALL, "agenda", "one issue", &[("", "{ issue: 1, notes: text # }")]),
    (CALL, "agenda[].decisions", "different", &[("agenda:\n  - issue: 1\n    decisions:", "D#")]),
    (CALL, "agenda[].actions", "different", &[("agenda:\n  - issue: 1\n    actions:", "{ owners: [Orange], text: text # }")]),
    (CALL, "agenda[].actions[].owners", "unknown", &[("agenda:\n  - issue: 1\n    actions:\n      - text: text\n        owners:", "Owner #")]),
    (CALL, "actions", "with one id", &[("", "{ id: 20260212-01, owners: [Owner #], text: text # }")]),
    (CALL, "actions", "with different ids", &[("", "{ id: 20260212-#, owners: [Orange], text: text # }")]),
    (CALL, "actions[].owners", "unknown", &[("actions:\n  - text: text\n    owners:", "Owner #")]),
    (CALL, "action-updates", "same", &[("", "{ id: 20260212-01, note: note # }"), ("actions:\n", "  - { id: 20260212-01, text: text }")]),
    (CALL, "action-updates", "unknown", &[("", "{ id: 20260212-NN }"), ("actions:", "{ id: 20260212-01, text: text # }")]),
    (CALL, "corrections", "different", &[("", "{ date: 2026-02-13, text: text # }")]),
    (CALL, "sections", "different", &[("", "{ heading: S#, text: text }")]),
    (CALL, "register", "same", &[("", "{ id: 20260122-01, text: text # }")]),
    (CALL, "register", "different", &[("", "{ id: 20260122-#, owners: [Orange], text: text # }")]),
    (CALL, "register[].owners", "different", &[("register:\n  - text: text\n    owners:", "Owner #")]),
    (CALL, "allow", "same", &[("", "{ rule: no-attendance, reason: x }")]),
    (CALL, "", "unknown keys", &[("\n", "key-#: x")]),
];

/// The commands for a repository with a long list in a record: the first two always, the others in a thorough run.
pub fn commands_for(record: &str) -> &'static [&'static [&'static str]] {
    match record {
        GROUP => &[
            &["check"],
            &["render", "--dry-run"],
            &["status"],
            &["status", "--stats"],
            &["calendar"],
            &["mail", "agenda", "2026-02-26", "--to", "g@example.org"],
            &["show", "workgroup"],
            &["check", "--fix", "--dry-run"],
            &["attend", "Gilles Renoux", "--meeting", "2026-02-12", "--dry-run"],
        ],
        PROPOSAL => &[
            &["check"],
            &["render", "--dry-run"],
            &["status"],
            &["status", "--stats"],
            &["list"],
            &["show", "1"],
            &["table", "--format", "html"],
            &["check", "--fix", "--dry-run"],
            &["support", "1", "GSMA", "--dry-run"],
        ],
        _ => &[
            &["check"],
            &["render", "--dry-run"],
            &["status"],
            &["status", "--stats"],
            &["mail", "agenda", "2026-02-26", "--to", "g@example.org"],
            &["mail", "minutes", "2026-02-12"],
            &["mail", "actions"],
            &["agenda", "--meeting", "2026-02-26"],
            &["action", "list"],
            &["show", "2026-02-12"],
            &["show", "1"],
            &["check", "--fix", "--dry-run"],
            &["new-meeting", "2026-03-05", "--dry-run"],
            &["recap", "TSC", "--meeting", "2026-02-12", "--dry-run"],
        ],
    }
}

/// Today, between the two calls of the repositories.
pub const TODAY: &str = "2026-02-20";

/// The records of a small group, except for its two calls.
const RECORDS: [(&str, &str, &str); 2] = [
    (
        GROUP,
        "workgroup.yaml",
        "name: G\nrepository: o/r\nmail: { from: s@example.org, to: g@example.org }\n\
         records: { complete-since: 2026-01-08 }\n\
         schedule: [{ every: 1 week, from: 2026-01-01, start: \"09:00\", end: \"10:30\" }]\n\
         organizations: [Orange, GSMA]\npeople: [{ name: Gilles Renoux, organization: Orange }]\n",
    ),
    (
        PROPOSAL,
        "backlog/a.yaml",
        "name: A\nissue: 1\nowners: [Orange]\nstages: [{ stage: under-discussion, date: 2026-01-22 }]\n",
    ),
];

/// The files of a small repository by their paths, with a number of entries in the list; the list of a call is in two
/// calls, a held one and a coming one.
pub fn repository_with((record, path, _, parts): &ListRow, entries: usize) -> BTreeMap<String, String> {
    // A schedule has at most 100 slots: fifty and a hundred in a plain run.
    let entries = if path.ends_with("schedule") { (entries / 40).min(100) } else { entries };
    let list: String = parts.iter().map(|(before, entry)| write_list(path, before, entry, entries.max(1))).collect();
    // The list replaces the key that is there without it.
    let key = path.split(['.', '[']).next().unwrap_or_default();
    let is_other = |line: &&str| key.is_empty() || !line.starts_with(&format!("{key}:"));
    let with_list = |own: &str, text: &str| match own == *record {
        true => text.split_inclusive('\n').filter(is_other).chain([list.as_str()]).collect(),
        false => text.to_owned(),
    };
    let records = RECORDS.map(|(own, path, text)| (path.to_owned(), with_list(own, text)));
    let calls =
        [("2026-02-12", "attendance: { Orange: [Gilles Renoux] }\n"), ("2026-02-26", "")].map(|(date, held)| {
            (format!("minutes/{date}.yaml"), with_list(CALL, &format!("date: {date}\n{held}agenda: [1]\n")))
        });
    records.into_iter().chain(calls).collect()
}

fn write_list(path: &str, before: &str, entry: &str, entries: usize) -> String {
    let entry = |at: usize| fill_entry(entry, at);
    if before.ends_with('\n') {
        return (0..entries).fold(before.to_owned(), |text, at| text + &entry(at) + "\n");
    }
    let before = if before.is_empty() { format!("{path}:") } else { before.to_owned() };
    let entries: String = (0..entries).map(|at| format!("          {},\n", entry(at))).collect();
    format!("{before} [\n{entries}          ]\n")
}

fn fill_entry(entry: &str, at: usize) -> String {
    // A different day for each number, in the past, and none before 2000, where a calendar begins.
    let day = |at: usize| format!("{}-{:02}-{:02}", 2000 + at / 336, at / 28 % 12 + 1, at % 28 + 1);
    let entry =
        entry.replace("DAY", &day(at)).replace("NEXT", &day(at + 1)).replace("NN", &format!("{}", at % 90 + 10));
    entry.replace("STAGE", ["frozen", "reactivated"][at % 2]).replace('#', &at.to_string())
}
