//! The mails as they are made from records, and that no text can break them.

mod actions;
mod prose;

use super::agenda::compose_agenda;
use super::letter::{Letter, LetterContent, Sender, message_id, one_line};
use super::minutes::compose_minutes;
use crate::error::Error;
use crate::model::mail::Mailbox;
use crate::model::meeting::Meeting;
use crate::render::html::render_page;
use crate::render::plain;
use crate::test_group::TestGroup;
use crate::view::Views;
use crate::view::moment::resolve_moment;
use proptest::prelude::*;

/// The functions that make a letter.
type Compose = fn(&Views<'static>, &'static Meeting, &Sender) -> Result<Letter, Error>;

/// A letter from `G` to the reviewer about the last call.
fn compose(make: Compose, group: &TestGroup, now: &str) -> Result<Letter, Error> {
    let mailbox = |text| Mailbox::parse(text).unwrap();
    let (from, to) = (mailbox("G <g@x.example>"), [mailbox("tsc@x.example")]);
    let views = group.views(now);
    make(&views, views.group.meetings.last().unwrap(), &Sender { from: &from, to: &to })
}

/// The mail of the agenda of that call, with more in its file, as of a moment.
fn compose_mail(more: &str, zone: &str, now: &str) -> String {
    let agenda = "agenda:\n  - { issue: 1, title: 'A [b](c) | d' }\n  \
                  - { issue: 2, title: B, who: MTN, added: 2026-05-25, exception: '*the owner* can join this call only' }\n";
    let group = TestGroup::new().more_settings(format!("timezone: {zone}\n"));
    let letter = compose(compose_agenda, &group.call("2026-05-27", format!("{agenda}{more}")), now).unwrap();
    format!("{}\n{}", letter.headers, letter.text)
}

#[test]
fn a_deep_quotation_and_a_long_column_are_not_repeated_with_every_line() {
    let quotation = format!("{}{}", ">".repeat(10_000), "word\n".repeat(10_000));
    assert!(plain::render_text(&quotation).len() < 5 * quotation.len());
    let table = format!("| a | {} | c |\n|---|---|---|\n{}", "b".repeat(10_000), "| x | y | z |\n".repeat(1_000));
    assert!(plain::render_text(&table).len() < 5 * table.len());
}

#[test]
fn a_mail_that_is_too_long_is_refused() {
    let group = TestGroup::new().file("backlog/x.yaml", format!("name: {}\nissue: 1\n", "x".repeat(500)));
    let mail = |items: usize| {
        let agenda = format!("agenda:\n{}", "- { issue: 1, notes: Text. }\n".repeat(items));
        let letter = compose(compose_minutes, &group.clone().call("2026-06-11", agenda), "2026-06-20");
        letter.map(|_| ()).map_err(|error| error.to_string())
    };
    assert_eq!(mail(5), Ok(()));
    let refused = mail(3_000).unwrap_err();
    assert!(refused.starts_with("the mail is too long: "), "{refused}");
}

#[test]
fn time_alone_changes_no_mail() {
    let group = TestGroup::new().call("2026-05-14", "");
    let group = group.call("2026-06-11", "agenda: [{ issue: 1 }, { issue: 2, exception: urgent }]\n");
    let mail = |now: &str| compose(compose_agenda, &group, now).unwrap().text;
    assert_eq!(mail("2026-05-20"), mail("2026-06-20"));
    let text = mail("2026-06-20");
    assert!(!text.contains("(late)") && text.contains("(late, with an exception: urgent)"), "{text}");
}

#[test]
fn an_agenda_names_the_time_of_the_call_and_its_items() {
    let expected = "\
From: G <g@x.example>
To: tsc@x.example
Subject: G: agenda of the call on 2026-05-27
Date: Thu, 21 May 2026 15:00:00 +0200
Message-ID: <agenda.2026-05-27.g@x.example>

G: agenda of the call on 2026-05-27
===================================

- When: Wednesday 2026-05-27, 15:00 to 16:30 CEST (2026-05-27 13:00 to
  14:30 UTC)
- Moved from 2026-05-28 (public holiday)
- Items could be added until 2026-05-21 15:00 CEST.

Current issues
--------------

1. #1 [1] A [b](c) | d

Out of agenda
-------------

1. #2 [2] B, MTN (late, with an exception: the owner can join this call
   only)

Issues and pull requests: o/r [3]

[1] https://github.com/o/r/issues/1
[2] https://github.com/o/r/issues/2
[3] https://github.com/o/r
";
    assert_eq!(compose_mail("", "Europe/Madrid", "2026-05-01"), expected);
    assert_eq!(compose_mail("", "Europe/Madrid", "2026-06-01"), expected, "whenever it is made");
}

#[test]
fn an_agenda_says_where_the_call_is_joined_and_when_it_starts_elsewhere() {
    let zones = "zones: [America/New_York, UTC, America/Argentina/Buenos_Aires, Asia/Tokyo]\n";
    let mail = |settings: &str, call: &str| {
        let group = TestGroup::new().more_settings(settings).call("2026-02-26", call);
        compose(compose_agenda, &group, "2026-02-20").unwrap()
    };
    let letter = mail(zones, "join: https://e.example/a?b=c&d=(e)_f_\n");
    let expected = "
- When: Thursday 2026-02-26, 15:00 to 16:30 UTC
- Starts at 10:00 in New York, 15:00 in UTC, 12:00 in Buenos Aires,
  00:00 in Tokyo on Friday 2026-02-27
- Join: https://e.example/a?b=c&d=(e)_f_
- Items";
    assert!(letter.text.contains(expected), "{}", letter.text);
    let hostile = "https://e.example/)](javascript:alert(1))[x]('onclick=x*_~";
    let letter = mail("", &format!("join: \"{hostile}\"\n"));
    let url = hostile.replace('[', "%5B").replace(']', "%5D");
    assert!(letter.text.contains(&format!("- Join: {hostile} [1]\n- Items")), "{}", letter.text);
    assert!(letter.text.contains(&format!("\n[1] {url}\n")), "{}", letter.text);
    assert!(!mail("", "").text.contains("Join") && !mail("", "").text.contains("Starts"));
    assert!(!mail(zones, "extra: x\n").text.contains("Join"));
}

#[test]
fn a_recording_is_in_the_mail_and_not_in_the_minutes() {
    let call = "attendance: {}\njoin: https://e.example/join\nrecording: https://e.example/rec_1_\n";
    let group = TestGroup::new().call("2026-02-12", call);
    let letter = compose(compose_minutes, &group, "2026-02-13").unwrap();
    assert!(
        letter.text.contains("0 open action points.\n\nRecording: https://e.example/rec_1_\n\n"),
        "{}",
        letter.text
    );
    assert_eq!(letter.text.matches("e.example/").count(), 1, "{}", letter.text);
}

#[test]
fn an_agenda_that_was_sent_has_the_date_of_its_mail() {
    let sent = |when: &str| {
        let mail = compose_mail(&format!("agenda-sent: {when}\n"), "UTC", "2026-05-01");
        let line = |start: &str| mail.lines().find(|line| line.starts_with(start)).unwrap_or_default().to_owned();
        [line("Date: "), line("Message-ID: "), line("- Items")]
    };
    let expected = |date: &str, id: &str, items: &str| {
        [
            format!("Date: {date}"),
            format!("Message-ID: <agenda.2026-05-27.{id}.g@x.example>"),
            format!("- Items {items} be added until 2026-05-21 15:00 UTC."),
        ]
    };
    assert_eq!(sent("2026-05-22"), expected("Fri, 22 May 2026 00:00:00 +0000", "20260522", "could"));
    assert_eq!(sent("2026-05-20T09:00"), expected("Wed, 20 May 2026 09:00:00 +0000", "20260520T090000", "can"));
    assert_eq!(
        sent("2026-05-22T09:00+02:00"),
        expected("Fri, 22 May 2026 07:00:00 +0000", "20260522T070000Z", "could")
    );
}

#[test]
fn the_subject_is_that_of_the_group() {
    let mail = |own: &str| {
        let group = TestGroup::new().file("workgroup.yaml", "name: A *B*\n").call("2026-02-12", "");
        let group = group.file("templates/mail-minutes.md", own);
        let letter = compose(compose_minutes, &group, "2026-02-13").unwrap();
        let subject = letter.headers.lines().find_map(|line| line.strip_prefix("Subject: ")).unwrap();
        (subject.to_owned(), letter.text)
    };
    let text = |subject: &str, text: &str| (subject.to_owned(), text.to_owned());
    assert_eq!(mail("Subject: Protokoll: {{ group }}\n\nHallo"), text("Protokoll: A *B*", "Hallo\n"));
    assert_eq!(mail("Hallo"), text("A *B*: draft of the minutes of the call on 2026-02-12", "Hallo\n"));
}

#[test]
fn minutes_begin_with_the_outcome_of_the_call() {
    let call = "attendance: { Orange: [A] }\nagenda: [{ title: T, notes: x, decisions: [y] }]\n\
                corrections: [{ date: 2026-03-01, text: z }]\n";
    let mailbox = |text| Mailbox::parse(text).unwrap();
    let (from, to) = (mailbox("g@x.example"), [mailbox("a@x.example"), mailbox("B <b@x.example>")]);
    let views = TestGroup::new().call("2026-02-12", call).views("2026-02-13");
    let make = || compose_minutes(&views, &views.group.meetings[0], &Sender { from: &from, to: &to }).unwrap();
    let letter = make();
    assert!(letter.headers.contains("\nTo: a@x.example, B <b@x.example>\nSubject: G: minutes of the call on "));
    assert!(letter.headers.contains("\nDate: Thu, 12 Feb 2026 10:30:00 +0000\n"), "{}", letter.headers);
    assert!(letter.headers.contains("<minutes.2026-02-12.correction-1.g@x.example>"), "{}", letter.headers);
    let first: String = letter.text.lines().take(2).collect::<Vec<_>>().join(" ");
    let expected =
        "The minutes of the call of G on 2026-02-12: 1 person of 1 organization, 1 decision, 0 open action points.";
    assert_eq!(first, expected);
    assert!(!letter.text.contains("Generated by"), "{}", letter.text);
    assert_eq!(letter.to_bytes(), make().to_bytes());
}

#[test]
fn the_boundary_occurs_in_none_of_the_parts() {
    let text = "a\n--=_backlog.0.part--\nb\n";
    let letter = compose_letter("s", "G <g@x.example>", text);
    let mail = String::from_utf8(letter.to_bytes()).unwrap();
    assert!(mail.contains("boundary=\"=_backlog.1.part\"") && mail.ends_with("\r\n--=_backlog.1.part--\r\n"), "{mail}");
}

fn compose_letter(subject: &str, from: &str, text: &str) -> Letter {
    let moment = resolve_moment(crate::model::when::When::parse("1972-02-29").unwrap(), chrono_tz::Europe::Madrid);
    let draft = LetterContent {
        subject: subject.to_owned(),
        date: moment,
        id: message_id(std::iter::once("x".to_owned()), subject),
        text: text.to_owned(),
        html: render_page(subject, text, &[]),
    };
    let from = Mailbox::parse(from).unwrap();
    Letter::new(draft, &Sender { from: &from, to: std::slice::from_ref(&from) }).unwrap()
}

/// Texts that easily break header fields, among others.
fn hostile_text() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        Just("\r\nBcc: spy@x.example"),
        Just("\r\n\r\n"),
        Just("\n"),
        Just("\r"),
        Just("=?utf-8?q?x?="),
        Just("Ü"),
        Just("中文"),
        Just("\u{2028}"),
        Just("\u{85}"),
        Just("\0"),
        Just("&#13;"),
        Just("&#27;"),
        Just("\""),
        Just("\\"),
        Just("<a@b.example>"),
        Just(" "),
        Just("word"),
    ];
    let of_pieces = prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat());
    prop_oneof![of_pieces, any::<String>(), "[a-z]{900,1200}"]
}

proptest! {
    #[test]
    fn no_text_adds_a_header_field(subject in hostile_text(), name in hostile_text(), text in hostile_text()) {
        let escaped = name.replace(|c: char| c.is_control(), "").replace('\\', "\\\\").replace('"', "\\\"");
        let quoted = format!("\"{escaped}\" <g@x.example>");
        let from = if Mailbox::parse(&quoted).is_some() { quoted } else { "g@x.example".to_owned() };
        let mail = String::from_utf8(compose_letter(&subject, &from, &plain::render_text(&text)).to_bytes()).unwrap();
        prop_assert!(mail.is_ascii() && !mail.replace("\r\n", "").contains(['\r', '\n']));
        prop_assert!(mail.lines().all(|line| line.len() <= 998));
        let (head, _) = mail.split_once("\r\n\r\n").unwrap();
        let lines: Vec<&str> = head.split("\r\n").collect();
        prop_assert!(lines.iter().all(|line| line.len() <= 998 && !line.contains(['\r', '\n', '\0']) && !line.trim().is_empty()));
        let names: Vec<&str> = lines
            .iter()
            .filter(|line| !line.starts_with(' '))
            .map(|line| line.split_once(':').map_or(*line, |(name, _)| name))
            .collect();
        prop_assert_eq!(
            names,
            ["Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type"]
        );
    }

    #[test]
    fn a_line_is_one_line_and_does_not_change_again(text in hostile_text()) {
        let line = one_line(&text);
        prop_assert!(!line.chars().any(char::is_control));
        prop_assert!(line.chars().count() <= 161);
        prop_assert_eq!(one_line(&line), line);
    }

    #[test]
    fn any_prose_becomes_a_mail(prose in hostile_text()) {
        let (text, page) = (plain::render_document(&prose, &[]), render_page(&prose, &prose, &[]));
        for made in [&text, &page] {
            prop_assert!(!made.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\t' | '\r')), "{:?}", made);
        }
    }
}
