//! The live screen in a real terminal: a whole call, and however the program ends.

use crate::outside::{print_figure, tests_everything};
use crate::program::{Repository, backlog_command, run_command};
use crate::tmux::{Terminal, wait_until};
use crate::whole_call::{EVENTS, Event, group_before_the_call, records_by_commands, report_keys};
use chrono::NaiveDate;
use std::process::Command;
use std::time::{Duration, Instant};

const SHELL: &str = "bash --norc --noprofile";
const CALL: &str = "minutes/2026-03-12.yaml";
const DRAFT: &str = ".backlog/draft-2026-03-12.json";

/// A call of two items that is running, in a small group.
fn small_group() -> Repository {
    let repository = Repository::new();
    repository.write(
        "workgroup.yaml",
        "name: Harbour APIs\nschedule:\n  - { slot: 2nd thursday, start: \"09:00\", end: \"10:30\" }\n",
    );
    for (slug, issue) in [("tide-tables", 7), ("anchor-watch", 8)] {
        repository.write(format!("backlog/{slug}.yaml"), format!("name: {slug}\nissue: {issue}\nowners: [Alpha]\n"));
    }
    let items = "agenda:\n  - issue: 7\n    added: 2026-03-01\n  - issue: 8\n    added: 2026-03-01\n";
    repository.write(CALL, format!("date: 2026-03-12\n{items}"));
    repository
}

/// The screen on a small group, in a shell that says with which status it ended.
fn open_screen(options: &str) -> Option<Terminal> {
    let terminal = Terminal::open_in(small_group(), SHELL, &[("BACKLOG_TODAY", "2026-03-12T09:10Z")])?;
    terminal.run_line(&format!("sh -c 'echo $$ >.pid; exec backlog live {options}'; echo \"ended: $?\""));
    terminal.wait_until_shown("1  #7");
    Some(terminal)
}

fn send_signal(terminal: &Terminal, signal: &str) {
    let pid = terminal.read_file(".pid");
    assert!(Command::new("kill").args([signal, pid.trim()]).status().unwrap().success());
}

/// Whether the terminal is as a shell expects it: it shows what is typed, line by line.
fn assert_usable(terminal: &Terminal) {
    terminal.wait_until_ready();
    let flags = terminal.run_tmux(&["display-message", "-p", "#{alternate_on} #{cursor_flag}"]);
    assert_eq!(flags.trim(), "0 1");
    // A program sees other settings than the shell, which edits lines itself.
    terminal.run_line("stty -a | tr ' ' '\\n' | grep -x -e isig -e icanon -e echo | tr '\\n' ' '");
    terminal.wait_until_shown("isig icanon echo");
}

/// Keys that are pressed, counted.
struct Keyboard<'t> {
    terminal: &'t Terminal,
    pressed: usize,
}

impl Keyboard<'_> {
    fn type_text(&mut self, text: &str) {
        self.pressed += text.chars().count();
        self.terminal.type_text(text);
    }

    fn press(&mut self, keys: &[&str]) {
        self.pressed += keys.len();
        self.terminal.press_keys(keys);
    }

    /// Selects an item of the call, which is the issue 11 and those after it.
    fn select(&mut self, issue: u32, selected: &mut u32) {
        if *selected != issue {
            self.type_text(&(issue - 10).to_string());
            *selected = issue;
        }
    }
}

#[test]
fn a_whole_call_takes_few_keys_and_gives_what_commands_write() {
    let repository = group_before_the_call();
    let Some(terminal) = Terminal::open_in(repository, SHELL, &[("BACKLOG_TODAY", "2026-03-12T09:10Z")]) else {
        return;
    };
    let mut keyboard = Keyboard { terminal: &terminal, pressed: 0 };
    keyboard.type_text("backlog live");
    keyboard.press(&["Enter"]);
    terminal.wait_until_shown("1  #11");
    let mut selected = 0;
    for event in EVENTS {
        match event {
            Event::Attendance { excused } => {
                keyboard.type_text("p=");
                keyboard.type_text(&excused.split(' ').next_back().unwrap().to_lowercase());
                keyboard.type_text("-");
                keyboard.press(&["Tab"]);
            }
            Event::Approval => keyboard.type_text("A"),
            Event::News { heading, text } => {
                keyboard.type_text("r");
                keyboard.type_text(heading);
                keyboard.press(&["Enter"]);
                keyboard.type_text(text);
                keyboard.press(&["Enter"]);
            }
            Event::Topic { title, text } => {
                keyboard.type_text("t");
                keyboard.type_text(title);
                keyboard.press(&["Enter", "Enter"]);
                keyboard.type_text("n");
                keyboard.type_text(text);
                keyboard.press(&["Tab"]);
                selected = 0;
            }
            Event::Note { issue, text } => {
                keyboard.select(issue, &mut selected);
                keyboard.type_text("n");
                keyboard.type_text(text);
                keyboard.press(&["Tab"]);
            }
            Event::Decision { issue, text, stage } => {
                keyboard.select(issue, &mut selected);
                keyboard.type_text("d");
                keyboard.type_text(text);
                if let Some(stage) = stage {
                    keyboard.type_text(&format!(" -> {stage}"));
                }
                keyboard.press(&["Enter"]);
            }
            Event::Action { issue, owner, text, due } => {
                keyboard.select(issue, &mut selected);
                keyboard.type_text("a");
                keyboard.type_text(text);
                keyboard.press(&["Enter"]);
                // The item has another owner.
                if text == "Review the example." {
                    keyboard.type_text(&owner.to_lowercase()[..3]);
                }
                keyboard.press(&["Enter"]);
                let day = |text: &str| text.parse::<NaiveDate>().unwrap();
                let weeks = due.map(|due| (day(due) - day("2026-03-12")).num_weeks());
                if let Some(weeks) = weeks {
                    keyboard.type_text(&format!("+{weeks}w"));
                }
                keyboard.press(&["Enter"]);
            }
            Event::Closing { note, .. } => {
                keyboard.type_text("c");
                keyboard.type_text(note);
                keyboard.press(&["Enter"]);
            }
            Event::Rest => keyboard.type_text("R"),
        }
    }
    keyboard.type_text("q");
    let pressed = keyboard.pressed;
    // What is typed earlier would be taken for keys.
    terminal.wait_until_shown("> backlog live\n>");
    assert_usable(&terminal);
    let expected = records_by_commands();
    for (path, expected) in &expected {
        let expected = std::str::from_utf8(expected).unwrap();
        assert_eq!(terminal.read_file(path.to_str().unwrap()), expected, "{}", path.display());
    }
    for folder in ["backlog", "minutes"] {
        let written = std::fs::read_dir(terminal.repository.path().join(folder)).unwrap().count();
        assert_eq!(written, expected.keys().filter(|path| path.starts_with(folder)).count(), "{folder}");
    }
    report_keys("the live screen", pressed, 150);
}

#[test]
fn the_terminal_is_usable_however_the_screen_ends() {
    let Some(terminal) = open_screen("") else { return };
    terminal.type_text("R");
    terminal.wait_until_shown("not treated: #7, #8");
    terminal.type_text("q");
    terminal.wait_until_shown("ended: 0");
    assert_usable(&terminal);
    // A shell that sees that Ctrl-C ended a program does not go on with the line.
    for (signal, status) in [("-TERM", "ended: 143"), ("-HUP", "ended: 129"), ("-INT", "\n>\n")] {
        let terminal = open_screen("").unwrap();
        terminal.type_text("1nThe owner spoke");
        terminal.wait_until_shown("The owner spoke");
        send_signal(&terminal, signal);
        terminal.wait_until_shown(status);
        assert_usable(&terminal);
        assert!(terminal.read_file(CALL).contains("notes: The owner spoke\n"), "{signal}");
    }
}

#[test]
fn a_closed_window_ends_the_screen_and_loses_nothing() {
    let Some(terminal) = open_screen("") else { return };
    terminal.type_text("1nTyped before the window was closed.");
    terminal.wait_until_shown("window was closed.");
    terminal.run_tmux(&["kill-server"]);
    let pid = terminal.read_file(".pid");
    let is_running = || Command::new("kill").args(["-0", pid.trim()]).output().unwrap().status.success();
    wait_until(|| (!is_running()).then_some(()), || "the screen goes on without its terminal".to_owned());
    assert!(terminal.read_file(CALL).contains("notes: Typed before the window was closed.\n"));
}

#[test]
fn the_screen_stops_and_continues() {
    let Some(terminal) = open_screen("") else { return };
    for stop in ["key", "signal"] {
        terminal.type_text("1n Word");
        terminal.wait_until_shown("Word");
        match stop {
            "key" => terminal.press_keys(&["C-z"]),
            _ => send_signal(&terminal, "-TSTP"),
        }
        terminal.wait_until_shown("Stopped");
        assert_usable(&terminal);
        assert!(terminal.read_file(CALL).contains("Word"), "{stop}");
        terminal.run_line("fg");
        terminal.wait_until_shown("Word");
        terminal.press_keys(&["Tab"]);
        // A shell would read a key that the screen has not read before it stops.
        terminal.wait_until_shown("n note  d decide");
    }
    // A stop that no program can catch.
    send_signal(&terminal, "-STOP");
    terminal.wait_until_shown("Stopped");
    terminal.run_line("fg");
    terminal.wait_until_shown("1  #7");
    terminal.type_text("R");
    terminal.wait_until_shown("not treated: #8");
    terminal.type_text("q");
    // What is typed earlier would be taken for keys.
    terminal.wait_until_shown("> fg");
    assert_usable(&terminal);
}

#[test]
fn the_screen_follows_the_size_of_the_terminal_and_other_programs() {
    let Some(terminal) = open_screen("") else { return };
    terminal.run_tmux(&["resize-window", "-x", "120", "-y", "30"]);
    terminal.wait_until_shown("people: 0 present");
    terminal.run_tmux(&["resize-window", "-x", "20", "-y", "5"]);
    terminal.wait_until_shown(" n note  d decide  a");
    terminal.run_tmux(&["resize-window", "-x", "80", "-y", "24"]);
    terminal.wait_until_shown("? keys");
    let mut command = backlog_command(&["note", "8", "Somebody else wrote this."]);
    let (code, _, messages) =
        run_command(command.current_dir(terminal.repository.path()).env("BACKLOG_TODAY", "2026-03-12T09:10Z"));
    assert_eq!(code, Some(0), "{messages}");
    terminal.type_text("2");
    terminal.wait_until_shown("Somebody else wrote this.");
}

#[test]
fn a_kill_loses_only_what_was_typed_last() {
    const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
    let kills = if tests_everything() { 200 } else { 20 };
    let (save_after, slack) = (Duration::from_millis(500), Duration::from_millis(2500));
    let kill_once = |number: u64| -> Option<usize> {
        let terminal = open_screen("--save-after 0.5")?;
        let (keys, path, start) =
            if number.is_multiple_of(2) { ("1n", CALL, "notes: ") } else { ("1d", DRAFT, "\"texts\":[\"") };
        terminal.type_text(keys);
        let begun = Instant::now();
        let moment = Duration::from_millis(500 + (number * 773) % 4000);
        let mut typed: Vec<(Duration, char)> = Vec::new();
        for letter in LETTERS.chars().cycle().take_while(|_| begun.elapsed() < moment) {
            terminal.type_text(&letter.to_string());
            typed.push((begun.elapsed(), letter));
            std::thread::sleep(Duration::from_millis(20));
        }
        send_signal(&terminal, "-KILL");
        let killed = begun.elapsed();
        terminal.wait_until_shown("ended: 137");
        let text = std::fs::read_to_string(terminal.repository.path().join(path)).unwrap_or_default();
        let notes = text.split_once(start).map_or("", |(_, notes)| notes.split(['\n', '"']).next().unwrap());
        let all: String = typed.iter().map(|(_, letter)| *letter).collect();
        assert!(all.starts_with(notes), "{notes} of {all}");
        let old = typed.iter().filter(|(at, _)| *at + save_after + slack < killed).count();
        assert!(notes.len() >= old, "{notes}: expected at least {old} letters of {all}");
        let mut check = backlog_command(&["check"]);
        let (code, output, messages) =
            run_command(check.current_dir(terminal.repository.path()).env("BACKLOG_TODAY", "2026-03-12"));
        assert_ne!(code, Some(2), "{output}{messages}");
        Some(typed.len() - notes.len())
    };
    let lost: Vec<Option<usize>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..4)
            .map(|worker| {
                let kill_once = &kill_once;
                scope.spawn(move || (0..kills).filter(|number| number % 4 == worker).map(kill_once).collect::<Vec<_>>())
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    if let Some(most) = lost.into_iter().flatten().max() {
        print_figure(&format!("{kills} kills of the live screen: at most {most} letters were lost"));
    }
}
