//! The organization that a command is about.

use super::ask;
use super::session::Session;
use crate::error::Error;
use crate::view::Views;

/// The organizations: given, or chosen on a terminal among those of the group; without a terminal, the error that says
/// how to give one.
pub fn prompt_for_organizations(
    given: Vec<String>,
    question: &str,
    session: &mut Session,
    missing: Error,
) -> Result<Vec<String>, Error> {
    match given.is_empty() {
        true => ask::choose_several_known(question, session, missing, |views| Ok(list_organizations(views))),
        false => Ok(given),
    }
}

/// The names of the group's organizations.
pub fn organization_names(views: &Views) -> Vec<String> {
    views.workgroup.organizations.iter().map(|one| one.name.value.clone()).collect()
}

/// The group's organizations to choose from, each with the line to show for it.
pub fn list_organizations(views: &Views) -> Vec<(String, String)> {
    organization_names(views).into_iter().map(|name| (name.clone(), name)).collect()
}
