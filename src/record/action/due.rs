//! The due date of an action point.

use crate::error::Error;
use crate::model::schedule::weekday_name;
use crate::view::Views;
use crate::view::calls::due_date::DueDate;
use chrono::NaiveDate;

/// The due date in words that the user typed; `None` for no words.
///
/// # Errors
/// When the words are not a due date.
pub fn parse_due(words: &str) -> Result<Option<DueDate>, Error> {
    if words.is_empty() {
        return Ok(None);
    }
    let due = DueDate::parse(words).ok_or_else(|| {
        let help = "Use a day (`2026-03-12`, `Mar 12`), `next`, a weekday, or weeks or days after the call (`+2w`).";
        Error::usage(format!("not a due date: {words}"), help)
    })?;
    Ok(Some(due))
}

/// The due day of an action point of a call, which is not before the call.
pub(super) fn resolve_due_day(due: DueDate, call: NaiveDate, views: &Views) -> Result<NaiveDate, Error> {
    let day = views.calls.resolve_due_date(due, call).ok_or_else(|| {
        let message = format!("the schedule has no call after {call}");
        Error::not_allowed(message, "Give a date: --due DATE.")
    })?;
    match day < call {
        true => Err(Error::not_allowed(
            format!("{day} is before the call of {call}"),
            "Correct --due, or choose the call: --meeting DATE.",
        )),
        false => Ok(day),
    }
}

/// `due 2026-02-26`, with the word that the user typed for the day.
pub(super) fn describe_due(due: DueDate, day: NaiveDate) -> String {
    match due {
        DueDate::Day(_) | DueDate::After(_) | DueDate::DayOfYear(..) => format!("due {day}"),
        DueDate::Today => format!("due {day}, today"),
        DueDate::Tomorrow => format!("due {day}, tomorrow"),
        DueDate::NextCall => format!("due {day}, the next call"),
        DueDate::Weekday(weekday) => format!("due {} {day}", weekday_name(weekday)),
    }
}
