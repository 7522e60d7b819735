//! The command line is uniform: the same thing has the same name in every command.

use super::*;
use clap::Arg;

/// The commands that print records, which `--json` prints as JSON.
const PRINTING: &str = "action list, agenda, agenda show, changes, check, explain, import minutes, import table, list, minutes, \
                        show, status, table";
/// The commands that print a document in the format of its kind.
const DOCUMENTS: &str = "calendar, completions, mail agenda, mail minutes, man, schema";
/// The commands that write only with one of their options.
const WRITING_AT_TIMES: &str = "check, import minutes, import table, mail agenda, mail minutes, minutes, schema";
/// The commands that show what they are about to write, and write it when the user says so.
const SCREENS: &str = "live";
/// The commands that are about a call.
const ABOUT_A_CALL: &str = "action add, action close, action update, action withdraw, agenda, agenda add, agenda carry, \
                            agenda move, agenda remove, agenda show, approve, attend, cancel-meeting, close, \
                            confluence minutes, decide, edit, \
                            github agenda, live, mail agenda, mail minutes, minutes, move-meeting, new-meeting, note, recap, show, stage, topic";
/// The commands whose first argument may be the day of a call.
const AFTER_A_DAY: &str = "agenda, agenda show, cancel-meeting, confluence minutes, edit, github agenda, live, mail agenda, mail minutes, minutes, move-meeting, new-meeting, show";

/// The commands that can run, by their paths such as `action add`.
fn all_commands() -> Vec<(String, clap::Command)> {
    let mut program = Cli::command();
    program.build();
    let mut open = vec![(String::new(), program)];
    let mut found = Vec::new();
    while let Some((path, command)) = open.pop() {
        for below in command.get_subcommands().filter(|below| below.get_name() != "help") {
            open.push((format!("{path} {}", below.get_name()).trim().to_owned(), below.clone()));
        }
        if !path.is_empty() && !command.is_subcommand_required_set() {
            found.push((path, command));
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

fn find_flag<'c>(command: &'c clap::Command, name: &str) -> Option<&'c Arg> {
    command.get_arguments().find(|argument| argument.get_long() == Some(name))
}

fn paths_with(has: impl Fn(&clap::Command) -> bool) -> Vec<String> {
    all_commands().into_iter().filter(|(_, command)| has(command)).map(|(path, _)| path).collect()
}

fn names(list: &str) -> Vec<&str> {
    list.split(", ").collect()
}

fn value_name(argument: &Arg) -> &str {
    argument.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str())
}

fn help(argument: &Arg) -> String {
    argument.get_help().map(ToString::to_string).unwrap_or_default()
}

#[test]
fn the_command_line_is_consistent() {
    Cli::command().debug_assert();
}

#[test]
fn every_command_that_writes_has_a_dry_run() {
    let reads = |path: &str| {
        let listed = [PRINTING, DOCUMENTS, SCREENS].iter().any(|list| names(list).contains(&path));
        listed && !names(WRITING_AT_TIMES).contains(&path)
    };
    let writing: Vec<String> = all_commands().into_iter().map(|(path, _)| path).filter(|path| !reads(path)).collect();
    assert_eq!(paths_with(|command| find_flag(command, "dry-run").is_some()), writing);
}

#[test]
fn every_command_that_prints_records_has_json_as_a_format() {
    assert_eq!(paths_with(|command| find_flag(command, "json").is_some()), names(PRINTING));
    for (path, command) in all_commands() {
        let Some(format) = find_flag(&command, "format") else { continue };
        let values = format.get_possible_values();
        let values: Vec<&str> = values.iter().map(|value| value.get_name()).collect();
        assert!(values.contains(&"json"), "{path}");
        let known = ["md", "html", "confluence", "json", "human", "short", "github", "sarif"];
        assert!(values.iter().all(|value| known.contains(value)), "{path}: {values:?}");
        let json = find_flag(&command, "json");
        let conflicts = json.map(|json| command.get_arg_conflicts_with(json)).unwrap_or_default();
        assert!(conflicts.iter().any(|other| other.get_id() == format.get_id()), "{path}");
    }
    let with_format = paths_with(|command| find_flag(command, "format").is_some());
    assert_eq!(with_format, names(PRINTING));
}

#[test]
fn commands_about_a_call_take_it_by_the_same_flag() {
    assert_eq!(paths_with(|command| find_flag(command, "meeting").is_some()), names(ABOUT_A_CALL));
    for (path, command) in all_commands() {
        let Some(flag) = find_flag(&command, "meeting") else { continue };
        assert_eq!((value_name(flag), flag.get_all_aliases()), ("DATE", Some(vec!["call"])), "{path}");
        let first = command.get_positionals().next();
        let is_day = first.is_some_and(|first| first.get_id() == "date" || value_name(first).contains("DATE"));
        assert_eq!(is_day, names(AFTER_A_DAY).contains(&path.as_str()), "{path}");
    }
}

#[test]
fn texts_may_be_in_a_file() {
    for (path, command) in all_commands() {
        let reads = command.get_arguments().any(|argument| {
            help(argument).contains("standard input") && !help(argument).contains("instead of standard")
        });
        assert_eq!(reads, find_flag(&command, "file").is_some(), "{path}");
    }
}

#[test]
fn a_file_that_no_text_is_read_from_is_refused() {
    for line in ["note --rest --not-treated", "note 63 text", "decide 63 text", "close 63 --outcome text"] {
        let words = ["backlog"].into_iter().chain(line.split(' ')).chain(["--file", "notes.md"]);
        assert!(Cli::try_parse_from(words).is_err(), "{line}");
    }
}

#[test]
fn the_same_thing_has_the_same_name() {
    for (path, command) in all_commands() {
        for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
            let (long, about) = (argument.get_long().unwrap_or_default(), help(argument));
            let wrong = format!("{path} --{long}");
            let short = [("dry-run", 'n'), ("quiet", 'q'), ("yes", 'y')];
            let of_long = short.iter().find(|(name, _)| *name == long).map(|(_, short)| *short);
            let of_short = argument.get_short().filter(|short| "nqy".contains(*short));
            assert_eq!(of_long, of_short, "{wrong}");
            match value_name(argument) {
                "WHY" => assert!(["reason", "exception", "extra"].contains(&long), "{wrong}"),
                "REV" => assert_eq!(long, "base", "{wrong}"),
                "FILE" => assert!(["", "file", "out", "ca"].contains(&long), "{wrong}"),
                "DATE" if about.starts_with("Set the first day") => assert_eq!(long, "since", "{wrong}"),
                _ => {}
            }
        }
    }
}

#[test]
fn former_names_still_work() {
    for line in [
        "move 2026-05-28 2026-05-27",
        "cancel 2026-05-28",
        "note 63 x --call 2026-02-12",
        "show --call 2026-02-12",
        "owner 63 MTN --date 2026-02-12",
        "rename 63 X --date 2026-02-12",
        "stage 63 frozen --note x",
        "check --since main",
        "explain --markdown",
        "table --format gfm",
        "minutes 2026-02-12 --reissue --why x",
    ] {
        let parsed = Cli::try_parse_from(["backlog"].into_iter().chain(line.split(' ')));
        assert!(parsed.is_ok(), "{line}: {}", parsed.err().map(|error| error.to_string()).unwrap_or_default());
    }
}
