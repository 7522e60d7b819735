//! Texts in the columns of a terminal, where a character may be two columns wide.

use textwrap::{WordSeparator, WordSplitter};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The number of columns of a text of one line.
pub fn text_width(text: &str) -> usize {
    text.width()
}

/// Pads a text with spaces to a number of columns; a wider one stays as it is.
pub fn pad_text(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(text_width(text))))
}

/// Truncates a text to a number of columns; a truncated text ends with `...`.
pub fn shorten_text(text: &str, columns: usize) -> String {
    if text_width(text) <= columns {
        return text.to_owned();
    }
    let room = columns.saturating_sub(3);
    let mut used = 0;
    let fits = |character: &char| {
        used += character.width().unwrap_or_default();
        used <= room
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}...", kept.trim_end())
}

/// Wraps a text at spaces into lines of at most so many columns; a longer word has its own line. A date, a path or the
/// name of a rule stays on one line, and escapes for colors have no width.
pub fn wrap_text(text: &str, columns: usize) -> Vec<String> {
    textwrap::wrap(text, wrap_options(columns)).into_iter().map(|line| line.into_owned()).collect()
}

/// How [`wrap_text`] wraps.
pub fn wrap_options<'o>(columns: usize) -> textwrap::Options<'o> {
    let options = textwrap::Options::new(columns).word_separator(WordSeparator::AsciiSpace);
    options.word_splitter(WordSplitter::NoHyphenation).break_words(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wide_character_takes_two_columns() {
        assert_eq!(
            (text_width("提案"), pad_text("提案", 6).as_str(), pad_text("提案", 3).as_str()),
            (4, "提案  ", "提案")
        );
        assert_eq!(["提案", "提案甲", "a提案"].map(|text| shorten_text(text, 5)), ["提案", "提...", "a提案"]);
        assert_eq!(["e\u{301}tude", "a word more"].map(|text| shorten_text(text, 5)), ["e\u{301}tude", "a..."]);
    }
}
