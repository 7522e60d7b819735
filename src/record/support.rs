//! Who supports a proposal.

use super::changes::Changes;
use super::matching::find_known;
use super::organization::resolve_organization;
use super::proposal::resolve_proposal;
use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::model::spelling::{is_same_name, suggest_word};
use crate::model::wording::join_with_and;
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::lookup::resolution::Resolution;

/// Adds supporters of the proposal that `words` name, or withdraws their support.
///
/// # Errors
/// When the proposal or an organization is not known, supports it already, or does not support it.
pub fn change_support(words: &str, names: &[String], withdraw: bool, views: &Views) -> Result<Changes, Error> {
    let proposal = resolve_proposal(words, views)?;
    // A supporter that the group no longer lists may have a comma in its name.
    let is_listed = |name: &String| views.owners.listed_supporters(proposal).any(|listed| listed == name);
    let split = |name: &String| if is_listed(name) { vec![name.clone()] } else { views.lookup.split_names(name) };
    let names: Vec<String> = names.iter().flat_map(split).collect();
    let (edits, names) = match withdraw {
        true => withdraw_edits(&names, proposal, views)?,
        false => add_edits(&names, proposal, views)?,
    };
    let verb = match (withdraw, names.len()) {
        (false, 1) => "supports it",
        (false, _) => "support it",
        (true, 1) => "no longer supports it",
        (true, _) => "no longer support it",
    };
    let description = format!("{}: {} {verb}", views.links.proposal_label(proposal), join_with_and(&names));
    Ok(Changes::edit(proposal.file, edits, description, views))
}

fn add_edits<'g>(
    given: &[String],
    proposal: &'g Proposal,
    views: &Views<'g>,
) -> Result<(Vec<Edit>, Vec<String>), Error> {
    let mut names: Vec<String> = Vec::new();
    for words in given {
        let name = resolve_organization(words, views)?;
        if views.owners.listed_supporters(proposal).any(|listed| listed == name) || names.contains(&name) {
            let message = format!("{name} is already a supporter of {}", views.links.proposal_label(proposal));
            return Err(Error::not_allowed(message, "Remove it; to withdraw support, add --withdraw."));
        }
        names.push(name);
    }
    let edits = names.iter().map(|name| Edit::append(["supporters".into()], name)).collect::<Result<_, _>>()?;
    Ok((edits, names))
}

/// The edits that remove every entry of the organizations, under any of their names.
fn withdraw_edits<'g>(
    given: &[String],
    proposal: &'g Proposal,
    views: &Views<'g>,
) -> Result<(Vec<Edit>, Vec<String>), Error> {
    let listed: Vec<&str> = views.owners.listed_supporters(proposal).collect();
    let mut places_to_remove: Vec<usize> = Vec::new();
    let mut names = Vec::new();
    for words in given {
        // The group may no longer list the organization, but an entry of the file can always be removed.
        let exact = views.lookup.find_organization(words).map_or(words.as_str(), |one| one.name.as_str());
        let found = Resolution::among_names(exact, listed.iter().copied());
        let name = find_known(found, words, "supporters")?.unwrap_or(exact);
        let is_meant = |listed: &str| is_same_name(listed, name);
        let places: Vec<usize> = (0..listed.len()).filter(|at| is_meant(listed[*at])).collect();
        let Some(first) = places.first() else {
            let help = match suggest_word(words, listed.iter().copied()) {
                Some(near) => format!("Did you mean `{near}`?"),
                None if listed.is_empty() => "It has no supporters.".to_owned(),
                None => format!("Its supporters are {}.", join_with_and(&listed)),
            };
            let message = format!("no supporter of {} matches \"{words}\"", views.links.proposal_label(proposal));
            return Err(Error::not_allowed(message, help));
        };
        names.push(listed[*first].to_owned());
        places_to_remove.extend(places);
    }
    places_to_remove.sort_unstable();
    places_to_remove.dedup();
    names.dedup();
    Ok((places_to_remove.into_iter().rev().map(|at| Edit::remove(["supporters".into(), at.into()])).collect(), names))
}
