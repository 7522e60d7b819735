//! Markdown as plain text for a mail: wrapped, tables as lists, addresses gathered at the end.

mod lines;
mod tags;

use super::html::disarm;
use super::letter::cut;
use crate::render::cell::{options, shown};
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{ListType, Node, NodeValue};
use comrak::{Arena, parse_document};
use lines::{Lines, WIDTH};

/// Characters of the name of a column, which each row repeats.
const LONGEST_COLUMN: usize = 80;

/// A Markdown document as plain text, ending with a line end.
pub fn text(markdown: &str) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &options(markdown));
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

#[derive(Default)]
struct Writer {
    lines: Lines,
    /// How many indents each open block found, so that raw HTML in it takes away none but its own.
    found: Vec<usize>,
    /// The addresses that the text refers to by number, from 1.
    links: Vec<String>,
    /// The links that are open: where they lead, and where in the text of the block they begin.
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
                self.lines.flush();
                self.lines.is_apart |= !is_first_in_item(node);
                self.found.push(self.lines.depth());
            }
            NodeValue::Table(_) => self.lines.part(),
            NodeValue::Heading(heading) => {
                self.lines.part();
                // The upper two are underlined.
                if heading.level > 2 {
                    self.lines.text.push_str("## ");
                }
            }
            NodeValue::List(list) => {
                self.lines.flush();
                self.lines.is_apart |= !is_in_item(node);
                self.numbers.push((list.list_type != ListType::Bullet).then_some(list.start));
            }
            NodeValue::Item(_) => {
                self.lines.flush();
                let mark = next_mark(self.numbers.last_mut());
                self.lines.indent(mark);
            }
            NodeValue::BlockQuote => {
                self.lines.part();
                self.lines.quote();
            }
            NodeValue::CodeBlock(code) => {
                self.lines.part();
                code.literal.lines().for_each(|line| self.lines.put(&format!("    {line}")));
                self.lines.is_apart = true;
            }
            NodeValue::HtmlBlock(block) => {
                self.lines.part();
                self.found.push(self.lines.depth());
                self.html(&block.literal);
            }
            NodeValue::ThematicBreak => self.lines.rule(),
            NodeValue::TableRow(is_head) => {
                self.column = 0;
                if *is_head {
                    self.columns.clear();
                } else {
                    // Rows of many cells stand apart.
                    self.lines.is_apart |= self.columns.len() > 2;
                    self.found.push(self.lines.depth());
                    self.lines.indent("- ".to_owned());
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
            NodeValue::HtmlInline(raw) => self.html(raw),
            NodeValue::Strikethrough => self.lines.text.push('~'),
            NodeValue::Link(link) => self.open.push((link.url.clone(), self.lines.text.len())),
            _ => {}
        }
    }

    fn end(&mut self, node: Node<'_>) {
        match &node.data().value {
            NodeValue::Paragraph => {
                self.end_block();
                self.lines.is_apart |= !is_in_item(node);
            }
            NodeValue::Heading(heading) => {
                let wide = self.lines.text.trim().chars().count().min(WIDTH);
                self.lines.flush();
                let sign = ["=", "-"].get(usize::from(heading.level).wrapping_sub(1));
                if let Some(sign) = sign.filter(|_| wide > 0) {
                    self.lines.put(&sign.repeat(wide));
                }
                self.lines.is_apart = true;
            }
            NodeValue::List(_) => {
                self.numbers.pop();
                self.lines.is_apart |= !is_in_item(node);
            }
            NodeValue::Item(_) | NodeValue::BlockQuote => {
                self.lines.flush();
                self.lines.outdent(self.lines.depth().saturating_sub(1));
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

    /// The first cell of a row stands for itself; the others say what they are, unless there are two of them.
    fn begin_cell(&mut self, node: Node<'_>) {
        if is_in_head(node) || node.first_child().is_none() || self.column == 0 {
            return;
        }
        if self.columns.len() == 2 {
            self.lines.text.push_str(if self.lines.text.is_empty() { "" } else { ": " });
        } else {
            self.lines.flush();
            let name = self.columns.get(self.column).map_or("", String::as_str);
            self.lines.text = if name.is_empty() { String::new() } else { format!("{name}: ") };
        }
    }

    fn end_cell(&mut self, node: Node<'_>) {
        if is_in_head(node) {
            let name = std::mem::take(&mut self.lines.text);
            self.columns.push(cut(name.trim(), LONGEST_COLUMN));
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

    /// Ends a block with what raw HTML left open in it.
    fn end_block(&mut self) {
        self.lines.flush();
        self.lines.outdent(self.found.pop().unwrap_or_default());
        self.lists.clear();
        self.open.clear();
    }

    fn finished(self) -> String {
        let mut text = self.lines.finished();
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

fn is_in_head(cell: Node<'_>) -> bool {
    cell.parent().is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true)))
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
