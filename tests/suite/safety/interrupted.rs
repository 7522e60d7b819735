//! Commands that are killed at one of their steps and then run again: the second run completes the first one, nothing
//! is lost, and nothing is duplicated.

use crate::outside::{self, print_figure, tests_everything};
use crate::program::{Repository, backlog_command, copy_group, run_command};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// The system calls that change files or are close to a change.
const STEPS: [&str; 10] =
    ["flock", "mkdir", "write", "fsync", "rename", "renameat2", "linkat", "unlink", "unlinkat", "chmod"];

/// Files by path.
type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A command that writes several files: its arguments, and the records that it runs on.
struct InterruptedCommand {
    arguments: &'static [&'static str],
    records: &'static str,
    prepare: fn(&Path),
}

fn remove_generated(root: &Path) {
    for path in ["backlog/README.md", "minutes/2026-04-21.md", "minutes/2026-04-07.md"] {
        std::fs::remove_file(root.join(path)).unwrap();
    }
}

/// Leaves only its date in the call of 2026-04-21, so that its file is removed when it is canceled.
fn empty_next_call(root: &Path) {
    std::fs::write(root.join("minutes/2026-04-21.yaml"), "date: 2026-04-21\n").unwrap();
}

fn render_records(root: &Path) {
    assert_eq!(run_command(backlog_command(&["--today", "2026-04-10", "render"]).current_dir(root)).0, Some(0));
}

/// Moves the call of 2026-04-21, so that its file moves back when it is canceled.
fn move_next_call(root: &Path) {
    let mut command =
        backlog_command(&["--today", "2026-04-10", "move-meeting", "2026-04-21", "2026-04-22", "--reason", "festival"]);
    assert_eq!(run_command(command.current_dir(root)).0, Some(0));
}

/// Makes two steps, and generates what follows from them.
fn make_two_steps(root: &Path) {
    move_next_call(root);
    let mut command =
        backlog_command(&["--today", "2026-04-10", "add-proposal", "Buoys", "--issue", "99", "--owner", "BN"]);
    assert_eq!(run_command(command.current_dir(root)).0, Some(0));
    render_records(root);
}

fn undo_two_steps(root: &Path) {
    make_two_steps(root);
    assert_eq!(run_command(backlog_command(&["--today", "2026-04-10", "undo", "2"]).current_dir(root)).0, Some(0));
}

const COMMANDS: [InterruptedCommand; 11] = [
    InterruptedCommand { arguments: &["init", "."], records: "", prepare: |_| {} },
    InterruptedCommand {
        arguments: &["move-meeting", "2026-04-21", "2026-04-22", "--reason", "public holiday"],
        records: "tests/repos/group",
        prepare: |_| {},
    },
    InterruptedCommand {
        arguments: &["cancel-meeting", "2026-04-21", "--reason", "public holiday"],
        records: "tests/repos/group",
        prepare: empty_next_call,
    },
    InterruptedCommand {
        arguments: &["cancel-meeting", "2026-04-22", "--reason", "public holiday"],
        records: "tests/repos/group",
        prepare: move_next_call,
    },
    InterruptedCommand {
        arguments: &["approve", "--meeting", "2026-04-09"],
        records: "tests/cmd/approve.in",
        prepare: render_records,
    },
    InterruptedCommand { arguments: &["render"], records: "tests/repos/group", prepare: remove_generated },
    InterruptedCommand {
        arguments: &["import", "table", "table.html.md"],
        records: "tests/cmd/import-table.in",
        prepare: |_| {},
    },
    InterruptedCommand {
        arguments: &["import", "minutes", "old/MOM-2022-07-08.md", "old/MOM-2022-07-28.md", "old/2026-02-12.txt"],
        records: "tests/cmd/import-minutes.in",
        prepare: |_| {},
    },
    InterruptedCommand { arguments: &["check", "--fix"], records: "tests/cmd/fix.in", prepare: |_| {} },
    InterruptedCommand { arguments: &["undo", "2"], records: "tests/repos/group", prepare: make_two_steps },
    InterruptedCommand { arguments: &["undo", "--redo", "2"], records: "tests/repos/group", prepare: undo_two_steps },
];

impl InterruptedCommand {
    /// The records, as they are before the command.
    fn prepare_records(&self) -> Repository {
        let root = match self.records {
            "" => Repository::new(),
            records => Repository::copy_of(&format!("{}/{records}", env!("CARGO_MANIFEST_DIR"))),
        };
        (self.prepare)(root.path());
        root
    }

    fn build_command(&self, root: &Path) -> Command {
        let mut command = backlog_command(&["--today", "2026-04-10"]);
        // Without --name a group gets the name of its folder, which differs each time.
        let name: &[&str] = if self.arguments[0] == "init" { &["--name", "Harbour APIs"] } else { &[] };
        command.args(self.arguments).args(name).current_dir(root);
        command
    }

    /// Kills the command when it enters a system call for the n-th time; `false` if it ends before that.
    fn is_killed_at(&self, strace: &Path, root: &Path, step: &str, n: usize) -> bool {
        let program = self.build_command(root);
        let mut traced = Command::new(strace);
        traced.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={step}")]);
        traced.args(["-e", &format!("inject={step}:signal=SIGKILL:when={n}")]);
        traced.arg(program.get_program()).args(program.get_args()).current_dir(root).env_clear();
        let status = traced.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        status.code().is_none()
    }
}

fn is_temporary(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".backlog-"))
}

#[test]
fn a_command_that_was_killed_at_any_step_can_be_run_again() {
    let Some(strace) = outside::find_tool("strace") else { return };
    let stride = if tests_everything() { 1 } else { 5 };
    for interrupted in &COMMANDS {
        let finished = interrupted.prepare_records();
        let before = finished.files();
        run_command(&mut interrupted.build_command(finished.path()));
        let after = finished.files();
        assert_ne!(before, after, "{:?}", interrupted.arguments);
        let mut kills = 0;
        for step in STEPS {
            // Different steps for each command.
            for n in (1 + kills % stride..).step_by(stride) {
                let root = interrupted.prepare_records();
                if !interrupted.is_killed_at(&strace, root.path(), step, n) {
                    break;
                }
                kills += 1;
                let what = format!("{:?} killed at {step} {n}", interrupted.arguments);
                for (path, bytes) in root.files() {
                    let is_whole = [&before, &after].into_iter().any(|all| all.get(&path) == Some(&bytes));
                    assert!(is_whole || is_temporary(&path), "{what}: {} is neither old nor new", path.display());
                }
                let (code, output, messages) = run_command(&mut interrupted.build_command(root.path()));
                assert!(code.is_some(), "{what}");
                assert!(root.files() == after, "{what}, then: {output}{messages}");
                if !["init", "render", "undo"].contains(&interrupted.arguments[0]) {
                    assert!(can_undo_to(&root, &records_in(&before)), "{what}, completed, and then taken back");
                }
            }
        }
        print_figure(&format!(
            "backlog {}: killed {kills} times, completed each time",
            interrupted.arguments.join(" ")
        ));
        assert!(kills > 0, "{:?}", interrupted.arguments);
    }
}

fn records_in(files: &Files) -> Files {
    let records = files.iter().filter(|(path, _)| path.extension().is_some_and(|extension| extension == "yaml"));
    records.map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

/// Takes one step after the other back, until the records are these.
fn can_undo_to(root: &Repository, records: &Files) -> bool {
    records_in(&root.files()) == *records || root.run(&["undo"]).0 == Some(0) && can_undo_to(root, records)
}

#[test]
fn kills_among_writers_lose_nothing() {
    let rounds: u64 = if tests_everything() { 100 } else { 8 };
    let (mut killed, mut completed, mut refused) = (0, 0, 0);
    for round in 0..rounds {
        let root = copy_group();
        remove_generated(root.path());
        let spawn = |arguments: &[&str]| -> Child {
            let mut command = backlog_command(&["-C", root.path().to_str().unwrap(), "--today", "2026-04-07T12:00Z"]);
            command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        };
        let texts: Vec<String> = (0..4).map(|at| format!("Word {at} of round {round}.")).collect();
        let mut victims: Vec<Child> = Vec::new();
        let mut writers: Vec<Child> = Vec::new();
        let commands: [&[&str]; 4] = [
            &["render"],
            &["check", "--fix"],
            &["add-proposal", "Buoys", "--issue", "99", "--owner", "BN"],
            &["move-meeting", "2026-04-21", "2026-04-22", "--reason", "public holiday"],
        ];
        for (text, command) in texts.iter().zip(commands) {
            victims.push(spawn(command));
            writers.push(spawn(&["note", "14", text]));
        }
        std::thread::sleep(Duration::from_millis((round % 40) * 5));
        for victim in &mut victims {
            let _ = victim.kill();
            killed += usize::from(victim.wait().unwrap().code().is_none());
        }
        let wrote: Vec<bool> = writers.iter_mut().map(|writer| writer.wait().unwrap().success()).collect();
        let call = std::fs::read_to_string(root.path().join("minutes/2026-04-07.yaml")).unwrap();
        for (text, wrote) in texts.iter().zip(&wrote) {
            assert_eq!(call.matches(text.as_str()).count(), usize::from(*wrote), "{text}\n{call}");
        }
        completed += wrote.iter().filter(|wrote| **wrote).count();
        refused += wrote.iter().filter(|wrote| !**wrote).count();
        // The lock is free, every record can be read, and the interrupted change can be completed.
        for command in commands {
            assert!(spawn(command).wait().unwrap().code().is_some_and(|code| code < 2), "{command:?}");
        }
        assert!(
            root.path().join("minutes/2026-04-22.yaml").exists() && root.path().join("backlog/buoys.yaml").exists()
        );
        assert!(!root.path().join("minutes/2026-04-21.yaml").exists());
        assert!(!root.files().keys().any(|path| is_temporary(path)));
        assert!(can_undo_to(&root, &records_in(&copy_group().files())), "every step can be taken back");
    }
    print_figure(&format!(
        "{rounds} rounds: {killed} commands killed among {completed} notes written and {refused} refused"
    ));
    assert!(killed > 0 && completed > 0);
}
