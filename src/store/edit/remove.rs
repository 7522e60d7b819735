//! An entry or an item removed; its comments stay.

use super::document::{Document, NodeRef};
use super::lines::find_comments;
use super::replace::replace_value;
use super::{EditRefusal, EditedText, PathStep, format_path};
use crate::source::NodeKind;
use serde_yaml::{Mapping, Value};
use std::ops::Range;

/// Removes the entry or the item at a path.
pub fn remove_node(text: &str, path: &[PathStep]) -> EditedText {
    let document = Document::parse(text)?;
    let (nodes, matched) = document.resolve_path(path);
    if matched < path.len() {
        return Err(format!("`{}` does not exist", format_path(path)));
    }
    let mut nodes = nodes.as_slice();
    // An empty list is removed as well.
    while let [.., parent, _] = nodes
        && parent.len() == 1
        && matches!(parent.node().kind, NodeKind::List(_))
    {
        nodes = &nodes[..nodes.len() - 1];
    }
    match nodes {
        [.., parent, _] if parent.len() == 1 && matches!(parent, NodeRef::Root(_)) => {
            Err("the record would be empty".to_owned())
        }
        [.., parent, _] if parent.len() == 1 => {
            replace_value(&document, &nodes[..nodes.len() - 1], path, &Value::Mapping(Mapping::new()))
        }
        [.., parent, last] if document.is_flow(parent.node()) => remove_from_flow(&document, *parent, *last).map(Some),
        [.., parent, last] => remove_from_block(&document, *parent, *last).map(Some),
        _ => Err("the record would be empty".to_owned()),
    }
}

fn node_index(node_ref: NodeRef) -> usize {
    match node_ref {
        NodeRef::Root(_) => 0,
        NodeRef::Entry { index, .. } | NodeRef::Item { index, .. } => index,
    }
}

fn remove_from_flow(document: &Document, parent: NodeRef, last: NodeRef) -> Result<String, EditRefusal> {
    let end = |node_ref: NodeRef| document.content_end(node_ref);
    let own = node_index(last);
    let range =
        match (document.child(parent, own + 1), own.checked_sub(1).and_then(|before| document.child(parent, before))) {
            (Some(next), _) => document.node_start(last)..document.node_start(next),
            (None, Some(before)) => end(before)..end(last),
            (None, None) => document.node_start(last)..end(last),
        };
    if comments_within(&find_comments(document.text)?, &range).is_empty() {
        return Ok(document.splice(vec![(range, String::new())]));
    }
    Err("there is a comment inside the brackets".to_owned())
}

/// The comments that begin in a range, of comments in their order.
fn comments_within<'c>(comments: &'c [Range<usize>], range: &Range<usize>) -> &'c [Range<usize>] {
    let first = comments.partition_point(|comment| comment.start < range.start);
    let end = comments.partition_point(|comment| comment.start < range.end);
    &comments[first..end.max(first)]
}

/// The lines of an entry or an item in block style, and what stays of them: their comments. `None` if it shares its
/// first line.
pub fn removed_lines(
    document: &Document,
    node_ref: NodeRef,
    comments: &[Range<usize>],
) -> Option<(Range<usize>, String)> {
    let start = document.node_start(node_ref);
    let line = document.line_start(start);
    if !document.text[line..start].bytes().all(|byte| byte == b' ') {
        return None;
    }
    let range = line..document.next_line(document.content_end(node_ref));
    let (indent, newline) = (" ".repeat(start - line), document.line_ending());
    let comment = |comment: &Range<usize>| format!("{indent}{}{newline}", &document.text[comment.clone()]);
    let kept = comments_within(comments, &range).iter().map(comment).collect();
    Some((range, kept))
}

fn remove_from_block(document: &Document, parent: NodeRef, last: NodeRef) -> Result<String, EditRefusal> {
    let comments = find_comments(document.text)?;
    if let Some(splice) = removed_lines(document, last, &comments) {
        return Ok(document.splice(vec![splice]));
    }
    let (start, end) = (document.node_start(last), document.content_end(last));
    // The first entry of an item is on the line of its dash; the next one takes its place.
    let next = document.child(parent, node_index(last) + 1).map(|next| document.node_start(next));
    let range = match next {
        Some(next) if document.text[end..next].bytes().all(|byte| byte.is_ascii_whitespace()) => start..next,
        _ => start..end,
    };
    if !comments_within(&comments, &range).is_empty() {
        return Err("there is a comment in the removed text".to_owned());
    }
    Ok(document.splice(vec![(range, String::new())]))
}
