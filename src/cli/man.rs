//! `backlog man`: print the manual page, generated from the help of the command line.

use super::session::Session;
use super::{Cli, ExitStatus};
use crate::error::Error;
use clap::CommandFactory;
use clap_mangen::Man;
use std::path::PathBuf;

/// Print the manual page: `backlog man | man -l -`
#[derive(clap::Args)]
pub struct Args {}

pub fn run(_: Args, session: &mut Session) -> Result<ExitStatus, Error> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_has_every_command_with_its_options() {
        let page = format_page().unwrap();
        let sections = page.matches("\n.SH NAME\n").count();
        let commands = Cli::command().get_subcommands().filter(|command| command.get_name() != "help").count();
        assert_eq!(sections, commands + 1);
        assert!(page.starts_with(".") && page.contains("not\\-treated"), "{page}");
    }
}
