//! A Markdown tree as one line of inline HTML.

use std::mem;

use comrak::arena_tree::NodeEdge;
use comrak::nodes::{ListType, Node, NodeValue};

use super::{MAX_DEPTH, escape, html};
use crate::text::urls::is_linkable;

const BREAK: &str = "<br>";

/// The tree under `root` on one line, for a table cell.
pub(super) fn write_cell(root: Node<'_>) -> String {
    let mut writer = InlineCellWriter::default();
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

#[derive(Default)]
struct InlineCellWriter {
    out: String,
    /// Text to be written: it is escaped in whole runs, from tag to tag.
    pending: String,
    /// What separates the next text from the text before it.
    owed: &'static str,
    /// Whether text was written last, from which the next text must be separated.
    after_text: bool,
    /// The closing tag of each open node; empty if there is none.
    closers: Vec<&'static str>,
    in_link: bool,
    /// The number of open images, whose text is an attribute without markup.
    images: usize,
    /// Where in `pending` the text of the outermost open image starts.
    image_from: usize,
}

impl InlineCellWriter {
    /// Writes what comes before the children of a node, and returns what comes after them.
    fn start_node(&mut self, node: Node<'_>) -> &'static str {
        match &node.data().value {
            NodeValue::Paragraph => self.separate(node),
            NodeValue::Heading(_) => {
                self.separate(node);
                return self.open_inline("<strong>", "</strong>");
            }
            NodeValue::BlockQuote => return self.open_block(node, "<blockquote>", "</blockquote>"),
            NodeValue::List(list) if list.list_type == ListType::Bullet => {
                return self.open_block(node, "<ul>", "</ul>");
            }
            NodeValue::List(list) if list.start == 1 => {
                return self.open_block(node, "<ol>", "</ol>");
            }
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
            NodeValue::TableCell if is_in_header(node) => {
                return self.open_block(node, "<th>", "</th>");
            }
            NodeValue::TableCell => return self.open_block(node, "<td>", "</td>"),
            NodeValue::Text(text) => self.push_text_node(node, text),
            NodeValue::SoftBreak => self.pending.push(' '),
            NodeValue::LineBreak => self.break_line(),
            NodeValue::Code(code) => {
                let closer = self.open_inline("<code>", "</code>");
                self.pending.push_str(&code.literal);
                return closer;
            }
            NodeValue::HtmlInline(raw) => self.write_html(raw),
            NodeValue::Emph => return self.open_inline("<em>", "</em>"),
            NodeValue::Strong => return self.open_inline("<strong>", "</strong>"),
            NodeValue::Strikethrough => return self.open_inline("<del>", "</del>"),
            NodeValue::Link(link) => return self.open_link(&link.url, &link.title),
            NodeValue::Image(_) => {
                if self.images == 0 {
                    self.image_from = self.pending.len();
                }
                self.images += 1;
            }
            _ => {}
        }
        ""
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
            NodeValue::Link(_) if !closer.is_empty() => {
                self.write_markup(closer);
                self.in_link = false;
            }
            NodeValue::Heading(_) if !closer.is_empty() => self.write_markup(closer),
            value if value.block() => self.close_block(closer),
            _ if !closer.is_empty() => self.write_markup(closer),
            _ => {}
        }
    }

    /// Opens an inline element, unless the output is flat.
    fn open_inline(&mut self, open: &str, close: &'static str) -> &'static str {
        if self.is_flat() || self.images > 0 {
            return "";
        }
        self.write_markup(open);
        close
    }

    /// Opens a block element, or, in flat output, separates the text.
    fn open_block(&mut self, node: Node<'_>, open: &str, close: &'static str) -> &'static str {
        if self.is_flat() {
            self.separate(node);
            return "";
        }
        self.close_block(open);
        close
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
        self.close_block(closer);
    }

    fn push_text_node(&mut self, node: Node<'_>, text: &str) {
        let (mark, rest) = ["[ ]", "[x]", "[X]"]
            .iter()
            .zip(["☐", "☑", "☑"])
            .find_map(|(typed, mark)| Some((mark, text.strip_prefix(typed)?)))
            .filter(|(_, rest)| match rest.chars().next() {
                Some(c) => c.is_ascii_whitespace(),
                None => node.next_sibling().is_none_or(is_line_end),
            })
            .filter(|_| is_first_in_item(node))
            .unwrap_or(("", text));
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

    fn open_link(&mut self, url: &str, title: &str) -> &'static str {
        if self.in_link || !is_linkable(url) {
            return "";
        }
        let open = format!("<a href=\"{}\"{}>", escape::escape_href(url), title_attribute(title));
        let closer = self.open_inline(&open, "</a>");
        self.in_link = !closer.is_empty();
        closer
    }

    /// Writes an image, whose text is at the end of `pending`; an image that is not allowed becomes that text.
    fn write_image(&mut self, url: &str, title: &str) {
        if self.is_flat() || !is_linkable(url) {
            return;
        }
        let alt = self.pending.split_off(self.image_from);
        self.write_markup(&format!(
            "<img src=\"{}\" alt=\"{}\"{}>",
            escape::escape_href(url),
            escape::escape_attribute(&alt),
            title_attribute(title)
        ));
    }

    fn break_line(&mut self) {
        if self.images > 0 {
            self.pending.push(' ');
        } else {
            self.write_markup(BREAK);
        }
    }

    /// Separates the next text from the text before it, if there is any.
    fn separate(&mut self, node: Node<'_>) {
        let is_item = |node: Node<'_>| matches!(node.data().value, NodeValue::Item(_));
        if self.after_text {
            let tight = self.is_flat() || node.parent().is_some_and(is_item);
            self.owed = if tight { BREAK } else { "<br><br>" };
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
            escape::push_text(&mut self.out, &self.pending);
            self.pending.clear();
            self.after_text = true;
        }
    }
}

fn title_attribute(title: &str) -> String {
    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape::escape_attribute(title)) }
}

fn is_in_header(cell: Node<'_>) -> bool {
    cell.parent().is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true)))
}

fn is_line_end(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::SoftBreak | NodeValue::LineBreak)
}

/// Whether a text is the very first of a list item, where a `[x]` is a task's box.
fn is_first_in_item(text: Node<'_>) -> bool {
    let first_of = |node: Node<'_>, fits: fn(&NodeValue) -> bool| {
        node.previous_sibling().is_none() && node.parent().is_some_and(|parent| fits(&parent.data().value))
    };
    first_of(text, |value| matches!(value, NodeValue::Paragraph))
        && text.parent().is_some_and(|paragraph| first_of(paragraph, |value| matches!(value, NodeValue::Item(_))))
}
