//! Plans what a sheet asks for: each request is judged by the rules in the records that the one before it left.

use super::compare::{RequestEffect, SheetRequest};
use crate::error::Error;
use crate::record::call::find_call_on;
use crate::record::changes::{ChangeKind, Changes, RecordChange};
use crate::record::step::{PlannedStep, apply_changes, plan_step, plan_texts};
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
#[derive(Debug, Default)]
pub struct AppliedSheet {
    /// All that is accepted, as one step; `None` if nothing changes.
    pub step: Option<PlannedStep>,
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
    let mut plan = |judgement| SheetPlanner { day, before, clock, judgement, check: &mut check }.plan_all(requests);
    match plan(Judgement::Together) {
        Err(Error::Refused { .. }) => plan(Judgement::Each),
        planned => planned,
    }
}

/// When the rules judge requests: together, which is fast, or each, which shows what they refuse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Judgement {
    Together,
    Each,
}

struct SheetPlanner<'p> {
    day: NaiveDate,
    before: &'p GroupRepository,
    clock: Clock,
    judgement: Judgement,
    check: &'p mut dyn FnMut(&SheetRequest, &Views) -> Result<(), Error>,
}

/// What a request changes, and what is there then.
struct PlannedRequest {
    changes: Changes,
    /// The repository as it would be.
    after: GroupRepository,
    /// The paths of the records that change, each with a phrase.
    changed: Vec<(String, String)>,
    /// The id of the action point that it opens.
    id: Option<String>,
}

impl SheetPlanner<'_> {
    fn plan_all(&mut self, requests: &[SheetRequest]) -> Result<AppliedSheet, Error> {
        let mut now = self.before.clone();
        let mut sheet = AppliedSheet::default();
        // Without its item, nothing can be recorded of it.
        let mut without_item = BTreeSet::new();
        for request in requests {
            if without_item.contains(&request.section) {
                continue;
            }
            let planned = match self.plan_one(request, &now) {
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
            sheet.notices.extend(planned.changes.notices);
            if planned.changed.is_empty() {
                continue;
            }
            sheet.hints.extend(planned.changes.hints.into_iter().chain(planned.changes.next_steps));
            sheet.ids.extend(planned.id.map(|id| (request.line, id)));
            sheet.changes.extend(planned.changed);
            now = planned.after;
        }
        let paths: BTreeSet<&String> = sheet.changes.iter().map(|(path, _)| path).collect();
        let text = |path: &String| Source { path: path.clone(), text: now.record_text(path).to_owned() };
        let texts: Vec<Source> = paths.into_iter().map(text).collect();
        if !texts.is_empty() {
            sheet.step = Some(plan_texts(self.before, &texts, self.clock)?);
        }
        Ok(sheet)
    }

    fn plan_one(&mut self, request: &SheetRequest, now: &GroupRepository) -> Result<PlannedRequest, Error> {
        let workgroup = now.group.workgroup.as_ref().ok_or_else(|| Error::NoRepository(now.files.root.clone()))?;
        let views = Views::new(&now.group, workgroup, self.clock.moment_in(workgroup.timezone));
        let meeting = find_call_on(self.day, &views)?;
        (self.check)(request, &views)?;
        let id = (request.effect == RequestEffect::OpensAction).then(|| views.actions.next_id(meeting)).flatten();
        let changes = request.plan(meeting, &views)?;
        drop(views);
        let ChangeKind::Edit(edits) = &changes.kind else {
            // No line of a sheet creates or moves a record.
            return Ok(PlannedRequest { changes, after: now.clone(), changed: Vec::new(), id });
        };
        let texts = apply_changes(now, edits)?;
        let is_new = |(text, _): &(&Source, &RecordChange)| now.record_text(&text.path) != text.text;
        let changed = texts.iter().zip(edits).filter(is_new);
        let changed: Vec<_> = changed.map(|(text, change)| (text.path.clone(), change.description.clone())).collect();
        let after = match (changed.is_empty(), self.judgement) {
            (true, _) => now.clone(),
            (false, Judgement::Together) => now.with_changes(&texts),
            (false, Judgement::Each) => match plan_step(now, &changes.kind, self.clock) {
                Ok(step) => step.after,
                Err(error) => return Err(changes.explain_refusal(error)),
            },
        };
        Ok(PlannedRequest { changes, after, changed, id })
    }
}
