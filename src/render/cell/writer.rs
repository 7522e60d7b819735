//! A Markdown tree on one line: Markdown within a line, and HTML for blocks.

use super::escape::Escape;
use super::nodes::{autolink_text, is_in_header, is_markable, is_plain_code, is_tagged_block, split_task_mark};
use super::{MAX_DEPTH, escape, html};
use crate::text::urls::is_linkable;
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{ListType, Node, NodeValue};
use std::borrow::Cow;
use std::mem;

pub(super) const BREAK: &str = "<br/>";

/// The tree under `root` on one line, for a table cell: with Markdown where it is safe, or in HTML alone, which Markdown
/// leaves alone, too.
pub(super) fn write_cell(root: Node<'_>, escape: Escape) -> String {
    // At the start of a line, a tag of a block begins a block of HTML, in which Markdown is not read.
    let begins_with_tag = root.first_child().is_some_and(|first| is_tagged_block(&first.data().value));
    let escape = if begins_with_tag { Escape::Entity } else { escape };
    let mut writer = InlineCellWriter { escape, ..InlineCellWriter::default() };
    // By edges instead of recursion: a tree may be as deep as its prose is long.
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) => {
                let closer = writer.start_node(node);
                writer.closers.push(closer);
            }
            NodeEdge::End(node) => writer.end_node(node),
        }
    }
    writer.flush_text();
    writer.out
}

/// What comes after the children of a node.
type Closer = Cow<'static, str>;

#[derive(Default)]
struct InlineCellWriter {
    out: String,
    /// With a backslash in Markdown, as an entity in HTML.
    escape: Escape,
    /// Text to be written: it is escaped in whole runs, from tag to tag.
    pending: String,
    /// What separates the next text from the text before it.
    owed: &'static str,
    /// Whether text was written last, from which the next text must be separated.
    after_text: bool,
    /// What closes each open node; empty if nothing does.
    closers: Vec<Closer>,
    /// Whether the text of a link is its URL, and is written already.
    is_autolink: bool,
    /// The number of open images, whose text is an attribute without markup.
    images: usize,
    /// Where in `pending` the text of the outermost open image starts.
    image_from: usize,
}

impl InlineCellWriter {
    /// Writes what comes before the children of a node, and returns what comes after them.
    fn start_node(&mut self, node: Node<'_>) -> Closer {
        match &node.data().value {
            NodeValue::Paragraph => self.separate(node),
            NodeValue::Heading(_) => {
                self.separate(node);
                return self.open_inline(node, "**", "<strong>", "</strong>");
            }
            NodeValue::BlockQuote => return self.open_block(node, "<blockquote>", "</blockquote>"),
            NodeValue::List(list) if list.list_type == ListType::Bullet => {
                return self.open_block(node, "<ul>", "</ul>");
            }
            NodeValue::List(list) if list.start == 1 => return self.open_block(node, "<ol>", "</ol>"),
            NodeValue::List(list) => {
                let open = format!("<ol start=\"{}\">", list.start);
                return self.open_block(node, &open, "</ol>");
            }
            NodeValue::Item(_) => return self.open_block(node, "<li>", "</li>"),
            NodeValue::CodeBlock(code) => self.write_code_block(node, &code.literal),
            NodeValue::HtmlBlock(block) => {
                self.separate(node);
                self.write_html(&block.literal);
            }
            NodeValue::ThematicBreak => return self.open_block(node, "<hr>", ""),
            NodeValue::Table(_) => return self.open_block(node, "<table>", "</table>"),
            NodeValue::TableRow(_) => return self.open_block(node, "<tr>", "</tr>"),
            NodeValue::TableCell if is_in_header(node) => return self.open_block(node, "<th>", "</th>"),
            NodeValue::TableCell => return self.open_block(node, "<td>", "</td>"),
            NodeValue::Text(_) if self.is_autolink => {}
            NodeValue::Text(text) => self.push_text_node(node, text),
            NodeValue::SoftBreak => self.pending.push(' '),
            NodeValue::LineBreak => self.break_line(),
            NodeValue::Code(code) => return self.write_code(&code.literal),
            NodeValue::HtmlInline(raw) => self.write_html(raw),
            NodeValue::Emph => return self.open_inline(node, "*", "<em>", "</em>"),
            NodeValue::Strong => return self.open_inline(node, "**", "<strong>", "</strong>"),
            NodeValue::Strikethrough => return self.open_inline(node, "~~", "<del>", "</del>"),
            NodeValue::Link(link) => return self.open_link(node, &link.url, &link.title),
            NodeValue::Image(_) => {
                if self.images == 0 {
                    self.image_from = self.pending.len();
                }
                self.images += 1;
            }
            _ => {}
        }
        Closer::default()
    }

    /// Writes what comes after the children of a node.
    fn end_node(&mut self, node: Node<'_>) {
        let closer = self.closers.pop().unwrap_or_default();
        match &node.data().value {
            NodeValue::Image(image) => {
                self.images = self.images.saturating_sub(1);
                if self.images == 0 {
                    self.write_image(&image.url, &image.title);
                }
            }
            NodeValue::Link(_) if self.is_autolink => self.is_autolink = false,
            NodeValue::Heading(_) if !closer.is_empty() => self.write_markup(&closer),
            value if value.block() => self.close_block(&closer),
            _ if !closer.is_empty() => self.write_markup(&closer),
            _ => {}
        }
    }

    /// Opens an inline element with a marker or a tag, unless the output is flat.
    fn open_inline(&mut self, node: Node<'_>, marker: &'static str, open: &str, close: &'static str) -> Closer {
        if self.is_flat() || self.images > 0 {
            return Closer::default();
        }
        let is_within = self.closers.iter().any(|closer| matches!(&**closer, "*" | "**" | "~~"));
        if self.writes_markdown() && !is_within && is_markable(node) && !self.text_ends_with(['*', '~']) {
            self.write_markup(marker);
            return marker.into();
        }
        self.write_markup(open);
        close.into()
    }

    fn write_code(&mut self, literal: &str) -> Closer {
        if !self.is_flat() && self.images == 0 {
            if self.writes_markdown() && is_plain_code(literal) {
                self.write_markup(&format!("`{}`", super::replace_hostile(literal)));
                return Closer::default();
            }
            self.write_markup("<code>");
            self.pending.push_str(literal);
            return "</code>".into();
        }
        self.pending.push_str(literal);
        Closer::default()
    }

    fn writes_markdown(&self) -> bool {
        self.escape == Escape::Backslash
    }

    /// Whether what is written last ends with one of the characters, which would change the meaning of what follows.
    fn text_ends_with<const N: usize>(&self, characters: [char; N]) -> bool {
        match self.pending.is_empty() {
            true => self.owed.is_empty() && self.out.ends_with(characters),
            false => self.pending.ends_with(characters),
        }
    }

    /// Opens a block element, or, in flat output, separates the text.
    fn open_block(&mut self, node: Node<'_>, open: &str, close: &'static str) -> Closer {
        if self.is_flat() {
            self.separate(node);
            return Closer::default();
        }
        self.close_block(open);
        close.into()
    }

    /// Ends a block: its text, and if it has a tag, also the need to separate it from the next.
    fn close_block(&mut self, tag: &str) {
        self.flush_text();
        if !tag.is_empty() {
            self.out.push_str(tag);
            self.owed = "";
            self.after_text = false;
        }
    }

    fn write_code_block(&mut self, node: Node<'_>, literal: &str) {
        let closer = self.open_block(node, "<pre><code>", "</code></pre>");
        for (at, line) in literal.trim_end_matches('\n').split('\n').enumerate() {
            if at > 0 {
                self.break_line();
            }
            // A tab would be shown as one space.
            self.pending.push_str(&line.replace('\t', "    "));
        }
        self.close_block(&closer);
    }

    fn push_text_node(&mut self, node: Node<'_>, text: &str) {
        let (mark, rest) = split_task_mark(node, text);
        self.pending.push_str(mark);
        self.pending.push_str(rest);
    }

    /// Writes raw HTML as text, except line breaks and comments.
    fn write_html(&mut self, raw: &str) {
        let mut rest: &str = &html::without_comments(raw);
        while let Some((before, tag)) = rest.split_once('<') {
            self.push_lines(before);
            if let Some(after) = html::strip_break(tag) {
                self.break_line();
                rest = after;
            } else {
                self.pending.push('<');
                rest = tag;
            }
        }
        self.push_lines(rest.trim_end_matches('\n'));
    }

    /// Appends text of raw HTML; its line ends are kept unless there is a break already.
    fn push_lines(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 && (!self.pending.is_empty() || !self.out.ends_with(BREAK)) {
                self.break_line();
            }
            self.pending.push_str(line);
        }
    }

    fn open_link(&mut self, node: Node<'_>, url: &str, title: &str) -> Closer {
        let is_in_link = self.closers.iter().any(|closer| closer == "</a>" || closer.starts_with("]("));
        if is_in_link || self.is_flat() || self.images > 0 || !is_linkable(url) {
            return Closer::default();
        }
        let autolink = autolink_text(node, url).filter(|_| self.writes_markdown() && title.is_empty());
        if let Some(text) = autolink {
            self.is_autolink = true;
            self.write_markup(&format!("<{text}>"));
            return Closer::default();
        }
        let (url, title) = (escape::escape_href(url), escape::title_attribute(title));
        if self.writes_markdown() && node.first_child().is_some() && !self.text_ends_with(['!']) {
            self.write_markup("[");
            return format!("]({url}{})", title.replacen(" title=", " ", 1)).into();
        }
        self.write_markup(&format!("<a href=\"{url}\"{title}>"));
        "</a>".into()
    }

    /// Writes an image, whose text is at the end of `pending`; an image that is not allowed becomes that text.
    fn write_image(&mut self, url: &str, title: &str) {
        if self.is_flat() || !is_linkable(url) {
            return;
        }
        let alt = self.pending.split_off(self.image_from);
        let (src, alt, title) =
            (escape::escape_href(url), escape::escape_attribute(&alt), escape::title_attribute(title));
        self.write_markup(&format!("<img src=\"{src}\" alt=\"{alt}\"{title}>"));
    }

    fn break_line(&mut self) {
        match self.images {
            0 => self.write_markup(BREAK),
            _ => self.pending.push(' '),
        }
    }

    /// Separates the next text from the text before it, if there is any.
    fn separate(&mut self, node: Node<'_>) {
        let is_item = |node: Node<'_>| matches!(node.data().value, NodeValue::Item(_));
        if self.after_text {
            let tight = self.is_flat() || node.parent().is_some_and(is_item);
            self.owed = if tight { BREAK } else { "<br/><br/>" };
        }
    }

    fn is_flat(&self) -> bool {
        self.closers.len() >= MAX_DEPTH
    }

    fn write_markup(&mut self, markup: &str) {
        self.flush_text();
        self.out.push_str(mem::take(&mut self.owed));
        self.out.push_str(markup);
        self.after_text = true;
    }

    fn flush_text(&mut self) {
        if !self.pending.is_empty() {
            self.out.push_str(mem::take(&mut self.owed));
            escape::push_text(&mut self.out, &self.pending, self.escape);
            self.pending.clear();
            self.after_text = true;
        }
    }
}
