//! `backlog action`: action points, listed, opened, and what became of them.

mod add;
mod list;
mod update;

use super::Status;
use super::session::Session;
use crate::error::Error;

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
