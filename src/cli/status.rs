//! `backlog status`: show where the group stands and what to do next.

use super::format::{FormatArgs, PageFormat};
use super::session::{Needs, Session};
use crate::error::Error;
use crate::finding::Level;
use crate::report::json;
use crate::report::status::Condition;
use crate::report::status::page::format_page;
use crate::report::status::statistics::format_statistics;
use crate::rules::{self, Overrides};

/// Show where the group stands and what to do next
///
/// Errors to fix, the next call with its agenda, and every task by due date, with the command or the key in a file that
/// completes it. On a terminal, as much is shown as fits on the screen.
#[derive(clap::Args, Default)]
#[command(after_help = "Examples:
  backlog status
  backlog status --today 2026-02-20      show the status of another day
  backlog status --stats                 show attendance, waiting items, approvals and action points")]
pub struct Args {
    /// Show all tasks and all items of the agenda
    #[arg(long)]
    all: bool,

    /// Show figures instead: attendance, waiting items, time to approval, action points by owner
    #[arg(long, conflicts_with = "all")]
    stats: bool,

    #[command(flatten)]
    format: FormatArgs<PageFormat>,
}

pub fn run(args: Args, session: &mut Session) -> Result<super::ExitStatus, Error> {
    let repository = session.read_repository()?;
    let mut views = session.derive_views(&repository, Needs::AllRecords)?;
    if args.stats {
        let statistics = views.group_statistics();
        let look = session.findings_look();
        let text = match args.format.is_json() {
            true => json::format_statistics(&statistics, &views)?,
            false => format_statistics(&statistics, &views, &look, session.out.is_terminal()),
        };
        session.out.print_painted(&text);
        return Ok(super::ExitStatus::Clean);
    }
    session.read_generated(&mut views, &repository.files.root);
    let findings = rules::check(&views, &Overrides::default()).findings;
    let errors = findings.iter().filter(|finding| finding.level == Level::Error).count();
    let stale = findings.iter().filter(|finding| rules::is_regenerated(finding)).count();
    let condition = Condition { errors, stale };
    let found = rules::group_status(&views);
    let text = if args.format.is_json() {
        json::format_status(&found, condition, &views)?
    } else {
        let rows = session.out.screen_rows().filter(|_| !args.all);
        format_page(&found, condition, &views, &session.findings_look(), rows)
    };
    session.out.print_painted(&text);
    Ok(super::ExitStatus::Clean)
}
