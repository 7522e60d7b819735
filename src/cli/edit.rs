//! `backlog edit`: change a call as a sheet, or a record as YAML, in an editor.

mod call;
mod keep;
mod record;
mod refusal;

use super::call::RecordedCall;
use super::session::Session;
use super::show::refuse_wrong_day;
use super::{ExitStatus, ask};
use crate::error::Error;
use crate::model::when::parse_day;
use std::path::PathBuf;

/// Edit a call as a text, or a record as YAML
///
/// Without a proposal, the call is written as a text in the notation of docs/notation.md: people as check boxes, a
/// section per item with its history, and what is recorded already. When you save it, what changed is recorded. What
/// is refused comes back as comments. With a proposal or `workgroup`, the file is opened, and checked before it is
/// written.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog edit                   the running call
  backlog edit 2026-02-12
  backlog edit --file notes.txt  add what a text says
  backlog edit 63                the file of a proposal
  backlog edit workgroup         schedule, people, rules")]
pub struct Args {
    /// Day of a call; issue, slug or name of a proposal; or workgroup [default: the call that is recorded]
    #[arg(value_name = "DATE|ISSUE|workgroup", conflicts_with = "call")]
    what: Option<String>,

    /// Add to the call what FILE says, instead of opening an editor; - is standard input
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,

    #[command(flatten)]
    call: RecordedCall,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    args.what.as_deref().map_or(Ok(()), refuse_wrong_day)?;
    let day = args.what.as_deref().and_then(parse_day);
    let call = match (&args.what, day) {
        (None, _) => args.call,
        (Some(_), Some(day)) => RecordedCall::on(day),
        (Some(what), None) if args.file.is_some() => {
            let message = format!("expected the day of a call, found \"{what}\"");
            return Err(Error::usage(message, "Records other than calls are edited alone: `backlog edit ISSUE`."));
        }
        (Some(what), None) => {
            expect_terminal(session, "Edit the file itself, then run `backlog check`.")?;
            return record::edit_record(what, session);
        }
    };
    match args.file {
        Some(file) => call::add_from_text(&call, &ask::read_input(&file)?, session),
        None => {
            expect_terminal(session, "Read the text from a file: `backlog edit --file FILE`.")?;
            call::edit_call(&call, session)
        }
    }
}

fn expect_terminal(session: &Session, help: &str) -> Result<(), Error> {
    match session.out.is_interactive() {
        true => Ok(()),
        false => Err(Error::usage("an editor needs a terminal", help)),
    }
}
