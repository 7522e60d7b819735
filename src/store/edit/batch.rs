//! Many scalars replaced or many items removed at once: each edit alone would read the whole file.

use super::document::{Document, NodeRef, is_missing};
use super::lines::find_comments;
use super::{Edit, EditRefusal, remove};
use crate::source::NodeKind;
use crate::store::yaml::write::format_scalar;
use granit_parser::ScalarStyle;
use serde_yaml::Value;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// Applies the first edits at once, and returns the text and their number: two or more edits that each replace a text
/// of one line outside of brackets, or inside them with a text that is not longer; or that each remove an item with
/// its own lines from a list that keeps other items, the last of the file first. `None` if there are fewer than two.
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
    let (nodes, matched) = document.resolve_path(path);
    let (last, before) = nodes.split_last()?;
    let node = last.node();
    let range = node.place.range();
    let NodeKind::Scalar { style, .. } = &node.kind else { return None };
    let is_inline = !matches!(style, ScalarStyle::Literal | ScalarStyle::Folded)
        && !document.text[range.clone()].contains('\n')
        && !new.contains('\n');
    if matched < path.len() || is_missing(node) || !is_inline || !known.insert(range.start) {
        return None;
    }
    let in_flow = before.iter().any(|node_ref| document.is_flow(node_ref.node()));
    let written = format_scalar(value, in_flow, Some(*style));
    // A value that grows inside brackets may have to leave them.
    let grows = written.chars().count() > document.text[range.clone()].chars().count();
    (!(in_flow && grows)).then_some((range, written))
}

/// Removals do not change the paths of what is before them.
fn removal_splices(document: &Document, edits: &[Edit]) -> Result<Vec<(Range<usize>, String)>, EditRefusal> {
    let comments = find_comments(document.text)?;
    // By the offset of the list.
    let mut removed_counts: HashMap<usize, usize> = HashMap::new();
    let mut splices: Vec<(Range<usize>, String)> = Vec::new();
    for edit in edits {
        let Edit::Remove { path } = edit else { break };
        let (nodes, steps) = document.resolve_path(path);
        let Some(node_ref @ NodeRef::Item { list, siblings, first, .. }) = nodes.last().copied() else { break };
        let removed = removed_counts.entry(first).or_default();
        *removed += 1;
        if steps < path.len() || document.is_flow(list) || *removed == siblings.len() {
            break;
        }
        let Some(splice) = remove::removed_lines(document, node_ref, &comments) else { break };
        if splices.last().is_some_and(|(before, _)| splice.0.end > before.start) {
            break;
        }
        splices.push(splice);
    }
    Ok(splices)
}
