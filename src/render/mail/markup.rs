//! Raw HTML in Markdown, piece by piece: the elements of cells are known, all others are ignored.

use crate::text::urls::{is_linkable, url_scheme};

/// The elements that cells and tables consist of.
const KNOWN: [&str; 22] = [
    "a",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "em",
    "h1",
    "h2",
    "h3",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "strong",
    "table",
    "td",
    "th",
    "tr",
    "ul",
    "img",
];

/// A piece of raw HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailPiece<'h> {
    /// The text between tags, as written.
    Text(&'h str),
    /// A start tag, or a void element.
    Open(MailTag),
    /// An end tag.
    Close(&'static str),
}

/// A start tag. Attributes are decoded, and empty if absent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MailTag {
    /// One of the known names.
    pub name: &'static str,
    /// The target of a link: a URL that a mail may link.
    pub href: String,
    /// What a picture shows.
    pub alt: String,
    /// The first number of a list.
    pub start: String,
}

/// Whether a mail may link a URL: a page or a mail address, but not a path, which leads nowhere from a mail.
pub fn is_linked(url: &str) -> bool {
    is_linkable(url) && matches!(url_scheme(url).as_deref(), Some("http" | "https" | "mailto"))
}

/// The pieces of raw HTML without comments and without the tags that are not known.
pub fn split_html(html: &str) -> Vec<MailPiece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = html;
    while let Some((before, tail)) = rest.split_once('<') {
        if !before.is_empty() {
            pieces.push(MailPiece::Text(before));
        }
        let is_comment = tail.starts_with("!--");
        let end = if is_comment { tail.find("-->").map(|at| (at, at + 3)) } else { find_tag_end(tail) };
        // An unclosed tag is dropped: a mail reader might find an end for it.
        let Some((end, after)) = end else { return pieces };
        rest = &tail[after..];
        if !is_comment {
            pieces.extend(parse_tag(&tail[..end]));
        }
    }
    if !rest.is_empty() {
        pieces.push(MailPiece::Text(rest));
    }
    pieces
}

/// The position of the `>` that ends a tag, not one within an attribute, and of what follows it.
fn find_tag_end(tail: &str) -> Option<(usize, usize)> {
    let mut quote = None;
    for (at, c) in tail.char_indices() {
        match (quote, c) {
            (None, '>') => return Some((at, at + 1)),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            _ => {}
        }
    }
    None
}

/// Parses the text between `<` and `>`.
fn parse_tag(inside: &str) -> Option<MailPiece<'static>> {
    let (closes, inside) = inside.strip_prefix('/').map_or((false, inside), |rest| (true, rest));
    let length = inside.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inside.len());
    let name = KNOWN.into_iter().find(|known| known.eq_ignore_ascii_case(&inside[..length]))?;
    if closes {
        return Some(MailPiece::Close(name));
    }
    let mut tag = MailTag { name, ..MailTag::default() };
    for (attribute, value) in parse_attributes(&inside[length..]) {
        match attribute.to_ascii_lowercase().as_str() {
            "href" if name == "a" && is_linked(&value) => tag.href = value,
            "alt" if name == "img" => tag.alt = value,
            "start" if value.bytes().all(|byte| byte.is_ascii_digit()) => tag.start = value,
            _ => {}
        }
    }
    Some(MailPiece::Open(tag))
}

/// Attributes with values in double quotation marks; others are ignored.
fn parse_attributes(mut rest: &str) -> Vec<(&str, String)> {
    let mut attributes = Vec::new();
    while let Some((name, tail)) = rest.split_once("=\"") {
        let Some((value, after)) = tail.split_once('"') else { break };
        let name = name.rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        attributes.push((name, decode_entities(value)));
        rest = after;
    }
    attributes
}

/// Decodes numeric entities, which cells use, and `&amp;`.
fn decode_entities(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, tail)) = rest.split_once('&') {
        out.push_str(before);
        let entity = tail.split_once(';').and_then(|(entity, after)| {
            let number = entity.strip_prefix('#').and_then(|number| number.parse().ok()).and_then(char::from_u32);
            number.or((entity == "amp").then_some('&')).map(|c| (c, after))
        });
        let (c, after) = entity.unwrap_or(('&', tail));
        out.push(c);
        rest = after;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open_tag(name: &'static str) -> MailPiece<'static> {
        MailPiece::Open(MailTag { name, ..MailTag::default() })
    }

    #[test]
    fn known_tags_are_kept_and_others_ignored() {
        let html = "a<BR/><script src=\"x\">b</script><!-- <b> -->c<ol start=\"3\" onclick=\"x()\"></ol><x>";
        let list = MailPiece::Open(MailTag { name: "ol", start: "3".to_owned(), ..MailTag::default() });
        let wanted = [
            MailPiece::Text("a"),
            open_tag("br"),
            MailPiece::Text("b"),
            MailPiece::Text("c"),
            list,
            MailPiece::Close("ol"),
        ];
        assert_eq!(split_html(html), wanted);
        assert_eq!(split_html("a<b title='>'>c <a href=\"http"), [MailPiece::Text("a"), MailPiece::Text("c ")]);
    }

    #[test]
    fn only_pages_and_addresses_are_linked() {
        let href = |html: &str| match split_html(html).into_iter().next() {
            Some(MailPiece::Open(tag)) => tag.href,
            other => panic!("{other:?}"),
        };
        assert_eq!(href("<a title=\"x\" href=\"https://e.example/?a&#38;b\">"), "https://e.example/?a&b");
        for bad in ["javascript:x()", "java&#115;cript:x()", "2026-01-22.md", "//e.example", "data:text/html,x", ""] {
            assert_eq!(href(&format!("<a href=\"{bad}\">")), "", "{bad}");
        }
    }
}
