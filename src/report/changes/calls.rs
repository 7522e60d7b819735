//! The words for the changes of a call, and for a new finding.

use super::form::ChangeForm;
use super::layout::ChangeEntry;
use crate::finding::Finding;
use crate::model::wording::format_count;
use crate::report::human::{Look, format_place};
use crate::report::selection::SelectedFindings;
use crate::source::{Positions, Sources};
use crate::view::changes::calls::{CallChange, SealedChange};

/// The changes of a call.
pub fn describe_call(change: &CallChange, form: ChangeForm) -> ChangeEntry {
    let mut lines = Vec::new();
    if change.is_written {
        let opened = match change.opened {
            0 => String::new(),
            count => format!(", with {}", format_count(count, "new action point")),
        };
        lines.push(format!("minutes written{opened}"));
    }
    let decisions = change.decisions.iter();
    lines.extend(decisions.map(|(item, text)| format!("decision on {}: {}", form.text(item), form.prose(text))));
    let closed = change.closed.iter();
    lines.extend(closed.map(|action| {
        let outcome = if action.is_done { "closed" } else { "not pursued" };
        format!("action point {} {outcome}: {}", form.text(&action.id), form.prose(&action.text))
    }));
    lines.extend(change.sealed.as_ref().map(|sealed| {
        let what = match sealed {
            SealedChange::Record(_) => "the record of approved minutes changed",
            SealedChange::Text(_) => "the text of approved minutes changed",
            SealedChange::Removed(_) => "the record of approved minutes was removed",
        };
        format!("{what} (approved by the call of {})", sealed.approved_by())
    }));
    ChangeEntry { head: format!("call of {}", change.date), lines }
}

/// New findings, each on one line. Of many similar ones, the first, and a line that counts the others.
pub fn describe_findings(findings: &[Finding], sources: &Sources, form: ChangeForm, look: &Look) -> Vec<ChangeEntry> {
    let mut positions = Positions::new(sources);
    let shown = SelectedFindings::select(findings);
    let lines = shown.findings.into_iter().map(|finding| {
        let place = format_place(&finding.place, sources, &mut positions, look);
        let (level, rule) = (finding.level.as_str(), finding.rule);
        format!("new {level} at {}: {} ({rule})", form.text(&place), form.text(&finding.message))
    });
    let lines: Vec<String> = lines.collect();
    let more = shown.more.iter().map(|more| {
        let place = format_place(&more.first.place, sources, &mut positions, look);
        format!(
            "new {} at {}: {} ({})",
            more.level.as_str(),
            form.text(&place),
            form.text(&more.message()),
            more.first.rule
        )
    });
    let more: Vec<String> = more.collect();
    lines.into_iter().chain(more).map(|line| ChangeEntry { head: String::new(), lines: vec![line] }).collect()
}
