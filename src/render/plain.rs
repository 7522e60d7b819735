//! Markdown as plain text: wrapped, tables as lists, URLs collected at the end.

mod lines;

use super::cell::{markdown_options, replace_hostile};
use super::embedded::{Piece, split_embedded};
use super::tree::{NO_PATHS, RawHtml, is_paragraph, parse_prose, remove_unsafe};
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{ListType, Node, NodeValue};
use comrak::{Arena, parse_document};
use lines::{TextLines, WIDTH};
use std::collections::HashMap;
use std::sync::Arc;

/// The most characters of a column's name, which each row repeats.
const LONGEST_COLUMN: usize = 80;

/// Prose as plain text, ending with a line end.
pub fn render_text(markdown: &str) -> String {
    let arena = Arena::new();
    let mut writer = TextWriter::default();
    writer.write_tree(parse_prose(&arena, markdown, NO_PATHS));
    replace_hostile(&writer.into_text())
}

/// A document with embedded Markdown as plain text, ending with a line end.
pub fn render_document(markdown: &str, embedded: &[Arc<str>]) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &markdown_options(markdown));
    remove_unsafe(&arena, root, RawHtml::Vanishes, NO_PATHS);
    let mut writer = TextWriter { embedded, ..TextWriter::default() };
    writer.write_tree(root);
    replace_hostile(&writer.into_text())
}

/// Truncates a line to so many characters, and marks that with an ellipsis.
pub fn truncate_line(line: &str, longest: usize) -> String {
    match line.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.to_owned(),
    }
}

#[derive(Default)]
struct TextWriter<'e> {
    lines: TextLines,
    /// Markdown that the document refers to by number.
    embedded: &'e [Arc<str>],
    /// Whether embedded Markdown is written within a line: its blocks follow without blank lines.
    is_inline: bool,
    /// The numbers, from 1, by which the text refers to URLs.
    link_numbers: HashMap<String, usize>,
    /// The open links: their targets, and where in the text of the block they begin.
    open: Vec<(String, usize)>,
    /// The next number of each open list; `None` for bullets.
    numbers: Vec<Option<usize>>,
    /// The names of the table's columns, and the index of the current one.
    columns: Vec<String>,
    column: usize,
}

impl<'e> TextWriter<'e> {
    fn write_tree(&mut self, root: Node<'_>) {
        // By edges instead of recursion: a tree may be as deep as its prose is long.
        for edge in root.traverse() {
            match edge {
                NodeEdge::Start(node) => self.start_node(node),
                NodeEdge::End(node) => self.end_node(node),
            }
        }
    }

    fn start_node(&mut self, node: Node<'_>) {
        match &node.data().value {
            NodeValue::Paragraph if self.is_inline => self.continue_line(node),
            NodeValue::Paragraph => {
                self.lines.flush_text();
                self.separate(!is_first_in_item(node));
            }
            NodeValue::Table(_) => self.end_block(),
            NodeValue::Heading(_) if self.is_inline => self.continue_line(node),
            NodeValue::Heading(heading) => {
                self.end_block();
                // The upper two are underlined.
                if heading.level > 2 {
                    self.lines.text.push_str("## ");
                }
            }
            NodeValue::List(list) => {
                self.lines.flush_text();
                self.separate(!is_in_item(node));
                self.numbers.push((list.list_type != ListType::Bullet).then_some(list.start));
            }
            NodeValue::Item(_) => {
                self.lines.flush_text();
                let mark = next_marker(self.numbers.last_mut());
                self.lines.begin_indent(mark);
            }
            NodeValue::BlockQuote => {
                self.end_block();
                self.lines.begin_quote();
            }
            NodeValue::CodeBlock(code) => {
                self.end_block();
                code.literal.lines().for_each(|line| self.lines.write_line(&format!("    {line}")));
                self.separate(true);
            }
            NodeValue::ThematicBreak => {
                self.end_block();
                self.lines.write_line("---");
                self.separate(true);
            }
            NodeValue::TableRow(is_header) => {
                self.column = 0;
                if *is_header {
                    self.columns.clear();
                } else {
                    // Rows of many cells are separated by blank lines.
                    self.separate(self.columns.len() > 2);
                    self.lines.begin_indent("- ".to_owned());
                }
            }
            NodeValue::TableCell => self.begin_cell(node),
            NodeValue::Text(text) => self.write_text(text, is_paragraph(node)),
            NodeValue::SoftBreak => self.lines.text.push(' '),
            // Other raw HTML is gone.
            NodeValue::LineBreak | NodeValue::HtmlInline(_) => self.lines.text.push('\n'),
            NodeValue::Code(code) => self.lines.text.push_str(&code.literal),
            NodeValue::Strikethrough => self.lines.text.push('~'),
            NodeValue::Link(link) => self.open.push((link.url.clone(), self.lines.text.len())),
            _ => {}
        }
    }

    fn end_node(&mut self, node: Node<'_>) {
        match &node.data().value {
            NodeValue::Paragraph | NodeValue::Heading(_) if self.is_inline => {}
            NodeValue::Paragraph => {
                self.lines.flush_text();
                self.separate(!is_in_item(node));
            }
            NodeValue::Heading(heading) => {
                let wide = self.lines.text.trim().chars().count().min(WIDTH);
                self.lines.flush_text();
                let underline = ["=", "-"].get(usize::from(heading.level).wrapping_sub(1));
                if let Some(underline) = underline.filter(|_| wide > 0) {
                    self.lines.write_line(&underline.repeat(wide));
                }
                self.separate(true);
            }
            NodeValue::List(_) => {
                self.numbers.pop();
                self.separate(!is_in_item(node));
            }
            NodeValue::Item(_) | NodeValue::BlockQuote => {
                self.lines.flush_text();
                self.lines.end_indents(self.lines.depth().saturating_sub(1));
            }
            NodeValue::TableRow(is_header) if !is_header => {
                self.lines.flush_text();
                self.lines.end_indents(self.lines.depth().saturating_sub(1));
            }
            NodeValue::Table(_) => self.separate(true),
            NodeValue::TableCell => self.end_cell(node),
            NodeValue::Strikethrough => self.lines.text.push('~'),
            NodeValue::Link(_) => self.end_link(),
            _ => {}
        }
    }

    /// Writes a text, and the embedded Markdown in it, as blocks or within the line.
    fn write_text(&mut self, text: &str, is_paragraph: bool) {
        let embedded = self.embedded;
        let pieces = split_embedded(text);
        let are_blocks = is_paragraph && pieces.len() == 1;
        for piece in pieces {
            match piece {
                Piece::Text(text) => self.lines.text.push_str(text),
                Piece::Number(number) => {
                    let Some(markdown) = embedded.get(number) else { continue };
                    let arena = Arena::new();
                    // It may have a table of its own.
                    let outer = (std::mem::take(&mut self.columns), self.column, self.is_inline);
                    (self.embedded, self.is_inline) = (&[], !are_blocks);
                    self.write_tree(parse_prose(&arena, markdown, NO_PATHS));
                    (self.columns, self.column, self.is_inline) = outer;
                    self.embedded = embedded;
                }
            }
        }
    }

    /// A paragraph of embedded Markdown: the first one continues the line.
    fn continue_line(&mut self, node: Node<'_>) {
        if node.previous_sibling().is_some() && !self.lines.text.is_empty() {
            self.lines.text.push_str("\n\n");
        }
    }

    /// Ends the text of a block, and separates the next one.
    fn end_block(&mut self) {
        self.lines.flush_text();
        self.separate(true);
    }

    /// Separates the next block with a blank line.
    fn separate(&mut self, is_apart: bool) {
        self.lines.is_apart |= is_apart && !self.is_inline;
    }

    /// Begins a cell. All but the first cell of a row are prefixed with the name of their column, unless the table has two.
    fn begin_cell(&mut self, node: Node<'_>) {
        if is_in_header(node) || node.first_child().is_none() || self.column == 0 {
            return;
        }
        if self.columns.len() == 2 {
            self.lines.text.push_str(if self.lines.text.is_empty() { "" } else { ": " });
        } else {
            self.lines.flush_text();
            let name = self.columns.get(self.column).map_or("", String::as_str);
            self.lines.text = if name.is_empty() { String::new() } else { format!("{name}: ") };
        }
    }

    fn end_cell(&mut self, node: Node<'_>) {
        if is_in_header(node) {
            let name = std::mem::take(&mut self.lines.text);
            self.columns.push(truncate_line(name.trim(), LONGEST_COLUMN));
            return;
        }
        self.column += 1;
        // Of two cells, the second one continues the line.
        if self.columns.len() != 2 || self.column != 1 {
            self.lines.flush_text();
        }
    }

    /// Ends a link: adds its number, unless its text is its URL.
    fn end_link(&mut self) {
        let Some((url, from)) = self.open.pop() else { return };
        let url = url.split_whitespace().collect::<Vec<_>>().join("%20");
        let label = self.lines.text.get(from..).unwrap_or_default().trim();
        let says_it = label == url || url.strip_prefix("mailto:") == Some(label);
        if url.is_empty() || says_it {
            return;
        }
        let next = self.link_numbers.len() + 1;
        let number = self.link_numbers.entry(url).or_insert(next);
        self.lines.text.push_str(&format!(" [{number}]"));
    }

    fn into_text(self) -> String {
        let mut text = self.lines.into_text();
        if !self.link_numbers.is_empty() {
            text.push('\n');
        }
        let mut links: Vec<(String, usize)> = self.link_numbers.into_iter().collect();
        links.sort_by_key(|(_, number)| *number);
        for (url, number) in links {
            text.push_str(&format!("[{number}] {url}\n"));
        }
        text
    }
}

fn is_in_item(node: Node<'_>) -> bool {
    node.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::Item(_)))
}

fn is_first_in_item(node: Node<'_>) -> bool {
    is_in_item(node) && node.previous_sibling().is_none()
}

fn is_in_header(cell: Node<'_>) -> bool {
    cell.parent().is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true)))
}

/// The marker of the next item of a list: its number, or a dash.
fn next_marker(list: Option<&mut Option<usize>>) -> String {
    match list {
        Some(Some(number)) => {
            let mark = format!("{number}. ");
            *number = number.saturating_add(1);
            mark
        }
        _ => "- ".to_owned(),
    }
}
