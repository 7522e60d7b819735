//! What the journal keeps.

mod hostile;

use super::*;
use crate::store::git::permitted_variables;
use crate::store::save::FileChange;
use std::fs;

const CALL: &str = "minutes/2026-02-12.yaml";

struct TestJournal {
    folder: tempfile::TempDir,
    journal: Journal,
}

impl TestJournal {
    fn new(steps: usize, bytes: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let environment = permitted_variables(std::env::vars_os());
        let journal = Journal::new(folder.path(), environment, JournalLimits { steps, bytes });
        fs::write(folder.path().join("workgroup.yaml"), "name: G\n").unwrap();
        Self { folder, journal }
    }

    fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.folder.path().join(path)).ok()
    }

    fn entry(&self, name: &str) -> PathBuf {
        self.folder.path().join(".backlog/journal").join(name)
    }

    fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.entry("."))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Writes a step that changes a file to a text.
    fn write(&self, path: &str, after: Option<&str>, key: Option<&str>) -> bool {
        let bytes = |text: &str| text.as_bytes().to_vec();
        let before = self.read(path).as_deref().map(bytes);
        let change = FileChange { path: path.to_owned(), before, after: after.map(bytes) };
        self.journal.write_step(&[change], label(path, key)).unwrap()
    }

    fn undo(&self, steps: &[u64], is_redo: bool, files: &[TextChange]) {
        let undo = PlannedUndo { steps: steps.to_vec(), is_redo, files: files.to_vec() };
        self.journal.write_undo(&undo).unwrap();
    }

    /// The steps: the numbers, with the texts after, or why they are damaged.
    fn steps(&self) -> Vec<(u64, String)> {
        let describe = |step: JournalStep| {
            let text = match step.content {
                Err(reason) => reason,
                Ok(StepContent { files: None, .. }) => "too large".to_owned(),
                Ok(StepContent { files: Some(files), .. }) => format!("{:?}", files[0].after.as_deref().unwrap_or("-")),
            };
            (step.number, text)
        };
        self.journal.read_steps().unwrap().into_iter().map(describe).collect()
    }
}

fn label(word: &str, key: Option<&str>) -> StepLabel {
    let moment = "2026-02-12T09:00:00Z".parse().unwrap();
    StepLabel { command: vec![word.to_owned()], moment, key: key.map(str::to_owned), has_sent: false }
}

fn text_change(before: Option<&str>, after: Option<&str>) -> TextChange {
    TextChange { path: CALL.to_owned(), before: before.map(str::to_owned), after: after.map(str::to_owned) }
}

#[test]
fn an_entry_has_the_command_the_moment_and_the_texts_of_records() {
    let test = TestJournal::new(9, 9_999);
    let change = |path: &str| FileChange { path: path.to_owned(), before: None, after: Some(b"a\r\nb".to_vec()) };
    let is_kept =
        test.journal.write_step(&[change("minutes/2026-02-12.md"), change(CALL)], label("note", None)).unwrap();
    assert!(is_kept);
    let steps = test.journal.read_steps().unwrap();
    let content = steps[0].content.as_ref().unwrap();
    assert_eq!((steps.len(), steps[0].number, steps[0].is_undone), (1, 1, false));
    assert_eq!(content.label, label("note", None));
    assert_eq!(content.files, Some(vec![text_change(None, Some("a\r\nb"))]));
    assert_eq!(test.read("minutes/2026-02-12.md").as_deref(), Some("a\r\nb"), "which is generated, and no record");
    assert_eq!(test.read(".backlog/.gitignore").as_deref(), Some("*\n"));
    // Nothing changes in a record.
    test.journal.write_step(&[change("backlog/README.md")], label("render", None)).unwrap();
    assert_eq!(test.names(), ["00000001.json"]);
}

#[test]
fn a_step_that_is_not_written_leaves_no_entry() {
    let test = TestJournal::new(9, 9_999);
    let change = FileChange { path: CALL.to_owned(), before: None, after: Some(b"a".to_vec()) };
    drop(test.journal.begin_step(std::slice::from_ref(&change), label("mail", None)).unwrap());
    assert_eq!(test.names(), [""; 0]);
    test.write(CALL, Some("other"), None);
    assert!(matches!(test.journal.write_step(&[change], label("note", None)), Err(Error::Exists(_))));
    assert_eq!(test.names(), ["00000001.json"]);
}

#[test]
fn the_oldest_steps_go_first() {
    let test = TestJournal::new(3, 99_999);
    for text in ["a", "b", "c", "d", "e"] {
        assert!(test.write(CALL, Some(text), None));
    }
    assert_eq!(test.names(), ["00000003.json", "00000004.json", "00000005.json"]);
    let test = TestJournal::new(99, 1_000);
    for size in [300, 301, 100] {
        assert!(test.write(CALL, Some(&"x".repeat(size)), None));
    }
    assert_eq!(test.names(), ["00000003.json"], "the second has 601 bytes of text, the third 401");
    assert!(!test.write(CALL, Some(&"x".repeat(1_000)), None));
    assert_eq!(test.read(CALL).unwrap().len(), 1_000, "it is done all the same");
    assert_eq!(test.steps()[1], (4, "too large".to_owned()));
    assert!(!test.write(CALL, None, None), "the text before is too large, too");
}

#[test]
fn entries_may_have_as_many_bytes_as_the_limit() {
    let sizes = |bytes: usize| {
        let test = TestJournal::new(99, bytes);
        let has_texts = [CALL, "minutes/2026-02-26.yaml"].map(|path| test.write(path, Some("a"), None));
        (has_texts, test.names().iter().map(|name| test.entry(name).metadata().unwrap().len()).sum::<u64>() as usize)
    };
    let (_, both) = sizes(9_999);
    assert_eq!(sizes(both), ([true, true], both));
    assert_eq!(sizes(both - 1), ([true, true], both / 2), "the older one goes");
    assert_eq!(sizes(both / 2), ([true, true], both / 2));
    assert_eq!(sizes(both / 2 - 1).0, [false, false]);
}

#[test]
fn a_step_with_the_same_key_continues_the_one_before() {
    let test = TestJournal::new(9, 9_999);
    test.write(CALL, Some("a"), None);
    for text in ["b", "c", "d"] {
        test.write(CALL, Some(text), Some("note 14"));
    }
    let steps = test.journal.read_steps().unwrap();
    let files = steps[1].content.as_ref().unwrap().files.clone();
    assert_eq!((steps.len(), files), (2, Some(vec![text_change(Some("a"), Some("d"))])));
    test.write(CALL, Some("e"), Some("note 15"));
    fs::write(test.folder.path().join(CALL), "edited").unwrap();
    test.write(CALL, Some("f"), Some("note 15"));
    let texts: Vec<String> = test.steps().into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, [r#""a""#, r#""d""#, r#""e""#, r#""f""#], "another key, and a change in between");
    test.write(CALL, Some("edited"), Some("note 15"));
    assert_eq!(test.steps().len(), 3, "the text is as it was");
    assert_eq!(test.steps().last().unwrap().1, r#""e""#);
}

#[test]
fn steps_are_undone_and_done_again_until_there_is_a_new_one() {
    let test = TestJournal::new(9, 9_999);
    for text in ["a", "b", "c"] {
        test.write(CALL, Some(text), None);
    }
    test.undo(&[3, 2], false, &[text_change(Some("c"), Some("a"))]);
    assert_eq!(test.names(), ["00000001.json", "00000002.undone", "00000003.undone"]);
    assert_eq!(test.read(CALL).as_deref(), Some("a"));
    test.undo(&[2], true, &[text_change(Some("a"), Some("b"))]);
    assert_eq!(test.names(), ["00000001.json", "00000002.json", "00000003.undone"]);
    test.write(CALL, Some("d"), None);
    assert_eq!(test.names(), ["00000001.json", "00000002.json", "00000004.json"]);
    // As a killed command leaves it.
    fs::rename(test.entry("00000002.json"), test.entry("00000002.undone")).unwrap();
    assert_eq!(test.steps().iter().map(|(number, _)| *number).collect::<Vec<_>>(), [1, 4]);
}

#[test]
fn an_undo_that_was_killed_is_finished() {
    let test = TestJournal::new(9, 9_999);
    let other =
        |after: &str| TextChange { path: "workgroup.yaml".to_owned(), ..text_change(Some("name: G\n"), Some(after)) };
    test.write(CALL, Some("1\n2\n3\n"), None);
    test.write(CALL, Some("1\n2\n3\n4\n"), None);
    let undo = PlannedUndo {
        steps: vec![2, 1],
        is_redo: false,
        files: vec![text_change(Some("1\n2\n3\n4\n"), None), other("name: H\n")],
    };
    fs::write(test.entry("undo.json"), serde_json::to_vec(&undo).unwrap()).unwrap();
    // One file is written, and one step renamed.
    fs::remove_file(test.folder.path().join(CALL)).unwrap();
    fs::rename(test.entry("00000002.json"), test.entry("00000002.undone")).unwrap();
    let finished = test.journal.finish_undo().unwrap().unwrap();
    assert!(finished.left.is_empty() && !finished.is_redo);
    assert_eq!(test.names(), ["00000001.undone", "00000002.undone"]);
    assert_eq!((test.read(CALL), test.read("workgroup.yaml")), (None, Some("name: H\n".to_owned())));
    assert!(test.journal.finish_undo().unwrap().is_none());
    // Somebody edited both files meanwhile.
    fs::write(test.folder.path().join(CALL), "1\n2\n3\nx\n").unwrap();
    fs::write(test.folder.path().join("workgroup.yaml"), "name: G\n# more\n\nslots: []\n").unwrap();
    let files = vec![
        text_change(Some("1\n2\n3\n4\n"), Some("1\n2\n3\n")),
        TextChange {
            path: "workgroup.yaml".to_owned(),
            ..text_change(Some("name: G\n# more\n\n"), Some("name: H\n# more\n\n"))
        },
    ];
    fs::write(test.entry("undo.json"), serde_json::to_vec(&PlannedUndo { files, ..undo }).unwrap()).unwrap();
    assert_eq!(test.journal.finish_undo().unwrap().unwrap().left, [CALL]);
    assert_eq!(test.read(CALL).as_deref(), Some("1\n2\n3\nx\n"));
    assert_eq!(test.read("workgroup.yaml").as_deref(), Some("name: H\n# more\n\nslots: []\n"));
}
