//! Start-up: the wall time of a whole process, against a Rust program that prints one word.

use crate::{FigureRow, median_time};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 201;
/// The day of the last call of the project's own records.
const TODAY: &str = "2026-02-12";

/// `--version`, and `check` on the project's own records.
///
/// # Errors
/// When a program cannot be built or run.
pub fn measure_start_up() -> Result<Vec<FigureRow>, Box<dyn Error>> {
    let hello = build_hello_world()?;
    let backlog = Path::new(env!("CARGO_BIN_EXE_backlog"));
    let arguments: [(&Path, &[&str]); 3] = [(&hello, &[]), (backlog, &["--version"]), (backlog, &["check"])];
    let mut times = [const { Vec::new() }; 3];
    for _ in 0..ROUNDS {
        for ((program, arguments), times) in arguments.iter().zip(&mut times) {
            times.push(time_run(program, arguments)?);
        }
    }
    let [hello, version, check] = times.map(median_time);
    let figure = |what: &str, ours, aim| FigureRow { label: what.to_owned(), ours, base: hello, target: Some(aim) };
    Ok(vec![
        figure("`--version`, wall, against hello world", version, 2.0),
        figure("`check` of our own records, wall, against hello world", check, 8.0),
    ])
}

fn build_hello_world() -> Result<PathBuf, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (source, program) = (folder.join("hello.rs"), folder.join("hello"));
    std::fs::write(&source, "fn main() { println!(\"hello\"); }\n")?;
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let built = Command::new(compiler).arg("-O").arg("-o").arg(&program).arg(&source).status()?;
    if built.success() { Ok(program) } else { Err("rustc could not build the hello world".into()) }
}

fn time_run(program: &Path, arguments: &[&str]) -> Result<Duration, Box<dyn Error>> {
    let mut command = Command::new(program);
    command.args(arguments).env("BACKLOG_TODAY", TODAY).current_dir(env!("CARGO_MANIFEST_DIR"));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    command.status()?;
    Ok(start.elapsed())
}
