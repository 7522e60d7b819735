//! `backlog stage`: a stage that a proposal reached.

use super::session::{Change, Session};
use super::{Status, ask, call, line, parse_day, proposal};
use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::model::spelling::nearest;
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
    #[arg(long, value_name = "TEXT", value_parser = line::parse)]
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
struct Entry<'a> {
    stage: Stage,
    date: NaiveDate,
    note: Option<&'a str>,
    notified: Option<NaiveDate>,
}

pub fn run(args: Args, session: &mut Session) -> Result<Status, Error> {
    session.find_root()?;
    let no_proposal = || Error::usage("no proposal is named", "Name it first: `backlog stage ISSUE STAGE`.");
    let issue = proposal::asked(args.issue.clone(), session, no_proposal)?;
    let stage = match args.stage {
        Some(stage) => stage,
        None => asked(&issue, session)?,
    };
    let (repository, _lock) = session.repository_to_write(args.dry_run)?;
    let workgroup = session.readable_despite_unread_files(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let proposal = proposal::named(&issue, &views)?;
    let call = args.call.map(|day| call::find_held_call(day, &views)).transpose()?;
    let date = args.date.or(call.map(|call| call.date.value)).unwrap_or(views.now.day());
    let edits = vec![reached(proposal, stage, date, args.note.as_deref(), args.notified)?];
    let words = views.stage_words(stage);
    let told = format!("{}: {words} on {date}", proposal::label(proposal, &views));
    let path = proposal::path(proposal, &repository).to_owned();
    let after = session.edit_records(&repository, &[Change { path, edits, told }], args.dry_run);
    let after = after.map_err(|error| error.helped(notice_missing(args.notified)))?;
    if date > views.now.day() {
        session.out.say(&format!("{date} is still to come: the proposal is at this stage from that day on"));
    }
    if stage == Stage::Frozen {
        let views = session.views(&after.group, workgroup);
        let frozen = views.index.by_slug(&proposal.slug).and_then(|proposal| proposal.stages.last());
        if let Some(due) = frozen.and_then(|freeze| views.archive_due(freeze)) {
            session.out.say(&format!("it is to be archived on {due}, unless its return is announced before"));
        }
    }
    Ok(Status::Clean)
}

/// What makes a proposal's file say that it reached a stage; whether the stage may follow is for the rules to say.
pub fn reached(
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
    let same = |last: &&crate::model::stage::Reached| {
        last.stage.value == stage && last.date.as_ref().is_some_and(|day| day.value == date)
    };
    if proposal.stages.last().filter(same).is_some() {
        let message = format!("the file says already that it reached `{stage}` on {date}");
        return Err(Error::denied(message, "Name another day with --date DATE, or edit the entry that is there."));
    }
    Edit::append(["stages".into()], &Entry { stage, date, note, notified })
}

/// The flag that says when notice of a reactivation was given, where the rule wants the key.
pub fn notice_missing(notified: Option<NaiveDate>) -> impl Fn(&str) -> Option<String> {
    move |rule| {
        let is_missing = rule == "short-reactivation" && notified.is_none();
        is_missing.then(|| "Say when notice of its return was given: --notified DATE.".to_owned())
    }
}

/// Reads a stage, and offers the nearest one.
pub fn parse_stage(text: &str) -> Result<Stage, String> {
    let keys = || Stage::all().map(Stage::key);
    Stage::parse(text).ok_or_else(|| match nearest(text, keys()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the stages are {}", keys().collect::<Vec<_>>().join(", ")),
    })
}

/// One of the stages that may come next, chosen on a terminal.
fn asked(issue: &str, session: &mut Session) -> Result<Stage, Error> {
    let missing = || Error::usage("no stage is named", "Name it behind the proposal: `backlog stage ISSUE STAGE`.");
    if !session.out.is_interactive() {
        return Err(missing());
    }
    let repository = session.repository()?;
    let workgroup = session.readable_despite_unread_files(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let line = |stage: Stage| (stage.key().to_owned(), format!("{}  {}", stage.key(), views.stage_words(stage)));
    let known: Vec<_> = next(proposal::named(issue, &views)?, &views).into_iter().map(line).collect();
    let chosen = ask::one_of("Stage", &known, session, missing)?;
    parse_stage(&chosen).map_err(|reason| Error::usage(format!("`{chosen}` is no stage"), reason))
}

/// What may come next for a proposal.
fn next(proposal: &Proposal, views: &Views) -> Vec<Stage> {
    match views.stage_on(proposal, views.now.day()) {
        Some(stage) => stage.followers().collect(),
        None => Stage::all().filter(|stage| *stage != Stage::Reactivated).collect(),
    }
}
