//! One file to one record, with everything that is wrong with it.

use super::decode::{self, Reader};
use super::tree::{self, Node};
use crate::finding::{Problem, ProblemKind};
use crate::model::github::Github;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::workgroup::Workgroup;
use crate::source::{FileId, Place, Source};
use std::borrow::Cow;

/// What GitHub last said, beside `workgroup.yaml`.
pub const GITHUB: &str = "github.lock";

/// What a file holds.
pub enum Record {
    None,
    Proposal(Box<Proposal>),
    Meeting(Box<Meeting>),
    Workgroup(Box<Workgroup>),
    Github(Github),
}

/// How often a file is read again with a mistake neutralised, to find those behind it.
const MOST_RETRIES: usize = 16;

/// A file with any problem gives no record: what was read of it would be judged for what was not.
/// `own_repository` is that of the group, where it is known.
pub fn decode_file(file: FileId, source: &Source, own_repository: Option<&str>) -> (Record, Vec<Problem>) {
    let mut stopped = Vec::new();
    let mut text = Cow::Borrowed(source.text.as_str());
    while stopped.len() < MOST_RETRIES {
        let mut problems = Vec::new();
        let retry = match tree::read(&text, file, &mut problems) {
            Ok(root) => {
                let (record, mut problems) = decode_root(root, file, source, own_repository, problems);
                let record = if stopped.is_empty() { record } else { Record::None };
                stopped.append(&mut problems);
                return (record, stopped);
            }
            Err(refused) => {
                stopped.push(refused.problem);
                match refused.retry {
                    Some(retry) => retry,
                    None => {
                        // Duplicate keys before the place: nothing is read behind it, so they are told now.
                        stopped.append(&mut problems);
                        break;
                    }
                }
            }
        };
        text = Cow::Owned(retry);
    }
    (Record::None, stopped)
}

fn decode_root(
    root: Option<Node>,
    file: FileId,
    source: &Source,
    own_repository: Option<&str>,
    problems: Vec<Problem>,
) -> (Record, Vec<Problem>) {
    // What a person meant is not known there: a value of another kind is no second mistake.
    let misread: Vec<Place> = problems.iter().filter(|problem| is_misread(problem)).map(|it| it.place).collect();
    let mut reader = Reader { file, own_repository, problems };
    let Some(root) = root else {
        reader.problems.push(Problem {
            kind: ProblemKind::MissingKey,
            place: Place::top(file),
            message: "the file is empty".to_owned(),
            help: Some("Write the record, or remove the file.".to_owned()),
            related: Vec::new(),
        });
        return (Record::None, reader.problems);
    };
    let stem = stem(&source.path);
    let record = match source.path.split('/').next() {
        Some("backlog") => decode::proposal(&root, stem, &mut reader).map(|it| Record::Proposal(Box::new(it))),
        Some("minutes") => decode::meeting(&root, stem, &mut reader).map(|it| Record::Meeting(Box::new(it))),
        Some(GITHUB) => decode::github(&root, &mut reader).map(Record::Github),
        _ => decode::workgroup(&root, &mut reader).map(|it| Record::Workgroup(Box::new(it))),
    };
    let is_second = |problem: &Problem| {
        let is_around = |place: &Place| place.start <= problem.place.start && problem.place.end <= place.end;
        !is_misread(problem) && misread.iter().any(is_around)
    };
    reader.problems.retain(|problem| !is_second(problem));
    let record = record.filter(|_| reader.problems.is_empty());
    (record.unwrap_or(Record::None), reader.problems)
}

/// Whether YAML reads a value otherwise than it is meant.
fn is_misread(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::Syntax | ProblemKind::HashComment)
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
