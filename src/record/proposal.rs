//! The proposal that a request is about.

use super::matching::{did_you_mean, expect_found};
use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::view::Views;

/// The proposal that the user names: by its issue or PR, its slug, or the beginning of its name.
pub fn resolve_proposal<'g>(words: &str, views: &Views<'g>) -> Result<&'g Proposal, Error> {
    expect_found(views.lookup.resolve_proposal(words), words, "proposals", |suggestion| {
        let help = did_you_mean(suggestion, "`backlog list` shows all proposals.");
        Error::usage(format!("no proposal matches \"{words}\" (issue, PR, slug or name)"), help)
    })
}
