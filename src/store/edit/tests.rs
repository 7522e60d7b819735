//! Edits of texts, case by case.

mod layout;

use super::*;

fn parse_path(text: &str) -> Vec<PathStep> {
    let step = |part: &str| part.parse().map_or_else(|_| PathStep::Key(part.to_owned()), PathStep::Index);
    text.split('/').map(step).collect()
}

fn parse_yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap()
}

fn set(at: &str, value: &str) -> Edit {
    Edit::Set { path: parse_path(at), value: parse_yaml(value) }
}

fn append(at: &str, value: &str) -> Edit {
    Edit::Append { path: parse_path(at), value: parse_yaml(value) }
}

fn remove(at: &str) -> Edit {
    Edit::Remove { path: parse_path(at) }
}

fn edit_file(file: &str, text: &str, edits: &[Edit]) -> String {
    let source = Source { path: file.to_owned(), text: text.to_owned() };
    match apply_edits(&source, edits) {
        Ok(text) => text,
        Err(error) => format!("error: {error}"),
    }
}

/// The text of a call after edits.
fn edit_call(text: &str, edits: &[Edit]) -> String {
    edit_file("minutes/2026-02-12.yaml", text, edits)
}

#[track_caller]
fn check_cases(cases: &[(&str, Edit, &str)]) {
    for (before, edit, after) in cases {
        assert_eq!(edit_call(before, std::slice::from_ref(edit)), *after, "{edit:?} in\n{before}");
    }
}

#[test]
fn a_value_takes_the_place_of_another_and_its_quotes() {
    check_cases(&[
        ("date: 2026-02-12\naob: Old # kept\n", set("aob", "New"), "date: 2026-02-12\naob: New # kept\n"),
        ("aob: 'Old'\n", set("aob", "It's new"), "aob: 'It''s new'\n"),
        ("aob: \"Old\"\n", set("aob", "New"), "aob: \"New\"\n"),
        ("aob: Old\n", set("aob", "'One: two'"), "aob: 'One: two'\n"),
        ("aob: Old\n", set("aob", "'on'"), "aob: \"on\"\n"),
        ("aob: Old\n", set("aob", "\"It's: so\""), "aob: \"It's: so\"\n"),
        ("aob: Old", set("aob", "New"), "aob: New"),
        ("aob: # later\nnext: x\n", set("aob", "New"), "aob: New # later\nnext: x\n"),
        ("a:\n  - { b: 'x', c: y } # z\n", set("a/0/b", "'[q]'"), "a:\n  - { b: '[q]', c: y } # z\n"),
        ("a: { b, c: 1 }\n", set("a/b", "2"), "a: { b: 2, c: 1 }\n"),
    ]);
}

#[test]
fn prose_is_a_block_with_the_indentation_of_its_key() {
    check_cases(&[
        ("aob: Old # c\nx: 1\n", set("aob", "\"One\\n\\n  Two\\n\""), "aob: | # c\n  One\n\n    Two\nx: 1\n"),
        (
            "aob: >-\n    Old\n    text\n\n# c\nx: 1\n",
            set("aob", "\"One\\nTwo\""),
            "aob: |\n  One\n  Two\n\n# c\nx: 1\n",
        ),
        ("aob: | # c\n  Old\nx: 1\n", set("aob", "New"), "aob: New # c\nx: 1\n"),
        ("aob: old\n  text\nx: 1\n", set("aob", "\" In\\nout\""), "aob: |2\n   In\n  out\nx: 1\n"),
        ("aob: |\n  Old", set("aob", "\"One\\nTwo\""), "aob: |\n  One\n  Two"),
        ("aob: |\n  Old\t\n\nx: 1\n", set("aob", "\"One\\nTwo\""), "aob: |\n  One\n  Two\n\nx: 1\n"),
        ("aob: |\n  Old\n  \u{a0}\nx: 1\n", set("aob", "New"), "aob: New\nx: 1\n"),
        ("aob: Old\r\nx: 1\r\n", set("aob", "\"One\\nTwo\""), "aob: |\r\n  One\r\n  Two\r\nx: 1\r\n"),
    ]);
}

#[test]
fn a_new_key_follows_the_order_of_the_record() {
    check_cases(&[
        (
            "date: 2026-02-12\n# who came\nattendance: {}\n",
            set("previous-minutes", "approved"),
            "date: 2026-02-12\nprevious-minutes: approved\n# who came\nattendance: {}\n",
        ),
        (
            "date: 2026-02-12\nagenda:\n  - issue: 1\n  # more\n\naob: x\n",
            set("actions", "[]"),
            "date: 2026-02-12\nagenda:\n  - issue: 1\n  # more\nactions: []\n\naob: x\n",
        ),
        (
            "agenda:\n- issue: 1\n  treated: false # late\n",
            set("agenda/0/added", "2026-02-01"),
            "agenda:\n- issue: 1\n  added: 2026-02-01\n  treated: false # late\n",
        ),
        (
            "date: 2026-02-12\nagenda:\n- issue: 1\n  treated: false # late\n",
            set("agenda/0/added", "2026-02-01"),
            "date: 2026-02-12\nagenda:\n- issue: 1\n  added: 2026-02-01\n  treated: false # late\n",
        ),
        (
            "date: 2026-02-12\nagenda:\n  - { issue: 1, notes: x }\n",
            set("agenda/0/kind", "review"),
            "date: 2026-02-12\nagenda:\n  - { kind: review, issue: 1, notes: x }\n",
        ),
        (
            "date: 2026-02-12\nattendance: {}",
            set("attendance/Orange", "[Anna]"),
            "date: 2026-02-12\nattendance:\n  Orange: [Anna]",
        ),
        (
            "date: 2026-02-12\r\nagenda: [{ issue: 1 }]",
            set("agenda/0/notes", "\"One\\nTwo\""),
            "date: 2026-02-12\r\nagenda:\r\n  - issue: 1\r\n    notes: |\r\n      One\r\n      Two",
        ),
    ]);
}

#[test]
fn scalars_written_at_once_are_the_same_as_one_by_one() {
    let text = "a: x # c\nb: [y, 'z']\nc: |\n  p\nd: x\n";
    let edits =
        [set("a", "New"), set("b/1", "'#'"), set("b/0", "'a, b'"), set("a", "twice"), set("c", "q"), set("d", "r")];
    let at_once = edit_call(text, &edits);
    assert_eq!(at_once, "a: twice # c\nb: ['a, b', '#']\nc: q\nd: r\n");
    assert_eq!(edits.iter().fold(text.to_owned(), |text, edit| edit_call(&text, std::slice::from_ref(edit))), at_once);
}

#[test]
fn a_list_gets_one_more_item() {
    check_cases(&[
        ("owners: [A, B] # c\n", append("owners", "C, D"), "owners: [A, B, 'C, D'] # c\n"),
        ("owners: MTN # c\n", append("owners", "C"), "owners: [MTN, C] # c\n"),
        ("owners: []\n", append("owners", "C"), "owners: [C]\n"),
        ("owners:\nx: 1\n", append("owners", "C"), "owners: [C]\nx: 1\n"),
        ("x: [a]\n", append("owners", "C"), "x: [a]\nowners: [C]\n"),
        ("owners:\n- A # c\n# d\n", append("owners", "B"), "owners:\n- A # c\n- B\n# d\n"),
        (
            "stages:\n  - { stage: a } # c\n    # d\n",
            append("stages", "{stage: b, date: 2026-02-12}"),
            "stages:\n  - { stage: a } # c\n    # d\n  - { stage: b, date: 2026-02-12 }\n",
        ),
        (
            "stages:\n  - stage: a\n",
            append("stages", "{stage: b, date: 2026-02-12}"),
            "stages:\n  - stage: a\n  - { stage: b, date: 2026-02-12 }\n",
        ),
        ("stages: a # c\n", append("stages", "{stage: b}"), "stages: # c\n  - a\n  - stage: b\n"),
        (
            "actions: [{ id: 1 }]\n",
            append("actions", "{id: 2, text: \"a\\nb\"}"),
            "actions:\n  - { id: 1 }\n  - id: 2\n    text: |\n      a\n      b\n",
        ),
        (
            "decisions: |\n  One\n  two\n",
            append("decisions", "Three"),
            "decisions:\n  - |\n    One\n    two\n  - Three\n",
        ),
    ]);
}

#[test]
fn removed_values_leave_their_comments() {
    check_cases(&[
        ("a: 1\n# x\nb: 2 # y\nc: 3\n", remove("b"), "a: 1\n# x\n# y\nc: 3\n"),
        ("l:\n  - a\n  - b # y\n", remove("l/1"), "l:\n  - a\n  # y\n"),
        ("l: [a, b, c]\n", remove("l/1"), "l: [a, c]\n"),
        ("l: [a, b, c]\n", remove("l/2"), "l: [a, b]\n"),
        ("x: 1\nl: [a] # y\n", remove("l/0"), "x: 1\n# y\n"),
        ("x: 1\nl: a\n", remove("l/0"), "x: 1\n"),
        ("l:\n  - a: 1\n    b: 2\n", remove("l/0/a"), "l:\n  - b: 2\n"),
        ("m:\n  a: 1\n", remove("m/a"), "m: {}\n"),
        ("m: { a: 1 }\n", remove("m/a"), "m: {}\n"),
        ("a: |\n  x\n\nb: 2", remove("b"), "a: |\n  x\n\n"),
        ("a: 1\n", remove("a"), "error: minutes/2026-02-12.yaml cannot be edited: the record would be empty"),
    ]);
}

#[test]
fn many_items_are_removed_at_once() {
    let text: String = (0..5_000).map(|at| format!("- s{at} # {at}\n")).collect();
    let edits: Vec<Edit> = (1..5_000).rev().map(|at| Edit::Remove { path: vec!["l".into(), at.into()] }).collect();
    let comments: String = (1..5_000).map(|at| format!("# {at}\n")).collect();
    assert_eq!(edit_call(&format!("l:\n{text}x: 1\n"), &edits), format!("l:\n- s0 # 0\n{comments}x: 1\n"));
    let both = [remove("l/1/m/1"), remove("l/0"), remove("l/0")];
    assert_eq!(
        edit_call("l:\n  - a\n  - m:\n    - b\n    - c # c\nx: 1\n", &both[..2]),
        "l:\n  - m:\n    - b\n    # c\nx: 1\n"
    );
    assert_eq!(edit_call("l:\n  - a\n  - m:\n    - b\n    - c\nx: 1\n", &both), "x: 1\n");
}

#[test]
fn items_are_swapped_with_their_comments() {
    let swap = |at: &str| Edit::Swap { path: parse_path(at), one: 0, other: 1 };
    check_cases(&[
        (
            "l:\n  - a # x\n  # y\n  - b: 1\n    c: 2\nz: 1\n",
            swap("l"),
            "l:\n  # y\n  - b: 1\n    c: 2\n  - a # x\nz: 1\n",
        ),
        ("l: [a, { b: 1 }]", swap("l"), "l: [{ b: 1 }, a]"),
        ("l:\n- a\n- b", swap("l"), "l:\n- b\n- a"),
    ]);
}

#[test]
fn unchanged_parts_of_a_map_keep_their_bytes() {
    check_cases(&[
        (
            "previous-minutes: { decision: 'approved', date: 2026-01-22 } # c\n",
            set("previous-minutes", "{ decision: approved, corrections: None. }"),
            "previous-minutes: # c\n  decision: 'approved'\n  corrections: None.\n",
        ),
        ("l:\n  - 'a' # x\n  - b\n  - c\n", set("l", "[a, d]"), "l:\n  - 'a' # x\n  - d\n"),
        ("l: a\n", set("l", "[a]"), "l: [a]\n"),
        (
            "previous-minutes: approved # c\n",
            set("previous-minutes", "{ decision: approved }"),
            "previous-minutes: { decision: approved } # c\n",
        ),
    ]);
}

#[test]
fn many_values_that_grow_in_brackets_are_left_alone() {
    let text = |count: usize| format!("actions:\n{}", "- { owners: [Q], text: t }\n".repeat(count));
    let edits: Vec<Edit> = (0..2_000)
        .map(|at| Edit::Set {
            path: vec!["actions".into(), at.into(), "owners".into(), 0.into()],
            value: Value::String("Orange".to_owned()),
        })
        .collect();
    let apply = |count: usize| {
        let source = Source { path: "minutes/2026-02-12.yaml".to_owned(), text: text(count) };
        super::apply_edits(&source, &edits[..count])
    };
    assert_eq!(apply(20).unwrap(), text(20).replace('Q', "Orange"));
    assert!(apply(2_000).unwrap_err().to_string().contains("too long for so many changes"));
}

#[test]
fn a_file_that_is_not_a_record_is_not_edited() {
    let edit = set("name", "X");
    for text in
        ["", "name: A\r# c\rl:\r- a\r", "name: A\r\nx: 1\r", "a: &x 1\n", "a: 1\na: 2\n", "a: [\n", "- a\n", "text\n"]
    {
        assert!(edit_call(text, std::slice::from_ref(&edit)).starts_with("error: "), "{text}");
    }
    for edit in [remove("b"), set("a/b", "1"), set("a/3", "1"), Edit::Rename { path: parse_path("a"), key: "c".into() }]
    {
        assert!(edit_call("a: [1]\nc: 2\n", &[edit]).starts_with("error: "));
    }
}

#[test]
fn a_comment_that_would_become_prose_is_reported() {
    let text = "kind:\n- |\n  prose\n- x\n  # of x\n- word\n";
    let source = Source { path: "minutes/2026-02-12.yaml".to_owned(), text: text.to_owned() };
    let refused = apply_edits(&source, &[Edit::Remove { path: vec!["kind".into(), 1.into()] }]).unwrap_err();
    assert!(refused.to_string().contains("would become a part of the prose above"), "{refused}");
}
