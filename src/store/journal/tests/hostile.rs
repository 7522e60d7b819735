//! What the journal does not trust.

use super::*;
use crate::store::save::take_lock;

#[test]
fn an_undo_that_names_other_files_is_not_finished() {
    for path in ["README.md", "../x", "minutes/2026-02-12.txt", ".backlog/.gitignore", "/etc/passwd"] {
        let test = TestJournal::new(9, 9_999);
        test.write(CALL, Some("a"), None);
        let files = vec![
            text_change(Some("a"), Some("b")),
            TextChange { path: path.to_owned(), ..text_change(None, Some("x")) },
        ];
        let undo = PlannedUndo { steps: vec![1], is_redo: false, files };
        fs::write(test.entry("undo.json"), serde_json::to_vec(&undo).unwrap()).unwrap();
        assert!(test.journal.finish_undo().unwrap().is_none(), "{path}");
        assert_eq!(
            (test.read(CALL).as_deref(), test.names().as_slice()),
            (Some("a"), &["00000001.json".to_owned()][..])
        );
    }
}

#[cfg(unix)]
#[test]
fn a_damaged_entry_is_reported_and_the_others_are_read() {
    let test = TestJournal::new(99, 9_999);
    test.write(CALL, Some("a"), None);
    let entry = fs::read_to_string(test.entry("00000001.json")).unwrap();
    let other = |path: &str| entry.replace(CALL, path);
    for (name, text) in [
        ("00000002.json", "half an ent"),
        ("00000003.json", ""),
        ("00000004.json", &other("../x")),
        ("00000005.json", &other("README.md")),
        ("00000006.json", &other("minutes/2026-02-12.md")),
        ("00000007.json", &other("templates/minutes-mom.md")),
        ("7.json", &entry),
        ("00000010.json.old", &entry),
        ("+0000011.json", &entry),
    ] {
        fs::write(test.entry(name), text).unwrap();
    }
    std::os::unix::fs::symlink(test.entry("00000001.json"), test.entry("00000008.json")).unwrap();
    fs::File::create(test.entry("00000009.json")).unwrap().set_len(1 << 40).unwrap();
    let steps = test.steps();
    let not_a_record = |path: &str| format!("it has a file that is not a record: {path}");
    assert_eq!(steps.len(), 9);
    assert_eq!(steps[0].1, r#""a""#);
    assert!(steps[1].1.starts_with("expected value") && steps[2].1.starts_with("EOF"), "{steps:?}");
    let paths = ["../x", "README.md", "minutes/2026-02-12.md", "templates/minutes-mom.md"];
    assert_eq!(steps[3..7].iter().map(|(_, text)| text.clone()).collect::<Vec<_>>(), paths.map(not_a_record));
    assert_eq!(steps[7].1, "the link leads out of the repository");
    assert!(steps[8].1.starts_with("the file has 1099511627776 bytes"), "{steps:?}");
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_a_link_is_neither_read_nor_written() {
    let test = TestJournal::new(9, 9_999);
    let outside = tempfile::tempdir().unwrap();
    fs::create_dir(outside.path().join("journal")).unwrap();
    let change = FileChange { path: CALL.to_owned(), before: None, after: Some(b"a".to_vec()) };
    let is_refused = || {
        let written = test.journal.write_step(std::slice::from_ref(&change), label("note", None));
        assert!(matches!(written, Err(Error::Outside(_))), "{written:?}");
        assert!(matches!(test.journal.read_steps(), Err(Error::Outside(_))));
        assert_eq!(test.read(CALL), None);
    };
    std::os::unix::fs::symlink(outside.path(), test.folder.path().join(".backlog")).unwrap();
    is_refused();
    assert!(matches!(take_lock(test.folder.path()), Err(Error::Outside(_))));
    fs::remove_file(test.folder.path().join(".backlog")).unwrap();
    fs::create_dir(test.folder.path().join(".backlog")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("journal"), test.folder.path().join(".backlog/journal")).unwrap();
    is_refused();
    assert_eq!(fs::read_dir(outside.path().join("journal")).unwrap().count(), 0);
}

#[test]
fn a_file_in_the_place_of_the_folder_is_refused() {
    let test = TestJournal::new(9, 9_999);
    fs::write(test.folder.path().join(".backlog"), "").unwrap();
    let error = take_lock(test.folder.path()).unwrap_err();
    assert!(error.to_string().ends_with(".backlog: expected a folder, found a file"), "{error}");
}

#[test]
fn what_git_tracks_is_not_read() {
    let test = TestJournal::new(9, 9_999);
    let git = |arguments: &[&str]| {
        let run = std::process::Command::new("git").arg("-C").arg(test.folder.path()).args(arguments).output().unwrap();
        assert!(run.status.success(), "{run:?}");
    };
    git(&["init", "--quiet"]);
    test.write(CALL, Some("a"), Some("key"));
    assert_eq!(test.steps().len(), 1);
    let undo = PlannedUndo { steps: vec![1], is_redo: false, files: vec![text_change(Some("a"), Some("b"))] };
    fs::write(test.entry("undo.json"), serde_json::to_vec(&undo).unwrap()).unwrap();
    git(&["add", "--force", ".backlog/journal/00000001.json"]);
    let error = test.journal.read_steps().unwrap_err();
    assert!(error.to_string().contains("git tracks a file in it"), "{error}");
    assert!(test.journal.finish_undo().unwrap().is_none());
    assert_eq!(test.read(CALL).as_deref(), Some("a"));
    test.write(CALL, Some("c"), Some("key"));
    assert_eq!(test.names(), ["00000001.json", "00000002.json", "undo.json"], "the step does not continue that one");
    // With other letters, which some file systems take for the same folder.
    git(&["rm", "--quiet", "--cached", ".backlog/journal/00000001.json"]);
    assert_eq!(test.steps().len(), 2);
    let object = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
    git(&["update-index", "--add", "--cacheinfo", &format!("100644,{object},.Backlog/journal/00000009.json")]);
    assert!(test.journal.read_steps().is_err());
}

#[test]
fn the_last_possible_number_is_an_error() {
    let test = TestJournal::new(9, 9_999);
    test.write(CALL, Some("a"), None);
    fs::rename(test.entry("00000001.json"), test.entry("18446744073709551615.json")).unwrap();
    let change = FileChange { path: CALL.to_owned(), before: Some(b"a".to_vec()), after: None };
    assert!(matches!(test.journal.write_step(&[change], label("note", None)), Err(Error::Unusable { .. })));
    assert_eq!(test.read(CALL).as_deref(), Some("a"));
}
