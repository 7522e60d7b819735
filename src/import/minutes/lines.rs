//! The lines of a source, with their places.

use super::cell::cell_to_markdown;
use super::words::has_words;
use crate::source::Spanned;
use crate::text::characters::{is_blank, is_copied_bullet, is_invisible};
use crate::text::html::{starts_element, tags};
use std::ops::Range;

/// A line or a part of one, with its offset in the source.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SourceLine<'t> {
    /// The offset of its first byte in the source.
    pub at: usize,
    /// Without the line end.
    pub text: &'t str,
}

impl<'t> SourceLine<'t> {
    /// Without whitespace and invisible characters at both ends.
    pub fn trim(self) -> Self {
        let text = self.text.trim_start_matches(is_blank);
        Self { at: self.at + self.text.len() - text.len(), text: text.trim_end_matches(is_blank) }
    }

    /// A part of the line, trimmed.
    pub fn slice(self, range: Range<usize>) -> Self {
        Self { at: self.at + range.start, text: &self.text[range] }.trim()
    }

    /// The rest of the line from a byte on.
    pub fn skip_bytes(self, start: usize) -> Self {
        Self { at: self.at + start, text: self.text.get(start..).unwrap_or_default() }
    }

    /// Its bytes in the source.
    pub fn range(self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }

    /// Whether it has only whitespace.
    pub fn is_empty(self) -> bool {
        self.trim().text.is_empty()
    }
}

impl From<SourceLine<'_>> for Range<usize> {
    fn from(line: SourceLine) -> Self {
        line.range()
    }
}

/// The lines of a text, without a byte order mark. Each row of an HTML table is one line, however many it takes.
pub fn split_lines(text: &str) -> Vec<SourceLine<'_>> {
    let mut lines = Vec::new();
    // A heading ends a table that has no end tag.
    let (mut at, mut heading) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        let end = if starts_html_table(rest) {
            if heading <= at {
                heading = find_heading(text, at);
            }
            let (end, rows) = find_html_table(rest, heading - at);
            let ends = rows.iter().skip(1).copied().chain([end]);
            lines.extend(rows.iter().zip(ends).map(|(start, end)| line_at(text, at + start..at + end)));
            end
        } else {
            let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
            lines.push(line_at(text, at..at + end));
            end
        };
        at += end;
    }
    lines
}

/// A line without its end, and without invisible characters at both ends.
fn line_at(text: &str, range: Range<usize>) -> SourceLine<'_> {
    let whole = text[range.clone()].trim_end_matches(['\n', '\r']).trim_end_matches(is_invisible);
    let marked = whole.trim_start_matches(is_invisible);
    SourceLine { at: range.start + whole.len() - marked.len(), text: marked }
}

/// The next heading from a byte on, or the end of the text.
fn find_heading(text: &str, from: usize) -> usize {
    let mut marks = text[from..].match_indices("\n#").map(|(at, _)| from + at + 1);
    marks.find(|at| text[*at..].trim_start_matches('#').starts_with(' ')).unwrap_or(text.len())
}

/// The end of the HTML table at the start of a text, and where its rows start, the first one with the table. Without an
/// end tag, the table ends at a limit.
fn find_html_table(text: &str, limit: usize) -> (usize, Vec<usize>) {
    let (mut end, mut rows) = (limit, vec![0]);
    for tag in tags(&text[..limit]) {
        match (tag.name, tag.is_closing) {
            ("table", true) => {
                end = tag.range.end;
                break;
            }
            ("tr", false) => rows.push(tag.range.start),
            _ => {}
        }
    }
    // The rest of the line is usually empty.
    let line_end = text[end..].find('\n').map_or(text.len(), |line_end| end + line_end + 1);
    (if text[end..line_end].trim().is_empty() { line_end } else { end }, rows)
}

/// Whether a text starts with an HTML table.
pub fn starts_html_table(text: &str) -> bool {
    starts_element(text.trim_start_matches(is_blank), "table")
}

/// Joins lines to one text, without empty lines at both ends.
pub fn join_lines(lines: &[SourceLine]) -> String {
    // Copied tables leave lines that are only pipes.
    let is_said = |line: &SourceLine| !line.text.trim_matches(|c: char| c == '|' || is_blank(c)).is_empty();
    let Some(first) = lines.iter().position(is_said) else { return String::new() };
    let last = lines.iter().rposition(is_said).unwrap_or(first);
    let texts: Vec<&str> = lines[first..=last].iter().map(|line| line.text).collect();
    texts.join("\n").trim_end().to_owned()
}

/// Joins the texts that say something, as paragraphs.
pub fn join_texts(texts: impl IntoIterator<Item = String>) -> String {
    texts.into_iter().filter(|text| has_text(text)).collect::<Vec<_>>().join("\n\n")
}

/// Joins lines to Markdown.
pub fn join_markdown(lines: &[SourceLine]) -> String {
    let text = join_lines(lines);
    let is_html = |line: &str| line.trim_start().starts_with('<');
    if !text.lines().any(is_html) {
        return text;
    }
    let convert_html = |line: &str| {
        let indent = &line[..line.len() - line.trim_start().len()];
        cell_to_markdown(line).lines().map(|line| format!("{indent}{line}")).collect::<Vec<_>>().join("\n")
    };
    let convert = |line| if is_html(line) { convert_html(line) } else { line.to_owned() };
    text.lines().map(convert).collect::<Vec<_>>().join("\n")
}

/// A text for an optional key, with Markdown's bullets; `None` if it says nothing.
pub fn some_text(text: impl Into<String>) -> Option<Spanned<String>> {
    let text = Some(text.into()).filter(|text| has_text(text))?;
    Some(if text.contains(is_copied_bullet) { replace_bullets(&text) } else { text }.into())
}

/// Texts for a list.
pub fn spanned_texts(texts: Vec<String>) -> Vec<Spanned<String>> {
    texts.into_iter().map(Spanned::from).collect()
}

/// Replaces the bullets of copied lists, and removes common indentation.
fn replace_bullets(text: &str) -> String {
    let dash = |line: &str| match line.trim_start().strip_prefix(is_copied_bullet) {
        Some(said) => format!("{}-{said}", &line[..line.len() - line.trim_start().len()]),
        None => line.to_owned(),
    };
    dedent(&text.lines().map(dash).collect::<Vec<_>>().join("\n"))
}

/// The text without the common indentation of its lines.
pub fn dedent(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let least = text.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    text.lines().map(|line| line.get(least..).unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// Whether a text has a letter or a digit outside of tags.
pub fn has_text(text: &str) -> bool {
    text.contains(char::is_alphanumeric) && (!text.contains('<') || has_words(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_html_row_is_one_line() {
        let text = "a\n<table>\n<TR><td>1\n</td></tr>\n <tr><td>2</td></tr></table>\nb\n<table><tr>c\n## D\n";
        let found: Vec<&str> = split_lines(text).iter().map(|line| line.text).collect();
        assert_eq!(
            found,
            [
                "a",
                "<table>",
                "<TR><td>1\n</td></tr>\n ",
                "<tr><td>2</td></tr></table>",
                "b",
                "<table>",
                "<tr>c",
                "## D"
            ]
        );
        let many = "<table>".repeat(20_000) + &"\n<tr><table".repeat(20_000);
        assert!(!split_lines(&many).is_empty());
    }

    #[test]
    fn items_of_copied_lists_are_list_items() {
        assert_eq!(some_text("  • a\n\n    • b\n  c").unwrap().value, "- a\n\n  - b\nc");
    }

    #[test]
    fn lines_have_their_offsets() {
        let found = split_lines("\u{feff}a\r\n\n é \nb");
        assert_eq!(
            found.iter().map(|line| (line.at, line.text)).collect::<Vec<_>>(),
            [(3, "a"), (6, ""), (7, " é "), (12, "b")]
        );
        assert_eq!(found[2].trim(), SourceLine { at: 8, text: "é" });
        assert_eq!(join_lines(&split_lines("\n\na\n\nb \n\n")), "a\n\nb");
    }
}
