//! What a section is about.

use crate::model::meeting::{Item, Meeting};
use crate::model::spelling::{is_same_name, name_key};
use crate::text::notation::heading::{CallText, Heading, ItemHeading};
use crate::view::Views;
use crate::view::index::Subject;
use crate::view::lookup::{PlacedItem, parse_reference, placed_items};

/// What a section is about: sections with the same key are about the same thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SectionKey {
    /// Earlier minutes.
    Approval,
    /// News, by the key of its heading.
    News(String),
    /// A text of the call.
    Text(CallText),
    /// An item of the call.
    Item {
        /// What it is about.
        subject: Subject,
        /// The words that name it.
        words: String,
    },
    /// A proposal that is not on the agenda, by its slug.
    NewItem(String),
    /// A topic that the call does not have, by the key of its title.
    NewTopic(String),
    /// Why it is none of these: a lower-case phrase.
    Unknown(String),
}

/// What a heading is about in a call.
pub(super) fn section_key<'g>(heading: &Heading, meeting: &'g Meeting, views: &Views<'g>) -> SectionKey {
    match heading {
        Heading::Approval(_) => SectionKey::Approval,
        Heading::Recap { heading, .. } => SectionKey::News(name_key(heading)),
        Heading::Text(which) => SectionKey::Text(*which),
        Heading::Item(heading) => item_key(heading, meeting, views),
    }
}

fn item_key<'g>(heading: &ItemHeading, meeting: &'g Meeting, views: &Views<'g>) -> SectionKey {
    let number = heading.number.as_ref().filter(|_| heading.leads).map(|number| number.reference.to_string());
    let words = number.as_deref().unwrap_or(&heading.title);
    if let Some(placed) = find_placed(words, number.is_some(), meeting, views) {
        let subject = views.index.item_subject(placed.item);
        return SectionKey::Item { subject, words: item_words(placed.item, views) };
    }
    let by_pr = || parse_reference(words).and_then(|number| views.index.by_pr(&number));
    let proposal =
        if number.is_none() && parse_reference(words).is_some() { None } else { views.lookup.find_proposal(words) };
    match (proposal.or_else(by_pr), number) {
        (Some(proposal), _) => SectionKey::NewItem(proposal.slug.clone()),
        (None, Some(number)) => {
            SectionKey::Unknown(format!("{number} is neither in the call of {} nor a proposal", meeting.date.value))
        }
        (None, None) => SectionKey::NewTopic(name_key(&heading.title)),
    }
}

/// The item of a call that a number or a title names.
fn find_placed<'g>(words: &str, is_number: bool, meeting: &'g Meeting, views: &Views<'g>) -> Option<PlacedItem<'g>> {
    let has_title = |placed: &PlacedItem| placed.item.title.as_ref().is_some_and(|title| is_same_name(title, words));
    if !is_number && let Some(placed) = placed_items(meeting).find(has_title) {
        return Some(placed);
    }
    // A title of digits is not a number.
    if !is_number && parse_reference(words).is_some() { None } else { views.lookup.find_item(words, meeting) }
}

/// The words that name an item.
fn item_words(item: &Item, views: &Views) -> String {
    let number = item.issue.as_ref().or(item.pr.as_ref()).map(|number| views.index.normalize_reference(number));
    let text = || item.proposal.as_ref().or(item.title.as_ref()).map(|text| text.value.clone());
    number.map(|number| number.to_string()).or_else(text).unwrap_or_default()
}
