//! What every `--send` requires before anything leaves this machine: a secret goes only to the server that the
//! environment names, and the user agrees after the server and the recipients are shown.
//!
//! The records are not trusted with this: a stranger's pull request may name any server and any recipient.

use super::ask;
use super::session::Session;
use crate::error::Error;
use crate::report::inert::make_visible;
use std::fmt::Display;

/// The flag of every command that sends something.
#[derive(clap::Args)]
pub struct Consent {
    /// With --send: send without a prompt; required without a terminal
    #[arg(short = 'y', long, requires = "send")]
    yes: bool,
}

impl Consent {
    /// Prompts on a terminal whether to send something to these recipients through this server.
    ///
    /// # Errors
    /// [`Error::NotAllowed`] when the answer is no, [`Error::Usage`] without a terminal and `--yes`.
    pub fn confirm_sending(
        &self,
        server: &impl Display,
        recipients: &[String],
        session: &mut Session,
    ) -> Result<(), Error> {
        let question = make_visible(&format!("Send it to {} through {server}?", recipients.join(", ")));
        let help = "Add --yes to send it to the recipients above without a prompt.";
        let missing = Error::usage("not sent: the prompt needs a terminal", help);
        match self.yes || ask::confirm(&question, session, missing)? {
            true => Ok(()),
            false => Err(Error::NotAllowed { message: "not sent".to_owned(), help: None }),
        }
    }
}

/// A secret in the environment, with the one server that may receive it.
pub struct Secret {
    /// The variable that holds the secret, its only source.
    pub variable: &'static str,
    /// The variable that names the server.
    pub server_variable: &'static str,
    /// How that variable names it: `HOST:PORT`.
    pub server_form: &'static str,
}

impl Secret {
    /// The server that may receive the secret; `None` where the variable is unset or empty.
    pub fn permitted_server<S>(&self, parse: impl Fn(&str) -> Option<S>) -> Result<Option<S>, Error> {
        let Some(text) = read_variable(self.server_variable)? else { return Ok(None) };
        let help = format!("Set it to the server alone: `export {}={}`.", self.server_variable, self.server_form);
        let wrong = || Error::usage(format!("{} is not a server: {text}", self.server_variable), help);
        parse(&text).map(Some).ok_or_else(wrong)
    }

    /// The secret for a server; `None` where the environment has none.
    ///
    /// # Errors
    /// [`Error::Usage`] when the environment names another server for the secret, or none.
    pub fn read_secret<S: PartialEq + Display>(
        &self,
        server: &S,
        parse: impl Fn(&str) -> Option<S>,
    ) -> Result<Option<String>, Error> {
        let Self { variable: name, server_variable, .. } = self;
        let Some(secret) = read_variable(name)? else { return Ok(None) };
        let reason = match self.permitted_server(parse)? {
            Some(permitted) if permitted == *server => return Ok(Some(secret)),
            Some(permitted) => format!("that is {permitted}, not {server}"),
            None => format!("that is not set, and this goes to {server}"),
        };
        Err(Error::usage(
            format!("{name} is sent only to the server in {server_variable}: {reason}"),
            format!("If {server} may receive it, set `export {server_variable}={server}`."),
        ))
    }
}

/// A variable of the environment; `None` where it is unset or empty.
pub fn read_variable(name: &str) -> Result<Option<String>, Error> {
    match std::env::var(name) {
        Ok(text) => Ok(Some(text).filter(|text| !text.is_empty())),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => {
            Err(Error::usage(format!("{name} is not UTF-8"), format!("Set {name} to UTF-8 text.")))
        }
    }
}
