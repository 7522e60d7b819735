//! `backlog approve`: record what a call decided about earlier minutes.

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

/// Record the approval of earlier minutes
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog approve
  backlog approve --corrections \"Delegate D was there, too.\"
  backlog approve --of 2026-01-22 --postponed")]
pub struct Args {
    /// Choose the minutes by the day of their call [default: the last call held before]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    of: Option<NaiveDate>,

    /// Record the corrections that the call asked for, as Markdown; - reads standard input
    #[arg(long, value_name = "TEXT")]
    corrections: Option<String>,

    /// Record that the call did not approve them
    #[arg(long)]
    not_approved: bool,

    /// Record that the call postponed the approval
    #[arg(long, conflicts_with = "not_approved")]
    postponed: bool,

    #[command(flatten)]
    call: RecordedCall,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

/// The entry `approval` with all its keys.
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
    let description = format!("the minutes of {of}: {}", decision_words(decision));
    // Also where the approval is recorded already: an earlier run may have been interrupted before sealing.
    let seals = !args.dry_run && decision == ApprovalDecision::Approved;
    let is_new = !edits.is_empty();
    let after = session.edit_records(&repository, &[RecordChange { path, edits, description }], args.dry_run)?;
    if let Some(sealed) = views.calls.meeting_on(of).filter(|_| seals) {
        if !seal_minutes(of, &after, session)? && !is_new {
            return Ok(ExitStatus::Clean);
        }
        let record = session.display_path(&repository.group.sources.file(sealed.file).path);
        let reissue = format!("`backlog minutes {of} --reissue --why TEXT`");
        session.out.print_message(&match corrections {
            None => format!("they are final now; to correct them, use {reissue}"),
            Some(_) => format!("they are final now; put the corrections into {record}, then use {reissue}"),
        });
    }
    Ok(ExitStatus::Clean)
}

/// Writes the digest of the record into approved minutes, so that a later change of the record is noticed. Returns
/// whether they lacked it.
fn seal_minutes(approved: NaiveDate, repository: &GroupRepository, session: &mut Session) -> Result<bool, Error> {
    let root = &repository.files.root;
    let mut views = session.new_views(&repository.group, session.require_all_records(repository)?);
    session.read_generated(&mut views, root);
    let of_call = views.calls.meeting_on(approved).map(outputs::minutes_path);
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

/// The day of the call whose minutes are approved.
fn find_approved_day(of: Option<NaiveDate>, meeting: &Meeting, views: &Views) -> Result<NaiveDate, Error> {
    let date = meeting.date.value;
    let last = views.calls.last_held_before(date).map(|last| last.date.value);
    let Some(of) = of else {
        let last = last.ok_or_else(|| {
            let message = format!("no call before {date} has a file");
            Error::not_allowed(message, "Choose the minutes: --of DATE.")
        })?;
        // Nothing says then which call was the last one held.
        return match views.calls.is_missing_between(last, date) {
            true => Err(Error::not_allowed(
                format!("the last call with a file is {last}, but the schedule has others before {date}"),
                format!("Choose the minutes: --of {last}, or another day."),
            )),
            false => Ok(last),
        };
    };
    if views.approvals.can_approve(date, of) {
        return Ok(of);
    }
    let help = match last {
        Some(last) => format!("The call before it is {last}."),
        None => "Use the day of an earlier call.".to_owned(),
    };
    Err(Error::not_allowed(format!("{of} is not a call before {date}"), help))
}

/// Whether the file says it already. Refuses to replace another decision.
fn is_recorded(new: &FullApproval, of: NaiveDate, meeting: &Meeting, views: &Views, path: &str) -> Result<bool, Error> {
    let Some(now) = &meeting.approval else { return Ok(false) };
    let named = now.of.as_ref().map(|of| of.value);
    let now_of = named.or_else(|| views.approvals.approved_minutes(meeting).map(|meant| meant.date.value));
    let corrections = now.corrections.as_ref().map(|text| text.trim());
    if now.decision.value == new.decision && now_of == Some(of) && corrections == new.corrections {
        return Ok(true);
    }
    let (date, decided) = (meeting.date.value, decision_words(now.decision.value));
    let what = now_of.map_or("the minutes before it".to_owned(), |of| format!("the minutes of {of}"));
    let with = if corrections.is_some() { " with corrections" } else { "" };
    Err(Error::not_allowed(
        format!("the call of {date} already recorded {what} as {decided}{with}"),
        format!("If that is wrong, fix `approval` in {path}."),
    ))
}

/// Refuses to approve minutes that are out of date: approved minutes are not regenerated, and only a person can say
/// which text the call approved.
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
        format!("{} is out of date, and approved minutes are not regenerated", session.display_path(&path)),
        "First update it with `backlog render` and review what changed, then approve it.",
    ))
}

fn decision_words(decision: ApprovalDecision) -> &'static str {
    match decision {
        ApprovalDecision::Approved => "approved",
        ApprovalDecision::NotApproved => "not approved",
        ApprovalDecision::Postponed => "postponed",
    }
}
