//! Completion in a shell: which argument takes which values.

mod candidates;
mod quoting;

use crate::model::wording::quote_shell_word;
use clap::{Arg, Command};
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::Shells;
use std::path::PathBuf;
use std::process::ExitCode;

/// The variable that holds the shell's name when a shell asks for completions.
const ASKING: &str = "BACKLOG_COMPLETE";
/// The variable in which the script of bash passes the word with its quotes, since bash does not quote candidates
/// itself.
const WORD: &str = "_BACKLOG_WORD";

/// Answers a shell that asks for completions; `None` when the program was not run for that.
pub fn answer_shell(command: impl Fn() -> Command) -> Option<ExitCode> {
    std::env::var_os(ASKING)?;
    candidates::read_quoting();
    let here = std::env::current_dir().ok();
    let command = || with_candidates(command(), "");
    match CompleteEnv::with_factory(command).var(ASKING).try_complete(std::env::args_os(), here.as_deref()) {
        Ok(false) => None,
        Ok(true) => Some(ExitCode::SUCCESS),
        Err(error) => {
            let _ = error.print();
            Some(ExitCode::from(2))
        }
    }
}

/// The completion script of a shell; `None` for an unknown shell.
pub fn format_script(shell: &str) -> Option<String> {
    let program = PathBuf::from(std::env::args_os().next().unwrap_or_else(|| "backlog".into()));
    // The shell looks up a name; a path has to work in every folder.
    let is_path = program.components().count() > 1;
    let program = if is_path { std::path::absolute(&program).unwrap_or(program) } else { program };
    let program = program.to_string_lossy();
    if shell == "bash" {
        return Some(include_str!("complete/bash.sh").replace("PROGRAM", &quote_shell_word(&program)));
    }
    let mut script = Vec::new();
    Shells::builtins()
        .completer(shell)?
        .write_registration(ASKING, "backlog", "backlog", &program, &mut script)
        .ok()?;
    Some(String::from_utf8_lossy(&script).into_owned())
}

/// A command whose arguments offer values from the records. `path` names it, such as `action close`.
fn with_candidates(command: Command, path: &str) -> Command {
    let argued = command.mut_args(|argument| match find_candidates(path, &argument) {
        Some(values) => argument.add(ArgValueCandidates::new(values)),
        None => argument,
    });
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path} {name}") };
    argued.mut_subcommands(|command| {
        let path = below(command.get_name());
        with_candidates(command, &path)
    })
}

/// The function that lists the values of an argument: by the command and the argument, otherwise by the argument's
/// value name.
fn find_candidates(command: &str, argument: &Arg) -> Option<fn() -> Vec<CompletionCandidate>> {
    let value = argument.get_value_names().and_then(|names| names.first()).map_or("", |name| name.as_str());
    Some(match (command, argument.get_id().as_str(), value) {
        ("new-meeting", "date" | "call", _) | ("move-meeting", "new", _) => candidates::list_days_without_file,
        ("move-meeting" | "cancel-meeting", "date" | "call", _) => candidates::list_movable_days,
        ("set", "facts", _) => candidates::list_facts,
        ("attend", "names", _) | ("add-person", "name", _) => candidates::list_people,
        ("add-organization", "name", _) => candidates::list_organizations,
        ("show" | "edit", "what", _) => candidates::list_everything,
        ("action update" | "action close" | "action withdraw", "id", _) => candidates::list_actions,
        ("add-proposal" | "topic", "issue" | "pr", _) => return None,
        ("add-proposal", "kind", _) => candidates::list_kinds,
        (_, "rule", _) | (_, _, "RULE") => candidates::list_rules,
        ("note" | "decide" | "action add" | "agenda move" | "agenda remove", "issue", _)
        | ("agenda move", "before", _)
        | ("note", "more", _) => candidates::list_items,
        (_, "issue", _) => candidates::list_proposals,
        (_, "call", _) | ("approve", "of", _) => candidates::list_calls,
        ("minutes" | "mail agenda" | "mail minutes", "date", _) => candidates::list_calls,
        (_, "stage", _) => candidates::list_stages,
        (_, _, "ORG" | "WHO") => candidates::list_organizations,
        (_, _, "SLUG") => candidates::list_slugs,
        _ => return None,
    })
}
