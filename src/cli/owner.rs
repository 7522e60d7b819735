//! `backlog owner`: change who owns a proposal, and keep the former owner.

use super::session::{RecordChange, Session};
use super::{ExitStatus, organization, parse_day, proposal};
use crate::error::Error;
use crate::model::proposal::{FormerOwner, Proposal};
use crate::model::wording::join_with_and;
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::owners::owners_since;
use chrono::NaiveDate;

/// Change who owns a proposal; minutes of earlier calls keep the former owner
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog owner 63 MTN
  backlog owner 63 MTN Orange --date 2026-02-12
  backlog owner 63 Orange --add")]
pub struct Args {
    /// Issue, slug or name of the proposal
    issue: Option<String>,

    /// Names or aliases of the new owners
    #[arg(value_name = "ORG")]
    organizations: Vec<String>,

    /// Add to the present owners instead of replacing them
    #[arg(long)]
    add: bool,

    /// Set the first day of the new owners [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    date: Option<NaiveDate>,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    let missing = || Error::usage("a proposal is required", "Add it: `backlog owner ISSUE ORG`.");
    let issue = proposal::prompt_for_proposal(args.issue.clone(), session, missing)?;
    let missing = || Error::usage("an owner is required", "Add the new owner: `backlog owner ISSUE ORG`.");
    let given = organization::prompt_for_organizations(args.organizations.clone(), "Owner", session, missing)?;
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let proposal = proposal::resolve_proposal(&issue, &views)?;
    let date = args.date.unwrap_or(views.now.day());
    let before = views.owners.current_owners(proposal);
    let mut owners: Vec<String> =
        if args.add { before.iter().map(|&name| name.to_owned()).collect() } else { Vec::new() };
    for words in given.iter().flat_map(|given| views.lookup.split_names(given)) {
        let name = organization::resolve_organization(&words, &views)?;
        if !owners.contains(&name) {
            owners.push(name);
        }
    }
    let is_same = owners.iter().eq(before.iter().copied());
    let edits = if is_same { Vec::new() } else { owner_edits(proposal, &owners, before.len(), &args, date, &views)? };
    let instead = match before.is_empty() || args.add {
        true => String::new(),
        false => format!(" instead of {}", join_with_and(&before)),
    };
    let description = format!(
        "{}: owned by {}{instead} since {date}",
        proposal::proposal_label(proposal, &views),
        join_with_and(&owners)
    );
    let path = proposal::record_path(proposal, &repository).to_owned();
    session.edit_records(&repository, &[RecordChange { path, edits, description }], args.dry_run)?;
    Ok(ExitStatus::Clean)
}

/// The edits that record who owns the proposal since a day. All owners until then are kept as former owners, even those
/// who continue: the owners of an earlier day are those with the same `until`.
fn owner_edits(
    proposal: &Proposal,
    owners: &[String],
    known: usize,
    args: &Args,
    date: NaiveDate,
    views: &Views,
) -> Result<Vec<Edit>, Error> {
    let mut edits = Vec::new();
    let last = proposal.former_owners.iter().filter_map(|former| former.until).max();
    if let Some(last) = last.filter(|last| date < *last) {
        let message = format!("the present owners began on {last}, after {date}");
        return Err(Error::not_allowed(message, "Correct --date, or edit `former-owners` in the file."));
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
                .push(Edit::append(["former-owners".into()], &proposal::Former { name: owner.as_str(), until: date })?);
        }
    }
    match args.add {
        true => {
            for owner in owners.iter().skip(known) {
                edits.push(Edit::append(["owners".into()], owner)?);
            }
        }
        false => edits.push(Edit::set(["owners".into()], &owners)?),
    }
    Ok(edits)
}
