//! The next call, as announced in minutes: in a line, or below a heading or a label of its own.

mod written;

use super::grid;
use super::lines::{SourceLine, has_text};
use super::parts::{MinutesPart, PartKind};
use super::source::SourceDoubts;
use super::words::plain_text;
use crate::import::doubt::DoubtKind;
use crate::model::meeting::NextAnnouncement;
use crate::model::schedule::check_times;
use crate::model::spelling::is_listed;
use crate::text::characters::{is_bullet, is_copied_bullet};
use crate::text::dates::{DateMention, find_date};
use crate::text::times::{TimeMention, find_times};
use chrono::{Datelike, NaiveDate, TimeZone};
use chrono_tz::Tz;
use std::borrow::Cow;
use std::ops::Range;
use written::{join_label, write_line, write_lines};

/// Words before `next`.
const BEFORE: &str = "the our date day time place venue and of for schedule aob reminder note";
/// Words between `next` and the call, which do not name another body.
const BETWEEN: &str = "\
    wg api backlog group our regular working webrtc scheduled mom weekly biweekly bi monthly online virtual planned \
    team sync confirmed possible";
/// Words for a call.
const CALLS: &str = "call calls meeting meetings conference conf telco session mtg telecon";
/// Words between the call and its day.
const BEFORE_DAY: &str = "\
    s date day time of the this is will be to on at in for and it we our schedule scheduled planned plan proposed \
    proposal held take takes place meet conf call meeting confcall would should when are next group wg has been set \
    fixed agreed online virtual remote hybrid week weeks one two three four five six";
/// Words after a day that is not the day of the next call.
const REVOKING: &str = "cancelled canceled skipped skip not no instead moved postponed";
/// A day without a year is not read as one that is further away.
const MOST_DAYS: i64 = 300;

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
    let own = parts.iter().enumerate().find_map(|(at, part)| Some((at, true, read_own_part(part)?)));
    let in_lines = || parts.iter().enumerate().find_map(|(at, part)| Some((at, false, find_in_lines(&part.lines)?)));
    let (at, is_own, found) = match own {
        Some(own) if own.2.date.is_some() => own,
        own => in_lines().or(own)?,
    };
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
    let title = strip_list_marker(&title);
    let (day, is_label) = (read_next_day(title), is_next_label(title));
    let may_be_own = matches!(part.kind, PartKind::Other | PartKind::Title) && (day.is_some() || is_label);
    if part.kind != PartKind::Next && !may_be_own {
        return None;
    }
    let text = write_lines(&part.lines);
    let said = plain_line(&text);
    let is_repeated = is_label && (read_next_day(&said).is_some() || is_next_label(&said));
    let mut lines = text.lines().map(plain_line);
    let date = day.or_else(|| lines.find_map(|line| read_next_day(&line).or_else(|| read_day_line(&line))));
    // A heading alone announces nothing.
    let is_said = date.is_some() || part.kind == PartKind::Next && has_text(&text);
    let text = join_label(if is_repeated { "" } else { title }, &text);
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
    let names_next = |at: &usize| ["ext", "EXT"].iter().any(|end| lines[*at].text.contains(end));
    (0..lines.len()).filter(names_next).find_map(|at| {
        let line = lines[at];
        let written = write_line(line, lines.get(at + 1))?;
        let plain = plain_line(&written);
        if let Some(date) = read_next_day(&plain) {
            let range = at..end_of(at);
            let below = write_lines(&lines[at + 1..range.end]);
            let text = [strip_list_marker(&written), &below].join("\n").trim_end().to_owned();
            return Some(Announcement { line, range, date: Some(date), text });
        }
        let below = (at + 1..lines.len()).find(|below| has_text(lines[*below].text))?;
        let is_in_cells = grid::is_row(line) || grid::is_row(lines[below]);
        let date = (is_next_label(&plain) && !is_in_cells).then(|| read_day_line(&plain_line(lines[below].text)))??;
        let range = at..end_of(below);
        let text = join_label(strip_list_marker(&written), &write_lines(&lines[below..range.end]));
        Some(Announcement { line, range, date: Some(date), text })
    })
}

impl Announcement<'_> {
    /// The next call after a call, in a time zone. Adds doubts about its day.
    fn into_record(self, call: NaiveDate, zone: Tz, doubts: &mut SourceDoubts) -> NextAnnouncement {
        let plain = plain_text(&self.text);
        let day = self.date.and_then(|date| resolve_day(date, self.line, &plain, call, doubts));
        let times = find_times(&plain).filter(|times| day.is_some_and(|day| is_local(times, day, zone)));
        // `Next call: 2024-03-21` says nothing but the day.
        let bare = day.map(|day| plain.replace(&day.to_string(), ""));
        let is_bare = bare.is_some_and(|bare| words(&bare).all(|(_, word)| is_listed(&word, "next call meeting")));
        NextAnnouncement {
            date: day.map(Into::into),
            start: times.as_ref().map(|times| times.start),
            end: times.and_then(|times| times.end),
            text: Some(self.text.into()).filter(|_| !is_bare),
        }
    }
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

/// Whether times can be right and are local: they name no zone, or the group's in summer or in winter.
fn is_local(times: &TimeMention, day: NaiveDate, zone: Tz) -> bool {
    let name = |month: u32| {
        let day = NaiveDate::from_ymd_opt(day.year(), month, 1)?;
        Some(zone.from_utc_datetime(&day.into()).format("%Z").to_string())
    };
    times.end.is_none_or(|end| check_times(times.start, end).is_ok())
        && (times.zone.is_none() || [1, 7].into_iter().any(|month| name(month) == times.zone))
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
    words.any(|word| word == "next") && words.take(6).any(|word| is_listed(&word, CALLS))
}

/// The day in a plain line about the group's next call: only if all of its words up to the day are known.
fn read_next_day(plain: &str) -> Option<DateMention> {
    read_day_line(strip_next(plain)?.0)
}

/// Whether a plain line says only that there is a next call.
pub fn is_next_label(plain: &str) -> bool {
    strip_next(plain).is_some_and(|(rest, is_short)| !is_short && has_only_known_words(rest))
}

/// The rest of a plain line after `Next call`, and whether it has only `Next:`.
fn strip_next(plain: &str) -> Option<(&str, bool)> {
    let mut said = words(plain).skip_while(|(_, word)| is_listed(word, BEFORE));
    let (next, _) = said.next().filter(|(_, word)| word == "next")?;
    if plain[next.end..].starts_with(':') {
        return Some((&plain[next.end..], true));
    }
    let (noun, word) = said.find(|(_, word)| !is_listed(word, BETWEEN) || is_listed(word, CALLS))?;
    is_listed(&word, CALLS).then_some((&plain[noun.end..], false))
}

/// The day in a line that begins with it, after known words and a time.
fn read_day_line(plain: &str) -> Option<DateMention> {
    let found = find_date(plain)?;
    let before = &plain[..found.range.start];
    let before =
        find_times(before).map_or(Cow::Borrowed(before), |times| Cow::Owned(before.replace(&before[times.range], "")));
    let is_revoked = || words(&plain[found.range.end..]).any(|(_, word)| is_listed(&word, REVOKING));
    (has_only_known_words(&before) && !is_revoked()).then_some(found)
}

fn has_only_known_words(text: &str) -> bool {
    words(text).all(|(_, word)| is_listed(&word, BEFORE_DAY))
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
    let numbered = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = numbered.strip_prefix(['.', ')']).filter(|_| numbered.len() < text.len());
    let lettered = || text.strip_prefix(|c: char| c.is_ascii_lowercase())?.strip_prefix(')');
    let marked = || text.strip_prefix(|c| is_bullet(c) || matches!(c, '–' | '>'));
    let rest = numbered.or_else(lettered).or_else(marked).unwrap_or_else(|| text.trim_start_matches('#'));
    let is_apart = rest.starts_with([' ', '\t', '\u{a0}']) || text.starts_with(is_copied_bullet);
    if is_apart { rest.trim() } else { text }
}

#[cfg(test)]
mod tests;
