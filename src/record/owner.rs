//! Who owns a proposal, with former owners kept.

use super::changes::Changes;
use super::organization::resolve_organization;
use super::proposal::resolve_proposal;
use crate::error::Error;
use crate::model::proposal::{FormerOwner, Proposal};
use crate::model::wording::join_with_and;
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::owners::owners_since;
use chrono::NaiveDate;

/// Records who owns the proposal that `words` name from a day on, by default today: these organizations, of which
/// several may be in one text, with commas, or these in addition to the present owners (`add`).
///
/// # Errors
/// When the proposal or an organization is not known, or the present owners began later.
pub fn change_owners(
    words: &str,
    names: &[String],
    add: bool,
    date: Option<NaiveDate>,
    views: &Views,
) -> Result<Changes, Error> {
    let proposal = resolve_proposal(words, views)?;
    let date = date.unwrap_or(views.now.day());
    let before = views.owners.current_owners(proposal);
    let mut owners: Vec<String> = before.iter().filter(|_| add).map(|&name| name.to_owned()).collect();
    for words in names.iter().flat_map(|names| views.lookup.split_names(names)) {
        let name = resolve_organization(&words, views)?;
        if !owners.contains(&name) {
            owners.push(name);
        }
    }
    let is_same = owners.iter().eq(before.iter().copied());
    let edits = if is_same { Vec::new() } else { owner_edits(proposal, &owners, before.len(), add, date, views)? };
    let instead = match before.is_empty() || add {
        true => String::new(),
        false => format!(" instead of {}", join_with_and(&before)),
    };
    let (label, owners) = (views.links.proposal_label(proposal), join_with_and(&owners));
    Ok(Changes::edit(proposal.file, edits, format!("{label}: owned by {owners}{instead} since {date}"), views))
}

/// The edits that record who owns the proposal since a day. All owners until then are kept as former owners, even those
/// who continue: the owners of an earlier day are those with the same `until`.
fn owner_edits(
    proposal: &Proposal,
    owners: &[String],
    known: usize,
    add: bool,
    date: NaiveDate,
    views: &Views,
) -> Result<Vec<Edit>, Error> {
    let mut edits = Vec::new();
    let last = proposal.former_owners.iter().filter_map(|former| former.until).max();
    if let Some(last) = last.filter(|last| date < *last) {
        let message = format!("the present owners began on {last}, after {date}");
        return Err(Error::not_allowed(message, "Correct --since, or edit `former-owners` in the file."));
    }
    let until = |former: &FormerOwner| former.until == Some(date);
    let of_that_day: Vec<usize> =
        proposal.former_owners.iter().enumerate().filter(|(_, former)| until(former)).map(|(at, _)| at).collect();
    let names = of_that_day.iter().filter_map(|at| proposal.former_owners.get(*at));
    let names = names.map(|former| views.index.organization_name(&former.name));
    // Two changes on one day count as one, and so do the registration and a change on its day: nobody owned the
    // proposal for zero days.
    if last == Some(date) && names.eq(owners.iter().map(String::as_str)) {
        edits.extend(of_that_day.iter().rev().map(|at| Edit::remove(["former-owners".into(), (*at).into()])));
    } else if owners_since(proposal) != Some(date) {
        for owner in &proposal.owners {
            edits
                .push(Edit::append(["former-owners".into()], &FormerOwner { name: owner.clone(), until: Some(date) })?);
        }
    }
    match add {
        true => {
            for owner in owners.iter().skip(known) {
                edits.push(Edit::append(["owners".into()], owner)?);
            }
        }
        false => edits.push(Edit::set(["owners".into()], &owners)?),
    }
    Ok(edits)
}
