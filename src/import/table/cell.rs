//! A cell of a table in Markdown or HTML.

use crate::model::spelling::{fold_name, is_listed};
use crate::source::Place;
use crate::text::characters::{collapse_spaces, is_steering};
use crate::text::links::{format_link, starts_url};
use std::borrow::Cow;
use std::ops::{Deref, Range};

/// The content of a cell, line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableCell<'s> {
    /// Its place in the source, trimmed.
    pub place: Place,
    /// Its lines, without empty ones.
    pub lines: CellLines<'s>,
    /// The number of lines before the first block (`<div>`), if there is one.
    pub lines_before_block: Option<usize>,
}

/// Lines; most cells have one, which needs no list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum CellLines<'s> {
    /// No line.
    #[default]
    Empty,
    /// One line.
    Single(CellLine<'s>),
    /// Several lines.
    Several(Vec<CellLine<'s>>),
}

/// A line of a cell: `<br>`, `<div>` and `<li>` separate them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CellLine<'s> {
    /// Its text with collapsed whitespace; of a link the label, which may be empty.
    pub text: Cow<'s, str>,
    /// The parts of its text with a meaning, in order.
    pub marks: Vec<(Range<usize>, TextMark<'s>)>,
    /// Its place in the source.
    pub place: Place,
    /// Whether it is a list item.
    pub is_item: bool,
}

/// What a part of a line is. Other parts may have markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextMark<'s> {
    /// Characters that were entities or escapes, and so are not markup.
    Literal,
    /// A link with its URL, as written; may be empty.
    Link(Cow<'s, str>),
}

impl<'s> Deref for CellLines<'s> {
    type Target = [CellLine<'s>];

    fn deref(&self) -> &Self::Target {
        match self {
            Self::Empty => &[],
            Self::Single(line) => std::slice::from_ref(line),
            Self::Several(lines) => lines,
        }
    }
}

impl<'s> CellLines<'s> {
    /// Adds a line.
    pub fn push(&mut self, line: CellLine<'s>) {
        *self = match std::mem::take(self) {
            Self::Empty => Self::Single(line),
            Self::Single(first) => Self::Several(vec![first, line]),
            Self::Several(mut lines) => {
                lines.push(line);
                Self::Several(lines)
            }
        };
    }
}

impl<'s> TableCell<'s> {
    /// An empty cell at the same place.
    pub fn without_content(&self) -> Self {
        Self { place: self.place, ..Self::default() }
    }

    /// Its text on one line; of a link the label.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.lines[..] {
            [line] => (&*line.text).into(),
            lines => {
                let texts = lines.iter().map(|line| &*line.text).filter(|line| !line.is_empty());
                texts.collect::<Vec<_>>().join(" ").into()
            }
        }
    }

    /// Its links in order: label and URL.
    pub fn links(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lines.iter().flat_map(|line| line.links())
    }

    /// The cell as Markdown, with list items after hyphens.
    pub fn to_markdown(&self) -> String {
        let lines = self.lines.iter().map(|line| [if line.is_item { "- " } else { "" }, &line.to_markdown()].concat());
        lines.collect::<Vec<_>>().join("\n")
    }

    /// Appends the lines of another cell.
    pub fn append(&mut self, other: TableCell<'s>) {
        if self.lines.is_empty() {
            self.place = other.place;
        }
        other.lines.iter().for_each(|line| self.lines.push(line.clone()));
    }
}

impl CellLine<'_> {
    /// Its text without links.
    pub fn text_without_links(&self) -> Cow<'_, str> {
        if self.marks.is_empty() {
            return Cow::Borrowed(&self.text);
        }
        if matches!(&self.marks[..], [(whole, TextMark::Link(_))] if *whole == (0..self.text.len())) {
            return Cow::Borrowed("");
        }
        let mut text = self.text.clone().into_owned();
        for (range, _) in self.marks.iter().rev().filter(|(_, mark)| *mark != TextMark::Literal) {
            text.replace_range(range.clone(), " ");
        }
        collapse_spaces(&text, char::is_whitespace).into()
    }

    /// Its links in order: label and URL.
    pub fn links(&self) -> impl Iterator<Item = (&str, &str)> {
        self.marks.iter().filter_map(|(range, mark)| match mark {
            TextMark::Link(url) => Some((&self.text[range.clone()], &**url)),
            TextMark::Literal => None,
        })
    }

    /// The line as Markdown.
    pub fn to_markdown(&self) -> String {
        let (mut markdown, mut at) = (String::with_capacity(self.text.len()), 0);
        for (range, mark) in &self.marks {
            markdown.push_str(&self.text[at..range.start]);
            let text = &self.text[range.clone()];
            match mark {
                TextMark::Literal => push_escaped(&mut markdown, &self.text, range.clone()),
                // In a bare URL, a backslash is a character of its own.
                TextMark::Link(_) if text.contains('\\') && starts_url(text, 0) => markdown.extend(["<", text, ">"]),
                TextMark::Link(url) => markdown.push_str(&format_link(&text.replace('<', "\\<"), url)),
            }
            at = range.end;
        }
        markdown + &self.text[at..]
    }
}

/// A plain text as Markdown: characters that would be markup are escaped, and no URL becomes a link.
pub fn escape_markdown(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    push_escaped(&mut all, text, 0..text.len());
    all
}

/// A plain text as Markdown in which URLs are links. A backslash in a bare URL is part of it, so a URL in a word with
/// other markup is put between `<` and `>`.
pub fn escape_around_urls(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    let mut end = 0;
    for word in text.split_inclusive(char::is_whitespace) {
        let start = end;
        end += word.len();
        if !word.char_indices().any(|(at, c)| is_markup(text, start + at, c)) {
            all.push_str(word);
            continue;
        }
        let mut from = start;
        for (at, _) in word.match_indices(['h', 'H']) {
            let at = start + at;
            if at >= from && starts_url(text, at) {
                push_escaped(&mut all, text, from..at);
                let url = url_in_sentence(&text[at..end]);
                all.extend(["<", &url.replace('&', "&amp;"), ">"]);
                from = at + url.len();
            }
        }
        push_escaped(&mut all, text, from..end);
    }
    all
}

/// The URL at the start of a text, without the punctuation of the sentence around it.
fn url_in_sentence(text: &str) -> &str {
    // A table shows U+FFFD for characters that steer a terminal: the URL ends where it ends in the table.
    let ends = |c: char| c.is_whitespace() || is_steering(c) || matches!(c, '<' | '>' | char::REPLACEMENT_CHARACTER);
    let end = text.find(ends).unwrap_or(text.len());
    let url = text[..end].trim_end_matches(|c: char| ".,;:!?)]'\"*_~".contains(c));
    // Parentheses in the URL belong together.
    let is_open = url.contains('(') && text[url.len()..end].starts_with(')');
    &text[..url.len() + usize::from(is_open)]
}

/// Appends a part of a text as Markdown.
fn push_escaped(all: &mut String, text: &str, part: Range<usize>) {
    for (at, c) in text[part.clone()].char_indices() {
        let at = part.start + at;
        let is_linked = match c {
            ':' => text[at..].starts_with("://"),
            '.' => text[..at].ends_with("www"),
            _ => false,
        };
        if is_linked || is_markup(text, at, c) {
            all.push('\\');
        }
        all.push(c);
    }
}

/// Whether the character at a byte of a text would be markup.
fn is_markup(text: &str, at: usize, c: char) -> bool {
    let (before, after) = (&text[..at], &text[at + c.len_utf8()..]);
    match c {
        '\\' | '`' | '*' | '[' | ']' | '~' => true,
        '<' => after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')),
        '&' => {
            let rest = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
            rest.len() < after.len() && rest.starts_with(';')
        }
        '_' => !before.ends_with(char::is_alphanumeric) || !after.starts_with(char::is_alphanumeric),
        '#' | '+' | '-' | '>' | '=' | '|' => before.is_empty(),
        '.' | ')' => at < 10 && before.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    }
}

/// Whether a text says that there is nothing, or not yet: `N/A`, hyphens, `None`, `TBD`.
pub fn means_nothing(text: &str) -> bool {
    const LONGEST: usize = 40;
    const WORDS: &str = "na none notavailable notapplicable tbd tba tbc tobedefined tobedetermined tobedecided \
        tobeconfirmed tobeannounced nobody noone";
    // Most texts begin with another letter than all words.
    let Some(first) = text.chars().find(|c| c.is_alphanumeric()) else { return true };
    let may_be_listed = !first.is_ascii() || matches!(first, 'n' | 'N' | 't' | 'T');
    may_be_listed && text.len() <= LONGEST && is_listed(&fold_name(text), WORDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_escaped_as_a_whole() {
        for (text, expected) in [
            ("see https://e.x/a_b?c=1&d (e)", "see https://e.x/a_b?c=1&d (e)"),
            ("see https://e.x/a\\*b, *c*", "see <https://e.x/a\\*b>, \\*c\\*"),
            ("[https://e.x/~a_(b)]", "\\[<https://e.x/~a_(b)>\\]"),
            ("(https://e.x/~a?b&amp;c).", "(<https://e.x/~a?b&amp;amp;c>)."),
            ("https://e.x/~a.\u{fffd}b https://e.x/~a.\u{3}b", "<https://e.x/~a>.\u{fffd}b <https://e.x/~a>.\u{3}b"),
            ("*ftp://e.x/a www.e.x *www.e.x", "\\*ftp\\://e.x/a www.e.x \\*www\\.e.x"),
        ] {
            assert_eq!(escape_around_urls(text), expected, "{text}");
        }
        assert_eq!(escape_markdown("xhttps://e.x/a, www.e.x"), "xhttps\\://e.x/a, www\\.e.x");
    }
}
