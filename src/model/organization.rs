//! The organizations and people of a group.

use crate::model::notation::or_text;
use crate::source::Spanned;
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

/// A member of the group. The attendance table has the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(transform = or_text)]
pub struct Organization {
    /// The name in the attendance table; other names belong in `aliases`.
    pub name: Spanned<String>,
    /// Other names of the same organization; may be empty.
    pub aliases: Vec<Spanned<String>>,
    /// Its first day as a member; if omitted, it has always been one.
    pub since: Option<NaiveDate>,
    /// Its last day as a member; if omitted, it still is one.
    pub until: Option<NaiveDate>,
}

impl Organization {
    /// Whether it was a member on that day.
    pub fn is_member_on(&self, day: NaiveDate) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// A person who takes part in calls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(transform = or_text)]
pub struct Person {
    /// The full name, as it should be spelled in attendance lists.
    pub name: Spanned<String>,
    /// The person's organization, by its name or an alias; omitted if unknown.
    pub organization: Option<Spanned<String>>,
    /// The first day on which the person represents it; if omitted, the person always has.
    pub since: Option<NaiveDate>,
    /// The last day on which the person represents it; if omitted, the person still does. A person who changes
    /// organizations has an entry for each.
    pub until: Option<NaiveDate>,
    /// The GitHub account, without `@`.
    pub github: Option<String>,
    /// The person's role in the group, such as `chair`; action points may be owned by a role.
    pub role: Option<String>,
}

impl Person {
    /// Whether the entry applies on that day.
    pub fn is_listed_on(&self, day: NaiveDate) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether the entry has a first or last day.
    pub fn has_days(&self) -> bool {
        self.since.is_some() || self.until.is_some()
    }
}
