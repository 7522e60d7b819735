//! `backlog action update` and `backlog action close`: what became of an action point.

use super::{describe_due, due_day, parse_due};
use crate::cli::call::Recorded;
use crate::cli::resolved::find_known;
use crate::cli::session::{Change, Session};
use crate::cli::{Status, ask, line};
use crate::error::Error;
use crate::model::action::{Action, ActionStatus};
use crate::model::meeting::{Item, Meeting};
use crate::model::spelling::nearest;
use crate::report::columns::shortened;
use crate::store::edit::{Edit, Step};
use crate::view::Views;
use crate::view::due_date::DueDate;
use crate::view::named::placed_items;
use chrono::NaiveDate;
use serde::Serialize;

/// Record what a call said of an action point: more time, a note, where it stands
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog action update 20260212-01 --due 2026-03-12 --note extended
  backlog action update 20260212-01 --status open")]
pub struct Args {
    /// Its id, such as 20260212-01, or the beginning of it; `backlog action list` shows them
    id: Option<String>,

    /// The new day by which it is to be done, such as 2026-02-26; a weekday is the first one after the call, `next` the day
    /// of the next call; also `today` and `tomorrow`
    #[arg(long, value_name = "DATE", value_parser = parse_due)]
    due: Option<DueDate>,

    /// What was said of it, as Markdown; in the place of what this call noted before
    #[arg(long, value_name = "TEXT", value_parser = line::parse)]
    note: Option<String>,

    /// Where it stands: open (again), closed or not-pursued
    #[arg(long, value_name = "STATUS", value_parser = parse_status)]
    status: Option<ActionStatus>,

    #[command(flatten)]
    call: Recorded,

    /// Show the lines that would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Record that an action point is done, or given up
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog action close 20260212-01
  backlog action close 20260212-01 --not-pursued --note \"the API is frozen\"")]
pub struct CloseArgs {
    /// Its id, such as 20260212-01, or the beginning of it; `backlog action list` shows them
    id: Option<String>,

    /// What was said of it, as Markdown; in the place of what this call noted before
    #[arg(long, value_name = "TEXT", value_parser = line::parse)]
    note: Option<String>,

    /// It is given up without being done
    #[arg(long)]
    not_pursued: bool,

    #[command(flatten)]
    call: Recorded,

    /// Show the lines that would change, and write nothing
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

/// An entry of `action-updates`, in the order of its keys.
#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    status: Option<ActionStatus>,
    due: Option<NaiveDate>,
    note: Option<&'a str>,
}

pub fn run(mut args: Args, session: &mut Session) -> Result<Status, Error> {
    session.find_root()?;
    if args.due.is_none() && args.note.is_none() && args.status.is_none() {
        return Err(Error::usage("nothing is said of the action point", "Give --due, --note or --status."));
    }
    let id = asked(args.id.take(), session)?;
    let (repository, _lock) = session.repository_to_write(args.dry_run)?;
    let workgroup = session.readable_despite_unread_files(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let meeting = args.call.choose(&views, session)?;
    let date = meeting.date.value;
    let id = resolve(id, &views)?;
    if views.is_numbered_in_print(&id) {
        let message = format!("`{id}` is a plain number, and these begin anew with every call");
        let help = "In the file of the call that opened it give it an id that lasts, such as 20260212-01: the call's \
                    day and its number; then name that.";
        return Err(Error::denied(message, help));
    }
    let day = args.due.map(|due| due_day(due, date, &views)).transpose()?;
    let edits = edits(&id, &args, day, meeting)?;
    let status = args.status.map(|status| status.key().to_owned());
    let due = args.due.zip(day).map(|(due, day)| describe_due(due, day));
    let note = args.note.as_ref().map(|_| "a note".to_owned());
    let said: Vec<String> = [status, due, note].into_iter().flatten().collect();
    let told = format!("action point {id}: {}", said.join(", "));
    let path = repository.group.sources.file(meeting.file).path.clone();
    session.edit_records(&repository, &[Change { path, edits, told }], args.dry_run)?;
    Ok(Status::Clean)
}

/// The id that the user means by its beginning. The rules say what is wrong with one that no call opened.
fn resolve(id: String, views: &Views) -> Result<String, Error> {
    if views.is_numbered_in_print(&id) {
        return Ok(id);
    }
    let known = find_known(views.resolve_action(&id), &id, "ids of action points")?;
    Ok(known.map_or(id, ToOwned::to_owned))
}

/// What makes the file of a call say it. What the call said of the action point before is changed, and an action point
/// that it opened itself is given its day there: nothing is said twice.
fn edits(id: &str, args: &Args, day: Option<NaiveDate>, meeting: &Meeting) -> Result<Vec<Edit>, Error> {
    let mut edits = Vec::new();
    let own = day.and_then(|_| opened_at(id, meeting));
    if let Some((mut path, due)) = own.clone().zip(day) {
        path.push("due".into());
        edits.push(Edit::set(path, &due)?);
    }
    let entry = Entry { id, status: args.status, due: day.filter(|_| own.is_none()), note: args.note.as_deref() };
    if let Some(at) = meeting.action_updates.iter().rposition(|update| update.id.value == id) {
        let path = |key: &str| -> [Step; 3] { ["action-updates".into(), at.into(), key.into()] };
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

/// Where a call opened an action point.
fn opened_at(id: &str, meeting: &Meeting) -> Option<Vec<Step>> {
    let among =
        |actions: &[Action]| actions.iter().position(|action| action.id.as_ref().is_some_and(|own| own.value == id));
    let of_item = |item: &Item| among(&item.actions);
    let at_item = placed_items(meeting).find_map(|placed| {
        let at = of_item(placed.item)?;
        Some(vec![placed.list.key().into(), placed.at.into(), "actions".into(), at.into()])
    });
    at_item.or_else(|| Some(vec!["actions".into(), among(&meeting.actions)?.into()]))
}

/// The id, given or chosen on a terminal of those that are open.
fn asked(given: Option<String>, session: &mut Session) -> Result<String, Error> {
    let missing = || {
        let help = "Name it by its id, such as 20260212-01; `backlog action list` shows them.";
        Error::usage("no action point is named", help)
    };
    if let Some(id) = given {
        return Ok(id.trim().to_owned());
    }
    if !session.out.is_interactive() {
        return Err(missing());
    }
    let repository = session.repository()?;
    let workgroup = session.readable_despite_unread_files(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let known = open(&views, session.out.width());
    ask::one_of("Action point", &known, session, missing)
}

/// The action points that are open today, each with its line.
fn open(views: &Views, width: usize) -> Vec<(String, String)> {
    let lasting = views.open_actions(views.now.day()).filter_map(|action| Some((action.id?, action)));
    let lasting = lasting.filter(|(id, _)| !views.is_numbered_in_print(id));
    let line = |(id, action): (&str, &crate::view::actions::ActionPoint)| {
        let text = action.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let line = format!("{id}  {}: {text}", action.owners.join(", "));
        (id.to_owned(), shortened(&line, width.saturating_sub(4)))
    };
    lasting.map(line).collect()
}

fn parse_status(text: &str) -> Result<ActionStatus, String> {
    let keys = ActionStatus::KEYS.map(|(key, _)| key);
    ActionStatus::KEYS.iter().find(|(key, _)| *key == text).map(|(_, status)| *status).ok_or_else(|| {
        match nearest(text, keys) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("an action point is {}", keys.join(", ")),
        }
    })
}
