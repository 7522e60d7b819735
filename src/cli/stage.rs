//! `backlog stage`: record that a proposal reached a stage.

use super::session::{RecordChange, Session};
use super::{ExitStatus, ask, call, line, parse_day, proposal};
use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::model::spelling::suggest_word;
use crate::model::stage::Stage;
use crate::store::edit::Edit;
use crate::view::Views;
use chrono::NaiveDate;
use serde::Serialize;

/// Record that a proposal reached a stage
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog stage 63 sent-to-tsc
  backlog stage 63 frozen --note \"no answer from the owner\"
  backlog stage 63 reactivated --date 2026-03-12 --notified 2026-02-26")]
pub struct Args {
    /// Issue, slug or name of the proposal
    issue: Option<String>,

    /// Stage, which must be one that may follow the present one
    #[arg(value_parser = parse_stage)]
    stage: Option<Stage>,

    /// Set the day on which it was reached [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    date: Option<NaiveDate>,

    /// Set the day to that of the call of DATE
    #[arg(long, value_name = "DATE", value_parser = parse_day, conflicts_with = "date")]
    call: Option<NaiveDate>,

    /// Add a note, in a few words of Markdown
    #[arg(long, value_name = "TEXT", value_parser = line::parse_line)]
    note: Option<String>,

    /// Set the day on which notice was given, which a reactivation requires
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    notified: Option<NaiveDate>,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

/// An entry of `stages`, with its keys in order.
#[derive(Serialize)]
struct StageEntry<'a> {
    stage: Stage,
    date: NaiveDate,
    note: Option<&'a str>,
    notified: Option<NaiveDate>,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    let no_proposal = || Error::usage("a proposal is required", "Add it: `backlog stage ISSUE STAGE`.");
    let issue = proposal::prompt_for_proposal(args.issue.clone(), session, no_proposal)?;
    let stage = match args.stage {
        Some(stage) => stage,
        None => prompt_for_stage(&issue, session)?,
    };
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let proposal = proposal::resolve_proposal(&issue, &views)?;
    let call = args.call.map(|day| call::find_held_call_on(day, &views)).transpose()?;
    let date = args.date.or(call.map(|call| call.date.value)).unwrap_or(views.now.day());
    let edits = vec![stage_edit(proposal, stage, date, args.note.as_deref(), args.notified)?];
    let words = views.reviews.format_stage(stage);
    let description = format!("{}: {words} on {date}", proposal::proposal_label(proposal, &views));
    let path = proposal::record_path(proposal, &repository).to_owned();
    let after = session.edit_records(&repository, &[RecordChange { path, edits, description }], args.dry_run);
    let after = after.map_err(|error| error.with_help(suggest_notice(args.notified)))?;
    if date > views.now.day() {
        session.out.print_message(&format!("{date} is in the future: the proposal has this stage from that day on"));
    }
    if stage == Stage::Frozen {
        let views = session.new_views(&after.group, workgroup);
        let frozen = views.index.by_slug(&proposal.slug).and_then(|proposal| proposal.stages.last());
        if let Some(due) = frozen.and_then(|freeze| views.stages.archive_due(freeze)) {
            session
                .out
                .print_message(&format!("it is due to be archived on {due}, unless its return is announced before"));
        }
    }
    Ok(ExitStatus::Clean)
}

/// The edit that records a stage. The rules check whether it may follow the present one.
pub fn stage_edit(
    proposal: &Proposal,
    stage: Stage,
    date: NaiveDate,
    note: Option<&str>,
    notified: Option<NaiveDate>,
) -> Result<Edit, Error> {
    if notified.is_some() && stage != Stage::Reactivated {
        let help = "Remove --notified, or record `reactivated`.";
        return Err(Error::usage(format!("--notified applies to a reactivation, not to `{stage}`"), help));
    }
    let same = |last: &&crate::model::stage::ReachedStage| {
        last.stage.value == stage && last.date.as_ref().is_some_and(|day| day.value == date)
    };
    if proposal.stages.last().filter(same).is_some() {
        let message = format!("it is already recorded that it reached `{stage}` on {date}");
        return Err(Error::not_allowed(message, "Use another day with --date DATE, or edit the existing entry."));
    }
    Edit::append(["stages".into()], &StageEntry { stage, date, note, notified })
}

/// The help for the rule that requires a notice of reactivation.
pub fn suggest_notice(notified: Option<NaiveDate>) -> impl Fn(&str) -> Option<String> {
    move |rule| {
        let is_missing = rule == "short-reactivation" && notified.is_none();
        is_missing.then(|| "Add the day on which notice of its return was given: --notified DATE.".to_owned())
    }
}

/// Parses a stage, with a suggestion for an unknown one.
pub fn parse_stage(text: &str) -> Result<Stage, String> {
    let keys = || Stage::all().map(Stage::record_key);
    Stage::parse(text).ok_or_else(|| match suggest_word(text, keys()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("expected {}", keys().collect::<Vec<_>>().join(", ")),
    })
}

/// One of the stages that may follow, chosen on a terminal.
fn prompt_for_stage(issue: &str, session: &mut Session) -> Result<Stage, Error> {
    let missing = || Error::usage("a stage is required", "Add it: `backlog stage ISSUE STAGE`.");
    if !session.out.is_interactive() {
        return Err(missing());
    }
    let repository = session.read_repository()?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let line = |stage: Stage| {
        (stage.record_key().to_owned(), format!("{}  {}", stage.record_key(), views.reviews.format_stage(stage)))
    };
    let known: Vec<_> = next_stages(proposal::resolve_proposal(issue, &views)?, &views).into_iter().map(line).collect();
    let chosen = ask::choose_one_of("Stage", &known, session, missing)?;
    parse_stage(&chosen).map_err(|reason| Error::usage(format!("expected a stage, found \"{chosen}\""), reason))
}

/// The stages that may follow the present one of a proposal.
fn next_stages(proposal: &Proposal, views: &Views) -> Vec<Stage> {
    match views.stages.stage_on(proposal, views.now.day()) {
        Some(stage) => stage.followers().collect(),
        None => Stage::all().filter(|stage| *stage != Stage::Reactivated).collect(),
    }
}
