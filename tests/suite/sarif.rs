//! `check --format sarif` against the schema of SARIF 2.1.0, Microsoft's validator and the rules of GitHub.

use crate::outside;

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The SARIF log of a group's repository, and the number of findings of `--format json`.
fn sarif_log(group: &str, today: &str) -> (Value, usize) {
    let run_format = |format: &str| -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_backlog"));
        let path = Path::new(ROOT).join(group);
        command.env_clear().arg("-C").arg(path).args(["--today", today, "check", "--format", format]).output().unwrap()
    };
    let (sarif, json) = (run_format("sarif"), run_format("json"));
    assert_eq!(sarif.status.code(), json.status.code(), "{group}");
    assert_eq!(sarif.stdout, run_format("sarif").stdout, "{group}");
    let counted: Value = serde_json::from_slice(&json.stdout).unwrap();
    (serde_json::from_slice(&sarif.stdout).unwrap(), counted["findings"].as_array().unwrap().len())
}

/// The validator, the schema checker, and the schema, which comes with the validator.
fn find_validators() -> Option<(PathBuf, PathBuf, PathBuf)> {
    let (validator, checker) = (outside::find_tool("sarif-multitool")?, outside::find_tool("check-jsonschema")?);
    let scope = validator.canonicalize().unwrap().ancestors().nth(2).unwrap().to_owned();
    let packages = std::fs::read_dir(&scope).unwrap().map(|entry| entry.unwrap().path());
    let schema = packages.map(|package| package.join("sarif-2.1.0.json")).find(|schema| schema.is_file());
    Some((validator, checker, schema.unwrap()))
}

/// The objections of the validators, one line each.
fn find_objections(log: &Value) -> Option<Vec<String>> {
    let (validator, checker, schema) = find_validators()?;
    let folder = tempfile::tempdir().unwrap();
    let (path, report) = (folder.path().join("log.sarif"), folder.path().join("report.sarif"));
    std::fs::write(&path, log.to_string()).unwrap();
    let checked = Command::new(checker).arg("--schemafile").arg(schema).arg(&path).output().unwrap();
    let mut objections = Vec::new();
    if !checked.status.success() {
        objections.push(format!("schema: {}", String::from_utf8_lossy(&checked.stdout)));
    }
    let mut command = Command::new(&validator);
    // Its launcher passes everything to a shell.
    command.arg("validate").arg(&path).args(["--rule-kind", "'Sarif;Ghas'", "--output"]).arg(&report).output().unwrap();
    let report_json: Value = serde_json::from_slice(&std::fs::read(&report).unwrap()).unwrap();
    let run = &report_json["runs"][0];
    assert_eq!(run["invocations"][0]["executionSuccessful"], true, "{run}");
    let results = run["results"].as_array().unwrap().iter();
    objections.extend(results.map(|result| format!("{}: {}", result["ruleId"], result["message"])));
    // The package has no public page that this URL could name.
    objections.retain(|objection| !objection.contains("SARIF2005") || !objection.contains("nformationUri"));
    Some(objections)
}

#[test]
fn every_log_conforms_to_the_standard_and_to_github() {
    let groups = [
        (".", "2026-02-12", false),
        ("tests/repos/group", "2026-04-10", true),
        ("tests/repos/mom", "2026-03-31", true),
        ("tests/cmd/yaml-mistakes.in", "2026-02-12", true),
        ("tests/cmd/four-mistakes.in", "2026-03-01", true),
    ];
    for (group, today, has_findings) in groups {
        let (log, findings) = sarif_log(group, today);
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert_eq!((results.len(), results.is_empty()), (findings, !has_findings), "{group}");
        assert_eq!(find_objections(&log).unwrap_or_default(), [""; 0], "{group}");
    }
}

#[test]
fn a_log_says_of_how_many_findings_it_has_no_result() {
    let copy = crate::program::copy_group();
    crate::limits::add_strangers(copy.path(), 300);
    let (log, findings) = sarif_log(copy.path().to_str().unwrap(), "2026-04-10");
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), findings);
    let notices = log["runs"][0]["invocations"][0]["toolExecutionNotifications"].as_array().unwrap();
    let is_more = |notice: &&Value| notice["message"]["text"].as_str().unwrap().starts_with("Not listed: 200 more");
    assert!(notices.iter().any(|notice| is_more(&notice)), "{notices:?}");
    assert_eq!(find_objections(&log).unwrap_or_default(), [""; 0]);
}

type Breakage = fn(&mut Value);

#[test]
fn the_validators_notice_breakages() {
    let (log, _) = sarif_log("tests/repos/group", "2026-04-10");
    let breakages: [(&str, Breakage); 4] = [
        ("schema", |run| run["columnKind"] = "bytes".into()),
        ("schema", |run| run["results"][0]["message"] = json!({})),
        ("SARIF1", |run| run["results"][0]["ruleIndex"] = 1_000.into()),
        ("GH", |run| drop(run["tool"]["driver"]["rules"][0].as_object_mut().unwrap().remove("help"))),
    ];
    for (validator, breakage) in breakages {
        let mut broken = log.clone();
        breakage(&mut broken["runs"][0]);
        assert!(
            find_objections(&broken).is_none_or(|objections| objections.iter().any(|it| it.contains(validator))),
            "{validator}"
        );
    }
}
