//! The next call, as announced in minutes: in a line, or below a heading or a label of its own.

mod vocabulary;

use super::lines::{SourceLine, has_text, join_lines};
use super::parts::{MinutesPart, PartKind};
use super::source::SourceDoubts;
use super::words::plain_text;
use crate::import::doubt::DoubtKind;
use crate::model::meeting::NextAnnouncement;
use crate::model::schedule::check_times;
use crate::text::characters::is_bullet;
use crate::text::dates::{DateMention, find_date};
use crate::text::times::{TimeMention, find_times};
use chrono::{Datelike, NaiveDate, TimeZone};
use chrono_tz::Tz;
use std::borrow::Cow;
use std::ops::Range;
use vocabulary::{BEFORE, BEFORE_DAY, BETWEEN, CALLS, REVOKING};

/// A day without a year is not read as one that is further away.
const MOST_DAYS: i64 = 300;

/// What a line says of the next call, as plain text.
enum NextLine {
    /// The call and its day.
    Dated(DateMention),
    /// Only that there is one.
    Label,
}

/// An announcement in some lines.
struct Announcement<'t> {
    /// The line with the call.
    line: SourceLine<'t>,
    /// Its lines among those of its part.
    range: Range<usize>,
    /// `None` if it has no day.
    date: Option<DateMention>,
    /// As Markdown, without a list marker.
    text: String,
}

/// Finds the announcement of the next call and takes its lines from their part. Adds doubts where its day is not sure.
pub fn take_next_call(
    parts: &mut [MinutesPart],
    call: NaiveDate,
    zone: Tz,
    doubts: &mut SourceDoubts,
) -> Option<NextAnnouncement> {
    let own = parts.iter().enumerate().find_map(|(at, part)| Some((at, read_own_part(part)?)));
    let has_day = own.as_ref().is_some_and(|(_, found)| found.date.is_some());
    let in_lines = || parts.iter().enumerate().find_map(|(at, part)| Some((at, find_in_lines(&part.lines)?)));
    let in_lines = if has_day { None } else { in_lines() };
    let is_own = in_lines.is_none();
    let (at, found) = in_lines.or(own)?;
    let part = &mut parts[at];
    part.lines.drain(found.range.clone());
    if is_own {
        (part.kind, part.heading) = (PartKind::Next, None);
    }
    Some(found.into_record(call, zone, doubts))
}

/// The announcement in a part of its own: its heading and all of its text.
fn read_own_part<'t>(part: &MinutesPart<'t>) -> Option<Announcement<'t>> {
    let title = part.title();
    let said = read_line(&title);
    let may_be_own = matches!(part.kind, PartKind::Other | PartKind::Title) && said.is_some();
    if part.kind != PartKind::Next && !may_be_own {
        return None;
    }
    let mut days = part.lines.iter().filter_map(|line| match read_line(&plain_line(line.text)) {
        Some(NextLine::Dated(date)) => Some(date),
        _ => read_day_line(&plain_line(line.text)),
    });
    let is_label = matches!(said, Some(NextLine::Label));
    let date = match said {
        Some(NextLine::Dated(date)) => Some(date),
        _ => days.next(),
    };
    let text = join_lines(&part.lines);
    let is_repeated = is_label && read_line(&plain_line(&text)).is_some();
    let text = join_label(if is_repeated { "" } else { &title }, &text);
    // A heading alone announces nothing.
    let is_said = date.is_some() || part.kind == PartKind::Next && has_text(&join_lines(&part.lines));
    let line = part.heading.or(part.lines.first().copied()).unwrap_or_default();
    is_said.then_some(Announcement { line, range: 0..part.lines.len(), date, text })
}

/// The first announcement with a day, which may be on the line below. Lines that are indented below it belong to it.
fn find_in_lines<'t>(lines: &[SourceLine<'t>]) -> Option<Announcement<'t>> {
    let indent = |at: usize| lines[at].text.len() - lines[at].text.trim_start().len();
    let end_of = |at: usize| {
        let is_below = |next: &usize| has_text(lines[*next].text) && indent(*next) > indent(at);
        (at + 1..lines.len()).take_while(is_below).last().map_or(at + 1, |last| last + 1)
    };
    (0..lines.len()).filter(|at| !lines[*at].text.contains(['|', '<'])).find_map(|at| {
        let line = lines[at];
        let (last, date, label) = match read_line(&plain_line(line.text))? {
            NextLine::Dated(date) => (at, date, ""),
            NextLine::Label => {
                let below = (at + 1..lines.len()).find(|below| has_text(lines[*below].text))?;
                (below, read_day_line(&plain_line(lines[below].text))?, strip_list_marker(line.text))
            }
        };
        let range = at..end_of(last);
        let text = join_label(label, &join_lines(&lines[last..range.end]));
        Some(Announcement { line, range, date: Some(date), text })
    })
}

/// A label and the text below it: `Next call: 21 March`.
fn join_label(label: &str, text: &str) -> String {
    let (label, text) = (plain_text(label), strip_list_marker(text));
    match (label.trim_end_matches([':', ' ']), text) {
        ("", text) => text.to_owned(),
        (label, "") => label.to_owned(),
        (label, text) => format!("{label}: {text}"),
    }
}

impl Announcement<'_> {
    /// The next call after a call, in a time zone. Adds doubts about its day.
    fn into_record(self, call: NaiveDate, zone: Tz, doubts: &mut SourceDoubts) -> NextAnnouncement {
        let plain = plain_text(&self.text);
        let day = self.date.and_then(|date| resolve_day(date, self.line, &plain, call, doubts));
        let times = find_times(&plain).filter(|times| day.is_some_and(|day| is_local(times, day, zone)));
        // `Next call: 2024-03-21` says nothing but the day.
        let bare = day.map(|day| plain.to_lowercase().replace(&day.to_string(), ""));
        let is_bare = bare.is_some_and(|bare| bare.split(|c: char| !c.is_alphanumeric()).all(is_label_word));
        NextAnnouncement {
            date: day.map(Into::into),
            start: times.as_ref().map(|times| times.start),
            end: times.and_then(|times| times.end),
            text: Some(self.text.into()).filter(|_| !is_bare),
        }
    }
}

/// Whether a word is in `Next call` or `Next meeting`, or is empty.
fn is_label_word(word: &str) -> bool {
    matches!(word, "" | "next" | "call" | "meeting")
}

/// The day of the next call. One with two readings is the one after this call, if only one is.
fn resolve_day(
    mut date: DateMention,
    line: SourceLine,
    plain: &str,
    call: NaiveDate,
    doubts: &mut SourceDoubts,
) -> Option<NaiveDate> {
    date.settle_by_weekday(plain);
    if date.days.iter().filter(|day| **day > call).count() == 1 {
        date.days.retain(|day| *day > call);
    }
    if let [one, other] = date.days[..] {
        doubts.add(DoubtKind::NoDate, line, format!("the next call may be on {one} or {other}"));
        return None;
    }
    let day = date.next_from(call.succ_opt()?)?;
    if date.has_short_year {
        doubts.add_short_year(line, day);
    }
    if day <= call {
        let message = format!("the next call is announced for {day}, which is not after this call of {call}");
        doubts.add(DoubtKind::NoDate, line, message);
    } else if !date.has_year && (day - call).num_days() > MOST_DAYS {
        doubts.add(DoubtKind::NoDate, line, format!("the next call would be on {day}, long after this call of {call}"));
        return None;
    }
    Some(day)
}

/// Whether times can be right and are local: they name no zone, or one of the group's.
fn is_local(times: &TimeMention, day: NaiveDate, zone: Tz) -> bool {
    let names =
        [day, day.with_month(1).unwrap_or(day), day.with_day(1).and_then(|day| day.with_month(7)).unwrap_or(day)];
    let name = |day: NaiveDate| zone.from_utc_datetime(&day.into()).format("%Z").to_string();
    times.end.is_none_or(|end| check_times(times.start, end).is_ok())
        && times.zone.as_ref().is_none_or(|named| names.into_iter().any(|day| name(day) == *named))
}

/// A line as plain text, without what was struck through and replaced.
fn plain_line(text: &str) -> String {
    plain_text(strip_list_marker(&remove_struck(text)))
}

/// The words of a text, each with its range, in lower case.
fn words(text: &str) -> impl Iterator<Item = (Range<usize>, String)> {
    let spans = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    spans.map(|word| {
        let start = word.as_ptr().addr() - text.as_ptr().addr();
        (start..start + word.len(), word.to_lowercase())
    })
}

/// Whether a plain line is about the next call or meeting of anybody.
pub fn is_about_next(plain: &str) -> bool {
    let mut words = words(plain).map(|(_, word)| word);
    words.any(|word| word == "next") && words.take(6).any(|word| CALLS.contains(&word.as_str()))
}

/// What a plain line says of the group's next call: only if all of its words up to the day are known.
fn read_line(plain: &str) -> Option<NextLine> {
    let mut said = words(plain).skip_while(|(_, word)| BEFORE.contains(&word.as_str()));
    let (next, _) = said.next().filter(|(_, word)| word == "next")?;
    let mut end = next.end;
    let is_short = plain[end..].starts_with(':');
    if !is_short {
        let (noun, _) = said.find(|(_, word)| !BETWEEN.contains(&word.as_str()) || CALLS.contains(&word.as_str()))?;
        CALLS.contains(&plain[noun.clone()].to_lowercase().as_str()).then_some(())?;
        end = noun.end;
    }
    match read_day_line(&plain[end..]) {
        Some(date) => Some(NextLine::Dated(date)),
        None if !is_short && has_only_known_words(&plain[end..]) => Some(NextLine::Label),
        None => None,
    }
}

/// The day in a line that begins with it, after known words and a time.
fn read_day_line(plain: &str) -> Option<DateMention> {
    let found = find_date(plain)?;
    let before = &plain[..found.range.start];
    let before =
        find_times(before).map_or(Cow::Borrowed(before), |times| Cow::Owned(before.replace(&before[times.range], "")));
    let is_revoked = || words(&plain[found.range.end..]).any(|(_, word)| REVOKING.contains(&word.as_str()));
    (has_only_known_words(&before) && !is_revoked()).then_some(found)
}

fn has_only_known_words(text: &str) -> bool {
    words(text).all(|(_, word)| BEFORE_DAY.contains(&word.as_str()))
}

/// The text without parts that are struck through and replaced by what follows.
fn remove_struck(text: &str) -> Cow<'_, str> {
    let struck = text.split_once("~~").and_then(|(before, rest)| Some((before, rest.split_once("~~")?.1)));
    match struck.filter(|(_, after)| after.contains(char::is_alphanumeric)) {
        Some((before, after)) => Cow::Owned(format!("{before}{}", remove_struck(after))),
        None => Cow::Borrowed(text),
    }
}

/// The text without a list marker, the marks of a heading or of a quote.
pub fn strip_list_marker(text: &str) -> &str {
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = text[digits..].strip_prefix(['.', ')']).filter(|_| digits > 0);
    let marked = text.strip_prefix(|c| is_bullet(c) || matches!(c, '–' | '>')).or_else(|| {
        let rest = text.trim_start_matches('#');
        (rest.len() < text.len()).then_some(rest)
    });
    numbered.or(marked).filter(|rest| rest.starts_with([' ', '\t', '\u{a0}'])).unwrap_or(text).trim()
}

#[cfg(test)]
mod tests;
