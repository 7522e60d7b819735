//! The peak memory of `backlog check`, as the Linux kernel counts it.

use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// The peak in MiB while the records at `root` are checked; `None` where the system does not report it.
///
/// # Errors
/// When the program cannot be run.
pub fn measure_check_peak(root: &Path, today: &str) -> Result<Option<f64>, Box<dyn Error>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backlog"));
    command.arg("-C").arg(root).arg("check").env("BACKLOG_TODAY", today);
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    // The high-water mark disappears with the process, so it is read until then.
    while child.try_wait()?.is_none() {
        peak = read_peak(&status).or(peak);
        std::thread::sleep(Duration::from_millis(1));
    }
    Ok(peak)
}

fn read_peak(status: &str) -> Option<f64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes / 1_024.0)
}
