//! Measures one case at two sizes.

use super::lists::TODAY;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use peak_alloc::PeakAlloc;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Duration;

/// How many times as much a list of twice the length may cost.
const MAX_GROWTH: f64 = 2.5;
/// How often a measurement is repeated before it counts as a failure.
const TRIES: u32 = 20;
/// How much longer each pause before a repetition is than the one before it: a machine can be busy for seconds, and the
/// longer of two commands finds fewer quiet moments.
const LONGER_PAUSE: Duration = Duration::from_millis(200);
/// Below this, most of the cost is starting the program.
const MIN_COST: Cost = Cost { milliseconds: 30.0, kibibytes: 10_000.0 };

/// A list whose cost is measured.
pub struct Case {
    /// Its name in messages.
    pub name: String,
    /// The repository with that many entries, as files by their paths.
    pub files: Box<dyn Fn(usize) -> BTreeMap<String, String>>,
    /// The commands: the first ones always, all of them in a thorough run.
    pub commands: &'static [&'static [&'static str]],
}

#[derive(Debug, Clone, Copy)]
struct Cost {
    milliseconds: f64,
    kibibytes: f64,
}

impl Case {
    /// Describes the commands that cost too much.
    pub fn find_slow_commands(&self, is_thorough: bool) -> Vec<String> {
        let (entries, commands) = if is_thorough { (4_000, self.commands.len()) } else { (2_000, 2) };
        let folders = [0, entries, 2 * entries].map(|entries| {
            let folder = tempfile::tempdir().unwrap();
            for (path, text) in (self.files)(entries) {
                let path = folder.path().join(path);
                std::fs::create_dir_all(path.parent().unwrap()).unwrap();
                std::fs::write(path, text).unwrap();
            }
            folder
        });
        let [without, once, twice] = folders.each_ref().map(|folder| folder.path());
        let commands = self.commands.iter().take(commands);
        let slow = commands.filter_map(|command| {
            let why = assess_growth([without, once, twice], command)?;
            Some(format!("{}, backlog {}: {why}", self.name, command.join(" ")))
        });
        slow.collect()
    }
}

/// Why a command costs too much; `None` where one of several measurements shows that it does not.
///
/// On a busy machine the same work takes more time. Where that lasts for moments, the least cost of several
/// measurements is right; where it lasts, so that the longer command finds no quiet moment, most measurements are.
fn assess_growth(roots: [&Path; 3], command: &[&str]) -> Option<String> {
    let mut least = [Cost::MAX; 3];
    let mut too_fast = 0;
    for repetition in 0..TRIES {
        std::thread::sleep(LONGER_PAUSE * repetition);
        let costs = roots.map(|root| measure_command(root, command));
        least = std::array::from_fn(|at| least[at].min(costs[at]));
        too_fast += u32::from(grows_too_fast(costs));
        if !grows_too_fast(least) || 2 * too_fast <= repetition {
            return None;
        }
    }
    let [base, small, large] = least;
    Some(format!("{base:?} without, {small:?} once, {large:?} twice, too much in {too_fast} of {TRIES} tries"))
}

fn grows_too_fast([base, small, large]: [Cost; 3]) -> bool {
    let is_too_much = |base: f64, small: f64, large: f64, least: f64| {
        large - base > least && large - base > MAX_GROWTH * (small - base).max(least / MAX_GROWTH)
    };
    is_too_much(base.milliseconds, small.milliseconds, large.milliseconds, MIN_COST.milliseconds)
        || is_too_much(base.kibibytes, small.kibibytes, large.kibibytes, MIN_COST.kibibytes)
}

impl Cost {
    const MAX: Self = Self { milliseconds: f64::MAX, kibibytes: f64::MAX };

    fn min(self, other: Self) -> Self {
        Self { milliseconds: self.milliseconds.min(other.milliseconds), kibibytes: self.kibibytes.min(other.kibibytes) }
    }
}

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// The variable that makes this program run `backlog` and print its cost.
const MEASURE: &str = "BACKLOG_TEST_MEASURE";

/// Runs the program in a process of its own, because a process counts its cost from its start.
fn measure_command(root: &Path, command: &[&str]) -> Cost {
    let mut measuring = Command::new(std::env::current_exe().unwrap());
    measuring.args(command).current_dir(root).env_clear().env(MEASURE, "1").env("BACKLOG_TODAY", TODAY);
    let output = measuring.stdin(Stdio::null()).stdout(Stdio::null()).output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    // The program prints its warnings before.
    let last_line = text.lines().last().unwrap_or_default();
    let figures: Vec<f64> = last_line.split_whitespace().map_while(|figure| figure.parse().ok()).collect();
    let [milliseconds, kibibytes] = figures[..] else { panic!("not two figures at the end: {text}") };
    Cost { milliseconds, kibibytes }
}

/// Whether this process is the one that measures.
pub fn is_asked_to_measure() -> bool {
    std::env::var_os(MEASURE).is_some()
}

/// Runs the program with the arguments of this one, and prints its CPU time and the most memory that it had at a time.
///
/// Memory is what the program asked for. What the system counts has the pages of the program as well, and what the C
/// library keeps of freed memory, which is not twice as much for twice as many entries.
pub fn measure_here() {
    let code = backlog::cli::main();
    // A command that refuses at once measures nothing; `attend` refuses a name of several organizations at the end.
    let most = if std::env::args().nth(1).is_some_and(|command| command == "attend") { 2 } else { 1 };
    assert!((0..=most).any(|status| code == ExitCode::from(status)), "{code:?}: {:?}", std::env::args());
    let usage = getrusage(UsageWho::RUSAGE_SELF).unwrap();
    let time = usage.user_time() + usage.system_time();
    eprintln!("\n{} {}", time.num_microseconds() as f64 / 1_000.0, HEAP.peak_usage_as_kb());
}
