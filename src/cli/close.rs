//! `backlog close`: the issue of a proposal was closed.

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
    /// The proposal: its issue, its slug or its name
    issue: Option<String>,

    /// What came of it, as Markdown; - reads it from standard input. It is told in the update of the item in the call
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    outcome: Option<String>,

    /// The day on which it was closed; without it today
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    date: Option<NaiveDate>,

    #[command(flatten)]
    call: RecordedCall,

    /// Show the lines that would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub fn run(mut args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    if args.call.is_named() && args.outcome.is_none() {
        let help = "Give --outcome, or the day on which it was closed: --date DATE.";
        return Err(Error::usage("--call says in which call the outcome was told, and there is none", help));
    }
    let missing = || Error::usage("no proposal is named", "Name it first: `backlog close ISSUE`.");
    let issue = proposal::prompt_for_proposal(args.issue.take(), session, missing)?;
    let outcome = args.outcome.take().map(ask::read_text).transpose()?;
    let outcome = outcome.as_deref().map(str::trim_end);
    if outcome.is_some_and(|text| text.trim().is_empty()) {
        return Err(Error::usage("the outcome says nothing", "Say what came of it, or leave --outcome out."));
    }
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let proposal = proposal::resolve_proposal(&issue, &views)?;
    let date = args.date.unwrap_or(views.now.day());
    let told = format!("{}: closed on {date}", proposal::proposal_label(proposal, &views));
    let edits = match views.closing_day(proposal) {
        None => vec![Edit::set(["closed".into()], &date)?],
        Some(day) if outcome.is_some() || day == date => Vec::new(),
        Some(day) => {
            let message = format!("{} was closed on {day} already", proposal::proposal_label(proposal, &views));
            let help = format!("Another day is `backlog set {} closed={date}`.", quote_shell_word(&proposal.slug));
            return Err(Error::not_allowed(message, help));
        }
    };
    let mut changes =
        vec![RecordChange { path: proposal::record_path(proposal, &repository).to_owned(), edits, description: told }];
    if let Some(outcome) = outcome {
        changes.push(record_outcome(proposal, outcome, &args.call, &repository, &views, session)?);
    }
    session.edit_records(&repository, &changes, args.dry_run)?;
    Ok(ExitStatus::Clean)
}

/// The outcome in the update of the item: what was said of a proposal is told in a call, and nowhere else.
fn record_outcome(
    proposal: &Proposal,
    outcome: &str,
    in_call: &RecordedCall,
    repository: &GroupRepository,
    views: &Views,
    session: &mut Session,
) -> Result<RecordChange, Error> {
    let meeting = in_call.announce_call(views, session)?;
    let placed = views.find_item(&proposal.slug, meeting).ok_or_else(|| {
        let date = meeting.date.value;
        Error::not_allowed(
            format!(
                "{} is no item of the call of {date}, and an outcome is told in a call",
                proposal::proposal_label(proposal, views)
            ),
            "Put it on the agenda of the call to be closed, name another call with --call DATE, or leave --outcome out.",
        )
    })?;
    let present = placed.item.update.as_ref().map_or("", |update| update.as_str());
    let at = |key: &str| [placed.list.record_key().into(), placed.at.into(), key.into()];
    let mut edits = placed.expand_number()?;
    edits.push(Edit::set(at("update"), &note::append_text(present, outcome))?);
    if placed.item.treated == Some(false) {
        edits.push(Edit::remove(at("treated")));
    }
    let told = format!("{}: the outcome", call::item_label(placed.item, views));
    Ok(RecordChange { path: repository.group.sources.file(meeting.file).path.clone(), edits, description: told })
}
