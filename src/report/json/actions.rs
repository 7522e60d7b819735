//! Action points as JSON.

use super::{action_json, format_object};
use crate::error::Error;
use crate::view::actions::point::ActionPoint;
use chrono::NaiveDate;

/// Action points as of a day, in the order in which they are given.
///
/// # Errors
/// [`Error::NotExpressible`] when they cannot be expressed as JSON, which does not happen.
pub fn format_actions(actions: &[&ActionPoint], day: NaiveDate) -> Result<String, Error> {
    format_object("actions", actions.iter().map(|action| action_json(action, Some(day))).collect::<Vec<_>>())
}
