//! An entry of an agenda.

use super::add::AgendaRequest;
use crate::error::Error;
use crate::model::meeting::Item;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::model::typed_reference::TypedReference;
use crate::model::when::When;
use crate::record::matching::{did_you_mean, expect_found};
use crate::record::organization::resolve_organization_or_person;
use crate::record::proposal::proposal_label;
use crate::source::Spanned;
use crate::view::Views;
use crate::view::index::Subject;
use crate::view::lookup::resolution::Resolution;
use serde::Serialize;

/// An entry of `agenda`, with its keys in order.
#[derive(Debug, Default, Serialize)]
pub(in crate::record) struct AgendaEntry {
    issue: Option<Reference>,
    pr: Option<Reference>,
    proposal: Option<String>,
    title: Option<String>,
    pub who: Option<String>,
    pub added: Option<When>,
    pub exception: Option<String>,
    closing: bool,
}

impl AgendaEntry {
    /// An item as it is carried over: what it is, without what was said about it, and without what is in its proposal's
    /// file.
    pub fn carried_over(item: &Item, views: &Views) -> Self {
        let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
        let has_proposal = views.index.item_proposal(item).is_some();
        Self {
            issue: item.issue.as_ref().map(|issue| issue.value.clone()),
            pr: item.pr.as_ref().map(|pr| pr.value.clone()),
            proposal: text(&item.proposal),
            title: text(&item.title).filter(|_| !has_proposal),
            who: text(&item.who).filter(|_| !has_proposal),
            closing: item.closing,
            ..Self::default()
        }
    }

    /// What the item is about.
    pub fn find_subject(&self, views: &Views) -> Subject {
        let title = self.title.as_deref().unwrap_or_default();
        views.index.subject_from_keys(self.issue.as_ref(), self.pr.as_ref(), self.proposal.as_deref(), title)
    }
}

/// The entry, and its label in the line about the change.
pub(super) fn new_entry(
    item: Option<&str>,
    request: &AgendaRequest,
    views: &Views,
) -> Result<(AgendaEntry, String), Error> {
    let who = request.who.map(|who| resolve_organization_or_person(who, views)).transpose()?;
    let (title, closing) = (request.title.map(str::to_owned), request.closing);
    let mut entry = AgendaEntry { title, who, closing, ..AgendaEntry::default() };
    if let Some(pr) = request.pr {
        let pr = views.index.normalize_reference(pr);
        entry.pr = Some(pr.clone());
        let proposal = views.index.by_pr(&pr);
        refuse_derived_facts(&entry, proposal)?;
        let name = proposal.map(|proposal| format!(" {}", proposal.name.value)).unwrap_or_default();
        return Ok((entry, format!("PR {pr}{name}")));
    }
    let Some(words) = item else {
        let name = format!("`{}`", entry.title.as_deref().unwrap_or_default());
        return Ok((entry, name));
    };
    if let Resolution::Found(proposal) = views.lookup.resolve_proposal(words) {
        refuse_derived_facts(&entry, Some(proposal))?;
        let pr = || proposal.template.as_ref().and_then(|template| template.pr.as_ref());
        match (&proposal.issue, pr()) {
            (Some(issue), _) => entry.issue = Some(views.index.normalize_reference(issue)),
            (None, Some(pr)) => entry.pr = Some(views.index.normalize_reference(pr)),
            (None, None) => entry.proposal = Some(proposal.slug.clone()),
        }
        return Ok((entry, proposal_label(proposal, views)));
    }
    let Some(TypedReference { reference, is_pr }) = TypedReference::parse(words) else {
        return Err(unknown_item_error(words, None));
    };
    let number = views.index.normalize_reference(&reference);
    let name = if is_pr == Some(true) { views.links.pr_label(&number) } else { number.to_string() };
    match is_pr {
        Some(true) => entry.pr = Some(number),
        _ => entry.issue = Some(number),
    }
    Ok((entry, name))
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
fn refuse_derived_facts(entry: &AgendaEntry, proposal: Option<&Proposal>) -> Result<(), Error> {
    let Some(proposal) = proposal else { return Ok(()) };
    let (flag, what) = match (&entry.title, &entry.who) {
        (Some(_), _) => ("--title", "the name"),
        (None, Some(_)) if !proposal.owners.is_empty() => ("--who", "the owner"),
        _ => return Ok(()),
    };
    let message = format!("{what} comes from the proposal, backlog/{}.yaml", proposal.slug);
    Err(Error::usage(message, format!("Remove {flag}.")))
}
