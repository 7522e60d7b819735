//! February 2026 of a secretary, by commands only: from an empty folder to the second call, every file equals the one
//! written by hand in `tests/month`.

use crate::outside::smtp::{MailServer, PASSWORD};
use crate::program::{backlog_command, read_files};
use backlog::render::seal::without_digest;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

const BY_HAND: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/month");

/// The folder of a group, in which the secretary runs commands.
struct Secretary {
    folder: tempfile::TempDir,
    /// The mail server of the environment, because the group names none.
    server: String,
}

impl Secretary {
    /// Runs a command as of a moment; returns its exit status and output.
    fn run_at(&self, now: &str, arguments: &[&str], input: &str) -> (Option<i32>, String, String) {
        let mut command = backlog_command(arguments);
        command.current_dir(self.folder.path()).env("BACKLOG_TODAY", now);
        command.env("BACKLOG_SMTP_PASSWORD", PASSWORD).env("BACKLOG_SMTP_SERVER", &self.server);
        let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = piped.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        let [stdout, stderr] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
        (output.status.code(), stdout, stderr)
    }

    /// Runs a command that has to succeed, and returns its output.
    fn run_successfully(&self, now: &str, arguments: &[&str]) -> String {
        self.run_with_input(now, arguments, "")
    }

    /// As [`Self::does`], with something on standard input.
    fn run_with_input(&self, now: &str, arguments: &[&str], input: &str) -> String {
        let (code, stdout, stderr) = self.run_at(now, arguments, input);
        assert_eq!(code, Some(0), "{arguments:?} at {now}:\n{stdout}{stderr}");
        stdout
    }

    /// Runs a command that is refused, with status 1 by the rules or 2 for unknown names; returns the message.
    fn run_refused(&self, status: i32, now: &str, arguments: &[&str]) -> String {
        let before = read_files(self.folder.path());
        let (code, stdout, stderr) = self.run_at(now, arguments, "");
        assert_eq!((code, stdout.as_str()), (Some(status), ""), "{arguments:?} at {now}:\n{stderr}");
        assert!(read_files(self.folder.path()) == before, "a refused command writes nothing");
        stderr
    }
}

/// Creates the group with its organizations and people.
fn found_group(secretary: &Secretary) {
    let today = "2026-02-01";
    let names = ["Orange", "Vodafone", "GSMA", "xFlow Research", "Heksagon", "Infolysis"];
    let members = names.iter().flat_map(|name| ["--organization", name]);
    let slots = ["--slot", "2nd thursday 09:00-10:30", "--slot", "4th thursday 15:00-16:30"];
    let group = ["init", "--name", "API Backlog", "--repository", "camaraproject/APIBacklog"];
    secretary.run_successfully(today, &group.into_iter().chain(slots).chain(members).collect::<Vec<_>>());
    secretary.run_successfully(today, &["add-organization", "Telefónica", "--alias", "Telefonica"]);
    secretary.run_successfully(today, &["add-organization", "NCSRD", "--since", "2025-12-22"]);
    secretary.run_successfully(today, &["add-person", "Gilles Renoux", "--org", "Orange"]);
    let chair = ["add-person", "Eric Murray", "--org", "Vodafone", "--github", "eric-murray", "--role", "chair"];
    secretary.run_successfully(today, &chair);
    secretary.run_successfully(today, &["add-person", "Kevin Smith", "--org", "vodafone"]);
    secretary.run_successfully(today, &["add-person", "Panagiotis Pavlidis", "--org", "NCSRD"]);
    let facts = ["reviewer.name=TSC", "reviewer.mail=tsc@lists.example.org", "mail.from=secretary@backlog.example"];
    secretary.run_successfully(today, &[&["set", "workgroup"], &facts[..], &["mail.user=secretary"]].concat());
}

/// Three proposals and the agenda of the first call; its mail arrives at the reviewer's list.
fn prepare_call(secretary: &Secretary, server: &mut MailServer) {
    let new = |now: &str, name: &str, options: &[&str]| {
        secretary.run_successfully(now, &[&["add-proposal", name], options].concat())
    };
    let imei = ["--issue", "63", "--owner", "xFlow Research", "--pr", "64", "--supporter", "GSMA"];
    new("2026-02-02", "IMEI Fraud", &imei);
    new("2026-02-02", "Voice One Time Password Call", &["--issue", "259", "--owner", "Heksagon"]);
    secretary.run_successfully("2026-02-02", &["new-meeting"]);
    secretary.run_successfully("2026-02-03T10:00Z", &["agenda", "add", "63"]);
    secretary.run_successfully("2026-02-03T10:01Z", &["agenda", "add", "259"]);

    let stdout = mail_agenda(secretary, server, "2026-02-05T08:30Z", &[]);
    assert!(
        stdout.contains("To: tsc@lists.example.org") && stdout.contains("agenda-sent: 2026-02-05T08:30:00Z"),
        "{stdout}"
    );

    let intents = ["--issue", "293", "--owner", "NCSRD", "--owner", "Infolysis", "--pr", "294"];
    new("2026-02-06", "Trust Worthiness Intent API", &intents);
    let why = secretary.run_refused(1, "2026-02-06T09:00Z", &["agenda", "add", "293"]);
    for expected in [
        "the agenda of 2026-02-12 closed on",
        "the call of 2026-02-26, whose agenda closes 2026-02-19 15:00 UTC",
        "error: minutes/2026-02-12.yaml was not written",
    ] {
        assert!(why.split_whitespace().collect::<Vec<_>>().join(" ").replace("│ ", "").contains(expected), "{why}");
    }
    let late = ["agenda", "add", "293", "--exception", "the owner can join this call only"];
    secretary.run_successfully("2026-02-06T09:00Z", &late);
    // The list gets the agenda again, with the added item.
    let status = secretary.run_successfully("2026-02-06T09:01Z", &["status"]);
    assert!(status.contains("(backlog mail agenda 2026-02-12 --send --again)"), "{status}");
    mail_agenda(secretary, server, "2026-02-06T09:05Z", &["--again"]);
    let draft = secretary.run_successfully("2026-02-12T08:00Z", &["minutes"]);
    assert_eq!(draft, std::fs::read_to_string(Path::new(BY_HAND).join("draft.md")).unwrap());
}

/// Sends the agenda of the next call, which has to arrive; returns what was shown first.
fn mail_agenda(secretary: &Secretary, server: &mut MailServer, now: &str, options: &[&str]) -> String {
    let authority = server.authority();
    let send = ["mail", "agenda", "--send", "--yes", "--ca", &authority];
    let stdout = secretary.run_successfully(now, &[&send[..], options].concat());
    assert_eq!(server.next_mail()["defects"], serde_json::json!([]));
    stdout
}

/// The call of 2026-02-12, and its minutes.
fn hold_first_call(secretary: &Secretary) {
    let at = |time: &str| format!("2026-02-12T{time}Z");
    let run = |time: &str, arguments: &[&str]| secretary.run_successfully(&at(time), arguments);
    run("09:05", &["attend", "Gilles Renoux", "eric-murray", "Panagiotis Pavlidis"]);
    run("09:05", &["attend", "Kevin Smith", "--excused"]);
    run("09:06", &["attend", "Reg Cox", "--org", "gsma"]);
    let message = secretary.run_refused(2, &at("09:06"), &["attend", "Giles Renoux"]);
    assert!(message.contains("Did you mean `Gilles Renoux`?"), "{message}");
    let news = "- Device Quality Indicator becomes Device Media Streaming Rate (#296).\n\
                - The release candidate of the Consent Info API is on its way.\n";
    secretary.run_with_input(&at("09:07"), &["recap", "TSC 2026-02-05", "-"], news);
    run("09:10", &["topic", "Update the table", "--pr", "280", "--kind", "review", "--who", "Telefonica"]);
    run("09:12", &["note", "280", "The PR is to be reviewed."]);
    run("09:15", &["note", "63", "The new owner presented what is left of the API."]);
    // Only a proposal with a merged template goes to the reviewer (docs/procedure.md#agreement-5).
    let why =
        secretary.run_refused(1, &at("09:16"), &["decide", "63", "It goes to the TSC.", "--stage", "under-review"]);
    assert!(why.contains("template-not-merged"), "{why}");
    run("09:16", &["set", "63", "template.merged=2026-02-10"]);
    run("09:16", &["decide", "63", "It goes to the TSC.", "--stage", "under-review"]);
    run("09:17", &["action", "add", "63", "Prepare the slides for the TSC", "--due", "2026-02-26"]);
    run("09:18", &["action", "add", "Ask GSMA for a liaison", "--owner", "Chair"]);
    let words = "NCSRD showed the intents: what is asked for, and how trust is measured.";
    run("09:30", &["note", "trust worthiness intent api", words]);
    run("09:31", &["support", "293", "Orange"]);
    let stdout = run("10:25", &["note", "--rest", "--not-treated"]);
    assert_eq!(stdout, "minutes/2026-02-12.yaml: not treated: #259\n");
    run("10:31", &["render"]);
    let mail = run("10:32", &["mail", "minutes", "2026-02-12", "--to", "group@lists.example.org"]);
    assert!(mail.contains("Message-ID: <minutes.2026-02-12."), "{mail}");
}

/// The call of 2026-02-26: it approves the minutes of the first call and continues its open items.
fn hold_second_call(secretary: &Secretary, server: &mut MailServer) {
    secretary.run_successfully("2026-02-13", &["new-meeting"]);
    mail_agenda(secretary, server, "2026-02-19T16:00Z", &[]);
    secretary.run_successfully("2026-02-20", &["rename", "259", "Voice OTP"]);
    let at = |time: &str| format!("2026-02-26T{time}Z");
    let run = |time: &str, arguments: &[&str]| secretary.run_successfully(&at(time), arguments);
    run("15:02", &["attend", "Gilles Renoux", "Eric Murray"]);
    run("15:03", &["approve"]);
    run("15:10", &["action", "close", "20260212-01"]);
    let later = ["action", "update", "20260212-02", "--due", "2026-03-12", "--note", "the liaison answers in March"];
    run("15:10", &later);
    run("15:20", &["decide", "63", "Wait for the TSC."]);
    run("15:21", &["note", "293", "The template is complete."]);
    let listed = run("15:22", &["action", "list"]);
    assert!(listed.contains("20260212-02") && !listed.contains("20260212-01"), "{listed}");
    run("16:00", &["note", "259", "Nobody was there to present it.", "--not-treated"]);
    run("16:31", &["render"]);
}

#[test]
fn a_month_of_commands_gives_what_a_person_writes_by_hand() {
    let Some(mut server) = MailServer::start(&[]) else { return };
    let secretary = Secretary { folder: tempfile::tempdir().unwrap(), server: server.address() };
    found_group(&secretary);
    prepare_call(&secretary, &mut server);
    hold_first_call(&secretary);
    hold_second_call(&secretary, &mut server);

    let by_hand = read_files(Path::new(BY_HAND));
    let mut compared = 0;
    for (path, expected) in &by_hand {
        let path = Path::new(path).strip_prefix(BY_HAND).unwrap();
        if path == Path::new("draft.md") {
            continue;
        }
        let written = std::fs::read_to_string(secretary.folder.path().join(path)).unwrap_or_default();
        // Nobody writes a digest by hand.
        let written = without_digest(&written);
        assert_eq!(written, String::from_utf8(expected.clone()).unwrap(), "{}", path.display());
        compared += 1;
    }
    // There are no other files than these, the schemas, and hidden ones such as .gitignore.
    let written = read_files(secretary.folder.path());
    let names = written.keys().map(|path| Path::new(path).strip_prefix(secretary.folder.path()).unwrap());
    let others = names.filter(|name| !name.starts_with("schema") && !name.to_str().unwrap().starts_with('.'));
    assert_eq!((compared, others.count()), (9, 9));
    let stdout = secretary.run_successfully("2026-02-27", &["check", "-D", "warnings"]);
    assert!(stdout.starts_with("no findings in 6 files"), "{stdout}");
    secretary.run_successfully("2026-02-27", &["render", "--check"]);
}
