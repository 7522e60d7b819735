//! The items of a call, each once: an agenda and a discussion that name the same issue are one item.

use super::lines::{join_texts, some_text};
use crate::model::meeting::{Item, Meeting};
use crate::model::reference::Reference;
use crate::model::spelling::fold_name;
use crate::source::Spanned;

/// Adds an item to a call, and gives its issue. Where the call already has the item, what is new is added to that.
pub fn add_item(record: &mut Meeting, item: Item, is_topic: bool) -> Option<Spanned<Reference>> {
    let issue = item.issue.clone();
    let mut known = record.topics.iter_mut().chain(&mut record.agenda);
    match known.find(|known| is_same(known, &item)) {
        Some(known) => {
            merge_item(known, item);
            return known.issue.clone();
        }
        None if is_topic => record.topics.push(item),
        None => record.agenda.push(item),
    }
    issue
}

/// Whether two items are about one thing: the same number, or the same title where one of them has no number.
fn is_same(one: &Item, other: &Item) -> bool {
    let is_numbered = |item: &Item| item.issue.is_some() || item.pr.is_some();
    let title = |item: &Item| item.title.as_ref().map(|title| fold_name(title));
    match is_numbered(one) && is_numbered(other) {
        true => one.issue == other.issue && one.pr == other.pr,
        false => title(one).is_some_and(|title_of_one| Some(title_of_one) == title(other)),
    }
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
    let notes = [known.notes.take(), title, who, item.notes];
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
        let mut call = Meeting::default();
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
            add_item(&mut call, planned, is_topic);
        }
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
