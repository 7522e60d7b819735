//! Text without markup, on one line: names, titles, headers.

use crate::import::is_invisible;

/// A text without emphasis, tags, link URLs and list markers.
pub fn plain_text(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    // Whether an underscore here is inside a word.
    let mut follows_word = false;
    while let Some(c) = rest.chars().next() {
        let behind = &rest[c.len_utf8()..];
        let in_word = follows_word;
        follows_word = c.is_alphanumeric() || c == '_' && in_word;
        match c {
            '_' if !in_word || !behind.trim_start_matches('_').starts_with(char::is_alphanumeric) => {}
            c if is_invisible(c) => {}
            '<' if starts_with_tag(rest) => {
                rest = rest.split_once('>').map_or("", |(_, behind)| behind);
                plain.push(' ');
                continue;
            }
            ']' if behind.starts_with('(') => {
                // Without its end it is not a link.
                if let Some((_, after)) = link_end(behind).and_then(|end| behind.split_at_checked(end)) {
                    rest = after;
                    continue;
                }
            }
            '\\' if behind.starts_with(|c: char| c.is_ascii_punctuation()) => {
                let (escaped, after) = behind.split_at(1);
                plain.push_str(escaped);
                rest = after;
                continue;
            }
            '&' if rest.starts_with("&nbsp;") => {
                plain.push(' ');
                rest = &rest["&nbsp;".len()..];
                continue;
            }
            '*' | '[' | ']' | '`' => {}
            '~' if behind.starts_with('~') => {
                rest = &behind[1..];
                continue;
            }
            '\u{a0}' => plain.push(' '),
            c => plain.push(c),
        }
        rest = behind;
    }
    let words: Vec<&str> = plain.split_whitespace().collect();
    words.join(" ")
}

/// Whether a text has a letter or a digit outside of tags; the URL of a link or an image counts too.
pub fn has_words(text: &str) -> bool {
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        if before.contains(char::is_alphanumeric) {
            return true;
        }
        let is_empty = starts_with_tag(tag)
            && !tag.split_once('>').is_some_and(|(tag, _)| tag.contains("href=") || tag.contains("src="));
        if !is_empty {
            return tag.contains(char::is_alphanumeric);
        }
        rest = tag.split_once('>').map_or("", |(_, behind)| behind);
    }
    rest.contains(char::is_alphanumeric)
}

/// The lines of a cell as plain text, separated by commas.
pub fn list_cell_lines(text: &str) -> String {
    if !text.contains('<') {
        return plain_text(text);
    }
    let broken = ["</br>", "<br/>", "<br />"].iter().fold(text.to_owned(), |text, tag| text.replace(tag, "<br>"));
    let lines: Vec<String> = broken.split("<br>").map(plain_text).filter(|line| !line.is_empty()).collect();
    lines.join(", ")
}

/// The end of a link's URL, counted from its parenthesis.
fn link_end(text: &str) -> Option<usize> {
    const LONGEST: usize = 2000;
    text[..text.floor_char_boundary(LONGEST)].find(')').map(|end| end + 1)
}

/// The tags that are markup; others are text, such as `<APIname>` and `<https://example.org>`.
const TAGS: [&str; 47] = [
    "a",
    "b",
    "big",
    "blockquote",
    "br",
    "center",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

fn starts_with_tag(text: &str) -> bool {
    const LONGEST: usize = 500;
    let near = &text[..text.floor_char_boundary(LONGEST)];
    let name = near[1..].trim_start_matches('/');
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, behind) = name.split_at(length);
    let is_known = || TAGS.iter().any(|tag| name.eq_ignore_ascii_case(tag));
    behind.starts_with(|c: char| c.is_whitespace() || matches!(c, '/' | '>')) && behind.contains('>') && is_known()
}

/// A text without the pair of marks that strikes it through, and whether all of it is struck through.
pub fn strip_strikethrough(text: &str) -> (&str, bool) {
    let text = text.trim();
    for (start, end) in STRIKES {
        let inner = text.strip_prefix(start).and_then(|inner| inner.strip_suffix(end));
        if let Some(inner) = inner.filter(|inner| !inner.is_empty() && !inner.contains(start)) {
            return (inner.trim(), true);
        }
    }
    (text, find_open_mark(text, &STRIKES).is_some_and(|open| open.is_none()))
}

/// Whether all words of a text are bold; text in parentheses may be plain.
pub fn is_bold(text: &str) -> bool {
    find_open_mark(text, &BOLDS).is_some()
}

/// The marks of text that is struck through.
const STRIKES: [(&str, &str); 5] =
    [("~~", "~~"), ("<del>", "</del>"), ("<s>", "</s>"), ("<strike>", "</strike>"), ("~", "~")];
/// The marks of bold text.
const BOLDS: [(&str, &str); 4] = [("**", "**"), ("__", "__"), ("<b>", "</b>"), ("<strong>", "</strong>")];

/// If all words of a text are inside such marks: the end mark that is missing, if one is. Text in parentheses, a
/// checkbox and the number of a list item do not count.
fn find_open_mark(text: &str, signs: &[(&str, &'static str)]) -> Option<Option<&'static str>> {
    let mut open: Option<&'static str> = None;
    let (mut marked, mut plain) = (false, false);
    let mut depth = 0_usize;
    let text = text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = text[digits..].strip_prefix(['.', ')']).filter(|_| digits > 0).unwrap_or(text);
    while let Some(c) = rest.chars().next() {
        let closes = open.and_then(|end| rest.strip_prefix(end));
        if let Some(behind) = closes {
            (open, rest) = (None, behind);
            continue;
        }
        let opens = || signs.iter().find_map(|(start, end)| Some((*end, rest.strip_prefix(start)?)));
        if let Some((end, behind)) = open.is_none().then(opens).flatten() {
            (open, rest) = (Some(end), behind);
            continue;
        }
        if c == '<' && starts_with_tag(rest) {
            rest = rest.split_once('>').map_or("", |(_, behind)| behind);
            continue;
        }
        let aside = ["&nbsp;", "[x]", "[X]"].iter().find_map(|aside| rest.strip_prefix(aside));
        if let Some(behind) = aside {
            rest = behind;
            continue;
        }
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if c.is_alphanumeric() && depth == 0 => {
                marked |= open.is_some();
                plain |= open.is_none();
            }
            _ => {}
        }
        rest = &rest[c.len_utf8()..];
    }
    (marked && !plain).then_some(open)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_removed() {
        for (text, wanted) in [
            ("**a** [b](c) \\#1", "a b #1"),
            ("*-Change* <span class=\"x\">**y**</span>&nbsp;z", "-Change y z"),
            ("~~a~~ ~b 1 < 2", "a ~b 1 < 2"),
            ("__a b__, _c_ d_e __init__.py _", "a b, c d_e init.py"),
            ("qos\\_profiles <APIname> <https://e.x/a>", "qos_profiles <APIname> <https://e.x/a>"),
            ("\u{200b}a\u{feff} b", "a b"),
        ] {
            assert_eq!(plain_text(text), wanted, "{text}");
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
