//! The organization that a request is about.

use super::matching::{did_you_mean, expect_found, find_known};
use crate::error::Error;
use crate::model::wording::quote_shell_word;
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
