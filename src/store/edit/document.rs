//! A record as text and tree at once: which bytes belong to what.

use super::{Reason, Step};
use crate::source::{FileId, position};
use crate::store::tree::{self, Entry, Kind, Node};
use granit_parser::{Event, Parser, ScalarStyle};
use std::ops::Range;

/// A text with its tree.
pub struct Document<'t> {
    pub text: &'t str,
    pub root: Node<'t>,
}

/// A value with what holds it.
#[derive(Clone, Copy)]
pub enum Held<'d, 't> {
    Root(&'d Node<'t>),
    Entry { entry: &'d Entry<'t>, at: usize, of: &'d [Entry<'t>] },
    Item { node: &'d Node<'t>, at: usize, list: &'d Node<'t>, of: &'d [Node<'t>] },
}

impl<'d, 't> Held<'d, 't> {
    pub fn node(&self) -> &'d Node<'t> {
        match *self {
            Held::Root(node) | Held::Item { node, .. } => node,
            Held::Entry { entry, .. } => &entry.value,
        }
    }

    /// The entry or the item at a place of its order.
    pub fn child(&self, at: usize) -> Option<Held<'d, 't>> {
        let holder = self.node();
        match &holder.kind {
            Kind::List(of) => Some(Held::Item { node: of.get(at)?, at, list: holder, of }),
            Kind::Map(of) => Some(Held::Entry { entry: of.get(at)?, at, of }),
            Kind::Scalar { .. } => None,
        }
    }

    fn last_child(&self) -> Option<Held<'d, 't>> {
        self.child(self.len().checked_sub(1)?)
    }

    /// How many entries or items there are.
    pub fn len(&self) -> usize {
        match &self.node().kind {
            Kind::List(of) => of.len(),
            Kind::Map(of) => of.len(),
            Kind::Scalar { .. } => 0,
        }
    }
}

/// Whether nothing is written where the value would stand.
pub fn is_empty(node: &Node) -> bool {
    node.is_null() && node.place.start == node.place.end
}

impl<'t> Document<'t> {
    /// Reads a text strictly.
    pub fn read(text: &'t str) -> Result<Self, Reason> {
        let mut problems = Vec::new();
        let told = |problem: &crate::finding::Problem| {
            format!("line {}: {}", position(text, problem.place.range().start).line, problem.message)
        };
        let root = tree::read(text, FileId(0), &mut problems).map_err(|stopped| told(&stopped.problem))?;
        match (problems.first(), root) {
            (Some(problem), _) => Err(told(problem)),
            (None, None) => Err("the file is empty".to_owned()),
            (None, Some(root)) => Ok(Self { text, root }),
        }
    }

    /// What stands on the way, from the root, and how many of the steps could be gone.
    pub fn walk<'d>(&'d self, path: &[Step]) -> (Vec<Held<'d, 't>>, usize) {
        let mut way = vec![Held::Root(&self.root)];
        let mut here = Held::Root(&self.root);
        for (gone, step) in path.iter().enumerate() {
            let next = match (&here.node().kind, step) {
                (Kind::Map(entries), Step::Key(key)) => {
                    entries.iter().position(|entry| entry.key == *key).and_then(|at| here.child(at))
                }
                (Kind::List(_), Step::Index(at)) => here.child(*at),
                // One value where a list is meant.
                (Kind::Map(_) | Kind::Scalar { .. }, Step::Index(0)) if !here.node().is_null() => continue,
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
        !matches!(node.kind, Kind::Scalar { .. })
            && matches!(self.text.as_bytes().get(node.place.range().start), Some(b'[' | b'{'))
    }

    /// Whether a scalar is a block behind `|` or `>`.
    pub fn is_block_scalar(&self, node: &Node) -> bool {
        matches!(&node.kind, Kind::Scalar { style: ScalarStyle::Literal | ScalarStyle::Folded, .. })
    }

    /// Where the key of an entry or the dash of an item begins; of the root, where it begins itself.
    pub fn start(&self, held: Held) -> usize {
        match held {
            Held::Root(node) => node.place.range().start,
            Held::Entry { entry, .. } => entry.key_place.range().start,
            Held::Item { node, list, .. } if self.is_flow(list) => node.place.range().start,
            Held::Item { at: 0, node, list, .. } => self.first_dash(node, list),
            Held::Item { node, .. } if is_empty(node) => node.place.range().start.saturating_sub(1),
            Held::Item { at, list, of, .. } => {
                let before = Held::Item { node: &of[at - 1], at: at - 1, list, of };
                let column = self.column(self.first_dash(&of[0], list));
                let mut line = self.next_line(self.content_end(before));
                loop {
                    let dash = line + column;
                    let is_dash = self.text.as_bytes().get(dash) == Some(&b'-');
                    if is_dash && self.text[line..dash].bytes().all(|byte| byte == b' ') {
                        return dash;
                    }
                    let next = self.next_line(line);
                    if next == line || next >= self.text.len() {
                        return held.node().place.range().start;
                    }
                    line = next;
                }
            }
        }
    }

    /// The dash of the first item: a list whose dashes are not indented begins behind it, for the parser.
    fn first_dash(&self, first: &Node, list: &Node) -> usize {
        let start = list.place.range().start;
        if first.place.range().start > start {
            return start;
        }
        let mut end = start;
        loop {
            let line = self.line_start(end);
            let before = &self.text[line..end];
            if end == start && before.trim_end().ends_with('-') {
                return line + before.trim_end().len() - 1;
            }
            let bare = before.trim_start_matches(' ');
            if end != start && bare.starts_with('-') {
                return line + before.len() - bare.len();
            }
            if line == 0 {
                return start;
            }
            end = line - 1;
        }
    }

    /// Where the value itself begins, of a list in block style with its first dash.
    pub fn content_start(&self, held: Held) -> usize {
        match held.child(0) {
            Some(first @ Held::Item { .. }) if !self.is_flow(held.node()) => self.start(first),
            _ => held.node().place.range().start,
        }
    }

    /// Where the value may begin: behind the colon or the dash. `None` where a flow key has no colon.
    pub fn behind_sign(&self, held: Held) -> Option<usize> {
        match held {
            Held::Root(node) => Some(node.place.range().start),
            Held::Entry { entry, .. } => {
                let behind = &self.text[entry.key_place.range().end..];
                let colon = behind.len() - behind.trim_start_matches([' ', '\t']).len();
                behind[colon..].starts_with(':').then(|| entry.key_place.range().end + colon + 1)
            }
            Held::Item { list, .. } if self.is_flow(list) => Some(self.start(held)),
            Held::Item { .. } => Some(self.start(held) + 1),
        }
    }

    /// Where the content ends, before blanks, comments and line ends behind it.
    pub fn content_end(&self, mut held: Held) -> usize {
        while let Some(last) = held.last_child().filter(|_| !self.is_flow(held.node())) {
            held = last;
        }
        let node = held.node();
        if is_empty(node) {
            let bare = |entry: &Entry| entry.key_place.range().end;
            return match held {
                Held::Entry { entry, .. } => self.behind_sign(held).unwrap_or_else(|| bare(entry)),
                _ => node.place.range().end,
            };
        }
        let end = node.place.range().end;
        match self.is_block_scalar(node) {
            false => end,
            true => self.block_end(held, end),
        }
    }

    /// The end of a block of prose: blank lines behind it belong to it only where `+` says so.
    fn block_end(&self, held: Held, end: usize) -> usize {
        let header = self.block_header(held);
        let keeps = self.text[header.clone()].contains('+');
        let body = &self.text[header.end..end.max(header.end)];
        let body = match body.strip_suffix('\n') {
            Some(line) if keeps => line.strip_suffix('\r').unwrap_or(line),
            None if keeps => body,
            _ => body.trim_end(),
        };
        header.end + body.len()
    }

    /// The sign before a block of prose, such as `|` or `>-`.
    pub fn block_header(&self, held: Held) -> Range<usize> {
        let from = self.behind_sign(held).unwrap_or_default();
        let behind = &self.text[from..];
        let start = from + behind.len() - behind.trim_start_matches([' ', '\t']).len();
        let length = self.text[start..].find(char::is_whitespace).unwrap_or(self.text.len() - start);
        start..start + length
    }

    /// Bytes from the start of the line.
    pub fn column(&self, offset: usize) -> usize {
        offset - self.line_start(offset)
    }

    pub fn line_start(&self, offset: usize) -> usize {
        self.text[..offset].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// The end of the line, before its line feed.
    pub fn line_end(&self, offset: usize) -> usize {
        let end = self.text[offset..].find('\n').map_or(self.text.len(), |newline| offset + newline);
        if end > offset && self.text[..end].ends_with('\r') { end - 1 } else { end }
    }

    /// The start of the next line, or the end of the text.
    pub fn next_line(&self, offset: usize) -> usize {
        self.text[offset..].find('\n').map_or(self.text.len(), |newline| offset + newline + 1)
    }

    /// The end of the line, and of the comments behind it that are indented more than a column.
    pub fn end_with_comments(&self, offset: usize, column: usize) -> usize {
        let mut end = self.line_end(offset);
        let mut line = self.next_line(offset);
        while line < self.text.len() {
            let whole = &self.text[line..self.line_end(line)];
            let bare = whole.trim_start_matches(' ');
            if bare.starts_with('#') && whole.len() - bare.len() > column {
                end = self.line_end(line);
            } else if !bare.is_empty() {
                break;
            }
            line = self.next_line(line);
        }
        end
    }

    /// What ends the lines: that of the first line.
    pub fn newline(&self) -> &'static str {
        match self.text.find('\n') {
            Some(end) if self.text[..end].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    /// The text with ranges replaced; they do not overlap.
    pub fn spliced(&self, mut splices: Vec<(Range<usize>, String)>) -> String {
        splices.sort_by_key(|(range, _)| (range.start, range.end));
        let mut text = String::with_capacity(self.text.len() + 256);
        let mut done = 0;
        for (range, new) in splices {
            text.push_str(&self.text[done..range.start.max(done)]);
            text.push_str(&new);
            done = range.end.max(done);
        }
        text.push_str(&self.text[done..]);
        text
    }
}

/// Where the comments of a text stand, from their sign to the end of their line.
pub fn comments(text: &str) -> Result<Vec<Range<usize>>, Reason> {
    let mut options = tree::parser_options();
    options.emit_comments = true;
    options.max_buffered_comment_events = usize::MAX;
    let mut comments = Vec::new();
    let mut parser = Parser::new_from_str_with_options(text, options);
    while let Some(next) = parser.next_event() {
        let (event, span) = next.map_err(|error| error.to_string())?;
        if let (Event::Comment(..), Some(start), Some(end)) = (event, span.start.byte_offset(), span.end.byte_offset())
        {
            comments.push(start..start + text[start..end.max(start)].trim_end().len());
        }
    }
    comments.sort_by_key(|range| range.start);
    Ok(comments)
}
