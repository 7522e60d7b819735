//! A record as text and tree at once: which bytes belong to what.

use super::{EditRefusal, PathStep};
use crate::source::{FileId, find_position};
use crate::store::limits::Limits;
use crate::store::tree::{self, MapEntry, Node, NodeKind};
use granit_parser::ScalarStyle;
use std::ops::Range;

/// What YAML takes for blank; other white space is a part of the text.
pub const WHITESPACE: [char; 4] = [' ', '\t', '\r', '\n'];

/// A text with its tree.
pub struct Document<'t> {
    pub text: &'t str,
    pub root: Node<'t>,
}

/// A value with what holds it.
#[derive(Clone, Copy)]
pub enum NodeRef<'d, 't> {
    Root(&'d Node<'t>),
    Entry {
        entry: &'d MapEntry<'t>,
        index: usize,
        siblings: &'d [MapEntry<'t>],
    },
    /// `first` is where the first item begins: in block style with its dash.
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

    /// How many entries or items there are.
    pub fn len(&self) -> usize {
        match &self.node().kind {
            NodeKind::List(of) => of.len(),
            NodeKind::Map(of) => of.len(),
            NodeKind::Scalar { .. } => 0,
        }
    }
}

/// Whether nothing is written where the value would stand.
pub fn is_missing(node: &Node) -> bool {
    node.is_null() && node.place.start == node.place.end
}

impl<'t> Document<'t> {
    /// Reads a text strictly.
    pub fn parse(text: &'t str) -> Result<Self, EditRefusal> {
        let mut problems = Vec::new();
        let told = |problem: &crate::finding::Problem| {
            format!("line {}: {}", find_position(text, problem.place.range().start).line, problem.message)
        };
        let root =
            tree::parse_tree(text, FileId(0), Limits::NONE, &mut problems).map_err(|stopped| told(&stopped.problem))?;
        match (problems.first(), root) {
            (Some(problem), _) => Err(told(problem)),
            (None, None) => Err("the file is empty".to_owned()),
            (None, Some(root)) => Ok(Self { text, root }),
        }
    }

    /// What stands on the way, from the root, and how many of the steps could be gone.
    pub fn resolve_path<'d>(&'d self, path: &[PathStep]) -> (Vec<NodeRef<'d, 't>>, usize) {
        let mut way = vec![NodeRef::Root(&self.root)];
        let mut here = NodeRef::Root(&self.root);
        for (gone, step) in path.iter().enumerate() {
            let next = match (&here.node().kind, step) {
                (NodeKind::Map(entries), PathStep::Key(key)) => {
                    entries.iter().position(|entry| entry.key == *key).and_then(|at| self.child(here, at))
                }
                (NodeKind::List(_), PathStep::Index(at)) => self.child(here, *at),
                // One value where a list is meant.
                (NodeKind::Map(_) | NodeKind::Scalar { .. }, PathStep::Index(0)) if !here.node().is_null() => continue,
                _ => None,
            };
            let Some(next) = next else { return (way, gone) };
            way.push(next);
            here = next;
        }
        (way, path.len())
    }

    /// Whether a collection is written with brackets or braces.
    pub fn is_flow(&self, node: &Node) -> bool {
        let start = node.place.range().start;
        match &node.kind {
            NodeKind::Scalar { .. } => false,
            NodeKind::Map(_) => self.text[start..].starts_with('{'),
            // A list whose dashes are not indented begins with its first item, for the parser.
            NodeKind::List(items) => {
                let is_own = items.first().is_none_or(|first| first.place.range().start > start);
                is_own && self.text[start..].starts_with('[')
            }
        }
    }

    /// Whether a scalar is a block behind `|` or `>`.
    pub fn is_block_scalar(&self, node: &Node) -> bool {
        matches!(&node.kind, NodeKind::Scalar { style: ScalarStyle::Literal | ScalarStyle::Folded, .. })
    }

    /// Where the key of an entry or the dash of an item begins; of the root, where it begins itself.
    pub fn node_start(&self, held: NodeRef) -> usize {
        match held {
            NodeRef::Root(node) => node.place.range().start,
            NodeRef::Entry { entry, .. } => entry.key_place.range().start,
            NodeRef::Item { node, list, .. } if self.is_flow(list) => node.place.range().start,
            NodeRef::Item { index: at, list, siblings: of, first, .. } => {
                // From the last item before it that shows where it ends; of those with nothing behind their
                // dash, and of what follows them, one line after the other is looked at.
                let from = of[..at].iter().rposition(|item| !is_missing(item));
                let held = |at: usize| NodeRef::Item { node: &of[at], index: at, list, siblings: of, first };
                let (mut dash, known) = match from {
                    Some(from) => (self.next_dash(self.content_end(held(from)), first), from + 1),
                    None => (first, 0),
                };
                for _ in known..at {
                    dash = self.next_dash(dash, first);
                }
                dash
            }
        }
    }

    /// The next dash at the column of the first one, on a line behind an offset.
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

    /// The entry or the item at a place of its order.
    pub fn child<'d, 'n>(&self, holder: NodeRef<'d, 'n>, at: usize) -> Option<NodeRef<'d, 'n>> {
        let node = holder.node();
        match &node.kind {
            NodeKind::List(of) => {
                let first = match self.is_flow(node) {
                    true => node.place.range().start,
                    false => self.first_dash(holder),
                };
                Some(NodeRef::Item { node: of.get(at)?, index: at, list: node, siblings: of, first })
            }
            NodeKind::Map(of) => Some(NodeRef::Entry { entry: of.get(at)?, index: at, siblings: of }),
            NodeKind::Scalar { .. } => None,
        }
    }

    /// The first dash of a list in block style. The parser lets the list begin there only where it is indented.
    fn first_dash(&self, holder: NodeRef) -> usize {
        let mut at = match holder {
            NodeRef::Root(node) => return node.place.range().start,
            _ => self.after_indicator(holder).unwrap_or_default(),
        };
        loop {
            at = self.text.len() - self.text[at..].trim_start().len();
            if !self.text[at..].starts_with('#') {
                return at;
            }
            at = self.next_line(at);
        }
    }

    /// Where the value itself begins, of a list in block style with its first dash.
    pub fn content_start(&self, held: NodeRef) -> usize {
        match self.child(held, 0) {
            Some(first @ NodeRef::Item { .. }) if !self.is_flow(held.node()) => self.node_start(first),
            _ => held.node().place.range().start,
        }
    }

    /// Where the value may begin: behind the colon or the dash. `None` where a flow key has no colon.
    pub fn after_indicator(&self, held: NodeRef) -> Option<usize> {
        match held {
            NodeRef::Root(node) => Some(node.place.range().start),
            NodeRef::Entry { entry, .. } => {
                let behind = &self.text[entry.key_place.range().end..];
                let colon = behind.len() - behind.trim_start_matches([' ', '\t']).len();
                behind[colon..].starts_with(':').then(|| entry.key_place.range().end + colon + 1)
            }
            NodeRef::Item { list, .. } if self.is_flow(list) => Some(self.node_start(held)),
            NodeRef::Item { .. } => Some(self.node_start(held) + 1),
        }
    }

    /// Where the content ends, before blanks, comments and line ends behind it.
    pub fn content_end(&self, mut held: NodeRef) -> usize {
        while !self.is_flow(held.node())
            && let Some(last) = held.len().checked_sub(1).and_then(|last| self.child(held, last))
        {
            held = last;
        }
        let node = held.node();
        if is_missing(node) {
            let bare = |entry: &MapEntry| entry.key_place.range().end;
            return match held {
                NodeRef::Entry { entry, .. } => self.after_indicator(held).unwrap_or_else(|| bare(entry)),
                _ => self.after_indicator(held).unwrap_or(node.place.range().end),
            };
        }
        let end = node.place.range().end;
        match self.is_block_scalar(node) {
            false => end,
            true => self.block_scalar_end(held, end),
        }
    }

    /// The end of a block of prose: blank lines behind it belong to it only where `+` says so.
    fn block_scalar_end(&self, held: NodeRef, end: usize) -> usize {
        let header = self.block_header(held);
        let keeps = self.text[header.clone()].contains('+');
        let body = &self.text[header.end..end.max(header.end)];
        let bare = body.trim_end_matches(WHITESPACE);
        if !keeps || !body[bare.len()..].contains('\n') {
            return header.end + bare.len();
        }
        // The parser takes the indentation of the next line for a part of it.
        let body = body.trim_end_matches([' ', '\t']);
        let body = body.strip_suffix('\n').unwrap_or(body);
        header.end + body.strip_suffix('\r').unwrap_or(body).len()
    }

    /// The sign before a block of prose, such as `|` or `>-`.
    pub fn block_header(&self, held: NodeRef) -> Range<usize> {
        let from = self.after_indicator(held).unwrap_or_default();
        let behind = &self.text[from..];
        let start = from + behind.len() - behind.trim_start_matches([' ', '\t']).len();
        let length = self.text[start..].find(char::is_whitespace).unwrap_or(self.text.len() - start);
        start..start + length
    }
}
