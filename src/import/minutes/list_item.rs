//! The markers of list items: bullets, numbers and boxes.

use super::lines::SourceLine;
use super::next_call::strip_list_marker;

/// The boxes of items that are done.
const CHECKED: [&str; 6] = ["[x]", "[X]", "\u{2611}", "\u{2705}", "\u{2713}", "\u{2714}"];
/// The boxes of other items.
const UNCHECKED: [&str; 6] = ["[ ]", "[]", "\u{2610}", "\u{274c}", "\u{2717}", "\u{2718}"];

/// A line without the marker and the box of its list item.
#[derive(Debug, Clone, Copy)]
pub struct ListItem<'t> {
    /// Whether it has a marker or a box.
    pub is_marked: bool,
    /// The state of its box.
    pub is_checked: Option<bool>,
    /// The rest, trimmed.
    pub text: &'t str,
}

impl<'t> ListItem<'t> {
    /// Splits a line. Other text than a list item stays as it is.
    pub fn parse(line: &'t str) -> Self {
        let line = line.trim();
        let item = if line.starts_with(['#', '>', '–']) { line } else { strip_list_marker(line) };
        // Most items begin with a letter.
        let may_be_boxed = item.starts_with(|c: char| c == '[' || !c.is_ascii());
        let boxes = CHECKED.iter().map(|mark| (mark, true)).chain(UNCHECKED.iter().map(|mark| (mark, false)));
        let mut boxed = boxes
            .filter(|_| may_be_boxed)
            .filter_map(|(mark, is_checked)| Some((item.strip_prefix(mark)?, is_checked)));
        let (text, is_checked) = boxed
            .find(|(text, _)| !text.starts_with(['(', '[', ':']))
            .map_or((item, None), |(text, is_checked)| (text.trim_start_matches(['\u{fe0f}', ' ']), Some(is_checked)));
        Self { is_marked: text.len() < line.len(), is_checked, text }
    }
}

/// Whether a line is an item of a list.
pub fn is_item(line: SourceLine) -> bool {
    ListItem::parse(line.text).is_marked
}

/// The width of the whitespace before a line.
pub fn find_indent(line: SourceLine) -> usize {
    let before = &line.text[..line.text.len() - line.text.trim_start().len()];
    before.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum()
}
