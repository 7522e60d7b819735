//! `backlog note`: record what was said about an item in a call.

use super::call::{self, RecordedCall};
use super::session::{RecordChange, Session};
use super::{ExitStatus, ask, line};
use crate::error::Error;
use crate::model::meeting::{Item, Meeting};
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::item_label::item_label;
use crate::view::lookup::{PlacedItem, placed_items, split_references};
use std::collections::HashSet;

/// Record what was said about an item, or that it was not treated
#[derive(clap::Args)]
#[command(
    override_usage = "backlog note [OPTIONS] [ISSUE] [TEXT]\n       backlog note [OPTIONS] ISSUE... --not-treated",
    after_help = "Examples:
  backlog note 63 \"The owner presented the API.\"
  backlog note 63 - < notes.md
  backlog note 23 29 --not-treated
  backlog note --rest --not-treated"
)]
pub struct Args {
    /// Issue, slug, name or title of the item
    issue: Option<String>,

    /// What was said, as Markdown; - reads standard input, and without it $EDITOR opens on a terminal. It is added
    /// after existing notes
    #[arg(conflicts_with = "rest", allow_hyphen_values = true, value_parser = line::parse_prose)]
    text: Option<String>,

    /// More items, with --not-treated
    #[arg(value_name = "ISSUE", conflicts_with = "rest")]
    more: Vec<String>,

    /// Replace existing notes
    #[arg(long, conflicts_with = "rest")]
    replace: bool,

    /// Record that the call did not treat the items
    #[arg(long)]
    not_treated: bool,

    /// With --not-treated: choose every item of the agenda without a record
    #[arg(long, requires = "not_treated", conflicts_with = "issue")]
    rest: bool,

    #[command(flatten)]
    call: RecordedCall,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

pub fn run(mut args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    if !args.rest {
        let missing = || Error::usage("an item is required", "Add it: `backlog note ISSUE TEXT`.");
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
        Some(issue) if !(args.not_treated && (args.text.is_none() || !args.more.is_empty())) => {
            let Some(text) = read_note_text(issue, &args, session)? else {
                session.out.print_message("nothing to record: the text is empty or unchanged");
                return Ok(ExitStatus::Clean);
            };
            Some(text)
        }
        _ => None,
    };
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let meeting = args.call.announce_call(&views, session)?;
    let (edits, description) = match &args.issue {
        Some(issue) if names_several(&args, meeting, &views) => {
            let words: Vec<String> = [issue].into_iter().chain(&args.text).chain(&args.more).cloned().collect();
            not_treated_edits(&call::find_items(&words, meeting, &views)?, &args)?
        }
        Some(issue) => {
            let placed = call::find_item(issue, meeting, &views)?;
            refuse_item_as_text(&args, meeting, &views)?;
            (
                note_edits(&placed, text.as_ref(), &args)?,
                describe_note(&placed, text.is_some(), args.not_treated, &views),
            )
        }
        None => rest_edits(meeting, &views)?,
    };
    let path = repository.group.sources.file(meeting.file).path.clone();
    session.edit_records(&repository, &[RecordChange { path, edits, description }], args.dry_run)?;
    Ok(ExitStatus::Clean)
}

/// A text, and the text that it replaces.
struct NoteText {
    text: String,
    /// The notes when the editor was opened.
    replaced: Option<String>,
}

/// The text to record. No lock is held while the editor is open.
fn read_note_text(issue: &str, args: &Args, session: &mut Session) -> Result<Option<NoteText>, Error> {
    let missing = || Error::usage("a text is required", "Add it, or use - to read standard input.");
    let mut over = None;
    if args.text.is_none() && session.out.is_interactive() {
        let repository = session.read_repository()?;
        let workgroup = session.require_readable_records(&repository)?;
        let views = session.new_views(&repository.group, workgroup);
        let placed = call::find_item(issue, args.call.find_call(&views)?, &views)?;
        over = args.replace.then(|| item_notes(placed.item).to_owned());
    }
    let present = over.clone().unwrap_or_default();
    let text = ask::ask_prose(args.text.clone(), &present, session, missing)?;
    Ok(text.map(|text| NoteText { text, replaced: over }))
}

/// The edits that record the text or that the item was not treated.
fn note_edits(placed: &PlacedItem, written: Option<&NoteText>, args: &Args) -> Result<Vec<Edit>, Error> {
    let at = |key: &str| [placed.list.record_key().into(), placed.at.into(), key.into()];
    let now = item_notes(placed.item);
    let mut edits = placed.expand_number()?;
    if let Some(NoteText { text, replaced: over }) = written {
        if over.as_ref().is_some_and(|over| over != now) {
            return Err(Error::not_allowed(
                format!("the notes of {} were changed meanwhile", item_label(placed.item)),
                "Run the command again; the editor opens with the present notes.",
            ));
        }
        let whole = if args.replace { text.clone() } else { append_text(now, text) };
        edits.push(Edit::set(at("update"), &format!("{whole}{}", if whole.contains('\n') { "\n" } else { "" }))?);
    }
    match (args.not_treated, placed.item.treated) {
        (true, Some(false)) => {}
        (true, _) => edits.push(Edit::set(at("treated"), &false)?),
        // The call treated it after all.
        (false, Some(false)) => edits.push(Edit::remove(at("treated"))),
        (false, _) => {}
    }
    Ok(edits)
}

/// Whether several items are given, and no text.
fn names_several<'g>(args: &Args, meeting: &'g Meeting, views: &Views<'g>) -> bool {
    let is_item = |words: &String| views.lookup.is_likely_item(words, meeting);
    let is_list = |words: &String| split_references(words).len() > 1;
    let has_list = args.text.is_none() && args.issue.as_ref().is_some_and(is_list);
    args.not_treated && (!args.more.is_empty() || has_list || args.text.as_ref().is_some_and(is_item))
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

/// The edits that record several items as not treated.
fn not_treated_edits(items: &[PlacedItem], args: &Args) -> Result<(Vec<Edit>, String), Error> {
    let edits: Vec<Vec<Edit>> = items.iter().map(|placed| note_edits(placed, None, args)).collect::<Result<_, _>>()?;
    let names: Vec<String> = items.iter().map(|placed| item_label(placed.item)).collect();
    Ok((edits.concat(), format!("not treated: {}", names.join(", "))))
}

/// The edits that record all items without a record as not treated.
fn rest_edits(meeting: &Meeting, views: &Views) -> Result<(Vec<Edit>, String), Error> {
    let left: Vec<&Item> = views.agenda.unrecorded_items(meeting).collect();
    let places: HashSet<*const Item> = left.iter().map(|item| std::ptr::from_ref(*item)).collect();
    let edits = placed_items(meeting)
        .filter(|placed| places.contains(&std::ptr::from_ref(placed.item)))
        .map(|placed| {
            let treated = Edit::set([placed.list.record_key().into(), placed.at.into(), "treated".into()], &false)?;
            Ok(placed.expand_number()?.into_iter().chain([treated]).collect())
        })
        .collect::<Result<Vec<Vec<Edit>>, Error>>()?
        .concat();
    let names: Vec<String> = left.into_iter().map(item_label).collect();
    Ok((edits, format!("not treated: {}", names.join(", "))))
}

/// Adds a text to an existing one: as a list item after a list, otherwise as a paragraph.
pub fn append_text(before: &str, text: &str) -> String {
    let before = before.trim_end();
    let is_point = |line: Option<&str>| line.is_some_and(|line| line.trim_start().starts_with(['-', '*', '+']));
    match before {
        "" => text.to_owned(),
        _ if is_point(before.lines().last()) && is_point(text.lines().next()) => format!("{before}\n{text}"),
        _ => format!("{before}\n\n{text}"),
    }
}

fn item_notes(item: &Item) -> &str {
    item.update.as_ref().map_or("", |update| update.as_str())
}

fn describe_note(placed: &PlacedItem, has_text: bool, not_treated: bool, views: &Views) -> String {
    let what = match (has_text, not_treated) {
        (true, false) => "an update",
        (true, true) => "not treated, with a text",
        (false, _) => "not treated",
    };
    format!("{}: {what}", call::item_label(placed.item, views))
}

#[cfg(test)]
mod tests {
    use super::append_text;

    #[test]
    fn a_text_comes_after_what_is_there() {
        for (before, text, expected) in [
            ("", "Two.", "Two."),
            ("One.\n", "Two.", "One.\n\nTwo."),
            ("- One\n", "- Two", "- One\n- Two"),
            ("- One\n", "Two.", "- One\n\nTwo."),
        ] {
            assert_eq!(append_text(before, text), expected);
        }
    }
}
