//! The performance targets of the project, as ratios within one run: `cargo bench`, and `cargo bench -- --large` for
//! ten times the records. Nothing is asserted, because times vary.
//!
//! The sides of a comparison are measured in turns, and the median counts, so that a slow machine slows both sides.

#[path = "figures/imports.rs"]
mod imports;
#[path = "figures/memory.rs"]
mod memory;
#[path = "figures/records.rs"]
mod records;
#[path = "../examples/generate/repository/mod.rs"]
mod repository;
#[path = "figures/start_up.rs"]
mod start_up;

use std::error::Error;
use std::io::Write as _;
use std::time::Duration;

/// One line of the table.
pub struct FigureRow {
    label: String,
    ours: Duration,
    base: Duration,
    /// The largest ratio that the project aims for, if it has set one.
    target: Option<f64>,
}

/// The peak memory of a command.
pub struct PeakRow {
    what: String,
    /// `None` where the system does not report it.
    mebibytes: Option<f64>,
    aim: u32,
}

/// The median of several measurements.
pub fn median_time(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout();
    let mut figures = start_up::measure_start_up()?;
    figures.extend(imports::measure_imports()?);
    let mut peaks = Vec::new();
    let large = std::env::args().any(|argument| argument == "--large");
    for (proposals, calls, rounds) in [(1_000, 240, 21), (10_000, 1_000, 7)].into_iter().take(1 + usize::from(large)) {
        let (more, peak) = records::measure_records(proposals, calls, rounds)?;
        figures.extend(more);
        peaks.push(peak);
    }
    writeln!(out, "| figure | ours (ms) | base (ms) | ratio | aim |\n| --- | ---: | ---: | ---: | ---: |")?;
    for FigureRow { label: what, ours, base, target: aim } in figures {
        let [ours, base] = [ours, base].map(|time| time.as_secs_f64() * 1_000.0);
        let aim = aim.map(|aim| aim.to_string()).unwrap_or_default();
        writeln!(out, "| {what} | {ours:.2} | {base:.2} | {:.2} | {aim} |", ours / base)?;
    }
    writeln!(out, "\n| peak memory | MiB | aim |\n| --- | ---: | ---: |")?;
    for PeakRow { what, mebibytes, aim } in peaks {
        let peak = mebibytes.map_or_else(|| "unknown".to_owned(), |mebibytes| format!("{mebibytes:.0}"));
        writeln!(out, "| {what} | {peak} | {aim} |")?;
    }
    Ok(())
}
