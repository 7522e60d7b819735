//! `backlog sync`: bring what GitHub knows into `github.yaml`.

use super::ExitStatus;
use super::ask;
use super::github_access::GithubArgs;
use super::mode::Mode;
use super::session::{Needs, Session};
use crate::error::Error;
use crate::model::github::GithubFacts;
use crate::model::wording::format_count;
use crate::record::sync::read::{GithubReading, read_changes, read_template_path};
use crate::record::sync::{
    describe_reading, explain_full_reading, find_changed_templates, find_listing_day, list_unregistered, merge_reading,
    parse_listing, require_repository,
};
use crate::report::inert::make_visible;
use crate::source::Source;
use crate::store::github_file::{format_facts, has_conflict, recover_facts};
use crate::store::layout::{FORMER_GITHUB, GITHUB, is_written_by_sync};
use crate::store::repository::GroupRepository;
use std::mem::ManuallyDrop;
use std::path::PathBuf;

/// Bring what GitHub knows of issues into github.yaml
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog sync                   read what changed since the last time
  gh api --paginate 'repos/OWNER/REPO/issues?state=all' | backlog sync --file -

Kept are the numbers that records name, open issues that look like proposals, and the pull requests
that close them: commit github.yaml. The report ends with the issues that have no record yet, each
with its command. Nothing is sent; a token (GH_TOKEN, GITHUB_TOKEN or that of `gh`; with --api
GH_ENTERPRISE_TOKEN or GITHUB_ENTERPRISE_TOKEN) is optional.")]
pub struct Args {
    /// Read everything again, not only what changed
    #[arg(long, conflicts_with = "file")]
    full: bool,

    /// Read FILE, which `gh api` wrote, or - for standard input, instead of GitHub
    #[arg(long, value_name = "FILE")]
    file: Option<PathBuf>,

    #[command(flatten)]
    github: GithubArgs,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let day = session.clock.moment_in(chrono_tz::UTC).day();
    if let Some(file) = &args.file {
        let text = ask::read_input(file)?;
        let (repository, _lock) = session.lock_repository()?;
        let (repository, known) = resolve_facts(repository, session)?;
        let views = session.derive_views(&repository, Needs::AllRecords)?;
        let own = require_repository(&views)?;
        let name = if file.as_os_str() == "-" { "standard input".into() } else { file.to_string_lossy() };
        let threads = parse_listing(&text, &name, own)?;
        let synced = find_listing_day(&known, &threads, own, day);
        let facts = merge_reading(&known, &threads, synced, own, &views);
        return write_facts(&known, &facts, threads.len(), &repository, session);
    }
    // Nobody waits for the lock while GitHub answers.
    let repository = session.read_repository()?;
    let (repository, known) = resolve_facts(ManuallyDrop::into_inner(repository), session)?;
    let views = session.derive_views(&repository, Needs::AllRecords)?;
    let own = require_repository(&views)?.to_owned();
    let client = args.github.connect(session)?;
    let mut is_full = args.full;
    let mut reading = read_changes(&client, &known, is_full, &own, &views)?;
    let mut read = merge_reading(&known, &reading.threads, Some(day), &own, &views);
    if let Some(reason) = explain_full_reading(&known, &read).filter(|_| !is_full) {
        session.out.print_message(&format!("everything is read again: {reason}"));
        is_full = true;
        reading = read_changes(&client, &known, is_full, &own, &views)?;
        read = merge_reading(&known, &reading.threads, Some(day), &own, &views);
    }
    let GithubReading { threads, unknown } = reading;
    let mut paths = Vec::new();
    for pr in find_changed_templates(&known, &read, is_full) {
        paths.push((pr.clone(), read_template_path(&client, pr, &own)?));
    }
    for number in &unknown {
        let number = number.format_bare();
        session.out.print_warning(&format!("GitHub does not know {number}, or does not show it without a token"));
    }
    let (now, _lock) = session.lock_repository()?;
    // Another command may have written records meanwhile.
    let now = with_facts(now, &known)?;
    let views = session.derive_views(&now, Needs::AllRecords)?;
    let mut facts = merge_reading(&known, &threads, Some(day), &own, &views);
    for (pr, path) in paths {
        facts.issues.get_mut(&pr).into_iter().for_each(|pr| pr.path = path.clone());
    }
    write_facts(&known, &facts, threads.len(), &now, session)
}

/// The facts that are known so far. A damaged file, as in a merge conflict, is replaced in the repository by what can be
/// read of it.
fn resolve_facts(repository: GroupRepository, session: &mut Session) -> Result<(GroupRepository, GithubFacts), Error> {
    let group = &repository.group;
    let unreadable = group.unreadable_files().into_iter().map(|file| group.sources.file(file));
    let is_damaged = |source: &&Source| is_written_by_sync(&source.path) && repository.files.is_text(&source.path);
    let Some(damaged) = unreadable.into_iter().find(is_damaged) else {
        let known = group.github.clone();
        return Ok((repository, known));
    };
    let shown = session.display_path(&damaged.path);
    session.out.print_message(&match has_conflict(&damaged.text) {
        true => format!("{shown} has a merge conflict: of each number, the later facts are kept"),
        false => format!("{shown} is damaged: what can be read of it is kept"),
    });
    let known = recover_facts(&damaged.text);
    Ok((with_facts(repository, &known)?, known))
}

/// A repository whose file of GitHub's facts can be read.
fn with_facts(repository: GroupRepository, facts: &GithubFacts) -> Result<GroupRepository, Error> {
    let files = repository.files.without_record(FORMER_GITHUB);
    Ok(match *facts == GithubFacts::default() {
        true => files.without_record(GITHUB).into(),
        false => files.with_record(GITHUB, format_facts(facts)?).into(),
    })
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
    if session.mode == Mode::DryRun {
        for file in files.iter().filter(|file| !file.is_empty()) {
            session.show_change(file);
            session.out.print_message(&format!("not written: {}", session.display_path(&file.path)));
        }
    } else {
        session.write_changes(&files)?;
        let (read, what) = (format_count(read, "number"), describe_reading(known, facts));
        session.out.print(&format!("{}: {read} read, {what}\n", session.display_path(GITHUB)));
    }
    let after = repository.with_changes(&[text]);
    let views = session.derive_views(&after, Needs::AllRecords)?;
    let new = list_unregistered(&views);
    if !new.is_empty() {
        session.out.print_message(&format!("{} without a record:", format_count(new.len(), "proposal")));
    }
    new.iter().for_each(|line| session.out.print(&format!("{}\n", make_visible(line))));
    Ok(ExitStatus::Clean)
}
