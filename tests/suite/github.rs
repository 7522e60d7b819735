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
