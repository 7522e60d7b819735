//! Removal of a file that still has the bytes that were read.

use super::{SaveTarget, parent_folder};
use crate::error::Error;

/// Removes a file that still has these bytes; for a link, the link.
///
/// # Errors
/// [`Error::Changed`] when it has other bytes, [`Error::Outside`] when a link leads out of the repository,
/// [`Error::Io`] when it cannot be removed; it is preserved then.
pub fn remove_file(target: &SaveTarget, read: &[u8]) -> Result<(), Error> {
    let real = target.resolve_path(&target.path)?;
    target.check_unchanged(&real, read)?;
    std::fs::remove_file(&target.path).map_err(|source| target.write_error(source))?;
    target.sync_folder(&parent_folder(&target.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_read_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        std::fs::write(&path, "new").unwrap();
        let target = SaveTarget::in_repository(folder.path(), "a.yaml").unwrap();
        assert!(matches!(remove_file(&target, b"old"), Err(Error::Changed(_))));
        assert!(path.exists());
        remove_file(&target, b"new").unwrap();
        assert!(!path.exists());
        assert!(matches!(remove_file(&target, b"new"), Err(Error::Io { .. })));
    }
}
