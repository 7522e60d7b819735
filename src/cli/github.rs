//! `backlog github agenda|onboarding|stages`: print what a group writes to GitHub, or send it.

mod agenda;
mod onboarding;
mod stages;

use super::ExitStatus;
use super::github_access::GithubArgs;
use super::mode::{Mode, WriteArgs};
use super::send::Consent;
use super::session::Session;
use crate::error::Error;
use crate::outside::github::GithubClient;
use crate::record::github::require_token;
use crate::render::github::IssueText;

/// Print or send what the group writes to GitHub
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog github agenda            print the issue with the agenda of the next call
  backlog github agenda --send     open it, or bring it up to date
  backlog github stages            print what the new stages mean on GitHub

Nothing is sent without --send. Sending needs a token that may write issues (GH_TOKEN, GITHUB_TOKEN
or that of `gh`; with --api GH_ENTERPRISE_TOKEN or GITHUB_ENTERPRISE_TOKEN).")]
pub struct Args {
    #[command(subcommand)]
    what: GithubCommand,
}

#[derive(clap::Subcommand)]
enum GithubCommand {
    Agenda(agenda::Args),
    Onboarding(onboarding::Args),
    Stages(stages::Args),
}

/// The options of each of them.
#[derive(clap::Args)]
#[command(mut_arg("dry_run", |flag| {
    flag.requires("send").help("With --send: show what would be sent and recorded, without doing it")
}))]
pub struct SendArgs {
    /// Show it and send it
    #[arg(long)]
    send: bool,

    #[command(flatten)]
    write: WriteArgs,

    #[command(flatten)]
    consent: Consent,

    #[command(flatten)]
    github: GithubArgs,
}

impl SendArgs {
    /// A client that may write, unless this is a dry run.
    fn connect_to_send(&self, session: &Session) -> Result<GithubClient, Error> {
        let client = self.github.connect(session)?;
        if session.mode == Mode::Write {
            require_token(&client)?;
        }
        Ok(client)
    }

    /// Prompts whether to send what was shown. `false` in a dry run, which sends nothing.
    fn confirm(&self, to: &[String], client: &GithubClient, session: &mut Session) -> Result<bool, Error> {
        if session.mode == Mode::DryRun {
            session.out.print_message("not sent");
            return Ok(false);
        }
        self.consent.confirm_sending(&client.api().host(), to, session)?;
        session.has_sent = true;
        Ok(true)
    }
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    match args.what {
        GithubCommand::Agenda(args) => agenda::run(args, session),
        GithubCommand::Onboarding(args) => onboarding::run(args, session),
        GithubCommand::Stages(args) => stages::run(args, session),
    }
}

/// Prints an issue as it would be.
fn show_issue(text: &IssueText, session: &mut Session) {
    session.out.print(&format!("Title: {}\n\n{}", text.title, text.body));
}

/// The error for records that changed while the user was asked.
fn changed_meanwhile() -> Error {
    Error::not_allowed("not sent: the records changed meanwhile", "Run the command again.")
}
