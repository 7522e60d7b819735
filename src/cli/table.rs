//! `backlog table`: print the backlog table.

use super::ExitStatus;
use super::format::FormatArgs;
use super::minutes::{write_or_print, write_or_print_json};
use super::session::{Needs, Session};
use crate::error::Error;
use crate::model::workgroup::TableForm;
use crate::render::outputs;
use crate::report::json;
use clap::ValueEnum;
use std::path::PathBuf;

/// Print the backlog table
#[derive(clap::Args)]
#[command(
    mut_arg("format", |format| format.help("Choose the output format [default: from workgroup.yaml]")),
    after_help = "Examples:
  backlog table
  backlog table --format html --out table.html"
)]
pub struct Args {
    #[command(flatten)]
    format: FormatArgs<TableFormat>,

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
    /// The proposals, as `list --json` prints them
    Json,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllFiles)?;
    let form = match args.format.chosen_format() {
        None => views.workgroup.table.format,
        Some(TableFormat::Md) => TableForm::Md,
        Some(TableFormat::Html) => TableForm::Html,
        Some(TableFormat::Json) => {
            let text = json::format_proposals(&views.group.proposals, &views)?;
            return write_or_print_json(&text, args.out.as_deref(), session);
        }
    };
    let text = outputs::render_table_as(form, &views)?;
    write_or_print(&text, args.out.as_deref(), session, |now| outputs::render_table_file(now, &text, &views))
}
