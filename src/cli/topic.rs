//! `backlog topic`: record another topic of a call, outside the agenda. The closing of the agenda also applies to a
//! topic about a proposal.

use super::call::RecordedCall;
use super::session::{Needs, Session};
use super::{ExitStatus, ask, line};
use crate::error::Error;
use crate::model::meeting::Item;
use crate::model::reference::Reference;
use crate::record::reference::{parse_issue, parse_pr};
use crate::record::topic::{record_topic, remove_topic};
use crate::view::lookup::parse_reference;

/// Record another topic of a call, outside the agenda
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog topic \"Update the table\" --pr 280 --kind review --who Telefónica
  backlog topic \"A warning for archived repositories\" --issue 297 --kind information
  backlog topic \"News of IMEI Fraud\" --issue 63 --exception \"the owner can join this call only\"
  backlog topic \"Update the table\" --remove")]
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

    /// Remove the topic with its text
    #[arg(long, conflicts_with_all = ["issue", "pr", "kind", "who", "exception"])]
    remove: bool,

    #[command(flatten)]
    call: RecordedCall,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let missing = Error::usage("a title is required", "Add it: `backlog topic TITLE`.");
    let title = ask::ask_text(args.title, "Title of the topic", session, missing)?;
    let title = line::parse_line(&title).map_err(|reason| Error::usage(reason, "Write the title in one line."))?;
    if args.remove {
        return args.call.record(session, |meeting, views| remove_topic(&title, meeting, views));
    }
    if parse_reference(&title).is_some() && args.issue.is_none() && args.pr.is_none() {
        return Err(Error::usage(
            format!("expected a title, found \"{title}\""),
            "Add the title: `backlog topic TITLE --issue N`, or --pr N.",
        ));
    }
    let topic = Item {
        kind: args.kind,
        issue: args.issue.map(Into::into),
        pr: args.pr.map(Into::into),
        title: Some(title.into()),
        who: args.who.map(Into::into),
        exception: args.exception,
        ..Item::default()
    };
    session.record(Needs::AllRecords, |views, session| {
        let meeting = args.call.announce_call(views, session)?;
        record_topic(topic, session.clock.record_moment(views.workgroup.timezone), meeting, views)
    })
}
