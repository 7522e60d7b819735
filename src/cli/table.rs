//! `backlog table`: the backlog table.

use super::Status;
use super::minutes::write_or_print;
use super::session::Session;
use crate::error::Error;
use crate::render::{outputs, table};
use clap::ValueEnum;
use std::path::PathBuf;

/// Print the backlog table
#[derive(clap::Args)]
pub struct Args {
    /// How the table is written
    #[arg(long, value_name = "FORMAT", default_value = "gfm")]
    format: Format,

    /// Write to this file instead of the terminal
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table of GitHub's Markdown
    Gfm,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Status, Error> {
    let repository = session.repository()?;
    let workgroup = session.readable(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let text = match args.format {
        Format::Gfm => outputs::table(&views)?,
    };
    write_or_print(&text, args.out.as_deref(), session, |now| table::splice(now, &text, &workgroup.name))
}
