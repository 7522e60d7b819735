//! The organization that a command is about.

use super::ask;
use super::resolved::{did_you_mean, expect_found, find_known};
use super::session::Session;
use crate::error::Error;
use crate::model::wording::quote_shell_word;
use crate::model::workgroup::Workgroup;
use crate::view::Views;

/// The organization that the user names, by its own name; the beginning of a name suffices. While the group lists no
/// organizations, any name is accepted.
pub fn resolve_organization(words: &str, views: &Views) -> Result<String, Error> {
    let (words, organizations) = (words.trim(), &views.workgroup.organizations);
    if organizations.is_empty() && !words.is_empty() {
        return Ok(words.to_owned());
    }
    let found = views.lookup.resolve_organization(words).map(|one| one.name.value.clone());
    expect_found(found, words, "organizations", |suggestion| {
        let word = quote_shell_word(words);
        let otherwise = match suggestion {
            Some(_) => format!(" If not, add it: `backlog add-organization {word}`."),
            None => format!(
                "Add it: `backlog add-organization {word}`. If it is another spelling of a known organization: `backlog \
                 add-organization KNOWN --alias {word}`."
            ),
        };
        let help = did_you_mean(suggestion, "") + &otherwise;
        Error::usage(format!("no organization matches \"{words}\""), help)
    })
}

/// An organization or a person as the records spell it, by the beginning of a name; otherwise the name as the user
/// wrote it.
pub fn resolve_organization_or_person(words: &str, views: &Views) -> Result<String, Error> {
    let known = find_known(views.lookup.resolve_who(words), words, "names")?;
    Ok(known.unwrap_or(words.trim()).to_owned())
}

/// The organizations: given, or chosen on a terminal among those of the group; without a terminal, the error that says
/// how to give one.
pub fn prompt_for_organizations(
    given: Vec<String>,
    question: &str,
    session: &mut Session,
    missing: impl FnOnce() -> Error,
) -> Result<Vec<String>, Error> {
    if !given.is_empty() {
        return Ok(given);
    }
    if !session.out.is_interactive() {
        return Err(missing());
    }
    let repository = session.read_repository()?;
    let known = list_organizations(session.require_readable_records(&repository)?);
    ask::choose_several_of(question, &known, session, missing)
}

/// The names of the group's organizations.
pub fn organization_names(workgroup: &Workgroup) -> Vec<String> {
    workgroup.organizations.iter().map(|one| one.name.value.clone()).collect()
}

/// The group's organizations to choose from, each with the line to show for it.
pub fn list_organizations(workgroup: &Workgroup) -> Vec<(String, String)> {
    workgroup.organizations.iter().map(|one| (one.name.value.clone(), one.name.value.clone())).collect()
}
