//! Reports an import: the files, the doubts, and the next step.

mod settings;

use super::human::{self, Look};
use super::json::{finding_with_place, format_object};
use crate::error::Error;
use crate::finding::Finding;
use crate::import::Imported;
use crate::import::rhythm::ProposedSlots;
use crate::model::group::Group;
use crate::model::wording::format_count;
use crate::source::Positions;
use crate::store::layout::TABLE;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What happened to the drafts of an import.
#[derive(Debug, Clone, Default)]
pub struct ImportOutcome {
    /// The new files, relative to the root.
    pub written: Vec<String>,
    /// The existing files that got new facts.
    pub updated: Vec<String>,
    /// The number of files that already have all facts.
    pub same: usize,
    /// The existing files with different or missing facts, which were not changed.
    pub existing: Vec<ExistingFile>,
    /// The repository that `workgroup.yaml` got: all links name it.
    pub repository: Option<String>,
    /// The text around the tables is not in the existing page of the generated table.
    pub left_page: bool,
    /// Nothing was written; `written` and `updated` list what would have been.
    pub dry_run: bool,
}

/// A file that differs from the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExistingFile {
    /// Relative to the root.
    pub path: String,
    /// The number of facts in the source that the file lacks.
    pub new: usize,
    /// The facts with different values, one phrase each.
    pub differs: Vec<String>,
}

/// What is counted in a source: `row` or `call`.
pub type Unit = &'static str;

/// The doubts, each with its line in the source.
pub fn format_doubts(imported: &Imported, look: &Look) -> String {
    human::format_findings(&doubt_findings(imported), &imported.sources, look)
}

/// The summary, one line each: what was read and written, and the doubts by kind.
pub fn format_summary(imported: &Imported, outcome: &ImportOutcome, unit: Unit) -> String {
    let would = if outcome.dry_run { "to be " } else { "" };
    let mut parts = vec![format!("{} read", format_count(imported.count, unit))];
    let mut add_count = |count: usize, what: &str| {
        if count > 0 {
            parts.push(format!("{} {what}", format_count(count, "file")));
        }
    };
    add_count(outcome.written.len(), &format!("{would}written"));
    add_count(outcome.updated.len(), &format!("{would}updated"));
    add_count(outcome.same, "unchanged");
    add_count(outcome.existing.len(), "kept with differences");
    let mut lines = vec![parts.join(", ")];
    let left_out = imported.left_out();
    if !left_out.is_empty() {
        lines.push(format!("left out: {}", left_out.join(", ")));
    }
    if let Some(repository) = &outcome.repository {
        let is_set = if outcome.dry_run { "to be set" } else { "set" };
        lines.push(format!("`repository` {is_set} to {repository} in workgroup.yaml: all links are to it"));
    }
    if outcome.left_page {
        lines.push(format!("left out: the text around the tables, because {TABLE} exists"));
    }
    let kinds = count_by_kind(imported);
    if !kinds.is_empty() {
        let all = format_count(imported.doubts.len(), "doubt");
        let kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
        lines.push(format!("{all}: {}", kinds.join(", ")));
    }
    lines.join("\n")
}

/// The files that differ from the source, one line each; empty if there are none.
pub fn format_existing(outcome: &ImportOutcome, shown: impl Fn(&str) -> String) -> String {
    let mut text = String::new();
    for ExistingFile { path, new, differs } in &outcome.existing {
        let path = shown(path);
        if *new > 0 {
            text.push_str(&format!("{path}: {} in the source, but not in the file\n", format_count(*new, "fact")));
        }
        differs.iter().for_each(|what| text.push_str(&format!("{path}: {what}\n")));
    }
    text
}

/// The next steps, one line each.
pub fn list_next_steps(imported: &Imported, outcome: &ImportOutcome, unit: Unit, group: &Group) -> Vec<String> {
    let settings = settings::suggest_settings(imported, outcome, group);
    next_step(imported, outcome, unit).map(str::to_owned).into_iter().chain(settings).collect()
}

fn next_step(imported: &Imported, outcome: &ImportOutcome, unit: Unit) -> Option<&'static str> {
    if outcome.dry_run && !(outcome.written.is_empty() && outcome.updated.is_empty()) {
        return Some("run the command without --dry-run to write them");
    }
    if outcome.existing.iter().any(|standing| standing.new > 0) {
        return Some("use --update to add new facts to existing files");
    }
    if !outcome.existing.is_empty() {
        return Some("resolve the differences by hand");
    }
    if outcome.written.is_empty() && outcome.updated.is_empty() {
        return match imported.count {
            0 => Some(match unit {
                "row" => {
                    "check that the source has a table with a column of names, or name it with --column \"Header=name\""
                }
                _ => "check that the source has minutes",
            }),
            _ => None,
        };
    }
    Some(match imported.doubts.is_empty() {
        true => "run `backlog check`, then `backlog render`",
        false => "resolve the doubts in the files, then run `backlog check` and `backlog render`",
    })
}

/// The report as one JSON object.
///
/// # Errors
/// [`Error::NotExpressible`] when it cannot be expressed as JSON, which no import causes.
pub fn to_json(imported: &Imported, outcome: &ImportOutcome, unit: Unit, group: &Group) -> Result<String, Error> {
    let mut positions = Positions::new(&imported.sources);
    let findings = doubt_findings(imported);
    let doubts = findings.iter().map(|finding| finding_with_place(finding, "kind", &imported.sources, &mut positions));
    let proposed_slots = imported.proposed_slots.iter().map(|proposed| {
        let ProposedSlots { slots, since, until, .. } = proposed;
        json!({ "slots": slots, "since": since, "until": until, "command": proposed.add_command() })
    });
    let payload = json!({
        "read": imported.count,
        "dry_run": outcome.dry_run,
        "written": outcome.written,
        "updated": outcome.updated,
        "unchanged": outcome.same,
        "standing": outcome.existing,
        "left_out": imported.left_out(),
        "repository": outcome.repository,
        "left_page": outcome.left_page,
        "doubts": doubts.collect::<Value>(),
        "doubts_by_kind": count_by_kind(imported),
        "proposed_slots": proposed_slots.collect::<Value>(),
        "next": list_next_steps(imported, outcome, unit, group),
    });
    format_object("import", payload)
}

fn doubt_findings(imported: &Imported) -> Vec<Finding> {
    imported.doubts.iter().map(|doubt| doubt.to_finding()).collect()
}

fn count_by_kind(imported: &Imported) -> BTreeMap<&'static str, usize> {
    let mut kinds = BTreeMap::new();
    for doubt in &imported.doubts {
        *kinds.entry(doubt.kind.record_key()).or_default() += 1;
    }
    kinds
}
