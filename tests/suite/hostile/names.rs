//! Files that look like records but have other names or places.

use super::run_backlog;
use crate::program::{copy_group, run_command, run_git};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// Paths of files that look like records but are not read, and the message for each.
const UNREAD: [(&str, &str); 9] = [
    ("Workgroup.yaml", "`workgroup.yaml` exists already"),
    ("backlog/X.YAML", "Rename it to `backlog/x.yaml`."),
    ("backlog/x.yml", "Rename it to `backlog/x.yaml`."),
    ("backlog/.x.yaml", "Rename it to `backlog/x.yaml`."),
    ("backlog/sub/y.yaml", "Rename it to `backlog/y.yaml`."),
    ("Minutes/2026-02-17.yaml", "`minutes/2026-02-17.yaml` exists already"),
    ("minutes/x.yaml", "Name a call's file by its date"),
    ("minutes/x --><script>.yaml", "Name a call's file by its date"),
    ("2026-04-08.yaml", "Rename it to `minutes/2026-04-08.yaml`."),
];

#[test]
fn a_file_that_looks_like_a_record_is_not_passed_over() {
    let copy = copy_group();
    for (path, _) in UNREAD {
        copy.write(path, "date: 2026-04-08\nagenda: [{ issue: 14, notes: From the side. }]\n");
    }
    let no_utf8 = ["backlog", "minutes", "templates"].map(|folder| {
        copy.write(Path::new(folder).join(OsStr::from_bytes(b"caf\xe9.yaml")), "name: X\n");
        format!("{folder}/caf\u{fffd}.yaml")
    });
    std::os::unix::fs::symlink("sub", copy.path().join("backlog/linked")).unwrap();
    let (code, output, _) = copy.run(&["check", "--format", "json"]);
    assert_eq!(code, Some(1), "{output}");
    let json: serde_json::Value = serde_json::from_str(&output).unwrap();
    let unread = json["findings"].as_array().unwrap().iter().filter(|finding| finding["rule"] == "unread-file");
    let found: BTreeMap<&str, &str> =
        unread.map(|finding| (finding["file"].as_str().unwrap(), finding["help"].as_str().unwrap())).collect();
    for (path, help) in UNREAD {
        assert!(found[path].starts_with(help), "{path}: {}", found[path]);
    }
    assert!(no_utf8.iter().all(|path| found.contains_key(path.as_str())), "{found:?}");
    assert!(found["backlog/linked/"].starts_with("Replace the link"), "{found:?}");
    assert_eq!(found.len(), UNREAD.len() + no_utf8.len() + 1);
    let before = copy.files();
    let (_, output) = run_backlog(copy.path(), &["render"]);
    assert!(output.contains("records cannot be read"), "{output}");
    assert_eq!(copy.files(), before, "nothing is made of them");
    // The revision has the same names, so none of them is new.
    for arguments in [&["init", "--quiet"][..], &["add", "--all"], &["commit", "--quiet", "--message", "records"]] {
        run_git(copy.path(), arguments);
    }
    let mut command = copy.command(&["check", "--since", "HEAD"]);
    let (code, output, messages) = run_command(command.env("PATH", std::env::var_os("PATH").unwrap_or_default()));
    assert_eq!(code, Some(0), "{output}{messages}");
    assert!(output.contains("no new findings"), "{output}");
    // These files are not needed to record a call.
    let (code, output) = run_backlog(copy.path(), &["note", "14", "A word.", "--meeting", "2026-04-07"]);
    assert!(code == 0 && output.contains("cannot be read and are left out"), "{output}");
}

#[test]
fn another_spelling_of_the_groups_file_is_named_where_there_is_none() {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(root.path().join("workgroup.yml"), "name: G\n").unwrap();
    let (code, output) = run_backlog(root.path(), &["check"]);
    assert_eq!(code, 2);
    assert!(
        output.contains("workgroup.yml is not read") && output.contains("Rename it to `workgroup.yaml`."),
        "{output}"
    );
}
