//! A proposal is due to be frozen.

use super::{Findings, rule};
use crate::model::proposal::Proposal;
use crate::model::wording::join_with_and;
use crate::source::Place;
use crate::view::Views;
use crate::view::freeze::{FreezeCause, FreezeOutlook, MissingEvidence, WeeksStart};

rule! {
    /// A proposal that meets one of the grounds for freezing today.
    ///
    /// There are three grounds, and one of them is enough. Before a proposal is sent to the reviewer:
    ///
    /// - **Absence.** None of its owners attended the last `freeze-after-absences` calls that were held and recorded
    ///   attendance. Calls are counted backward from today, and only since the proposal has been known, since its
    ///   owner joined the group or took it over, and since it returned from an earlier freeze.
    /// - **Inactivity.** Nothing happened in its issue for `freeze-after-weeks`. `github.yaml` has the last update of
    ///   the issue and of its pull requests. A call that treated the proposal, a stage, the registration and the
    ///   merge of its template are activity as well. Waiting on an agenda is not inactivity: the weeks begin after
    ///   the last call that had the proposal on its agenda.
    ///
    /// Once a new API or an API family is approved:
    ///
    /// - **No onboarding.** After `freeze-after-untracked` calls there is neither an onboarding issue nor a
    ///   repository.
    ///
    /// A limit of 0 turns a ground off. The group decides whether to freeze the proposal.
    ///
    /// ## Why
    /// Agreement 9: a proposal that nobody works on takes up time in every call. Returning from a freeze only takes a
    /// notice from the owner.
    ///
    /// ## Evidence
    /// `freeze-after` in `workgroup.yaml`; `github.yaml`; the items, the attendance and the dates in the records. Nothing
    /// before `records.complete-since` counts against a proposal: absences and weeks are counted from that day at the
    /// earliest. Calls without `attendance` are ignored. If `github.yaml` does not have the last update of the issue,
    /// inactivity is not judged, and `check` reports a skipped check: that a call does not mention a proposal is not a
    /// sign of inactivity. While the file of a call cannot be read, the rule is silent.
    ///
    /// ## Bad, on 2026-02-12
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// stages:
    ///   - { stage: under-discussion, date: 2025-11-13 }
    /// ```
    /// ```yaml github.yaml
    /// issues: { 63: { opened: 2025-10-01, updated: 2025-12-04T10:00:00Z } }
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
    /// agenda: [{ issue: 63, notes: The group went on without the owner. }]
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
    /// ```yaml github.yaml
    /// issues: { 63: { opened: 2025-10-01, updated: 2025-12-04T10:00:00Z } }
    /// ```
    /// ```yaml minutes/2026-01-22.yaml
    /// date: 2026-01-22
    /// attendance: { MTN: [Delegate M] }
    /// agenda: [{ issue: 63, treated: false }]
    /// ```
    ///
    /// ## Fix
    /// Freeze the proposal: `backlog stage SLUG frozen --reason WHY`. If the records or `github.yaml` are incomplete, add
    /// what is missing instead: what a call said, who attended, the merge, the onboarding issue, the last update of the
    /// issue.
    "freeze-due", Lifecycle, Warn, Group(check), reports missing_data
}

fn check<'g>(views: &Views<'g>, out: &mut Findings) {
    let today = views.now.day();
    let mut counts_absences = false;
    for proposal in &views.group.proposals {
        let terms = views.freezes.terms(proposal);
        match terms.missing {
            // Without a number, nothing can be looked up; `missing-issue` reports that.
            Some(MissingEvidence::IssueUpdate) if proposal.issue.is_none() => {}
            Some(MissingEvidence::IssueUpdate) => out.skip_check("read the last update of each issue: `backlog sync`"),
            Some(MissingEvidence::StageDay) => {
                out.skip_check("add the date of the stage `reactivated` or `approved`: `date: DATE`");
            }
            None => {}
        }
        counts_absences |= terms.counts_absences;
        let mut due = terms.outlooks_due(today).peekable();
        if due.peek().is_some() {
            report_freeze(proposal, due, views, out);
        }
    }
    // Missing attendance is one skipped check, not one per proposal.
    let calls = views.attendance.held_calls();
    if counts_absences && calls.attended.is_empty() && !calls.counted.is_empty() {
        out.skip_check("record who attended the calls: `backlog attend NAME... --meeting DATE`");
    }
}

fn report_freeze<'g, 'o>(
    proposal: &'g Proposal,
    due: impl Iterator<Item = &'o FreezeOutlook<'o>>,
    views: &Views<'g>,
    out: &mut Findings,
) {
    let today = views.now.day();
    let (mut since, mut reasons, mut related) = (today, Vec::new(), Vec::new());
    for outlook in due {
        since = since.min(outlook.day);
        reasons.push(outlook.cause.describe_count(today));
        related.extend(related_places(&outlook.cause, proposal, views));
    }
    let place = proposal.stages.last().map_or(proposal.name.place, |reached| reached.stage.place);
    let help = format!(
        "Freeze it with `backlog stage {} frozen --reason WHY`, or add what is missing in the records.",
        proposal.slug
    );
    let message = format!("due to be frozen since {since}: {}", reasons.join("; "));
    let found = out.report(place, message).with_help(help).on_day(since);
    for (place, phrase) in related {
        found.with_related(place, phrase);
    }
}

/// The places that a cause counts: the calls that made the freeze due, or the last activity.
fn related_places<'g>(cause: &FreezeCause, proposal: &'g Proposal, views: &Views<'g>) -> Vec<(Place, String)> {
    let phrase = match cause {
        FreezeCause::Inactive { last, since, start, .. } => {
            let waited = views.calls.meeting_on(*since).filter(|_| *start == WeeksStart::Agenda);
            let waited = waited.map(|call| (call.date.place, "the last call with it on the agenda".to_owned()));
            let last = last.place.map(|place| (place, last.kind.describe_activity().to_owned()));
            return waited.into_iter().chain(last).collect();
        }
        FreezeCause::Absent { .. } => {
            let owners = views.owners.owners_on(proposal, views.now.day());
            let were = if owners.len() == 1 { "was" } else { "were" };
            format!("{} {were} absent", join_with_and(owners))
        }
        FreezeCause::Untracked { .. } => "a call after the approval".to_owned(),
    };
    let calls = cause.deciding_calls().iter().filter_map(|day| views.calls.meeting_on(*day));
    calls.map(|call| (call.date.place, phrase.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::{Overrides, check};
    use crate::test_group::TestGroup;

    const GROUP: &str = "schedule: [{ slot: 2nd thursday, start: '09:00', end: '10:30' }, { slot: 4th \
                         thursday, start: '15:00', end: '16:30' }]\norganizations: [{ name: xFlow Research, aliases: \
                         [xFlow] }]\nrecords: { complete-since: 2025-12-11 }\n";
    const HELP: &str = "Freeze it with `backlog stage x frozen --reason WHY`, or add what is missing in the records.";

    const LOCK: &str = "issues: { 63: { updated: 2025-11-20 } }\n";

    fn findings_for(proposal: &str, more: &[(&str, &str)]) -> Vec<String> {
        let group = TestGroup::new().settings(GROUP).proposal("x", format!("issue: 63\n{proposal}"));
        more.iter().fold(group, |group, (path, text)| group.file(*path, *text)).findings_on(NAME, "2026-02-12")
    }

    const CALLS: [(&str, &str); 3] = [
        ("minutes/2025-12-11.yaml", "date: 2025-12-11\nattendance: { MTN: [A] }\n"),
        ("minutes/2026-01-08.yaml", "date: 2026-01-08\nattendance: { xFlow: [] }\n"),
        ("minutes/2026-01-22.yaml", "date: 2026-01-22\nattendance: {}\n"),
    ];

    #[test]
    fn the_message_has_counts_and_limits() {
        let mut all = CALLS.to_vec();
        all.push(("github.yaml", LOCK));
        assert_eq!(
            findings_for("owners: xFlow\nstages: [{ stage: under-discussion, date: 2025-11-13 }]\n", &all),
            [format!(
                "warning backlog/x.yaml:4:19 due to be frozen since 2026-01-22: no activity for 9 weeks (limit: 6), \
                 since 2025-12-11, the start of complete records (last activity on GitHub: 2025-11-20); absent from the \
                 last 3 calls (limit: 3) | {HELP}"
            )]
        );
        all.pop();
        assert_eq!(
            findings_for("owners: [xFlow, TIM]\nregistered: 2025-12-11\n", &all),
            [format!(
                "warning backlog/x.yaml:1:7 due to be frozen since 2026-01-22: absent from the last 3 calls (limit: 3) \
                 | {HELP}"
            )]
        );
        assert_eq!(
            findings_for("stages: [{ stage: approved, date: 2025-12-04 }]\n", &all),
            [format!(
                "warning backlog/x.yaml:3:19 due to be frozen since 2026-01-22: approved on 2025-12-04, and no \
                 onboarding issue or repository after 3 calls (limit: 3) | {HELP}"
            )]
        );
    }

    #[test]
    fn the_calls_that_made_it_due_are_related() {
        let group = TestGroup::new().settings(GROUP).proposal("x", "registered: 2025-12-11\nowners: [xFlow, TIM]\n");
        let group = CALLS.iter().fold(group, |group, (path, text)| group.file(*path, *text));
        let group = group.call("2026-02-05", "extra: much to do\nattendance: { MTN: [A] }\n");
        let views = group.views("2026-02-12");
        let found = check(&views, &Overrides::default()).findings;
        let freeze = found.iter().find(|finding| finding.rule == NAME).unwrap();
        assert!(freeze.message.ends_with("absent from the last 4 calls (limit: 3)"), "{}", freeze.message);
        let path = |place: &Place| views.group.sources.file(place.file).path.clone();
        let cited: Vec<_> = freeze.related.iter().map(|(place, phrase)| (path(place), phrase.as_str())).collect();
        let absent = |path: &str| (path.to_owned(), "xFlow Research and TIM were absent");
        assert_eq!(cited, CALLS.map(|(path, _)| absent(path)));
    }

    #[test]
    fn without_an_issue_number_nothing_is_skipped() {
        let skipped = |issue: &str| {
            let group = TestGroup::new().settings(GROUP).proposal("x", format!("registered: 2025-12-11\n{issue}"));
            let skipped = check(&group.views("2026-02-12"), &Overrides::default()).skipped;
            skipped.iter().filter(|one| one.rule == NAME).map(|one| one.count).sum::<usize>()
        };
        assert_eq!([skipped(""), skipped("issue: 63\n")], [0, 1]);
    }

    #[test]
    fn missing_evidence_gives_no_finding() {
        let lock = ("github.yaml", LOCK);
        let unreadable = ("minutes/2026-01-22.yaml", "date: 2026-01-22\nagendum: []\n");
        assert_eq!(findings_for("registered: 2025-12-11\n", &[lock, unreadable]), [""; 0]);
        assert_eq!(findings_for("registered: 2025-12-11\n", &[lock]).len(), 1);
        assert_eq!(findings_for("registered: 2025-12-11\n", &[]), [""; 0], "github.yaml is missing");
        assert_eq!(findings_for("owners: xFlow\n", &[]), [""; 0]);
    }
}
