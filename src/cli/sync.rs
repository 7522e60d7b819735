//! `backlog sync`: bring what GitHub knows into `github.yaml`.

use super::ExitStatus;
use super::ask;
use super::mode::Mode;
use super::session::{Needs, Session};
use crate::error::Error;
use crate::model::github::GithubFacts;
use crate::model::wording::format_count;
use crate::record::sync::{describe_reading, list_unregistered, merge_reading, parse_listing, require_repository};
use crate::source::Source;
use crate::store::github_file::{format_facts, read_facts};
use crate::store::layout::{FORMER_GITHUB, GITHUB};
use crate::store::repository::GroupRepository;
use std::path::PathBuf;

/// Bring what GitHub knows of issues into github.yaml
#[derive(clap::Args)]
#[command(after_help = "Examples:
  gh api --paginate 'repos/OWNER/REPO/issues?state=all' | backlog sync --file -

Only numbers that the records name, and open issues that look like proposals, are kept: commit
github.yaml. The report ends with the issues that have no record yet, each with its command.")]
pub struct Args {
    /// Read FILE, which `gh api` wrote, or - for standard input
    #[arg(long, value_name = "FILE")]
    file: PathBuf,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let text = ask::read_input(&args.file)?;
    let (repository, _lock) = session.lock_repository()?;
    let (repository, known) = resolve_facts(repository, session)?;
    let views = session.derive_views(&repository, Needs::AllRecords)?;
    let own = require_repository(&views)?;
    let name = if args.file.as_os_str() == "-" { "standard input".into() } else { args.file.to_string_lossy() };
    let threads = parse_listing(&text, &name, own)?;
    let day = session.clock.moment_in(chrono_tz::UTC).day();
    let facts = merge_reading(&known, &threads, day, own, &views);
    write_facts(&known, &facts, threads.len(), &repository, session)
}

/// The facts that are known so far. A file that cannot be read, as in a merge conflict, is replaced in the repository by
/// what can be read of it.
fn resolve_facts(repository: GroupRepository, session: &mut Session) -> Result<(GroupRepository, GithubFacts), Error> {
    let group = &repository.group;
    let is_facts = |path: &str| path == GITHUB || path == FORMER_GITHUB;
    let broken = group.unreadable_files().into_iter().map(|file| group.sources.file(file));
    let Some(broken) = broken.into_iter().find(|source| is_facts(&source.path)) else {
        let known = repository.group.github.clone();
        return Ok((repository, known));
    };
    let known = read_facts(&broken.text);
    let shown = session.display_path(&broken.path);
    session.out.print_message(&match known {
        Some(_) => format!("{shown} has a merge conflict: of each number, the later facts are kept"),
        None => format!("{shown} cannot be read, and is written again"),
    });
    let known = known.unwrap_or_default();
    let path = broken.path.clone();
    let repository = repository.with_changes(&[Source { path, text: format_facts(&known)? }]);
    Ok((repository, known))
}

/// Writes the facts, and reports them with the issues that have no record yet.
fn write_facts(
    known: &GithubFacts,
    facts: &GithubFacts,
    read: usize,
    repository: &GroupRepository,
    session: &mut Session,
) -> Result<ExitStatus, Error> {
    let text = Source { path: GITHUB.to_owned(), text: format_facts(facts)? };
    // As it is on the disk, which may be in a merge conflict.
    let root = session.find_root()?;
    let disk = GroupRepository::read(&root)?;
    let mut files = vec![disk.change_of(&text)];
    if disk.files.find_record(FORMER_GITHUB).is_some() {
        files.push(disk.removal_of(FORMER_GITHUB));
    }
    match session.mode {
        Mode::DryRun => {
            for file in files.iter().filter(|file| !file.is_empty()) {
                session.show_change(file);
                session.out.print_message(&format!("not written: {}", session.display_path(&file.path)));
            }
        }
        Mode::Write => {
            session.write_changes(&files)?;
            let read = format_count(read, "number");
            let what = describe_reading(known, facts);
            session.out.print(&format!("{}: {read} read, {what}\n", session.display_path(GITHUB)));
        }
    }
    let after = repository.with_changes(&[text]);
    let views = session.derive_views(&after, Needs::AllRecords)?;
    let new = list_unregistered(&views);
    if !new.is_empty() {
        session.out.print_message(&format!("{} without a record:", format_count(new.len(), "proposal")));
    }
    new.iter().for_each(|line| session.out.print(&format!("{}\n", crate::report::inert::make_visible(line))));
    Ok(ExitStatus::Clean)
}
