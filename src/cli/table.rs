//! `backlog table`: print the backlog table.

use super::ExitStatus;
use super::format::FormatArgs;
use super::minutes::{write_or_print, write_or_print_json};
use super::session::{Needs, Session};
use crate::error::Error;
use crate::model::workgroup::TableForm;
use crate::render::document::{Document, DocumentForm};
use crate::render::outputs;
use crate::report::json;
use crate::store::git::path_in_work_tree;
use crate::view::Views;
use clap::ValueEnum;
use std::path::{Path, PathBuf};

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
    /// A page for browsers, with a button that copies it; `import table` reads it back
    Html,
    /// The storage format of Confluence
    Confluence,
    /// The proposals, as `list --json` prints them
    Json,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllFiles)?;
    let out = args.out.as_deref();
    let form = match args.format.chosen_format() {
        None => views.workgroup.table.format,
        Some(TableFormat::Md) => TableForm::Md,
        Some(TableFormat::Html) => return write_page(DocumentForm::Html, out, &repository.files.root, &views, session),
        Some(TableFormat::Confluence) => {
            return write_page(DocumentForm::Storage, out, &repository.files.root, &views, session);
        }
        Some(TableFormat::Json) => {
            let text = json::format_proposals(&views.group.proposals, &views)?;
            return write_or_print_json(&text, out, session);
        }
    };
    let text = outputs::render_table_as(form, &views)?;
    write_or_print(&text, out, session, |now| outputs::render_table_file(now, &text, &views))
}

/// Writes the table as a document for people.
fn write_page(
    form: DocumentForm,
    out: Option<&Path>,
    root: &Path,
    views: &Views,
    session: &mut Session,
) -> Result<ExitStatus, Error> {
    let document = Document::from_table(form, views)?;
    let folder = views.links.page_folder(&path_in_work_tree(root), "backlog");
    let text = document.render(form, &folder);
    write_or_print(&text, out, session, |now| match now {
        // In a file with the markers of the table, the table alone is replaced.
        Some(now) if form == DocumentForm::Html && !document.is_earlier(now) => {
            outputs::render_table_file(Some(now), &outputs::render_table_as(TableForm::Html, views)?, views)
        }
        now => Ok(document.replace(now, &text)),
    })
}
