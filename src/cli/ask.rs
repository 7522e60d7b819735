//! What is asked on a terminal when a required value is missing; elsewhere the command fails at once.

use super::session::Session;
use crate::error::Error;
use crate::report::human::visible;
use dialoguer::{Editor, Input, Select};
use std::io::Read;
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
        None if session.out.is_interactive() => Input::new().with_prompt(question).interact_text().map_err(failed),
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
    let lines: Vec<String> = known.iter().map(|(_, line)| visible(line)).collect();
    let chosen = Select::new().with_prompt(question).items(&lines).default(0).interact().map_err(failed)?;
    Ok(known.get(chosen).map(|(value, _)| value.clone()).unwrap_or_default())
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
            let written = editor().extension(".md").require_save(false).edit(present).map_err(failed)?;
            written.filter(|text| text.trim() != present.trim()).unwrap_or_default()
        }
        None => return Err(missing()),
    };
    Ok(Some(text.trim_end().to_owned()).filter(|text| !text.trim().is_empty()))
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
    let dialoguer::Error::IO(source) = error;
    Error::Io { action: "ask on", path: PathBuf::from("the terminal"), source }
}
