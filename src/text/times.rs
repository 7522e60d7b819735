//! Times of a call as people write them: `11:00`, `3:30 pm`, `10:00 - 11:30 CET`.

use crate::text::characters::is_dash;
use chrono::{NaiveTime, TimeDelta, Timelike};
use std::ops::Range;

/// The start of a call in a text, and its end if the text has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeMention {
    /// Its bytes in the text, with the time zone.
    pub range: Range<usize>,
    /// When the call starts.
    pub start: NaiveTime,
    /// When it ends.
    pub end: Option<NaiveTime>,
    /// The time zone as written, such as `CET`.
    pub zone: Option<String>,
}

/// The first time in a text, in hours and minutes.
pub fn find_times(text: &str) -> Option<TimeMention> {
    let is_start = |at: usize| !text[..at].ends_with(|c: char| c.is_alphanumeric() || c == ':');
    let starts = text.char_indices().filter(|(at, c)| c.is_ascii_digit() && is_start(*at));
    let (at, (mut start, length, half)) =
        starts.map(|(at, _)| (at, parse_time(&text[at..]))).find_map(|(at, time)| Some((at, time?)))?;
    let mut end_at = at + length;
    let rest = &text[end_at..];
    let gap = rest.trim_start_matches(|c: char| c.is_whitespace() || is_dash(c));
    let gap = gap.strip_prefix("to ").unwrap_or(gap);
    let until = parse_time(gap).filter(|_| gap.len() < rest.len());
    if let Some((end, length, half_of_end)) = until {
        end_at = text.len() - gap.len() + length;
        // `3:00 - 4:00 pm`.
        let later = start.overflowing_add_signed(TimeDelta::hours(12)).0;
        if half.is_none() && half_of_end.is_some() && start.hour() < 12 && later < end {
            start = later;
        }
    }
    let rest = &text[end_at..];
    let word = rest.trim_start_matches([' ', '(']);
    let zone = &word[..word.bytes().take_while(u8::is_ascii_uppercase).count()];
    let is_zone = (2..=5).contains(&zone.len()) && !word[zone.len()..].starts_with(char::is_alphanumeric);
    if is_zone {
        end_at = text.len() - word.len() + zone.len();
        end_at += usize::from(rest.contains('(') && text[end_at..].starts_with(')'));
    }
    let end = until.map(|(end, ..)| end).filter(|end| *end != start);
    Some(TimeMention { range: at..end_at, start, end, zone: is_zone.then(|| zone.to_owned()) })
}

/// The time at the start of a text, its length, and whether it is in the first or the second half of the day.
fn parse_time(text: &str) -> Option<(NaiveTime, usize, Option<&'static str>)> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let hours = Some(digits(text)).filter(|length| (1..=2).contains(length))?;
    let after = text[hours..].strip_prefix(':')?;
    let minutes = after.get(..2).filter(|_| digits(after) == 2)?;
    let mut length = hours + ":00".len();
    let (mut hour, minute): (u32, u32) = (text[..hours].parse().ok()?, minutes.parse().ok()?);
    let rest = text[length..].trim_start_matches(' ').to_ascii_lowercase();
    let mut found = None;
    for (half, shift) in [("am", 0), ("pm", 12)] {
        let is_half = rest.strip_prefix(half).is_some_and(|after| !after.starts_with(char::is_alphanumeric));
        if is_half && (1..=12).contains(&hour) {
            hour = hour % 12 + shift;
            length = text.len() - rest.len() + half.len();
            found = Some(half);
            break;
        }
    }
    let is_end = !text[length..].starts_with(|c: char| c.is_alphanumeric() || c == ':');
    Some((NaiveTime::from_hms_opt(hour, minute, 0).filter(|_| is_end)?, length, found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        let describe = |text: &str| {
            let found = find_times(text)?;
            let end = found.end.map(|end| end.format("-%H:%M").to_string()).unwrap_or_default();
            let zone = found.zone.map(|zone| format!(" {zone}")).unwrap_or_default();
            Some(format!("{}{end}{zone}|{}", found.start.format("%H:%M"), &text[found.range.end..]))
        };
        for (text, expected) in [
            ("at 11:00 CET", "11:00 CET|"),
            ("10:00 - 11:30 (CEST), online", "10:00-11:30 CEST|, online"),
            ("9:05", "09:05|"),
            ("3:30 pm to 4:15 PM", "15:30-16:15|"),
            ("12:00 AM", "00:00|"),
            ("3:00 - 4:00 pm", "15:00-16:00|"),
            ("11:30 - 1:00 pm", "11:30-13:00|"),
            ("15:00–16:00 in Madrid", "15:00-16:00| in Madrid"),
            ("15:00 I think", "15:00| I think"),
        ] {
            assert_eq!(describe(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["15h", "25:00", "10:15:20", "1:5", "v10:00", "10-11 CET", ""] {
            assert_eq!(describe(text), None, "{text}");
        }
    }
}
