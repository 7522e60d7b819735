//! `backlog completions`: the script that lets a shell complete commands and what the records hold.

use super::session::Session;
use super::{ExitStatus, complete};
use crate::error::Error;

/// Print the script for completions in a shell
#[derive(clap::Args)]
#[command(after_help = "Examples:
  source <(backlog completions bash)        in ~/.bashrc
  source <(backlog completions zsh)         in ~/.zshrc, after compinit
  backlog completions fish | source         in ~/.config/fish/config.fish")]
pub struct Args {
    /// Which shell asks
    #[arg(value_name = "SHELL", value_parser = ["bash", "zsh", "fish", "elvish", "powershell"])]
    shell: String,
}

pub fn run(args: &Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let script = complete::format_script(&args.shell)
        .ok_or_else(|| Error::usage(format!("no script is known for {}", args.shell), "Name another shell."))?;
    session.out.print_document(&script);
    Ok(ExitStatus::Clean)
}
