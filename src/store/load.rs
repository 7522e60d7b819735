//! A repository's files, read from the disk.

mod change;
pub mod focus;
mod group;
mod outline;

use crate::error::Error;
use crate::source::{Source, Sources};
use crate::store::disk::{Content, UnreadableText, decode_content};
use crate::store::layout::{
    BACKLOG_MD, BACKLOG_MD_HELP, FileUse, file_use, is_misspelled_folder, misspelled_workgroup,
};
use crate::store::limits::{FOLDER_BYTES, FOLDER_FILES, LINKED_BYTES, Limits};
use crate::store::open::{FileLook, Folder, read_inside, read_regular, read_start_inside};
use crate::store::read_error::{FileBytes, ReadError};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use crate::store::layout::WORKGROUP;

/// Fewer files than this are read or decoded by one thread, because starting more takes longer.
const MIN_PARALLEL_FILES: usize = 64;

/// The files of a repository as they are on the disk.
#[derive(Debug, Clone, Default)]
pub struct Files {
    /// The folder with `workgroup.yaml`.
    pub root: PathBuf,
    /// Records and `github.yaml`, ordered by path. Invalid UTF-8 is replaced by U+FFFD.
    records: Sources,
    /// The group's own templates, by file name.
    templates: BTreeMap<String, String>,
    /// Why templates cannot be read as text, by file name.
    unreadable_templates: BTreeMap<String, String>,
    /// Why files cannot be read as text, by path.
    unreadable: BTreeMap<String, UnreadableText>,
    /// Files with a byte order mark before their text, by path.
    with_bom: BTreeSet<String>,
    /// The paths of the records to decode; `None` for all.
    decoded: Option<Arc<HashSet<String>>>,
}

/// The folder of the repository that `from` is in: the nearest one with a `workgroup.yaml`.
///
/// # Errors
/// [`Error::NoRepository`] when no folder up to the root of the file system has one.
pub fn find_root(from: &Path) -> Result<PathBuf, Error> {
    let missing = |_| Error::NoRepository(from.to_owned());
    let start = from.canonicalize().map_err(missing)?;
    // Whatever it is: if it is not a file, that is a finding, and the records of a folder above are not read.
    let root = start.ancestors().find(|folder| folder.join(WORKGROUP).symlink_metadata().is_ok());
    if let Some(root) = root {
        return Ok(root.to_owned());
    }
    if let Some(path) = start.ancestors().find_map(misspelled_workgroup) {
        return Err(Error::Misnamed { path, expected: WORKGROUP });
    }
    start.ancestors().try_for_each(refuse_backlog_md)?;
    Err(Error::NoRepository(start))
}

/// Refuses a folder of Backlog.md, whose program has the same name as ours and keeps its tasks in `backlog/`, too.
///
/// # Errors
/// When the folder has the settings of Backlog.md.
pub fn refuse_backlog_md(folder: &Path) -> Result<(), Error> {
    let settings = folder.join(BACKLOG_MD);
    if !settings.exists() {
        return Ok(());
    }
    let message = format!("{} belongs to Backlog.md, another program", settings.display());
    Err(Error::usage(message, BACKLOG_MD_HELP))
}

/// Reads every record of the repository at `root`. A file that cannot be read is a problem of the group.
///
/// # Errors
/// [`Error::Io`] when `root` is not a folder.
pub fn read_files(root: &Path) -> Result<Files, Error> {
    let root = &root.canonicalize().map_err(|source| Error::Io { action: "read", path: root.to_owned(), source })?;
    let contents = ["", "backlog", "minutes", "templates"].into_iter().flat_map(|folder| {
        let blocked = |reason| vec![(folder.to_owned(), decode_content(Err(reason)))];
        read_folder(root, folder).unwrap_or_else(blocked)
    });
    Ok(Files::from_contents(root, contents))
}

/// Reads the files that are used in a folder, by its path from the root. The path is empty for the root itself, of
/// which only those folders are entered that are not read by another call.
fn read_folder(root: &Path, folder: &str) -> Result<Vec<(String, Content)>, ReadError> {
    let Some(opened) = Folder::open(root, folder)? else { return Ok(Vec::new()) };
    let (lead, enters): (String, fn(&str) -> bool) = match folder {
        "" => (String::new(), is_misspelled_folder),
        _ => (format!("{folder}/"), |_| true),
    };
    let names = opened.list_files(enters)?;
    let listed = map_files(&names, |name| ListedFile::look_at(name, &lead, &opened));
    let mut files: Vec<ListedFile> = listed.into_iter().flatten().collect();
    if !folder.is_empty() {
        check_limits(&files)?;
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    // Two names that are not UTF-8 may look the same.
    files.dedup_by(|a, b| a.path == b.path);
    let contents = map_files(&files, |file| {
        let bytes = match file.file_use {
            FileUse::Unread => Ok(Vec::new()),
            _ => opened.read_file(file.name, file.look, file.limit()).transpose()?,
        };
        Some((file.path.clone(), decode_content(bytes)))
    });
    Ok(contents.into_iter().flatten().collect())
}

/// A file of the program in a folder, before it is read.
pub(super) struct ListedFile<'n> {
    /// Its path from the folder.
    name: &'n str,
    /// Its path from the root.
    path: String,
    file_use: FileUse,
    look: FileLook,
}

impl<'n> ListedFile<'n> {
    /// `None` for a file that is not one of the program's. `lead` is the path of the folder, with a slash.
    pub(super) fn look_at(name: &'n str, lead: &str, folder: &Folder) -> Option<Self> {
        let path = format!("{lead}{name}");
        let file_use = file_use(&path);
        (file_use != FileUse::Nothing).then(|| Self { name, path, file_use, look: folder.look_at(name) })
    }

    /// No more bytes than these are read of it.
    fn limit(&self) -> usize {
        Limits::for_path(&self.path).file_bytes
    }
}

/// Refuses a folder with too many files, with too many bytes in its records, or in what its links lead to.
pub(super) fn check_limits(files: &[ListedFile]) -> Result<(), ReadError> {
    if files.len() > FOLDER_FILES {
        return Err(ReadError::TooManyFiles(files.len(), FOLDER_FILES));
    }
    let (mut bytes, mut linked) = (0, 0);
    for file in files.iter().filter(|file| file.file_use == FileUse::Record) {
        *(if file.look.is_link { &mut linked } else { &mut bytes }) += file.look.length.min(file.limit() as u64);
    }
    match () {
        () if bytes > FOLDER_BYTES as u64 => Err(ReadError::FolderTooLarge(bytes, FOLDER_BYTES)),
        () if linked > LINKED_BYTES as u64 => Err(ReadError::LinksTooLarge(linked, LINKED_BYTES)),
        () => Ok(()),
    }
}

/// What a function makes of each of some files, in their order; of many files on all cores.
fn map_files<'f, F: Sync, T: Send>(files: &'f [F], map: impl Fn(&'f F) -> T + Send + Sync) -> Vec<T> {
    if files.len() < MIN_PARALLEL_FILES { files.iter().map(map).collect() } else { files.par_iter().map(map).collect() }
}

/// Reads a generated file that may not exist. This program writes only UTF-8: a file that is not UTF-8 is read as an
/// empty text, which is not one of ours either.
///
/// # Errors
/// [`Error::Outside`] and [`Error::Io`] when it exists and is not read.
pub fn read_optional(root: &Path, path: &str) -> Result<Option<String>, Error> {
    let bytes = read_optional_bytes(root, path)?;
    Ok(bytes.map(|bytes| String::from_utf8(bytes).unwrap_or_default()))
}

/// Reads the first line of a generated file, without its line end. `None` if the file does not exist, or if its first
/// line is longer than any that this program writes.
///
/// # Errors
/// As [`read_optional`].
pub fn read_first_line(root: &Path, path: &str) -> Result<Option<String>, Error> {
    const LONGEST: usize = 1024;
    let bytes =
        read_start_inside(root, path, LONGEST).map_err(|blocked| blocked.into_error("read", root.join(path)))?;
    let bytes = bytes.unwrap_or_default();
    let line = bytes.iter().position(|byte| *byte == b'\n').and_then(|end| bytes.get(..end));
    Ok(line.and_then(|line| String::from_utf8(line.to_vec()).ok()))
}

/// Reads the bytes of a file of the repository that may not exist.
///
/// # Errors
/// As [`read_optional`].
pub fn read_optional_bytes(root: &Path, path: &str) -> Result<Option<Vec<u8>>, Error> {
    read_inside(root, path).map_err(|blocked| blocked.into_error("read", root.join(path)))
}

/// Reads the bytes of a file that the user named and that may not exist.
///
/// # Errors
/// [`Error::Io`] when it exists and cannot be read.
pub fn read_user_file(path: &Path) -> Result<Option<Vec<u8>>, Error> {
    match read_regular(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(ReadError::Io(error)) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(blocked) => Err(blocked.into_error("read", path.to_owned())),
    }
}

impl Files {
    /// Files that are not on the disk: paths with a [`file_use`], in any order, and bytes.
    pub fn from_bytes(root: &Path, files: Vec<(String, Vec<u8>)>) -> Self {
        Self::from_reads(root, files.into_iter().map(|(path, bytes)| (path, Ok(bytes))).collect())
    }

    /// The same, if some of them may be unreadable.
    pub(super) fn from_reads(root: &Path, files: Vec<(String, FileBytes)>) -> Self {
        Self::from_contents(root, files.into_iter().map(|(path, bytes)| (path, decode_content(bytes))))
    }

    fn from_contents(root: &Path, contents: impl Iterator<Item = (String, Content)>) -> Self {
        let mut files = Self { root: root.to_owned(), ..Self::default() };
        let mut records = Vec::new();
        for (path, Content { text, has_bom: marked, unreadable }) in contents {
            let template = path.strip_prefix("templates/").filter(|_| file_use(&path) == FileUse::Template);
            match (template, unreadable) {
                // Its output ends lines with a line feed, even if git has converted the template.
                (Some(name), None) => drop(files.templates.insert(name.to_owned(), text.replace("\r\n", "\n"))),
                (Some(name), Some(wrong)) => drop(files.unreadable_templates.insert(name.to_owned(), wrong.reason)),
                (None, wrong) => {
                    files.unreadable.extend(wrong.map(|wrong| (path.clone(), wrong)));
                    files.with_bom.extend(marked.then(|| path.clone()));
                    records.push(Source { path, text });
                }
            }
        }
        records.sort_by(|a, b| a.path.cmp(&b.path));
        files.records = Sources::new(records);
        files
    }

    /// Files that are not on the disk, for tests: the paths may be in any order.
    #[cfg(test)]
    pub fn from_texts(files: &[(&str, &str)]) -> Self {
        let bytes = |(path, text): &(&str, &str)| ((*path).to_owned(), text.as_bytes().to_vec());
        Self::from_bytes(Path::new(""), files.iter().map(bytes).collect())
    }
}
