//! The text of a record with the present keys in the place of the former ones.

use super::document::Document;
use super::expected::node_value;
use super::{Edit, EditRefusal, PathStep, edit_text};
use crate::model::decode::former::{MOVED, MOVED_DAY, is_moved, modernize};
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
        let written = text[range.clone()].replacen(&name.former, name.present, 1);
        text.replace_range(range, &written);
    }
    Ok(Some(text))
}

/// The edits for what is not only renamed; all of it is at the top of `workgroup.yaml`.
fn structural_edits(root: &Node) -> Vec<Edit> {
    let NodeKind::Map(entries) = &root.kind else { return Vec::new() };
    let find = |entries: &[MapEntry], key: &str| entries.iter().position(|entry| entry.key == key);
    let mut edits = Vec::new();
    for (former, present) in MOVED {
        let Some(entry) = find(entries, former[0]).map(|at| &entries[at]) else { continue };
        let path = present.map(PathStep::from).to_vec();
        match (former, &entry.value.kind) {
            ([key], NodeKind::Scalar { .. }) => {
                let value = node_value(&entry.value);
                if *key == present[0] {
                    let map = [(Value::from(present[1]), value)];
                    edits.push(Edit::Set {
                        path: vec![(*key).into()],
                        value: Value::Mapping(map.into_iter().collect()),
                    });
                } else {
                    edits.push(Edit::Set { path, value });
                    edits.push(Edit::remove([(*key).into()]));
                }
            }
            ([_, part], NodeKind::Map(parts)) => {
                if let Some(at) = find(parts, part) {
                    edits.push(Edit::Set { path, value: node_value(&parts[at].value) });
                }
            }
            _ => {}
        }
    }
    if find(entries, "lifecycle").is_some() {
        edits.push(Edit::remove(["lifecycle".into()]));
    }
    if let Some(at) = find(entries, "exceptions") {
        edits.extend(exception_edits(&entries[at].value));
    }
    edits
}

fn exception_edits(value: &Node) -> Vec<Edit> {
    let exceptions = match &value.kind {
        NodeKind::List(nodes) => nodes.as_slice(),
        _ => std::slice::from_ref(value),
    };
    let renamed = |key: &str| Edit::Rename { path: vec!["exceptions".into()], key: key.to_owned() };
    let moved = exceptions.iter().filter(|exception| is_moved(exception)).count();
    if moved == 0 {
        return vec![renamed("not-held")];
    }
    if moved == exceptions.len() {
        let inner = (0..exceptions.len()).flat_map(|at| {
            MOVED_DAY.map(|(former, present)| Edit::Rename {
                path: vec!["moved".into(), at.into(), former.into()],
                key: present.to_owned(),
            })
        });
        return std::iter::once(renamed("moved")).chain(inner).collect();
    }
    let append = |exception: &Node| {
        let Value::Mapping(keys) = node_value(exception) else {
            return Edit::Append { path: vec!["not-held".into()], value: node_value(exception) };
        };
        let present = |key: Value| {
            let known = MOVED_DAY.iter().find(|(former, _)| is_moved(exception) && key == *former);
            known.map_or(key.clone(), |(_, present)| Value::from(*present))
        };
        let value = Value::Mapping(keys.into_iter().map(|(key, value)| (present(key), value)).collect());
        Edit::Append { path: vec![if is_moved(exception) { "moved" } else { "not-held" }.into()], value }
    };
    exceptions.iter().map(append).chain([Edit::remove(["exceptions".into()])]).collect()
}
