//! `backlog completions`: print the script that completes commands and values from the records.

use super::session::Session;
use super::{ExitStatus, complete};
use crate::error::Error;

/// Print the completion script of a shell
#[derive(clap::Args)]
#[command(after_help = "Examples:
  source <(backlog completions bash)        in ~/.bashrc
  source <(backlog completions zsh)         in ~/.zshrc, after compinit
  backlog completions fish | source         in ~/.config/fish/config.fish
  backlog completions powershell | Out-String | Invoke-Expression      in $PROFILE")]
pub struct Args {
    /// Name of the shell
    #[arg(value_name = "SHELL", value_parser = ["bash", "zsh", "fish", "elvish", "powershell"])]
    shell: String,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let script = complete::format_script(&args.shell)
        .ok_or_else(|| Error::usage(format!("no completion script for {}", args.shell), "Choose another shell."))?;
    session.out.print_document(&script);
    Ok(ExitStatus::Clean)
}
