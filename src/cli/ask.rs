//! What is asked on a terminal when a required value is missing; elsewhere the command fails at once.

use super::session::Session;
use crate::error::Error;
use crate::report::columns::shortened;
use crate::report::human::visible;
use crate::view::Views;
use dialoguer::{Editor, Input, MultiSelect, Select};
use std::io::{ErrorKind, Read};
use std::path::PathBuf;

/// The value given, or the answer on a terminal, or the error that names the flag.
pub fn text(
    given: Option<String>,
    question: &str,
    session: &Session,
    missing: impl FnOnce() -> Error,
) -> Result<String, Error> {
    match given {
        Some(value) => Ok(value),
        None if session.out.is_interactive() => {
            give_the_cursor_back();
            Input::new().with_prompt(question).interact_text().map_err(failed)
        }
        None => Err(missing()),
    }
}

/// One of several, each a value with the line that shows it, chosen on a terminal, or the error that names the
/// argument. With nothing to choose from, the value is asked for.
pub fn one_of(
    question: &str,
    known: &[(String, String)],
    session: &Session,
    missing: impl FnOnce() -> Error,
) -> Result<String, Error> {
    if known.is_empty() || !session.out.is_interactive() {
        return text(None, question, session, missing);
    }
    give_the_cursor_back();
    let rows = rows(known, session);
    let chosen = Select::new().with_prompt(question).items(&rows).default(0).interact_opt().map_err(failed)?;
    let chosen = chosen.and_then(|at| known.get(at)).map(|(value, _)| value.clone());
    chosen.ok_or_else(missing)
}

/// The value given, or one of those that the records know, each with the line that shows it, chosen on a terminal; else
/// the error that names the argument. Elsewhere nothing is read.
pub fn given_or_known(
    given: Option<String>,
    question: &str,
    session: &mut Session,
    missing: impl FnOnce() -> Error,
    known: impl FnOnce(&Views) -> Result<Vec<(String, String)>, Error>,
) -> Result<String, Error> {
    if let Some(given) = given {
        return Ok(given);
    }
    if !session.out.is_interactive() {
        return Err(missing());
    }
    let repository = session.repository()?;
    let workgroup = session.readable(&repository)?;
    let known = known(&session.views(&repository.group, workgroup))?;
    one_of(question, &known, session, missing)
}

/// Some of several, each a value with the line that shows it, marked on a terminal, or the error that names the
/// argument; so where none is marked. With nothing to choose from, one value is asked for.
pub fn several_of(
    question: &str,
    known: &[(String, String)],
    session: &Session,
    missing: impl FnOnce() -> Error,
) -> Result<Vec<String>, Error> {
    if known.is_empty() || !session.out.is_interactive() {
        return Ok(vec![text(None, question, session, missing)?]);
    }
    give_the_cursor_back();
    let (rows, prompt) = (rows(known, session), format!("{question} (the space bar marks, Enter ends)"));
    // The command tells what it did with them.
    let choice = MultiSelect::new().with_prompt(prompt).items(&rows).report(false);
    let marked = choice.interact_opt().map_err(failed)?.unwrap_or_default();
    let values: Vec<String> = marked.iter().filter_map(|at| known.get(*at)).map(|(value, _)| value.clone()).collect();
    if values.is_empty() { Err(missing()) } else { Ok(values) }
}

/// The lines to choose from, each in one row of the terminal: one that takes two would not be cleared.
fn rows(known: &[(String, String)], session: &Session) -> Vec<String> {
    /// What stands before the line: `> [x] `.
    const MARKS: usize = 6;
    let columns = session.out.width().saturating_sub(MARKS + 1);
    known.iter().map(|(_, line)| shortened(&visible(line), columns)).collect()
}

/// Prose as it was given, read from standard input where `-` stands for it, or written in the user's editor, which
/// opens with `present`; elsewhere the error that names the argument. `None` where the editor was left without a
/// word or a change.
pub fn prose(
    given: Option<String>,
    present: &str,
    session: &Session,
    missing: impl FnOnce() -> Error,
) -> Result<Option<String>, Error> {
    let text = match given {
        Some(text) => given_or_read(text)?,
        None if session.out.is_interactive() => {
            let edited = editor().extension(".md").require_save(false).edit(&lines(present));
            let written = edited.map_err(|error| Error::Io {
                action: "open",
                path: "your editor".into(),
                source: cause(error),
            })?;
            written.filter(|text| text.trim() != present.trim()).unwrap_or_default()
        }
        None => return Err(missing()),
    };
    Ok(Some(text.trim_end().to_owned()).filter(|text| !text.trim().is_empty()))
}

/// Lets the cursor be seen again when somebody breaks a question off.
fn give_the_cursor_back() {
    // Set already where it is the second question.
    let _ = ctrlc::set_handler(|| break_off());
}

/// Ends as the signal would have, with a cursor that can be seen.
#[expect(clippy::exit, reason = "this is what the signal does that it takes the place of")]
fn break_off() -> ! {
    let _ = dialoguer::console::Term::stderr().show_cursor();
    std::process::exit(130)
}

/// A text whose last line has an end, so that the next one begins below it.
fn lines(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{}\n", text.trim_end()) }
}

/// A text, or what standard input holds where `-` stands for it.
pub fn given_or_read(given: String) -> Result<String, Error> {
    if given != "-" {
        return Ok(given);
    }
    let mut text = String::new();
    let failed = |source| Error::Io { action: "read", path: PathBuf::from("standard input"), source };
    std::io::stdin().read_to_string(&mut text).map_err(failed)?;
    Ok(text)
}

/// The user's own editor; a variable without a word in it names none.
fn editor() -> Editor {
    let named = |name| std::env::var(name).ok().filter(|command| !command.trim().is_empty());
    let mut editor = Editor::new();
    editor.executable(named("VISUAL").or_else(|| named("EDITOR")).unwrap_or_else(|| "vi".to_owned()));
    editor
}

fn failed(error: dialoguer::Error) -> Error {
    let source = cause(error);
    // The question may notice the broken-off before the handler of the signal runs.
    if source.kind() == ErrorKind::Interrupted {
        break_off();
    }
    Error::Io { action: "ask on", path: PathBuf::from("the terminal"), source }
}

fn cause(error: dialoguer::Error) -> std::io::Error {
    let dialoguer::Error::IO(source) = error;
    // The key is read as an error, which may come before the signal is taken.
    if source.kind() == std::io::ErrorKind::Interrupted {
        break_off()
    }
    source
}
