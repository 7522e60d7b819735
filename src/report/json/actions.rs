//! Action points as JSON.

use super::{action_line, object};
use crate::error::Error;
use crate::view::actions::ActionPoint;
use chrono::NaiveDate;

/// Action points as of a day, in the order in which they are given.
///
/// # Errors
/// [`Error::Io`] when they cannot be expressed as JSON, which no record cannot.
pub fn actions(actions: &[&ActionPoint], day: NaiveDate) -> Result<String, Error> {
    object("actions", actions.iter().map(|action| action_line(action, Some(day))).collect::<Vec<_>>())
}
