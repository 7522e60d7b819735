//! `backlog render`: every generated file of the repository.

use super::ExitStatus;
use super::session::Session;
use crate::error::Error;
use crate::render::outputs::{self, State};
use crate::store::save::{self, Target};
use crate::view::Views;
use std::path::Path;

/// Write the minutes of every call and the backlog table
///
/// Only files whose text changes are written. Minutes that a later call has approved are left alone.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog render
  backlog render --check          whether all is written; `backlog check` answers more")]
pub struct Args {
    /// Write nothing; list the files that are stale or missing, and exit with 1 when there are any. `backlog check`
    /// finds them too
    #[arg(long)]
    check: bool,

    /// Say which files would be written, and write nothing
    #[arg(long, conflicts_with = "check")]
    dry_run: bool,
}

pub fn run(args: &Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let writes = !args.check && !args.dry_run;
    let (repository, _lock) = session.lock_repository(!writes)?;
    let workgroup = session.require_all_records(&repository)?;
    let root = &repository.files.root;
    let mut views = session.new_views(&repository.group, workgroup);
    session.read_generated(&mut views, root);
    let mut outdated = outputs::find_outdated(&views)?;
    if !args.check {
        outdated.extend(outputs::unsealed_minutes(&views)?);
    }
    outdated.sort_by(|one, other| one.path.cmp(&other.path));
    let texts = if writes { outputs::generate_texts(&outdated, &views)? } else { Vec::new() };
    for (file, text) in outdated.iter().zip(texts) {
        if let Some(text) = text {
            write_generated(&views, root, &file.path, &text)?;
            session.out.print(&format!("{}\n", session.display_path(&file.path)));
        }
    }
    let mut foreign = Vec::new();
    for file in &outdated {
        let shown = session.display_path(&file.path);
        match file.state {
            State::Foreign => foreign.push(shown),
            State::Missing if !writes => session.out.print(&format!("{shown}: missing\n")),
            State::Stale { .. } if !writes => session.out.print(&format!("{shown}: stale\n")),
            State::Missing | State::Stale { .. } => {}
        }
    }
    if outdated.is_empty() {
        session.out.print_message("everything is up to date");
    } else if args.check && foreign.len() < outdated.len() {
        session.out.print_message("mend it: `backlog render`");
    }
    if let Some(first) = foreign.first() {
        let table = first.ends_with(outputs::TABLE);
        let advice = if table { ", or put the markers of the table into it" } else { "" };
        return Err(Error::not_allowed(
            format!("not made by backlog, and left alone: {}", foreign.join(", ")),
            format!("Move {first} away{advice}; then run `backlog render`."),
        ));
    }
    Ok(if args.check && !outdated.is_empty() { ExitStatus::Findings } else { ExitStatus::Clean })
}

/// Writes a generated file over what was read of it into the views.
pub fn write_generated(views: &Views, root: &Path, path: &str, wanted: &str) -> Result<(), Error> {
    let read = views.generated_text(path).map(str::as_bytes);
    save::replace_file(&Target::in_repository(root, path)?, read, wanted.as_bytes())
}
