//! What a user sees in a real terminal: questions, lists to choose from, the editor.

use crate::program;
use crate::tmux::Terminal;

#[test]
fn what_is_missing_is_asked_for() {
    let Some(terminal) = Terminal::open("bash --norc --noprofile", &[]) else { return };
    terminal.run("backlog add-proposal --pr 92");
    terminal.shows("Name of the proposal:");
    terminal.run("Sea Marks");
    // A wrong answer is told, and asked for again.
    terminal.shows("Issue:");
    terminal.run("ninety");
    terminal.shows("expected a number such as 63");
    terminal.press(&["C-u"]);
    terminal.run("#91");
    let screen = terminal.shows("Owner:");
    assert!(screen.contains("Alpha Telecom") && screen.contains("Delta | Sons"), "{screen}");
    terminal.press(&["Down", "Down", "Enter"]);
    terminal.shows("backlog/sea-marks.yaml");
    let written = terminal.file("backlog/sea-marks.yaml");
    assert!(
        written.contains("name: Sea Marks\n")
            && written.contains("issue: 91\n")
            && written.contains("owners: [Gamma Labs]\n"),
        "{written}"
    );
}

#[test]
fn what_is_typed_is_what_is_taken() {
    let Some(terminal) = Terminal::open("bash --norc --noprofile", &[]) else { return };
    terminal.run("backlog add-organization Vega");
    terminal.shows("Vega is a member");
    let command = "clear; backlog add-person 'Harbour Master' --dry-run";
    // Part of a name; a name with a space; without its accents; letters that are keys elsewhere.
    for (typed, name) in
        [("Vega", "Vega"), ("beta net", "Beta Networks"), ("epsilon t", "Épsilon Télécom"), ("k", "Beta Networks")]
    {
        terminal.run(command);
        terminal.shows("Organisation:");
        terminal.shows("> Alpha Telecom");
        terminal.type_in(typed);
        terminal.shows(&format!("> {name}"));
        terminal.press(&["Enter"]);
        terminal.shows(&format!("Organisation: {name}\n"));
        terminal.shows("not written:");
    }
    // Nothing matches: the question stays. A letter less, and arrows move among what matches.
    terminal.run(command);
    terminal.shows("> Alpha Telecom");
    terminal.type_in("telecomx");
    terminal.shows("nothing matches");
    terminal.press(&["Enter", "BSpace"]);
    terminal.shows("> Alpha Telecom");
    terminal.press(&["Down"]);
    terminal.shows("> Épsilon Télécom");
    terminal.press(&["Down"]);
    terminal.shows("> Alpha Telecom");
    terminal.press(&["Up", "Enter"]);
    terminal.shows("Organisation: Épsilon Télécom\n");
}

#[test]
fn a_list_is_longer_than_the_screen_and_wider() {
    let Some(terminal) = Terminal::open("bash --norc --noprofile", &[("NO_COLOR", "1")]) else { return };
    terminal.tmux(&["resize-window", "-x", "30", "-y", "8"]);
    terminal.run("clear; backlog set 13");
    let screen = terminal.shows("1-6 of ");
    assert!(screen.starts_with("> clear; backlog set 13\nKey:\n> ") || screen.starts_with("Key:\n> "), "{screen}");
    terminal.press(&["End"]);
    let screen = terminal.shows("> repository.note");
    assert!(screen.starts_with("Key:\n"), "the question stays on the screen: {screen}");
    terminal.press(&["Down"]);
    terminal.shows("1-6 of ");
    terminal.press(&["Escape"]);
    let screen = terminal.shows("error: nothing is to be set");
    assert!(!screen.contains("repository"), "the list is gone: {screen}");
}

#[test]
fn who_is_in_the_call_is_chosen_and_an_organisation_where_none_is_known() {
    let Some(terminal) = Terminal::open("bash --norc --noprofile", &[]) else { return };
    // Who was in the last call comes first.
    let path = terminal.repository.path().join("minutes/2026-04-07.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replace("  BN: [Delegate B]\n", "  BN: []\n")).unwrap();
    terminal.run("backlog attend");
    terminal.shows("Who is in the call of 2026-04-07:");
    let screen = terminal.shows("> [ ] Delegate B (Beta Networks)\n  [ ] Delegate D (Delta | Sons)\n  [ ] Guest G (");
    assert!(!screen.contains("Delegate A"), "who is listed is not offered: {screen}");
    // Enter with nothing checked takes what is shown.
    terminal.type_in("guest g");
    terminal.shows("> [ ] Guest G");
    terminal.press(&["Enter"]);
    let screen = terminal.shows("minutes/2026-04-07.yaml: Guest G (Unknown & Partners)");
    assert!(!screen.contains("[ ]"), "{screen}");
    // Several are checked, and somebody new is added.
    terminal.run("clear; backlog attend");
    terminal.shows("> [ ] Delegate B");
    terminal.press(&["Space"]);
    terminal.shows("> [x] Delegate B");
    terminal.type_in("Cy Dow");
    terminal.shows("> [ ] add Cy Dow");
    terminal.press(&["Enter"]);
    terminal.shows("Organisation of Cy Dow:");
    terminal.type_in("sons");
    terminal.shows("> Delta | Sons");
    terminal.press(&["Enter"]);
    terminal.shows("minutes/2026-04-07.yaml: Delegate B (Beta Networks), Cy Dow (Delta | Sons)");
    terminal.run("clear; backlog attend 'Harbour Master' 'Delegate A'");
    terminal.shows("Organisation of Harbour Master:");
    terminal.shows("中 Zeta");
    terminal.press(&["Down", "Enter"]);
    terminal.shows("minutes/2026-04-07.yaml: Harbour Master (Beta Networks)");
    assert!(terminal.file("minutes/2026-04-07.yaml").contains("  BN: [Delegate B, Harbour Master]\n"));
    // Somebody new may have a name that begins another one.
    terminal.run("clear; backlog attend");
    terminal.shows("> [ ] Delegate D");
    terminal.type_in("Deleg");
    terminal.shows("[ ] add Deleg");
    terminal.press(&["End", "Enter"]);
    terminal.shows("Organisation of Deleg:");
    terminal.press(&["Escape"]);
    terminal.shows("error: nobody is known as `Deleg`");
    // Who leaves the question records nothing.
    terminal.run("clear; backlog attend --excused");
    terminal.shows("Who is excused from the call of 2026-04-07");
    terminal.shows("[ ] Delegate");
    terminal.press(&["Space", "Escape"]);
    terminal.shows("error: nobody is named");
}

#[test]
fn an_item_is_chosen_and_its_text_written_in_the_editor() {
    // The editor: it shows what it was given, and adds to it.
    let editor = "sh -c 'cat \"$1\" >> seen; printf \"The board met.\\n\" >> \"$1\"' --";
    let Some(terminal) = Terminal::open("bash --norc --noprofile", &[("EDITOR", editor)]) else { return };
    terminal.run("backlog note");
    let screen = terminal.shows("Item:");
    assert!(screen.contains("#13  foghorn-alerts  Foghorn Alerts"), "{screen}");
    terminal.press(&["Enter"]);
    terminal.shows("minutes/2026-04-07.yaml: #13 Foghorn Alerts: an update");
    assert!(terminal.file("minutes/2026-04-07.yaml").contains("Waits for the board.\n\n      The board met.\n"));
    terminal.run("clear; backlog note 13 --replace; cat seen");
    terminal.shows("minutes/2026-04-07.yaml: #13 Foghorn Alerts: an update\nWaits for the board.\n\nThe board met.\n");
    assert!(terminal.file("minutes/2026-04-07.yaml").contains("The board met.\n      The board met.\n"));
    terminal.run("clear; backlog note --not-treated --dry-run");
    terminal.shows("Items:");
    terminal.shows("[ ] #13");
    terminal.press(&["Enter"]);
    terminal.shows("not written: minutes/2026-04-07.yaml");
    terminal.run("clear; EDITOR=true backlog note 13");
    terminal.shows("nothing is noted: the text is empty, or as it was");
    terminal.run("clear; EDITOR=no-such-editor backlog note 13");
    terminal.shows("error: cannot open your editor: No such file or directory");
}

#[test]
fn a_proposal_its_next_stage_and_a_coming_call_are_chosen() {
    let Some(terminal) = Terminal::open("bash --norc --noprofile", &[]) else { return };
    terminal.run("backlog stage 13");
    let screen = terminal.shows("Stage:");
    assert!(screen.contains("frozen  Frozen") && !screen.contains("reactivated"), "only what may follow:\n{screen}");
    terminal.press(&["Escape"]);
    terminal.shows("error: no stage is named");
    terminal.run("clear; backlog support");
    terminal.shows("Proposal:");
    terminal.press(&["Enter"]);
    terminal.shows("Supporter:");
    terminal.press(&["Down", "Enter"]);
    terminal.shows("backlog/beacon-location-at-alpha.yaml: #15 Beacon Location at Alpha:");
    assert!(terminal.file("backlog/beacon-location-at-alpha.yaml").contains("supporters: [Beta Networks]\n"));
    terminal.run("clear; backlog cancel");
    terminal.shows("Call:");
    terminal.press(&["Down", "Enter"]);
    terminal.shows("Reason:");
    terminal.run("nobody can");
    terminal.shows("workgroup.yaml: the call of 2026-05-19 is not held");
    assert!(terminal.file("workgroup.yaml").contains("  - { date: 2026-05-19, reason: nobody can }\n"));
    terminal.run("clear; backlog show");
    terminal.shows("Proposal:");
    terminal.press(&["Enter"]);
    terminal.shows("Beacon Location at Alpha\nkind ");
    terminal.run("clear; backlog add-person");
    terminal.shows("Name of the person:");
    terminal.run("Harbour Master");
    terminal.shows("Organisation:");
    terminal.press(&["Enter"]);
    terminal.shows("workgroup.yaml: Harbour Master of Alpha Telecom");
    terminal.run("clear; backlog action add");
    terminal.shows("What is to be done:");
    terminal.run("Paint the buoys");
    terminal.shows("Owner (an organization, a person or a role):");
    terminal.shows("> Alpha Telecom");
    terminal.run("Chair");
    terminal.shows("minutes/2026-04-07.yaml: action point 20260407-01: chair");
}

#[test]
fn a_question_that_is_broken_off_writes_nothing() {
    let Some(terminal) = Terminal::open("bash --norc --noprofile", &[]) else { return };
    let before = terminal.file("minutes/2026-04-07.yaml");
    for (key, shown, code) in [("C-c", "", "130"), ("Escape", "error: no item is named\n", "2")] {
        terminal.run("clear; backlog note; echo \"ended with $?\"");
        terminal.shows("Item:");
        terminal.shows("Anchor Watch\n");
        terminal.press(&["Down", key]);
        let screen = terminal.shows(&format!("ended with {code}"));
        assert!(screen.starts_with(shown), "{screen}");
        assert!(!screen.contains("Anchor Watch"), "the list is gone: {screen}");
        assert_eq!(terminal.tmux(&["display-message", "-p", "#{cursor_flag}"]), "1\n", "the cursor is hidden");
    }
    assert_eq!(terminal.file("minutes/2026-04-07.yaml"), before);
}

#[cfg(feature = "send")]
#[test]
fn a_mail_goes_out_only_after_a_yes() {
    let Some(terminal) = Terminal::open("bash --norc --noprofile", &[]) else { return };
    let before = terminal.file("minutes/2026-04-21.yaml");
    let command = "backlog mail agenda 2026-04-21 --send --from office@harbour.example --server 127.0.0.1:1";
    let question = "Send it to board@lists.example.org through 127.0.0.1:1? [y/N]:";
    for (answer, message, code) in [
        ("n", "error: not sent\n", "1"),
        ("", "error: not sent\n", "1"),
        ("yes", "error: 127.0.0.1:1 cannot be reached, and nothing was sent", "2"),
    ] {
        // So that no earlier question is on the screen.
        terminal.is_ready();
        terminal.run(&format!("{command} > /dev/null; echo \"ended with $?\""));
        terminal.shows(question);
        terminal.run(answer);
        let screen = terminal.shows(&format!("ended with {code}"));
        assert!(screen.contains(message), "{screen}");
    }
    terminal.is_ready();
    terminal.run(&format!("{command} > /dev/null"));
    terminal.shows(question);
    terminal.press(&["C-c"]);
    terminal.shows(&format!("{question}\n>"));
    assert_eq!(terminal.file("minutes/2026-04-21.yaml"), before);

    // No other command waits for the answer, and what it records keeps the mail from being sent.
    terminal.is_ready();
    terminal.run(&format!("{command} > /dev/null"));
    terminal.shows(question);
    let root = terminal.repository.path().to_str().unwrap();
    let other = ["-C", root, "--today", "2026-04-07", "set", "2026-04-21", "agenda-sent=2026-04-06"];
    let (code, _, messages) = program::ran(&mut program::backlog(&other));
    assert_eq!(code, Some(0), "{messages}");
    terminal.run("yes");
    terminal.shows("changed since it was read");
}

#[test]
fn a_long_import_shows_how_far_it_is() {
    let Some(terminal) = Terminal::open("bash --norc --noprofile", &[]) else { return };
    let rows = (0..10_000).map(|at| format!("| Buoy {at} | Gamma Labs | Archived |\n")).collect::<String>();
    let table = format!("| Name | Owner | Status |\n| --- | --- | --- |\n{rows}");
    std::fs::write(terminal.repository.path().join("table.md"), table).unwrap();
    terminal.run("backlog import table table.md > told");
    let screen = terminal.shows(" of 10000 files");
    assert!(!screen.contains("10000 of 10000 files"), "the bar comes before the end:\n{screen}");
    terminal.press(&["C-c"]);
    terminal.is_ready();
    // What was written until then is whole.
    let (code, _, beside) = program::ran(
        program::backlog(&["list", "--json"])
            .current_dir(terminal.repository.path())
            .env("BACKLOG_TODAY", "2026-04-07"),
    );
    assert_eq!(code, Some(0), "{beside}");
}
