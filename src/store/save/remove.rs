//! A file that goes, if it is still what was read.

use super::{Target, folder_of, sync_folder};
use crate::error::Error;

/// Removes a file of which these bytes were read; of a link, the link.
///
/// # Errors
/// [`Error::Changed`] when it is no longer what was read, [`Error::Outside`] when a link leads out of the repository,
/// [`Error::Io`] when it cannot be removed; it stands then.
pub fn remove(target: &Target, read: &[u8]) -> Result<(), Error> {
    let real = target.real(&target.path)?;
    target.is_still(&real, read)?;
    std::fs::remove_file(&target.path).map_err(|source| target.failed(source))?;
    sync_folder(&folder_of(&target.path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_read_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.yaml");
        std::fs::write(&path, "new").unwrap();
        let target = Target::inside(folder.path(), "a.yaml").unwrap();
        assert!(matches!(remove(&target, b"old"), Err(Error::Changed(_))));
        assert!(path.exists());
        remove(&target, b"new").unwrap();
        assert!(!path.exists());
        assert!(matches!(remove(&target, b"new"), Err(Error::Io { .. })));
    }
}
