//! The raw HTML that is allowed: line breaks, and comments, which vanish.

use std::borrow::Cow;

const COMMENT: &str = "<!--";

/// Whether raw HTML is nothing but line breaks, comments and text.
pub(super) fn is_harmless(html: &str) -> bool {
    let mut rest = html;
    while let Some((_, tag)) = rest.split_once('<') {
        if let Some(after) = strip_break(tag) {
            rest = after;
        } else if let Some((comment, after)) = tag.strip_prefix("!--").and_then(|tail| tail.split_once("-->")) {
            // Parsers differ on what else is a comment, so only the simplest form is accepted.
            if comment.starts_with(['>', '-']) || comment.ends_with('-') || comment.contains("--") {
                return false;
            }
            rest = after;
        } else {
            return false;
        }
    }
    true
}

/// What follows a `<br>`; `tag` is the text after its `<`.
pub(super) fn strip_break(tag: &str) -> Option<&str> {
    let (name, rest) = tag.split_at_checked(2)?;
    let rest = rest.trim_start();
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    rest.strip_prefix('>').filter(|_| name.eq_ignore_ascii_case("br"))
}

/// `html` without its closed comments; an unclosed one is text.
pub(super) fn without_comments(html: &str) -> Cow<'_, str> {
    if !html.contains(COMMENT) {
        return Cow::Borrowed(html);
    }
    let mut kept = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, comment)) = rest.split_once(COMMENT) {
        // `<!-->` and `<!--->` are comments, too.
        let after = ["->", ">"].iter().find_map(|end| comment.strip_prefix(end));
        let Some(after) = after.or_else(|| Some(comment.split_once("-->")?.1)) else {
            break;
        };
        kept.push_str(before);
        rest = after;
    }
    kept.push_str(rest);
    Cow::Owned(kept)
}
