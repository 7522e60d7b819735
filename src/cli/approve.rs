//! `backlog approve`: record what a call decided about earlier minutes.

use super::ask::TextFile;
use super::call::RecordedCall;
use super::mode::Mode;
use super::session::{Needs, Session};
use super::{ExitStatus, parse_day, render};
use crate::error::Error;
use crate::model::meeting::{Approval, ApprovalDecision};
use crate::record::approve::{find_approved_day, record_approval, withdraw_approval};
use crate::record::call::find_call_on;
use crate::render::line_ends::is_same_text;
use crate::render::minutes::MARKER;
use crate::render::outputs::{self, State};
use crate::render::seal::without_digest;
use crate::store::load;
use crate::store::repository::GroupRepository;
use crate::view::Views;
use chrono::NaiveDate;
use std::path::Path;

/// Record the approval of earlier minutes
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog approve
  backlog approve --corrections \"Delegate D was there, too.\"
  backlog approve --of 2026-01-22 --postponed
  backlog approve --withdraw")]
pub struct Args {
    /// Choose the minutes by the day of their call [default: the last call held before]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    of: Option<NaiveDate>,

    /// Record the corrections that the call asked for, as Markdown; - reads standard input
    #[arg(long, value_name = "TEXT", conflicts_with = "file")]
    corrections: Option<String>,

    /// Record that the call did not approve them
    #[arg(long)]
    not_approved: bool,

    /// Record that the call postponed the approval
    #[arg(long, conflicts_with = "not_approved")]
    postponed: bool,

    /// Withdraw what the call recorded about earlier minutes
    #[arg(long, conflicts_with_all = ["corrections", "not_approved", "postponed", "file"])]
    withdraw: bool,

    #[command(flatten)]
    file: TextFile,

    #[command(flatten)]
    call: RecordedCall,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    if args.withdraw {
        return args.call.record(session, |meeting, views| withdraw_approval(args.of, meeting, views));
    }
    let corrections = args.file.read(args.corrections)?;
    let corrections = corrections.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let decision = match (args.not_approved, args.postponed) {
        (true, _) => ApprovalDecision::NotApproved,
        (_, true) => ApprovalDecision::Postponed,
        _ => ApprovalDecision::Approved,
    };
    let has_corrections = corrections.is_some();
    let (of, corrections) = (args.of.map(Into::into), corrections.map(Into::into));
    let approval = Approval { decision: decision.into(), date: of, corrections };
    let root = session.find_root()?;
    let (mut approved, mut is_new) = (None, false);
    let done = session.commit(Needs::AllFiles, |views, session| {
        let meeting = args.call.announce_call(views, session)?;
        let changes = record_approval(&approval, meeting, views)?;
        let of = find_approved_day(args.of, meeting, views)?;
        (approved, is_new) = (Some(of), changes.has_edits());
        if is_new && decision == ApprovalDecision::Approved {
            refuse_stale_minutes(of, &root, views, session)?;
        }
        Ok(changes)
    })?;
    // Also where the approval is recorded already: an earlier run may have been interrupted before sealing.
    let seals = session.mode == Mode::Write && decision == ApprovalDecision::Approved;
    let views = session.derive_views(&done.after, Needs::AllFiles)?;
    if let Some(sealed) = approved.and_then(|of| views.calls.meeting_on(of)).filter(|_| seals) {
        let of = sealed.date.value;
        if !seal_minutes(of, &done.after, session)? && !is_new {
            return Ok(ExitStatus::Clean);
        }
        let record = session.display_path(&done.after.group.sources.file(sealed.file).path);
        let reissue = format!("`backlog minutes {of} --reissue --reason TEXT`");
        session.out.print_message(&match has_corrections {
            false => format!("they are final now; to correct them, use {reissue}"),
            true => format!("they are final now; put the corrections into {record}, then use {reissue}"),
        });
    }
    Ok(ExitStatus::Clean)
}

/// Writes the digest of the record into approved minutes, so that a later change of the record is noticed. Returns
/// whether they lacked it.
fn seal_minutes(approved: NaiveDate, repository: &GroupRepository, session: &mut Session) -> Result<bool, Error> {
    let root = &repository.files.root;
    let mut views = session.derive_views(repository, Needs::AllFiles)?;
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

/// Refuses to approve minutes that are out of date: approved minutes are not regenerated, and only a person can say
/// which text the call approved.
fn refuse_stale_minutes(of: NaiveDate, root: &Path, views: &Views, session: &Session) -> Result<(), Error> {
    let Ok(approved) = find_call_on(of, views) else { return Ok(()) };
    let path = outputs::minutes_path(approved);
    let Some(now) = load::read_optional(root, &path)? else { return Ok(()) };
    if !now.starts_with(MARKER) || is_same_text(&without_digest(&now), &outputs::render_minutes(views, approved)?) {
        return Ok(());
    }
    Err(Error::not_allowed(
        format!("{} is out of date, and approved minutes are not regenerated", session.display_path(&path)),
        "First update it with `backlog render` and review what changed, then approve it.",
    ))
}
