//! `backlog explain`: list the rules, or print the page of one.

use super::ExitStatus;
use super::check::unknown_rule_error;
use super::session::Session;
use crate::error::Error;
use crate::report::rule_page;
use crate::rules;

/// Explain a rule, or list all rules
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog explain
  backlog explain late-agenda-item")]
pub struct Args {
    /// Name of the rule, such as late-agenda-item
    rule: Option<String>,

    /// Print Markdown: the page of the rule, or of all rules
    #[arg(long)]
    markdown: bool,
}

pub fn run(args: &Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let (color, width) = (session.out.has_color(), session.out.width());
    let rule =
        args.rule.as_deref().map(|name| rules::find_rule(name).ok_or_else(|| unknown_rule_error(name))).transpose()?;
    let text = match (rule, args.markdown) {
        // A program that reads the list needs one rule per line.
        (None, false) => rule_page::format_list(color, if session.out.is_terminal() { width } else { usize::MAX }),
        (Some(rule), false) => rule_page::format_page(rule, color, width),
        (None, true) => rule_page::format_book(),
        (Some(rule), true) => rule_page::format_chapter(rule),
    };
    session.out.print_painted(&text);
    Ok(ExitStatus::Clean)
}
