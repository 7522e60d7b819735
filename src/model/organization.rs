//! The organizations and people of a group.

use crate::model::record::record;
use crate::source::Spanned;
use chrono::NaiveDate;

record! {
    /// A member of the group. The attendance table has the order of the file.
    pub struct Organization: Default = "an organization", short(name) {
        /// The name in the attendance table; other names belong in `aliases`.
        name: Spanned<String>,
        /// Other names of the same organization; may be empty.
        aliases: Vec<Spanned<String>>,
        /// Its first day as a member; if omitted, it has always been one.
        since: Option<NaiveDate>,
        /// Its last day as a member; if omitted, it still is one.
        until: Option<NaiveDate>,
    }
}

impl Organization {
    /// Whether it was a member on that day.
    pub fn is_member_on(&self, day: NaiveDate) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Its name, then its aliases.
    pub fn spellings(&self) -> impl Iterator<Item = &Spanned<String>> {
        std::iter::once(&self.name).chain(&self.aliases)
    }
}

record! {
    /// A person who takes part in calls.
    pub struct Person: Default = "a person with `name` and `organization`", short(name) {
        /// The full name, as it should be spelled in attendance lists.
        name: Spanned<String>,
        /// The person's organization, by its name or an alias; omitted if unknown.
        organization: Option<Spanned<String>>,
        /// The first day on which the person represents it; if omitted, the person always has.
        since: Option<NaiveDate>,
        /// The last day on which the person represents it; if omitted, the person still does. A person who changes
        /// organizations has an entry for each.
        until: Option<NaiveDate>,
        /// The GitHub account, without `@`.
        github: Option<String>,
        /// The person's role in the group, such as `chair`; action points may be owned by a role.
        role: Option<String>,
    }
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
