//! The calls that `backlog move-meeting` and `backlog cancel-meeting` offer to choose from.

use super::ask;
use super::session::Session;
use crate::error::Error;
use crate::record::day::parse_day;
use chrono::NaiveDate;

/// The number of coming calls that are offered to choose from.
const COMING: usize = 8;

/// The day of a call of the schedule: given, or chosen on a terminal among the next ones; without a terminal, the error
/// that says how to give it.
pub fn prompt_for_day(given: Option<NaiveDate>, session: &mut Session, missing: Error) -> Result<NaiveDate, Error> {
    if let Some(date) = given {
        return Ok(date);
    }
    let chosen = ask::choose_known(None, "Call", session, missing, |views| {
        let coming = views.calls.movable_calls().take(COMING);
        Ok(coming.map(|call| (call.date.to_string(), call.format_start())).collect())
    })?;
    parse_day(chosen.trim()).map_err(|reason| Error::Usage { message: format!("`{chosen}`: {reason}"), help: None })
}
