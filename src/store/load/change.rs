//! Files with a change of a command.

use super::Files;
use crate::source::Source;
use crate::store::disk::BYTE_ORDER_MARK;
use std::sync::Arc;

impl Files {
    /// The record at a path from the root.
    pub fn find_record(&self, path: &str) -> Option<&Source> {
        self.records.find_file(path).map(|id| self.records.file(id))
    }

    /// Whether a file was read as text.
    pub fn is_text(&self, path: &str) -> bool {
        !self.unreadable.contains_key(path)
    }

    /// The bytes of a file with this text: a byte order mark is restored.
    pub fn encode_text(&self, path: &str, text: &str) -> Vec<u8> {
        let mark = self.with_bom.contains(path).then_some(BYTE_ORDER_MARK);
        mark.into_iter().collect::<String>().into_bytes().into_iter().chain(text.bytes()).collect()
    }

    /// The same files with one of them created or changed: what a command is about to write.
    pub fn with_record(&self, path: &str, text: String) -> Self {
        let mut files = self.clone();
        if let Some(decoded) = &mut files.decoded {
            Arc::make_mut(decoded).insert(path.to_owned());
        }
        let records = files.records.files_mut();
        match records.binary_search_by(|record| record.path.as_str().cmp(path)) {
            Ok(index) => records[index].text = text,
            Err(index) => records.insert(index, Source { path: path.to_owned(), text }),
        }
        files
    }

    /// The same files without one of them.
    pub fn without_record(&self, path: &str) -> Self {
        let mut files = self.clone();
        files.records.files_mut().retain(|record| record.path != path);
        files.unreadable.remove(path);
        files.with_bom.remove(path);
        files
    }
}
