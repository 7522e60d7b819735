//! `backlog close`: record that the issue of a proposal was closed.

use super::call::{self, RecordedCall};
use super::session::{GroupRepository, RecordChange, Session};
use super::{ExitStatus, ask, note, parse_day, proposal};
use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::model::wording::quote_shell_word;
use crate::store::edit::Edit;
use crate::view::Views;
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
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    outcome: Option<String>,

    /// Set the day on which it was closed [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    date: Option<NaiveDate>,

    #[command(flatten)]
    call: RecordedCall,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

pub fn run(mut args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    if args.call.is_named() && args.outcome.is_none() {
        let help = "Add --outcome TEXT, or give the day on which it was closed: --date DATE.";
        return Err(Error::usage("--call requires --outcome", help));
    }
    let missing = || Error::usage("a proposal is required", "Add it: `backlog close ISSUE`.");
    let issue = proposal::prompt_for_proposal(args.issue.take(), session, missing)?;
    let outcome = args.outcome.take().map(ask::read_text).transpose()?;
    let outcome = outcome.as_deref().map(str::trim_end);
    if outcome.is_some_and(|text| text.trim().is_empty()) {
        return Err(Error::usage("the outcome is empty", "Write the outcome, or remove --outcome."));
    }
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let proposal = proposal::resolve_proposal(&issue, &views)?;
    let date = args.date.unwrap_or(views.now.day());
    let description = format!("{}: closed on {date}", proposal::proposal_label(proposal, &views));
    let edits = match views.stages.closing_day(proposal) {
        None => vec![Edit::set(["closed".into()], &date)?],
        Some(day) if outcome.is_some() || day == date => Vec::new(),
        Some(day) => {
            let message = format!("{} was already closed on {day}", proposal::proposal_label(proposal, &views));
            let help = format!("To change the day: `backlog set {} closed={date}`.", quote_shell_word(&proposal.slug));
            return Err(Error::not_allowed(message, help));
        }
    };
    let mut changes =
        vec![RecordChange { path: proposal::record_path(proposal, &repository).to_owned(), edits, description }];
    if let Some(outcome) = outcome {
        changes.push(record_outcome(proposal, outcome, &args.call, &repository, &views, session)?);
    }
    session.edit_records(&repository, &changes, args.dry_run)?;
    Ok(ExitStatus::Clean)
}

/// The outcome as part of the item: what was said about a proposal is recorded in a call, and nowhere else.
fn record_outcome(
    proposal: &Proposal,
    outcome: &str,
    in_call: &RecordedCall,
    repository: &GroupRepository,
    views: &Views,
    session: &mut Session,
) -> Result<RecordChange, Error> {
    let meeting = in_call.announce_call(views, session)?;
    let placed = views.lookup.find_item(&proposal.slug, meeting).ok_or_else(|| {
        let date = meeting.date.value;
        Error::not_allowed(
            format!(
                "{} is not an item of the call of {date}, where the outcome is recorded",
                proposal::proposal_label(proposal, views)
            ),
            "Add it to the agenda of the call with --closing, choose another call with --call DATE, or remove --outcome.",
        )
    })?;
    let present = placed.item.update.as_ref().map_or("", |update| update.as_str());
    let at = |key: &str| [placed.list.record_key().into(), placed.at.into(), key.into()];
    let mut edits = placed.expand_number()?;
    edits.push(Edit::set(at("update"), &note::append_text(present, outcome))?);
    if placed.item.treated == Some(false) {
        edits.push(Edit::remove(at("treated")));
    }
    let description = format!("{}: the outcome", call::item_label(placed.item, views));
    Ok(RecordChange { path: repository.group.sources.file(meeting.file).path.clone(), edits, description })
}
