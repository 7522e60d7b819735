//! Working copies in which git has converted line feeds to Windows line endings.

use crate::program::{backlog_command, copy_group, read_files, run_command};
use std::path::Path;
use std::process::Command;

fn run_backlog(root: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = backlog_command(&["-C", root.to_str().unwrap(), "--today", "2026-04-07T12:00Z"]);
    let (code, output, messages) = run_command(command.args(arguments));
    (code, (output + &messages).replace(root.to_str().unwrap(), ""))
}

/// A copy of the small repository with a template of its own, all with Windows line endings.
fn copy_with_crlf() -> tempfile::TempDir {
    let copy = copy_group();
    let template = concat!(env!("CARGO_MANIFEST_DIR"), "/templates/minutes-api-backlog.md");
    std::fs::create_dir(copy.path().join("templates")).unwrap();
    std::fs::copy(template, copy.path().join("templates/minutes-api-backlog.md")).unwrap();
    for (path, bytes) in read_files(copy.path()) {
        std::fs::write(path, String::from_utf8(bytes).unwrap().replace('\n', "\r\n")).unwrap();
    }
    copy
}

#[test]
fn other_line_ends_make_no_finding_and_nothing_stale() {
    let (copy, windows) = (copy_group(), copy_with_crlf());
    for arguments in
        [&["check", "--format", "short"][..], &["render", "--check"], &["status"], &["minutes", "2026-03-24"]]
    {
        let [one, other] = [&copy, &windows].map(|root| run_backlog(root.path(), arguments));
        assert_eq!(one, other, "{arguments:?}");
    }
}

#[test]
fn what_is_written_keeps_the_line_ends_of_its_file() {
    let windows = copy_with_crlf();
    for arguments in [&["note", "14", "Two lines\n\nof Markdown."][..], &["add-organization", "Acme"], &["render"]] {
        let before = read_files(windows.path());
        let (code, output) = run_backlog(windows.path(), arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {output}");
        let after = read_files(windows.path());
        let changed = after.iter().filter(|(path, bytes)| before.get(*path).is_some_and(|old| old != *bytes));
        let mut count = 0;
        for (path, bytes) in changed {
            let text = String::from_utf8(bytes.clone()).unwrap();
            assert!(!text.replace("\r\n", "").contains(['\n', '\r']), "{arguments:?}: {path}\n{text}");
            count += 1;
        }
        assert!(count > 0, "{arguments:?}: {output}");
    }
    assert_eq!(run_backlog(windows.path(), &["render", "--check"]).0, Some(0));
}

#[test]
fn a_mail_that_lost_its_line_ends_is_written_again() {
    let (copy, out) = (copy_group(), tempfile::tempdir().unwrap());
    let mail = out.path().join("minutes.eml");
    let arguments = ["mail", "minutes", "2026-03-24", "--from", "a@example.org", "--to", "b@example.org", "--out"];
    let arguments = [&arguments[..], &[mail.to_str().unwrap()]].concat();
    assert_eq!(run_backlog(copy.path(), &arguments).0, Some(0));
    let written = std::fs::read_to_string(&mail).unwrap();
    std::fs::write(&mail, written.replace("\r\n", "\n")).unwrap();
    assert_eq!(run_backlog(copy.path(), &arguments).0, Some(0));
    assert_eq!(std::fs::read_to_string(&mail).unwrap(), written);
}

#[test]
fn a_new_group_tells_git_to_leave_line_ends_alone() {
    let (root, clone) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let git = |folder: &Path, arguments: &[&str]| {
        let options = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"];
        let mut git = Command::new("git");
        git.arg("-C").arg(folder).args(options).args(["-c", "core.autocrlf=true"]);
        let run = git.args(arguments).output().unwrap();
        assert!(run.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&run.stderr));
    };
    std::fs::write(root.path().join(".gitattributes"), "*.bat eol=crlf\n").unwrap();
    assert_eq!(run_backlog(root.path(), &["init", root.path().to_str().unwrap()]).0, Some(0));
    let attributes = std::fs::read_to_string(root.path().join(".gitattributes")).unwrap();
    assert!(attributes.ends_with("\n*.bat eol=crlf\n"), "the group's own lines win: {attributes}");
    std::fs::write(root.path().join("run.bat"), "exit\r\n").unwrap();
    git(root.path(), &["init", "--quiet"]);
    git(root.path(), &["add", "--all"]);
    git(root.path(), &["commit", "--quiet", "--message", "records"]);
    git(clone.path(), &["clone", "--quiet", root.path().to_str().unwrap(), "."]);
    for path in ["workgroup.yaml", "backlog/README.md", "schema/meeting.json", "run.bat"] {
        let [one, other] = [&root, &clone].map(|folder| std::fs::read_to_string(folder.path().join(path)).unwrap());
        assert_eq!(one, other, "{path}");
    }
}
