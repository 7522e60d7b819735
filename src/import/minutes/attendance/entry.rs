//! One entry of an attendance list, part by part.

use super::words::{Label, begins_with_absence, belongs_to_name, is_remark, is_role, says_only_absence};
use crate::import::minutes::grid::split_cells;
use crate::import::minutes::lines::{SourceLine, has_text};
use crate::import::minutes::words::plain_text;
use crate::text::characters::is_dash;
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
    /// Three or more parts, separated by commas, or two after a label: only known names decide.
    Several,
    /// A name without an organization.
    Alone,
}

/// A name in an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryPart {
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

impl EntryPart {
    /// A name without remarks.
    pub fn new(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }

    /// Makes the text in parentheses a part of the name.
    pub fn keep_inside(&mut self) {
        match self.inside.take() {
            // One lowercase word is a handle.
            Some(inside) if !inside.contains(|c: char| c.is_uppercase() || c == ' ') => self.add_note(&inside),
            Some(inside) => self.text = format!("{} ({inside})", self.text),
            None => {}
        }
    }

    /// Adds a text as the role or the note of the name.
    pub fn add_remark(&mut self, text: &str) {
        let is_around = |c: char| is_dash(c) || matches!(c, ' ' | ',' | ';' | '(');
        let text = text.trim_start_matches(is_around);
        let text = text.trim_end_matches(|c: char| is_around(c) || c == ')' && !text.contains('('));
        if !has_text(text) {
            return;
        }
        self.is_absent |= begins_with_absence(text);
        if self.is_absent && says_only_absence(text) {
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
    pub parts: Vec<EntryPart>,
    /// Whether all of it is bold.
    pub is_bold: bool,
    /// Whether it is in a list, so that a name without an organization may be a person.
    pub is_item: bool,
    /// Whether a box says that the person attended.
    pub is_present: Option<bool>,
}

impl AttendanceEntry<'_> {
    /// The bytes of a name in the source; those of its cell or of the whole entry where markup separates its words.
    pub fn find_name(&self, name: &str) -> Range<usize> {
        let line = self.line.trim();
        if let Some(start) = line.text.find(name) {
            return line.slice(start..start + name.len()).range();
        }
        let cell = split_cells(line).into_iter().find(|cell| plain_text(cell.text) == name);
        cell.unwrap_or(line).range()
    }
}

/// The plain text of a line. The brackets of `Name [Org]` become parentheses, and a link to a profile in parentheses is a
/// handle.
pub fn plain_entry(text: &str) -> String {
    let mut marked = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('[') {
        marked.push_str(before);
        let (inner, behind) = after.split_once(']').unwrap_or_default();
        let is_link = inner.contains(['[', '<', '@']) || behind.starts_with(['(', '[']);
        rest = after;
        if !is_link && has_text(&marked) && has_text(inner) {
            marked.push_str(&format!("({inner})"));
            rest = behind;
            continue;
        }
        let is_handle = marked.ends_with('(')
            && !inner.contains([' ', '@', '['])
            && behind.starts_with(&format!("(https://github.com/{inner})"));
        marked.push_str(if is_handle { "@[" } else { "[" });
    }
    marked.push_str(rest);
    let mut plain = plain_text(&marked);
    for (dash, replaced) in [(" – ", " - "), (" — ", " - "), (" - (", " (")] {
        if plain.contains(dash) {
            plain = plain.replace(dash, replaced);
        }
    }
    // A full stop belongs to an abbreviation, or to nothing.
    if plain.ends_with('.') && !plain.ends_with("..") {
        let last = plain.rsplit(' ').next().unwrap_or_default().trim_end_matches('.');
        if !last.contains('.') && last.chars().count() != 1 && !belongs_to_name(last) {
            plain.pop();
        }
    }
    plain
}
