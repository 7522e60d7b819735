//! Text without its markup, on one line: names, titles, headers.

/// The words of a text alone: stress, tags, links and what begins an item are left out.
pub fn bare(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let behind = &rest[c.len_utf8()..];
        match c {
            '<' if is_tag(rest) => {
                rest = rest.split_once('>').map_or("", |(_, behind)| behind);
                plain.push(' ');
                continue;
            }
            ']' if behind.starts_with('(') => {
                // Without its end it is no link.
                if let Some((_, after)) = near(behind).and_then(|end| behind.split_at_checked(end)) {
                    rest = after;
                    continue;
                }
            }
            '\\' if behind.starts_with(|c: char| c.is_ascii_punctuation()) => {}
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

/// The words of a cell, its lines parted by commas.
pub fn listed(text: &str) -> String {
    if !text.contains('<') {
        return bare(text);
    }
    let broken = ["</br>", "<br/>", "<br />"].iter().fold(text.to_owned(), |text, tag| text.replace(tag, "<br>"));
    let lines: Vec<String> = broken.split("<br>").map(bare).filter(|line| !line.is_empty()).collect();
    lines.join(", ")
}

/// Where the address of a link ends, counted from its bracket.
fn near(text: &str) -> Option<usize> {
    const LONGEST: usize = 2000;
    text[..text.floor_char_boundary(LONGEST)].find(')').map(|end| end + 1)
}

fn is_tag(text: &str) -> bool {
    const LONGEST: usize = 500;
    let near = &text[..text.floor_char_boundary(LONGEST)];
    let name = near[1..].trim_start_matches('/');
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && near.contains('>')
}

/// A text and whether all of it is struck through.
pub fn unstruck(text: &str) -> (&str, bool) {
    let text = text.trim();
    let inner = text.strip_prefix("~~").and_then(|inner| inner.strip_suffix("~~"));
    match inner.filter(|inner| !inner.is_empty() && !inner.contains("~~")) {
        Some(inner) => (inner.trim(), true),
        None => (text, false),
    }
}

/// Whether all words of a text are bold; what stands in parentheses may be plain.
pub fn is_bold(text: &str) -> bool {
    let mut is_inside = false;
    let (mut bold, mut plain) = (false, false);
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '<' && is_tag(rest) {
            rest = rest.split_once('>').map_or("", |(_, behind)| behind);
            continue;
        }
        if let Some(behind) = rest.strip_prefix("&nbsp;") {
            rest = behind;
            continue;
        }
        if rest.starts_with("**") {
            is_inside = !is_inside;
            rest = &rest[2..];
            continue;
        }
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if c.is_alphanumeric() && depth == 0 => {
                bold |= is_inside;
                plain |= !is_inside;
            }
            _ => {}
        }
        rest = &rest[c.len_utf8()..];
    }
    bold && !plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_left_out() {
        for (text, wanted) in [
            ("**a** [b](c) \\#1", "a b #1"),
            ("*-Change* <span class=\"x\">**y**</span>&nbsp;z", "-Change y z"),
            ("~~a~~ ~b 1 < 2", "a ~b 1 < 2"),
        ] {
            assert_eq!(bare(text), wanted, "{text}");
        }
        assert_eq!(unstruck(" ~~a b~~ "), ("a b", true));
        assert_eq!(unstruck("~~a~~ b ~~c~~"), ("~~a~~ b ~~c~~", false));
    }

    #[test]
    fn bold_is_bold_throughout() {
        for text in ["**A B, C**", "**A B, C** (excused)", "**A** <span>**B, C**</span>"] {
            assert!(is_bold(text), "{text}");
        }
        for text in ["A B, C", "**A** B", "A (**b**)", ""] {
            assert!(!is_bold(text), "{text}");
        }
    }
}
