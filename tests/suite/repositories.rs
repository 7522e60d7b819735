//! The small repositories under `tests/repos`: their findings, their generated files, their JSON.
//!
//! Next to `repos/NAME` is `repos/NAME.findings.txt`: the day of the check, the findings, the counts. After an intended
//! change, remove the generated files of a repository, write them again with `backlog -C tests/repos/NAME render`, and
//! read them before you commit them.

use backlog::model::group::Group;
use backlog::model::when::When;
use backlog::render::{outputs, table};
use backlog::report::{human, json};
use backlog::rules::{self, Overrides};
use backlog::source::find_position;
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
    let table = table::splice_table(None, &outputs::render_table(&views).unwrap(), &views.workgroup.name).unwrap();
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
            let source = group.sources.file(finding.place.file);
            let at = find_position(&source.text, finding.place.range().start);
            let level = finding.level.as_str();
            found.push_str(&format!("{level} {} {}:{}:{}\n", finding.rule, source.path, at.line, at.column));
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
            let found = rules::check(&read_views(&group, root), &Overrides::default()).findings;
            (render_all(&group, root), json::format_findings(&found, &group.sources).unwrap())
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

/// The expected form of a value: every key of an object is there, whatever the record says.
#[derive(Debug, Clone, Copy)]
enum Shape {
    Text,
    Number,
    Bool,
    /// `YYYY-MM-DD`.
    Day,
    /// A number, or `owner/repo#63`.
    Reference,
    Word(&'static [&'static str]),
    OrNull(&'static Shape),
    List(&'static Shape),
    Object(&'static [(&'static str, Shape)]),
}
use Shape::{Bool, Day, List, Number, Object, OrNull, Reference, Text, Word};

const STAGES: Shape = Word(&[
    "not-yet-discussed",
    "under-discussion",
    "under-review",
    "changes-requested",
    "approved",
    "not-approved",
    "onboarding",
    "onboarded",
    "frozen",
    "archived",
]);
const REACHED: Shape = Word(&[
    "not-yet-discussed",
    "under-discussion",
    "under-review",
    "changes-requested",
    "approved",
    "not-approved",
    "onboarding",
    "onboarded",
    "frozen",
    "reactivated",
    "archived",
]);
const KINDS: Shape = Word(&["new-api", "api-family", "scope-enhancement", "name-change", "provider-implementation"]);
const SUMMARY: [(&str, Shape); 16] = [
    ("slug", Text),
    ("name", Text),
    ("kind", KINDS),
    ("issue", OrNull(&Reference)),
    ("pr", OrNull(&Reference)),
    ("template_url", OrNull(&Text)),
    ("owners", List(&Text)),
    ("supporters", List(&Text)),
    ("registered", OrNull(&Day)),
    ("stage", OrNull(&STAGES)),
    ("stages", List(&Object(&[("stage", REACHED), ("date", OrNull(&Day)), ("reason", OrNull(&Text))]))),
    ("onboarding_issue", OrNull(&Reference)),
    ("repository_url", OrNull(&Text)),
    ("maintainers_url", OrNull(&Text)),
    (
        "releases",
        List(&Object(&[
            ("version", OrNull(&Text)),
            ("meta_release", OrNull(&Text)),
            ("url", OrNull(&Text)),
            ("date", OrNull(&Day)),
        ])),
    ),
    ("unparsed", List(&Object(&[("where", Text), ("text", Text)]))),
];
const UPDATES: Shape = List(&Object(&[("date", OrNull(&Day)), ("treated", Bool), ("notes", OrNull(&Text))]));
const ACTIONS: Shape = List(&Object(&[
    ("id", OrNull(&Text)),
    ("owners", List(&Text)),
    ("status", Word(&["open", "closed", "not-pursued"])),
    ("text", Text),
    ("due", OrNull(&Day)),
    ("opened", Day),
    ("closed", OrNull(&Day)),
]));
const ITEMS: Shape = List(&Object(&[
    ("issue", OrNull(&Reference)),
    ("pr", OrNull(&Reference)),
    ("title", OrNull(&Text)),
    ("who", OrNull(&Text)),
    ("section", Word(&["current", "out-of-agenda", "closing"])),
    ("added", OrNull(&Text)),
    ("verdict", Word(&["on-time", "carried-over", "late", "exception", "no-issue", "unlisted", "frozen"])),
    ("treated", OrNull(&Bool)),
    ("notes", OrNull(&Text)),
    ("decisions", List(&Text)),
]));
const MEETING: Shape = Object(&[
    ("date", Day),
    ("start", OrNull(&Text)),
    ("agenda_closes", OrNull(&Text)),
    ("next", OrNull(&Day)),
    ("sealed", Bool),
    (
        "attendance",
        List(&Object(&[("organization", Text), ("name", Text), ("present", Bool), ("role", OrNull(&Text))])),
    ),
    ("agenda", ITEMS),
    ("topics", ITEMS),
    ("actions", ACTIONS),
]);
const FINDINGS: Shape = List(&Object(&[
    ("rule", Text),
    ("level", Word(&["error", "warning"])),
    ("message", Text),
    ("help", OrNull(&Text)),
    ("file", Text),
    ("line", Number),
    ("column", Number),
    ("end_line", Number),
    ("end_column", Number),
]));

/// Asserts the form of a value at the path `at`.
fn assert_shape(value: &Value, shape: Shape, at: &str) {
    let holds = match shape {
        Text => value.is_string(),
        Number => value.is_u64(),
        Bool => value.is_boolean(),
        Day => value.as_str().is_some_and(|text| matches!(When::parse(text), Some(When::Day(_)))),
        Reference => value.is_u64() || value.as_str().is_some_and(|text| text.contains('/') && text.contains('#')),
        Word(words) => value.as_str().is_some_and(|text| words.contains(&text)),
        OrNull(_) if value.is_null() => true,
        OrNull(shape) => return assert_shape(value, *shape, at),
        List(shape) => match value.as_array() {
            Some(values) => {
                return values
                    .iter()
                    .enumerate()
                    .for_each(|(index, value)| assert_shape(value, *shape, &format!("{at}[{index}]")));
            }
            None => false,
        },
        Object(keys) => {
            for (key, shape) in keys {
                match value.get(key) {
                    Some(value) => assert_shape(value, *shape, &format!("{at}.{key}")),
                    None => panic!("{at} has no `{key}`: {value}"),
                }
            }
            value.is_object()
        }
    };
    assert!(holds, "{at} is {value}, and not {shape:?}");
}

#[test]
fn every_object_has_every_key() {
    for root in repository_folders() {
        let group = load_group(&root);
        let views = read_views(&group, &root);
        let proposals = json_payload(&json::format_proposals(&views.group.proposals, &views).unwrap(), "proposals");
        assert_shape(&proposals, List(&Object(&SUMMARY)), "proposals");
        assert_eq!(proposals.as_array().unwrap().len(), group.proposals.len());
        for proposal in &group.proposals {
            let object = json_payload(&json::format_proposal(proposal, &views).unwrap(), "proposal");
            assert_shape(&object, Object(&SUMMARY), &proposal.slug);
            assert_shape(&object, Object(&[("history", UPDATES), ("actions", ACTIONS)]), &proposal.slug);
            // The whole file is there, under its own keys.
            assert_eq!(object["record"]["name"], proposal.name.value);
        }
        for meeting in &group.meetings {
            let object = json_payload(&json::format_meeting(meeting, &views).unwrap(), "meeting");
            assert_shape(&object, MEETING, &meeting.stem);
            let counts = [("agenda", meeting.agenda.len()), ("topics", meeting.topics.len())];
            for (key, count) in counts {
                assert_eq!(object[key].as_array().unwrap().len(), count, "{key} of {}", meeting.stem);
            }
        }
        let findings = rules::check(&views, &Overrides::default()).findings;
        assert_shape(
            &json_payload(&json::format_findings(&findings, &group.sources).unwrap(), "findings"),
            FINDINGS,
            "findings",
        );
    }
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
            let object = json_payload(&json::format_meeting(meeting, &views).unwrap(), "meeting");
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
