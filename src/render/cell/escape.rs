//! Text, attributes and link targets, escaped no more than needed.

use crate::render::embedded::is_reserved;

/// How a character with a meaning in Markdown is escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Escape {
    /// With a backslash: for Markdown.
    #[default]
    Backslash,
    /// As an entity: for HTML, and for Markdown within HTML.
    Entity,
}

/// Appends `run` so that it is shown as it is. HTML tags and entities in it are escaped either way.
///
/// `run` is a whole run of text, from tag to tag: the meaning of a character depends on its neighbors,
/// and at either end of the run the worst is assumed.
pub(super) fn push_text(out: &mut String, run: &str, escape: Escape) {
    out.reserve(run.len());
    let mut at = 0;
    while at < run.len() {
        // Characters without any meaning are copied many at a time.
        let calm = run.bytes().skip(at).position(|byte| !is_calm(byte)).unwrap_or(run.len() - at);
        out.push_str(&run[at..at + calm]);
        at += calm;
        let (before, mut rest) = (&run[..at], run[at..].chars());
        let Some(c) = rest.next() else { return };
        let after = rest.as_str();
        match c {
            '`' | '[' | ']' | '|' => push_escaped(out, c, escape),
            // Between spaces they are neither emphasis nor, within a line, a list.
            '*' | '~' | '_' if before.ends_with(' ') && after.starts_with(' ') => out.push(c),
            // Between letters an underscore does not begin emphasis.
            '_' if before.ends_with(|c: char| c.is_ascii_alphanumeric()) && starts_alphanumeric(after) => out.push(c),
            '*' | '~' | '_' => push_escaped(out, c, escape),
            // A backslash before a `|` confuses readers of tables.
            '\\' if !starts_alphanumeric(after) => push_entity(out, c),
            // Browsers show `< ` as it is, but it is not valid HTML, and other readers look for the end of a tag.
            '<' if escape == Escape::Entity
                || !after.starts_with(is_harmless_after_less_than)
                || is_address_in_brackets(after) =>
            {
                out.push_str("&lt;")
            }
            '&' if is_reference(after) || (escape == Escape::Entity && is_html_reference(after)) => {
                out.push_str("&amp;")
            }
            // GFM links `http://...` and `www....` where it finds them.
            ':' if after.starts_with("//") => push_entity(out, c),
            '.' if ends_with_www(before.as_bytes()) => push_entity(out, c),
            // Email addresses are linked after entities are decoded, so only a tag separates them.
            '@' if is_email(before, after) => out.push_str("@<!-- -->"),
            _ => push_visible(out, c),
        }
        at += c.len_utf8();
    }
}

/// Whether a byte is a character without a meaning in Markdown.
pub(super) fn is_calm(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b',' | b'-' | b'(' | b')')
}

/// Whether a `.` after `text` would make it a URL.
pub(super) fn ends_with_www(text: &[u8]) -> bool {
    text.last_chunk::<3>().is_some_and(|last| last.eq_ignore_ascii_case(b"www"))
}

/// `value` for a double-quoted attribute, or for the double-quoted title of a Markdown link.
pub(super) fn escape_attribute(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for (at, c) in value.char_indices() {
        match c {
            '&' if !is_attribute_reference(&value[at + 1..]) => out.push(c),
            '"' | '&' | '<' | '>' | '|' | '`' | '\\' => push_entity(&mut out, c),
            _ => push_visible(&mut out, c),
        }
    }
    out
}

/// `value` for a page of HTML: between tags, or in a double-quoted attribute.
pub(super) fn escape_page(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => push_visible(&mut out, c),
        }
    }
    out
}

/// The attribute with a title, with a space before it; empty without a title.
pub(super) fn title_attribute(title: &str) -> String {
    if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape_attribute(title)) }
}

/// `url` for a double-quoted attribute or the parentheses of a Markdown link.
pub(super) fn escape_href(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    push_href(&mut out, url);
    out
}

/// Appends what [`escape_href`] returns.
pub(super) fn push_href(out: &mut String, url: &str) {
    // Most URLs are kept as they are.
    if is_plain_url(url) {
        return out.push_str(url);
    }
    let keeps_parentheses = has_balanced_parentheses(url);
    for (at, byte) in url.bytes().enumerate() {
        match byte {
            b'(' | b')' if keeps_parentheses => out.push(char::from(byte)),
            b'&' if !is_attribute_reference(&url[at + 1..]) => out.push('&'),
            b'&' | b'(' | b')' => push_entity(out, char::from(byte)),
            _ if is_kept_in_href(byte) => out.push(char::from(byte)),
            _ => {
                out.push('%');
                let digits = [byte >> 4, byte & 15].map(|half| char::from_digit(half.into(), 16));
                out.extend(digits.into_iter().flatten().map(|digit| digit.to_ascii_uppercase()));
            }
        }
    }
}

/// Whether a URL consists of characters that need no escape, so that it may be an autolink.
pub(super) fn is_plain_url(url: &str) -> bool {
    url.bytes().all(is_kept_in_href)
}

fn is_kept_in_href(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'-' | b'_' | b'.' | b'+' | b'!' | b'*' | b',' | b'%' | b'#' | b'@' | b'?' | b'=' | b';')
        || matches!(byte, b':' | b'/' | b'$' | b'~' | b'\'')
}

/// Whether Markdown reads parentheses in a link target as part of it.
fn has_balanced_parentheses(url: &str) -> bool {
    let mut depth = 0_usize;
    let is_closed = |byte: u8| match byte {
        b'(' => {
            depth += 1;
            true
        }
        b')' => depth.checked_sub(1).is_some_and(|less| {
            depth = less;
            true
        }),
        _ => true,
    };
    url.bytes().all(is_closed) && depth == 0 && url.matches('(').count() < 8
}

/// Whether Markdown reads an `&` before `after` as an entity.
fn is_reference(after: &str) -> bool {
    let name = after.strip_prefix('#').unwrap_or(after);
    let rest = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    rest.len() < name.len() && rest.starts_with(';')
}

/// Whether HTML may read an `&` before `after` as an entity: some names need no semicolon, and the shortest have two letters.
fn is_html_reference(after: &str) -> bool {
    after.starts_with('#') || after.bytes().take_while(u8::is_ascii_alphanumeric).take(2).count() == 2
}

/// Whether HTML may read an `&` before `after` as an entity in an attribute: not as a part of a query.
fn is_attribute_reference(after: &str) -> bool {
    let rest = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    is_html_reference(after) && !rest.starts_with('=')
}

fn is_harmless_after_less_than(c: char) -> bool {
    c == ' ' || c == '=' || c == '-' || c.is_ascii_digit()
}

/// Whether Markdown may link what follows a `<` as an email address, which may begin with a digit.
fn is_address_in_brackets(after: &str) -> bool {
    after.split(['<', '>', ' ']).next().is_some_and(|inside| inside.contains('@'))
}

/// `line` so that, at the start of a line outside a table, it opens no block: no list, heading,
/// quote, rule, or row of dashes under a heading or a table header.
pub(super) fn guard_line_start(line: String) -> String {
    let tail = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.strip_suffix(tail).unwrap_or_default();
    let mut rest = tail.chars();
    let Some(first) = rest.next() else {
        return line;
    };
    let rest = rest.as_str();
    let opens = match first {
        '>' => digits.is_empty(),
        '#' | '+' | '-' | '=' | ':' if digits.is_empty() => {
            rest.is_empty() || rest.starts_with([' ', '#', '+', '-', '=', ':'])
        }
        '.' | ')' if !digits.is_empty() => rest.is_empty() || rest.starts_with(' '),
        _ => false,
    };
    if opens { format!("{digits}\\{first}{rest}") } else { line }
}

/// Whether `c` could make a line look different from what it says: a control character other than a
/// line end or tab, or one that changes the direction of text.
pub(super) fn is_hostile(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

fn push_escaped(out: &mut String, c: char, escape: Escape) {
    match escape {
        Escape::Backslash => out.extend(['\\', c]),
        Escape::Entity => push_entity(out, c),
    }
}

fn push_entity(out: &mut String, c: char) {
    out.push_str("&#");
    out.push_str(&u32::from(c).to_string());
    out.push(';');
}

/// Appends a character that needs no escape: whitespace as a space, a hostile one as U+FFFD.
fn push_visible(out: &mut String, c: char) {
    out.push(match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
        _ if is_hostile(c) || is_reserved(c) => char::REPLACEMENT_CHARACTER,
        _ => c,
    });
}

fn starts_alphanumeric(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Whether an `@` between the two makes an email address, in GFM or a more liberal reader.
fn is_email(before: &str, after: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | '_' | ':'))
        && after
            .chars()
            .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '/'))
            .any(|c| c == '.')
}
