//! Regular expressions of what files have in a fixed shape, for JSON Schema.

/// A day, `YYYY-MM-DD`, with a year from 1970 to 2199.
pub const DAY: &str = r"(19[7-9][0-9]|2[01][0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
/// A time of day, to the minute.
pub const TIME: &str = "([01][0-9]|2[0-3]):[0-5][0-9]";
