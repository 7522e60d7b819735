//! `backlog support`: who supports a proposal.

use super::resolved::find_known;
use super::session::{Change, Session};
use super::{Status, organization, proposal};
use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::model::spelling::{is_same_name, nearest};
use crate::model::wording::enumerated;
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::resolution::Resolution;

/// Record that an organisation supports a proposal, or does so no more
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog support 63 GSMA
  backlog support 63 GSMA --withdraw")]
pub struct Args {
    /// The proposal: its issue, its slug or its name
    issue: Option<String>,

    /// Who supports it, by name or alias
    #[arg(value_name = "ORG")]
    organizations: Vec<String>,

    /// It supports the proposal no more
    #[arg(long)]
    withdraw: bool,

    /// Show the lines that would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub fn run(args: Args, session: &mut Session) -> Result<Status, Error> {
    session.find_root()?;
    let missing = || Error::usage("no proposal is named", "Name it first: `backlog support ISSUE ORG`.");
    let issue = proposal::asked(args.issue, session, missing)?;
    let missing = || Error::usage("no supporter is named", "Name it: `backlog support ISSUE ORG`.");
    let given = organization::asked(args.organizations, "Supporter", session, missing)?;
    let (repository, _lock) = session.repository_to_write(args.dry_run)?;
    let workgroup = session.readable_despite_unread_files(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let proposal = proposal::named(&issue, &views)?;
    // A supporter that the group lists no more may have a comma in its name.
    let is_listed = |name: &String| views.supporters_listed(proposal).any(|listed| listed == name);
    let split = |name: &String| if is_listed(name) { vec![name.clone()] } else { views.split_names(name) };
    let given: Vec<String> = given.iter().flat_map(split).collect();
    let (edits, names) = match args.withdraw {
        true => withdrawn(&given, proposal, &views)?,
        false => added(&given, proposal, &views)?,
    };
    let verb = match (args.withdraw, names.len()) {
        (false, 1) => "supports it",
        (false, _) => "support it",
        (true, 1) => "supports it no more",
        (true, _) => "support it no more",
    };
    let told = format!("{}: {} {verb}", proposal::label(proposal, &views), enumerated(&names));
    let path = proposal::path(proposal, &repository).to_owned();
    session.edit_records(&repository, &[Change { path, edits, told }], args.dry_run)?;
    Ok(Status::Clean)
}

fn added<'g>(given: &[String], proposal: &'g Proposal, views: &Views<'g>) -> Result<(Vec<Edit>, Vec<String>), Error> {
    let mut names: Vec<String> = Vec::new();
    for words in given {
        let name = organization::named(words, views)?;
        if views.supporters_listed(proposal).any(|listed| listed == name) || names.contains(&name) {
            let message = format!("{name} is a supporter of {} already", proposal::label(proposal, views));
            return Err(Error::denied(message, "Leave it out; --withdraw takes a supporter out of the list."));
        }
        names.push(name);
    }
    let edits = names.iter().map(|name| Edit::append(["supporters".into()], name)).collect::<Result<_, _>>()?;
    Ok((edits, names))
}

/// Every entry that means the organisation goes, under whichever of its names.
fn withdrawn<'g>(
    given: &[String],
    proposal: &'g Proposal,
    views: &Views<'g>,
) -> Result<(Vec<Edit>, Vec<String>), Error> {
    let listed: Vec<&str> = views.supporters_listed(proposal).collect();
    let mut gone: Vec<usize> = Vec::new();
    let mut names = Vec::new();
    for words in given {
        // What a group lists may have changed since: what stands in the file can always be taken out.
        let exact = views.organization_named(words).map_or(words.as_str(), |one| one.name.as_str());
        let found = Resolution::among_names(exact, listed.iter().copied());
        let name = find_known(found, words, "supporters")?.unwrap_or(exact);
        let is_meant = |listed: &str| is_same_name(listed, name);
        let places: Vec<usize> = (0..listed.len()).filter(|at| is_meant(listed[*at])).collect();
        let Some(first) = places.first() else {
            let help = match nearest(words, listed.iter().copied()) {
                Some(near) => format!("Did you mean `{near}`?"),
                None if listed.is_empty() => "It has no supporter.".to_owned(),
                None => format!("Its supporters are {}.", enumerated(&listed)),
            };
            let message = format!("`{words}` is no supporter of {}", proposal::label(proposal, views));
            return Err(Error::denied(message, help));
        };
        names.push(listed[*first].to_owned());
        gone.extend(places);
    }
    gone.sort_unstable();
    gone.dedup();
    names.dedup();
    Ok((gone.into_iter().rev().map(|at| Edit::remove(["supporters".into(), at.into()])).collect(), names))
}
