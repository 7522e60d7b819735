//! A mail as RFC 5322 has it: the same record gives the same bytes, and no text of a record makes a header.

use crate::error::Error;
use crate::model::mail::Mailbox;
use crate::model::spelling::slug_from_name;
use crate::render::templates::Templates;
use chrono::DateTime;
use chrono_tz::Tz;
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{MultiPart, SinglePart};
use serde::Serialize;
use std::time::UNIX_EPOCH;

/// Characters of a header; a longer word would make a line that is longer than mail may have.
const LONGEST: usize = 160;
/// Characters of the group's name in a header, which has more to say.
const LONGEST_GROUP: usize = 80;

/// From whom a mail is, and to whom.
#[derive(Debug, Clone, Copy)]
pub struct Sender<'s> {
    /// Who sends it.
    pub from: &'s Mailbox,
    /// Who is to have it; not empty.
    pub to: &'s [Mailbox],
}

/// The most bytes of Markdown that a mail is made of. Mail servers refuse larger messages, and programs of readers cut
/// much smaller ones.
const MOST_BYTES: usize = 1 << 20;

/// The Markdown of a mail from its template.
///
/// # Errors
/// [`Error::Template`] when the group's own template fails, [`Error::Denied`] when it is too long for a mail.
pub(super) fn fill_template(templates: &Templates, template: &str, context: impl Serialize) -> Result<String, Error> {
    let markdown = templates.fill(template, context)?;
    if markdown.len() > MOST_BYTES {
        let message = format!("a mail has at most {MOST_BYTES} bytes, and this one would have {}", markdown.len());
        return Err(Error::not_allowed(message, "Send a link to the page instead."));
    }
    Ok(markdown)
}

/// What a mail says, before it is one.
#[derive(Debug)]
pub(super) struct LetterDraft {
    pub subject: String,
    /// In the zone of the group; from the record.
    pub date: DateTime<Tz>,
    /// What stands before the `@` of the message's id; ASCII without blanks.
    pub id: String,
    pub text: String,
    pub html: String,
}

/// A mail that is ready to go out.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The headers that a person looks at, as people read them: a line each, decoded.
    pub headers: String,
    /// The plain text of it, with line feeds.
    pub text: String,
    message: Message,
}

impl Letter {
    /// All of it, as it goes to a server: ASCII, lines of at most 998 characters that end with CR and LF.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.message.formatted()
    }

    pub(super) fn new(draft: LetterDraft, sender: &Sender) -> Result<Self, Error> {
        let LetterDraft { subject, date, id, text, html } = draft;
        // Servers differ on whether it ends a line.
        let (text, html) = (text.replace('\r', " "), html.replace('\r', " "));
        let subject = one_line(&subject);
        let date = date.format("%a, %d %b %Y %H:%M:%S %z").to_string();
        let id = format!("<{id}@{}>", sender.from.domain());
        let boundary = choose_boundary(&[&text, &html]);
        let parts = MultiPart::alternative()
            .boundary(boundary)
            .singlepart(SinglePart::plain(with_line_ends(&text)))
            .singlepart(SinglePart::html(with_line_ends(&html)));
        // The builder would take the clock for a day that it cannot read, so it is given one, and then the right one.
        let mut builder = Message::builder().date(UNIX_EPOCH).from(mailbox_on_one_line(sender.from));
        for mailbox in sender.to {
            builder = builder.to(mailbox_on_one_line(mailbox));
        }
        let builder = builder.subject(subject.clone()).message_id(Some(id.clone()));
        let no_mail = |error: lettre::error::Error| {
            Error::usage(format!("this makes no mail: {error}"), "Name who sends it and who is to have it.")
        };
        let mut message = builder.multipart(parts).map_err(no_mail)?;
        message.headers_mut().insert_raw(HeaderValue::new(HeaderName::new_from_ascii_str("Date"), date.clone()));
        let to: Vec<String> = sender.to.iter().map(ToString::to_string).collect();
        let from = sender.from;
        let headers =
            format!("From: {from}\nTo: {}\nSubject: {subject}\nDate: {date}\nMessage-ID: {id}\n", to.join(", "));
        Ok(Self { headers, text, message })
    }
}

/// A text with the line ends of a mail: lettre would insert each into the text, which moves the rest of it every time.
fn with_line_ends(text: &str) -> String {
    text.replace('\n', "\r\n")
}

/// With a name that stays on its line.
fn mailbox_on_one_line(mailbox: &Mailbox) -> lettre::message::Mailbox {
    let lettre::message::Mailbox { name, email } = mailbox.as_lettre().clone();
    lettre::message::Mailbox::new(name.map(|name| one_line(&name)).filter(|name| !name.is_empty()), email)
}

/// The name of a group as a part of a header.
pub(super) fn shorten_group_name(name: &str) -> String {
    truncate_line(&one_line(name), LONGEST_GROUP)
}

/// A text as one line of a header: nothing in it ends the line, steers a terminal or is decoded to something else.
pub(super) fn one_line(text: &str) -> String {
    let is_gap = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let spaced: String = crate::render::cell::replace_hostile(&text.replace(is_gap, " "));
    let words: Vec<&str> = spaced.split_whitespace().collect();
    truncate_line(&words.join(" ").replace("=?", "= ?"), LONGEST)
}

/// A line with as many characters at most; three dots tell of more.
pub(super) fn truncate_line(line: &str, longest: usize) -> String {
    match line.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line.to_owned(),
    }
}

/// What stands before the `@` of a message's id: what it is of, then the group.
pub(super) fn message_id(parts: impl Iterator<Item = String>, name: &str) -> String {
    let parts = parts.chain([slug_from_name(&shorten_group_name(name))]).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(".")
}

/// What parts the parts: the first of its kind that stands in none of them.
fn choose_boundary(parts: &[&str]) -> String {
    let mut number = 0;
    loop {
        let boundary = format!("=_backlog.{number}.part");
        if !parts.iter().any(|part| part.contains(&boundary)) {
            return boundary;
        }
        number += 1;
    }
}
