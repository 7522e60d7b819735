//! Text without markup, on one line: names, titles, headers.

use crate::model::spelling::{fold_name, is_listed};
use crate::text::characters::{collapse_spaces, is_invisible};
use crate::text::html::{HtmlToken, parse_tag, split_at_breaks, tokens};
use crate::text::links::parse_destination;

/// A text without emphasis, tags, link URLs and list markers.
pub fn plain_text(text: &str) -> String {
    if !text.contains(|c: char| c == '<' || is_mark(c)) {
        return collapse_spaces(text, char::is_whitespace);
    }
    let mut plain = String::with_capacity(text.len());
    for token in tokens(text) {
        match token {
            HtmlToken::Tag(_) => plain.push(' '),
            token => push_plain(&mut plain, &text[token.range()]),
        }
    }
    collapse_spaces(&plain, char::is_whitespace)
}

/// Whether a character may be markup of Markdown.
fn is_mark(c: char) -> bool {
    matches!(c, '_' | ']' | '\\' | '&' | '*' | '[' | '`' | '~') || is_invisible(c)
}

/// Adds a text without tags.
fn push_plain(plain: &mut String, text: &str) {
    let mut at = 0;
    while let Some(start) = text[at..].find(is_mark).map(|found| at + found) {
        plain.push_str(&text[at..start]);
        let mark = text[start..].chars().next().unwrap_or_default();
        at = start + mark.len_utf8();
        let after = &text[at..];
        at += match mark {
            '_' => {
                let end = at + after.len() - after.trim_start_matches('_').len();
                if text[..start].ends_with(char::is_alphanumeric) && text[end..].starts_with(char::is_alphanumeric) {
                    plain.push_str(&text[start..end]);
                }
                end - at
            }
            // Without its end it is not a link.
            ']' => parse_destination(after).map_or(0, |(_, length)| length),
            '\\' if after.starts_with(|c: char| c.is_ascii_punctuation()) => {
                plain.push_str(&after[..1]);
                1
            }
            '&' if after.starts_with("nbsp;") => {
                plain.push(' ');
                "nbsp;".len()
            }
            '~' if after.starts_with('~') => 1,
            '\\' | '&' | '~' => {
                plain.push(mark);
                0
            }
            _ => 0,
        };
    }
    plain.push_str(&text[at..]);
}

/// Words for a value that is missing, folded.
pub const MISSING: &str = "na none nil nothing tbd tbc todo tba x xx xxx noone nobody unknown notapplicable";

/// Whether a text says only that a value is missing: `N/A`, `none`, `TBD`, or no word at all.
pub fn is_placeholder(text: &str) -> bool {
    const LONGEST: usize = 40;
    if text.len() > LONGEST && text.contains(char::is_alphanumeric) && !text.contains('<') {
        return false;
    }
    let plain = plain_text(text);
    !has_words(text) || is_listed(&fold_name(&plain), MISSING)
}

/// Whether a text has a letter or a digit outside of tags; the URL of a link or an image counts too.
pub fn has_words(text: &str) -> bool {
    tokens(text).any(|token| match token {
        HtmlToken::Tag(tag) => tag.attribute("href").or(tag.attribute("src")).is_some(),
        token => text[token.range()].contains(char::is_alphanumeric),
    })
}

/// The lines of a cell as plain text, separated by commas.
pub fn list_cell_lines(text: &str) -> String {
    if !text.contains('<') {
        return plain_text(text);
    }
    let lines = split_at_breaks(text).into_iter().map(|range| plain_text(&text[range]));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Marks around text: characters of Markdown, longer ones first, and elements of HTML.
struct Marks {
    characters: &'static [&'static str],
    elements: &'static [&'static str],
}

/// The marks of text that is struck through.
const STRIKES: Marks = Marks { characters: &["~~", "~"], elements: &["del", "s", "strike"] };
/// The marks of bold text.
const BOLDS: Marks = Marks { characters: &["**", "__"], elements: &["b", "strong"] };

/// A text without the pair of marks that strikes it through, and whether all of it is struck through.
pub fn strip_strikethrough(text: &str) -> (&str, bool) {
    let text = text.trim();
    if !text.contains(['~', '<']) {
        return (text, false);
    }
    let strip = |start: &str, end: &str| {
        let inner = text.strip_prefix(start)?.strip_suffix(end).filter(|inner| !inner.is_empty())?;
        (!inner.contains(['~', '<']) || !inner.contains(start)).then(|| inner.trim())
    };
    let tag = parse_tag(text).filter(|tag| STRIKES.elements.contains(&tag.name));
    let in_tags = || tag.and_then(|tag| strip(&text[tag.range], &format!("</{}>", tag.name)));
    if let Some(inner) = STRIKES.characters.iter().find_map(|mark| strip(mark, mark)).or_else(in_tags) {
        return (inner, true);
    }
    (text, STRIKES.find_open(text).is_some_and(|open| open.is_none()))
}

/// Whether all words of a text are bold; text in parentheses may be plain.
pub fn is_bold(text: &str) -> bool {
    BOLDS.find_open(text).is_some()
}

impl Marks {
    /// If all words of a text are inside such marks: the one that has no end, if there is one. Text in parentheses, a
    /// checkbox and the number of a list item do not count.
    fn find_open(&self, text: &str) -> Option<Option<&'static str>> {
        let mut open: Option<&'static str> = None;
        let (mut is_marked, mut is_plain) = (false, false);
        let mut depth = 0_usize;
        let text = text.trim_start();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let text = text[digits..].strip_prefix(['.', ')']).filter(|_| digits > 0).unwrap_or(text);
        for token in tokens(text) {
            if let HtmlToken::Tag(tag) = token {
                if self.elements.contains(&tag.name) {
                    match open {
                        None if !tag.is_closing => open = Some(tag.name),
                        Some(name) if name == tag.name && tag.is_closing => open = None,
                        _ => {}
                    }
                }
                continue;
            }
            let mut rest = &text[token.range()];
            while let Some(c) = rest.chars().next() {
                let starts = |mark: &&&str| c.is_ascii_punctuation() && rest.starts_with(**mark);
                let mark = self.characters.iter().find(|mark| starts(mark) && open.is_none_or(|open| open == **mark));
                let aside = ["&nbsp;", "[x]", "[X]"].iter().find(starts);
                if let Some(mark) = mark {
                    open = if open.is_none() { Some(mark) } else { None };
                } else if aside.is_none() {
                    match c {
                        '(' => depth += 1,
                        ')' => depth = depth.saturating_sub(1),
                        c if c.is_alphanumeric() && depth == 0 => {
                            is_marked |= open.is_some();
                            is_plain |= open.is_none();
                        }
                        _ => {}
                    }
                }
                rest = &rest[mark.or(aside).map_or(c.len_utf8(), |skipped| skipped.len())..];
            }
        }
        (is_marked && !is_plain).then_some(open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_removed() {
        for (text, expected) in [
            ("**a** [b](c) \\#1", "a b #1"),
            ("[a](https://e.x/b_(c)) d", "a d"),
            ("*-Change* <span class=\"x\">**y**</span>&nbsp;z", "-Change y z"),
            ("~~a~~ ~b 1 < 2", "a ~b 1 < 2"),
            ("__a b__, _c_ d_e __init__.py _", "a b, c d_e init.py"),
            ("qos\\_profiles <APIname> <https://e.x/a>", "qos_profiles <APIname> <https://e.x/a>"),
            ("\u{200b}a\u{feff} b", "a b"),
        ] {
            assert_eq!(plain_text(text), expected, "{text}");
        }
        assert_eq!(strip_strikethrough(" ~~a b~~ "), ("a b", true));
        assert_eq!(strip_strikethrough("~~a~~ b ~~c~~"), ("~~a~~ b ~~c~~", false));
        assert_eq!(strip_strikethrough("<del>a</del>"), ("a", true));
        assert_eq!(strip_strikethrough("~a b~"), ("a b", true));
        assert_eq!(strip_strikethrough("~~a~~ <br> ~~c [d](e)~~."), ("~~a~~ <br> ~~c [d](e)~~.", true));
        assert_eq!(strip_strikethrough("~a"), ("~a", false));
    }

    #[test]
    fn bold_is_bold_throughout() {
        for text in
            ["**A B, C**", "**A B, C** (excused)", "**A** <span>**B, C**</span>", "__A__", "1. <b>A</b>", "[x] **A**"]
        {
            assert!(is_bold(text), "{text}");
        }
        for text in ["A B, C", "**A** B", "A (**b**)", ""] {
            assert!(!is_bold(text), "{text}");
        }
    }
}
