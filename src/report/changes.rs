//! What changed in the backlog, for people, for a page of Markdown, and for programs.

mod calls;
mod counts;
mod form;
mod json;
mod layout;
mod rows;
#[cfg(test)]
mod tests;

pub use form::ChangeForm;
pub use json::format_changes_json;

use crate::finding::Finding;
use crate::report::human::Look;
use crate::source::Sources;
use crate::view::changes::TableChanges;
use crate::view::changes::calls::CallChange;
use layout::ChangeEntry;

/// The changes of a group: of the table alone, or of all records.
pub struct ChangeReport<'r> {
    /// The changes of the table.
    pub table: &'r TableChanges,
    /// What else is compared, if there are records.
    pub records: Option<RecordChanges<'r>>,
}

/// The changes of records besides the table.
pub struct RecordChanges<'r> {
    /// Since when, to follow `since `: `the call of 2026-02-12 (commit 1a2b3c4)`.
    pub since: String,
    /// Oldest call first.
    pub calls: &'r [CallChange],
    /// The new findings.
    pub findings: &'r [Finding],
    /// What the findings are about.
    pub sources: &'r Sources,
}

/// The last line, if the changes explain every cell.
const EXPLAINED: &str = "Nothing else in the table changed.";
/// The line before the cells that are not explained.
const NOT_EXPLAINED: &str = "Not explained:";

/// The changes for a terminal. Without a width, lines are not wrapped.
pub fn format_changes(report: &ChangeReport, form: ChangeForm, look: &Look, width: Option<usize>) -> String {
    let mut text = format!("{}\n", counts::count_changes(report));
    if let Some(records) = &report.records {
        text.push_str(&format!("since {}\n", records.since));
    }
    text.push('\n');
    for group in list_entries(report, form, look).iter().filter(|group| !group.is_empty()) {
        text.extend(group.iter().map(|entry| layout::format_plain(entry, width, look.color)));
        text.push('\n');
    }
    text.push_str(last_line(report));
    text.push('\n');
    let cells = report.table.unexplained.iter().map(|cell| rows::describe_unexplained(cell, form));
    text.extend(cells.map(|cell| layout::format_plain_line(&cell, width)));
    text
}

/// The changes as Markdown, ending with a line end. What does not fit in a comment on GitHub is left out.
pub fn format_changes_markdown(report: &ChangeReport, look: &Look) -> String {
    let form = ChangeForm::Markdown;
    let mut text = format!("**{}**\n", form.text(&counts::count_changes(report)));
    if let Some(records) = &report.records {
        text.push_str(&format!("since {}\n", form.text(&records.since)));
    }
    let changes = list_entries(report, form, look);
    let items: Vec<String> = changes.iter().flatten().map(layout::format_markdown).collect();
    let cells = report.table.unexplained.iter();
    let cells: Vec<String> = cells.map(|cell| format!("- {}\n", rows::describe_unexplained(cell, form))).collect();
    let (items, cells) = (layout::join_items(&items), layout::join_items(&cells));
    let parts = [text, items, format!("{}\n", last_line(report)), cells];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The sentence after the changes: whether they explain every cell.
fn last_line(report: &ChangeReport) -> &'static str {
    if report.table.unexplained.is_empty() { EXPLAINED } else { NOT_EXPLAINED }
}

/// What changed: in the order of the table, then of the calls, then of the findings.
fn list_entries(report: &ChangeReport, form: ChangeForm, look: &Look) -> [Vec<ChangeEntry>; 3] {
    let reviewer = report.table.reviewer.as_deref();
    let rows = report.table.rows.iter().map(|change| rows::describe_row(change, form, reviewer)).collect();
    let calls = report.records.iter().flat_map(|records| records.calls);
    let calls = calls.map(|change| calls::describe_call(change, form)).collect();
    let findings = report
        .records
        .iter()
        .flat_map(|records| calls::describe_findings(records.findings, records.sources, form, look));
    [rows, calls, findings.collect()]
}
