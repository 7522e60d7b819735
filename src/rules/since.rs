//! The new findings of a change: those that the records did not have before it.

use super::run::{CheckResult, Overrides, run_rules};
use crate::finding::Finding;
use crate::model::group::Group;
use crate::model::proposal::Proposal;
use crate::source::Place;
use crate::view::Views;
use std::collections::{HashMap, HashSet};

/// Runs the rules over the records before and after a change, and returns the findings that are new, including those
/// of the rules that compare the two. Both runs use the same moment, so that time alone makes no finding new.
pub fn check_since(views: &Views, before: &Views, overrides: &Overrides) -> CheckResult {
    let old = run_rules(before, None, overrides).findings;
    let now = run_rules(views, Some(before), overrides);
    let findings = new_findings(now.findings, views.group, &old, before.group);
    CheckResult { findings, skipped: now.skipped }
}

/// Makes a key that a finding has before and after a change; `None` if it does not apply.
type FindingKey<'k> = &'k dyn Fn(&Finding, &Group) -> Option<[String; 3]>;

/// The findings that the state before did not have, in their order.
pub fn new_findings(
    mut after: Vec<Finding>,
    after_group: &Group,
    before: &[Finding],
    before_group: &Group,
) -> Vec<Finding> {
    let path = |finding: &Finding, group: &Group| group.sources.file(finding.place.file).path.clone();
    let (was, stays) = (file_paths(before_group), file_paths(after_group));
    // A later key pairs only findings that no earlier one paired.
    let keys: [FindingKey; 4] = [
        // The same finding, possibly at another place in its file.
        &|finding, group| Some([path(finding, group), finding.message.clone(), String::new()]),
        // The same finding with other numbers, such as more days or calls.
        &|finding, group| Some([path(finding, group), source_text(finding, group), message_words(&finding.message)]),
        // The finding about a proposal that was renamed.
        &|finding, group| {
            let proposal = proposal_named_at(finding.place, group)?;
            let nameless = finding.message.replace(&format!("`{}`", proposal.name.value), "");
            Some([path(finding, group), nameless, String::new()])
        },
        // The finding in a file that was renamed; a call gets another date with it.
        &|finding, group| {
            let path = path(finding, group);
            let is_there_once = was.contains(path.as_str()) != stays.contains(path.as_str());
            is_there_once.then(|| [String::new(), source_text(finding, group), message_words(&finding.message)])
        },
    ];
    let mut old: Vec<&Finding> = before.iter().collect();
    let mut is_new = vec![true; after.len()];
    for key in keys {
        // Old and new findings are paired one by one: the old ones are removed, the new ones marked as known.
        let mut known: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, finding) in old.iter().enumerate().rev() {
            known.entry(key(finding, before_group).map(|key| (finding.rule, key))).or_default().push(at);
        }
        let mut paired = HashSet::new();
        for (finding, is_new) in after.iter().zip(&mut is_new).filter(|(_, is_new)| **is_new) {
            let Some(key) = key(finding, after_group) else { continue };
            if let Some(at) = known.get_mut(&Some((finding.rule, key))).and_then(Vec::pop) {
                paired.insert(at);
                *is_new = false;
            }
        }
        let mut at = 0..;
        old.retain(|_| at.next().is_some_and(|at| !paired.contains(&at)));
    }
    let mut is_new = is_new.into_iter();
    after.retain(|_| is_new.next().unwrap_or(true));
    after
}

/// The proposal whose name is at a place. Proposals are sorted by slug.
fn proposal_named_at(place: Place, group: &Group) -> Option<&Proposal> {
    let (slug, _) = group.sources.file(place.file).path.strip_prefix("backlog/")?.rsplit_once('.')?;
    let first = group.proposals.partition_point(|proposal| proposal.slug.as_str() < slug);
    let same = group.proposals[first..].iter().take_while(|proposal| proposal.slug == slug);
    same.into_iter().find(|proposal| proposal.name.place == place)
}

fn file_paths(group: &Group) -> HashSet<&str> {
    group.sources.files().iter().map(|source| source.path.as_str()).collect()
}

/// The text that a finding points to.
fn source_text(finding: &Finding, group: &Group) -> String {
    let text = &group.sources.file(finding.place.file).text;
    text.get(finding.place.range()).unwrap_or_default().to_owned()
}

/// The words of a message without numbers and conjunctions.
fn message_words(message: &str) -> String {
    let words = message.split(|c: char| !c.is_alphabetic()).filter(|word| !matches!(*word, "" | "and"));
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Place;
    use crate::test_group::TestGroup;

    #[test]
    fn one_more_equal_finding_is_new() {
        let group = TestGroup::new().settings("").decode();
        let before = [Finding::sample(0, 0, "a"), Finding::sample(0, 1, "b")];
        let after = [("a", 5), ("a", 6), ("b", 7), ("c", 8)].map(|(message, start)| Finding::sample(0, start, message));
        let new = new_findings(after.to_vec(), &group, &before, &group);
        assert_eq!(new, [Finding::sample(0, 6, "a"), Finding::sample(0, 8, "c")]);
    }

    #[test]
    fn the_same_finding_with_other_numbers_is_not_new() {
        let group = TestGroup::new().settings("").decode();
        let before = [Finding::sample(0, 0, "absent on 2026-01-08 and 2026-01-22"), Finding::sample(0, 1, "was due")];
        let late = Finding::sample(0, 1, "is late");
        let after = vec![Finding::sample(0, 0, "absent on 2026-01-08, 2026-01-22 and 2026-02-12"), late.clone()];
        assert_eq!(new_findings(after, &group, &before, &group), [late]);
    }

    #[test]
    fn the_findings_of_a_renamed_file_are_not_new() {
        let b = TestGroup::new().proposal("b", "");
        let before_group = b.clone().file("backlog/a.yaml", "name: A\n").decode();
        let after_group = b.file("backlog/c.yaml", "name: A\n").decode();
        let after = vec![Finding::sample(0, 0, "a"), Finding::sample(1, 0, "a")];
        let new = new_findings(after, &after_group, &[Finding::sample(0, 0, "a")], &before_group);
        assert_eq!(new, [Finding::sample(0, 0, "a")], "b is not a new file and did not have it");
    }

    #[test]
    fn the_findings_of_a_renamed_proposal_are_not_new() {
        let [before, after] =
            ["A", "Z"].map(|name| TestGroup::new().file("backlog/a.yaml", format!("name: {name}\n")).decode());
        let named = |name: &str, rest: &str| Finding::sample(0, 6, format!("`{name}` {rest}"));
        let elsewhere = Finding { place: Place::file_start(before.proposals[0].file), ..named("Z", "has no owner") };
        let found = vec![named("Z", "has no owner"), named("Z", "has no issue"), elsewhere.clone()];
        let new = new_findings(found, &after, &[named("A", "has no owner")], &before);
        assert_eq!(new, [named("Z", "has no issue"), elsewhere]);
    }

    #[test]
    fn the_findings_of_a_moved_call_are_not_new() {
        let [before, after] = ["2026-02-24", "2026-02-25"].map(|day| TestGroup::new().call(day, "").decode());
        let late = |closed: &str| vec![Finding::sample(0, 0, format!("added on 2026-02-20, and closed on {closed}"))];
        assert_eq!(new_findings(late("2026-02-18"), &after, &late("2026-02-17"), &before), []);
        let other = vec![Finding::sample(0, 0, "not on the agenda")];
        assert_eq!(new_findings(other.clone(), &after, &late("2026-02-17"), &before), other);
    }
}
