//! What the command line says of a mail, and what `workgroup.yaml` says where that is silent.

use crate::cli::send::{Consent, Secret};
use crate::error::Error;
use crate::model::mail::{Mailbox, SmtpServer};
use crate::model::workgroup::Workgroup;
use crate::render::mail::Sender;
use crate::store::load;
use std::io::ErrorKind;
use std::path::PathBuf;

/// The password for the server.
const PASSWORD: Secret = Secret { variable: "BACKLOG_SMTP_PASSWORD", server_variable: "BACKLOG_SMTP_SERVER" };
/// The variable that names a file of authorities.
const AUTHORITIES: &str = "BACKLOG_SMTP_CA";

#[derive(clap::Args)]
pub struct MailOptions {
    /// Who sends it; left out, `mail: { from }` of workgroup.yaml
    #[arg(long, value_name = "ADDRESS", value_parser = parse_mailbox)]
    from: Option<Mailbox>,

    /// Who is to have it; may be given several times; left out, as workgroup.yaml says
    #[arg(long, value_name = "ADDRESS", value_parser = parse_mailbox)]
    to: Vec<Mailbox>,

    /// Write to this file instead of the terminal
    #[arg(long, value_name = "FILE", conflicts_with = "send")]
    pub out: Option<PathBuf>,

    /// Show it and send it
    #[arg(long)]
    pub send: bool,

    /// With --send: show what would be sent and written, and do neither
    #[arg(long, requires = "send")]
    pub dry_run: bool,

    #[command(flatten)]
    pub consent: Consent,

    /// With --send: the server that takes it, with STARTTLS; left out, `mail: { server }` of workgroup.yaml, or
    /// BACKLOG_SMTP_SERVER
    #[arg(long, value_name = "HOST:PORT", requires = "send", value_parser = parse_server)]
    server: Option<SmtpServer>,

    /// With --send: who logs in there; left out, `mail: { user }` of workgroup.yaml
    #[arg(long, value_name = "NAME", requires = "send")]
    user: Option<String>,

    /// With --send: certificates in PEM to trust beside the usual ones [env: BACKLOG_SMTP_CA]
    #[arg(long, value_name = "FILE", requires = "send")]
    ca: Option<PathBuf>,
}

/// Whom a mail goes to where the command line does not say it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum MailList {
    Reviewer,
    Group,
}

/// From whom a mail is, and to whom.
pub struct MailAddresses {
    pub from: Mailbox,
    /// Not empty.
    pub to: Vec<Mailbox>,
}

impl MailAddresses {
    pub fn as_sender(&self) -> Sender<'_> {
        Sender { from: &self.from, to: &self.to }
    }
}

impl MailOptions {
    /// The addresses; a missing one is a mistake at once.
    pub fn find_addresses(&self, workgroup: &Workgroup, list: MailList) -> Result<MailAddresses, Error> {
        let from = self.from.clone().or_else(|| workgroup.mail.from.clone());
        let known = match list {
            MailList::Reviewer => workgroup.reviewer.iter().filter_map(|reviewer| reviewer.mail.clone()).collect(),
            MailList::Group => workgroup.mail.to.clone(),
        };
        let to = if self.to.is_empty() { known } else { self.to.clone() };
        let Some(from) = from else {
            let help = "Set who does, `backlog set workgroup mail.from=ADDRESS`, or give --from ADDRESS.";
            return Err(Error::usage("nobody is named as the sender", help));
        };
        if to.is_empty() {
            let key = match (list, &workgroup.reviewer) {
                (MailList::Reviewer, Some(_)) => "reviewer.mail=ADDRESS",
                (MailList::Reviewer, None) => "reviewer.name=NAME reviewer.mail=ADDRESS",
                (MailList::Group, _) => "mail.to=ADDRESS",
            };
            let help = format!("Set who is, `backlog set workgroup {key}`, or give --to ADDRESS.");
            return Err(Error::usage("nobody is named who is to have the mail", help));
        }
        Ok(MailAddresses { from, to })
    }

    /// The server; a missing one is a mistake at once.
    pub fn find_server(&self, workgroup: &Workgroup) -> Result<SmtpServer, Error> {
        let help = "Set it, `backlog set workgroup mail.server=HOST:PORT`, or give --server HOST:PORT.";
        let missing = || Error::usage("no server is named that takes the mail", help);
        match self.server.clone().or_else(|| workgroup.mail.server.clone()) {
            Some(server) => Ok(server),
            None => PASSWORD.permitted_server(SmtpServer::parse)?.ok_or_else(missing),
        }
    }

    /// Who logs in; `None` where nobody does.
    pub fn find_user(&self, workgroup: &Workgroup) -> Option<String> {
        self.user.clone().or_else(|| workgroup.mail.user.as_ref().map(|user| user.value.clone()))
    }

    /// The certificates that are trusted beside the usual ones.
    pub fn read_authorities(&self) -> Result<Option<Vec<u8>>, Error> {
        let of_environment = || std::env::var_os(AUTHORITIES).filter(|path| !path.is_empty()).map(PathBuf::from);
        let Some(path) = self.ca.clone().or_else(of_environment) else { return Ok(None) };
        let missing = || Error::Io { action: "read", path: path.clone(), source: ErrorKind::NotFound.into() };
        let pem = load::read_user_file(&path)?.ok_or_else(missing)?;
        if !String::from_utf8_lossy(&pem).contains("-----BEGIN CERTIFICATE-----") {
            let help = "Name a file with certificates in PEM: --ca FILE, or BACKLOG_SMTP_CA.";
            return Err(Error::usage(format!("{} holds no certificate", path.display()), help));
        }
        Ok(Some(pem))
    }
}

/// The password of a user for a server; a missing one is a mistake at once.
pub fn read_password(user: &str, server: &SmtpServer) -> Result<String, Error> {
    let help = format!("Set {}; a password is taken from nowhere else.", PASSWORD.variable);
    let missing = || Error::usage(format!("there is no password for {user}"), help);
    PASSWORD.read_secret(server, SmtpServer::parse)?.ok_or_else(missing)
}

fn parse_mailbox(text: &str) -> Result<Mailbox, String> {
    Mailbox::parse(text)
        .ok_or_else(|| "this is no address as secretary@example.org or `Name <secretary@example.org>`".to_owned())
}

fn parse_server(text: &str) -> Result<SmtpServer, String> {
    SmtpServer::parse(text).ok_or_else(|| "this is no server as smtp.example.org:587".to_owned())
}
