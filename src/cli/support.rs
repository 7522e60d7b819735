//! `backlog support`: add or withdraw supporters of a proposal.

use super::resolved::find_known;
use super::session::{RecordChange, Session};
use super::{ExitStatus, organization, proposal};
use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::model::spelling::{is_same_name, suggest_word};
use crate::model::wording::join_with_and;
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::lookup::resolution::Resolution;

/// Add or withdraw supporters of a proposal
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog support 63 GSMA
  backlog support 63 GSMA --withdraw")]
pub struct Args {
    /// Issue, slug or name of the proposal
    issue: Option<String>,

    /// Names or aliases of the supporters
    #[arg(value_name = "ORG")]
    organizations: Vec<String>,

    /// Withdraw the support
    #[arg(long)]
    withdraw: bool,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    let missing = || Error::usage("a proposal is required", "Add it: `backlog support ISSUE ORG`.");
    let issue = proposal::prompt_for_proposal(args.issue, session, missing)?;
    let missing = || Error::usage("a supporter is required", "Add it: `backlog support ISSUE ORG`.");
    let given = organization::prompt_for_organizations(args.organizations, "Supporter", session, missing)?;
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let proposal = proposal::resolve_proposal(&issue, &views)?;
    // A supporter that the group no longer lists may have a comma in its name.
    let is_listed = |name: &String| views.owners.listed_supporters(proposal).any(|listed| listed == name);
    let split = |name: &String| if is_listed(name) { vec![name.clone()] } else { views.lookup.split_names(name) };
    let given: Vec<String> = given.iter().flat_map(split).collect();
    let (edits, names) = match args.withdraw {
        true => withdraw_edits(&given, proposal, &views)?,
        false => add_edits(&given, proposal, &views)?,
    };
    let verb = match (args.withdraw, names.len()) {
        (false, 1) => "supports it",
        (false, _) => "support it",
        (true, 1) => "no longer supports it",
        (true, _) => "no longer support it",
    };
    let description = format!("{}: {} {verb}", proposal::proposal_label(proposal, &views), join_with_and(&names));
    let path = proposal::record_path(proposal, &repository).to_owned();
    session.edit_records(&repository, &[RecordChange { path, edits, description }], args.dry_run)?;
    Ok(ExitStatus::Clean)
}

fn add_edits<'g>(
    given: &[String],
    proposal: &'g Proposal,
    views: &Views<'g>,
) -> Result<(Vec<Edit>, Vec<String>), Error> {
    let mut names: Vec<String> = Vec::new();
    for words in given {
        let name = organization::resolve_organization(words, views)?;
        if views.owners.listed_supporters(proposal).any(|listed| listed == name) || names.contains(&name) {
            let message = format!("{name} is already a supporter of {}", proposal::proposal_label(proposal, views));
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
            let message = format!("no supporter of {} matches \"{words}\"", proposal::proposal_label(proposal, views));
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
