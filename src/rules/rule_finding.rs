//! The findings of a rule, before levels and waivers.

use crate::finding::{Fix, Level, bound_text};
use crate::source::Place;
use chrono::NaiveDate;
use std::borrow::Cow;

/// A finding of a rule, before levels and waivers.
#[derive(Debug)]
pub struct RuleFinding {
    pub(super) place: Place,
    pub(super) message: String,
    pub(super) help: Option<String>,
    pub(super) related: Vec<(Place, String)>,
    pub(super) fix: Option<Fix>,
    pub(super) level: Option<Level>,
    pub(super) day: Option<NaiveDate>,
}

impl RuleFinding {
    /// A finding at a place. The message is a lower-case phrase without a full stop.
    pub fn new(place: Place, message: impl Into<String>) -> Self {
        Self { place, message: bound_text(message), help: None, related: Vec::new(), fix: None, level: None, day: None }
    }

    /// With a sentence on how to fix it.
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(bound_text(help));
        self
    }

    /// With another place that belongs to it, and a phrase.
    pub fn with_related(mut self, place: Place, phrase: impl Into<String>) -> Self {
        self.related.push((place, bound_text(phrase)));
        self
    }

    /// With the edit of `check --fix`, if there is only one right fix.
    pub fn with_fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }

    /// With another level than the rule's.
    pub fn with_level(mut self, level: Level) -> Self {
        self.level = Some(level);
        self
    }

    /// With the day on which it happened, if that is not the day of the record. `None` if it is unknown.
    pub fn on_day(mut self, day: impl Into<Option<NaiveDate>>) -> Self {
        self.day = day.into();
        self
    }
}

/// Collects what one rule finds.
#[derive(Default)]
pub struct Findings {
    pub(super) findings: Vec<RuleFinding>,
    pub(super) skipped: Vec<Cow<'static, str>>,
}

impl Findings {
    /// Adds a finding.
    pub fn push(&mut self, found: RuleFinding) {
        self.findings.push(found);
    }

    /// Notes that a check was skipped, because the records are incomplete. `check` prints the number of such checks and
    /// what to add: a phrase in the imperative, without a full stop.
    pub fn skip_check(&mut self, to_add: impl Into<Cow<'static, str>>) {
        self.skipped.push(match to_add.into() {
            Cow::Owned(to_add) => bound_text(to_add).into(),
            fixed => fixed,
        });
    }
}
