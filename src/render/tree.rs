//! Trees of Markdown without what an output must not contain.

mod inner_tables;

pub use inner_tables::{is_in_cell, list_tables};

use super::cell::{is_line_break, markdown_options, split_task_mark, without_comments};
use super::embedded::{Piece, split_embedded};
use crate::text::urls::{is_linkable, url_scheme};
use comrak::nodes::{Node, NodeLink, NodeValue};
use comrak::{Arena, parse_document};

/// Gives the URL of a page for a link without a scheme, such as `2026-02-12.md`; `None` if nothing is known to be there.
/// Whatever it gives is linked.
pub type ResolveLink<'r> = &'r dyn Fn(&str) -> Option<String>;

/// For documents in which a path leads nowhere, such as mails: its link is text alone.
pub const NO_PATHS: ResolveLink<'static> = &|_| None;

/// What becomes of raw HTML in a tree. Line breaks stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawHtml {
    /// In a text of a record it is text.
    IsText,
    /// Of a template, only the tags vanish.
    Vanishes,
    /// The same, but within a line the tags of lists stay: a cell of a table can have lists in no other way.
    KeepsLists,
}

/// A line break as raw HTML, which may also be in the cell of a table.
pub const BREAK: &str = "<br />";

/// The tree of prose: raw HTML in it is text, except line breaks and comments, and tasks have a box.
pub fn parse_prose<'a>(arena: &'a Arena<'a>, markdown: &str, resolve: ResolveLink) -> Node<'a> {
    // Without its line end comrak takes a last `1.` for text.
    let lines = format!("{}\n", markdown.trim_end());
    let root = parse_document(arena, &lines, &markdown_options(&lines));
    remove_unsafe(arena, root, RawHtml::IsText, resolve);
    root
}

/// Removes from a tree what a document must not contain: raw HTML, links to anything but pages, and pictures, which would
/// be fetched. Raw HTML becomes text, or only its tags vanish; line breaks stay.
pub fn remove_unsafe<'a>(arena: &'a Arena<'a>, root: Node<'a>, raw_html: RawHtml, resolve: ResolveLink) {
    let is_prose = raw_html == RawHtml::IsText;
    let nodes: Vec<Node<'a>> = root.descendants().collect();
    for node in nodes {
        let value = match &node.data().value {
            NodeValue::HtmlInline(raw) if is_line_break(raw) => {
                Change::Replace(NodeValue::HtmlInline(BREAK.to_owned()))
            }
            NodeValue::HtmlInline(raw) if is_prose => Change::Replace(text(&without_comments(raw))),
            NodeValue::HtmlInline(raw) if raw_html == RawHtml::KeepsLists && list_tag(raw).is_some() => Change::Keep,
            NodeValue::HtmlInline(_) => Change::Remove,
            NodeValue::HtmlBlock(block) => {
                let html = without_comments(&block.literal);
                let shown = if is_prose { html.into_owned() } else { without_tags(&html) };
                if shown.trim().is_empty() { Change::Remove } else { Change::Paragraph(shown.trim().to_owned()) }
            }
            NodeValue::Text(literal) if is_prose => match split_task_mark(node, literal) {
                ("", _) => Change::Keep,
                (mark, rest) => Change::Replace(text(&format!("{mark}{rest}"))),
            },
            NodeValue::Link(link) if !is_linked(&link.url) => match resolve_path(&link.url, resolve) {
                Some(url) => Change::Replace(NodeValue::Link(Box::new(NodeLink { url, ..*link.clone() }))),
                None => Change::Unwrap,
            },
            NodeValue::Image(_) => Change::Unwrap,
            _ => Change::Keep,
        };
        match value {
            Change::Keep => {}
            Change::Replace(value) => node.data_mut().value = value,
            Change::Remove => node.detach(),
            Change::Paragraph(literal) => {
                node.data_mut().value = NodeValue::Paragraph;
                node.append(arena.alloc(text(&literal).into()));
            }
            Change::Unwrap => {
                let children: Vec<Node<'a>> = node.children().collect();
                children.into_iter().for_each(|child| node.insert_before(child));
                node.detach();
            }
        }
    }
}

/// The name of the tag of a list or an item, and whether it is an end tag; `None` for other raw HTML, and for a tag with
/// attributes.
pub fn list_tag(raw: &str) -> Option<(&'static str, bool)> {
    let inside = raw.strip_prefix('<')?.strip_suffix('>')?;
    let (name, is_closing) = inside.strip_prefix('/').map_or((inside, false), |name| (name, true));
    ["ul", "ol", "li"].into_iter().find(|known| *known == name).map(|name| (name, is_closing))
}

/// The heading of the first level that a document begins with.
pub fn first_title(root: Node<'_>) -> Option<Node<'_>> {
    let first = root.children().find(|node| !matches!(node.data().value, NodeValue::HtmlBlock(_)))?;
    let is_title = matches!(&first.data().value, NodeValue::Heading(heading) if heading.level == 1);
    is_title.then_some(first)
}

/// The text of a node without markup. `embedded` gives that of embedded Markdown by its number.
pub fn collect_text(node: Node<'_>, embedded: impl Fn(usize) -> String) -> String {
    let text_of = |node: Node<'_>| match &node.data().value {
        NodeValue::Text(text) => {
            let piece = |piece: Piece| match piece {
                Piece::Text(text) => text.to_owned(),
                Piece::Number(number) => embedded(number),
            };
            split_embedded(text).into_iter().map(piece).collect()
        }
        NodeValue::Code(code) => code.literal.clone(),
        NodeValue::SoftBreak | NodeValue::LineBreak | NodeValue::HtmlInline(_) => " ".to_owned(),
        _ => String::new(),
    };
    node.descendants().map(text_of).collect()
}

/// Whether a text is a paragraph of the document.
pub fn is_paragraph(text: Node<'_>) -> bool {
    let is_alone = text.previous_sibling().is_none() && text.next_sibling().is_none();
    let paragraph = text.parent().filter(|parent| is_alone && matches!(parent.data().value, NodeValue::Paragraph));
    let parent = paragraph.and_then(|paragraph| paragraph.parent());
    parent.is_some_and(|parent| matches!(parent.data().value, NodeValue::Document))
}

/// What becomes of a node.
enum Change {
    Keep,
    Replace(NodeValue),
    Remove,
    /// It becomes a paragraph with this text.
    Paragraph(String),
    /// Its children take its place.
    Unwrap,
}

fn without_tags(html: &str) -> String {
    let mut pieces = html.split('<');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.filter_map(|piece| piece.split_once('>')).fold(first, |text, (_, after)| text + after)
}

fn text(literal: &str) -> NodeValue {
    NodeValue::Text(literal.to_owned().into())
}

fn resolve_path(url: &str, resolve: ResolveLink) -> Option<String> {
    (is_linkable(url) && url_scheme(url).is_none()).then(|| resolve(url)).flatten()
}

/// Whether a document may link a URL as it is: a page or a mail address, but not a path.
fn is_linked(url: &str) -> bool {
    is_linkable(url) && matches!(url_scheme(url).as_deref(), Some("http" | "https" | "mailto"))
}
