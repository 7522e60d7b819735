//! Which lines are labels, and which of their dates are wrong.

use super::NAME;
use crate::test_group::TestGroup;

/// The findings in the summary of a proposal, as places and messages.
fn findings_in(summary: &str) -> Vec<String> {
    let lines: String = summary.lines().map(|line| format!("  {line}\n")).collect();
    let findings = TestGroup::new().proposal("p", format!("summary: |\n{lines}")).findings(NAME);
    findings.iter().map(|line| line.replace("warning backlog/p.yaml:", "")).collect()
}

#[test]
fn labels_without_a_date_and_dates_without_a_call() {
    assert_eq!(
        findings_in("x\n\nMEETING UPDATE: no news"),
        ["5:3 \"MEETING UPDATE\" without a date | Write the date of the call after it, or move the text to `history` \
          with a `date`, or to the `notes` of the call."]
    );
    assert_eq!(
        findings_in("- é **Update**\n- **Update Oct 10, 2025**: x"),
        [
            "4:14 there was no call on 2025-10-10, a Friday | The nearest call is on 2025-10-09, a Thursday: correct the \
          date."
        ]
    );
    for text in [
        "MEETING UPDATE:\n\n- Reminder sent",
        "Meeting update",
        "MEETING UPDATE: : Not treated",
        "said before\nMEETING UPDATE: x",
        "- **Update:** x",
        "**Update**\n\nx",
        "## Update",
        "Update: the owner wrote on Oct 9, 2025",
        "a<br>UPDATE: x",
    ] {
        let found = findings_in(text);
        assert!(found.len() == 1 && found[0].contains("without a date"), "{text}: {found:?}");
    }
    for text in
        ["Update 2025-10-10: x", "UPDATE (10/10/2025)", "MEETING UPDATE:\nOct 10th, 2025: x", "Update: 10 October 2025"]
    {
        let found = findings_in(text);
        assert!(found.len() == 1 && found[0].contains("no call on 2025-10-10"), "{text}: {found:?}");
    }
    assert!(findings_in("Update Feb 30, 2026: x")[0].contains("not a date: `Feb 30, 2026`"));
    assert!(findings_in("Update Oct 9, 2025 and Oct 15, 2025:")[0].contains(
        "2025-10-15, a Wednesday | Correct the \
                                                                             date"
    ));
}

#[test]
fn dated_labels_and_other_text() {
    for text in [
        "**Update Oct 9, 2025**: x",
        "MEETING UPDATE:\n\nFeb 12, 2026: Not treated",
        "MEETING UPDATE: Jan 8, Jan 22, 2026: Not treated",
        "Update 9th June: x",
        "UPDATE 12/02/2026: x",
        "Update Jun 9, 2022: before the schedule",
        "Update the table with the changes as of December",
        "Update of the form: see there",
        "- Update: \n  2026-02-12 x",
        "**Update the table**: x",
        "Updates: x",
        "Updated: x",
        "notes: x",
        "Please\nUpdate: x",
        "Meeting with the owner: x",
        "`Update:` x",
        "    MEETING UPDATE: code",
    ] {
        let text = format!("x\n\n{text}");
        assert_eq!(findings_in(&text), [""; 0], "{text}");
    }
}

#[test]
fn meetings_of_the_reviewer_count() {
    let group = TestGroup::new().settings(
        "schedule: [{ slot: 2nd thursday, start: '09:00', end: '10:00' }]\nreviewer: { name: R, schedule: [{ slot: 1st \
         thursday }] }\n",
    );
    let of = |day: &str| group.clone().proposal("p", format!("summary: 'Update {day}: x'\n")).findings(NAME).len();
    assert_eq!(["2026-02-05", "2026-02-12", "2026-02-19"].map(of), [0, 0, 1]);
}

#[test]
fn the_record_decides_whether_a_date_is_needed() {
    let meeting = "agenda: [{ issue: 1, notes: 'Update: x' }]\naob: 'Update: x'\n\
                   recap: [{ heading: T, text: 'MEETING UPDATE: x' }]\n";
    let findings = TestGroup::new().call("2026-02-12", meeting).findings(NAME);
    let lines: Vec<&str> = findings.iter().filter_map(|line| line.split(' ').nth(1)).collect();
    assert_eq!(lines, ["minutes/2026-02-12.yaml:2:30", "minutes/2026-02-12.yaml:4:30"]);
    assert!(
        findings[0].ends_with("Remove the label: the record has the date, and it is printed before the text."),
        "{findings:?}"
    );
}

#[test]
fn a_date_without_a_year_is_the_one_nearest_to_the_call() {
    let of = |call: &str, update: &str| {
        let agenda = format!("agenda: [{{ issue: 1, notes: '{update}' }}]\n");
        let found = TestGroup::new().call(call, agenda).findings(NAME);
        let message = |found: &String| found.split_once(' ').unwrap().1.split_once(' ').unwrap().1.to_owned();
        found.first().map(message).unwrap_or_default()
    };
    assert_eq!(
        of("2025-10-09", "Update 30th Sept: x"),
        "there was no call on 2025-09-30, a Tuesday | Correct the date, or add the file of that call."
    );
    assert_eq!(of("2025-10-09", "Update 25th Sept: x"), "");
    assert_eq!(of("2026-01-08", "Update Dec 11: x"), "", "of the year before");
    assert_eq!(of("2025-12-11", "MEETING UPDATE Jan 8: x"), "", "of the year after");
    assert!(of("2026-01-08", "Update Dec 12: x").starts_with("there was no call on 2025-12-12, a Friday"));
    assert_eq!(of("2026-01-22", "Update Dec 11, Jan 8, 2026: x"), "");
    assert!(of("2025-10-09", "Update Sept 31: x").starts_with("not a date: `Sept 31`"));
}

#[test]
fn without_a_call_every_year_of_the_proposal_is_tried() {
    let of = |record: &str, text: &str| {
        TestGroup::new().proposal("p", format!("{record}summary: '{text}'\n")).findings(NAME)
    };
    let known = "registered: 2024-01-11\n";
    assert_eq!(
        of(known, "Update 30th Sept: x"),
        ["warning backlog/p.yaml:3:18 there was no call on September 30 in any year from 2024 to 2026 | Write the \
             date of the call with its year."]
    );
    assert_eq!(of(known, "Update 12th Sept: x"), [""; 0], "a call of 2024");
    assert_eq!(of("", "Update 30th Sept: x"), [""; 0], "the year is unknown");
    let earlier = "history: [{ date: 2025-10-09, notes: 'Update Sept 30: x' }, 'Update Sept 29: x']\n";
    assert_eq!(of(earlier, "x").len(), 2);
}

#[test]
fn unparsed_text_is_checked() {
    let proposal = "registered: 2024-01-11\nunparsed:\n  - { where: w, text: 'MEETING UPDATE' }\n  - where: w\n    text: |\n      \
                    x\n\n      **Update 30th Sept**: one\n";
    let found = TestGroup::new().proposal("p", proposal).findings(NAME);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("warning backlog/p.yaml:9:16 there was no call on September 30"), "{found:?}");
}

#[test]
fn dates_of_the_earlier_history_are_checked() {
    let found = |earlier: &str| {
        let facts = format!("registered: 2025-09-11\nhistory: [{earlier}]\n");
        TestGroup::new().proposal("p", facts).findings(NAME)
    };
    for wrong in [
        "{ date: 2025-10-10, text: x }",
        "'Oct 10, 2025: Not treated'",
        "'**Oct 10, 2025**: Not treated'",
        "\"x\\n\\nOct 10, 2025: Not treated\"",
        "{ date: 2025-10-09, text: 'Oct 10: Not treated' }",
    ] {
        let found = found(wrong);
        assert!(found.len() == 1 && found[0].contains("no call on 2025-10-10, a Friday"), "{wrong}: {found:?}");
    }
    assert_eq!(
        found("{ date: 2025-10-10 }"),
        ["warning backlog/p.yaml:3:19 there was no call on 2025-10-10, a Friday | The nearest call is on 2025-10-09, \
          a Thursday: correct the date."]
    );
    assert!(found("'Oct 10: Not treated'")[0].contains("no call on October 10 in any year from 2025 to 2026"));
    for right in [
        "{ date: 2025-10-09, text: x }",
        "'Oct 9, 2025: Not treated'",
        "'Oct 9, Oct 23, 2025: Not treated'",
        "'Oct 10, 2025 the owner wrote.'",
        "{ date: 2022-06-10 }",
        "{ date: 2026-12-11 }",
    ] {
        assert_eq!(found(right), [""; 0], "{right}");
    }
}

#[test]
fn dated_labels_inside_paragraphs_and_with_prepositions() {
    for text in ["more\nUpdate Feb 10, 2026: less", "Update of Feb 10th, 2026: less", "Update from 10 Feb 2026: less"] {
        let found = findings_in(text);
        assert!(found.len() == 1 && found[0].contains("no call on 2026-02-10"), "{text}: {found:?}");
    }
    for text in [
        "Please\nUpdate 2026-02-10 in the form",
        "more\nUpdate Feb 12, 2026: less",
        "Update of Feb 10, 2026 is in the form",
        "Update of Feb 12th, 2026: less",
    ] {
        assert_eq!(findings_in(text), [""; 0], "{text}");
    }
}
