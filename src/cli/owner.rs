//! `backlog owner`: another owner of a proposal, and the former one kept.

use super::session::{RecordChange, Session};
use super::{ExitStatus, organization, parse_day, proposal};
use crate::error::Error;
use crate::model::proposal::{FormerOwner, Proposal};
use crate::model::wording::join_with_and;
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::names_and_owners::owners_since;
use chrono::NaiveDate;

/// Give a proposal to another owner; minutes of earlier calls keep the former one
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog owner 63 MTN
  backlog owner 63 MTN Orange --date 2026-02-12
  backlog owner 63 Orange --add")]
pub struct Args {
    /// The proposal: its issue, its slug or its name
    issue: Option<String>,

    /// Who owns it from now on, by name or alias
    #[arg(value_name = "ORG")]
    organizations: Vec<String>,

    /// Beside the present owners
    #[arg(long)]
    add: bool,

    /// The first day of the new owner; without it today
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    date: Option<NaiveDate>,

    /// Show the lines that would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    let missing = || Error::usage("no proposal is named", "Name it first: `backlog owner ISSUE ORG`.");
    let issue = proposal::prompt_for_proposal(args.issue.clone(), session, missing)?;
    let missing = || Error::usage("no owner is named", "Name who owns it from now on: `backlog owner ISSUE ORG`.");
    let given = organization::prompt_for_organizations(args.organizations.clone(), "Owner", session, missing)?;
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let proposal = proposal::resolve_proposal(&issue, &views)?;
    let date = args.date.unwrap_or(views.now.day());
    let before = views.current_owners(proposal);
    let mut owners: Vec<String> =
        if args.add { before.iter().map(|&name| name.to_owned()).collect() } else { Vec::new() };
    for words in given.iter().flat_map(|given| views.split_names(given)) {
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
    let told = format!(
        "{}: owned by {}{instead} since {date}",
        proposal::proposal_label(proposal, &views),
        join_with_and(&owners)
    );
    let path = proposal::record_path(proposal, &repository).to_owned();
    session.edit_records(&repository, &[RecordChange { path, edits, description: told }], args.dry_run)?;
    Ok(ExitStatus::Clean)
}

/// What makes the file say who owns it since a day. Who owned it until then is kept, also who goes on owning it: the
/// owners of earlier days are those with one `until`.
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
        let message = format!("the present owners began on {last}, which is after {date}");
        return Err(Error::not_allowed(message, "Mend --date, or edit `former-owners` in the file."));
    }
    let until = |former: &FormerOwner| former.until == Some(date);
    let of_that_day: Vec<usize> =
        proposal.former_owners.iter().enumerate().filter(|(_, former)| until(former)).map(|(at, _)| at).collect();
    let names = of_that_day.iter().filter_map(|at| proposal.former_owners.get(*at));
    let names = names.map(|former| views.index.organization_name(&former.name));
    // Two changes of one day are one, and so are the registration and a change on its day: nobody was the owner for
    // no day.
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
