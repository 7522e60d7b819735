//! The marker of a list item, and what is around its text.

use crate::import::minutes::lines::SourceLine;
use crate::text::characters::{is_bullet, is_copied_bullet};

/// The text of a list item, and whether its box is ticked. Other text stays as it is.
pub fn strip_item(text: &str) -> (&str, Option<bool>) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let marker = match text.chars().next() {
        Some(c) if is_bullet(c) => c.len_utf8(),
        _ if (1..=3).contains(&digits) && text[digits..].starts_with(['.', ')']) => digits + 1,
        _ => return (text, None),
    };
    let after = &text[marker..];
    if !after.starts_with([' ', '\t']) && !text.starts_with(is_copied_bullet) {
        return (text, None);
    }
    let item = after.trim_start();
    for (box_text, is_ticked) in [("[ ]", false), ("[x]", true), ("[X]", true)] {
        if let Some(item) = item.strip_prefix(box_text).filter(|item| item.starts_with(' ')) {
            return (item.trim_start(), Some(is_ticked));
        }
    }
    (item, None)
}

/// Whether a line is an item of a list.
pub fn is_item(line: SourceLine) -> bool {
    strip_item(line.text.trim()).0.len() < line.text.trim().len()
}

/// The width of the whitespace before a line.
pub fn find_indent(line: SourceLine) -> usize {
    let before = &line.text[..line.text.len() - line.text.trim_start().len()];
    before.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum()
}

/// The text without one end of bold text whose other end is before or after it.
pub fn strip_open_bold(text: &str) -> &str {
    if text.matches("**").count().is_multiple_of(2) {
        return text;
    }
    text.strip_prefix("**").or_else(|| text.strip_suffix("**")).unwrap_or(text).trim()
}
