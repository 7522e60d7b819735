//! The day of a call in a week that has a number.

use super::{DayContext, MissingDay, TOP_LINES};
use crate::import::minutes::lines::SourceLine;
use crate::import::minutes::parts::{MinutesPart, PartKind};
use crate::import::minutes::words::plain_text;
use crate::model::wording::join_with_and;
use crate::view::calendar::Calendar;
use chrono::{NaiveDate, Weekday};

/// The day of the week that the title or the file name has, or why it is not known.
pub fn find_day_of_week<'t>(
    parts: &[MinutesPart<'t>],
    context: DayContext,
    top: SourceLine<'t>,
) -> Option<Result<NaiveDate, MissingDay<'t>>> {
    let titles = parts.iter().filter(|part| part.kind == PartKind::Title);
    let lines = titles.flat_map(|part| part.heading.iter().chain(&part.lines)).filter(|line| !line.is_empty());
    let in_text = lines.take(TOP_LINES).find_map(|line| Some((*line, find_week(&plain_text(line.text))?)));
    let (line, week) = in_text.or_else(|| Some((top, find_week(context.stem)?)))?;
    Some(find_scheduled_day(week, context).map_err(|(why, help)| (line, why, help)))
}

/// The day of the only call that the schedule has in a week of the year that the user gave.
fn find_scheduled_day(week: u32, context: DayContext) -> Result<NaiveDate, (String, &'static str)> {
    const HELP: &str = "Use --date DATE.";
    let help = "Use --year YEAR for the scheduled call of that week, or --date DATE.";
    let year = context.options.year.ok_or_else(|| (format!("no date found, only week {week}"), help))?;
    let monday = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon);
    let monday = monday.ok_or_else(|| (format!("{year} has no week {week}"), HELP))?;
    let calendar = context.workgroup.map(Calendar::new);
    let is_call = |day: &NaiveDate| calendar.as_ref().is_some_and(|calendar| calendar.has_call(*day));
    let calls: Vec<NaiveDate> = monday.iter_days().take(7).filter(is_call).collect();
    match calls[..] {
        [day] => Ok(day),
        [] => Err((
            format!("no call is scheduled in week {week} of {year}, which begins on {monday}"),
            "Use --date DATE, or add the slot of that time to `schedule` in workgroup.yaml.",
        )),
        _ => Err((format!("week {week} of {year} has the calls of {}", join_with_and(&calls)), HELP)),
    }
}

/// The number of a week: `Week 14`, `CW14`, `week_14`.
fn find_week(text: &str) -> Option<u32> {
    let lower = text.to_lowercase();
    ["week", "weeks", "wk", "cw", "kw"].iter().find_map(|word| {
        lower.match_indices(word).find_map(|(at, _)| {
            let is_start = !lower[..at].ends_with(char::is_alphabetic);
            let rest = lower[at + word.len()..].trim_start_matches([' ', '_', '-', '.', '#']);
            let digits = &rest[..rest.bytes().take_while(u8::is_ascii_digit).count()];
            digits.parse().ok().filter(|_| is_start && digits.len() <= 2)
        })
    })
}
