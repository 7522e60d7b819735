//! A repository's files, read and decoded into a group.

mod change;
#[cfg(test)]
mod tests;

use crate::error::Error;
use crate::finding::Problem;
use crate::model::github::Github;
use crate::model::group::Group;
use crate::source::{FileId, Source, Sources};
use crate::store::disk::{Content, Unreadable, entries, read_text, text_of};
use crate::store::record::{GITHUB, Record, decode_file};
use crate::store::template_files;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::{Path, PathBuf};

/// The file that marks the root of a repository.
pub const WORKGROUP: &str = "workgroup.yaml";
/// Fewer files than this are read by one thread: starting more costs more than it saves.
const WORTH_THREADS: usize = 64;

/// The files of a repository as they stand on the disk.
#[derive(Debug, Clone)]
pub struct Files {
    /// The folder with `workgroup.yaml`.
    pub root: PathBuf,
    /// Records and `github.lock`, ordered by path. What is no UTF-8 text is kept with signs in its place.
    records: Sources,
    /// The group's own templates, by file name.
    templates: BTreeMap<String, String>,
    /// Why files beside them cannot be read as text, by file name.
    unreadable_templates: BTreeMap<String, String>,
    /// Files that cannot be read as text, by path, with what is wrong.
    unreadable: BTreeMap<String, Unreadable>,
    /// Files with a byte order mark before their text, by path.
    marked: BTreeSet<String>,
}

/// The folder of the repository that `from` is in: the nearest one with a `workgroup.yaml`.
///
/// # Errors
/// [`Error::NoRepository`] when there is none up to the root of the file system.
pub fn find_root(from: &Path) -> Result<PathBuf, Error> {
    let missing = |_| Error::NoRepository(from.to_owned());
    let start = from.canonicalize().map_err(missing)?;
    let root = start.ancestors().find(|folder| folder.join(WORKGROUP).is_file());
    root.map(Path::to_owned).ok_or_else(|| Error::NoRepository(start.clone()))
}

/// Reads every record of the repository at `root`.
///
/// # Errors
/// [`Error::Io`] when a folder or a file cannot be read.
pub fn read(root: &Path) -> Result<Files, Error> {
    let mut paths = vec![WORKGROUP.to_owned()];
    if root.join(GITHUB).is_file() {
        paths.push(GITHUB.to_owned());
    }
    for folder in ["backlog", "minutes"] {
        let records = entries(root, folder)?.into_iter().filter(|name| is_record(name));
        paths.extend(records.map(|name| format!("{folder}/{name}")));
    }
    paths.sort();
    let read_one = |path: &String| read_text(&root.join(path));
    let texts: Vec<Content> = if paths.len() < WORTH_THREADS {
        paths.iter().map(read_one).collect()
    } else {
        paths.par_iter().map(read_one).collect()
    };
    let (mut records, mut templates, mut unread) = (Vec::with_capacity(paths.len()), BTreeMap::new(), BTreeMap::new());
    let mut with_mark = BTreeSet::new();
    for (path, Content { text, marked, unreadable }) in paths.into_iter().zip(texts) {
        unread.extend(unreadable.map(|unreadable| (path.clone(), unreadable)));
        with_mark.extend(marked.then(|| path.clone()));
        records.push(Source { path, text });
    }
    let mut unreadable_templates = BTreeMap::new();
    for name in entries(root, "templates")? {
        match read_text(&root.join("templates").join(&name)) {
            Content { text, unreadable: None, .. } => templates.insert(name, text),
            Content { unreadable: Some(unreadable), .. } => unreadable_templates.insert(name, unreadable.reason),
        };
    }
    let (root, records) = (root.to_owned(), Sources::new(records));
    Ok(Files { root, records, templates, unreadable_templates, unreadable: unread, marked: with_mark })
}

/// Reads a generated file that may not be there. This program writes UTF-8 only: of a file that is none
/// an empty text is given, which is not one of ours either.
///
/// # Errors
/// [`Error::Io`] when it is there and cannot be read.
pub fn read_if_there(root: &Path, path: &str) -> Result<Option<String>, Error> {
    let bytes = read_bytes_if_there(&root.join(path))?;
    Ok(bytes.map(|bytes| String::from_utf8(bytes).unwrap_or_default()))
}

/// Reads the first line of a generated file, without its end. `None` where the file is not there, or its first line is
/// longer than any that this program writes.
///
/// # Errors
/// [`Error::Io`] when it is there and cannot be read.
pub fn read_first_line(root: &Path, path: &str) -> Result<Option<String>, Error> {
    const LONGEST: u64 = 1024;
    let path = root.join(path);
    let mut bytes = Vec::new();
    match File::open(&path).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes)) {
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(source) => return Err(Error::Io { action: "read", path, source }),
    }
    let line = bytes.iter().position(|byte| *byte == b'\n').and_then(|end| bytes.get(..end));
    Ok(line.and_then(|line| String::from_utf8(line.to_vec()).ok()))
}

/// Reads a file that may not be there, as it is.
///
/// # Errors
/// [`Error::Io`] when it is there and cannot be read.
pub fn read_bytes_if_there(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(Error::Io { action: "read", path: path.to_owned(), source }),
    }
}

/// Whether a path from the root is one that [`read`] reads.
pub fn is_read(path: &str) -> bool {
    match path.split_once('/') {
        None => path == WORKGROUP || path == GITHUB,
        Some(("backlog" | "minutes", name)) => !name.contains('/') && is_record(name),
        Some(("templates", name)) => !name.contains('/'),
        Some(_) => false,
    }
}

impl Files {
    /// Files that stand somewhere else than on the disk: paths that [`is_read`], in any order, and bytes.
    pub fn of_bytes(root: &Path, files: Vec<(String, Vec<u8>)>) -> Self {
        let (mut records, mut templates, mut unreadable) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        let mut unreadable_templates = BTreeMap::new();
        for (path, bytes) in files {
            let Content { text, unreadable: wrong, .. } = text_of(bytes);
            match (path.strip_prefix("templates/"), wrong) {
                (Some(name), None) => drop(templates.insert(name.to_owned(), text)),
                (Some(name), Some(wrong)) => drop(unreadable_templates.insert(name.to_owned(), wrong.reason)),
                (None, wrong) => {
                    unreadable.extend(wrong.map(|wrong| (path.clone(), wrong)));
                    records.push(Source { path, text });
                }
            }
        }
        records.sort_by(|a, b| a.path.cmp(&b.path));
        let records = Sources::new(records);
        Self { root: root.to_owned(), records, templates, unreadable_templates, unreadable, marked: BTreeSet::new() }
    }

    /// Files that are on no disk, for tests: the paths may be in any order.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let source = |(path, text): &(&str, &str)| Source { path: (*path).to_owned(), text: (*text).to_owned() };
        let mut records: Vec<Source> = files.iter().map(source).collect();
        records.sort_by(|a, b| a.path.cmp(&b.path));
        Self {
            root: PathBuf::new(),
            records: Sources::new(records),
            templates: BTreeMap::new(),
            unreadable_templates: BTreeMap::new(),
            unreadable: BTreeMap::new(),
            marked: BTreeSet::new(),
        }
    }

    /// Decodes every file; what is wrong with them stands in the group's problems. The templates that proposals
    /// name are looked for on the disk.
    pub fn decode(self) -> Group {
        let Files { root, records: sources, templates, unreadable_templates, unreadable, marked: _ } = self;
        let records = sources.files();
        let decode_one = |index: usize, source: &Source, own_repository: Option<&str>| {
            let file = FileId(u32::try_from(index).unwrap_or(u32::MAX));
            match unreadable.get(&source.path) {
                None => decode_file(file, source, own_repository),
                Some(unreadable) => (Record::None, vec![unreadable.problem(file)]),
            }
        };
        // What is wrong with a number in the others depends on the group's repository.
        let workgroup = records.iter().position(|source| source.path == WORKGROUP);
        let workgroup = workgroup.map(|index| (index, decode_one(index, &records[index], None)));
        let own_repository = match &workgroup {
            Some((_, (Record::Workgroup(workgroup), _))) => {
                workgroup.repository.as_ref().map(|name| name.value.clone())
            }
            _ => None,
        };
        let is_decoded = |index: usize| workgroup.as_ref().is_some_and(|(at, _)| *at == index);
        let one = |(index, source): (usize, &Source)| match is_decoded(index) {
            true => (Record::None, Vec::new()),
            false => decode_one(index, source, own_repository.as_deref()),
        };
        let mut decoded: Vec<(Record, Vec<Problem>)> = if records.len() < WORTH_THREADS {
            records.iter().enumerate().map(one).collect()
        } else {
            records.par_iter().enumerate().map(one).collect()
        };
        if let Some((index, record)) = workgroup {
            decoded[index] = record;
        }
        let mut group = Group {
            sources: Sources::default(),
            workgroup: None,
            proposals: Vec::new(),
            meetings: Vec::new(),
            github: Github::default(),
            templates,
            unreadable_templates,
            missing_templates: BTreeSet::new(),
            problems: Vec::new(),
            all_proposals_read: true,
            all_meetings_read: true,
        };
        for ((record, mut problems), source) in decoded.into_iter().zip(records) {
            match record {
                Record::None if source.path.starts_with("backlog/") => group.all_proposals_read = false,
                Record::None if source.path.starts_with("minutes/") => group.all_meetings_read = false,
                Record::None => {}
                Record::Proposal(proposal) => group.proposals.push(*proposal),
                Record::Meeting(meeting) => group.meetings.push(*meeting),
                Record::Workgroup(workgroup) => group.workgroup = Some(*workgroup),
                Record::Github(github) => group.github = github,
            }
            problems.sort_by_key(|problem| (problem.place.start, problem.place.end));
            group.problems.append(&mut problems);
        }
        group.proposals.sort_by(|a, b| a.slug.cmp(&b.slug));
        group.meetings.sort_by(|a, b| (a.date.value, &a.stem).cmp(&(b.date.value, &b.stem)));
        group.sources = sources;
        // Files that are on no disk have no root.
        if !root.as_os_str().is_empty() {
            group.missing_templates = template_files::missing(&group.proposals, root.as_path());
        }
        group
    }
}

fn is_record(name: &str) -> bool {
    !name.starts_with('.') && (name.ends_with(".yaml") || name.ends_with(".yml"))
}
