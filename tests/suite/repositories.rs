//! The small repositories under `tests/repos`: their findings, their generated files, their JSON.
//!
//! Next to `repos/NAME` is `repos/NAME.findings.txt`: the day of the check, the findings, the counts. After an intended
//! change, remove the generated files of a repository, write them again with `backlog -C tests/repos/NAME render`, and
//! read them before you commit them.

use crate::records::format_place;
use backlog::model::group::Group;
use backlog::model::when::When;
use backlog::render::outputs;
use backlog::report::agenda::AgendaOrder;
use backlog::report::{human, json};
use backlog::rules::{self, Overrides};
use backlog::store::load;
use backlog::view::Views;
use backlog::view::moment::Now;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The folders of the repositories.
fn repository_folders() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/repos");
    let folder = folder.canonicalize().unwrap();
    let mut found: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()).collect();
    found.sort();
    assert!(!found.is_empty());
    found
}

fn load_group(root: &Path) -> Group {
    load::read_files(root).unwrap().decode_group()
}

/// The expected findings, from `repos/NAME.findings.txt`.
fn expected_findings(root: &Path) -> (PathBuf, String) {
    let path = root.with_extension("findings.txt");
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    (path, text)
}

/// The day in the first line of the expected findings, `as of 2026-04-10`.
fn read_day(root: &Path) -> When {
    let (path, text) = expected_findings(root);
    let day = text.lines().next().and_then(|line| line.strip_prefix("as of ")).and_then(When::parse);
    day.unwrap_or_else(|| panic!("{} begins with `as of DAY`", path.display()))
}

fn read_views<'g>(group: &'g Group, root: &Path) -> Views<'g> {
    let workgroup = group.workgroup.as_ref().unwrap();
    let mut views = Views::new(group, workgroup, Now::from_when(read_day(root), workgroup.timezone));
    let read = |file: outputs::ComparedFile| Some((file.path.clone(), load::read_optional(root, &file.path).unwrap()?));
    views.generated = Some(outputs::compared_files(&views).into_iter().filter_map(read).collect());
    views
}

/// Every generated file by its path.
fn render_all(group: &Group, root: &Path) -> BTreeMap<String, String> {
    let views = read_views(group, root);
    let mut files = BTreeMap::new();
    let table = outputs::render_table_file(None, &outputs::render_table(&views).unwrap(), &views).unwrap().unwrap();
    files.insert(outputs::TABLE.to_owned(), table);
    for meeting in &group.meetings {
        files.insert(outputs::minutes_path(meeting), outputs::render_minutes(&views, meeting).unwrap());
    }
    files
}

#[test]
fn a_check_finds_what_is_expected() {
    for root in repository_folders() {
        let group = load_group(&root);
        let findings = rules::check(&read_views(&group, &root), &Overrides::default()).findings;
        let (path, expected) = expected_findings(&root);
        let mut found = format!("{}\n", expected.lines().next().unwrap_or_default());
        for finding in &findings {
            let level = finding.level.as_str();
            found.push_str(&format!("{level} {} {}\n", finding.rule, format_place(finding, &group)));
        }
        found.push_str(&format!("{}\n", human::format_counts(&findings, group.sources.iter().count())));
        let messages: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
        assert_eq!(found, expected, "{}\n{}", path.display(), messages.join("\n"));
    }
}

#[test]
fn the_generated_files_are_those_that_are_committed() {
    for root in repository_folders() {
        let rendered = render_all(&load_group(&root), &root);
        let mut committed = vec!["backlog/README.md".to_owned()];
        for entry in std::fs::read_dir(root.join("minutes")).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            committed.extend(name.ends_with(".md").then(|| format!("minutes/{name}")));
        }
        committed.sort();
        assert_eq!(rendered.keys().cloned().collect::<Vec<_>>(), committed, "{}", root.display());
        for (path, text) in &rendered {
            let committed = std::fs::read_to_string(root.join(path)).unwrap();
            let differs = text.lines().zip(committed.lines()).position(|(new, old)| new != old);
            assert!(
                *text == committed,
                "{}/{path} differs from line {:?} on",
                root.display(),
                differs.map(|at| at + 1)
            );
        }
    }
}

/// Copies a repository and adds enough proposals for several threads.
fn pad_repository(root: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().unwrap();
    for folder in ["", "backlog", "minutes"] {
        std::fs::create_dir_all(copy.path().join(folder)).unwrap();
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                std::fs::copy(&path, copy.path().join(folder).join(path.file_name().unwrap())).unwrap();
            }
        }
    }
    for number in 0..80 {
        let text = format!("name: Pad {number}\nissue: {}\nregistered: 2026-01-0{}\n", 900 + number, number % 9 + 1);
        std::fs::write(copy.path().join(format!("backlog/pad-{number}.yaml")), text).unwrap();
    }
    copy
}

#[test]
fn the_same_records_give_the_same_bytes() {
    for root in repository_folders() {
        let copy = pad_repository(&root);
        let all = |root: &Path, records: &Path| {
            let group = load_group(records);
            let mut views = read_views(&group, root);
            let found = rules::check(&views, &Overrides::default()).findings;
            views.generated = Some(BTreeMap::new());
            let missing = outputs::find_outdated(&views).unwrap();
            let written = outputs::generate_texts(&missing, &views).unwrap();
            (render_all(&group, root), written, json::format_findings(&found, &group.sources).unwrap())
        };
        let first = all(&root, copy.path());
        for threads in [1, 4] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            for run in 0..5 {
                assert!(pool.install(|| all(&root, copy.path())) == first, "{threads} threads, run {run}");
            }
        }
        let first = render_all(&load_group(&root), &root);
        assert!((0..10).all(|_| render_all(&load_group(&root), &root) == first));
    }
}

/// The payload of a JSON object of a kind, which has no other keys but the version and the kind.
fn json_payload(text: &str, kind: &str) -> Value {
    let object: Value = serde_json::from_str(text).unwrap();
    assert_eq!(object["schema_version"], 2);
    assert_eq!(object["kind"], kind);
    assert_eq!(object.as_object().unwrap().len(), 3, "{kind}");
    object[kind].clone()
}

/// Asserts that the objects at a path have the same keys as those before, whatever the records say. A `record` is a file
/// as it is.
fn compare_keys(value: &Value, path: &str, known: &mut BTreeMap<String, Vec<String>>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| compare_keys(value, &format!("{path}[]"), known)),
        Value::Object(entries) => {
            let keys: Vec<String> = entries.keys().cloned().collect();
            assert_eq!(*known.entry(path.to_owned()).or_insert_with(|| keys.clone()), keys, "{path}");
            let others = entries.iter().filter(|(key, _)| *key != "record");
            others.for_each(|(key, value)| compare_keys(value, &format!("{path}.{key}"), known));
        }
        _ => {}
    }
}

#[test]
fn every_object_has_every_key() {
    let mut known = BTreeMap::new();
    for root in repository_folders() {
        let group = load_group(&root);
        let views = read_views(&group, &root);
        let findings = rules::check(&views, &Overrides::default()).findings;
        let lists =
            [json::format_proposals(&group.proposals, &views), json::format_findings(&findings, &group.sources)];
        let proposals = group.proposals.iter().map(|proposal| json::format_proposal(proposal, &views));
        let meetings =
            group.meetings.iter().map(|meeting| json::format_meeting(meeting, AgendaOrder::OfTheCall, &views));
        for document in lists.into_iter().chain(proposals).chain(meetings) {
            let document: Value = serde_json::from_str(&document.unwrap()).unwrap();
            compare_keys(&document, document["kind"].as_str().unwrap(), &mut known);
        }
    }
    let expected = ["findings.findings[]", "meeting.meeting.agenda[]", "proposals.proposals[].releases[]"];
    assert!(expected.iter().all(|path| known.contains_key(*path)), "{known:#?}");
}

/// `show --json` prints every key that the files of a folder use.
#[test]
fn show_prints_the_whole_file() {
    for root in repository_folders() {
        let group = load_group(&root);
        let views = read_views(&group, &root);
        let holds = |path: &str, object: Value| {
            let text = std::fs::read_to_string(root.join(path)).unwrap();
            let written: serde_yaml::Value = serde_yaml::from_str(&text).unwrap();
            let (record_leaves, json_leaves) =
                (leaf_values(&serde_json::to_value(&written).unwrap()), leaf_values(&object));
            let missing: Vec<&String> = record_leaves.iter().filter(|leaf| !json_leaves.contains(leaf)).collect();
            assert!(missing.is_empty(), "{path}: {missing:?}");
        };
        for proposal in &group.proposals {
            let object = json_payload(&json::format_proposal(proposal, &views).unwrap(), "proposal");
            holds(&format!("backlog/{}.yaml", proposal.slug), object["record"].clone());
        }
        for meeting in &group.meetings {
            let object =
                json_payload(&json::format_meeting(meeting, AgendaOrder::OfTheCall, &views).unwrap(), "meeting");
            holds(&format!("minutes/{}.yaml", meeting.stem), object["record"].clone());
        }
        holds("workgroup.yaml", json_payload(&json::format_workgroup(&views).unwrap(), "workgroup"));
    }
}

/// Every scalar with collapsed whitespace, and every key. A moment may be written in another form.
fn leaf_values(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(leaf_values).collect(),
        Value::Object(entries) => {
            entries.iter().flat_map(|(key, value)| [key.clone()].into_iter().chain(leaf_values(value))).collect()
        }
        Value::Null => Vec::new(),
        Value::String(text) => match When::parse(text) {
            Some(when) => vec![when.to_string()],
            None => vec![text.split_whitespace().collect::<Vec<_>>().join(" ")],
        },
        other => vec![other.to_string()],
    }
}
