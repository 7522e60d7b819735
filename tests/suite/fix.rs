//! `check --fix` on the disk: bytes, links and modes.

use crate::program::{backlog_command, copy_group, read_files, run_command};

#[test]
fn a_fix_keeps_every_other_byte_and_hides_nothing() {
    let copy = copy_group();
    let root = copy.path().to_str().unwrap();
    let buoys = b"\xef\xbb\xbfname: Night Buoys\r\nissue: 65\r\nowners: BN   # for now";
    std::fs::write(copy.path().join("backlog/night-buoys.yaml"), buoys).unwrap();
    std::fs::write(copy.path().join("backlog/broken.yaml"), "name: [\n").unwrap();
    let before = read_files(copy.path());
    let fix = |options: &[&str]| {
        run_command(backlog_command(&["-C", root, "--today", "2026-04-10", "check", "--fix"]).args(options))
    };
    let (code, stdout, stderr) = fix(&["--dry-run"]);
    assert_eq!(code, Some(1), "a record that cannot be read is reported: {stderr}");
    assert!(stdout.contains("+owners: Beta Networks   # for now") && stdout.contains("broken.yaml"), "{stdout}");
    assert!(read_files(copy.path()) == before, "nothing is written");
    let (code, stdout, _) = fix(&[]);
    assert_eq!(code, Some(1));
    assert!(stdout.contains("backlog/night-buoys.yaml: BN is now Beta Networks (owners)\n"), "{stdout}");
    let bytes = std::fs::read(copy.path().join("backlog/night-buoys.yaml")).unwrap();
    let expected = b"\xef\xbb\xbfname: Night Buoys\r\nissue: 65\r\nowners: Beta Networks   # for now";
    assert_eq!(String::from_utf8_lossy(&bytes), String::from_utf8_lossy(expected));
    let is_fixed = |path: &String| {
        stdout.contains(&format!(
            "{}: ",
            path.trim_start_matches(root).trim_start_matches(['/', '\\']).replace('\\', "/")
        ))
    };
    let mut after = read_files(copy.path());
    after.retain(|path, bytes| before.get(path) != Some(bytes) && !path.ends_with(".backlog.lock"));
    assert!(after.keys().all(is_fixed), "only reported files were written: {:?}", after.keys());
    let fixed = read_files(copy.path());
    let (_, _, stderr) = fix(&[]);
    assert!(stderr.contains("nothing to fix") && read_files(copy.path()) == fixed, "{stderr}");
}

#[cfg(unix)]
#[test]
fn a_fix_keeps_links_and_modes_and_stays_inside() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let copy = copy_group();
    let root = copy.path().to_str().unwrap();
    let (path, real) = (copy.path().join("backlog/beacon-location.yaml"), copy.path().join("beacon.yaml"));
    let text = std::fs::read_to_string(&path).unwrap().replace("Beta Networks", "BN");
    std::fs::remove_file(&path).unwrap();
    std::fs::write(&real, &text).unwrap();
    std::fs::set_permissions(&real, PermissionsExt::from_mode(0o640)).unwrap();
    symlink(&real, &path).unwrap();
    let fix = || run_command(&mut backlog_command(&["-C", root, "--today", "2026-04-10", "check", "--fix"]));
    let (_, stdout, stderr) = fix();
    assert!(stdout.contains("BN is now Beta Networks (supporters)"), "{stdout}{stderr}");
    assert_eq!(std::fs::read_to_string(&real).unwrap(), text.replace("BN", "Beta Networks"));
    assert_eq!(std::fs::metadata(&real).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(path.symlink_metadata().unwrap().is_symlink());
    let outside = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(outside.path(), &text).unwrap();
    std::fs::remove_file(&path).unwrap();
    symlink(outside.path(), &path).unwrap();
    let (code, stdout, _) = fix();
    assert_eq!(code, Some(1));
    assert!(stdout.contains("the link leads out of the repository"), "{stdout}");
    assert_eq!(std::fs::read_to_string(outside.path()).unwrap(), text);
}

#[test]
fn a_name_in_the_message_of_an_error_makes_no_new_error() {
    let copy = copy_group();
    let root = copy.path().to_str().unwrap();
    let path = copy.path().join("workgroup.yaml");
    let workgroup = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, workgroup.replace("\nrules: { ", "\nrules: { duplicate-attendee: error, ")).unwrap();
    let call = copy.path().join("minutes/2026-04-21.yaml");
    std::fs::write(&call, "date: 2026-04-21\nattendance: { BN: [Delegate B, Delegate B] }\n").unwrap();
    let (code, stdout, stderr) =
        run_command(&mut backlog_command(&["-C", root, "--today", "2026-04-10", "check", "--fix"]));
    let text = std::fs::read_to_string(&call).unwrap();
    assert_eq!(text, "date: 2026-04-21\nattendance: { Beta Networks: [Delegate B, Delegate B] }\n", "{stderr}");
    assert!(code == Some(1) && stdout.contains("Delegate B is listed twice for Beta Networks"), "{stdout}");
}
