//! Sends mail through a server, if the program was built with the feature `send`.

#[cfg(feature = "send")]
mod secrets;
#[cfg(feature = "send")]
mod smtp;

use crate::error::Error;
use crate::model::mail::{Mailbox, SmtpServer};

/// The server that mail goes through, with the login.
#[derive(Clone, Copy)]
pub struct MailRoute<'w> {
    /// The server; its certificate must be valid for this host.
    pub server: &'w SmtpServer,
    /// The user and the password; `None` for no login.
    pub login: Option<(&'w str, &'w str)>,
    /// PEM certificates to trust in addition to those that Mozilla trusts.
    pub authorities: Option<&'w [u8]>,
}

/// Fails if the program was built without the feature `send`.
///
/// # Errors
/// [`Error::Usage`] then.
pub fn require_feature() -> Result<(), Error> {
    let help = "Build it with its default features, or write the mail with --out FILE.eml and send it another way.";
    let missing = || Error::usage("this build of backlog cannot send mail: it lacks the feature `send`", help);
    if cfg!(feature = "send") { Ok(()) } else { Err(missing()) }
}

/// Sends a mail unchanged to all recipients, or to none of them.
///
/// # Errors
/// [`Error::NotSent`] when the server did not accept it for all recipients, or when it is not known whether it did, and
/// the error of [`require_feature`].
pub fn send_mail(mail: &[u8], from: &Mailbox, to: &[Mailbox], way: MailRoute) -> Result<(), Error> {
    require_feature()?;
    #[cfg(feature = "send")]
    smtp::send_over_smtp(mail, from, to, way)?;
    #[cfg(not(feature = "send"))]
    let _ = (mail, from, to, way);
    Ok(())
}
