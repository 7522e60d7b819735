//! Writes the repository of a made-up group in any size, for benchmarks and experiments: `cargo run --release --example
//! generate -- DIR [PROPOSALS] [MEETINGS]`.
//!
//! The same arguments give the same bytes. The records follow the procedure: `backlog check` finds no error as of the
//! day of the last call, which is printed.

mod repository;

use std::error::Error;
use std::io::Write as _;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let usage = "usage: generate DIR [PROPOSALS] [MEETINGS]";
    let (folder, counts) = arguments.split_first().filter(|(folder, _)| !folder.starts_with('-')).ok_or(usage)?;
    let count = |at: usize, usual: usize| counts.get(at).map_or(Ok(usual), |count| count.parse());
    let root = Path::new(folder);
    if root.join("workgroup.yaml").exists() {
        return Err(format!("{folder} holds a repository already").into());
    }
    if let Some(last) = repository::write(root, count(0, 1_000)?, count(1, 240)?)? {
        writeln!(std::io::stdout(), "{last}")?;
    }
    Ok(())
}
