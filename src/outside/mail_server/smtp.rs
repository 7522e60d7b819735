//! The conversation with a mail server: over STARTTLS only, with a login if one is set.

use crate::error::{Error, SendError};
use crate::model::mail::Mailbox;
use crate::outside::mail_server::MailRoute;
use crate::outside::mail_server::secrets::Secrets;
use lettre::transport::smtp::Error as SmtpError;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{Certificate, CertificateStore, SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use std::error::Error as _;
use std::io;
use std::time::Duration;

/// How long the server may be silent.
const PATIENCE: Duration = Duration::from_secs(30);

/// The login mechanisms, the better one first. Both send the password to the server, so TLS is required.
const MECHANISMS: [Mechanism; 2] = [Mechanism::Plain, Mechanism::Login];

/// See `super::send`.
pub fn send_over_smtp(mail: &[u8], from: &Mailbox, to: &[Mailbox], way: MailRoute) -> Result<(), Error> {
    let failed = |reason| Error::NotSent { server: way.server.to_string(), reason };
    let tls = tls_parameters(way).map_err(|error| failed(SendError::Untrusted(describe_error(&error))))?;
    // The default name reveals nothing about this machine.
    let hello = ClientId::default();
    let address = (way.server.host.as_str(), way.server.port);
    let mut connection = SmtpConnection::connect(address, Some(PATIENCE), &hello, None, None)
        .map_err(|error| failed(SendError::Unreachable(describe_error(&error))))?;
    let sent = hand_over(&mut connection, mail, from, to, way.login, (&tls, &hello));
    connection.abort();
    sent.map_err(failed)
}

fn tls_parameters(way: MailRoute) -> Result<TlsParameters, SmtpError> {
    let builder = TlsParameters::builder(way.server.host.clone()).certificate_store(CertificateStore::WebpkiRoots);
    match way.authorities {
        None => builder.build(),
        Some(pem) => builder.add_root_certificate(Certificate::from_pem(pem)?).build(),
    }
}

/// Logs in and hands the mail over, after the server's greeting.
fn hand_over(
    connection: &mut SmtpConnection,
    mail: &[u8],
    from: &Mailbox,
    to: &[Mailbox],
    login: Option<(&str, &str)>,
    (tls, hello): (&TlsParameters, &ClientId),
) -> Result<(), SendError> {
    if !connection.can_starttls() {
        return Err(SendError::NoStartTls);
    }
    connection.starttls(tls, hello).map_err(|error| {
        let answer = describe_error(&error);
        if is_tls_error(&error) { SendError::Untrusted(answer) } else { SendError::Disconnected(answer) }
    })?;
    // Make sure of encryption, however the library interpreted the answer, before sending anything confidential.
    if !connection.is_encrypted() {
        return Err(SendError::NoStartTls);
    }
    if let Some((user, password)) = login {
        let credentials = Credentials::new(user.to_owned(), password.to_owned());
        let secrets = Secrets::from_login(user, password);
        connection.auth(&MECHANISMS, &credentials).map_err(|error| {
            let answer = secrets.hide_in(&describe_error(&error));
            SendError::Login { user: user.to_owned(), answer }
        })?;
    }
    let address = |mailbox: &Mailbox| mailbox.as_lettre().email.clone();
    connection
        .command(Mail::new(Some(address(from)), Vec::new()))
        .map_err(|error| describe_refusal(&error, format!("the sender {from}")))?;
    for one in to {
        connection
            .command(Rcpt::new(address(one), Vec::new()))
            .map_err(|error| describe_refusal(&error, format!("mail for {one}")))?;
    }
    connection.command(Data).map_err(|error| describe_refusal(&error, THE_MAIL.to_owned()))?;
    // The end of the data adds a line end.
    let mail = mail.strip_suffix(b"\r\n").unwrap_or(mail);
    connection.message(mail).map_err(|error| match error.status() {
        Some(_) => describe_refusal(&error, THE_MAIL.to_owned()),
        None => SendError::Unconfirmed(describe_error(&error)),
    })?;
    Ok(())
}

/// The name of the mail in a refusal.
const THE_MAIL: &str = "the mail";

fn describe_refusal(error: &SmtpError, what: String) -> SendError {
    let answer = describe_error(error);
    if error.status().is_some() { SendError::Refused { what, answer } } else { SendError::Disconnected(answer) }
}

/// The error on one line: the server's answer with its code, or the error of the operating system.
fn describe_error(error: &SmtpError) -> String {
    let cause = error.source().map(ToString::to_string).unwrap_or_default();
    let words: Vec<&str> = cause.split_whitespace().collect();
    let cause = words.join(" ");
    match error.status() {
        Some(code) => format!("{code} {cause}").trim_end().to_owned(),
        None if is_timeout(error) => format!("no answer within {} seconds", PATIENCE.as_secs()),
        None if cause.is_empty() => error.to_string(),
        None => cause,
    }
}

/// Whether no secure connection could be established.
fn is_tls_error(error: &SmtpError) -> bool {
    let kind = error.source().and_then(|source| source.downcast_ref::<io::Error>()).map(io::Error::kind);
    error.status().is_none() && matches!(kind, None | Some(io::ErrorKind::InvalidData))
}

/// Whether the server did not answer in time; not every system calls that a timeout.
fn is_timeout(error: &SmtpError) -> bool {
    let kind = error.source().and_then(|source| source.downcast_ref::<io::Error>()).map(io::Error::kind);
    matches!(kind, Some(io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock))
}
