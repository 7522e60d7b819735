//! Moving a call: its file and the group's file change together, or neither does.

use crate::program::{backlog_command, copy_group, read_files, run_command};
use std::os::unix::fs::PermissionsExt;

const MOVED: [&str; 6] = ["move-meeting", "2026-04-21", "2026-04-22", "--reason", "public holiday", "--today"];

#[test]
fn a_move_that_cannot_be_written_leaves_every_file() {
    let root = copy_group();
    let group = root.path().join("workgroup.yaml");
    std::fs::set_permissions(&group, std::fs::Permissions::from_mode(0o444)).unwrap();
    let path = root.path().to_str().unwrap();
    let before = read_files(root.path());
    let (code, out, stderr) = run_command(backlog_command(&["-C", path]).args(MOVED).arg("2026-04-10"));
    assert_eq!((code, out.as_str()), (Some(2), ""), "{stderr}");
    assert!(stderr.contains("workgroup.yaml"), "{stderr}");
    let mut after = read_files(root.path());
    after.retain(|path, _| !path.ends_with(".backlog.lock"));
    assert_eq!(after, before);
}

#[test]
fn a_move_takes_the_file_and_its_minutes_along() {
    let root = copy_group();
    let path = root.path().to_str().unwrap();
    let (code, out, stderr) = run_command(backlog_command(&["-C", path]).args(MOVED).arg("2026-04-10"));
    assert_eq!(code, Some(0), "{stderr}");
    assert_eq!(out.lines().count(), 3, "{out}");
    let is_there = |path: &str| root.path().join(path).exists();
    assert!(is_there("minutes/2026-04-22.yaml"));
    assert!(!is_there("minutes/2026-04-21.yaml") && !is_there("minutes/2026-04-21.md"));
    assert_eq!(run_command(&mut backlog_command(&["-C", path, "--today", "2026-04-10", "render"])).0, Some(0));
    assert!(is_there("minutes/2026-04-22.md"));
}
