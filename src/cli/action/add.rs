//! `backlog action add`: record an action point that a call opened.

use super::{describe_due, parse_due, resolve_due_day};
use crate::cli::call::{self, RecordedCall};
use crate::cli::resolved::find_known;
use crate::cli::session::{RecordChange, Session};
use crate::cli::{ExitStatus, ask, line};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::store::edit::{Edit, PathStep};
use crate::view::Views;
use crate::view::actions::owners::{ActionOwners, explain_unknown_owner};
use crate::view::calls::due_date::DueDate;
use crate::view::item_label::item_label;
use crate::view::lookup::resolution::Resolution;
use crate::view::lookup::{PlacedItem, parse_reference};
use chrono::NaiveDate;
use serde::Serialize;

/// Record an action point
#[derive(clap::Args)]
#[command(
    override_usage = "backlog action add [OPTIONS] [ISSUE] TEXT",
    after_help = "Examples:
  backlog action add 63 \"Refine the PR\" --due next
  backlog action add \"Ask the TSC for a date\" --owner Chair"
)]
pub struct Args {
    /// Issue, slug, name or title of the item that it belongs to, if any
    #[arg(allow_hyphen_values = true, value_parser = line::parse_prose)]
    issue: Option<String>,

    /// What to do, as Markdown; - reads standard input
    #[arg(allow_hyphen_values = true, value_parser = line::parse_prose)]
    text: Option<String>,

    /// Assign it to WHO: an organization, a person or a role; repeat it or use commas for several
    /// [default: who owns the item]
    #[arg(long, value_name = "WHO")]
    owner: Vec<String>,

    /// Set the due date: a date, `today`, `tomorrow`, a weekday after the call, or `next` for the next call
    #[arg(long, value_name = "DATE", value_parser = parse_due)]
    due: Option<DueDate>,

    #[command(flatten)]
    call: RecordedCall,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

/// An action point in the file of a call, with its keys in order.
#[derive(Serialize)]
struct ActionEntry<'a> {
    id: &'a str,
    owners: Vec<String>,
    text: &'a str,
    due: Option<NaiveDate>,
}

pub fn run(mut args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    // A number alone is the item, and the text is missing.
    if args.text.is_none() && args.issue.as_deref().is_none_or(|words| parse_reference(words).is_none()) {
        args.text = args.issue.take();
    }
    let (text, issue) = (read_action_text(args.text.take(), session)?, args.issue.take());
    let owners = read_owners(&args, issue.as_deref(), session)?;
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let meeting = args.call.announce_call(&views, session)?;
    let date = meeting.date.value;
    let due = args.due.map(|due| resolve_due_day(due, date, &views)).transpose()?;
    let id = views.actions.next_id(meeting).ok_or_else(|| {
        let message = format!("the call of {date} already has 99 action points, the limit of two-digit ids");
        Error::not_allowed(message, "Combine some of them.")
    })?;
    let placed = issue.as_deref().map(|issue| call::find_item(issue, meeting, &views)).transpose()?;
    let owners = match owners.is_empty() {
        true => item_owners(placed.as_ref(), meeting, &views),
        false => {
            let owners: Vec<String> = owners.iter().flat_map(|names| views.lookup.split_names(names)).collect();
            resolve_owners(&owners, &views)?
        }
    };
    if owners.is_empty() {
        return Err(missing_owner_error());
    }
    let list: Vec<PathStep> = match &placed {
        Some(placed) => vec![placed.list.record_key().into(), placed.at.into(), "actions".into()],
        None => vec!["actions".into()],
    };
    let about = placed.as_ref().map(|placed| format!(" of {}", item_label(placed.item))).unwrap_or_default();
    let said = args.due.zip(due).map(|(due, day)| format!(", {}", describe_due(due, day))).unwrap_or_default();
    let description = format!("action point {id}{about}: {}{said}", owners.join(", "));
    let mut edits = placed.map(|placed| placed.expand_number()).transpose()?.unwrap_or_default();
    edits.push(Edit::append(list, &ActionEntry { id: &id, owners, text: &text, due })?);
    if let Some(placed) = placed.filter(|placed| placed.item.treated == Some(false)) {
        // The call treated it after all.
        edits.push(Edit::remove([placed.list.record_key().into(), placed.at.into(), "treated".into()]));
    }
    let path = repository.group.sources.file(meeting.file).path.clone();
    session.edit_records(&repository, &[RecordChange { path, edits, description }], args.dry_run)?;
    Ok(ExitStatus::Clean)
}

/// The text of the action point: given, read from standard input, or prompted for.
fn read_action_text(given: Option<String>, session: &Session) -> Result<String, Error> {
    let missing = || Error::usage("a text is required", "Add it: `backlog action add [ISSUE] TEXT`.");
    let text = ask::read_text(ask::ask_text(given, "What to do", session, missing)?)?;
    if text.trim().is_empty() { Err(missing()) } else { Ok(text.trim_end().to_owned()) }
}

/// The given owners; none where the item has an owner; prompted for otherwise.
fn read_owners(args: &Args, issue: Option<&str>, session: &mut Session) -> Result<Vec<String>, Error> {
    let given: Vec<String> =
        args.owner.iter().map(|owner| owner.trim().to_owned()).filter(|owner| !owner.is_empty()).collect();
    if !given.is_empty() || !session.out.is_interactive() {
        return Ok(given);
    }
    let repository = session.read_repository()?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let meeting = args.call.find_call(&views)?;
    let placed = issue.map(|issue| call::find_item(issue, meeting, &views)).transpose()?;
    match item_owners(placed.as_ref(), meeting, &views).is_empty() {
        true => {
            let names = ActionOwners::from_views(&views).names.into_iter();
            let known: Vec<_> = names.map(|name| (name.to_owned(), name.to_owned())).collect();
            let question = "Owner (an organization, a person or a role)";
            // While the group lists no organizations, any name is accepted.
            let owner = match workgroup.organizations.is_empty() {
                true => ask::choose_one_or_new(question, &known, session, missing_owner_error)?,
                false => ask::choose_one_of(question, &known, session, missing_owner_error)?,
            };
            Ok(vec![owner])
        }
        false => Ok(Vec::new()),
    }
}

fn missing_owner_error() -> Error {
    Error::usage("an owner is required", "Add --owner WHO.")
}

/// The owners of the item on the day of the call: those of the proposal, or the one in the item's `who`.
fn item_owners<'g>(placed: Option<&PlacedItem<'g>>, meeting: &Meeting, views: &Views<'g>) -> Vec<String> {
    let Some(placed) = placed else { return Vec::new() };
    let proposal = views.index.item_proposal(placed.item);
    let owners = proposal.map(|proposal| views.owners.owners_on(proposal, meeting.date.value)).unwrap_or_default();
    let who = placed.item.who.as_ref().filter(|_| owners.is_empty());
    let who = who.map(|who| views.index.organization_name(who.as_str()));
    owners.into_iter().chain(who).map(str::to_owned).collect()
}

/// The given owners as the records spell people and organizations; the beginning of a name suffices. While the group
/// lists no organizations, any name is accepted.
fn resolve_owners(given: &[String], views: &Views) -> Result<Vec<String>, Error> {
    let known = ActionOwners::from_views(views);
    let resolve = |owner: &String| {
        let organization = || views.lookup.find_organization(owner).map(|one| one.name.as_str());
        if let Some(name) = known.resolve_person(owner).or_else(organization) {
            return Ok(name.to_owned());
        }
        if known.is_role(owner) || views.workgroup.organizations.is_empty() {
            return Ok(owner.clone());
        }
        let attendees = || Resolution::among_names(owner, known.names.iter().copied());
        match find_known(views.lookup.resolve_who(owner).or_else(attendees), owner, "names")? {
            Some(name) => Ok(name.to_owned()),
            None => {
                let (message, help) = explain_unknown_owner(owner, &mut known.suggestions());
                Err(Error::usage(message, help))
            }
        }
    };
    given.iter().map(resolve).collect()
}
