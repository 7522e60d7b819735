//! `backlog minutes DATE --reissue --why TEXT`: approved minutes, written anew with what was corrected.

use super::session::{RecordChange, Session};
use super::{ExitStatus, call, render};
use crate::error::Error;
use crate::render::line_ends::with_line_ends_of;
use crate::render::minutes::MARKER;
use crate::render::outputs;
use crate::render::seal::add_digest;
use crate::store::edit::Edit;
use crate::store::load;
use chrono::NaiveDate;
use serde::Serialize;

/// What is recorded, in the order of its keys.
#[derive(Serialize)]
struct CorrectionEntry<'w> {
    date: NaiveDate,
    text: &'w str,
}

pub fn run(date: Option<NaiveDate>, why: &str, dry_run: bool, session: &mut Session) -> Result<ExitStatus, Error> {
    let Some(date) = date else {
        let help = "Name their day first: `backlog minutes DATE --reissue --why TEXT`.";
        return Err(Error::usage("no day says which minutes are to be written anew", help));
    };
    if why.trim().is_empty() {
        let help = "Say what was wrong and what was changed: --why TEXT.";
        return Err(Error::usage("the correction says nothing", help));
    }
    let (repository, _lock) = session.lock_repository(dry_run)?;
    let workgroup = session.require_all_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let meeting = call::find_call_on(date, &views)?;
    if views.approving_call(meeting).is_none() {
        return Err(Error::not_allowed(
            format!("no call has approved the minutes of {date} yet"),
            "While they are open, `backlog render` writes them.",
        ));
    }
    let root = &repository.files.root;
    let path = outputs::minutes_path(meeting);
    let now = load::read_optional(root, &path)?;
    let own = format!("{MARKER}minutes/{}.yaml", meeting.stem);
    if now.as_ref().is_some_and(|now| !now.starts_with(&own)) {
        let shown = session.display_path(&path);
        return Err(Error::not_allowed(
            format!("not made by backlog, and left alone: {shown}"),
            format!("Move {shown} away, then run this again."),
        ));
    }
    // What keeps the minutes from being written is told before the record is changed.
    outputs::render_minutes(&views, meeting)?;
    let record = repository.group.sources.file(meeting.file).path.clone();
    let today = views.now.day();
    // Told already where writing the minutes failed the last time.
    let is_told = meeting.corrections.iter().any(|told| told.date.value == today && told.text.trim() == why.trim());
    let edits = match is_told {
        true => Vec::new(),
        false => vec![Edit::append(["corrections".into()], &CorrectionEntry { date: today, text: why })?],
    };
    let told = format!("a correction of {today}");
    let after =
        session.edit_records(&repository, &[RecordChange { path: record, edits, description: told }], dry_run)?;
    let workgroup = session.require_all_records(&after)?;
    let mut views = session.new_views(&after.group, workgroup);
    let meeting = call::find_call_on(date, &views)?;
    let wanted = add_digest(&outputs::render_minutes(&views, meeting)?, meeting);
    let wanted = with_line_ends_of(now.as_deref().unwrap_or_default(), &wanted);
    if dry_run {
        session.show_changes(&path, now.as_deref().unwrap_or_default(), &wanted);
        session.out.print_message(&format!("not written: {}", session.display_path(&path)));
        return Ok(ExitStatus::Clean);
    }
    views.generated = Some(now.map(|now| (path.clone(), now)).into_iter().collect());
    render::write_generated(&views, root, &path, &wanted)?;
    session.out.print(&format!("{}\n", session.display_path(&path)));
    Ok(ExitStatus::Clean)
}
