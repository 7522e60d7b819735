//! `backlog action withdraw`: take back an action point that a call opened.

use crate::cli::call::RecordedCall;
use crate::cli::session::Session;
use crate::cli::{ExitStatus, ask};
use crate::error::Error;
use crate::record::action::withdraw::withdraw_action;

/// Take back an action point that this call opened by mistake
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog action withdraw 20260226-01")]
pub struct Args {
    /// Id of the action point, such as 20260226-01, or the beginning of it
    id: Option<String>,

    #[command(flatten)]
    call: RecordedCall,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let missing = Error::usage("an action point is required", "Add it: `backlog action withdraw ID`.");
    let id = ask::choose_known(args.id, "Action point", session, missing, |views| {
        let opened = args.call.find_call(views)?.opened_actions();
        let line = |id: &str, text: &str| (id.to_owned(), format!("{id}  {text}"));
        Ok(opened.filter_map(|(_, action)| Some(line(action.id.as_ref()?, &action.text))).collect())
    })?;
    args.call.record(session, |meeting, views| withdraw_action(&id, meeting, views))
}
