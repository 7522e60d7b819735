//! How the group sends mail: sender, recipients and server.

use crate::model::record::{Reader, Shape, ShapedText, record};
use crate::source::Spanned;
use std::fmt;

record! {
    /// How the group sends mail. Each key may be given on the command line instead; the password is never recorded.
    pub struct Mail: Default = "a map with `from`, `to`, `server` and `user`" {
        /// The sender, such as `API Backlog <secretary@example.org>`.
        from: Option<Mailbox>,
        /// The recipients of the minutes; the agenda goes to the reviewer's mailing list. May be empty.
        to: Vec<Mailbox>,
        /// The mail server, such as smtp.example.org:587. It must support STARTTLS.
        server: Option<SmtpServer>,
        /// The user name for the server; if omitted, mail is sent without a login.
        user: Option<Spanned<String>>,
    }
}

/// A mail address with or without a name: ASCII except for the name, without control characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox(lettre::message::Mailbox);

impl Mailbox {
    /// Parses `secretary@example.org` or `API Backlog <secretary@example.org>`; a name with other characters than
    /// letters, digits and spaces has to be quoted.
    pub fn parse(text: &str) -> Option<Self> {
        if text.chars().any(char::is_control) {
            return None;
        }
        let mailbox: lettre::message::Mailbox = text.parse().ok()?;
        let address: &str = mailbox.email.as_ref();
        // Excludes what other servers may reject and what would end the address or the SMTP command around it.
        let is_plain = address.bytes().all(|byte| byte.is_ascii_graphic() && !b"<>\"".contains(&byte));
        is_plain.then_some(Self(mailbox))
    }

    /// The name and the address as lettre's type.
    pub fn as_lettre(&self) -> &lettre::message::Mailbox {
        &self.0
    }

    /// The part after the `@`.
    pub fn domain(&self) -> &str {
        self.0.email.domain()
    }

    /// Whether both are the same address, regardless of the names; the domain is case-insensitive.
    pub fn is_same_address(&self, other: &Self) -> bool {
        self.0.email.user() == other.0.email.user() && self.domain().eq_ignore_ascii_case(other.domain())
    }
}

impl fmt::Display for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl ShapedText for Mailbox {
    const SHAPE: &'static Shape = &Shape {
        expected: "an email address such as secretary@example.org",
        pattern: || r"[^\r\n]*[^\s<>@]@[^\s<>@]+>?".to_owned(),
        is_number: false,
        examples: &["tsc@lists.example.org", "The TSC <tsc@lists.example.org>"],
    };

    fn parse_text(text: &str) -> Option<Self> {
        Self::parse(text.trim_end())
    }

    fn suggest(text: &str, _: &Reader) -> Option<String> {
        let help = "A name before it may only have letters, digits and spaces, or is in quotation marks: \
                    '\"Backlog, the API\" <secretary@example.org>'.";
        text.contains('<').then(|| help.to_owned())
    }
}

/// A mail server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmtpServer {
    /// A name in lower case or an IPv4 address; its certificate has to be for this name.
    pub host: String,
    /// By default the port for submission.
    pub port: u16,
}

impl SmtpServer {
    /// The port for submission, on which servers offer STARTTLS.
    pub const PORT: u16 = 587;

    /// Parses `smtp.example.org` or `smtp.example.org:587`.
    pub fn parse(text: &str) -> Option<Self> {
        let (host, port) = match text.split_once(':') {
            None => (text, Self::PORT),
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => (host, port.parse().ok()?),
            Some(_) => return None,
        };
        let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
        let ends_well = |end: Option<u8>| end.is_some_and(|byte| byte.is_ascii_alphanumeric());
        let is_host = host.bytes().all(is_inner) && ends_well(host.bytes().next()) && ends_well(host.bytes().last());
        (is_host && port > 0).then(|| Self { host: host.to_ascii_lowercase(), port })
    }
}

impl fmt::Display for SmtpServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

impl ShapedText for SmtpServer {
    const SHAPE: &'static Shape = &Shape {
        expected: "a server such as smtp.example.org:587",
        pattern: || "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?".to_owned(),
        is_number: false,
        examples: &["smtp.example.org", "127.0.0.1:2525"],
    };

    fn parse_text(text: &str) -> Option<Self> {
        Self::parse(text.trim_end())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_with_and_without_a_name() {
        let parsed = |text: &str| Mailbox::parse(text).map(|mailbox| mailbox.to_string());
        for same in ["tsc@lists.example.org", "API Backlog <secretary@example.org>", "Télé Ü <a@b.example>"] {
            let read = parsed(same).unwrap();
            assert_eq!(parsed(&read).as_ref(), Some(&read), "{same}");
        }
        assert_eq!(parsed("\"Backlog, the API\" <a@b.example>").as_deref(), Some("\"Backlog, the API\" <a@b.example>"));
        for bad in [
            "",
            "secretary",
            "a@b.example, c@d.example",
            "a@b.example>",
            "A <a@b.example> rest",
            "a@b.example\r\nBcc: c@d.example",
            "\"A\nB\" <a@b.example>",
            "é@b.example",
            "a@bé.example",
            "\"a b\"@c.example",
            "\"a>b\"@c.example",
            "a b@c.example",
        ] {
            assert_eq!(parsed(bad), None, "{bad}");
        }
    }

    #[test]
    fn names_and_the_case_of_domains_do_not_distinguish_addresses() {
        let mailbox = |text| Mailbox::parse(text).unwrap();
        assert!(mailbox("TSC <tsc@Lists.example.org>").is_same_address(&mailbox("tsc@lists.example.org")));
        assert!(!mailbox("TSC@lists.example.org").is_same_address(&mailbox("tsc@lists.example.org")));
    }

    #[test]
    fn servers_have_a_port() {
        let parsed = |text: &str| SmtpServer::parse(text).map(|server| server.to_string());
        assert_eq!(parsed("SMTP.example.org").as_deref(), Some("smtp.example.org:587"));
        assert_eq!(parsed("127.0.0.1:2525").as_deref(), Some("127.0.0.1:2525"));
        for bad in ["", ":587", "a:", "a:0", "a:70000", "a:+1", "a b", "-a", "a.", "smtp://a", "a:1:2", "[::1]:25"] {
            assert_eq!(parsed(bad), None, "{bad}");
        }
    }
}
