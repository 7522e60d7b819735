//! Reads one source, part by part, into the record of its call.

mod actions;
mod attendees;
mod discussion;

use super::CallReading;
use super::attendance::KnownNames;
use super::lines::{SourceLine, has_text, join_lines};
use super::meeting_day::{self, DayContext};
use super::parts::{self, MinutesPart, PartKind};
use super::plain_text;
use super::record::some_text;
use super::register;
use super::source::SourceDoubts;
use super::topics;
use super::words::plain_text;
use crate::model::meeting::{Approval, ApprovalDecision, Meeting, Recap};
use crate::model::workgroup::ProseSection;
use crate::source::{Place, Source, Spanned};
use crate::text::dates::find_date;
use chrono::NaiveDate;
use std::collections::HashSet;

/// A source with known parts and date.
#[derive(Debug)]
pub struct OpenedMinutes<'t> {
    /// The date of the call.
    pub day: NaiveDate,
    /// Its parts, in order.
    pub parts: Vec<MinutesPart<'t>>,
    text: &'t str,
    is_plain: bool,
}

/// The name of a file without its folder and extension.
pub fn file_stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Splits a source into parts and finds its date; `None` if there is none. `notices` are the folded headings of the
/// group's recurring texts.
pub fn open_minutes<'t>(
    source: &'t Source,
    notices: &[String],
    context: DayContext,
    doubts: &mut SourceDoubts,
) -> Option<OpenedMinutes<'t>> {
    let text = source.text.as_str();
    let is_plain = plain_text::is_plain(text);
    let mut parts = if is_plain { plain_text::split_plain_parts(text, notices) } else { parts::split_parts(text) };
    let day = meeting_day::find_day(&mut parts, context, doubts)?;
    Some(OpenedMinutes { day, parts, text, is_plain })
}

/// Reads a source, with the names that the group uses.
pub fn read_call(opened: OpenedMinutes, names: &KnownNames, doubts: SourceDoubts) -> CallReading {
    let OpenedMinutes { day, parts, text, is_plain } = opened;
    let mut reading = CallReader {
        record: Meeting { date: day.into(), ..Meeting::default() },
        rows: Vec::new(),
        names: Vec::new(),
        doubts,
        day,
        known: attendees::collect_known_names(&parts, names),
        titles: HashSet::new(),
        text,
        is_plain,
    };
    for part in &parts {
        reading.read_part(part);
    }
    reading.take_marked_actions();
    if is_plain {
        plain_text::normalize_bullets(&mut reading.record);
    }
    CallReading { record: reading.record, rows: reading.rows, names: reading.names, doubts: reading.doubts }
}

/// A source while it is read.
struct CallReader<'t> {
    record: Meeting,
    rows: Vec<register::ListedAction>,
    names: Vec<(String, Place)>,
    doubts: SourceDoubts,
    day: NaiveDate,
    known: KnownNames,
    /// The titles that were kept, so that each is kept once.
    titles: HashSet<String>,
    text: &'t str,
    is_plain: bool,
}

impl<'t> CallReader<'t> {
    fn read_part(&mut self, part: &MinutesPart<'t>) {
        let text = join_lines(&part.lines);
        let has_table = matches!(part.kind, PartKind::Recap | PartKind::Other) && self.has_table(part);
        // A bold line is text that also serves as a heading.
        let is_text = |heading: &SourceLine| !self.is_plain && !self.is_marked_heading(heading);
        let said = part.heading.filter(|heading| parts::has_extra_words(heading.text) || is_text(heading));
        if let Some(heading) = said {
            match part.kind {
                // The record has their headings.
                PartKind::Title | PartKind::Approval => {}
                PartKind::Recap | PartKind::Other if !has_table => {}
                _ => self.record.keep_unparsed("heading", plain_text(heading.text)),
            }
        }
        match part.kind {
            _ if has_table => self.read_discussion(part),
            PartKind::Title => self.read_title(part),
            PartKind::Attendees => self.read_attendees(part),
            PartKind::Outline => append_text(&mut self.record.outline, text),
            PartKind::Approval => self.read_approval(part, text),
            PartKind::Recap if has_text(&text) => {
                let heading = part.title().into();
                self.record.recap.push(Recap { heading, text: Some(text.into()), ..Recap::default() });
            }
            PartKind::Recap => {}
            PartKind::Topics => {
                self.record.topics.extend(topics::read_topics(&part.lines, self.is_plain, &self.doubts))
            }
            PartKind::Discussion | PartKind::Current | PartKind::New | PartKind::Closing | PartKind::OutOfAgenda => {
                self.read_discussion(part)
            }
            PartKind::Actions => self.read_actions(part),
            PartKind::Aob => append_text(&mut self.record.aob, text),
            PartKind::Next => self.add_section(part.title(), text),
            PartKind::Other => self.add_section(part.title(), text),
        }
    }

    fn add_section(&mut self, heading: String, text: String) {
        let (heading, text) = (some_text(heading), some_text(text));
        if heading.is_some() || text.is_some() {
            self.record.sections.push(ProseSection { heading, text });
        }
    }

    /// Whether a heading is marked with `#`.
    fn is_marked_heading(&self, heading: &SourceLine) -> bool {
        self.text.get(..heading.at).is_some_and(|before| before.trim_end_matches([' ', '\t']).ends_with('#'))
    }

    fn read_title(&mut self, part: &MinutesPart) {
        let day = self.day;
        let is_more = |line: &&SourceLine| !meeting_day::has_only_day(line.text, day);
        if let Some(heading) = part.heading.as_ref().filter(is_more) {
            self.keep_title(&plain_text(heading.text));
        }
        let lines: Vec<SourceLine> = part.lines.iter().filter(is_more).copied().collect();
        // Copied text repeats its title, a line with the date.
        let (titles, rest): (Vec<SourceLine>, Vec<SourceLine>) = lines
            .into_iter()
            .partition(|line| self.is_plain && find_date(line.text).is_some_and(|found| found.date() == Some(day)));
        titles.iter().for_each(|line| self.keep_title(line.text.trim()));
        self.add_section(String::new(), join_lines(&rest));
    }

    fn keep_title(&mut self, title: &str) {
        if self.titles.insert(title.to_owned()) {
            self.record.keep_unparsed("title", title);
        }
    }

    fn read_approval(&mut self, part: &MinutesPart, text: String) {
        let said = plain_text(&text).to_lowercase();
        let decided = said.rsplit("decision").next().unwrap_or_default();
        let words: Vec<&str> = decided.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let is_approved =
            words.iter().any(|word| matches!(*word, "ok" | "approved" | "accepted")) && !words.contains(&"not");
        let decision = ApprovalDecision::Approved.into();
        self.record.previous_minutes = is_approved.then_some(Approval { decision, date: None, corrections: None });
        self.record.keep_unparsed(part.title(), text);
    }
}

/// Appends a text to an optional one.
fn append_text(text: &mut Option<Spanned<String>>, more: String) {
    match text {
        None => *text = some_text(more),
        Some(text) if has_text(&more) => text.value.push_str(&format!("\n\n{more}")),
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::file_stem;

    #[test]
    fn a_file_name_is_found_in_the_paths_of_every_system() {
        for path in
            ["MOM-2022-07-28.md", "old/MOM-2022-07-28.md", r"old\MOM-2022-07-28.md", r"C:\a b\MOM-2022-07-28.md"]
        {
            assert_eq!(file_stem(path), "MOM-2022-07-28", "{path}");
        }
    }
}
