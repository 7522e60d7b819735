//! The hooks of pre-commit and the action of GitHub, run for real on a group's repository.
//!
//! Both install the program by cargo. Here they do so without optimising, into a target folder of their own,
//! which keeps the dependencies for the next run.

use crate::outside;

use serde_yaml::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What a day in the examples is, for every command.
const TODAY: &str = "2026-03-20";

/// What cargo needs to install the program, and the manifest of the hooks.
const SOURCES: [&str; 7] =
    ["Cargo.toml", "Cargo.lock", "build.rs", "src", "templates", "benches", ".pre-commit-hooks.yaml"];

/// What a command is run with: a day, no settings of the user's, quick builds.
fn surroundings(command: &mut Command) -> &mut Command {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("installed");
    for name in ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"] {
        command.env(name, &target);
    }
    for (name, value) in [("OPT_LEVEL", "0"), ("LTO", "off"), ("CODEGEN_UNITS", "16"), ("DEBUG", "false")] {
        command.env(format!("CARGO_PROFILE_RELEASE_{name}"), value);
    }
    // The dependencies are here: they were compiled into this test.
    command.env("CARGO_NET_OFFLINE", "true");
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Tester").env(format!("GIT_{role}_EMAIL"), "tester@example.org");
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null").env_remove("GIT_DIR");
    command.env("BACKLOG_TODAY", TODAY).env("NO_COLOR", "1").env_remove("GITHUB_WORKSPACE").stdin(Stdio::null())
}

/// Whether a command passed, and everything that it said.
fn said(command: &mut Command) -> (bool, String) {
    let Output { status, stdout, stderr } = surroundings(command).output().unwrap();
    (status.success(), String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr))
}

fn done(command: &mut Command) -> String {
    let (passed, told) = said(command);
    assert!(passed, "{command:?}: {told}");
    told
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    done(Command::new("git").arg("-C").arg(folder).args(arguments))
}

/// Makes a folder a git repository with all its files.
fn commit(folder: &Path) {
    git(folder, &["init", "--quiet"]);
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", "All of it"]);
}

/// A group's repository in order, with a proposal.
fn group(folder: &Path) {
    for arguments in [
        &["init", "."][..],
        &["add-proposal", "Drift Buoys", "--issue", "90", "--owner", "MTN"],
        &["render"],
        &["render", "--check"],
    ] {
        done(Command::new(env!("CARGO_BIN_EXE_backlog")).arg("-C").arg(folder).args(arguments));
    }
}

/// Takes the owner away, which is an error, and leaves the table as it was.
fn spoil(folder: &Path) {
    let path = folder.join("backlog/drift-buoys.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let without = text.replace("owners: [MTN]\n", "");
    assert_ne!(without, text);
    std::fs::write(path, without).unwrap();
}

fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        std::fs::copy(from, to).unwrap();
    }
}

#[test]
fn the_hooks_hold_a_commit_to_the_procedure() {
    let Some(pre_commit) = outside::tool("pre-commit") else { return };
    let there = tempfile::tempdir().unwrap();
    let (hooks, records, home) = (there.path().join("hooks"), there.path().join("records"), there.path().join("home"));
    for source in SOURCES {
        std::fs::create_dir_all(&hooks).unwrap();
        copy(&Path::new(ROOT).join(source), &hooks.join(source));
    }
    commit(&hooks);
    done(Command::new(&pre_commit).arg("validate-manifest").arg(hooks.join(".pre-commit-hooks.yaml")));

    std::fs::create_dir(&records).unwrap();
    group(&records);
    let rev = git(&hooks, &["rev-parse", "HEAD"]);
    let config = format!(
        "repos:\n  - repo: {}\n    rev: {}\n    hooks: [{{ id: backlog-check }}, {{ id: backlog-render-check }}]\n",
        hooks.display(),
        rev.trim()
    );
    std::fs::write(records.join(".pre-commit-config.yaml"), config).unwrap();
    std::fs::write(records.join("notes.txt"), "Nothing of ours.\n").unwrap();
    commit(&records);
    let run = |arguments: &[&str]| {
        let mut command = Command::new(&pre_commit);
        said(
            command
                .arg("run")
                .args(arguments)
                .args(["--color", "never"])
                .current_dir(&records)
                .env("PRE_COMMIT_HOME", &home),
        )
    };
    let results = |told: &str| -> Vec<String> {
        let lines = told.lines().filter(|line| line.starts_with("backlog "));
        lines.map(|line| line.rsplit('.').next().unwrap().to_owned()).collect()
    };

    let (passed, told) = run(&["--all-files"]);
    assert_eq!((passed, results(&told)), (true, vec!["Passed".to_owned(); 2]), "{told}");
    let (passed, told) = run(&["--files", "notes.txt"]);
    assert_eq!((passed, results(&told)), (true, vec!["(no files to check)Skipped".to_owned(); 2]), "{told}");

    spoil(&records);
    git(&records, &["add", "--all"]);
    let (passed, told) = run(&[]);
    assert_eq!((passed, results(&told)), (false, vec!["Failed".to_owned(); 2]), "{told}");
    assert!(told.contains("error[missing-owner]") && told.contains("backlog/README.md"), "{told}");
}

/// A step of the action: its id or name, its script, its environment as written.
struct Step {
    name: String,
    script: String,
    env: Vec<(String, String)>,
}

fn steps() -> Vec<Step> {
    let text = std::fs::read_to_string(Path::new(ROOT).join("action.yml")).unwrap();
    let action: Value = serde_yaml::from_str(&text).unwrap();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let step = |step: &Value| {
        let env = step["env"].as_mapping().unwrap().iter().map(|(name, value)| (word(name), word(value))).collect();
        assert_eq!(step["shell"], "bash");
        Step { name: word(&step["name"]), script: word(&step["run"]), env }
    };
    action["runs"]["steps"].as_sequence().unwrap().iter().map(step).collect()
}

/// Runs a step as GitHub does: the values that it asks for, in an environment, and a script of bash.
fn ran(step: &Step, values: &[(&str, &str)], folder: &Path, path: &str) -> (bool, String) {
    let script = folder.join("step.sh");
    std::fs::write(&script, &step.script).unwrap();
    let mut command = Command::new("bash");
    command.args(["--noprofile", "--norc", "-e", "-o", "pipefail"]).arg(script).current_dir(folder).env("PATH", path);
    for (name, wanted) in &step.env {
        let expression = wanted.strip_prefix("${{ ").and_then(|rest| rest.strip_suffix(" }}")).unwrap();
        let value = values.iter().find(|(name, _)| *name == expression).unwrap().1;
        command.env(name, value);
    }
    for (name, file) in [("GITHUB_PATH", "path.txt"), ("RUNNER_TOOL_CACHE", "tools"), ("RUNNER_TEMP", "temp")] {
        command.env(name, folder.join(file));
    }
    said(&mut command)
}

fn path_with(folder: &Path) -> String {
    let path = std::env::var("PATH").unwrap();
    let all = std::iter::once(folder.to_owned()).chain(std::env::split_paths(&path)).collect::<Vec<PathBuf>>();
    std::env::join_paths(all).unwrap().into_string().unwrap()
}

#[test]
fn the_action_is_as_github_wants_it() {
    let Some(checker) = outside::tool("check-jsonschema") else { return };
    let check = |path: &Path| {
        said(
            Command::new(&checker)
                .args(["--builtin-schema", "vendor.github-actions"])
                .arg(path)
                .env_remove("PYTHONPATH"),
        )
    };
    let path = Path::new(ROOT).join("action.yml");
    let (passed, told) = check(&path);
    assert!(passed, "{told}");
    let broken = tempfile::NamedTempFile::with_suffix(".yml").unwrap();
    let text = std::fs::read_to_string(path).unwrap().replacen("shell: bash", "shall: bash", 1);
    std::fs::write(broken.path(), text).unwrap();
    assert!(!check(broken.path()).0, "the checker sees what is wrong");
}

#[test]
fn no_script_of_the_action_has_a_value_of_the_workflow_in_it() {
    for step in steps() {
        assert!(!step.script.contains("${{"), "{}", step.name);
    }
}

#[test]
fn the_action_installs_and_checks() {
    let there = tempfile::tempdir().unwrap();
    let records = there.path().join("the records");
    std::fs::create_dir(&records).unwrap();
    group(&records);
    let [install, check, render] = &steps()[..] else { unreachable!("three steps") };
    let values = [
        ("github.action_path", ROOT),
        ("inputs.directory", "the records"),
        ("inputs.since", ""),
        ("inputs.deny-warnings", "true"),
    ];
    let plain = std::env::var("PATH").unwrap();
    let (passed, told) = ran(install, &values, there.path(), &plain);
    assert!(passed, "{told}");
    let (passed, told) = ran(install, &values, there.path(), "/usr/local/bin:/usr/bin:/bin");
    assert!(passed, "installed once, without cargo: {told}");
    let added = std::fs::read_to_string(there.path().join("path.txt")).unwrap();
    let lines: Vec<&str> = added.lines().collect();
    assert!(lines.len() == 2 && lines[0] == lines[1], "{added}");

    let path = path_with(Path::new(lines[0]));
    assert_eq!(ran(check, &values, there.path(), &path), (true, String::new()));
    assert_eq!(ran(render, &values, there.path(), &path), (true, "everything is up to date\n".to_owned()));
    spoil(&records);
    let (passed, told) = ran(check, &values, there.path(), &path);
    assert!(!passed && told.contains("::error file=backlog/drift-buoys.yaml,line="), "{told}");
    let (passed, told) = ran(render, &values, there.path(), &path);
    assert!(!passed && told.contains("backlog/README.md"), "{told}");
}

#[test]
fn what_a_workflow_says_reaches_the_program_as_it_is() {
    let there = tempfile::tempdir().unwrap();
    let program = there.path().join("backlog");
    std::fs::write(&program, "#!/bin/sh\nprintf '<%s>' \"$@\"\n").unwrap();
    done(Command::new("chmod").arg("+x").arg(&program));
    let path = path_with(there.path());
    let [_, check, render] = &steps()[..] else { unreachable!("three steps") };
    let told = |step: &Step, since: &str, deny: &str| {
        let values = [("inputs.directory", "a b;$(c)"), ("inputs.since", since), ("inputs.deny-warnings", deny)];
        ran(step, &values, there.path(), &path).1
    };
    assert_eq!(told(check, "", "false"), "<-C><a b;$(c)><check><--format><github>");
    assert_eq!(
        told(check, "--help `x`", "true"),
        "<-C><a b;$(c)><check><--format><github><--since=--help `x`><--deny><warnings>"
    );
    assert_eq!(told(render, "", ""), "<-C><a b;$(c)><render><--check>");
}
