//! Decides whether the links of a text need a parser: most texts have no links, or simple ones that are right.

use crate::model::typed_reference::parse_label;
use crate::view::markdown::marks::is_cut_scheme;

/// Whether anything looks like a broken reference. `agrees` compares a label with its URL.
pub(super) fn is_doubtful(text: &str, agrees: impl Fn(&str, &str) -> bool) -> bool {
    // A URL in `<` and `>` is a link as well.
    if text.contains("<http") {
        return true;
    }
    if !text.contains('[') {
        return has_cut_scheme(text);
    }
    let has_links = text.contains("](");
    let mut rest = text;
    while let Some(open) = rest.find('[') {
        let inner = &rest[open + 1..];
        let Some(end) = inner.find(['[', ']']) else { break };
        let label = inner[..end].trim_matches(['*', '_', '~', '`', ' ']);
        rest = &inner[end..];
        if rest.starts_with('[') {
            // Brackets inside brackets matter if they are links.
            if has_links {
                return true;
            }
            continue;
        }
        match rest.strip_prefix("](") {
            Some(after) => match plain_url(after) {
                Some(url) if !label.is_empty() && agrees(label, url) => {}
                _ => return true,
            },
            None if parse_label(label).is_some() => return true,
            None => {}
        }
    }
    has_cut_scheme(text)
}

/// The URL up to the closing parenthesis, if no character in it needs a parser.
fn plain_url(after: &str) -> Option<&str> {
    let end = after.find([')', '(', '[', ' ', '\n', '<', '\\', '"'])?;
    (end > 0 && after[end..].starts_with(')') && !is_cut_scheme(after)).then(|| &after[..end])
}

/// Whether there is a URL that lacks its first letter.
fn has_cut_scheme(text: &str) -> bool {
    text.contains("ttp")
        && text.match_indices("://").any(|(colon, _)| {
            let before = &text[..colon];
            let start = before.rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |at| at + 1);
            before.get(start..).is_some_and(|scheme| matches!(scheme, "ttp" | "ttps"))
        })
}
