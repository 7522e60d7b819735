//! `github.lock`.

use super::{Decode, Fields, Reader};
use crate::finding::ProblemKind;
use crate::model::github::{Github, IssueState, PrState};
use crate::store::tree::{Kind, Node};
use std::collections::BTreeMap;

/// Reads what GitHub last said; `None` when it is no map.
pub fn github(node: &Node, reader: &mut Reader) -> Option<Github> {
    let mut fields = Fields::open(node, "a map with `issues` and `prs`", reader)?;
    let issues = fields.optional::<Numbered<IssueState>>("issues", reader);
    let prs = fields.optional::<Numbered<PrState>>("prs", reader);
    fields.finish(reader);
    Some(Github {
        issues: issues.map(|issues| issues.0).unwrap_or_default(),
        prs: prs.map(|prs| prs.0).unwrap_or_default(),
    })
}

/// A map of numbers to states.
struct Numbered<T>(BTreeMap<u32, T>);

impl<T: Decode> Decode for Numbered<T> {
    const WANTED: &'static str = "a map of numbers";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let Kind::Map(entries) = &node.kind else { return reader.wrong::<Self>(node) };
        let mut states = BTreeMap::new();
        for entry in entries {
            let Ok(number) = entry.key.parse() else {
                let message = format!("`{}` is no number of an issue or PR", super::shortened(&entry.key));
                reader.report(ProblemKind::WrongType, entry.key_place, message, None);
                continue;
            };
            if let Some(state) = T::decode(&entry.value, reader) {
                states.insert(number, state);
            }
        }
        Some(Self(states))
    }
}

impl Decode for IssueState {
    const WANTED: &'static str = "the state of an issue";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, Self::WANTED, reader)?;
        let state = Self {
            opened: fields.optional("opened", reader),
            closed: fields.optional("closed", reader),
            updated: fields.optional("updated", reader),
        };
        fields.finish(reader);
        Some(state)
    }
}

impl Decode for PrState {
    const WANTED: &'static str = "the state of a pull request";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::open(node, Self::WANTED, reader)?;
        let state = Self {
            opened: fields.optional("opened", reader),
            merged: fields.optional("merged", reader),
            closed: fields.optional("closed", reader),
            updated: fields.optional("updated", reader),
        };
        fields.finish(reader);
        Some(state)
    }
}
