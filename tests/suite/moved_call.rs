//! Moving a call: its file and the group's file change together, or neither does.

use crate::program::copy_group;
use std::os::unix::fs::PermissionsExt;

const MOVE: [&str; 5] = ["move-meeting", "2026-04-21", "2026-04-22", "--reason", "public holiday"];

#[test]
fn a_move_that_cannot_be_written_leaves_every_file() {
    let root = copy_group();
    let group = root.path().join("workgroup.yaml");
    std::fs::set_permissions(&group, std::fs::Permissions::from_mode(0o444)).unwrap();
    let before = root.files();
    let (code, out, stderr) = root.run(&MOVE);
    assert_eq!((code, out.as_str()), (Some(2), ""), "{stderr}");
    assert!(stderr.contains("workgroup.yaml"), "{stderr}");
    assert_eq!(root.files(), before);
}

#[test]
fn a_move_takes_the_file_and_its_minutes_along() {
    let root = copy_group();
    let out = root.run_successfully(&MOVE);
    assert_eq!(out.lines().count(), 3, "{out}");
    let is_there = |path: &str| root.path().join(path).exists();
    assert!(is_there("minutes/2026-04-22.yaml"));
    assert!(!is_there("minutes/2026-04-21.yaml") && !is_there("minutes/2026-04-21.md"));
    root.run_successfully(&["render"]);
    assert!(is_there("minutes/2026-04-22.md"));
}
