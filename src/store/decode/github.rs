//! `github.lock`.

use super::{Decode, Fields, Reader};
use crate::finding::ProblemKind;
use crate::model::github::{GithubState, IssueState, PrState};
use crate::store::tree::{Node, NodeKind};
use std::collections::BTreeMap;

/// Decodes the state of GitHub; `None` if it is not a map.
pub fn decode_github(node: &Node, reader: &mut Reader) -> Option<GithubState> {
    let mut fields = Fields::from_node(node, "a map with `issues` and `prs`", reader)?;
    let issues = fields.optional::<NumberedStates<IssueState>>("issues", reader);
    let prs = fields.optional::<NumberedStates<PrState>>("prs", reader);
    fields.report_unknown_keys(reader);
    Some(GithubState {
        issues: issues.map(|issues| issues.0).unwrap_or_default(),
        prs: prs.map(|prs| prs.0).unwrap_or_default(),
    })
}

/// A map of numbers to states.
struct NumberedStates<T>(BTreeMap<u32, T>);

impl<T: Decode> Decode for NumberedStates<T> {
    const EXPECTED: &'static str = "a map of numbers";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let NodeKind::Map(entries) = &node.kind else { return reader.report_unexpected::<Self>(node) };
        let mut states = BTreeMap::new();
        for entry in entries {
            let Ok(number) = entry.key.parse() else {
                let message =
                    format!("expected the number of an issue or PR, found \"{}\"", super::shorten_text(&entry.key));
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
    const EXPECTED: &'static str = "the state of an issue";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let state = Self {
            opened: fields.optional("opened", reader),
            closed: fields.optional("closed", reader),
            updated: fields.optional("updated", reader),
        };
        fields.report_unknown_keys(reader);
        Some(state)
    }
}

impl Decode for PrState {
    const EXPECTED: &'static str = "the state of a pull request";

    fn decode(node: &Node, reader: &mut Reader) -> Option<Self> {
        let mut fields = Fields::from_node(node, Self::EXPECTED, reader)?;
        let state = Self {
            opened: fields.optional("opened", reader),
            merged: fields.optional("merged", reader),
            closed: fields.optional("closed", reader),
            updated: fields.optional("updated", reader),
        };
        fields.report_unknown_keys(reader);
        Some(state)
    }
}
