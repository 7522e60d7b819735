//! The organisations and people of a group.

use crate::model::notation::or_text;
use crate::source::Spanned;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

/// A member of the group. The order in the file is that of the attendance table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(transform = or_text)]
pub struct Organization {
    /// As the attendance table prints it; whatever else it is called stands in `aliases`.
    pub name: Spanned<String>,
    /// Other spellings that mean the same organisation; may be empty.
    pub aliases: Vec<Spanned<String>>,
    /// Its first day as a member; left out, it always was one.
    pub since: Option<NaiveDate>,
    /// Its last day as a member; left out, it still is one.
    pub until: Option<NaiveDate>,
}

impl Organization {
    /// Whether it was a member on that day.
    pub fn is_member_on(&self, day: NaiveDate) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// A person the group knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(transform = or_text)]
pub struct Person {
    /// The full name, as attendance lists are to spell it.
    pub name: Spanned<String>,
    /// The one that the person speaks for in calls, by its name or an alias; left out where it is unknown.
    pub organization: Option<Spanned<String>>,
    /// The first day on which the person speaks for it; left out, the person always did.
    pub since: Option<NaiveDate>,
    /// The last day on which the person speaks for it; left out, the person still does. Who changes the employer has an
    /// entry for each.
    pub until: Option<NaiveDate>,
    /// The account on GitHub, without `@`.
    pub github: Option<String>,
    /// What the person is in the group, such as `chair`; action points may be owned by a role.
    pub role: Option<String>,
}

impl Person {
    /// Whether the entry holds on that day.
    pub fn is_listed_on(&self, day: NaiveDate) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether the entry says from when or until when it holds.
    pub fn has_days(&self) -> bool {
        self.since.is_some() || self.until.is_some()
    }
}
