//! `backlog action update` and `backlog action close`: record progress on an action point.

use super::parse_due;
use crate::cli::call::RecordedCall;
use crate::cli::session::Session;
use crate::cli::{ExitStatus, ask, line};
use crate::error::Error;
use crate::model::action::{ActionStatus, ActionUpdate};
use crate::record::action::update::update_action;
use crate::report::columns::shorten_text;
use crate::view::Views;
use crate::view::calls::due_date::DueDate;

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
    #[arg(long, value_name = "STATUS")]
    status: Option<ActionStatus>,

    #[command(flatten)]
    call: RecordedCall,
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
}

impl From<CloseArgs> for Args {
    fn from(args: CloseArgs) -> Self {
        let CloseArgs { id, note, not_pursued, call } = args;
        let status = if not_pursued { ActionStatus::NotPursued } else { ActionStatus::Closed };
        Self { id, due: None, note, status: Some(status), call }
    }
}

pub fn run(mut args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    if args.due.is_none() && args.note.is_none() && args.status.is_none() {
        return Err(Error::usage("there is nothing to update", "Add --due, --note or --status."));
    }
    let id = prompt_for_id(args.id.take(), session)?;
    let update = ActionUpdate { id: id.into(), status: args.status, due: None, note: args.note.map(Into::into) };
    args.call.record(session, |meeting, views| update_action(update, args.due, meeting, views))
}

/// The id: given, or chosen on a terminal among the open ones.
fn prompt_for_id(given: Option<String>, session: &mut Session) -> Result<String, Error> {
    let help = "Give its id, such as 20260212-01; `backlog action list` shows the ids.";
    let missing = Error::usage("an action point is required", help);
    let width = session.out.width();
    let id = ask::choose_known(given, "Action point", session, missing, |views| Ok(list_open(views, width)))?;
    Ok(id.trim().to_owned())
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
