//! YAML as a tree of nodes.
//!
//! Built from parser events without recursion. Strict: one document, no anchors, aliases, tags or directives; depth,
//! texts and lists are limited, so that a hostile file is a finding and not a crash.

mod builder;
mod open_collection;
#[cfg(test)]
pub(super) mod tests;

use crate::finding::Problem;
use crate::source::{FileId, Node};
use crate::store::limits::Limits;
use crate::store::mistakes::{MAX_DEPTH, ParseFailure, explain_error, find_conflict};
use builder::Builder;
use granit_parser::{Options, Parser};

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
