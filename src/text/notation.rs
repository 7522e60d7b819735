//! The notation of a call: what a chair types, and what a program writes for the chair to change. `docs/notation.md`
//! describes it.
//!
//! ```text
//! - [x] Eric Murray (Vodafone)
//!
//! ## #293 Trustworthiness Intent
//! The owner presented the API.
//!
//! Decision: It goes to the TSC -> under-review
//! AP NCSRD: add an example (due Mar 12)
//! ```
//!
//! The reader decides what is a person, a heading, prose or a mark. What a number, a name or a day stands for is decided
//! by those who know the records.

pub mod ending;
pub mod heading;
pub mod mark;
pub mod person;
pub mod words;

#[cfg(test)]
pub(crate) mod tests;

use crate::model::meeting::ApprovalDecision;
use heading::{Heading, parse_heading};
use mark::{Mark, parse_mark};
use person::{Person, parse_person};

/// A call as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The people before the first heading.
    pub people: Vec<Numbered<Person>>,
    /// The headings with what is below them, in order.
    pub sections: Vec<Section>,
    /// What is not understood, in order.
    pub misread: Vec<Numbered<String>>,
}

/// A part of a sheet and its line, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numbered<T> {
    /// The line, from 1.
    pub line: usize,
    /// What is there. Of what is not understood, it is the reason: a lower-case phrase.
    pub value: T,
}

/// A heading with what is below it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is about.
    pub heading: Numbered<Heading>,
    /// The first line of its prose, or the line of the heading.
    pub prose_line: usize,
    /// Markdown, without empty lines at both ends; may be empty.
    pub prose: String,
    /// What stands out from the prose, in order.
    pub marks: Vec<Numbered<Mark>>,
}

/// What a line at the start of a line of the sheet makes a comment.
pub const COMMENT: char = '%';

/// Reads a sheet. Linear in its length.
pub fn parse_sheet(text: &str) -> Sheet {
    let lines: Vec<&str> = text.strip_prefix('\u{feff}').unwrap_or(text).lines().collect();
    let mut sheet = Sheet::default();
    // A mark or a comment between two empty lines leaves one of them.
    let mut joins_gap = false;
    // Below a heading that is not understood, nothing is.
    let mut is_skipped = false;
    let mut at = 0;
    while let Some(text) = lines.get(at).copied() {
        at += 1;
        let line = at;
        if text.starts_with(COMMENT) {
            joins_gap = true;
        } else if let Some(heading) = strip_heading(text) {
            let parsed = parse_heading(heading);
            (joins_gap, is_skipped) = (false, parsed.is_err());
            match parsed {
                Ok(value) => sheet.sections.push(Section {
                    heading: Numbered { line, value },
                    prose_line: line,
                    prose: String::new(),
                    marks: Vec::new(),
                }),
                Err(reason) => sheet.misread.push(Numbered { line, value: reason }),
            }
        } else if is_skipped {
            continue;
        } else if let Some(section) = sheet.sections.last_mut() {
            match section.read_mark(text, &lines[at..]) {
                Ok(None) => section.push_prose(line, text, std::mem::take(&mut joins_gap)),
                Ok(Some((mark, more))) => {
                    section.marks.push(Numbered { line, value: mark });
                    (joins_gap, at) = (true, at + more);
                }
                Err((reason, more)) => {
                    sheet.misread.push(Numbered { line, value: reason });
                    (joins_gap, at) = (true, at + more);
                }
            }
        } else if !text.trim().is_empty() {
            match parse_person(text) {
                Some(value) => sheet.people.push(Numbered { line, value }),
                None => {
                    let reason = "expected a person such as `- [x] Name (Organization)`, or a heading such as `## #63`";
                    sheet.misread.push(Numbered { line, value: reason.to_owned() });
                }
            }
        }
    }
    for section in &mut sheet.sections {
        section.prose.truncate(section.prose.trim_end().len());
    }
    sheet
}

/// The text of a heading of a section.
fn strip_heading(line: &str) -> Option<&str> {
    let text = line.strip_prefix("##")?;
    (text.is_empty() || text.starts_with([' ', '\t'])).then(|| text.trim())
}

impl Section {
    /// The mark that a line starts, with the number of lines after it that belong to it. The reason if the line is not
    /// understood.
    fn read_mark(&self, line: &str, after: &[&str]) -> Result<Option<(Mark, usize)>, (String, usize)> {
        if let (Heading::Approval(_), Some(decision)) = (&self.heading.value, parse_approval(line)) {
            return Ok(Some((Mark::Approval(decision), 0)));
        }
        match parse_mark(line) {
            Ok(None) => return Ok(None),
            Ok(Some(Mark::NotTreated)) => return Ok(Some((Mark::NotTreated, 0))),
            // Whether the line is complete shows only with what continues it.
            Ok(Some(_)) | Err(_) => {}
        }
        let more = count_continuation(after);
        let rest = after[..more].iter().map(|line| unindent(line).unwrap_or_default());
        let whole = std::iter::once(line).chain(rest).collect::<Vec<_>>().join("\n");
        match parse_mark(&whole) {
            Ok(mark) => Ok(mark.map(|mark| (mark, more))),
            Err(reason) => Err((reason, more)),
        }
    }

    fn push_prose(&mut self, line: usize, text: &str, joins_gap: bool) {
        let text = if text.trim().is_empty() { "" } else { unescape_line(text) };
        let is_gap = self.prose.is_empty() || joins_gap && self.prose.ends_with("\n\n");
        if text.is_empty() && is_gap {
            return;
        }
        if self.prose.is_empty() {
            self.prose_line = line;
        }
        self.prose.push_str(text);
        self.prose.push('\n');
    }
}

/// The number of lines that continue a mark: indented ones, and empty ones between them.
fn count_continuation(after: &[&str]) -> usize {
    let is_part = |line: &&&str| line.trim().is_empty() || unindent(line).is_some();
    let lines = after.iter().take_while(is_part).count();
    after[..lines].iter().rposition(|line| !line.trim().is_empty()).map_or(0, |last| last + 1)
}

/// A line that continues a mark, without its indentation.
fn unindent(line: &str) -> Option<&str> {
    line.strip_prefix("  ").or_else(|| line.strip_prefix('\t'))
}

/// The decision on earlier minutes in a line that is nothing else.
pub fn parse_approval(line: &str) -> Option<ApprovalDecision> {
    let words = line.trim().trim_end_matches('.').replace(' ', "-");
    ApprovalDecision::KEYS.into_iter().find(|(key, _)| key.eq_ignore_ascii_case(&words)).map(|(_, decision)| decision)
}

/// Whether a line of prose would be read as something else.
fn has_meaning(line: &str) -> bool {
    line.starts_with(COMMENT)
        || strip_heading(line).is_some()
        || parse_approval(line).is_some()
        || parse_mark(line) != Ok(None)
}

/// A line of prose without the backslash that makes it prose.
fn unescape_line(line: &str) -> &str {
    match line.strip_prefix('\\') {
        Some(rest) if has_meaning(rest.trim_start_matches('\\')) => rest,
        _ => line,
    }
}

/// Prose as a sheet has it: a line that would be read as something else has a backslash before it.
pub fn escape_prose(prose: &str) -> String {
    let escape = |line: &str| match has_meaning(line.trim_start_matches('\\')) {
        true => format!("\\{line}\n"),
        false if line.trim().is_empty() => "\n".to_owned(),
        false => format!("{line}\n"),
    };
    prose.lines().map(escape).collect()
}

/// A text as a comment.
pub fn format_comment(text: &str) -> String {
    text.lines().map(|line| format!("{COMMENT} {line}").trim_end().to_owned() + "\n").collect()
}
