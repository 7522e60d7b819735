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

/// The values given, or one of the known ones chosen on a terminal, or the error that names the flag.
pub fn choice(
    given: Vec<String>,
    question: &str,
    known: &[&str],
    session: &Session,
    missing: impl FnOnce() -> Error,
) -> Result<Vec<String>, Error> {
    if !given.is_empty() {
        return Ok(given);
    }
    if !session.out.is_interactive() {
        return Err(missing());
    }
    if known.is_empty() {
        return text(None, question, session, missing).map(|answer| vec![answer]);
    }
    let chosen = Select::new().with_prompt(question).items(known).default(0).interact().map_err(failed)?;
    Ok(known.get(chosen).map(|name| vec![(*name).to_owned()]).unwrap_or_default())
}

fn failed(error: dialoguer::Error) -> Error {
    let dialoguer::Error::IO(source) = error;
    Error::Io { action: "ask on", path: PathBuf::from("the terminal"), source }
}
