//! `backlog import`: import records that were written by hand.

mod progress;
mod write;

use super::command::Writing;
use super::format::{FormatArgs, PageFormat};
use super::init::parse_repository;
use super::session::{Needs, Session};
use super::{ExitStatus, ask, parse_day};
use crate::error::Error;
use crate::import::minutes::column::MinutesColumn;
use crate::import::table::ColumnField;
use crate::import::{self, ImportOptions};
use crate::report::import as report;
use crate::report::inert::make_visible;
use crate::source::{Source, Sources};
use chrono::NaiveDate;
use clap::Subcommand;
use std::path::PathBuf;
use std::str::FromStr;

/// Import records that were written by hand
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog import table API-Backlog.md          create one file per row of the backlog table
  backlog import minutes old/*.md              create one file per call

Doubts are reported with their lines in the source; text without a matching key is kept as it was written.
Existing files are never overwritten: --update adds what is new to them. The report ends with the
next steps; the exit status is 1 if a source was left out, such as minutes without a day.")]
pub struct Args {
    #[command(subcommand)]
    what: ImportCommand,
}

#[derive(Subcommand)]
enum ImportCommand {
    Table(Writing<TableArgs>),
    Minutes(Writing<MinutesArgs>),
}

/// Import the backlog table, as Markdown or HTML: one file per row
#[derive(clap::Args)]
struct TableArgs {
    #[command(flatten)]
    common: Common,

    /// Map an unknown column header to a field; repeat it for several
    #[arg(long = "column", value_name = "HEADER=FIELD", value_parser = parse_column::<ColumnField>)]
    columns: Vec<(String, ColumnField)>,
}

/// Import minutes: one file per call
#[derive(clap::Args)]
struct MinutesArgs {
    #[command(flatten)]
    common: Common,

    /// Set the day of the call, if a single file does not have it
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    date: Option<NaiveDate>,

    /// Set the year of days and weeks without one: `Week 14` is the scheduled call of that week
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(2000..2100))]
    year: Option<i32>,

    /// Map an unknown column header to a field; repeat it for several
    #[arg(long = "column", value_name = "HEADER=FIELD", value_parser = parse_column::<MinutesColumn>)]
    columns: Vec<(String, MinutesColumn)>,
}

#[derive(clap::Args)]
struct Common {
    /// Files to import; - is standard input
    #[arg(value_name = "FILE", required_unless_present = "file")]
    files: Vec<PathBuf>,

    /// Import FILE as well; repeat it for several
    #[arg(long, value_name = "FILE")]
    file: Vec<PathBuf>,

    /// Set the repository of issues and pull requests that are plain numbers, as owner/repo
    #[arg(long, value_name = "REPOSITORY", value_parser = parse_repository)]
    repository: Option<String>,

    /// Add what is new to existing files, and list what differs
    #[arg(long)]
    update: bool,

    #[command(flatten)]
    format: FormatArgs<PageFormat>,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let (common, options, unit) = match args.what {
        ImportCommand::Table(args) => {
            let TableArgs { common, columns } = args.start(session)?;
            (common, ImportOptions { columns, ..ImportOptions::default() }, "row")
        }
        ImportCommand::Minutes(args) => {
            let MinutesArgs { common, date, year, columns } = args.start(session)?;
            if date.is_some() && common.files.len() + common.file.len() > 1 {
                let help = "Import the file of that call alone.";
                return Err(Error::usage("--date is the day of one call, and several files are given", help));
            }
            (common, ImportOptions { day: date, year, minutes_columns: columns, ..ImportOptions::default() }, "call")
        }
    };
    let sources = read_sources(common.files.iter().chain(&common.file))?;
    let (repository, _lock) = session.lock_repository()?;
    session.derive_views(&repository, Needs::AllFiles)?;
    let options = ImportOptions { repository: common.repository, ..options };
    let imported = match unit {
        "row" => import::table::import_table(sources, &options, &repository.group)?,
        _ => import::minutes::import_minutes(sources, &options, &repository.group)?,
    };
    let outcome = write::write_drafts(&imported, &repository, session, common.update)?;
    let status = if imported.left_out().is_empty() { ExitStatus::Clean } else { ExitStatus::Findings };
    if common.format.is_json() {
        session.out.print(&report::to_json(&imported, &outcome, unit, &repository.group)?);
        return Ok(status);
    }
    for path in outcome.written.iter().chain(&outcome.updated) {
        let shown = session.display_path(path);
        session.out.print(&format!("{shown}\n"));
    }
    let look = session.out.findings_look(true, String::new());
    let text = report::format_doubts(&imported, &look);
    session.out.print_message_painted(&text);
    let standing = report::format_existing(&outcome, |path| session.display_path(path));
    session.out.print_message_painted(&make_visible(&standing));
    session.out.print_message(&report::format_summary(&imported, &outcome, unit));
    for line in report::list_next_steps(&imported, &outcome, unit, &repository.group) {
        session.out.print_message(&format!("next: {line}"));
    }
    Ok(status)
}

/// The sources with their paths as the user gave them.
fn read_sources<'p>(paths: impl Iterator<Item = &'p PathBuf>) -> Result<Sources, Error> {
    let read = |path: &PathBuf| {
        let shown = if path.as_os_str() == "-" { "standard input".into() } else { path.to_string_lossy() };
        Ok(Source { text: ask::read_input(path)?, path: shown.into_owned() })
    };
    Ok(Sources::new(paths.map(read).collect::<Result<_, Error>>()?))
}

fn parse_column<F: FromStr<Err = String>>(text: &str) -> Result<(String, F), String> {
    let (header, field) = text.rsplit_once('=').ok_or("write it as \"Header=field\"")?;
    match header.trim() {
        "" => Err("the header is missing before the `=`".to_owned()),
        header => Ok((header.to_owned(), field.trim().parse()?)),
    }
}
