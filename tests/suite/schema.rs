//! The schemas in `schema/` are those of the model, and check-jsonschema, a third-party tool, finds with them what our
//! reader finds. (Documents made from the schemas are tested next to their code.)

use crate::outside;

use backlog::report::record_reference;
use backlog::report::schema::RecordKind;
use backlog::rules::{Check, RULES};
use backlog::store::load;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

#[test]
fn the_committed_schemas_are_those_of_the_model() {
    for kind in RecordKind::ALL {
        let committed = std::fs::read_to_string(Path::new(ROOT).join(kind.path())).unwrap();
        assert!(committed == kind.schema_json(), "{} is stale: `cargo run -- schema --write`", kind.path());
    }
}

#[test]
fn the_page_of_the_records_is_that_of_their_definitions() {
    let (path, page) = (Path::new(ROOT).join("docs/records.md"), record_reference::format_reference());
    if std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite") {
        std::fs::write(&path, &page).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n");
    assert!(committed == page, "docs/records.md is stale: `TRYCMD=overwrite cargo test --test suite -- schema::`");
}

/// The kind of the record at a path of a repository; `None` for `github.yaml` and generated files.
fn kind_of(path: &str) -> Option<RecordKind> {
    match path.split('/').next()? {
        "workgroup.yaml" => Some(RecordKind::Workgroup),
        "backlog" if path.ends_with(".yaml") => Some(RecordKind::Proposal),
        "minutes" if path.ends_with(".yaml") => Some(RecordKind::Meeting),
        _ => None,
    }
}

/// The errors of check-jsonschema in records, each as `file: message`; `None` where it is not installed.
fn schema_errors(kind: RecordKind, records: &[PathBuf]) -> Option<Vec<String>> {
    let mut command = Command::new(outside::find_tool("check-jsonschema")?);
    command.args(["--output-format", "json", "--schemafile"]).arg(Path::new(ROOT).join(kind.path()));
    let output = command.args(records).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let errors = ["errors", "parse_errors"].iter().flat_map(|key| report[key].as_array().into_iter().flatten());
    let found: Vec<String> =
        errors.map(|error| format!("{}: {}", error["filename"].as_str().unwrap(), error["message"])).collect();
    assert_eq!(report["status"], if found.is_empty() { "ok" } else { "fail" });
    Some(found)
}

/// The records of a repository.
fn record_files(root: &Path) -> Vec<(RecordKind, PathBuf)> {
    let group = load::read_files(root).unwrap().decode_group();
    assert!(group.problems.is_empty(), "{:?}", group.problems);
    let paths = group.sources.iter().map(|(_, source)| source.path.as_str());
    paths.filter_map(|path| Some((kind_of(path)?, root.join(path)))).collect()
}

/// Writes each record into a folder of its own, at its path in a repository.
fn write_records(records: &[(&str, &str)]) -> (tempfile::TempDir, Vec<(RecordKind, PathBuf)>) {
    let folder = tempfile::tempdir().unwrap();
    let write = |(number, (path, text)): (usize, &(&str, &str))| {
        let file = folder.path().join(format!("{number}")).join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, text).unwrap();
        kind_of(path).map(|kind| (kind, file))
    };
    let files = records.iter().enumerate().filter_map(write).collect();
    (folder, files)
}

/// The problems that our reader finds in the record of that number.
fn reader_problems(folder: &tempfile::TempDir, number: usize) -> Vec<String> {
    let root = folder.path().join(format!("{number}"));
    if !root.join("workgroup.yaml").exists() {
        std::fs::write(root.join("workgroup.yaml"), "name: G\n").unwrap();
    }
    load::read_files(&root).unwrap().decode_group().problems.into_iter().map(|problem| problem.message).collect()
}

/// The paths of the records of a kind.
fn paths_of_kind(kind: RecordKind, records: &[(RecordKind, PathBuf)]) -> Vec<PathBuf> {
    records.iter().filter(|(record_kind, _)| *record_kind == kind).map(|(_, path)| path.clone()).collect()
}

#[test]
fn records_keep_to_their_schema() {
    let mut all = Vec::new();
    for root in ["", "tests/repos/group", "tests/repos/mom", "tests/repos/webrtc"] {
        all.extend(record_files(&Path::new(ROOT).join(root)));
    }
    let readable = RULES.iter().filter(|rule| {
        !matches!(rule.check, Check::Problem(_)) && !["former-key", "unknown-rule"].contains(&rule.name)
    });
    let bad = readable.flat_map(|rule| rule.parse_docs().bad);
    let examples: Vec<(String, String)> =
        RULES.iter().flat_map(|rule| rule.parse_docs().good).chain(bad).flat_map(|example| example.files).collect();
    let examples: Vec<(&str, &str)> = examples.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let (_folder, examples) = write_records(&examples);
    let (folder, short) = write_records(&SHORT);
    (0..SHORT.len()).for_each(|number| assert_eq!(reader_problems(&folder, number), [""; 0]));
    all.extend(examples);
    all.extend(short);
    for kind in RecordKind::ALL {
        let records = paths_of_kind(kind, &all);
        assert!(records.len() > 3, "{kind:?}");
        let Some(found) = schema_errors(kind, &records) else { return };
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

/// Short forms of values that both accept.
const SHORT: [(&str, &str); 9] = [
    ("workgroup.yaml", "name: 5G\norganizations: Orange\npeople: Eric Murray\nrules: { late-agenda-item: off }\n"),
    (
        "workgroup.yaml",
        "name: G\nschedule: { slot: Last Friday, start: 09:00, end: 10:30 }\nagenda:\nreviewer: { name: TSC, schedule: { every: 1 week, from: 2026-02-12 } }\n",
    ),
    ("backlog/a.yaml", "name: A\nowners: MTN\nissue: \"63\"\nrelated: o/r#1\nstages: frozen\nsupporters:\nkind:\n"),
    (
        "backlog/b.yaml",
        "name: A\nformer-names: B\nformer-owners: [MTN]\nhistory: [One, { treated: false }]\nreleases: { version: 0.3 }\n",
    ),
    (
        "minutes/2026-02-12.yaml",
        "date: 2026-02-12\nprevious-minutes: approved\nattendance: { MTN: A, Orange: [B, { name: C }], GSMA: }\nnext: 2026-02-26\n",
    ),
    (
        "minutes/2026-02-13.yaml",
        "date: \"2026-02-12\"\nattendance: {}\nnext: In two weeks\nagenda: { issue: 63, added: 2026-01-30 16:20, title: T }\n",
    ),
    (
        "minutes/2026-02-14.yaml",
        "date: 2026-02-12\nactions: { id: 5, text: Write }\nregister: [{ id: 4 }]\ntopics: [{ title: T, decisions: One }]\n",
    ),
    // A key without a value is as good as absent.
    (
        "minutes/2026-02-15.yaml",
        "date: 2026-02-12\nend:\nagenda: [{ issue: 63, pr: }, { issue: , pr: 64 }, { issue: ~, proposal: a, pr: }]\n",
    ),
    (
        "workgroup.yaml",
        "name: G\nformat:\nschedule: [{ slot: Last Friday, every: , start: 09:00, end: 10:30 }, { slot: , every: 1 week, from: 2026-02-12, start: 09:00, end: 10:30 }]\n",
    ),
];

/// Records that both refuse.
const WRONG: [(&str, &str); 39] = [
    ("workgroup.yaml", "timezone: UTC\n"),
    ("workgroup.yaml", "name: G\nnmae: G\n"),
    ("workgroup.yaml", "name: G\nstyle: prose\n"),
    ("workgroup.yaml", "name: G\nrepository: owner\n"),
    ("workgroup.yaml", "name: G\nagenda: { closes-days-before: seven }\n"),
    ("workgroup.yaml", "name: G\nagenda: { closes-days-before: -7 }\n"),
    ("workgroup.yaml", "name: G\nschedule: [{ slot: 6th thursday, start: \"09:00\", end: \"10:30\" }]\n"),
    ("workgroup.yaml", "name: G\nschedule: [{ slot: 2nd thursday, start: \"09:00\" }]\n"),
    ("workgroup.yaml", "name: G\nschedule: [{ slot: 2nd thursday, start: \"9:00\", end: \"10:30\" }]\n"),
    ("workgroup.yaml", "name: G\nschedule: [{ slot: , start: \"09:00\", end: \"10:30\" }]\n"),
    ("workgroup.yaml", "name: G\nschedule: [{ slot: 2nd thurs, start: \"09:00\", end: \"10:30\" }]\n"),
    ("workgroup.yaml", "name: G\nschedule: [{ every: 2 weeks, from: , start: \"09:00\", end: \"10:30\" }]\n"),
    ("workgroup.yaml", "name: G\nschedule: [{ every: 2 weeks, start: \"09:00\", end: \"10:30\" }]\n"),
    (
        "workgroup.yaml",
        "name: G\nschedule: [{ every: 2 weeks, slot: 2nd thursday, from: 2026-02-12, start: \"09:00\", end: \"10:30\" }]\n",
    ),
    ("workgroup.yaml", "name: G\norganizations: [{ aliases: [DT] }]\n"),
    ("workgroup.yaml", "name: G\nrules: { late-agenda-item: fatal }\n"),
    ("workgroup.yaml", "name: G\nallow: [{ rule: syntax }]\n"),
    ("backlog/a.yaml", "name:\n"),
    ("backlog/a.yaml", "name: { en: A }\n"),
    ("backlog/a.yaml", "name: \"  \"\n"),
    ("backlog/a.yaml", "name: A\nstages: [{ stage: tcs-approved }]\n"),
    ("backlog/a.yaml", "name: A\nstages: [{ date: 2026-02-12 }]\n"),
    ("backlog/a.yaml", "name: A\nstages: [{ stage: frozen, date: 2026-2-3 }]\n"),
    ("backlog/a.yaml", "name: A\nregistered: 2026-02-30\n"),
    ("backlog/a.yaml", "name: A\nregistered: 12 February\n"),
    ("backlog/a.yaml", "name: A\nissue: \"#63\"\n"),
    ("backlog/a.yaml", "name: A\nissue: 0\n"),
    ("backlog/a.yaml", "name: A\nowners: [{ name: MTN }]\n"),
    ("backlog/a.yaml", "- name: A\n"),
    ("minutes/2026-02-12.yaml", "agenda: []\n"),
    ("minutes/2026-02-12.yaml", "date: 2026-02-12\nagenda: [{ issue: 63, pr: 64 }]\n"),
    ("minutes/2026-02-12.yaml", "date: 2026-02-12\nagenda: [{ issue: 63, proposal: a, pr: }]\n"),
    ("minutes/2026-02-12.yaml", "date: 2026-02-12\nagenda: [{ issue: , pr: ~ }]\n"),
    ("minutes/2026-02-12.yaml", "date: 2026-02-12\nagenda: [{ title: , notes: It went well. }]\n"),
    ("minutes/2026-02-12.yaml", "date: 2026-02-12\nagenda: [{ notes: It went well. }]\n"),
    ("minutes/2026-02-12.yaml", "date: 2026-02-12\nagenda: [{ issue: 63, added: 2026-02-05T9:00 }]\n"),
    ("minutes/2026-02-12.yaml", "date: 2026-02-12\nagenda: [{ issue: 63, treated: maybe }]\n"),
    ("minutes/2026-02-12.yaml", "date: 2026-02-12\nprevious-minutes: aproved\n"),
    ("minutes/2026-02-12.yaml", "date: 2026-02-12\nattendance: [MTN]\nnext: 5 March\n"),
];

#[test]
fn what_is_wrong_is_found_by_both() {
    let (folder, records) = write_records(&WRONG);
    for (number, (path, text)) in WRONG.iter().enumerate() {
        let problems = reader_problems(&folder, number);
        assert!(!problems.is_empty(), "the reader takes {path}: {text}");
    }
    for kind in RecordKind::ALL {
        let records = paths_of_kind(kind, &records);
        let Some(found) = schema_errors(kind, &records) else { return };
        let refused: BTreeSet<&str> =
            found.iter().filter_map(|line| line.split_once(": ")).map(|(file, _)| file).collect();
        for record in records {
            let text = std::fs::read_to_string(&record).unwrap();
            assert!(refused.contains(record.to_str().unwrap()), "the schema takes {}: {text}", record.display());
        }
    }
}
