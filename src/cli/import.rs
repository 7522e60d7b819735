//! `backlog import`: import records that were written by hand.

mod progress;
mod write;

use super::ExitStatus;
use super::mode::WriteArgs;
use super::session::{Needs, Session};
use crate::error::Error;
use crate::import::{self, ImportOptions};
use crate::model::reference::is_repository;
use crate::report::import as report;
use crate::report::inert::make_visible;
use crate::source::{Source, Sources};
use crate::store::read_source;
use clap::{Subcommand, ValueEnum};
use std::path::PathBuf;

/// Import records that were written by hand
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog import table API-Backlog.md          create one file per row of the backlog table
  backlog import minutes old/*.md              create one file per call

Doubts are reported with their lines in the source; text without a matching key is kept as it was written.
Existing files are never overwritten: --update adds what is new to them.")]
pub struct Args {
    #[command(subcommand)]
    what: ImportCommand,
}

#[derive(Subcommand)]
enum ImportCommand {
    /// Import the backlog table, as Markdown or HTML: one file per row
    Table {
        #[command(flatten)]
        common: Common,

        /// Map an unknown column header to a field; repeat it for several
        #[arg(long = "column", value_name = "HEADER=FIELD", value_parser = parse_column)]
        columns: Vec<(String, String)>,
    },
    /// Import minutes: one file per call
    Minutes {
        #[command(flatten)]
        common: Common,
    },
}

#[derive(clap::Args)]
struct Common {
    /// Files to import
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,

    /// Set the repository of issues and pull requests that are plain numbers, as owner/repo
    #[arg(long, value_name = "REPOSITORY", value_parser = parse_repository)]
    repository: Option<String>,

    /// Add what is new to existing files, and list what differs
    #[arg(long)]
    update: bool,

    #[command(flatten)]
    write: WriteArgs,

    /// Choose the format of the report
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: ReportFormat,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ReportFormat {
    Human,
    Json,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let (common, columns, unit) = match args.what {
        ImportCommand::Table { common, columns } => (common, columns, "row"),
        ImportCommand::Minutes { common } => (common, Vec::new(), "call"),
    };
    let sources = read_sources(&common.files)?;
    let mode = common.write.mode();
    let (repository, _lock) = session.lock_repository(mode)?;
    session.derive_views(&repository, Needs::AllFiles)?;
    let options = ImportOptions { repository: common.repository, columns };
    let imported = match unit {
        "row" => import::table::import_table(sources, &options, &repository.group)?,
        _ => import::minutes::import_minutes(sources, &options, &repository.group)?,
    };
    let outcome = write::write_drafts(&imported, &repository, session, common.update, mode)?;
    if common.format == ReportFormat::Json {
        session.out.print(&report::to_json(&imported, &outcome)?);
        return Ok(ExitStatus::Clean);
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
    for line in report::suggest_settings(&imported, &outcome, &repository.group) {
        session.out.print_message(&format!("next: {line}"));
    }
    Ok(ExitStatus::Clean)
}

/// The sources with their paths as the user gave them. The size limit is that of a record.
fn read_sources(paths: &[PathBuf]) -> Result<Sources, Error> {
    let mut sources = Vec::with_capacity(paths.len());
    for path in paths {
        let text = read_source(path).map_err(|reason| {
            Error::usage(format!("{}: {reason}", path.display()), "Use a UTF-8 text of at most 8 MiB.")
        })?;
        sources.push(Source { path: path.to_string_lossy().into_owned(), text });
    }
    Ok(Sources::new(sources))
}

fn parse_column(text: &str) -> Result<(String, String), String> {
    let (header, field) = text.rsplit_once('=').ok_or("write it as \"Header=field\"")?;
    let (header, field) = (header.trim(), field.trim());
    match import::table::column_fields().any(|known| known == field) {
        _ if header.is_empty() => Err("the header is missing before the `=`".to_owned()),
        true => Ok((header.to_owned(), field.to_owned())),
        false => Err(format!("expected {}", import::table::column_fields().collect::<Vec<_>>().join(", "))),
    }
}

fn parse_repository(text: &str) -> Result<String, String> {
    is_repository(text).then(|| text.to_owned()).ok_or_else(|| "expected owner/repo".to_owned())
}
