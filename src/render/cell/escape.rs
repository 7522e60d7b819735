//! Text, attributes and link targets as characters that neither Markdown nor HTML reads again.

/// Appends `run` so that it shows as it is.
///
/// `run` is a whole run of text, from tag to tag: the meaning of a character depends on its neighbors,
/// and at either end of the run the worst is assumed.
pub(super) fn push_text(out: &mut String, run: &str) {
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
            '\\' | '`' | '*' | '~' | '[' | ']' | '<' | '|' => push_entity(out, c),
            // Between letters an underscore does not begin emphasis.
            '_' if !(before.ends_with(|c: char| c.is_ascii_alphanumeric()) && starts_alphanumeric(after)) => {
                push_entity(out, c);
            }
            '&' if !after.starts_with([' ', '\n']) => push_entity(out, c),
            // GFM links `http://...` and `www....` where it finds them.
            ':' if after.starts_with("//") => push_entity(out, c),
            '.' if ends_with_www(before.as_bytes()) => push_entity(out, c),
            // Email addresses are linked after entities are decoded, so only a tag separates them.
            '@' if is_email(before, after) => out.push_str("@<!-- -->"),
            _ => push_shown(out, c),
        }
        at += c.len_utf8();
    }
}

/// Whether a byte is a character that Markdown never looks at.
pub(super) fn is_calm(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b',' | b'-' | b'(' | b')')
}

/// Whether a `.` after `text` would make it a URL.
pub(super) fn ends_with_www(text: &[u8]) -> bool {
    text.last_chunk::<3>().is_some_and(|last| last.eq_ignore_ascii_case(b"www"))
}

/// `value` for a double-quoted attribute.
pub(super) fn escape_attribute(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '"' | '&' | '<' | '>' | '|' | '`' | '\\' => push_entity(&mut out, c),
            _ => push_shown(&mut out, c),
        }
    }
    out
}

/// `url` for a double-quoted attribute or the parentheses of a Markdown link.
pub(super) fn escape_href(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    push_href(&mut out, url);
    out
}

/// Appends what `escape_href` gives.
pub(super) fn push_href(out: &mut String, url: &str) {
    if url.bytes().all(is_kept_in_href) {
        out.push_str(url);
        return;
    }
    for byte in url.bytes() {
        match byte {
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

fn is_kept_in_href(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'-' | b'_'
                | b'.'
                | b'+'
                | b'!'
                | b'*'
                | b','
                | b'%'
                | b'#'
                | b'@'
                | b'?'
                | b'='
                | b';'
                | b':'
                | b'/'
                | b'$'
                | b'~'
                | b'\''
        )
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
    if !opens {
        return line;
    }
    let mut out = digits.to_owned();
    push_entity(&mut out, first);
    out.push_str(rest);
    out
}

/// Whether `c` could make a line look different from what it says: a control character other than a
/// line end or tab, or one that changes the direction of text.
pub(super) fn is_hostile(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
}

fn push_entity(out: &mut String, c: char) {
    out.push_str("&#");
    out.push_str(&u32::from(c).to_string());
    out.push(';');
}

/// Appends a character that needs no entity: whitespace as a space, a hostile one as U+FFFD.
fn push_shown(out: &mut String, c: char) {
    out.push(match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
        _ if is_hostile(c) => char::REPLACEMENT_CHARACTER,
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
