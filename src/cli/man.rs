//! `backlog man`: print the manual page, generated from the help of the command line.

use super::session::Session;
use super::{Cli, ExitStatus, help};
use crate::error::Error;
use clap::builder::Styles;
use clap::{Command, CommandFactory};
use clap_mangen::Man;
use std::path::PathBuf;

/// Print the manual page: `backlog man | man -l -`
#[derive(clap::Args)]
pub struct Args {
    /// Print the help of all commands as a page of Markdown instead
    #[arg(long)]
    markdown: bool,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    if args.markdown {
        session.out.print_document(&format_reference());
        return Ok(ExitStatus::Clean);
    }
    let failed = |source| Error::Io { action: "write", path: PathBuf::from("the manual page"), source };
    session.out.print_document(&format_page().map_err(failed)?);
    Ok(ExitStatus::Clean)
}

/// One page with every command, so that there is one file to install.
fn format_page() -> std::io::Result<String> {
    let mut command = Cli::command();
    command.build();
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
        let man = Man::new(command.clone());
        man.render_name_section(&mut page)?;
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
        man.render_extra_section(&mut page)?;
    }
    Ok(String::from_utf8_lossy(&page).into_owned())
}

/// The help of every command, as a page.
fn format_reference() -> String {
    let command = help::with_groups(Cli::command().styles(Styles::plain()).term_width(100));
    let mut page = "# Commands\n\nThe output of `backlog --help` and of `backlog COMMAND --help`. Every command also has the options of \
                    the first one.\n"
        .to_owned();
    add_help("backlog", &command, &mut page);
    page
}

/// Adds the help of a command, without the options that all commands share, and of the commands in it.
fn add_help(name: &str, command: &Command, page: &mut String) {
    let is_root = !name.contains(' ');
    let shared = command.get_arguments().filter(|argument| !is_root && argument.is_global_set());
    let shared: Vec<_> = shared.map(|argument| argument.get_id().clone()).collect();
    let own = shared.into_iter().fold(command.clone(), |own, id| own.mut_arg(id, |argument| argument.hide(true)));
    let help = own.disable_help_flag(!is_root).render_long_help().to_string();
    let lines: Vec<&str> = help.trim_end().lines().map(str::trim_end).collect();
    *page += &format!("\n## {name}\n\n```text\n{}\n```\n", lines.join("\n"));
    for inner in command.get_subcommands().filter(|inner| inner.get_name() != "help" && !inner.is_hide_set()) {
        add_help(&format!("{name} {}", inner.get_name()), inner, page);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reference_in_the_manual_is_that_of_the_commands() {
        let committed = include_str!("../../docs/manual/commands.md").replace("\r\n", "\n");
        assert!(committed == format_reference(), "stale: `cargo run -- man --markdown > docs/manual/commands.md`");
    }

    #[test]
    fn the_page_has_every_command_with_its_options() {
        let page = format_page().unwrap();
        let sections = page.matches("\n.SH NAME\n").count();
        let commands = Cli::command().get_subcommands().filter(|command| command.get_name() != "help").count();
        assert_eq!(sections, commands + 1);
        assert!(page.starts_with(".") && page.contains("not\\-treated"), "{page}");
    }
}
