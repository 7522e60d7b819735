//! Tags, comments and text between them, each with its bytes.
//!
//! A reader of HTML that makes a tree has no places, and a doubt stands at its line and column; so the tags are
//! found here. Another maker's reader is the judge of it in the tests.

use std::borrow::Cow;
use std::ops::Range;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HtmlToken {
    /// Entities not read.
    Text(Range<usize>),
    /// With its signs.
    Comment(Range<usize>),
    /// A tag that opens or closes.
    Tag(HtmlTag),
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlTag {
    /// In small letters.
    pub name: String,
    /// `</name>`.
    pub is_closing: bool,
    /// With its signs.
    pub range: Range<usize>,
}

impl HtmlToken {
    /// Its bytes.
    pub fn range(&self) -> Range<usize> {
        match self {
            HtmlToken::Text(range) | HtmlToken::Comment(range) => range.clone(),
            HtmlToken::Tag(tag) => tag.range.clone(),
        }
    }
}

/// The tokens of a text, in its order; together they are the whole text.
pub fn tokens(text: &str) -> impl Iterator<Item = HtmlToken> {
    Tokens { text, at: 0, only_text: false }
}

struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// A tag without an end was found: no other begins behind it.
    only_text: bool,
}

impl Iterator for Tokens<'_> {
    type Item = HtmlToken;

    fn next(&mut self) -> Option<HtmlToken> {
        let (text, start) = (self.text, self.at);
        if start >= text.len() {
            return None;
        }
        if let Some(token) = self.markup_at(start) {
            self.at = token.range().end;
            return Some(token);
        }
        // A sign at the start that begins nothing was looked at already.
        let mut end = start + usize::from(text.as_bytes()[start] == b'<');
        while let Some(sign) = text[end..].find('<').filter(|_| !self.only_text) {
            end += sign;
            if starts_markup(text, end) {
                self.at = end;
                return Some(HtmlToken::Text(start..end));
            }
            end += 1;
        }
        self.at = text.len();
        Some(HtmlToken::Text(start..self.at))
    }
}

impl Tokens<'_> {
    fn markup_at(&mut self, start: usize) -> Option<HtmlToken> {
        if self.only_text || !starts_markup(self.text, start) {
            return None;
        }
        let rest = &self.text[start..];
        if let Some(inside) = rest.strip_prefix("<!--") {
            // Without an end, it goes to the end of the text.
            let length = inside.find("-->").map_or(rest.len(), |end| end + 7);
            return Some(HtmlToken::Comment(start..start + length));
        }
        let is_closing = rest[1..].starts_with('/');
        let name = &rest[1 + usize::from(is_closing)..];
        let name = &name[..name.bytes().take_while(u8::is_ascii_alphanumeric).count()];
        match tag_end(rest) {
            Some(length) => Some(HtmlToken::Tag(HtmlTag {
                name: name.to_ascii_lowercase(),
                is_closing,
                range: start..start + length,
            })),
            None => {
                self.only_text = true;
                None
            }
        }
    }
}

/// Whether a tag or a comment may begin at a byte.
fn starts_markup(text: &str, at: usize) -> bool {
    let rest = &text.as_bytes()[at..];
    match rest {
        [b'<', b'!', b'-', b'-', ..] => true,
        [b'<', b'/', letter, ..] | [b'<', letter, ..] => letter.is_ascii_alphabetic(),
        _ => false,
    }
}

/// Where a tag ends; a `>` in quotes behind an equals sign does not end it.
fn tag_end(tag: &str) -> Option<usize> {
    let (mut quote, mut before) = (None, b' ');
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') if before == b'=' => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    None
}

/// The value of an attribute of a tag, entities read.
pub fn find_attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag.trim_start_matches(['<', '/']).trim_end_matches(['>']);
    rest = rest.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let length = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let key = &rest[..length];
        rest = rest[length..].trim_start();
        let mut value = "";
        if let Some(behind) = rest.strip_prefix('=') {
            let behind = behind.trim_start();
            let quoted = behind.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (from, to) = match quoted {
                Some(quote) => (1, behind[1..].find(quote).map_or(behind.len(), |end| end + 1)),
                None => (0, behind.find(char::is_whitespace).unwrap_or(behind.len())),
            };
            value = &behind[from..to];
            rest = &behind[(to + from).min(behind.len())..];
        } else if length == 0 {
            return None;
        }
        if key.eq_ignore_ascii_case(name) {
            return Some(decode_entities(value).trim().to_owned());
        }
    }
}

/// A text with its entities read; what is none stays.
pub fn decode_entities(text: &str) -> Cow<'_, str> {
    /// Longer ones have no name.
    const LONGEST: usize = 32;
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut all = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        all.push_str(&rest[..at]);
        rest = &rest[at..];
        let inside =
            rest[1..].bytes().take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
        let end = 1 + inside;
        match rest[end..].starts_with(';').then(|| decode_entity(&rest[..=end])).flatten() {
            Some(sign) => {
                all.push_str(&sign);
                rest = &rest[end + 1..];
            }
            None => {
                all.push('&');
                rest = &rest[1..];
            }
        }
    }
    all.push_str(rest);
    Cow::Owned(all)
}

/// Markdown knows the entities of HTML, all of them.
fn decode_entity(entity: &str) -> Option<String> {
    let text: String = pulldown_cmark::Parser::new(entity)
        .filter_map(|event| match event {
            pulldown_cmark::Event::Text(text) => Some(text.into_string()),
            _ => None,
        })
        .collect();
    (text != entity).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found() {
        assert_eq!(find_attribute("<a id=x HREF = \"a>b&amp;c\" d>", "href").as_deref(), Some("a>b&c"));
        assert_eq!(find_attribute("<a href='a b'>", "href").as_deref(), Some("a b"));
        assert_eq!(find_attribute("<a href=a/b>", "href").as_deref(), Some("a/b"));
        for none in ["<a>", "<a =x>", "<a hrefs=x>", "<a/>"] {
            assert_eq!(find_attribute(none, "href"), None, "{none}");
        }
    }

    #[test]
    fn what_is_no_tag_is_text() {
        let told = |text: &str| tokens(text).map(|token| text[token.range()].to_owned()).collect::<Vec<_>>();
        assert_eq!(told("a < b<br/>c<!-- <td> -->d"), ["a < b", "<br/>", "c", "<!-- <td> -->", "d"]);
        assert_eq!(told("<a href=\"x>y\">z</A\n><b"), ["<a href=\"x>y\">", "z", "</A\n>", "<b"]);
        assert_eq!(told("é<!--é"), ["é", "<!--é"]);
    }
}
