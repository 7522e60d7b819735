//! HTML tags and comments in text that people wrote, with their places.
//!
//! A tag is markup if it has an end and names a known element; `<APIname>`, `<https://example.org>` and `1 < 2` are text.

use crate::text::urls::encode_spaces;
use html5gum::{DefaultEmitter, HtmlString, Spanned, Token, Tokenizer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HtmlToken {
    /// Text between tags, with its entities.
    Text(Range<usize>),
    /// A comment with its delimiters. Without an end, it goes to the end of the text.
    Comment(Range<usize>),
    /// A start tag or an end tag.
    Tag(HtmlTag),
}

/// A start tag or an end tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlTag {
    /// The name of the element, in lowercase.
    pub name: &'static str,
    /// Whether it is an end tag.
    pub is_closing: bool,
    /// Its bytes, from `<` to `>`.
    pub range: Range<usize>,
    attributes: BTreeMap<HtmlString, Spanned<HtmlString, usize>>,
}

impl HtmlTag {
    /// The value of an attribute, trimmed and with decoded entities.
    pub fn attribute(&self, name: &str) -> Option<String> {
        let value = self.attributes.get(name.as_bytes())?;
        Some(String::from_utf8_lossy(value).trim().to_owned())
    }

    /// The number of rows or columns that a cell spans: at least 1, and at most 40.
    pub fn span(&self, name: &str) -> usize {
        self.attribute(name).and_then(|value| value.parse().ok()).unwrap_or(1).clamp(1, WIDEST)
    }

    /// The URL of a link, without the line ends and tabs that browsers ignore, and with `%20` for a space.
    pub fn url(&self) -> Option<String> {
        Some(encode_spaces(self.attribute("href")?.replace(['\n', '\r', '\t'], "")).into_owned())
    }
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

/// The tokens of a text, in order and without gaps.
pub fn tokens(text: &str) -> impl Iterator<Item = HtmlToken> {
    Tokens { text, at: 0, markup: None }
}

/// Whether a text starts with the start tag of an element, which may lack its end.
pub fn starts_element(text: &str, name: &str) -> bool {
    element_name(text) == Some(name) && !text.starts_with("</")
}

/// The tag at the start of a text.
pub fn parse_tag(text: &str) -> Option<HtmlTag> {
    // So that a text of tags without ends is not read to its end again and again.
    const LONGEST: usize = 4096;
    parse_element(&text[..text.floor_char_boundary(LONGEST)], 0, element_name(text)?)
}

/// The tags of a text, in order.
pub fn tags(text: &str) -> impl Iterator<Item = HtmlTag> {
    tokens(text).filter_map(|token| match token {
        HtmlToken::Tag(tag) => Some(tag),
        _ => None,
    })
}

/// The parts of a text between `<br>` tags.
pub fn split_at_breaks(text: &str) -> Vec<Range<usize>> {
    split_at_tags(text, &["br"])
}

/// The parts of a text between the tags of some elements.
pub fn split_at_tags(text: &str, names: &[&str]) -> Vec<Range<usize>> {
    let breaks: Vec<Range<usize>> = tags(text).filter(|tag| names.contains(&tag.name)).map(|tag| tag.range).collect();
    let starts = [0].into_iter().chain(breaks.iter().map(|tag| tag.end));
    let ends = breaks.iter().map(|tag| tag.start).chain([text.len()]);
    starts.zip(ends).map(|(start, end)| start..end).collect()
}

struct Tokens<'t> {
    text: &'t str,
    at: usize,
    /// The markup after the text that was returned last.
    markup: Option<HtmlToken>,
}

impl Iterator for Tokens<'_> {
    type Item = HtmlToken;

    fn next(&mut self) -> Option<HtmlToken> {
        let start = self.at;
        if start == self.text.len() {
            return None;
        }
        let markup = self.markup.take().or_else(|| find_markup(self.text, start));
        let markup_start = markup.as_ref().map_or(self.text.len(), |token| token.range().start);
        let token = if markup_start > start {
            self.markup = markup;
            HtmlToken::Text(start..markup_start)
        } else {
            markup?
        };
        self.at = token.range().end;
        Some(token)
    }
}

/// The first tag or comment from a byte on.
fn find_markup(text: &str, from: usize) -> Option<HtmlToken> {
    for start in text[from..].match_indices('<').map(|(at, _)| from + at) {
        let rest = &text[start..];
        if rest.starts_with("<!--") {
            return Some(HtmlToken::Comment(start..start + comment_length(rest)));
        }
        // A tag without an end makes text of everything after it, and is read only once.
        if let Some(name) = element_name(rest) {
            return parse_element(text, start, name).map(HtmlToken::Tag);
        }
    }
    None
}

/// The tag of an element that starts at a byte.
fn parse_element(text: &str, start: usize, name: &'static str) -> Option<HtmlTag> {
    let rest = &text[start..];
    let is_closing = rest.starts_with("</");
    let after = name.len() + if is_closing { 2 } else { 1 };
    let tag = |length: usize, attributes| Some(HtmlTag { name, is_closing, range: start..start + length, attributes });
    // Most tags have no attributes.
    if let Some(end) = [">", "/>"].into_iter().find(|end| rest[after..].starts_with(*end)) {
        return tag(after + end.len(), BTreeMap::new());
    }
    let emitter = DefaultEmitter::<usize>::new_with_span();
    let mut tokens = Tokenizer::new_with_emitter(rest, emitter).flatten();
    match tokens.find(|token| !matches!(token, Token::Error(_)))? {
        Token::StartTag(start_tag) => tag(start_tag.span.end, start_tag.attributes),
        Token::EndTag(end_tag) => tag(end_tag.span.end, BTreeMap::new()),
        _ => None,
    }
}

/// The length of the comment at the start of a text: it ends with `-->` or `--!>`, and may be as short as `<!-->`.
pub fn comment_length(text: &str) -> usize {
    let ends = |from: usize, at: usize, mark: &str| text.get(from..at).is_some_and(|inside| inside.ends_with(mark));
    let mut brackets = text.match_indices('>').map(|(at, _)| at);
    brackets.find(|at| ends(2, *at, "--") || ends(4, *at, "--!")).map_or(text.len(), |at| at + 1)
}

/// The known element whose tag may start a text.
fn element_name(text: &str) -> Option<&'static str> {
    let name = text.strip_prefix('<')?;
    let name = name.strip_prefix('/').unwrap_or(name);
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (name, rest) = name.split_at(length);
    if !rest.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')) {
        return None;
    }
    let letter = name.bytes().next()?.to_ascii_lowercase().checked_sub(b'a')?;
    ELEMENTS.get(usize::from(letter))?.iter().find(|element| element.eq_ignore_ascii_case(name)).copied()
}

/// The most rows or columns of one cell.
const WIDEST: usize = 40;

/// The elements that people use in tables and minutes, by their first letter. Others may be placeholders, such as `<title>`.
const ELEMENTS: [&[&str]; 21] = [
    &["a", "abbr"],
    &["b", "big", "blockquote", "body", "br"],
    &["caption", "center", "cite", "code", "col", "colgroup"],
    &["dd", "del", "details", "div", "dl", "dt"],
    &["em"],
    &["font"],
    &[],
    &["h1", "h2", "h3", "h4", "h5", "h6", "hr", "html"],
    &["i", "img", "ins"],
    &[],
    &["kbd"],
    &["li"],
    &["mark"],
    &["nobr"],
    &["ol"],
    &["p", "pre"],
    &["q"],
    &[],
    &["s", "small", "span", "strike", "strong", "sub", "summary", "sup"],
    &["table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt"],
    &["u", "ul"],
];

/// A text with its entities decoded; an unknown one stays.
pub fn decode_entities(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut all = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at(at);
        let (decoded, length) = decode_first_entity(entity).unwrap_or_else(|| ("&".to_owned(), 1));
        all.extend([before, &decoded]);
        rest = &entity[length..];
    }
    all.push_str(rest);
    Cow::Owned(all)
}

/// The entity at the start of a text as its characters, and the bytes that it takes.
pub fn decode_first_entity(text: &str) -> Option<(String, usize)> {
    /// Longer texts are not entities.
    const LONGEST: usize = 32;
    let inside = text.bytes().skip(1).take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#');
    let length = inside.count() + 2;
    let entity = text.get(..length).filter(|entity| entity.ends_with(';'))?;
    // Markdown has all entities of HTML.
    let texts = pulldown_cmark::Parser::new(entity).filter_map(|event| match event {
        pulldown_cmark::Event::Text(text) => Some(text.into_string()),
        _ => None,
    });
    Some((texts.collect::<String>(), length)).filter(|(decoded, _)| decoded != entity)
}

#[cfg(test)]
mod tests;
