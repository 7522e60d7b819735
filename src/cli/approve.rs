//! `backlog approve`: what a call said of earlier minutes.

use super::call::{self, RecordedCall};
use super::session::{GroupRepository, RecordChange, Session};
use super::{ExitStatus, ask, parse_day, render};
use crate::error::Error;
use crate::model::meeting::{ApprovalDecision, Meeting};
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
    call: RecordedCall,

    /// Show the lines that would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// The entry `approval`: the decision alone where nothing else is to be said.
#[derive(Serialize)]
struct FullApproval<'a> {
    decision: ApprovalDecision,
    of: Option<NaiveDate>,
    corrections: Option<&'a str>,
}

struct ApprovalEntry<'a>(FullApproval<'a>);

impl Serialize for ApprovalEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            FullApproval { decision, of: None, corrections: None } => decision.serialize(serializer),
            full => full.serialize(serializer),
        }
    }
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    let corrections = args.corrections.clone().map(ask::read_text).transpose()?;
    let corrections = corrections.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let decision = match (args.not_approved, args.postponed) {
        (true, _) => ApprovalDecision::NotApproved,
        (_, true) => ApprovalDecision::Postponed,
        _ => ApprovalDecision::Approved,
    };
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_all_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let meeting = args.call.announce_call(&views, session)?;
    let of = find_approved_day(args.of, meeting, &views)?;
    let entry = ApprovalEntry(FullApproval { decision, of: args.of, corrections: corrections.as_deref() });
    let path = repository.group.sources.file(meeting.file).path.clone();
    let edits = if is_recorded(&entry.0, of, meeting, &views, &session.display_path(&path))? {
        Vec::new()
    } else {
        if decision == ApprovalDecision::Approved {
            refuse_stale_minutes(of, &repository, &views, session)?;
        }
        vec![Edit::set(["approval".into()], &entry)?]
    };
    let told = format!("the minutes of {of}: {}", decision_words(decision));
    // Also where it is recorded already: an earlier run may have ended before that.
    let seals = !args.dry_run && decision == ApprovalDecision::Approved;
    let is_new = !edits.is_empty();
    let after = session.edit_records(&repository, &[RecordChange { path, edits, description: told }], args.dry_run)?;
    if let Some(sealed) = views.meeting_on(of).filter(|_| seals) {
        if !seal_minutes(of, &after, session)? && !is_new {
            return Ok(ExitStatus::Clean);
        }
        let record = session.display_path(&repository.group.sources.file(sealed.file).path);
        let reissue = format!("`backlog minutes {of} --reissue --why TEXT`");
        session.out.print_message(&match corrections {
            None => format!("they stay as they are from now on; {reissue} writes them anew"),
            Some(_) => format!("they stay as they are until the corrections are in {record}: then {reissue}"),
        });
    }
    Ok(ExitStatus::Clean)
}

/// Writes the digest of the record into minutes that were approved, so that no later change of it goes unseen. Whether
/// they lacked it.
fn seal_minutes(approved: NaiveDate, repository: &GroupRepository, session: &mut Session) -> Result<bool, Error> {
    let root = &repository.files.root;
    let mut views = session.new_views(&repository.group, session.require_all_records(repository)?);
    session.read_generated(&mut views, root);
    let of_call = views.meeting_on(approved).map(outputs::minutes_path);
    let mut lacked = false;
    for file in outputs::unsealed_minutes(&views)?.into_iter().filter(|file| Some(&file.path) == of_call.as_ref()) {
        if let State::Stale { wanted } = &file.state {
            render::write_generated(&views, root, &file.path, wanted)?;
            session.out.print(&format!("{}: sealed\n", session.display_path(&file.path)));
            lacked = true;
        }
    }
    Ok(lacked)
}

/// The day of the call whose minutes are meant.
fn find_approved_day(of: Option<NaiveDate>, meeting: &Meeting, views: &Views) -> Result<NaiveDate, Error> {
    let date = meeting.date.value;
    let last = views.last_held_before(date).map(|last| last.date.value);
    let Some(of) = of else {
        let last = last.ok_or_else(|| {
            let message = format!("no call before that of {date} has a file");
            Error::not_allowed(message, "Name the call whose minutes are meant: --of DATE.")
        })?;
        // Which call was the last one held, nobody knows then.
        return match views.is_call_missing_between(last, date) {
            true => Err(Error::not_allowed(
                format!("the last call with a file is that of {last}, and the schedule has others before {date}"),
                format!("Name the call whose minutes are meant: --of {last}, or another day."),
            )),
            false => Ok(last),
        };
    };
    if views.can_approve(date, of) {
        return Ok(of);
    }
    let help = match last {
        Some(last) => format!("The call before it is that of {last}."),
        None => "Name the day of an earlier call.".to_owned(),
    };
    Err(Error::not_allowed(format!("{of} is no call before that of {date}"), help))
}

/// Whether the file says it already; a call that says something else is not told twice.
fn is_recorded(new: &FullApproval, of: NaiveDate, meeting: &Meeting, views: &Views, path: &str) -> Result<bool, Error> {
    let Some(now) = &meeting.approval else { return Ok(false) };
    let named = now.of.as_ref().map(|of| of.value);
    let now_of = named.or_else(|| views.approved_minutes(meeting).map(|meant| meant.date.value));
    let corrections = now.corrections.as_ref().map(|text| text.trim());
    if now.decision.value == new.decision && now_of == Some(of) && corrections == new.corrections {
        return Ok(true);
    }
    let (date, decided) = (meeting.date.value, decision_words(now.decision.value));
    let what = now_of.map_or("the minutes before it".to_owned(), |of| format!("the minutes of {of}"));
    let with = if corrections.is_some() { " with corrections" } else { "" };
    Err(Error::not_allowed(
        format!("by the call of {date}, {what} are {decided}{with} already"),
        format!("If that is wrong, mend `approval` in {path}."),
    ))
}

/// Approved minutes are left alone from then on: an old text would stay for good, and which text the call has
/// approved is for a person to say.
fn refuse_stale_minutes(
    of: NaiveDate,
    repository: &GroupRepository,
    views: &Views,
    session: &Session,
) -> Result<(), Error> {
    let Ok(approved) = call::find_call_on(of, views) else { return Ok(()) };
    let path = outputs::minutes_path(approved);
    let Some(now) = load::read_optional(&repository.files.root, &path)? else { return Ok(()) };
    if !now.starts_with(MARKER) || is_same_text(&without_digest(&now), &outputs::render_minutes(views, approved)?) {
        return Ok(());
    }
    Err(Error::not_allowed(
        format!(
            "{} no longer says what the records say, and approved minutes are left alone",
            session.display_path(&path)
        ),
        "Write it first, with `backlog render`, and see what changed; then approve it.",
    ))
}

fn decision_words(decision: ApprovalDecision) -> &'static str {
    match decision {
        ApprovalDecision::Approved => "approved",
        ApprovalDecision::NotApproved => "not approved",
        ApprovalDecision::Postponed => "postponed",
    }
}
