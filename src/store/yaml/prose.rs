//! Prose in the form that a block scalar can hold.

use pulldown_cmark::{Event, Options, Parser};
use std::collections::HashSet;

/// Normalizes prose: line ends become `\n`, tabs become spaces, and trailing spaces are removed. A hard break that was
/// written with spaces is written with a backslash.
pub(super) fn normalize_prose(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim_end();
    let breaks = LineBreaks::find_breaks(text);
    let mut end = 0;
    let lines = text.split('\n').map(|line| {
        end += line.len() + 1;
        let mut trimmed = line.trim_end().to_owned();
        trimmed.push_str(breaks.line_suffix(end - 1, &trimmed, line));
        trimmed.replace('\t', "    ")
    });
    let lines: Vec<String> = lines.collect();
    let mut joined = lines.join("\n");
    if lines.len() > 1 {
        joined.push('\n');
    }
    joined
}

/// The line endings inside paragraphs, by their position. Code blocks and tables have none.
#[derive(Default)]
struct LineBreaks {
    hard: HashSet<usize>,
    soft: HashSet<usize>,
}

impl LineBreaks {
    fn find_breaks(text: &str) -> Self {
        let mut breaks = Self::default();
        // Most prose has no trailing spaces.
        if !text.contains(" \n") && !text.contains("\t\n") {
            return breaks;
        }
        for (event, range) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
            let positions = match event {
                Event::HardBreak => &mut breaks.hard,
                Event::SoftBreak => &mut breaks.soft,
                _ => continue,
            };
            positions.extend(text[range.start..].find('\n').map(|at| range.start + at));
        }
        breaks
    }

    /// What a line needs at its end to keep its meaning without its trailing spaces.
    fn line_suffix(&self, end: usize, trimmed: &str, line: &str) -> &'static str {
        let has_trailing_space = trimmed.len() < line.len();
        // A backslash before a space is itself; at the end of a line it would be a hard break.
        let backslashes = trimmed.len() - trimmed.trim_end_matches('\\').len();
        let ends_in_backslash = backslashes % 2 == 1;
        match (has_trailing_space, self.hard.contains(&end), self.soft.contains(&end)) {
            (true, true, _) if ends_in_backslash => "\\\\",
            (true, true, _) => "\\",
            (true, _, true) if ends_in_backslash => "\\",
            _ => "",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::normalize_prose;

    #[test]
    fn a_hard_break_inside_a_paragraph_becomes_a_backslash() {
        assert_eq!(normalize_prose("One  \ntwo   \n\nthree  \n"), "One\\\ntwo\n\nthree\n");
        assert_eq!(normalize_prose("- one  \n  two  \n- three  "), "- one\\\n  two\n- three\n");
        assert_eq!(normalize_prose("> one  \n> two  \n\nx"), "> one\\\n> two\n\nx\n");
        assert_eq!(normalize_prose("one\\\ntwo\\  \nthree"), "one\\\ntwo\\\\\\\nthree\n");
    }

    #[test]
    fn other_trailing_spaces_go() {
        for (text, normalized) in [
            ("one  ", "one"),
            ("one \ntwo\t\nthree", "one\ntwo\nthree\n"),
            ("# Heading  \ntext  \n# Other  \n", "# Heading\ntext\n# Other\n"),
            ("Text:  \n- a  \n- b  \n\nend  ", "Text:\n- a\n- b\n\nend\n"),
            ("```\ncode  \nmore  \n```\n", "```\ncode\nmore\n```\n"),
            ("a\n\n    code  \n    more\n", "a\n\n    code\n    more\n"),
            ("| a | b |  \n| - | - |  \n| 1 | 2 |  \n", "| a | b |\n| - | - |\n| 1 | 2 |\n"),
            ("`a  \nb`", "`a\nb`\n"),
        ] {
            assert_eq!(normalize_prose(text), normalized);
        }
    }

    #[test]
    fn a_backslash_before_a_trailing_space_stays_a_backslash() {
        assert_eq!(normalize_prose("C:\\ \nnext"), "C:\\\\\nnext\n");
        assert_eq!(normalize_prose("```\nC:\\ \n```"), "```\nC:\\\n```\n");
    }
}
