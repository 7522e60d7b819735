//! `backlog table`: the backlog table.

use super::Status;
use super::minutes::write_or_print;
use super::session::Session;
use crate::error::Error;
use crate::model::workgroup::TableForm;
use crate::render::{outputs, table};
use clap::ValueEnum;
use std::path::PathBuf;

/// Print the backlog table
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog table
  backlog table --format html --out table.html")]
pub struct Args {
    /// How the table is written; left out, as workgroup.yaml says
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,

    /// Write to this file instead of the terminal
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table of GitHub's Markdown
    Gfm,
    /// A table of HTML, which `import table` reads back
    Html,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Status, Error> {
    let repository = session.repository()?;
    let workgroup = session.readable(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let form = match args.format {
        None => workgroup.table,
        Some(Format::Gfm) => TableForm::Gfm,
        Some(Format::Html) => TableForm::Html,
    };
    let text = outputs::table_as(form, &views)?;
    write_or_print(&text, args.out.as_deref(), session, |now| table::splice(now, &text, &workgroup.name))
}
