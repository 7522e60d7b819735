//! A proposal is to be frozen.

use super::{Findings, Found, rule};
use crate::model::proposal::Proposal;
use crate::model::wording::{counted, enumerated};
use crate::view::Views;
use crate::view::freeze::{Cause, FreezeOutlook};
use chrono::NaiveDate;

rule! {
    /// An active proposal that has rested for as long as the group allows, as of today.
    ///
    /// Before it is sent to the reviewer that is `freeze-after-weeks` without activity, or
    /// `freeze-after-absences` calls in a row to which none of its owners came. A call that treated it, a stage,
    /// its registration, the merge of its template and what `github.lock` saw are activity; being on an agenda is
    /// none. Once a new API or a family is approved, that is `freeze-after-untracked` calls with neither
    /// onboarding issue nor repository. Absences count anew when the owner changes and after a return.
    ///
    /// ## Why
    /// Procedure 9: what nobody works on takes the time of the calls. The freeze costs the owner nothing but a
    /// notice when the work goes on.
    ///
    /// ## Evidence
    /// `lifecycle` in `workgroup.yaml`; the items, the attendance and the days in the records, from the day in
    /// `records.complete-since` on: the weeks are counted from that day where the last activity is older, and
    /// from the last call that left it open whether it came to the item. Calls without `attendance` are passed
    /// over. While a file of a call cannot be read, the rule is silent.
    ///
    /// ## Bad, on 2026-02-12
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: under-discussion, date: 2025-11-13 }
    /// ```
    ///
    /// ## Bad, on 2026-02-12
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// registered: 2025-12-01
    /// ```
    /// ```yaml minutes/2025-12-11.yaml
    /// date: 2025-12-11
    /// attendance: { Orange: [Gilles Renoux] }
    /// ```
    /// ```yaml minutes/2026-01-08.yaml
    /// date: 2026-01-08
    /// attendance: { Orange: [Gilles Renoux] }
    /// agenda: [{ issue: 63, update: The group went on without the owner. }]
    /// ```
    /// ```yaml minutes/2026-01-22.yaml
    /// date: 2026-01-22
    /// attendance: { Orange: [Gilles Renoux] }
    /// ```
    ///
    /// ## Good, on 2026-02-12
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: under-discussion, date: 2025-11-13 }
    /// ```
    /// ```yaml minutes/2026-01-22.yaml
    /// date: 2026-01-22
    /// attendance: { Orange: [Gilles Renoux] }
    /// agenda: [{ issue: 63, update: The owner sent a report. }]
    /// ```
    ///
    /// ## Mend
    /// Freeze it: `backlog stage SLUG frozen --note WHY`. Where the records have missed something, write that down
    /// instead: what a call said, the merge, the onboarding issue.
    Lifecycle, Warn, Group(check), of absence
}

fn check<'g>(views: &Views<'g>, out: &mut Findings) {
    if !views.group.all_meetings_read {
        return;
    }
    let today = views.now.day();
    let mut counts_absences = false;
    for proposal in &views.group.proposals {
        let terms = views.freeze_terms(proposal);
        if terms.lacks_evidence {
            out.lacks_evidence();
        }
        counts_absences |= terms.counts_absences;
        let mut due = terms.due(today).peekable();
        if due.peek().is_some() {
            out.push(to_be_frozen(proposal, due, views));
        }
    }
    // That nobody writes down who comes is one lack, and not one a proposal.
    let calls = views.held_calls();
    if counts_absences && calls.attended.is_empty() && !calls.all.is_empty() {
        out.lacks_evidence();
    }
}

fn to_be_frozen<'g, 'o>(
    proposal: &'g Proposal,
    due: impl Iterator<Item = &'o FreezeOutlook<'o>>,
    views: &Views<'g>,
) -> Found {
    let today = views.now.day();
    let (mut since, mut reasons, mut seen) = (today, Vec::new(), None);
    for outlook in due {
        since = since.min(outlook.on);
        reasons.push(told(outlook, proposal, views));
        if let Cause::Inactive { last, .. } = &outlook.cause {
            seen = last.place.map(|place| (place, last.sign));
        }
    }
    let place = proposal.stages.last().map_or(proposal.name.place, |reached| reached.stage.place);
    let found =
        Found::at(place, format!("to be frozen since {since}: {}", reasons.join("; "))).on(since).help(format!(
            "Freeze it: `backlog stage {} frozen --note WHY`; or write down what the records have missed.",
            proposal.slug
        ));
    match seen {
        Some((place, sign)) => found.related(place, sign.words()),
        None => found,
    }
}

/// The reckoning: the days that were counted.
fn told<'g>(outlook: &FreezeOutlook, proposal: &'g Proposal, views: &Views<'g>) -> String {
    let today = views.now.day();
    let weeks_ago = |day: NaiveDate| format!("{day}, {} ago", counted((today - day).num_weeks(), "week"));
    match &outlook.cause {
        Cause::Inactive { last, since } if last.day == *since => format!("last activity {}", weeks_ago(last.day)),
        Cause::Inactive { last, since } => {
            format!("no activity since {} (the last that is known was on {})", weeks_ago(*since), last.day)
        }
        Cause::Absent { calls, of } => {
            let owners = views.owners_on(proposal, today);
            let were = if owners.len() == 1 { "was" } else { "were" };
            format!("{} {were} absent on {}", enumerated(owners), enumerated(last_of(calls, *of)))
        }
        Cause::Untracked { approved, calls, of } => format!(
            "approved on {approved}, and neither onboarding issue nor repository by the calls of {}",
            enumerated(last_of(calls, *of))
        ),
    }
}

fn last_of(calls: &[NaiveDate], count: usize) -> &[NaiveDate] {
    &calls[calls.len().saturating_sub(count)..]
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::told;

    const GROUP: &str = "name: G\nschedule: [{ slot: 2nd thursday, start: '09:00', end: '10:30' }, { slot: 4th \
                         thursday, start: '15:00', end: '16:30' }]\norganizations: [{ name: xFlow Research, aliases: \
                         [xFlow] }]\nrecords: { complete-since: 2025-12-11 }\n";
    const HELP: &str = "Freeze it: `backlog stage x frozen --note WHY`; or write down what the records have missed.";

    fn told_of(proposal: &str, calls: &[(&str, &str)]) -> Vec<String> {
        let proposal = format!("name: IMEI Fraud\nissue: 63\n{proposal}");
        let mut files = vec![("workgroup.yaml", GROUP), ("backlog/x.yaml", &proposal)];
        files.extend(calls);
        told("freeze-due", &files, "2026-02-12")
    }

    #[test]
    fn the_days_that_were_counted_are_told() {
        let calls = [
            ("minutes/2025-12-11.yaml", "date: 2025-12-11\nattendance: { MTN: [A] }\n"),
            ("minutes/2026-01-08.yaml", "date: 2026-01-08\nattendance: { xFlow: [] }\n"),
            ("minutes/2026-01-22.yaml", "date: 2026-01-22\nattendance: {}\n"),
        ];
        assert_eq!(
            told_of("owners: xFlow\nstages: [{ stage: under-discussion, date: 2025-11-13 }]\n", &calls),
            [format!(
                "warning backlog/x.yaml:4:19 to be frozen since 2026-01-22: no activity since 2025-12-11, 9 weeks ago \
                 (the last that is known was on 2025-11-13); xFlow Research was absent on 2025-12-11, 2026-01-08 and \
                 2026-01-22 | {HELP}"
            )]
        );
        assert_eq!(
            told_of("owners: [xFlow, TIM]\nregistered: 2025-12-11\n", &calls),
            [format!(
                "warning backlog/x.yaml:1:7 to be frozen since 2026-01-22: last activity 2025-12-11, 9 weeks ago; xFlow \
                 Research and TIM were absent on 2025-12-11, 2026-01-08 and 2026-01-22 | {HELP}"
            )]
        );
        assert_eq!(
            told_of("stages: [{ stage: tsc-approved, date: 2025-12-04 }]\n", &calls),
            [format!(
                "warning backlog/x.yaml:3:19 to be frozen since 2026-01-22: approved on 2025-12-04, and neither \
                 onboarding issue nor repository by the calls of 2025-12-11, 2026-01-08 and 2026-01-22 | {HELP}"
            )]
        );
    }

    #[test]
    fn what_is_unknown_is_no_finding() {
        let unreadable = ("minutes/2026-01-22.yaml", "date: 2026-01-22\nagendum: []\n");
        assert_eq!(told_of("registered: 2025-12-11\n", &[unreadable]), [""; 0]);
        assert_eq!(told_of("registered: 2025-12-11\n", &[]).len(), 1);
        assert_eq!(told_of("owners: xFlow\n", &[]), [""; 0]);
    }
}
