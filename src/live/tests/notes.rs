//! Notes: typed, saved when they are left and after a while, and never lost.

use super::Desk;

const CALL: &str = "minutes/2026-02-26.yaml";

#[test]
fn notes_are_saved_when_they_are_left() {
    for leave in ["<Esc>", "<Tab>"] {
        let mut desk = Desk::open();
        desk.press("3n<Enter>");
        desk.type_text("- Eric: which input?");
        desk.press(leave);
        assert!(
            desk.read(CALL).contains("    notes: |\n      The template is complete.\n      - Eric: which input?\n")
        );
        assert!(
            desk.picture(80, 24).contains("✓ minutes/2026-02-26.yaml: #293 Trust Worthiness Intent API: an update")
        );
    }
}

#[test]
fn notes_are_saved_five_seconds_after_the_first_letter() {
    let mut desk = Desk::open();
    desk.press("1n");
    desk.type_text("The slides");
    desk.wait(4);
    desk.type_text(" are ready.");
    assert!(!desk.read(CALL).contains("slides"));
    desk.wait(1);
    assert!(desk.read(CALL).contains("notes: The slides are ready.\n"));
    // The text stays open.
    desk.type_text(" All agreed.");
    desk.wait(5);
    assert!(desk.read(CALL).contains("notes: The slides are ready. All agreed.\n"));
    // A text that is not changed is not written.
    std::fs::remove_file(desk.folder.path().join(CALL)).unwrap();
    desk.wait(60);
    assert!(!desk.folder.path().join(CALL).exists());
}

#[test]
fn esc_and_a_letter_soon_after_it_are_two_keys() {
    let mut desk = Desk::open();
    desk.press("1nThe slides are ready.<Alt-d>Wait.<Enter>");
    assert!(
        desk.read(CALL)
            .contains("notes: The slides are ready.\n    decisions:\n      - Wait for the TSC.\n      - Wait.\n")
    );
}

#[test]
fn a_pasted_text_is_text_and_never_keys() {
    let mut desk = Desk::open();
    desk.press("1n");
    desk.screen.paste("One.\r\n! Two.\r\nThree.");
    desk.press("<Esc>");
    assert!(desk.read(CALL).contains("    notes: |\n      One.\n      ! Two.\n      Three.\n"), "{}", desk.read(CALL));
    // Also where a terminal pastes letter by letter, and where nothing can be typed.
    desk.press("3n<C-j>Four.<Esc><C-a>");
    assert!(desk.read(CALL).contains("      The template is complete.\n      Four.\n"), "{}", desk.read(CALL));
    let before = desk.read(CALL);
    desk.screen.paste("R.A");
    assert_eq!(desk.read(CALL), before);
    assert!(desk.footer().contains("press n first to paste"), "{}", desk.footer());
}
