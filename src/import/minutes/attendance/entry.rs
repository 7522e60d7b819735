//! One entry of an attendance list, part by part.

use super::words::{Label, begins_with_absence, belongs_to_name, is_remark, is_role, says_only_absence};
use crate::import::minutes::lines::{SourceLine, has_text};
use crate::import::minutes::words::plain_text;
use crate::text::characters::{is_bullet, is_dash};
use std::ops::Range;

/// How the parts of an entry relate to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryShape {
    /// The first part is the organization, the others are its people.
    Organization,
    /// The last part is the organization, the others are its people.
    Name,
    /// Two parts, or one before a dash and several after it: known names decide what comes first.
    Either,
    /// Three or more parts, separated by commas: only known names decide.
    Several,
    /// A name without an organization.
    Alone,
}

/// A name in an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryPart<'t> {
    /// The line or cell that contains it.
    pub within: SourceLine<'t>,
    /// Without markup and remarks.
    pub text: String,
    /// For example `chair`.
    pub role: Option<String>,
    /// For example `excused`.
    pub note: Option<String>,
    /// Whether the note says that the person did not attend.
    pub is_absent: bool,
    /// Whether it is written as a mention or with a handle, as only people are.
    pub is_mention: bool,
    /// The text in parentheses after it, which may be an organization or a part of the name.
    pub(super) inside: Option<String>,
}

impl<'t> EntryPart<'t> {
    /// A name without remarks.
    pub fn new(within: SourceLine<'t>, text: &str) -> Self {
        Self { within, text: text.to_owned(), ..Self::default() }
    }

    /// Makes the text in parentheses a part of the name.
    pub fn keep_inside(&mut self) {
        if let Some(inside) = self.inside.take() {
            self.text = format!("{} ({inside})", self.text);
        }
    }

    /// Its bytes in the source; those of the whole line or cell where markup separates its words.
    pub fn source_range(&self) -> Range<usize> {
        let SourceLine { at, text } = self.within.trim();
        match text.find(&self.text).filter(|_| !self.text.is_empty()) {
            Some(start) => at + start..at + start + self.text.len(),
            None => at..at + text.len(),
        }
    }

    /// Adds a text as the role or the note of the name.
    pub fn add_remark(&mut self, text: &str) {
        let text = text.trim_matches(|c: char| is_dash(c) || matches!(c, ' ' | ',' | ';' | '(' | ')'));
        if !has_text(text) {
            return;
        }
        self.is_absent |= begins_with_absence(text);
        if says_only_absence(text) {
            return;
        }
        self.is_mention |= text.starts_with('@');
        let is_plain = !text.contains(|c: char| c.is_ascii_digit() || c == '@');
        if self.role.is_none() && is_plain && (is_role(text) || !is_remark(text)) {
            self.role = Some(text.to_owned());
        } else {
            self.add_note(text);
        }
    }

    /// Adds what a label or a heading says about the person.
    pub fn add_label(&mut self, label: &Label) {
        match label {
            Label::Absent(word) => {
                self.is_absent = true;
                self.note = self.note.take().or_else(|| word.clone());
            }
            Label::Role(role) => self.role = Some(role.clone()),
            Label::Attended(_) | Label::Other => {}
        }
    }

    /// Adds a text as a note.
    pub fn add_note(&mut self, text: &str) {
        self.note = Some(self.note.take().map_or(text.to_owned(), |note| format!("{note}; {text}")));
    }
}

/// An organization with people, or a person with an organization.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttendanceEntry<'t> {
    /// The line, cell or row that it is in.
    pub line: SourceLine<'t>,
    /// How the parts relate.
    pub shape: EntryShape,
    /// At least one.
    pub parts: Vec<EntryPart<'t>>,
    /// Whether all of it is bold.
    pub is_bold: bool,
    /// Whether it is in a list, so that a name without an organization may be a person.
    pub is_item: bool,
    /// Whether a box says that the person attended.
    pub is_present: Option<bool>,
}

/// A line without the marks of its list item.
pub struct BareLine<'t> {
    /// Whether it had a bullet, a number or a box.
    pub is_item: bool,
    /// The state of its box.
    pub is_present: Option<bool>,
    /// The rest.
    pub text: &'t str,
}

/// Removes the bullet, the number and the box of a list item.
pub fn strip_marks(text: &str) -> BareLine<'_> {
    const CHECKED: [&str; 4] = ["[x]", "[X]", "\u{2611}", "\u{2705}"];
    const UNCHECKED: [&str; 4] = ["[ ]", "[]", "\u{2610}", "\u{274c}"];
    let trimmed = text.trim();
    // `**` starts bold text.
    let is_mark = |c: char| is_bullet(c) || c == ' ';
    let rest = if trimmed.starts_with("**") { trimmed } else { trimmed.trim_start_matches(is_mark) };
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = after.strip_prefix(['.', ')']).unwrap_or(rest).trim_start();
    let strip = |boxes: [&str; 4]| boxes.iter().find_map(|mark| rest.strip_prefix(mark));
    let (text, is_present) = match (strip(CHECKED), strip(UNCHECKED)) {
        (Some(text), _) => (text.trim_start(), Some(true)),
        (_, Some(text)) => (text.trim_start(), Some(false)),
        _ => (rest, None),
    };
    BareLine { is_item: text.len() < trimmed.len(), is_present, text }
}

/// The plain text of a line; the brackets of `Name [Org]` become parentheses.
pub fn plain_entry(text: &str) -> String {
    let mut marked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        marked.push_str(before);
        let inner = after.split_once(']').filter(|(inner, after)| {
            let is_link = inner.contains(['[', '<', '@']) || after.starts_with(['(', '[']);
            !is_link && has_text(&marked) && has_text(inner)
        });
        marked.push_str(&inner.map_or("[".to_owned(), |(inner, _)| format!("({inner})")));
        rest = inner.map_or(after, |(_, after)| after);
    }
    marked.push_str(rest);
    let mut plain = plain_text(&marked);
    for dash in [" – ", " — "] {
        plain = plain.replace(dash, " - ");
    }
    plain = plain.replace(" - (", " (");
    // A full stop belongs to an abbreviation, or to nothing.
    let last = plain.rsplit(' ').next().unwrap_or_default().trim_end_matches('.');
    let is_short = last.contains('.') || last.chars().count() == 1 || belongs_to_name(last);
    if !is_short && plain.ends_with('.') && !plain.ends_with("..") {
        plain.pop();
    }
    plain
}
