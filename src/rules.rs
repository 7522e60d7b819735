//! The rules of the procedure: the registry, the sink for findings, and the run over a group.
//!
//! A rule is one file with its docs, its level and its check. To add one, write the file and its two
//! lines here: `mod` and the entry in [`RULES`], both in the order of the alphabet.

use crate::finding::{Finding, Level, Problem, ProblemKind};
use crate::model::group::Group;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::spelling::nearest;
use crate::model::workgroup::{RuleLevel, Waiver};
use crate::source::{FileId, Place};
use crate::view::Views;
use chrono::NaiveDate;

mod docs;
#[cfg(test)]
mod examples;

mod action_id;
mod bad_date;
mod cancelled_meeting;
mod duplicate_agenda_item;
mod duplicate_key;
mod duplicate_proposal;
mod file_name;
mod frozen_on_agenda;
mod late_agenda_item;
mod missing_issue;
mod missing_key;
mod missing_owner;
mod off_schedule_meeting;
mod revived_archived;
mod stage_order;
mod stale_output;
mod syntax;
mod unknown_key;
mod unknown_organization;
mod unknown_rule;
mod unlisted_agenda_item;
mod unrecorded_item;
mod unused_allow;
mod wrong_type;

pub use docs::{Docs, Example};

/// Every rule, by name.
pub static RULES: &[&Rule] = &[
    &action_id::RULE,
    &bad_date::RULE,
    &cancelled_meeting::RULE,
    &duplicate_agenda_item::RULE,
    &duplicate_key::RULE,
    &duplicate_proposal::RULE,
    &file_name::RULE,
    &frozen_on_agenda::RULE,
    &late_agenda_item::RULE,
    &missing_issue::RULE,
    &missing_key::RULE,
    &missing_owner::RULE,
    &off_schedule_meeting::RULE,
    &revived_archived::RULE,
    &stage_order::RULE,
    &stale_output::RULE,
    &syntax::RULE,
    &unknown_key::RULE,
    &unknown_organization::RULE,
    &unknown_rule::RULE,
    &unlisted_agenda_item::RULE,
    &unrecorded_item::RULE,
    &unused_allow::RULE,
    &wrong_type::RULE,
];

/// A rule of the procedure.
pub struct Rule {
    /// Such as `late-agenda-item`.
    pub name: &'static str,
    /// What `explain` lists it under.
    pub group: RuleGroup,
    /// What its findings weigh unless the group, the command line or the check itself says otherwise.
    pub level: Level,
    /// Markdown in fixed sections, see [`Docs`].
    pub docs: &'static str,
    /// What it looks at, and how it judges that.
    pub check: Check,
    /// What the docs take from the code, as Markdown: a table that stands there.
    pub appendix: Option<fn() -> String>,
}

/// The part of the procedure that a rule belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleGroup {
    /// What may stand on an agenda, and since when (procedures 1, 3, 4 and 9).
    Agenda,
    /// On which days calls are held (procedure 2).
    Schedule,
    /// What a proposal has to say, and its way through the stages (procedures 1, 5, 6 and 8).
    Proposal,
    /// Freezing, reactivating and archiving (procedure 9).
    Lifecycle,
    /// What the file of a call has to tell once the call is over.
    Minutes,
    /// Action points: their ids, their owners, what became of them.
    Actions,
    /// The files themselves: their YAML, their names, the generated ones, waivers.
    Files,
}

impl RuleGroup {
    /// The word in `explain`.
    pub fn word(self) -> &'static str {
        match self {
            RuleGroup::Agenda => "agenda",
            RuleGroup::Schedule => "schedule",
            RuleGroup::Proposal => "proposal",
            RuleGroup::Lifecycle => "lifecycle",
            RuleGroup::Minutes => "minutes",
            RuleGroup::Actions => "actions",
            RuleGroup::Files => "files",
        }
    }
}

/// What a rule looks at.
pub enum Check {
    /// Each proposal.
    Proposal(for<'g> fn(&'g Proposal, &Views<'g>, &mut Findings)),
    /// Each call.
    Meeting(for<'g> fn(&'g Meeting, &Views<'g>, &mut Findings)),
    /// The group as a whole.
    Group(fn(&Views, &mut Findings)),
    /// What the reader could not read; its level is fixed.
    Problem(ProblemKind),
    /// Each waiver, after all other rules: whether it waived a finding.
    Waiver(fn(&Waiver, bool, &Views, &mut Findings)),
}

/// Declares the `RULE` of a file: its docs, its group, its level and its check.
macro_rules! rule {
    ($(#[doc = $doc:literal])* $group:ident, $level:ident, $check:ident($($what:tt)*) $(, appendix($appendix:ident))?) => {
        $(#[doc = $doc])*
        pub static RULE: $crate::rules::Rule = $crate::rules::Rule {
            name: {
                const PATH: &str = module_path!();
                const NAME: [u8; $crate::rules::name_length(PATH)] = $crate::rules::name_of(PATH);
                match std::str::from_utf8(&NAME) {
                    Ok(name) => name,
                    Err(_) => "",
                }
            },
            group: $crate::rules::RuleGroup::$group,
            level: $crate::finding::Level::$level,
            docs: concat!($($doc, "\n",)*),
            check: $crate::rules::Check::$check($($what)*),
            appendix: [$(Some($appendix as fn() -> String),)? None][0],
        };
    };
}
use rule;

/// The length of the last part of a module's path.
const fn name_length(path: &str) -> usize {
    let bytes = path.as_bytes();
    let mut length = 0;
    while length < bytes.len() && bytes[bytes.len() - 1 - length] != b':' {
        length += 1;
    }
    length
}

/// The last part of a module's path with hyphens: the name of its rule.
const fn name_of<const N: usize>(path: &str) -> [u8; N] {
    let bytes = path.as_bytes();
    let mut name = [0; N];
    let mut at = 0;
    while at < N {
        let byte = bytes[bytes.len() - N + at];
        name[at] = if byte == b'_' { b'-' } else { byte };
        at += 1;
    }
    name
}

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// The rule whose name is near to a mistyped one.
pub fn near(name: &str) -> Option<&'static str> {
    nearest(name, RULES.iter().map(|rule| rule.name))
}

/// What a check has found, before levels and waivers.
#[derive(Debug)]
pub struct Found {
    place: Place,
    message: String,
    help: Option<String>,
    related: Vec<(Place, String)>,
    level: Option<Level>,
    day: Option<NaiveDate>,
}

impl Found {
    /// A finding at a place: a lower-case phrase without a full stop.
    pub fn at(place: Place, message: impl Into<String>) -> Self {
        Self { place, message: message.into(), help: None, related: Vec::new(), level: None, day: None }
    }

    /// A sentence: how to mend it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Another place that belongs to it, with a phrase.
    pub fn related(mut self, place: Place, phrase: impl Into<String>) -> Self {
        self.related.push((place, phrase.into()));
        self
    }

    /// Of another level than the rule's own.
    pub fn level(mut self, level: Level) -> Self {
        self.level = Some(level);
        self
    }

    /// The day it happened, where that is not the day of the record.
    pub fn on(mut self, day: NaiveDate) -> Self {
        self.day = Some(day);
        self
    }
}

/// The sink of one rule.
pub struct Findings {
    found: Vec<Found>,
}

impl Findings {
    /// Takes a finding.
    pub fn push(&mut self, found: Found) {
        self.found.push(found);
    }
}

/// Levels that a command line sets, over those of `workgroup.yaml`.
#[derive(Debug, Default, Clone)]
pub struct Overrides {
    /// In the order given; the last one for a rule counts.
    pub levels: Vec<(&'static str, RuleLevel)>,
    /// Every warning is an error.
    pub deny_warnings: bool,
}

/// Runs every rule over the views: the findings by file, then place.
pub fn check(views: &Views, overrides: &Overrides) -> Vec<Finding> {
    let mut run = Run { views, overrides, findings: unreadable(views.group), waivers: waivers(views) };
    for rule in RULES {
        run.rule(rule);
    }
    run.judge_waivers();
    if overrides.deny_warnings {
        run.findings.iter_mut().for_each(|finding| finding.level = Level::Error);
    }
    sorted(run.findings)
}

/// What the reader could not read, as findings. All there is to say when `workgroup.yaml` is among it.
pub fn check_files(group: &Group) -> Vec<Finding> {
    sorted(unreadable(group))
}

fn unreadable(group: &Group) -> Vec<Finding> {
    let rule_of = |problem: &Problem| {
        RULES.iter().find(|rule| matches!(rule.check, Check::Problem(kind) if kind == problem.kind))
    };
    let finding = |problem: &Problem| Finding {
        rule: rule_of(problem).map_or("syntax", |rule| rule.name),
        level: Level::Error,
        place: problem.place,
        message: problem.message.clone(),
        help: problem.help.clone(),
        related: Vec::new(),
    };
    group.problems.iter().map(finding).collect()
}

/// By file (the ids are in the order of paths), then place, then rule.
fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| {
        let key = |finding: &Finding| (finding.place.file, finding.place.start, finding.place.end);
        key(a).cmp(&key(b)).then_with(|| (a.rule, &a.message).cmp(&(b.rule, &b.message)))
    });
    findings.dedup();
    findings
}

/// A waiver of a file, and whether it waived anything yet.
struct Waived<'g> {
    file: FileId,
    waiver: &'g Waiver,
    used: bool,
}

fn waivers<'g>(views: &Views<'g>) -> Vec<Waived<'g>> {
    let of = |file: FileId, allow: &'g [Waiver]| allow.iter().map(move |waiver| Waived { file, waiver, used: false });
    let group = views.group;
    of(views.workgroup.file, &views.workgroup.allow)
        .chain(group.proposals.iter().flat_map(|proposal| of(proposal.file, &proposal.allow)))
        .chain(group.meetings.iter().flat_map(|meeting| of(meeting.file, &meeting.allow)))
        .collect()
}

/// One run of the rules.
struct Run<'v, 'g> {
    views: &'v Views<'g>,
    overrides: &'v Overrides,
    findings: Vec<Finding>,
    waivers: Vec<Waived<'g>>,
}

/// What the group and the command line want of a rule.
#[derive(Clone, Copy)]
struct Wanted {
    level: RuleLevel,
    /// Whether somebody chose the level, so that a check's own milder one does not count.
    chosen: bool,
    since: Option<NaiveDate>,
}

impl Run<'_, '_> {
    fn wanted(&self, rule: &Rule) -> Wanted {
        let own = if rule.level == Level::Error { RuleLevel::Error } else { RuleLevel::Warn };
        let setting = self.views.workgroup.rules.iter().find(|setting| setting.rule.value == rule.name);
        let given = self.overrides.levels.iter().rev().find(|(name, _)| *name == rule.name).map(|(_, level)| *level);
        let chosen = given.or_else(|| setting.and_then(|setting| setting.level));
        Wanted {
            level: chosen.unwrap_or(own),
            chosen: chosen.is_some(),
            since: setting.and_then(|setting| setting.since),
        }
    }

    fn rule(&mut self, rule: &'static Rule) {
        let wanted = self.wanted(rule);
        if wanted.level == RuleLevel::Off {
            return;
        }
        let mut out = Findings { found: Vec::new() };
        match rule.check {
            Check::Proposal(check) => {
                for proposal in &self.views.group.proposals {
                    check(proposal, self.views, &mut out);
                    let day = proposal.registered.as_ref().map(|day| day.value);
                    self.take(rule, wanted, day, &mut out);
                }
            }
            Check::Meeting(check) => {
                for meeting in &self.views.group.meetings {
                    check(meeting, self.views, &mut out);
                    self.take(rule, wanted, Some(meeting.date.value), &mut out);
                }
            }
            Check::Group(check) => {
                check(self.views, &mut out);
                self.take(rule, wanted, None, &mut out);
            }
            Check::Problem(_) | Check::Waiver(_) => {}
        }
    }

    fn judge_waivers(&mut self) {
        for rule in RULES {
            let Check::Waiver(check) = rule.check else { continue };
            let wanted = self.wanted(rule);
            if wanted.level == RuleLevel::Off {
                continue;
            }
            let mut out = Findings { found: Vec::new() };
            for waived in &self.waivers {
                check(waived.waiver, waived.used, self.views, &mut out);
            }
            self.take(rule, wanted, None, &mut out);
        }
    }

    /// Turns what a check found into findings, unless it is too old for the rule or waived.
    fn take(&mut self, rule: &'static Rule, wanted: Wanted, day: Option<NaiveDate>, out: &mut Findings) {
        for found in out.found.drain(..) {
            let before = |since| found.day.or(day).is_some_and(|day| day < since);
            if wanted.since.is_some_and(before) || self.waive(rule, found.place.file) {
                continue;
            }
            let own = if wanted.level == RuleLevel::Error { Level::Error } else { Level::Warn };
            let level = found.level.filter(|_| !wanted.chosen).unwrap_or(own);
            let Found { place, message, help, related, .. } = found;
            self.findings.push(Finding { rule: rule.name, level, place, message, help, related });
        }
    }

    fn waive(&mut self, rule: &Rule, file: FileId) -> bool {
        let mut waived = false;
        let of_rule = |one: &&mut Waived| one.file == file && one.waiver.rule.value == rule.name;
        for one in self.waivers.iter_mut().filter(of_rule) {
            one.used = true;
            waived = true;
        }
        waived
    }
}
