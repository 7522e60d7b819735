//! One thing is twice in a call.

use super::{Findings, RuleFinding, rule};
use crate::model::meeting::{Item, Meeting};
use crate::view::Views;
use crate::view::agenda::{item_label, reference_place};
use crate::view::index::Subject;
use std::collections::HashMap;

rule! {
    /// An item that stands in one call twice: on the agenda, among the other topics, or in both.
    ///
    /// An issue and the template PR of its proposal are one thing, and so are two spellings of a title that
    /// differ in case, spaces, hyphens or accents only. The title of another topic without a number is a heading: two
    /// topics that record different things may have the same one.
    ///
    /// ## Why
    /// What was said of the thing would be in two places, and a reader finds one of them. In lists that are
    /// copied from call to call the second entry also goes on living after the first is closed.
    ///
    /// ## Evidence
    /// The items of the call, and the files in `backlog/`, which say what belongs together.
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
    /// ## Mend
    /// Join the two: keep one item with the updates, decisions and action points of both.
    Agenda, Error, Meeting(check)
}

fn check(meeting: &Meeting, views: &Views, out: &mut Findings) {
    let mut first: HashMap<Subject, _> = HashMap::new();
    let topics = meeting.topics.iter().map(|item| (item, true));
    for (item, is_topic) in topics.chain(meeting.agenda.iter().map(|item| (item, false))) {
        let subject = views.index.item_subject(item);
        // A title of signs only folds to nothing, as every other such title does.
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
            Some(proposal) if name != other => format!("{name} and {other} are both the proposal `{}`", proposal.slug),
            _ => format!("{name} is an item of this call already"),
        };
        out.push(
            RuleFinding::new(reference_place(item), message)
                .with_help("Keep one item of the two, with the updates, decisions and action points of both.")
                .with_related(reference_place(earlier), "the first is here"),
        );
    }
}

/// Whether two topics of one title each record something of their own.
fn is_heading_pair(item: &Item, earlier: &Item) -> bool {
    let texts = |item: &Item| item.actions.iter().map(|action| action.text.clone()).collect::<Vec<_>>();
    let said = |item: &Item| (item.update.clone(), item.decisions.clone(), texts(item));
    item.is_recorded() && earlier.is_recorded() && said(item) != said(earlier)
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::rule_findings;

    #[test]
    fn a_title_that_two_topics_have_is_a_heading() {
        let found = |topics: &str| {
            let meeting = format!("date: 2026-02-12\ntopics: [{topics}]\n");
            rule_findings("duplicate-agenda-item", &[("minutes/2026-02-12.yaml", &meeting)], "2026-02-12").len()
        };
        assert_eq!(found("{ title: Releases, update: a }, { title: Releases, update: b }"), 0);
        assert_eq!(found("{ title: Releases, update: a }, { title: Releases, actions: [{ text: b }] }"), 0);
        assert_eq!(found("{ title: Releases, update: a }, { title: Releases, update: a }"), 1, "a copy");
        assert_eq!(found("{ title: Releases, update: a }, { title: releases }"), 1, "nothing of its own");
        assert_eq!(found("{ issue: 5, update: a }, { issue: 5, update: b }"), 1, "one issue");
    }

    #[test]
    fn topics_and_agenda_are_one_call() {
        let proposal = "name: X\nissue: 63\ntemplate: { pr: 64 }\n";
        let meeting = "date: 2026-02-12\nagenda: [{ pr: 64 }, { title: Café }, { title: '!' }]\n\
                       topics: [{ issue: 63 }, { title: cafe }, { title: '?' }]\n";
        let files = [("backlog/x.yaml", proposal), ("minutes/2026-02-12.yaml", meeting)];
        let help = "Keep one item of the two, with the updates, decisions and action points of both.";
        assert_eq!(
            rule_findings("duplicate-agenda-item", &files, "2026-02-12"),
            [
                format!("error minutes/2026-02-12.yaml:2:16 PR #64 and #63 are both the proposal `x` | {help}"),
                format!("error minutes/2026-02-12.yaml:2:31 `Café` is an item of this call already | {help}"),
            ]
        );
    }
}
