//! The organisations and people of a group.

use crate::source::Spanned;
use chrono::NaiveDate;
use serde::Serialize;

/// A member of the group. The order in the file is that of the attendance table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Organization {
    pub name: Spanned<String>,
    /// Other spellings that mean the same organisation; may be empty.
    pub aliases: Vec<Spanned<String>>,
    /// Its first and last day as a member; `None` is "always" and "still".
    pub since: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

impl Organization {
    /// Whether it was a member on that day.
    pub fn is_member_on(&self, day: NaiveDate) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// A person the group knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Person {
    pub name: Spanned<String>,
    pub organization: Option<Spanned<String>>,
    /// The account on GitHub, without `@`.
    pub github: Option<String>,
    /// Such as `chair`.
    pub role: Option<String>,
}
