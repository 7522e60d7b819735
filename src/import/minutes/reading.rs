//! One source, part by part, into the record of its call.

mod attendees;
mod discussion;

use super::Read;
use super::attendance::Known;
use super::call_date::{self, CallDate};
use super::lines::{Line, joined, says_something};
use super::next_call;
use super::parts::{self, Kind, Part};
use super::plain_text;
use super::record::{Next, Recap, Record, Section};
use super::register;
use super::source::Doubts;
use super::topics;
use super::words::bare;
use crate::import::doubt::DoubtKind;
use crate::source::{Place, Source};
use std::collections::HashSet;

/// A source whose parts and whose day are known.
#[derive(Debug)]
pub struct Opened<'t> {
    /// The day of the call.
    pub date: CallDate,
    parts: Vec<Part<'t>>,
    text: &'t str,
    is_plain: bool,
}

/// The name of a file without its folder and its ending.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Parts a source, and finds its day; `None` where there is none. `notices` are the folded headings of the group's
/// standing texts.
pub fn open<'t>(source: &'t Source, notices: &[String], doubts: &mut Doubts) -> Option<Opened<'t>> {
    let text = source.text.as_str();
    let is_plain = plain_text::is_plain(text);
    let parts = if is_plain { plain_text::parts(text, notices) } else { parts::parts(text) };
    let date = call_date::find(&parts, stem(&source.path), doubts)?;
    Some(Opened { date, parts, text, is_plain })
}

/// Reads a source, with the names that the group knows.
pub fn read(opened: Opened, names: &Known, doubts: Doubts) -> Read {
    let Opened { date, parts, text, is_plain } = opened;
    let mut reading = Reading {
        record: Record { date: date.day, ..Record::default() },
        rows: Vec::new(),
        names: Vec::new(),
        doubts,
        date,
        known: attendees::collect_known(&parts, names),
        titles: HashSet::new(),
        text,
        is_plain,
    };
    for part in &parts {
        reading.part(part);
    }
    reading.announced_elsewhere(&parts);
    if is_plain {
        reading.record.each_text(plain_text::as_list);
    }
    Read { record: reading.record, rows: reading.rows, names: reading.names, doubts: reading.doubts }
}

/// A source while it is read.
struct Reading<'t> {
    record: Record,
    rows: Vec<register::Listed>,
    names: Vec<(String, Place)>,
    doubts: Doubts,
    date: CallDate,
    known: Known,
    /// The titles that are kept, each once.
    titles: HashSet<String>,
    text: &'t str,
    is_plain: bool,
}

impl<'t> Reading<'t> {
    fn part(&mut self, part: &Part<'t>) {
        let text = joined(&part.lines);
        // A line in bold is text that happens to be a heading.
        let is_text = |heading: &Line| !self.is_plain && !self.is_marked(heading);
        let said = part.heading.filter(|heading| parts::says_more(heading.text) || is_text(heading));
        if let Some(heading) = said {
            match part.kind {
                // Their headings stand in the record.
                Kind::Title | Kind::Approval => {}
                Kind::Recap | Kind::Other if !self.is_table(part) => {}
                _ => self.record.keep("heading", bare(heading.text)),
            }
        }
        match part.kind {
            Kind::Title => self.title(part),
            Kind::Attendees => self.attendees(part),
            Kind::Outline => add(&mut self.record.outline, text),
            Kind::Approval => self.approval(part, text),
            Kind::Recap if self.is_table(part) => self.discussion(part),
            Kind::Recap if says_something(&text) => {
                self.record.recap.push(Recap { heading: part.named(), body: Some(text) });
            }
            Kind::Recap => {}
            Kind::Topics => self.record.topics.extend(topics::read(&part.lines, self.is_plain, &self.doubts)),
            Kind::Discussion | Kind::Current | Kind::New | Kind::Closing | Kind::OutOfAgenda => self.discussion(part),
            Kind::Actions => self.actions(part),
            Kind::Aob => self.business(part, text),
            Kind::Next => self.next(part, text),
            Kind::Other if self.is_table(part) => self.discussion(part),
            Kind::Other => self.section(Some(part.named()), text),
        }
    }

    fn section(&mut self, heading: Option<String>, body: String) {
        let body = Some(body).filter(|body| says_something(body));
        let heading = heading.filter(|heading| says_something(heading));
        if heading.is_some() || body.is_some() {
            self.record.sections.push(Section { heading, body });
        }
    }

    /// Whether signs before a heading make it one.
    fn is_marked(&self, heading: &Line) -> bool {
        self.text.get(..heading.at).is_some_and(|before| before.trim_end_matches([' ', '\t']).ends_with('#'))
    }

    fn title(&mut self, part: &Part) {
        let date = self.date;
        let is_more = |line: &&Line| !call_date::is_day_alone(line.text, &date);
        if let Some(heading) = part.heading.as_ref().filter(is_more) {
            self.keep_title(&bare(heading.text));
        }
        let lines: Vec<Line> = part.lines.iter().filter(is_more).copied().collect();
        // Copied text repeats its title; the line with the day is one.
        let (titles, rest): (Vec<Line>, Vec<Line>) = lines.into_iter().partition(|line| {
            self.is_plain && super::spoken::first(line.text).is_some_and(|found| found.day == Some(date.day))
        });
        titles.iter().for_each(|line| self.keep_title(line.text.trim()));
        self.section(None, joined(&rest));
    }

    fn keep_title(&mut self, title: &str) {
        if self.titles.insert(title.to_owned()) {
            self.record.keep("title", title);
        }
    }

    fn approval(&mut self, part: &Part, text: String) {
        let said = bare(&text).to_lowercase();
        let decided = said.rsplit("decision").next().unwrap_or_default();
        let words: Vec<&str> = decided.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let is_approved =
            words.iter().any(|word| matches!(*word, "ok" | "approved" | "accepted")) && !words.contains(&"not");
        self.record.approval = is_approved.then_some("approved");
        self.record.keep(part.named(), text);
    }

    fn business(&mut self, part: &Part<'t>, text: String) {
        let found = next_call::find(&part.lines, self.date.day).filter(|_| self.record.next.is_none());
        if let Some(next) = found {
            self.announced(&next);
            if next_call::is_all(&next.line, &part.lines) {
                self.record.next = Some(next.with_words());
                return;
            }
            self.record.next = Some(Next { date: next.day, text: None });
        }
        add(&mut self.record.aob, text);
    }

    fn next(&mut self, part: &Part<'t>, text: String) {
        let heading = part.heading.into_iter().collect::<Vec<_>>();
        let found = next_call::find(&heading, self.date.day);
        let day = found.as_ref().and_then(|next| next.day).or_else(|| {
            super::spoken::first(&bare(&text)).and_then(|found| found.next_from(self.date.day.succ_opt()?))
        });
        let heading = found.map(|next| next.text.to_owned());
        let words = [heading, Some(text).filter(|text| says_something(text))]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("\n\n");
        if self.record.next.is_some() {
            self.record.keep("next call", words);
            return;
        }
        self.record.next = Some(Next { date: day, text: Some(words).filter(|words| says_something(words)) });
        self.record.next.take_if(|next| next.date.is_none() && next.text.is_none());
    }

    /// The next call where a line of another part begins with it; the line stays where it is.
    fn announced_elsewhere(&mut self, parts: &[Part]) {
        let begins = |line: &&Line| bare(line.text).get(..4).is_some_and(|word| word.eq_ignore_ascii_case("next"));
        let lines = || parts.iter().flat_map(|part| &part.lines).filter(begins).copied();
        if self.record.next.is_none()
            && let Some(next) = next_call::find(&lines().collect::<Vec<_>>(), self.date.day)
        {
            self.announced(&next);
            self.record.next = next.day.map(|day| Next { date: Some(day), text: None });
        }
    }

    fn announced(&mut self, next: &next_call::Announced) {
        if let Some(day) = next.day.filter(|day| *day <= self.date.day) {
            let message =
                format!("the next call is announced for {day}, which is not after this one of {}", self.date.day);
            self.doubts.add(DoubtKind::NoDate, next.line.at, next.line.text, message);
        }
    }
}

/// Adds a text to one that may be there already.
fn add(text: &mut Option<String>, more: String) {
    if says_something(&more) {
        *text = Some(match text.take() {
            Some(text) => format!("{text}\n\n{more}"),
            None => more,
        });
    }
}
