//! The way to GitHub that every command uses which speaks with it: the server, the token and the progress.

use super::proxy::find_proxy;
use super::session::Session;
use crate::error::Error;
use crate::outside::github::{GithubApi, GithubClient, GithubEvent};
use crate::report::inert::{break_commands, make_visible};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::cell::RefCell;
use std::io::{IsTerminal, Write, stderr};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// How long reading may take before its progress appears.
const PATIENCE: Duration = Duration::from_secs(1);

/// The server, as the user may choose it.
#[derive(clap::Args)]
pub struct GithubArgs {
    /// Use the API at URL, such as https://HOST/api/v3 for GitHub Enterprise
    #[arg(long, value_name = "URL", value_parser = parse_api)]
    api: Option<GithubApi>,
}

fn parse_api(text: &str) -> Result<GithubApi, String> {
    GithubApi::parse(text).ok_or_else(|| "expected an https URL, such as https://HOST/api/v3".to_owned())
}

impl GithubArgs {
    /// A client for the server, with the user's token if there is one.
    pub fn connect(&self, session: &Session) -> Result<GithubClient, Error> {
        let api = self.api.clone().unwrap_or_default();
        let token = find_token(&api);
        let progress = RefCell::new(ReadingProgress { since: Instant::now(), is_quiet: session.out.quiet, bar: None });
        let proxy = find_proxy(api.host());
        let client = GithubClient::new(api, token, move |event| progress.borrow_mut().show(event))?;
        match proxy {
            Some(url) => client.with_proxy(&url),
            None => Ok(client),
        }
    }
}

/// The token for a server.
fn find_token(api: &GithubApi) -> Option<String> {
    let from_environment = api.token_variables().iter().find_map(|name| trim_token(&std::env::var(name).ok()?));
    from_environment.or_else(|| ask_gh(if api.is_default() { "github.com" } else { api.host() }))
}

/// The token that `gh` keeps for a host; `None` without `gh` or without a login.
fn ask_gh(host: &str) -> Option<String> {
    let mut command = Command::new("gh");
    command.args(["auth", "token", "--hostname", host]).stdin(Stdio::null()).stderr(Stdio::null());
    let output = command.output().ok().filter(|output| output.status.success())?;
    trim_token(&String::from_utf8(output.stdout).ok()?)
}

fn trim_token(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|token| !token.is_empty())
}

/// A line on the terminal with the number of pages, and messages about what takes longer.
struct ReadingProgress {
    since: Instant,
    is_quiet: bool,
    bar: Option<ProgressBar>,
}

impl ReadingProgress {
    fn show(&mut self, event: GithubEvent) {
        match event {
            GithubEvent::PageRead(page) => {
                if self.bar.is_none() && self.since.elapsed() > PATIENCE && stderr().is_terminal() {
                    let style = ProgressStyle::with_template("{spinner} {pos} pages read from GitHub")
                        .unwrap_or_else(|_| ProgressStyle::default_spinner());
                    self.bar =
                        Some(ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_style(style));
                }
                if let Some(bar) = &self.bar {
                    bar.set_position(page as u64);
                }
            }
            GithubEvent::ListRead => self.clear(),
            GithubEvent::Waiting { seconds, reason } => self.print(&format!("{reason}: waiting {seconds} seconds")),
            GithubEvent::TryingAgain { reason } => self.print(&format!("trying again: {reason}")),
        }
    }

    /// Prints a message as `Out` does, which the client cannot hold.
    fn print(&mut self, message: &str) {
        self.clear();
        if !self.is_quiet {
            let _ = stderr().write_all(break_commands(&(make_visible(message) + "\n")).as_bytes());
        }
    }

    fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Drop for ReadingProgress {
    fn drop(&mut self) {
        self.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_no_space_around_it() {
        assert_eq!(trim_token(" ghp_x\n").as_deref(), Some("ghp_x"));
        assert_eq!(trim_token(" \n"), None);
    }
}
