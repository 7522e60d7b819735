//! `backlog schema`: what an editor has to know of the records.

use super::ExitStatus;
use super::session::Session;
use crate::error::Error;
use crate::render::line_ends::{is_same_text, with_line_ends_of};
use crate::report::schema::{MARKER, RecordKind};
use crate::store::load;
use crate::store::save::{self, Target};
use clap::ValueEnum;
use std::path::Path;

/// Print the JSON Schema of a record, by which editors complete and check it
///
/// `init` puts all three into the group's repository, and the first line of a record leads to its own.
#[derive(clap::Args)]
#[command(after_help = "Example:
  backlog schema --write         renew them after an update of backlog")]
pub struct Args {
    /// The record
    #[arg(value_name = "RECORD", required_unless_present = "write")]
    record: Option<RecordName>,

    /// Write the schemas of all records into schema/ of the repository
    #[arg(long, conflicts_with = "record")]
    write: bool,

    /// Say which files would be written, and write nothing
    #[arg(long, requires = "write")]
    dry_run: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RecordName {
    /// workgroup.yaml
    Workgroup,
    /// A file in backlog/
    Proposal,
    /// A file in minutes/
    Meeting,
}

pub fn run(args: &Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let kind = match args.record {
        None => return write_schemas(args.dry_run, session),
        Some(RecordName::Workgroup) => RecordKind::Workgroup,
        Some(RecordName::Proposal) => RecordKind::Proposal,
        Some(RecordName::Meeting) => RecordKind::Meeting,
    };
    session.out.print(&kind.schema_json());
    Ok(ExitStatus::Clean)
}

fn write_schemas(dry_run: bool, session: &mut Session) -> Result<ExitStatus, Error> {
    let root = session.find_root()?;
    let _lock = if dry_run { None } else { Some(save::take_lock(&root)?) };
    let mut stale = Vec::new();
    for kind in RecordKind::ALL {
        let there = load::read_optional(&root, kind.path())?;
        if there.as_deref().is_some_and(|text| !text.contains(MARKER)) {
            let shown = session.display_path(kind.path());
            let help = format!("Move {shown} away; then run `backlog schema --write`.");
            return Err(Error::not_allowed(format!("not made by backlog, and left alone: {shown}"), help));
        }
        let wanted = kind.schema_json();
        if !there.as_deref().is_some_and(|there| is_same_text(there, &wanted)) {
            let wanted = with_line_ends_of(there.as_deref().unwrap_or_default(), &wanted);
            stale.push((kind.path(), there, wanted));
        }
    }
    for (path, there, wanted) in &stale {
        if !dry_run {
            save::replace_file(
                &Target::in_repository(&root, path)?,
                there.as_deref().map(str::as_bytes),
                wanted.as_bytes(),
            )?;
        }
        let shown = session.display_path(path);
        session.out.print(&format!("{shown}\n"));
    }
    match (stale.is_empty(), dry_run) {
        (true, _) => session.out.print_message("everything is up to date"),
        (false, true) => session.out.print_message("nothing was written"),
        (false, false) => {}
    }
    Ok(ExitStatus::Clean)
}

/// A new record with the line that leads an editor to its schema, where the repository holds that.
pub fn add_modeline(kind: RecordKind, root: &Path, record: String) -> String {
    if root.join(kind.path()).is_file() { kind.modeline() + &record } else { record }
}
