//! `backlog note`: record what was said about an item in a call.

use super::ask::TextFile;
use super::call::{self, RecordedCall};
use super::session::{Needs, Session};
use super::{ExitStatus, ask, line};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::record::item::find_item;
use crate::record::note::{self, NoteRequest};
use crate::view::Views;

/// Record what was said about an item
#[derive(clap::Args)]
#[command(
    override_usage = "backlog note [OPTIONS] [ISSUE] [TEXT]\n       backlog note [OPTIONS] ISSUE... --not-treated",
    after_help = "Examples:
  backlog note 63 \"The owner presented the API.\"
  backlog note 63 --file notes.md
  backlog note 63 --replace \"\"
  backlog note 23 29 --not-treated
  backlog note --rest --not-treated"
)]
pub struct Args {
    /// Issue, slug, name or title of the item
    issue: Option<String>,

    /// What was said, as Markdown; - reads standard input, and without it $EDITOR opens on a terminal. It is added
    /// after existing notes
    #[arg(conflicts_with_all = ["rest", "file"], allow_hyphen_values = true, value_parser = line::parse_prose)]
    text: Option<String>,

    /// More items, with --not-treated
    #[arg(value_name = "ISSUE", conflicts_with_all = ["rest", "file"])]
    more: Vec<String>,

    /// Replace existing notes; an empty text removes them
    #[arg(long, conflicts_with = "rest")]
    replace: bool,

    /// Record that the call did not treat the items
    #[arg(long)]
    not_treated: bool,

    /// With --not-treated: choose every item of the agenda without a record
    #[arg(long, requires = "not_treated", conflicts_with_all = ["issue", "file"])]
    rest: bool,

    #[command(flatten)]
    file: TextFile,

    #[command(flatten)]
    call: RecordedCall,
}

pub fn run(mut args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    if !args.rest {
        let missing = Error::usage("an item is required", "Add it: `backlog note ISSUE TEXT`.");
        if args.not_treated && args.issue.is_none() {
            let mut items = call::prompt_for_items(&args.call, session, missing)?.into_iter();
            (args.issue, args.more) = (items.next(), items.collect());
        } else {
            args.issue = Some(call::prompt_for_item(args.issue, &args.call, session, missing)?);
        }
    }
    if let (false, [first, ..]) = (args.not_treated, args.more.as_slice()) {
        let message = format!("unexpected argument \"{first}\" after the text");
        return Err(Error::usage(message, "Put the text in quotes; several items require --not-treated."));
    }
    let text = match &args.issue {
        Some(issue) if !(args.not_treated && (!has_text(&args) || !args.more.is_empty())) => {
            let Some(text) = read_note_text(issue, &args, session)? else {
                let remove = if args.replace { "; to remove it: `--replace \"\"`" } else { "" };
                session.out.print_message(&format!("nothing to record: the text is empty or unchanged{remove}"));
                return Ok(ExitStatus::Clean);
            };
            Some(text)
        }
        _ => None,
    };
    let items: Vec<&String> = args.issue.iter().chain(&args.more).collect();
    args.call.record_about(&items, session, |meeting, views| match (&args.issue, &text) {
        (None, _) => note::record_rest_not_treated(meeting, views),
        (Some(issue), Some(NoteText { text, seen })) if !is_item_not_treated(&args, meeting, views) => {
            refuse_item_as_text(&args, meeting, views)?;
            let (seen, not_treated) = (seen.as_deref(), args.not_treated);
            let request = NoteRequest { item: issue, text, replace: args.replace, seen, not_treated };
            note::record_note(&request, meeting, views)
        }
        (Some(issue), _) => {
            let words: Vec<String> = [issue].into_iter().chain(&args.text).chain(&args.more).cloned().collect();
            note::record_not_treated(&words, meeting, views)
        }
    })
}

/// A text, and the notes that the editor was opened with.
struct NoteText {
    text: String,
    seen: Option<String>,
}

/// The text to record. No lock is held while the editor is open.
fn read_note_text(issue: &str, args: &Args, session: &mut Session) -> Result<Option<NoteText>, Error> {
    if args.replace && args.text.as_ref().is_some_and(|text| text.trim().is_empty()) {
        return Ok(Some(NoteText { text: String::new(), seen: None }));
    }
    let missing = Error::usage("a text is required", "Add it, or use - to read standard input.");
    let mut seen = None;
    if !has_text(args) && session.out.is_interactive() {
        let repository = session.read_repository()?;
        let views = session.derive_views(&repository, Needs::AllRecords)?;
        let placed = find_item(issue, args.call.find_call(&views)?, &views)?;
        seen = args.replace.then(|| note::item_notes(placed.item).to_owned());
    }
    let given = args.file.read(args.text.clone())?;
    let text = ask::ask_prose(given, seen.as_deref().unwrap_or_default(), session, missing)?;
    Ok(text.map(|text| NoteText { text, seen }))
}

/// Whether a text is given.
fn has_text(args: &Args) -> bool {
    args.text.is_some() || args.file.is_given()
}

/// Whether the text is another item that was not treated.
fn is_item_not_treated<'g>(args: &Args, meeting: &'g Meeting, views: &Views<'g>) -> bool {
    args.not_treated && args.text.as_ref().is_some_and(|words| views.lookup.is_likely_item(words, meeting))
}

/// Refuses an item in place of the text.
fn refuse_item_as_text<'g>(args: &Args, meeting: &'g Meeting, views: &Views<'g>) -> Result<(), Error> {
    match &args.text {
        Some(words) if !args.not_treated && views.lookup.find_item(words, meeting).is_some() => Err(Error::usage(
            format!("\"{}\" is an item of this call, not a text", words.trim()),
            "Add --not-treated to record that neither was treated, or write the text in full.",
        )),
        _ => Ok(()),
    }
}
