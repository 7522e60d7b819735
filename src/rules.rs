//! The registry of the rules.
//!
//! A rule is one file with its docs, its level and its check. To add one, write the file and add its two lines here:
//! `mod` and the entry in [`RULES`], both in alphabetical order. Code refers to a rule by the constant `NAME` of its
//! module, such as `late_agenda_item::NAME`, so that a misspelled name does not compile.

use crate::finding::{Level, ProblemKind};
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::spelling::suggest_word;
use crate::model::workgroup::Waiver;
use crate::view::Views;

mod closed_on_github;
mod docs;
#[cfg(test)]
mod examples;
mod rule_finding;
mod run;
mod since;
mod stale_github;
mod title_differs;
mod unregistered_proposal;
mod waived_tasks;

pub(crate) mod action_id;
pub(crate) mod action_without_owner;
pub(crate) mod agenda_not_sent;
pub(crate) mod archive_due;
pub(crate) mod bad_date;
pub(crate) mod bad_next;
pub(crate) mod broken_reference;
pub(crate) mod cancelled_meeting;
pub(crate) mod changed_after_approval;
pub(crate) mod dropped_agenda_item;
pub(crate) mod duplicate_agenda_item;
pub(crate) mod duplicate_attendee;
pub(crate) mod duplicate_key;
pub(crate) mod duplicate_proposal;
pub(crate) mod duplicate_supporter;
pub(crate) mod file_name;
pub(crate) mod former_key;
pub(crate) mod freeze_due;
pub(crate) mod frozen_on_agenda;
pub(crate) mod hash_comment;
pub(crate) mod impossible_date;
pub(crate) mod issue_opened_late;
pub(crate) mod late_agenda_item;
pub(crate) mod missing_issue;
pub(crate) mod missing_key;
pub(crate) mod missing_meeting;
pub(crate) mod missing_onboarding_issue;
pub(crate) mod missing_owner;
pub(crate) mod missing_template;
pub(crate) mod missing_validation;
pub(crate) mod no_attendance;
pub(crate) mod off_schedule_meeting;
pub(crate) mod over_limit;
pub(crate) mod overdue_action;
pub(crate) mod reused_action;
pub(crate) mod reviewer_day;
pub(crate) mod revived_archived;
pub(crate) mod rewritten_fact;
pub(crate) mod sent_late;
pub(crate) mod short_reactivation;
pub(crate) mod stage_order;
pub(crate) mod stale_output;
pub(crate) mod switched_off;
pub(crate) mod syntax;
pub(crate) mod template_not_merged;
pub(crate) mod treated_after_archive;
pub(crate) mod unapproved_minutes;
pub(crate) mod undated_update;
pub(crate) mod unfilled_template;
pub(crate) mod unknown_action;
pub(crate) mod unknown_attendee;
pub(crate) mod unknown_key;
pub(crate) mod unknown_organization;
pub(crate) mod unknown_owner;
pub(crate) mod unknown_rule;
pub(crate) mod unlisted_agenda_item;
pub(crate) mod unread_file;
pub(crate) mod unrecorded_item;
pub(crate) mod unused_allow;
pub(crate) mod vanished_action;
pub(crate) mod wrong_link;
pub(crate) mod wrong_type;

pub use docs::{Example, RuleDocs};
pub use rule_finding::{Findings, RuleFinding, TextMistake};
pub use run::{CheckResult, Overrides, SkippedChecks, check, check_files};
pub use since::{check_since, new_findings};
pub use stale_output::is_regenerated;
pub use waived_tasks::group_status;

/// Every rule, sorted by name.
pub static RULES: &[&Rule] = &[
    &action_id::RULE,
    &action_without_owner::RULE,
    &agenda_not_sent::RULE,
    &archive_due::RULE,
    &bad_date::RULE,
    &bad_next::RULE,
    &broken_reference::RULE,
    &cancelled_meeting::RULE,
    &changed_after_approval::RULE,
    &closed_on_github::RULE,
    &dropped_agenda_item::RULE,
    &duplicate_agenda_item::RULE,
    &duplicate_attendee::RULE,
    &duplicate_key::RULE,
    &duplicate_proposal::RULE,
    &duplicate_supporter::RULE,
    &file_name::RULE,
    &former_key::RULE,
    &freeze_due::RULE,
    &frozen_on_agenda::RULE,
    &hash_comment::RULE,
    &impossible_date::RULE,
    &issue_opened_late::RULE,
    &late_agenda_item::RULE,
    &missing_issue::RULE,
    &missing_key::RULE,
    &missing_meeting::RULE,
    &missing_onboarding_issue::RULE,
    &missing_owner::RULE,
    &missing_template::RULE,
    &missing_validation::RULE,
    &no_attendance::RULE,
    &off_schedule_meeting::RULE,
    &over_limit::RULE,
    &overdue_action::RULE,
    &reused_action::RULE,
    &reviewer_day::RULE,
    &revived_archived::RULE,
    &rewritten_fact::RULE,
    &sent_late::RULE,
    &short_reactivation::RULE,
    &stage_order::RULE,
    &stale_github::RULE,
    &stale_output::RULE,
    &switched_off::RULE,
    &syntax::RULE,
    &template_not_merged::RULE,
    &title_differs::RULE,
    &treated_after_archive::RULE,
    &unapproved_minutes::RULE,
    &undated_update::RULE,
    &unfilled_template::RULE,
    &unknown_action::RULE,
    &unknown_attendee::RULE,
    &unknown_key::RULE,
    &unknown_organization::RULE,
    &unknown_owner::RULE,
    &unknown_rule::RULE,
    &unlisted_agenda_item::RULE,
    &unread_file::RULE,
    &unrecorded_item::RULE,
    &unregistered_proposal::RULE,
    &unused_allow::RULE,
    &vanished_action::RULE,
    &wrong_link::RULE,
    &wrong_type::RULE,
];

/// A rule of the procedure.
pub struct Rule {
    /// Such as `late-agenda-item`.
    pub name: &'static str,
    /// The group under which `explain` lists it.
    pub group: RuleGroup,
    /// The level of its findings, unless the group, the command line or the check itself sets another one.
    pub level: Level,
    /// Markdown in fixed sections, see [`RuleDocs`].
    pub docs: &'static str,
    /// What it checks, and how.
    pub check: Check,
    /// Whether it reports data that has not been recorded yet. A command that records one thing does not fail or warn
    /// because other things are not recorded yet.
    pub reports_missing_data: bool,
    /// The part of the docs that is made from the code, as Markdown.
    pub appendix: Option<fn() -> String>,
}

impl Rule {
    /// Whether waivers and settings in `workgroup.yaml` have no effect on it.
    pub fn is_fixed(&self) -> bool {
        matches!(self.check, Check::Problem(_) | Check::Silencing(_))
    }
}

/// The part of the procedure that a rule belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleGroup {
    /// What may be on an agenda, and since when (agreements 1, 3, 4 and 9 of docs/procedure.md).
    Agenda,
    /// On which days calls are held (docs/procedure.md#agreement-2).
    Schedule,
    /// The facts of a proposal, and its way through the stages (agreements 5, 6 and 8).
    Proposal,
    /// Freezing, reactivating and archiving (docs/procedure.md#agreement-9).
    Lifecycle,
    /// What the file of a call records once the call is over.
    Minutes,
    /// Action points: their ids, owners and updates.
    Actions,
    /// The files: their YAML and names, generated files, waivers.
    Files,
}

impl RuleGroup {
    /// The name in `explain`.
    pub fn as_str(self) -> &'static str {
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

/// Checks a proposal.
pub type ProposalCheck = for<'g> fn(&'g Proposal, &Views<'g>, &mut Findings);
/// Checks a call.
pub type MeetingCheck = for<'g> fn(&'g Meeting, &Views<'g>, &mut Findings);

/// What a rule checks.
pub enum Check {
    /// Each proposal.
    Proposal(ProposalCheck),
    /// Each call.
    Meeting(MeetingCheck),
    /// Each proposal, and each call.
    Records(ProposalCheck, MeetingCheck),
    /// The group as a whole, each proposal, and each call.
    AllRecords(fn(&Views, &mut Findings), ProposalCheck, MeetingCheck),
    /// The group as a whole.
    Group(fn(&Views, &mut Findings)),
    /// The records before and after a change. It only runs if there is a revision to compare with.
    Change(fn(&Views, &Views, &mut Findings)),
    /// As `Change`, for changes that silence rules. Waivers and settings of the group have no effect on it.
    Silencing(fn(&Views, &Views, &mut Findings)),
    /// What could not be read. Its level is fixed.
    Problem(ProblemKind),
    /// Each waiver, and whether it waived a finding. It runs after all other rules.
    Waiver(fn(&Waiver, bool, &Views, &mut Findings)),
}

/// Declares the `NAME` and the `RULE` of a file: its docs, its name, its group, its level and its check. `reports
/// missing_data` marks a rule that reports what has not been recorded yet.
macro_rules! rule {
    ($(#[doc = $doc:literal])* $name:literal, $group:ident, $level:ident, $check:ident($($what:tt)*) $(, appendix($appendix:ident))? $(, reports $missing:ident)?) => {
        /// The name of the rule.
        pub const NAME: &str = $name;

        $(#[doc = $doc])*
        pub static RULE: $crate::rules::Rule = $crate::rules::Rule {
            name: NAME,
            group: $crate::rules::RuleGroup::$group,
            level: $crate::finding::Level::$level,
            docs: concat!($($doc, "\n",)*),
            check: $crate::rules::Check::$check($($what)*),
            reports_missing_data: [$(!stringify!($missing).is_empty(),)? false][0],
            appendix: [$(Some($appendix as fn() -> String),)? None][0],
        };
    };
}
use rule;

/// The rule with this name.
pub fn find_rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// The rule with a name similar to a mistyped one, or beginning with it.
pub fn suggest_rule(name: &str) -> Option<&'static str> {
    let names = || RULES.iter().map(|rule| rule.name);
    suggest_word(name, names()).or_else(|| names().find(|rule| !name.is_empty() && rule.starts_with(name)))
}
