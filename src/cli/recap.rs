//! `backlog recap`: record news from elsewhere that a call heard.

use super::ask::TextFile;
use super::call::RecordedCall;
use super::session::Session;
use super::{ExitStatus, ask, line};
use crate::error::Error;
use crate::model::meeting::Recap;
use crate::record::recap::{record_news, remove_news};

/// Record news from elsewhere, such as the reviewer's decisions
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog recap \"TSC 2026-02-05\" \"Two releases were approved.\" --link https://example.org/minutes
  backlog recap \"TSC 2026-02-05\" --file news.md
  backlog recap \"TSC 2026-02-05\" --remove")]
pub struct Args {
    /// Heading, which says where the news is from
    #[arg(value_parser = line::parse_line)]
    heading: Option<String>,

    /// The news, as Markdown; - reads standard input. Optional
    #[arg(conflicts_with = "file", allow_hyphen_values = true, value_parser = line::parse_prose)]
    text: Option<String>,

    /// Link the heading to URL
    #[arg(long, value_name = "URL", value_parser = line::parse_line)]
    link: Option<String>,

    /// Remove the news of this heading
    #[arg(long, conflicts_with_all = ["text", "link", "file"])]
    remove: bool,

    #[command(flatten)]
    file: TextFile,

    #[command(flatten)]
    call: RecordedCall,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let missing = Error::usage("a heading is required", "Add it: `backlog recap HEADING TEXT`.");
    let heading = ask::ask_text(args.heading, "Heading of the news", session, missing)?;
    let heading =
        line::parse_line(&heading).map_err(|reason| Error::usage(reason, "Write the heading in one line."))?;
    if args.remove {
        return args.call.record(session, |meeting, views| remove_news(&heading, meeting, views));
    }
    let body = args.file.read(args.text)?;
    let body = body.map(|body| body.trim_end().to_owned()).filter(|body| !body.trim().is_empty());
    let news = Recap { heading: heading.into(), link: args.link.map(Into::into), text: body.map(Into::into) };
    args.call.record(session, |meeting, views| record_news(&news, meeting, views))
}
