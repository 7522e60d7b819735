//! The seeds of the fuzzer: the records of this repository, and what is generated from them.

use super::prose::PROSE;
use super::repository::HEADER;
use std::path::Path;

/// The groups with records, from the root of the project.
const GROUPS: [&str; 5] = [".", "tests/repos/good", "tests/repos/group", "tests/repos/mom", "tests/repos/webrtc"];

/// The number of files taken from a folder: more would add nothing.
const MAX_FILES: usize = 12;

/// An input with its name, which may be a path.
type Seed = (String, Vec<u8>);

/// The seeds of a target; `root` is the folder of the project.
pub fn seeds(target: &str, root: &Path) -> Vec<Seed> {
    match target {
        "record" => record_seeds(root),
        "edit" => record_seeds(root).into_iter().map(with_edits).collect(),
        "check" | "mail" | "calendar" => repository_seeds(root),
        "cell" => PROSE.iter().zip(1..).map(|(prose, nth)| (format!("{nth}.md"), prose.as_bytes().to_vec())).collect(),
        "table" => table_seeds(root),
        "minutes" => minutes_seeds(root),
        "template" => folder_files(root, "templates", ".md"),
        _ => Vec::new(),
    }
}

/// One record per seed.
fn record_seeds(root: &Path) -> Vec<Seed> {
    let records = GROUPS.iter().flat_map(|group| group_files(root, group).into_iter().map(move |file| (group, file)));
    records.map(|(group, (path, text))| (format!("{group}/{path}"), text)).collect()
}

/// A record with an edit of each kind.
fn with_edits((path, mut text): Seed) -> Seed {
    for edit in ["s1 word", "a21 ={ id: 20260212-01, text: a }", "s20 two\twords: # no", "d1", "r0 key", "x2"] {
        text.extend(format!("{HEADER}{edit}\n").into_bytes());
    }
    (path, text)
}

/// A small repository for each call of a group: two proposals, the call, and the one before it.
fn repository_seeds(root: &Path) -> Vec<Seed> {
    let mut repositories = Vec::new();
    for group in GROUPS {
        let files = group_files(root, group);
        let in_folder = |folder: &str| files.iter().filter(|(path, _)| path.starts_with(folder)).collect::<Vec<_>>();
        let (proposals, calls) = (in_folder("backlog/"), in_folder("minutes/"));
        for (at, call) in calls.iter().enumerate() {
            let top = files.iter().filter(|(path, _)| !path.contains('/'));
            let proposals = proposals.iter().cycle().skip(2 * at).take(proposals.len().min(2)).copied();
            let files = top.chain(proposals).chain(at.checked_sub(1).map(|before| calls[before])).chain([*call]);
            let bytes = files.flat_map(|(path, text)| [format!("{HEADER}{path}\n").as_bytes(), text].concat());
            repositories.push((format!("{group}/{}", call.0), bytes.collect()));
        }
    }
    repositories
}

/// The tables of the groups, and those of the import's own tests.
fn table_seeds(root: &Path) -> Vec<Seed> {
    let tables = GROUPS.iter().flat_map(|group| folder_files(root, &format!("{group}/backlog"), ".md"));
    tables.chain(folder_files(root, "tests/cmd/import-table.in", ".md")).collect()
}

/// The minutes of the groups, and those of the import's own tests, with words that have to be in what is made of them.
fn minutes_seeds(root: &Path) -> Vec<Seed> {
    let rendered = GROUPS.iter().flat_map(|group| folder_files(root, &format!("{group}/minutes"), ".md"));
    let own = ["md", "txt"].into_iter().flat_map(|end| folder_files(root, "tests/cmd/import-minutes.in/old", end));
    let with_words = |(path, text): Seed| {
        let text = String::from_utf8_lossy(&text).replace(" the ", " wordone the ").replace(" to ", " wordtwo to ");
        (path, text.replace(" of ", " wordthree of ").into_bytes())
    };
    rendered.chain(own).map(with_words).collect()
}

/// The records of a group, with paths from its root.
fn group_files(root: &Path, group: &str) -> Vec<Seed> {
    let files = ["", "backlog", "minutes"].into_iter().flat_map(|folder| {
        let files = folder_files(root, &format!("{group}/{folder}"), ".yaml");
        files.into_iter().map(move |(path, text)| (format!("{folder}/{}", path.rsplit('/').next().unwrap()), text))
    });
    files.map(|(path, text)| (path.trim_start_matches('/').to_owned(), text)).collect()
}

/// The first files of a folder that end like this, with paths from the root of the project.
fn folder_files(root: &Path, folder: &str, end: &str) -> Vec<Seed> {
    let entries = std::fs::read_dir(root.join(folder)).into_iter().flatten();
    let names = entries.filter_map(|entry| entry.unwrap().file_name().into_string().ok());
    let mut paths: Vec<String> =
        names.filter(|name| name.ends_with(end)).map(|name| format!("{folder}/{name}")).collect();
    paths.sort();
    paths.truncate(MAX_FILES);
    paths.into_iter().map(|path| (path.clone(), std::fs::read(root.join(path)).unwrap())).collect()
}
