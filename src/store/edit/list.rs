//! Items of a list: one more at its end, and two that change places.

use super::change::{is_in_flow, replace, width, wrapped};
use super::document::{Document, Held};
use super::write::{STEP, Spot, Style, WIDEST, holds_prose, is_flat, is_scalar, one_line, scalar, shows_of};
use super::{Edit, Reason, Step, change, meant, shown, unfold};
use crate::store::tree::{Kind, Node};
use granit_parser::ScalarStyle;
use serde_yaml::Value;

/// Adds an item to the end of the list at a path.
pub fn append(text: &str, file: &str, path: &[Step], value: &Value) -> Result<String, Reason> {
    let document = Document::read(text)?;
    let (way, gone) = document.walk(path);
    let node = way[way.len() - 1].node();
    if gone < path.len() {
        let list = wrapped(&[Step::Index(0)], value)?;
        return change::changed(text, file, &Edit::Set { path: path.to_vec(), value: list });
    }
    match &node.kind {
        _ if node.is_null() => replace(&document, &way, path, &wrapped(&[Step::Index(0)], value)?),
        Kind::List(items) if items.is_empty() => replace(&document, &way, path, &wrapped(&[Step::Index(0)], value)?),
        Kind::List(items) => append_to(&document, file, path, &way, items, value),
        _ => second(&document, &way, path, value),
    }
}

fn append_to(
    document: &Document,
    file: &str,
    path: &[Step],
    way: &[Held],
    items: &[Node],
    value: &Value,
) -> Result<String, Reason> {
    let holder = way[way.len() - 1];
    let list = holder.node();
    let Some(last) = document.child(holder, items.len() - 1) else { return Err(format!("`{}` is empty", shown(path))) };
    if document.is_flow(list) {
        let end = document.content_end(last);
        let fits = |line: &String| width(document, end) + line.chars().count() + 2 <= WIDEST;
        let is_first_map = value.is_mapping() && items.iter().all(|item| matches!(item.kind, Kind::Scalar { .. }));
        let is_roll = matches!(holder, Held::Entry { of, .. } if Spot::among(of) == Spot::Roll);
        let is_first_prose = holds_prose(value) && !holds_prose(&meant::value_of(list));
        let may_stand = is_flat(value) && !is_first_prose && (!is_first_map || is_roll);
        if let Some(line) = one_line(value).filter(|_| may_stand).filter(fits) {
            return Ok(document.spliced(vec![(end..end, format!(", {line}"))]));
        }
        let unfolded = unfold::outermost(document, way, path)?;
        return append(&unfolded, file, path, value);
    }
    let column = document.column(document.start(last));
    let beside = beside(document, items, value, column);
    let newline = document.newline();
    let lines = Style::of(document).item(value, column, beside);
    let end = document.end_with_comments(document.content_end(last), column);
    Ok(document.spliced(vec![(end..end, lines.iter().flat_map(|line| [newline, line]).collect())]))
}

/// What the items of a list with dashes show of a new one, the last of them first.
pub fn beside(document: &Document, items: &[Node], value: &Value, column: usize) -> Option<bool> {
    let shows = |item: &Node| shows_of(document, item, column + 2, Spot::Dash, value);
    items.iter().rev().find_map(shows)
}

/// Makes a list of the single value that stands for it, and adds the second item.
fn second(document: &Document, way: &[Held], path: &[Step], value: &Value) -> Result<String, Reason> {
    let held = way[way.len() - 1];
    let node = held.node();
    let range = node.place.range();
    let Some(sign) = document.behind_sign(held) else { return Err(format!("`{}` is no list", shown(path))) };
    let is_word = matches!(
        &node.kind,
        Kind::Scalar { style: ScalarStyle::Plain | ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted, .. }
    );
    let is_inline = !document.text[sign..range.end].contains('\n') && (is_word || document.is_flow(node));
    if !is_inline {
        let both = Value::Sequence(vec![meant::value_of(node), value.clone()]);
        return replace(document, way, path, &both);
    }
    let old = &document.text[range.clone()];
    // What needs no quotes behind a colon may need them in brackets.
    let in_brackets = match meant::value_of(node) {
        value @ Value::String(_) if !old.starts_with(['\'', '"', '[', '{']) => scalar(&value, true, None),
        _ => old.to_owned(),
    };
    let words = is_word && is_scalar(value) && !holds_prose(value) && !holds_prose(&meant::value_of(node));
    let in_flow = is_in_flow(document, way);
    let line = one_line(value).filter(|_| words || in_flow);
    let fits = |line: &String| width(document, range.start) + line.chars().count() + 4 <= WIDEST;
    if let Some(line) = line.filter(fits) {
        return Ok(document.spliced(vec![(range.clone(), format!("[{in_brackets}, {line}]"))]));
    }
    if in_flow {
        let unfolded = unfold::outermost(document, way, path)?;
        let document = Document::read(&unfolded)?;
        let (way, _) = document.walk(path);
        return second(&document, &way, path, value);
    }
    let mut style = Style::of(document);
    let behind = document.line_end(range.end);
    style.quotes = document.end_with_comments(range.end, document.column(document.start(held))) > behind;
    let dashes = if matches!(held, Held::Item { .. }) { STEP } else { style.dashes };
    let column = document.column(document.start(held)) + dashes;
    let newline = document.newline();
    let first = format!("{newline}{}- {old}", " ".repeat(column));
    let beside = shows_of(document, node, column + 2, Spot::Dash, value);
    let lines = style.item(value, column, beside);
    let body: String = std::iter::once(first).chain(lines.iter().map(|line| format!("{newline}{line}"))).collect();
    Ok(document.spliced(vec![(sign..range.end, String::new()), (behind..behind, body)]))
}

/// Lets two items of the list at a path change places.
pub fn swap(text: &str, path: &[Step], one: usize, other: usize) -> Result<String, Reason> {
    let document = Document::read(text)?;
    let (way, gone) = document.walk(path);
    let holder = way[way.len() - 1];
    let list = holder.node();
    let (one, other) = (one.min(other), one.max(other));
    let items = match &list.kind {
        Kind::List(items) if gone == path.len() && other < items.len() => items,
        _ => return Err(format!("`{}` has no items {one} and {other}", shown(path))),
    };
    if one == other {
        return Ok(text.to_owned());
    }
    let range = |at: usize| {
        let held = document.child(holder, at)?;
        if document.is_flow(list) {
            return Some(items[at].place.range());
        }
        let start = document.start(held);
        let line = document.line_start(start);
        let column = document.column(start);
        // Comments right above an item are its own; above the first one they are the list's.
        let mut from = line;
        while at > 0 && from > 0 {
            let above = document.line_start(from - 1);
            let bare = document.text[above..from].trim_start_matches(' ');
            if !(bare.starts_with('#') && document.text[above..from].len() - bare.len() == column) {
                break;
            }
            from = above;
        }
        // The item of a list inside of a list may share its line with another dash.
        let from = if document.text[line..start].trim_start_matches(' ').is_empty() { from } else { start };
        Some(from..document.end_with_comments(document.content_end(held), column))
    };
    let (Some(first), Some(second)) = (range(one), range(other)) else {
        return Err(format!("`{}` has no items {one} and {other}", shown(path)));
    };
    let text_of = |range: &std::ops::Range<usize>| document.text[range.clone()].to_owned();
    let (old_first, old_second) = (text_of(&first), text_of(&second));
    Ok(document.spliced(vec![(first, old_second), (second, old_first)]))
}
