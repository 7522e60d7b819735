//! `backlog action`: action points, listed, opened, and what became of them.

mod add;
mod list;
mod update;

use super::Status;
use super::session::Session;
use crate::error::Error;
use crate::model::schedule::weekday_name;
use crate::model::spelling::nearest;
use crate::view::Views;
use crate::view::due_date::DueDate;
use chrono::{NaiveDate, Weekday};

/// List action points, open new ones, and record what became of them
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog action list
  backlog action add 63 \"Refine the PR\" --due 2026-02-26
  backlog action close 20260212-01 --note \"the PR is merged\"")]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(clap::Subcommand)]
enum Action {
    List(list::Args),
    Add(add::Args),
    Update(update::Args),
    Close(update::CloseArgs),
}

pub fn run(args: Args, session: &mut Session) -> Result<Status, Error> {
    match args.action {
        Action::List(args) => list::run(&args, session),
        Action::Add(args) => add::run(args, session),
        Action::Update(args) => update::run(args, session),
        Action::Close(args) => update::run(args.into(), session),
    }
}

/// Reads the day by which an action point is to be done.
fn parse_due(text: &str) -> Result<DueDate, String> {
    DueDate::parse(text).ok_or_else(|| {
        let week = std::iter::successors(Some(Weekday::Mon), |day| Some(day.succ())).take(7);
        let names: Vec<String> = week.map(|day| weekday_name(day).to_lowercase()).collect();
        match nearest(text, names.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "expected a day as 2026-02-12, a weekday such as thursday, or `next` for the next call".to_owned(),
        }
    })
}

/// The day that is meant in the call of a day, which is not before it.
fn due_day(due: DueDate, call: NaiveDate, views: &Views) -> Result<NaiveDate, Error> {
    let day = views.resolve_due_date(due, call).ok_or_else(|| {
        let message = format!("the schedule has no call after that of {call}");
        Error::denied(message, "Name the day itself: --due DATE.")
    })?;
    match day < call {
        true => Err(Error::denied(
            format!("{day} is before the call of {call}"),
            "Correct --due, or name the call: --call DATE.",
        )),
        false => Ok(day),
    }
}

/// `due 2026-02-26`, with what was said for the day.
fn describe_due(due: DueDate, day: NaiveDate) -> String {
    match due {
        DueDate::Day(_) => format!("due {day}"),
        DueDate::NextCall => format!("due {day}, the next call"),
        DueDate::Weekday(weekday) => format!("due {} {day}", weekday_name(weekday)),
    }
}
