//! `backlog explain`: list the rules, or print the page of one.

use super::ExitStatus;
use super::check::unknown_rule_error;
use super::format::FormatArgs;
use super::session::Session;
use crate::error::Error;
use crate::report::{json, rule_page};
use crate::rules;
use clap::ValueEnum;

/// Explain a rule, or list all rules
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog explain
  backlog explain late-agenda-item")]
pub struct Args {
    /// Name of the rule, such as late-agenda-item
    rule: Option<String>,

    #[command(flatten)]
    format: FormatArgs<RuleFormat>,

    /// Print Markdown, as --format md does
    #[arg(long, hide = true, conflicts_with_all = ["format", "json"])]
    markdown: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RuleFormat {
    Human,
    Md,
    Json,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let (color, width) = (session.out.has_color(), session.out.width());
    let rule =
        args.rule.as_deref().map(|name| rules::find_rule(name).ok_or_else(|| unknown_rule_error(name))).transpose()?;
    let format = if args.markdown { RuleFormat::Md } else { args.format.chosen_format().unwrap_or(RuleFormat::Human) };
    let text = match (rule, format) {
        // A program that reads the list needs one rule per line.
        (None, RuleFormat::Human) => {
            rule_page::format_list(color, if session.out.is_terminal() { width } else { usize::MAX })
        }
        (Some(rule), RuleFormat::Human) => rule_page::format_page(rule, color, width),
        (None, RuleFormat::Md) => rule_page::format_book(),
        (Some(rule), RuleFormat::Md) => rule_page::format_chapter(rule),
        (None, RuleFormat::Json) => json::format_rules(rules::RULES)?,
        (Some(rule), RuleFormat::Json) => json::format_rules(&[rule])?,
    };
    session.out.print_painted(&text);
    Ok(ExitStatus::Clean)
}
