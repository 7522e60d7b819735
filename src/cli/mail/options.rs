//! The options of a mail, with their defaults from `workgroup.yaml`.

use crate::cli::call::NamedCall;
use crate::cli::mode::WriteArgs;
use crate::cli::send::{Consent, Secret};
use crate::error::Error;
use crate::model::mail::{Mailbox, SmtpServer};
use crate::model::meeting::Meeting;
use crate::model::workgroup::Workgroup;
use crate::record::mail::SentMail;
use crate::render::mail::{self, Letter, Sender};
use crate::store::load;
use crate::view::Views;
use std::io::ErrorKind;
use std::path::PathBuf;

/// The password for the server.
const PASSWORD: Secret =
    Secret { variable: "BACKLOG_SMTP_PASSWORD", server_variable: "BACKLOG_SMTP_SERVER", server_form: "HOST:PORT" };
/// The variable that names a file of certificates to trust.
const AUTHORITIES: &str = "BACKLOG_SMTP_CA";

#[derive(clap::Args)]
#[command(mut_arg("dry_run", |flag| {
    flag.requires("send").help("With --send: show what would be sent and recorded, without doing it")
}))]
pub struct MailOptions {
    /// Set the sender [default: `mail: { from }` in workgroup.yaml]
    #[arg(long, value_name = "ADDRESS", value_parser = parse_mailbox)]
    from: Option<Mailbox>,

    /// Add a recipient; repeat it for several [default: from workgroup.yaml]
    #[arg(long, value_name = "ADDRESS", value_parser = parse_mailbox)]
    to: Vec<Mailbox>,

    /// Write to FILE instead of standard output
    #[arg(long, value_name = "FILE", conflicts_with = "send")]
    pub out: Option<PathBuf>,

    /// Show the mail and send it
    #[arg(long)]
    pub send: bool,

    #[command(flatten)]
    pub write: WriteArgs,

    #[command(flatten)]
    pub consent: Consent,

    /// With --send: use this server, with STARTTLS [default: `mail: { server }` in workgroup.yaml, or
    /// BACKLOG_SMTP_SERVER]
    #[arg(long, value_name = "HOST:PORT", requires = "send", value_parser = parse_server)]
    server: Option<SmtpServer>,

    /// With --send: log in as this user [default: `mail: { user }` in workgroup.yaml]
    #[arg(long, value_name = "NAME", requires = "send")]
    user: Option<String>,

    /// With --send: also trust the PEM certificates in FILE [env: BACKLOG_SMTP_CA]
    #[arg(long, value_name = "FILE", requires = "send")]
    ca: Option<PathBuf>,

    /// With --send: send them again, although `minutes-sent` records that they were sent
    #[arg(long, requires = "send")]
    pub again: bool,
}

/// The options of a mail about a call.
#[derive(clap::Args)]
pub struct CallMailOptions {
    #[command(flatten)]
    pub call: NamedCall,

    #[command(flatten)]
    pub mail: MailOptions,
}

impl SentMail {
    /// The name of the list that gets it.
    pub fn list_name(self) -> &'static str {
        match self {
            SentMail::Agenda => "the reviewer's list",
            SentMail::Minutes | SentMail::Actions => "the group's list",
        }
    }

    /// The addresses of the list; empty where the group has none.
    pub fn list_addresses(self, workgroup: &Workgroup) -> Vec<Mailbox> {
        match self {
            SentMail::Agenda => workgroup.reviewer.iter().filter_map(|reviewer| reviewer.mail.clone()).collect(),
            SentMail::Minutes | SentMail::Actions => workgroup.mail.to.clone(),
        }
    }

    /// The mail about a call.
    pub fn compose_letter<'g>(
        self,
        meeting: &'g Meeting,
        addresses: &MailAddresses,
        views: &Views<'g>,
    ) -> Result<Letter, Error> {
        let sender = Sender { from: &addresses.from, to: &addresses.to };
        match self {
            SentMail::Agenda => mail::compose_agenda(views, meeting, &sender),
            SentMail::Minutes => mail::compose_minutes(views, meeting, &sender),
            SentMail::Actions => mail::compose_actions(views, meeting, &sender),
        }
    }
}

/// The sender and the recipients of a mail.
pub struct MailAddresses {
    pub from: Mailbox,
    /// Not empty.
    pub to: Vec<Mailbox>,
}

impl MailOptions {
    /// The addresses; a missing one is an error at once.
    pub fn find_addresses(&self, workgroup: &Workgroup, what: SentMail) -> Result<MailAddresses, Error> {
        let from = self.from.clone().or_else(|| workgroup.mail.from.clone());
        let to = if self.to.is_empty() { what.list_addresses(workgroup) } else { self.to.clone() };
        let Some(from) = from else {
            let help = "Set it with `backlog set workgroup mail.from=ADDRESS`, or add --from ADDRESS.";
            return Err(Error::usage("a sender is required", help));
        };
        if to.is_empty() {
            let key = match (what, &workgroup.reviewer) {
                (SentMail::Agenda, Some(_)) => "reviewer.mail=ADDRESS",
                (SentMail::Agenda, None) => "reviewer.name=NAME reviewer.mail=ADDRESS",
                (SentMail::Minutes | SentMail::Actions, _) => "mail.to=ADDRESS",
            };
            let help = format!("Set it with `backlog set workgroup {key}`, or add --to ADDRESS.");
            return Err(Error::usage("a recipient is required", help));
        }
        Ok(MailAddresses { from, to })
    }

    /// The server; a missing one is an error at once.
    pub fn find_server(&self, workgroup: &Workgroup) -> Result<SmtpServer, Error> {
        let help = "Set it with `backlog set workgroup mail.server=HOST:PORT`, or add --server HOST:PORT.";
        let missing = || Error::usage("a mail server is required", help);
        match self.server.clone().or_else(|| workgroup.mail.server.clone()) {
            Some(server) => Ok(server),
            None => PASSWORD.permitted_server(SmtpServer::parse)?.ok_or_else(missing),
        }
    }

    /// The user who logs in; `None` for no login.
    pub fn find_user(&self, workgroup: &Workgroup) -> Option<String> {
        self.user.clone().or_else(|| workgroup.mail.user.as_ref().map(|user| user.value.clone()))
    }

    /// The certificates to trust in addition to the usual ones.
    pub fn read_authorities(&self) -> Result<Option<Vec<u8>>, Error> {
        let of_environment = || std::env::var_os(AUTHORITIES).filter(|path| !path.is_empty()).map(PathBuf::from);
        let Some(path) = self.ca.clone().or_else(of_environment) else { return Ok(None) };
        let missing = || Error::Io { action: "read", path: path.clone(), source: ErrorKind::NotFound.into() };
        let pem = load::read_user_file(&path)?.ok_or_else(missing)?;
        if !String::from_utf8_lossy(&pem).contains("-----BEGIN CERTIFICATE-----") {
            let help = "Give a file with PEM certificates: --ca FILE, or BACKLOG_SMTP_CA.";
            return Err(Error::usage(format!("{} contains no certificates", path.display()), help));
        }
        Ok(Some(pem))
    }
}

/// The password of a user for a server; a missing one is an error at once.
pub fn read_password(user: &str, server: &SmtpServer) -> Result<String, Error> {
    let help = format!("Set {}, the only source of the password.", PASSWORD.variable);
    let missing = || Error::usage(format!("a password for {user} is required"), help);
    PASSWORD.read_secret(server, SmtpServer::parse)?.ok_or_else(missing)
}

fn parse_mailbox(text: &str) -> Result<Mailbox, String> {
    Mailbox::parse(text)
        .ok_or_else(|| "expected an address such as secretary@example.org or `Name <secretary@example.org>`".to_owned())
}

fn parse_server(text: &str) -> Result<SmtpServer, String> {
    SmtpServer::parse(text).ok_or_else(|| "expected a server such as smtp.example.org:587".to_owned())
}
