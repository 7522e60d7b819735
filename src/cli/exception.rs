//! The calls that `backlog move-meeting` and `backlog cancel-meeting` offer to choose from.

use super::ask;
use super::session::{Needs, Session};
use crate::error::Error;
use crate::record::day::parse_day;
use chrono::NaiveDate;

/// The number of coming calls that are offered to choose from.
const COMING: usize = 8;

/// The day of a call of the schedule: given, or chosen on a terminal among the next ones; without a terminal, the error
/// that says how to give it.
pub fn prompt_for_day(
    given: Option<NaiveDate>,
    session: &mut Session,
    missing: impl FnOnce() -> Error,
) -> Result<NaiveDate, Error> {
    if let Some(date) = given {
        return Ok(date);
    }
    if !session.out.is_interactive() {
        return Err(missing());
    }
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllFiles)?;
    let coming = views.calls.movable().take(COMING);
    let known: Vec<_> = coming.map(|call| (call.date.to_string(), call.format_start())).collect();
    let chosen = ask::choose_one_of("Call", &known, session, missing)?;
    parse_day(chosen.trim()).map_err(|reason| Error::Usage { message: format!("`{chosen}`: {reason}"), help: None })
}
