//! The client and GitHub's own description of its API: prism refuses what does not fit it, in requests and in answers.

use crate::outside::github::FakeGithub;
use crate::program::{Repository, run_command};
use backlog::error::{Error, GithubError};
use backlog::outside::github::{GithubApi, GithubClient, escape_segment};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;

fn connect(port: &str, token: Option<&str>) -> GithubClient {
    let api = GithubApi::parse(&format!("http://127.0.0.1:{port}")).unwrap();
    GithubClient::new(api, token.map(ToOwned::to_owned), |_| ()).unwrap().with_sleep(|_| ())
}

fn reason_of(error: Error) -> GithubError {
    match error {
        Error::Github { reason, .. } => reason,
        error => panic!("{error:?}"),
    }
}

#[test]
fn the_client_keeps_to_the_description_of_the_api() {
    let Some(github) = FakeGithub::start() else { return };
    let client = connect(&github.port.to_string(), Some("tok"));
    // The canary: prism checks nothing, silently, where it cannot compile a schema.
    for wrong in [json!({"body": "x"}), json!({"title": "x", "unknown": 1})] {
        let reason = reason_of(client.post::<Value>("/repos/o/r/issues", &wrong).unwrap_err());
        assert!(matches!(&reason, GithubError::Refused(answer) if answer.starts_with("422")), "{reason}");
    }

    let all: Vec<Value> = client.get_pages("/repos/o/r/issues?state=all").unwrap();
    let numbers: Vec<u64> = all.iter().map(|issue| issue["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, (1..=330).collect::<Vec<_>>());
    let issue: Value = client.get("/repos/o/r/issues/63").unwrap().unwrap();
    assert_eq!(issue["body"], "Fixes #62");
    assert_eq!(client.get::<Value>("/repos/o/r/issues/999").unwrap(), None);
    let files: Vec<Value> = client.get_pages("/repos/o/r/pulls/63/files").unwrap();
    assert_eq!(files[0]["filename"], "documentation/63.md");

    let title = "Tracker \u{1b}[2J @all";
    let made: Value = client.post("/repos/o/r/issues", &json!({"title": title, "labels": ["a"]})).unwrap();
    assert_eq!((&made["number"], &made["title"]), (&json!(331), &json!(title)));
    let path = "/repos/o/r/issues/331";
    let closed: Value = client.patch(path, &json!({"state": "closed", "body": "Done."})).unwrap();
    assert_eq!((&closed["state"], &closed["body"]), (&json!("closed"), &json!("Done.")));
    client.post::<Value>(&format!("{path}/comments"), &json!({"body": "Frozen."})).unwrap();
    let comments: Vec<Value> = client.get_pages(&format!("{path}/comments")).unwrap();
    assert_eq!(comments[0]["body"], "Frozen.");
    let labels = format!("{path}/labels");
    client.post::<Value>(&labels, &json!({"labels": ["on hold?"]})).unwrap();
    assert!(client.delete(&format!("{labels}/{}", escape_segment("on hold?"))).unwrap());
    let left: Vec<Value> = client.put(&labels, &json!({"labels": ["frozen"]})).unwrap();
    assert_eq!(left.iter().map(|label| label["name"].as_str().unwrap()).collect::<Vec<_>>(), ["frozen"]);

    let changed: Vec<Value> = client.get_pages("/repos/o/r/issues?state=all&since=2026-02-11T00:00:00Z").unwrap();
    assert_eq!(changed.len(), 1);

    // A wrong token, and none.
    let wrong = connect(&github.port.to_string(), Some("hush"));
    assert!(matches!(reason_of(wrong.get::<Value>(path).unwrap_err()), GithubError::TokenRefused(_)));
    let anonymous = connect(&github.port.to_string(), None);
    assert!(anonymous.get::<Value>(path).unwrap().is_some());
    let reason = reason_of(anonymous.post::<Value>("/repos/o/r/issues", &json!({"title": "x"})).unwrap_err());
    assert!(matches!(reason, GithubError::Forbidden { has_token: false, .. }), "{reason}");

    // The fake itself saw each page once, and nothing of the canary.
    let seen: Vec<Value> = connect(&github.fake_port, None).get("/_requests").unwrap().unwrap();
    let pages: Vec<&str> =
        seen.iter().map(|it| it["path"].as_str().unwrap()).filter(|it| it.contains("page=")).collect();
    assert_eq!(pages.iter().filter(|page| page.starts_with("/repos/o/r/issues?state=all&per_page")).count(), 4);
    assert!(seen.iter().all(|it| !it["body"].as_str().unwrap().contains("unknown")), "{seen:?}");
}

#[test]
fn a_sync_reads_what_concerns_the_group_and_then_only_what_changed() {
    let Some(github) = FakeGithub::start() else { return };
    let root = Repository::new();
    let settings = "name: G\nrepository: o/r\ngithub: { labels: { proposal: agreed } }\norganizations: [DT]\n";
    root.write("workgroup.yaml", settings);
    root.write("backlog/x.yaml", "name: Number 62\nissue: 62\nowners: DT\ntemplate: { pr: 63 }\n");
    root.write("github.lock", "issues: { 62: { updated: 2026-01-01 }, 998: { updated: 2026-01-01 } }\n");
    root.write("backlog/y.yaml", "name: Y\nissue: 998\nowners: DT\nformer-issues: [999]\n");
    let api = format!("http://127.0.0.1:{}", github.port);
    let sync = |more: &[&str]| {
        let mut command = root.command(&[&["--today", "2026-02-12", "sync", "--api", &api], more].concat());
        let (code, out, stderr) = run_command(command.env_remove("GH_ENTERPRISE_TOKEN").env("GITHUB_TOKEN", "hush"));
        assert_eq!(code, Some(0), "{stderr}");
        (out, stderr)
    };
    let (out, stderr) = sync(&[]);
    assert!(out.ends_with("github.yaml: 330 numbers read, 1 new, 1 changed\n"), "{out}");
    assert!(stderr.contains("GitHub does not know 999"), "{stderr}");
    assert!(!root.path().join("github.lock").exists(), "its facts are taken over");
    let text = root.read("github.yaml");
    let issues: Vec<&str> = text.lines().skip_while(|line| *line != "issues:").skip(1).collect();
    assert_eq!(issues.len(), 3, "{text}");
    assert!(
        issues[0].starts_with("  62: { kind: issue, title: '[API Proposal] Number 62', author: delegate-a, "),
        "{text}"
    );
    assert!(issues[1].ends_with("fixes: [62], path: documentation/63.md }"), "{text}");
    assert_eq!(issues[2], "  998: { kind: issue, updated: 2026-01-01 }", "an issue that vanished keeps its line");

    let (out, _) = sync(&[]);
    assert!(out.ends_with("github.yaml: 0 numbers read, nothing new\n"), "{out}");
    let seen: Vec<Value> = connect(&github.fake_port, None).get("/_requests").unwrap().unwrap();
    let last: Vec<&str> = seen.iter().rev().take(2).map(|it| it["path"].as_str().unwrap()).collect();
    assert!(last.iter().any(|path| path.contains("since=2026-02-12")), "{last:?}");

    // An issue that a record names only now is older than the last reading: so may be its pull request.
    root.write("backlog/z.yaml", "name: Z\nissue: 65\nowners: DT\n");
    let (out, stderr) = sync(&[]);
    assert!(stderr.contains("everything is read again: #65 is older than the last reading"), "{stderr}");
    assert!(out.contains("github.yaml: 330 numbers read, 2 new\n"), "{out}");
    let text = root.read("github.yaml");
    assert!(text.contains("\n  66: ") && text.contains("fixes: [65], path: documentation/66.md }"), "{text}");
    // Another label means other proposals. The fake does not count a label as a change.
    let labels = json!({ "labels": ["idea"] });
    connect(&github.fake_port, Some("tok")).put::<Value>("/repos/o/r/issues/2/labels", &labels).unwrap();
    root.write("workgroup.yaml", settings.replace("agreed", "idea"));
    let (out, stderr) = sync(&[]);
    assert!(stderr.contains("everything is read again: `github.labels.proposal` changed"), "{stderr}");
    assert!(out.contains("github.yaml: 330 numbers read, 2 new\n"), "{out}");
    // A listing has no files of pull requests: a full reading asks for them.
    let text = root.read("github.yaml");
    root.write("github.yaml", text.replace(", path: documentation/63.md", ""));
    let (out, _) = sync(&["--full"]);
    assert!(out.contains("github.yaml: 330 numbers read, 1 changed\n"), "{out}");
    assert_eq!(root.read("github.yaml"), text);

    // Two people synced, and git could not merge the lines.
    let theirs = "  62: { kind: issue, title: Old, updated: 2025-01-01 }\n";
    root.write(
        "github.yaml",
        text.replace(issues[0], &format!("<<<<<<< HEAD\n{theirs}=======\n{}\n>>>>>>> b", issues[0])),
    );
    let (_, stderr) = sync(&[]);
    assert!(stderr.contains("github.yaml has a merge conflict"), "{stderr}");
    assert_eq!(root.read("github.yaml"), text);
}

#[test]
fn the_proxy_of_the_environment_is_used() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let proxy = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let lines = BufReader::new(stream.try_clone().unwrap()).lines().map(Result::unwrap);
        let request: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
        stream.write_all(b"HTTP/1.1 403 Forbidden\r\n\r\n").unwrap();
        request
    });
    let root = Repository::new();
    root.write("workgroup.yaml", "name: G\nrepository: o/r\n");
    let mut command = root.command(&["--today", "2026-02-12", "sync"]);
    let url = format!("http://127.0.0.1:{port}");
    command.env("GH_TOKEN", "hush").env("HTTPS_PROXY", &url).env("NO_PROXY", "localhost");
    let (code, _, stderr) = run_command(&mut command);
    assert_eq!(code, Some(2), "{stderr}");
    assert!(stderr.contains(&format!("through the proxy 127.0.0.1:{port}: proxy server responded 403")), "{stderr}");
    let request = proxy.join().unwrap();
    assert_eq!(request[0], "CONNECT api.github.com:443 HTTP/1.1");
    assert!(!request.concat().contains("hush"), "{request:?}");
}

/// A repository of a group that writes to GitHub, and the way to run a command in it.
struct WritingGroup {
    github: FakeGithub,
    root: Repository,
}

impl WritingGroup {
    fn start() -> Option<Self> {
        let github = FakeGithub::start()?;
        let root = Repository::new();
        root.write(
            "workgroup.yaml",
            "name: G\nrepository: o/r\nzones: [Asia/Tokyo]\nschedule: [{ slot: 2nd thursday, start: '15:00', end: '16:30' }]\n\
             organizations: [DT, Orange]\npeople: [{ name: Delegate A, organization: DT, github: delegate-a }]\n\
             github:\n  labels: { agenda: agenda }\n  onboarding: tracker.md\n  stages: { frozen: { label: on hold, comment: \
             true, close-prs: true }, archived: { close: not_planned } }\n",
        );
        Some(Self { github, root })
    }

    /// Runs a command that speaks with GitHub, on a day; returns its status, its output and its messages.
    fn run(&self, day: &str, args: &[&str]) -> (Option<i32>, String, String) {
        let api = format!("http://127.0.0.1:{}", self.github.port);
        let mut command = self.root.command(&[&["--today", day], args, &["--api", &api]].concat());
        run_command(command.env("GH_ENTERPRISE_TOKEN", "tok"))
    }

    /// As [`WritingGroup::run`], for a command that succeeds.
    #[track_caller]
    fn expect(&self, day: &str, args: &[&str]) -> (String, String) {
        let (code, out, stderr) = self.run(day, args);
        assert_eq!(code, Some(0), "{args:?}: {out}{stderr}");
        (out, stderr)
    }

    /// A command without GitHub, which succeeds.
    #[track_caller]
    fn local(&self, day: &str, args: &[&str]) -> String {
        let mut command = self.root.command(&[&["--today", day], args].concat());
        let (code, out, stderr) = run_command(&mut command);
        assert_eq!(code, Some(0), "{args:?}: {out}{stderr}");
        out
    }

    /// What the fake has: an issue, or a list below it.
    fn get(&self, path: &str) -> Value {
        connect(&self.github.fake_port, Some("tok")).get(&format!("/repos/o/r/issues/{path}")).unwrap().unwrap()
    }

    /// The changes that the fake was asked for: `POST /repos/o/r/issues`.
    fn writes(&self) -> Vec<String> {
        let seen: Vec<Value> = connect(&self.github.fake_port, None).get("/_requests").unwrap().unwrap();
        let line = |it: &Value| format!("{} {}", it["method"].as_str().unwrap(), it["path"].as_str().unwrap());
        seen.iter().map(line).filter(|line| !line.starts_with("GET")).collect()
    }
}

#[test]
fn the_agenda_is_one_issue_however_often_it_is_sent() {
    let Some(group) = WritingGroup::start() else { return };
    group.root.write("backlog/x.yaml", "name: Number 62\nissue: 62\nowners: DT\n");
    let call = "date: 2026-03-12\nagenda: [{ issue: 62, notes: for @all }]\n";
    group.root.write("minutes/2026-03-12.yaml", call);
    let send = ["github", "agenda", "2026-03-12", "--send", "--yes"];
    // A stranger has an issue with our mark.
    let stranger = json!({ "body": "<!-- backlog: agenda 2026-03-12 -->\nx\n<!-- backlog: end -->" });
    connect(&group.github.fake_port, Some("tok")).patch::<Value>("/repos/o/r/issues/2", &stranger).unwrap();

    let (out, stderr) = group.expect("2026-02-20", &send);
    assert!(out.contains("Title: Agenda of the call on 2026-03-12\n"), "{out}");
    assert!(stderr.contains("opened o/r#331"), "{stderr}");
    assert!(group.root.read("minutes/2026-03-12.yaml").contains("agenda-issue: 331\n"));
    let issue = group.get("331");
    let body = issue["body"].as_str().unwrap();
    assert!(body.contains("| [#62](https://github.com/o/r/issues/62) Number 62, DT | carried over |"), "{body}");
    assert!(body.contains("00:00 in Tokyo on Friday 2026-03-13"), "{body}");
    assert_eq!(issue["labels"][0]["name"], "agenda");

    let (_, stderr) = group.expect("2026-02-20", &send);
    assert!(stderr.contains("o/r#331 is up to date"), "{stderr}");
    // The record is lost, as if the command had been killed before it was written: the mark finds the issue.
    group.root.write("minutes/2026-03-12.yaml", call);
    group.expect("2026-02-20", &send);
    assert!(group.root.read("minutes/2026-03-12.yaml").contains("agenda-issue: 331\n"));

    assert!(group.root.read("minutes/2026-03-12.yaml").contains("agenda-issue-sent: 2026-02-20\n"));
    let update = "update the agenda issue of 2026-03-12: an item was added";
    assert!(!group.local("2026-02-21", &["status"]).contains(update));

    // People write above and below it, and an item is added.
    let edited = json!({ "body": format!("Hello.\r\n\r\n{}\r\nThanks.", body.replace('\n', "\r\n")) });
    connect(&group.github.fake_port, Some("tok")).patch::<Value>("/repos/o/r/issues/331", &edited).unwrap();
    group.local("2026-02-21", &["agenda", "add", "64", "--meeting", "2026-03-12"]);
    assert!(group.local("2026-02-21", &["status"]).contains(update));
    let (out, stderr) = group.expect("2026-02-21", &["github", "agenda", "2026-03-12"]);
    assert!(out.starts_with("Title: ") && stderr.contains("\n+| [#64]"), "{out}{stderr}");
    let (out, stderr) = group.expect("2026-02-21", &send);
    assert!(out.contains("\n+| [#64]") && stderr.contains("brought up to date o/r#331"), "{out}{stderr}");
    assert!(!group.local("2026-02-21", &["status"]).contains(update));
    let body = group.get("331")["body"].as_str().unwrap().to_owned();
    assert!(body.starts_with("Hello.\n\n<!-- backlog") && body.ends_with("\nThanks."), "{body}");
    assert_eq!(
        group.writes().iter().filter(|line| !line.ends_with("issues/2")).collect::<Vec<_>>(),
        ["POST /repos/o/r/issues", "PATCH /repos/o/r/issues/331", "PATCH /repos/o/r/issues/331"],
        "one of them by the test"
    );

    // Two commands at once open one issue: the second one finds it when its user has agreed.
    group.root.write("minutes/2026-04-09.yaml", "date: 2026-04-09\nagenda: []\n");
    let second = ["github", "agenda", "2026-04-09", "--send", "--yes"];
    std::thread::scope(|scope| {
        for run in [(); 2].map(|()| scope.spawn(|| group.run("2026-02-21", &second))) {
            // The other one may have had to wait too long for the lock.
            assert!(run.join().unwrap().0.is_some());
        }
    });
    assert_eq!(group.writes().iter().filter(|line| *line == "POST /repos/o/r/issues").count(), 2);

    // The call moves, and is canceled.
    group.local("2026-02-21", &["move-meeting", "2026-03-12", "2026-03-11", "--reason", "a holiday"]);
    group.expect("2026-02-21", &["github", "agenda", "2026-03-11", "--send", "--yes"]);
    assert_eq!(group.get("331")["title"], "Agenda of the call on 2026-03-11");
    group.local("2026-02-22", &["cancel-meeting", "2026-03-11", "--reason", "too few people"]);
    // Its file has the day of the schedule again.
    group.expect("2026-02-22", &["github", "agenda", "2026-03-12", "--send", "--yes"]);
    let canceled = group.get("331");
    assert_eq!(canceled["title"], "Canceled: call on 2026-03-12");
    let body = canceled["body"].as_str().unwrap();
    assert!(body.contains("\nThe call on Thursday 2026-03-12 is not held: too few people\n"), "{body}");

    // Somebody replaced the text.
    let replaced = json!({ "body": "Gone." });
    connect(&group.github.fake_port, Some("tok")).patch::<Value>("/repos/o/r/issues/331", &replaced).unwrap();
    let (code, _, stderr) = group.run("2026-02-22", &["github", "agenda", "2026-03-12", "--send", "--yes"]);
    assert_eq!(code, Some(1));
    assert!(stderr.contains("#331 has no agenda of 2026-03-12 that backlog wrote"), "{stderr}");
}

#[test]
fn nothing_is_sent_without_a_token_a_consent_or_in_a_dry_run() {
    let Some(group) = WritingGroup::start() else { return };
    group.root.write("minutes/2026-03-12.yaml", "date: 2026-03-12\nagenda: []\n");
    let api = format!("http://127.0.0.1:{}", group.github.port);
    let send = ["--today", "2026-02-20", "github", "agenda", "--send", "--api", &api];
    let mut command = group.root.command(&send);
    let (code, _, stderr) = run_command(command.env_remove("GH_ENTERPRISE_TOKEN").env("GITHUB_TOKEN", "hush"));
    assert_eq!(code, Some(2));
    assert!(stderr.contains("this needs a token for GitHub"), "{stderr}");
    assert!(stderr.contains("Set GH_ENTERPRISE_TOKEN to a token"), "{stderr}");
    let (code, out, stderr) = group.run("2026-02-20", &["github", "agenda", "--send"]);
    assert_eq!(code, Some(2));
    assert!(out.contains("The agenda is empty."), "{out}");
    assert!(stderr.contains("not sent: the prompt needs a terminal"), "{stderr}");
    let (out, stderr) = group.expect("2026-02-20", &["github", "agenda", "--send", "--dry-run"]);
    assert!(out.contains("Title: ") && stderr.contains("not sent"), "{out}{stderr}");
    assert_eq!(group.writes(), [""; 0]);
}

#[test]
fn a_stage_is_shown_once() {
    let Some(group) = WritingGroup::start() else { return };
    group.root.write(
        "backlog/x.yaml",
        "name: Number 62\nissue: 62\nowners: DT\ntemplate: { pr: 66 }\nstages:\n  - { stage: frozen, date: 2026-02-12 }\n",
    );
    group
        .root
        .write("backlog/y.yaml", "name: Y\nissue: 61\nowners: DT\nstages: [{ stage: archived, date: 2026-02-12 }]\n");
    group.root.write("minutes/2026-02-12.yaml", "date: 2026-02-12\nattendance: { DT: [Delegate A] }\n");
    let (out, _) = group.expect("2026-02-20", &["github", "stages"]);
    assert!(out.starts_with("#62 Number 62: Frozen on 2026-02-12\n  comment\n"), "{out}");
    assert!(group.local("2026-02-20", &["status"]).contains("backlog github stages --send"));

    let (_, stderr) = group.expect("2026-02-20", &["github", "stages", "--send", "--yes"]);
    assert!(
        stderr.contains("#62 Number 62: comment, add the label \"on hold\" and comment and close PR#66\n"),
        "{stderr}"
    );
    assert!(stderr.contains("#61 Y: close it as not planned\n"), "{stderr}");
    let comments = group.get("62/comments");
    let comment = comments[0]["body"].as_str().unwrap();
    let said =
        "The proposal [#62](https://github.com/o/r/issues/62) Number 62 reached the stage **Frozen** on 2026-02-12\n";
    assert!(comment.contains(said), "{comment}");
    assert_eq!(group.get("66")["state"], "closed");
    assert_eq!(group.get("61")["state_reason"], "not_planned");
    assert!(
        group.root.read("backlog/x.yaml").contains("on-github: 2026-02-20"),
        "{}",
        group.root.read("backlog/x.yaml")
    );

    // The record is lost: GitHub's own state says what is done.
    let writes = group.writes();
    group
        .root
        .write("backlog/x.yaml", group.root.read("backlog/x.yaml").replace("on-github: 2026-02-20", "on-github:"));
    let (_, stderr) = group.expect("2026-02-21", &["github", "stages", "--send", "--yes"]);
    assert!(stderr.contains("#62 Number 62: nothing left to do"), "{stderr}");
    assert_eq!(group.writes(), writes);
    let (_, stderr) = group.expect("2026-02-21", &["github", "stages", "--send", "--yes"]);
    assert!(stderr.contains("no new stage means anything on GitHub"), "{stderr}");

    // An issue that GitHub does not know stops only its own stage.
    group
        .root
        .write("backlog/a.yaml", "name: A\nissue: 999\nowners: DT\nstages: [{ stage: frozen, date: 2026-02-12 }]\n");
    group
        .root
        .write("backlog/z.yaml", "name: Z\nissue: 64\nowners: DT\nstages: [{ stage: frozen, date: 2026-02-12 }]\n");
    let (code, _, stderr) = group.run("2026-02-21", &["github", "stages", "--send", "--yes"]);
    assert_eq!(code, Some(1), "{stderr}");
    assert!(stderr.contains("#999 A: GitHub does not know #999\n#64 Z: comment and add the label"), "{stderr}");
    assert!(stderr.contains("1 stage not on GitHub"), "{stderr}");
    assert!(group.root.read("backlog/z.yaml").contains("on-github: 2026-02-21"));
    std::fs::remove_file(group.root.path().join("backlog/a.yaml")).unwrap();

    // It returns: its label goes.
    group.root.write("github.yaml", "issues: { 62: { kind: issue, labels: [on hold] } }\n");
    group.local("2026-03-13", &["stage", "62", "reactivated", "--date", "2026-03-12", "--notified", "2026-02-21"]);
    let (_, stderr) = group.expect("2026-03-13", &["github", "stages", "--send", "--yes"]);
    assert!(stderr.contains("#62 Number 62: remove the label \"on hold\"\n"), "{stderr}");
    assert!(group.get("62/labels").as_array().unwrap().iter().all(|label| label["name"] != "on hold"));
}

#[test]
fn a_month_is_played_and_nothing_is_typed_that_github_knows() {
    let Some(group) = WritingGroup::start() else { return };
    group.root.write(
        "tracker.md",
        "---\ntitle: '[Tracker] $name$'\nlabels: Tracker\n---\n- **Owner:** TBD\n- **Issue:** XXXX\n",
    );
    let proposal = json!({ "title": "[API Proposal] Quay Occupancy", "body": "## Summary\nWhich quays are free.\n", "labels": ["Idea"] });
    let github = connect(&group.github.fake_port, Some("tok"));
    let issue: Value = github.post("/repos/o/r/issues", &proposal).unwrap();
    assert_eq!(issue["number"], 331);

    // January: the issue becomes a proposal, and is on the agenda.
    let (out, _) = group.expect("2026-02-20", &["sync"]);
    let line = "#331 Quay Occupancy, opened 2026-02-10 by delegate-a: backlog add-proposal --issue 331 --owner DT";
    assert!(out.lines().any(|one| one == line), "{out}");
    group.local("2026-02-20", &["add-proposal", "--issue", "331", "--owner", "DT"]);
    assert!(group.root.read("backlog/quay-occupancy.yaml").contains("name: Quay Occupancy\n"));
    group.local("2026-02-20", &["new-meeting"]);
    group.local("2026-02-20", &["agenda", "add", "331"]);
    group.expect("2026-02-20", &["github", "agenda", "--send", "--yes"]);
    let agenda = group.get("332")["body"].as_str().unwrap().to_owned();
    assert!(agenda.contains("| [#331](https://github.com/o/r/issues/331) Quay Occupancy, DT | on time |"), "{agenda}");

    // The call approves it; its onboarding gets a tracker.
    group.local("2026-03-12", &["attend", "Delegate A"]);
    group.local("2026-03-12", &["decide", "331", "It is approved.", "--stage", "approved"]);
    assert!(group.local("2026-03-12", &["status"]).contains("backlog github onboarding quay-occupancy --send"));
    let onboarding = ["github", "onboarding", "331", "--send", "--yes"];
    let (out, _) = group.expect("2026-03-12", &onboarding);
    assert!(out.contains("- **Owner:** DT\n- **Issue:** https://github.com/o/r/issues/331\n"), "{out}");
    let tracker = group.get("333");
    assert_eq!(
        (&tracker["title"], &tracker["labels"][0]["name"]),
        (&json!("[Tracker] Quay Occupancy"), &json!("Tracker"))
    );
    let record = group.root.read("backlog/quay-occupancy.yaml");
    assert!(record.contains("onboarding-issue: 333\n"), "{record}");
    let (code, _, stderr) = group.run("2026-03-12", &onboarding);
    assert_eq!(code, Some(1));
    assert!(stderr.contains("#333 tracks the onboarding of #331 Quay Occupancy already"), "{stderr}");
    // The record is lost: the mark finds the tracker.
    group.root.write("backlog/quay-occupancy.yaml", record.replace("onboarding-issue: 333\n", ""));
    group.expect("2026-03-12", &onboarding);
    assert_eq!(group.root.read("backlog/quay-occupancy.yaml"), record);

    // `sync` keeps the agenda's issue and the tracker, and the records agree with GitHub.
    group.expect("2026-03-12", &["sync"]);
    let facts = group.root.read("github.yaml");
    assert!(facts.contains("\n  332: ") && facts.contains("\n  333: "), "{facts}");
    group.local("2026-03-12", &["check", "--fix"]);
    assert_eq!(group.writes().len(), 3, "the proposal, the agenda, the tracker");
    let undone = group.local("2026-03-12", &["undo", "--list"]);
    assert!(!undone.is_empty());
}
