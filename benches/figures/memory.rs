//! The peak memory of a command, as the Linux kernel counts it.

use std::error::Error;
use std::process::{Command, Stdio};
use std::time::Duration;

/// The peak in MiB while a command runs; empty where the system does not report it.
pub fn measure_peak(command: &mut Command) -> Result<String, Box<dyn Error>> {
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = None;
    // The high-water mark disappears with the process, so it is read until then.
    while child.try_wait()?.is_none() {
        peak = read_peak(&status).or(peak);
        std::thread::sleep(Duration::from_millis(1));
    }
    Ok(peak.map(|mebibytes| format!("{mebibytes:.0}")).unwrap_or_default())
}

fn read_peak(status: &str) -> Option<f64> {
    let text = std::fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes / 1_024.0)
}
