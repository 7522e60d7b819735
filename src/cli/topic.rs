//! `backlog topic`: another topic of a call, beside its agenda.

use super::call::Recorded;
use super::reference::{parse_issue, parse_pr};
use super::session::{Change, Session};
use super::{Status, ask, line, organization};
use crate::error::Error;
use crate::model::reference::Reference;
use crate::store::edit::Edit;
use crate::view::named::reference_in;
use serde::Serialize;

/// Record another topic of a call, beside its agenda
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog topic \"Update the table\" --pr 280 --kind review --who Telefónica
  backlog topic \"A warning for archived repositories\" --issue 297 --kind information")]
pub struct Args {
    /// What the minutes call it
    #[arg(value_parser = line::parse)]
    title: Option<String>,

    /// Its issue: 297, owner/repo#297 or its URL
    #[arg(long, value_name = "N", value_parser = parse_issue, conflicts_with = "pr")]
    issue: Option<Reference>,

    /// Its pull request: 280, owner/repo#280 or its URL
    #[arg(long, value_name = "N", value_parser = parse_pr)]
    pr: Option<Reference>,

    /// What it is, such as information or review
    #[arg(long, value_name = "KIND", value_parser = line::parse)]
    kind: Option<String>,

    /// Who brings it: an organisation or a person
    #[arg(long, value_name = "WHO", value_parser = line::parse)]
    who: Option<String>,

    #[command(flatten)]
    call: Recorded,

    /// Show the lines that would change, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// An entry of `topics`, in the order of its keys.
#[derive(Serialize)]
struct Topic {
    kind: Option<String>,
    issue: Option<Reference>,
    pr: Option<Reference>,
    title: String,
    who: Option<String>,
}

pub fn run(args: Args, session: &mut Session) -> Result<Status, Error> {
    session.find_root()?;
    let missing = || Error::usage("the topic has no title", "Give it first: `backlog topic TITLE`.");
    let title = ask::text(args.title, "Title of the topic", session, missing)?;
    let title = line::parse(&title).map_err(|reason| Error::usage(reason, "Give the title in one line."))?;
    if reference_in(&title).is_some() && args.issue.is_none() && args.pr.is_none() {
        return Err(Error::usage(
            format!("`{title}` is a number, and the topic wants a title"),
            "Give both: `backlog topic TITLE --issue N`, or --pr N.",
        ));
    }
    let (repository, _lock) = session.repository_to_write(args.dry_run)?;
    let workgroup = session.readable(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let meeting = args.call.choose(&views, session)?;
    let own = |number: Option<Reference>| number.map(|number| views.index.own(&number));
    let who = args.who.map(|who| organization::or_person(&who, &views)).transpose()?;
    let of = who.as_ref().map(|who| format!(" of {who}")).unwrap_or_default();
    let told = format!("the topic `{title}`{of}");
    let topic = Topic { kind: args.kind, issue: own(args.issue), pr: own(args.pr), title, who };
    let edits = vec![Edit::append(["topics".into()], &topic)?];
    let path = repository.group.sources.file(meeting.file).path.clone();
    let result = session.edit_records(&repository, &[Change { path, edits, told }], args.dry_run);
    let is_there = || "It is there: `backlog note` and `backlog decide` record what is said of it.".to_owned();
    result.map_err(|error| error.helped(|rule| (rule == "duplicate-agenda-item").then(is_there)))?;
    Ok(Status::Clean)
}
