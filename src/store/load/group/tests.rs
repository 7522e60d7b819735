//! What is reported about files with mistakes, and what is read from files without.

use super::*;
use crate::finding::Problem;

fn decode_files(files: &[(&str, &str)]) -> Group {
    Files::from_texts(files).decode_group()
}

/// `line:column message | help` of each problem.
fn format_problems(group: &Group) -> Vec<String> {
    let position = |problem: &Problem| {
        crate::source::find_position(&group.sources.file(problem.place.file).text, problem.place.range().start)
    };
    let line = |problem: &Problem| {
        let at = position(problem);
        format!("{}:{} {} | {}", at.line, at.column, problem.message, problem.help.as_deref().unwrap_or_default())
    };
    group.problems.iter().map(line).collect()
}

#[test]
fn every_mistake_of_a_file_is_reported_in_one_run() {
    let text = "onwers: [MTN]\nissue: 63\nregistered: 2026-02-30\nstages:\n  - { stage: onbording }\n";
    let group = decode_files(&[("workgroup.yaml", "name: G\n"), ("backlog/x.yaml", text)]);
    assert_eq!(
        format_problems(&group),
        [
            "1:1 missing key \"name\" | Add `name:` with a text.",
            "1:1 unknown key \"onwers\" | Did you mean `owners`?",
            "3:13 not a date: 2026-02-30 | 2026-02 has no day 30: use YYYY-MM-DD.",
            "5:14 expected a stage, found \"onbording\" | Did you mean `onboarding`?",
        ]
    );
    assert!(group.proposals.is_empty() && !group.all_proposals_read);
}

#[test]
fn a_comment_for_a_value_is_reported_with_the_corrected_line() {
    let group = decode_files(&[("workgroup.yaml", "name: G\n"), ("backlog/x.yaml", "name: X\nissue: #63\n")]);
    assert_eq!(
        format_problems(&group),
        ["2:8 YAML reads `#63` as a comment, so `issue` has no value | Write `issue: 63`."]
    );
    let quiet = "name: X\nissue: # to be opened\nopened:\n# later\n";
    assert!(Files::from_texts(&[("backlog/x.yaml", quiet)]).decode_group().problems.is_empty());
}

#[test]
fn the_url_of_an_issue_is_reported_with_the_number_to_write() {
    let text = "name: X\nissue: https://github.com/O/r/issues/63#issuecomment-1\nrelated: [\"#7\", 08, \
                \"https://github.com/x/y/pull/64\"]\n";
    let call = "date: 2026-02-12\nagenda:\n  - https://github.com/o/r/issues/9/\n  - IMEI Fraud\n  - 0\n  - #7\n  -\n";
    let files = [("backlog/x.yaml", text), ("minutes/2026-02-12.yaml", call)];
    let group = decode_files(&[("workgroup.yaml", "name: G\nrepository: o/r\n"), files[0], files[1]]);
    let lines = format_problems(&group);
    let helps: Vec<&str> = lines.iter().filter_map(|line| Some(line.split_once(" | ")?.1)).collect();
    let no_number = "Write the number of its issue, or `{ title: ... }` if it has none.";
    let empty = "Write the number of its issue; after a `#` it is a comment.";
    let zero = "Write only the number, without leading zeros.";
    assert_eq!(
        helps,
        [
            "Write `63`.",
            "Write `7`.",
            zero,
            "Write `x/y#64`.",
            "Write `9`.",
            no_number,
            no_number,
            "Write `- 7`.",
            empty
        ]
    );
}

#[test]
fn an_item_may_be_the_number_of_its_issue_alone() {
    let call = "date: 2026-02-12\ntopics: 7\nagenda: [259, x/y#288, { issue: 300 }]\n";
    let group = decode_files(&[("workgroup.yaml", "name: G\n"), ("minutes/2026-02-12.yaml", call)]);
    assert_eq!(format_problems(&group), [""; 0]);
    let meeting = &group.meetings[0];
    let lines = |item: &crate::model::meeting::Item| (item.issue.clone().unwrap().to_string(), item.is_number_alone());
    let items: Vec<_> = meeting.items().map(lines).collect();
    let expected = [("#7", true), ("#259", true), ("x/y#288", true), ("#300", false)];
    assert_eq!(items, expected.map(|(number, alone)| (number.to_owned(), alone)));
}

#[test]
fn a_slip_of_yaml_hides_no_other_mistake() {
    let comments = "date: 2026-02-12\nagenda:\n  - #63 is settled\n  - { issue: #64 }\n  - { issue: 65, notes: As in #66 }\n\
                    next: #none\naob: x\nagendum: y\n";
    let conflict = "date: 2026-02-12\n<<<<<<< HEAD\nstart: “09:00”\n=======\nstart: 10\n>>>>>>> x\nagendum: “a: b”\n";
    let unquoted = "dat: X\nagenda: [@a, `b]\naob: One: two\nagenda-sent: 2026-02-30\n";
    for (text, expected) in [
        (
            comments,
            &[
                "3:5 YAML reads `#63 is settled` as a comment, so the item is empty",
                "4:14 YAML reads `#64 }` as a comment",
                "5:31 YAML reads `#66 }` as a comment",
                "6:7 YAML reads `#none` as a comment, so `next` has no value",
                "8:1 unknown key \"agendum\"",
            ][..],
        ),
        (
            conflict,
            &[
                "2:1 an unresolved merge conflict: both versions are in the file",
                "3:8 curly quotes are text to YAML: the value is not quoted",
                "7:1 unknown key \"agendum\"",
                "7:10 curly quotes are text to YAML: the value is not quoted",
            ],
        ),
        (
            unquoted,
            &[
                "1:1 missing key \"date\"",
                "1:1 unknown key \"dat\"",
                "2:10 `@` cannot begin a value in YAML",
                "2:14 ``` cannot begin a value in YAML",
                "3:6 a second `: ` in one line: YAML reads it as another key",
                "4:14 not a date or time: 2026-02-30",
            ],
        ),
    ] {
        let group = decode_files(&[("minutes/2026-02-12.yaml", text)]);
        let lines = format_problems(&group);
        assert_eq!(lines.iter().map(|line| line.split(" |").next().unwrap()).collect::<Vec<_>>(), expected);
        assert!(group.meetings.is_empty());
    }
}

#[test]
fn a_broken_value_is_one_mistake_that_cites_the_file() {
    let agenda = |item: &str| {
        let text = format!("date: 2026-02-12\nagenda:\n  - {item}\n");
        let all = format_problems(&decode_files(&[("minutes/2026-02-12.yaml", &text)]));
        all.iter().map(|line| line.split_once(" | ").unwrap().1.to_owned()).collect::<Vec<_>>()
    };
    for (item, line) in [
        ("{ issue: 259, notes: “see #63” }", r##"- { issue: 259, notes: "see #63" }"##),
        (
            "{ issue: 259, notes: Overlap, partly with #63, and #64, who: MTN }",
            r##"- { issue: 259, notes: "Overlap, partly with #63, and #64", who: MTN }"##,
        ),
        ("{ issue: 259, notes: @Eric see #63 }", r##"- { issue: 259, notes: "@Eric see #63" }"##),
        (
            "issue: 259\n    notes: Note: Overlap with #63 to be settled",
            r##"notes: "Note: Overlap with #63 to be settled""##,
        ),
        ("issue: 259\n    notes: @Eric see #63 now", r##"notes: "@Eric see #63 now""##),
        ("issue: 259\n    notes: [#63](https://x): is #64 it", r##"notes: "[#63](https://x): is #64 it""##),
    ] {
        let all = agenda(item);
        assert_eq!(
            all.iter().map(|help| help.trim_end_matches('.')).collect::<Vec<_>>(),
            [format!("Quote the value: `{line}`")],
            "{item}"
        );
    }
    assert_eq!(
        agenda("{ issue: @a, notes: @b }"),
        [r#"Quote the value: `- { issue: "@a", notes: @b }`"#, r#"Quote the value: `- { issue: @a, notes: "@b" }`"#]
    );
}

#[test]
fn a_mistyped_slot_is_reported_with_the_likely_slot() {
    let text = "name: G\nschedule:\n  - { slot: 1st tusday, start: '09:00', end: '10:00' }\n  \
                - { every: 2 wekks, from: 2026-01-01, start: '09:00', end: '10:00' }\n";
    assert_eq!(
        format_problems(&decode_files(&[("workgroup.yaml", text)])),
        [
            "3:13 expected a slot such as `2nd thursday`, found \"1st tusday\" | Did you mean `1st tuesday`?",
            "4:14 expected a number of weeks such as `2 weeks`, found \"2 wekks\" | Did you mean `2 weeks`?",
        ]
    );
}

#[test]
fn the_url_of_a_call_is_a_page_of_the_web() {
    let slot = |join: &str| format!("slot: 2nd thursday, start: '09:00', end: '10:00', join: '{join}'");
    let group = format!("name: G\nschedule: [{{ {} }}]\n", slot("javascript:alert(1)"));
    let call = "date: 2026-02-12\njoin: meet.example/room\nrecording: ftp://e.example/r\n";
    let group = decode_files(&[("workgroup.yaml", &group), ("minutes/2026-02-12.yaml", call)]);
    let expected = "expected a URL such as https://example.org/room, found";
    assert_eq!(
        format_problems(&group),
        [
            format!("2:7 {expected} \"meet.example/room\" | Write `https://meet.example/room`."),
            format!("3:12 {expected} \"ftp://e.example/r\" | "),
            format!("2:70 {expected} \"javascript:alert(1)\" | "),
        ]
    );
}

#[test]
fn one_file_hides_no_other() {
    let group = decode_files(&[
        ("workgroup.yaml", "name: [\n"),
        ("backlog/a.yaml", "name: A\n"),
        ("backlog/b.yaml", "name: {\n"),
        ("minutes/2026-02-12.yaml", "date: 2026-02-12\nagenda: [{ issue: 1, pr: 2 }, {}]\n"),
    ]);
    assert!(group.workgroup.is_none());
    assert_eq!(group.proposals.len(), 1);
    assert_eq!(group.problems.len(), 4, "{:?}", format_problems(&group));
}

#[test]
fn at_most_10_000_mistakes_of_a_file_are_counted() {
    let text: String = (0..5000).map(|number| format!("k{number}: 1\n")).collect();
    let problems = |text: &str| decode_files(&[("backlog/x.yaml", text)]).problems;
    assert_eq!(problems(&text).len(), 5001, "and the name is missing");
    let lists = format!("{text}related:\n{}supporters:\n{0}", "- [a]\n".repeat(4000));
    assert_eq!(problems(&lists).len(), 10_001);
    assert!(problems(&lists).iter().any(|problem| problem.message.starts_with("more than 10000 mistakes in one file")));
}

#[test]
fn one_value_is_a_list_of_one_and_null_is_absent() {
    let group = decode_files(&[("backlog/a.yaml", "name: A\nowners: MTN\nsupporters:\nstages: under-discussion\n")]);
    let proposal = &group.proposals[0];
    assert_eq!(proposal.owners[0].value, "MTN");
    assert!(proposal.supporters.is_empty());
    assert_eq!(proposal.stages.len(), 1);
}
