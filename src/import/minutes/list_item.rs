//! The markers of list items: bullets, numbers and boxes.

use super::lines::SourceLine;
use super::next_call::strip_list_marker;

/// The boxes of items, each with whether it is checked.
const BOXES: [(&str, bool); 12] = [
    ("[x]", true),
    ("[X]", true),
    ("\u{2611}", true),
    ("\u{2705}", true),
    ("\u{2713}", true),
    ("\u{2714}", true),
    ("[ ]", false),
    ("[]", false),
    ("\u{2610}", false),
    ("\u{274c}", false),
    ("\u{2717}", false),
    ("\u{2718}", false),
];

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
        let boxes = BOXES.iter().filter(|_| may_be_boxed);
        let mut boxed = boxes.filter_map(|(mark, is_checked)| Some((item.strip_prefix(mark)?, *is_checked)));
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
