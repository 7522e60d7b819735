//! A repository in order, spoilt in one small way after the other: each gives exactly its finding, at its place.
//!
//! Among them are the mistakes that the records of real groups hold: a date of no call, a template's number that
//! changed, an owner copied from another row, links with a slip. (Long: it is one table.)

#![expect(clippy::unwrap_used, reason = "a test fails on the spot")]

use backlog::model::group::Group;
use backlog::model::when::When;
use backlog::render::outputs;
use backlog::rules::{self, Overrides, RULES};
use backlog::source::position;
use backlog::store::load::{self, Files};
use backlog::view::Views;
use backlog::view::moment::Now;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The day after the call that most spoilings are in.
const DAY: &str = "2026-02-13";

const CALL: &str = "minutes/2026-02-12.yaml";
const NEXT: &str = "minutes/2026-02-26.yaml";
const BEAM: &str = "backlog/beam-direction.yaml";
const COLOUR: &str = "backlog/beam-colour.yaml";
const FOG: &str = "backlog/fog-signal.yaml";
const LAMP: &str = "backlog/lamp-oil.yaml";
const MIRROR: &str = "backlog/mirror-polish.yaml";
const ROTA: &str = "backlog/keeper-rota.yaml";
const NEW: &str = "backlog/new.yaml";
const GROUP: &str = "workgroup.yaml";

/// A rule, the file, what is replaced in it and by what (in a new file nothing), where the finding begins.
type Spoiling = (&'static str, &'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const SPOILINGS: &[Spoiling] = &[
    // The agenda.
    ("late-agenda-item", CALL, "added: 2026-01-30T09:00:00Z", "added: 2026-02-06", "?"),
    ("late-agenda-item", CALL, "added: 2026-01-30T09:00:00Z", "added: 2026-02-05T10:30:00+01:00", "?"),
    ("missing-issue", CALL, "  - issue: 13\n", "  - title: The rota\n", "?"),
    ("missing-issue", NEW, "", "name: New\nowners: [Gamma Labs]\nregistered: 2026-02-10\n", "?"),
    ("issue-opened-late", "github.lock", "13: { opened: 2026-01-27T08:00:00Z", "13: { opened: 2026-02-05T09:01:00Z", "?"),
    ("unlisted-agenda-item", CALL, "{ issue: 14, treated", "{ issue: 99, added: 2026-02-02, treated", "?"),
    ("frozen-on-agenda", CALL, "{ issue: 14, treated", "{ issue: 15, treated", "?"),
    ("duplicate-agenda-item", CALL, "  - { issue: 14, treated: false }", "  - { issue: 14, treated: false }\n  - { issue: 14, treated: false }", "?"),
    ("dropped-agenda-item", NEXT, "  - { issue: 12 }\n", "", "?"),
    ("agenda-not-sent", CALL, "agenda-sent: 2026-02-05\n", "", "?"),
    ("agenda-not-sent", CALL, "agenda-sent: 2026-02-05\n", "agenda-sent: 2026-01-29\n", "?"),
    // The schedule.
    ("off-schedule-meeting", "minutes/2026-02-20.yaml", "", "date: 2026-02-20\nagenda: [{ issue: 10 }, { issue: 11 }, { issue: 12 }, { issue: 13 }, { issue: 14 }]\n", "?"),
    ("cancelled-meeting", "minutes/2025-12-25.yaml", "", "date: 2025-12-25\n", "?"),
    ("missing-meeting", GROUP, "  - { date: 2025-12-25, reason: public holiday }\n", "", "?"),
    ("bad-next", CALL, "date: 2026-02-12\n", "date: 2026-02-12\nnext: { date: 2026-02-20 }\n", "?"),
    ("bad-next", CALL, "date: 2026-02-12\n", "date: 2026-02-12\nnext: { date: 2026-01-22 }\n", "?"),
    // The proposal.
    ("template-not-merged", COLOUR, "{ pr: 21, merged: 2026-01-26 }", "{ pr: 22 }", "?"),
    ("template-not-merged", COLOUR, "merged: 2026-01-26", "merged: 2026-02-02", "?"),
    ("missing-validation", COLOUR, "validation: { group: Beam Direction, date: 2026-01-20, link: \"https://github.com/example/beam-direction/issues/4\" }\n", "", "?"),
    ("missing-onboarding-issue", BEAM, "onboarding-issue: 31\nrepository: { name: BeamDirection, url: \"https://github.com/example/beam-direction\" }\n", "", "?"),
    ("reviewer-day", BEAM, "tsc-approved, date: 2026-02-05", "tsc-approved, date: 2026-02-06", "?"),
    ("sent-late", BEAM, "sent-to-tsc, date: 2026-01-22", "sent-to-tsc, date: 2026-01-30", "?"),
    ("stage-order", BEAM, "  - { stage: not-yet-discussed, date: 2025-11-27 }\n  - { stage: under-discussion, date: 2025-12-11 }\n", "  - { stage: under-discussion, date: 2025-12-11 }\n  - { stage: not-yet-discussed }\n", "?"),
    ("stage-order", LAMP, "frozen, date: 2025-09-11", "frozen, date: 2026-09-11", "?"),
    ("stage-order", BEAM, "registered: 2025-11-27", "registered: 2025-11-28", "?"),
    ("revived-archived", MIRROR, "date: 2025-12-11 }\n", "date: 2025-12-11 }\n  - { stage: archived, date: 2025-12-12 }\n  - { stage: under-discussion, date: 2026-02-12 }\n", "?"),
    ("missing-owner", FOG, "owners: [Gamma Labs]\n", "", "?"),
    ("unknown-organization", ROTA, "supporters: [China Mobile]", "supporters: [Chine Mobile]", "?"),
    ("duplicate-supporter", BEAM, "supporters: [Beta Networks, Gamma Labs]", "supporters: [Beta Networks, Gamma Labs, Beta]", "?"),
    ("duplicate-proposal", NEW, "", "name: New\nissue: 13\nowners: [Gamma Labs]\nregistered: 2026-02-10\n", "?"),
    ("duplicate-proposal", NEW, "", "name: fogsignal\nissue: 98\nowners: [Gamma Labs]\nregistered: 2026-02-10\n", "?"),
    ("duplicate-proposal", NEW, "", "name: New\nissue: 98\nowners: [Gamma Labs]\nregistered: 2026-02-10\ntemplate: { pr: 23 }\n", "?"),
    ("wrong-link", FOG, "\"https://example.org/fog signal.md\"", "\"http://example.org/fog signal.md\"", "?"),
    ("wrong-link", FOG, "{ url: \"https://example.org/fog signal.md\" }", "{ pr: 24, url: \"https://github.com/example/lighthouse/issues/24\" }", "?"),
    ("wrong-link", FOG, "\"https://example.org/fog signal.md\"", "\"javascript:alert(1)\"", "?"),
    ("wrong-link", BEAM, "https://github.com/example/beam-direction/releases/tag/r1.1", "https://github.com/example/beam-colour/releases/tag/r1.1", "?"),
    ("missing-template", BEAM, "path: proposals/Beam Direction.md", "path: proposals/BeamDirection.md", "?"),
    // The lifecycle.
    ("freeze-due", NEW, "", "name: New\nissue: 98\nowners: [Alpha Telecom]\nregistered: 2025-11-27\nstages: [{ stage: under-discussion, date: 2025-11-27 }]\n", "?"),
    ("freeze-due", FOG, "owners: [Gamma Labs]", "owners: [China Mobile]", "?"),
    ("archive-due", NEW, "", "name: New\nissue: 98\nowners: [Alpha Telecom]\nstages: [{ stage: under-discussion }, { stage: frozen, date: 2025-08-12 }]\n", "?"),
    ("short-reactivation", LAMP, "notified: 2025-12-20", "notified: 2025-12-26", "?"),
    ("short-reactivation", LAMP, ", notified: 2025-12-20", "", "?"),
    ("treated-after-archive", CALL, "{ kind: information, title: The site has moved, update", "{ issue: 15, update", "?"),
    // The minutes.
    ("unrecorded-item", CALL, "{ issue: 11, treated: false }", "{ issue: 11 }", "?"),
    ("unapproved-minutes", "minutes/2026-01-22.yaml", "approval: approved\n", "", "?"),
    ("no-attendance", "minutes/2026-01-08.yaml", "attendance:\n  Alpha Telecom: [Delegate A]\n  Beta Networks: [Delegate B]\n  Gamma Labs: [Delegate C]\n", "attendance: {}\n", "?"),
    ("duplicate-attendee", CALL, "Alpha Telecom: [Delegate A]", "Alpha Telecom: [Delegate A, delegate a]", "?"),
    ("duplicate-attendee", CALL, "Alpha Telecom: [Delegate A]\n  Beta Networks: [Delegate B]", "Alpha Telecom: [Delegate A, Guest G]\n  Beta Networks: [Delegate B, Guest G]", "?"),
    ("unknown-attendee", CALL, "Beta Networks: [Delegate B]\n  Gamma Labs: [Delegate C]", "Beta Networks: [Delegate B, Delegate C]", "?"),
    ("broken-reference", CALL, "[#31](https://github.com/example/lighthouse/issues/31)", "[#71](https://github.com/example/lighthouse/issues/45)", "?"),
    ("broken-reference", CALL, "[PR#20](https://github.com/example/lighthouse/pull/20)", "[PR#20](https://github.com/example/lighthouse/pull/27)", "?"),
    ("broken-reference", CALL, "[PR#20](https://github.com/example/lighthouse/pull/20)", "[PR#20](https://github.com/example/lighthouse/issues/20)", "?"),
    ("broken-reference", CALL, "(https://github.com/example/lighthouse/pull/20)", "(ttps://github.com/example/lighthouse/pull/20)", "?"),
    ("broken-reference", CALL, "[#31](https://github.com/example/lighthouse/issues/31)", "[Link]([link](https://example.org/onboarding))", "?"),
    ("broken-reference", CALL, "[#31](https://github.com/example/lighthouse/issues/31)", "[the list]()", "?"),
    ("broken-reference", CALL, "[#31](https://github.com/example/lighthouse/issues/31)", "[#328]", "?"),
    ("broken-reference", CALL, "joined, é 中 🙂 and all", "joined, é 中 🙂 [the list]()", "?"),
    ("broken-reference", CALL, "it was", "it was", "?"),
    ("undated-update", CALL, "Update Jan 22, 2026: the comments", "Update: the comments", "?"),
    ("undated-update", CALL, "Update Jan 22, 2026: the comments", "MEETING UPDATE Jan 23, 2026: the comments", "?"),
    ("unfilled-template", CALL, "Who comes next.", "Meeting of YYYY-MM-DD.", "?"),
    ("unfilled-template", CALL, "Who comes next.", "TBD", "?"),
    ("unfilled-template", CALL, "Who comes next.", "<insert text>", "?"),
    ("unfilled-template", CALL, "      2. Who comes next.", "      2.", "?"),
    // Action points.
    ("action-id", CALL, "20260212-02", "20260122-02", "?"),
    ("action-id", CALL, "20260212-02", "AP2", "?"),
    ("action-id", CALL, "20260212-02", "20260212-03", "?"),
    ("reused-action", CALL, "20260212-02", "20260212-01", "?"),
    ("action-without-owner", CALL, "owners: [Delegate É], ", "", "?"),
    ("unknown-action", "minutes/2026-01-22.yaml", "{ id: 20260108-01", "{ id: 20260108-10", "?"),
    ("unknown-action", CALL, "attendance:\n", "action-updates: [{ id: 20260108-01, note: still done }]\nattendance:\n", "?"),
    ("vanished-action", "minutes/2025-12-11.yaml", "attendance:\n", "register: [{ id: 20251127-01, owners: [Beta], text: Ask }]\nattendance:\n", "?"),
    ("overdue-action", CALL, "due: 2026-02-26", "due: 2026-02-12", "?"),
    // The files.
    ("syntax", NEXT, "  - { issue: 14 }", "  - { issue: 14", "?"),
    ("unknown-key", CALL, "agenda-sent:", "agenda-send:", "?"),
    ("missing-key", MIRROR, "name: Mirror Polish\n", "", "?"),
    ("wrong-type", FOG, "issue: 12", "issue: #12", "?"),
    ("wrong-type", BEAM, "stage: tsc-approved", "stage: tsc-aproved", "?"),
    ("bad-date", BEAM, "date: 2026-02-10", "date: 2026/002/10", "?"),
    ("duplicate-key", LAMP, "issue: 14\n", "issue: 14\nissue: 14\n", "?"),
    ("file-name", NEXT, "date: 2026-02-26", "date: 2026-03-12", "?"),
    ("file-name", "backlog/New API.yaml", "", "name: New\nissue: 98\nowners: [Gamma Labs]\nregistered: 2026-02-10\n", "?"),
    ("unused-allow", FOG, "kind: new-api\n", "kind: new-api\nallow: [{ rule: missing-owner, why: nobody leads it }]\n", "?"),
    ("unknown-rule", GROUP, "rules: { missing-onboarding-issue: warn }", "rules: { missing-onbording-issue: warn }", "?"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/repos/good")
}

fn good() -> Files {
    load::read(&root()).unwrap()
}

/// The text of a file of the good repository.
fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap()
}

/// The good repository with one file spoilt, or a new one.
fn spoilt(path: &str, from: &str, to: &str) -> Files {
    if from.is_empty() {
        return good().with(path, to.to_owned());
    }
    let text = text(path);
    assert_eq!(text.matches(from).count(), 1, "`{from}` stands once in {path}");
    good().with(path, text.replace(from, to))
}

/// The views of a group on the day, and what they find, each as `rule file line:column` with the message.
fn told(group: &Group, prepare: impl FnOnce(&mut Views)) -> Vec<(String, String)> {
    let workgroup = group.workgroup.as_ref().unwrap();
    let mut views = Views::new(group, workgroup, Now::given(When::parse(DAY).unwrap(), workgroup.timezone));
    prepare(&mut views);
    let findings = rules::check(&views, &Overrides::default()).findings;
    let told = findings.iter().map(|finding| {
        let source = group.sources.file(finding.place.file);
        let at = position(&source.text, finding.place.range().start);
        (format!("{} {}:{}:{}", finding.rule, source.path, at.line, at.column), finding.message.clone())
    });
    told.collect()
}

#[test]
fn the_good_repository_is_good() {
    let group = good().decode();
    let generated = |views: &mut Views| {
        for file in outputs::compared_files(views) {
            let text = load::read_if_there(&root(), &file.path).unwrap().unwrap();
            views.generated.insert(file.path, text);
        }
    };
    assert_eq!(told(&group, generated), []);
}

#[test]
fn every_spoiling_gives_its_finding_and_nothing_else() {
    let mut wrong = Vec::new();
    for (rule, path, from, to, at) in SPOILINGS {
        let found = told(&spoilt(path, from, to).decode(), |_| ());
        let places: Vec<&str> = found.iter().map(|(place, _)| place.as_str()).collect();
        // Where a change in one file shows in another, the place names that.
        let wanted = if at.contains(' ') { format!("{rule} {}", at.trim()) } else { format!("{rule} {path}:{at}") };
        if places != [wanted.as_str()] {
            wrong.push(format!("{rule}: `{to}` in {path}: wanted {wanted}, found {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), SPOILINGS.len(), wrong.join("\n"));
}

#[test]
fn a_generated_file_that_nobody_wrote_anew_is_found() {
    let group = spoilt(FOG, "name: Fog Signal", "name: Fog Horn").decode();
    let found = told(&group, |views| {
        views.generated.insert(outputs::TABLE.to_owned(), text(outputs::TABLE));
    });
    let places: Vec<&str> = found.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["stale-output workgroup.yaml:1:1"]);
}

#[test]
fn an_owner_in_the_place_of_another_is_found_by_comparing() {
    let (before, after) = (good().decode(), spoilt(FOG, "owners: [Gamma Labs]", "owners: [Alpha Telecom]").decode());
    let views = |group: &'static Group| {
        let workgroup = group.workgroup.as_ref().unwrap();
        Views::new(group, workgroup, Now::given(When::parse(DAY).unwrap(), workgroup.timezone))
    };
    let (before, after) = (Box::leak(Box::new(before)), Box::leak(Box::new(after)));
    let found = rules::check_since(&views(after), &views(before), &Overrides::default()).findings;
    assert_eq!(found.iter().map(|finding| finding.rule).collect::<Vec<_>>(), ["rewritten-fact"]);
}

#[test]
fn every_rule_has_a_spoiling() {
    let elsewhere = ["stale-output", "rewritten-fact"];
    let spoilt: BTreeSet<&str> = SPOILINGS.iter().map(|spoiling| spoiling.0).chain(elsewhere).collect();
    let rules: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(spoilt, rules);
    assert!(SPOILINGS.len() >= 60);
}
