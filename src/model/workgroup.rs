//! The group itself: `workgroup.yaml`.

use crate::finding::ProblemKind;
use crate::model::by_key::{ByKey, KeyedEntry};
use crate::model::confluence::ConfluenceTerms;
use crate::model::github_terms::GithubTerms;
use crate::model::mail::{Mail, Mailbox};
use crate::model::minutes_terms::MinutesTerms;
use crate::model::organization::{Organization, Person};
use crate::model::record::{Fields, Reader, Shape, ShapedText, record, words};
use crate::model::reference::RepositoryName;
use crate::model::schedule::{Exception, MovedDay, NotHeldDay, Slot, TimedSlot};
use crate::model::spelling::suggest_word;
use crate::source::{FileId, Place, Spanned};
use chrono::NaiveDate;
use chrono_tz::Tz;

record! {
    /// The group.
    pub struct Workgroup = "a group (a map)", check(check_format), with {
        /// The file it was read from.
        file: FileId = Fields::file,
    } {
        /// The version of the format of these records; if omitted, 1.
        format: u16 = 1,
        /// The name in the headings of minutes and table.
        name: Spanned<String>,
        /// `owner/repo` on GitHub; without it, numbers are not linked.
        repository: Option<Spanned<RepositoryName>>,
        /// The time zone of every day and time without an offset, as an IANA name such as `Europe/Madrid`; if omitted, UTC.
        timezone: Tz = Tz::UTC,
        /// The time zones of members: the agenda mail says when the call starts in each of them. May be empty.
        zones: Vec<Tz>,
        /// The regular calls; if empty, every call is an extra one.
        schedule: Vec<Spanned<TimedSlot>>,
        /// Days of the schedule on which no call is held; may be empty.
        not_held: Vec<Spanned<NotHeldDay>>,
        /// Calls of the schedule that are held on another day; may be empty.
        moved: Vec<Spanned<MovedDay>>,
        /// Until when items may be added to an agenda (docs/procedure.md#agreement-1); if omitted, until seven days before the call.
        agenda: AgendaTerms = AgendaTerms::default(),
        /// Who decides on proposals after the group; omitted if nobody does.
        reviewer: Option<Reviewer>,
        /// Sender, recipients and server of mail; each may be given on the command line instead.
        mail: Mail = Mail::default(),
        /// Where the minutes are published on Confluence.
        confluence: ConfluenceTerms = ConfluenceTerms::default(),
        /// When a proposal is due to be frozen (docs/procedure.md#agreement-9); if omitted, the defaults apply.
        freeze_after: FreezeLimits = FreezeLimits::default(),
        /// When a frozen proposal is due to be archived (docs/procedure.md#agreement-9); if omitted, the default applies.
        archive_after: ArchiveLimits = ArchiveLimits::default(),
        /// Since when every call has a file; if omitted, from the beginning.
        records: Records = Records::default(),
        /// How the minutes are written; if omitted, in the style `api-backlog`.
        minutes: MinutesTerms = MinutesTerms::default(),
        /// How the backlog table is written; if omitted, in Markdown.
        table: TableTerms = TableTerms::default(),
        /// What the group does with GitHub; if omitted, the defaults apply.
        github: GithubTerms = GithubTerms::default(),
        /// Texts that the minutes of every call repeat, in the order of the minutes; may be empty.
        notices: Vec<Notice>,
        /// The members, in the order of the attendance table; if there are none, no name counts as unknown.
        organizations: Vec<Organization>,
        /// People who take part in calls, in any order; may be empty.
        people: Vec<Person>,
        /// Rules with another level, switched off, or in force from a later day on; all others keep their defaults.
        rules: ByKey<RuleSetting>,
        /// Prose about the group without a key of its own, in order; may be empty.
        sections: Vec<ProseSection>,
        /// Rules that are waived for this file, each with the reason; may be empty.
        allow: Vec<Waiver>,
    }
}

/// The version of the format that is read and written here.
pub const FORMAT: u16 = 1;

fn check_format(group: &Workgroup, fields: &Fields, reader: &mut Reader) {
    if let Some(entry) = fields.entry("format")
        && group.format > FORMAT
    {
        let message = format!("these records need a newer backlog: they have format {}", group.format);
        let help = format!("Install a newer version of backlog: this one reads format {FORMAT}.");
        reader.report(ProblemKind::WrongType, entry.value.place, message, Some(help));
    }
}

impl Workgroup {
    /// The days of the schedule on which no call is held or from which it is moved, each with its place.
    pub fn exceptions(&self) -> impl Iterator<Item = Spanned<Exception<'_>>> {
        let not_held = self.not_held.iter().map(|day| Spanned::new((&day.value).into(), day.place));
        not_held.chain(self.moved.iter().map(|day| Spanned::new((&day.value).into(), day.place)))
    }
}

impl ShapedText for Tz {
    const SHAPE: &'static Shape = &Shape {
        expected: "a time zone such as UTC or Europe/Madrid",
        pattern: || "[A-Za-z][A-Za-z0-9_+/-]*".to_owned(),
        is_number: false,
        examples: &["UTC", "Europe/Madrid"],
    };

    fn parse_text(text: &str) -> Option<Self> {
        text.trim_end().parse().ok()
    }

    fn suggest(text: &str, _: &Reader) -> Option<String> {
        let near = suggest_word(text, chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()));
        near.map(|near| format!("Did you mean `{near}`?"))
    }
}

record! {
    /// When the agenda closes.
    pub struct AgendaTerms: Default = "a map with `closes-days-before`" {
        /// The number of calendar days; the agenda closes at the call's local start time
        /// (docs/procedure.md#agreement-1).
        closes_days_before: u16 = 7,
    }
}

record! {
    /// The body that decides on proposals: for CAMARA, the TSC.
    pub struct Reviewer: Default = "the reviewer with its `name`" {
        /// Its name, such as `TSC`.
        name: Spanned<String>,
        /// The mailing list that the agenda is sent to (docs/procedure.md#agreement-3).
        mail: Option<Mailbox>,
        /// Its own meetings; slots without times.
        schedule: Vec<Slot>,
    }
}

record! {
    /// When a proposal is due to be frozen (docs/procedure.md#agreement-9); 0 switches a limit off.
    pub struct FreezeLimits: Default = "a map with `absent-calls`, `inactive-weeks` and `calls-without-onboarding`" {
        /// Before it is under review: calls in a row without the owner's organization.
        absent_calls: u16 = 3,
        /// Before it is under review: weeks without activity in its issue.
        inactive_weeks: u16 = 6,
        /// Once approved: calls without an onboarding issue or a repository.
        calls_without_onboarding: u16 = 3,
    }
}

record! {
    /// When a frozen proposal is due to be archived (docs/procedure.md#agreement-9).
    pub struct ArchiveLimits: Default = "a map with `months`" {
        /// Months in the freeze.
        months: u16 = 6,
    }
}

record! {
    /// How the backlog table is written.
    pub struct TableTerms: Default = "a map with `format`" {
        /// The format of the backlog table; if omitted, `md`.
        format: TableForm = TableForm::Md,
    }
}

record! {
    /// How far back the records are complete.
    pub struct Records: Default = "a map with `complete-since`" {
        /// Rules about missing data do not apply before this day.
        complete_since: Option<NaiveDate>,
    }
}

impl Records {
    /// Whether rules about missing data apply to that day.
    pub fn is_complete_on(&self, day: NaiveDate) -> bool {
        self.complete_since.is_none_or(|since| since <= day)
    }
}

words! {
    /// The format of the backlog table.
    pub enum TableForm = "a format of the table" {
        /// A table in GitHub's Markdown.
        Md = "md",
        /// An HTML table, as used by CAMARA.
        Html = "html",
    }
}

record! {
    /// A text that the minutes repeat while it is in force.
    pub struct Notice: Default = "a notice with `heading` and `text`", day(since) {
        /// The heading it is printed under.
        heading: Spanned<String> as title,
        /// The text below the heading, as Markdown.
        text: Spanned<String> as prose,
        /// The first day it is in force; if omitted, it always has been.
        since: Option<NaiveDate>,
        /// The last day it is in force; if omitted, it still is.
        until: Option<NaiveDate>,
    }
}

impl Notice {
    /// Whether it is in force on that day.
    pub fn is_in_force(&self, day: NaiveDate) -> bool {
        self.since.is_none_or(|since| since <= day) && self.until.is_none_or(|until| day <= until)
    }
}

record! {
    /// The group's setting for a rule.
    pub struct RuleSetting: Default = "a level", short(level), with {
        /// The name of a rule, such as `late-agenda-item`; the key in the file.
        rule: Spanned<String> = RuleSetting::default_name,
    } {
        /// The level; if omitted, the rule keeps its own.
        level: Option<RuleLevel>,
        /// The rule applies to events from that day on.
        since: Option<NaiveDate>,
    }
}

impl RuleSetting {
    /// The name is the key in the map around it.
    fn default_name(_: &Fields, _: &Reader) -> Spanned<String> {
        Spanned::default()
    }
}

impl KeyedEntry for RuleSetting {
    type Value = Self;
    const EXPECTED: &'static str = "a map of rules to levels";

    fn from_parts(rule: Spanned<String>, setting: Self) -> Self {
        Self { rule, ..setting }
    }

    fn parts(&self) -> (&Spanned<String>, &Self) {
        (&self.rule, self)
    }
}

words! {
    /// A level that the group sets for a rule, the mildest first.
    #[derive(PartialOrd, Ord)]
    pub enum RuleLevel = "a level" {
        /// The rule does not run.
        Off = "off",
        /// Findings are reported, but `check` passes.
        Warn = "warn",
        /// Findings make `check` fail.
        Error = "error",
    }
}

record! {
    /// Prose without a key of its own.
    pub struct ProseSection: Default = "a section with `heading` and `text`" {
        /// The heading it is printed under; optional.
        heading: Option<Spanned<String>> as title,
        /// The text, as Markdown; omitted if there is only a heading.
        text: Option<Spanned<String>> as prose,
    }
}

record! {
    /// A rule that is waived for this file, and why.
    pub struct Waiver: Default = "a waiver with `rule` and `reason`", with {
        /// The place of the whole entry, for the finding that it waives nothing.
        place: Place = Fields::place,
    } {
        /// The name of a rule, such as `late-agenda-item`.
        rule: Spanned<String>,
        /// The reason, for later readers of the file.
        reason: Spanned<String> as line,
    }
}
