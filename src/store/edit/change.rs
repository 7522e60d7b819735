//! One edit of a text: a value written over another, and what the other edits begin with.

use super::document::{Document, Held, is_empty};
use super::write::{LONGEST_KEY, Spot, Style, WIDEST, holds_prose, is_flat, is_scalar, one_line, scalar, shows_of};
use super::{Edit, Reason, Step, add, list, meant, remove, shown, unfold};
use crate::store::tree::Kind;
use serde_yaml::{Mapping, Value};

/// The text after an edit; `path` is that of the file, which says what record it is.
pub fn changed(text: &str, file: &str, edit: &Edit) -> Result<String, Reason> {
    match edit {
        Edit::Set { path, value } => set(text, file, path, value),
        Edit::Append { path, value } => list::append(text, file, path, value),
        Edit::Remove { path } => remove::remove(text, path),
        Edit::Rename { path, key } => rename(text, path, key),
        Edit::Swap { path, one, other } => list::swap(text, path, *one, *other),
    }
}

fn set(text: &str, file: &str, path: &[Step], value: &Value) -> Result<String, Reason> {
    let document = Document::read(text)?;
    let (way, gone) = document.walk(path);
    let last = way[way.len() - 1];
    let node = last.node();
    if gone == path.len() {
        if meant::alike(&meant::value_of(node), value) {
            return Ok(text.to_owned());
        }
        return match parts(last, path, value) {
            Some(edits) => edits.iter().try_fold(text.to_owned(), |text, edit| changed(&text, file, edit)),
            None => replace(&document, &way, path, value),
        };
    }
    let (step, rest) = (&path[gone], &path[gone + 1..]);
    match (step, &node.kind) {
        (Step::Key(key), Kind::Map(_)) => add::entry(&document, file, &path[..gone], &way, key, wrapped(rest, value)?),
        (Step::Index(index), Kind::List(items)) if *index == items.len() => {
            list::append(text, file, &path[..gone], &wrapped(rest, value)?)
        }
        _ if node.is_null() => replace(&document, &way, &path[..gone], &wrapped(&path[gone..], value)?),
        _ => Err(format!("`{}` leads nowhere", shown(&path[..=gone]))),
    }
}

/// What differs between two maps or two lists, part by part, so that the rest keeps its bytes.
fn parts(held: Held, path: &[Step], value: &Value) -> Option<Vec<Edit>> {
    let under = |step: Step| path.iter().cloned().chain([step]).collect::<Vec<Step>>();
    let mut edits = Vec::new();
    match (&held.node().kind, value) {
        (Kind::Map(entries), Value::Mapping(new)) if !entries.is_empty() && !new.is_empty() => {
            for (key, value) in new {
                edits.push(Edit::Set { path: under(Step::Key(key.as_str()?.to_owned())), value: value.clone() });
            }
            let is_gone = |key: &str| !new.contains_key(key);
            let gone = entries.iter().filter(|entry| is_gone(&entry.key));
            edits.extend(gone.map(|entry| Edit::Remove { path: under(Step::Key(entry.key.to_string())) }));
        }
        (Kind::List(items), Value::Sequence(new)) if !items.is_empty() && !new.is_empty() => {
            let shared = items.len().min(new.len());
            // What goes leaves its comments, which what is written then has to keep apart from prose.
            edits.extend((shared..items.len()).rev().map(|at| Edit::Remove { path: under(at.into()) }));
            edits.extend((0..shared).map(|at| Edit::Set { path: under(at.into()), value: new[at].clone() }));
            edits.extend(new[shared..].iter().map(|value| Edit::Append { path: path.to_vec(), value: value.clone() }));
        }
        _ => return None,
    }
    Some(edits)
}

/// A value with the maps and lists around it that a path leads through.
pub fn wrapped(path: &[Step], value: &Value) -> Result<Value, Reason> {
    path.iter().rev().try_fold(value.clone(), |value, step| match step {
        Step::Key(key) => Ok(Value::Mapping(Mapping::from_iter([(Value::String(key.clone()), value)]))),
        Step::Index(0) => Ok(Value::Sequence(vec![value])),
        Step::Index(index) => Err(format!("there is no item {index} to begin with")),
    })
}

/// Whether a value stands inside of brackets or braces.
pub fn is_in_flow(document: &Document, way: &[Held]) -> bool {
    way[..way.len() - 1].iter().any(|held| document.is_flow(held.node()))
}

/// Writes a value over the last of the way.
pub fn replace(document: &Document, way: &[Held], path: &[Step], value: &Value) -> Result<String, Reason> {
    let last = way[way.len() - 1];
    if matches!(last, Held::Root(_)) {
        return Err("the whole record would be another".to_owned());
    }
    if is_in_flow(document, way) {
        return replace_in_flow(document, way, path, value);
    }
    let node = last.node();
    let Some(sign) = document.behind_sign(last) else { return Err(format!("`{}` has no colon", shown(path))) };
    let (start, end) = (document.content_start(last), document.content_end(last));
    let mut style = Style::of(document);
    let column = document.column(document.start(last));
    let rest = &document.text[end..document.line_end(end)];
    let is_below = !is_empty(node) && document.text[sign..start].contains('\n');
    let between = &document.text[document.line_end(sign).min(start)..start];
    style.quotes = document.end_with_comments(end, column) > document.line_end(end)
        || is_below && (rest.contains('#') || between.contains('#'));
    let spot = match last {
        Held::Item { .. } => Spot::Dash,
        Held::Entry { of, .. } if of.len() > 1 => Spot::among(of),
        _ => Spot::Key,
    };
    let key_width = sign.saturating_sub(document.start(last) + 1);
    let before = shows_of(document, node, column + key_width + 2, spot, value);
    let mut written = match spot {
        Spot::Dash => style.behind_dash(value, column, before),
        _ => style.behind_key(value, column, key_width, spot, before),
    };
    if let (Kind::Scalar { style: like, .. }, true) = (&node.kind, written.body.is_empty() && is_scalar(value)) {
        written.head = format!(" {}", scalar(value, false, Some(*like)));
    }
    let newline = document.newline();
    let body: String = written.body.iter().flat_map(|line| [newline, line]).collect();
    let splices = if is_empty(node) {
        let at = document.line_end(sign);
        vec![(sign..sign, written.head), (at..at, body)]
    } else if document.is_block_scalar(node) {
        let header = document.block_header(last);
        let behind = document.line_end(header.end);
        // The last line goes whole, with blanks at its end.
        vec![(sign..header.end, written.head), (behind..document.line_end(end).max(behind), body)]
    } else if !is_below {
        let gap = &document.text[sign..start];
        let head = if written.head.is_empty() { written.head } else { format!("{gap}{}", written.head.trim_start()) };
        let behind = document.line_end(end);
        vec![(sign..end, head), (behind..behind, body)]
    } else {
        // Blank lines before a block of prose would be read as a part of it.
        let before = document.text[..document.line_start(start)].trim_end().len().max(sign);
        let behind = if rest.trim().is_empty() { end + rest.len() } else { end };
        vec![(sign..sign, written.head), (before..behind, body)]
    };
    Ok(document.spliced(splices))
}

fn replace_in_flow(document: &Document, way: &[Held], path: &[Step], value: &Value) -> Result<String, Reason> {
    let last = way[way.len() - 1];
    let node = last.node();
    let line = match (&node.kind, value) {
        (Kind::Scalar { style, .. }, Value::String(text)) if !text.contains('\n') => {
            Some(scalar(value, true, Some(*style)))
        }
        _ => one_line(value),
    };
    let range = node.place.range();
    let length = document.text[range.clone()].chars().count();
    // What does not grow stays where it is.
    let has_room = |line: &str| {
        let grown = line.chars().count().saturating_sub(length);
        let is_new_prose = holds_prose(value) && !holds_prose(&meant::value_of(node));
        grown == 0 || !is_new_prose && width(document, range.start) + grown <= WIDEST
    };
    match line {
        Some(line) if is_flat(value) && has_room(&line) => {
            let splice = match document.behind_sign(last) {
                None => (range.start..range.start, line),
                Some(_) if !is_empty(node) => (range, line),
                Some(sign) => (sign..sign, format!(" {line}")),
            };
            if document.behind_sign(last).is_none() {
                let Held::Entry { entry, .. } = last else { return Err(format!("`{}` has no sign", shown(path))) };
                let end = entry.key_place.range().end;
                return Ok(document.spliced(vec![(end..end, format!(": {}", splice.1))]));
            }
            Ok(document.spliced(vec![splice]))
        }
        _ => {
            let unfolded = unfold::outermost(document, way, path)?;
            let document = Document::read(&unfolded)?;
            let (way, gone) = document.walk(path);
            if gone < path.len() {
                return Err(format!("`{}` cannot be written in block style", shown(path)));
            }
            replace(&document, &way, path, value)
        }
    }
}

/// The characters of a line.
pub fn width(document: &Document, offset: usize) -> usize {
    document.text[document.line_start(offset)..document.line_end(offset)].chars().count()
}

fn rename(text: &str, path: &[Step], key: &str) -> Result<String, Reason> {
    let document = Document::read(text)?;
    let (way, gone) = document.walk(path);
    let held = way[way.len() - 1];
    match held {
        Held::Entry { entry, of, .. } if gone == path.len() => {
            if of.iter().any(|entry| entry.key == key) {
                return Err(format!("`{key}` is there already"));
            }
            let key = scalar(&Value::String(key.to_owned()), true, None);
            if key.len() > LONGEST_KEY {
                return Err(format!("the new key has {} bytes (limit: {LONGEST_KEY})", key.len()));
            }
            let mut splices = vec![(entry.key_place.range(), key)];
            // Only a quoted key may have its value right behind the colon.
            if let Some(sign) = document.behind_sign(held)
                && !is_empty(&entry.value)
                && !document.text[sign..].starts_with(char::is_whitespace)
            {
                splices.push((sign..sign, " ".to_owned()));
            }
            Ok(document.spliced(splices))
        }
        _ => Err(format!("`{}` is no entry of a map", shown(path))),
    }
}
