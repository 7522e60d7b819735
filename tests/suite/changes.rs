//! `changes` in real git repositories: what it compares with, and what it says about records.

use crate::program::run_git;
use std::path::Path;
use std::process::Command;

const GROUP: &str = "name: G\nrepository: o/r\nschedule: [{ slot: 2nd thursday, start: \"09:00\", end: \"10:30\" }]\n";
const APPROVES: &str = "previous-minutes: { decision: approved, date: 2026-01-08 }\n";
const POINT: &str = "actions: [{ id: 20260108-01, owners: [MTN], text: Open it }]\n";

fn write_record(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn commit_at(root: &Path, moment: &str) {
    run_git(root, &["add", "--all"]);
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(["-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "--quiet"]);
    command.args(["--message", moment]).env("GIT_COMMITTER_DATE", moment).env("GIT_AUTHOR_DATE", moment);
    assert!(command.status().unwrap().success());
}

/// What `changes` prints without the line that says since when, or the error.
fn run_changes(root: &Path, arguments: &[&str]) -> (String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backlog"));
    command.arg("-C").arg(root).args(["--today", "2026-02-13", "changes"]).args(arguments);
    let output = command.output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    let is_since = |line: &&str| line.starts_with("since ");
    let since = text.lines().find(is_since).unwrap_or_default().split(" (").next().unwrap_or_default().to_owned();
    (since, text.lines().filter(|line| !is_since(line)).map(|line| format!("{line}\n")).collect())
}

/// A repository with a commit before the call of 2026-02-12, one during that call and one after it.
fn new_repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    run_git(root, &["init", "--quiet", "--initial-branch=main"]);
    write_record(root, "workgroup.yaml", GROUP);
    write_record(root, "backlog/a.yaml", "name: A\nissue: 1\nowners: [MTN]\nregistered: 2024-01-11\n");
    write_record(root, "minutes/2026-01-08.yaml", &format!("date: 2026-01-08\naob: none\n{POINT}"));
    commit_at(root, "2026-01-09T12:00:00Z");
    write_record(root, "minutes/2026-02-12.yaml", &format!("date: 2026-02-12\n{APPROVES}agenda: [1]\n"));
    commit_at(root, "2026-02-12T10:00:00Z");
    write_record(root, "backlog/b.yaml", "name: B\nissue: 2\nowners: [KDDI]\nregistered: 2026-02-12\n");
    commit_at(root, "2026-02-12T11:00:00Z");
    folder
}

#[test]
fn the_default_is_the_end_of_the_last_call() {
    let folder = new_repository();
    let (since, text) = run_changes(folder.path(), &[]);
    assert_eq!(since, "since the call of 2026-02-12");
    assert!(text.starts_with("1 proposal: 1 new"), "{text}");
    assert!(
        text.contains("\nB: new; owner KDDI; issue #2 https://github.com/o/r/issues/2; registered 2026-02-12\n"),
        "{text}"
    );
    assert_eq!(run_changes(folder.path(), &["--since", "2026-02-12"]), (since, text));
}

#[test]
fn a_day_without_a_call_counts_until_its_end() {
    let folder = new_repository();
    let (since, text) = run_changes(folder.path(), &["--since", "2026-01-09"]);
    assert_eq!(since, "since 2026-01-09");
    assert!(text.contains("\ncall of 2026-02-12: minutes written\n") && text.contains("\nB: new; "), "{text}");
    let (_, error) = run_changes(folder.path(), &["--since", "2026-01-07"]);
    let expected = "error: cannot compare with 2026-01-07: no commit is that old";
    assert!(error.starts_with(expected) && error.contains("help: Choose a commit with --base REV"), "{error}");
    let (since, text) = run_changes(folder.path(), &["--base", "HEAD~1"]);
    assert!(since == "since HEAD~1" && text.starts_with("1 proposal: 1 new"), "{text}");
}

#[test]
fn calls_and_new_findings_follow_the_table() {
    let folder = new_repository();
    let root = folder.path();
    run_git(root, &["checkout", "--quiet", "-b", "branch"]);
    write_record(root, "backlog/b.yaml", "name: Bee\nissue: 2\nregistered: 2026-02-12\nstages: [frozen]\n");
    write_record(root, "minutes/2026-01-08.yaml", &format!("date: 2026-01-08\naob: some\n{POINT}"));
    let item =
        "agenda: [{ issue: 1, decisions: [\"Go *on*\"] }]\naction-updates: [{ id: 20260108-01, status: closed }]\n";
    write_record(root, "minutes/2026-02-12.yaml", &format!("date: 2026-02-12\n{APPROVES}{item}"));
    commit_at(root, "2026-02-13T11:00:00Z");
    let (_, text) = run_changes(root, &["--base", "main"]);
    let expected = "2 proposals: 1 renamed, 2 stages, 1 owner; 2 calls; ";
    assert!(text.starts_with(expected), "{text}");
    let expected = "\nA: Under discussion (2026-02-12)\nBee\n  renamed from B\n  Frozen (no date)\n  no longer owner: KDDI\n\n\
                    call of 2026-01-08: the record of approved minutes changed (approved by the call of 2026-02-12)\n\
                    call of 2026-02-12\n  decision on #1 A: Go *on*\n  action point 20260108-01 closed: Open it\n\nnew ";
    assert!(text.contains(expected), "{text}");
    assert!(text.contains("(missing-owner)\n") && text.ends_with("\n\nNothing else in the table changed.\n"), "{text}");
    // The text of approved minutes.
    run_git(root, &["checkout", "--quiet", "main"]);
    write_record(root, "minutes/2026-01-08.md", "# Minutes\n\nOne.\n");
    commit_at(root, "2026-02-13T11:00:00Z");
    assert!(!run_changes(root, &["--base", "HEAD"]).1.contains("approved"));
    write_record(root, "minutes/2026-01-08.md", "# Minutes\n\nTwo.\n");
    let (_, text) = run_changes(root, &["--base", "HEAD"]);
    assert!(text.contains("\ncall of 2026-01-08: the text of approved minutes changed (approved by"), "{text}");
}

#[test]
fn without_git_or_records_the_error_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    write_record(root, "workgroup.yaml", GROUP);
    let (_, error) = run_changes(root, &[]);
    assert!(error.starts_with("error: no call was held yet\nhelp: Choose a git revision with --base REV"), "{error}");
    let (_, error) = run_changes(root, &["--base", "main"]);
    assert!(error.starts_with("error: cannot compare with `main`: the records are not in a git repository"), "{error}");
    let (_, error) = run_changes(new_repository().path(), &["--base", "nope"]);
    assert!(error.starts_with("error: cannot compare with `nope`: this git repository has no such commit"), "{error}");
}
