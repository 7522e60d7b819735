//! An item appears twice in a call.

use super::{Findings, rule};
use crate::model::meeting::{Item, Meeting};
use crate::view::Views;
use crate::view::index::Subject;
use crate::view::item_label::{item_label, reference_place};
use std::collections::HashMap;

rule! {
    /// An item that appears twice in one call: on the agenda, among the other topics, or in both.
    ///
    /// An issue and the template PR of its proposal are the same item. So are two titles that differ only in case,
    /// spaces, hyphens or accents. A topic that has a title but no number is a heading: two topics may share it if they
    /// record different things.
    ///
    /// ## Why
    /// What was said about the item would be in two places, and readers find only one of them. In lists that are copied
    /// from call to call, the second entry also outlives the first.
    ///
    /// ## Evidence
    /// The items of the call, and the files in `backlog/`, which show which issue and PR belong together.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - issue: 63
    ///   - issue: 259
    ///   - issue: 63
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - issue: 63
    ///   - issue: 259
    /// ```
    ///
    /// ## Fix
    /// Merge the two: keep one item with the updates, decisions and action points of both.
    "duplicate-agenda-item", Agenda, Error, Meeting(check)
}

fn check(meeting: &Meeting, views: &Views, out: &mut Findings) {
    let mut first: HashMap<Subject, _> = HashMap::new();
    let topics = meeting.topics.iter().map(|item| (item, true));
    for (item, is_topic) in topics.chain(meeting.agenda.iter().map(|item| (item, false))) {
        let subject = views.index.item_subject(item);
        // A title without letters has an empty key, as every other such title does.
        if subject.is_nameless() {
            continue;
        }
        let proposal = views.index.subject_proposal(&subject);
        let Some(earlier) = first.get(&subject) else {
            first.insert(subject, item);
            continue;
        };
        if is_topic && matches!(subject, Subject::Title(_)) && is_heading_pair(item, earlier) {
            continue;
        }
        let (name, other) = (item_label(item), item_label(earlier));
        let message = match proposal {
            Some(proposal) if name != other => {
                format!("{name} and {other} both belong to the proposal `{}`", proposal.slug)
            }
            _ => format!("{name} is already an item of this call"),
        };
        out.report(reference_place(item), message)
            .with_help("Merge the two: keep one item with the updates, decisions and action points of both.")
            .with_related(reference_place(earlier), "listed here first");
    }
}

/// Whether two topics with the same title record different things.
fn is_heading_pair(item: &Item, earlier: &Item) -> bool {
    let texts = |item: &Item| item.actions.iter().map(|action| action.text.clone()).collect::<Vec<_>>();
    let said = |item: &Item| (item.notes.clone(), item.decisions.clone(), texts(item));
    item.is_recorded() && earlier.is_recorded() && said(item) != said(earlier)
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    #[test]
    fn two_topics_may_share_a_title() {
        let found =
            |topics: &str| TestGroup::new().call("2026-02-12", format!("topics: [{topics}]\n")).findings(NAME).len();
        assert_eq!(found("{ title: Releases, notes: a }, { title: Releases, notes: b }"), 0);
        assert_eq!(found("{ title: Releases, notes: a }, { title: Releases, actions: [{ text: b }] }"), 0);
        assert_eq!(found("{ title: Releases, notes: a }, { title: Releases, notes: a }"), 1, "a copy");
        assert_eq!(found("{ title: Releases, notes: a }, { title: releases }"), 1, "it records nothing");
        assert_eq!(found("{ issue: 5, notes: a }, { issue: 5, notes: b }"), 1, "one issue");
    }

    #[test]
    fn topics_and_agenda_are_one_call() {
        let meeting = "agenda: [{ pr: 64 }, { title: Café }, { title: '!' }]\n\
                       topics: [{ issue: 63 }, { title: cafe }, { title: '?' }]\n";
        let group = TestGroup::new().proposal("x", "issue: 63\ntemplate: { pr: 64 }\n").call("2026-02-12", meeting);
        let help = "Merge the two: keep one item with the updates, decisions and action points of both.";
        assert_eq!(
            group.findings(NAME),
            [
                format!("error minutes/2026-02-12.yaml:2:16 PR#64 and #63 both belong to the proposal `x` | {help}"),
                format!("error minutes/2026-02-12.yaml:2:31 `Café` is already an item of this call | {help}"),
            ]
        );
    }
}
