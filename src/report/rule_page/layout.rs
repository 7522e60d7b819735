//! Markdown laid out for the terminal: headings, paragraphs, lists, examples, tables.

use super::prose::StyledProse;
use crate::report::style::TextStyle;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// A text that grows block by block.
pub struct Layout {
    color: bool,
    width: usize,
    text: String,
    /// The text of the open block so far.
    prose: StyledProse,
    /// The open lists, each with the number of its next item, if it is numbered.
    lists: Vec<Option<u64>>,
    /// The marker of the next line of an item: `- `.
    marker: Option<String>,
    /// Whether the next block follows without a blank line: after a heading, or within a list.
    is_close: bool,
    /// Whether an example is open.
    in_example: bool,
    /// The rows of the open table.
    rows: Vec<Vec<StyledProse>>,
}

impl Layout {
    /// Formats Markdown for a terminal of `width` columns, ending with a line end.
    pub fn format_markdown(markdown: &str, color: bool, width: usize) -> String {
        let mut layout = Self {
            color,
            width,
            text: String::new(),
            prose: StyledProse::new(color),
            lists: Vec::new(),
            marker: None,
            is_close: true,
            in_example: false,
            rows: Vec::new(),
        };
        for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
            layout.handle_event(&event);
        }
        layout.text
    }

    fn handle_event(&mut self, event: &Event) {
        match event {
            Event::Text(text) if self.in_example => {
                let indent = self.indent_width() + 4;
                for line in text.lines() {
                    self.push_line(&format!("{:indent$}{line}", ""));
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let heading = std::mem::replace(&mut self.prose, StyledProse::new(self.color));
                self.open_block();
                for line in heading.fill_lines(self.width) {
                    let shown = TextStyle::Strong.paint(&line, self.color);
                    self.push_line(&shown);
                }
                self.is_close = true;
            }
            Event::Start(Tag::List(first)) => {
                self.end_paragraph();
                // A list within an item begins on the next line.
                self.is_close |= !self.lists.is_empty();
                self.lists.push(*first);
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
                self.is_close = !self.lists.is_empty();
            }
            Event::Start(Tag::Item) => {
                self.marker = self.lists.last_mut().map(|number| match number {
                    Some(number) => {
                        *number += 1;
                        format!("{}. ", *number - 1)
                    }
                    None => "- ".to_owned(),
                });
            }
            Event::End(TagEnd::Item) => {
                self.end_paragraph();
                self.is_close = true;
            }
            Event::End(TagEnd::Paragraph) => self.end_paragraph(),
            Event::Start(Tag::CodeBlock(kind)) => {
                self.end_paragraph();
                self.open_block();
                if let CodeBlockKind::Fenced(info) = kind
                    && let Some((_, path)) = info.split_once(' ')
                {
                    let indent = self.indent_width() + 2;
                    self.push_line(&format!("{:indent$}{path}:", ""));
                }
                self.in_example = true;
            }
            Event::End(TagEnd::CodeBlock) => self.in_example = false,
            Event::Start(Tag::TableHead | Tag::TableRow) => self.rows.push(Vec::new()),
            Event::End(TagEnd::TableCell) => {
                let cell = std::mem::replace(&mut self.prose, StyledProse::new(self.color));
                self.rows.last_mut().into_iter().for_each(|row| row.push(cell.clone()));
            }
            Event::End(TagEnd::Table) => self.end_table(),
            inline => self.prose.take_event(inline),
        }
    }

    /// The indent of the open lists.
    fn indent_width(&self) -> usize {
        self.lists.iter().map(|first| if first.is_some() { 3 } else { 2 }).sum()
    }

    fn open_block(&mut self) {
        if !std::mem::take(&mut self.is_close) {
            self.text.push('\n');
        }
    }

    fn push_line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    fn end_paragraph(&mut self) {
        let prose = std::mem::replace(&mut self.prose, StyledProse::new(self.color));
        if prose.is_empty() {
            return;
        }
        self.open_block();
        let indent = self.indent_width();
        let mut marker = self.marker.take().unwrap_or_default();
        for line in prose.fill_lines(self.width.saturating_sub(indent)) {
            let marker = std::mem::take(&mut marker);
            self.push_line(&format!("{marker:>indent$}{line}"));
        }
    }

    /// Writes the rows in columns, the first row bold; the last column takes the rest of the line.
    fn end_table(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        self.open_block();
        let columns = rows.first().map_or(0, Vec::len);
        let widest =
            |column: usize| rows.iter().filter_map(|row| row.get(column)).map(StyledProse::width).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(widest).collect();
        let before: usize = widths.iter().take(columns.saturating_sub(1)).map(|width| width + 2).sum();
        for (at, row) in rows.iter().enumerate() {
            let mut shown = String::new();
            for (cell, (column, width)) in row.iter().zip(widths.iter().enumerate()) {
                let is_last = column + 1 == columns;
                let lines =
                    cell.fill_lines(if is_last { self.width.saturating_sub(before).max(10) } else { usize::MAX });
                let text = lines.join(&format!("\n{:before$}", ""));
                shown.push_str(&if at == 0 { TextStyle::Strong.paint(&text, self.color) } else { text });
                if !is_last {
                    shown.push_str(&" ".repeat(width - cell.width() + 2));
                }
            }
            self.push_line(&shown);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKDOWN: &str = "A *first* paragraph with\n`code of words` in it.\n\n## Heading\nText, see [here](http://x.example).\n\n\
        ```yaml backlog/x.yaml\nname: X\n\nissue: 1\n```\n```yaml\nb: 1\n```\n\n- one item that is longer than a line\n- two\n  \
        - inner\n\n1. first\n\n   more\n2. second\n\n| a | `b` |\n| --- | --- |\n| long | cell with some words |\n\nLast.";

    #[test]
    fn blocks_are_separated_and_items_are_indented() {
        let expected = "\
A first paragraph with
`code of words` in it.

Heading
Text, see here
(http://x.example).

  backlog/x.yaml:
    name: X

    issue: 1

    b: 1

- one item that is
  longer than a line
- two
  - inner

1. first

   more
2. second

a     `b`
long  cell with some
      words

Last.
";
        assert_eq!(Layout::format_markdown(MARKDOWN, false, 24), expected);
    }

    #[test]
    fn color_does_not_change_lines() {
        let colored = Layout::format_markdown(MARKDOWN, true, 24);
        assert!(colored.contains("\u{1b}[1mHeading\u{1b}[0m\n"), "{colored:?}");
        assert!(colored.contains("\u{1b}[36mcode\u{1b}[0m \u{1b}[36mof\u{1b}[0m"), "{colored:?}");
    }
}
