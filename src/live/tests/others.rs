//! What somebody else changes meanwhile appears, and nothing that anybody typed is lost.

use super::Desk;

const CALL: &str = "minutes/2026-02-26.yaml";

fn change(desk: &mut Desk, from: &str, to: &str) {
    let text = desk.read(CALL);
    assert!(text.contains(from), "{text}");
    desk.write(CALL, &text.replace(from, to));
}

#[test]
fn what_somebody_else_writes_appears() {
    let mut desk = Desk::open();
    desk.press("3");
    change(&mut desk, "The template is complete.", "The template is merged.");
    assert!(desk.picture(80, 24).contains("│ The template is merged."));
    // Also while the notes are open, but not changed.
    desk.press("n");
    change(&mut desk, "The template is merged.", "The template is public.");
    assert!(desk.picture(80, 24).contains("│ The template is public."));
    desk.type_text(" All agreed.");
    desk.press("<Esc>");
    assert!(desk.read(CALL).contains("notes: The template is public. All agreed.\n"));
}

#[test]
fn other_records_of_somebody_else_stay() {
    let mut desk = Desk::open();
    desk.press("3n");
    desk.type_text(" Good.");
    change(&mut desk, "Wait for the TSC.", "Wait for them.");
    desk.press("<Esc>");
    let text = desk.read(CALL);
    assert!(text.contains("Wait for them.") && text.contains("The template is complete. Good."), "{text}");
}

#[test]
fn a_text_that_both_changed_keeps_both() {
    let mut desk = Desk::open();
    desk.press("3n");
    desk.type_text(" Mine.");
    change(&mut desk, "The template is complete.", "The template is theirs.");
    let picture = desk.picture(80, 24);
    assert!(picture.contains("│ The template is theirs.") && picture.contains("│ The template is complete. Mine."));
    assert!(desk.footer().contains("somebody else changed the notes of 293 too"), "{picture}");
    // Somebody reads it first: nothing is written until the notes are left.
    desk.wait(60);
    assert!(!desk.read(CALL).contains("Mine"));
    desk.press("<Esc>");
    let text = desk.read(CALL);
    assert!(text.contains("theirs") && text.contains("Mine."), "{text}");
}

#[test]
fn a_change_that_the_screen_has_not_read_is_found_when_it_saves() {
    let mut desk = Desk::open();
    desk.press("3n");
    desk.type_text(" Mine.");
    let text = desk.read(CALL).replace("The template is complete.", "The template is theirs.");
    std::fs::write(desk.path().join(CALL), text).unwrap();
    desk.press("<Esc>");
    assert!(!desk.read(CALL).contains("Mine"));
    let picture = desk.picture(80, 24);
    assert!(picture.contains("theirs") && picture.contains("Mine."), "{picture}");
    // The text is there for editing.
    desk.press("n<Esc>");
    let text = desk.read(CALL);
    assert!(text.contains("theirs") && text.contains("Mine."), "{text}");
}

#[test]
fn conflict_markers_pause_writing_until_they_are_gone() {
    let mut desk = Desk::open();
    let good = desk.read(CALL);
    desk.press("3n");
    desk.type_text(" Mine.");
    let conflict = good.replace(
        "      - Wait for the TSC.\n",
        "<<<<<<< HEAD\n      - Wait for the TSC.\n=======\n      - Wait.\n>>>>>>> other\n",
    );
    desk.write(CALL, &conflict);
    let footer = desk.footer();
    assert!(footer.contains("nothing is written until this is fixed") && footer.contains(CALL), "{footer}");
    desk.wait(60);
    desk.press("<Esc>");
    desk.press("1.");
    assert_eq!(desk.read(CALL), conflict);
    assert!(desk.picture(80, 24).contains("✗"));
    desk.write(CALL, &good);
    assert!(!desk.footer().contains("nothing is written"));
    desk.press("3n<Esc>");
    assert!(desk.read(CALL).contains("The template is complete. Mine."));
}

#[test]
fn the_item_that_is_typed_about_may_disappear() {
    let mut desk = Desk::open();
    desk.press("3n");
    desk.type_text(" Mine.");
    change(&mut desk, "  - issue: 293\n    notes: The template is complete.\n", "");
    desk.press("<Esc>");
    let footer = desk.footer();
    assert!(footer.contains("293") && footer.contains("the text is kept"), "{footer}");
    desk.press("q");
    assert!(desk.footer().contains("the notes of 293, which are not saved"), "{}", desk.footer());
}

#[test]
fn changes_of_other_lines_are_merged_while_somebody_types() {
    let mut desk = Desk::open();
    desk.press("1nOne.<Enter>Two.<Enter>Three.<Esc>n<Up><Up> Mine.");
    change(&mut desk, "      Three.", "      Three, as they say.");
    desk.press("<Esc>");
    let text = desk.read(CALL);
    assert!(text.contains("      One. Mine.\n      Two.\n      Three, as they say.\n"), "{text}");
}

#[test]
fn a_text_that_cannot_be_saved_is_tried_again_later() {
    let mut desk = Desk::open();
    desk.press("3n Mine.");
    let good = desk.read(CALL);
    // The item is gone, so every attempt is refused.
    std::fs::write(desk.path().join(CALL), good.replace("  - issue: 293\n    notes: The template is complete.\n", ""))
        .unwrap();
    desk.wait(5);
    assert!(desk.footer().contains("no item of the call of 2026-02-26 matches"), "{}", desk.footer());
    desk.write(CALL, &good);
    desk.wait(4);
    assert!(!desk.read(CALL).contains("Mine"));
    desk.wait(1);
    assert!(desk.read(CALL).contains("The template is complete. Mine."));
}

#[test]
fn approved_minutes_are_mentioned() {
    let folder = tempfile::tempdir().unwrap();
    super::copy_files(std::path::Path::new(super::MONTH), folder.path());
    let desk = Desk::open_call(folder, "2026-02-12", "2026-02-27T09:00:00Z");
    let picture = desk.picture(80, 24);
    assert!(
        desk.footer().contains("the call of 2026-02-26 approved these minutes") && picture.contains("over"),
        "{picture}"
    );
}
