//! The repository's own records follow the procedure.

use crate::program::{Repository, read_files, run_command};
use crate::records::{format_place, views_on};
use backlog::record::call::find_call_on;
use backlog::record::sheet::format::format_call;
use backlog::rules::{Overrides, check};
use backlog::store::load;
use serde_yaml::{Mapping, Value};
use std::path::Path;

/// The day of the last call in the records.
const DAY: &str = "2026-02-12";

#[test]
fn our_own_records_give_no_finding() {
    let group = load::read_files(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().decode_group();
    let findings = check(&views_on(&group, DAY), &Overrides::default()).findings;
    let line = |finding| format!("{}: {finding:?}", format_place(finding, &group));
    assert!(findings.is_empty(), "{:#?}", findings.iter().map(line).collect::<Vec<_>>());
    assert!(group.proposals.len() > 30 && group.meetings.len() >= 2, "the records were read");
}

/// The call of a day without what a secretary records in it: only its agenda is left.
fn empty_call(call: &Value) -> Mapping {
    let mut empty = Mapping::new();
    for key in ["date", "extra", "start", "end"] {
        empty.extend(call.get(key).map(|value| (key.into(), value.clone())));
    }
    let names = ["issue", "pr", "proposal", "title", "kind", "who", "added", "exception", "closing"];
    let bare = |item: &Value| match item.as_mapping() {
        Some(item) => {
            let kept = item.iter().filter(|(key, _)| key.as_str().is_some_and(|key| names.contains(&key)));
            Value::Mapping(kept.map(|(key, value)| (key.clone(), value.clone())).collect())
        }
        None => item.clone(),
    };
    if let Some(agenda) = call.get("agenda").and_then(Value::as_sequence) {
        empty.insert("agenda".into(), agenda.iter().map(bare).collect::<Vec<_>>().into());
    }
    empty
}

#[test]
fn a_sheet_says_all_that_a_real_call_has() {
    let root = env!("CARGO_MANIFEST_DIR");
    let repository = Repository::new();
    for folder in ["backlog", "minutes"] {
        for (path, bytes) in read_files(&Path::new(root).join(folder)) {
            repository.write(Path::new(&path).strip_prefix(root).unwrap(), bytes);
        }
    }
    repository.write("workgroup.yaml", std::fs::read(Path::new(root).join("workgroup.yaml")).unwrap());
    let path = format!("minutes/{DAY}.yaml");
    let before: Value = serde_yaml::from_str(&repository.read(&path)).unwrap();
    let group = load::read_files(repository.path()).unwrap().decode_group();
    let views = views_on(&group, DAY);
    let sheet = format_call(find_call_on(DAY.parse().unwrap(), &views).unwrap(), &views);
    repository.write("sheet.md", &sheet);
    repository.write(&path, serde_yaml::to_string(&empty_call(&before)).unwrap());
    let at = format!("{DAY}T10:00Z");
    let mut command = repository.command(&["edit", DAY, "--file", "sheet.md"]);
    let (code, output, messages) = run_command(command.current_dir(repository.path()).env("BACKLOG_TODAY", at));
    assert_eq!(code, Some(0), "{sheet}\n{output}{messages}");
    let after: Value = serde_yaml::from_str(&repository.read(&path)).unwrap();
    assert_eq!(after, before, "{sheet}");
}
