//! `backlog stage`: a stage that a proposal reached.

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
    /// The proposal: its issue, its slug or its name
    issue: Option<String>,

    /// The stage; one that may not follow the present one is refused, and those that may are named
    #[arg(value_parser = parse_stage)]
    stage: Option<Stage>,

    /// The day on which it was reached; without it today
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    date: Option<NaiveDate>,

    /// The call in which it was reached: its day
    #[arg(long, value_name = "DATE", value_parser = parse_day, conflicts_with = "date")]
    call: Option<NaiveDate>,

    /// Why, in a few words of Markdown
    #[arg(long, value_name = "TEXT", value_parser = line::parse_line)]
    note: Option<String>,

    /// The day on which notice was given; a reactivation needs it
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    notified: Option<NaiveDate>,

    /// Show the lines that would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// An entry of `stages`, in the order of its keys.
#[derive(Serialize)]
struct StageEntry<'a> {
    stage: Stage,
    date: NaiveDate,
    note: Option<&'a str>,
    notified: Option<NaiveDate>,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    let no_proposal = || Error::usage("no proposal is named", "Name it first: `backlog stage ISSUE STAGE`.");
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
    let words = views.format_stage(stage);
    let told = format!("{}: {words} on {date}", proposal::proposal_label(proposal, &views));
    let path = proposal::record_path(proposal, &repository).to_owned();
    let after = session.edit_records(&repository, &[RecordChange { path, edits, description: told }], args.dry_run);
    let after = after.map_err(|error| error.with_help(suggest_notice(args.notified)))?;
    if date > views.now.day() {
        session.out.print_message(&format!("{date} is still to come: the proposal is at this stage from that day on"));
    }
    if stage == Stage::Frozen {
        let views = session.new_views(&after.group, workgroup);
        let frozen = views.index.by_slug(&proposal.slug).and_then(|proposal| proposal.stages.last());
        if let Some(due) = frozen.and_then(|freeze| views.archive_due(freeze)) {
            session.out.print_message(&format!("it is to be archived on {due}, unless its return is announced before"));
        }
    }
    Ok(ExitStatus::Clean)
}

/// What makes a proposal's file say that it reached a stage; whether the stage may follow is for the rules to say.
pub fn stage_edit(
    proposal: &Proposal,
    stage: Stage,
    date: NaiveDate,
    note: Option<&str>,
    notified: Option<NaiveDate>,
) -> Result<Edit, Error> {
    if notified.is_some() && stage != Stage::Reactivated {
        let help = "Leave --notified out, or record `reactivated`.";
        return Err(Error::usage(format!("notice is given of a reactivation, not of `{stage}`"), help));
    }
    let same = |last: &&crate::model::stage::ReachedStage| {
        last.stage.value == stage && last.date.as_ref().is_some_and(|day| day.value == date)
    };
    if proposal.stages.last().filter(same).is_some() {
        let message = format!("the file says already that it reached `{stage}` on {date}");
        return Err(Error::not_allowed(message, "Name another day with --date DATE, or edit the entry that is there."));
    }
    Edit::append(["stages".into()], &StageEntry { stage, date, note, notified })
}

/// The flag that says when notice of a reactivation was given, where the rule wants the key.
pub fn suggest_notice(notified: Option<NaiveDate>) -> impl Fn(&str) -> Option<String> {
    move |rule| {
        let is_missing = rule == "short-reactivation" && notified.is_none();
        is_missing.then(|| "Say when notice of its return was given: --notified DATE.".to_owned())
    }
}

/// Reads a stage, and offers the nearest one.
pub fn parse_stage(text: &str) -> Result<Stage, String> {
    let keys = || Stage::all().map(Stage::record_key);
    Stage::parse(text).ok_or_else(|| match suggest_word(text, keys()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the stages are {}", keys().collect::<Vec<_>>().join(", ")),
    })
}

/// One of the stages that may come next, chosen on a terminal.
fn prompt_for_stage(issue: &str, session: &mut Session) -> Result<Stage, Error> {
    let missing = || Error::usage("no stage is named", "Name it behind the proposal: `backlog stage ISSUE STAGE`.");
    if !session.out.is_interactive() {
        return Err(missing());
    }
    let repository = session.read_repository()?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let line = |stage: Stage| {
        (stage.record_key().to_owned(), format!("{}  {}", stage.record_key(), views.format_stage(stage)))
    };
    let known: Vec<_> = next_stages(proposal::resolve_proposal(issue, &views)?, &views).into_iter().map(line).collect();
    let chosen = ask::choose_one_of("Stage", &known, session, missing)?;
    parse_stage(&chosen).map_err(|reason| Error::usage(format!("`{chosen}` is no stage"), reason))
}

/// What may come next for a proposal.
fn next_stages(proposal: &Proposal, views: &Views) -> Vec<Stage> {
    match views.stage_on(proposal, views.now.day()) {
        Some(stage) => stage.followers().collect(),
        None => Stage::all().filter(|stage| *stage != Stage::Reactivated).collect(),
    }
}
