//! Runs a command and measures its CPU time and peak memory, as Linux counts them.

use crate::program::copy_group;
use std::fs::File;
use std::io::{Read, Seek};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// The limits of one command. Users run the optimized program; a build for tests checks more and is slower.
struct Limits {
    cpu: Duration,
    mebibytes: u64,
}

/// The optimized program, if `BACKLOG_OPTIMIZED` names it, as with `.ci/run --all`.
fn optimized_program() -> Option<PathBuf> {
    std::env::var_os("BACKLOG_OPTIMIZED").map(PathBuf::from)
}

/// Whether the optimized program is measured.
pub fn measures_optimized() -> bool {
    optimized_program().is_some()
}

/// The exit status, output and cost of a command.
pub struct Completed {
    pub code: i32,
    pub output: String,
    cpu: Duration,
    mebibytes: u64,
}

/// Runs a command, which has to end within the limits, by itself and without a signal.
pub fn run_within_limits(root: &Path, arguments: &[&str]) -> Completed {
    run_best_of_three(root, arguments).unwrap_or_else(|wrong| panic!("{arguments:?} {wrong}"))
}

/// The error is a phrase about the command.
fn run_best_of_three(root: &Path, arguments: &[&str]) -> Result<Completed, String> {
    let limits = match measures_optimized() {
        true => Limits { cpu: Duration::from_secs(1), mebibytes: 200 },
        false => Limits { cpu: Duration::from_secs(30), mebibytes: 500 },
    };
    let mut took = Vec::new();
    // Another process may have kept the machine busy.
    for _ in 0..3 {
        let ended = run_measured(root, arguments)?;
        if ended.cpu <= limits.cpu && ended.mebibytes <= limits.mebibytes {
            return Ok(ended);
        }
        took.push(format!("{:?} and {} MiB", ended.cpu, ended.mebibytes));
    }
    Err(format!("takes more than {:?} or {} MiB: {took:?}", limits.cpu, limits.mebibytes))
}

fn run_measured(root: &Path, arguments: &[&str]) -> Result<Completed, String> {
    let program = optimized_program().unwrap_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_backlog")));
    let mut command = Command::new(program);
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.arg("-C").arg(root).args(["--today", "2026-04-10"]).args(arguments).stdin(Stdio::null());
    let [mut out, mut err] = [(); 2].map(|()| tempfile::tempfile().unwrap());
    command.stdout(out.try_clone().unwrap()).stderr(err.try_clone().unwrap());
    let begun = Instant::now();
    let mut child = command.spawn().unwrap();
    let (mut cpu, mut mebibytes) = (Duration::ZERO, 0);
    let status: ExitStatus = loop {
        cpu = cpu_time(child.id()).unwrap_or(cpu).max(cpu);
        mebibytes = peak_mebibytes(child.id()).unwrap_or_default().max(mebibytes);
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if begun.elapsed() > Duration::from_secs(180) {
            child.kill().unwrap();
            child.wait().unwrap();
            return Err(format!("has not ended after {cpu:?} of CPU time, with {mebibytes} MiB"));
        }
        std::thread::sleep(Duration::from_millis(1));
    };
    let output = first_bytes(&mut out) + &first_bytes(&mut err);
    let Some(code) = status.code() else { return Err(format!("ended by signal {:?}: {output}", status.signal())) };
    match code <= 2 && !output.contains("panicked") && !output.contains(super::SECRET) {
        true => Ok(Completed { code, output, cpu, mebibytes }),
        false => Err(format!("ended with {code}: {output}")),
    }
}

/// The beginning of the output.
fn first_bytes(file: &mut File) -> String {
    let mut bytes = Vec::new();
    file.rewind().unwrap();
    file.take(1 << 20).read_to_end(&mut bytes).unwrap();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// In user and system mode.
fn cpu_time(process: u32) -> Option<Duration> {
    let text = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let fields: Vec<&str> = text.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    // A hundred per second, on every Linux.
    Some(Duration::from_millis(10 * ticks))
}

/// In MiB; nothing once the process has ended.
fn peak_mebibytes(process: u32) -> Option<u64> {
    let text = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? >> 10)
}

/// The commands that read the records, and one that writes.
pub const COMMANDS: [&[&str]; 9] = [
    &["check"],
    &["render", "--check"],
    &["status"],
    &["status", "--stats"],
    &["minutes", "2026-04-07"],
    &["table"],
    &["calendar"],
    &["mail", "minutes", "2026-04-07", "--from", "chair@example.org", "--to", "list@example.org"],
    &["note", "14", "A word.", "--meeting", "2026-04-07"],
];

/// Runs every command on a changed copy of the small repository: each ends within the limits, with exit status 0, 1 or
/// 2.
pub fn run_each(name: &str, change: impl Fn(&Path)) {
    let copy = copy_group();
    change(copy.path());
    for arguments in COMMANDS {
        run_best_of_three(copy.path(), arguments).unwrap_or_else(|wrong| panic!("{name}: {arguments:?} {wrong}"));
    }
}
