//! Markdown as plain text for a mail: wrapped, tables as lists, URLs collected at the end.

mod lines;
mod tags;

use super::html::disarm_document;
use super::letter::truncate_line;
use crate::render::cell::{markdown_options, replace_hostile};
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{ListType, Node, NodeValue};
use comrak::{Arena, parse_document};
use lines::{TextLines, WIDTH};

/// The most characters of a column's name, which each row repeats.
const LONGEST_COLUMN: usize = 80;

/// A Markdown document as plain text, ending with a line end.
pub fn render_text(markdown: &str) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &markdown_options(markdown));
    disarm_document(root);
    let mut writer = TextWriter::default();
    // By edges instead of recursion: a tree may be as deep as its prose is long.
    for edge in root.traverse() {
        match edge {
            NodeEdge::Start(node) => writer.start_node(node),
            NodeEdge::End(node) => writer.end_node(node),
        }
    }
    replace_hostile(&writer.into_text())
}

#[derive(Default)]
struct TextWriter {
    lines: TextLines,
    /// How many indents were open before each open block, so that raw HTML in a block ends only its own.
    found: Vec<usize>,
    /// The URLs that the text refers to by number, from 1.
    links: Vec<String>,
    /// The open links: their targets, and where in the text of the block they begin.
    open: Vec<(String, usize)>,
    /// The next number of each open list; `None` for bullets.
    numbers: Vec<Option<usize>>,
    /// The same of raw HTML.
    lists: Vec<Option<usize>>,
    /// The names of the table's columns, and the index of the current one.
    columns: Vec<String>,
    column: usize,
}

impl TextWriter {
    fn start_node(&mut self, node: Node<'_>) {
        match &node.data().value {
            NodeValue::Paragraph => {
                self.lines.flush_text();
                self.lines.is_apart |= !is_first_in_item(node);
                self.found.push(self.lines.depth());
            }
            NodeValue::Table(_) => self.lines.separate_blocks(),
            NodeValue::Heading(heading) => {
                self.lines.separate_blocks();
                // The upper two are underlined.
                if heading.level > 2 {
                    self.lines.text.push_str("## ");
                }
            }
            NodeValue::List(list) => {
                self.lines.flush_text();
                self.lines.is_apart |= !is_in_item(node);
                self.numbers.push((list.list_type != ListType::Bullet).then_some(list.start));
            }
            NodeValue::Item(_) => {
                self.lines.flush_text();
                let mark = next_marker(self.numbers.last_mut());
                self.lines.begin_indent(mark);
            }
            NodeValue::BlockQuote => {
                self.lines.separate_blocks();
                self.lines.begin_quote();
            }
            NodeValue::CodeBlock(code) => {
                self.lines.separate_blocks();
                code.literal.lines().for_each(|line| self.lines.write_line(&format!("    {line}")));
                self.lines.is_apart = true;
            }
            NodeValue::HtmlBlock(block) => {
                self.lines.separate_blocks();
                self.found.push(self.lines.depth());
                self.write_html(&block.literal);
            }
            NodeValue::ThematicBreak => self.lines.write_rule(),
            NodeValue::TableRow(is_head) => {
                self.column = 0;
                if *is_head {
                    self.columns.clear();
                } else {
                    // Rows of many cells are separated by blank lines.
                    self.lines.is_apart |= self.columns.len() > 2;
                    self.found.push(self.lines.depth());
                    self.lines.begin_indent("- ".to_owned());
                }
            }
            NodeValue::TableCell => {
                self.found.push(self.lines.depth());
                self.begin_cell(node);
            }
            NodeValue::Text(text) => self.lines.text.push_str(text),
            NodeValue::SoftBreak => self.lines.text.push(' '),
            NodeValue::LineBreak => self.lines.text.push('\n'),
            NodeValue::Code(code) => self.lines.text.push_str(&code.literal),
            NodeValue::HtmlInline(raw) => self.write_html(raw),
            NodeValue::Strikethrough => self.lines.text.push('~'),
            NodeValue::Link(link) => self.open.push((link.url.clone(), self.lines.text.len())),
            _ => {}
        }
    }

    fn end_node(&mut self, node: Node<'_>) {
        match &node.data().value {
            NodeValue::Paragraph => {
                self.end_block();
                self.lines.is_apart |= !is_in_item(node);
            }
            NodeValue::Heading(heading) => {
                let wide = self.lines.text.trim().chars().count().min(WIDTH);
                self.lines.flush_text();
                let underline = ["=", "-"].get(usize::from(heading.level).wrapping_sub(1));
                if let Some(underline) = underline.filter(|_| wide > 0) {
                    self.lines.write_line(&underline.repeat(wide));
                }
                self.lines.is_apart = true;
            }
            NodeValue::List(_) => {
                self.numbers.pop();
                self.lines.is_apart |= !is_in_item(node);
            }
            NodeValue::Item(_) | NodeValue::BlockQuote => {
                self.lines.flush_text();
                self.lines.end_indents(self.lines.depth().saturating_sub(1));
            }
            NodeValue::HtmlBlock(_) => {
                self.end_block();
                self.lines.is_apart = true;
            }
            NodeValue::TableRow(is_head) if !is_head => self.end_block(),
            NodeValue::Table(_) => self.lines.is_apart = true,
            NodeValue::TableCell => self.end_cell(node),
            NodeValue::Strikethrough => self.lines.text.push('~'),
            NodeValue::Link(_) => self.end_link(),
            _ => {}
        }
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
            self.found.pop();
            return;
        }
        self.column += 1;
        if self.columns.len() == 2 && self.column == 1 {
            // The second cell continues the line, unless raw HTML has ended it.
            self.found.pop();
        } else {
            self.end_block();
        }
    }

    /// Ends a block, with whatever raw HTML left open in it.
    fn end_block(&mut self) {
        self.lines.flush_text();
        self.lines.end_indents(self.found.pop().unwrap_or_default());
        self.lists.clear();
        self.open.clear();
    }

    fn into_text(self) -> String {
        let mut text = self.lines.into_text();
        if !self.links.is_empty() {
            text.push_str("\nLinks:\n");
        }
        for (at, url) in self.links.iter().enumerate() {
            text.push_str(&format!("[{}] {url}\n", at + 1));
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
