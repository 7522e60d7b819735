//! `backlog approve`: record what a call decided about earlier minutes.

use super::ask::TextFile;
use super::call::RecordedCall;
use super::mode::Mode;
use super::session::{Needs, Session};
use super::{ExitStatus, parse_day};
use crate::error::Error;
use crate::model::meeting::{Approval, ApprovalDecision};
use crate::record::approve::seal::{plan_sealing, refuse_stale_minutes};
use crate::record::approve::{find_approved_day, record_approval, withdraw_approval};
use crate::store::repository::GroupRepository;
use chrono::NaiveDate;

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
            refuse_stale_minutes(of, &root, views, |path| session.display_path(path))?;
        }
        Ok(changes)
    })?;
    // Also where the approval is recorded already: an earlier run may have been interrupted before sealing.
    if let Some(of) = approved.filter(|_| session.mode == Mode::Write && decision == ApprovalDecision::Approved) {
        seal_approved(of, is_new, has_corrections, &done.after, session)?;
    }
    Ok(ExitStatus::Clean)
}

/// Seals the minutes of a day, which a call approved, and says that they are final if that is new.
pub(super) fn seal_approved(
    of: NaiveDate,
    is_new: bool,
    has_corrections: bool,
    repository: &GroupRepository,
    session: &mut Session,
) -> Result<(), Error> {
    let views = session.derive_views(repository, Needs::AllFiles)?;
    let Some(sealed) = views.calls.meeting_on(of) else { return Ok(()) };
    if !seal_minutes(of, repository, session)? && !is_new {
        return Ok(());
    }
    let record = session.display_path(&repository.group.sources.file(sealed.file).path);
    let reissue = format!("`backlog minutes {of} --reissue --reason TEXT`");
    session.out.print_message(&match has_corrections {
        false => format!("they are final now; to correct them, use {reissue}"),
        true => format!("they are final now; put the corrections into {record}, then use {reissue}"),
    });
    Ok(())
}

/// Writes the digest of the record into approved minutes, so that a later change of the record is noticed. Returns
/// whether they lacked it.
fn seal_minutes(approved: NaiveDate, repository: &GroupRepository, session: &mut Session) -> Result<bool, Error> {
    let root = &repository.files.root;
    let mut views = session.derive_views(repository, Needs::AllFiles)?;
    session.read_generated(&mut views, root);
    let Some(sealing) = plan_sealing(approved, &views)? else { return Ok(false) };
    sealing.write(root)?;
    session.out.print(&format!("{}: sealed\n", session.display_path(&sealing.path)));
    Ok(true)
}
