//! Reads news from other bodies.

use super::{CallReader, append_text};
use crate::import::minutes::lines::{SourceLine, has_text, join_markdown, some_text};
use crate::import::minutes::parts::{MinutesPart, heading_text};
use crate::import::minutes::words::{is_bold, plain_text};
use crate::model::meeting::Recap;

/// The longest line that names a body.
const LONGEST_BODY: usize = 60;

impl<'t> CallReader<'t> {
    /// Reads a recap: a body in a line of its own, and what it reported below that.
    pub(super) fn read_recap(&mut self, part: &MinutesPart<'t>) {
        let starts: Vec<usize> = (0..part.lines.len()).filter(|at| self.names_body(part.lines[*at])).collect();
        let first = starts.first().copied().unwrap_or(part.lines.len());
        let text = join_markdown(&part.lines[..first]);
        if has_text(&text) {
            self.add_recap(&part.title(), text);
        }
        let ends = starts.iter().skip(1).copied().chain([part.lines.len()]);
        for (start, end) in starts.iter().zip(ends) {
            let line = part.lines[*start];
            let body = plain_text(heading_text(line.text).unwrap_or(line.text));
            let heading = some_text(body.trim_end_matches(':'));
            let recap = heading.map(|heading| Recap { heading, ..Recap::default() });
            self.record.recap.extend(recap);
            if let Some(last) = self.record.recap.last_mut() {
                append_text(&mut last.text, Some(join_markdown(&part.lines[start + 1..end])));
            }
        }
    }

    /// Adds news under a heading, or to those that have it.
    pub(super) fn add_recap(&mut self, heading: &str, text: String) {
        match self.record.recap.last_mut().filter(|last| last.heading.value == heading) {
            Some(last) => append_text(&mut last.text, Some(text)),
            None => {
                let heading = heading.to_owned().into();
                self.record.recap.push(Recap { heading, text: some_text(text), ..Recap::default() });
            }
        }
    }

    /// Whether a line names a body, and nothing else: a heading, bold, or before a colon in copied text.
    fn names_body(&self, line: SourceLine) -> bool {
        let text = line.text.trim_end();
        let is_marked = || is_bold(text) && text.trim_end_matches(':').ends_with(['*', '_']);
        let is_copied = || self.is_plain && text.ends_with(':') && text.starts_with(char::is_alphanumeric);
        text.len() <= LONGEST_BODY && has_text(text) && (heading_text(text).is_some() || is_marked() || is_copied())
    }
}
