//! The figures that the project holds itself to, as ratios of one run: `cargo bench`, and
//! `cargo bench -- --large` for ten times the records. Nothing is asserted: time is no test.
//!
//! Everything that is compared is measured in turns, and the median counts, so that a machine which
//! slows down slows both sides.

#[path = "figures/records.rs"]
mod records;
#[path = "../examples/generate/repository/mod.rs"]
mod repository;
#[path = "figures/start_up.rs"]
mod start_up;

use std::error::Error;
use std::io::Write as _;
use std::time::Duration;

/// What one line of the table says.
pub struct Figure {
    what: String,
    ours: Duration,
    base: Duration,
    /// Times the base, where the project has set itself one.
    aim: Option<u32>,
}

/// The middle one of several measurements.
pub fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout();
    let mut figures = start_up::figures()?;
    figures.extend(records::figures(1_000, 240, 21)?);
    if std::env::args().any(|argument| argument == "--large") {
        figures.extend(records::figures(10_000, 1_000, 7)?);
    }
    writeln!(out, "| figure | ours (ms) | base (ms) | ratio | aim |\n| --- | ---: | ---: | ---: | ---: |")?;
    for Figure { what, ours, base, aim } in figures {
        let [ours, base] = [ours, base].map(|time| time.as_secs_f64() * 1_000.0);
        let aim = aim.map(|aim| aim.to_string()).unwrap_or_default();
        writeln!(out, "| {what} | {ours:.2} | {base:.2} | {:.2} | {aim} |", ours / base)?;
    }
    Ok(())
}
