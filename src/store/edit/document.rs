//! A record as text and tree: which bytes belong to which node.

use super::{EditRefusal, PathStep};
use crate::source::{FileId, find_position};
use crate::source::{MapEntry, Node, NodeKind};
use crate::store::limits::Limits;
use crate::store::tree;
use crate::store::yaml::write::WHITESPACE;
use granit_parser::ScalarStyle;
use std::ops::Range;

/// A text with its tree.
pub struct Document<'t> {
    pub text: &'t str,
    pub root: Node<'t>,
}

/// A node with its parent.
#[derive(Clone, Copy)]
pub enum NodeRef<'d, 't> {
    Root(&'d Node<'t>),
    Entry {
        entry: &'d MapEntry<'t>,
        index: usize,
        siblings: &'d [MapEntry<'t>],
    },
    /// `first` is the offset of the first item, in block style of its dash.
    Item {
        node: &'d Node<'t>,
        index: usize,
        list: &'d Node<'t>,
        siblings: &'d [Node<'t>],
        first: usize,
    },
}

impl<'d, 't> NodeRef<'d, 't> {
    /// The value itself.
    pub fn node(&self) -> &'d Node<'t> {
        match *self {
            NodeRef::Root(node) | NodeRef::Item { node, .. } => node,
            NodeRef::Entry { entry, .. } => &entry.value,
        }
    }

    /// The number of entries or items.
    pub fn len(&self) -> usize {
        match &self.node().kind {
            NodeKind::List(items) => items.len(),
            NodeKind::Map(entries) => entries.len(),
            NodeKind::Scalar { .. } => 0,
        }
    }
}

/// Whether nothing is written at the place of the value.
pub fn is_missing(node: &Node) -> bool {
    node.is_null() && node.place.start == node.place.end
}

impl<'t> Document<'t> {
    /// Parses a text strictly.
    pub fn parse(text: &'t str) -> Result<Self, EditRefusal> {
        let mut problems = Vec::new();
        let describe = |problem: &crate::finding::Problem| {
            format!("line {}: {}", find_position(text, problem.place.range().start).line, problem.message)
        };
        let root = tree::parse_tree(text, FileId(0), Limits::NONE, &mut problems)
            .map_err(|stopped| describe(&stopped.problem))?;
        match (problems.first(), root) {
            (Some(problem), _) => Err(describe(problem)),
            (None, None) => Err("the file is empty".to_owned()),
            (None, Some(root)) => Ok(Self { text, root }),
        }
    }

    /// The existing nodes of a path, from the root, and the number of steps that exist.
    pub fn resolve_path<'d>(&'d self, path: &[PathStep]) -> (Vec<NodeRef<'d, 't>>, usize) {
        let mut nodes = vec![NodeRef::Root(&self.root)];
        let mut here = NodeRef::Root(&self.root);
        for (matched, step) in path.iter().enumerate() {
            let next = match (&here.node().kind, step) {
                (NodeKind::Map(entries), PathStep::Key(key)) => {
                    entries.iter().position(|entry| entry.key == *key).and_then(|at| self.child(here, at))
                }
                (NodeKind::List(_), PathStep::Index(at)) => self.child(here, *at),
                // A single value instead of a list.
                (NodeKind::Map(_) | NodeKind::Scalar { .. }, PathStep::Index(0)) if !here.node().is_null() => continue,
                _ => None,
            };
            let Some(next) = next else { return (nodes, matched) };
            nodes.push(next);
            here = next;
        }
        (nodes, path.len())
    }

    /// Whether a list or a map is in flow style: in brackets or braces.
    pub fn is_flow(&self, node: &Node) -> bool {
        let start = node.place.range().start;
        match &node.kind {
            NodeKind::Scalar { .. } => false,
            NodeKind::Map(_) => self.text[start..].starts_with('{'),
            // For the parser, a list whose dashes are not indented begins with its first item.
            NodeKind::List(items) => {
                let is_own = items.first().is_none_or(|first| first.place.range().start > start);
                is_own && self.text[start..].starts_with('[')
            }
        }
    }

    /// Whether a scalar is a block scalar (`|` or `>`).
    pub fn is_block_scalar(&self, node: &Node) -> bool {
        matches!(&node.kind, NodeKind::Scalar { style: ScalarStyle::Literal | ScalarStyle::Folded, .. })
    }

    /// Where the key of an entry or the dash of an item begins; for the root, where the value begins.
    pub fn node_start(&self, node_ref: NodeRef) -> usize {
        match node_ref {
            NodeRef::Root(node) => node.place.range().start,
            NodeRef::Entry { entry, .. } => entry.key_place.range().start,
            NodeRef::Item { node, list, .. } if self.is_flow(list) => node.place.range().start,
            NodeRef::Item { index, list, siblings, first, .. } => {
                // Start from the last item before it that has a value. After that, items without a value are
                // only dashes, which are found line by line.
                let from = siblings[..index].iter().rposition(|item| !is_missing(item));
                let node_ref = |index: usize| NodeRef::Item { node: &siblings[index], index, list, siblings, first };
                let (mut dash, known) = match from {
                    Some(from) => (self.next_dash(self.content_end(node_ref(from)), first), from + 1),
                    None => (first, 0),
                };
                for _ in known..index {
                    dash = self.next_dash(dash, first);
                }
                dash
            }
        }
    }

    /// The next dash in the column of the first one, on a line after an offset.
    fn next_dash(&self, offset: usize, first: usize) -> usize {
        let column = self.column(first);
        let mut line = self.next_line(offset);
        while line < self.text.len() {
            let dash = line + column;
            let is_dash = self.text.as_bytes().get(dash) == Some(&b'-');
            if is_dash && self.text.as_bytes()[line..dash].iter().all(|byte| *byte == b' ') {
                return dash;
            }
            line = self.next_line(line);
        }
        offset
    }

    /// The entry or the item with an index.
    pub fn child<'d, 'n>(&self, parent: NodeRef<'d, 'n>, index: usize) -> Option<NodeRef<'d, 'n>> {
        let node = parent.node();
        match &node.kind {
            NodeKind::List(items) => {
                let first = match self.is_flow(node) {
                    true => node.place.range().start,
                    false => self.first_dash(parent),
                };
                Some(NodeRef::Item { node: items.get(index)?, index, list: node, siblings: items, first })
            }
            NodeKind::Map(entries) => Some(NodeRef::Entry { entry: entries.get(index)?, index, siblings: entries }),
            NodeKind::Scalar { .. } => None,
        }
    }

    /// The first dash of a list in block style. For the parser, the list begins there only if it is indented.
    fn first_dash(&self, parent: NodeRef) -> usize {
        let mut at = match parent {
            NodeRef::Root(node) => return node.place.range().start,
            _ => self.after_indicator(parent).unwrap_or_default(),
        };
        loop {
            at = self.text.len() - self.text[at..].trim_start().len();
            if !self.text[at..].starts_with('#') {
                return at;
            }
            at = self.next_line(at);
        }
    }

    /// Where the value begins, for a list in block style with its first dash.
    pub fn content_start(&self, node_ref: NodeRef) -> usize {
        match self.child(node_ref, 0) {
            Some(first @ NodeRef::Item { .. }) if !self.is_flow(node_ref.node()) => self.node_start(first),
            _ => node_ref.node().place.range().start,
        }
    }

    /// Where the value may begin: after the colon or the dash. `None` if a key in flow style has no colon.
    pub fn after_indicator(&self, node_ref: NodeRef) -> Option<usize> {
        match node_ref {
            NodeRef::Root(node) => Some(node.place.range().start),
            NodeRef::Entry { entry, .. } => {
                let rest = &self.text[entry.key_place.range().end..];
                let colon = rest.len() - rest.trim_start_matches([' ', '\t']).len();
                rest[colon..].starts_with(':').then(|| entry.key_place.range().end + colon + 1)
            }
            NodeRef::Item { list, .. } if self.is_flow(list) => Some(self.node_start(node_ref)),
            NodeRef::Item { .. } => Some(self.node_start(node_ref) + 1),
        }
    }

    /// Where the content ends, without the whitespace and comments after it.
    pub fn content_end(&self, mut node_ref: NodeRef) -> usize {
        while !self.is_flow(node_ref.node())
            && let Some(last) = node_ref.len().checked_sub(1).and_then(|last| self.child(node_ref, last))
        {
            node_ref = last;
        }
        let node = node_ref.node();
        if is_missing(node) {
            let bare = |entry: &MapEntry| entry.key_place.range().end;
            return match node_ref {
                NodeRef::Entry { entry, .. } => self.after_indicator(node_ref).unwrap_or_else(|| bare(entry)),
                _ => self.after_indicator(node_ref).unwrap_or(node.place.range().end),
            };
        }
        let end = node.place.range().end;
        match self.is_block_scalar(node) {
            false => end,
            true => self.block_scalar_end(node_ref, end),
        }
    }

    /// The end of a block scalar: empty lines after it belong to it only with `+`.
    fn block_scalar_end(&self, node_ref: NodeRef, end: usize) -> usize {
        let header = self.block_header(node_ref);
        let keeps = self.text[header.clone()].contains('+');
        let body = &self.text[header.end..end.max(header.end)];
        let bare = body.trim_end_matches(WHITESPACE);
        if !keeps || !body[bare.len()..].contains('\n') {
            return header.end + bare.len();
        }
        // For the parser, the indentation of the next line is a part of it.
        let body = body.trim_end_matches([' ', '\t']);
        let body = body.strip_suffix('\n').unwrap_or(body);
        header.end + body.strip_suffix('\r').unwrap_or(body).len()
    }

    /// The header of a block scalar, such as `|` or `>-`.
    pub fn block_header(&self, node_ref: NodeRef) -> Range<usize> {
        let from = self.after_indicator(node_ref).unwrap_or_default();
        let rest = &self.text[from..];
        let start = from + rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let length = self.text[start..].find(char::is_whitespace).unwrap_or(self.text.len() - start);
        start..start + length
    }
}
