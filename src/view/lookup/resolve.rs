//! Resolves what a user names: a proposal, an item of a call or an action point. A number, a URL or a full name comes
//! first; otherwise, the unique beginning of a name is enough.

use crate::model::action::ActionStatus;
use crate::model::meeting::{Item, Meeting};
use crate::model::proposal::Proposal;
use crate::view::index::Subject;
use crate::view::lookup::resolution::{Candidate, Resolution};
use crate::view::lookup::{NameLookup, PlacedItem, first_unrecorded, parse_reference, placed_items};
use std::collections::HashMap;

impl<'g> NameLookup<'g> {
    /// Resolves a proposal by its issue, the PR of its template, its slug, or a name.
    pub fn resolve_proposal(&self, words: &str) -> Resolution<&'g Proposal> {
        let number = parse_reference(words);
        let by_pr = || number.as_ref().and_then(|number| self.base.index.by_pr(number));
        if let Some(proposal) = self.find_proposal(words).or_else(by_pr) {
            return Resolution::Found(proposal);
        }
        // A number is not the beginning of a name.
        if number.is_some() {
            return Resolution::Unknown { suggestion: None };
        }
        let candidates = |names: fn(&Proposal) -> Vec<String>| {
            let candidate = |thing: &'g Proposal| {
                let detail = thing.issue.as_ref().map(|issue| self.links.issue_label(issue)).unwrap_or_default();
                Candidate { thing, key: thing.slug.clone(), detail, names: names(thing) }
            };
            self.base.group.proposals.iter().map(candidate).collect()
        };
        Resolution::by_prefix(words, candidates(|one| vec![one.slug.clone(), one.name.value.clone()]))
            .or_else(|| Resolution::by_prefix(words, candidates(former_names)))
    }

    /// Resolves an item of a call by its proposal, its own number or its title.
    pub fn resolve_item(&self, words: &str, meeting: &'g Meeting) -> Resolution<PlacedItem<'g>> {
        if let Some(placed) = self.find_item(words, meeting) {
            return Resolution::Found(placed);
        }
        // An exact number or name is meant literally, even if the call does not have it.
        if parse_reference(words).is_some() || self.find_proposal(words).is_some() {
            return Resolution::Unknown { suggestion: None };
        }
        let mut positions: HashMap<Subject, usize> = HashMap::new();
        let mut by_subject: Vec<Vec<PlacedItem>> = Vec::new();
        for placed in placed_items(meeting) {
            let at = *positions.entry(self.base.index.item_subject(placed.item)).or_insert(by_subject.len());
            match by_subject.get_mut(at) {
                Some(items) => items.push(placed),
                None => by_subject.push(vec![placed]),
            }
        }
        let candidate = |items: Vec<PlacedItem<'g>>| {
            let thing = first_unrecorded(items.into_iter())?;
            let (numbers, names): (Vec<_>, Vec<_>) =
                self.item_names(thing.item).into_iter().partition(|name| parse_reference(name).is_some());
            let detail = numbers.into_iter().next().unwrap_or_default();
            Some(Candidate { thing, key: names.first()?.clone(), detail, names })
        };
        Resolution::by_prefix(words, by_subject.into_iter().filter_map(candidate).collect())
    }

    /// Whether an argument that may be free text is likely to name an item of a call: a number, a name, or almost a
    /// name.
    pub fn is_likely_item(&self, words: &str, meeting: &'g Meeting) -> bool {
        let found = self.resolve_item(words, meeting);
        parse_reference(words).is_some() || !matches!(found, Resolution::Unknown { suggestion: None })
    }

    /// Resolves the id of an action point: the beginning of one is looked up among the open ones, then among all with a
    /// lasting id.
    pub fn resolve_action(&self, words: &str) -> Resolution<&'g str> {
        let (words, today) = (words.trim(), self.base.now.day());
        let lasting = || {
            let ids = self.actions.all().iter().filter_map(|action| Some((action.id?, action)));
            ids.filter(|(id, _)| !self.actions.is_mom_number(id))
        };
        if let Some((id, _)) = lasting().find(|(id, _)| *id == words) {
            return Resolution::Found(id);
        }
        let resolve = |is_open: bool| {
            let of_status = lasting()
                .filter(|(_, action)| !is_open || action.status_on(today) == Some(ActionStatus::Open))
                .map(|(id, _)| Candidate::from_name(id, id));
            Resolution::by_prefix(words, of_status.collect())
        };
        resolve(true).or_else(|| resolve(false))
    }

    /// The names of an item: its number, its proposal's slug and name, its title.
    pub fn item_names(&self, item: &Item) -> Vec<String> {
        let number = item.issue.as_ref().or(item.pr.as_ref()).map(|number| number.to_string());
        let proposal = self.base.index.item_proposal(item);
        let names = proposal.into_iter().flat_map(|proposal| [proposal.slug.clone(), proposal.name.value.clone()]);
        let title = item.title.as_ref().map(|title| title.value.clone());
        number.into_iter().chain(names).chain(title).collect()
    }
}

fn former_names(proposal: &Proposal) -> Vec<String> {
    proposal.former_names.iter().map(|former| former.name.value.clone()).collect()
}

#[cfg(test)]
mod tests {
    use crate::test_group::TestGroup;
    use crate::view::lookup::resolution::tests::describe_resolution;

    fn group() -> TestGroup {
        let tables = "name: Tide Tables\nissue: 7\nformer-names: [{ name: Harbor Times, until: 2026-01-01 }]\n";
        let actions = |ids: &[&str]| -> String {
            ids.iter().map(|id| format!("  - {{ id: {id}, owners: DT, text: A }}\n")).collect()
        };
        let february = format!(
            "action-updates: [{{ id: 20260122-01, status: closed }}]\nactions:\n{}topics:\n  - {{ pr: 12, title: The table \
             }}\nagenda:\n  - {{ issue: 7 }}\n  - {{ title: The tower }}\n  - {{ issue: 20 }}\n",
            actions(&["20260212-01"])
        );
        TestGroup::new()
            .proposal("buoys", "template: { pr: 9 }\n")
            .file("backlog/tide-gauges.yaml", "name: Tide Gauges\nissue: 8\n")
            .file("backlog/tide-tables.yaml", tables)
            .call("2026-01-22", format!("actions:\n{}", actions(&["20260122-01", "20260122-02"])))
            .call("2026-02-12", february)
    }

    #[test]
    fn a_proposal_is_resolved_by_number_url_or_beginning_of_a_name() {
        let views = group().views("2026-02-12");
        for (words, expected) in [
            ("7", "tide-tables"),
            ("https://github.com/O/r/issues/7#issuecomment-1", "tide-tables"),
            ("https://github.com/o/r/pull/9/files", "buoys"),
            ("9", "buoys"),
            ("tide t", "tide-tables"),
            ("tide", "?`tide-gauges` (#8), `tide-tables` (#7)"),
            ("harb", "tide-tables"),
            ("B", "buoys"),
            ("boys", "-buoys"),
            ("Tide Gages", "-tide-gauges"),
            ("2", "-"),
            ("https://github.com/x/y/issues/7", "-"),
            ("", "-"),
        ] {
            let found = describe_resolution(views.lookup.resolve_proposal(words), |one| one.slug.clone());
            assert_eq!(found, expected, "{words}");
        }
    }

    #[test]
    fn a_full_name_takes_precedence_over_longer_ones() {
        let views = group().proposal("tide", "issue: 6\n").views("2026-02-12");
        let found = describe_resolution(views.lookup.resolve_proposal("TIDE"), |one| one.slug.clone());
        assert_eq!(found, "tide");
        // The call does not have it, but has another item whose name begins with it.
        let item = views.lookup.resolve_item("tide", &views.group.meetings[1]);
        assert_eq!(describe_resolution(item, |placed| placed.at.to_string()), "-");
    }

    #[test]
    fn free_text_may_name_an_item() {
        let views = group().views("2026-02-12");
        let is_item = |words: &str| views.lookup.is_likely_item(words, &views.group.meetings[1]);
        for words in ["20", "99", "tide", "Tide Tabels", "the"] {
            assert!(is_item(words), "{words}");
        }
        for words in ["", "-", "Postponed", "They ran out of time."] {
            assert!(!is_item(words), "{words}");
        }
    }

    #[test]
    fn an_item_is_resolved_by_the_beginning_of_its_name_or_title() {
        let views = group().views("2026-02-12");
        for (words, expected) in [
            ("tide", "agenda 0"),
            ("the to", "agenda 1"),
            ("the", "?`The tower`, `The table` (#12)"),
            ("https://github.com/o/r/issues/20", "agenda 2"),
            ("https://github.com/o/r/pull/12", "topics 0"),
            ("2", "-"),
            ("tide g", "-"),
        ] {
            let found = views.lookup.resolve_item(words, &views.group.meetings[1]);
            let found = describe_resolution(found, |one| format!("{} {}", one.list.record_key(), one.at));
            assert_eq!(found, expected, "{words}");
        }
    }

    #[test]
    fn an_action_point_is_resolved_by_the_beginning_of_its_id() {
        let views = group().views("2026-02-12");
        for (words, expected) in [
            ("20260122-01", "20260122-01"),
            // The other one of that call is closed.
            ("20260122", "20260122-02"),
            ("202602", "20260212-01"),
            ("2026", "?`20260122-02`, `20260212-01`"),
            ("20260122-01 ", "20260122-01"),
            ("20270101", "-"),
        ] {
            let found = describe_resolution(views.lookup.resolve_action(words), ToOwned::to_owned);
            assert_eq!(found, expected, "{words}");
        }
    }
}
