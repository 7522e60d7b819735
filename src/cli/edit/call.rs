//! A call as a sheet.

use super::keep::keep_text;
use super::refusal::{annotate, describe_refusal, print_refusals, without_reasons};
use crate::cli::approve::seal_approved;
use crate::cli::call::RecordedCall;
use crate::cli::mode::Mode;
use crate::cli::session::{Needs, Session};
use crate::cli::{ExitStatus, ask};
use crate::error::Error;
use crate::record::approve::find_approved_day;
use crate::record::approve::seal::refuse_stale_minutes;
use crate::record::call::find_call_on;
use crate::record::note::record_rest_not_treated;
use crate::record::sheet::apply::{AppliedSheet, apply_requests};
use crate::record::sheet::base::next_base;
use crate::record::sheet::compare::{RequestEffect, SheetRequest, SheetUse, compare_sheets, expect_short};
use crate::record::sheet::format::format_call;
use crate::store::repository::GroupRepository;
use crate::text::notation::{Numbered, Sheet, parse_sheet};
use crate::view::Views;
use crate::view::item_label::item_label;
use chrono::NaiveDate;

/// What a sheet left to do.
struct Recorded {
    /// What is not recorded, by line.
    refusals: Vec<Numbered<String>>,
    /// The headings of the sections with a refusal, by line; 0 for people.
    sections: Vec<usize>,
    /// The ids of new action points, each with its line.
    ids: Vec<(usize, String)>,
}

/// Adds what a text says to a call.
pub fn add_from_text(call: &RecordedCall, text: &str, session: &mut Session) -> Result<ExitStatus, Error> {
    let (before, _lock) = session.lock_repository()?;
    let views = session.derive_views(&before, Needs::AllRecords)?;
    let meeting = call.announce_call(&views, session)?;
    let (day, old) = (meeting.date.value, parse_sheet(&format_call(meeting, &views)));
    drop(views);
    let recorded = record_sheet((&old, &parse_sheet(text)), SheetUse::Addition, day, &before, session)?;
    print_refusals(text, &recorded.refusals, session);
    Ok(if recorded.refusals.is_empty() { ExitStatus::Clean } else { ExitStatus::Findings })
}

/// Opens a call in the editor, again and again while something is not recorded and the user goes on.
pub fn edit_call(call: &RecordedCall, session: &mut Session) -> Result<ExitStatus, Error> {
    let opened = session.read_repository()?;
    let views = session.derive_views(&opened, Needs::AllRecords)?;
    let meeting = call.announce_call(&views, session)?;
    let (day, mut text) = (meeting.date.value, format_call(meeting, &views));
    drop(views);
    let mut base = parse_sheet(&text);
    let mut is_first = true;
    loop {
        let saved = ask::open_editor(&text, ".md")?.filter(|saved| saved.trim() != text.trim());
        let Some(saved) = saved else {
            if is_first {
                session.out.print_message("nothing to record: the text is unchanged");
                return Ok(ExitStatus::Clean);
            }
            keep_text(&text, &format!("{day}.md"), session)?;
            return Ok(ExitStatus::Findings);
        };
        is_first = false;
        let written = without_reasons(&saved);
        let sheet = parse_sheet(&written);
        let (before, lock) = session.lock_repository()?;
        let recorded = record_sheet((&base, &sheet), SheetUse::Whole, day, &before, session);
        drop(lock);
        let recorded = match recorded {
            Ok(recorded) => recorded,
            // Whatever goes wrong, nobody has to write it again.
            Err(error) => {
                keep_text(&written, &format!("{day}.md"), session)?;
                return Err(error);
            }
        };
        print_refusals(&written, &recorded.refusals, session);
        if recorded.refusals.is_empty() {
            return offer_not_treated(day, session);
        }
        if session.mode == Mode::DryRun {
            return Ok(ExitStatus::Findings);
        }
        let with_ids = insert_ids(&written, &recorded.ids);
        base = next_base(&base, &parse_sheet(&with_ids), &recorded.sections);
        text = annotate(&with_ids, &recorded.refusals);
    }
}

/// Records the difference between two sheets in a locked repository, as one step.
fn record_sheet(
    (old, new): (&Sheet, &Sheet),
    sheet_use: SheetUse,
    day: NaiveDate,
    before: &GroupRepository,
    session: &mut Session,
) -> Result<Recorded, Error> {
    expect_short(new)?;
    let views = session.derive_views(before, Needs::AllRecords)?;
    let added = session.clock.record_moment(views.workgroup.timezone);
    let difference = compare_sheets(old, new, sheet_use, added, find_call_on(day, &views)?, &views);
    drop(views);
    let check = |request: &SheetRequest, views: &Views| match request.effect {
        RequestEffect::ApprovesMinutes(of) => {
            let meeting = find_call_on(day, views)?;
            let is_new = meeting.previous_minutes.is_none();
            let of = find_approved_day(of, meeting, views)?;
            let display_path = |path: &str| session.display_path(path);
            if is_new { refuse_stale_minutes(of, &before.files.root, views, display_path) } else { Ok(()) }
        }
        _ => Ok(()),
    };
    let applied = apply_requests(&difference.requests, day, before, session.clock, check)?;
    let mut refusals = difference.misread;
    let mut sections: Vec<usize> = refusals.iter().map(|misread| section_of(misread.line, new)).collect();
    for refusal in &applied.refused {
        let value = describe_refusal(&refusal.error).join("\n");
        refusals.push(Numbered { line: refusal.line, value });
        sections.push(refusal.section);
    }
    refusals.sort_by_key(|refusal| refusal.line);
    write_applied(&applied, day, session)?;
    Ok(Recorded { refusals, sections, ids: applied.ids })
}

/// The line of the heading above a line; 0 without one.
fn section_of(line: usize, sheet: &Sheet) -> usize {
    let headings = sheet.sections.iter().map(|section| section.heading.line);
    headings.take_while(|heading| *heading <= line).last().unwrap_or(0)
}

fn write_applied(applied: &AppliedSheet, day: NaiveDate, session: &mut Session) -> Result<(), Error> {
    applied.notices.iter().for_each(|notice| session.out.print_message(notice));
    let Some(step) = &applied.step else {
        session.out.print_message("nothing to change");
        return Ok(());
    };
    session.write_described(&applied.changes, step)?;
    if session.mode == Mode::DryRun {
        return Ok(());
    }
    applied.hints.iter().for_each(|hint| session.out.print_message(hint));
    for of in &applied.approved {
        let views = session.derive_views(&step.after, Needs::AllFiles)?;
        let meeting = find_call_on(day, &views)?;
        let has_corrections = meeting.previous_minutes.as_ref().is_some_and(|approval| approval.corrections.is_some());
        let of = find_approved_day(*of, meeting, &views)?;
        drop(views);
        seal_approved(of, true, has_corrections, &step.after, session)?;
    }
    Ok(())
}

/// The text with the ids of new action points, so that their lines stay theirs.
fn insert_ids(text: &str, ids: &[(usize, String)]) -> String {
    let with_id = |(at, line): (usize, &str)| {
        let id = ids.iter().find(|(line, _)| *line == at + 1).map(|(_, id)| id);
        let line = match (id, line.split_once("AP")) {
            (Some(id), Some((before, after))) if !after.contains(id.as_str()) => format!("{before}AP {id}{after}"),
            _ => line.to_owned(),
        };
        line + "\n"
    };
    text.lines().enumerate().map(with_id).collect()
}

/// Offers once to record the items without a word as not treated.
fn offer_not_treated(day: NaiveDate, session: &mut Session) -> Result<ExitStatus, Error> {
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllRecords)?;
    let meeting = find_call_on(day, &views)?;
    let names: Vec<String> = views.agenda.unrecorded_items(meeting).map(item_label).collect();
    if session.mode == Mode::DryRun || names.is_empty() || !views.calls.has_begun(&views.calendar.call_for(meeting)) {
        return Ok(ExitStatus::Clean);
    }
    drop(views);
    let question = format!("Nothing is recorded of {}. Record that the call did not treat them?", names.join(", "));
    let missing = Error::usage("an answer is required", "Answer on a terminal.");
    if !ask::confirm(&question, session, missing)? {
        return Ok(ExitStatus::Clean);
    }
    session.record(Needs::AllRecords, |views, _| record_rest_not_treated(find_call_on(day, views)?, views))
}
