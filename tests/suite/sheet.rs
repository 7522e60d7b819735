//! A whole call, typed into a sheet in the editor.

use crate::tmux::Terminal;
use crate::whole_call::Event::{Action, Approval, Attendance, Closing, Decision, News, Note, Rest, Topic};
use crate::whole_call::{EVENTS, ITEMS, NOW, group_before_the_call, records_by_commands, report_keys};
use std::collections::BTreeMap;

/// A call that is typed into a sheet, with the keys that it takes in vi.
struct TypedSheet {
    text: String,
    keys: usize,
}

impl TypedSheet {
    /// Changes the text by some keys.
    fn replace(&mut self, keys: &str, old: &str, new: &str) {
        assert!(self.text.contains(old), "{old}: {}", self.text);
        self.text = self.text.replace(old, new);
        self.keys += keys.chars().count();
    }

    /// Types lines below a line (`o`, the lines, Escape), to which some keys go.
    fn type_below(&mut self, keys: &str, line: &str, lines: &str) {
        let at = self.text.find(&format!("\n{line}")).unwrap() + 1;
        let end = at + self.text[at..].find('\n').unwrap() + 1;
        self.text.insert_str(end, &format!("{lines}\n"));
        self.keys += keys.len() + "o".len() + lines.len() + 1;
    }

    /// Types what happens in the call, from the top to the end.
    fn type_events(&mut self) {
        let mut topics = String::new();
        // The lines about each item, and the action points that are closed below them.
        let mut items: BTreeMap<u32, Vec<String>> = BTreeMap::new();
        let mut closings: BTreeMap<u32, Vec<[&str; 2]>> = BTreeMap::new();
        let mut last = 0;
        for event in EVENTS {
            match event {
                Attendance { excused } => {
                    self.replace(":%s/\\[ ]/[x]/\n", "- [ ]", "- [x]");
                    let (old, new) =
                        (format!("- [x] {excused} (Zeta Cloud)"), format!("- [ ] {excused} (Zeta Cloud), excused"));
                    self.replace("/Z3\n0fxr A, excused\u{1b}", &old, &new);
                }
                Approval => self.replace("/% A\nxx", "\n% Approved\n", "\nApproved\n"),
                News { heading, text } => topics += &format!("## Recap: {heading}\n{text}\n"),
                Topic { title, text } => topics += &format!("## {title}\n{text}\n"),
                Note { issue, text } => {
                    last = issue;
                    items.entry(issue).or_default().push(text.to_owned());
                }
                Decision { issue, text, stage } => {
                    let stage = stage.map(|stage| format!(" -> {stage}")).unwrap_or_default();
                    items.entry(issue).or_default().push(format!("Decision: {text}{stage}"));
                }
                Action { issue, owner, text, due } => {
                    let is_default = ITEMS.iter().any(|(number, _, own)| *number == issue && *own == owner);
                    let owner =
                        if is_default { String::new() } else { format!(" {}", owner.split(' ').next().unwrap()) };
                    // In weeks from the call of 2026-03-12.
                    let weeks = |due| match due {
                        "2026-03-19" => 1,
                        "2026-03-26" => 2,
                        "2026-04-09" => 4,
                        other => panic!("{other}"),
                    };
                    let due = due.map(|due| format!(" (due +{}w)", weeks(due))).unwrap_or_default();
                    items.entry(issue).or_default().push(format!("AP{owner}: {text}{due}"));
                }
                Closing { id, note } => closings.entry(last).or_default().push([id, note]),
                // A question after the sheet.
                Rest => self.keys += "y\n".len(),
            }
        }
        self.type_below("", "Approved", topics.trim_end());
        // The first search finds the first item, and `n` the next one.
        self.keys += "/^## #\n".len() - "n".len();
        for (issue, lines) in items {
            self.type_below("n", &format!("## #{issue}"), &lines.join("\n"));
            for [id, note] in closings.remove(&issue).unwrap_or_default() {
                let note = if note.is_empty() { String::new() } else { format!(" {note}") };
                let typed = if note.is_empty() { String::new() } else { format!("A{note}\u{1b}") };
                self.replace(
                    &format!("j0xx{typed}"),
                    &format!("\n% Closed {id}:\n"),
                    &format!("\nClosed {id}:{note}\n"),
                );
            }
        }
        self.keys += "backlog edit\n".len() + ":x\n".len();
    }
}

#[test]
fn a_sheet_records_the_whole_call() {
    // The first time, the fake editor keeps the text that it opens; then it has typed the call.
    let editor = "sh -c 'if [ -f edited ]; then cat edited > \"$1\"; else cat \"$1\" > opened; fi' --";
    let variables = [("EDITOR", editor), ("BACKLOG_TODAY", NOW)];
    let Some(terminal) = Terminal::open_shell("bash --norc --noprofile", &variables) else { return };
    let repository = group_before_the_call();
    let edit = format!("clear; backlog -C {} edit; echo \"ended with $?\"", repository.path().display());
    terminal.run_line(&edit);
    terminal.wait_until_shown("ended with 0");
    let mut sheet = TypedSheet { text: terminal.read_file("opened"), keys: 0 };
    sheet.type_events();
    std::fs::write(terminal.repository.path().join("edited"), &sheet.text).unwrap();
    terminal.run_line(&edit);
    terminal.wait_until_shown("did not treat them? [y/N]:");
    terminal.run_line("y");
    terminal.wait_until_shown("ended with 0");
    report_keys("a sheet", sheet.keys, 250);
    let (by_sheet, by_commands) = (repository.files(), records_by_commands());
    for (path, bytes) in &by_commands {
        let [own, other] =
            [by_sheet.get(path), Some(bytes)].map(|bytes| bytes.map(|bytes| String::from_utf8_lossy(bytes)));
        assert_eq!(own, other, "{}", path.display());
    }
    assert_eq!(by_sheet.len(), by_commands.len());
}
