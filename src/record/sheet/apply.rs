//! Plans what a sheet asks for: each request is judged by the rules in the records that the one before it left.

use super::compare::{RequestEffect, SheetRequest};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::record::call::find_call_on;
use crate::record::changes::{ChangeKind, Changes};
use crate::record::step::{PlannedStep, plan_step, plan_texts};
use crate::source::Source;
use crate::store::repository::GroupRepository;
use crate::view::Views;
use crate::view::moment::Clock;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A request that was refused.
#[derive(Debug)]
pub struct SheetRefusal {
    /// The line in the sheet, from 1.
    pub line: usize,
    /// The line of the heading of its section; 0 for people.
    pub section: usize,
    /// Why.
    pub error: Error,
}

/// What becomes of a sheet.
#[derive(Debug)]
pub struct AppliedSheet {
    /// All that is accepted, as one step.
    pub step: PlannedStep,
    /// What changes: the path of a record and a phrase.
    pub changes: Vec<(String, String)>,
    /// Messages to report before and after the changes.
    pub notices: Vec<String>,
    /// Messages to report after the changes.
    pub hints: Vec<String>,
    /// What is refused, in the order of the sheet.
    pub refused: Vec<SheetRefusal>,
    /// The ids of new action points, each with its line.
    pub ids: Vec<(usize, String)>,
    /// The minutes that are approved.
    pub approved: Vec<Option<NaiveDate>>,
}

/// Plans requests one after the other. `check` may refuse one for reasons that the records do not show.
///
/// # Errors
/// When the records cannot be read.
pub fn apply_requests(
    requests: &[SheetRequest],
    day: NaiveDate,
    before: &GroupRepository,
    clock: Clock,
    mut check: impl FnMut(&SheetRequest, &Views) -> Result<(), Error>,
) -> Result<AppliedSheet, Error> {
    let mut now = before.clone();
    let step = plan_texts(before, &[], clock)?;
    let (changes, notices, hints, refused, ids, approved) = Default::default();
    let mut sheet = AppliedSheet { step, changes, notices, hints, refused, ids, approved };
    let (mut paths, mut without_item) = (BTreeSet::new(), BTreeSet::new());
    for request in requests.iter() {
        // Without its item, nothing can be recorded of it.
        if without_item.contains(&request.section) {
            continue;
        }
        let planned = plan_request(request, day, &now, clock, &mut check);
        let (changes, step, id) = match planned {
            Ok(planned) => planned,
            Err(error) => {
                if request.effect == RequestEffect::AddsItem {
                    without_item.insert(request.section);
                }
                sheet.refused.push(SheetRefusal { line: request.line, section: request.section, error });
                continue;
            }
        };
        if let RequestEffect::ApprovesMinutes(of) = request.effect {
            sheet.approved.push(of);
        }
        sheet.notices.extend(changes.notices);
        if step.files.iter().all(|file| file.is_empty()) {
            continue;
        }
        sheet.hints.extend(changes.hints.into_iter().chain(changes.next_steps));
        sheet.ids.extend(id.map(|id| (request.line, id)));
        if let ChangeKind::Edit(changes) = changes.kind {
            let written = step.files.iter().zip(changes).filter(|(file, _)| !file.is_empty());
            sheet.changes.extend(written.map(|(file, change)| (file.path.clone(), change.description)));
        }
        paths.extend(step.files.into_iter().map(|file| file.path));
        now = step.after;
    }
    let text = |path: &String| Source { path: path.clone(), text: now.record_text(path).to_owned() };
    sheet.step = plan_texts(before, &paths.iter().map(text).collect::<Vec<_>>(), clock)?;
    Ok(sheet)
}

/// The changes of a request, the step that makes them, and the id of the action point that it opens.
fn plan_request(
    request: &SheetRequest,
    day: NaiveDate,
    now: &GroupRepository,
    clock: Clock,
    check: &mut impl FnMut(&SheetRequest, &Views) -> Result<(), Error>,
) -> Result<(Changes, PlannedStep, Option<String>), Error> {
    let workgroup = now.group.workgroup.as_ref().ok_or_else(|| Error::NoRepository(now.files.root.clone()))?;
    let views = Views::new(&now.group, workgroup, clock.moment_in(workgroup.timezone));
    let meeting: &Meeting = find_call_on(day, &views)?;
    check(request, &views)?;
    let id = (request.effect == RequestEffect::OpensAction).then(|| views.actions.next_id(meeting)).flatten();
    let changes = request.plan(meeting, &views)?;
    match plan_step(now, &changes.kind, clock) {
        Ok(step) => Ok((changes, step, id)),
        Err(error) => Err(changes.explain_refusal(error)),
    }
}
