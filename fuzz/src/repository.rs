//! A repository in one input: files below one another, each after a line with its path.

use backlog::model::group::Group;
use backlog::model::when::When;
use backlog::source::{Place, Sources};
use backlog::store::layout::{FileUse, file_use};
use backlog::store::load::Files;
use backlog::view::Views;
use backlog::view::moment::Now;
use std::collections::BTreeMap;
use std::path::Path;

/// What the line before a file begins with.
pub const HEADER: &str = "%%% ";

/// The day that is today in every target: calls of the seeds are before and after it.
const TODAY: &str = "2026-03-20";

/// The group whose files an input holds. Files of other names are left out, as they are on a disk.
pub fn read_group(input: &[u8]) -> Group {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut path = None;
    for line in input.split_inclusive(|byte| *byte == b'\n') {
        if let Some(named) = line.strip_prefix(HEADER.as_bytes()) {
            let named = String::from_utf8_lossy(named).trim_end_matches('\n').to_owned();
            path = Some(named).filter(|named| file_use(named) != FileUse::Nothing && !files.contains_key(named));
            files.extend(path.iter().map(|path| (path.clone(), Vec::new())));
        } else if let Some(file) = path.as_ref().and_then(|path| files.get_mut(path)) {
            file.extend(line);
        }
    }
    decode(files.into_iter().collect())
}

/// The group with these files, which are on no disk.
pub fn decode(files: Vec<(String, Vec<u8>)>) -> Group {
    Files::from_bytes(Path::new(""), files).decode_group()
}

/// The views of a group whose `workgroup.yaml` can be read.
pub fn views(group: &Group) -> Option<Views<'_>> {
    let workgroup = group.workgroup.as_ref()?;
    let today = When::parse(TODAY).unwrap();
    Some(Views::new(group, workgroup, Now::from_when(today, workgroup.timezone)))
}

/// A place is a piece of its file.
pub fn assert_inside(place: &Place, sources: &Sources) {
    let source = sources.file(place.file);
    assert!(source.text.get(place.range()).is_some(), "{place:?} is no place in {}", source.path);
}
