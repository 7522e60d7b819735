//! The date of the call: in a line or heading at the top, otherwise in the file name.

use super::lines::SourceLine;
use super::parts::{MinutesPart, PartKind};
use super::source::SourceDoubts;
use super::words::plain_text;
use crate::import::doubt::DoubtKind;
use crate::model::schedule::weekday_name;
use crate::text::characters::strip_word;
use crate::text::dates::{date_in_name, find_date, parse_date};
use chrono::{Datelike, NaiveDate, Weekday};

/// Finds the date, and adds a doubt where the title or the file name has a different one. `None` if there is none.
pub fn find_day(parts: &[MinutesPart], stem: &str, doubts: &mut SourceDoubts) -> Option<NaiveDate> {
    let titles = || parts.iter().filter(|part| part.kind == PartKind::Title);
    fn with_plain(line: SourceLine<'_>) -> (SourceLine<'_>, String) {
        (line, plain_text(line.text))
    }
    let headings: Vec<_> = titles().filter_map(|part| part.heading).map(with_plain).collect();
    let lines: Vec<_> = titles().flat_map(|part| part.lines.iter().copied()).map(with_plain).collect();
    let all = || headings.iter().chain(&lines);
    let date_of = |text: &str| find_date(text).and_then(|found| found.date());
    let dated =
        lines.iter().find(|(_, text)| strip_word(text, "date").is_some()).filter(|(_, text)| date_of(text).is_some());
    let in_words = || all().find(|(_, text)| date_of(text).is_some());
    let named = all().find_map(|found| Some((found, date_in_name(&found.1)?)));
    let in_file = date_in_name(stem);
    let Some((line, text)) = dated.or_else(in_words).or(named.map(|(found, _)| found)) else {
        let mut top = titles().flat_map(|part| part.heading.iter().chain(&part.lines));
        let day = in_file?;
        let message = format!("no date at the top of these minutes; {day} is from the file name");
        let line = top.find(|line| !line.is_empty()).copied().unwrap_or_default();
        doubts.add(DoubtKind::NoDate, line, message);
        return in_file;
    };
    let found = find_date(text);
    let day = found.as_ref().and_then(|found| found.date()).or_else(|| date_in_name(text))?;
    if found.is_some_and(|found| found.has_short_year && found.date() == Some(day)) {
        doubts.add_short_year(*line, day);
    }
    if let Some(weekday) = contradicting_weekday(line.text, day) {
        let message = format!("{day} is a {}, not a {}", weekday_name(day.weekday()), weekday_name(weekday));
        let help = "Correct `date` and the file name of the record if the date is wrong.";
        doubts.add(DoubtKind::Weekday, *line, message).help = Some(help.to_owned());
    }
    if let Some(((title, _), other)) = named.filter(|(_, other)| *other != day) {
        let message = format!("the title has the date {other}, but the call is dated {day}");
        doubts.add(DoubtKind::FileName, *title, message);
    }
    if let Some(other) = in_file.filter(|other| *other != day) {
        let message = format!("the call of {day} is in a file named {other}");
        let help = "Correct `date` and the file name of the record if the name of the source is right.";
        doubts.add(DoubtKind::FileName, *line, message).help = Some(help.to_owned());
    }
    Some(day)
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
pub fn has_only_day(text: &str, day: NaiveDate) -> bool {
    if contradicting_weekday(text, day).is_some() {
        return false;
    }
    let plain = plain_text(text);
    let plain = plain.trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = strip_word(plain, "date").map_or(plain, |rest| rest.trim_start_matches([':', ' ']));
    parse_date(rest)
        .is_some_and(|found| found.date() == Some(day) && !rest[found.range.end..].contains(char::is_alphanumeric))
}
