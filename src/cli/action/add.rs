//! `backlog action add`: record an action point that a call opened.

use super::parse_due;
use crate::cli::ask::TextFile;
use crate::cli::call::RecordedCall;
use crate::cli::session::{Needs, Session};
use crate::cli::{ExitStatus, ask, line};
use crate::error::Error;
use crate::model::action::Action;
use crate::record::action::open::{item_owners, missing_owner_error, open_action};
use crate::record::item::find_item;
use crate::view::actions::owners::ActionOwners;
use crate::view::calls::due_date::DueDate;
use crate::view::lookup::parse_reference;

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
    #[arg(conflicts_with = "file", allow_hyphen_values = true, value_parser = line::parse_prose)]
    text: Option<String>,

    /// Assign it to WHO: an organization, a person or a role; repeat it or use commas for several
    /// [default: who owns the item]
    #[arg(long, value_name = "WHO")]
    owner: Vec<String>,

    /// Set the due date: a date, `today`, `tomorrow`, a weekday after the call, or `next` for the next call
    #[arg(long, value_name = "DATE", value_parser = parse_due)]
    due: Option<DueDate>,

    #[command(flatten)]
    file: TextFile,

    #[command(flatten)]
    call: RecordedCall,
}

pub fn run(mut args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    // A number alone is the item, and the text is missing.
    if args.text.is_none()
        && !args.file.is_given()
        && args.issue.as_deref().is_none_or(|words| parse_reference(words).is_none())
    {
        args.text = args.issue.take();
    }
    let missing = Error::usage("a text is required", "Add it: `backlog action add [ISSUE] TEXT`.");
    let text = ask::ask_required_text(args.text.take(), &args.file, "What to do", session, missing)?;
    let issue = args.issue.take();
    let owners = read_owners(&args, issue.as_deref(), session)?;
    let owners = owners.into_iter().map(Into::into).collect();
    let action = Action { owners, text: text.trim_end().to_owned().into(), ..Action::default() };
    let due = args.due;
    let items: Vec<&String> = issue.iter().collect();
    args.call.record_about(&items, session, |meeting, views| {
        open_action(issue.as_deref(), action.clone(), due, meeting, views)
    })
}

/// The given owners; none where the item has an owner; prompted for otherwise.
fn read_owners(args: &Args, issue: Option<&str>, session: &mut Session) -> Result<Vec<String>, Error> {
    let given: Vec<String> =
        args.owner.iter().map(|owner| owner.trim().to_owned()).filter(|owner| !owner.is_empty()).collect();
    if !given.is_empty() || !session.out.is_interactive() {
        return Ok(given);
    }
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllRecords)?;
    let meeting = args.call.find_call(&views)?;
    let placed = issue.map(|issue| find_item(issue, meeting, &views)).transpose()?;
    if !item_owners(placed.as_ref(), meeting, &views).is_empty() {
        return Ok(Vec::new());
    }
    let names = ActionOwners::from_views(&views).names.into_iter();
    let known: Vec<_> = names.map(|name| (name.to_owned(), name.to_owned())).collect();
    let question = "Owner (an organization, a person or a role)";
    // While the group lists no organizations, any name is accepted.
    let owner = match views.workgroup.organizations.is_empty() {
        true => ask::choose_one_or_new(question, &known, session, missing_owner_error())?,
        false => ask::choose_one_of(question, &known, session, missing_owner_error())?,
    };
    Ok(vec![owner])
}
