//! The first line: how many proposals changed, and in what.

use super::ChangeReport;
use crate::finding::Level;
use crate::model::wording::format_count;
use crate::view::changes::{FactKind, RowChange, RowFate};

/// How a kind of fact is counted, as one and as several. Kinds that belong together have the same words.
fn noun(kind: FactKind) -> [&'static str; 2] {
    match kind {
        FactKind::Kind => ["kind", "kinds"],
        FactKind::Stage | FactKind::Closed => ["stage", "stages"],
        FactKind::Owner => ["owner", "owners"],
        FactKind::Supporter => ["supporter", "supporters"],
        FactKind::Template => ["template", "templates"],
        FactKind::Issue => ["issue", "issues"],
        FactKind::Registered => ["registration", "registrations"],
        FactKind::Onboarding => ["onboarding", "onboardings"],
        FactKind::Repository | FactKind::Maintainers => ["repository", "repositories"],
        FactKind::Release => ["release", "releases"],
        FactKind::Text => ["text", "texts"],
    }
}

/// `3 proposals: 1 new, 1 stage, 1 owner`, then the calls and the new findings. A proposal counts once for each kind.
pub fn count_changes(report: &ChangeReport) -> String {
    let rows = &report.table.rows;
    let mut parts = Vec::new();
    let mut add =
        |words: [&str; 2], has: &dyn Fn(&RowChange) -> bool| match rows.iter().filter(|change| has(change)).count() {
            0 => {}
            1 => parts.push(format!("1 {}", words[0])),
            count => parts.push(format!("{count} {}", words[1])),
        };
    add(["new"; 2], &|change| change.fate == RowFate::Added);
    add(["removed"; 2], &|change| change.fate == RowFate::Removed);
    add(["renamed"; 2], &|change| matches!(change.fate, RowFate::Kept { renamed_from: Some(_), .. }));
    let mut nouns: Vec<[&str; 2]> = FactKind::KEYS.iter().map(|(_, kind)| noun(*kind)).collect();
    nouns.dedup();
    for words in nouns {
        let is_counted = |change: &RowChange| change.facts.iter().any(|facts| noun(facts.kind) == words);
        add(words, &|change| change.fate != RowFate::Added && is_counted(change));
    }
    add(["moved"; 2], &|change| matches!(change.fate, RowFate::Kept { moved_after: Some(_), .. }));
    let mut line = match rows.len() {
        0 => "no proposal changed".to_owned(),
        count => format!("{}: {}", format_count(count, "proposal"), parts.join(", ")),
    };
    let Some(records) = &report.records else { return line };
    if !records.calls.is_empty() {
        line.push_str(&format!("; {}", format_count(records.calls.len(), "call")));
    }
    for (level, word) in [(Level::Error, "new error"), (Level::Warn, "new warning")] {
        match records.findings.iter().filter(|finding| finding.level == level).count() {
            0 => {}
            count => line.push_str(&format!("; {}", format_count(count, word))),
        }
    }
    line
}
