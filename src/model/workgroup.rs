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

/// What is true of the group.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Workgroup {
    /// The file it was read from.
    #[serde(skip)]
    pub file: FileId,
    /// As the headings of minutes and table give it.
    pub name: Spanned<String>,
    /// `owner/repo` on GitHub; without it nothing is linked.
    #[schemars(transform = repository_name)]
    pub repository: Option<Spanned<String>>,
    /// An IANA name such as `Europe/Madrid`, for every day and time without an offset; left out, UTC.
    #[serde(serialize_with = "zone")]
    #[schemars(with = "Option<String>", transform = zone_name, example = &"UTC", example = &"Europe/Madrid")]
    pub timezone: chrono_tz::Tz,
    /// May be empty: then every call is an extra one.
    #[schemars(with = "Vec<TimedSlot>")]
    pub schedule: Vec<Spanned<Slot>>,
    /// Days on which the schedule does not hold: a call is moved or not held. May be empty.
    pub exceptions: Vec<Spanned<Exception>>,
    /// Until when items may come onto an agenda (procedure 1); left out, until seven days before the call.
    #[schemars(with = "Option<AgendaTerms>")]
    pub agenda: AgendaTerms,
    /// Who decides on proposals after the group; left out where nobody does.
    pub reviewer: Option<Reviewer>,
    /// From whom, to whom and through which server mail goes out; each may be given on the command line instead.
    #[schemars(with = "Option<Mail>")]
    pub mail: Mail,
    /// How long a proposal may rest (procedure 9); left out, the usual terms hold.
    #[schemars(with = "Option<Lifecycle>")]
    pub lifecycle: Lifecycle,
    /// From when on every call has a file; left out, from the beginning.
    #[schemars(with = "Option<Records>")]
    pub records: Records,
    /// The form of the minutes; left out, `api-backlog`.
    #[schemars(default)]
    pub style: MinutesStyle,
    /// The form of the backlog table; left out, `gfm`.
    #[schemars(default)]
    pub table: TableForm,
    /// Texts that the minutes of every call repeat, in the order of print; may be empty.
    pub notices: Vec<Notice>,
    /// The members, in the order of the attendance table; while there is none, no name counts as unknown.
    pub organizations: Vec<Organization>,
    /// Persons who take part in calls, in any order; may be empty.
    pub people: Vec<Person>,
    /// Rules that this group wants stricter, milder, off, or from a later day on; all others are as they are.
    #[serde(serialize_with = "by_rule")]
    #[schemars(with = "Option<BTreeMap<String, RuleSetting>>")]
    pub rules: Vec<RuleSetting>,
    /// Prose about the group that has no key of its own, in order; may be empty.
    pub sections: Vec<ProseSection>,
    /// Rules that are not held against this file, each with the reason; may be empty.
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
    /// Calendar days; the moment has the call's local start time (procedure 1).
    pub closes_days_before: u16,
}

impl Default for AgendaTerms {
    fn default() -> Self {
        Self { closes_days_before: 7 }
    }
}

/// Who approves: for CAMARA the TSC.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Reviewer {
    /// What people call it, such as `TSC`.
    pub name: Spanned<String>,
    /// The list that the agenda goes to (procedure 3).
    pub mail: Option<Mailbox>,
    /// Its own meetings; slots without times.
    pub schedule: Vec<Slot>,
}

/// When a proposal is frozen or archived (procedure 9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(default)]
pub struct Lifecycle {
    /// Before it is sent to the reviewer: weeks without activity in its issue until it is due to be frozen; usually 6.
    pub freeze_after_weeks: u16,
    /// Before it is sent to the reviewer: calls in a row without the owner's organization; usually 3.
    pub freeze_after_absences: u16,
    /// Once approved: calls without an onboarding issue or a repository until it is due to be frozen; usually 3.
    pub freeze_after_untracked: u16,
    /// Months in the freeze until it is to be archived; usually 6.
    pub archive_after_months: u16,
}

impl Default for Lifecycle {
    fn default() -> Self {
        Self { freeze_after_weeks: 6, freeze_after_absences: 3, freeze_after_untracked: 3, archive_after_months: 6 }
    }
}

/// How far back the records are whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Default, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Records {
    /// Rules about what is absent are silent before this day.
    pub complete_since: Option<NaiveDate>,
}

/// Which template the minutes are written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Default, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MinutesStyle {
    /// The API Backlog group's form: a section a subject, each item with its history from earlier calls.
    #[default]
    ApiBacklog,
    /// A shorter form: one list of what this call said, and the action points that it opened or spoke of.
    Mom,
}

impl MinutesStyle {
    /// Every style with its key in the files.
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

/// How the backlog table is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema, Default)]
#[serde(rename_all = "kebab-case")]
pub enum TableForm {
    /// A table of GitHub's Markdown.
    #[default]
    Gfm,
    /// A table of HTML, as CAMARA keeps it.
    Html,
}

impl TableForm {
    /// Every form with its key in the files.
    pub const KEYS: [(&'static str, TableForm); 2] = [("gfm", TableForm::Gfm), ("html", TableForm::Html)];
}

/// A standing text, printed in the minutes while it is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Notice {
    /// The heading it is printed under.
    pub heading: Spanned<String>,
    /// What is printed below the heading, as Markdown.
    pub body: Spanned<String>,
    /// The first day it is in force; left out, it always was.
    pub since: Option<NaiveDate>,
    /// The last day it is in force; left out, it still is.
    pub until: Option<NaiveDate>,
}

impl Notice {
    /// Whether it is in force on that day.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// What the group wants of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(transform = or_word("level"))]
pub struct RuleSetting {
    /// The name of a rule, such as `late-agenda-item`; in the file it is the key.
    #[serde(skip)]
    pub rule: Spanned<String>,
    /// Left out, the rule keeps its own level.
    pub level: Option<RuleLevel>,
    /// The rule binds what happened from that day on.
    pub since: Option<NaiveDate>,
}

fn by_rule<S: Serializer>(settings: &[RuleSetting], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(settings.iter().map(|setting| (&setting.rule, setting)))
}

/// A level that the group gives a rule, the milder one first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RuleLevel {
    /// The rule is not run.
    Off,
    /// What it finds is told, but `check` passes.
    Warn,
    /// What it finds makes `check` fail.
    Error,
}

impl RuleLevel {
    /// Every level with its key in the files.
    pub const KEYS: [(&'static str, RuleLevel); 3] =
        [("off", RuleLevel::Off), ("warn", RuleLevel::Warn), ("error", RuleLevel::Error)];
}

/// Prose that has no key of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ProseSection {
    /// The heading it is printed under; left out, the text stands without one.
    pub heading: Option<Spanned<String>>,
    /// The text itself, as Markdown; left out where there is only a heading.
    pub body: Option<Spanned<String>>,
}

/// A rule that is not held against this file, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Waiver {
    /// The whole entry, for the finding that it waives nothing.
    #[serde(skip)]
    pub place: Place,
    /// The name of a rule, such as `late-agenda-item`.
    pub rule: Spanned<String>,
    /// The reason, for whoever reads the file later.
    pub why: Spanned<String>,
}
