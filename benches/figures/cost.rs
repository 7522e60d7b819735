//! What work in this process and what a command costs.
//!
//! The sides of a comparison are measured in turns, and the median counts, so that a slow machine slows both sides.

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use nix::time::{ClockId, clock_gettime};
use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What one run costs.
#[derive(Clone, Copy)]
pub struct Cost {
    /// The CPU time of all threads.
    pub cpu: Duration,
    pub wall: Duration,
}

/// Runs once and returns what that cost.
pub type Measurement<'a> = Box<dyn Fn() -> Result<Cost, Box<dyn Error>> + 'a>;

/// The median costs of work that is measured in turns, by name.
pub fn measure_in_turns<'n>(
    work: &[(&'n str, Measurement)],
    rounds: usize,
) -> Result<BTreeMap<&'n str, Cost>, Box<dyn Error>> {
    let mut costs: BTreeMap<&str, Vec<Cost>> = BTreeMap::new();
    for _ in 0..rounds {
        for (name, run) in work {
            costs.entry(name).or_default().push(run()?);
        }
    }
    let median = |costs: &[Cost], time: fn(&Cost) -> Duration| {
        let mut times: Vec<Duration> = costs.iter().map(time).collect();
        times.sort();
        times[times.len() / 2]
    };
    let median_cost =
        |costs: Vec<Cost>| Cost { cpu: median(&costs, |cost| cost.cpu), wall: median(&costs, |cost| cost.wall) };
    Ok(costs.into_iter().map(|(name, costs)| (name, median_cost(costs))).collect())
}

/// What work in this process costs.
pub fn measure_work(work: impl FnOnce() -> Result<(), Box<dyn Error>>) -> Result<Cost, Box<dyn Error>> {
    let now = || clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).map(Duration::from);
    let (start, wall) = (now()?, Instant::now());
    work()?;
    Ok(Cost { wall: wall.elapsed(), cpu: now()?.saturating_sub(start) })
}

/// What a command costs, which must succeed.
pub fn measure_command(command: &mut Command) -> Result<Cost, Box<dyn Error>> {
    let now = || getrusage(UsageWho::RUSAGE_CHILDREN).map(|usage| usage.user_time() + usage.system_time());
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let (start, wall) = (now()?, Instant::now());
    let status = command.status()?;
    let cost =
        Cost { wall: wall.elapsed(), cpu: Duration::from_micros((now()? - start).num_microseconds().try_into()?) };
    if status.success() { Ok(cost) } else { Err(format!("{status}: {command:?}").into()) }
}

/// The program, run in a folder on a day.
pub fn backlog_command(root: &Path, today: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_backlog"));
    command.args(arguments).env("BACKLOG_TODAY", today).current_dir(root);
    command
}

/// How many times one time is the other, and the first one alone.
pub fn format_ratio(ours: Duration, base: Duration) -> String {
    format!("{:.2} ({})", ours.as_secs_f64() / base.as_secs_f64(), format_time(ours))
}

/// A time in milliseconds.
pub fn format_time(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1_000.0;
    if milliseconds < 10.0 { format!("{milliseconds:.1} ms") } else { format!("{milliseconds:.0} ms") }
}
