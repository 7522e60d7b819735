//! A new entry of a map, where the order of the record's keys wants it.

use super::change::{is_in_flow, replace, width};
use super::document::{Document, Held, is_empty};
use super::meant::value_of;
use super::write::{Spot, Style, WIDEST, holds_prose, is_flat, one_line, scalar, shows_of};
use super::{Reason, Step, fold, order, unfold};
use crate::store::tree::{Entry, Kind};
use serde_yaml::{Mapping, Value};

/// Adds an entry to the map at the end of the way.
pub fn entry(
    document: &Document,
    file: &str,
    path: &[Step],
    way: &[Held],
    key: &str,
    value: Value,
) -> Result<String, Reason> {
    let last = way[way.len() - 1];
    let node = last.node();
    let Kind::Map(entries) = &node.kind else { return Err(format!("`{}` is no map", super::shown(path))) };
    let order = order::keys(file, document.text, path);
    let before = before(entries, key, &order);
    let key_value = Value::String(key.to_owned());
    if document.is_flow(node) {
        if entries.is_empty() && !is_in_flow(document, way) && way.len() > 1 {
            return replace(document, way, path, &Value::Mapping(Mapping::from_iter([(key_value, value)])));
        }
        let may_stand =
            is_flat(&value) && !value.is_mapping() && (!holds_prose(&value) || holds_prose(&value_of(node)));
        let line = one_line(&value).filter(|_| may_stand);
        let line = line.map(|line| format!("{}: {line}", scalar(&key_value, true, None)));
        let fits = |line: &String| width(document, node.place.range().start) + line.chars().count() + 2 <= WIDEST;
        if let Some(line) = line.filter(fits) {
            return Ok(document.spliced(vec![into_flow(document, last, entries, before, line)]));
        }
        let unfolded = unfold::outermost(document, way, path)?;
        let document = Document::read(&unfolded)?;
        let (way, _) = document.walk(path);
        return entry(&document, file, path, &way, key, value);
    }
    if let Some(splices) = fold::folded(document, way, before, (&key_value, &value)) {
        return Ok(document.spliced(splices));
    }
    let column = document.column(node.place.range().start);
    let spot = if value.is_sequence() { Spot::among(entries) } else { Spot::Key };
    let shows = |one: &Entry| {
        let key = one.key_place.range();
        let behind = document.column(key.start) + key.len() + 2;
        shows_of(document, &one.value, behind, spot, &value)
    };
    let (above, below) = entries.split_at(before.map_or(0, |at| at + 1));
    let beside = above.iter().rev().chain(below).find_map(shows);
    let lines = Style::of(document).entry(&key_value, &value, column, spot, beside);
    let newline = document.newline();
    let splice = match before {
        Some(at) => {
            let held = Held::Entry { entry: &entries[at], at, of: entries };
            let end = document.end_with_comments(document.content_end(held), column);
            (end..end, lines.iter().flat_map(|line| [newline, line]).collect())
        }
        None => {
            let start = document.start(Held::Entry { entry: &entries[0], at: 0, of: entries });
            let text = lines.join(newline);
            (start..start, format!("{}{newline}{}", text.trim_start(), " ".repeat(column)))
        }
    };
    Ok(document.spliced(vec![splice]))
}

/// The entry that the new one stands behind; `None` where it is the first.
fn before(entries: &[Entry], key: &str, order: &[String]) -> Option<usize> {
    let rank = |key: &str| order.iter().position(|one| one == key);
    let Some(own) = rank(key) else { return entries.len().checked_sub(1) };
    let earlier = |(at, entry): (usize, &Entry)| Some((rank(&entry.key).filter(|rank| *rank < own)?, at));
    entries.iter().enumerate().filter_map(earlier).max().map(|(_, at)| at)
}

fn into_flow(
    document: &Document,
    map: Held,
    entries: &[Entry],
    before: Option<usize>,
    line: String,
) -> (std::ops::Range<usize>, String) {
    let node = map.node();
    let Some(first) = entries.first() else { return (node.place.range(), format!("{{ {line} }}")) };
    match before {
        None => {
            let start = first.key_place.range().start;
            (start..start, format!("{line}, "))
        }
        Some(at) => {
            let entry = &entries[at];
            let held = Held::Entry { entry, at, of: entries };
            let end = match is_empty(&entry.value) {
                true => document.behind_sign(held).unwrap_or(entry.key_place.range().end),
                false => entry.value.place.range().end,
            };
            (end..end, format!(", {line}"))
        }
    }
}
