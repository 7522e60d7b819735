//! The day of the call: in a line or a heading at the top, else in the name of the file.

use super::date_search;
use super::parts::{MinutesPart, PartKind};
use super::source::SourceDoubts;
use super::words::plain_text;
use crate::import::doubt::DoubtKind;
use crate::model::schedule::weekday_name;
use chrono::{Datelike, NaiveDate, Weekday};

/// The day, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeetingDay {
    /// The day that the source itself gives, else its file's name.
    pub day: NaiveDate,
    /// Where the line begins that gives it; `None` where the file's name does.
    pub at: Option<usize>,
}

/// Finds the day, and doubts it where the title or the file's name has another one. `None` where none is found.
pub fn find_day(parts: &[MinutesPart], stem: &str, doubts: &mut SourceDoubts) -> Option<MeetingDay> {
    let titles = || parts.iter().filter(|part| part.kind == PartKind::Title);
    let lines = || titles().flat_map(|part| part.lines.iter().copied());
    let of = |text: &str| date_search::find_date(text).and_then(|found| found.day);
    let dated = lines().find(|line| is_date_line(line.text)).filter(|line| of(&plain_text(line.text)).is_some());
    let headings = || titles().filter_map(|part| part.heading);
    let in_words = || headings().chain(lines()).find(|line| of(&plain_text(line.text)).is_some());
    let named =
        headings().chain(lines()).find_map(|line| Some((line, date_search::date_in_name(&plain_text(line.text))?)));
    let in_file = date_search::date_in_name(stem);
    let Some(line) = dated.or_else(in_words).or(named.map(|(line, _)| line)) else {
        let top = titles()
            .flat_map(|part| part.heading.into_iter().chain(part.lines.iter().copied()))
            .find(|line| !line.is_empty());
        let (at, text) = top.map_or((0, ""), |line| (line.at, line.text));
        let day = in_file?;
        let message = format!("these minutes have no day at their top; {day} is from the name of the file");
        doubts.add(DoubtKind::NoDate, at, text, message);
        return Some(MeetingDay { day, at: None });
    };
    let day = of(&plain_text(line.text)).or_else(|| date_search::date_in_name(&plain_text(line.text)))?;
    if let Some(weekday) = contradicting_weekday(line.text, day) {
        let message = format!("{day} is no {}, but a {}", weekday_name(weekday), weekday_name(day.weekday()));
        let help = "One of both is mistaken: mend `date` and the name of the record if it is the day.";
        doubts.add_with_help(DoubtKind::Weekday, line.at, line.text, message, help);
    }
    if let Some((title, other)) = named.filter(|(_, other)| *other != day) {
        doubts.add(
            DoubtKind::FileName,
            title.at,
            title.text,
            format!("the title says {other}, and the call is of {day}"),
        );
    }
    if let Some(other) = in_file.filter(|other| *other != day) {
        let message = format!("the call of {day} is in a file named {other}");
        let help = "One of both is mistaken: mend `date` and the name of the record if the file's name is right.";
        doubts.add_with_help(DoubtKind::FileName, line.at, line.text, message, help);
    }
    Some(MeetingDay { day, at: Some(line.at) })
}

/// `**Date:** 23/oct/2023`.
fn is_date_line(text: &str) -> bool {
    plain_text(text).get(..4).is_some_and(|word| word.eq_ignore_ascii_case("date"))
}

/// The day of the week that a line names and that its day is not.
fn contradicting_weekday(text: &str, day: NaiveDate) -> Option<Weekday> {
    // Only in full: `sat` and `sun` are words and names as well.
    let weekday =
        |word: &str| word.parse::<Weekday>().ok().filter(|weekday| weekday_name(*weekday).len() == word.len());
    let named = text.split(|c: char| !c.is_alphabetic()).filter_map(weekday);
    let mut others = named.filter(|weekday| *weekday != day.weekday());
    others.next()
}

/// Whether a line says nothing but the day of the call.
pub fn has_only_day(text: &str, date: &MeetingDay) -> bool {
    if contradicting_weekday(text, date.day).is_some() {
        return false;
    }
    let plain = plain_text(text);
    let plain = plain.trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = if is_date_line(plain) { plain[4..].trim_start_matches([':', ' ']) } else { plain };
    date_search::parse_date(rest)
        .is_some_and(|found| found.day == Some(date.day) && !rest[found.range.end..].contains(char::is_alphanumeric))
}
