//! The first line of a record, which names its schema for editors.

use crate::report::schema::RecordKind;
use crate::source::Source;
use std::path::Path;

/// The text of a new record, preceded by the line that names its schema for editors if the repository has the schema.
pub fn add_modeline(root: &Path, record: &Source) -> String {
    let kind = RecordKind::from_path(&record.path);
    let line = if root.join(kind.path()).is_file() { kind.modeline() } else { String::new() };
    line + &record.text
}
