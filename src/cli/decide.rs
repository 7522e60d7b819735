//! `backlog decide`: record what a call decided on an item.

use super::call::{self, RecordedCall};
use super::session::{RecordChange, Session};
use super::stage::{parse_stage, stage_edit, suggest_notice};
use super::{ExitStatus, ask, line, parse_day, proposal};
use crate::error::Error;
use crate::model::stage::Stage;
use crate::store::edit::Edit;
use crate::view::lookup::PlacedItem;
use chrono::NaiveDate;

/// Record a decision on an item
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog decide 63 \"The owner talks to GSMA first\"
  backlog decide 63 \"Ready for the TSC\" --stage sent-to-tsc
  backlog decide 63 \"Frozen until an owner is found\" --stage frozen --note \"no owner\"")]
pub struct Args {
    /// Issue, slug, name or title of the item
    issue: Option<String>,

    /// The decision, as Markdown; - reads standard input. It is added after earlier decisions
    #[arg(allow_hyphen_values = true, value_parser = line::parse_prose)]
    text: Option<String>,

    /// Record that the proposal reached STAGE on the day of the call
    #[arg(long, value_name = "STAGE", value_parser = parse_stage)]
    stage: Option<Stage>,

    /// Add a note to the stage, in a few words of Markdown
    #[arg(long, value_name = "TEXT", requires = "stage", value_parser = line::parse_line)]
    note: Option<String>,

    /// Set the day on which notice of a reactivation was given
    #[arg(long, value_name = "DATE", requires = "stage", value_parser = parse_day)]
    notified: Option<NaiveDate>,

    #[command(flatten)]
    call: RecordedCall,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    let no_item = || Error::usage("an item is required", "Add it: `backlog decide ISSUE TEXT`.");
    let issue = call::prompt_for_item(args.issue.clone(), &args.call, session, no_item)?;
    let nothing = || Error::usage("a decision is required", "Add it, or use - to read standard input.");
    let text = ask::ask_text(args.text.clone(), "Decision", session, nothing)?;
    let text = ask::read_text(text)?.trim().to_owned();
    if text.is_empty() {
        return Err(nothing());
    }
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let meeting = args.call.announce_call(&views, session)?;
    let placed = call::find_item(&issue, meeting, &views)?;
    let label = call::item_label(placed.item, &views);
    let path = repository.group.sources.file(meeting.file).path.clone();
    let description = format!("{label}: a decision");
    let mut changes = vec![RecordChange { path, edits: decision_edits(&placed, &text)?, description }];
    if let Some(stage) = args.stage {
        let proposal = views.index.item_proposal(placed.item).ok_or_else(|| {
            let message = format!("{label} has no proposal, and therefore no stage");
            Error::not_allowed(message, "Remove --stage, or first register the proposal: `backlog add-proposal`.")
        })?;
        let day = meeting.date.value;
        let edits = vec![stage_edit(proposal, stage, day, args.note.as_deref(), args.notified)?];
        let path = proposal::record_path(proposal, &repository).to_owned();
        changes.push(RecordChange {
            path,
            edits,
            description: format!("{label}: {} on {day}", views.reviews.format_stage(stage)),
        });
    }
    let result = session.edit_records(&repository, &changes, args.dry_run);
    result.map_err(|error| error.with_help(suggest_notice(args.notified)))?;
    Ok(ExitStatus::Clean)
}

/// The edits that add a decision to an item.
fn decision_edits(placed: &PlacedItem, text: &str) -> Result<Vec<Edit>, Error> {
    let at = |key: &str| [placed.list.record_key().into(), placed.at.into(), key.into()];
    if placed.item.decisions.iter().any(|decision| decision.trim() == text) {
        return Ok(Vec::new());
    }
    let mut edits = placed.expand_number()?;
    edits.push(Edit::append(at("decisions"), &text)?);
    // The call treated it after all.
    if placed.item.treated == Some(false) {
        edits.push(Edit::remove(at("treated")));
    }
    Ok(edits)
}
