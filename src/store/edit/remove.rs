//! An entry or an item taken out; the comments that stand at it stay.

use super::change::replace;
use super::document::{Document, Held, is_empty};
use super::lines::comments;
use super::{Reason, Step, shown};
use crate::store::tree::Kind;
use serde_yaml::{Mapping, Value};
use std::ops::Range;

/// Takes out what a path leads to.
pub fn remove(text: &str, path: &[Step]) -> Result<String, Reason> {
    let document = Document::read(text)?;
    let (way, gone) = document.walk(path);
    if gone < path.len() {
        return Err(format!("`{}` is not there", shown(path)));
    }
    let mut way = way.as_slice();
    // A list that has nothing left says nothing.
    while let [.., holder, _] = way
        && holder.len() == 1
        && matches!(holder.node().kind, Kind::List(_))
    {
        way = &way[..way.len() - 1];
    }
    match way {
        [.., holder, _] if holder.len() == 1 && matches!(holder, Held::Root(_)) => {
            Err("nothing would be left of the record".to_owned())
        }
        [.., holder, _] if holder.len() == 1 => {
            replace(&document, &way[..way.len() - 1], path, &Value::Mapping(Mapping::new()))
        }
        [.., holder, last] if document.is_flow(holder.node()) => from_flow(&document, *holder, *last),
        [.., holder, last] => from_block(&document, *holder, *last),
        _ => Err("nothing would be left of the record".to_owned()),
    }
}

fn at(held: Held) -> usize {
    match held {
        Held::Root(_) => 0,
        Held::Entry { at, .. } | Held::Item { at, .. } => at,
    }
}

fn from_flow(document: &Document, holder: Held, last: Held) -> Result<String, Reason> {
    let end = |held: Held| match held {
        Held::Entry { entry, .. } if is_empty(&entry.value) => {
            document.behind_sign(held).unwrap_or(entry.key_place.range().end)
        }
        _ => held.node().place.range().end,
    };
    let own = at(last);
    let range =
        match (document.child(holder, own + 1), own.checked_sub(1).and_then(|before| document.child(holder, before))) {
            (Some(next), _) => document.start(last)..document.start(next),
            (None, Some(before)) => end(before)..end(last),
            (None, None) => document.start(last)..end(last),
        };
    if within(&comments(document.text)?, &range).is_empty() {
        return Ok(document.spliced(vec![(range, String::new())]));
    }
    Err("a comment stands between the brackets".to_owned())
}

/// Those of the comments, which are in their order, that begin in a range.
fn within<'c>(comments: &'c [Range<usize>], range: &Range<usize>) -> &'c [Range<usize>] {
    let first = comments.partition_point(|comment| comment.start < range.start);
    let behind = comments.partition_point(|comment| comment.start < range.end);
    &comments[first..behind.max(first)]
}

/// The lines of an entry or an item of a block and what stays of them, which is their comments. `None` where the
/// first line is not its own.
pub fn lines(document: &Document, held: Held, comments: &[Range<usize>]) -> Option<(Range<usize>, String)> {
    let start = document.start(held);
    let line = document.line_start(start);
    if !document.text[line..start].bytes().all(|byte| byte == b' ') {
        return None;
    }
    let range = line..document.next_line(document.content_end(held));
    let (indent, newline) = (" ".repeat(start - line), document.newline());
    let comment = |comment: &Range<usize>| format!("{indent}{}{newline}", &document.text[comment.clone()]);
    let kept = within(comments, &range).iter().map(comment).collect();
    Some((range, kept))
}

fn from_block(document: &Document, holder: Held, last: Held) -> Result<String, Reason> {
    let comments = comments(document.text)?;
    if let Some(splice) = lines(document, last, &comments) {
        return Ok(document.spliced(vec![splice]));
    }
    let (start, end) = (document.start(last), document.content_end(last));
    // The first entry of an item stands on the line of its dash; the next one takes its place.
    let next = document.child(holder, at(last) + 1).map(|next| document.start(next));
    let range = match next {
        Some(next) if document.text[end..next].bytes().all(|byte| byte.is_ascii_whitespace()) => start..next,
        _ => start..end,
    };
    if !within(&comments, &range).is_empty() {
        return Err("a comment stands in what would go".to_owned());
    }
    Ok(document.spliced(vec![(range, String::new())]))
}
