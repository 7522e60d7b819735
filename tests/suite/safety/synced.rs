//! What is on the disk when a command ends, and in which order it gets there.

use crate::outside;
use crate::program::{Repository, backlog_command};
use std::collections::BTreeSet;
use std::process::Command;

#[test]
fn an_import_syncs_every_record_before_it_gets_its_name_and_each_folder_once() {
    let Some(strace) = outside::find_tool("strace") else { return };
    let root = Repository::copy_of(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cmd/import-table.in"));
    let program = backlog_command(&["--today", "2026-04-10", "import", "table", "table.html.md"]);
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut traced = Command::new(strace);
    traced.args(["-f", "-y", "-qq", "-s", "4096", "-e", "trace=fsync,rename,renameat,renameat2,linkat", "-o"]);
    traced.arg(log.path()).arg(program.get_program()).args(program.get_args()).current_dir(root.path()).env_clear();
    assert!(traced.output().unwrap().status.success());
    let log = std::fs::read_to_string(log.path()).unwrap();
    let (mut synced, mut named, mut folders) = (BTreeSet::new(), 0, Vec::new());
    for line in log.lines() {
        let quoted: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
        if let Some((_, path)) = line.split_once("fsync(").and_then(|(_, call)| call.split_once('<')) {
            let path = path.split('>').next().unwrap();
            synced.insert(path);
            folders.extend(Some(path).filter(|path| named > 0 && !path.contains("/.backlog")));
        } else if let [from, to] = quoted[..]
            && to.ends_with(".yaml")
        {
            assert!(synced.contains(from), "{from} is not on the disk yet: {log}");
            assert_eq!(folders, [""; 0], "a folder is synced after all records: {log}");
            named += 1;
        }
    }
    assert!(named > 1, "{log}");
    let backlog = root.path().canonicalize().unwrap().join("backlog");
    assert_eq!(folders, [backlog.to_str().unwrap()], "{log}");
}
