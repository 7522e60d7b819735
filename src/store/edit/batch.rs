//! Many words that take the places of others, or many items taken out, at once: each alone would read the
//! whole file.

use super::document::{Document, NodeRef, is_missing};
use super::lines::find_comments;
use super::write::format_scalar;
use super::{Edit, EditRefusal, remove};
use crate::store::tree::NodeKind;
use granit_parser::ScalarStyle;
use serde_yaml::Value;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The text with the first edits done, and how many they are: two or more that each write a text of one line over
/// another outside of brackets, or over one that is no wider in them; or that each take an item with lines of its
/// own out of a list that keeps others, the last of the file first. `None` where there are no two such edits.
pub fn apply_batch(text: &str, edits: &[Edit]) -> Result<Option<(String, usize)>, EditRefusal> {
    if edits.len() < 2 {
        return Ok(None);
    }
    let document = Document::parse(text)?;
    let splices = match &edits[0] {
        Edit::Remove { .. } => removal_splices(&document, edits)?,
        _ => {
            let mut known = HashSet::new();
            edits.iter().map_while(|edit| scalar_splice(&document, edit, &mut known)).collect()
        }
    };
    let count = splices.len();
    Ok((count > 1).then(|| (document.splice(splices), count)))
}

fn scalar_splice(document: &Document, edit: &Edit, known: &mut HashSet<usize>) -> Option<(Range<usize>, String)> {
    let Edit::Set { path, value: value @ Value::String(new) } = edit else { return None };
    let (way, gone) = document.resolve_path(path);
    let (last, before) = way.split_last()?;
    let node = last.node();
    let range = node.place.range();
    let NodeKind::Scalar { style, .. } = &node.kind else { return None };
    let is_inline = !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded)
        && !document.text[range.clone()].contains('\n')
        && !new.contains('\n');
    if gone < path.len() || is_missing(node) || !is_inline || !known.insert(range.start) {
        return None;
    }
    let in_flow = before.iter().any(|held| document.is_flow(held.node()));
    let written = format_scalar(value, in_flow, Some(*style));
    // What grows in brackets may have to leave them.
    let grows = written.chars().count() > document.text[range.clone()].chars().count();
    (!(in_flow && grows)).then_some((range, written))
}

/// What is taken out leaves the paths alone that lead to what stands before it.
fn removal_splices(document: &Document, edits: &[Edit]) -> Result<Vec<(Range<usize>, String)>, EditRefusal> {
    let comments = find_comments(document.text)?;
    // By where the lists begin.
    let mut gone: HashMap<usize, usize> = HashMap::new();
    let mut splices: Vec<(Range<usize>, String)> = Vec::new();
    for edit in edits {
        let Edit::Remove { path } = edit else { break };
        let (way, steps) = document.resolve_path(path);
        let Some(held @ NodeRef::Item { list, siblings: of, first, .. }) = way.last().copied() else { break };
        let gone = gone.entry(first).or_default();
        *gone += 1;
        if steps < path.len() || document.is_flow(list) || *gone == of.len() {
            break;
        }
        let Some(splice) = remove::removed_lines(document, held, &comments) else { break };
        if splices.last().is_some_and(|(before, _)| splice.0.end > before.start) {
            break;
        }
        splices.push(splice);
    }
    Ok(splices)
}
