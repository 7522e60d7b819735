//! Writes the seeds of a target into a folder: `seeds TARGET FOLDER`.

// The instrumented library calls it.
use libfuzzer_sys as _;
use std::path::{Path, PathBuf};

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [target, folder] = &arguments[..] else { panic!("usage: seeds TARGET FOLDER") };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (name, input) in backlog_fuzz::seeds::seeds(target, &root) {
        let path: PathBuf = [folder.as_str(), &name.replace('/', "-")].iter().collect();
        std::fs::write(path, input).unwrap();
    }
}
