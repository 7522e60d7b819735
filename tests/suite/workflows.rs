//! The pre-commit hooks and the GitHub action, run on a group's repository with the program built here. `.ci/run --all`
//! also tests the installation by the action.

use crate::outside;
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output, Stdio};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Today, for every command.
const TODAY: &str = "2026-03-20";

/// Sets the environment of a command: a day, no settings of the user, and quick builds in a target folder of their own,
/// which keeps the dependencies for the next run.
fn set_environment(command: &mut Command) -> &mut Command {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("installed");
    for name in ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"] {
        command.env(name, &target);
    }
    for (name, value) in [("OPT_LEVEL", "0"), ("LTO", "off"), ("CODEGEN_UNITS", "16"), ("DEBUG", "false")] {
        command.env(format!("CARGO_PROFILE_RELEASE_{name}"), value);
    }
    // All dependencies are downloaded: they are compiled into this test.
    command.env("CARGO_NET_OFFLINE", "true");
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Tester").env(format!("GIT_{role}_EMAIL"), "tester@example.org");
    }
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null").env_remove("GIT_DIR");
    command.env("BACKLOG_TODAY", TODAY).env("NO_COLOR", "1").env_remove("GITHUB_WORKSPACE").stdin(Stdio::null())
}

/// Runs a command; returns whether it succeeded, and its output.
fn run_and_read(command: &mut Command) -> (bool, String) {
    let Output { status, stdout, stderr } = set_environment(command).output().unwrap();
    (status.success(), String::from_utf8_lossy(&stdout).into_owned() + &String::from_utf8_lossy(&stderr))
}

fn run_successfully(command: &mut Command) -> String {
    let (passed, output) = run_and_read(command);
    assert!(passed, "{command:?}: {output}");
    output
}

fn run_git(folder: &Path, arguments: &[&str]) -> String {
    run_successfully(Command::new("git").arg("-C").arg(folder).args(arguments))
}

/// Makes a folder a git repository with all its files.
fn commit_all(folder: &Path) {
    run_git(folder, &["init", "--quiet"]);
    run_git(folder, &["add", "--all"]);
    run_git(folder, &["commit", "--quiet", "--message", "All of it"]);
}

/// Makes the repository of a group with a proposal, in order.
fn make_group(folder: &Path) {
    for arguments in [
        &["init", "."][..],
        &["add-proposal", "Drift Buoys", "--issue", "90", "--owner", "MTN"],
        &["render"],
        &["render", "--check"],
    ] {
        run_successfully(Command::new(env!("CARGO_BIN_EXE_backlog")).arg("-C").arg(folder).args(arguments));
    }
}

/// Removes the owner, which is an error, and leaves the table as it was.
fn break_records(folder: &Path) {
    let path = folder.join("backlog/drift-buoys.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let without = text.replace("owners: [MTN]\n", "");
    assert_ne!(without, text);
    std::fs::write(path, without).unwrap();
}

/// The hooks of the manifest as local hooks that run the program built here: the installation with `language: rust` is
/// up to pre-commit, and needs a network.
fn local_hooks() -> String {
    let text = std::fs::read_to_string(Path::new(ROOT).join(".pre-commit-hooks.yaml")).unwrap();
    let mut hooks: Value = serde_yaml::from_str(&text).unwrap();
    for hook in hooks.as_sequence_mut().unwrap() {
        let arguments = hook["entry"].as_str().unwrap().strip_prefix("backlog ").unwrap();
        let entry = format!("'{}' {arguments}", env!("CARGO_BIN_EXE_backlog"));
        assert_eq!(hook["language"], "rust");
        hook["language"] = "system".into();
        hook["entry"] = entry.into();
    }
    let repository = BTreeMap::from([("repo", Value::from("local")), ("hooks", hooks)]);
    serde_yaml::to_string(&BTreeMap::from([("repos", [repository])])).unwrap()
}

#[test]
fn the_hooks_hold_a_commit_to_the_procedure() {
    let Some(pre_commit) = outside::find_tool("pre-commit") else { return };
    let folder = tempfile::tempdir().unwrap();
    let (records, home) = (folder.path().join("records"), folder.path().join("home"));
    run_successfully(
        Command::new(&pre_commit).arg("validate-manifest").arg(Path::new(ROOT).join(".pre-commit-hooks.yaml")),
    );

    std::fs::create_dir(&records).unwrap();
    make_group(&records);
    std::fs::write(records.join(".pre-commit-config.yaml"), local_hooks()).unwrap();
    std::fs::write(records.join("notes.txt"), "Nothing of ours.\n").unwrap();
    commit_all(&records);
    let run = |arguments: &[&str]| {
        let mut command = Command::new(&pre_commit);
        run_and_read(
            command
                .arg("run")
                .args(arguments)
                .args(["--color", "never"])
                .current_dir(&records)
                .env("PRE_COMMIT_HOME", &home),
        )
    };
    let results = |output: &str| -> Vec<String> {
        let lines = output.lines().filter(|line| line.starts_with("backlog "));
        lines.map(|line| line.rsplit('.').next().unwrap().to_owned()).collect()
    };

    let (passed, output) = run(&["--all-files"]);
    assert_eq!((passed, results(&output)), (true, vec!["Passed".to_owned(); 2]), "{output}");
    let (passed, output) = run(&["--files", "notes.txt"]);
    assert_eq!((passed, results(&output)), (true, vec!["(no files to check)Skipped".to_owned(); 2]), "{output}");

    break_records(&records);
    run_git(&records, &["add", "--all"]);
    let (passed, output) = run(&[]);
    assert_eq!((passed, results(&output)), (false, vec!["Failed".to_owned(); 2]), "{output}");
    assert!(output.contains("error[missing-owner]") && output.contains("backlog/README.md"), "{output}");
}

/// A step of the action: its id or name, its script, its environment as written.
struct ActionStep {
    name: String,
    script: String,
    env: Vec<(String, String)>,
}

fn action_steps() -> Vec<ActionStep> {
    let text = std::fs::read_to_string(Path::new(ROOT).join("action.yml")).unwrap();
    let action: Value = serde_yaml::from_str(&text).unwrap();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let step = |step: &Value| {
        let env = step["env"].as_mapping().unwrap().iter().map(|(name, value)| (word(name), word(value))).collect();
        assert_eq!(step["shell"], "bash");
        ActionStep { name: word(&step["name"]), script: word(&step["run"]), env }
    };
    action["runs"]["steps"].as_sequence().unwrap().iter().map(step).collect()
}

/// Runs a step as GitHub does: a bash script with its values in the environment.
fn run_step(step: &ActionStep, values: &[(&str, &str)], folder: &Path) -> (bool, String) {
    let script = folder.join("step.sh");
    std::fs::write(&script, &step.script).unwrap();
    let mut command = Command::new("bash");
    command.args(["--noprofile", "--norc", "-e", "-o", "pipefail"]).arg(script).current_dir(folder);
    for (name, expression_text) in &step.env {
        let expression = expression_text.strip_prefix("${{ ").and_then(|rest| rest.strip_suffix(" }}")).unwrap();
        let value = values.iter().find(|(name, _)| *name == expression).unwrap().1;
        command.env(name, value);
    }
    for (name, file) in [
        ("GITHUB_OUTPUT", "outputs.txt"),
        ("GITHUB_STEP_SUMMARY", "summary.md"),
        ("RUNNER_TOOL_CACHE", "tools"),
        ("RUNNER_TEMP", "temp"),
    ] {
        command.env(name, folder.join(file));
    }
    run_and_read(&mut command)
}

#[test]
fn the_action_conforms_to_githubs_schema() {
    let Some(checker) = outside::find_tool("check-jsonschema") else { return };
    let check = |path: &Path| {
        run_and_read(
            Command::new(&checker)
                .args(["--builtin-schema", "vendor.github-actions"])
                .arg(path)
                .env_remove("PYTHONPATH"),
        )
    };
    let path = Path::new(ROOT).join("action.yml");
    let (passed, output) = check(&path);
    assert!(passed, "{output}");
    let broken = tempfile::NamedTempFile::with_suffix(".yml").unwrap();
    let text = std::fs::read_to_string(path).unwrap().replacen("shell: bash", "shall: bash", 1);
    std::fs::write(broken.path(), text).unwrap();
    assert!(!check(broken.path()).0, "the checker sees what is wrong");
}

#[test]
fn no_script_of_the_action_has_a_value_of_the_workflow_in_it() {
    for step in action_steps() {
        assert!(!step.script.contains("${{"), "{}", step.name);
    }
}

/// The values of a workflow for the records in a folder, with the program built here.
const VALUES: [(&str, &str); 6] = [
    ("github.action_path", ROOT),
    ("steps.install.outputs.program", env!("CARGO_BIN_EXE_backlog")),
    ("inputs.directory", "the records"),
    ("inputs.base", ""),
    ("inputs.deny-warnings", "false"),
    ("inputs.version", ""),
];

#[test]
fn the_action_checks_the_records_and_what_is_made_of_them() {
    let folder = tempfile::tempdir().unwrap();
    let records = folder.path().join("the records");
    std::fs::create_dir(&records).unwrap();
    make_group(&records);
    let [_, check, _] = &action_steps()[..] else { unreachable!("three steps") };
    let (passed, output) = run_step(check, &VALUES, folder.path());
    assert!(passed && !output.contains("::"), "skipped checks are not findings: {output}");
    break_records(&records);
    let (passed, output) = run_step(check, &VALUES, folder.path());
    assert!(!passed && output.contains("::error file=backlog/drift-buoys.yaml,line="), "{output}");
    assert!(output.contains("::error file=workgroup.yaml"), "the table is stale: {output}");
}

/// The comments of a pull request, in files, as `gh` would reach them: those that can be found, and the last request.
const FAKE_GH: &str = r#"
gh() {
  echo "gh $*" >> requests.txt
  if [ -e refused ]; then return 1; fi
  case "$*" in
    *--paginate*) if [ -e comment.md ]; then echo 41; echo 42; fi ;;
    *) for last in "$@"; do :; done; cp "${last#body=@}" comment.md ;;
  esac
}
"#;

#[test]
fn the_action_lists_what_changed_and_keeps_one_comment() {
    let folder = tempfile::tempdir().unwrap();
    let records = folder.path().join("the records");
    std::fs::create_dir(&records).unwrap();
    make_group(&records);
    commit_all(folder.path());
    let path = records.join("backlog/drift-buoys.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(path, text.replace("Drift Buoys", "Drift @buoys")).unwrap();
    let list = action_steps().swap_remove(2);
    let list = ActionStep { script: format!("{FAKE_GH}{}", list.script), ..list };
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap_or_default();
    let run = |base: &str, comment: &str, number: &str| {
        for name in ["requests.txt", "summary.md"] {
            let _ = std::fs::remove_file(folder.path().join(name));
        }
        let more = [
            ("inputs.comment", comment),
            ("github.repository", "o/r"),
            ("github.event.pull_request.number", number),
            ("github.token", "secret"),
        ];
        let rest = VALUES.iter().filter(|(name, _)| *name != "inputs.base").copied();
        let values: Vec<(&str, &str)> = rest.chain(more).chain([("inputs.base", base)]).collect();
        let (passed, output) = run_step(&list, &values, folder.path());
        assert!(passed, "{output}");
        output
    };
    run("HEAD", "false", "7");
    let (summary, requests) = (read("summary.md"), read("requests.txt"));
    assert!(summary.starts_with("<!-- backlog changes ") && requests.is_empty(), "{summary}{requests}");
    assert!(
        summary.contains("**1 proposal: 1 renamed; ") && summary.contains("- **Drift @<!-- -->buoys**: renamed"),
        "{summary}"
    );
    // Where it is not about a pull request.
    run("HEAD", "true", "");
    assert_eq!(read("requests.txt"), "");
    run("HEAD", "true", "7");
    assert_eq!(read("comment.md"), summary);
    let requests = read("requests.txt");
    assert!(requests.contains("gh api --silent repos/o/r/issues/7/comments --field body=@"), "{requests}");
    run("HEAD", "true", "7");
    let requests = read("requests.txt");
    assert!(requests.contains("gh api --silent --method PATCH repos/o/r/issues/comments/41 --field"), "{requests}");
    // A fork, and a revision that does not exist.
    std::fs::write(folder.path().join("refused"), "").unwrap();
    assert!(run("HEAD", "true", "7").contains("::notice::the list of changes is in the job's summary only"));
    assert!(run("nope", "true", "7").contains("::warning::what changed in the backlog cannot be listed"));
    assert_eq!(read("requests.txt"), "");
}

/// Runs the installation, and then again where nothing can be installed; returns the program.
fn install_twice(find_links: &str, folder: &Path) -> String {
    let mut install = action_steps().swap_remove(0);
    // No network: the wheel comes from a folder, or there is none.
    install.script.insert_str(0, &format!("export PIP_NO_INDEX=1 PIP_FIND_LINKS='{find_links}'\n"));
    let (passed, output) = run_step(&install, &VALUES, folder);
    assert!(passed, "{output}");
    install.script.insert_str(0, "cargo() { exit 1; }\nexport PIP_FIND_LINKS=\n");
    let (passed, output) = run_step(&install, &VALUES, folder);
    assert!(passed, "installed once: {output}");
    let outputs = std::fs::read_to_string(folder.join("outputs.txt")).unwrap();
    let programs: Vec<&str> = outputs.lines().map(|line| line.strip_prefix("program=").unwrap()).collect();
    assert!(programs.len() == 2 && programs[0] == programs[1], "{outputs}");
    assert!(run_successfully(Command::new(programs[0]).arg("--version")).starts_with("backlog "));
    programs[0].to_owned()
}

#[test]
fn the_action_builds_the_program_once_where_there_is_no_wheel() {
    if !outside::tests_everything() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    install_twice("", folder.path());
    let install = action_steps().swap_remove(0);
    let values = VALUES.map(|(name, value)| (name, if name == "inputs.version" { "9.9.9" } else { value }));
    let offline = ActionStep { script: format!("export PIP_NO_INDEX=1\n{}", install.script), ..install };
    let (passed, output) = run_step(&offline, &values, folder.path());
    assert!(!passed && output.contains("::error::backlog-wg 9.9.9 cannot be installed"), "{output}");
}

/// The checkout may be that of a stranger's pull request.
#[test]
fn the_installation_runs_no_file_of_the_checkout() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    for module in ["pip.py", "runpy.py", "sitecustomize.py"] {
        std::fs::write(path(module), format!("open({:?}, 'w')\n", path("was-run"))).unwrap();
    }
    std::fs::write(path("rust-toolchain.toml"), "[toolchain]\npath = \"theirs\"\n").unwrap();
    let install = action_steps().swap_remove(0);
    let fakes = "export PIP_NO_INDEX=1\ncargo() { echo \"cargo in $PWD\"; }\n";
    let install = ActionStep { script: format!("{fakes}{}", install.script), ..install };
    let (passed, output) = run_step(&install, &VALUES, folder.path());
    assert!(passed && output.contains(&format!("cargo in {ROOT}\n")), "{output}");
    assert!(!path("was-run").exists(), "{output}");
}

/// `.ci/check-packages` has built the wheel.
#[test]
fn the_action_installs_the_wheel() {
    let Ok(wheels) = std::env::var("BACKLOG_WHEELS") else { return };
    let folder = tempfile::tempdir().unwrap();
    assert!(install_twice(&wheels, folder.path()).contains("/wheel-"));
}

#[test]
fn workflow_inputs_reach_the_program_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("backlog");
    std::fs::write(&program, "#!/bin/sh\nprintf '<%s>' \"$@\"\n").unwrap();
    run_successfully(Command::new("chmod").arg("+x").arg(&program));
    let program = program.to_str().unwrap();
    let [_, check, _] = &action_steps()[..] else { unreachable!("three steps") };
    let run_with = |base: &str, deny: &str| {
        let values = [
            ("steps.install.outputs.program", program),
            ("inputs.directory", "a b;$(c)"),
            ("inputs.base", base),
            ("inputs.deny-warnings", deny),
        ];
        run_step(check, &values, folder.path()).1
    };
    let always = "<-C><a b;$(c)><check><--format><github><--deny><stale-output>";
    assert_eq!(run_with("", "false"), always);
    assert_eq!(run_with("--help `x`", "true"), format!("{always}<--base=--help `x`><--deny><warnings>"));
}
