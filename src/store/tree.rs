//! YAML as a tree in which every key and every value has its place.
//!
//! Built from parser events without recursion. Strict: one document, no anchors, aliases, tags or directives; depth,
//! texts and lists are limited, so that a hostile file is a finding and not a crash.

mod builder;
#[cfg(test)]
mod tests;

use crate::finding::Problem;
use crate::source::{FileId, Place};
use crate::store::limits::{LIST_ENTRIES, Limits};
use crate::store::mistakes::{MAX_DEPTH, ParseFailure, explain_error, find_conflict};
use builder::Builder;
use granit_parser::{Options, Parser, ScalarStyle};
use std::borrow::Cow;

/// The maximum number of problems in one file: as many as a list may have entries.
const MAX_PROBLEMS: usize = LIST_ENTRIES;

/// Adds a problem of a file; after [`MOST_PROBLEMS`] one more represents the rest.
pub fn add_problem(problems: &mut Vec<Problem>, problem: impl FnOnce() -> Problem) {
    if problems.len() < MAX_PROBLEMS {
        problems.push(problem());
    } else if problems.len() == MAX_PROBLEMS {
        let Problem { kind, place, .. } = problem();
        let message = format!("more than {MAX_PROBLEMS} mistakes in one file; the rest are not counted");
        problems.push(Problem {
            kind,
            place,
            message,
            help: Some("Check whether this is a record of the group.".to_owned()),
            related: Vec::new(),
        });
    }
}

/// A value and its place.
#[derive(Debug)]
pub struct Node<'t> {
    pub place: Place,
    pub kind: NodeKind<'t>,
}

/// What a value is.
#[derive(Debug)]
pub enum NodeKind<'t> {
    Scalar { text: Cow<'t, str>, style: ScalarStyle },
    List(Vec<Node<'t>>),
    Map(Vec<MapEntry<'t>>),
}

/// A key and its value, in the order of the file.
#[derive(Debug)]
pub struct MapEntry<'t> {
    pub key: Cow<'t, str>,
    pub key_place: Place,
    pub value: Node<'t>,
}

impl Node<'_> {
    /// Whether the value is absent or null.
    pub fn is_null(&self) -> bool {
        matches!(&self.kind, NodeKind::Scalar { text, style: ScalarStyle::Plain }
            if matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL"))
    }

    /// The place of the last existing key of a path: of `agenda` if `agenda.closes-days-before` is missing.
    pub fn find_last_key(&self, path: &str) -> Option<Place> {
        let mut node = self;
        let mut place = None;
        for key in path.split('.') {
            let NodeKind::Map(entries) = &node.kind else { break };
            let Some(entry) = entries.iter().find(|entry| entry.key == key) else { break };
            (node, place) = (&entry.value, Some(entry.key_place));
        }
        place
    }
}

/// Parses a file into a tree; an empty file has none. Duplicate keys are reported, and the first is kept. Lists and
/// maps over a limit are reported, and their first entries are kept.
///
/// # Errors
/// [`ParseFailure`] at the first place that is not YAML, or that uses YAML features that records do not use.
pub fn parse_tree<'t>(
    text: &'t str,
    file: FileId,
    limits: Limits,
    problems: &mut Vec<Problem>,
) -> Result<Option<Node<'t>>, ParseFailure> {
    let stopped = |problem| ParseFailure { problem, retry: None, range: None };
    if let Some(conflict) = find_conflict(text, file) {
        return Err(conflict);
    }
    let mut parser = Parser::new_from_str_with_options(text, parser_options());
    let mut builder = Builder::new(text, file, limits);
    while let Some(next) = parser.next_event() {
        match next {
            Ok((event, span)) => builder.take_event(event, span, problems).map_err(stopped)?,
            Err(error) => return Err(explain_error(&error, text, file, builder.settled_offset())),
        }
    }
    Ok(builder.into_root())
}

/// How records are parsed; the benchmark uses the same options for comparison.
pub fn parser_options() -> Options {
    granit_parser::options! {
        disallow_directives: true,
        emit_comments: false,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    }
}
