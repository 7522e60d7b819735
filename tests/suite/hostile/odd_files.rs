//! Links, pipes, devices and endless files wherever the program reads. None is read, none makes the program wait, and
//! every other file is checked.

use super::{SECRET, run_backlog};
use crate::program::{copy_group, read_files};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

/// An odd file: its name, how to make it, and the message for it.
pub type Odd = (&'static str, fn(&Path, &Path), &'static str);

/// Ways to put something odd at a path; the second one is a file outside of the repository.
pub const ODD: [Odd; 5] = [
    ("a link out", |path, secret| symlink(secret, path).unwrap(), "leads out of the repository"),
    ("a link to a device", |path, _| symlink("/dev/zero", path).unwrap(), "leads out of the repository"),
    ("a link to nothing", |path, _| symlink("nowhere", path).unwrap(), "the link is broken"),
    (
        "a pipe",
        |path, _| assert!(Command::new("mkfifo").arg(path).status().unwrap().success()),
        "expected a file, found a pipe or a device",
    ),
    (
        "a file of 1.5 GB",
        |path, _| std::fs::File::create(path).unwrap().set_len(1_500_000_000).unwrap(),
        "the file has 1500000000 bytes (limit: ",
    ),
];

/// Makes a copy of the small repository with something odd in the place of a file, and runs the test on it.
fn with_each(path: &str, test: impl Fn(&Path, &str, &str)) {
    for (name, place_odd, message) in ODD {
        let (copy, outside) = (copy_group(), tempfile::tempdir().unwrap());
        let secret = outside.path().join("secret");
        std::fs::write(&secret, format!("{SECRET}\n")).unwrap();
        let target = copy.path().join(path);
        let _ = std::fs::remove_file(&target);
        std::fs::create_dir_all(target.parent().unwrap()).unwrap();
        place_odd(&target, &secret);
        test(copy.path(), message, name);
        assert_eq!(std::fs::read_to_string(&secret).unwrap(), format!("{SECRET}\n"));
    }
}

#[test]
fn an_odd_record_is_a_finding_and_the_others_are_checked() {
    for path in ["backlog/zz.yaml", "minutes/2026-04-07.yaml", "github.lock"] {
        with_each(path, |root, message, name| {
            let (code, output) = run_backlog(root, &["check", "--format", "json"]);
            assert_eq!(code, 1, "{name}: {output}");
            assert!(output.contains(&format!("\"file\": \"{path}\"")) && output.contains(message), "{name}: {output}");
            assert!(output.contains("minutes/2026-02-17.yaml"), "the others are checked: {output}");
            for arguments in [&["render", "--check"][..], &["status"], &["table"], &["calendar"], &["list"]] {
                run_backlog(root, arguments);
            }
        });
    }
}

#[test]
fn an_odd_workgroup_is_a_finding() {
    with_each("workgroup.yaml", |root, message, name| {
        let (code, output) = run_backlog(root, &["check"]);
        assert!(code == 1 && output.contains(message), "{name}: {output}");
    });
}

#[test]
fn an_odd_generated_file_is_not_ours_and_stays() {
    for path in ["minutes/2026-04-07.md", "backlog/README.md"] {
        with_each(path, |root, _, name| {
            let (_, output) = run_backlog(root, &["check"]);
            assert!(output.contains(&format!("{path} was not made by backlog")), "{name}: {output}");
            let (code, output) = run_backlog(root, &["render"]);
            assert!(code == 1 && output.contains(path), "{output}");
        });
    }
}

#[test]
fn an_odd_template_fails_what_is_made_of_it() {
    with_each("templates/minutes-api-backlog.md", |root, message, name| {
        let (code, output) = run_backlog(root, &["minutes", "2026-04-07"]);
        assert!(code == 2 && output.contains(message), "{name}: {output}");
        let (code, output) = run_backlog(root, &["check"]);
        assert!(code < 2 && output.contains("templates/minutes-api-backlog.md"), "{output}");
    });
}

/// A command that takes the lock.
const WRITE: [&str; 5] = ["note", "14", "A word.", "--call", "2026-04-07"];

#[test]
fn an_odd_lock_is_not_opened() {
    let folder: Odd = ("a folder", |path, _| std::fs::create_dir(path).unwrap(), "expected a file, found a folder");
    let link: Odd = ("a link inside", |path, _| symlink("workgroup.yaml", path).unwrap(), "through a link");
    for (name, place_odd, _) in ODD[..4].iter().chain([&folder, &link]) {
        let (copy, outside) = (copy_group(), tempfile::tempdir().unwrap());
        let secret = outside.path().join("secret");
        std::fs::write(&secret, SECRET).unwrap();
        place_odd(&copy.path().join(".backlog.lock"), &secret);
        let (code, output) = run_backlog(copy.path(), &WRITE);
        assert!(code != 0 && output.contains(".backlog.lock"), "{name}: {output}");
        assert!(!copy.path().join("nowhere").exists(), "{name}");
        // Only commands that write take the lock.
        assert!(run_backlog(copy.path(), &["check"]).0 < 2, "{name}");
    }
}

#[test]
fn a_lock_that_came_with_a_commit_or_is_a_hard_link_keeps_its_bytes() {
    let (copy, outside) = (copy_group(), tempfile::tempdir().unwrap());
    let (lock, secret) = (copy.path().join(".backlog.lock"), outside.path().join("secret"));
    let git = |arguments: &[&str]| {
        let run = Command::new("git").arg("-C").arg(copy.path()).args(arguments).output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    };
    std::fs::write(&lock, SECRET).unwrap();
    git(&["init", "--quiet"]);
    git(&["add", "--force", ".backlog.lock"]);
    assert_eq!(run_backlog(copy.path(), &WRITE).0, 0);
    assert_eq!(std::fs::read_to_string(&lock).unwrap(), SECRET);
    std::fs::write(&secret, SECRET).unwrap();
    std::fs::remove_file(&lock).unwrap();
    std::fs::hard_link(&secret, &lock).unwrap();
    assert_eq!(run_backlog(copy.path(), &WRITE).0, 0);
    assert_eq!(std::fs::read_to_string(&secret).unwrap(), SECRET);
}

#[test]
fn a_folder_that_leads_out_is_a_finding_and_is_left_alone() {
    for folder in ["backlog", "minutes", "templates"] {
        let (copy, outside) = (copy_group(), tempfile::tempdir().unwrap());
        let moved = outside.path().join(folder);
        if copy.path().join(folder).exists() {
            std::fs::rename(copy.path().join(folder), &moved).unwrap();
        } else {
            std::fs::create_dir(&moved).unwrap();
        }
        // A killed command leaves such a file, and the next command removes it.
        std::fs::write(moved.join(".backlog-left"), SECRET).unwrap();
        symlink(&moved, copy.path().join(folder)).unwrap();
        let before = read_files(outside.path());
        let (code, output) = run_backlog(copy.path(), &["check"]);
        assert!(code == 1 && output.contains("leads out of the repository"), "{folder}: {output}");
        run_backlog(copy.path(), &["render"]);
        run_backlog(copy.path(), &["add-organization", "Acme"]);
        assert_eq!(read_files(outside.path()), before, "{folder}");
    }
}
