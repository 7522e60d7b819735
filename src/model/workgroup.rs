//! The group itself: `workgroup.yaml`.

use crate::model::mail::{Mail, Mailbox};
use crate::model::notation::{or_word, set_pattern};
use crate::model::organization::{Organization, Person};
use crate::model::reference::repository_name;
use crate::model::schedule::{Exception, Slot, TimedSlot};
use crate::source::{FileId, Place, Spanned};
use chrono::NaiveDate;
use schemars::{JsonSchema, Schema};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// The group.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Workgroup {
    /// The file it was read from.
    #[serde(skip)]
    pub file: FileId,
    /// The name in the headings of minutes and table.
    pub name: Spanned<String>,
    /// `owner/repo` on GitHub; without it, there are no links.
    #[schemars(transform = repository_name)]
    pub repository: Option<Spanned<String>>,
    /// The time zone of every day and time without an offset, as an IANA name such as `Europe/Madrid`; if omitted, UTC.
    #[serde(serialize_with = "zone")]
    #[schemars(with = "Option<String>", transform = zone_name, example = &"UTC", example = &"Europe/Madrid")]
    pub timezone: chrono_tz::Tz,
    /// The regular calls; if empty, every call is an extra one.
    #[schemars(with = "Vec<TimedSlot>")]
    pub schedule: Vec<Spanned<Slot>>,
    /// Exceptions from the schedule: calls that are moved or not held. May be empty.
    pub exceptions: Vec<Spanned<Exception>>,
    /// Until when items may be added to an agenda (procedure 1); if omitted, until seven days before the call.
    #[schemars(with = "Option<AgendaTerms>")]
    pub agenda: AgendaTerms,
    /// Who decides on proposals after the group; omitted if nobody does.
    pub reviewer: Option<Reviewer>,
    /// Sender, recipients and server of mail; each may be given on the command line instead.
    #[schemars(with = "Option<Mail>")]
    pub mail: Mail,
    /// The terms for freezing and archiving (procedure 9); if omitted, the defaults apply.
    #[schemars(with = "Option<Lifecycle>")]
    pub lifecycle: Lifecycle,
    /// Since when every call has a file; if omitted, from the beginning.
    #[schemars(with = "Option<Records>")]
    pub records: Records,
    /// The style of the minutes; if omitted, `api-backlog`.
    #[schemars(default)]
    pub style: MinutesStyle,
    /// The format of the backlog table; if omitted, `gfm`.
    #[schemars(default)]
    pub table: TableForm,
    /// Texts that the minutes of every call repeat, in the order of the minutes; may be empty.
    pub notices: Vec<Notice>,
    /// The members, in the order of the attendance table; if there are none, no name counts as unknown.
    pub organizations: Vec<Organization>,
    /// People who take part in calls, in any order; may be empty.
    pub people: Vec<Person>,
    /// Rules with another level, switched off, or in force from a later day on; all others keep their defaults.
    #[serde(serialize_with = "by_rule")]
    #[schemars(with = "Option<BTreeMap<String, RuleSetting>>")]
    pub rules: Vec<RuleSetting>,
    /// Prose about the group without a key of its own, in order; may be empty.
    pub sections: Vec<ProseSection>,
    /// Rules that are waived for this file, each with the reason; may be empty.
    pub allow: Vec<Waiver>,
}

fn zone<S: Serializer>(zone: &chrono_tz::Tz, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(zone.name())
}

fn zone_name(schema: &mut Schema) {
    set_pattern(schema, "[A-Za-z][A-Za-z0-9_+/-]*", "a time zone such as UTC or Europe/Madrid");
}

/// When the agenda closes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(default)]
pub struct AgendaTerms {
    /// The number of calendar days; the agenda closes at the call's local start time (procedure 1).
    pub closes_days_before: u16,
}

impl Default for AgendaTerms {
    fn default() -> Self {
        Self { closes_days_before: 7 }
    }
}

/// The body that decides on proposals: for CAMARA, the TSC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Reviewer {
    /// Its name, such as `TSC`.
    pub name: Spanned<String>,
    /// The mailing list that the agenda is sent to (procedure 3).
    pub mail: Option<Mailbox>,
    /// Its own meetings; slots without times.
    pub schedule: Vec<Slot>,
}

/// When a proposal is due to be frozen or archived (procedure 9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(default)]
pub struct Lifecycle {
    /// Before it is sent to the reviewer: weeks without activity in its issue until it is due to be frozen; 6 by
    /// default.
    pub freeze_after_weeks: u16,
    /// Before it is sent to the reviewer: consecutive calls without the owner's organization; 3 by default.
    pub freeze_after_absences: u16,
    /// Once approved: calls without an onboarding issue or a repository until it is due to be frozen; 3 by default.
    pub freeze_after_untracked: u16,
    /// Months after the freeze until it is due to be archived; 6 by default.
    pub archive_after_months: u16,
}

impl Default for Lifecycle {
    fn default() -> Self {
        Self { freeze_after_weeks: 6, freeze_after_absences: 3, freeze_after_untracked: 3, archive_after_months: 6 }
    }
}

/// How far back the records are complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Records {
    /// Rules about missing data do not apply before this day.
    pub complete_since: Option<NaiveDate>,
}

impl Records {
    /// Whether rules about missing data apply to that day.
    pub fn is_complete_on(&self, day: NaiveDate) -> bool {
        self.complete_since.is_none_or(|since| since <= day)
    }
}

/// The style of the minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MinutesStyle {
    /// The API Backlog group's style: one section per subject, each item with its history from earlier calls.
    #[default]
    ApiBacklog,
    /// A shorter style: one list of what this call discussed, and the action points that it opened or changed.
    Mom,
}

impl MinutesStyle {
    /// All styles with their keys in the files.
    pub const KEYS: [(&'static str, MinutesStyle); 2] =
        [("api-backlog", MinutesStyle::ApiBacklog), ("mom", MinutesStyle::Mom)];

    /// The key in the files.
    pub fn record_key(self) -> &'static str {
        match self {
            MinutesStyle::ApiBacklog => "api-backlog",
            MinutesStyle::Mom => "mom",
        }
    }
}

/// The format of the backlog table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, Default)]
#[serde(rename_all = "kebab-case")]
pub enum TableForm {
    /// A table in GitHub's Markdown.
    #[default]
    Gfm,
    /// An HTML table, as used by CAMARA.
    Html,
}

impl TableForm {
    /// All formats with their keys in the files.
    pub const KEYS: [(&'static str, TableForm); 2] = [("gfm", TableForm::Gfm), ("html", TableForm::Html)];
}

/// A text that the minutes repeat while it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Notice {
    /// The heading it is printed under.
    pub heading: Spanned<String>,
    /// The text below the heading, as Markdown.
    pub body: Spanned<String>,
    /// The first day it is in force; if omitted, it always has been.
    pub since: Option<NaiveDate>,
    /// The last day it is in force; if omitted, it still is.
    pub until: Option<NaiveDate>,
}

impl Notice {
    /// Whether it is in force on that day.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// The group's setting for a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(transform = or_word("level"))]
pub struct RuleSetting {
    /// The name of a rule, such as `late-agenda-item`; the key in the file.
    #[serde(skip)]
    pub rule: Spanned<String>,
    /// The level; if omitted, the rule keeps its own.
    pub level: Option<RuleLevel>,
    /// The rule applies to events from that day on.
    pub since: Option<NaiveDate>,
}

fn by_rule<S: Serializer>(settings: &[RuleSetting], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(settings.iter().map(|setting| (&setting.rule, setting)))
}

/// A level that the group sets for a rule, the mildest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RuleLevel {
    /// The rule does not run.
    Off,
    /// Findings are reported, but `check` passes.
    Warn,
    /// Findings make `check` fail.
    Error,
}

impl RuleLevel {
    /// All levels with their keys in the files.
    pub const KEYS: [(&'static str, RuleLevel); 3] =
        [("off", RuleLevel::Off), ("warn", RuleLevel::Warn), ("error", RuleLevel::Error)];
}

/// Prose without a key of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProseSection {
    /// The heading it is printed under; optional.
    pub heading: Option<Spanned<String>>,
    /// The text, as Markdown; omitted if there is only a heading.
    pub body: Option<Spanned<String>>,
}

/// A rule that is waived for this file, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Waiver {
    /// The place of the whole entry, for the finding that it waives nothing.
    #[serde(skip)]
    pub place: Place,
    /// The name of a rule, such as `late-agenda-item`.
    pub rule: Spanned<String>,
    /// The reason, for later readers of the file.
    pub why: Spanned<String>,
}
