//! Many words that take the places of others, or many items taken out, at once: each alone would read the
//! whole file.

use super::document::{Document, Held, is_empty};
use super::lines::comments;
use super::write::scalar;
use super::{Edit, Reason, remove};
use crate::store::tree::Kind;
use granit_parser::ScalarStyle;
use serde_yaml::Value;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// The text with the first edits done, and how many they are: two or more that each write a text of one line over
/// another outside of brackets, or over one that is no wider in them; or that each take an item with lines of its
/// own out of a list that keeps others, the last of the file first. `None` where there are no two such edits.
pub fn written(text: &str, edits: &[Edit]) -> Result<Option<(String, usize)>, Reason> {
    if edits.len() < 2 {
        return Ok(None);
    }
    let document = Document::read(text)?;
    let splices = match &edits[0] {
        Edit::Remove { .. } => removals(&document, edits)?,
        _ => {
            let mut known = HashSet::new();
            edits.iter().map_while(|edit| splice(&document, edit, &mut known)).collect()
        }
    };
    let count = splices.len();
    Ok((count > 1).then(|| (document.spliced(splices), count)))
}

fn splice(document: &Document, edit: &Edit, known: &mut HashSet<usize>) -> Option<(Range<usize>, String)> {
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

/// What is taken out leaves the paths alone that lead to what stands before it.
fn removals(document: &Document, edits: &[Edit]) -> Result<Vec<(Range<usize>, String)>, Reason> {
    let comments = comments(document.text)?;
    // By where the lists begin.
    let mut gone: HashMap<usize, usize> = HashMap::new();
    let mut splices: Vec<(Range<usize>, String)> = Vec::new();
    for edit in edits {
        let Edit::Remove { path } = edit else { break };
        let (way, steps) = document.walk(path);
        let Some(held @ Held::Item { list, of, first, .. }) = way.last().copied() else { break };
        let gone = gone.entry(first).or_default();
        *gone += 1;
        if steps < path.len() || document.is_flow(list) || *gone == of.len() {
            break;
        }
        let Some(splice) = remove::lines(document, held, &comments) else { break };
        if splices.last().is_some_and(|(before, _)| splice.0.end > before.start) {
            break;
        }
        splices.push(splice);
    }
    Ok(splices)
}
