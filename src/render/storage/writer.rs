//! A Markdown tree as elements of the storage format.
//!
//! The open elements are on one stack, and each opens only where it may be: whatever the tree, what is written is
//! well-formed. Text opens the paragraph that it needs, and a block closes it.

use super::escape::{clean_text, escape_xml};
use crate::render::embedded::{Piece, split_embedded};
use crate::render::tree::{ResolveLink, list_tables, list_tag, parse_prose};
use comrak::Arena;
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{ListType, Node, NodeValue};
use std::sync::Arc;

/// Depth of nested elements, beyond which text is flat: XML parsers limit it.
const MAX_DEPTH: usize = 64;

const BREAK: &str = "<br/>";

/// Writes one document.
pub(super) struct StorageWriter<'e> {
    out: String,
    /// The names of the open elements; empty for a node that is written without an element.
    open: Vec<&'static str>,
    embedded: &'e [Arc<str>],
    resolve: ResolveLink<'e>,
}

/// What is around a tree of Markdown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Nothing: it is the document, in which a number stands for embedded Markdown.
    Document,
    /// A text, which its first paragraph continues.
    Text,
}

impl<'e> StorageWriter<'e> {
    pub(super) fn new(embedded: &'e [Arc<str>], resolve: ResolveLink<'e>) -> Self {
        Self { out: String::new(), open: Vec::new(), embedded, resolve }
    }

    /// The document under a root.
    pub(super) fn write(mut self, root: Node<'_>) -> String {
        self.write_tree(root, Place::Document);
        self.out
    }

    fn write_tree(&mut self, root: Node<'_>, place: Place) {
        let mut depths = Vec::new();
        // By edges instead of recursion: a tree may be as deep as its prose is long.
        for edge in root.traverse() {
            match edge {
                NodeEdge::Start(node) => {
                    if is_inline_element(node) {
                        self.begin_text();
                    } else if node.data().value.block() && (place == Place::Document || !continues_text(node)) {
                        self.begin_block();
                    }
                    depths.push(self.open.len());
                    self.start_node(node, place);
                }
                NodeEdge::End(node) => {
                    let depth = depths.pop().unwrap_or_default();
                    if place == Place::Text && continues_text(node) {
                        if node.next_sibling().is_some() {
                            self.close_paragraph();
                        }
                    } else if node.data().value.block() || is_inline_element(node) {
                        self.close_to(depth);
                    }
                }
            }
        }
    }

    /// Opens the element of a node, or writes a node that has no children.
    fn start_node(&mut self, node: Node<'_>, place: Place) {
        match &node.data().value {
            NodeValue::Heading(heading) => {
                const NAMES: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
                self.open_block(NAMES[usize::from(heading.level.clamp(1, 6)) - 1], "");
            }
            NodeValue::BlockQuote => self.open_block("blockquote", ""),
            NodeValue::List(list) if list.list_type == ListType::Bullet => self.open_block("ul", ""),
            NodeValue::List(list) if list.start == 1 => self.open_block("ol", ""),
            NodeValue::List(list) => self.open_block("ol", &format!(" start=\"{}\"", list.start)),
            NodeValue::Item(_) => self.open_block("li", ""),
            NodeValue::CodeBlock(code) => self.write_code_block(&code.literal),
            NodeValue::ThematicBreak if self.holds_blocks() => {
                self.out.push_str("<hr/>");
                self.end_line();
            }
            NodeValue::Table(_) => {
                self.open_block("table", "");
                self.open_block("tbody", "");
            }
            NodeValue::TableRow(_) => self.open_block("tr", ""),
            NodeValue::TableCell => {
                let row = node.parent();
                let is_header = row.is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true)));
                self.open_block(if is_header { "th" } else { "td" }, "");
            }
            NodeValue::Text(text) if place == Place::Document => self.write_pieces(text),
            NodeValue::Text(text) => self.write_text(text),
            NodeValue::SoftBreak => self.write_text(" "),
            NodeValue::LineBreak => self.break_line(),
            NodeValue::HtmlInline(raw) => self.write_raw_html(raw),
            NodeValue::Code(code) => {
                self.open_inline("code", "");
                self.write_text(&code.literal);
            }
            NodeValue::Emph => self.open_inline("em", ""),
            NodeValue::Strong => self.open_inline("strong", ""),
            NodeValue::Strikethrough => self.open_inline("del", ""),
            NodeValue::Link(link) => self.open_link(&link.url),
            _ => {}
        }
    }

    /// Writes a text of the document, with the Markdown that is embedded in it.
    fn write_pieces(&mut self, text: &str) {
        for piece in split_embedded(text) {
            match piece {
                Piece::Text(text) => self.write_text(text),
                Piece::Number(number) => {
                    let Some(markdown) = self.embedded.get(number) else { continue };
                    let arena = Arena::new();
                    let root = parse_prose(&arena, markdown, self.resolve);
                    if self.open.iter().any(|name| matches!(*name, "td" | "th")) {
                        list_tables(&arena, root);
                    }
                    self.write_tree(root, Place::Text);
                }
            }
        }
    }

    fn write_text(&mut self, text: &str) {
        if !text.trim().is_empty() || self.holds_text() {
            self.begin_text();
            self.out.push_str(&escape_xml(text));
        }
    }

    /// A line break, or the tag of a list, which may open or end an element.
    fn write_raw_html(&mut self, raw: &str) {
        match list_tag(raw) {
            None => self.break_line(),
            Some((name, false)) => {
                self.begin_block();
                self.open_block(name, "");
            }
            Some((name, true)) => {
                let is_inner = |open: &&&str| matches!(**open, "p" | "ul" | "ol" | "li") && **open != name;
                let inner = self.open.iter().rev().take_while(is_inner).count();
                if let Some(at) = self.open.len().checked_sub(inner + 1).filter(|at| self.open[*at] == name) {
                    self.close_to(at);
                }
            }
        }
    }

    /// Breaks the line; a second break in a row begins a paragraph. At the start and the end of a paragraph a break would
    /// show as an empty line.
    fn break_line(&mut self) {
        if self.open.last() == Some(&"p") && self.out.ends_with(BREAK) {
            self.close_paragraph();
        } else if self.holds_text() {
            self.out.push_str(BREAK);
        }
    }

    fn write_code_block(&mut self, literal: &str) {
        let text = clean_text(literal.trim_end_matches('\n'));
        if self.holds_blocks() {
            let data = text.replace("]]>", "]]]]><![CDATA[>");
            self.out.push_str("<ac:structured-macro ac:name=\"code\"><ac:plain-text-body><![CDATA[");
            self.out.push_str(&data);
            self.out.push_str("]]></ac:plain-text-body></ac:structured-macro>");
            self.end_line();
        } else {
            self.write_text(&text);
        }
    }

    fn open_link(&mut self, url: &str) {
        let mut href = String::new();
        // Writing into a string cannot fail.
        let _ = comrak::html::escape_href(&mut href, url, false);
        self.open_inline("a", &format!(" href=\"{}\"", clean_text(&href)));
    }

    fn open_inline(&mut self, name: &'static str, attributes: &str) {
        let is_open = self.open.contains(&name);
        if is_open || self.open.len() >= MAX_DEPTH {
            self.open.push("");
            return;
        }
        self.push_element(name, attributes);
    }

    /// Opens a block where it may be; elsewhere its text follows in a new line.
    fn open_block(&mut self, name: &'static str, attributes: &str) {
        let around = self.innermost();
        let fits = match name {
            "li" => matches!(around, "ul" | "ol"),
            "tbody" => around == "table",
            "tr" => around == "tbody",
            "th" | "td" => around == "tr",
            _ => self.holds_blocks() && self.open.len() < MAX_DEPTH,
        };
        if fits { self.push_element(name, attributes) } else { self.open.push("") }
    }

    fn push_element(&mut self, name: &'static str, attributes: &str) {
        self.out.extend(["<", name, attributes, ">"]);
        self.open.push(name);
    }

    /// Ends the paragraph before a block; within an element that holds only text, begins a new line.
    fn begin_block(&mut self) {
        self.close_paragraph();
        if self.holds_text() && !self.out.ends_with('>') {
            self.out.push_str(BREAK);
        }
    }

    /// Opens the paragraph that a text needs.
    fn begin_text(&mut self) {
        if matches!(self.innermost(), "ul" | "ol") {
            self.push_element("li", "");
        }
        if self.holds_blocks() {
            self.push_element("p", "");
        }
    }

    fn close_paragraph(&mut self) {
        if self.open.last() == Some(&"p") {
            self.close_to(self.open.len() - 1);
        }
    }

    /// Closes the elements from one of the stack on.
    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let name = self.open.pop().unwrap_or_default();
            if name == "p" {
                while let Some(text) = self.out.strip_suffix(BREAK) {
                    self.out.truncate(text.len());
                }
            }
            if !name.is_empty() {
                self.out.extend(["</", name, ">"]);
            }
            if name == "tr" || name.starts_with('h') {
                self.out.push('\n');
            } else if !name.is_empty() {
                self.end_line();
            }
        }
    }

    /// Ends the line after a block of the document.
    fn end_line(&mut self) {
        if self.open.is_empty() {
            self.out.push('\n');
        }
    }

    /// The name of the innermost open element; empty if none is open.
    fn innermost(&self) -> &'static str {
        self.open.iter().rev().find(|name| !name.is_empty()).copied().unwrap_or_default()
    }

    fn holds_blocks(&self) -> bool {
        matches!(self.innermost(), "" | "li" | "td" | "th" | "blockquote")
    }

    fn holds_text(&self) -> bool {
        !self.holds_blocks() && !matches!(self.innermost(), "ul" | "ol" | "table" | "tbody" | "tr")
    }
}

/// Whether a node is an element within text, which needs a paragraph.
fn is_inline_element(node: Node<'_>) -> bool {
    use NodeValue::{Code, Emph, Link, Strikethrough, Strong};
    matches!(node.data().value, Code(_) | Emph | Link(_) | Strikethrough | Strong)
}

/// Whether a node of embedded Markdown continues the text around it: the root, and its first paragraph.
fn continues_text(node: Node<'_>) -> bool {
    match node.parent() {
        None => true,
        Some(parent) => {
            let is_first = node.previous_sibling().is_none() && parent.parent().is_none();
            is_first && matches!(node.data().value, NodeValue::Paragraph)
        }
    }
}
