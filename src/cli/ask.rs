//! What is asked on a terminal when a required value is missing; elsewhere the command fails at once.

use super::session::Session;
use crate::error::Error;
use dialoguer::{Input, Select};
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

/// One of the known values, chosen on a terminal, or the error that names the flag.
pub fn choice(
    question: &str,
    known: &[String],
    session: &Session,
    missing: impl FnOnce() -> Error,
) -> Result<Vec<String>, Error> {
    if known.is_empty() || !session.out.is_interactive() {
        return text(None, question, session, missing).map(|answer| vec![answer]);
    }
    let chosen = Select::new().with_prompt(question).items(known).default(0).interact().map_err(failed)?;
    Ok(known.get(chosen).cloned().into_iter().collect())
}

fn failed(error: dialoguer::Error) -> Error {
    let dialoguer::Error::IO(source) = error;
    Error::Io { action: "ask on", path: PathBuf::from("the terminal"), source }
}
