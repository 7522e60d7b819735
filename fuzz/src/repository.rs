//! A repository in one input: its files one after the other, each after a line with its path.

use backlog::model::group::Group;
use backlog::model::when::When;
use backlog::source::{Place, Sources};
use backlog::store::layout::{FileUse, file_use};
use backlog::store::load::Files;
use backlog::view::Views;
use backlog::view::moment::Now;
use std::collections::BTreeMap;
use std::path::Path;

/// The beginning of the line before a file.
pub const HEADER: &str = "%%% ";

/// Today in every target; the seeds have calls before and after it.
const TODAY: &str = "2026-03-20";

/// The group whose files are in the input. Files of other names are ignored, as they are on a disk.
pub fn read_group(input: &[u8]) -> Group {
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut path = None;
    for line in input.split_inclusive(|byte| *byte == b'\n') {
        if let Some(name) = line.strip_prefix(HEADER.as_bytes()) {
            let name = String::from_utf8_lossy(name).trim_end_matches('\n').to_owned();
            path = Some(name).filter(|name| file_use(name) != FileUse::Nothing && !files.contains_key(name));
            files.extend(path.iter().map(|path| (path.clone(), Vec::new())));
        } else if let Some(file) = path.as_ref().and_then(|path| files.get_mut(path)) {
            file.extend(line);
        }
    }
    decode(files.into_iter().collect())
}

/// Decodes a group from files in memory.
pub fn decode(files: Vec<(String, Vec<u8>)>) -> Group {
    Files::from_bytes(Path::new(""), files).decode_group()
}

/// The views of a group whose `workgroup.yaml` can be read.
pub fn views(group: &Group) -> Option<Views<'_>> {
    let workgroup = group.workgroup.as_ref()?;
    let today = When::parse(TODAY).unwrap();
    Some(Views::new(group, workgroup, Now::from_when(today, workgroup.timezone)))
}

/// A place is inside its file.
pub fn assert_inside(place: &Place, sources: &Sources) {
    let source = sources.file(place.file);
    assert!(source.text.get(place.range()).is_some(), "{place:?} is not inside {}", source.path);
}
