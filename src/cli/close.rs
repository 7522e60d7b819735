//! `backlog close`: record that the issue of a proposal was closed.

use super::ask::TextFile;
use super::call::RecordedCall;
use super::session::{Needs, Session};
use super::{ExitStatus, parse_day, proposal};
use crate::error::Error;
use crate::record::close::close_proposal;
use chrono::NaiveDate;
use clap::builder::NonEmptyStringValueParser;

/// Record that the issue of a proposal was closed
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog close 18
  backlog close 18 --outcome \"Nobody asks for it any more.\"")]
pub struct Args {
    /// Issue, slug or name of the proposal
    issue: Option<String>,

    /// Record the outcome, as Markdown, with the item of the call; - reads standard input
    #[arg(long, value_name = "TEXT", conflicts_with = "file", value_parser = NonEmptyStringValueParser::new())]
    outcome: Option<String>,

    /// Set the day on which it was closed [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    date: Option<NaiveDate>,

    #[command(flatten)]
    file: TextFile,

    #[command(flatten)]
    call: RecordedCall,
}

pub fn run(mut args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    if args.call.is_named() && args.outcome.is_none() && !args.file.is_given() {
        let help = "Add --outcome TEXT or --file FILE, or give the day on which it was closed: --date DATE.";
        return Err(Error::usage("--meeting requires --outcome", help));
    }
    let missing = Error::usage("a proposal is required", "Add it: `backlog close ISSUE`.");
    let issue = proposal::prompt_for_proposal(args.issue.take(), session, missing)?;
    let outcome = args.file.read(args.outcome.take())?;
    let outcome = outcome.as_deref().map(str::trim_end);
    if outcome.is_some_and(|text| text.trim().is_empty()) {
        return Err(Error::usage("the outcome is empty", "Write the outcome, or remove --outcome or --file."));
    }
    session.record(Needs::AllRecords, |views, session| {
        let meeting = outcome.map(|_| args.call.announce_call(views, session)).transpose()?;
        close_proposal(&issue, args.date, outcome.zip(meeting), views)
    })
}
