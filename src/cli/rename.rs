//! `backlog rename`: rename a proposal, and keep the former name.

use super::session::{RecordChange, Session};
use super::{ExitStatus, ask, line, parse_day, proposal};
use crate::error::Error;
use crate::model::spelling::is_same_name;
use crate::store::edit::Edit;
use crate::view::owners::name_since;
use chrono::NaiveDate;

/// Rename a proposal; minutes of earlier calls keep the former name
#[derive(clap::Args)]
#[command(after_help = "Example:
  backlog rename 63 \"IMEI Fraud\" --date 2024-03-01")]
pub struct Args {
    /// Issue, slug or name of the proposal
    issue: Option<String>,

    /// New name
    #[arg(value_parser = line::parse_line)]
    name: Option<String>,

    /// Set the first day of the new name [default: today]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    date: Option<NaiveDate>,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    let missing = || Error::usage("a proposal is required", "Add it: `backlog rename ISSUE NAME`.");
    let issue = proposal::prompt_for_proposal(args.issue, session, missing)?;
    let missing = || Error::usage("a new name is required", "Add it: `backlog rename ISSUE NAME`.");
    let name = ask::ask_text(args.name, "New name", session, missing)?.trim().to_owned();
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_all_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let proposal = proposal::resolve_proposal(&issue, &views)?;
    let date = args.date.unwrap_or(views.now.day());
    let former = proposal.name.as_str();
    let last = proposal.former_names.iter().filter_map(|former| former.until).max();
    if let Some(last) = last.filter(|last| date < *last) {
        let message = format!("the present name began on {last}, after {date}");
        return Err(Error::not_allowed(message, "Correct --date, or edit `former-names` in the file."));
    }
    let mut edits = Vec::new();
    let taken_back = proposal.former_names.iter().position(|old| old.until == Some(date) && old.name.as_str() == name);
    // Two changes on one day count as one, and so do the registration and a change on its day: the proposal had no name
    // for zero days.
    if let Some(at) = taken_back {
        edits.push(Edit::remove(["former-names".into(), at.into()]));
    } else if name_since(proposal) != Some(date) && former != name {
        edits.push(Edit::append(["former-names".into()], &proposal::Former { name: former, until: date })?);
    }
    edits.push(Edit::set(["name".into()], &name)?);
    let description = format!("{}: {name} since {date}", proposal::proposal_label(proposal, &views));
    let path = proposal::record_path(proposal, &repository).to_owned();
    let is_same = former == name;
    let result =
        session.edit_records(&repository, &[RecordChange { path: path.clone(), edits, description }], args.dry_run);
    result.map_err(|error| {
        let mut others = views.group.proposals.iter().filter(|other| other.slug != proposal.slug);
        match others.find(|other| error.is_refused_by("duplicate-proposal") && is_same_name(&other.name, &name)) {
            Some(other) => Error::not_allowed(
                format!("\"{name}\" is already the name of another proposal: {}, {}", other.slug, *other.name),
                "Choose a name that differs in more than case, spaces, hyphens and accents.",
            ),
            None => error,
        }
    })?;
    if !is_same && !args.dry_run {
        session
            .out
            .print_message(&format!("the file keeps its name, since other records may refer to it: {}", proposal.slug));
    }
    Ok(ExitStatus::Clean)
}
