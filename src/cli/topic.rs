//! `backlog topic`: record another topic of a call, outside the agenda. The closing of the agenda also applies to a
//! topic about a proposal.

use super::agenda::add;
use super::call::{self, RecordedCall};
use super::reference::{parse_issue, parse_pr};
use super::session::{RecordChange, Session};
use super::{ExitStatus, ask, line, organization, proposal};
use crate::error::Error;
use crate::model::reference::Reference;
use crate::model::when::When;
use crate::model::wording::quote_shell_word;
use crate::store::edit::Edit;
use crate::view::lookup::parse_reference;
use serde::Serialize;

/// Record another topic of a call, outside the agenda
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog topic \"Update the table\" --pr 280 --kind review --who Telefónica
  backlog topic \"A warning for archived repositories\" --issue 297 --kind information
  backlog topic \"News of IMEI Fraud\" --issue 63 --exception \"the owner can join this call only\"")]
pub struct Args {
    /// Title, as in the minutes
    #[arg(value_parser = line::parse_line)]
    title: Option<String>,

    /// Link an issue: 297, owner/repo#297 or its URL
    #[arg(long, value_name = "N", value_parser = parse_issue, conflicts_with = "pr")]
    issue: Option<Reference>,

    /// Link a pull request: 280, owner/repo#280 or its URL
    #[arg(long, value_name = "N", value_parser = parse_pr)]
    pr: Option<Reference>,

    /// Set the kind, such as information or review
    #[arg(long, value_name = "KIND", value_parser = line::parse_line)]
    kind: Option<String>,

    /// Set who presents it, an organization or a person
    #[arg(long, value_name = "WHO", value_parser = line::parse_line)]
    who: Option<String>,

    /// Say why it is treated although it is late, for the issue or the PR of a proposal
    #[arg(long, value_name = "WHY", value_parser = line::parse_line)]
    exception: Option<String>,

    #[command(flatten)]
    call: RecordedCall,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

/// An entry of `topics`, with its keys in order.
#[derive(Serialize)]
struct TopicEntry {
    kind: Option<String>,
    issue: Option<Reference>,
    pr: Option<Reference>,
    title: String,
    who: Option<String>,
    added: Option<When>,
    exception: Option<String>,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    let missing = || Error::usage("a title is required", "Add it: `backlog topic TITLE`.");
    let title = ask::ask_text(args.title, "Title of the topic", session, missing)?;
    let title = line::parse_line(&title).map_err(|reason| Error::usage(reason, "Write the title in one line."))?;
    if parse_reference(&title).is_some() && args.issue.is_none() && args.pr.is_none() {
        return Err(Error::usage(
            format!("expected a title, found \"{title}\""),
            "Add the title: `backlog topic TITLE --issue N`, or --pr N.",
        ));
    }
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let meeting = args.call.announce_call(&views, session)?;
    let own = |number: Option<Reference>| number.map(|number| views.index.normalize_reference(&number));
    let (issue, pr) = (own(args.issue), own(args.pr));
    let command = format_command(&title, &args.kind, &args.who, issue.as_ref(), pr.as_ref());
    let named = issue.as_ref().or(pr.as_ref()).map(|number| number.to_string()).unwrap_or_default();
    let by_issue = issue.as_ref().and_then(|issue| views.index.by_issue(issue));
    let by_pr = || pr.as_ref().and_then(|pr| views.index.by_pr(pr));
    let (mut added, mut exception, mut timing) = (None, None, String::new());
    match by_issue.or_else(by_pr) {
        Some(proposal) => {
            let exception_given = add::check_exception(args.exception, meeting, session, &views);
            let now = session.record_moment(workgroup.timezone);
            let subject = views.index.subject_from_keys(issue.as_ref(), pr.as_ref(), None, &title);
            let carried = views.carry_over.subjects(meeting.date.value);
            let arrival = add::describe_arrival(&subject, &carried, exception_given, now);
            (added, exception) = (arrival.added, arrival.exception);
            timing = format!(" about {}, {}", proposal::proposal_label(proposal, &views), arrival.timing);
        }
        None => {
            if let Some(why) = args.exception {
                session
                    .out
                    .print_message(&format!("no exception needed, because the topic is not about a proposal: {why}"));
            }
        }
    }
    let who = args.who.map(|who| organization::resolve_organization_or_person(&who, &views)).transpose()?;
    let of = who.as_ref().map(|who| format!(" of {who}")).unwrap_or_default();
    let description = format!("the topic `{title}`{of}{timing}");
    let topic = TopicEntry { kind: args.kind, issue, pr, title, who, added, exception };
    let edits = vec![Edit::append(["topics".into()], &topic)?];
    let path = repository.group.sources.file(meeting.file).path.clone();
    let result = session.edit_records(&repository, &[RecordChange { path, edits, description }], args.dry_run);
    result.map_err(|error| {
        let there = views.lookup.find_item(if named.is_empty() { &topic.title } else { &named }, meeting);
        if let Some(placed) = there.filter(|_| error.is_refused_by("duplicate-agenda-item")) {
            let help = "Record what is said about it with `backlog note` and `backlog decide`.";
            return Error::not_allowed(call::describe_place(&placed, meeting, &views), help);
        }
        let now = session.record_moment(workgroup.timezone);
        add::explain_refusal(error, &[named], &command, now, meeting, &views)
    })?;
    Ok(ExitStatus::Clean)
}

/// The command without its call, as typed into a shell.
fn format_command(
    title: &str,
    kind: &Option<String>,
    who: &Option<String>,
    issue: Option<&Reference>,
    pr: Option<&Reference>,
) -> String {
    let number = |number: &Reference| number.to_string().trim_start_matches('#').to_owned();
    let words = [
        issue.map(|issue| format!("--issue {}", number(issue))),
        pr.map(|pr| format!("--pr {}", number(pr))),
        add::format_option("--kind", kind.as_deref()),
        add::format_option("--who", who.as_deref()),
    ];
    let command = format!("backlog topic {}", quote_shell_word(title));
    words.into_iter().flatten().fold(command, |command, word| format!("{command} {word}"))
}
