//! The minutes that this program generated from a record that moves or goes.

use crate::error::Error;
use crate::render::minutes::MARKER;
use crate::render::outputs::minutes_path;
use crate::store::load;
use crate::store::repository::GroupRepository;
use crate::store::save::FileChange;

/// The removal of the minutes that this program generated from the file of a call, if they exist.
pub fn minutes_removal(repository: &GroupRepository, record: &str) -> Result<Option<FileChange>, Error> {
    let group = &repository.group;
    let Some(meeting) = group.meetings.iter().find(|meeting| group.sources.file(meeting.file).path == record) else {
        return Ok(None);
    };
    let (path, beginning) = (minutes_path(meeting), format!("{MARKER}minutes/{}.yaml", meeting.stem));
    let bytes = load::read_optional_bytes(&repository.files.root, &path)?;
    let bytes = bytes.filter(|bytes| bytes.starts_with(beginning.as_bytes()));
    Ok(bytes.map(|before| FileChange { path, before: Some(before), after: None }))
}
