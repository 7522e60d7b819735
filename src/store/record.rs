//! Decodes one file to one record, with all of its problems.

use super::layout::{FORMER_GITHUB, GITHUB, is_written_by_sync};
use super::limits::Limits;
use super::mistakes::ParseFailure;
use super::read_error::ReadError;
use super::tree;
use crate::finding::{Problem, ProblemKind};
use crate::model::former::{Replaced, modernize};
use crate::model::github::{FormerGithubFacts, GithubFacts};
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::record::{Definition, Reader, RecordValue};
use crate::model::workgroup::Workgroup;
use crate::source::{FileId, Node, Place, Source};
use std::borrow::Cow;
use std::ops::Range;

/// The content of a file.
pub enum DecodedRecord {
    None,
    Proposal(Box<Proposal>),
    Meeting(Box<Meeting>),
    Workgroup(Box<Workgroup>),
    Github(GithubFacts),
}

/// A file that was read.
pub struct DecodedFile {
    pub record: DecodedRecord,
    pub problems: Vec<Problem>,
    /// The former keys and words in it.
    pub former: Vec<Replaced>,
}

impl DecodedFile {
    /// A file that gave no record.
    pub fn from_problems(problems: Vec<Problem>) -> Self {
        Self { record: DecodedRecord::None, problems, former: Vec::new() }
    }
}

/// What the file at a path from the root holds.
pub fn record_definition(path: &str) -> &'static Definition {
    match path.split('/').next() {
        Some("backlog") => &Proposal::DEFINITION,
        Some("minutes") => &Meeting::DEFINITION,
        Some(GITHUB) => &GithubFacts::DEFINITION,
        Some(FORMER_GITHUB) => &FormerGithubFacts::DEFINITION,
        _ => &Workgroup::DEFINITION,
    }
}

/// How often a file is read again with a mistake neutralized, to find those after it.
const MAX_RETRIES: usize = 16;

/// Decodes a file. A file with a problem gives no record, because rules would check an incomplete one.
/// `own_repository` is that of the group, where it is known.
pub fn decode_file(file: FileId, source: &Source, own_repository: Option<&str>) -> DecodedFile {
    let mut decoded = decode_text(file, source, own_repository);
    if is_written_by_sync(&source.path) {
        for problem in &mut decoded.problems {
            problem.help =
                Some("Run `backlog sync`: it keeps what can be read, and asks GitHub for the rest.".to_owned());
        }
    }
    decoded
}

fn decode_text(file: FileId, source: &Source, own_repository: Option<&str>) -> DecodedFile {
    let limits = Limits::for_path(&source.path);
    if source.text.len() > limits.file_bytes {
        let (reason, help, kind) = ReadError::TooLarge(source.text.len() as u64, limits.file_bytes).explain();
        return DecodedFile::from_problems(vec![Problem::new(kind, Place::file_start(file), reason, help)]);
    }
    let mut mistakes = Mistakes { original: &source.text, broken: Vec::new(), found: Vec::new() };
    let mut text = Cow::Borrowed(source.text.as_str());
    for _ in 0..MAX_RETRIES {
        let mut problems = Vec::new();
        match tree::parse_tree(&text, file, limits, &mut problems) {
            Ok(root) => {
                let is_whole = mistakes.found.is_empty();
                let mut decoded = decode_root(root, file, source, own_repository, problems);
                mistakes.add_problems(std::mem::take(&mut decoded.problems), &text);
                let record = if is_whole { decoded.record } else { DecodedRecord::None };
                return DecodedFile { record, problems: mistakes.found, former: decoded.former };
            }
            Err(ParseFailure { problem, retry, range }) => {
                mistakes.add_problems([problem], &text);
                mistakes.broken.extend(range.map(|range| *range));
                let Some(retry) = retry else {
                    // Nothing is read after this place, so duplicate keys before it are reported now.
                    mistakes.add_problems(problems, &text);
                    break;
                };
                text = Cow::Owned(retry);
            }
        }
    }
    DecodedFile::from_problems(mistakes.found)
}

/// The mistakes of a file that is read several times, each time with the broken values so far neutralized.
struct Mistakes<'t> {
    /// The text as it is in the file.
    original: &'t str,
    broken: Vec<Range<usize>>,
    found: Vec<Problem>,
}

impl Mistakes<'_> {
    /// Adds the problems of a text, except those that only follow from a broken value.
    fn add_problems(&mut self, problems: impl IntoIterator<Item = Problem>, text: &str) {
        for mut problem in problems {
            if !self.is_consequence(&problem) {
                self.cite_original(&mut problem, text);
                self.found.push(problem);
            }
        }
    }

    /// Whether a problem only follows from a broken value: it is in the value, or the entry with the value is missing.
    fn is_consequence(&self, problem: &Problem) -> bool {
        let place = problem.place.range();
        let is_on_line = |range: &Range<usize>| {
            let start = self.original[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
            (start..=range.start).contains(&place.start)
        };
        self.broken.iter().any(|range| {
            let is_inside = place.start < range.end && range.start < place.end;
            is_inside || (problem.kind == ProblemKind::MissingKey && is_on_line(range))
        })
    }

    /// Cites what the file has, where a message cites the letters that neutralize a broken value.
    fn cite_original(&self, problem: &mut Problem, neutral: &str) {
        let texts = [Some(&mut problem.message), problem.help.as_mut()];
        for text in texts.into_iter().flatten() {
            for range in &self.broken {
                let letters = &neutral[range.clone()];
                let is_apart = |at: usize| {
                    !text[..at].ends_with(char::is_alphanumeric)
                        && !text[at + letters.len()..].starts_with(char::is_alphanumeric)
                };
                if let Some((at, _)) = text.match_indices(letters).find(|(at, _)| is_apart(*at)) {
                    text.replace_range(at..at + letters.len(), &self.original[range.clone()]);
                }
            }
        }
    }
}

fn decode_root(
    root: Option<Node>,
    file: FileId,
    source: &Source,
    own_repository: Option<&str>,
    problems: Vec<Problem>,
) -> DecodedFile {
    // The intended value is unknown there, so a value of the wrong kind is not a second mistake.
    let misread: Vec<Place> = problems.iter().filter(|problem| is_misread(problem)).map(|it| it.place).collect();
    let mut reader = Reader { stem: path_stem(&source.path), own_repository, problems };
    let Some(mut root) = root else {
        let (place, help) = (Place::file_start(file), "Write the record, or remove the file.");
        reader.problems.push(Problem::new(ProblemKind::MissingKey, place, "the file is empty", help));
        return DecodedFile::from_problems(reader.problems);
    };
    let former = modernize(&mut root, record_definition(&source.path));
    let record = match source.path.split('/').next() {
        Some("backlog") => RecordValue::read(&root, &mut reader).map(|it| DecodedRecord::Proposal(Box::new(it))),
        Some("minutes") => RecordValue::read(&root, &mut reader).map(|it| DecodedRecord::Meeting(Box::new(it))),
        Some(GITHUB) => RecordValue::read(&root, &mut reader).map(DecodedRecord::Github),
        Some(FORMER_GITHUB) => {
            FormerGithubFacts::read(&root, &mut reader).map(|former| DecodedRecord::Github(former.into()))
        }
        _ => RecordValue::read(&root, &mut reader).map(|it| DecodedRecord::Workgroup(Box::new(it))),
    };
    let is_second = |problem: &Problem| {
        let is_around = |place: &Place| place.start <= problem.place.start && problem.place.end <= place.end;
        !is_misread(problem) && misread.iter().any(is_around)
    };
    reader.problems.retain(|problem| !is_second(problem));
    let record = record.filter(|_| reader.problems.is_empty());
    DecodedFile { record: record.unwrap_or(DecodedRecord::None), problems: reader.problems, former }
}

/// Whether YAML reads a value differently than intended, or not all of it is read.
fn is_misread(problem: &Problem) -> bool {
    matches!(problem.kind, ProblemKind::Syntax | ProblemKind::HashComment | ProblemKind::OverLimit)
}

fn path_stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
