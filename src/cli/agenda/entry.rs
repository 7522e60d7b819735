//! An item as it is put on an agenda.

use super::super::add_proposal::parse_reference;
use super::super::{organization, proposal};
use super::add::Args;
use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::model::spelling::nearest;
use crate::model::when::When;
use crate::view::Views;
use serde::Serialize;

/// An entry of `agenda`, in the order of its keys.
#[derive(Serialize)]
pub struct Entry {
    issue: Option<Reference>,
    pr: Option<Reference>,
    proposal: Option<String>,
    title: Option<String>,
    who: Option<String>,
    pub added: Option<When>,
    pub exception: Option<String>,
    closing: bool,
}

/// The entry, and what it is called in the line that tells of it.
pub fn of(args: &Args, added: When, views: &Views) -> Result<(Entry, String), Error> {
    let who = args.who.as_deref().map(|who| organization::or_person(who, views));
    let (title, exception, closing) = (args.title.clone(), args.exception.clone(), args.closing);
    let mut entry = Entry { issue: None, pr: None, proposal: None, title, who, added: Some(added), exception, closing };
    if let Some(pr) = &args.pr {
        let pr = views.index.own(pr);
        entry.pr = Some(pr.clone());
        let proposal = views.index.by_pr(&pr);
        say_once(&entry, proposal)?;
        let name = proposal.map(|proposal| format!(" {}", proposal.name.value)).unwrap_or_default();
        return Ok((entry, format!("PR {pr}{name}")));
    }
    let Some(words) = &args.issue else {
        let name = format!("`{}`", entry.title.as_deref().unwrap_or_default());
        return Ok((entry, name));
    };
    let number = parse_reference(words.trim()).ok().map(|number| views.index.own(&number));
    let by_pr = || number.as_ref().and_then(|number| views.index.by_pr(number));
    if let Some(proposal) = views.proposal_named(words).or_else(by_pr) {
        say_once(&entry, Some(proposal))?;
        let pr = || proposal.template.as_ref().and_then(|template| template.pr.as_ref());
        match (&proposal.issue, pr()) {
            (Some(issue), _) => entry.issue = Some(views.index.own(issue)),
            (None, Some(pr)) => entry.pr = Some(views.index.own(pr)),
            (None, None) => entry.proposal = Some(proposal.slug.clone()),
        }
        return Ok((entry, proposal::label(proposal, views)));
    }
    match number {
        Some(issue) => {
            let name = issue.to_string();
            entry.issue = Some(issue);
            Ok((entry, name))
        }
        None => Err(unknown(words, views)),
    }
}

/// The mistake of naming neither an issue nor a proposal.
fn unknown(words: &str, views: &Views) -> Error {
    let slugs = views.group.proposals.iter().map(|proposal| proposal.slug.as_str());
    let help = match nearest(words, slugs) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "Name its issue; what has none belongs to the other topics: `backlog topic TITLE`.".to_owned(),
    };
    Error::usage(format!("`{words}` is no issue and no proposal"), help)
}

/// What a proposal's file says is not said again.
fn say_once(entry: &Entry, proposal: Option<&Proposal>) -> Result<(), Error> {
    let Some(proposal) = proposal else { return Ok(()) };
    let (flag, what) = match (&entry.title, &entry.who) {
        (Some(_), _) => ("--title", "the name"),
        (None, Some(_)) if !proposal.owners.is_empty() => ("--who", "the owner"),
        _ => return Ok(()),
    };
    let message = format!("{what} comes from the proposal, backlog/{}.yaml", proposal.slug);
    Err(Error::usage(message, format!("Leave {flag} out.")))
}
