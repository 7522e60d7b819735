//! Markdown as plain text for a mail: wrapped, tables as lists, addresses gathered at the end.

use super::html::disarm;
use super::markup::{Piece, Tag, pieces};
use crate::render::cell::{options, shown};
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{ListType, Node, NodeValue};
use comrak::{Arena, parse_document};
use textwrap::{WordSeparator, WordSplitter};

/// Columns of a line; an address may be longer.
const WIDTH: usize = 72;
/// Columns that are left to a text however deep it stands.
const NARROWEST: usize = 24;

/// A Markdown document as plain text, ending with a line end.
pub fn text(markdown: &str) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options());
    disarm(root);
    let mut writer = Writer::default();
    // By edges and not by recursion: a tree may be as deep as its prose is long.
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) => writer.start(node),
            NodeEdge::End(node) => writer.end(node),
        }
    }
    shown(&writer.finished())
}

/// What stands before the lines of a block.
struct Indent {
    /// Before its first line, until that is written.
    first: Option<String>,
    rest: String,
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The text of the block that is being read; its line ends stay.
    line: String,
    indents: Vec<Indent>,
    /// How many indents each open block found, so that raw HTML in it takes away none but its own.
    found: Vec<usize>,
    /// A blank line is owed before what comes next.
    is_apart: bool,
    /// The addresses that the text refers to by number, from 1.
    links: Vec<String>,
    /// The links that are open: where they lead, and where in `line` they begin.
    open: Vec<(String, usize)>,
    /// The next number of each open list; `None` for bullets.
    numbers: Vec<Option<usize>>,
    /// The same of raw HTML.
    lists: Vec<Option<usize>>,
    /// What the columns of the table are called, and which of them is being read.
    columns: Vec<String>,
    column: usize,
}

impl Writer {
    fn start(&mut self, node: Node<'_>) {
        match &node.data().value {
            NodeValue::Paragraph => {
                self.flush();
                self.is_apart |= !is_first_in_item(node);
                self.found.push(self.indents.len());
            }
            NodeValue::Table(_) => self.part(),
            NodeValue::Heading(heading) => {
                self.part();
                // The upper two are underlined.
                if heading.level > 2 {
                    self.line.push_str("## ");
                }
            }
            NodeValue::List(list) => {
                self.flush();
                self.is_apart |= !is_in_item(node);
                self.numbers.push((list.list_type != ListType::Bullet).then_some(list.start));
            }
            NodeValue::Item(_) => {
                self.flush();
                let mark = next_mark(self.numbers.last_mut());
                self.indent(mark);
            }
            NodeValue::BlockQuote => {
                self.part();
                self.indents.push(Indent { first: None, rest: "> ".to_owned() });
            }
            NodeValue::CodeBlock(code) => {
                self.part();
                code.literal.lines().for_each(|line| self.put(&format!("    {line}")));
                self.is_apart = true;
            }
            NodeValue::HtmlBlock(block) => {
                self.part();
                self.found.push(self.indents.len());
                self.html(&block.literal);
            }
            NodeValue::ThematicBreak => self.rule(),
            NodeValue::TableRow(is_head) => {
                self.column = 0;
                if *is_head {
                    self.columns.clear();
                } else {
                    // Rows of many cells stand apart.
                    self.is_apart |= self.columns.len() > 2;
                    self.found.push(self.indents.len());
                    self.indent("- ".to_owned());
                }
            }
            NodeValue::TableCell => {
                self.found.push(self.indents.len());
                self.begin_cell(node);
            }
            NodeValue::Text(text) => self.line.push_str(text),
            NodeValue::SoftBreak => self.line.push(' '),
            NodeValue::LineBreak => self.line.push('\n'),
            NodeValue::Code(code) => self.line.push_str(&code.literal),
            NodeValue::HtmlInline(raw) => self.html(raw),
            NodeValue::Strikethrough => self.line.push('~'),
            NodeValue::Link(link) => self.open.push((link.url.clone(), self.line.len())),
            _ => {}
        }
    }

    fn end(&mut self, node: Node<'_>) {
        match &node.data().value {
            NodeValue::Paragraph => {
                self.end_block();
                self.is_apart |= !is_in_item(node);
            }
            NodeValue::Heading(heading) => {
                let wide = self.line.trim().chars().count().min(WIDTH);
                self.flush();
                let sign = ["=", "-"].get(usize::from(heading.level).wrapping_sub(1));
                if let Some(sign) = sign.filter(|_| wide > 0) {
                    self.put(&sign.repeat(wide));
                }
                self.is_apart = true;
            }
            NodeValue::List(_) => {
                self.numbers.pop();
                self.is_apart |= !is_in_item(node);
            }
            NodeValue::Item(_) | NodeValue::BlockQuote => {
                self.flush();
                self.indents.pop();
            }
            NodeValue::HtmlBlock(_) => {
                self.end_block();
                self.is_apart = true;
            }
            NodeValue::TableRow(is_head) if !is_head => self.end_block(),
            NodeValue::Table(_) => self.is_apart = true,
            NodeValue::TableCell => self.end_cell(node),
            NodeValue::Strikethrough => self.line.push('~'),
            NodeValue::Link(_) => self.end_link(),
            _ => {}
        }
    }

    /// The first cell of a row stands for itself; the others say what they are, unless there are two of them.
    fn begin_cell(&mut self, node: Node<'_>) {
        if is_in_head(node) || node.first_child().is_none() || self.column == 0 {
            return;
        }
        if self.columns.len() == 2 {
            self.line.push_str(if self.line.is_empty() { "" } else { ": " });
        } else {
            self.flush();
            let name = self.columns.get(self.column).map_or("", String::as_str);
            self.line = if name.is_empty() { String::new() } else { format!("{name}: ") };
        }
    }

    fn end_cell(&mut self, node: Node<'_>) {
        if is_in_head(node) {
            self.columns.push(std::mem::take(&mut self.line).trim().to_owned());
            self.found.pop();
            return;
        }
        self.column += 1;
        if self.columns.len() == 2 && self.column == 1 {
            // The second cell goes on in the same line, unless raw HTML has ended it.
            self.found.pop();
        } else {
            self.end_block();
        }
    }

    fn html(&mut self, raw: &str) {
        for piece in pieces(raw) {
            match piece {
                Piece::Text(text) => self.line.push_str(&text.replace('\n', " ")),
                Piece::Open(tag) => self.open_tag(tag),
                Piece::Close(name) => self.close_tag(name),
            }
        }
    }

    fn open_tag(&mut self, tag: Tag) {
        match tag.name {
            "br" => self.line.push('\n'),
            "hr" => self.rule(),
            "a" => self.open.push((tag.href, self.line.len())),
            "img" => self.line.push_str(&tag.alt),
            "del" => self.line.push('~'),
            "ul" | "ol" => {
                self.flush();
                self.lists.push((tag.name == "ol").then(|| tag.start.parse().unwrap_or(1)));
            }
            "li" => {
                self.flush();
                let mark = next_mark(self.lists.last_mut());
                self.indent(mark);
            }
            "blockquote" => {
                self.flush();
                self.indents.push(Indent { first: None, rest: "> ".to_owned() });
            }
            "td" | "th" => self.line.push_str(if self.line.is_empty() { "" } else { " | " }),
            "strong" | "em" | "code" => {}
            _ => self.flush(),
        }
    }

    fn close_tag(&mut self, name: &str) {
        match name {
            "a" => self.end_link(),
            "del" => self.line.push('~'),
            "ul" | "ol" => {
                self.flush();
                self.lists.pop();
            }
            "li" | "blockquote" => {
                self.flush();
                if self.indents.len() > self.found.last().copied().unwrap_or_default() {
                    self.indents.pop();
                }
            }
            "strong" | "em" | "code" | "td" | "th" | "br" | "img" => {}
            _ => self.flush(),
        }
    }

    /// A number behind the text of a link, unless that says where it leads.
    fn end_link(&mut self) {
        let Some((url, from)) = self.open.pop() else { return };
        let url = url.split_whitespace().collect::<Vec<_>>().join("%20");
        let label = self.line.get(from..).unwrap_or_default().trim();
        let says_it = label == url || url.strip_prefix("mailto:") == Some(label);
        if url.is_empty() || says_it {
            return;
        }
        let known = self.links.iter().position(|link| *link == url);
        let at = known.unwrap_or_else(|| {
            self.links.push(url);
            self.links.len() - 1
        });
        self.line.push_str(&format!(" [{}]", at + 1));
    }

    fn indent(&mut self, mark: String) {
        let rest = " ".repeat(mark.chars().count());
        self.indents.push(Indent { first: Some(mark), rest });
    }

    /// Ends a block with what raw HTML left open in it.
    fn end_block(&mut self) {
        self.flush();
        self.indents.truncate(self.found.pop().unwrap_or_default());
        self.lists.clear();
        self.open.clear();
    }

    fn rule(&mut self) {
        self.part();
        self.put("---");
        self.is_apart = true;
    }

    fn part(&mut self) {
        self.flush();
        self.is_apart = true;
    }

    /// Writes the text of a block, wrapped; line ends in it stay.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.line);
        if text.trim().is_empty() {
            return;
        }
        let taken: usize = self.indents.iter().map(|indent| indent.rest.chars().count()).sum();
        let options = textwrap::Options::new(WIDTH.saturating_sub(taken).max(NARROWEST))
            .break_words(false)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation);
        for line in text.trim().split('\n') {
            let words: Vec<&str> = line.split_whitespace().collect();
            for wrapped in textwrap::wrap(&words.join(" "), &options) {
                self.put(&wrapped);
            }
        }
    }

    /// Writes a line behind the indents of its block.
    fn put(&mut self, line: &str) {
        if std::mem::take(&mut self.is_apart) && !self.out.is_empty() {
            self.out.push('\n');
        }
        let from = self.out.len();
        for indent in &mut self.indents {
            let mark = indent.first.take();
            self.out.push_str(mark.as_deref().unwrap_or(&indent.rest));
        }
        self.out.push_str(line);
        let end = from + self.out[from..].trim_end().len();
        self.out.truncate(end);
        self.out.push('\n');
    }

    fn finished(mut self) -> String {
        self.flush();
        if !self.links.is_empty() {
            self.out.push_str("\nLinks:\n");
        }
        for (at, url) in self.links.iter().enumerate() {
            self.out.push_str(&format!("[{}] {url}\n", at + 1));
        }
        self.out
    }
}

/// What stands before the next item of a list: its number, or a dash.
fn next_mark(list: Option<&mut Option<usize>>) -> String {
    match list {
        Some(Some(number)) => {
            let mark = format!("{number}. ");
            *number = number.saturating_add(1);
            mark
        }
        _ => "- ".to_owned(),
    }
}

fn is_in_item(node: Node<'_>) -> bool {
    node.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::Item(_)))
}

fn is_first_in_item(node: Node<'_>) -> bool {
    is_in_item(node) && node.previous_sibling().is_none()
}

fn is_in_head(cell: Node<'_>) -> bool {
    cell.parent().is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true)))
}
