//! The layout of new values: on one line with braces and brackets, or as a block.

use super::*;

#[test]
fn a_new_entry_is_written_like_its_siblings() {
    let person = "[{ name: Ann, role: chair }]";
    check_cases(&[
        ("a:\n  X: [{ name: B }]\n", set("a/Q", person), "a:\n  X: [{ name: B }]\n  Q: [{ name: Ann, role: chair }]\n"),
        ("a:\n  X:\n    - B\n", set("a/Q", person), "a:\n  X:\n    - B\n  Q:\n    - { name: Ann, role: chair }\n"),
        ("a:\n  X: [A]\n", append("a/X", "{ name: B, present: false }"), "a:\n  X: [A, { name: B, present: false }]\n"),
    ]);
}

#[test]
fn short_values_are_in_braces_and_prose_is_in_a_block() {
    let moment = "agenda:\n  - { issue: 63, added: 2026-02-03T10:00:00Z }\n";
    check_cases(&[
        (
            moment,
            set("agenda/0/notes", "The owner came."),
            "agenda:\n  - issue: 63\n    added: 2026-02-03T10:00:00Z\n    notes: The owner came.\n",
        ),
        (
            moment,
            set("agenda/0/treated", "false"),
            "agenda:\n  - { issue: 63, added: 2026-02-03T10:00:00Z, treated: false }\n",
        ),
        (
            moment,
            append("agenda", "{ issue: 7 }"),
            "agenda:\n  - { issue: 63, added: 2026-02-03T10:00:00Z }\n  - issue: 7\n",
        ),
        (
            moment,
            append("agenda", "{ issue: 7, closing: true }"),
            "agenda:\n  - { issue: 63, added: 2026-02-03T10:00:00Z }\n  - { issue: 7, closing: true }\n",
        ),
        (
            "agenda:\n  - issue: 63\n    notes: |\n      It goes\n      on.\n",
            append("agenda", "{ issue: 7, added: 2026-02-10 }"),
            "agenda:\n  - issue: 63\n    notes: |\n      It goes\n      on.\n  - { issue: 7, added: 2026-02-10 }\n",
        ),
        ("date: 2026-02-12\n", set("aob", "{ a: 1 }"), "date: 2026-02-12\naob: { a: 1 }\n"),
        (
            "l: [a]\n",
            append("l", "It is what all of them said in the end"),
            "l: [a, It is what all of them said in the end]\n",
        ),
        ("x: 1\nl: [a]\n", append("l", "{ b: 1, c: 2 }"), "x: 1\nl:\n  - a\n  - { b: 1, c: 2 }\n"),
        ("l: [a]\n", append("l", "Closed."), "l:\n  - a\n  - Closed.\n"),
        ("l: [It is.]\n", append("l", "Closed."), "l:\n  - It is.\n  - Closed.\n"),
        ("l: a\n", append("l", "Closed."), "l:\n  - a\n  - Closed.\n"),
    ]);
}

#[test]
fn an_item_with_one_entry_gets_braces_with_its_second() {
    let edit = || set("agenda/1/treated", "false");
    let after = |item: &str| format!("agenda:\n  - issue: 1\n  - {item}\n  - issue: 3\n");
    for (before, then) in [
        ("issue: 259 # late", "{ issue: 259, treated: false } # late"),
        ("title: It's so", "{ title: It's so, treated: false }"),
        // A comma would separate it.
        ("title: a, b", "title: a, b\n    treated: false"),
        ("title: Nobody came.", "title: Nobody came.\n    treated: false"),
        ("title: |\n      a\n      b", "title: |\n      a\n      b\n    treated: false"),
    ] {
        assert_eq!(edit_call(&after(before), &[edit()]), after(then));
    }
    let blocks = "agenda:\n  - issue: 1\n    closing: true\n  - issue: 2\n";
    assert_eq!(edit_call(blocks, &[edit()]), format!("{blocks}    treated: false\n"));
    assert_eq!(
        edit_call("date: 2026-02-12\nagenda:\n- issue: 1\n", &[set("agenda/0/kind", "review")]),
        "date: 2026-02-12\nagenda:\n- { kind: review, issue: 1 }\n"
    );
}

#[test]
fn attendees_are_on_the_line_of_their_organization() {
    let roles = "[{ name: Ann, role: chair }, Ben]";
    check_cases(&[
        ("a:\n  X: [B]\n", set("a/Q", roles), "a:\n  X: [B]\n  Q: [{ name: Ann, role: chair }, Ben]\n"),
        (
            "x: 1\n",
            set("attendance", "{ Q: [{ name: Ann, role: chair }], X: [B] }"),
            "x: 1\nattendance:\n  Q: [{ name: Ann, role: chair }]\n  X: [B]\n",
        ),
        ("l: [a]\nx: 1\n", set("a", "[{ b: 1, c: 2 }]"), "l: [a]\nx: 1\na:\n  - { b: 1, c: 2 }\n"),
    ]);
}

#[test]
fn an_item_in_braces_becomes_a_block_for_prose() {
    check_cases(&[
        (
            "agenda:\n  - { issue: 1, \"who\":MTN, x } # c\n  - { issue: 2 }\n",
            set("agenda/0/notes", "\"One\\nTwo\""),
            "agenda:\n  - issue: 1 # c\n    \"who\": MTN\n    notes: |\n      One\n      Two\n    x:\n  - { issue: 2 }\n",
        ),
        (
            "agenda:\n  - { issue: 1, # c\n      who: MTN }\n",
            set("agenda/0/notes", "\"One\\nTwo\""),
            "error: minutes/2026-02-12.yaml cannot be edited: `agenda[0]` is inside brackets that contain a comment",
        ),
    ]);
}
