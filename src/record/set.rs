//! Facts of a proposal, a call or the group that have no command of their own.

mod assignment;
pub mod call;
pub mod group;
pub mod key;

pub use assignment::parse_assignments;

use super::changes::Changes;
use super::proposal::resolve_proposal;
use super::reference::parse_any;
use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::source::Spanned;
use crate::store::edit::{Edit, PathStep};
use crate::store::yaml;
use crate::view::Views;
use assignment::{assign_value, find_value};
use key::SettableKey;

/// A fact of a proposal to set.
#[derive(Debug)]
pub struct Fact {
    /// Its key.
    pub key: &'static SettableKey,
    /// Empty to remove the fact.
    pub text: String,
}

/// Sets facts of the proposal that `words` name.
///
/// # Errors
/// When no proposal matches the words, or a value does not have the form of its key.
pub fn set_proposal_facts(words: &str, facts: &[Fact], views: &Views) -> Result<Changes, Error> {
    let proposal = resolve_proposal(words, views)?;
    let mut record = yaml::to_value(proposal)?;
    let (mut edits, mut parts) = (Vec::new(), Vec::new());
    for fact in facts {
        let (name, had) = (fact.key.name, find_value(&record, fact.key.name).is_some());
        let new = fact.key.parse_value(&fact.text, views)?;
        let Some((edit, change)) = assign_value(&mut record, name, new.as_ref()) else { continue };
        edits.extend(preserve_former_edits(proposal, fact, facts, views)?);
        edits.push(edit);
        parts.push(match new {
            Some(_) if fact.key.is_prose() && had => format!("another {name}"),
            Some(_) if fact.key.is_prose() => name.to_owned(),
            _ => change,
        });
    }
    let description = format!("{}: {}", views.links.proposal_label(proposal), parts.join(", "));
    let mut changes = Changes::edit(proposal.file, edits, description, views);
    let is_set = |name: &str| facts.iter().any(|fact| fact.key.name == name);
    let had_pr = proposal.template.as_ref().is_some_and(|template| template.pr.is_some() && template.merged.is_some());
    let has_day = find_value(&record, "template.merged").is_some();
    if had_pr && has_day && is_set("template.pr") && !is_set("template.merged") {
        let hint = "template.merged is the day of the former pull request: set it, or remove it with template.merged=";
        changes.hints.push(hint.to_owned());
    }
    Ok(changes)
}

/// The edits that keep an issue or a pull request that another one replaces, unless the user sets the list of the
/// former ones as well.
fn preserve_former_edits(proposal: &Proposal, fact: &Fact, facts: &[Fact], views: &Views) -> Result<Vec<Edit>, Error> {
    let template = proposal.template.as_ref();
    let (former, list, name): (_, &[Spanned<Reference>], _) = match fact.key.name {
        "issue" => (proposal.issue.as_ref(), &proposal.former_issues, "former-issues"),
        "template.pr" => (
            template.and_then(|template| template.pr.as_ref()),
            template.map_or(&[], |template| &template.superseded),
            "template.superseded",
        ),
        _ => return Ok(Vec::new()),
    };
    let (Some(former), Ok(new)) = (former, parse_any(&fact.text)) else { return Ok(Vec::new()) };
    if facts.iter().any(|fact| fact.key.name == name) {
        return Ok(Vec::new());
    }
    let path: Vec<PathStep> = name.split('.').map(PathStep::from).collect();
    let mut edits = Vec::new();
    let normalize = |number: &Reference| views.index.normalize_reference(number);
    let find_listed = |number: &Reference| list.iter().position(|one| normalize(one) == normalize(number));
    if find_listed(former).is_none() {
        edits.push(Edit::append(path.clone(), &normalize(former))?);
    }
    // A name that is used again is current, not former.
    if let Some(at) = find_listed(&new) {
        edits.push(Edit::remove(path.into_iter().chain([at.into()])));
    }
    Ok(edits)
}
