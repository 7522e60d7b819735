//! The findings of a rule, before levels and waivers.

use crate::finding::{Fix, Level, bound_text};
use crate::source::{Place, Sources};
use crate::view::prose::ProseText;
use chrono::NaiveDate;
use std::borrow::Cow;
use std::ops::Range;

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
    /// With a sentence on how to fix it.
    pub fn with_help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(bound_text(help));
        self
    }

    /// With another place that belongs to it, and a phrase.
    pub fn with_related(&mut self, place: Place, phrase: impl Into<String>) -> &mut Self {
        self.related.push((place, bound_text(phrase)));
        self
    }

    /// With the edit of `check --fix`, if there is only one right fix.
    pub fn with_fix(&mut self, fix: Option<Fix>) -> &mut Self {
        self.fix = fix;
        self
    }

    /// With another level than the rule's.
    pub fn with_level(&mut self, level: Level) -> &mut Self {
        self.level = Some(level);
        self
    }

    /// With the day on which it happened, if that is not the day of the record. `None` if it is unknown.
    pub fn on_day(&mut self, day: impl Into<Option<NaiveDate>>) -> &mut Self {
        self.day = day.into();
        self
    }
}

/// A mistake in a text, at a range of its bytes.
pub struct TextMistake {
    at: Range<usize>,
    message: String,
    help: Cow<'static, str>,
}

impl TextMistake {
    /// A mistake with a message and a help, as in a finding.
    pub fn new(at: Range<usize>, message: impl Into<String>, help: impl Into<Cow<'static, str>>) -> Self {
        Self { at, message: message.into(), help: help.into() }
    }
}

/// Collects what one rule finds.
#[derive(Default)]
pub struct Findings {
    pub(super) findings: Vec<RuleFinding>,
    pub(super) skipped: Vec<Cow<'static, str>>,
}

impl Findings {
    /// Adds a finding at a place. The message is a lower-case phrase without a full stop.
    pub fn report(&mut self, place: Place, message: impl Into<String>) -> &mut RuleFinding {
        let message = bound_text(message);
        let found = RuleFinding { place, message, help: None, related: Vec::new(), fix: None, level: None, day: None };
        self.findings.push_mut(found)
    }

    /// Adds the mistakes of a text, each with a message and a help.
    pub fn report_in_text(&mut self, prose: &ProseText, mistakes: Vec<TextMistake>, sources: &Sources) {
        if mistakes.is_empty() {
            return;
        }
        let written = prose.locate_text(sources);
        for TextMistake { at, message, help } in mistakes {
            self.report(written.place(at), message).with_help(help).on_day(prose.day);
        }
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
