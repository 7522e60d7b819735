//! Lines of the notation in the notes become records.

use super::Desk;

const CALL: &str = "minutes/2026-03-12.yaml";

/// The record of the item 21 after something was typed in its notes.
fn record_of(typed: &str) -> String {
    let mut desk = Desk::open_harbour();
    desk.press("1n");
    desk.type_text(typed);
    desk.press("<Esc>");
    let text = desk.read(CALL);
    let from = text.find("issue: 21").unwrap_or_else(|| panic!("{typed}: {text}{}", desk.footer()));
    text[from..]
        .lines()
        .take_while(|line| !line.starts_with("  - 8"))
        .map(|line| line.trim().to_owned() + "\n")
        .collect()
}

#[test]
fn a_line_of_the_notation_becomes_a_record_on_enter() {
    let decision = "issue: 21\nnotes: Seen.\ndecisions:\n- It waits.\n";
    for line in ["! It waits.", "Decision: It waits.", "**Decision**: It waits."] {
        // Esc takes the last line too.
        for typed in [format!("Seen.\n{line}\n"), format!("{line}\nSeen."), format!("Seen.\n{line}")] {
            assert_eq!(record_of(&typed), decision, "{typed}");
        }
    }
    let action = |owner: &str, due: &str| {
        format!("issue: 21\nactions:\n- {{ id: 20260312-01, owners: [{owner}], text: Do it{due} }}\n")
    };
    for (line, owner, due) in [
        ("> Do it", "Beta Networks", ""),
        ("> alpha: Do it", "Alpha Telecom", ""),
        ("> Bea Example: Do it (due Apr 9)", "Bea Example", ", due: 2026-04-09"),
        ("> Do it (due next)", "Beta Networks", ", due: 2026-03-26"),
        ("AP Chair: Do it (due 2026-04-09)", "Chair", ", due: 2026-04-09"),
        ("AP: Do it", "Beta Networks", ""),
    ] {
        assert_eq!(record_of(line), action(owner, due), "{line}");
    }
    assert_eq!(record_of("Not treated"), "issue: 21, treated: false }\n".to_owned());
}

#[test]
fn a_decision_has_a_stage_and_an_action_point_is_closed() {
    let mut desk = Desk::open_harbour();
    desk.press("1n! It goes on. -> under-discussion<Enter><Esc>");
    assert!(desk.read("backlog/tide-tables.yaml").contains("{ stage: under-discussion, date: 2026-03-12 }"));
    assert!(desk.read(CALL).contains("- It goes on.\n"));
    desk.press("2nClosed 20260212-01: it is public<Enter>");
    assert!(
        desk.read(CALL).contains("- { id: 20260212-01, status: closed, note: it is public }\n"),
        "{}",
        desk.read(CALL)
    );
    desk.press("Seen.<Esc>");
    assert!(desk.read(CALL).contains("  - issue: 8\n    notes: Seen.\n"), "{}", desk.read(CALL));
    // The form of `d` knows the arrow as well.
    desk.press("3dFrozen. -> frozen (no owner)<Enter>");
    assert!(desk.read("backlog/berth-booking.yaml").contains("stage: frozen, date: 2026-03-12, reason: no owner"));
}

#[test]
fn a_line_that_is_refused_stays_and_may_be_prose() {
    let mut desk = Desk::open_harbour();
    desk.press("1n> Nobody Known: Do it<Enter>");
    let footer = desk.footer();
    assert!(footer.contains("`Nobody Known` is not an organization, a person or a role"), "{footer}");
    assert!(desk.picture(80, 24).contains("> Nobody Known: Do it"));
    desk.press("<Enter>More.<Esc>");
    let text = desk.read(CALL);
    assert!(text.contains("> Nobody Known: Do it\n      More.\n"), "{text}");
    let mut desk = Desk::open_harbour();
    desk.press("1n! It goes on -> onbording<Enter>");
    assert!(desk.footer().contains("did you mean onboarding?"), "{}", desk.footer());
    desk.press("<Esc>");
    assert!(desk.read(CALL).contains("notes: '! It goes on -> onbording'"), "{}", desk.read(CALL));
}

#[test]
fn a_line_that_was_there_stays_prose() {
    let mut desk = Desk::open_harbour();
    let text = desk.read(CALL).replace("  - 21\n", "  - issue: 21\n    notes: '> quoted'\n");
    desk.write(CALL, &text);
    desk.press("1n<Enter>More.<Esc>");
    assert!(desk.read(CALL).contains("      > quoted\n      More.\n"), "{}", desk.read(CALL));
}

#[test]
fn a_line_that_was_saved_while_it_was_typed_becomes_a_record_all_the_same() {
    let mut desk = Desk::open_harbour();
    desk.press("1n! It wai");
    desk.wait(6);
    assert!(desk.read(CALL).contains("notes: '! It wai'"));
    desk.press("ts.");
    desk.wait(6);
    desk.press("<Enter><Esc>");
    assert!(
        desk.read(CALL).contains("  - issue: 21\n    decisions:\n      - It waits.\n  - 8\n"),
        "{}",
        desk.read(CALL)
    );
}

#[test]
fn a_topic_is_typed_as_a_heading() {
    let topic = |typed: &str| {
        let mut desk = Desk::open_harbour();
        desk.press(&format!("t{typed}<Enter><Enter>"));
        let text = desk.read(CALL);
        let line = text.lines().nth(4).unwrap().trim().to_owned();
        line + &desk.footer().lines().next().unwrap().replace("✓ minutes/2026-03-12.yaml: ", " ")
    };
    assert!(
        topic("A table PR#280 [review]").starts_with("- { kind: review, pr: 280, title: A table }"),
        "{}",
        topic("A table PR#280 [review]")
    );
    assert!(topic("A warning #297").starts_with("- { issue: 297, title: A warning }"), "{}", topic("A warning #297"));
    assert!(topic("#297").contains("a topic needs a title"));
    assert!(topic("AOB").contains("`AOB` is the heading of a part of its own"));
}
