//! Whatever a key records can be taken back, step by step.

use super::Desk;

const CALL: &str = "minutes/2026-03-12.yaml";

#[test]
fn every_key_that_records_can_be_taken_back_and_done_again() {
    let mut desk = Desk::open_harbour();
    let mut states = vec![desk.read(CALL)];
    for keys in [
        "A",
        "pbo<Enter><Esc>",
        "1nSeen.<Esc>",
        "1dIt waits.<Enter>",
        "1aDo it<Enter><Enter><Enter>",
        "2.",
        "2cDone.<Enter>",
        "tNames<Enter><Enter>",
        "rBoard<Enter>News.<Enter>",
        "R",
    ] {
        desk.press(keys);
        states.push(desk.read(CALL));
        assert_ne!(states[states.len() - 1], states[states.len() - 2], "{keys}: {}", desk.footer());
    }
    for state in states.iter().rev().skip(1) {
        desk.press("u");
        assert_eq!(desk.read(CALL), *state, "{}", desk.footer());
    }
    assert!(desk.footer().contains("taken back: backlog approve --meeting 2026-03-12"), "{}", desk.footer());
    desk.press("u");
    assert!(desk.footer().contains("there is nothing to take back"), "{}", desk.footer());
    for state in states.iter().skip(1) {
        desk.press("U");
        assert_eq!(desk.read(CALL), *state, "{}", desk.footer());
    }
}

#[test]
fn a_text_that_was_saved_on_the_way_is_taken_back_at_once() {
    let mut desk = Desk::open_harbour();
    let before = desk.read(CALL);
    desk.press("1nSeen.");
    desk.wait(6);
    desk.press(" And agreed.");
    desk.wait(6);
    desk.press(" Twice.<Esc>");
    assert!(desk.read(CALL).contains("notes: Seen. And agreed. Twice."));
    desk.press("u");
    assert_eq!(desk.read(CALL), before);
    // Another visit is another step.
    desk.press("U");
    let after = desk.read(CALL);
    desk.wait(1);
    desk.press("1n More.<Esc>u");
    assert_eq!(desk.read(CALL), after);
}

#[test]
fn a_change_of_somebody_else_stays() {
    let mut desk = Desk::open_harbour();
    desk.press("1nSeen.<Esc>");
    let text = desk.read(CALL).replace("  - 134\n", "  - issue: 134\n    notes: Theirs.\n");
    desk.write(CALL, &text);
    desk.press("u");
    assert!(desk.read(CALL).contains("  - 21\n  - 8\n  - issue: 134\n    notes: Theirs.\n"), "{}", desk.read(CALL));
}
