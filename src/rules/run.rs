//! Runs every rule over a group, and applies levels, `since` and waivers.

use super::{Check, Findings, MeetingCheck, ProposalCheck, RULES, Rule, RuleFinding, find_rule};
use crate::finding::{Finding, Level, Problem, bound_text};
use crate::model::group::Group;
use crate::model::workgroup::{RuleLevel, RuleSetting, Waiver, Workgroup};
use crate::source::FileId;
use crate::view::Views;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// The levels of a command line, which override those of `workgroup.yaml`.
#[derive(Debug, Default, Clone)]
pub struct Overrides {
    /// In the given order; the last one for a rule counts.
    pub levels: Vec<(&'static str, RuleLevel)>,
    /// Every warning is an error.
    pub deny_warnings: bool,
}

/// The result of a run of the rules.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CheckResult {
    /// Sorted by file, then by place; may be empty.
    pub findings: Vec<Finding>,
    /// The skipped checks, sorted by the name of the rule; may be empty.
    pub skipped: Vec<SkippedChecks>,
}

/// Checks of a rule that were skipped, because the records are incomplete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedChecks {
    /// The name of the rule.
    pub rule: &'static str,
    /// What to add to the records, as a phrase in the imperative.
    pub to_add: Cow<'static, str>,
    /// The number of checks.
    pub count: usize,
}

/// Runs every rule over the views.
pub fn check(views: &Views, overrides: &Overrides) -> CheckResult {
    run_rules(views, None, overrides)
}

/// Runs every rule over the views. Rules that compare need the views before the change.
pub(super) fn run_rules(views: &Views, before: Option<&Views>, overrides: &Overrides) -> CheckResult {
    let is_waiver_used =
        all_waivers(views).map(|(file, waiver)| ((file, waiver.rule.as_str()), AtomicBool::new(false)));
    let run = CheckRun { views, before, overrides, is_waiver_used: is_waiver_used.collect() };
    // No rule depends on another. Waivers are judged in the end, when it is known which were used.
    let mut runs: Vec<RuleRun> = RULES.par_iter().filter_map(|rule| run.run_rule(rule, RuleRun::run_check)).collect();
    runs.extend(RULES.iter().filter_map(|rule| run.run_rule(rule, RuleRun::check_waivers)));
    let mut result = CheckResult { findings: problem_findings(views.group), skipped: Vec::new() };
    for rule in runs {
        result.findings.extend(rule.findings);
        result.skipped.extend(rule.skipped);
    }
    if overrides.deny_warnings {
        result.findings.iter_mut().for_each(|finding| finding.level = Level::Error);
    }
    CheckResult { findings: sort_findings(result.findings), ..result }
}

/// The findings about files that could not be read. They are the only ones without a readable `workgroup.yaml`.
pub fn check_files(group: &Group) -> CheckResult {
    CheckResult { findings: sort_findings(problem_findings(group)), skipped: Vec::new() }
}

fn problem_findings(group: &Group) -> Vec<Finding> {
    let rule_of = |problem: &Problem| {
        RULES.iter().find(|rule| matches!(rule.check, Check::Problem(kind) if kind == problem.kind))
    };
    let finding = |problem: &Problem| Finding {
        rule: rule_of(problem).map_or(super::syntax::NAME, |rule| rule.name),
        level: Level::Error,
        place: problem.place,
        message: bound_text(problem.message.as_str()),
        help: problem.help.as_deref().map(bound_text),
        related: problem.related.clone(),
        fix: None,
    };
    group.problems.iter().map(finding).collect()
}

/// Sorts by file (ids are in the order of paths), then by place and rule.
fn sort_findings(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| {
        let key = |finding: &Finding| (finding.place.file, finding.place.start, finding.place.end);
        key(a).cmp(&key(b)).then_with(|| (a.rule, &a.message).cmp(&(b.rule, &b.message)))
    });
    findings.dedup();
    findings
}

/// Every waiver of the records, with its file.
pub(super) fn all_waivers<'g>(views: &Views<'g>) -> impl Iterator<Item = (FileId, &'g Waiver)> {
    let in_file = |file: FileId, allow: &'g [Waiver]| allow.iter().map(move |waiver| (file, waiver));
    let (group, workgroup) = (views.group, views.workgroup);
    in_file(workgroup.file, &workgroup.allow)
        .chain(group.proposals.iter().flat_map(move |proposal| in_file(proposal.file, &proposal.allow)))
        .chain(group.meetings.iter().flat_map(move |meeting| in_file(meeting.file, &meeting.allow)))
}

/// A run of all rules.
struct CheckRun<'v, 'g, 'b> {
    views: &'v Views<'g>,
    before: Option<&'v Views<'b>>,
    overrides: &'v Overrides,
    /// Whether a waiver has waived anything yet, by its file and rule.
    is_waiver_used: HashMap<(FileId, &'g str), AtomicBool>,
}

/// A run of one rule, with what it has found so far.
struct RuleRun<'r, 'v, 'g, 'b> {
    check_run: &'r CheckRun<'v, 'g, 'b>,
    rule: &'static Rule,
    force: RuleForce,
    findings: Vec<Finding>,
    skipped: Vec<SkippedChecks>,
}

/// How strictly a rule is applied.
#[derive(Clone, Copy)]
pub(super) struct RuleForce {
    pub(super) level: RuleLevel,
    /// Whether the level was set by somebody: then the milder level of a finding does not count.
    is_chosen: bool,
    pub(super) since: Option<NaiveDate>,
}

impl RuleForce {
    /// The setting of a group, unless a level is given. No setting of a group changes a fixed rule.
    pub(super) fn new(rule: &Rule, workgroup: &Workgroup, given: Option<RuleLevel>) -> Self {
        let own = if rule.level == Level::Error { RuleLevel::Error } else { RuleLevel::Warn };
        let is_of_rule = |setting: &&RuleSetting| setting.rule.value == rule.name && !rule.is_fixed();
        let setting = workgroup.rules.iter().find(is_of_rule);
        let chosen = given.or_else(|| setting.and_then(|setting| setting.level));
        Self {
            level: chosen.unwrap_or(own),
            is_chosen: chosen.is_some(),
            since: setting.and_then(|setting| setting.since),
        }
    }
}

impl<'v, 'g, 'b> CheckRun<'v, 'g, 'b> {
    fn given_level(&self, name: &str) -> Option<RuleLevel> {
        self.overrides.levels.iter().rev().find(|(rule, _)| *rule == name).map(|(_, level)| *level)
    }

    /// Runs a part of a rule; `None` if the rule is off.
    fn run_rule<'r>(
        &'r self,
        rule: &'static Rule,
        part: fn(&mut RuleRun<'r, 'v, 'g, 'b>),
    ) -> Option<RuleRun<'r, 'v, 'g, 'b>> {
        let force = RuleForce::new(rule, self.views.workgroup, self.given_level(rule.name));
        let mut run = RuleRun { check_run: self, rule, force, findings: Vec::new(), skipped: Vec::new() };
        (force.level != RuleLevel::Off).then(|| {
            part(&mut run);
            run
        })
    }

    /// Whether the run can show that a waiver is unused. It cannot if the rule was turned off for this run, or if the
    /// rule compares with the records before a change.
    fn is_waiver_testable(&self, name: &str) -> bool {
        let left_out = self.given_level(name) == Some(RuleLevel::Off);
        !left_out && !find_rule(name).is_some_and(|rule| matches!(rule.check, Check::Change(_)))
    }
}

impl RuleRun<'_, '_, '_, '_> {
    fn run_check(&mut self) {
        let views = self.check_run.views;
        let mut out = Findings::default();
        match self.rule.check {
            Check::Proposal(check) => self.check_proposals(check),
            Check::Meeting(check) => self.check_meetings(check),
            Check::Records(check, check_call) => {
                self.check_proposals(check);
                self.check_meetings(check_call);
            }
            Check::AllRecords(check_group, check, check_call) => {
                check_group(views, &mut out);
                self.record_findings(None, &mut out);
                self.check_proposals(check);
                self.check_meetings(check_call);
            }
            Check::Group(check) => {
                check(views, &mut out);
                self.record_findings(None, &mut out);
            }
            Check::Change(check) | Check::Silencing(check) => {
                if let Some(before) = self.check_run.before {
                    check(before, views, &mut out);
                    self.record_findings(None, &mut out);
                }
            }
            Check::Problem(_) | Check::Waiver(_) => {}
        }
    }

    fn check_proposals(&mut self, check: ProposalCheck) {
        let views = self.check_run.views;
        let mut out = Findings::default();
        for proposal in &views.group.proposals {
            check(proposal, views, &mut out);
            let day = self.force.since.and_then(|_| views.activity.first_heard(proposal));
            self.record_findings(day, &mut out);
        }
    }

    fn check_meetings(&mut self, check: MeetingCheck) {
        let views = self.check_run.views;
        let mut out = Findings::default();
        for meeting in &views.group.meetings {
            check(meeting, views, &mut out);
            self.record_findings(Some(meeting.date.value), &mut out);
        }
    }

    fn check_waivers(&mut self) {
        let Check::Waiver(check) = self.rule.check else { return };
        let mut out = Findings::default();
        for (file, waiver) in all_waivers(self.check_run.views) {
            let is_used = self.check_run.is_waiver_used.get(&(file, waiver.rule.as_str()));
            let is_used = is_used.is_some_and(|is_used| is_used.load(Ordering::Relaxed));
            check(waiver, is_used || !self.check_run.is_waiver_testable(&waiver.rule), self.check_run.views, &mut out);
        }
        self.record_findings(None, &mut out);
    }

    /// Adds the findings of a check, unless they are from before `since` or waived.
    fn record_findings(&mut self, day: Option<NaiveDate>, out: &mut Findings) {
        let (rule, force) = (self.rule, self.force);
        let is_old = |day: Option<NaiveDate>| force.since.is_some_and(|since| day.is_some_and(|day| day < since));
        for to_add in out.skipped.drain(..).filter(|_| !is_old(day)) {
            match self.skipped.iter_mut().rev().find(|skipped| skipped.to_add == to_add) {
                Some(skipped) => skipped.count += 1,
                None => self.skipped.push(SkippedChecks { rule: rule.name, to_add, count: 1 }),
            }
        }
        for found in out.findings.drain(..) {
            if is_old(found.day.or(day)) || self.apply_waiver(found.place.file) {
                continue;
            }
            let own = if force.level == RuleLevel::Error { Level::Error } else { Level::Warn };
            let level = found.level.filter(|_| !force.is_chosen).unwrap_or(own);
            let RuleFinding { place, message, help, related, fix, .. } = found;
            self.findings.push(Finding { rule: rule.name, level, place, message, help, related, fix });
        }
    }

    /// Whether a file waives the rule. Its waiver of the rule counts as used from then on.
    fn apply_waiver(&self, file: FileId) -> bool {
        if self.rule.is_fixed() {
            return false;
        }
        let is_used = self.check_run.is_waiver_used.get(&(file, self.rule.name));
        is_used.map(|is_used| is_used.store(true, Ordering::Relaxed)).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::TestGroup;

    #[test]
    fn a_level_of_the_group_replaces_the_milder_one_of_a_finding() {
        let registered_later = "registered: 2026-01-02\nstages: [{ stage: under-discussion, date: 2026-01-01 }]\n";
        let levels = |rules: &str| -> Vec<Level> {
            let views = TestGroup::new().more_settings(rules).proposal("a", registered_later).views("2026-02-12");
            let findings = check(&views, &Overrides::default()).findings;
            findings.iter().filter(|finding| finding.rule == "stage-order").map(|finding| finding.level).collect()
        };
        assert_eq!(levels(""), [Level::Warn], "milder than the rule");
        assert_eq!(levels("rules: { stage-order: error }\n"), [Level::Error]);
    }

    #[test]
    fn a_waiver_is_not_unused_if_the_command_line_turns_its_rule_off() {
        let call = "allow: [{ rule: late-agenda-item, reason: x }]\n";
        let unused = |levels: &[RuleLevel]| {
            let levels = levels.iter().map(|level| ("late-agenda-item", *level)).collect();
            let overrides = Overrides { levels, deny_warnings: false };
            let findings = check(&TestGroup::new().call("2026-02-12", call).views("2026-02-12"), &overrides).findings;
            findings.iter().filter(|finding| finding.rule == "unused-allow").count()
        };
        assert_eq!(unused(&[]), 1);
        assert_eq!(unused(&[RuleLevel::Off]), 0);
        assert_eq!(unused(&[RuleLevel::Off, RuleLevel::Warn]), 1, "the last level counts");
    }
}
