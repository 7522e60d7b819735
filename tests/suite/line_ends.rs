//! Working copies in which git has converted line feeds to Windows line endings.

use crate::program::{Repository, copy_group, run_git};

fn run_backlog(root: &Repository, arguments: &[&str]) -> (Option<i32>, String) {
    let (code, output, messages) = root.run(&[arguments, &["--today", "2026-04-07T12:00Z"]].concat());
    (code, (output + &messages).replace(root.path().to_str().unwrap(), ""))
}

/// A copy of the small repository with a template of its own, all with Windows line endings.
fn copy_with_crlf() -> Repository {
    let copy = copy_group();
    copy.write("templates/minutes-api-backlog.md", include_str!("../../templates/minutes-api-backlog.md"));
    for (path, bytes) in copy.files() {
        copy.write(path, String::from_utf8(bytes).unwrap().replace('\n', "\r\n"));
    }
    copy
}

#[test]
fn other_line_ends_make_no_finding_and_nothing_stale() {
    let (copy, windows) = (copy_group(), copy_with_crlf());
    for arguments in
        [&["check", "--format", "short"][..], &["render", "--check"], &["status"], &["minutes", "2026-03-24"]]
    {
        let [one, other] = [&copy, &windows].map(|root| run_backlog(root, arguments));
        assert_eq!(one, other, "{arguments:?}");
    }
}

#[test]
fn what_is_written_keeps_the_line_ends_of_its_file() {
    let windows = copy_with_crlf();
    for arguments in [&["note", "14", "Two lines\n\nof Markdown."][..], &["add-organization", "Acme"], &["render"]] {
        let before = windows.files();
        let (code, output) = run_backlog(&windows, arguments);
        assert_eq!(code, Some(0), "{arguments:?}: {output}");
        let after = windows.files();
        let changed = after.iter().filter(|(path, bytes)| before.get(*path).is_some_and(|old| old != *bytes));
        let mut count = 0;
        for (path, bytes) in changed {
            let text = String::from_utf8(bytes.clone()).unwrap();
            assert!(!text.replace("\r\n", "").contains(['\n', '\r']), "{arguments:?}: {path:?}\n{text}");
            count += 1;
        }
        assert!(count > 0, "{arguments:?}: {output}");
    }
    assert_eq!(run_backlog(&windows, &["render", "--check"]).0, Some(0));
}

#[test]
fn a_mail_that_lost_its_line_ends_is_written_again() {
    let (copy, out) = (copy_group(), tempfile::tempdir().unwrap());
    let mail = out.path().join("minutes.eml");
    let arguments = ["mail", "minutes", "2026-03-24", "--from", "a@example.org", "--to", "b@example.org", "--out"];
    let arguments = [&arguments[..], &[mail.to_str().unwrap()]].concat();
    assert_eq!(run_backlog(&copy, &arguments).0, Some(0));
    let written = std::fs::read_to_string(&mail).unwrap();
    std::fs::write(&mail, written.replace("\r\n", "\n")).unwrap();
    assert_eq!(run_backlog(&copy, &arguments).0, Some(0));
    assert_eq!(std::fs::read_to_string(&mail).unwrap(), written);
}

#[test]
fn a_new_group_tells_git_to_leave_line_ends_alone() {
    let (root, clone) = (Repository::new(), Repository::new());
    let git = |folder: &Repository, arguments: &[&str]| {
        run_git(folder.path(), &[&["-c", "core.autocrlf=true"], arguments].concat());
    };
    root.write(".gitattributes", "*.bat eol=crlf\n");
    assert_eq!(run_backlog(&root, &["init", root.path().to_str().unwrap(), "--demo"]).0, Some(0));
    assert_eq!(run_backlog(&root, &["schema", "--write"]).0, Some(0));
    let attributes = root.read(".gitattributes");
    assert!(attributes.ends_with("\n*.bat eol=crlf\n"), "the group's own lines win: {attributes}");
    root.write("run.bat", "exit\r\n");
    git(&root, &["init", "--quiet"]);
    git(&root, &["add", "--all"]);
    git(&root, &["commit", "--quiet", "--message", "records"]);
    git(&clone, &["clone", "--quiet", root.path().to_str().unwrap(), "."]);
    for path in ["workgroup.yaml", "backlog/README.md", "schema/meeting.json", "run.bat"] {
        assert_eq!(root.read(path), clone.read(path), "{path}");
    }
}
