//! Start-up: the wall time of a whole process, against a Rust program that prints one word.

use crate::Figure;
use crate::cost::{backlog_command, format_ratio, measure_command, measure_in_turns};
use crate::folders::OWN_DAY;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

const ROUNDS: usize = 201;

/// `--version`, and `check` on the project's own records.
pub fn measure_start_up(hello: &Path) -> Result<Vec<Figure>, Box<dyn Error>> {
    let run = |argument: &str| {
        measure_command(&mut backlog_command(Path::new(env!("CARGO_MANIFEST_DIR")), OWN_DAY, &[argument]))
    };
    let costs = measure_in_turns(
        &[
            ("hello", Box::new(|| measure_command(&mut Command::new(hello)))),
            ("--version", Box::new(|| run("--version"))),
            ("check", Box::new(|| run("check"))),
        ],
        ROUNDS,
    )?;
    let figure = |name: &str, what: &str, aim| {
        let label = format!("{what}, wall / hello world");
        Figure::new(&label, format_ratio(costs[name].wall, costs["hello"].wall), aim)
    };
    Ok(vec![figure("--version", "`--version`", "2"), figure("check", "`check` of our own records", "8")])
}

/// The program to compare with.
pub fn build_hello_world() -> Result<PathBuf, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (source, program) = (folder.join("hello.rs"), folder.join("hello"));
    std::fs::write(&source, "fn main() { println!(\"hello\"); }\n")?;
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let built = Command::new(compiler).arg("-O").arg("-o").arg(&program).arg(&source).status()?;
    if built.success() { Ok(program) } else { Err("rustc could not build the hello world".into()) }
}
