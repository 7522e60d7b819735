//! An entry or an item taken out; the comments that stand at it stay.

use super::apply::replace_value;
use super::document::{Document, NodeRef, is_missing};
use super::lines::find_comments;
use super::{EditRefusal, PathStep, format_path};
use crate::store::tree::NodeKind;
use serde_yaml::{Mapping, Value};
use std::ops::Range;

/// Takes out what a path leads to.
pub fn remove_node(text: &str, path: &[PathStep]) -> Result<String, EditRefusal> {
    let document = Document::parse(text)?;
    let (way, gone) = document.resolve_path(path);
    if gone < path.len() {
        return Err(format!("`{}` is not there", format_path(path)));
    }
    let mut way = way.as_slice();
    // A list that has nothing left says nothing.
    while let [.., holder, _] = way
        && holder.len() == 1
        && matches!(holder.node().kind, NodeKind::List(_))
    {
        way = &way[..way.len() - 1];
    }
    match way {
        [.., holder, _] if holder.len() == 1 && matches!(holder, NodeRef::Root(_)) => {
            Err("nothing would be left of the record".to_owned())
        }
        [.., holder, _] if holder.len() == 1 => {
            replace_value(&document, &way[..way.len() - 1], path, &Value::Mapping(Mapping::new()))
        }
        [.., holder, last] if document.is_flow(holder.node()) => remove_from_flow(&document, *holder, *last),
        [.., holder, last] => remove_from_block(&document, *holder, *last),
        _ => Err("nothing would be left of the record".to_owned()),
    }
}

fn node_index(held: NodeRef) -> usize {
    match held {
        NodeRef::Root(_) => 0,
        NodeRef::Entry { index: at, .. } | NodeRef::Item { index: at, .. } => at,
    }
}

fn remove_from_flow(document: &Document, holder: NodeRef, last: NodeRef) -> Result<String, EditRefusal> {
    let end = |held: NodeRef| match held {
        NodeRef::Entry { entry, .. } if is_missing(&entry.value) => {
            document.after_indicator(held).unwrap_or(entry.key_place.range().end)
        }
        _ => held.node().place.range().end,
    };
    let own = node_index(last);
    let range =
        match (document.child(holder, own + 1), own.checked_sub(1).and_then(|before| document.child(holder, before))) {
            (Some(next), _) => document.node_start(last)..document.node_start(next),
            (None, Some(before)) => end(before)..end(last),
            (None, None) => document.node_start(last)..end(last),
        };
    if comments_within(&find_comments(document.text)?, &range).is_empty() {
        return Ok(document.splice(vec![(range, String::new())]));
    }
    Err("a comment stands between the brackets".to_owned())
}

/// Those of the comments, which are in their order, that begin in a range.
fn comments_within<'c>(comments: &'c [Range<usize>], range: &Range<usize>) -> &'c [Range<usize>] {
    let first = comments.partition_point(|comment| comment.start < range.start);
    let behind = comments.partition_point(|comment| comment.start < range.end);
    &comments[first..behind.max(first)]
}

/// The lines of an entry or an item of a block and what stays of them, which is their comments. `None` where the
/// first line is not its own.
pub fn removed_lines(document: &Document, held: NodeRef, comments: &[Range<usize>]) -> Option<(Range<usize>, String)> {
    let start = document.node_start(held);
    let line = document.line_start(start);
    if !document.text[line..start].bytes().all(|byte| byte == b' ') {
        return None;
    }
    let range = line..document.next_line(document.content_end(held));
    let (indent, newline) = (" ".repeat(start - line), document.line_ending());
    let comment = |comment: &Range<usize>| format!("{indent}{}{newline}", &document.text[comment.clone()]);
    let kept = comments_within(comments, &range).iter().map(comment).collect();
    Some((range, kept))
}

fn remove_from_block(document: &Document, holder: NodeRef, last: NodeRef) -> Result<String, EditRefusal> {
    let comments = find_comments(document.text)?;
    if let Some(splice) = removed_lines(document, last, &comments) {
        return Ok(document.splice(vec![splice]));
    }
    let (start, end) = (document.node_start(last), document.content_end(last));
    // The first entry of an item stands on the line of its dash; the next one takes its place.
    let next = document.child(holder, node_index(last) + 1).map(|next| document.node_start(next));
    let range = match next {
        Some(next) if document.text[end..next].bytes().all(|byte| byte.is_ascii_whitespace()) => start..next,
        _ => start..end,
    };
    if !comments_within(&comments, &range).is_empty() {
        return Err("a comment stands in what would go".to_owned());
    }
    Ok(document.splice(vec![(range, String::new())]))
}
