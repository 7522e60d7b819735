//! The text of a cell as Markdown: HTML line breaks, lists and emphasis become Markdown.

use crate::text::html::{HtmlTag, HtmlToken, tokens};
use crate::text::links::format_destination;
use std::borrow::Cow;

/// A line of a cell while it is written.
#[derive(Debug, Default)]
struct MarkdownLine {
    /// The start of its text among the text of all lines.
    start: usize,
    /// The number of spaces before it.
    indent: usize,
    /// Whether it is the first line of a list item.
    is_item: bool,
    /// Whether an empty line comes before it.
    is_separate: bool,
}

/// A list whose end has not been reached.
struct OpenList {
    /// The number of its next item, in an ordered list.
    number: Option<usize>,
    /// The number of spaces before its items.
    indent: usize,
    /// The number of spaces before the content of its last item.
    inside: usize,
}

#[derive(Default)]
struct CellWriter {
    /// The text of all lines.
    text: String,
    lines: Vec<MarkdownLine>,
    line: MarkdownLine,
    lists: Vec<OpenList>,
    /// URLs of links whose ends have not been reached.
    links: Vec<String>,
}

/// The most levels of nested lists; deeper lists get the indent of this level.
const DEEPEST: usize = 12;

/// Converts the HTML of a cell to Markdown; other text stays as it is. Linear in its length.
pub fn cell_to_markdown(cell: &str) -> String {
    let mut cell = Cow::Borrowed(cell);
    for (text, plain) in [("\\|", "|"), ("&nbsp;", " "), ("\u{a0}", " ")] {
        if cell.contains(text) {
            cell = cell.replace(text, plain).into();
        }
    }
    if !cell.contains('<') {
        return cell.trim().to_owned();
    }
    let mut writer = CellWriter { text: String::with_capacity(cell.len()), ..CellWriter::default() };
    for token in tokens(&cell) {
        match token {
            HtmlToken::Tag(tag) if writer.apply_tag(&tag) => {}
            token => writer.push_text(&cell[token.range()]),
        }
    }
    writer.finish()
}

impl CellWriter {
    fn push_text(&mut self, text: &str) {
        match text.contains('\n') {
            true => self.text.push_str(&text.replace('\n', " ")),
            false => self.text.push_str(text),
        }
    }

    /// Applies a tag. `false` for one without an equivalent in Markdown, which stays.
    fn apply_tag(&mut self, tag: &HtmlTag) -> bool {
        match (tag.name, tag.is_closing) {
            ("br", _) => self.start_line(false, false),
            ("p" | "div" | "table" | "tr", _) => self.start_line(false, true),
            ("li", false) => self.start_item(),
            ("li", true) => {
                // Text after an item is not part of it.
                self.start_line(false, false);
                self.line.indent = self.lists.last().map_or(0, |list| list.indent);
            }
            ("ul" | "ol", false) => self.open_list(tag.name == "ol"),
            ("ul" | "ol", true) => {
                self.start_line(false, false);
                self.lists.pop();
                self.line.indent = self.inner_indent();
                self.line.is_separate = true;
            }
            ("b" | "strong", _) => self.text.push_str("**"),
            ("i" | "em", _) => self.text.push('*'),
            ("s" | "del" | "strike", _) => self.text.push_str("~~"),
            ("code", _) => self.text.push('`'),
            ("a", false) => {
                self.links.push(tag.url().unwrap_or_default());
                self.text.push('[');
            }
            ("a", true) => match self.links.pop() {
                Some(url) => self.text.push_str(&format!("]{}", format_destination(&url))),
                None => return true,
            },
            ("td" | "th", false) => self.text.push(' '),
            ("u" | "span" | "font" | "sub" | "sup" | "td" | "tbody" | "thead" | "th" | "small" | "mark", _) => {}
            _ => return false,
        }
        true
    }

    fn inner_indent(&self) -> usize {
        self.lists.last().map_or(0, |list| list.inside)
    }

    /// Starts a new line. A second break without text in between becomes an empty line.
    fn start_line(&mut self, is_item: bool, apart: bool) {
        let indent = self.inner_indent();
        let said = !self.text[self.line.start..].trim().is_empty();
        let line = MarkdownLine { start: self.text.len(), indent, is_item, is_separate: apart };
        let done = std::mem::replace(&mut self.line, line);
        if said {
            self.lines.push(done);
        } else {
            self.line.is_separate |= done.is_separate || (!done.is_item && !is_item && !self.lines.is_empty());
            self.line.is_separate &= !is_item;
        }
    }

    fn open_list(&mut self, has_numbers: bool) {
        self.start_line(false, false);
        let indent = if self.lists.len() < DEEPEST {
            self.inner_indent()
        } else {
            self.lists.last().map_or(0, |list| list.indent)
        };
        self.lists.push(OpenList { number: has_numbers.then_some(1), indent, inside: indent + 2 });
    }

    fn start_item(&mut self) {
        if self.lists.is_empty() {
            self.open_list(false);
        }
        self.start_line(true, false);
        let Some(list) = self.lists.last_mut() else { return };
        let start = self.text.len();
        match &mut list.number {
            Some(number) => {
                self.text.push_str(&format!("{number}. "));
                *number += 1;
            }
            None => self.text.push_str("- "),
        }
        list.inside = list.indent + self.text.len() - start;
        self.line.indent = list.indent;
    }

    fn finish(mut self) -> String {
        self.start_line(false, false);
        let mut written = String::with_capacity(self.text.len() + 2 * self.lines.len());
        let mut before: Option<(bool, usize)> = None;
        let ends = self.lines.iter().skip(1).map(|next| next.start).chain([self.text.len()]);
        for (line, end) in self.lines.iter().zip(ends) {
            let text = self.text[line.start..end].trim();
            // A marker without text is an item that nobody filled in.
            if line.is_item
                && !text.trim_matches(|c: char| c.is_ascii_digit()).contains(|c: char| !matches!(c, '-' | '.' | ' '))
            {
                continue;
            }
            let is_item = line.is_item || text.starts_with("- ");
            written.push_str(match before {
                None => "",
                Some((_, indent)) if line.is_separate && !is_item && indent != line.indent => "\n\n",
                _ if line.is_separate => "\n\n",
                _ if is_item => "\n",
                Some((true, indent)) if line.indent <= indent => "\n\n",
                Some((true, _)) => "\\\n",
                Some((false, _)) => "\\\n",
            });
            written.extend(std::iter::repeat_n(' ', line.indent));
            match text.split_once(' ').filter(|_| is_item) {
                Some((marker, said)) => {
                    written.push_str(marker);
                    written.push(' ');
                    written.push_str(said.trim_start());
                }
                None => written.push_str(text),
            }
            before = Some((is_item, line.indent));
        }
        written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_markdown_and_other_text_stays() {
        for (cell, expected) in [
            ("a \\| b", "a | b"),
            ("a<br>b</br>c", "a\\\nb\\\nc"),
            ("a<br><br>b", "a\n\nb"),
            ("a:<ul><li>b<li class=\"\">c<ul><li>d</li></ul></li></ul>e", "a:\n- b\n- c\n  - d\n\ne"),
            ("<ol><li>a<li>b</ol>", "1. a\n2. b"),
            ("Updates: <br> - a <br> - b <br> c", "Updates:\n- a\n- b\n\nc"),
            ("<li>a<br>b", "- a\\\n  b"),
            ("<b>a</b> <i>b</i> <u>c</u>&nbsp;<a href=\"x\">d</a>", "**a** *b* c [d](x)"),
            ("1 < 2 and <APIname> stay", "1 < 2 and <APIname> stay"),
            ("see <a title=\"a>b\" href=\"https://e.x/p\">the page</a>", "see [the page](https://e.x/p)"),
            ("<ul><li></li></ul>", ""),
            ("<tr><td>a</td><td>b<td>c</tr>", "a b c"),
        ] {
            assert_eq!(cell_to_markdown(cell), expected, "{cell}");
        }
    }

    #[test]
    fn hostile_cells_terminate() {
        for part in ["<ul>", "<li>", "</ul>", "<", "<br>", "<a href=", "</li><ul><li>x"] {
            let _ = cell_to_markdown(&part.repeat(20_000));
        }
    }
}
