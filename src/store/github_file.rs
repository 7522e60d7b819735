//! The text of `github.yaml`: one line per number, so that two people's readings merge line by line.

use super::layout::GITHUB;
use super::record::{DecodedRecord, decode_file};
use super::yaml;
use crate::error::Error;
use crate::model::github::GithubFacts;
use crate::source::{FileId, Source};
use std::collections::BTreeMap;

/// The first line, for readers of the file.
const HEADER: &str = "# Written by backlog sync: commit it, do not edit it.\n";

/// Formats the facts as the text of the file.
///
/// # Errors
/// [`Error::NotExpressible`] when a fact has several lines, which no reading of GitHub has.
pub fn format_facts(facts: &GithubFacts) -> Result<String, Error> {
    let mut head = yaml::to_value(&GithubFacts { issues: BTreeMap::new(), ..facts.clone() })?;
    let mut text = HEADER.to_owned();
    if let Some(keys) = head.as_mapping_mut() {
        keys.remove("issues");
        if !keys.is_empty() {
            text.push_str(&yaml::format_value(&head)?);
        }
    }
    if !facts.issues.is_empty() {
        text.push_str("issues:\n");
    }
    for (number, thread) in &facts.issues {
        text.push_str(&format!("  {}: {}\n", number.format_bare(), yaml::to_one_line(thread)?));
    }
    Ok(text)
}

/// What can be read of a damaged text; what happened since the earliest reading of it is to be read again. In a merge
/// conflict, of a number on both sides, the facts of the later update count. A side that cannot be read as a whole is
/// read line by line.
pub fn recover_facts(text: &str) -> GithubFacts {
    match split_conflict(text) {
        Some((ours, theirs)) => merge_facts(recover_side(&ours), recover_side(&theirs)),
        None => recover_side(text),
    }
}

/// Whether a text is in a merge conflict.
pub fn has_conflict(text: &str) -> bool {
    split_conflict(text).is_some()
}

fn recover_side(text: &str) -> GithubFacts {
    let read_lines = || {
        let lines = text.lines().filter(|line| line.starts_with("  ") && line.contains(": { kind: "));
        let read = lines.filter_map(|line| decode(&format!("issues:\n{line}\n")));
        read.fold(GithubFacts::default(), merge_facts)
    };
    decode(text).unwrap_or_else(read_lines)
}

fn merge_facts(ours: GithubFacts, theirs: GithubFacts) -> GithubFacts {
    let mut issues = ours.issues;
    for (number, thread) in theirs.issues {
        let is_older = issues.get(&number).is_some_and(|own| own.updated_day() >= thread.updated_day());
        if !is_older {
            issues.insert(number, thread);
        }
    }
    let synced = ours.synced.zip(theirs.synced).map(|(one, other)| if one.value < other.value { one } else { other });
    GithubFacts {
        repository: ours.repository.or(theirs.repository),
        synced,
        proposal_label: ours.proposal_label.or(theirs.proposal_label),
        issues,
    }
}

fn decode(text: &str) -> Option<GithubFacts> {
    let source = Source { path: GITHUB.to_owned(), text: text.to_owned() };
    match decode_file(FileId::default(), &source, None).record {
        DecodedRecord::Github(facts) => Some(facts),
        _ => None,
    }
}

/// The two sides of a text with conflict markers; `None` without any.
fn split_conflict(text: &str) -> Option<(String, String)> {
    /// The side that a line belongs to.
    #[derive(Clone, Copy, PartialEq)]
    enum Side {
        Both,
        Ours,
        Base,
        Theirs,
    }
    let (mut ours, mut theirs, mut side, mut has_conflict) = (String::new(), String::new(), Side::Both, false);
    for line in text.lines() {
        let marker =
            [("<<<<<<<", Side::Ours), ("|||||||", Side::Base), ("=======", Side::Theirs), (">>>>>>>", Side::Both)]
                .into_iter()
                .find(|(marker, _)| line.starts_with(marker));
        if let Some((_, next)) = marker {
            (side, has_conflict) = (next, true);
            continue;
        }
        let sides = [(&mut ours, [Side::Both, Side::Ours]), (&mut theirs, [Side::Both, Side::Theirs])];
        for (text, of) in sides {
            if of.contains(&side) {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    has_conflict.then_some((ours, theirs))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::reference::Reference;

    const OURS: &str =
        "  2: { kind: pr, title: 'B: c', merged: 2026-01-20T09:00:00Z, updated: 2026-02-01, fixes: [1] }\n";
    const THEIRS: &str = "  2: { kind: pr, title: B, updated: 2026-01-01 }\n  3: { kind: issue, title: C }\n";

    #[test]
    fn a_file_has_one_line_per_number() {
        let text = format!(
            "{HEADER}repository: o/r\nsynced: 2026-02-01\nissues:\n  1: {{ kind: issue, title: '#1, {{x}}', labels: [API Proposal] }}\n\
             {OURS}  a/b#7: {{ kind: issue, title: D }}\n"
        );
        assert_eq!(format_facts(&recover_facts(&text)).unwrap(), text);
    }

    #[test]
    fn both_sides_of_a_conflict_are_kept() {
        let text = format!(
            "repository: o/r\n<<<<<<< HEAD\nsynced: 2026-02-01\n||||||| base\nsynced: 2025-01-01\n=======\nsynced: 2026-01-02\n>>>>>>> x\n\
             issues:\n  1: {{ title: A }}\n<<<<<<< HEAD\n{OURS}=======\n{THEIRS}>>>>>>> x\n"
        );
        let facts = recover_facts(&text);
        assert_eq!(facts.synced.unwrap().value.to_string(), "2026-01-02");
        assert_eq!(list_numbers(&facts), ["1", "2", "3"]);
        assert!(facts.issues[&Reference::from_number(2)].merged.is_some(), "the later update counts");
        assert!(has_conflict(&text) && !has_conflict(THEIRS));
    }

    fn list_numbers(facts: &GithubFacts) -> Vec<String> {
        facts.issues.keys().map(Reference::format_bare).collect()
    }

    #[test]
    fn of_a_damaged_file_the_lines_that_can_be_read_are_kept() {
        let cut = format!("repository: o/r\nsynced: 2026-02-01\nissues:\n{OURS}{THEIRS}  4: {{ kind: iss");
        let facts = recover_facts(&cut);
        assert_eq!(list_numbers(&facts), ["2", "3"]);
        assert!(facts.issues[&Reference::from_number(2)].merged.is_some(), "the later update counts");
        assert_eq!(facts.synced, None, "everything is read again");
        // The former file does not say of each number what it is.
        assert_eq!(recover_facts("issues: [\nprs:\n  5: { merged: 2026-01-20 }\n"), GithubFacts::default());
        let conflict = format!("synced: 2026-02-01\nissues:\n<<<<<<< a\n{OURS}=======\n{THEIRS}  4: {{\n>>>>>>> b\n");
        assert_eq!(list_numbers(&recover_facts(&conflict)), ["2", "3"]);
    }
}
