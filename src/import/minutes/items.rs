//! The items of a call, each once: an agenda and a discussion that name the same issue are one item.

use super::lines::{join_texts, some_text};
use crate::model::meeting::{Item, Meeting};
use crate::model::reference::Reference;
use crate::model::spelling::fold_name;
use crate::source::Spanned;
use std::collections::HashMap;

/// The issue or the pull request of an item.
type ItemNumber = (Option<Reference>, Option<Reference>);

/// The items of a call while they are read.
#[derive(Debug, Default)]
pub struct CallItems {
    /// In order, each with whether it is a topic.
    items: Vec<(Item, bool)>,
    by_number: HashMap<ItemNumber, usize>,
    /// The first item with each folded title.
    by_title: HashMap<String, usize>,
}

impl CallItems {
    /// Adds an item, and gives its issue. Where the call already has the item, what is new is added to that: an item with the
    /// same number, or with the same title where one of them has no number.
    pub fn add(&mut self, item: Item, is_topic: bool) -> Option<Spanned<Reference>> {
        let number = number_of(&item);
        let same_number = number.as_ref().and_then(|number| self.by_number.get(number)).copied();
        let same_title = || {
            let at = *self.by_title.get(&fold_name(item.title.as_ref()?))?;
            (number.is_none() || number_of(&self.items[at].0).is_none()).then_some(at)
        };
        let at = match same_number.or_else(same_title) {
            Some(at) => {
                merge_item(&mut self.items[at].0, item);
                at
            }
            None => {
                self.items.push((item, is_topic));
                self.items.len() - 1
            }
        };
        let (item, _) = &self.items[at];
        if let Some(number) = number_of(item) {
            self.by_number.entry(number).or_insert(at);
        }
        if let Some(title) = &item.title {
            self.by_title.entry(fold_name(title)).or_insert(at);
        }
        item.issue.clone()
    }

    /// Whether any item has a kind.
    pub fn has_kind(&self, kind: &str) -> bool {
        self.items.iter().any(|(item, _)| item.kind.as_deref().is_some_and(|own| own == kind))
    }

    /// Moves the items to the record of their call.
    pub fn move_to(self, record: &mut Meeting) {
        for (item, is_topic) in self.items {
            if is_topic { record.topics.push(item) } else { record.agenda.push(item) }
        }
    }
}

/// The number of an item, if it has one.
fn number_of(item: &Item) -> Option<ItemNumber> {
    let number = |number: &Option<Spanned<Reference>>| number.as_ref().map(|number| number.value.clone());
    (item.issue.is_some() || item.pr.is_some()).then(|| (number(&item.issue), number(&item.pr)))
}

/// The longest text that is a title.
const LONGEST_TITLE: usize = 120;

/// Adds what a later mention of an item says. The text of the first one is its title if it has none.
fn merge_item(known: &mut Item, item: Item) {
    let is_title = |notes: &Spanned<String>| {
        notes.len() <= LONGEST_TITLE && !notes.contains('\n') && !notes.ends_with('.') && !notes.starts_with("- ")
    };
    if known.title.is_none() && item.notes.is_some() {
        known.title = known.notes.take_if(|notes| is_title(notes));
    }
    let is_new =
        |new: &Spanned<String>, old: Option<&Spanned<String>>| old.is_some_and(|old| fold_name(old) != fold_name(new));
    let title = item.title.clone().filter(|title| is_new(title, known.title.as_ref()));
    let who = item.who.clone().filter(|who| is_new(who, known.who.as_ref()));
    // The words of a heading; these two are our own.
    let kind = item.kind.as_ref().filter(|kind| !matches!(kind.as_str(), "new" | "out-of-agenda"));
    let is_other = |kind: &&String| known.kind.as_ref().is_some_and(|own| own != *kind);
    let kind = kind.filter(is_other).map(|kind| kind.replace('-', " ").into());
    let notes = [known.notes.take(), kind, title, who, item.notes];
    known.notes = some_text(join_texts(notes.into_iter().flatten().map(|text| text.value)));
    known.title = known.title.take().or(item.title);
    known.who = known.who.take().or(item.who);
    known.kind = known.kind.take().or(item.kind);
    if known.pr.is_none() {
        known.issue = known.issue.take().or(item.issue);
    }
    if known.issue.is_none() {
        known.pr = known.pr.take().or(item.pr);
    }
    known.treated = item.treated.or(known.treated);
    known.closing |= item.closing;
    known.decisions.extend(item.decisions);
    known.actions.extend(item.actions);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(issue: u32, title: &str, who: &str, notes: &str) -> Item {
        let issue = (issue > 0).then(|| Reference::from_number(issue).into());
        Item { issue, title: some_text(title), who: some_text(who), notes: some_text(notes), ..Item::default() }
    }

    #[test]
    fn a_plan_and_a_result_are_one_item() {
        let (mut call, mut items) = (Meeting::default(), CallItems::default());
        for (planned, is_topic) in [
            (item(12, "", "Orange", "Names of the errors"), false),
            (item(13, "A name", "DT", "First."), false),
            (item(0, "Any news", "", "One."), true),
            (item(12, "", "", "Short ones."), false),
            (item(13, "Another name", "DT", "Second."), false),
            (item(0, "any news", "", "Two."), false),
            (item(0, "News", "", "Three."), false),
            (item(14, "NEWS", "", "Four."), false),
        ] {
            items.add(planned, is_topic);
        }
        items.move_to(&mut call);
        let text = |text: &Option<Spanned<String>>| text.as_ref().map_or("", |text| text.as_str()).replace("\n\n", "~");
        let describe = |item: &Item| [&item.title, &item.who, &item.notes].map(text).join(" / ");
        assert_eq!(
            call.items().map(describe).collect::<Vec<_>>(),
            [
                "Any news /  / One.~Two.",
                "Names of the errors / Orange / Short ones.",
                "A name / DT / First.~Another name~Second.",
                "News /  / Three.~Four."
            ]
        );
    }
}
