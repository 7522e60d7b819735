//! The GitHub runner as an oracle: the lines of a log that it takes for commands, after its sources (ActionCommand,
//! ActionCommandManager and OutputManager of actions/runner).

use std::collections::BTreeMap;

/// The commands of the runner; any other name is text.
const REGISTERED: [&str; 21] = [
    "add-mask",
    "add-matcher",
    "add-path",
    "debug",
    "echo",
    "endgroup",
    "error",
    "group",
    "internal-set-repo-path",
    "notice",
    "remove-matcher",
    "save-state",
    "set-env",
    "set-output",
    "stop-commands",
    "warning",
    // Older commands, and those of Azure Pipelines.
    "command",
    "section",
    "task.setvariable",
    "task.logissue",
    "task.complete",
];

/// A command as the runner reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunnerCommand {
    pub name: String,
    pub properties: BTreeMap<String, String>,
    pub data: String,
}

/// The commands in the log of a step. A line ends with a line feed, a carriage return, or both.
pub fn read_commands(log: &str) -> Vec<RunnerCommand> {
    let mut stopped: Option<String> = None;
    let mut found = Vec::new();
    for line in log.split(['\n', '\r']) {
        let Some(command) = parse_line(line, stopped.as_deref()) else { continue };
        match &stopped {
            Some(token) if command.name.eq_ignore_ascii_case(token) => stopped = None,
            // Until then, every command is text.
            Some(_) => {}
            None => {
                if command.name.eq_ignore_ascii_case("stop-commands") {
                    stopped = Some(command.data.clone());
                }
                found.push(command);
            }
        }
    }
    found
}

fn parse_line(line: &str, token: Option<&str>) -> Option<RunnerCommand> {
    const COLONS: [(&str, char); 5] = [("%0D", '\r'), ("%0A", '\n'), ("%3A", ':'), ("%2C", ','), ("%25", '%')];
    const BRACKETS: [(&str, char); 5] = [("%3B", ';'), ("%0D", '\r'), ("%0A", '\n'), ("%5D", ']'), ("%25", '%')];
    let knows = |name: &str| REGISTERED.iter().copied().chain(token).any(|known| known.eq_ignore_ascii_case(name));
    // Whitespace of all kinds may come before the first form; the second one may be anywhere in the line.
    let new = line.trim_start().strip_prefix("::").and_then(|rest| rest.split_once("::"));
    let new = new.and_then(|(head, data)| parse_command(head, ',', &COLONS, unescape(data, &DATA)));
    let old = || {
        let (head, data) = line.split_once("##[")?.1.split_once(']')?;
        parse_command(head, ';', &BRACKETS, unescape(data, &BRACKETS))
    };
    new.filter(|command| knows(&command.name)).or_else(|| old().filter(|command| knows(&command.name)))
}

const DATA: [(&str, char); 3] = [("%0D", '\r'), ("%0A", '\n'), ("%25", '%')];

fn parse_command(head: &str, separator: char, escapes: &[(&str, char)], data: String) -> Option<RunnerCommand> {
    let (name, properties) = head.split_once(' ').unwrap_or((head, ""));
    let pairs = properties.trim().split(separator).filter_map(|pair| pair.split_once('='));
    let properties = pairs.map(|(key, value)| (key.to_owned(), unescape(value, escapes))).collect();
    Some(RunnerCommand { name: name.to_owned(), properties, data })
}

fn unescape(text: &str, escapes: &[(&str, char)]) -> String {
    escapes.iter().fold(text.to_owned(), |text, (escape, c)| text.replace(escape, &c.to_string()))
}

#[test]
fn the_oracle_reads_what_the_runner_reads() {
    let names = |log: &str| read_commands(log).into_iter().map(|command| command.name).collect::<Vec<_>>();
    assert_eq!(names("::error::x\n \u{a0}::ADD-MASK::y\rz\r\n\t::debug::"), ["error", "ADD-MASK", "debug"]);
    assert_eq!(names("3 | a: ##[add-mask]x\nx::error::y\n::no-command::x\n##[ add-mask]x\n::error"), ["add-mask"]);
    assert_eq!(names("::stop-commands::t\n::error::x\n##[add-mask]y\n::T::\n::debug::"), ["stop-commands", "debug"]);
    let read = read_commands("::error file=a%2Cb%3A,line=3::100%25 ::x%0Ay ##[debug]z").remove(0);
    let properties = [("file", "a,b:"), ("line", "3")].map(|(key, value)| (key.to_owned(), value.to_owned()));
    assert_eq!((read.data.as_str(), read.properties), ("100% ::x\ny ##[debug]z", BTreeMap::from(properties)));
}
