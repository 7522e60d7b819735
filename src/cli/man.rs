//! `backlog man`: the manual page, made from the command line's own help.

use super::session::Session;
use super::{Cli, Status};
use crate::error::Error;
use clap::CommandFactory;
use clap_mangen::Man;
use std::path::PathBuf;

/// Print the manual page: `backlog man | man -l -`
#[derive(clap::Args)]
pub struct Args {}

pub fn run(_: &Args, session: &mut Session) -> Result<Status, Error> {
    let failed = |source| Error::Io { action: "write", path: PathBuf::from("the manual page"), source };
    let mut command = Cli::command();
    command.build();
    let mut page = Vec::new();
    let man = Man::new(command.clone());
    man.render(&mut page).map_err(failed)?;
    // One page with every command: nobody has to install twenty.
    for command in command.get_subcommands().filter(|command| command.get_name() != "help") {
        let man = Man::new(command.clone());
        man.render_name_section(&mut page).map_err(failed)?;
        man.render_synopsis_section(&mut page).map_err(failed)?;
        man.render_description_section(&mut page).map_err(failed)?;
        man.render_options_section(&mut page).map_err(failed)?;
        man.render_extra_section(&mut page).map_err(failed)?;
    }
    session.out.print(&String::from_utf8_lossy(&page));
    Ok(Status::Clean)
}
