//! The registry of the rules.
//!
//! A rule is one file with its docs, its level and its check. To add one, write the file and add its two lines here:
//! `mod` and the entry in [`RULES`], both in alphabetical order.

use crate::finding::{Level, ProblemKind};
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::spelling::suggest_word;
use crate::model::workgroup::Waiver;
use crate::view::Views;

mod docs;
#[cfg(test)]
mod examples;
mod rule_finding;
mod run;
mod since;

mod action_id;
mod action_without_owner;
mod agenda_not_sent;
mod archive_due;
mod bad_date;
mod bad_next;
mod broken_reference;
mod cancelled_meeting;
mod changed_after_approval;
mod dropped_agenda_item;
mod duplicate_agenda_item;
mod duplicate_attendee;
mod duplicate_key;
mod duplicate_proposal;
mod duplicate_supporter;
mod file_name;
mod freeze_due;
mod frozen_on_agenda;
mod hash_comment;
mod impossible_date;
mod issue_opened_late;
mod late_agenda_item;
mod missing_issue;
mod missing_key;
mod missing_meeting;
mod missing_onboarding_issue;
mod missing_owner;
mod missing_template;
mod missing_validation;
mod no_attendance;
mod off_schedule_meeting;
mod over_limit;
mod overdue_action;
mod reused_action;
mod reviewer_day;
mod revived_archived;
mod rewritten_fact;
mod sent_late;
mod short_reactivation;
mod stage_order;
mod stale_output;
mod switched_off;
mod syntax;
mod template_not_merged;
mod treated_after_archive;
mod unapproved_minutes;
mod undated_update;
mod unfilled_template;
mod unknown_action;
mod unknown_attendee;
mod unknown_key;
mod unknown_organization;
mod unknown_owner;
mod unknown_rule;
mod unlisted_agenda_item;
mod unread_file;
mod unrecorded_item;
mod unused_allow;
mod vanished_action;
mod wrong_link;
mod wrong_type;

pub use docs::{Example, RuleDocs};
pub use rule_finding::{Findings, RuleFinding};
pub use run::{CheckResult, Overrides, SkippedChecks, check, check_files};
pub use since::{check_since, new_findings};
pub use stale_output::is_regenerated;

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
    &dropped_agenda_item::RULE,
    &duplicate_agenda_item::RULE,
    &duplicate_attendee::RULE,
    &duplicate_key::RULE,
    &duplicate_proposal::RULE,
    &duplicate_supporter::RULE,
    &file_name::RULE,
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
    &stale_output::RULE,
    &switched_off::RULE,
    &syntax::RULE,
    &template_not_merged::RULE,
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
    /// Markdown in fixed sections, see [`Docs`].
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
    /// What may be on an agenda, and since when (procedures 1, 3, 4 and 9).
    Agenda,
    /// On which days calls are held (procedure 2).
    Schedule,
    /// The facts of a proposal, and its way through the stages (procedures 1, 5, 6 and 8).
    Proposal,
    /// Freezing, reactivating and archiving (procedure 9).
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

/// What a rule checks.
pub enum Check {
    /// Each proposal.
    Proposal(for<'g> fn(&'g Proposal, &Views<'g>, &mut Findings)),
    /// Each call.
    Meeting(for<'g> fn(&'g Meeting, &Views<'g>, &mut Findings)),
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

/// Declares the `RULE` of a file: its docs, its group, its level and its check. `reports missing_data` marks a rule
/// that reports what has not been recorded yet.
macro_rules! rule {
    ($(#[doc = $doc:literal])* $group:ident, $level:ident, $check:ident($($what:tt)*) $(, appendix($appendix:ident))? $(, reports $missing:ident)?) => {
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
            reports_missing_data: [$(!stringify!($missing).is_empty(),)? false][0],
            appendix: [$(Some($appendix as fn() -> String),)? None][0],
        };
    };
}
use rule;

/// The length of the last segment of a module path.
const fn name_length(path: &str) -> usize {
    let bytes = path.as_bytes();
    let mut length = 0;
    while length < bytes.len() && bytes[bytes.len() - 1 - length] != b':' {
        length += 1;
    }
    length
}

/// The last segment of a module path, with hyphens: the name of its rule.
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
pub fn find_rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.name == name)
}

/// The rule with a name similar to a mistyped one, or beginning with it.
pub fn suggest_rule(name: &str) -> Option<&'static str> {
    let names = || RULES.iter().map(|rule| rule.name);
    suggest_word(name, names()).or_else(|| names().find(|rule| !name.is_empty() && rule.starts_with(name)))
}
