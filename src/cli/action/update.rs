//! `backlog action update` and `backlog action close`: record progress on an action point.

use super::{describe_due, parse_due, resolve_due_day};
use crate::cli::call::RecordedCall;
use crate::cli::resolved::find_known;
use crate::cli::session::{RecordChange, Session};
use crate::cli::{ExitStatus, ask, line};
use crate::error::Error;
use crate::model::action::{Action, ActionStatus};
use crate::model::meeting::{Item, Meeting};
use crate::model::spelling::suggest_word;
use crate::report::columns::shorten_text;
use crate::store::edit::{Edit, PathStep};
use crate::view::Views;
use crate::view::calls::due_date::DueDate;
use crate::view::lookup::placed_items;
use chrono::NaiveDate;
use serde::Serialize;

/// Record a new due date, a note or a status of an action point
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog action update 20260212-01 --due 2026-03-12 --note extended
  backlog action update 20260212-01 --status open")]
pub struct Args {
    /// Id of the action point, such as 20260212-01, or the beginning of it (see `backlog action list`)
    id: Option<String>,

    /// Set the due date: a date, `today`, `tomorrow`, a weekday after the call, or `next` for the next call
    #[arg(long, value_name = "DATE", value_parser = parse_due)]
    due: Option<DueDate>,

    /// Add a note, as Markdown; replaces this call's earlier note
    #[arg(long, value_name = "TEXT", value_parser = line::parse_line)]
    note: Option<String>,

    /// Set the status: open (again), closed or not-pursued
    #[arg(long, value_name = "STATUS", value_parser = parse_status)]
    status: Option<ActionStatus>,

    #[command(flatten)]
    call: RecordedCall,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

/// Record that an action point is done or not pursued
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog action close 20260212-01
  backlog action close 20260212-01 --not-pursued --note \"the API is frozen\"")]
pub struct CloseArgs {
    /// Id of the action point, such as 20260212-01, or the beginning of it (see `backlog action list`)
    id: Option<String>,

    /// Add a note, as Markdown; replaces this call's earlier note
    #[arg(long, value_name = "TEXT", value_parser = line::parse_line)]
    note: Option<String>,

    /// Record that it was given up without being done
    #[arg(long)]
    not_pursued: bool,

    #[command(flatten)]
    call: RecordedCall,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

impl From<CloseArgs> for Args {
    fn from(args: CloseArgs) -> Self {
        let CloseArgs { id, note, not_pursued, call, dry_run } = args;
        let status = if not_pursued { ActionStatus::NotPursued } else { ActionStatus::Closed };
        Self { id, due: None, note, status: Some(status), call, dry_run }
    }
}

/// An entry of `action-updates`, with its keys in order.
#[derive(Serialize)]
struct ActionUpdateEntry<'a> {
    id: &'a str,
    status: Option<ActionStatus>,
    due: Option<NaiveDate>,
    note: Option<&'a str>,
}

pub fn run(mut args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    if args.due.is_none() && args.note.is_none() && args.status.is_none() {
        return Err(Error::usage("there is nothing to update", "Add --due, --note or --status."));
    }
    let id = prompt_for_id(args.id.take(), session)?;
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let meeting = args.call.announce_call(&views, session)?;
    let date = meeting.date.value;
    let id = resolve_id(id, &views)?;
    if views.actions.is_mom_number(&id) {
        let message = format!("`{id}` is a plain number, and these start again with every call");
        let help = "In the file of the call that opened it, give it a permanent id such as 20260212-01 (the day of the call \
                    and a number), then use that id.";
        return Err(Error::not_allowed(message, help));
    }
    let day = args.due.map(|due| resolve_due_day(due, date, &views)).transpose()?;
    let edits = update_edits(&id, &args, day, meeting)?;
    let status = args.status.map(|status| status.record_key().to_owned());
    let due = args.due.zip(day).map(|(due, day)| describe_due(due, day));
    let note = args.note.as_ref().map(|_| "a note".to_owned());
    let said: Vec<String> = [status, due, note].into_iter().flatten().collect();
    let description = format!("action point {id}: {}", said.join(", "));
    let path = repository.group.sources.file(meeting.file).path.clone();
    session.edit_records(&repository, &[RecordChange { path, edits, description }], args.dry_run)?;
    Ok(ExitStatus::Clean)
}

/// The id that begins as the user typed. The rules report one that no call opened.
fn resolve_id(id: String, views: &Views) -> Result<String, Error> {
    if views.actions.is_mom_number(&id) {
        return Ok(id);
    }
    let known = find_known(views.lookup.resolve_action(&id), &id, "ids of action points")?;
    Ok(known.map_or(id, ToOwned::to_owned))
}

/// The edits of the file of a call. An earlier update by the same call is changed, and the due date of an action point
/// that the call itself opened is set where it was opened, so that nothing is recorded twice.
fn update_edits(id: &str, args: &Args, day: Option<NaiveDate>, meeting: &Meeting) -> Result<Vec<Edit>, Error> {
    let mut edits = Vec::new();
    let own = day.and_then(|_| find_opening(id, meeting));
    if let Some((mut path, due)) = own.clone().zip(day) {
        path.push("due".into());
        edits.push(Edit::set(path, &due)?);
    }
    let entry =
        ActionUpdateEntry { id, status: args.status, due: day.filter(|_| own.is_none()), note: args.note.as_deref() };
    if let Some(at) = meeting.action_updates.iter().rposition(|update| update.id.value == id) {
        let path = |key: &str| -> [PathStep; 3] { ["action-updates".into(), at.into(), key.into()] };
        if let Some(status) = entry.status {
            edits.push(Edit::set(path("status"), &status)?);
        }
        if let Some(due) = entry.due {
            edits.push(Edit::set(path("due"), &due)?);
        }
        if let Some(note) = entry.note {
            edits.push(Edit::set(path("note"), &note)?);
        }
    } else if entry.status.is_some() || entry.due.is_some() || entry.note.is_some() {
        edits.push(Edit::append(["action-updates".into()], &entry)?);
    }
    Ok(edits)
}

/// The path of an action point in the file of the call that opened it.
fn find_opening(id: &str, meeting: &Meeting) -> Option<Vec<PathStep>> {
    let among =
        |actions: &[Action]| actions.iter().position(|action| action.id.as_ref().is_some_and(|own| own.value == id));
    let of_item = |item: &Item| among(&item.actions);
    let at_item = placed_items(meeting).find_map(|placed| {
        let at = of_item(placed.item)?;
        Some(vec![placed.list.record_key().into(), placed.at.into(), "actions".into(), at.into()])
    });
    at_item.or_else(|| Some(vec!["actions".into(), among(&meeting.actions)?.into()]))
}

/// The id: given, or chosen on a terminal among the open ones.
fn prompt_for_id(given: Option<String>, session: &mut Session) -> Result<String, Error> {
    let missing = || {
        let help = "Give its id, such as 20260212-01; `backlog action list` shows the ids.";
        Error::usage("an action point is required", help)
    };
    if let Some(id) = given {
        return Ok(id.trim().to_owned());
    }
    if !session.out.is_interactive() {
        return Err(missing());
    }
    let repository = session.read_repository()?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let known = list_open(&views, session.out.width());
    ask::choose_one_of("Action point", &known, session, missing)
}

/// The ids of the action points that are open today, each with the line to show for it.
fn list_open(views: &Views, width: usize) -> Vec<(String, String)> {
    let lasting = views.actions.open_on(views.now.day()).filter_map(|action| Some((action.id?, action)));
    let lasting = lasting.filter(|(id, _)| !views.actions.is_mom_number(id));
    let line = |(id, action): (&str, &crate::view::actions::point::ActionPoint)| {
        let text = action.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = format!("{id}  {}: {text}", action.owners.join(", "));
        (id.to_owned(), shorten_text(&line, width.saturating_sub(4)))
    };
    lasting.map(line).collect()
}

fn parse_status(text: &str) -> Result<ActionStatus, String> {
    let keys = ActionStatus::KEYS.map(|(key, _)| key);
    ActionStatus::KEYS.iter().find(|(key, _)| *key == text).map(|(_, status)| *status).ok_or_else(
        || match suggest_word(text, keys) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("expected {}", keys.join(", ")),
        },
    )
}
