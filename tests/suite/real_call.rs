//! The call of 2026-02-12 in our own records, recorded again: as a sheet, by commands, and on the live screen. Each way
//! gives the record that people wrote.

use crate::program::{Repository, read_files, run_command};
use crate::records::views_on;
#[cfg(all(unix, feature = "live"))]
use crate::tmux::Terminal;
use backlog::record::call::find_call_on;
use backlog::record::sheet::format::format_call;
use backlog::store::load;
use serde_yaml::{Mapping, Value};
use std::path::Path;

const DAY: &str = "2026-02-12";
const CALL: &str = "minutes/2026-02-12.yaml";
const NOW: &str = "2026-02-12T10:00Z";

/// The record that people wrote.
fn written_call() -> Value {
    serde_yaml::from_slice(&std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(CALL)).unwrap()).unwrap()
}

/// Our own records as they were when the call began: it has only its agenda.
fn records_before_the_call() -> Repository {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let repository = Repository::new();
    for folder in ["backlog", "minutes"] {
        for (path, bytes) in read_files(&root.join(folder)) {
            repository.write(Path::new(&path).strip_prefix(root).unwrap(), bytes);
        }
    }
    repository.write("workgroup.yaml", std::fs::read(root.join("workgroup.yaml")).unwrap());
    let call = written_call();
    let bare = |item: &Value| {
        let kept = ["issue", "closing"].into_iter().filter_map(|key| Some((key.into(), item.get(key)?.clone())));
        Value::Mapping(kept.collect())
    };
    let agenda: Vec<Value> = call["agenda"].as_sequence().unwrap().iter().map(bare).collect();
    let empty: Mapping =
        [("date".into(), call["date"].clone()), ("agenda".into(), agenda.into())].into_iter().collect();
    repository.write(CALL, serde_yaml::to_string(&empty).unwrap());
    repository
}

/// Runs a command during the call, which has to succeed.
fn run_during_call(repository: &Repository, arguments: &[&str]) {
    let mut command = repository.command(arguments);
    let (code, output, messages) = run_command(command.current_dir(repository.path()).env("BACKLOG_TODAY", NOW));
    assert_eq!(code, Some(0), "{arguments:?}: {output}{messages}");
}

fn read_call(repository: &Repository) -> Value {
    serde_yaml::from_str(&repository.read(CALL)).unwrap()
}

/// The minutes before the call have no file, so nothing but this command can name them.
fn approve_january(repository: &Repository) {
    run_during_call(repository, &["approve", "--of", "2026-01-22"]);
}

#[test]
fn a_sheet_says_all_that_the_call_has() {
    let group = load::read_files(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().decode_group();
    let views = views_on(&group, DAY);
    let sheet = format_call(find_call_on(DAY.parse().unwrap(), &views).unwrap(), &views);
    let repository = records_before_the_call();
    repository.write("sheet.md", &sheet);
    run_during_call(&repository, &["edit", DAY, "--file", "sheet.md"]);
    assert_eq!(read_call(&repository), written_call(), "{sheet}");
}

/// The texts in a list of the record.
fn texts<'c>(item: &'c Value, key: &str) -> Vec<&'c str> {
    item.get(key).and_then(Value::as_sequence).into_iter().flatten().map(|text| text.as_str().unwrap()).collect()
}

fn text<'c>(item: &'c Value, key: &str) -> Option<&'c str> {
    item.get(key).map(|text| text.as_str().unwrap().trim_end())
}

/// What happens in the call, in the order of its record.
trait CallRecorder {
    fn attend(&mut self, names: &[&str]);
    fn add_news(&mut self, heading: &str, text: &str);
    fn add_topic(&mut self, title: &str, number: Option<(&str, u64)>, kind: &str);
    /// Goes to an item of the agenda, by its issue.
    fn select_item(&mut self, issue: u64);
    /// What follows is about the item or the topic that was last.
    fn note(&mut self, text: &str);
    fn decide(&mut self, text: &str);
    fn open_action(&mut self, text: &str);
    fn skip_item(&mut self);
}

fn record_call(call: &Value, recorder: &mut impl CallRecorder) {
    let people = call["attendance"].as_mapping().unwrap().values().flat_map(|people| people.as_sequence().unwrap());
    recorder.attend(&people.map(|person| person.as_str().unwrap()).collect::<Vec<_>>());
    for news in call["recap"].as_sequence().unwrap() {
        recorder.add_news(text(news, "heading").unwrap(), text(news, "text").unwrap());
    }
    for topic in call["topics"].as_sequence().unwrap() {
        let number = |key| topic.get(key).map(|number| (key, number.as_u64().unwrap()));
        let kind = text(topic, "kind").unwrap();
        recorder.add_topic(text(topic, "title").unwrap(), number("issue").or_else(|| number("pr")), kind);
        record_item(topic, recorder);
    }
    for item in call["agenda"].as_sequence().unwrap() {
        recorder.select_item(item["issue"].as_u64().unwrap());
        match item.get("treated") {
            Some(_) => recorder.skip_item(),
            None => record_item(item, recorder),
        }
    }
}

fn record_item(item: &Value, recorder: &mut impl CallRecorder) {
    text(item, "notes").into_iter().for_each(|notes| recorder.note(notes));
    texts(item, "decisions").into_iter().for_each(|decision| recorder.decide(decision.trim_end()));
    for action in item.get("actions").and_then(Value::as_sequence).into_iter().flatten() {
        recorder.open_action(text(action, "text").unwrap());
    }
}

/// Records by commands.
struct Commands<'r> {
    repository: &'r Repository,
    item: String,
}

impl Commands<'_> {
    fn run(&self, arguments: &[&str]) {
        run_during_call(self.repository, arguments);
    }
}

impl CallRecorder for Commands<'_> {
    fn attend(&mut self, names: &[&str]) {
        self.run(&[&["attend"], names].concat());
    }

    fn add_news(&mut self, heading: &str, text: &str) {
        self.run(&["recap", heading, text]);
    }

    fn add_topic(&mut self, title: &str, number: Option<(&str, u64)>, kind: &str) {
        let number = number.map(|(key, number)| (format!("--{key}"), number.to_string()));
        let number: Vec<&str> = number.iter().flat_map(|(key, number)| [key.as_str(), number.as_str()]).collect();
        self.run(&[&["topic", title, "--kind", kind], number.as_slice()].concat());
        title.clone_into(&mut self.item);
    }

    fn select_item(&mut self, issue: u64) {
        self.item = issue.to_string();
    }

    fn note(&mut self, text: &str) {
        self.run(&["note", &self.item, text]);
    }

    fn decide(&mut self, text: &str) {
        self.run(&["decide", &self.item, text]);
    }

    fn open_action(&mut self, text: &str) {
        self.run(&["action", "add", &self.item, text]);
    }

    fn skip_item(&mut self) {
        self.run(&["note", &self.item, "--not-treated"]);
    }
}

fn records_by_commands() -> Repository {
    let repository = records_before_the_call();
    approve_january(&repository);
    record_call(&written_call(), &mut Commands { repository: &repository, item: String::new() });
    repository
}

#[test]
fn commands_give_the_record_that_people_wrote() {
    assert_eq!(read_call(&records_by_commands()), written_call());
}

/// Records by keys.
#[cfg(all(unix, feature = "live"))]
struct Keys {
    terminal: Terminal,
}

#[cfg(all(unix, feature = "live"))]
impl Keys {
    /// Types a text of several lines, with a key between them.
    fn type_lines(&self, text: &str, line_end: &str) {
        for (at, line) in text.lines().enumerate() {
            if at > 0 {
                self.terminal.press_keys(&[line_end]);
            }
            if !line.is_empty() {
                self.terminal.type_text(line);
            }
        }
    }
}

#[cfg(all(unix, feature = "live"))]
impl CallRecorder for Keys {
    fn attend(&mut self, names: &[&str]) {
        self.terminal.type_text("p");
        for name in names {
            self.terminal.type_text(name);
            self.terminal.press_keys(&["Enter"]);
        }
        self.terminal.press_keys(&["Tab"]);
    }

    fn add_news(&mut self, heading: &str, text: &str) {
        self.terminal.type_text("r");
        self.terminal.type_text(heading);
        self.terminal.press_keys(&["Enter"]);
        self.type_lines(text, "M-Enter");
        self.terminal.press_keys(&["Enter"]);
    }

    fn add_topic(&mut self, title: &str, number: Option<(&str, u64)>, kind: &str) {
        let number = number.map(|(key, number)| format!(" {}#{number}", if key == "pr" { "PR" } else { "" }));
        self.terminal.type_text("t");
        self.terminal.type_text(&format!("{title}{} [{kind}]", number.unwrap_or_default()));
        self.terminal.press_keys(&["Enter", "Enter"]);
    }

    fn select_item(&mut self, issue: u64) {
        self.terminal.type_text(&format!("/#{issue}"));
        self.terminal.press_keys(&["Enter"]);
    }

    fn note(&mut self, text: &str) {
        self.terminal.type_text("n");
        self.type_lines(text, "Enter");
        self.terminal.press_keys(&["Tab"]);
    }

    fn decide(&mut self, text: &str) {
        self.terminal.type_text("d");
        self.type_lines(text, "M-Enter");
        self.terminal.press_keys(&["Enter"]);
    }

    fn open_action(&mut self, text: &str) {
        self.terminal.type_text("a");
        self.type_lines(text, "M-Enter");
        self.terminal.press_keys(&["Enter", "Enter", "Enter"]);
    }

    fn skip_item(&mut self) {
        self.terminal.type_text(".");
    }
}

#[cfg(all(unix, feature = "live"))]
#[test]
fn the_live_screen_gives_the_record_that_people_wrote() {
    let repository = records_before_the_call();
    approve_january(&repository);
    let Some(terminal) = Terminal::open_in(repository, "bash --norc --noprofile", &[("BACKLOG_TODAY", NOW)]) else {
        return;
    };
    terminal.run_line("backlog live");
    terminal.wait_until_shown("#259");
    let mut keys = Keys { terminal };
    record_call(&written_call(), &mut keys);
    keys.terminal.type_text("q");
    keys.terminal.wait_until_shown("> backlog live\n>");
    let commands = records_by_commands();
    assert_eq!(read_call(&keys.terminal.repository), written_call());
    assert_eq!(keys.terminal.read_file(CALL), commands.read(CALL));
}
