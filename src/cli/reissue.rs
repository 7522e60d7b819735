//! `backlog minutes DATE --reissue --why TEXT`: approved minutes, written anew with what was corrected.

use super::session::{Change, Session};
use super::{Status, call, render};
use crate::error::Error;
use crate::render::line_ends::with_line_ends_of;
use crate::render::minutes::MARKER;
use crate::render::outputs;
use crate::render::seal::seal;
use crate::store::edit::Edit;
use crate::store::load;
use chrono::NaiveDate;
use serde::Serialize;

/// What is recorded, in the order of its keys.
#[derive(Serialize)]
struct Correction<'w> {
    date: NaiveDate,
    text: &'w str,
}

pub fn run(date: Option<NaiveDate>, why: &str, dry_run: bool, session: &mut Session) -> Result<Status, Error> {
    let Some(date) = date else {
        let help = "Name their day first: `backlog minutes DATE --reissue --why TEXT`.";
        return Err(Error::usage("no day says which minutes are to be written anew", help));
    };
    if why.trim().is_empty() {
        let help = "Say what was wrong and what was changed: --why TEXT.";
        return Err(Error::usage("the correction says nothing", help));
    }
    let (repository, _lock) = session.repository_to_write(dry_run)?;
    let workgroup = session.readable(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let meeting = call::of_day(date, &views)?;
    if views.sealed_by(meeting).is_none() {
        return Err(Error::denied(
            format!("no call has approved the minutes of {date} yet"),
            "While they are open, `backlog render` writes them.",
        ));
    }
    let root = &repository.files.root;
    let path = outputs::minutes_path(meeting);
    let now = load::read_if_there(root, &path)?;
    let own = format!("{MARKER}minutes/{}.yaml", meeting.stem);
    if now.as_ref().is_some_and(|now| !now.starts_with(&own)) {
        let shown = session.shown(&path);
        return Err(Error::denied(
            format!("not made by backlog, and left alone: {shown}"),
            format!("Move {shown} away, then run this again."),
        ));
    }
    // What keeps the minutes from being written is told before the record is changed.
    outputs::minutes(&views, meeting)?;
    let record = repository.group.sources.file(meeting.file).path.clone();
    let today = views.now.day();
    // Told already where writing the minutes failed the last time.
    let is_told = meeting.corrections.iter().any(|told| told.date.value == today && told.text.trim() == why.trim());
    let edits = match is_told {
        true => Vec::new(),
        false => vec![Edit::append(["corrections".into()], &Correction { date: today, text: why })?],
    };
    let told = format!("a correction of {today}");
    let after = session.edit_records(&repository, &[Change { path: record, edits, told }], dry_run)?;
    let workgroup = session.readable(&after)?;
    let mut views = session.views(&after.group, workgroup);
    let meeting = call::of_day(date, &views)?;
    let wanted = seal(&outputs::minutes(&views, meeting)?, meeting);
    let wanted = with_line_ends_of(now.as_deref().unwrap_or_default(), &wanted);
    if dry_run {
        session.show_changes(&path, now.as_deref().unwrap_or_default(), &wanted);
        session.out.say(&format!("not written: {}", session.shown(&path)));
        return Ok(Status::Clean);
    }
    views.generated = Some(now.map(|now| (path.clone(), now)).into_iter().collect());
    render::write(&views, root, &path, &wanted)?;
    session.out.print(&format!("{}\n", session.shown(&path)));
    Ok(Status::Clean)
}
