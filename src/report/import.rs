//! What an import did: the files, the doubts, and what to do next.

mod settings;

pub use settings::suggest_settings;

use super::human::{self, Look};
use super::json::{finding_with_place, format_object};
use crate::error::Error;
use crate::finding::Finding;
use crate::import::Imported;
use crate::source::Positions;
use serde::Serialize;
use std::collections::BTreeMap;

/// What became of the drafts of an import.
#[derive(Debug, Clone, Default)]
pub struct ImportOutcome {
    /// The files that were made, from the root.
    pub written: Vec<String>,
    /// The files that stood there and got what was new.
    pub updated: Vec<String>,
    /// How many files say all of it already.
    pub same: usize,
    /// The files that stand there and say other or fewer things, and were left so.
    pub existing: Vec<ExistingFile>,
    /// Nothing was written, and `written` and `updated` are what would have been.
    pub dry_run: bool,
}

/// A file that does not say what the source says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ExistingFile {
    /// From the root.
    pub path: String,
    /// How many facts the source has and the file does not.
    pub new: usize,
    /// What both have and what differs, a phrase each.
    pub differs: Vec<String>,
}

/// What a source is counted in: `row` or `call`.
pub type Unit = &'static str;

/// The doubts, each with its line of the source.
pub fn format_doubts(imported: &Imported, look: &Look) -> String {
    human::format_findings(&doubt_findings(imported), &imported.sources, look)
}

/// The summary, a line each: what was read and written, the doubts by kind, and what to do next.
pub fn format_summary(imported: &Imported, outcome: &ImportOutcome, unit: Unit) -> String {
    let would = if outcome.dry_run { "to be " } else { "" };
    let mut parts = vec![format!("{} read", count_phrase(imported.count, unit))];
    let mut told = |count: usize, what: &str| {
        if count > 0 {
            parts.push(format!("{} {what}", count_phrase(count, "file")));
        }
    };
    told(outcome.written.len(), &format!("{would}written"));
    told(outcome.updated.len(), &format!("{would}updated"));
    told(outcome.same, "unchanged");
    told(outcome.existing.len(), "kept with differences");
    let mut lines = vec![parts.join(", ")];
    let kinds = count_by_kind(imported);
    if !kinds.is_empty() {
        let all = count_phrase(imported.doubts.len(), "doubt");
        let told: Vec<String> = kinds.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
        lines.push(format!("{all}: {}", told.join(", ")));
    }
    lines.extend(next_step(imported, outcome, unit).map(|next| format!("next: {next}")));
    lines.join("\n")
}

/// The files that differ from the source, a line each; empty where there are none.
pub fn format_existing(outcome: &ImportOutcome, shown: impl Fn(&str) -> String) -> String {
    let mut text = String::new();
    for ExistingFile { path, new, differs } in &outcome.existing {
        let path = shown(path);
        if *new > 0 {
            text.push_str(&format!(
                "{path}: {} in the source that the file does not have\n",
                count_phrase(*new, "fact")
            ));
        }
        differs.iter().for_each(|what| text.push_str(&format!("{path}: {what}\n")));
    }
    text
}

fn next_step(imported: &Imported, outcome: &ImportOutcome, unit: Unit) -> Option<&'static str> {
    if outcome.dry_run {
        return Some("the same command without --dry-run writes them");
    }
    if outcome.existing.iter().any(|standing| standing.new > 0) {
        return Some("--update adds what is new to the files that stand there");
    }
    if !outcome.existing.is_empty() {
        return Some("settle by hand what differs");
    }
    if outcome.written.is_empty() && outcome.updated.is_empty() {
        return match imported.count {
            0 => Some(match unit {
                "row" => {
                    "look whether the source holds a table with a column of names; --column \"Header=name\" names it"
                }
                _ => "look whether the source holds minutes",
            }),
            _ => None,
        };
    }
    Some(match imported.doubts.is_empty() {
        true => "`backlog check`, then `backlog render`",
        false => "settle the doubts in the files, then `backlog check` and `backlog render`",
    })
}

/// The same as one JSON object.
///
/// # Errors
/// [`Error::Io`] when it cannot be expressed as JSON, which no import cannot.
pub fn to_json(imported: &Imported, outcome: &ImportOutcome) -> Result<String, Error> {
    #[derive(Serialize)]
    struct ImportPayload<'i> {
        read: usize,
        dry_run: bool,
        written: &'i [String],
        updated: &'i [String],
        unchanged: usize,
        standing: &'i [ExistingFile],
        doubts: Vec<serde_json::Value>,
        doubts_by_kind: BTreeMap<&'static str, usize>,
    }
    let mut positions = Positions::new(&imported.sources);
    let findings = doubt_findings(imported);
    let doubts = findings.iter().map(|finding| finding_with_place(finding, "kind", &imported.sources, &mut positions));
    format_object(
        "import",
        ImportPayload {
            read: imported.count,
            dry_run: outcome.dry_run,
            written: &outcome.written,
            updated: &outcome.updated,
            unchanged: outcome.same,
            standing: &outcome.existing,
            doubts: doubts.collect(),
            doubts_by_kind: count_by_kind(imported),
        },
    )
}

fn doubt_findings(imported: &Imported) -> Vec<Finding> {
    imported.doubts.iter().map(|doubt| doubt.to_finding()).collect()
}

fn count_by_kind(imported: &Imported) -> BTreeMap<&'static str, usize> {
    let mut kinds = BTreeMap::new();
    for doubt in &imported.doubts {
        *kinds.entry(doubt.kind.keyword()).or_default() += 1;
    }
    kinds
}

fn count_phrase(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}
