//! A journal that came with a commit, or that names files which are not records.

use super::{SECRET, run_backlog};
use crate::program::{Repository, copy_group, run_git};
use std::os::unix::fs::symlink;

/// The entry of a step that changed a file from this text.
fn format_entry(path: &str, before: &str, after: &str) -> String {
    format!(
        r#"{{"command":["note","14"],"moment":"2026-04-07T12:00:00Z","files":[{{"path":"{path}","before":"{before}","after":"{after}"}}]}}"#
    )
}

fn add_entry(root: &Repository, number: u32, text: &str) {
    root.write(format!(".backlog/journal/{number:08}.json"), text);
}

#[test]
fn a_journal_that_came_with_a_commit_is_not_read() {
    let copy = copy_group();
    run_git(copy.path(), &["init", "--quiet"]);
    copy.write("backlog/trap.yaml", "name: Trap\n");
    add_entry(&copy, 1, &format_entry("backlog/trap.yaml", "name: Sprung\\n", "name: Trap\\n"));
    copy.write(".backlog/journal/undo.json", r#"{"steps":[],"is_redo":false,"files":[{"path":"backlog/trap.yaml","before":"name: Trap\n","after":"name: Sprung\n"}]}"#);
    run_git(copy.path(), &["add", "--force", ".backlog"]);
    for arguments in [&["undo"][..], &["undo", "--redo"], &["undo", "--list"]] {
        let (code, output) = run_backlog(copy.path(), arguments);
        assert!(code == 2 && output.contains("git tracks a file in it"), "{arguments:?}: {output}");
    }
    // A step goes on, and takes nothing from the journal.
    assert_eq!(run_backlog(copy.path(), &["add-organization", "Acme"]).0, 0);
    assert_eq!(copy.read("backlog/trap.yaml"), "name: Trap\n");
    assert!(run_backlog(copy.path(), &["check"]).0 < 2);
    // Where git cannot be asked, nothing is read either.
    let (code, _, messages) = crate::program::run_command(copy.command(&["undo"]).env("PATH", "/nowhere"));
    assert!(code == Some(2) && messages.contains("git may track it: `git` is not installed"), "{messages}");
}

#[test]
fn damaged_entries_are_reported_and_no_other_file_is_written() {
    let (copy, outside) = (copy_group(), tempfile::tempdir().unwrap());
    let secret = outside.path().join("x");
    std::fs::write(&secret, SECRET).unwrap();
    copy.write("README.md", "Ours.\n");
    assert_eq!(run_backlog(copy.path(), &["add-organization", "Acme"]).0, 0);
    let before = copy.files();
    add_entry(&copy, 2, &format_entry("README.md", "Theirs.", "Ours.\\n"));
    add_entry(&copy, 3, &format_entry("../x", "Theirs.", "Ours.\\n"));
    add_entry(&copy, 4, &format_entry("backlog/../README.md", "Theirs.", "Ours.\\n"));
    add_entry(&copy, 5, &format_entry("/etc/hostname\\u001b[31m", "Theirs.", "Ours.\\n"));
    add_entry(&copy, 6, "{");
    symlink(&secret, copy.path().join(".backlog/journal/00000007.json")).unwrap();
    let (code, output) = run_backlog(copy.path(), &["undo", "--list"]);
    assert!(code == 0 && output.matches("damaged").count() == 6, "{output}");
    let (code, output) = run_backlog(copy.path(), &["undo", "--dry-run"]);
    assert!(code == 0 && output.matches("because its entry is damaged").count() == 6, "{output}");
    assert!(!output.contains('\u{1b}') && !output.contains(SECRET), "{output}");
    assert_eq!(copy.files(), before);
    assert_eq!(run_backlog(copy.path(), &["undo"]).0, 0);
    assert!(!copy.read("workgroup.yaml").contains("Acme"), "the step before them");
    assert_eq!(copy.read("README.md"), "Ours.\n");
    assert_eq!(std::fs::read_to_string(&secret).unwrap(), SECRET);
    // A link leads out of the repository: the record is not written.
    let copy = copy_group();
    let target = outside.path().join("call.yaml");
    std::fs::rename(copy.path().join("minutes/2026-04-07.yaml"), &target).unwrap();
    symlink(&target, copy.path().join("minutes/2026-04-07.yaml")).unwrap();
    let text = std::fs::read_to_string(&target).unwrap();
    add_entry(
        &copy,
        1,
        &format_entry("minutes/2026-04-07.yaml", "date: 2026-04-07\\n", "date: 2026-04-07\\n# more\\n"),
    );
    let (code, output) = run_backlog(copy.path(), &["undo"]);
    assert!(code == 1 && output.contains("minutes/2026-04-07.yaml out of the repository"), "{output}");
    assert_eq!(std::fs::read_to_string(&target).unwrap(), text);
}

#[test]
fn a_folder_that_is_not_ours_stops_what_writes() {
    let outside = Repository::new();
    outside.write("journal/x", "theirs");
    let before = outside.files();
    for (name, place) in [
        (
            "a link out",
            &(|root: &Repository| symlink(outside.path(), root.path().join(".backlog")).unwrap())
                as &dyn Fn(&Repository),
        ),
        ("a link inside", &|root| symlink("minutes", root.path().join(".backlog")).unwrap()),
        ("a broken link", &|root| symlink("nowhere", root.path().join(".backlog")).unwrap()),
        ("a file", &|root| root.write(".backlog", "x")),
        ("a linked journal", &|root| {
            std::fs::create_dir(root.path().join(".backlog")).unwrap();
            symlink(outside.path().join("journal"), root.path().join(".backlog/journal")).unwrap();
        }),
        ("a file in the place of the journal", &|root| root.write(".backlog/journal", "x")),
    ] {
        let copy = copy_group();
        let settings = copy.read("workgroup.yaml");
        place(&copy);
        for arguments in [&["add-organization", "Acme"][..], &["undo"], &["undo", "--list"]] {
            let (code, output) = run_backlog(copy.path(), arguments);
            assert!(code != 0 && output.contains(".backlog"), "{name}: {arguments:?}: {output}");
        }
        assert!(run_backlog(copy.path(), &["check"]).0 < 2, "{name}");
        assert_eq!((copy.read("workgroup.yaml"), outside.files()), (settings, before.clone()), "{name}");
    }
}
