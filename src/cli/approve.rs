//! `backlog approve`: what a call said of earlier minutes.

use super::call::{self, Recorded};
use super::session::{Change, Repository, Session};
use super::{Status, ask, parse_day, render};
use crate::error::Error;
use crate::model::meeting::{Decision, Meeting};
use crate::render::line_ends::is_same_text;
use crate::render::minutes::MARKER;
use crate::render::outputs::{self, State};
use crate::render::seal::without_digest;
use crate::store::edit::Edit;
use crate::store::load;
use crate::view::Views;
use chrono::NaiveDate;
use serde::{Serialize, Serializer};

/// Record that a call approved the minutes of the one before it
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog approve
  backlog approve --corrections \"Delegate D was there, too.\"
  backlog approve --of 2026-01-22 --postponed")]
pub struct Args {
    /// The call whose minutes are meant; without it the last one held before
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    of: Option<NaiveDate>,

    /// What the call wanted changed in them, as Markdown; - reads it from standard input
    #[arg(long, value_name = "TEXT")]
    corrections: Option<String>,

    /// The call refused them
    #[arg(long)]
    not_approved: bool,

    /// The call left them to a later one
    #[arg(long, conflicts_with = "not_approved")]
    postponed: bool,

    #[command(flatten)]
    call: Recorded,

    /// Show the lines that would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// The entry `approval`: the decision alone where nothing else is to be said.
#[derive(Serialize)]
struct Full<'a> {
    decision: Decision,
    of: Option<NaiveDate>,
    corrections: Option<&'a str>,
}

struct Entry<'a>(Full<'a>);

impl Serialize for Entry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Full { decision, of: None, corrections: None } => decision.serialize(serializer),
            full => full.serialize(serializer),
        }
    }
}

pub fn run(args: Args, session: &mut Session) -> Result<Status, Error> {
    session.find_root()?;
    let corrections = args.corrections.clone().map(ask::given_or_read).transpose()?;
    let corrections = corrections.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let decision = match (args.not_approved, args.postponed) {
        (true, _) => Decision::NotApproved,
        (_, true) => Decision::Postponed,
        _ => Decision::Approved,
    };
    let (repository, _lock) = session.repository_to_write(args.dry_run)?;
    let workgroup = session.readable(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let meeting = args.call.choose(&views, session)?;
    let of = meant(args.of, meeting, &views)?;
    let entry = Entry(Full { decision, of: args.of, corrections: corrections.as_deref() });
    let path = repository.group.sources.file(meeting.file).path.clone();
    let edits = if is_there(&entry.0, of, meeting, &views, &session.shown(&path))? {
        Vec::new()
    } else {
        if decision == Decision::Approved {
            refuse_stale(of, &repository, &views, session)?;
        }
        vec![Edit::set(["approval".into()], &entry)?]
    };
    let told = format!("the minutes of {of}: {}", words(decision));
    // Also where it is recorded already: an earlier run may have ended before that.
    let seals = !args.dry_run && decision == Decision::Approved;
    let is_new = !edits.is_empty();
    let after = session.edit_records(&repository, &[Change { path, edits, told }], args.dry_run)?;
    if let Some(sealed) = views.meeting_on(of).filter(|_| seals) {
        if !seal_minutes(of, &after, session)? && !is_new {
            return Ok(Status::Clean);
        }
        let record = session.shown(&repository.group.sources.file(sealed.file).path);
        let reissue = format!("`backlog minutes {of} --reissue --why TEXT`");
        session.out.say(&match corrections {
            None => format!("they stay as they are from now on; {reissue} writes them anew"),
            Some(_) => format!("they stay as they are until the corrections are in {record}: then {reissue}"),
        });
    }
    Ok(Status::Clean)
}

/// Writes the digest of the record into minutes that were approved, so that no later change of it goes unseen. Whether
/// they lacked it.
fn seal_minutes(approved: NaiveDate, repository: &Repository, session: &mut Session) -> Result<bool, Error> {
    let root = &repository.files.root;
    let mut views = session.views(&repository.group, session.readable(repository)?);
    session.read_generated(&mut views, root);
    let of_call = views.meeting_on(approved).map(outputs::minutes_path);
    let mut lacked = false;
    for file in outputs::to_seal(&views)?.into_iter().filter(|file| Some(&file.path) == of_call.as_ref()) {
        if let State::Stale { wanted } = &file.state {
            render::write(&views, root, &file.path, wanted)?;
            session.out.print(&format!("{}: sealed\n", session.shown(&file.path)));
            lacked = true;
        }
    }
    Ok(lacked)
}

/// The day of the call whose minutes are meant.
fn meant(of: Option<NaiveDate>, meeting: &Meeting, views: &Views) -> Result<NaiveDate, Error> {
    let date = meeting.date.value;
    let last = views.last_held_before(date).map(|last| last.date.value);
    let Some(of) = of else {
        let last = last.ok_or_else(|| {
            let message = format!("no call before that of {date} has a file");
            Error::denied(message, "Name the call whose minutes are meant: --of DATE.")
        })?;
        // Which call was the last one held, nobody knows then.
        return match views.is_call_missing_between(last, date) {
            true => Err(Error::denied(
                format!("the last call with a file is that of {last}, and the schedule has others before {date}"),
                format!("Name the call whose minutes are meant: --of {last}, or another day."),
            )),
            false => Ok(last),
        };
    };
    if views.may_be_approved_on(date, of) {
        return Ok(of);
    }
    let help = match last {
        Some(last) => format!("The call before it is that of {last}."),
        None => "Name the day of an earlier call.".to_owned(),
    };
    Err(Error::denied(format!("{of} is no call before that of {date}"), help))
}

/// Whether the file says it already; a call that says something else is not told twice.
fn is_there(new: &Full, of: NaiveDate, meeting: &Meeting, views: &Views, path: &str) -> Result<bool, Error> {
    let Some(now) = &meeting.approval else { return Ok(false) };
    let named = now.of.as_ref().map(|of| of.value);
    let now_of = named.or_else(|| views.approved_in(meeting).map(|meant| meant.date.value));
    let corrections = now.corrections.as_ref().map(|text| text.trim());
    if now.decision.value == new.decision && now_of == Some(of) && corrections == new.corrections {
        return Ok(true);
    }
    let (date, decided) = (meeting.date.value, words(now.decision.value));
    let what = now_of.map_or("the minutes before it".to_owned(), |of| format!("the minutes of {of}"));
    let with = if corrections.is_some() { " with corrections" } else { "" };
    Err(Error::denied(
        format!("by the call of {date}, {what} are {decided}{with} already"),
        format!("If that is wrong, mend `approval` in {path}."),
    ))
}

/// Approved minutes are left alone from then on: an old text would stay for good, and which text the call has
/// approved is for a person to say.
fn refuse_stale(of: NaiveDate, repository: &Repository, views: &Views, session: &Session) -> Result<(), Error> {
    let Ok(approved) = call::of_day(of, views) else { return Ok(()) };
    let path = outputs::minutes_path(approved);
    let Some(now) = load::read_if_there(&repository.files.root, &path)? else { return Ok(()) };
    if !now.starts_with(MARKER) || is_same_text(&without_digest(&now), &outputs::minutes(views, approved)?) {
        return Ok(());
    }
    Err(Error::denied(
        format!("{} no longer says what the records say, and approved minutes are left alone", session.shown(&path)),
        "Write it first, with `backlog render`, and see what changed; then approve it.",
    ))
}

fn words(decision: Decision) -> &'static str {
    match decision {
        Decision::Approved => "approved",
        Decision::NotApproved => "not approved",
        Decision::Postponed => "postponed",
    }
}
