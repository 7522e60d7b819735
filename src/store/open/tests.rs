//! Links, files that change, and what is not a file.

use super::*;
use std::os::unix::fs::symlink;

/// A repository's folder, and one next to it.
fn make_folders() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let all = tempfile::tempdir().unwrap();
    let path = all.path().canonicalize().unwrap();
    let (root, other) = (path.join("root"), path.join("other"));
    std::fs::create_dir_all(root.join("minutes")).unwrap();
    std::fs::create_dir(&other).unwrap();
    std::fs::write(other.join("secret"), "key").unwrap();
    std::fs::write(root.join("minutes/a.yaml"), "a").unwrap();
    (all, root, other)
}

#[test]
fn a_link_may_lead_to_a_file_inside_only() {
    let (_all, root, other) = make_folders();
    symlink("minutes/a.yaml", root.join("b.yaml")).unwrap();
    symlink(other.join("secret"), root.join("c.yaml")).unwrap();
    symlink(&other, root.join("backlog")).unwrap();
    symlink("nowhere", root.join("d.yaml")).unwrap();
    assert_eq!(read_inside(&root, "minutes/a.yaml").unwrap(), Some(b"a".to_vec()));
    assert_eq!(read_inside(&root, "b.yaml").unwrap(), Some(b"a".to_vec()));
    assert!(matches!(read_inside(&root, "c.yaml"), Err(ReadError::OutsideRepository)));
    assert!(matches!(read_inside(&root, "backlog/secret"), Err(ReadError::OutsideRepository)));
    assert!(matches!(Folder::open(&root, "backlog"), Err(ReadError::OutsideRepository)));
    assert!(matches!(read_inside(&root, "d.yaml"), Err(ReadError::DanglingLink)));
    assert_eq!(read_inside(&root, "e.yaml").unwrap(), None);
    assert!(Folder::open(&root, "templates").unwrap().is_none());
    let mut names = Folder::open(&root, "").unwrap().unwrap().list_files(|_| true).unwrap();
    names.sort();
    assert_eq!(names, ["b.yaml", "backlog/", "c.yaml", "d.yaml", "minutes/a.yaml"], "a link is not entered");
}

#[test]
fn a_file_is_read_as_it_is_after_the_look_at_it() {
    let (_all, root, _) = make_folders();
    symlink("a.yaml", root.join("minutes/link.yaml")).unwrap();
    let minutes = Folder::open(&root, "minutes").unwrap().unwrap();
    let [file, link, missing] = ["a.yaml", "link.yaml", "b.yaml"].map(|name| (name, minutes.look_at(name)));
    assert_eq!([file, link, missing].map(|(_, look)| (look.length, look.is_link)), [(1, false), (1, true), (0, true)]);
    let read = |(name, look)| minutes.read_file(name, look, 4);
    assert_eq!(
        [read(file).unwrap(), read(link).unwrap(), read(missing).unwrap()],
        [Some(b"a".into()), Some(b"a".into()), None]
    );
    std::fs::write(root.join("minutes/a.yaml"), "longer").unwrap();
    assert!(matches!(read(file), Err(ReadError::TooLarge(6, 4))));
    std::fs::remove_file(root.join("minutes/a.yaml")).unwrap();
    assert_eq!(read(file).unwrap(), None);
    assert!(matches!(read(link), Err(ReadError::DanglingLink)));
    std::fs::create_dir(root.join("minutes/a.yaml")).unwrap();
    assert!(matches!(read(file), Err(ReadError::NotAFile("a folder"))));
}

#[test]
fn what_is_not_a_file_or_never_ends_is_not_read() {
    let (_all, root, _) = make_folders();
    let pipe = root.join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    assert!(matches!(read_inside(&root, "pipe"), Err(ReadError::NotAFile("a pipe or a device"))));
    assert!(matches!(read_regular(Path::new("/dev/zero")), Err(ReadError::NotAFile(_))));
    assert!(matches!(read_inside(&root, "minutes"), Err(ReadError::NotAFile("a folder"))));
    let huge = File::create(root.join("huge")).unwrap();
    huge.set_len(OTHER_BYTES as u64 + 1).unwrap();
    assert!(matches!(read_inside(&root, "huge"), Err(ReadError::TooLarge(8_388_609, OTHER_BYTES))));
    huge.set_len(OTHER_BYTES as u64).unwrap();
    assert_eq!(read_inside(&root, "huge").unwrap().map(|bytes| bytes.len()), Some(OTHER_BYTES));
}
