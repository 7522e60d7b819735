//! `backlog changes`: what changed in the backlog, by meaning.

use super::format::FormatArgs;
use super::former::FormerRecords;
use super::session::{Needs, Session};
use super::{ExitStatus, ask, parse_day};
use crate::error::Error;
use crate::import::table::edition::{more_words, read_edition};
use crate::model::group::Group;
use crate::model::meeting::Meeting;
use crate::render::github::silence_mentions;
use crate::render::outputs::minutes_path;
use crate::render::seal::without_digest;
use crate::report::changes::{
    ChangeForm, ChangeReport, RecordChanges, format_changes, format_changes_json, format_changes_markdown,
};
use crate::rules::Overrides;
use crate::store::load;
use crate::view::Views;
use crate::view::changes::calls::compare_calls;
use crate::view::changes::{Edition, TableChanges, compare_editions};
use crate::view::moment::local_moment;
use chrono::{NaiveDate, NaiveTime};
use clap::ValueEnum;
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Show what changed in the backlog, by meaning
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog changes                          what changed since the last call held
  backlog changes --base main              what this branch changes
  backlog changes --since 2026-02-12       what changed since that day, or since the call of that day
  backlog changes --tables old.md new.md   compare two tables that were written by hand

The list ends with `Nothing else in the table changed.` if the former table with these changes is the new
one, cell by cell. Otherwise it ends with `Not explained:` and the cells.")]
pub struct Args {
    /// Compare with the merge base with git revision REV, such as main
    #[arg(long, value_name = "REV", conflicts_with_all = ["since", "tables"])]
    base: Option<String>,

    /// Compare with the last commit by the end of DATE, or by the end of the call on that day
    #[arg(long, value_name = "DATE", value_parser = parse_day, conflicts_with = "tables")]
    since: Option<NaiveDate>,

    /// Compare two files with tables that were written by hand, without records
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"])]
    tables: Option<Vec<PathBuf>>,

    #[command(flatten)]
    format: FormatArgs<ChangesFormat>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ChangesFormat {
    Human,
    /// Markdown, for a comment or a summary on GitHub
    Md,
    Json,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let format = args.format.chosen_format().unwrap_or(ChangesFormat::Human);
    match args.tables.as_deref() {
        Some([old, new]) => {
            let table = compare_tables(old, new)?;
            print_report(&ChangeReport { table: &table, records: None }, format, None, session)?;
        }
        _ => show_records(&args, format, session)?,
    }
    Ok(ExitStatus::Clean)
}

/// The changes between two tables in files.
fn compare_tables(old: &Path, new: &Path) -> Result<TableChanges, Error> {
    if old == new && old.as_os_str() == "-" {
        return Err(Error::usage("standard input has one table only", "Give at least one of the tables as a file."));
    }
    let group = Group::default();
    let read = |path: &Path| {
        let help = "A backlog table has a column with names, such as `API name`; `backlog import table FILE` shows how \
                    it is read.";
        let shown = if path.as_os_str() == "-" { "standard input".into() } else { path.to_string_lossy() };
        read_edition(&ask::read_input(path)?, &group)
            .ok_or_else(|| Error::usage(format!("{shown}: no backlog table with a row was found"), help))
    };
    let (old, new) = (read(old)?, read(new)?);
    let reviewer = new.reviewer.clone().or_else(|| old.reviewer.clone());
    Ok(compare_editions(&old, &new, &|fact| more_words(fact, reviewer.as_deref())))
}

fn show_records(args: &Args, format: ChangesFormat, session: &mut Session) -> Result<(), Error> {
    let repository = session.read_repository()?;
    let mut views = session.derive_views(&repository, Needs::AllRecords)?;
    let root = &repository.files.root;
    session.read_generated(&mut views, root);
    let (former, since) = find_former(args, &views, root)?;
    former.report_unreadable(session);
    let Some(before) = former.views(&views)? else { return Ok(()) };
    let table = compare_editions(&Edition::from_records(&before), &Edition::from_records(&views), &|_| Vec::new());
    let other_texts = find_other_texts(&former, &before, root)?;
    let calls = compare_calls(&before, &views, &|meeting| other_texts.contains(&meeting.date.value));
    let findings = former.check_changes(&views, &Overrides::default())?.findings;
    let sources = &views.group.sources;
    let since = format!("{since} (commit {})", former.revision.short_hash());
    let records = Some(RecordChanges { since, calls: &calls, findings: &findings, sources });
    print_report(&ChangeReport { table: &table, records }, format, Some(&views), session)
}

/// The former records, and what they are called.
fn find_former(args: &Args, views: &Views, root: &Path) -> Result<(FormerRecords, String), Error> {
    let (former, since) = match (&args.base, args.since) {
        (Some(base), _) => (FormerRecords::from_base(base, root)?, base.clone()),
        (None, day) => {
            let meeting = match day {
                Some(day) => views.calls.meeting_on(day).filter(|meeting| views.calls.is_held(meeting)),
                None => Some(views.calls.last_over().ok_or_else(|| {
                    let help = "Choose a git revision with --base REV, or a day with --since DATE.";
                    Error::usage("no call was held yet", help)
                })?),
            };
            let end = meeting.and_then(|meeting| views.calendar.call_for(meeting).times).map(|times| times.end);
            let day = meeting.map_or(day.unwrap_or_default(), |meeting| meeting.date.value);
            let midnight = day.succ_opt().unwrap_or(day).and_time(NaiveTime::MIN);
            let moment = end.unwrap_or_else(|| local_moment(midnight, views.workgroup.timezone));
            let called = if meeting.is_some() { format!("the call of {day}") } else { day.to_string() };
            (FormerRecords::from_moment(moment, &called, root)?, called)
        }
    };
    Ok((former.require_workgroup()?, since))
}

/// The days of the calls whose minutes were approved, and have another text now.
fn find_other_texts(former: &FormerRecords, before: &Views, root: &Path) -> Result<Vec<NaiveDate>, Error> {
    let meetings = before.group.meetings.iter().filter(|meeting| before.approvals.approving_call(meeting).is_some());
    let sealed: Vec<(String, &Meeting)> = meetings.map(|meeting| (minutes_path(meeting), meeting)).collect();
    let paths: Vec<String> = sealed.iter().map(|(path, _)| path.clone()).collect();
    let texts: HashMap<String, String> = former.revision.read_texts(&paths)?.into_iter().collect();
    let plain = |text: &str| without_digest(text).replace("\r\n", "\n");
    let is_other = |(path, _): &(String, &Meeting)| {
        let now = load::read_optional(root, path).ok().flatten();
        texts.get(path).is_some_and(|text| now.is_none_or(|now| plain(&now) != plain(text)))
    };
    Ok(sealed.into_iter().filter(is_other).map(|(_, meeting)| meeting.date.value).collect())
}

fn print_report(
    report: &ChangeReport,
    format: ChangesFormat,
    views: Option<&Views>,
    session: &mut Session,
) -> Result<(), Error> {
    let look = session.findings_look();
    match format {
        ChangesFormat::Human => {
            let (form, width) = match session.out.is_terminal() {
                true => (ChangeForm::Short, Some(session.out.width())),
                false => (ChangeForm::Full, None),
            };
            session.out.print_painted(&format_changes(report, form, &look, width));
        }
        ChangesFormat::Md => {
            let own = views.and_then(|views| views.workgroup.repository.as_ref()).map(|own| own.as_str());
            let text = format_changes_markdown(report, &look);
            session.out.print_document(&silence_mentions(&text, own.unwrap_or_default(), own));
        }
        ChangesFormat::Json => session.out.print(&format_changes_json(report)?),
    }
    Ok(())
}
