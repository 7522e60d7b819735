//! A mail as RFC 5322 defines it: the same record gives the same bytes, and no text of a record adds a header field.

use crate::error::Error;
use crate::model::mail::Mailbox;
use crate::model::slug::slug_from_name;
use crate::model::when::When;
use crate::render::embedded::{Piece, split_embedded};
use crate::render::html::render_page;
use crate::render::plain::{render_document, truncate_line};
use crate::render::templates::Templates;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use lettre::Message;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{MultiPart, SinglePart};
use minijinja::value::Value;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

/// The most characters of a header field; a longer word could exceed the limit of a line.
const LONGEST: usize = 160;
/// The most characters of the group's name in a header field, which says more than that.
const LONGEST_GROUP: usize = 80;

/// The sender and the recipients of a mail.
#[derive(Debug, Clone, Copy)]
pub struct Sender<'s> {
    /// The sender.
    pub from: &'s Mailbox,
    /// The recipients; not empty.
    pub to: &'s [Mailbox],
}

/// The most bytes of Markdown that a mail is made of. Mail servers refuse larger messages, and mail readers truncate much
/// smaller ones.
const MOST_BYTES: usize = 1 << 20;

/// The content of a mail.
#[derive(Debug)]
pub(super) struct LetterContent {
    pub subject: String,
    /// In the group's zone; from the record.
    pub date: DateTime<Tz>,
    /// The message id before its `@`; ASCII without spaces.
    pub id: String,
    pub text: String,
    pub html: String,
}

impl LetterContent {
    /// A mail from its template: a line with the subject, then Markdown, which becomes HTML and plain text. A group's own
    /// template without that line has the subject of the built-in one.
    ///
    /// # Errors
    /// [`Error::Template`] when the template fails, [`Error::NotAllowed`] when the Markdown is too long for a mail.
    pub(super) fn from_template(
        name: &'static str,
        context: &Value,
        templates: &Templates,
        date: DateTime<Tz>,
        id: String,
    ) -> Result<Self, Error> {
        let filled = templates.fill(name, context.clone())?;
        let embedded = &*templates.take_embedded();
        let (subject, markdown) = match split_subject(&filled) {
            Some((subject, markdown)) => (render_document(subject, embedded), markdown),
            None => {
                let built_in = Templates::fill_built_in(name, context.clone())?;
                (
                    split_subject(&built_in).map(|(subject, _)| render_document(subject, &[])).unwrap_or_default(),
                    &*filled,
                )
            }
        };
        let subject = one_line(&subject);
        let length = markdown.len() + count_embedded(markdown, embedded);
        if length > MOST_BYTES {
            let message = format!("the mail is too long: {length} bytes (limit: {MOST_BYTES})");
            return Err(Error::not_allowed(message, "Send a link to the page instead."));
        }
        let (html, text) = (render_page(&subject, markdown, embedded), render_document(markdown, embedded));
        Ok(Self { subject, date, id, text, html })
    }
}

/// The bytes of the Markdown that is embedded in a text, as often as it is.
fn count_embedded(markdown: &str, embedded: &[Arc<str>]) -> usize {
    let length = |piece: Piece| match piece {
        Piece::Number(number) => embedded.get(number).map_or(0, |markdown| markdown.len()),
        Piece::Text(_) => 0,
    };
    split_embedded(markdown).into_iter().map(length).sum()
}

/// The subject that the first line of a filled template has, and what follows it.
fn split_subject(filled: &str) -> Option<(&str, &str)> {
    let (subject, markdown) = filled.trim_start().strip_prefix("Subject: ")?.split_once('\n')?;
    Some((subject, markdown.trim_start_matches('\n')))
}

/// A mail that is ready to be sent.
#[derive(Debug, Clone)]
pub struct Letter {
    /// The header fields that people look at: one line each, decoded.
    pub headers: String,
    /// Its plain text, with line feeds.
    pub text: String,
    message: Message,
}

impl Letter {
    /// The whole message as it is sent to a server: ASCII, lines of at most 998 characters that end with CRLF.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.message.formatted()
    }

    pub(super) fn new(draft: LetterContent, sender: &Sender) -> Result<Self, Error> {
        let LetterContent { subject, date, id, text, html } = draft;
        // Servers differ on whether a CR ends a line.
        let (text, html) = (text.replace('\r', " "), html.replace('\r', " "));
        let subject = one_line(&subject);
        let date = date.format("%a, %d %b %Y %H:%M:%S %z").to_string();
        let id = format!("<{id}@{}>", sender.from.domain());
        let boundary = choose_boundary(&[&text, &html]);
        let parts = MultiPart::alternative()
            .boundary(boundary)
            .singlepart(SinglePart::plain(with_line_ends(&text)))
            .singlepart(SinglePart::html(with_line_ends(&html)));
        // The builder would read the clock without a date, so it is given some date, and the real one is set later.
        let mut builder = Message::builder().date(UNIX_EPOCH).from(mailbox_on_one_line(sender.from));
        for mailbox in sender.to {
            builder = builder.to(mailbox_on_one_line(mailbox));
        }
        let builder = builder.subject(subject.clone()).message_id(Some(id.clone()));
        let no_mail = |error: lettre::error::Error| {
            Error::usage(format!("the mail cannot be composed: {error}"), "Check its sender and recipients.")
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

/// A text with the line ends of a mail: lettre would insert them one by one, in quadratic time.
fn with_line_ends(text: &str) -> String {
    text.replace('\n', "\r\n")
}

/// A mailbox whose name stays on one line.
fn mailbox_on_one_line(mailbox: &Mailbox) -> lettre::message::Mailbox {
    let lettre::message::Mailbox { name, email } = mailbox.as_lettre().clone();
    lettre::message::Mailbox::new(name.map(|name| one_line(&name)).filter(|name| !name.is_empty()), email)
}

/// The name of a group within a header field.
pub(super) fn shorten_group_name(name: &str) -> String {
    truncate_line(&one_line(name), LONGEST_GROUP)
}

/// A text as one line of a header field: nothing in it ends the line, controls a terminal, or is decoded to something
/// else.
pub(super) fn one_line(text: &str) -> String {
    let is_gap = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let spaced: String = crate::render::cell::replace_hostile(&text.replace(is_gap, " "));
    let words: Vec<&str> = spaced.split_whitespace().collect();
    truncate_line(&words.join(" ").replace("=?", "= ?"), LONGEST)
}

/// The message id before its `@`: the document, then the group.
pub(super) fn message_id(parts: impl Iterator<Item = String>, name: &str) -> String {
    let parts = parts.chain([slug_from_name(&shorten_group_name(name))]).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(".")
}

/// When a mail was sent, as a component of its id: a second mail about the same is a different message.
pub(super) fn id_stamp(sent: When) -> String {
    match sent {
        When::Day(day) => day.format("%Y%m%d").to_string(),
        When::Local(moment) => moment.format("%Y%m%dT%H%M%S").to_string(),
        When::At(moment) => moment.with_timezone(&Utc).format("%Y%m%dT%H%M%SZ").to_string(),
    }
}

/// The boundary between the parts: the first candidate that occurs in none of them.
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
