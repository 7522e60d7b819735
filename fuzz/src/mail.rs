//! The mails of a repository: no text of a record adds a header field, ends one, or makes a line that servers refuse.

use super::repository::{read_group, views};
use backlog::error::Error;
use backlog::model::mail::Mailbox;
use backlog::render::mail::{Letter, Sender, compose_agenda, compose_minutes};

/// The header fields of a message, in alphabetical order.
const HEADERS: [&str; 7] = ["Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To"];

/// Writes both mails of each call of the repository in the input.
pub fn test_mail(input: &[u8]) {
    let group = read_group(input);
    let Some(views) = views(&group) else { return };
    let mail = &views.workgroup.mail;
    let other = [Mailbox::parse("\"Hafen, Büro\" <office@harbour.example>").unwrap()];
    let from = mail.from.as_ref().unwrap_or(&other[0]);
    let to = if mail.to.is_empty() { &other[..] } else { &mail.to };
    let sender = Sender { from, to };
    for meeting in &group.meetings {
        for letter in [compose_agenda(&views, meeting, &sender), compose_minutes(&views, meeting, &sender)] {
            match letter {
                Ok(letter) => assert_letter(&letter),
                // Two records of one call; templates of the group's own.
                Err(Error::NotAllowed { .. } | Error::Template { .. }) => {}
                Err(error) => panic!("{error}"),
            }
        }
    }
}

fn assert_letter(letter: &Letter) {
    let names: Vec<&str> = letter.headers.lines().map(|line| line.split_once(": ").unwrap().0).collect();
    assert_eq!(names, ["From", "To", "Subject", "Date", "Message-ID"], "{}", letter.headers);
    let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    assert!(!letter.headers.contains(steers) && !letter.text.contains(steers), "{:?}", letter.text);

    let bytes = letter.to_bytes();
    assert!(bytes.is_ascii());
    let text = String::from_utf8(bytes).unwrap();
    for line in text.split("\r\n") {
        assert!(line.len() <= 998, "a line of {} characters", line.len());
        assert!(!line.contains(['\r', '\n']), "{line:?}");
    }
    let (headers, body) = text.split_once("\r\n\r\n").unwrap();
    let unfolded = headers.replace("\r\n ", " ").replace("\r\n\t", " ");
    let mut names: Vec<&str> = unfolded.split("\r\n").map(|line| line.split_once(':').unwrap().0).collect();
    names.sort_unstable();
    assert_eq!(names, HEADERS, "{headers}");

    let boundary = unfolded.split_once("boundary=\"").unwrap().1.split('"').next().unwrap();
    let delimiters = body.split("\r\n").filter(|line| line.starts_with(&format!("--{boundary}")));
    assert_eq!(delimiters.count(), 3, "two parts and an end: {body}");
}
