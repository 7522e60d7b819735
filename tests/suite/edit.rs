//! A call and records in the editor, in a real terminal.

use crate::program::{Repository, backlog_command, copy_group, run_command};
use crate::tmux::Terminal;

/// Runs a command in a repository during its call, which has to succeed.
fn run_during_call(repository: &Repository, arguments: &[&str]) {
    let mut command = backlog_command(arguments);
    command.current_dir(repository.path()).env("BACKLOG_TODAY", "2026-04-07T12:00Z");
    let (code, output, messages) = run_command(&mut command);
    assert_eq!(code, Some(0), "{arguments:?}: {output}{messages}");
}

/// A fake editor. Each time it keeps the text that it opens as `seen1`, `seen2`, ..., runs `during1`, ..., and changes the
/// text by `edits1`, ...; without one, the text stays.
const EDITOR: &str = "count=$(cat count 2>/dev/null || echo 0); count=$((count + 1)); echo $count > count\n\
    cp \"$1\" seen$count\nif [ -f during$count ]; then sh during$count > during.log; fi\n\
    if [ -f edits$count ]; then sed -f edits$count \"$1\" > changed; cat changed > \"$1\"; fi\n";

/// A terminal whose editor makes these edits, one after the other.
fn open_editor_with(edits: &[&str]) -> Option<Terminal> {
    let terminal = Terminal::open_shell("bash --norc --noprofile", &[("EDITOR", "sh editor.sh"), ("TMPDIR", "kept")])?;
    let write = |name: &str, text: &str| std::fs::write(terminal.repository.path().join(name), text).unwrap();
    write("editor.sh", EDITOR);
    std::fs::create_dir(terminal.repository.path().join("kept")).unwrap();
    for (at, edits) in edits.iter().enumerate() {
        write(&format!("edits{}", at + 1), edits);
    }
    Some(terminal)
}

#[test]
fn what_is_refused_comes_back_and_the_rest_is_recorded() {
    let edits = [
        "s/^Waits for the board.$/It waits.\\nAP Beta: write (due Apr 21)\\nAP Foo: read/\n\
         s/^## AOB$/## AOB\\nDecision: none\\nThe end./\n/^## #14/,/^Not treated$/s/^Not treated$//\n",
        "s/^AP Foo: read$/AP Delegate A: read/\n/^Decision: none$/d\n",
    ];
    let Some(terminal) = open_editor_with(&edits) else { return };
    terminal.run_line("clear; backlog edit 2>&1; echo \"ended with $?\"");
    terminal.wait_until_shown("Nothing is recorded of #14. Record that the call did not treat them? [y/N]:");
    terminal.run_line("y");
    let screen = terminal.wait_until_shown("ended with 0");
    for line in [
        "line 38: AP Foo: read",
        "  `Foo` is not an organization",
        "not recorded: 2 lines",
        "minutes/2026-04-07.yaml: action point 20260407-01 of #13: Beta Networks",
        "minutes/2026-04-07.yaml: action point 20260407-02 of #13: Delegate A",
        "minutes/2026-04-07.yaml: not treated: #14",
    ] {
        assert!(screen.contains(line), "{line}:\n{screen}");
    }
    let seen = terminal.read_file("seen2");
    for part in [
        "\nIt waits.\nAP 20260407-01 Beta: write (due Apr 21)\n%! `Foo` is not an organization, a person or a role of this group",
        "ORG`.\nAP Foo: read\n",
        "%! a decision belongs to an item: write it below the heading of one\nDecision: none\nThe end.\n",
    ] {
        assert!(seen.contains(part), "{part}: {seen}");
    }
    let call = terminal.read_file("minutes/2026-04-07.yaml");
    for part in [
        "    notes: It waits.\n    actions:\n      - { id: 20260407-01, owners: [Beta Networks], text: write, due: 2026-04-21 }\n      \
         - { id: 20260407-02, owners: [Delegate A], text: read }\n",
        "  - { issue: 14, treated: false }\n",
        "aob: The end.\n",
    ] {
        assert!(call.contains(part), "{part}: {call}");
    }
}

#[test]
fn who_gives_up_keeps_the_text() {
    let edits = ["s/^Waits for the board.$/It waits.\\nAP Foo: read/\n"];
    let Some(terminal) = open_editor_with(&edits) else { return };
    terminal.run_line("clear; backlog edit; echo \"ended with $?\"");
    let screen = terminal.wait_until_shown("ended with 1");
    let (_, after) = screen.split_once("your text is kept in ").unwrap();
    let kept = terminal.read_file(after.lines().next().unwrap());
    assert!(kept.contains("\nIt waits.\n%! `Foo` is not an") && kept.contains("\nAP Foo: read\n"), "{kept}");
    assert!(terminal.read_file("minutes/2026-04-07.yaml").contains("notes: It waits."));
    // Nothing is written by a dry run, and an unchanged text records nothing.
    let before = terminal.read_file("minutes/2026-04-07.yaml");
    std::fs::write(terminal.repository.path().join("edits3"), "s/^It waits.$/It is there./\n").unwrap();
    terminal.run_line("clear; backlog edit -n; echo \"ended with $?\"");
    terminal.wait_until_shown("not written: minutes/2026-04-07.yaml");
    terminal.wait_until_shown("ended with 0");
    terminal.run_line("clear; backlog edit 2026-04-07; echo \"ended with $?\"");
    terminal.wait_until_shown("nothing to record: the text is unchanged\nended with 0");
    assert_eq!(terminal.read_file("minutes/2026-04-07.yaml"), before);
}

#[test]
fn others_may_record_while_the_editor_is_open() {
    let edits = ["s/^Waits for the board.$/Mine./\ns/^Long talk, no end.$/A talk./\n"];
    let Some(terminal) = open_editor_with(&edits) else { return };
    let during = "backlog note 13 --replace Theirs.\nbacklog decide 16 'It goes on'\n";
    std::fs::write(terminal.repository.path().join("during1"), during).unwrap();
    terminal.run_line("clear; backlog edit; echo \"ended with $?\"");
    let screen = terminal.wait_until_shown("ended with 1");
    assert!(screen.contains("what was said about the item was changed by somebody else meanwhile. It is"), "{screen}");
    let call = terminal.read_file("minutes/2026-04-07.yaml");
    assert!(call.contains("notes: Theirs.") && call.contains("It goes on") && call.contains("A talk."), "{call}");
    assert!(terminal.read_file("seen2").contains("Theirs.\nMine.\n"));
}

#[test]
fn a_record_is_checked_before_it_is_written() {
    let edits = [
        "s/^name: .*/name: Foghorns\\nstage: onbording/\n",
        "/^stage: onbording$/d\n",
        "s/^timezone: .*/timezone: Europe\\/Paris/\n",
        "s/^name: .*/nmae: x/\n",
    ];
    let Some(terminal) = open_editor_with(&edits) else { return };
    terminal.run_line("clear; backlog edit 13; echo \"ended with $?\"");
    let screen = terminal.wait_until_shown("ended with 0");
    assert!(screen.contains("unknown key") && screen.contains("foghorn-alerts.yaml: edited"), "{screen}");
    let seen = terminal.read_file("seen2");
    let written = terminal.read_file("backlog/foghorn-alerts.yaml");
    assert!(seen.starts_with("#! line ") && seen.contains("\nstage: onbording\n"), "{seen}");
    assert!(
        written.contains("name: Foghorns\n") && !written.contains("#!") && !written.contains("onbording"),
        "{written}"
    );
    terminal.run_line("clear; backlog edit workgroup; echo \"ended with $?\"");
    terminal.wait_until_shown("workgroup.yaml: edited\nended with 0");
    assert!(terminal.read_file("workgroup.yaml").contains("timezone: Europe/Paris\n"));
    let before = terminal.read_file("workgroup.yaml");
    terminal.run_line("clear; backlog edit workgroup; echo \"ended with $?\"");
    terminal.wait_until_shown("ended with 1");
    terminal.wait_until_shown("your text is kept in ");
    assert_eq!(terminal.read_file("workgroup.yaml"), before);
}

#[test]
fn a_sheet_is_one_step() {
    let repository = copy_group();
    let sheet =
        "- [x] Delegate D (Delta)\n## #13\nMore.\nAP Beta: write\n## #12\nDecision: It goes on\n## A topic\nNews.\n";
    std::fs::write(repository.path().join("sheet.txt"), sheet).unwrap();
    let before = repository.files();
    run_during_call(&repository, &["edit", "--file", "sheet.txt"]);
    assert_ne!(repository.files(), before);
    run_during_call(&repository, &["undo"]);
    assert_eq!(repository.files(), before);
}

#[test]
fn others_may_change_other_lines_of_a_record() {
    let Some(terminal) = open_editor_with(&["s/^timezone: .*/timezone: Europe\\/Paris/\n", "s/^name: .*/name: X/\n"])
    else {
        return;
    };
    let write = |name: &str, text: &str| std::fs::write(terminal.repository.path().join(name), text).unwrap();
    write("during1", "backlog set workgroup repository=example/other\n");
    write("during2", "backlog set workgroup name=Zed\n");
    terminal.run_line("clear; backlog edit workgroup; echo \"ended with $?\"");
    terminal.wait_until_shown("workgroup.yaml: edited\nended with 0");
    let group = terminal.read_file("workgroup.yaml");
    assert!(group.contains("timezone: Europe/Paris\n") && group.contains("repository: example/other\n"), "{group}");
    terminal.run_line("clear; backlog edit workgroup; echo \"ended with $?\"");
    terminal.wait_until_shown("changed since it was read");
    terminal.wait_until_shown("ended with 1");
    let group = terminal.read_file("workgroup.yaml");
    assert!(group.contains("name: Zed\n") && !group.contains("name: X"), "{group}");
}
