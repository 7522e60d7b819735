//! The fixes that `check --fix` makes before it reports findings.

use super::mode::Mode;
use super::render;
use super::session::Session;
use crate::error::Error;
use crate::finding::{Finding, Level};
use crate::fixes::{self, FixedRecord};
use crate::model::wording::format_count;
use crate::record::step::find_findings;
use crate::render::outputs::{self, Outdated, State};
use crate::rules::{self, Overrides};
use crate::source::FileId;
use crate::store::repository::GroupRepository;
use crate::store::save::FileChange;
use crate::view::Views;
use std::collections::{BTreeMap, HashSet};

/// The most fixes of a file that are printed.
const MOST_LINES: usize = 100;

/// A repository after its fixes.
pub struct FixedRepository {
    pub repository: GroupRepository,
    /// The generated files as fixed, by path.
    pub generated: BTreeMap<String, String>,
    /// The error of the first file that could not be written.
    pub unwritten: Option<Error>,
}

impl FixedRepository {
    /// A repository without fixes.
    pub const fn unchanged(repository: GroupRepository) -> Self {
        Self { repository, generated: BTreeMap::new(), unwritten: None }
    }
}

/// Fixes what has one right answer, and reports each fix: on stdout for people, otherwise on stderr. A dry run shows the
/// changed lines instead. A file that cannot be written stays as it is; the others
/// are fixed all the same.
pub fn run(session: &mut Session, overrides: &Overrides, for_people: bool) -> Result<FixedRepository, Error> {
    let (mut repository, _lock) = session.lock_repository()?;
    let mut log = FixLog { for_people, fixed: 0, unwritten: None };
    fix_records(session, &mut repository, overrides, &mut log)?;
    let generated = fix_generated(session, &repository, overrides, &mut log)?;
    if log.fixed == 0 && log.unwritten.is_none() {
        session.out.print_message("nothing to fix");
    } else if session.mode == Mode::DryRun {
        session.out.print_message("nothing was written");
    }
    Ok(FixedRepository { repository, generated, unwritten: log.unwritten })
}

/// How fixes are reported, and what has happened so far.
struct FixLog {
    for_people: bool,
    fixed: usize,
    unwritten: Option<Error>,
}

impl FixLog {
    fn report_fix(&mut self, session: &mut Session, path: &str, what: &str) {
        self.fixed += 1;
        let line = format!("{}: {what}", session.display_path(path));
        match self.for_people && session.mode == Mode::Write {
            true => session.out.print(&format!("{line}\n")),
            false => session.out.print_message(&line),
        }
    }

    /// Keeps the first failure for the end, when it decides the exit status, and reports the others at once.
    fn report_failure(&mut self, session: &mut Session, error: Error) {
        match self.unwritten {
            None => self.unwritten = Some(error),
            Some(_) => {
                session.report_error(error);
            }
        }
    }
}

fn fix_records(
    session: &mut Session,
    repository: &mut GroupRepository,
    overrides: &Overrides,
    log: &mut FixLog,
) -> Result<(), Error> {
    let group = &repository.group;
    let Some(workgroup) = &group.workgroup else { return Ok(()) };
    let mut views = session.new_views(group, workgroup);
    session.read_generated(&mut views, &repository.files.root);
    let findings = rules::check(&views, overrides).findings;
    let mut all: Vec<FixedRecord> = Vec::new();
    for fixed in fixes::apply_fixes(&group.sources, &fixes::collect_fixes(&views, &findings)) {
        match fixed.map_err(|error| session.with_display_path(error)) {
            Ok(fixed) => all.push(fixed),
            Err(error @ Error::NotEditable { .. }) => session.out.print_warning(&error.to_string()),
            Err(other) => return Err(other),
        }
    }
    let for_people = log.for_people;
    let mut after = drop_harmful_fixes(session, repository, &mut all);
    let mut written = Vec::new();
    let changes: Vec<FileChange> = all.iter().map(|fixed| repository.change_of(&fixed.record)).collect();
    let mut report = |session: &mut Session, change: &FileChange, result: Result<(), Error>| {
        if let Err(error) = result {
            log.report_failure(session, error);
            return Ok(());
        }
        for FixedRecord { record, descriptions } in all.iter().filter(|fixed| fixed.record.path == change.path) {
            descriptions.iter().take(MOST_LINES).for_each(|line| log.report_fix(session, &record.path, line));
            if descriptions.len() > MOST_LINES {
                let more = format_count(descriptions.len() - MOST_LINES, "more correction");
                log.report_fix(session, &record.path, &more);
            }
            written.push(record.clone());
        }
        Ok(())
    };
    match session.mode {
        Mode::Write => session.write_each(&changes, report)?,
        Mode::DryRun => {
            for change in &changes {
                if for_people {
                    session.show_change(change);
                }
                report(session, change, Ok(()))?;
            }
        }
    }
    if written.len() < all.len() {
        after = repository.with_changes(&written);
    }
    *repository = after;
    Ok(())
}

/// Drops the fixes of files that would have more errors afterwards, and reports that; returns the repository with the
/// other fixes. Errors are counted rather than compared, since a fixed name also changes the messages of other errors.
fn drop_harmful_fixes(
    session: &mut Session,
    repository: &GroupRepository,
    all: &mut Vec<FixedRecord>,
) -> GroupRepository {
    let before = count_errors(session, repository);
    loop {
        let changes: Vec<_> = all.iter().map(|fixed| fixed.record.clone()).collect();
        let after = repository.with_changes(&changes);
        let errors = count_errors(session, &after);
        let is_worse = |path: &str| errors.iter().any(|(key, count)| key.1 == path && before.get(key) < Some(count));
        let (worse, kept): (Vec<_>, Vec<_>) = all.drain(..).partition(|fixed| is_worse(&fixed.record.path));
        *all = kept;
        if worse.is_empty() {
            return after;
        }
        for fixed in worse {
            let shown = session.display_path(&fixed.record.path);
            session.out.print_warning(&format!("{shown}: not fixed, because the result would break the procedure"));
        }
    }
}

/// The number of errors by rule and path.
fn count_errors(session: &Session, repository: &GroupRepository) -> BTreeMap<(&'static str, String), usize> {
    let group = &repository.group;
    let mut errors = BTreeMap::new();
    for finding in find_findings(group, session.clock).iter().filter(|finding| finding.level == Level::Error) {
        let path = group.sources.file(finding.place.file).path.clone();
        *errors.entry((finding.rule, path)).or_default() += 1;
    }
    errors
}

/// Writes the generated files that the rule `stale-output` reports; waived ones stay as they are.
fn fix_generated(
    session: &mut Session,
    repository: &GroupRepository,
    overrides: &Overrides,
    log: &mut FixLog,
) -> Result<BTreeMap<String, String>, Error> {
    let (group, root) = (&repository.group, &repository.files.root);
    let mut expected = BTreeMap::new();
    let Some(workgroup) = &group.workgroup else { return Ok(expected) };
    let mut views = session.new_views(group, workgroup);
    session.read_generated(&mut views, root);
    let findings = rules::check(&views, overrides).findings;
    for (file, text) in select_outdated(&views, &findings) {
        let what = if file.state == State::Missing { "generated" } else { "regenerated" };
        match session.mode {
            Mode::DryRun if log.for_people => {
                let now = views.generated_text(&file.path).unwrap_or_default();
                session.show_changes(&file.path, now, &text);
            }
            Mode::DryRun => {}
            Mode::Write => {
                if let Err(error) = render::write_generated(&views, root, &file.path, &text) {
                    log.report_failure(session, error);
                    continue;
                }
            }
        }
        log.report_fix(session, &file.path, what);
        expected.insert(file.path, text);
    }
    Ok(expected)
}

/// The files that the rule reports, each with its text. Whatever prevents rendering is a finding of its own.
fn select_outdated<'g>(views: &Views<'g>, findings: &[Finding]) -> Vec<(Outdated<'g>, String)> {
    let found: HashSet<FileId> =
        findings.iter().filter(|finding| rules::is_regenerated(finding)).map(|finding| finding.place.file).collect();
    if found.is_empty() {
        return Vec::new();
    }
    let mut outdated = outputs::find_outdated(views).unwrap_or_default();
    outdated.retain(|file| found.contains(&file.meeting.map_or(views.workgroup.file, |meeting| meeting.file)));
    let texts = outputs::generate_texts(&outdated, views).unwrap_or_default();
    outdated.into_iter().zip(texts).filter_map(|(file, text)| Some((file, text?))).collect()
}
