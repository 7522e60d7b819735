//! The marker of a list item, and what is around its text.

use crate::import::minutes::lines::SourceLine;
use crate::import::minutes::next_call::strip_list_marker;

/// The text of a list item, and whether its box is ticked. Other text stays as it is.
pub fn strip_item(text: &str) -> (&str, Option<bool>) {
    let item = if text.starts_with(['#', '>', '–']) { text } else { strip_list_marker(text) };
    let boxes = [("[ ] ", false), ("[x] ", true), ("[X] ", true)].into_iter().filter(|_| item.len() < text.len());
    let mut boxed = boxes.filter_map(|(mark, state)| Some((item.strip_prefix(mark)?.trim_start(), Some(state))));
    boxed.next().unwrap_or((item, None))
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
