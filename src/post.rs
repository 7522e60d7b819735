//! Mail handed to a server, where the program was built with the feature `send`.

#[cfg(feature = "send")]
mod secrets;
#[cfg(feature = "send")]
mod smtp;

use crate::error::Error;
use crate::model::mail::{Mailbox, SmtpServer};

/// The server that mail goes through.
#[derive(Clone, Copy)]
pub struct MailRoute<'w> {
    /// Its certificate has to be of this host.
    pub server: &'w SmtpServer,
    /// Who logs in, with the password; `None` where nobody does.
    pub login: Option<(&'w str, &'w str)>,
    /// Certificates in PEM that are trusted in addition to those that Mozilla trusts.
    pub authorities: Option<&'w [u8]>,
}

/// Fails where the program was built without the feature `send`.
///
/// # Errors
/// [`Error::Usage`] then.
pub fn require_feature() -> Result<(), Error> {
    let help = "Build it with its default features, or write the mail with --out FILE.eml and send it another way.";
    let missing = || Error::usage("this build of backlog cannot send mail: it lacks the feature `send`", help);
    if cfg!(feature = "send") { Ok(()) } else { Err(missing()) }
}

/// Hands a mail to a server: its bytes as they are, from one to all. It goes to all of them or to none.
///
/// # Errors
/// [`Error::Unsent`] when the server did not take it for everybody, or when it is not known whether it did, and that
/// of [`require_feature`].
pub fn send_mail(mail: &[u8], from: &Mailbox, to: &[Mailbox], way: MailRoute) -> Result<(), Error> {
    require_feature()?;
    #[cfg(feature = "send")]
    smtp::send_over_smtp(mail, from, to, way)?;
    #[cfg(not(feature = "send"))]
    let _ = (mail, from, to, way);
    Ok(())
}
