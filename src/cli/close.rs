//! `backlog close`: the issue of a proposal was closed.

use super::call::{self, Recorded};
use super::session::{Change, Repository, Session};
use super::{Status, ask, note, parse_day, proposal};
use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::model::wording::shell_word;
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
    call: Recorded,

    /// Show the lines that would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub fn run(mut args: Args, session: &mut Session) -> Result<Status, Error> {
    session.find_root()?;
    if args.call.is_named() && args.outcome.is_none() {
        let help = "Give --outcome, or the day on which it was closed: --date DATE.";
        return Err(Error::usage("--call says in which call the outcome was told, and there is none", help));
    }
    let missing = || Error::usage("no proposal is named", "Name it first: `backlog close ISSUE`.");
    let issue = proposal::asked(args.issue.take(), session, missing)?;
    let outcome = args.outcome.take().map(ask::given_or_read).transpose()?;
    let outcome = outcome.as_deref().map(str::trim_end);
    if outcome.is_some_and(|text| text.trim().is_empty()) {
        return Err(Error::usage("the outcome says nothing", "Say what came of it, or leave --outcome out."));
    }
    let (repository, _lock) = session.repository_to_write(args.dry_run)?;
    let workgroup = session.readable_despite_unread_files(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let proposal = proposal::named(&issue, &views)?;
    let date = args.date.unwrap_or(views.now.day());
    let told = format!("{}: closed on {date}", proposal::label(proposal, &views));
    let edits = match views.closed(proposal) {
        None => vec![Edit::set(["closed".into()], &date)?],
        Some(day) if outcome.is_some() || day == date => Vec::new(),
        Some(day) => {
            let message = format!("{} was closed on {day} already", proposal::label(proposal, &views));
            let help = format!("Another day is `backlog set {} closed={date}`.", shell_word(&proposal.slug));
            return Err(Error::denied(message, help));
        }
    };
    let mut changes = vec![Change { path: proposal::path(proposal, &repository).to_owned(), edits, told }];
    if let Some(outcome) = outcome {
        changes.push(outcome_told(proposal, outcome, &args.call, &repository, &views, session)?);
    }
    session.edit_records(&repository, &changes, args.dry_run)?;
    Ok(Status::Clean)
}

/// The outcome in the update of the item: what was said of a proposal is told in a call, and nowhere else.
fn outcome_told(
    proposal: &Proposal,
    outcome: &str,
    in_call: &Recorded,
    repository: &Repository,
    views: &Views,
    session: &mut Session,
) -> Result<Change, Error> {
    let meeting = in_call.choose(views, session)?;
    let placed = views.item_named(&proposal.slug, meeting).ok_or_else(|| {
        let date = meeting.date.value;
        Error::denied(
            format!(
                "{} is no item of the call of {date}, and an outcome is told in a call",
                proposal::label(proposal, views)
            ),
            "Put it on the agenda of the call to be closed, name another call with --call DATE, or leave --outcome out.",
        )
    })?;
    let present = placed.item.update.as_ref().map_or("", |update| update.as_str());
    let at = |key: &str| [placed.list.key().into(), placed.at.into(), key.into()];
    let mut edits = placed.open_for_keys()?;
    edits.push(Edit::set(at("update"), &note::joined(present, outcome))?);
    if placed.item.treated == Some(false) {
        edits.push(Edit::remove(at("treated")));
    }
    let told = format!("{}: the outcome", call::label(placed.item, views));
    Ok(Change { path: repository.group.sources.file(meeting.file).path.clone(), edits, told })
}
