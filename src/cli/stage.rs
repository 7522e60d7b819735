//! `backlog stage`: record that a proposal reached a stage.

use super::session::{Needs, Session};
use super::{ExitStatus, ask, line, parse_day, proposal};
use crate::error::Error;
use crate::model::stage::{ReachedStage, Stage};
use crate::record::call::find_held_call_on;
use crate::record::proposal::resolve_proposal;
use crate::record::stage::{next_stages, record_stage};
use chrono::NaiveDate;

/// Record that a proposal reached a stage
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog stage 63 under-review
  backlog stage 63 frozen --reason \"no answer from the owner\"
  backlog stage 63 reactivated --date 2026-03-12 --notified 2026-02-26")]
pub struct Args {
    /// Issue, slug or name of the proposal
    issue: Option<String>,

    /// Stage, which must be one that may follow the present one
    stage: Option<Stage>,

    /// Set the day on which it was reached [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    date: Option<NaiveDate>,

    /// Set the day to that of the call of DATE
    #[arg(long = "meeting", alias = "call", value_name = "DATE", value_parser = parse_day, conflicts_with = "date")]
    call: Option<NaiveDate>,

    /// Give the reason, in a few words of Markdown
    #[arg(long, alias = "note", value_name = "WHY", value_parser = line::parse_line)]
    reason: Option<String>,

    /// Set the day on which notice was given, which a reactivation requires
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    notified: Option<NaiveDate>,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let missing = Error::usage("a proposal is required", "Add it: `backlog stage ISSUE STAGE`.");
    let issue = proposal::prompt_for_proposal(args.issue, session, missing)?;
    let stage = match args.stage {
        Some(stage) => stage,
        None => prompt_for_stage(&issue, session)?,
    };
    let (reason, notified) = (args.reason.map(Into::into), args.notified);
    session.record(Needs::AllRecords, |views, _| {
        let call = args.call.map(|day| find_held_call_on(day, views)).transpose()?;
        let date = args.date.or(call.map(|call| call.date.value)).map(Into::into);
        record_stage(&issue, ReachedStage { date, reason, notified, ..ReachedStage::new(stage, None) }, views)
    })
}

/// One of the stages that may follow, chosen on a terminal.
fn prompt_for_stage(issue: &str, session: &mut Session) -> Result<Stage, Error> {
    let missing = Error::usage("a stage is required", "Add it: `backlog stage ISSUE STAGE`.");
    let chosen = ask::choose_known(None, "Stage", session, missing, |views| {
        let line = |stage: Stage| {
            let key = stage.record_key();
            (key.to_owned(), format!("{key}  {}", views.reviews.format_stage(stage)))
        };
        Ok(next_stages(resolve_proposal(issue, views)?, views).into_iter().map(line).collect())
    })?;
    chosen.parse().map_err(|reason: String| Error::usage(format!("expected a stage, found \"{chosen}\""), reason))
}
