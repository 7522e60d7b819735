//! Mail as a third-party server receives it (aiosmtpd, with STARTTLS and a login) and as Python's email package parses
//! it.

use crate::outside::smtp::{MailServer, PASSWORD};
use crate::program::{Repository, copy_group, run_command};
use base64::Engine;
use serde_json::Value;
use std::process::Command;

const AGENDA: &str = "minutes/2026-04-21.yaml";
/// Before the agenda of the call closes.
const TODAY: &str = "2026-04-09T10:30:00+02:00";

/// The small group with a sender, and its agenda of 2026-04-21 open.
fn copy_group_with_mail() -> Repository {
    let group = copy_group();
    let mail =
        "mail: { from: \"Hafen-Büro <office@harbour.example>\", to: group@lists.example.org, user: secretary }\n";
    group.write("workgroup.yaml", group.read("workgroup.yaml") + mail);
    group
}

fn mail_command(group: &Repository, arguments: &[&str]) -> Command {
    group.command(&[&["--today", TODAY, "mail"], arguments].concat())
}

fn decode_base64(text: &Value) -> Vec<u8> {
    base64::engine::general_purpose::STANDARD.decode(text.as_str().unwrap()).unwrap()
}

/// The command that sends through a server, whose certificate is trusted.
fn send_command(group: &Repository, arguments: &[&str], server: &MailServer) -> Command {
    let mut command = mail_command(group, arguments);
    command.args(["--send", "--yes", "--server", &server.address(), "--ca", &server.authority()]);
    command.env("BACKLOG_SMTP_PASSWORD", PASSWORD).env("BACKLOG_SMTP_SERVER", server.address());
    command
}

/// Runs a command that fails and writes nothing, and returns its message.
fn run_refused(group: &Repository, command: &mut Command) -> String {
    let before = group.read(AGENDA);
    let (code, _, stderr) = run_command(command);
    assert_eq!((code, group.read(AGENDA) == before), (Some(2), true), "{stderr}");
    assert!(!stderr.contains(PASSWORD) && !stderr.contains('\u{1b}'), "{stderr}");
    stderr
}

#[test]
fn an_agenda_arrives_and_is_recorded() {
    let Some(mut server) = MailServer::start(&[]) else { return };
    let group = copy_group_with_mail();
    let before = group.read(AGENDA);
    let (code, stdout, stderr) = run_command(&mut send_command(&group, &["agenda"], &server));
    assert_eq!(code, Some(0), "{stderr}");
    assert!(stdout.contains("To: board@lists.example.org\nSubject: Harbour APIs & Co: agenda of the call"), "{stdout}");
    assert!(
        stdout.contains("Buoys") && stdout.ends_with("minutes/2026-04-21.yaml: agenda-sent: 2026-04-09T08:30:00Z\n"),
        "{stdout}"
    );
    assert!(stderr.contains("logging in as secretary\nsent to board@lists.example.org"), "{stderr}");
    let line = "agenda-sent: 2026-04-09T08:30:00Z\n";
    assert_eq!(group.read(AGENDA), before.replacen('\n', &format!("\n{line}"), 1), "every other byte stays");

    let arrived = server.next_mail();
    assert_eq!(arrived["defects"], serde_json::json!([]));
    assert_eq!((&arrived["safe"], &arrived["authenticated"]), (&Value::Bool(true), &Value::Bool(true)));
    assert_eq!(arrived["from"], "office@harbour.example");
    assert_eq!(arrived["to"], serde_json::json!(["board@lists.example.org"]));
    let expected = ["multipart/alternative", "text/plain", "text/html"];
    assert_eq!(arrived["parts"], serde_json::json!(expected));
    assert_eq!(arrived["display names"], serde_json::json!(["Hafen-Büro"]));
    let headers = serde_json::json!({
        "Date": ["Thu, 09 Apr 2026 10:30:00 +0200"],
        "From": ["Hafen-Büro <office@harbour.example>"],
        "To": ["board@lists.example.org"],
        "Subject": ["Harbour APIs & Co: agenda of the call on 2026-04-21"],
        "Message-ID": ["<agenda.2026-04-21.20260409T083000Z.harbour-apis-co@harbour.example>"],
        "MIME-Version": ["1.0"],
        "Content-Type": ["multipart/alternative; boundary=\"=_backlog.0.part\""],
    });
    assert_eq!(arrived["headers"], headers);
    assert!(arrived["longest line"].as_u64().unwrap() <= 998, "{}", arrived["longest line"]);
    assert!(stdout.contains(arrived["plain"].as_str().unwrap().trim_end()), "{stdout}");
    assert!(arrived["html"].as_str().unwrap().contains("href=\"https://github.com/example/harbour-apis/issues/13\""));

    let printed = mail_command(&group, &["agenda", "2026-04-21"]).output().unwrap();
    assert_eq!(decode_base64(&arrived["bytes"]), printed.stdout, "what was sent can be printed again");

    // A second mail is a new message with a new date, and needs --again.
    let (code, _, stderr) = run_command(&mut send_command(&group, &["agenda"], &server));
    assert_eq!((code, stderr.contains("was already sent on 2026-04-09T08:30:00Z")), (Some(1), true), "{stderr}");
    let mut again = send_command(&group, &["agenda", "--again"], &server);
    again.args(["--today", "2026-04-10"]);
    assert_eq!(run_command(&mut again).0, Some(0));
    assert!(group.read(AGENDA).contains("agenda-sent: 2026-04-10\n"));
    let id = "<agenda.2026-04-21.20260410.harbour-apis-co@harbour.example>";
    assert_eq!(server.next_mail()["headers"]["Message-ID"], serde_json::json!([id]));
    assert_eq!(server.stop(), 0);
    let (code, _, stderr) = group.run(&["undo", "2"]);
    assert_eq!((code, group.read(AGENDA)), (Some(0), before), "{stderr}");
    assert_eq!(stderr.matches("what was sent is not taken back\n").count(), 2, "{stderr}");
}

#[test]
fn minutes_arrive_for_everybody() {
    let Some(mut server) = MailServer::start(&[]) else { return };
    let group = copy_group_with_mail();
    let arguments = ["minutes", "2026-03-24", "--to", "Ä, Ö & Ü <a@x.example>", "--to", "\"B, C\" <b@x.example>"];
    assert_eq!(run_command(&mut send_command(&group, &arguments, &server)).0, Some(2), "commas want quotation marks");
    let arguments = ["minutes", "2026-03-24", "--to", "\"Ä, Ö & Ü\" <a@x.example>", "--to", "b@x.example"];
    let (code, stdout, stderr) = run_command(&mut send_command(&group, &arguments, &server));
    assert_eq!(code, Some(0), "{stderr}");
    let arrived = server.next_mail();
    assert_eq!(arrived["defects"], serde_json::json!([]));
    assert_eq!(arrived["to"], serde_json::json!(["a@x.example", "b@x.example"]));
    assert_eq!(arrived["headers"]["To"], serde_json::json!(["\"Ä, Ö & Ü\" <a@x.example>, b@x.example"]));
    assert!(stdout.contains(arrived["plain"].as_str().unwrap().trim_end()), "{stdout}");
    let printed = mail_command(&group, &arguments).output().unwrap();
    assert_eq!(decode_base64(&arrived["bytes"]), printed.stdout);
    let record = || group.read("minutes/2026-03-24.yaml");
    assert!(!record().contains("minutes-sent"), "they did not go to the group's list");
    assert!(stderr.contains("`minutes-sent` is not changed"), "{stderr}");
    assert_eq!(server.stop(), 0);
}

#[test]
fn minutes_to_the_list_are_recorded_and_not_sent_twice() {
    let Some(mut server) = MailServer::start(&[]) else { return };
    let group = copy_group_with_mail();
    let arguments = ["minutes", "2026-03-24"];
    let (code, _, stderr) = run_command(&mut send_command(&group, &arguments, &server));
    assert_eq!(code, Some(0), "{stderr}");
    assert_eq!(server.next_mail()["to"], serde_json::json!(["group@lists.example.org"]));
    let record = || group.read("minutes/2026-03-24.yaml");
    assert!(record().contains("\nminutes-sent: 2026-04-09"), "{}", record());
    let (code, _, stderr) = run_command(&mut send_command(&group, &arguments, &server));
    assert_eq!(code, Some(1), "{stderr}");
    assert!(stderr.contains("the minutes of 2026-03-24 were already sent on 2026-04-09"), "{stderr}");
    assert_eq!(server.stop(), 0);
}

#[test]
fn open_action_points_are_sent_once_a_day() {
    let Some(mut server) = MailServer::start(&[]) else { return };
    let group = copy_group_with_mail();
    let send = |more: &[&str]| {
        let mut command = send_command(&group, &["actions"], &server);
        run_command(command.args(more))
    };
    let (code, out, stderr) = send(&[]);
    assert_eq!(code, Some(0), "{stderr}");
    assert!(out.ends_with("minutes/2026-04-07.yaml: actions-sent: 2026-04-09T08:30:00Z\n"), "{out}");
    let (code, _, stderr) = send(&[]);
    assert_eq!(code, Some(1), "{stderr}");
    assert!(stderr.contains("the open action points were already sent on 2026-04-09"), "{stderr}");
    let (code, _, stderr) = send(&["--today", "2026-04-10"]);
    assert_eq!(code, Some(0), "{stderr}");
    assert!(group.read("minutes/2026-04-07.yaml").contains("\nactions-sent: 2026-04-10\n"));
    for _ in 0..2 {
        assert_eq!(server.next_mail()["to"], serde_json::json!(["group@lists.example.org"]));
    }
    assert_eq!(server.stop(), 0);
}

#[test]
fn what_goes_to_others_than_the_list_is_not_recorded() {
    let Some(mut server) = MailServer::start(&[]) else { return };
    let group = copy_group_with_mail();
    let before = group.read(AGENDA);
    let (code, _, stderr) = run_command(&mut send_command(&group, &["agenda", "--to", "me@x.example"], &server));
    assert_eq!((code, group.read(AGENDA)), (Some(0), before), "{stderr}");
    assert!(stderr.contains("`agenda-sent` is not changed"), "{stderr}");
    assert_eq!(server.next_mail()["to"], serde_json::json!(["me@x.example"]));
}

#[test]
fn nothing_goes_out_where_something_is_wrong() {
    let Some(server) = MailServer::start(&[]) else { return };
    let group = copy_group_with_mail();
    let root = &group;
    let mut wrong_password = send_command(root, &["agenda"], &server);
    let message = run_refused(root, wrong_password.env("BACKLOG_SMTP_PASSWORD", "open sesame!"));
    assert!(message.contains("rejects the login of secretary, so nothing was sent: 535 "), "{message}");
    let message = run_refused(root, send_command(root, &["agenda"], &server).env_remove("BACKLOG_SMTP_PASSWORD"));
    assert!(message.contains("a password for secretary is required"), "{message}");

    let unconfirmed = ["agenda", "--send", "--server", &server.address(), "--ca", &server.authority()];
    let with_password = |arguments: &[&str], server: &str| {
        let mut command = mail_command(root, arguments);
        command.env("BACKLOG_SMTP_PASSWORD", PASSWORD).env("BACKLOG_SMTP_SERVER", server);
        command
    };
    let message = run_refused(root, &mut with_password(&unconfirmed, &server.address()));
    assert!(message.contains("not sent: the prompt needs a terminal") && message.contains("Add --yes"), "{message}");

    let untrusted = ["agenda", "--send", "--yes", "--server", &server.address()];
    let message = run_refused(root, &mut with_password(&untrusted, &server.address()));
    assert!(message.contains("cannot be trusted, so nothing was sent: invalid peer certificate"), "{message}");
    let by_name = format!("localhost:{}", server.port);
    let by_name = ["agenda", "--send", "--yes", "--server", &by_name, "--ca", &server.authority()];
    let message = run_refused(root, &mut with_password(&by_name, by_name[4]));
    assert!(message.contains("cannot be trusted") && message.contains("not valid for name"), "{message}");

    let nobody = ["agenda", "--to", "board@lists.example.org", "--to", "nobody@x.example"];
    let message = run_refused(root, &mut send_command(root, &nobody, &server));
    assert!(
        message.contains(
            "rejects mail for nobody@x.example, so nothing was sent: 550 5.1.1 nobody \u{fffd}[31mreads that"
        )
    );
    let address = server.address();
    assert_eq!(server.stop(), 0);
    let stopped = ["agenda", "--send", "--yes", "--server", &address];
    let message = run_refused(root, &mut with_password(&stopped, &address));
    assert!(message.contains("cannot be reached, so nothing was sent"), "{message}");
    let (_, _, message) = group.run(&["undo"]);
    assert!(message.contains("there is nothing to take back"), "{message}");
}

#[test]
fn a_password_goes_only_to_the_server_of_the_environment() {
    let Some(mut server) = MailServer::start(&[]) else { return };
    let group = copy_group_with_mail();
    let root = &group;
    let (address, authority) = (server.address(), server.authority());
    let text = group.read("workgroup.yaml");
    group.replace("workgroup.yaml", "user: secretary", &format!("user: secretary, server: \"{address}\""));
    let send = || {
        let mut command = mail_command(root, &["agenda", "--send", "--yes", "--ca", &authority]);
        command.env("BACKLOG_SMTP_PASSWORD", PASSWORD);
        command
    };
    let line = format!("help: If {address} may receive it, set `export BACKLOG_SMTP_SERVER={address}`.");
    let message = run_refused(root, &mut send());
    assert!(
        message.contains("BACKLOG_SMTP_PASSWORD is sent only to the server in BACKLOG_SMTP_SERVER: that is not set"),
        "{message}"
    );
    assert!(message.contains(&line), "{message}");
    let message = run_refused(root, send().env("BACKLOG_SMTP_SERVER", "smtp.harbour.example:587"));
    assert!(
        message.contains(&format!("that is smtp.harbour.example:587, not {address}")) && message.contains(&line),
        "{message}"
    );
    // Another port of the same machine may belong to somebody else.
    let message = run_refused(root, send().env("BACKLOG_SMTP_SERVER", "127.0.0.1"));
    assert!(message.contains(&format!("that is 127.0.0.1:587, not {address}")), "{message}");
    let message = run_refused(root, send().env("BACKLOG_SMTP_SERVER", "smtp://harbour.example"));
    assert!(message.contains("BACKLOG_SMTP_SERVER is not a server: smtp://harbour.example"), "{message}");

    // The environment names the server where nothing else does.
    group.write("workgroup.yaml", text);
    let (code, _, messages) = run_command(send().env("BACKLOG_SMTP_SERVER", &address));
    assert_eq!(code, Some(0), "{messages}");
    assert_eq!(server.next_mail()["authenticated"], true);
    assert_eq!(server.stop(), 0, "one mail in all");
}

#[test]
fn nothing_goes_out_in_plain_text() {
    let Some(server) = MailServer::start(&["--without-tls"]) else { return };
    let group = copy_group_with_mail();
    let message = run_refused(&group, &mut send_command(&group, &["agenda"], &server));
    assert!(message.contains("does not offer STARTTLS, so nothing was sent"), "{message}");
    assert_eq!(server.stop(), 0);
}

#[test]
fn an_unconfirmed_delivery_is_reported() {
    let Some(server) = MailServer::start(&["--drop"]) else { return };
    let group = copy_group_with_mail();
    let message = run_refused(&group, &mut send_command(&group, &["agenda"], &server));
    assert!(message.contains("received the mail, but did not confirm it"), "{message}");
}

#[test]
fn a_record_that_changed_meanwhile_is_left_alone() {
    let group = copy_group_with_mail();
    let path = group.path().join(AGENDA);
    let Some(mut server) = MailServer::start(&["--meddle", path.to_str().unwrap()]) else { return };
    let before = group.read(AGENDA);
    let (code, _, stderr) = run_command(&mut send_command(&group, &["agenda"], &server));
    assert_eq!((code, group.read(AGENDA)), (Some(2), format!("{before}# somebody else\n")), "{stderr}");
    assert!(stderr.contains("the mail was sent, but "), "{stderr}");
    assert!(stderr.contains("changed since it was read"), "{stderr}");
    assert!(stderr.contains("by hand: `agenda-sent: 2026-04-09T08:30:00Z`"), "{stderr}");
    assert_eq!(server.next_mail()["defects"], serde_json::json!([]));
}

#[test]
fn no_name_makes_a_header() {
    let Some(mut server) = MailServer::start(&[]) else { return };
    let group = copy_group_with_mail();
    let path = group.path().join("workgroup.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let long = "Ärger mit Übergrößen und 中文 ".repeat(8);
    let hostile =
        format!("\"x\\r\\nBcc: spy@x.example\\r\\n\\r\\n<script>alert(1)</script> =?utf-8?q?y?= \\e[1m {long}\"");
    std::fs::write(&path, text.replacen("Harbour APIs & Co", &hostile, 1)).unwrap();
    let arguments = ["minutes", "2026-03-24", "--to", "board@lists.example.org"];
    let (code, stdout, stderr) = run_command(&mut send_command(&group, &arguments, &server));
    assert_eq!((code, stdout.contains('\u{1b}')), (Some(0), false), "{stderr}");
    let arrived = server.next_mail();
    assert_eq!(arrived["defects"], serde_json::json!([]));
    assert_eq!(arrived["to"], serde_json::json!(["board@lists.example.org"]));
    let mut names: Vec<&String> = arrived["headers"].as_object().unwrap().keys().collect();
    names.sort();
    assert_eq!(names, ["Content-Type", "Date", "From", "MIME-Version", "Message-ID", "Subject", "To"]);
    let subject = arrived["headers"]["Subject"][0].as_str().unwrap();
    let expected = "x Bcc: spy@x.example <script>alert(1)</script> = ?utf-8?q?y?= [1m Ärger mit Über…: minutes of the call on 2026-03-24";
    assert_eq!(subject, expected);
    assert!(stdout.contains(&format!("\nSubject: {subject}\n")), "{stdout}");
    assert!(!arrived["html"].as_str().unwrap().contains("<script"));
}
