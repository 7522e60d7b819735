//! `backlog agenda`: show and change the agenda of a call.

pub mod add;
pub mod carry;
mod move_item;
mod remove;

use super::command::Writing;
use super::format::{FormatArgs, PageFormat};
use super::session::{Needs, Session};
use super::{ExitStatus, parse_day};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::schedule::weekday_name;
use crate::model::spelling::suggest_word;
use crate::record::call::{expect_held, find_call_on, find_next_call, not_held_message};
use crate::report::agenda::{self, AgendaOrder};
use crate::report::json;
use crate::store::load::focus::Focus;
use crate::store::repository::GroupRepository;
use crate::view::Views;
use crate::view::calendar::Call;
use chrono::{Datelike, NaiveDate};

/// Show or change the agenda of a call
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog agenda
  backlog agenda --longest-first
  backlog agenda add 63
  backlog agenda move 63 --first
  backlog agenda remove 63")]
pub struct Args {
    #[command(subcommand)]
    action: Option<AgendaCommand>,

    /// Choose the call by its day [default: the running or next call]
    #[arg(long = "meeting", alias = "call", value_name = "DATE", global = true, value_parser = parse_day)]
    call: Option<NaiveDate>,

    #[command(flatten)]
    show: ShowArgs,
}

/// Show the agenda, each item with its verdict (the default)
#[derive(clap::Args)]
struct ShowArgs {
    /// Day of the call
    #[arg(value_parser = parse_agenda_day, conflicts_with = "call")]
    date: Option<NaiveDate>,

    // Without it, clap refuses the words after a mistyped command before the command itself.
    #[arg(hide = true, value_name = "DATE", value_parser = refuse_word)]
    more: Vec<String>,

    /// Sort items by how many calls in a row did not treat them
    #[arg(long)]
    longest_first: bool,

    #[command(flatten)]
    format: FormatArgs<PageFormat>,
}

#[derive(clap::Subcommand)]
enum AgendaCommand {
    Show(ShowArgs),
    Add(Writing<add::Args>),
    Carry(Writing<carry::Args>),
    Move(Writing<move_item::Args>),
    Remove(Writing<remove::Args>),
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let Args { action, call, show: before } = args;
    // What precedes the name of a command applies to it as well.
    let after = match &action {
        Some(AgendaCommand::Show(show)) => show.date,
        _ => None,
    };
    let mut days = [call, before.date, after].into_iter().flatten();
    let call = days.next();
    if let Some((one, other)) = call.zip(days.next()) {
        let message = format!("expected one call, found {one} and {other}");
        return Err(Error::usage(message, "Choose one of them."));
    }
    match action {
        Some(AgendaCommand::Add(args)) => add::run(args.start(session)?, call, session),
        Some(AgendaCommand::Carry(args)) => carry::run(args.start(session)?, call, session),
        Some(AgendaCommand::Move(args)) => move_item::run(args.start(session)?, call, session),
        Some(AgendaCommand::Remove(args)) => remove::run(args.start(session)?, call, session),
        Some(AgendaCommand::Show(show)) => {
            let longest_first = show.longest_first || before.longest_first;
            show_agenda(&ShowArgs { longest_first, format: show.format.or(before.format), ..show }, call, session)
        }
        None => show_agenda(&before, call, session),
    }
}

/// Parses the day of the agenda to show. Another word may be a mistyped command.
fn parse_agenda_day(text: &str) -> Result<NaiveDate, String> {
    match suggest_word(text, ["add", "carry", "move", "remove", "show"]) {
        Some(near) => Err(format!("did you mean `{near}`?")),
        None => parse_day(text),
    }
}

fn refuse_word(_: &str) -> Result<String, String> {
    Err("expected one day".to_owned())
}

fn show_agenda(args: &ShowArgs, call: Option<NaiveDate>, session: &mut Session) -> Result<ExitStatus, Error> {
    let focus = session.new_focus([], call).map(Focus::with_history).filter(|_| !args.format.is_json());
    session.read_about(focus, |repository, session| print_agenda(args, call, repository, session))
}

fn print_agenda(
    args: &ShowArgs,
    call: Option<NaiveDate>,
    repository: &GroupRepository,
    session: &mut Session,
) -> Result<ExitStatus, Error> {
    let views = session.derive_views(repository, Needs::AllRecords)?;
    let meeting = announce_call(call, &views, session)?;
    let order = if args.longest_first { AgendaOrder::LongestFirst } else { AgendaOrder::OfTheCall };
    session.out.print(&match args.format.is_json() {
        true => json::format_meeting(meeting, order, &views)?,
        false => agenda::format_agenda(meeting, &views, order, session.findings_look().width),
    });
    if let Some(items) = agenda::describe_progress(meeting, &views) {
        session.out.print_message(&format!("{items} recorded"));
    }
    Ok(ExitStatus::Clean)
}

/// The call whose agenda is shown or changed; prints on stderr when it is and when its agenda closes.
fn announce_call<'g>(date: Option<NaiveDate>, views: &Views<'g>, session: &mut Session) -> Result<&'g Meeting, Error> {
    let meeting = find_call(date, views)?;
    let call = views.calendar.call_for(meeting);
    session.out.print_message(&match views.calls.not_held_on(call.date) {
        Some(not_held) => not_held_message(call.date, &not_held),
        None => {
            let closing = views.calendar.closing(&call).describe_closing(views.now.moment());
            let closing = closing.map(|closing| format!("; its agenda {closing}")).unwrap_or_default();
            format!("the call of {}{closing}", call.format_start())
        }
    });
    Ok(meeting)
}

/// As [`announce_call`], for a command that adds to the agenda: refuses a call that is not held.
fn announce_held_call<'g>(
    date: Option<NaiveDate>,
    views: &Views<'g>,
    session: &mut Session,
) -> Result<&'g Meeting, Error> {
    expect_held(find_call(date, views)?.date.value, views)?;
    announce_call(date, views, session)
}

/// The call of a given day, otherwise the next one.
fn find_call<'g>(date: Option<NaiveDate>, views: &Views<'g>) -> Result<&'g Meeting, Error> {
    match date {
        Some(date) => find_call_on(date, views),
        None => find_next_call(views),
    }
}

/// Reports when a call is, and when its agenda closes.
pub fn report_call(call: &Call, views: &Views, session: &mut Session) {
    let end = call.times.map(|times| format!(" to {}", times.end.format("%H:%M"))).unwrap_or_default();
    session.out.print_message(&format!("the call: {} {}{end}", weekday_name(call.date.weekday()), call.format_start()));
    if let Some(closing) = views.calendar.closing(call).describe_closing(views.now.moment()) {
        session.out.print_message(&format!("its agenda {closing}"));
    }
}
