//! The lines of a source, each with its place.

use std::ops::Range;

/// A line, or a part of one, and where it begins.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Line<'t> {
    /// The offset of its first byte in the source.
    pub at: usize,
    /// Without the end of the line.
    pub text: &'t str,
}

impl<'t> Line<'t> {
    /// Without blanks at both ends.
    pub fn trimmed(self) -> Self {
        let text = self.text.trim_start();
        Self { at: self.at + self.text.len() - text.len(), text: text.trim_end() }
    }

    /// From a byte on.
    pub fn from(self, start: usize) -> Self {
        Self { at: self.at + start, text: self.text.get(start..).unwrap_or_default() }
    }

    /// Its bytes in the source.
    pub fn range(self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }

    /// Whether it says nothing.
    pub fn is_blank(self) -> bool {
        self.text.trim().is_empty()
    }
}

/// The lines of a text, a byte order mark apart.
pub fn lines(text: &str) -> Vec<Line<'_>> {
    let mut at = 0;
    let line = |whole: &'_ str| {
        let start = at;
        at += whole.len();
        (start, whole.len())
    };
    let ends: Vec<(usize, usize)> = text.split_inclusive('\n').map(line).collect();
    ends.into_iter()
        .map(|(start, length)| {
            let whole = &text[start..start + length];
            let bare = whole.trim_end_matches(['\n', '\r']);
            let marked = if start == 0 { bare.trim_start_matches('\u{feff}') } else { bare };
            Line { at: start + bare.len() - marked.len(), text: marked }
        })
        .collect()
}

/// Lines as one text again, blank ones at both ends apart.
pub fn joined(lines: &[Line]) -> String {
    let is_said = |line: &Line| !line.is_blank();
    let Some(first) = lines.iter().position(is_said) else { return String::new() };
    let last = lines.iter().rposition(is_said).unwrap_or(first);
    let texts: Vec<&str> = lines[first..=last].iter().map(|line| line.text).collect();
    texts.join("\n").trim_end().to_owned()
}

/// Whether a text has a letter or a digit.
pub fn says_something(text: &str) -> bool {
    text.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_know_where_they_begin() {
        let found = lines("\u{feff}a\r\n\n é \nb");
        assert_eq!(
            found.iter().map(|line| (line.at, line.text)).collect::<Vec<_>>(),
            [(3, "a"), (6, ""), (7, " é "), (12, "b")]
        );
        assert_eq!(found[2].trimmed(), Line { at: 8, text: "é" });
        assert_eq!(joined(&lines("\n\na\n\nb \n\n")), "a\n\nb");
    }
}
