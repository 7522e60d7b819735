//! Files are written whole or not at all.

use super::*;

#[test]
fn a_new_file_is_never_written_over_another() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("minutes/2026-02-12.yaml");
    let target = SaveTarget::in_repository(folder.path(), "minutes/2026-02-12.yaml").unwrap();
    create_file(&target, b"a\n").unwrap();
    assert!(matches!(create_file(&target, b"b\n"), Err(Error::Exists(_))));
    assert!(matches!(replace_file(&target, Some(b"x\n"), b"b\n"), Err(Error::Changed(_))));
    assert!(matches!(replace_file(&target, None, b"b\n"), Err(Error::Changed(_))));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "a\n");
    replace_file(&target, Some(b"a\n"), b"b\n").unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "b\n");
    let left: Vec<_> = std::fs::read_dir(path.parent().unwrap()).unwrap().collect();
    assert_eq!(left.len(), 1, "no temporary file is left");
}

#[test]
fn a_prepared_text_does_not_replace_a_file_that_changed_meanwhile() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("f");
    std::fs::write(&path, "a").unwrap();
    let target = SaveTarget::in_repository(folder.path(), "f").unwrap();
    let prepared = Replacement::prepare(target, Some(b"a"), b"b").unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"a", "nothing is written yet");
    std::fs::write(&path, "theirs").unwrap();
    assert!(matches!(prepared.commit_text(), Err(Error::Changed(_))));
    assert_eq!(std::fs::read(&path).unwrap(), b"theirs");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
}

#[cfg(windows)]
#[test]
fn a_file_that_another_program_holds_open_stays_as_it_is() {
    use std::os::windows::fs::OpenOptionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("f");
    std::fs::write(&path, "a").unwrap();
    let target = SaveTarget::in_repository(folder.path(), "f").unwrap();
    let reader = std::fs::OpenOptions::new().read(true).share_mode(1).open(&path).unwrap();
    assert!(matches!(replace_file(&target, Some(b"a"), b"b"), Err(Error::Io { .. })));
    drop(reader);
    assert_eq!(std::fs::read(&path).unwrap(), b"a");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "no temporary file is left");
    replace_file(&target, Some(b"a"), b"b").unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"b");
}

#[cfg(unix)]
#[test]
fn a_link_and_the_mode_are_kept() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real"), folder.path().join("link"));
    std::fs::write(&real, "a").unwrap();
    std::fs::set_permissions(&real, PermissionsExt::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    replace_file(&SaveTarget::in_repository(folder.path(), "link").unwrap(), Some(b"a"), b"b").unwrap();
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert_eq!(std::fs::read_to_string(&real).unwrap(), "b");
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
}

#[cfg(unix)]
#[test]
fn no_link_leads_a_write_out_of_the_repository() {
    use std::os::unix::fs::symlink;
    let (root, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::fs::write(outside.path().join("f.md"), "theirs").unwrap();
    symlink(outside.path(), root.path().join("minutes")).unwrap();
    symlink(outside.path().join("f.md"), root.path().join("f.md")).unwrap();
    std::fs::create_dir(root.path().join(".backlog")).unwrap();
    symlink(outside.path().join("lock"), root.path().join(".backlog").join(LOCK)).unwrap();
    let inside = |path| SaveTarget::in_repository(root.path(), path).unwrap();
    for path in ["minutes/a.md", "minutes/b/c/a.md"] {
        assert!(matches!(create_file(&inside(path), b"x"), Err(Error::Outside(_))), "{path}");
    }
    for path in ["f.md", "minutes/f.md"] {
        assert!(matches!(replace_file(&inside(path), Some(b"theirs"), b"x"), Err(Error::Outside(_))), "{path}");
    }
    assert!(matches!(take_lock(root.path()), Err(Error::Outside(_))));
    assert_eq!(std::fs::read_to_string(outside.path().join("f.md")).unwrap(), "theirs");
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 1, "nothing was made there");
    create_file(&SaveTarget::from_user_path(&root.path().join("minutes/named.md")), b"x").unwrap();
}

#[test]
fn what_is_replaced_is_compared_by_its_bytes() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("f"), b"caf\xe9").unwrap();
    let target = SaveTarget::in_repository(folder.path(), "f").unwrap();
    let lossy = "caf\u{fffd}".as_bytes();
    assert!(matches!(replace_file(&target, Some(lossy), b"x"), Err(Error::Changed(_))));
}
