//! `backlog status`: where the group stands today, and what is to be done.

use super::session::Session;
use crate::error::Error;
use crate::finding::Level;
use crate::report::json;
use crate::report::status::Condition;
use crate::report::status::page::format_page;
use crate::rules::{self, Overrides};

/// Show where the group stands today and what is to be done next
///
/// Errors to fix, the next call with its agenda, and every task by the day on which it is due, with what does it: a
/// command, or a key in a file. At a terminal as much as fits on a screen is shown.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog status
  backlog status --today 2026-02-20      as of another day")]
pub struct Args {
    /// Show every task and every item of the agenda
    #[arg(long)]
    all: bool,

    /// Print one JSON object, with every task
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, session: &mut Session) -> Result<super::ExitStatus, Error> {
    let repository = session.read_repository()?;
    let workgroup = session.require_readable_records(&repository)?;
    let mut views = session.new_views(&repository.group, workgroup);
    session.read_generated(&mut views, &repository.files.root);
    let findings = rules::check(&views, &Overrides::default()).findings;
    let errors = findings.iter().filter(|finding| finding.level == Level::Error).count();
    let stale = findings.iter().filter(|finding| rules::is_regenerated(finding)).count();
    let condition = Condition { errors, stale };
    let found = views.group_status();
    let text = if args.json {
        json::format_status(&found, condition, &views)?
    } else {
        let rows = session.out.screen_rows().filter(|_| !args.all);
        format_page(&found, condition, &views, &session.findings_look(), rows)
    };
    session.out.print_painted(&text);
    Ok(super::ExitStatus::Clean)
}
