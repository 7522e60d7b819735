//! Looks up what a user names: a proposal, an organization, or an item of a call.

pub mod resolution;
mod resolve;
mod resolve_who;

use super::actions::Actions;
use super::base::ViewBase;
use super::index::Subject;
use super::links::Links;
use crate::error::Error;
use crate::model::meeting::{Item, Meeting};
use crate::model::organization::Organization;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::model::spelling::is_same_name;
use crate::model::typed_reference::TypedReference;
use crate::store::edit::Edit;
use std::collections::BTreeMap;
use std::sync::Arc;

/// An item with its position in the file of its call.
#[derive(Debug, Clone, Copy)]
pub struct PlacedItem<'g> {
    /// The item.
    pub item: &'g Item,
    /// The list that contains it.
    pub list: ItemList,
    /// Its index in that list, from 0.
    pub at: usize,
}

impl PlacedItem<'_> {
    /// The edits that turn an item that is only a number into a map, so that a key can be written; empty for other
    /// items.
    ///
    /// # Errors
    /// As [`Edit::set`].
    pub fn expand_number(&self) -> Result<Vec<Edit>, Error> {
        let Some(issue) = self.item.issue.as_ref().filter(|_| self.item.is_number_alone()) else {
            return Ok(Vec::new());
        };
        let item = BTreeMap::from([("issue", &issue.value)]);
        Ok(vec![Edit::set([self.list.record_key().into(), self.at.into()], &item)?])
    }
}

/// One of the two lists of items in the file of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemList {
    /// The discussion.
    Agenda,
    /// The other topics.
    Topics,
}

impl ItemList {
    /// Its key in the files.
    pub fn record_key(self) -> &'static str {
        match self {
            ItemList::Agenda => "agenda",
            ItemList::Topics => "topics",
        }
    }

    /// The items of a call in this list.
    pub fn items(self, meeting: &Meeting) -> &[Item] {
        match self {
            ItemList::Agenda => &meeting.agenda,
            ItemList::Topics => &meeting.topics,
        }
    }
}

/// Looks up what a user names.
pub struct NameLookup<'g> {
    pub(super) base: Arc<ViewBase<'g>>,
    pub(super) links: Arc<Links<'g>>,
    pub(super) actions: Arc<Actions<'g>>,
}

impl<'g> NameLookup<'g> {
    /// Finds a proposal by its issue (`63`, `#63`, `owner/repo#63` or its URL), its slug, or a current or former name.
    pub fn find_proposal(&self, words: &str) -> Option<&'g Proposal> {
        let words = words.trim();
        let bears = |name: &str| is_same_name(name, words);
        let proposals = &self.base.group.proposals;
        let bore = |proposal: &&Proposal| proposal.former_names.iter().any(|former| bears(&former.name));
        parse_reference(words)
            .and_then(|issue| self.base.index.by_issue(&issue))
            .or_else(|| self.base.index.by_slug(words))
            .or_else(|| proposals.iter().find(|proposal| bears(&proposal.name)))
            .or_else(|| proposals.iter().find(bore))
    }

    /// Finds an organization by its name or an alias, ignoring case, accents, spaces and hyphens.
    pub fn find_organization(&self, words: &str) -> Option<&'g Organization> {
        let words = words.trim();
        let bears = |name: &str| is_same_name(name, words);
        let organizations = &self.base.workgroup.organizations;
        let has_spelling = |one: &&Organization| bears(&one.name) || one.aliases.iter().any(|alias| bears(alias));
        self.base.index.organization_by_name(words).or_else(|| organizations.iter().find(has_spelling))
    }

    /// Finds an item of a call by what identifies its proposal, by the number of a pull request, or by its title. The
    /// agenda comes before the other topics; of several items, the first without a record is chosen.
    pub fn find_item(&self, words: &str, meeting: &'g Meeting) -> Option<PlacedItem<'g>> {
        let number = parse_reference(words).map(|number| self.base.index.normalize_reference(&number));
        let by_pr = || number.as_ref().and_then(|number| self.base.index.by_pr(number));
        let proposal = self.find_proposal(words).or_else(by_pr).and_then(|one| self.base.index.proposal_subject(one));
        let subjects: Vec<Subject> = match number {
            Some(number) => proposal.into_iter().chain([Subject::Issue(number.clone()), Subject::Pr(number)]).collect(),
            None => proposal.into_iter().chain([Subject::from_title(words)]).collect(),
        };
        let titled = |item: &Item| item.title.as_ref().is_some_and(|title| is_same_name(title, words));
        let items = || placed_items(meeting);
        let about = subjects.iter().find_map(|subject| {
            first_unrecorded(items().filter(|placed| self.base.index.item_subject(placed.item) == *subject))
        });
        about.or_else(|| first_unrecorded(items().filter(|placed| titled(placed.item))))
    }
}

/// The items of a call: the agenda, then the other topics.
pub fn placed_items(meeting: &Meeting) -> impl Iterator<Item = PlacedItem<'_>> {
    [ItemList::Agenda, ItemList::Topics].into_iter().flat_map(move |list| {
        list.items(meeting).iter().enumerate().map(move |(at, item)| PlacedItem { item, list, at })
    })
}

/// The first of several items without a record, or else the first one.
pub fn first_unrecorded<'g>(items: impl Iterator<Item = PlacedItem<'g>>) -> Option<PlacedItem<'g>> {
    let items: Vec<_> = items.collect();
    items.iter().find(|placed| !placed.item.is_recorded()).or(items.first()).copied()
}

/// Splits a comma-separated list of issues and pull requests; any other text is kept as a whole.
pub fn split_references(words: &str) -> Vec<String> {
    let parts: Vec<&str> = words.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
    let are_references = !parts.is_empty() && parts.iter().all(|part| parse_reference(part).is_some());
    if are_references { parts.into_iter().map(ToOwned::to_owned).collect() } else { vec![words.to_owned()] }
}

/// Parses a number, with or without `#`, or the URL of an issue or pull request.
pub fn parse_reference(words: &str) -> Option<Reference> {
    TypedReference::parse(words).map(|typed| typed.reference)
}

#[cfg(test)]
mod tests {
    use super::split_references;
    use crate::store::edit::{Edit, apply_edits};
    use crate::test_group::TestGroup;

    fn group() -> TestGroup {
        let tides = "name: Tide Tables\nissue: 7\nformer-names: [{ name: Tides, until: 2026-01-01 }]\n";
        TestGroup::new().file("backlog/tide-tables.yaml", tides).proposal("buoys", "template: { pr: 9 }\n")
    }

    #[test]
    fn a_proposal_has_many_names() {
        let views = group().views("2026-02-12");
        let found = |words: &str| views.lookup.find_proposal(words).map(|it| it.slug.as_str());
        let tides = ["7", "#7", "o/r#7", "https://github.com/o/r/issues/7/", "tide-tables", "tide tables", "TIDES"];
        for words in tides.into_iter().chain([" Tide-Tables "]) {
            assert_eq!(found(words), Some("tide-tables"), "{words}");
        }
        for words in ["8", "x/y#7", "tide", "", "--"] {
            assert_eq!(found(words), None, "{words}");
        }
    }

    #[test]
    fn commas_separate_numbers_and_no_other_words() {
        for (words, expected) in [
            ("63,259", &["63", "259"][..]),
            ("63, PR#64,", &["63", "PR#64"]),
            ("#63", &["#63"]),
            ("Tides, tables", &["Tides, tables"]),
            ("63, tables", &["63, tables"]),
            (",", &[","]),
            ("", &[""]),
        ] {
            assert_eq!(split_references(words), expected, "{words}");
        }
    }

    #[test]
    fn a_number_alone_is_expanded_to_a_map() {
        let note = Edit::set(["agenda".into(), 0.into(), "notes".into()], &"The PR was refined: the owner is asked.");
        for (call, number, expected) in [
            (
                "date: 2026-02-12\nagenda: [259, 288] # open\n",
                "259",
                "date: 2026-02-12\nagenda: # open\n  - issue: 259\n    notes: 'The PR was refined: the owner is asked.'\n  - 288\n",
            ),
            (
                "date: 2026-02-12\nagenda:\n- x/y#259 # first\n- 288\n",
                "x/y#259",
                "date: 2026-02-12\nagenda:\n- issue: x/y#259 # first\n  notes: 'The PR was refined: the owner is asked.'\n- 288\n",
            ),
            (
                "agenda: 259\ndate: 2026-02-12\n",
                "259",
                "agenda:\n  issue: 259\n  notes: 'The PR was refined: the owner is asked.'\ndate: 2026-02-12\n",
            ),
        ] {
            let views = TestGroup::new().file("minutes/2026-02-12.yaml", call).views("2026-02-12");
            let meeting = &views.group.meetings[0];
            let mut edits = views.lookup.find_item(number, meeting).unwrap().expand_number().unwrap();
            edits.push(note.as_ref().unwrap().clone());
            let source = views.group.sources.file(meeting.file);
            assert_eq!(apply_edits(source, &edits).unwrap(), expected);
            let removed = apply_edits(source, &[Edit::remove(["agenda".into(), 0.into()])]).unwrap();
            assert!(!removed.contains("259"), "{removed}");
        }
    }

    #[test]
    fn an_item_is_found_by_what_it_is_about() {
        let call = "topics:\n  - { pr: 12, title: The table }\n  - { issue: 7, title: News }\nagenda:\n  \
                    - { issue: 7, notes: Seen. }\n  - { issue: 7 }\n  - { proposal: buoys }\n  - { title: A wish }\n  \
                    - { issue: 20 }\n";
        let views = group().call("2026-02-12", call).views("2026-02-12");
        for (words, expected) in [
            ("7", "agenda 1"),
            ("tides", "agenda 1"),
            ("9", "agenda 2"),
            ("Buoys", "agenda 2"),
            ("a wish", "agenda 3"),
            ("20", "agenda 4"),
            ("12", "topics 0"),
            ("the table", "topics 0"),
            ("news", "topics 1"),
            ("99", ""),
            ("", ""),
        ] {
            let placed = views.lookup.find_item(words, &views.group.meetings[0]);
            let place = placed.map(|placed| format!("{} {}", placed.list.record_key(), placed.at));
            assert_eq!(place.unwrap_or_default(), expected, "{words}");
        }
    }
}
