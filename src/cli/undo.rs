//! `backlog undo`: take back what commands wrote.

use super::ExitStatus;
use super::list::format_columns;
use super::mode::Mode;
use super::session::Session;
use crate::error::Error;
use crate::record::undo::{UndoPlan, format_command, plan_undo, select_steps};
use crate::report::columns::shorten_text;
use crate::report::inert::make_visible;
use crate::store::journal::{JournalStep, PlannedUndo, TextChange};
use crate::view::moment::format_moment;
use chrono_tz::Tz;

/// Take back the last step, or do it again
///
/// A step is what one command wrote in records. Other changes of the same files stay; where the same lines were changed since, nothing is taken back. Minutes and table that matched the records are generated again. A mail that was sent stays sent.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog undo
  backlog undo 3 -n              show what the last three steps changed
  backlog undo --list
  backlog undo --redo")]
pub struct Args {
    /// Number of steps
    #[arg(value_name = "N", default_value_t = 1, hide_default_value = true, value_parser = parse_count)]
    count: usize,

    /// Do steps again that were taken back
    #[arg(long)]
    redo: bool,

    /// List the steps, latest first
    #[arg(long, conflicts_with_all = ["count", "redo", "dry_run"])]
    list: bool,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    if args.list {
        return list_steps(session);
    }
    let (repository, _lock, is_finished) = session.lock_after_undo()?;
    if is_finished {
        return Ok(ExitStatus::Clean);
    }
    let journal = session.journal();
    let steps = journal.read_steps()?;
    let display_path = |path: &str| session.display_path(path);
    let plan = plan_undo(&steps, args.count, args.redo, &repository, session.clock, display_path);
    let plan = plan.map_err(|error| session.with_display_path(error))?;
    for (number, reason) in &plan.damaged {
        session
            .out
            .print_warning(&format!("warning: step {number} was left out, because its entry is damaged: {reason}"));
    }
    for skipped in &plan.skipped {
        let line = format_command(skipped);
        session.out.print_message(&format!("left out, because the records do not have its changes: {line}"));
    }
    if session.mode == Mode::Write {
        let files = plan.records.iter().chain(&plan.generated).cloned().collect();
        journal.write_undo(&PlannedUndo { steps: plan.numbers.clone(), is_redo: args.redo, files })?;
    }
    report_plan(&plan, args.redo, session);
    Ok(ExitStatus::Clean)
}

fn parse_count(text: &str) -> Result<usize, String> {
    text.parse().ok().filter(|count| *count > 0).ok_or_else(|| "expected a number from 1".to_owned())
}

fn report_plan(plan: &UndoPlan, is_redo: bool, session: &mut Session) {
    let done = if is_redo { "done again" } else { "taken back" };
    let prefix = if session.mode == Mode::DryRun { "not " } else { "" };
    if session.mode == Mode::DryRun {
        plan.records.iter().for_each(|change| session.show_change(&change.to_file()));
    }
    for label in &plan.steps {
        let line = format!("{prefix}{done}: {}", make_visible(&format_command(label)));
        match session.mode {
            Mode::DryRun => session.out.print_message(&line),
            Mode::Write => session.out.print(&format!("{line}\n")),
        }
        if label.has_sent && !is_redo {
            session.out.print_message("what was sent is not taken back");
        } else if label.has_sent {
            session.out.print_message("it is not sent again");
        }
    }
    if session.mode == Mode::Write {
        for change in &plan.records {
            let path = session.display_path(&change.path);
            session.out.print(&format!("{path}{}\n", describe_file(change, ["created", "removed", ""])));
        }
        for change in &plan.generated {
            let path = session.display_path(&change.path);
            session.out.print(&format!("{path}{}\n", describe_file(change, ["generated", "removed", "regenerated"])));
        }
    }
    session.print_warnings(&plan.findings, &plan.after.group.sources);
}

/// What happens to a file: it is created, removed or changed.
fn describe_file(change: &TextChange, [created, removed, changed]: [&str; 3]) -> String {
    let what = match (&change.before, &change.after) {
        (None, _) => created,
        (_, None) => removed,
        _ => changed,
    };
    if what.is_empty() { String::new() } else { format!(": {what}") }
}

fn list_steps(session: &mut Session) -> Result<ExitStatus, Error> {
    let repository = session.read_repository()?;
    let zone = repository.group.workgroup.as_ref().map_or(chrono_tz::UTC, |workgroup| workgroup.timezone);
    let steps = session.journal().read_steps()?;
    if steps.is_empty() {
        session.out.print_message("no steps yet");
        return Ok(ExitStatus::Clean);
    }
    let undone = select_steps(&steps, true);
    let done = select_steps(&steps, false);
    let has_undone = !undone.is_empty();
    let numbered = |steps: Vec<_>| (1_usize..).zip(steps).collect::<Vec<(usize, &JournalStep)>>();
    let rows = numbered(undone).into_iter().rev().chain(numbered(done));
    let room = if session.out.is_terminal() { session.out.width().saturating_sub(45).max(20) } else { usize::MAX };
    let rows: Vec<_> = rows.map(|(at, step)| format_row(at, step, zone, room)).collect();
    let header = ["N", "MADE", "", "COMMAND"];
    let table = format_columns(header, rows.into_iter(), &[0, 1, 2], &session.out);
    session.out.print_painted(&table);
    if has_undone {
        session.out.print_message("`backlog undo --redo N` does undone steps again");
    }
    Ok(ExitStatus::Clean)
}

fn format_row(at: usize, step: &JournalStep, zone: Tz, room: usize) -> [String; 4] {
    let undone = if step.is_undone { "undone" } else { "" };
    match &step.content {
        Ok(content) => [
            at.to_string(),
            format_moment(content.label.moment.with_timezone(&zone)),
            if content.files.is_some() { undone } else { "too large" }.to_owned(),
            make_visible(&shorten_text(&format_command(&content.label), room)),
        ],
        Err(_) => [String::new(), String::new(), "damaged".to_owned(), String::new()],
    }
}
