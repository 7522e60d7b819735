//! The group itself: `workgroup.yaml`.

use crate::model::organization::{Organization, Person};
use crate::model::schedule::{Exception, Slot};
use crate::source::{FileId, Place, Spanned};
use chrono::NaiveDate;
use serde::{Serialize, Serializer};

/// What is true of the group.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Workgroup {
    #[serde(skip)]
    pub file: FileId,
    pub name: Spanned<String>,
    /// `owner/repo` on GitHub; without it nothing is linked.
    pub repository: Option<Spanned<String>>,
    #[serde(serialize_with = "zone")]
    pub timezone: chrono_tz::Tz,
    /// May be empty: then every call is an extra one.
    pub schedule: Vec<Slot>,
    pub exceptions: Vec<Spanned<Exception>>,
    pub agenda: AgendaTerms,
    pub reviewer: Option<Reviewer>,
    pub lifecycle: Lifecycle,
    pub records: Records,
    pub style: Style,
    pub table: TableFormat,
    pub notices: Vec<Notice>,
    pub organizations: Vec<Organization>,
    pub people: Vec<Person>,
    #[serde(serialize_with = "by_rule")]
    pub rules: Vec<RuleSetting>,
    pub sections: Vec<Section>,
    pub allow: Vec<Waiver>,
}

fn zone<S: Serializer>(zone: &chrono_tz::Tz, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(zone.name())
}

/// When the agenda closes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct AgendaTerms {
    /// Calendar days; the moment has the call's local start time (procedure 1).
    pub closes_days_before: u16,
}

/// Who approves: for CAMARA the TSC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Reviewer {
    pub name: Spanned<String>,
    /// The list that the agenda goes to (procedure 3).
    pub mail: Option<Spanned<String>>,
    /// Its own meetings; slots without times.
    pub schedule: Vec<Slot>,
}

/// When a proposal is frozen or archived (procedure 9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Lifecycle {
    pub freeze_after_weeks: u16,
    pub freeze_after_absences: u16,
    pub freeze_after_untracked: u16,
    pub archive_after_months: u16,
}

impl Default for Lifecycle {
    fn default() -> Self {
        Self { freeze_after_weeks: 6, freeze_after_absences: 3, freeze_after_untracked: 3, archive_after_months: 6 }
    }
}

/// How far back the records are whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub struct Records {
    /// Rules about what is absent are silent before this day.
    pub complete_since: Option<NaiveDate>,
}

/// Which template the minutes are written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum Style {
    #[default]
    ApiBacklog,
    Mom,
}

impl Style {
    /// Every style with its key in the files.
    pub const KEYS: [(&'static str, Style); 2] = [("api-backlog", Style::ApiBacklog), ("mom", Style::Mom)];

    /// The key in the files.
    pub fn key(self) -> &'static str {
        match self {
            Style::ApiBacklog => "api-backlog",
            Style::Mom => "mom",
        }
    }
}

/// How `backlog/README.md` writes the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default)]
#[serde(rename_all = "kebab-case")]
pub enum TableFormat {
    #[default]
    Gfm,
    Html,
}

impl TableFormat {
    /// Every format with its key in the files.
    pub const KEYS: [(&'static str, TableFormat); 2] = [("gfm", TableFormat::Gfm), ("html", TableFormat::Html)];
}

/// A standing text, printed in the minutes while it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    pub heading: Spanned<String>,
    pub body: Spanned<String>,
    /// First and last day; `None` is "always" and "still".
    pub since: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

impl Notice {
    /// Whether it is in force on that day.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// What the group wants of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleSetting {
    #[serde(skip)]
    pub rule: Spanned<String>,
    /// `None` leaves the rule's own level.
    pub level: Option<RuleLevel>,
    /// The rule binds what happened from that day on.
    pub since: Option<NaiveDate>,
}

fn by_rule<S: Serializer>(settings: &[RuleSetting], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(settings.iter().map(|setting| (&setting.rule, setting)))
}

/// A level that the group gives a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleLevel {
    Off,
    Warn,
    Error,
}

impl RuleLevel {
    /// Every level with its key in the files.
    pub const KEYS: [(&'static str, RuleLevel); 3] =
        [("off", RuleLevel::Off), ("warn", RuleLevel::Warn), ("error", RuleLevel::Error)];
}

/// Prose that has no key of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    pub heading: Option<Spanned<String>>,
    pub body: Option<Spanned<String>>,
}

/// A rule that is not held against this file, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiver {
    #[serde(skip)]
    pub place: Place,
    pub rule: Spanned<String>,
    pub why: Spanned<String>,
}
