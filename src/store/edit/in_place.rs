//! Many words that take the places of others, written at once: each alone would read the whole file.

use super::document::{Document, is_empty};
use super::write::scalar;
use super::{Edit, Reason};
use crate::store::tree::Kind;
use granit_parser::ScalarStyle;
use serde_yaml::Value;
use std::collections::HashSet;

/// The text with the first edits done, and how many they are: two or more that each write a text of one line over
/// another outside of brackets, or over one that is no wider in them. `None` where there are no two such edits.
pub fn written(text: &str, edits: &[Edit]) -> Result<Option<(String, usize)>, Reason> {
    if edits.len() < 2 {
        return Ok(None);
    }
    let document = Document::read(text)?;
    let mut known = HashSet::new();
    let splices: Vec<_> = edits.iter().map_while(|edit| splice(&document, edit, &mut known)).collect();
    let count = splices.len();
    Ok((count > 1).then(|| (document.spliced(splices), count)))
}

fn splice(document: &Document, edit: &Edit, known: &mut HashSet<usize>) -> Option<(std::ops::Range<usize>, String)> {
    let Edit::Set { path, value: value @ Value::String(new) } = edit else { return None };
    let (way, gone) = document.walk(path);
    let (last, before) = way.split_last()?;
    let node = last.node();
    let range = node.place.range();
    let Kind::Scalar { style, .. } = &node.kind else { return None };
    let is_inline = !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded)
        && !document.text[range.clone()].contains('\n')
        && !new.contains('\n');
    if gone < path.len() || is_empty(node) || !is_inline || !known.insert(range.start) {
        return None;
    }
    let in_flow = before.iter().any(|held| document.is_flow(held.node()));
    let written = scalar(value, in_flow, Some(*style));
    // What grows in brackets may have to leave them.
    let grows = written.chars().count() > document.text[range.clone()].chars().count();
    (!(in_flow && grows)).then_some((range, written))
}
