//! Reads one source, part by part, into the record of its call.

mod actions;
mod approval;
mod attendees;
mod discussion;
mod recap;

use super::CallReading;
use super::action_facts::ListedAction;
use super::attendance::KnownNames;
use super::column::MinutesColumn;
use super::group_words::THIS_CALL;
use super::history::SourceContext;
use super::items::CallItems;
use super::lines::{SourceLine, has_text, join_markdown, some_text};
use super::meeting_day::{self, DayContext};
use super::next_call::{is_next_label, strip_list_marker};
use super::outline;
use super::parts::{self, MinutesPart, PartKind};
use super::plain_text;
use super::proposals::ProposalFacts;
use super::repeated::drop_repeated;
use super::source::SourceDoubts;
use super::topics;
use crate::import::doubt::DoubtKind;
use crate::model::meeting::Meeting;
use crate::model::slug::slug_from_name;
use crate::model::workgroup::ProseSection;
use crate::source::{Place, Source, Spanned};
use chrono::NaiveDate;

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
    drop_repeated(&mut parts);
    let day = meeting_day::find_day(&mut parts, context, doubts)?;
    Some(OpenedMinutes { day, parts, text, is_plain })
}

/// Reads a source, with the names that the group uses and the columns that the user mapped.
pub fn read_call(
    opened: OpenedMinutes,
    names: &KnownNames,
    columns: &[(String, MinutesColumn)],
    doubts: SourceDoubts,
) -> CallReading {
    let OpenedMinutes { day, parts, text, is_plain } = opened;
    let mut reading = CallReader {
        columns,
        record: Meeting { date: day.into(), ..Meeting::default() },
        items: CallItems::default(),
        rows: Vec::new(),
        names: Vec::new(),
        proposals: Vec::new(),
        doubts,
        day,
        known: attendees::collect_known_names(&parts, names),
        text,
        is_plain,
    };
    for part in &parts {
        reading.read_part(part);
    }
    reading.merge_attendees();
    std::mem::take(&mut reading.items).move_to(&mut reading.record);
    reading.take_marked_actions();
    let CallReader { record, rows, names, proposals, doubts, .. } = reading;
    CallReading { record, rows, names, proposals, doubts }
}

/// A source while it is read.
struct CallReader<'t> {
    record: Meeting,
    items: CallItems,
    rows: Vec<ListedAction>,
    names: Vec<(String, Place)>,
    /// What items say of proposals.
    proposals: Vec<ProposalFacts>,
    doubts: SourceDoubts,
    day: NaiveDate,
    known: KnownNames,
    /// Headers of tables, each with the field that its column holds.
    columns: &'t [(String, MinutesColumn)],
    text: &'t str,
    is_plain: bool,
}

impl<'t> CallReader<'t> {
    fn read_part(&mut self, part: &MinutesPart<'t>) {
        if part.kind == PartKind::Title {
            return self.read_title(part);
        }
        // A bold line with more words is text, too.
        let keeps_heading = matches!(
            part.kind,
            PartKind::Other | PartKind::Recap | PartKind::Next | PartKind::Approval | PartKind::Topics
        );
        let is_label = part.heading.is_some_and(|heading| parts::is_people_label(heading.text));
        if part.has_extra_words() && !keeps_heading && !is_label {
            self.add_section(&part.title(), String::new());
        }
        let may_have_table = matches!(part.kind, PartKind::Recap | PartKind::Other | PartKind::Outline);
        if may_have_table && self.has_table(part) {
            self.read_discussion(part);
            return self.keep_heading(part);
        }
        match part.kind {
            PartKind::Title => {}
            PartKind::Attendees => self.read_attendees(part),
            PartKind::Outline => self.read_outline(part),
            PartKind::Approval => self.read_approval(part),
            PartKind::Recap => self.read_recap(part),
            PartKind::Topics => self.read_topics(part),
            PartKind::Discussion | PartKind::Current | PartKind::New | PartKind::Closing | PartKind::OutOfAgenda => {
                self.read_discussion(part)
            }
            PartKind::Actions => self.read_actions(part),
            PartKind::Aob => append_text(&mut self.record.aob, Some(join_markdown(&part.lines))),
            PartKind::Next => self.keep_next(part),
            PartKind::Other => self.add_section(&part.title(), join_markdown(&part.lines)),
        }
    }

    /// Keeps the heading of a part with a table, unless it became the kind of an item or a heading of its own.
    fn keep_heading(&mut self, part: &MinutesPart) {
        let title = part.title();
        let heading = title.trim_end_matches(':');
        let is_kept = self.items.has_kind(&slug_from_name(heading))
            || self.record.sections.iter().filter_map(|section| section.heading.as_ref()).any(|kept| **kept == heading)
            || self.record.recap.iter().any(|recap| recap.heading.value == heading);
        if !is_kept && (part.kind == PartKind::Other || part.has_extra_words()) {
            self.add_section(heading, String::new());
        }
    }

    /// Keeps lines that no reader claims: a section under a heading, and a doubt at its lines.
    fn keep_lines(&mut self, heading: &str, lines: &[SourceLine]) {
        let said = || lines.iter().filter(|line| has_text(line.text)).map(|line| line.trim());
        let (Some(first), Some(last)) = (said().next(), said().next_back()) else { return };
        self.doubt_section(heading, first.at..last.range().end);
        self.add_section(heading, join_markdown(&self.space_lines(lines)));
    }

    /// Keeps a part about the next call that announces nothing. A heading alone says something if it has more words.
    fn keep_next(&mut self, part: &MinutesPart) {
        let title = part.title();
        match part.heading {
            Some(heading)
                if part.lines.iter().all(|line| line.is_empty()) && !is_next_label(strip_list_marker(&title)) =>
            {
                self.doubt_section(&title, heading.range());
                self.add_section(&title, String::new());
            }
            _ => self.keep_lines(&title, &part.lines),
        }
    }

    /// Some lines of the source, with an empty one where others were between them.
    fn space_lines<'l>(&self, lines: &[SourceLine<'l>]) -> Vec<SourceLine<'l>> {
        let mut spaced: Vec<SourceLine> = Vec::with_capacity(lines.len());
        for line in lines {
            let between = spaced.last().and_then(|last| self.text.get(last.range().end..line.at));
            if between.is_some_and(|between| between.matches('\n').count() > 1) {
                spaced.push(SourceLine { at: line.at, text: "" });
            }
            spaced.push(*line);
        }
        spaced
    }

    /// Adds a doubt about text that becomes a section.
    fn doubt_section(&mut self, heading: &str, place: std::ops::Range<usize>) {
        let whose = if has_text(heading) { format!("the section `{heading}`") } else { "a section".to_owned() };
        let message = format!("no key for this text: it is kept in {whose} of the minutes");
        self.doubts.add(DoubtKind::Unplaced, place, message);
    }

    /// Adds a section, or text to the last one if that has the same heading.
    fn add_section(&mut self, heading: &str, text: String) {
        let (heading, text) = (some_text(heading.trim_end_matches(':')), some_text(text));
        match self.record.sections.last_mut() {
            Some(last) if last.heading == heading => append_text(&mut last.text, text.map(|text| text.value)),
            _ if heading.is_some() || text.is_some() => self.record.sections.push(ProseSection { heading, text }),
            _ => {}
        }
    }

    fn read_title(&mut self, part: &MinutesPart<'t>) {
        let (heading, rest) = meeting_day::strip_title(part, self.text, self.day);
        match rest.iter().all(|line| line.is_empty()) {
            true => self.add_section(&heading, String::new()),
            false => self.keep_lines(&heading, &rest),
        }
    }

    fn read_outline(&mut self, part: &MinutesPart<'t>) {
        let text = join_markdown(&part.lines);
        match outline::read_references(&text) {
            Some(planned) => {
                for mut item in planned {
                    item.issue = item.issue.map(|issue| self.doubts.shorten_reference(&issue).into());
                    self.items.add(item, false);
                }
            }
            None => append_text(&mut self.record.outline, Some(text)),
        }
    }

    fn read_topics(&mut self, part: &MinutesPart<'t>) {
        let (found, rest) = topics::read_topics(&part.lines, self.is_plain, &self.doubts);
        for topic in found {
            self.items.add(topic, true);
        }
        self.keep_lines(&part.title(), &rest);
    }

    fn context(&self) -> SourceContext<'t> {
        SourceContext { day: self.day, marks_updates: self.text.contains(THIS_CALL), columns: self.columns }
    }
}

/// Appends a text to an optional one, as a paragraph.
fn append_text(text: &mut Option<Spanned<String>>, more: Option<String>) {
    match (text, more.filter(|more| has_text(more))) {
        (_, None) => {}
        (Some(text), Some(more)) => text.value.push_str(&format!("\n\n{more}")),
        (text, Some(more)) => *text = some_text(more),
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
