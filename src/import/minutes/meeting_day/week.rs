//! The day of a call in a week that has a number.

use super::{DayContext, TOP_LINES};
use crate::import::doubt::DoubtKind;
use crate::import::minutes::lines::SourceLine;
use crate::import::minutes::parts::{MinutesPart, PartKind};
use crate::import::minutes::source::SourceDoubts;
use crate::import::minutes::words::plain_text;
use crate::model::wording::join_with_and;
use crate::view::calendar::Calendar;
use chrono::{NaiveDate, Weekday};

/// The day of the week that the title or the file name has, in the year that the user gave. A doubt if the schedule has
/// none or several.
pub fn find_day_of_week(
    parts: &[MinutesPart],
    context: DayContext,
    top: SourceLine,
    doubts: &mut SourceDoubts,
) -> Option<NaiveDate> {
    let titles = parts.iter().filter(|part| part.kind == PartKind::Title);
    let lines = titles.flat_map(|part| part.heading.iter().chain(&part.lines)).filter(|line| !line.is_empty());
    let in_text = lines.take(TOP_LINES).find_map(|line| Some((*line, find_week(&plain_text(line.text))?)));
    let (line, week) = in_text.or_else(|| Some((top, find_week(context.stem)?)))?;
    let mut refuse = |why: String, help: &str| {
        let message = format!("{why}; these minutes are not imported");
        doubts.add(DoubtKind::NoDate, line, message).help = Some(help.to_owned());
        None
    };
    let Some(year) = context.options.year else {
        let help = "Use --year YEAR for the scheduled call of that week, or --date DATE.";
        return refuse(format!("no date found, only week {week}"), help);
    };
    let help = "Use --date DATE.";
    let Some(monday) = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon) else {
        return refuse(format!("{year} has no week {week}"), help);
    };
    let calendar = context.workgroup.map(Calendar::new);
    let is_call = |day: &NaiveDate| calendar.as_ref().is_some_and(|calendar| calendar.has_call(*day));
    let calls: Vec<NaiveDate> = monday.iter_days().take(7).filter(is_call).collect();
    match calls[..] {
        [day] => Some(day),
        [] => refuse(
            format!("no call is scheduled in week {week} of {year}, which begins on {monday}"),
            "Use --date DATE, or add the slot of that time to `schedule` in workgroup.yaml.",
        ),
        _ => refuse(format!("week {week} of {year} has the calls of {}", join_with_and(&calls)), help),
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
