//! Every key: what it records, and what it says where it cannot.

use super::Desk;
use crate::live::event::Outcome;

const CALL: &str = "minutes/2026-03-12.yaml";

/// The record after keys, from a line on.
fn after(keys: &str, from: &str) -> String {
    let mut desk = Desk::open_harbour();
    desk.press(keys);
    let text = desk.read(CALL);
    let at = text.find(from).unwrap_or_else(|| panic!("{keys}: no {from:?} in:\n{text}{}", desk.footer()));
    text[at..].lines().take(4).map(|line| line.to_owned() + "\n").collect()
}

fn assert_after(keys: &str, expected: &str) {
    let from = expected.lines().next().unwrap();
    let text = after(keys, from);
    assert!(text.starts_with(expected), "{keys}: expected\n{expected}found\n{text}");
}

/// The key of a line to choose from.
fn choice_key(picture: &str, words: &str) -> String {
    let line = picture.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("no {words}:\n{picture}"));
    line.split("│ ").nth(1).unwrap().chars().take(1).collect()
}

#[test]
fn rows_are_selected_with_letters_arrows_numbers_and_words() {
    for (keys, heading) in [
        ("", "Table of March"),
        ("j", "#21 Tide Tables"),
        ("<Down><Down>k", "#21 Tide Tables"),
        ("<Up>", "The call of 2026-03-12"),
        ("<Up><Up><Up>", "The call of 2026-03-12"),
        ("3", "#134 Berth Booking"),
        ("<End>", "#5 Old Buoys"),
        ("<Down><Down><Down><Down><Down><Down><Down><Down>", "#5 Old Buoys"),
        ("/lamp<Enter>", "#140 Lamp Status"),
        ("/anch<Back><Back><Back><Back>lamp<Esc>", "#140 Lamp Status"),
        ("9", "Table of March"),
    ] {
        let mut desk = Desk::open_harbour();
        desk.press(keys);
        assert!(
            desk.picture(80, 24).contains(&format!("│ {heading}")) || desk.picture(80, 24).contains(heading),
            "{keys}"
        );
        let right: Vec<String> = desk.picture(80, 24).lines().skip(2).take(1).map(str::to_owned).collect();
        assert!(right[0].contains(heading), "{keys}: {right:?}");
    }
}

#[test]
fn items_are_recorded() {
    assert_after("1nSeen.<Esc>", "  - issue: 21\n    notes: Seen.\n");
    assert_after("1<Enter>Seen.<Tab>", "  - issue: 21\n    notes: Seen.\n");
    assert_after("1.", "  - { issue: 21, treated: false }\n");
    assert_after(
        "1.n<Esc>2nSeen.<Esc>R",
        "  - { issue: 21, treated: false }\n  - issue: 8\n    notes: Seen.\n  - { issue: 134, treated: false }\n",
    );
    assert_after("1dIt waits.<Enter>", "  - issue: 21\n    decisions:\n      - It waits.\n");
    assert_after("4eThe owner leaves<Enter>", "  - { issue: 140, added: 2026-03-11, exception: The owner leaves }\n");
    assert_after("AR", "previous-minutes: approved\n");
    // From not treated to the next item that is open, past the one that is not.
    assert_after("2.1..nSeen.<Esc>", "  - { issue: 134, treated: false }\n");
}

#[test]
fn action_points_have_owners_and_due_days() {
    let point =
        |due: &str, owner: &str| format!("      - {{ id: 20260312-01, owners: [{owner}], text: Do it{due} }}\n");
    for (keys, due, owner) in [
        ("<Enter><Enter>", "", "Beta Networks"),
        ("<Enter>next<Enter>", ", due: 2026-03-26", "Beta Networks"),
        ("ana e<Enter>+2w<Enter>", ", due: 2026-03-26", "Ana Example"),
        ("Chair<Enter>apr 9<Enter>", ", due: 2026-04-09", "Chair"),
        ("<Enter>2026-03-19<Enter>", ", due: 2026-03-19", "Beta Networks"),
    ] {
        let text = after(&format!("1aDo it<Enter>{keys}"), "      - ");
        assert!(text.starts_with(&point(due, owner)), "{keys}: {text}");
    }
    // On the row of the call, it belongs to no item.
    let text = after("<Home>aDo it<Enter>bo<Enter><Enter>", "actions:");
    assert!(text.contains("20260312-01, owners: [Bo Example], text: Do it"), "{text}");
    let mut desk = Desk::open_harbour();
    desk.press("1aDo it<Enter><Enter>soon<Enter>");
    assert!(desk.footer().contains("not a due date: soon"), "{}", desk.footer());
    // Nothing is lost: only the due day is typed again.
    desk.press("<Back><Back><Back><Back>next<Enter>");
    assert!(desk.read(CALL).contains("text: Do it, due: 2026-03-26"), "{}", desk.read(CALL));
}

#[test]
fn stages_are_chosen_from_those_that_may_follow() {
    let mut desk = Desk::open_harbour();
    desk.press("1dIt goes on.<Enter>s");
    let picture = desk.picture(80, 24);
    desk.press(&choice_key(&picture, "frozen"));
    assert!(desk.read("backlog/tide-tables.yaml").contains("{ stage: frozen, date: 2026-03-12 }"));
    assert!(desk.picture(80, 24).contains("! It goes on. → Frozen"), "{}", desk.picture(80, 24));
    // A topic has no stage.
    desk.press("<Home>js");
    assert!(desk.footer().contains("only an item with a proposal has a stage"), "{}", desk.footer());
}

#[test]
fn action_points_of_earlier_calls_are_closed() {
    assert_after("2c<Enter>", "action-updates:\n  - { id: 20260212-01, status: closed }\n");
    assert_after(
        "2cIt is public.<Enter>",
        "action-updates:\n  - id: 20260212-01\n    status: closed\n    note: It is public.\n",
    );
    // On the row of the call, all of them can be chosen.
    assert_after("<Home>c2<Enter>", "action-updates:\n  - { id: 20260212-02, status: closed }\n");
    let mut desk = Desk::open_harbour();
    desk.press("3c");
    assert!(desk.footer().contains("no action point of an earlier call is open here"));
}

#[test]
fn topics_and_news_are_added() {
    assert_after(
        "tNames<Enter>beta<Enter>nAll agreed.<Esc>",
        "  - title: Names\n    who: Beta Networks\n    notes: All agreed.\n",
    );
    assert_after(
        "rTSC 2026-03-05<Enter>Two APIs.<Alt-Enter>Both.<Enter>",
        "  - heading: TSC 2026-03-05\n    text: |\n      Two APIs.\n      Both.\n",
    );
    let mut desk = Desk::open_harbour();
    desk.press("rTSC<Enter><Enter>");
    assert!(desk.picture(80, 24).contains("R1 TSC"), "{}", desk.picture(80, 24));
    // What is refused stays in the form.
    desk.press("rTSC<Enter>Again.<Enter>");
    let footer = desk.footer();
    assert!(footer.contains("already has news from `TSC`"), "{footer}");
    assert!(desk.picture(80, 24).contains("Again."), "{}", desk.picture(80, 24));
}

#[test]
fn people_are_found_and_marked() {
    let attendance = |keys: &str| {
        let mut desk = Desk::open_harbour();
        desk.press(keys);
        let text = desk.read(CALL);
        let from = text.find("attendance:").map_or("", |at| &text[at..]);
        from.lines()
            .take_while(|line| !line.starts_with("topics"))
            .map(|line| line.trim().to_owned() + "\n")
            .collect::<String>()
    };
    assert_eq!(attendance("pbo<Enter>"), "attendance:\nBeta Networks: [Bo Example]\n");
    assert_eq!(attendance("pzoe<Enter>"), "attendance:\nAlpha Telecom: [Zoë Example]\n");
    assert_eq!(attendance("p花子<Enter>"), "attendance:\n港湾モバイル: [山田 花子]\n");
    // Enter again takes the mark away.
    assert_eq!(attendance("pbo<Enter>bo<Enter>"), "");
    assert_eq!(
        attendance("pbea-"),
        "attendance:\nBeta Networks: [{ name: Bea Example, present: false, note: excused }]\n"
    );
    assert_eq!(attendance("pbea-bea<Enter>"), "attendance:\nBeta Networks: [Bea Example]\n");
    let same = "attendance:\nAlpha Telecom: [{ name: Ana Example, role: chair }]\nBeta Networks: [Bo Example]\n港湾モバイル: [山田 花子]\n";
    assert_eq!(attendance("p="), same);
    assert_eq!(attendance("p==<Esc>"), same);
    assert_eq!(attendance("p+Cy Dow<Enter>beta<Enter>"), "attendance:\nBeta Networks: [Cy Dow]\n");
    // The letters that found nobody become the name.
    assert_eq!(attendance("pCy Dow<Enter>+<Enter>beta<Enter>"), "attendance:\nBeta Networks: [Cy Dow]\n");
    // Those of the last call are first.
    let mut desk = Desk::open_harbour();
    desk.press("p");
    let picture = desk.picture(80, 24);
    let order: Vec<usize> =
        ["Ana Example", "Bo Exam", "Bea Example", "Zoë"].iter().map(|name| picture.find(name).unwrap()).collect();
    assert!(order.is_sorted(), "{picture}");
}

#[test]
fn leaving_lists_what_has_no_record_yet() {
    let mut desk = Desk::open_harbour();
    assert_eq!(desk.press("q"), Outcome::Open);
    let footer = desk.footer();
    assert!(footer.contains("without a record: #21 Tide Tables, #8 Anchor Watch, #134"), "{footer}");
    assert_eq!(desk.press("<Esc>"), Outcome::Open);
    assert_eq!(desk.press("qR"), Outcome::Open);
    assert_eq!(desk.press("q"), Outcome::Quit);
    let mut desk = Desk::open_harbour();
    assert_eq!(desk.press("qq"), Outcome::Quit);
    // Ctrl-C saves what is typed.
    let mut desk = Desk::open_harbour();
    assert_eq!(desk.press("1nSeen.<C-c>"), Outcome::Open);
    assert!(desk.read(CALL).contains("  - issue: 21\n    notes: Seen.\n"));
    assert_eq!(desk.press("<C-c>"), Outcome::Quit);
    let mut desk = Desk::open_harbour();
    assert_eq!(desk.press("1nSeen.<C-z>"), Outcome::Suspend);
    assert!(desk.read(CALL).contains("  - issue: 21\n    notes: Seen.\n"));
}

#[test]
fn a_form_that_is_left_keeps_its_text() {
    let mut desk = Desk::open_harbour();
    desk.press("1dBoth stay<Esc>");
    assert!(!desk.read(CALL).contains("decisions"));
    desk.press("d.<Enter>");
    assert!(desk.read(CALL).contains("- Both stay.\n"), "{}", desk.read(CALL));
}

#[test]
fn a_refusal_shows_the_reckoning_and_loses_no_text() {
    let mut desk = Desk::open_harbour();
    // Only a proposal with a merged template goes to the reviewer.
    desk.press("4s");
    let picture = desk.picture(80, 24);
    let key = choice_key(&picture, "under-review");
    let before = desk.read("backlog/lamp-status.yaml");
    desk.press(&key);
    let footer = desk.footer();
    assert!(footer.contains("✗ backlog/lamp-status.yaml:"), "{footer}");
    assert_eq!(desk.read("backlog/lamp-status.yaml"), before);
}
