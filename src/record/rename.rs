//! Another name of a proposal, with the former one kept.

use super::changes::Changes;
use super::proposal::resolve_proposal;
use crate::error::Error;
use crate::model::proposal::FormerName;
use crate::model::spelling::is_same_name;
use crate::rules::duplicate_proposal;
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::owners::name_since;
use chrono::NaiveDate;

/// Renames the proposal that `words` name, from a day on.
///
/// # Errors
/// When no proposal matches the words, or the present name began later.
pub fn rename_proposal(words: &str, name: &str, date: Option<NaiveDate>, views: &Views) -> Result<Changes, Error> {
    let proposal = resolve_proposal(words, views)?;
    let date = date.unwrap_or(views.now.day());
    let former = proposal.name.as_str();
    let last = proposal.former_names.iter().filter_map(|former| former.until).max();
    if let Some(last) = last.filter(|last| date < *last) {
        let message = format!("the present name began on {last}, after {date}");
        return Err(Error::not_allowed(message, "Correct --since, or edit `former-names` in the file."));
    }
    let mut edits = Vec::new();
    let taken_back = proposal.former_names.iter().position(|old| old.until == Some(date) && old.name.as_str() == name);
    // Two changes on one day count as one, and so do the registration and a change on its day: the proposal had no name
    // for zero days.
    if let Some(at) = taken_back {
        edits.push(Edit::remove(["former-names".into(), at.into()]));
    } else if name_since(proposal) != Some(date) && former != name {
        edits.push(Edit::append(
            ["former-names".into()],
            &FormerName { name: former.to_owned().into(), until: Some(date), issue: None },
        )?);
    }
    edits.push(Edit::set(["name".into()], &name)?);
    let description = format!("{}: {name} since {date}", views.links.proposal_label(proposal));
    let mut changes = Changes::edit(proposal.file, edits, description, views);
    if former != name {
        let slug = &proposal.slug;
        changes.next_steps.push(format!("the file keeps its name, since other records may refer to it: {slug}"));
    }
    let mut others = views.group.proposals.iter().filter(|other| other.slug != proposal.slug);
    Ok(match others.find(|other| is_same_name(&other.name, name)) {
        Some(other) => changes.with_error(
            duplicate_proposal::NAME,
            Error::not_allowed(
                format!("\"{name}\" is already the name of another proposal: {}, {}", other.slug, *other.name),
                "Choose a name that differs in more than case, spaces, hyphens and accents.",
            ),
        ),
        None => changes,
    })
}
