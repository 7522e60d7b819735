//! Completion in real shells, with values of the records and with names that a shell would take for commands: after
//! Enter nothing runs, and the program gets the name unchanged.

use crate::outside;
use crate::tmux::{Terminal, wait_until};
use std::os::unix::fs::PermissionsExt;
use std::time::{Duration, Instant};

/// Organizations, each the only one with its first two letters.
const NAMES: [&str; 16] = [
    "A0$(touch x)",
    "B0`touch x`",
    "C0!! !ls",
    "D0\"; touch x; \"",
    "E0'; touch x; '",
    "F0\\ & touch x",
    "G0* ? [a] > x",
    "H0{a,b} ${HOME} $HOME ~",
    "I0#x | touch x",
    "J0 (touch x) <x",
    "K0 ends with a quote\"",
    "L0 ends with one'",
    "M0 ends with !",
    "N0\\",
    "O0 Épsilon 中",
    "P0 $'touch' \\\"x\\'",
];

/// Names that completion must not offer.
const UNSEEN: [&str; 3] = ["Q0\u{1b}[2J", "R0\ntouch x", "S0\u{202e}x"];

/// Beginnings of names as typed in bash.
const STARTED_LINES: [(&str, &str); 5] = [
    (r"A0\$\(tou", NAMES[0]),
    ("'A0$(tou", NAMES[0]),
    (r#""A0\$(tou"#, NAMES[0]),
    (r#""D0\"; "#, NAMES[3]),
    (r#"K0\ ends\ w"#, NAMES[10]),
];

/// Completes each name after its first letters, within each kind of quotes, runs the line, and compares what the program
/// got.
fn complete_hostile_names(shell: &str, path: &str, script: &str) {
    let Some(terminal) = Terminal::open_shell(shell, &[]) else { return };
    let root = terminal.repository.path();
    let workgroup = root.join("workgroup.yaml");
    let text = std::fs::read_to_string(&workgroup).unwrap();
    let names: String =
        NAMES.iter().chain(&UNSEEN).map(|name| format!("  - {}\n", serde_json::to_string(name).unwrap())).collect();
    std::fs::write(&workgroup, text.replacen("organizations:\n", &format!("organizations:\n{names}"), 1)).unwrap();
    // Files whose names a candidate would match if it were a pattern.
    for name in NAMES.iter().filter(|name| !name.contains('/')) {
        std::fs::write(root.join(name), "").unwrap();
    }
    let program = root.join("bin/backlog");
    std::fs::create_dir(root.join("bin")).unwrap();
    std::fs::write(&program, "#!/bin/sh\nprintf '%s\\n' \"$@\" > got.new && mv got.new got\n").unwrap();
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    terminal.run_line(path);
    terminal.run_line(&script.replace("PROGRAM", env!("CARGO_BIN_EXE_backlog")));
    let complete = |typed: &str, end: &str, expected: &str| {
        let got = root.join("got");
        terminal.wait_until_ready();
        terminal.type_text(&format!("backlog add-proposal X --owner {typed}"));
        terminal.press_keys(&["Tab"]);
        terminal.type_text(end);
        terminal.press_keys(&["Enter"]);
        let begun = Instant::now();
        while !got.exists() {
            assert!(begun.elapsed() < Duration::from_secs(20), "{typed}:\n{}", terminal.read_screen());
            std::thread::sleep(Duration::from_millis(20));
        }
        let arguments = std::fs::read_to_string(&got).unwrap();
        std::fs::remove_file(&got).unwrap();
        assert_eq!(arguments, format!("add-proposal\nX\n--owner\n{expected}\n"), "{typed}");
        assert!(!root.join("x").exists(), "{typed} ran something");
    };
    for quote in ["", "'", "\""] {
        for name in NAMES.iter().chain(&UNSEEN) {
            let first: String = name.chars().take(2).collect();
            let typed = format!("{quote}{first}");
            // The scripts of the other shells offer nothing inside quotes.
            match !UNSEEN.contains(name) && (quote.is_empty() || shell.starts_with("bash")) {
                true => complete(&typed, "", name),
                false => complete(&typed, quote, &first),
            }
        }
    }
    if shell.starts_with("bash") {
        for (typed, name) in STARTED_LINES {
            complete(typed, "", name);
        }
    }
}

#[test]
fn bash_takes_a_hostile_name_as_a_word() {
    complete_hostile_names("bash --norc --noprofile", "PATH=$PWD/bin:$PATH", "source <('PROGRAM' completions bash)");
}

#[test]
fn zsh_takes_a_hostile_name_as_a_word() {
    let script = "PS1='> '; autoload -U compinit; compinit -u; source <('PROGRAM' completions zsh)";
    complete_hostile_names("zsh -f", "PATH=$PWD/bin:$PATH", script);
}

#[test]
fn fish_takes_a_hostile_name_as_a_word() {
    let script = "function fish_prompt; echo '> '; end; 'PROGRAM' completions fish | source";
    complete_hostile_names("fish --no-config", "set -x PATH $PWD/bin $PATH", script);
}

#[test]
fn the_scripts_are_what_shells_read() {
    for shell in ["bash", "zsh"] {
        let Some(path) = outside::find_tool(shell) else { return };
        let script = crate::program::run_command(&mut crate::program::backlog_command(&["completions", shell])).1;
        let (code, _, messages) =
            crate::program::run_command(std::process::Command::new(path).args(["-n", "-c", &script]));
        assert_eq!((code, messages.as_str()), (Some(0), ""), "{shell}");
    }
}

/// Presses Control-C until the prompt is empty: while the shell completes, it only ends the completion.
fn discard_line(terminal: &Terminal) {
    let press = || {
        terminal.press_keys(&["C-c"]);
        std::thread::sleep(Duration::from_millis(50));
        (terminal.read_screen().trim_end().lines().last() == Some(">")).then_some(())
    };
    wait_until(press, || format!("the prompt is not empty:\n{}", terminal.read_screen()));
}

/// Types a line and a tab, and waits for the completed line.
fn assert_completion(terminal: &Terminal, line: &str, expected: &str) {
    discard_line(terminal);
    terminal.wait_until_ready();
    terminal.type_text(line);
    // The second tab lists the candidates between which the first one cannot decide.
    terminal.press_keys(&["Tab", "Tab"]);
    terminal.wait_until_shown(expected);
}

/// Real values of the repository, in any shell.
fn assert_completions(terminal: &Terminal, telecom: &str) {
    terminal.wait_until_ready();
    assert_completion(terminal, "backlog note 1", "13");
    assert_completion(terminal, "backlog show fogh", "backlog show foghorn-alerts");
    assert_completion(terminal, "backlog minutes 2026-02", "backlog minutes 2026-02-17");
    assert_completion(terminal, "backlog new-meeting 2026-05-1", "backlog new-meeting 2026-05-19");
    assert_completion(terminal, "backlog add-proposal X --owner Al", telecom);
    assert_completion(terminal, "backlog stage 13 not-a", "backlog stage 13 not-approved");
    assert_completion(terminal, "backlog cancel 2026-05-1", "backlog cancel 2026-05-19");
    assert_completion(terminal, "backlog explain late-", "backlog explain late-agenda-item");
    assert_completion(terminal, "backlog -C backlog show tid", "backlog -C backlog show tide-tables");
}

#[test]
fn bash_completes_what_the_records_hold() {
    let Some(terminal) = Terminal::open_shell("bash --norc --noprofile", &[]) else { return };
    terminal.run_line("source <(backlog completions bash)");
    assert_completions(&terminal, "--owner Alpha\\ Telecom");
    assert_completion(&terminal, "backlog add-proposal X --owner \"Al", "--owner \"Alpha Telecom\"");
}

#[test]
fn zsh_completes_what_the_records_hold() {
    let Some(terminal) = Terminal::open_shell("zsh -f", &[]) else { return };
    terminal.run_line("PS1='> '; autoload -U compinit; compinit -u; source <(backlog completions zsh)");
    assert_completions(&terminal, "--owner Alpha\\ Telecom");
}

#[test]
fn fish_completes_what_the_records_hold() {
    let Some(terminal) = Terminal::open_shell("fish --no-config", &[]) else { return };
    terminal.run_line("function fish_prompt; echo '> '; end; backlog completions fish | source");
    assert_completions(&terminal, "--owner Alpha\\ Telecom");
}
