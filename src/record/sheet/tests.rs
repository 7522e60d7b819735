mod random;

use super::apply::{AppliedSheet, apply_requests};
use super::base::next_base;
use super::compare::{SheetUse, compare_sheets};
use super::format::format_call;
use crate::error::Error;
use crate::model::when::When;
use crate::record::call::find_call_on;
use crate::store::load::Files;
use crate::store::repository::GroupRepository;
use crate::test_group::day;
use crate::text::notation::parse_sheet;
use crate::view::Views;
use crate::view::moment::Clock;

const SETTINGS: &str = "name: G\nrepository: o/r\nreviewer: { name: TSC }\nschedule:\n  \
    - { slot: 2nd thursday, start: \"09:00\", end: \"10:30\", since: 2023-11-09 }\n  \
    - { slot: 4th thursday, start: \"15:00\", end: \"16:30\", since: 2023-11-09 }\n\
    organizations: [Vodafone, GSMA, Orange, { name: NCSRD, aliases: [Demokritos] }, Infolysis]\n\
    people:\n  - { name: Eric Murray, organization: Vodafone, role: chair }\n  - { name: Reg Cox, organization: GSMA }\n";

const DAY: &str = "2026-02-26";

fn clock() -> Clock {
    let today = When::parse("2026-02-26T15:30Z").unwrap();
    Clock { today: Some(today), system: "2026-02-26T15:30:00Z".parse().unwrap() }
}

/// A group with a call on [`DAY`].
fn group(call: &str) -> GroupRepository {
    let call = format!("date: {DAY}\n{call}");
    let proposal = |name: &str, issue: u32, rest: &str| format!("name: {name}\nissue: {issue}\n{rest}");
    let files = [
        ("backlog/otp.yaml", proposal("Voice OTP Call", 259, "owners: [Orange]\n")),
        ("backlog/receive-sms.yaml", proposal("Receive SMS", 310, "owners: [Orange]\n")),
        (
            "backlog/trust.yaml",
            proposal(
                "Trustworthiness Intent",
                293,
                "owners: [NCSRD, Infolysis]\ntemplate: { pr: 294, merged: 2026-02-20 }\n\
                 stages: [{ stage: under-discussion, date: 2026-02-12 }]\n",
            ),
        ),
        (
            "minutes/2026-02-12.yaml",
            "date: 2026-02-12\nattendance: { Vodafone: [Eric Murray], GSMA: [Reg Cox], Zeta: [Guest G] }\nagenda:\n  \
             - { issue: 259, added: 2026-01-02, treated: false }\n  - issue: 293\n    added: 2026-01-02\n    \
             notes: First seen.\n    actions: [{ id: 20260212-01, owners: [NCSRD], text: Refine the PR }]\n"
                .to_owned(),
        ),
        ("minutes/2026-02-26.yaml", call),
        ("workgroup.yaml", SETTINGS.to_owned()),
    ];
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let repository = GroupRepository::from(Files::from_texts(&files));
    assert!(repository.group.problems.is_empty(), "{:?}", repository.group.problems);
    repository
}

/// The sheet of the call.
fn sheet_of(repository: &GroupRepository) -> String {
    with_views(repository, |views| format_call(find_call_on(day(DAY), views).unwrap(), views))
}

fn with_views<T>(repository: &GroupRepository, use_views: impl FnOnce(&Views) -> T) -> T {
    let workgroup = repository.group.workgroup.as_ref().unwrap();
    let views = Views::new(&repository.group, workgroup, clock().moment_in(workgroup.timezone));
    use_views(&views)
}

/// What becomes of a sheet that was opened with a text, and what is not understood.
fn apply(repository: &GroupRepository, (old, new): (&str, &str), sheet_use: SheetUse) -> (AppliedSheet, Vec<String>) {
    let (old, new) = (parse_sheet(old), parse_sheet(new));
    let added = clock().today.unwrap();
    let difference = with_views(repository, |views| {
        compare_sheets(&old, &new, sheet_use, added, find_call_on(day(DAY), views).unwrap(), views)
    });
    let applied = apply_requests(&difference.requests, day(DAY), repository, clock(), |_, _| Ok(())).unwrap();
    let describe = |error: &Error| match error {
        Error::Refused { findings, .. } => {
            findings.iter().map(|found| found.message.clone()).collect::<Vec<_>>().join("; ")
        }
        other => other.to_string(),
    };
    let misread = difference.misread.into_iter().map(|misread| format!("{}: {}", misread.line, misread.value));
    let refused = applied.refused.iter().map(|refusal| format!("{}: {}", refusal.line, describe(&refusal.error)));
    let errors = misread.chain(refused).collect();
    (applied, errors)
}

/// The records after a sheet.
fn records_after(applied: &AppliedSheet, before: &GroupRepository) -> GroupRepository {
    applied.step.as_ref().map_or_else(|| before.clone(), |step| step.after.clone())
}

/// The file of the call after a sheet, without the day.
fn call_after(applied: &AppliedSheet, before: &GroupRepository) -> String {
    let after = records_after(applied, before);
    after.record_text("minutes/2026-02-26.yaml").replacen("date: 2026-02-26\n", "", 1)
}

#[test]
fn a_call_is_recorded_from_its_sheet() {
    let repository = group("agenda: [259, 293]\n");
    let sheet = "- [x] Eric Murray (Vodafone)\n- [ ] Reg Cox (GSMA), excused\n\n## #293 Trustworthiness Intent\n\
        The owner presented the API.\n- Eric: which input changes the service?\n\nDecision: It goes to the TSC -> under-review\n\
        AP NCSRD: add an example (due Mar 12)\nClosed 20260212-01: the PR is merged\n\n## #259 Voice OTP Call\nNot treated\n\n\
        ## #310 (exception: the owner can join this call only)\n## Table update PR#280 [review]\nThe changes of December were reviewed.\n\n## AOB\n";
    let (applied, errors) = apply(&repository, (&sheet_of(&repository), sheet), SheetUse::Addition);
    assert_eq!(errors, [""; 0]);
    assert_eq!(
        call_after(&applied, &repository),
        "attendance:\n  Vodafone: [{ name: Eric Murray, role: chair }]\n  \
         GSMA: [{ name: Reg Cox, present: false, note: excused }]\ntopics:\n  - kind: review\n    pr: 280\n    \
         title: Table update\n    notes: The changes of December were reviewed.\nagenda:\n  \
         - { issue: 259, treated: false }\n  - issue: 293\n    notes: |\n      The owner presented the API.\n      \
         - Eric: which input changes the service?\n    decisions: [It goes to the TSC]\n    actions: \
         [{ id: 20260226-01, owners: [NCSRD], text: add an example, due: 2026-03-12 }]\n  \
         - { issue: 310, added: 2026-02-26T15:30:00Z, exception: the owner can join this call only }\n\
         action-updates:\n  - { id: 20260212-01, status: closed, note: the PR is merged }\n"
    );
    let after = &records_after(&applied, &repository);
    let proposal = after.record_text("backlog/trust.yaml");
    assert!(proposal.contains("{ stage: under-review, date: 2026-02-26 }"), "{proposal}");
    // A second reading adds nothing.
    let (again, errors) = apply(after, (&sheet_of(after), sheet), SheetUse::Addition);
    assert_eq!((again.changes, errors), (vec![], vec![]));
}

/// A call of which everything is recorded.
const RECORDED: &str = "previous-minutes: approved\nattendance: { Vodafone: [{ name: Eric Murray, role: chair }] }\n\
    recap: [{ heading: TSC, text: News. }]\ntopics: [{ title: Table, notes: Said. }]\nagenda:\n  - 259\n  - issue: 293\n    \
    notes: Old note.\n    decisions: [One, Two]\n    actions: [{ id: 20260226-01, owners: [NCSRD], text: do it }]\n\
    action-updates: [{ id: 20260212-01, status: closed }]\naob: Nothing.\n";

#[test]
fn a_change_of_the_sheet_changes_the_records() {
    let repository = group(RECORDED);
    let sheet = sheet_of(&repository);
    let trust = &sheet[sheet.find("## #293").unwrap()..sheet.find("## AOB").unwrap()];
    for (old, new, expected) in [
        ("Old note.", "New note.", Ok("    notes: New note.\n")),
        ("Old note.", "\\Decision: later", Ok("    notes: 'Decision: later'\n")),
        ("Old note.\n", "", Err("Old note.")),
        ("Decision: Two\n", "", Ok("decisions: [One]\n")),
        ("Decision: Two", "Decision: Three", Ok("decisions: [One, Three]\n")),
        ("Decision: One", "Decision: Uno", Ok("decisions: [Uno, Two]\n")),
        ("Decision: Two", "Decision: Two\nDecision: Three", Ok("decisions: [One, Two, Three]\n")),
        (
            "AP 20260226-01 NCSRD: do it",
            "AP 20260226-01 Reg: do that (due next)",
            Ok("{ id: 20260226-01, owners: [Reg Cox], text: do that, due: 2026-03-12 }"),
        ),
        ("AP 20260226-01 NCSRD: do it\n", "", Err("20260226-01")),
        ("AP 20260226-01 NCSRD: do it", "AP NCSRD: do it", Ok("{ id: 20260226-01, owners: [NCSRD], text: do it }")),
        (
            "Closed 20260212-01",
            "Not pursued 20260212-01: frozen",
            Ok("{ id: 20260212-01, status: not-pursued, note: frozen }"),
        ),
        ("Closed 20260212-01", "AP 20260212-01: (due +2w)", Ok("{ id: 20260212-01, due: 2026-03-12 }")),
        ("Closed 20260212-01\n", "", Err("action-updates")),
        ("- [x] Eric Murray (Vodafone), chair", "- [ ] Eric Murray (Vodafone), excused", Ok("present: false")),
        ("- [x] Eric Murray (Vodafone), chair", "- [ ] Eric Murray (Vodafone)", Err("attendance")),
        ("- [x] Eric Murray (Vodafone), chair\n", "", Err("attendance")),
        ("- [x] Eric Murray (Vodafone), chair", "- [x] Eric Murray (Vodafone)", Ok("role: chair")),
        (
            "Approved\n",
            "Not approved\nDelegate D came.\n",
            Ok("  decision: not-approved\n  corrections: Delegate D came.\n"),
        ),
        ("Approved\n", "", Err("previous-minutes")),
        ("News.\n", "", Err("recap")),
        ("News.", "Other.", Ok("text: Other.")),
        ("## Recap: TSC", "## Recap: [TSC](https://e.x)", Ok("https://e.x")),
        ("Said.", "More.", Ok("notes: More.")),
        ("Nothing.", "Much.", Ok("aob: Much.\n")),
        ("Nothing.\n", "", Err("aob")),
        ("Nothing.", "Nothing.\nAP Chair: ask", Ok("actions: [{ id: 20260226-02, owners: [Chair], text: ask }]\n")),
        ("## #259 Voice OTP Call\n", "## #259\nNot treated\n", Ok("  - { issue: 259, treated: false }\n")),
        ("## AOB", "## Discussion\nAt first.\n\n## AOB", Ok("discussion: At first.\n")),
        // A section that is removed changes nothing.
        (trust, "", Ok("decisions: [One, Two]\n")),
    ] {
        let edited = sheet.replace(old, new);
        assert_ne!(edited, sheet, "{old}");
        let (applied, errors) = apply(&repository, (&sheet, &edited), SheetUse::Whole);
        assert_eq!(errors, [""; 0], "{new}");
        let call = call_after(&applied, &repository);
        match expected {
            Ok(part) => assert!(call.contains(part), "{new}: {call}"),
            Err(gone) => assert!(!call.contains(gone), "{old}: {call}"),
        }
        // Opened again, nothing is left to record.
        let base = next_base(&parse_sheet(&sheet), &parse_sheet(&edited), &[]);
        let difference = with_views(&records_after(&applied, &repository), |views| {
            let meeting = find_call_on(day(DAY), views).unwrap();
            compare_sheets(&base, &parse_sheet(&edited), SheetUse::Whole, clock().today.unwrap(), meeting, views)
        });
        assert!(difference.requests.len() <= 1, "{new}");
    }
}

#[test]
fn what_is_refused_names_its_line_and_the_rest_is_recorded() {
    let repository = group("agenda: [259, 293]\n");
    let sheet = "- [x] Nobody\n\n## #77\nlost\n## #310\nAlso lost\n## #259\nA note.\nAP Foo: do it\nAP: go (due soon)\n\
        Decision: wait -> onboardin\nClosed 20250101-01\nAP 20260226-07 GSMA: x\n## AOB\nNot treated\n## Recap: X\nNews.\n";
    let (applied, errors) = apply(&repository, (&sheet_of(&repository), sheet), SheetUse::Addition);
    assert_eq!(
        errors,
        [
            "3: #77 is neither in the call of 2026-02-26 nor a proposal",
            "11: expected a stage, found \"onboardin\"; did you mean onboarding?",
            "15: `Not treated` belongs to an item: write it below the heading of one",
            "1: no person matches \"Nobody\"",
            "5: added on 2026-02-26T15:30:00Z, and the agenda of 2026-02-26 closed on 2026-02-19 15:00 UTC",
            "9: `Foo` is not an organization, a person or a role of this group",
            "10: not a due date: soon",
            "12: no call up to this one opened `20250101-01`",
            "13: the next id of the call is 20260226-01, not 20260226-07",
        ]
    );
    let expected = "recap:\n  - heading: X\n    text: News.\nagenda:\n  - issue: 259\n    notes: A note.\n  - 293\n";
    assert_eq!(call_after(&applied, &repository), expected);
}

#[test]
fn what_others_changed_meanwhile_is_kept() {
    let opened = group(RECORDED);
    let sheet = sheet_of(&opened);
    let theirs = RECORDED
        .replace("Old note.", "Their note.")
        .replace("[One, Two]", "[One, Two, Three]")
        .replace("Nothing.", "A lot.");
    let now = group(&theirs);
    let edited = sheet
        .replace("Old note.", "My note.")
        .replace("Decision: Two\n", "")
        .replace("Said.", "Also said.")
        .replace("Nothing.", "Much.");
    let (applied, errors) = apply(&now, (&sheet, &edited), SheetUse::Whole);
    let expected = [
        "what was said about the item was changed by somebody else meanwhile",
        "what was decided on the item was changed by somebody else meanwhile",
        "the text below `## AOB` was changed by somebody else meanwhile",
    ];
    assert_eq!(errors.iter().map(|error| error.split_once(": ").unwrap().1).collect::<Vec<_>>(), expected);
    let call = call_after(&applied, &now);
    for part in ["Their note.", "[One, Two, Three]", "A lot.", "notes: Also said."] {
        assert!(call.contains(part), "{part}: {call}");
    }
    // What others added stays, whatever else is recorded.
    let (applied, errors) = apply(&now, (&sheet, &sheet.replace("Said.", "Also said.")), SheetUse::Whole);
    assert_eq!(errors, [""; 0]);
    assert_eq!(
        call_after(&applied, &now),
        theirs.replace(" [{ title: Table, notes: Said. }]", "\n  - title: Table\n    notes: Also said.")
    );
}
