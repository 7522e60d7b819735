//! `backlog recap`: record news from elsewhere that a call heard.

use super::call::RecordedCall;
use super::session::{RecordChange, Session};
use super::{ExitStatus, ask, line};
use crate::error::Error;
use crate::model::spelling::is_same_name;
use crate::store::edit::Edit;
use serde::Serialize;

/// Record news from elsewhere, such as the reviewer's decisions
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog recap \"TSC 2026-02-05\" \"Two releases were approved.\" --link https://example.org/minutes
  backlog recap \"TSC 2026-02-05\" - < news.md")]
pub struct Args {
    /// Heading, which says where the news is from
    #[arg(value_parser = line::parse_line)]
    heading: Option<String>,

    /// The news, as Markdown; - reads standard input. Optional
    #[arg(allow_hyphen_values = true, value_parser = line::parse_prose)]
    text: Option<String>,

    /// Link the heading to URL
    #[arg(long, value_name = "URL", value_parser = line::parse_line)]
    link: Option<String>,

    #[command(flatten)]
    call: RecordedCall,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

/// An entry of `recap`, with its keys in order.
#[derive(Serialize)]
struct RecapEntry {
    heading: String,
    link: Option<String>,
    body: Option<String>,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    let missing = || Error::usage("a heading is required", "Add it: `backlog recap HEADING TEXT`.");
    let heading = ask::ask_text(args.heading, "Heading of the news", session, missing)?;
    let heading =
        line::parse_line(&heading).map_err(|reason| Error::usage(reason, "Write the heading in one line."))?;
    let body = args.text.map(ask::read_text).transpose()?;
    let body = body.map(|body| body.trim_end().to_owned()).filter(|body| !body.trim().is_empty());
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let meeting = args.call.announce_call(&views, session)?;
    let path = repository.group.sources.file(meeting.file).path.clone();
    if meeting.recap.iter().any(|recap| is_same_name(&recap.heading, &heading)) {
        return Err(Error::not_allowed(
            format!("the call of {} already has news from `{heading}`", meeting.date.value),
            format!("Add to it in {}, or use another heading.", session.display_path(&path)),
        ));
    }
    let description = format!("news from `{heading}`");
    let edits = vec![Edit::append(["recap".into()], &RecapEntry { heading, link: args.link, body })?];
    session.edit_records(&repository, &[RecordChange { path, edits, description }], args.dry_run)?;
    Ok(ExitStatus::Clean)
}
