//! `backlog explain`: the rules, and the page of one.

use super::Status;
use super::check::unknown_rule;
use super::session::Session;
use crate::error::Error;
use crate::report::rule_page;
use crate::rules;

/// Explain a rule, or list all of them
#[derive(clap::Args)]
pub struct Args {
    /// The rule, such as late-agenda-item
    rule: Option<String>,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Status, Error> {
    let color = session.out.color();
    let text = match &args.rule {
        None => rule_page::list(color, session.out.width()),
        Some(name) => rule_page::page(rules::find(name).ok_or_else(|| unknown_rule(name))?, color, session.out.width()),
    };
    session.out.print(&text);
    Ok(Status::Clean)
}
