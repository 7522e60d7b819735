//! An entry of an agenda.

use crate::error::Error;
use crate::model::meeting::Item;
use crate::model::proposal::Proposal;
use crate::model::typed_reference::TypedReference;
use crate::record::matching::{did_you_mean, expect_found};
use crate::record::organization::resolve_organization_or_person;
use crate::source::Spanned;
use crate::view::Views;
use crate::view::lookup::resolution::Resolution;

/// An item as it is carried over: what it is, without what was said about it, and without what is in its proposal's
/// file.
pub(in crate::record) fn carried_entry(item: &Item, views: &Views) -> Item {
    let Item { issue, pr, proposal, closing, .. } = item.clone();
    let has_proposal = views.index.item_proposal(item).is_some();
    let text = |text: &Option<Spanned<String>>| text.clone().filter(|_| !has_proposal);
    let (title, who) = (text(&item.title), text(&item.who));
    Item { issue, pr, proposal, title, who, closing, ..Item::default() }
}

/// The entry, and its label in the line about the change.
pub(super) fn new_entry(item: Option<&str>, draft: &Item, views: &Views) -> Result<(Item, String), Error> {
    let mut entry = draft.clone();
    resolve_presenter(&mut entry, views)?;
    if let Some(pr) = &mut entry.pr {
        pr.value = views.index.normalize_reference(pr);
        let (proposal, label) = (views.index.by_pr(pr), pr.pr_label());
        refuse_derived_facts(&entry, proposal)?;
        let name = proposal.map(|proposal| format!(" {}", proposal.name.value)).unwrap_or_default();
        return Ok((entry, label + &name));
    }
    let Some(words) = item else {
        let name = format!("`{}`", draft.title.as_ref().map_or("", |title| title.as_str()));
        return Ok((entry, name));
    };
    if let Resolution::Found(proposal) = views.lookup.resolve_proposal(words) {
        refuse_derived_facts(&entry, Some(proposal))?;
        let pr = || proposal.template.as_ref().and_then(|template| template.pr.as_ref());
        match (&proposal.issue, pr()) {
            (Some(issue), _) => entry.issue = Some(views.index.normalize_reference(issue).into()),
            (None, Some(pr)) => entry.pr = Some(views.index.normalize_reference(pr).into()),
            (None, None) => entry.proposal = Some(proposal.slug.clone().into()),
        }
        return Ok((entry, views.links.proposal_label(proposal)));
    }
    let Some(TypedReference { reference, is_pr }) = TypedReference::parse(words) else {
        return Err(unknown_item_error(words, None));
    };
    let number = views.index.normalize_reference(&reference);
    let name = if is_pr == Some(true) { views.links.pr_label(&number) } else { number.to_string() };
    match is_pr {
        Some(true) => entry.pr = Some(number.into()),
        _ => entry.issue = Some(number.into()),
    }
    Ok((entry, name))
}

/// Replaces who presents an item, as the user wrote it, by the name in the records.
pub(in crate::record) fn resolve_presenter(item: &mut Item, views: &Views) -> Result<(), Error> {
    if let Some(who) = &mut item.who {
        who.value = resolve_organization_or_person(who, views)?;
    }
    Ok(())
}

/// The slug of the proposal that the user names, otherwise the number or the URL unchanged.
pub(super) fn resolve_item_words(words: &str, views: &Views) -> Result<String, Error> {
    let found = views.lookup.resolve_proposal(words).map(|proposal| proposal.slug.clone());
    let number = || TypedReference::parse(words).map(|_| words.to_owned());
    let found = found.or_else(|| Resolution::from(number()));
    expect_found(found, words, "proposals", |suggestion| unknown_item_error(words, suggestion))
}

/// The error for words that name neither an issue nor a proposal.
fn unknown_item_error(words: &str, suggestion: Option<String>) -> Error {
    let otherwise = "Use the number of an issue; for a topic without one: `backlog topic TITLE`.";
    Error::usage(format!("no issue or proposal matches \"{words}\""), did_you_mean(suggestion, otherwise))
}

/// Refuses to repeat what the proposal's file says.
fn refuse_derived_facts(entry: &Item, proposal: Option<&Proposal>) -> Result<(), Error> {
    let Some(proposal) = proposal else { return Ok(()) };
    let (flag, what) = match (&entry.title, &entry.who) {
        (Some(_), _) => ("--title", "the name"),
        (None, Some(_)) if !proposal.owners.is_empty() => ("--who", "the owner"),
        _ => return Ok(()),
    };
    let message = format!("{what} comes from the proposal, backlog/{}.yaml", proposal.slug);
    Err(Error::usage(message, format!("Remove {flag}.")))
}
