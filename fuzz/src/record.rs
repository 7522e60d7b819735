//! One record of each kind: it is read or has a problem, another YAML reader can read it as well, and it is the same
//! after it is written and read again.

use super::repository::{assert_inside, decode};
use backlog::model::group::Group;
use backlog::rules;
use backlog::source::Source;
use backlog::store::{edit, yaml};
use serde_yaml::Value;

const PATHS: [&str; 4] = ["workgroup.yaml", "backlog/x.yaml", "minutes/2026-02-12.yaml", "github.yaml"];

/// Reads the input as the text of each kind of record.
pub fn test_record(input: &[u8]) {
    for path in PATHS {
        let group = load_record(path, input.to_vec());
        for problem in &group.problems {
            assert_inside(&problem.place, &group.sources);
            problem.related.iter().for_each(|(place, _)| assert_inside(place, &group.sources));
        }
        let found = rules::check_files(&group).findings;
        assert_eq!(found.is_empty(), group.problems.is_empty(), "a problem is a finding");
        let file = group.sources.find_file(path).map(|file| group.sources.file(file));
        // No edit is made where a carriage return alone ends a line.
        if let Some(source) = file.filter(|source| found.is_empty() && !source.text.replace("\r\n", "").contains('\r'))
        {
            match edit::apply_edits(source, &[]) {
                Ok(read) => assert_eq!(read, source.text),
                Err(error) => {
                    let text = replace_plain_question_marks(&source.text);
                    let is_known =
                        text != source.text && edit::apply_edits(&Source { text, ..source.clone() }, &[]).is_ok();
                    assert!(is_known, "{error}: {}", source.text);
                }
            }
        }
        let Some(value) = record_value(path, &group) else { continue };
        let text = yaml::format_value(&value).unwrap();
        let again = load_record(path, text.clone().into_bytes());
        assert!(again.problems.is_empty(), "{:?} in\n{text}", again.problems);
        assert_eq!(record_value(path, &again).unwrap(), value, "{text}");
    }
}

/// Replaces the first character of each plain `?x` that may be in brackets. YAML 1.2 has such texts; the second reader
/// knows YAML 1.1, where they are keys.
fn replace_plain_question_marks(text: &str) -> String {
    let mut replaced = text.to_owned();
    for (at, _) in text.match_indices('?') {
        let is_first = text[..at].trim_end().ends_with(['[', '{', ',', ':']);
        if is_first && !text[at + 1..].starts_with(|c: char| c.is_whitespace()) {
            replaced.replace_range(at..=at, "x");
        }
    }
    replaced
}

fn load_record(path: &str, bytes: Vec<u8>) -> Group {
    let own = (path != "workgroup.yaml").then(|| ("workgroup.yaml".to_owned(), b"name: G\n".to_vec()));
    decode(own.into_iter().chain([(path.to_owned(), bytes)]).collect())
}

/// The record at a path, as a value.
fn record_value(path: &str, group: &Group) -> Option<Value> {
    let value = match path {
        "workgroup.yaml" => yaml::to_value(group.workgroup.as_ref()?),
        "backlog/x.yaml" => yaml::to_value(group.proposals.first()?),
        "github.yaml" => return None,
        _ => yaml::to_value(group.meetings.first()?),
    };
    Some(value.unwrap())
}
