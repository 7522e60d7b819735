//! `backlog table`: print the backlog table.

use super::ExitStatus;
use super::minutes::write_or_print;
use super::session::{Needs, Session};
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
    /// Choose the output format [default: from workgroup.yaml]
    #[arg(long, value_name = "FORMAT")]
    format: Option<TableFormat>,

    /// Write to FILE instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum TableFormat {
    /// A table of GitHub's Markdown
    #[value(alias = "gfm")]
    Md,
    /// A table of HTML, which `import table` reads back
    Html,
}

pub fn run(args: &Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllFiles)?;
    let form = match args.format {
        None => views.workgroup.table.format,
        Some(TableFormat::Md) => TableForm::Md,
        Some(TableFormat::Html) => TableForm::Html,
    };
    let text = outputs::render_table_as(form, &views)?;
    write_or_print(&text, args.out.as_deref(), session, |now| table::splice_table(now, &text, &views.workgroup.name))
}
