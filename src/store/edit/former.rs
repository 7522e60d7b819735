//! The text of a record with the present keys in the place of the former ones.

use super::document::Document;
use super::expected::node_value;
use super::{Edit, EditRefusal, PathStep, edit_text};
use crate::model::former::{MOVED, MOVED_DAY, is_moved, modernize};
use crate::source::{MapEntry, Node, NodeKind, Source};
use crate::store::record::record_definition;
use serde_yaml::Value;

/// The text with the present keys; `None` if it has no former ones.
pub fn modernize_text(source: &Source) -> Result<Option<String>, EditRefusal> {
    let mut document = Document::parse(&source.text)?;
    let structural = match source.path.contains('/') {
        false => structural_edits(&document.root),
        true => Vec::new(),
    };
    if !structural.is_empty() {
        let text = edit_text(source, &structural)?;
        let source = Source { path: source.path.clone(), text };
        return Ok(Some(modernize_text(&source)?.unwrap_or(source.text)));
    }
    let replaced = modernize(&mut document.root, record_definition(&source.path));
    if replaced.is_empty() {
        return Ok(None);
    }
    let mut text = source.text.clone();
    // From the end, so that the places before stay as they are. Quotes around a word stay, too.
    for name in replaced.iter().rev() {
        let range = name.place.range();
        let written = text[range.clone()].replacen(&name.former, &name.present, 1);
        text.replace_range(range, &written);
    }
    Ok(Some(text))
}

/// The edits for what is not only renamed; all of it is at the top of `workgroup.yaml`.
fn structural_edits(root: &Node) -> Vec<Edit> {
    let NodeKind::Map(entries) = &root.kind else { return Vec::new() };
    let find = |key: &str| entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value);
    let rename = |path: &[&str], key: &str| Edit::Rename {
        path: path.iter().map(|step| PathStep::from(*step)).collect(),
        key: key.to_owned(),
    };
    let mut edits = Vec::new();
    for (former, [outer, inner]) in MOVED {
        let [key] = former else { continue };
        let Some(value) = find(key).filter(|value| matches!(value.kind, NodeKind::Scalar { .. })) else { continue };
        // In its place, so that its comment stays with it.
        edits.extend((*key != outer).then(|| rename(&[key], outer)));
        let map = [(Value::from(inner), node_value(value))];
        edits.push(Edit::Set { path: vec![outer.into()], value: Value::Mapping(map.into_iter().collect()) });
    }
    if let Some(NodeKind::Map(parts)) = find("lifecycle").map(|value| &value.kind) {
        edits.extend(lifecycle_edits(parts, rename));
    }
    if let Some(value) = find("exceptions") {
        edits.extend(exception_edits(value));
    }
    edits
}

/// The limits stay where they are, under the key of the first of them.
fn lifecycle_edits(parts: &[MapEntry], rename: impl Fn(&[&str], &str) -> Edit) -> Vec<Edit> {
    let known = |part: &MapEntry| {
        MOVED.iter().find(|(former, _)| matches!(former, ["lifecycle", key] if part.key == *key)).map(|(_, to)| *to)
    };
    let Some([first, _]) = parts.iter().find_map(known) else { return Vec::new() };
    let mut edits = vec![rename(&["lifecycle"], first)];
    for part in parts {
        match known(part) {
            Some([outer, inner]) if outer == first => edits.push(rename(&[first, &part.key], inner)),
            Some(path) => {
                let value = node_value(&part.value);
                edits.push(Edit::Set { path: path.map(PathStep::from).to_vec(), value });
                edits.push(Edit::remove([first.into(), PathStep::from(&*part.key)]));
            }
            None => {}
        }
    }
    edits
}

fn exception_edits(value: &Node) -> Vec<Edit> {
    let exceptions = match &value.kind {
        NodeKind::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(value),
    };
    let renamed = |key: &str| Edit::Rename { path: vec!["exceptions".into()], key: key.to_owned() };
    let moved: Vec<(usize, &Node)> = exceptions.iter().enumerate().filter(|(_, one)| is_moved(one)).collect();
    if !moved.is_empty() && moved.len() == exceptions.len() {
        let inner = (0..exceptions.len()).flat_map(|at| {
            MOVED_DAY.map(|(former, present)| Edit::Rename {
                path: vec!["moved".into(), at.into(), former.into()],
                key: present.to_owned(),
            })
        });
        return std::iter::once(renamed("moved")).chain(inner).collect();
    }
    let append = |exception: &Node| {
        let Value::Mapping(keys) = node_value(exception) else { return None };
        let present = |key: Value| {
            let known = MOVED_DAY.iter().find(|(former, _)| key == *former);
            known.map_or(key.clone(), |(_, present)| Value::from(*present))
        };
        let value = Value::Mapping(keys.into_iter().map(|(key, value)| (present(key), value)).collect());
        Some(Edit::Append { path: vec!["moved".into()], value })
    };
    let appended = moved.iter().filter_map(|(_, exception)| append(exception));
    let removed = moved.iter().rev().map(|(at, _)| Edit::remove(["not-held".into(), (*at).into()]));
    std::iter::once(renamed("not-held")).chain(appended).chain(removed).collect()
}
