//! Prompts for required values on a terminal; without a terminal, the command fails at once.

mod input;
mod picker;
mod screen;

pub use input::{read_input, read_input_bytes};

use super::session::{Needs, Session};
use crate::error::Error;
use crate::report::inert::make_visible;
use crate::view::Views;
use dialoguer::{Editor, Input};
use picker::{Choice, Picker};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The given value, or the answer on a terminal, or the error that names the flag.
pub fn ask_text(given: Option<String>, question: &str, session: &Session, missing: Error) -> Result<String, Error> {
    match given {
        Some(value) => Ok(value),
        None if session.out.is_interactive() => prompt_for_text(question),
        None => Err(missing),
    }
}

fn prompt_for_text(question: &str) -> Result<String, Error> {
    Input::new().with_prompt(question).interact_text().map_err(|error| terminal_error(io_cause(error)))
}

/// The parsed answer on a terminal, prompted for again until it parses; without a terminal, the error that names the
/// flag.
pub fn ask_parsed<T>(
    question: &str,
    session: &Session,
    parse: impl Fn(&str) -> Result<T, String>,
    missing: Error,
) -> Result<T, Error> {
    if !session.out.is_interactive() {
        return Err(missing);
    }
    ask_line(Input::new().with_prompt(question), &parse)
}

/// The parsed answer on a terminal, which may be empty; prompted for again until it parses.
pub fn ask_optional<T>(question: &str, parse: impl Fn(&str) -> Result<T, String>) -> Result<Option<T>, Error> {
    let parse = |answer: &str| match answer.trim() {
        "" => Ok(None),
        answer => parse(answer).map(Some),
    };
    ask_line(Input::new().with_prompt(question).allow_empty(true), &parse)
}

/// The parsed answer on a terminal, where Enter takes the default; prompted for again until it parses.
pub fn ask_with_default<T>(
    question: &str,
    default: &str,
    parse: impl Fn(&str) -> Result<T, String>,
) -> Result<T, Error> {
    ask_line(Input::new().with_prompt(question).default(default.to_owned()), &parse)
}

fn ask_line<'p, T>(input: Input<'p, String>, parse: &'p impl Fn(&str) -> Result<T, String>) -> Result<T, Error> {
    let is_right = move |answer: &String| parse(answer.trim()).map(|_| ());
    let answer = input.validate_with(is_right).interact_text().map_err(|error| terminal_error(io_cause(error)))?;
    parse(answer.trim()).map_err(|reason| Error::Usage { message: format!("`{answer}`: {reason}"), help: None })
}

/// Whether the answer on a terminal is yes, which has to be typed; without a terminal, the error that names the flag.
pub fn confirm(question: &str, session: &mut Session, missing: Error) -> Result<bool, Error> {
    if !session.out.is_interactive() {
        return Err(missing);
    }
    // What the question is about comes first.
    session.out.flush_output();
    let input = Input::<String>::new().with_prompt(format!("{question} [y/N]")).allow_empty(true);
    let answer = input.interact_text().map_err(|error| terminal_error(io_cause(error)))?;
    Ok(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}

/// One of several values, each with the line to show for it, chosen on a terminal; without a terminal, the error that
/// names the argument. With nothing to choose from, the value is typed.
pub fn choose_one_of(
    question: &str,
    known: &[(String, String)],
    session: &Session,
    missing: Error,
) -> Result<String, Error> {
    pick(new_picker(question, known), question, known, session, missing).map(take_first)
}

/// One of several as [`choose_one_of`], or a new value that is typed.
pub fn choose_one_or_new(
    question: &str,
    known: &[(String, String)],
    session: &Session,
    missing: Error,
) -> Result<String, Error> {
    pick(new_picker(question, known).with_new(), question, known, session, missing).map(take_first)
}

/// Some of several as [`choose_one_of`], and new values that are typed.
pub fn choose_several_or_new(
    question: &str,
    known: &[(String, String)],
    session: &Session,
    missing: Error,
) -> Result<Vec<String>, Error> {
    pick(new_picker(question, known).with_multiple().with_new(), question, known, session, missing)
}

/// The given value, or one from the records, each with the line to show for it, chosen on a terminal; without a
/// terminal, nothing is read and the error names the argument.
pub fn choose_known(
    given: Option<String>,
    question: &str,
    session: &mut Session,
    missing: Error,
    known: impl FnOnce(&Views) -> Result<Vec<(String, String)>, Error>,
) -> Result<String, Error> {
    match given {
        Some(given) => Ok(given),
        None => pick_known(|picker| picker, question, session, missing, known).map(take_first),
    }
}

/// Some of several from the records as [`choose_known`].
pub fn choose_several_known(
    question: &str,
    session: &mut Session,
    missing: Error,
    known: impl FnOnce(&Views) -> Result<Vec<(String, String)>, Error>,
) -> Result<Vec<String>, Error> {
    pick_known(Picker::with_multiple, question, session, missing, known)
}

fn pick_known(
    kind: impl FnOnce(Picker) -> Picker,
    question: &str,
    session: &mut Session,
    missing: Error,
    known: impl FnOnce(&Views) -> Result<Vec<(String, String)>, Error>,
) -> Result<Vec<String>, Error> {
    if !session.out.is_interactive() {
        return Err(missing);
    }
    let repository = session.read_repository()?;
    let known = known(&session.derive_views(&repository, Needs::AllRecords)?)?;
    pick(kind(new_picker(question, &known)), question, &known, session, missing)
}

/// The chosen values, at least one.
fn pick(
    mut picker: Picker,
    question: &str,
    known: &[(String, String)],
    session: &Session,
    missing: Error,
) -> Result<Vec<String>, Error> {
    if known.is_empty() || !session.out.is_interactive() {
        return Ok(vec![ask_text(None, question, session, missing)?]);
    }
    let choices = screen::run_picker(&mut picker, session.out.has_stderr_color()).map_err(terminal_error)?;
    let value = |choice| match choice {
        Choice::Known(at) => known.get(at).map(|(value, _)| value.clone()),
        Choice::New(text) => Some(text),
    };
    let values: Vec<String> = choices.into_iter().filter_map(value).collect();
    if values.is_empty() { Err(missing) } else { Ok(values) }
}

fn take_first(values: Vec<String>) -> String {
    values.into_iter().next().unwrap_or_default()
}

fn new_picker(question: &str, known: &[(String, String)]) -> Picker {
    Picker::new(question, known.iter().map(|(_, line)| make_visible(line)))
}

/// Prose: given, read from standard input if it is `-`, or written in the user's editor, which opens with `present`;
/// without a terminal, the error that names the argument. `None` where the text is empty or unchanged.
pub fn ask_prose(
    given: Option<String>,
    present: &str,
    session: &Session,
    missing: Error,
) -> Result<Option<String>, Error> {
    let text = match given {
        Some(text) => read_text(text)?,
        None if session.out.is_interactive() => open_editor(&end_last_line(present), ".md")?
            .filter(|text| text.trim() != present.trim())
            .unwrap_or_default(),
        None => return Err(missing),
    };
    Ok(Some(text.trim_end().to_owned()).filter(|text| !text.trim().is_empty()))
}

/// The text as the user leaves it in the editor; `None` where it is not saved.
pub fn open_editor(text: &str, extension: &str) -> Result<Option<String>, Error> {
    let edited = find_editor().extension(extension).require_save(false).edit(text);
    edited.map_err(|error| Error::Io { action: "open", path: "your editor".into(), source: io_cause(error) })
}

/// A text with a line end after its last line, so that more can be typed below it.
fn end_last_line(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("{}\n", text.trim_end()) }
}

/// The text, or standard input if the text is `-`.
pub fn read_text(given: String) -> Result<String, Error> {
    if given == "-" { read_input(Path::new("-")) } else { Ok(given) }
}

/// The flag of every command that takes a text, which may be in a file.
#[derive(clap::Args)]
pub struct TextFile {
    /// Read the text from FILE; - is standard input
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,
}

impl TextFile {
    /// Whether the text is in a file.
    pub fn is_given(&self) -> bool {
        self.file.is_some()
    }

    /// The text of the file, or of standard input without one.
    pub fn read_or_stdin(&self) -> Result<String, Error> {
        read_input(self.file.as_deref().unwrap_or(Path::new("-")))
    }

    /// The text: of the file, given, or standard input if it is `-`.
    pub fn read(&self, given: Option<String>) -> Result<Option<String>, Error> {
        match &self.file {
            Some(path) => read_input(path).map(Some),
            None => given.map(read_text).transpose(),
        }
    }
}

/// A text that is required: from a file, given, or the answer on a terminal; empty or without a terminal, the error that
/// names the argument.
pub fn ask_required_text(
    given: Option<String>,
    file: &TextFile,
    question: &str,
    session: &Session,
    missing: Error,
) -> Result<String, Error> {
    let text = match given {
        Some(given) => read_text(given)?,
        None if file.is_given() => file.read_or_stdin()?,
        None if session.out.is_interactive() => read_text(prompt_for_text(question)?)?,
        None => return Err(missing),
    };
    if text.trim().is_empty() { Err(missing) } else { Ok(text) }
}

/// The editor that every system has.
const DEFAULT_EDITOR: &str = if cfg!(windows) { "notepad" } else { "vi" };

/// The user's editor; an empty variable counts as unset.
fn find_editor() -> Editor {
    let named = |name| std::env::var(name).ok().filter(|command| !command.trim().is_empty());
    let mut editor = Editor::new();
    editor.executable(named("VISUAL").or_else(|| named("EDITOR")).unwrap_or_else(|| DEFAULT_EDITOR.to_owned()));
    editor
}

/// An error of the terminal, which reads Ctrl-C as a key.
fn terminal_error(source: std::io::Error) -> Error {
    match source.kind() {
        ErrorKind::Interrupted => Error::Interrupted,
        _ => Error::Io { action: "read from", path: PathBuf::from("the terminal"), source },
    }
}

fn io_cause(error: dialoguer::Error) -> std::io::Error {
    let dialoguer::Error::IO(source) = error;
    source
}
