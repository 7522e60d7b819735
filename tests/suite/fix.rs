//! `check --fix` on the disk: bytes, links and modes.

use crate::program::copy_group;

#[test]
fn a_fix_keeps_every_other_byte_and_hides_nothing() {
    let copy = copy_group();
    copy.write("backlog/night-buoys.yaml", b"\xef\xbb\xbfname: Night Buoys\r\nissue: 65\r\nowners: BN   # for now");
    copy.write("backlog/broken.yaml", "name: [\n");
    let before = copy.files();
    let (code, stdout, stderr) = copy.run(&["check", "--fix", "--dry-run"]);
    assert_eq!(code, Some(1), "a record that cannot be read is reported: {stderr}");
    assert!(stdout.contains("+owners: Beta Networks   # for now") && stdout.contains("broken.yaml"), "{stdout}");
    assert!(copy.files() == before, "nothing is written");
    let (code, stdout, _) = copy.run(&["check", "--fix"]);
    assert_eq!(code, Some(1));
    assert!(stdout.contains("backlog/night-buoys.yaml: BN is now Beta Networks (owners)\n"), "{stdout}");
    let expected = "\u{feff}name: Night Buoys\r\nissue: 65\r\nowners: Beta Networks   # for now";
    assert_eq!(copy.read("backlog/night-buoys.yaml"), expected);
    let fixed = copy.files();
    let changed = fixed.iter().filter(|(path, bytes)| before.get(*path) != Some(*bytes));
    for (path, _) in changed {
        let path = path.to_str().unwrap().replace('\\', "/");
        assert!(stdout.contains(&format!("{path}: ")), "only reported files were written: {path}");
    }
    let (_, _, stderr) = copy.run(&["check", "--fix"]);
    assert!(stderr.contains("nothing to fix") && copy.files() == fixed, "{stderr}");
}

#[cfg(unix)]
#[test]
fn a_fix_keeps_links_and_modes_and_stays_inside() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let copy = copy_group();
    let (path, real) = (copy.path().join("backlog/beacon-location.yaml"), copy.path().join("beacon.yaml"));
    let text = copy.read(&path).replace("Beta Networks", "BN");
    std::fs::remove_file(&path).unwrap();
    copy.write(&real, &text);
    std::fs::set_permissions(&real, PermissionsExt::from_mode(0o640)).unwrap();
    symlink(&real, &path).unwrap();
    let (_, stdout, stderr) = copy.run(&["check", "--fix"]);
    assert!(stdout.contains("BN is now Beta Networks (supporters)"), "{stdout}{stderr}");
    assert_eq!(copy.read(&real), text.replace("BN", "Beta Networks"));
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(path.symlink_metadata().unwrap().is_symlink());
    let outside = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(outside.path(), &text).unwrap();
    std::fs::remove_file(&path).unwrap();
    symlink(outside.path(), &path).unwrap();
    let (code, stdout, _) = copy.run(&["check", "--fix"]);
    assert_eq!(code, Some(1));
    assert!(stdout.contains("the link leads out of the repository"), "{stdout}");
    assert_eq!(std::fs::read_to_string(outside.path()).unwrap(), text);
}

#[test]
fn a_name_in_the_message_of_an_error_makes_no_new_error() {
    let copy = copy_group();
    copy.replace("workgroup.yaml", "\nrules: { ", "\nrules: { duplicate-attendee: error, ");
    let call = "minutes/2026-04-21.yaml";
    copy.write(call, "date: 2026-04-21\nattendance: { BN: [Delegate B, Delegate B] }\n");
    let (code, stdout, stderr) = copy.run(&["check", "--fix"]);
    let fixed = "date: 2026-04-21\nattendance: { Beta Networks: [Delegate B, Delegate B] }\n";
    assert_eq!(copy.read(call), fixed, "{stderr}");
    assert!(code == Some(1) && stdout.contains("Delegate B is listed twice for Beta Networks"), "{stdout}");
}
