//! The changes for programs.

use super::{ChangeReport, counts};
use crate::error::Error;
use crate::report::json::{finding_with_place, format_object};
use crate::source::Positions;
use crate::view::changes::calls::{CallChange, SealedChange};
use crate::view::changes::{Fact, FactChange, RowChange, RowFate};
use serde_json::{Value, json};

/// The changes as JSON, ending with a line end.
///
/// # Errors
/// [`Error::NotExpressible`] when they cannot be expressed as JSON, which does not happen.
pub fn format_changes_json(report: &ChangeReport) -> Result<String, Error> {
    let records = report.records.as_ref();
    let findings = records.map(|records| {
        let mut positions = Positions::new(records.sources);
        let findings = records.findings.iter();
        findings.map(|finding| finding_with_place(finding, "rule", records.sources, &mut positions)).collect::<Value>()
    });
    let unexplained =
        report.table.unexplained.iter().map(
            |cell| json!({ "proposal": cell.row, "column": cell.column, "before": cell.before, "after": cell.after }),
        );
    let payload = json!({
        "summary": counts::count_changes(report),
        "since": records.map(|records| &records.since),
        "proposals": report.table.rows.iter().map(row_json).collect::<Value>(),
        "calls": records.map(|records| records.calls.iter().map(call_json).collect::<Value>()),
        "findings": findings,
        "is_explained": report.table.unexplained.is_empty(),
        "unexplained": unexplained.collect::<Value>(),
    });
    format_object("changes", payload)
}

fn row_json(change: &RowChange) -> Value {
    let (what, renamed_from, moved_after) = match &change.fate {
        RowFate::Added => ("added", None, None),
        RowFate::Removed => ("removed", None, None),
        RowFate::Kept { renamed_from, moved_after } => ("changed", renamed_from.as_ref(), moved_after.as_ref()),
    };
    json!({
        "name": change.name,
        "change": what,
        "renamed_from": renamed_from,
        "moved_after": moved_after,
        "facts": change.facts.iter().map(facts_json).collect::<Value>(),
    })
}

fn facts_json(change: &FactChange) -> Value {
    let list = |facts: &[Fact]| facts.iter().map(fact_json).collect::<Value>();
    json!({
        "kind": change.kind.record_key(),
        "added": list(&change.added),
        "removed": list(&change.removed),
        "order": change.order.as_deref().map(list),
    })
}

fn fact_json(fact: &Fact) -> Value {
    json!({
        "stage": fact.stage.map(|stage| stage.record_key()),
        "label": fact.label,
        "url": fact.url,
        "date": fact.date,
        "note": fact.note,
    })
}

fn call_json(change: &CallChange) -> Value {
    let decisions = change.decisions.iter().map(|(item, text)| json!({ "item": item, "text": text }));
    let closed = change.closed.iter();
    let closed = closed.map(|action| json!({ "id": action.id, "text": action.text, "done": action.is_done }));
    let sealed = change.sealed.as_ref().map(|sealed| {
        let what = match sealed {
            SealedChange::Record(_) => "record",
            SealedChange::Text(_) => "text",
            SealedChange::Removed(_) => "removed",
        };
        json!({ "change": what, "approved_by": sealed.approved_by() })
    });
    json!({
        "date": change.date,
        "written": change.is_written,
        "opened": change.opened,
        "decisions": decisions.collect::<Value>(),
        "closed": closed.collect::<Value>(),
        "sealed": sealed,
    })
}
