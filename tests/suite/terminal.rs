//! Prompts, lists and the editor in a real terminal.

use crate::program;
use crate::tmux::Terminal;

#[test]
fn missing_values_are_prompted_for() {
    let Some(terminal) = Terminal::open_shell("bash --norc --noprofile", &[]) else { return };
    terminal.run_line("backlog add-proposal --pr 92");
    terminal.wait_until_shown("Name of the proposal:");
    terminal.run_line("Sea Marks");
    // A wrong answer is reported, and the prompt repeated.
    terminal.wait_until_shown("Issue:");
    terminal.run_line("ninety");
    terminal.wait_until_shown("expected a number such as 63");
    terminal.press_keys(&["C-u"]);
    terminal.run_line("#91");
    let screen = terminal.wait_until_shown("Owner:");
    assert!(screen.contains("Alpha Telecom") && screen.contains("Delta | Sons"), "{screen}");
    terminal.press_keys(&["Down", "Down", "Enter"]);
    terminal.wait_until_shown("backlog/sea-marks.yaml");
    let written = terminal.read_file("backlog/sea-marks.yaml");
    assert!(
        written.contains("name: Sea Marks\n")
            && written.contains("issue: 91\n")
            && written.contains("owners: [Gamma Labs]\n"),
        "{written}"
    );
}

#[test]
fn a_new_group_is_asked_what_it_is() {
    let Some(terminal) = Terminal::open_shell("bash --norc --noprofile", &[]) else { return };
    terminal.run_line("clear; backlog init new-group");
    terminal.wait_until_shown("Name of the group [new group]:");
    terminal.run_line("Harbour: APIs");
    terminal.wait_until_shown("Its repository on GitHub");
    terminal.run_line("example/harbour");
    terminal.wait_until_shown("Its time zone [UTC]:");
    terminal.run_line("");
    terminal.wait_until_shown("When it meets");
    // A wrong answer is reported, and the prompt repeated.
    terminal.run_line("2nd thrusday 09:00-10:30");
    terminal.wait_until_shown("did you mean `2nd thursday 09:00-10:30`?");
    terminal.press_keys(&["C-u"]);
    terminal.run_line("2nd thursday 09:00-10:30");
    terminal.wait_until_shown("Another slot");
    terminal.run_line("");
    terminal.wait_until_shown("A member organization");
    terminal.run_line("Alpha Telecom\nBeta");
    terminal.wait_until_shown("Beta");
    terminal.run_line("");
    terminal.wait_until_shown("Style of the minutes:");
    terminal.type_text("mom");
    terminal.wait_until_shown("> mom");
    terminal.press_keys(&["Enter"]);
    terminal.wait_until_shown("next, in new-group:");
    let written = terminal.read_file("new-group/workgroup.yaml");
    for line in [
        "name: 'Harbour: APIs'",
        "repository: example/harbour",
        "minutes: { style: mom }",
        "organizations: [Alpha Telecom, Beta]",
        "  - { slot: 2nd thursday, start: \"09:00\", end: \"10:30\", since: ",
    ] {
        assert!(written.contains(&format!("\n{line}")), "{line}: {written}");
    }
}

#[test]
fn what_is_typed_is_what_is_taken() {
    let Some(terminal) = Terminal::open_shell("bash --norc --noprofile", &[]) else { return };
    terminal.run_line("backlog add-organization Vega");
    terminal.wait_until_shown("Vega is a member");
    let command = "clear; backlog add-person 'Harbour Master' --dry-run";
    // Part of a name; a name with a space; without its accents; letters that are keys elsewhere.
    for (typed, name) in
        [("Vega", "Vega"), ("beta net", "Beta Networks"), ("epsilon t", "Épsilon Télécom"), ("k", "Beta Networks")]
    {
        terminal.run_line(command);
        terminal.wait_until_shown("Organization:");
        terminal.wait_until_shown("> Alpha Telecom");
        terminal.type_text(typed);
        terminal.wait_until_shown(&format!("> {name}"));
        terminal.press_keys(&["Enter"]);
        terminal.wait_until_shown(&format!("Organization: {name}\n"));
        terminal.wait_until_shown("not written:");
    }
    // Without a match the prompt stays. With a letter less, arrows move among the matches.
    terminal.run_line(command);
    terminal.wait_until_shown("> Alpha Telecom");
    terminal.type_text("telecomx");
    terminal.wait_until_shown("nothing matches");
    terminal.press_keys(&["Enter", "BSpace"]);
    terminal.wait_until_shown("> Alpha Telecom");
    terminal.press_keys(&["Down"]);
    terminal.wait_until_shown("> Épsilon Télécom");
    terminal.press_keys(&["Down"]);
    terminal.wait_until_shown("> Alpha Telecom");
    terminal.press_keys(&["Up", "Enter"]);
    terminal.wait_until_shown("Organization: Épsilon Télécom\n");
}

#[test]
fn a_list_is_longer_than_the_screen_and_wider() {
    let Some(terminal) = Terminal::open_shell("bash --norc --noprofile", &[("NO_COLOR", "1")]) else { return };
    terminal.run_tmux(&["resize-window", "-x", "30", "-y", "8"]);
    terminal.run_line("clear; backlog set 13");
    let screen = terminal.wait_until_shown("1-6 of ");
    assert!(screen.starts_with("> clear; backlog set 13\nKey:\n> ") || screen.starts_with("Key:\n> "), "{screen}");
    terminal.press_keys(&["End"]);
    let screen = terminal.wait_until_shown("> repository.note");
    assert!(screen.starts_with("Key:\n"), "the question stays on the screen: {screen}");
    terminal.press_keys(&["Down"]);
    terminal.wait_until_shown("1-6 of ");
    terminal.press_keys(&["Escape"]);
    let screen = terminal.wait_until_shown("error: a fact is required");
    assert!(!screen.contains("repository"), "the list is still shown: {screen}");
}

#[test]
fn attendees_are_chosen_and_unknown_ones_get_an_organization() {
    let Some(terminal) = Terminal::open_shell("bash --norc --noprofile", &[]) else { return };
    // People who were in the last call come first.
    terminal.repository.replace("minutes/2026-04-07.yaml", "  BN: [Delegate B]\n", "  BN: []\n");
    terminal.run_line("backlog attend");
    terminal.wait_until_shown("Who is in the call of 2026-04-07:");
    let screen =
        terminal.wait_until_shown("> [ ] Delegate B (Beta Networks)\n  [ ] Delegate D (Delta | Sons)\n  [ ] Guest G (");
    assert!(!screen.contains("Delegate A"), "who is listed is not offered: {screen}");
    // Enter with nothing checked takes the highlighted entry.
    terminal.type_text("guest g");
    terminal.wait_until_shown("> [ ] Guest G");
    terminal.press_keys(&["Enter"]);
    let screen = terminal.wait_until_shown("minutes/2026-04-07.yaml: Guest G (Unknown & Partners)");
    assert!(!screen.contains("[ ]"), "{screen}");
    // Several entries are checked, and a new person is added.
    terminal.run_line("clear; backlog attend");
    terminal.wait_until_shown("> [ ] Delegate B");
    terminal.press_keys(&["Space"]);
    terminal.wait_until_shown("> [x] Delegate B");
    terminal.type_text("Cy Dow");
    terminal.wait_until_shown("> [ ] add Cy Dow");
    terminal.press_keys(&["Enter"]);
    terminal.wait_until_shown("Organization of Cy Dow:");
    terminal.type_text("sons");
    terminal.wait_until_shown("> Delta | Sons");
    terminal.press_keys(&["Enter"]);
    terminal.wait_until_shown("minutes/2026-04-07.yaml: Delegate B (Beta Networks), Cy Dow (Delta | Sons)");
    terminal.run_line("clear; backlog attend 'Harbour Master' 'Delegate A'");
    terminal.wait_until_shown("Organization of Harbour Master:");
    terminal.wait_until_shown("中 Zeta");
    terminal.press_keys(&["Down", "Enter"]);
    terminal.wait_until_shown("minutes/2026-04-07.yaml: Harbour Master (Beta Networks)");
    assert!(terminal.read_file("minutes/2026-04-07.yaml").contains("  BN: [Delegate B, Harbour Master]\n"));
    // The name of a new person may be the beginning of another one.
    terminal.run_line("clear; backlog attend");
    terminal.wait_until_shown("> [ ] Delegate D");
    terminal.type_text("Deleg");
    terminal.wait_until_shown("[ ] add Deleg");
    terminal.press_keys(&["End", "Enter"]);
    terminal.wait_until_shown("Organization of Deleg:");
    terminal.press_keys(&["Escape"]);
    terminal.wait_until_shown("error: no person matches \"Deleg\"");
    // Leaving the prompt records nothing.
    terminal.run_line("clear; backlog attend --excused");
    terminal.wait_until_shown("Who is excused from the call of 2026-04-07");
    terminal.wait_until_shown("[ ] Delegate");
    terminal.press_keys(&["Space", "Escape"]);
    terminal.wait_until_shown("error: a person is required");
}

#[test]
fn an_item_is_chosen_and_its_text_written_in_the_editor() {
    // A fake editor, which prints the file and appends a line.
    let editor = "sh -c 'cat \"$1\" >> seen; printf \"The board met.\\n\" >> \"$1\"' --";
    let Some(terminal) = Terminal::open_shell("bash --norc --noprofile", &[("EDITOR", editor)]) else { return };
    terminal.run_line("backlog note");
    let screen = terminal.wait_until_shown("Item:");
    assert!(screen.contains("#13  foghorn-alerts  Foghorn Alerts"), "{screen}");
    terminal.press_keys(&["Enter"]);
    terminal.wait_until_shown("minutes/2026-04-07.yaml: #13 Foghorn Alerts: an update");
    assert!(terminal.read_file("minutes/2026-04-07.yaml").contains("Waits for the board.\n\n      The board met.\n"));
    terminal.run_line("clear; backlog note 13 --replace; cat seen");
    terminal.wait_until_shown(
        "minutes/2026-04-07.yaml: #13 Foghorn Alerts: an update\nWaits for the board.\n\nThe board met.\n",
    );
    assert!(terminal.read_file("minutes/2026-04-07.yaml").contains("The board met.\n      The board met.\n"));
    terminal.run_line("clear; backlog note --not-treated --dry-run");
    terminal.wait_until_shown("Items:");
    terminal.wait_until_shown("[ ] #13");
    terminal.press_keys(&["Enter"]);
    terminal.wait_until_shown("not written: minutes/2026-04-07.yaml");
    terminal.run_line("clear; EDITOR=true backlog note 13");
    terminal.wait_until_shown("nothing to record: the text is empty or unchanged");
    terminal.run_line("clear; EDITOR=no-such-editor backlog note 13");
    terminal.wait_until_shown("error: cannot open your editor: No such file or directory");
}

#[test]
fn a_proposal_its_next_stage_and_a_coming_call_are_chosen() {
    let Some(terminal) = Terminal::open_shell("bash --norc --noprofile", &[]) else { return };
    terminal.run_line("backlog stage 13");
    let screen = terminal.wait_until_shown("Stage:");
    assert!(screen.contains("frozen  Frozen") && !screen.contains("reactivated"), "only what may follow:\n{screen}");
    terminal.press_keys(&["Escape"]);
    terminal.wait_until_shown("error: a stage is required");
    terminal.run_line("clear; backlog support");
    terminal.wait_until_shown("Proposal:");
    terminal.press_keys(&["Enter"]);
    terminal.wait_until_shown("Supporter:");
    terminal.press_keys(&["Down", "Enter"]);
    terminal.wait_until_shown("backlog/beacon-location-at-alpha.yaml: #15 Beacon Location at Alpha:");
    assert!(terminal.read_file("backlog/beacon-location-at-alpha.yaml").contains("supporters: [Beta Networks]\n"));
    terminal.run_line("clear; backlog cancel");
    terminal.wait_until_shown("Call:");
    terminal.press_keys(&["Down", "Enter"]);
    terminal.wait_until_shown("Reason:");
    terminal.run_line("nobody can");
    terminal.wait_until_shown("workgroup.yaml: the call of 2026-05-19 is not held");
    assert!(terminal.read_file("workgroup.yaml").contains("  - { date: 2026-05-19, reason: nobody can }\n"));
    terminal.run_line("clear; backlog show");
    terminal.wait_until_shown("Proposal:");
    terminal.press_keys(&["Enter"]);
    terminal.wait_until_shown("Beacon Location at Alpha\nkind ");
    terminal.run_line("clear; backlog add-person");
    terminal.wait_until_shown("Name of the person:");
    terminal.run_line("Harbour Master");
    terminal.wait_until_shown("Organization:");
    terminal.press_keys(&["Enter"]);
    terminal.wait_until_shown("workgroup.yaml: Harbour Master of Alpha Telecom");
    terminal.run_line("clear; backlog action add");
    terminal.wait_until_shown("What to do:");
    terminal.run_line("Paint the buoys");
    terminal.wait_until_shown("Owner (an organization, a person or a role):");
    terminal.wait_until_shown("> Alpha Telecom");
    terminal.run_line("Chair");
    terminal.wait_until_shown("minutes/2026-04-07.yaml: action point 20260407-01: chair");
}

#[test]
fn a_question_that_is_broken_off_writes_nothing() {
    let Some(terminal) = Terminal::open_shell("bash --norc --noprofile", &[]) else { return };
    let before = terminal.read_file("minutes/2026-04-07.yaml");
    for (key, message, code) in [("C-c", "", "130"), ("Escape", "error: an item is required\n", "2")] {
        terminal.run_line("clear; backlog note; echo \"ended with $?\"");
        terminal.wait_until_shown("Item:");
        terminal.wait_until_shown("Anchor Watch\n");
        terminal.press_in_prompt("Down");
        terminal.wait_until_shown("\n  #13");
        terminal.press_in_prompt(key);
        let screen = terminal.wait_until_shown(&format!("ended with {code}"));
        assert!(screen.starts_with(message), "{screen}");
        assert!(!screen.contains("Anchor Watch"), "the list is still shown: {screen}");
        assert_eq!(terminal.run_tmux(&["display-message", "-p", "#{cursor_flag}"]), "1\n", "the cursor is hidden");
    }
    assert_eq!(terminal.read_file("minutes/2026-04-07.yaml"), before);
}

#[cfg(feature = "send")]
#[test]
fn a_mail_goes_out_only_after_a_yes() {
    let Some(terminal) = Terminal::open_shell("bash --norc --noprofile", &[]) else { return };
    let before = terminal.read_file("minutes/2026-04-21.yaml");
    let command = "backlog mail agenda 2026-04-21 --send --from office@harbour.example --server 127.0.0.1:1";
    let question = "Send it to board@lists.example.org through 127.0.0.1:1? [y/N]:";
    for (answer, message, code) in [
        ("n", "error: not sent\n", "1"),
        ("", "error: not sent\n", "1"),
        ("yes", "error: 127.0.0.1:1 cannot be reached, so nothing was sent", "2"),
    ] {
        // So that no earlier prompt is on the screen.
        terminal.wait_until_ready();
        terminal.run_line(&format!("{command} > /dev/null; echo \"ended with $?\""));
        terminal.wait_until_shown(question);
        terminal.run_line(answer);
        let screen = terminal.wait_until_shown(&format!("ended with {code}"));
        assert!(screen.contains(message), "{screen}");
    }
    terminal.wait_until_ready();
    terminal.run_line(&format!("{command} > /dev/null"));
    terminal.wait_until_shown(question);
    terminal.press_keys(&["C-c"]);
    terminal.wait_until_shown(&format!("{question}\n>"));
    assert_eq!(terminal.read_file("minutes/2026-04-21.yaml"), before);

    // The question comes after what it is about, also without messages.
    terminal.wait_until_ready();
    terminal.run_line(&format!("clear; {command} --quiet"));
    let screen = terminal.wait_until_shown(question);
    let shown = screen.lines().take_while(|line| !line.contains(question)).count();
    assert!(shown > 5, "{screen}");
    terminal.run_line("n");

    // Other commands do not wait for the answer, and a record that one of them changes is not mailed.
    terminal.wait_until_ready();
    terminal.run_line(&format!("{command} > /dev/null"));
    terminal.wait_until_shown(question);
    let root = terminal.repository.path().to_str().unwrap();
    let other = ["-C", root, "--today", "2026-04-07", "set", "2026-04-21", "agenda-sent=2026-04-06"];
    let (code, _, messages) = program::run_command(&mut program::backlog_command(&other));
    assert_eq!(code, Some(0), "{messages}");
    terminal.run_line("yes");
    terminal.wait_until_shown("changed since it was read");
}

#[test]
fn a_long_import_shows_how_far_it_is() {
    let Some(terminal) = Terminal::open_shell("bash --norc --noprofile", &[]) else { return };
    let rows = (0..10_000).map(|at| format!("| Buoy {at} | Gamma Labs | Archived |\n")).collect::<String>();
    let table = format!("| Name | Owner | Status |\n| --- | --- | --- |\n{rows}");
    std::fs::write(terminal.repository.path().join("table.md"), table).unwrap();
    terminal.run_line("backlog import table table.md > report");
    let screen = terminal.wait_until_shown(" of 10000 files");
    assert!(!screen.contains("10000 of 10000 files"), "the bar comes before the end:\n{screen}");
    terminal.press_keys(&["C-c"]);
    terminal.wait_until_ready();
    // Files written until then are complete.
    let (code, _, stderr) = program::run_command(
        program::backlog_command(&["list", "--json"])
            .current_dir(terminal.repository.path())
            .env("BACKLOG_TODAY", "2026-04-07"),
    );
    assert_eq!(code, Some(0), "{stderr}");
}
