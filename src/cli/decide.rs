//! `backlog decide`: record what a call decided on an item.

use super::ask::TextFile;
use super::call::{self, RecordedCall};
use super::session::Session;
use super::{ExitStatus, ask, line, parse_day};
use crate::error::Error;
use crate::model::stage::{ReachedStage, Stage};
use crate::record::decide::{record_decision, remove_decision, replace_decision};
use chrono::NaiveDate;

/// Record a decision on an item
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog decide 63 \"The owner talks to GSMA first\"
  backlog decide 63 \"Ready for the TSC\" --stage under-review
  backlog decide 63 \"Frozen until an owner is found\" --stage frozen --reason \"no owner\"
  backlog decide 63 --replace \"\"")]
pub struct Args {
    /// Issue, slug, name or title of the item
    issue: Option<String>,

    /// The decision, as Markdown; - reads standard input. It is added after earlier decisions
    #[arg(conflicts_with = "file", allow_hyphen_values = true, value_parser = line::parse_prose)]
    text: Option<String>,

    /// Replace the last decision; an empty text removes it
    #[arg(long)]
    replace: bool,

    /// Record that the proposal reached STAGE on the day of the call
    #[arg(long, value_name = "STAGE")]
    stage: Option<Stage>,

    /// Give the reason of the stage, in a few words of Markdown
    #[arg(long, alias = "note", value_name = "WHY", requires = "stage", value_parser = line::parse_line)]
    reason: Option<String>,

    /// Set the day on which notice of a reactivation was given
    #[arg(long, value_name = "DATE", requires = "stage", value_parser = parse_day)]
    notified: Option<NaiveDate>,

    #[command(flatten)]
    file: TextFile,

    #[command(flatten)]
    call: RecordedCall,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let missing = Error::usage("an item is required", "Add it: `backlog decide ISSUE TEXT`.");
    let issue = call::prompt_for_item(args.issue, &args.call, session, missing)?;
    let empties = args.replace && args.text.as_ref().is_some_and(|text| text.trim().is_empty());
    if empties && args.stage.is_none() {
        return args.call.record_about(&[&issue], session, |meeting, views| remove_decision(&issue, meeting, views));
    }
    let missing = Error::usage("a decision is required", "Add it, or use - to read standard input.");
    let text = ask::ask_required_text(args.text, &args.file, "Decision", session, missing)?;
    let (reason, notified) = (args.reason.map(Into::into), args.notified);
    let stage = args.stage.map(|stage| ReachedStage { reason, notified, ..ReachedStage::new(stage, None) });
    args.call.record_about(&[&issue], session, |meeting, views| match args.replace {
        true => replace_decision(&issue, text.trim(), stage.clone(), meeting, views),
        false => record_decision(&issue, text.trim(), stage.clone(), meeting, views),
    })
}
