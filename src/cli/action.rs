//! `backlog action`: list, open, update, close and withdraw action points.

mod add;
mod list;
mod update;
mod withdraw;

use super::ExitStatus;
use super::command::Writing;
use super::session::Session;
use crate::error::Error;
use crate::model::schedule::weekday_name;
use crate::model::spelling::suggest_word;
use crate::record::day::wrong_date_message;
use crate::view::calls::due_date::DueDate;
use chrono::Weekday;

/// List, open, update, close and withdraw action points
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog action list
  backlog action add 63 \"Refine the PR\" --due 2026-02-26
  backlog action close 20260212-01 --note \"the PR is merged\"
  backlog action withdraw 20260226-01")]
pub struct Args {
    #[command(subcommand)]
    action: ActionCommand,
}

#[derive(clap::Subcommand)]
enum ActionCommand {
    List(list::Args),
    Add(Writing<add::Args>),
    Update(Writing<update::Args>),
    Close(Writing<update::CloseArgs>),
    Withdraw(Writing<withdraw::Args>),
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    match args.action {
        ActionCommand::List(args) => list::run(args, session),
        ActionCommand::Add(args) => add::run(args.start(session)?, session),
        ActionCommand::Update(args) => update::run(args.start(session)?, session),
        ActionCommand::Close(args) => update::run(args.start(session)?.into(), session),
        ActionCommand::Withdraw(args) => withdraw::run(args.start(session)?, session),
    }
}

/// Parses the day on which an action point is due.
fn parse_due(text: &str) -> Result<DueDate, String> {
    DueDate::parse(text).ok_or_else(|| {
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            return wrong_date_message(text);
        }
        let week = std::iter::successors(Some(Weekday::Mon), |day| Some(day.succ())).take(7);
        let names: Vec<String> = week.map(|day| weekday_name(day).to_lowercase()).collect();
        let words = DueDate::WORDS.iter().map(|(word, _)| *word);
        match suggest_word(text, words.chain(names.iter().map(String::as_str))) {
            Some(near) => format!("did you mean `{near}`?"),
            None => {
                "expected a day such as 2026-02-12, `today`, `tomorrow`, a weekday such as thursday, or `next` for \
                     the next call"
                    .to_owned()
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{DueDate, parse_due};

    #[test]
    fn a_wrong_due_date_gets_a_suggestion() {
        assert_eq!(parse_due("today"), Ok(DueDate::Today));
        for (text, expected) in [
            ("nxt", "did you mean `next`?"),
            ("tomorow", "did you mean `tomorrow`?"),
            ("mondya", "did you mean `monday`?"),
            ("2026-02-30", "not a date: 2026-02-30 (use YYYY-MM-DD)"),
            ("26.2.2026", "not a date: 26.2.2026 (use YYYY-MM-DD)"),
        ] {
            assert_eq!(parse_due(text), Err(expected.to_owned()), "{text}");
        }
        assert!(parse_due("soon after Easter").is_err_and(|error| error.starts_with("expected a day such as")));
    }
}
