//! Steps that are taken back and done again.

mod random;

use super::*;
use crate::model::when::When;
use crate::record::changes::Changes;
use crate::record::note::{NoteRequest, record_note};
use crate::record::step::plan_step;
use crate::render::outputs;
use crate::store::git::permitted_variables;
use crate::store::journal::{Journal, JournalLimits, LIMITS, PlannedUndo};
use crate::store::save::{self, FileChange, SaveTarget};
use crate::test_group::day;
use crate::view::Views;
use chrono::Utc;
use std::fs;

/// The last call of the group in `tests/repos/group`.
const CALL: &str = "minutes/2026-04-07.yaml";

fn clock() -> Clock {
    Clock { today: When::parse("2026-04-08T12:00Z"), system: chrono::DateTime::<Utc>::UNIX_EPOCH }
}

fn label(word: &str) -> StepLabel {
    StepLabel { command: vec![word.to_owned()], moment: clock().system, key: None, has_sent: false }
}

struct TestRepository {
    folder: tempfile::TempDir,
    journal: Journal,
}

impl TestRepository {
    fn new() -> Self {
        Self::with_limits(LIMITS)
    }

    fn with_limits(limits: JournalLimits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/repos/group");
        for entry in walkdir::WalkDir::new(&from).into_iter().map(Result::unwrap).filter(|it| it.file_type().is_file())
        {
            let to = folder.path().join(entry.path().strip_prefix(&from).unwrap());
            fs::create_dir_all(to.parent().unwrap()).unwrap();
            fs::copy(entry.path(), to).unwrap();
        }
        let root = folder.path().canonicalize().unwrap();
        let journal = Journal::new(&root, permitted_variables(std::env::vars_os()), limits);
        Self { folder, journal }
    }

    fn read(&self) -> GroupRepository {
        GroupRepository::read(self.folder.path()).unwrap()
    }

    fn text(&self, path: &str) -> String {
        fs::read_to_string(self.folder.path().join(path)).unwrap()
    }

    fn replace(&self, path: &str, from: &str, to: &str) {
        let text = self.text(path);
        assert!(text.contains(from), "{from} is not in {text}");
        fs::write(self.folder.path().join(path), text.replacen(from, to, 1)).unwrap();
    }

    /// The records with their texts, without the comments of hand edits.
    fn records(&self) -> BTreeMap<String, String> {
        let without_edit = |line: &str| match line.split_once(" # by hand ") {
            Some((line, _)) => format!("{line}\n"),
            None => line.to_owned(),
        };
        let repository = self.read();
        let files = repository.group.sources.iter();
        files
            .map(|(_, source)| (source.path.clone(), source.text.split_inclusive('\n').map(without_edit).collect()))
            .collect()
    }

    /// Makes what a request changes a step; `false` where it is refused or changes nothing.
    fn record(&self, word: &str, request: impl FnOnce(&Views) -> Result<Changes, Error>) -> bool {
        let before = self.read();
        let workgroup = before.group.workgroup.as_ref().unwrap();
        let views = Views::new(&before.group, workgroup, clock().moment_in(workgroup.timezone));
        let Ok(step) = request(&views).and_then(|changes| plan_step(&before, &changes.kind, clock())) else {
            return false;
        };
        self.journal.write_step(&step.files, label(word)).unwrap();
        step.files.iter().any(|file| !file.is_empty())
    }

    fn note(&self, item: &str, text: &str) -> bool {
        self.record("note", |views| {
            let request = NoteRequest { item, text, replace: false, seen: None, not_treated: false };
            record_note(&request, views.calls.meeting_on(day("2026-04-07")).unwrap(), views)
        })
    }

    fn undo(&self, count: usize, is_redo: bool) -> Result<(), Error> {
        let steps = self.journal.read_steps()?;
        let before = self.read();
        let plan = plan_undo(&steps, count, is_redo, &before, clock(), str::to_owned)?;
        let files = plan.records.iter().chain(&plan.generated).cloned().collect();
        self.journal.write_undo(&PlannedUndo { steps: plan.numbers, is_redo, files })?;
        assert_eq!(plan.after.group.sources.iter().count(), self.read().group.sources.iter().count());
        Ok(())
    }

    fn refusal(&self, count: usize) -> String {
        self.undo(count, false).unwrap_err().to_string()
    }

    /// Writes the generated files that are outdated; returns their paths.
    fn render(&self, writes: bool) -> Vec<String> {
        let repository = self.read();
        let workgroup = repository.group.workgroup.as_ref().unwrap();
        let mut views = Views::new(&repository.group, workgroup, clock().moment_in(workgroup.timezone));
        views.generated = Some(outputs::read_generated(&views, self.folder.path()));
        let outdated = outputs::find_unwritten(&views).unwrap();
        let texts = outputs::generate_texts(&outdated, &views).unwrap();
        for (file, text) in outdated.iter().zip(texts).filter(|_| writes) {
            let target = SaveTarget::in_repository(self.folder.path(), &file.path).unwrap();
            let read = views.generated_text(&file.path).map(str::as_bytes);
            save::replace_file(&target, read, text.unwrap().as_bytes()).unwrap();
        }
        outdated.into_iter().map(|file| file.path).collect()
    }
}

#[test]
fn lines_that_were_changed_since_refuse_an_undo_and_other_lines_stay() {
    let repository = TestRepository::new();
    assert!(repository.note("14", "First."));
    let first = repository.text(CALL);
    assert!(repository.note("14", "A word."));
    let written = repository.text(CALL);
    let line = written.lines().position(|line| line.contains("A word.")).unwrap() + 1;
    repository.replace(CALL, "A word.", "A mot.");
    let refusal = repository.refusal(1);
    assert_eq!(refusal, format!("backlog note cannot be taken back: {CALL}: line {line} was changed since"));
    assert!(repository.text(CALL).contains("A mot."));
    assert!(repository.refusal(2).contains("was changed since"), "all or nothing");
    repository.replace(CALL, "A mot.", "A word.");
    repository.replace(CALL, "date: 2026-04-07\n", "date: 2026-04-07 # here\n");
    repository.undo(1, false).unwrap();
    assert_eq!(repository.text(CALL), first.replace("date: 2026-04-07\n", "date: 2026-04-07 # here\n"));
}

#[test]
fn created_files_go_unless_they_were_edited() {
    let repository = TestRepository::new();
    assert!(repository.run(&(4, 0, 1)));
    let path = "backlog/buoys-1.yaml";
    let text = repository.text(path);
    fs::write(repository.folder.path().join(path), text.clone() + "# more\n").unwrap();
    assert!(repository.refusal(1).ends_with("backlog/buoys-1.yaml: the file was changed since"));
    fs::write(repository.folder.path().join(path), &text).unwrap();
    repository.undo(1, false).unwrap();
    assert!(!repository.folder.path().join(path).exists());
    fs::write(repository.folder.path().join(path), "name: Other\n").unwrap();
    let refused = repository.undo(1, true).unwrap_err().to_string();
    assert_eq!(refused, "backlog \"4 0 1\" cannot be done again: backlog/buoys-1.yaml: the file was created since");
}

#[test]
fn a_step_that_is_not_in_the_files_is_passed() {
    let repository = TestRepository::new();
    let before = repository.text(CALL);
    repository.note("14", "A word.");
    let after = repository.text(CALL);
    repository.note("13", "Another word.");
    // As a killed command leaves it: the entry is there, and the text is not.
    fs::write(repository.folder.path().join(CALL), &after).unwrap();
    let steps = repository.journal.read_steps().unwrap();
    let read = repository.read();
    let plan = plan_undo(&steps, 1, false, &read, clock(), str::to_owned).unwrap();
    assert_eq!((plan.steps.len(), plan.skipped.len(), plan.numbers), (1, 1, vec![2, 1]));
    repository.undo(1, false).unwrap();
    assert_eq!(repository.text(CALL), before);
    assert_eq!(repository.refusal(1), "there is nothing to take back");
}

#[test]
fn a_step_without_texts_is_not_passed() {
    let repository = TestRepository::with_limits(JournalLimits { steps: 100, bytes: 9_000 });
    repository.note("14", "A word.");
    repository.note("14", &"Many words. ".repeat(999));
    let refusal = repository.refusal(1);
    assert_eq!(refusal, "backlog note cannot be taken back: its texts are too large for the journal");
    repository.run(&(9, 0, 1));
    repository.undo(1, false).unwrap();
    assert_eq!(repository.refusal(1), refusal);
}

#[test]
fn rules_find_what_is_wrong_with_a_former_state_and_do_not_refuse_it() {
    let repository = TestRepository::new();
    let path = "minutes/2026-04-21.yaml";
    let good = repository.text(path);
    repository.replace(path, "added: 2026-04-09", "added: 2026-04-20");
    let late = repository.text(path);
    let (before, after) = (Some(late.clone().into_bytes()), Some(good.into_bytes()));
    repository.journal.write_step(&[FileChange { path: path.to_owned(), before, after }], label("fix")).unwrap();
    let (steps, read) = (repository.journal.read_steps().unwrap(), repository.read());
    let plan = plan_undo(&steps, 1, false, &read, clock(), str::to_owned).unwrap();
    let rules: Vec<&str> = plan.findings.iter().map(|finding| finding.rule).collect();
    assert_eq!(rules, ["impossible-date", "late-agenda-item"], "it is late, and added on a day to come");
    repository.undo(1, false).unwrap();
    assert_eq!(repository.text(path), late);
}

#[test]
fn minutes_are_sealed_and_open_again_with_their_approval() {
    let (repository, minutes) = (TestRepository::new(), "minutes/2026-03-24.md");
    repository.render(true);
    let open = repository.text(minutes);
    let before = repository.text(CALL);
    let line = before.lines().find(|line| line.starts_with("previous-minutes: ")).unwrap();
    let after = before.replace(line, "previous-minutes: { decision: approved, date: 2026-03-24 }");
    let (before, after) = (Some(before.into_bytes()), Some(after.into_bytes()));
    repository.journal.write_step(&[FileChange { path: CALL.to_owned(), before, after }], label("approve")).unwrap();
    repository.render(true);
    let sealed = repository.text(minutes);
    assert_ne!(sealed, open);
    repository.undo(1, false).unwrap();
    assert_eq!(repository.text(minutes), open);
    repository.undo(1, true).unwrap();
    assert_eq!(repository.text(minutes), sealed);
    // Approved minutes that somebody corrected by hand stay as they are.
    let corrected = sealed + "Corrected.\n";
    fs::write(repository.folder.path().join(minutes), &corrected).unwrap();
    repository.undo(1, false).unwrap();
    assert_eq!(repository.text(minutes), corrected);
}

#[test]
fn an_undo_never_leaves_a_record_that_cannot_be_read() {
    let repository = TestRepository::new();
    // The step makes the record readable again.
    let good = repository.text(CALL);
    let bad = good.replace("date: 2026-04-07", "date: [");
    fs::write(repository.folder.path().join(CALL), &bad).unwrap();
    let (before, after) = (Some(bad.into_bytes()), Some(good.clone().into_bytes()));
    let change = FileChange { path: CALL.to_owned(), before, after };
    repository.journal.write_step(&[change], label("set")).unwrap();
    let error = repository.undo(1, false).unwrap_err();
    assert!(matches!(&error, Error::Refused { reason, .. } if reason == "it could no longer be read"), "{error:?}");
    assert_eq!(repository.text(CALL), good);
}

#[test]
fn a_command_is_shown_as_it_was_typed() {
    let words = ["--today", "2026-04-07T12:00Z", "note", "14", "- A word.", "--replace", "-m", "-"];
    let command = words.iter().map(|word| (*word).to_owned()).collect();
    let shown = format_command(&StepLabel { command, ..label("") });
    assert_eq!(shown, r#"backlog --today 2026-04-07T12:00Z note 14 "- A word." --replace -m -"#);
}
