//! Days and moments as users type them.

use crate::model::when::{self, When, describe_out_of_range};
use chrono::NaiveDate;

/// Parses a day or a moment.
///
/// # Errors
/// The message for another text.
pub fn parse_moment(text: &str) -> Result<When, String> {
    When::parse(text).ok_or_else(|| {
        let wrong = || format!("not a date or time: {text} (use YYYY-MM-DD or YYYY-MM-DDTHH:MMZ)");
        describe_out_of_range(text).unwrap_or_else(wrong)
    })
}

/// Parses a day.
///
/// # Errors
/// The message for another text.
pub fn parse_day(text: &str) -> Result<NaiveDate, String> {
    when::parse_day(text).ok_or_else(|| wrong_date_message(text))
}

/// The message for a text that is not a day.
pub fn wrong_date_message(text: &str) -> String {
    describe_out_of_range(text).unwrap_or_else(|| format!("not a date: {text} (use YYYY-MM-DD)"))
}
