//! Every list of the records, with different entries and, where that matters, with equal or wrong ones.

use super::measure::{Case, Files};

/// A list of a record, and the text of the record with a given number of entries.
pub struct MeasuredList {
    /// `workgroup`, `proposal` or `meeting`.
    pub record: &'static str,
    /// The keys that lead to it, in the form of [`super::schema`]; empty for what no schema has.
    pub path: &'static str,
    /// Describes its entries.
    entries: &'static str,
    text: fn(usize) -> String,
}

const WORKGROUP: &str = "\
name: G
repository: o/r
mail: { from: s@example.org, to: g@example.org }
records: { complete-since: 2026-01-08 }
";
const SCHEDULE: &str = "schedule: [{ slot: weekly thursday, start: \"09:00\", end: \"10:30\", since: 2026-01-01 }]\n";
const MEMBERS: &str = "organizations: [Orange, GSMA]\npeople: [{ name: Gilles Renoux, organization: Orange }]\n";
const PROPOSAL: &str = "name: A\nissue: 1\n";
const OWNED: &str = "owners: [Orange]\nstages: [{ stage: under-discussion, date: 2026-01-22 }]\n";

/// The commands for a repository with a long list in a record: the first two always, the others in a thorough run.
const OF_WORKGROUP: &[&[&str]] = &[
    &["check"],
    &["render", "--dry-run"],
    &["status"],
    &["calendar"],
    &["mail", "agenda", "2026-02-26"],
    &["show", "workgroup"],
    &["check", "--fix", "--dry-run"],
    &["attend", "Gilles Renoux", "--meeting", "2026-02-12", "--dry-run"],
];
const OF_PROPOSAL: &[&[&str]] = &[
    &["check"],
    &["render", "--dry-run"],
    &["status"],
    &["list"],
    &["show", "1"],
    &["table", "--format", "html"],
    &["check", "--fix", "--dry-run"],
    &["support", "1", "GSMA", "--dry-run"],
];
const OF_MEETING: &[&[&str]] = &[
    &["check"],
    &["render", "--dry-run"],
    &["status"],
    &["mail", "agenda", "2026-02-26"],
    &["mail", "minutes", "2026-02-12"],
    &["agenda", "--meeting", "2026-02-26"],
    &["action", "list"],
    &["show", "2026-02-12"],
    &["show", "1"],
    &["check", "--fix", "--dry-run"],
    &["new-meeting", "2026-03-05", "--dry-run"],
    &["recap", "TSC", "--meeting", "2026-02-12", "--dry-run"],
];

/// A schedule has at most 100 slots: fifty and a hundred in a plain run.
fn slot_count(n: usize) -> usize {
    (n / 40).min(100)
}

/// The lists of the records.
pub fn record_lists() -> Vec<MeasuredList> {
    let list = |record, path, entries, text| MeasuredList { record, path, entries, text };
    let workgroup = |path, entries, text| list("workgroup", path, entries, text);
    let proposal = |path, entries, text| list("proposal", path, entries, text);
    let meeting = |path, entries, text| list("meeting", path, entries, text);
    macro_rules! item_lists {
        ($key:literal, $item:literal) => {
            [
                meeting($key, "one title", |n| {
                    write_list(concat!($key, ":"), n, |at| format!("{{ title: T, notes: text {at} }}"))
                }),
                meeting($key, "one issue", |n| {
                    write_list(concat!($key, ":"), n, |at| format!("{{ issue: 1, notes: text {at} }}"))
                }),
                meeting(concat!($key, "[].decisions"), "different", |n| {
                    write_list(concat!($key, ":\n  - ", $item, "\n    decisions:"), n, |at| format!("D{at}"))
                }),
                meeting(concat!($key, "[].actions"), "different", |n| {
                    write_list(concat!($key, ":\n  - ", $item, "\n    actions:"), n, |at| {
                        format!("{{ owners: [Orange], text: text {at} }}")
                    })
                }),
                meeting(concat!($key, "[].actions[].owners"), "unknown", |n| {
                    let key = concat!($key, ":\n  - ", $item, "\n    actions:\n      - text: text\n        owners:");
                    write_list(key, n, |at| format!("Owner {at}"))
                }),
            ]
        };
    }
    let mut lists = vec![
        workgroup("schedule", "same", |n| {
            write_list("schedule:", slot_count(n), |_| "{ slot: weekly thursday, since: 2026-01-01 }".into())
        }),
        workgroup("schedule", "different", |n| {
            write_list("schedule:", slot_count(n), |at| format!("{{ slot: 2nd thursday, since: {} }}", nth_day(at)))
        }),
        workgroup("not-held", "same", |n| write_list("not-held:", n, |_| "{ date: 2026-02-12, reason: x }".into())),
        workgroup("not-held", "different", |n| {
            write_list("not-held:", n, |at| format!("{{ date: {}, reason: x }}", nth_day(at)))
        }),
        workgroup("moved", "different", |n| {
            write_list("moved:", n, |at| format!("{{ from: {}, to: {} }}", nth_day(at), nth_day(at + 1)))
        }),
        workgroup("mail.to", "different", |n| {
            write_list("mail:\n  from: s@example.org\n  to:", n + 1, |at| format!("a{at}@example.org"))
        }),
        workgroup("reviewer.schedule", "same", |n| {
            write_list("reviewer:\n  name: TSC\n  schedule:", slot_count(n), |_| {
                "{ slot: 1st thursday, since: 2023-12-01 }".into()
            })
        }),
        workgroup("notices", "different", |n| {
            write_list("notices:", n, |at| format!("{{ heading: N{at}, text: text }}"))
        }),
        workgroup("organizations", "same", |n| write_list("organizations:", n, |_| "Orange".into())),
        workgroup("organizations", "different", |n| write_list("organizations:", n, |at| format!("Organization {at}"))),
        workgroup("organizations[].aliases", "different", |n| {
            write_list("organizations:\n  - name: Orange\n    aliases:", n, |at| format!("Alias {at}"))
        }),
        workgroup("people", "same", |n| people_list(n, |_| "{ name: Gilles Renoux, organization: Orange }".into())),
        workgroup("people", "different", |n| {
            people_list(n, |at| format!("{{ name: Person {at}, organization: Orange }}"))
        }),
        workgroup("people", "of unknown organizations", |n| {
            people_list(n, |at| format!("{{ name: Gilles Renoux, organization: Organization {at} }}"))
        }),
        workgroup("sections", "different", |n| {
            write_list("sections:", n, |at| format!("{{ heading: S{at}, text: text }}"))
        }),
        workgroup("allow", "same", |n| write_list("allow:", n, |_| "{ rule: missing-meeting, reason: x }".into())),
        workgroup("allow", "unknown", |n| write_list("allow:", n, |at| format!("{{ rule: rule-{at}, reason: x }}"))),
        workgroup("", "unknown rules", |n| {
            (0..n).fold("rules:\n".into(), |text, at| format!("{text}  rule-{at}: off\n"))
        }),
        proposal("former-names", "different", |n| {
            owned_with("former-names:", n, |at| {
                format!("{{ name: N{at}, until: {}, issue: {} }}", nth_day(at), at + 10)
            })
        }),
        proposal("former-issues", "different", |n| owned_with("former-issues:", n, |at| (at + 10).to_string())),
        proposal("template.superseded", "different", |n| {
            owned_with("template:\n  pr: 7\n  superseded:", n, |at| (at + 10).to_string())
        }),
        proposal("owners", "same", |n| write_list("owners:", n, |_| "Orange".into())),
        proposal("owners", "unknown", |n| write_list("owners:", n, |at| format!("Organization {at}"))),
        proposal("former-owners", "unknown", |n| {
            owned_with("former-owners:", n, |at| format!("{{ name: Organization {at}, until: {} }}", nth_day(at)))
        }),
        proposal("supporters", "same", |n| owned_with("supporters:", n, |_| "GSMA".into())),
        proposal("supporters", "unknown", |n| owned_with("supporters:", n, |at| format!("Organization {at}"))),
        proposal("history", "without a day", |n| owned_with("history:", n, |at| format!("text {at}"))),
        proposal("history", "of different days", |n| {
            owned_with("history:", n, |at| format!("{{ date: {}, notes: text {at} }}", nth_day(at)))
        }),
        proposal("history", "of one day", |n| {
            owned_with("history:", n, |at| format!("{{ date: 2026-01-22, notes: t{at} }}"))
        }),
        proposal("history[].dates", "different", |n| {
            owned_with("history:\n  - treated: false\n    dates:", n, |at| nth_day(at).to_string())
        }),
        proposal("related", "different", |n| owned_with("related:", n, |at| (at + 10).to_string())),
        proposal("stages", "same", |n| {
            write_list("owners: [Orange]\nstages:", n, |_| "{ stage: under-discussion, date: 2026-02-12 }".into())
        }),
        proposal("stages", "of different days", |n| {
            write_list("owners: [Orange]\nstages:", n, |at| {
                format!("{{ stage: {}, date: {} }}", ["frozen", "reactivated"][at % 2], nth_day(at))
            })
        }),
        proposal("releases", "different", |n| {
            owned_with("releases:", n, |at| format!("{{ version: v{at}, tag: r{at} }}"))
        }),
        proposal("unparsed", "different", |n| {
            owned_with("unparsed:", n, |at| format!("{{ where: w, text: text {at} }}"))
        }),
        proposal("sections", "different", |n| {
            owned_with("sections:", n, |at| format!("{{ heading: S{at}, text: text }}"))
        }),
        proposal("allow", "same", |n| owned_with("allow:", n, |_| "{ rule: missing-owner, reason: x }".into())),
        proposal("allow", "as many as findings", |n| {
            let supporters = owned_with("supporters:", n, |at| format!("Organization {at}"));
            supporters + &write_list("allow:", n, |_| "{ rule: unknown-organization, reason: x }".into())
        }),
        meeting("attendance", "unknown", |n| attendance_map(n, |at| format!("Organization {at}: [Person {at}]"))),
        meeting("attendance", "one person", |n| attendance_map(n, |at| format!("Organization {at}: [Gilles Renoux]"))),
        meeting("attendance.*", "different", |n| write_list("attendance:\n  Orange:", n, |at| format!("Person {at}"))),
        meeting("attendance.*", "same", |n| write_list("attendance:\n  GSMA:", n, |_| "Gilles Renoux".into())),
        meeting("recap", "different", |n| write_list("recap:", n, |at| format!("{{ heading: R{at}, text: text }}"))),
        meeting("topics", "different", |n| write_list("topics:", n, |at| format!("{{ title: T{at}, notes: text }}"))),
        meeting("agenda", "different", |n| write_list("agenda:", n, |at| (at + 10).to_string())),
        meeting("agenda", "different, treated", |n| {
            write_list("agenda:", n, |at| format!("{{ issue: {}, notes: text }}", at + 10))
        }),
        meeting("agenda", "same", |n| write_list("agenda:", n, |_| "1".into())),
        meeting("agenda", "same, not treated", |n| write_list("agenda:", n, |_| "{ issue: 1, treated: false }".into())),
        meeting("agenda", "one slug", |n| write_list("agenda:", n, |_| "{ proposal: a }".into())),
        meeting("actions", "with one id", |n| {
            write_list("actions:", n, |at| format!("{{ id: 20260212-01, owners: [Owner {at}], text: text {at} }}"))
        }),
        meeting("actions", "with different ids", |n| {
            write_list("actions:", n, |at| format!("{{ id: 20260212-{at:02}, owners: [Orange], text: text {at} }}"))
        }),
        meeting("actions[].owners", "unknown", |n| {
            write_list("actions:\n  - text: text\n    owners:", n, |at| format!("Owner {at}"))
        }),
        meeting("action-updates", "same", |n| {
            let updates = write_list("action-updates:", n, |at| format!("{{ id: 20260212-01, note: note {at} }}"));
            updates + "actions: [{ id: 20260212-01, owners: [Orange], text: text }]\n"
        }),
        meeting("action-updates", "unknown", |n| {
            let updates = write_list("action-updates:", n, |at| format!("{{ id: 20260212-{:02} }}", at % 90 + 10));
            updates + &write_list("actions:", n, |at| format!("{{ id: 20260212-01, text: text {at} }}"))
        }),
        meeting("corrections", "different", |n| {
            write_list("corrections:", n, |at| format!("{{ date: 2026-02-13, text: text {at} }}"))
        }),
        meeting("sections", "different", |n| {
            write_list("sections:", n, |at| format!("{{ heading: S{at}, text: text }}"))
        }),
        meeting("register", "same", |n| {
            write_list("register:", n, |at| format!("{{ id: 20260122-01, text: text {at} }}"))
        }),
        meeting("register", "different", |n| {
            write_list("register:", n, |at| format!("{{ id: 20260122-{at:02}, owners: [Orange], text: text {at} }}"))
        }),
        meeting("register[].owners", "different", |n| {
            write_list("register:\n  - text: text\n    owners:", n, |at| format!("Owner {at}"))
        }),
        meeting("unparsed", "different", |n| {
            write_list("unparsed:", n, |at| format!("{{ where: w, text: text {at} }}"))
        }),
        meeting("allow", "same", |n| write_list("allow:", n, |_| "{ rule: no-attendance, reason: x }".into())),
        meeting("", "unknown keys", |n| (0..n).fold(String::new(), |text, at| format!("{text}key-{at}: x\n"))),
    ];
    lists.extend(item_lists!("topics", "title: T"));
    lists.extend(item_lists!("agenda", "issue: 1"));
    lists
}

/// The cases for them. The list of a call is in two calls: a held one and a coming one.
pub fn list_cases() -> impl Iterator<Item = Case> {
    record_lists().into_iter().map(|MeasuredList { record, path, entries, text }| {
        let commands = match record {
            "workgroup" => OF_WORKGROUP,
            "proposal" => OF_PROPOSAL,
            _ => OF_MEETING,
        };
        Case {
            name: format!("{record} {path}, {entries}"),
            files: Box::new(move |n| repository_with(record, path, &text(n))),
            commands,
        }
    })
}

/// A small repository, with a list in one of its records.
fn repository_with(record: &str, path: &str, list: &str) -> Files {
    let text_for = |name: &str| if record == name { list } else { "" };
    // The list replaces the key that is there without it.
    let key = path.split(['.', '[']).next().unwrap_or_default();
    let without_key = |text: &str| -> String {
        text.split_inclusive('\n').filter(|line| key.is_empty() || !line.starts_with(&format!("{key}:"))).collect()
    };
    let other = |name: &str, text: &str| if record == name { without_key(text) } else { text.to_owned() };
    let meeting = |date: &str| format!("date: {date}\n{}", text_for("meeting"));
    let agenda = other("meeting", "agenda: [1]\n");
    let attendance = other("meeting", "attendance: { Orange: [Gilles Renoux] }\n");
    let workgroup = other("workgroup", &format!("{WORKGROUP}{SCHEDULE}{MEMBERS}"));
    Files::from([
        ("workgroup.yaml".to_owned(), workgroup + text_for("workgroup")),
        ("backlog/a.yaml".to_owned(), PROPOSAL.to_owned() + if record == "proposal" { list } else { OWNED }),
        ("minutes/2026-02-12.yaml".to_owned(), meeting("2026-02-12") + &attendance + &agenda),
        ("minutes/2026-02-26.yaml".to_owned(), meeting("2026-02-26") + &agenda),
    ])
}

/// A key with a list of that many entries.
fn write_list(key: &str, entries: usize, entry: fn(usize) -> String) -> String {
    let entries: String = (0..entries).map(|at| format!("          {},\n", entry(at))).collect();
    format!("{key} [\n{entries}          ]\n")
}

fn owned_with(key: &str, entries: usize, entry: fn(usize) -> String) -> String {
    OWNED.to_owned() + &write_list(key, entries, entry)
}

fn people_list(entries: usize, entry: fn(usize) -> String) -> String {
    write_list("people:", entries, entry)
}

fn attendance_map(entries: usize, entry: fn(usize) -> String) -> String {
    (0..entries).fold("attendance:\n  Orange: []\n".to_owned(), |text, at| format!("{text}  {}\n", entry(at)))
}

/// A different day for each number.
fn nth_day(at: usize) -> String {
    format!("{}-{:02}-{:02}", 1990 + at / 336, at / 28 % 12 + 1, at % 28 + 1)
}
