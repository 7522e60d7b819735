//! The files that `init` writes.

use crate::cli::session::Session;
use crate::error::Error;
use crate::record::step::plan_texts;
use crate::render::outputs;
use crate::source::Source;
use crate::store::load::{self, Files};
use std::path::Path;

/// A configuration file of git.
struct GitFile {
    path: &'static str,
    lines: &'static [&'static str],
    /// Whether the lines go first: of two lines about a file the later one wins, and that should be the group's own.
    is_first: bool,
}

const GIT_FILES: [GitFile; 2] = [
    GitFile { path: ".gitignore", lines: &[".backlog-*"], is_first: false },
    // Other line ends in a working copy would make every generated file look changed. Calendars have their own.
    GitFile {
        path: ".gitattributes",
        lines: &[
            "* text=auto eol=lf",
            "*.ics -text",
            "minutes/*.md linguist-generated",
            "backlog/README.md linguist-generated",
            "schema/*.json linguist-generated",
        ],
        is_first: true,
    },
];

/// A file to write.
pub struct PlannedFile {
    /// From the root.
    pub path: String,
    /// Its present bytes, which need not be UTF-8; `None` when it does not exist.
    pub read: Option<Vec<u8>>,
    pub text: Vec<u8>,
}

/// The files of a new group in the order of writing: the records come last, and of these `workgroup.yaml`. It makes the
/// folder a repository, so an interrupted `init` can be run again.
///
/// # Errors
/// [`Error::Exists`] when one of the new files exists.
pub fn plan_files(root: &Path, new_files: Vec<Source>) -> Result<Vec<PlannedFile>, Error> {
    let mut planned = Vec::new();
    for GitFile { path, lines, is_first } in GIT_FILES {
        let read = load::read_optional_bytes(root, path)?;
        let there = read.as_deref().unwrap_or_default();
        if let Some(text) = add_missing_lines(there, lines, is_first) {
            planned.push(PlannedFile { path: path.to_owned(), read, text });
        }
    }
    for Source { path, text } in new_files {
        if root.join(&path).exists() {
            return Err(Error::Exists(path.into()));
        }
        planned.push(PlannedFile { path, read: None, text: text.into_bytes() });
    }
    Ok(planned)
}

/// The records of a new group, after their minutes and table. The rules check them first.
///
/// # Errors
/// [`Error::Refused`] when a record breaks a rule or cannot be read.
pub fn add_generated(records: Vec<Source>, session: &mut Session) -> Result<Vec<Source>, Error> {
    let group = plan_texts(&Files::default().into(), &records, session.clock)?.after.group;
    let Some(workgroup) = &group.workgroup else { return Ok(records) };
    let mut views = session.new_views(&group, workgroup);
    views.generated = Some(std::collections::BTreeMap::new());
    let missing = outputs::find_outdated(&views)?;
    let texts = outputs::generate_texts(&missing, &views)?;
    let files = missing.into_iter().zip(texts);
    let generated = files.filter_map(|(file, text)| Some(Source { path: file.path, text: text? }));
    Ok(generated.chain(records).collect())
}

/// A file with its missing lines added at the beginning or the end; `None` when none are missing.
fn add_missing_lines(there: &[u8], lines: &[&str], is_first: bool) -> Option<Vec<u8>> {
    let text = String::from_utf8_lossy(there);
    let missing: Vec<&str> = lines.iter().copied().filter(|line| !text.lines().any(|it| it.trim() == *line)).collect();
    if missing.is_empty() {
        return None;
    }
    let missing: String = missing.iter().map(|line| format!("{line}\n")).collect();
    let missing = missing.into_bytes();
    let end: &[u8] = if there.is_empty() || there.ends_with(b"\n") { b"" } else { b"\n" };
    Some(if is_first { [&missing, there].concat() } else { [there, end, &missing].concat() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::out::{ColorWhen, Out};

    #[test]
    fn a_record_that_cannot_be_read_is_refused() {
        let mut session = Session::new(Out::for_process(ColorWhen::Never), None, None);
        let mut add = |text: &str| {
            let record = Source { path: load::WORKGROUP.to_owned(), text: text.to_owned() };
            add_generated(vec![record], &mut session).map(|files| files.len())
        };
        assert!(matches!(add("name: Harbor\n"), Ok(1)));
        assert!(matches!(add(&format!("name: {}\n", "a".repeat(513))), Err(Error::Refused { .. })));
    }
}
