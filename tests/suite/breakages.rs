//! A repository in order, broken in one small way at a time: each breakage gives exactly its finding, at its place.
//!
//! Among them are the mistakes in the records of real groups: a date without a call, a changed template number, an
//! owner copied from another row, mistyped links. (Over 300 lines: it is one table.)

use crate::records::{format_place, views_on};
use backlog::finding::Finding;
use backlog::model::group::Group;
use backlog::render::outputs::{self, State};
use backlog::rules::{self, Overrides, RULES};
use backlog::store::load::{self, Files};
use backlog::view::Views;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The day after the call in which most breakages are.
const DAY: &str = "2026-02-13";

const CALL: &str = "minutes/2026-02-12.yaml";
const NEXT: &str = "minutes/2026-02-26.yaml";
const BEAM: &str = "backlog/beam-direction.yaml";
const COLOR: &str = "backlog/beam-colour.yaml";
const FOG: &str = "backlog/fog-signal.yaml";
const LAMP: &str = "backlog/lamp-oil.yaml";
const MIRROR: &str = "backlog/mirror-polish.yaml";
const ROTA: &str = "backlog/keeper-rota.yaml";
const NEW: &str = "backlog/new.yaml";
const GROUP: &str = "workgroup.yaml";

/// A rule, the file, the replaced text (empty for a new file) and its replacement, and where the finding begins.
type Breakage = (&'static str, &'static str, &'static str, &'static str, &'static str);

#[rustfmt::skip]
const BREAKAGES: &[Breakage] = &[
    // The agenda.
    ("late-agenda-item", CALL, "added: 2026-01-30T09:00:00Z", "added: 2026-02-05T09:00:01Z", "30:12"),
    ("late-agenda-item", CALL, "added: 2026-01-30T09:00:00Z", "added: 2026-02-05T10:30:00+01:00", "30:12"),
    ("late-agenda-item", CALL, "    added: 2026-01-30T09:00:00Z\n", "", "29:12"),
    ("missing-issue", CALL, "  - issue: 13\n", "  - title: The rota\n", "29:12"),
    ("missing-issue", NEW, "", "name: New\nowners: [Gamma Labs]\nregistered: 2026-02-10\n", "1:7"),
    ("issue-opened-late", "github.yaml", "13: { opened: 2026-01-27T08:00:00Z", "13: { opened: 2026-02-05T09:01:00Z", " minutes/2026-02-12.yaml:29:12"),
    ("unlisted-agenda-item", CALL, "{ issue: 14, treated: false }", "{ issue: 99, added: 2026-02-02, notes: Noted. }", "38:14"),
    ("frozen-on-agenda", CALL, "{ issue: 14, treated", "{ issue: 15, treated", "38:14"),
    ("duplicate-agenda-item", CALL, "  - { issue: 14, treated: false }", "  - { issue: 14, treated: false }\n  - { issue: 14, treated: false }", "39:14"),
    ("dropped-agenda-item", NEXT, "  - { issue: 12 }\n", "", "2:7"),
    ("dropped-agenda-item", NEXT, "  - { issue: 14 }\n", "", "2:7"),
    ("agenda-not-sent", CALL, "agenda-sent: 2026-02-05\n", "", "2:7"),
    ("agenda-not-sent", CALL, "agenda-sent: 2026-02-05\n", "agenda-sent: 2026-01-29\n", "3:14"),
    ("unregistered-proposal", "github.yaml", "issues:\n", "issues:\n  97: { title: \"[API Proposal] New\" }\n", "2:3"),
    ("title-differs", "github.yaml", "13: { opened", "13: { title: Gravel, opened", " backlog/keeper-rota.yaml:2:7"),
    ("closed-on-github", "github.yaml", "updated: 2026-02-12T12:00:00Z", "closed: 2026-02-11", " backlog/keeper-rota.yaml:4:8"),
    // The schedule.
    ("off-schedule-meeting", "minutes/2026-02-20.yaml", "", "date: 2026-02-20\nagenda: [{ issue: 10 }, { issue: 11 }, { issue: 12 }, { issue: 13 }, { issue: 14 }]\n", "1:7"),
    ("file-name", CALL, "date: 2026-02-12\n", "date: 2026-02-13\n", "2:7"),
    ("cancelled-meeting", "minutes/2025-12-25.yaml", "", "date: 2025-12-25\n", "1:7"),
    ("missing-meeting", GROUP, "  - { date: 2025-12-25, reason: public holiday }\n", "", "7:5"),
    ("bad-next", CALL, "date: 2026-02-12\n", "date: 2026-02-12\nnext: { date: 2026-02-20 }\n", "3:15"),
    ("bad-next", CALL, "date: 2026-02-12\n", "date: 2026-02-12\nnext: { date: 2026-01-22 }\n", "3:15"),
    // The proposal.
    ("template-not-merged", COLOR, "{ pr: 21, merged: 2026-01-26 }", "{ pr: 22 }", "12:14"),
    ("template-not-merged", COLOR, "merged: 2026-01-26", "merged: 2026-02-02", "12:14"),
    ("missing-validation", COLOR, "validation: { group: Beam Direction, date: 2026-01-20, link: \"https://github.com/example/beam-direction/issues/4\" }\n", "", "11:14"),
    ("missing-onboarding-issue", BEAM, "onboarding-issue: 31\nrepository: { name: BeamDirection, url: \"https://github.com/example/beam-direction\" }\n", "", "15:14"),
    ("reviewer-day", BEAM, "approved, date: 2026-02-05", "approved, date: 2026-02-06", "15:30"),
    ("sent-late", BEAM, "under-review, date: 2026-01-22", "under-review, date: 2026-01-30", "14:34"),
    ("stage-order", BEAM, "  - { stage: not-yet-discussed, date: 2025-11-27 }\n  - { stage: under-discussion, date: 2025-12-11 }\n", "  - { stage: under-discussion, date: 2025-12-11 }\n  - { stage: not-yet-discussed }\n", "13:14"),
    ("stage-order", LAMP, "frozen, date: 2025-09-11", "frozen, date: 2026-01-15", "11:33"),
    ("stage-order", BEAM, "registered: 2025-11-27", "registered: 2025-11-28", "12:39"),
    ("stage-order", ROTA, "  - { stage: under-discussion, date: 2026-02-12 }\n", "  - { stage: not-yet-discussed, date: 2026-02-13 }\n", "12:14"),
    ("revived-archived", MIRROR, "date: 2025-12-11 }\n", "date: 2025-12-11 }\n  - { stage: archived, date: 2025-12-12 }\n  - { stage: under-review, date: 2026-02-12 }\n", "11:14"),
    ("missing-owner", FOG, "owners: [Gamma Labs]\n", "", "2:7"),
    ("unknown-organization", ROTA, "supporters: [China Mobile]", "supporters: [Chine Mobile]", "9:14"),
    ("duplicate-supporter", BEAM, "supporters: [Beta Networks, Gamma Labs]", "supporters: [Beta Networks, Gamma Labs, Beta]", "8:41"),
    ("duplicate-proposal", NEW, "", "name: New\nissue: 13\nowners: [Gamma Labs]\nregistered: 2026-02-10\n", "2:8"),
    ("duplicate-proposal", NEW, "", "name: fogsignal\nissue: 98\nowners: [Gamma Labs]\nregistered: 2026-02-10\n", "1:7"),
    ("duplicate-proposal", NEW, "", "name: New\nissue: 98\nowners: [Gamma Labs]\nregistered: 2026-02-10\ntemplate: { pr: 23 }\n", "5:17"),
    ("wrong-link", FOG, "\"https://example.org/fog signal.md\"", "\"http://example.org/fog signal.md\"", "5:18"),
    ("wrong-link", FOG, "{ url: \"https://example.org/fog signal.md\" }", "{ pr: 24, url: \"https://github.com/example/lighthouse/issues/24\" }", "5:26"),
    ("wrong-link", FOG, "\"https://example.org/fog signal.md\"", "\"javascript:alert(1)\"", "5:18"),
    ("wrong-link", BEAM, "https://github.com/example/beam-direction/releases/tag/r1.1", "https://github.com/example/beam-colour/releases/tag/r1.1", "19:58"),
    ("wrong-link", FOG, "fog signal.md", "fog signal.m", "5:18"),
    ("wrong-link", FOG, "\"https://example.org/fog signal.md\"", "\"https://github.com/example/lighthouse/pr/24\"", "5:18"),
    ("missing-template", BEAM, "path: proposals/Beam Direction.md", "path: proposals/BeamDirection.md", "5:47"),
    // The lifecycle.
    ("freeze-due", NEW, "", "name: New\nissue: 98\nowners: [Alpha Telecom]\nregistered: 2025-11-27\nstages: [{ stage: under-discussion, date: 2025-11-27 }]\n", "5:19"),
    ("freeze-due", FOG, "owners: [Gamma Labs]", "owners: [China Mobile]", "12:14"),
    ("archive-due", NEW, "", "name: New\nissue: 98\nowners: [Alpha Telecom]\nstages: [{ stage: under-discussion }, { stage: frozen, date: 2025-08-12 }]\n", "4:48"),
    ("short-reactivation", LAMP, "notified: 2025-12-20", "notified: 2025-12-26", "11:14"),
    ("short-reactivation", LAMP, ", notified: 2025-12-20", "", "11:14"),
    ("treated-after-archive", CALL, "{ kind: information, title: The site has moved, notes", "{ issue: 16, added: 2026-02-02, notes", "16:14"),
    // The minutes.
    ("unrecorded-item", CALL, "{ issue: 11, treated: false }", "{ issue: 11 }", "24:14"),
    ("unapproved-minutes", "minutes/2026-01-22.yaml", "previous-minutes: approved\n", "", "1:7"),
    ("no-attendance", "minutes/2026-01-08.yaml", "attendance:\n  Alpha Telecom: [Delegate A]\n  Beta Networks: [Delegate B]\n  Gamma Labs: [Delegate C]\n", "attendance: {}\n", "1:7"),
    ("duplicate-attendee", CALL, "Alpha Telecom: [Delegate A]", "Alpha Telecom: [Delegate A, delegate a]", "6:31"),
    ("duplicate-attendee", CALL, "Alpha Telecom: [Delegate A]\n  Beta Networks: [Delegate B]", "Alpha Telecom: [Delegate A, Guest G]\n  Beta Networks: [Delegate B, Guest G]", "7:31"),
    ("duplicate-attendee", CALL, "Beta Networks: [Delegate B]", "Beta Networks: [Delegate B, Delegate C]", "8:16"),
    ("unknown-attendee", GROUP, "Delegate B, organization: Beta Networks", "Delegate B, organization: Beta Networks, until: 2026-02-11", " minutes/2026-02-12.yaml:7:19"),
    ("unknown-attendee", CALL, "Beta Networks: [Delegate B]\n  Gamma Labs: [Delegate C]", "Beta Networks: [Delegate B, Delegate C]", "7:31"),
    ("broken-reference", CALL, "[#31](https://github.com/example/lighthouse/issues/31)", "[#71](https://github.com/example/lighthouse/issues/45)", "20:62"),
    ("broken-reference", CALL, "[PR#20](https://github.com/example/lighthouse/pull/20)", "[PR#20](https://github.com/example/lighthouse/pull/27)", "21:34"),
    ("broken-reference", CALL, "[PR#20](https://github.com/example/lighthouse/pull/20)", "[PR#20](https://github.com/example/lighthouse/issues/20)", "21:34"),
    ("broken-reference", CALL, "(https://github.com/example/lighthouse/pull/20)", "(ttps://github.com/example/lighthouse/pull/20)", "21:42"),
    ("broken-reference", CALL, "[#31](https://github.com/example/lighthouse/issues/31)", "[Link]([link](https://example.org/onboarding))", "20:62"),
    ("broken-reference", CALL, "[#31](https://github.com/example/lighthouse/issues/31)", "[the list]()", "20:62"),
    ("broken-reference", CALL, "[#31](https://github.com/example/lighthouse/issues/31)", "[#328]", "20:62"),
    ("broken-reference", CALL, "Who is on watch.", "Who is on watch, see AP 20260123-01.", "34:34"),
    ("broken-reference", CALL, "joined, é 中 🙂 and all", "joined, é 中 🙂 [the list]()", "26:45"),
    ("broken-reference", CALL, "[#31](https://github.com/example/lighthouse/issues/31)", "[lighthouse#31](https://github.com/example/beam-direction/issues/31)", "20:62"),
    ("undated-update", CALL, "Update Jan 22, 2026: the comments", "Update: the comments", "23:7"),
    ("undated-update", CALL, "Update Jan 22, 2026: the comments", "MEETING UPDATE Jan 23, 2026: the comments", "23:22"),
    ("undated-update", CALL, "Update Jan 22, 2026: the comments", "Update 22nd Dec: the comments", "23:14"),
    ("unfilled-template", CALL, "Who comes next.", "Meeting of YYYY-MM-DD.", "35:21"),
    ("unfilled-template", CALL, "Who comes next.", "TBD", "35:10"),
    ("unfilled-template", CALL, "Who comes next.", "Who comes next: TBD", "35:26"),
    ("unfilled-template", CALL, "Who comes next.", "<insert text>", "35:10"),
    ("unfilled-template", CALL, "      2. Who comes next.", "      2.", "35:7"),
    // Action points.
    ("action-id", CALL, "20260212-02", "20260122-02", "37:15"),
    ("action-id", CALL, "20260212-02", "AP2", "37:15"),
    ("action-id", CALL, "20260212-02", "20260212-00", "37:15"),
    ("reused-action", CALL, "20260212-02", "20260212-01", "37:15"),
    ("reused-action", CALL, "20260212-02", "20260108-01", "37:15"),
    ("unknown-owner", CALL, "owners: [Gamma Labs]", "owners: [Gama Labs]", "28:37"),
    ("action-without-owner", CALL, "owners: [Delegate É], ", "", "37:15"),
    ("unknown-action", CALL, "attendance:\n", "action-updates: [{ id: 20260108-10, status: closed }]\nattendance:\n", "5:24"),
    ("unknown-action", CALL, "attendance:\n", "action-updates: [{ id: 20260108-01, note: still done }]\nattendance:\n", "5:24"),
    ("vanished-action", "minutes/2026-01-08.yaml", "  - { id: 20251127-01, status: closed }\n", "", " minutes/2025-12-11.yaml:13:11"),
    ("overdue-action", CALL, "due: 2026-02-26", "due: 2026-02-12", "28:15"),
    // The files.
    ("syntax", NEXT, "  - { issue: 14 }", "  - { issue: 14", "8:5"),
    ("unknown-key", CALL, "agenda-sent:", "agenda-send:", "3:1"),
    ("missing-key", MIRROR, "name: Mirror Polish\n", "", "2:1"),
    ("missing-key", CALL, "{ issue: 14, treated: false }", "{ treated: false, issue: }", "38:23"),
    ("syntax", CALL, "attendance:\n", "<<<<<<< HEAD\nattendance:\n=======\naob: x\n>>>>>>> other\n", "5:1"),
    ("syntax", CALL, "  Beta Networks: [Delegate B]", "\tBeta Networks: [Delegate B]", "7:1"),
    ("syntax", CALL, "Beta Networks: [Delegate B]", "Beta Networks: [“Delegate B”]", "7:19"),
    ("syntax", CALL, "Beta Networks: [Delegate B]", "Beta Networks: [Delegate B", "7:18"),
    ("syntax", FOG, "name: Fog Signal", "name: \"Fog Signal", "2:7"),
    ("hash-comment", FOG, "issue: 12", "issue: #12", "4:8"),
    ("hash-comment", CALL, "{ issue: 14, treated: false }", "{ issue: 14, title: See #13 }", "38:29"),
    ("hash-comment", CALL, "operators joined, é 中 🙂 and all", "operators joined #15 é", "26:38"),
    ("wrong-type", BEAM, "stage: approved", "stage: tsc-aproved", "15:14"),
    ("bad-date", BEAM, "date: 2026-02-10", "date: 2026/002/10", "19:41"),
    ("over-limit", BEAM, "date: 2026-02-10", "date: 2206-02-10", "19:41"),
    ("former-key", LAMP, "stages:", "earlier: [Lit.]\nstages:", "8:1"),
    ("duplicate-key", LAMP, "issue: 14\n", "issue: 14\nissue: 14\n", "5:1"),
    ("impossible-date", COLOR, "under-review, date: 2026-01-29", "under-review, date: 2026-12-29", "12:34"),
    ("impossible-date", ROTA, "template: { pr: 23 }", "template: { pr: 23, merged: 2027-01-12 }", "6:29"),
    ("impossible-date", NEW, "", "name: New\nissue: 98\nowners: [Alpha Telecom]\nregistered: 2026-02-14\nhistory: [{ date: 2026-02-12, notes: Announced. }]\n", "4:13"),
    ("impossible-date", FOG, "history:\n  - { date: 2025-11-27", "history:\n  - { date: 1995-11-27", "10:13"),
    ("impossible-date", "minutes/2026-01-08.yaml", "due: 2026-01-22", "due: 2025-01-22", "14:81"),
    ("impossible-date", NEXT, "date: 2026-02-26\n", "date: 2026-02-26\nprevious-minutes: approved\n", "3:19"),
    ("file-name", NEXT, "date: 2026-02-26", "date: 2026-03-12", "2:7"),
    ("unread-file", "backlog/New API.yaml", "", "name: New\nissue: 98\nowners: [Gamma Labs]\nregistered: 2026-02-10\n", "1:1"),
    ("unused-allow", FOG, "kind: new-api\n", "kind: new-api\nallow: [{ rule: missing-owner, reason: nobody leads it }]\n", "4:17"),
    ("unknown-rule", GROUP, "rules: { missing-onboarding-issue: warn }", "rules: { missing-onbording-issue: warn }", "38:10"),
];

fn good_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/repos/good")
}

fn good_files() -> Files {
    load::read_files(&good_root()).unwrap()
}

/// The text of a file of the good repository.
fn read_good(path: &str) -> String {
    std::fs::read_to_string(good_root().join(path)).unwrap()
}

/// The good repository with one file broken or added.
fn break_file(path: &str, from: &str, to: &str) -> Files {
    if from.is_empty() {
        return good_files().with_record(path, to.to_owned());
    }
    let text = read_good(path);
    assert_eq!(text.matches(from).count(), 1, "`{from}` appears once in {path}");
    good_files().with_record(path, text.replace(from, to))
}

/// Checks a group as of the day; returns each finding as `rule file line:column` with its message.
fn check_group(group: &Group, prepare: impl FnOnce(&mut Views)) -> Vec<(String, String)> {
    let mut views = views_on(group, DAY);
    prepare(&mut views);
    let findings = rules::check(&views, &Overrides::default()).findings;
    let locate = |finding: &Finding| format!("{} {}", finding.rule, format_place(finding, group));
    findings.iter().map(|finding| (locate(finding), finding.message.clone())).collect()
}

#[test]
fn the_good_repository_is_good() {
    let group = good_files().decode_group();
    assert_eq!(check_group(&group, |views| read_generated(views, |_| true)), []);
}

#[test]
fn every_breakage_gives_its_finding_and_nothing_else() {
    let mut wrong = Vec::new();
    for (rule, path, from, to, at) in BREAKAGES {
        let found = check_group(&break_file(path, from, to).decode_group(), |_| ());
        let places: Vec<&str> = found.iter().map(|(place, _)| place.as_str()).collect();
        // If a change in one file is found in another, the place names the other file.
        let expected = if at.contains(' ') { format!("{rule} {}", at.trim()) } else { format!("{rule} {path}:{at}") };
        if places != [expected.as_str()] {
            wrong.push(format!("{rule}: `{to}` in {path}: expected {expected}, found {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), BREAKAGES.len(), wrong.join("\n"));
}

/// Reads the existing generated files into the views.
fn read_generated(views: &mut Views, is_there: impl Fn(&str) -> bool) {
    let paths = outputs::compared_files(views).into_iter().map(|file| file.path).filter(|path| is_there(path));
    views.generated = Some(paths.map(|path| (path.clone(), read_good(&path))).collect());
}

#[test]
fn a_generated_file_that_is_stale_or_missing_is_found() {
    let places = |group: &Group, is_there: fn(&str) -> bool| -> Vec<String> {
        check_group(group, |views| read_generated(views, is_there)).into_iter().map(|(place, _)| place).collect()
    };
    let renamed = break_file(FOG, "name: Fog Signal", "name: Fog Horn").decode_group();
    assert_eq!(
        places(&renamed, |path| path == outputs::TABLE || path < "minutes/2026-02"),
        [
            "stale-output minutes/2026-02-12.yaml:1:1",
            "stale-output minutes/2026-02-26.yaml:1:1",
            "stale-output workgroup.yaml:1:1"
        ]
    );
    assert_eq!(
        places(&good_files().decode_group(), |path| path != outputs::TABLE),
        ["stale-output workgroup.yaml:1:1"]
    );
}

#[test]
fn a_record_that_changed_after_its_approval_is_found() {
    const APPROVED: &str = "minutes/2026-01-22.yaml";
    let group = good_files().decode_group();
    let mut views = views_on(&group, DAY);
    read_generated(&mut views, |_| true);
    let unsealed = outputs::unsealed_minutes(&views).unwrap();
    let sealed = |state: &State| match state {
        State::Stale { expected } => expected.clone(),
        _ => panic!("{state:?}"),
    };
    let sealed: Vec<(String, String)> = unsealed.iter().map(|file| (file.path.clone(), sealed(&file.state))).collect();
    assert!(sealed.iter().any(|(path, _)| path == "minutes/2026-01-22.md"), "{sealed:?}");
    let found = |to: &str| -> Vec<String> {
        let changed = break_file(APPROVED, "date: 2026-01-22\n", to).decode_group();
        let seal = |views: &mut Views| {
            read_generated(views, |_| true);
            views.generated.get_or_insert_default().extend(sealed.clone());
            assert!(outputs::unsealed_minutes(views).unwrap().is_empty(), "a seal is written once");
        };
        check_group(&changed, seal).into_iter().map(|(place, _)| place).collect()
    };
    assert_eq!(found("date: 2026-01-22\naob: Said later.\n"), ["changed-after-approval minutes/2026-01-22.yaml:1:7"]);
    assert_eq!(found("date: 2026-01-22 # the third\nminutes-sent: 2026-01-23\n"), [""; 0]);
}

/// A rule that compares two states, the file, the replaced text and its replacement.
const CHANGES: [(&str, &str, &str, &str); 4] = [
    ("rewritten-fact", FOG, "owners: [Gamma Labs]", "owners: [Alpha Telecom]"),
    ("switched-off", GROUP, "rules: { missing-onboarding-issue: warn }", "rules: { missing-onboarding-issue: off }"),
    ("switched-off", GROUP, "complete-since: 2025-12-01", "complete-since: 2025-12-02"),
    ("switched-off", GROUP, "inactive-weeks: 6", "inactive-weeks: 12"),
];

#[test]
fn what_a_change_replaces_or_switches_off_is_found_by_comparing() {
    for (rule, path, from, to) in CHANGES {
        let (before, after) = (good_files().decode_group(), break_file(path, from, to).decode_group());
        let found = rules::check_since(&views_on(&after, DAY), &views_on(&before, DAY), &Overrides::default()).findings;
        assert_eq!(found.iter().map(|finding| finding.rule).collect::<Vec<_>>(), [rule], "{to}");
    }
}

#[test]
fn a_reading_of_github_before_the_agenda_closed_is_found_afterwards() {
    let group = break_file("github.yaml", "issues:\n", "synced: 2026-02-18\nissues:\n").decode_group();
    let found = |day: &str| {
        let findings = rules::check(&views_on(&group, day), &Overrides::default()).findings;
        let found = findings.iter().find(|finding| finding.rule == "stale-github");
        found.map(|finding| format_place(finding, &group))
    };
    assert_eq!((found("2026-02-19"), found("2026-02-20").as_deref()), (None, Some("github.yaml:1:9")));
}

#[test]
fn every_rule_has_a_breakage() {
    let elsewhere = ["stale-output", "rewritten-fact", "switched-off", "changed-after-approval", "stale-github"];
    let broken: BTreeSet<&str> = BREAKAGES.iter().map(|breakage| breakage.0).chain(elsewhere).collect();
    let rules: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(broken, rules);
    assert!(BREAKAGES.len() >= 60);
}
