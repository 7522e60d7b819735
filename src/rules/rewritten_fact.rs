//! A fact of a proposal changed without a trace of what it was.

use super::{Findings, rule};
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::source::{Place, Spanned};
use crate::view::Views;

rule! {
    /// A change that replaces an owner, the registration date, the issue or the template's pull request of a proposal
    /// without keeping the former one.
    ///
    /// Only `backlog check --base REV` can report it: it compares the records with that revision.
    ///
    /// ## Why
    /// This is how tables become wrong: a row is copied from the one above it and keeps the owner or the date of the
    /// other API. A real change is kept with its day, so that the minutes of earlier calls stay as they were.
    ///
    /// ## Evidence
    /// The proposal's file at the revision (found by its name or its issue) and now: `owners` and `former-owners`,
    /// `registered`, `issue` and `former-issues`, `template` with `superseded`. A fact that was unknown before may be
    /// added. An additional owner is a change once a call has treated the proposal. On the day of the registration,
    /// another owner is a correction.
    ///
    /// ## Bad
    /// ```yaml before backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// registered: 2023-08-13
    /// ```
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: China Mobile
    /// registered: 2024-01-11
    /// ```
    ///
    /// ## Good
    /// ```yaml before backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// ```
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: China Mobile
    /// former-owners: [{ name: MTN, until: 2025-08-28 }]
    /// registered: 2023-08-13
    /// ```
    ///
    /// ## Fix
    /// Restore the former fact, or keep it: a former owner in `former-owners` with the first day of the next one, a
    /// former issue in `former-issues` or `former-names`, a former pull request in `superseded`. For a registration
    /// date that was wrong, waive the rule once: `allow: [{ rule: rewritten-fact, reason: WHY }]`.
    "rewritten-fact", Proposal, Warn, Change(check)
}

fn check(before: &Views, views: &Views, out: &mut Findings) {
    for proposal in &views.group.proposals {
        let Some(was) = before.index.proposal_before(proposal, &views.index) else { continue };
        check_owners(was, proposal, views, out);
        check_registration(was, proposal, out);
        check_issue(was, proposal, views, out);
        check_template(was, proposal, views, out);
    }
}

fn check_owners(was: &Proposal, proposal: &Proposal, views: &Views, out: &mut Findings) {
    let own_name = |owner: &Spanned<String>| views.index.organization_name(owner).to_owned();
    let before: Vec<String> = was.owners.iter().map(own_name).collect();
    let now: Vec<String> = proposal.owners.iter().map(own_name).collect();
    let former: Vec<String> = proposal.former_owners.iter().map(|former| own_name(&former.name)).collect();
    let is_new = proposal.registered.as_ref().is_some_and(|day| day.value == views.now.day());
    if before.is_empty() || is_new || proposal.former_owners.len() > was.former_owners.len() {
        return;
    }
    let place = proposal.owners.first().map_or(proposal.name.place, |owner| owner.place);
    if let Some(first) = before.iter().find(|owner| !now.contains(owner) && !former.contains(owner)) {
        let now = if now.is_empty() { "nobody".to_owned() } else { now.join(" & ") };
        out.report(place, format!("owned by {} before, and by {now} now", before.join(" & "))).with_help(format!(
            "If this is intended, keep the former owner: `former-owners: [{{ name: {first}, until: DAY }}]`."
        ));
    } else if let Some((new, _)) = proposal.owners.iter().zip(&now).find(|(_, name)| !before.contains(name))
        && is_treated(proposal, views)
    {
        out.report(new.place, format!("`{}` is an additional owner now, but no date is recorded", new.value))
            .with_help(format!(
                "Record the former owners: `former-owners: [{{ name: {}, until: DAY }}]`; an owner who stays is in \
                 both lists.",
                before.join(" & ")
            ));
    }
}

/// Whether the minutes of a call mention the proposal, with its owners.
fn is_treated(proposal: &Proposal, views: &Views) -> bool {
    let subject = views.index.proposal_subject(proposal);
    subject.is_some_and(|subject| views.index.mentions(&subject).iter().any(|mention| mention.item.is_recorded()))
}

fn check_registration(was: &Proposal, proposal: &Proposal, out: &mut Findings) {
    let Some(before) = &was.registered else { return };
    let (place, now) = match &proposal.registered {
        Some(now) if now.value == before.value => return,
        Some(now) => (now.place, format!("on {} now", now.value)),
        None => (proposal.name.place, "without a date now".to_owned()),
    };
    out.report(place, format!("registered on {} before, and {now}", before.value))
        .with_help("A proposal is registered once: restore the date, unless it was wrong.");
}

fn check_issue(was: &Proposal, proposal: &Proposal, views: &Views, out: &mut Findings) {
    let Some(before) = &was.issue else { return };
    let kept = proposal.issue.iter().chain(proposal.earlier_issues());
    if let Some((place, now)) = find_replacement(before, proposal.issue.as_ref(), kept, proposal, views) {
        let help = help_to_keep("former-issues", before);
        out.report(place, format!("its issue was {} before, and is {now} now", before.value)).with_help(help);
    }
}

fn check_template(was: &Proposal, proposal: &Proposal, views: &Views, out: &mut Findings) {
    let Some(before) = was.template.as_ref().and_then(|template| template.pr.as_ref()) else { return };
    let now = proposal.template.as_ref().and_then(|template| template.pr.as_ref());
    if let Some((place, now)) = find_replacement(before, now, proposal.template_prs(), proposal, views) {
        let help = help_to_keep("superseded", before);
        out.report(place, format!("its template was {} before, and is {now} now", before.pr_label())).with_help(help);
    }
}

fn help_to_keep(key: &str, before: &Reference) -> String {
    format!("If this is intended, keep the former one: `{key}: [{}]`.", before.format_bare())
}

/// The place and the text of the reference that replaced another one. `None` if the other one is kept.
fn find_replacement<'p>(
    before: &Reference,
    now: Option<&Spanned<Reference>>,
    mut kept: impl Iterator<Item = &'p Spanned<Reference>>,
    proposal: &Proposal,
    views: &Views,
) -> Option<(Place, String)> {
    let before = views.index.normalize_reference(before);
    if kept.any(|kept| views.index.normalize_reference(kept) == before) {
        return None;
    }
    Some(now.map_or((proposal.name.place, "none".to_owned()), |now| (now.place, now.value.to_string())))
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    const FACTS: &str = "issue: 1\nowners: [DT, MTN]\nregistered: 2024-01-11\ntemplate: { pr: 2 }\n";

    /// The findings when [`FACTS`] change, each from its place to the help.
    fn findings_after(after: &str) -> Vec<String> {
        let group = TestGroup::new().call("2026-02-12", "agenda: [{ issue: 1, notes: said }]\n");
        let [before, after] = [FACTS, after].map(|facts| group.clone().proposal("a", facts));
        after
            .findings_since(NAME, &before, "2026-03-01")
            .iter()
            .map(|line| line.split_once("a.yaml:").unwrap().1.split(" | ").next().unwrap().to_owned())
            .collect()
    }

    #[test]
    fn a_replaced_fact_is_reported() {
        for (from, to, message) in [
            ("[DT, MTN]", "[Orange, MTN]", "3:10 owned by Deutsche Telekom & MTN before, and by Orange & MTN now"),
            ("owners: [DT, MTN]\n", "", "1:7 owned by Deutsche Telekom & MTN before, and by nobody now"),
            ("MTN]", "MTN, Orange]", "3:19 `Orange` is an additional owner now, but no date is recorded"),
            ("2024-01-11", "2024-01-10", "4:13 registered on 2024-01-11 before, and on 2024-01-10 now"),
            ("registered: 2024-01-11\n", "", "1:7 registered on 2024-01-11 before, and without a date now"),
            ("pr: 2", "pr: 3", "5:17 its template was PR#2 before, and is #3 now"),
            ("issue: 1", "issue: 4", "2:8 its issue was #1 before, and is #4 now"),
        ] {
            assert_eq!(findings_after(&FACTS.replace(from, to)), [message], "{to}");
        }
    }

    #[test]
    fn kept_facts_and_other_spellings_are_not_changes() {
        for (from, to) in [
            ("[DT, MTN]", "[MTN, Deutsche Telekom]"),
            ("[DT, MTN]", "Orange\nformer-owners: [{ name: DT, until: 2026-02-12 }, { name: MTN, until: 2026-02-12 }]"),
            ("pr: 2", "pr: 3, superseded: [2]"),
            ("issue: 1", "issue: 4\nformer-issues: [1]"),
            ("issue: 1", "issue: 4\nformer-names: [{ name: B, issue: 1 }]"),
            ("issue: 1", "issue: example/backlog#1"),
        ] {
            assert_eq!(findings_after(&FACTS.replace(from, to)), [""; 0], "{to}");
        }
    }

    #[test]
    fn another_owner_on_the_day_of_registration_is_a_correction() {
        let before = TestGroup::new().proposal("a", FACTS);
        let after = TestGroup::new().proposal("a", FACTS.replace("[DT, MTN]", "[Orange]"));
        let count = |day| after.findings_since(NAME, &before, day).len();
        assert_eq!((count("2024-01-11"), count("2024-01-12")), (0, 1));
    }

    #[test]
    fn a_renamed_file_is_matched_by_its_issue() {
        let before = TestGroup::new().proposal("a", FACTS);
        let after = TestGroup::new().proposal("b", FACTS.replace("2024-01-11", "2024-02-02"));
        let found = after.findings_since(NAME, &before, "2026-03-01");
        assert_eq!(found.len(), 1, "{found:?}");
    }
}
