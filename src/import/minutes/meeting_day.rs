//! The date of the call: in a line or heading at the top, otherwise in the file name.

use super::parts::{MinutesPart, PartKind};
use super::source::SourceDoubts;
use super::words::plain_text;
use crate::import::doubt::{DoubtKind, short_year_message};
use crate::model::schedule::weekday_name;
use crate::text::dates::{date_in_name, find_date, parse_date};
use chrono::{Datelike, NaiveDate, Weekday};

/// The date of a call, and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeetingDay {
    /// The date in the text, otherwise in the file name.
    pub day: NaiveDate,
    /// The start of the line with the date; `None` if the file name gives it.
    pub at: Option<usize>,
}

/// Finds the date, and adds a doubt where the title or the file name has a different one. `None` if there is none.
pub fn find_day(parts: &[MinutesPart], stem: &str, doubts: &mut SourceDoubts) -> Option<MeetingDay> {
    let titles = || parts.iter().filter(|part| part.kind == PartKind::Title);
    let lines = || titles().flat_map(|part| part.lines.iter().copied());
    let of = |text: &str| find_date(text).and_then(|found| found.date());
    let dated = lines().find(|line| is_date_line(line.text)).filter(|line| of(&plain_text(line.text)).is_some());
    let headings = || titles().filter_map(|part| part.heading);
    let in_words = || headings().chain(lines()).find(|line| of(&plain_text(line.text)).is_some());
    let named = headings().chain(lines()).find_map(|line| Some((line, date_in_name(&plain_text(line.text))?)));
    let in_file = date_in_name(stem);
    let Some(line) = dated.or_else(in_words).or(named.map(|(line, _)| line)) else {
        let top = titles()
            .flat_map(|part| part.heading.into_iter().chain(part.lines.iter().copied()))
            .find(|line| !line.is_empty());
        let (at, text) = top.map_or((0, ""), |line| (line.at, line.text));
        let day = in_file?;
        let message = format!("no date at the top of these minutes; {day} is from the file name");
        doubts.add(DoubtKind::NoDate, at, text, message);
        return Some(MeetingDay { day, at: None });
    };
    let day = of(&plain_text(line.text)).or_else(|| date_in_name(&plain_text(line.text)))?;
    if find_date(&plain_text(line.text)).is_some_and(|found| found.has_short_year && found.date() == Some(day)) {
        doubts.add(DoubtKind::ShortYear, line.at, line.text, short_year_message(day));
    }
    if let Some(weekday) = contradicting_weekday(line.text, day) {
        let message = format!("{day} is a {}, not a {}", weekday_name(day.weekday()), weekday_name(weekday));
        let help = "Correct `date` and the file name of the record if the date is wrong.";
        doubts.add_with_help(DoubtKind::Weekday, line.at, line.text, message, help);
    }
    if let Some((title, other)) = named.filter(|(_, other)| *other != day) {
        doubts.add(
            DoubtKind::FileName,
            title.at,
            title.text,
            format!("the title has the date {other}, but the call is dated {day}"),
        );
    }
    if let Some(other) = in_file.filter(|other| *other != day) {
        let message = format!("the call of {day} is in a file named {other}");
        let help = "Correct `date` and the file name of the record if the name of the source is right.";
        doubts.add_with_help(DoubtKind::FileName, line.at, line.text, message, help);
    }
    Some(MeetingDay { day, at: Some(line.at) })
}

/// `**Date:** 23/oct/2023`.
fn is_date_line(text: &str) -> bool {
    plain_text(text).get(..4).is_some_and(|word| word.eq_ignore_ascii_case("date"))
}

/// The weekday in a line that does not match its date.
fn contradicting_weekday(text: &str, day: NaiveDate) -> Option<Weekday> {
    // Only full names: `sat` and `sun` are also words and names.
    let weekday =
        |word: &str| word.parse::<Weekday>().ok().filter(|weekday| weekday_name(*weekday).len() == word.len());
    let named = text.split(|c: char| !c.is_alphabetic()).filter_map(weekday);
    let mut others = named.filter(|weekday| *weekday != day.weekday());
    others.next()
}

/// Whether a line has nothing but the date of the call.
pub fn has_only_day(text: &str, date: &MeetingDay) -> bool {
    if contradicting_weekday(text, date.day).is_some() {
        return false;
    }
    let plain = plain_text(text);
    let plain = plain.trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = if is_date_line(plain) { plain[4..].trim_start_matches([':', ' ']) } else { plain };
    parse_date(rest)
        .is_some_and(|found| found.date() == Some(date.day) && !rest[found.range.end..].contains(char::is_alphanumeric))
}
