//! Checking and rendering a large repository, in CPU time of all threads, against reading and parsing
//! the same files alone.

use crate::memory::measure_check_peak;
use crate::{FigureRow, PeakRow, median_time, repository};
use backlog::finding::Finding;
use backlog::model::group::Group;
use backlog::model::when::When;
use backlog::render::outputs;
use backlog::render::site::render_site;
use backlog::rules::{self, Overrides};
use backlog::store::{load, parser_options};
use backlog::view::Views;
use backlog::view::moment::Now;
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;
use nix::time::{ClockId, clock_gettime};
use std::error::Error;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// As a multiple of the parsing: every rule, without comparing generated files.
const CHECK_RATIO: f64 = 2.5;
/// As a multiple of the parsing: every rule, the minutes of every call, and the table.
const CHECK_AND_RENDER_RATIO: f64 = 3.0;
/// As a multiple of rendering every file: every page of the site.
const SITE_RATIO: f64 = 3.0;
/// The peak in MiB.
const MAX_MEBIBYTES: u32 = 300;

/// Runs once and returns the CPU time taken.
type Measurement<'a> = dyn Fn() -> Result<Duration, Box<dyn Error>> + 'a;

/// Measures a generated repository.
///
/// # Errors
/// When it cannot be written, read or rendered.
pub fn measure_records(
    proposals: usize,
    calls: usize,
    rounds: usize,
) -> Result<(Vec<FigureRow>, PeakRow), Box<dyn Error>> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("records-{proposals}-{calls}"));
    if root.exists() {
        std::fs::remove_dir_all(&root)?;
    }
    let today = repository::write(&root, proposals, calls)?.ok_or("a repository without calls")?;
    let paths = record_paths(&root)?;
    let today = today.to_string();
    let rendered_root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("records-{proposals}-{calls}-rendered"));
    if rendered_root.exists() {
        std::fs::remove_dir_all(&rendered_root)?;
    }
    repository::write(&rendered_root, proposals, calls)?;
    cpu_time_of_runs(&rendered_root, &today, &[&["render"]])?;
    let work: [(&str, &Measurement, Option<f64>); 7] = [
        ("", &|| cpu_time(|| parse_files(&paths)), None),
        ("`check`, in process", &|| cpu_time(|| check_records(&root, &today, false)), Some(CHECK_RATIO)),
        (
            "`check` + `render` of every file, in process",
            &|| cpu_time(|| check_records(&root, &today, true)),
            Some(CHECK_AND_RENDER_RATIO),
        ),
        (
            "`check` + `render`, the files are there, in process",
            &|| cpu_time(|| check_records(&rendered_root, &today, true)),
            Some(CHECK_AND_RENDER_RATIO),
        ),
        ("`backlog check`", &|| cpu_time_of_runs(&root, &today, &[&["check"]]), Some(CHECK_RATIO)),
        (
            "`backlog check` + `backlog render --dry-run`, two processes",
            &|| cpu_time_of_runs(&root, &today, &[&["check"], &["render", "--dry-run"]]),
            Some(CHECK_AND_RENDER_RATIO),
        ),
        (
            "`backlog check` + `backlog render`, the files are there, two processes",
            &|| cpu_time_of_runs(&rendered_root, &today, &[&["check"], &["render"]]),
            Some(CHECK_AND_RENDER_RATIO),
        ),
    ];
    let mut times = work.map(|_| Vec::new());
    for _ in 0..rounds {
        for ((_, work, _), times) in work.iter().zip(&mut times) {
            times.push(work()?);
        }
    }
    let times = times.map(median_time);
    let size = format!("{proposals} proposals, {calls} calls");
    let lines = work.iter().zip(times).skip(1);
    let peak = PeakRow {
        what: format!("`backlog check`, {size}"),
        mebibytes: measure_check_peak(&root, &today)?,
        aim: MAX_MEBIBYTES,
    };
    let mut figures: Vec<FigureRow> = lines
        .map(|((what, _, aim), ours)| FigureRow {
            label: format!("{what}, CPU, {size}, against parsing"),
            ours,
            base: times[0],
            target: *aim,
        })
        .collect();
    figures.push(measure_site(&root, &today, rounds, &size)?);
    Ok((figures, peak))
}

/// Every page of the site against every file that `render` writes, both with reading the records.
fn measure_site(root: &Path, today: &str, rounds: usize, size: &str) -> Result<FigureRow, Box<dyn Error>> {
    let write = |is_site: bool| {
        let group: Group = load::read_files(root)?.decode_group();
        let workgroup = group.workgroup.as_ref().ok_or("no workgroup.yaml")?;
        let day = When::parse(today).ok_or("no day")?;
        let mut views = Views::new(&group, workgroup, Now::from_when(day, workgroup.timezone));
        if is_site {
            black_box(render_site(&views)?);
        } else {
            views.generated = Some(Default::default());
            black_box(outputs::generate_texts(&outputs::find_outdated(&views)?, &views)?);
        }
        Ok(())
    };
    let (mut ours, mut base) = (Vec::new(), Vec::new());
    for _ in 0..rounds {
        ours.push(cpu_time(|| write(true))?);
        base.push(cpu_time(|| write(false))?);
    }
    let label = format!("`site` of every page, CPU, {size}, against `render` of every file");
    Ok(FigureRow { label, ours: median_time(ours), base: median_time(base), target: Some(SITE_RATIO) })
}

/// The files that `check` reads.
fn record_paths(root: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut paths = vec![root.join(load::WORKGROUP)];
    for folder in ["backlog", "minutes"] {
        for entry in std::fs::read_dir(root.join(folder))? {
            paths.push(entry?.path());
        }
    }
    paths.sort();
    Ok(paths)
}

/// The base: reads every file and takes every event of the parser.
fn parse_files(paths: &[PathBuf]) -> Result<(), Box<dyn Error>> {
    for path in paths {
        let text = std::fs::read_to_string(path)?;
        let mut parser = granit_parser::Parser::new_from_str_with_options(&text, parser_options());
        while let Some(event) = parser.next_event() {
            black_box(event?);
        }
    }
    Ok(())
}

/// Does what `backlog check` does, and optionally `backlog render`, without printing or writing.
fn check_records(root: &Path, today: &str, renders: bool) -> Result<(), Box<dyn Error>> {
    let group: Group = load::read_files(root)?.decode_group();
    let workgroup = group.workgroup.as_ref().ok_or("no workgroup.yaml")?;
    let day = When::parse(today).ok_or("no day")?;
    let mut views = Views::new(&group, workgroup, Now::from_when(day, workgroup.timezone));
    views.generated = Some(outputs::read_generated(&views, root));
    let findings: Vec<Finding> = rules::check(&views, &Overrides::default()).findings;
    black_box(findings);
    if renders {
        let outdated = outputs::find_outdated(&views)?;
        black_box(outputs::generate_texts(&outdated, &views)?);
    }
    Ok(())
}

/// The CPU time that work in this process takes.
///
/// # Errors
/// When the work fails, or the clock cannot be read.
pub fn cpu_time(work: impl FnOnce() -> Result<(), Box<dyn Error>>) -> Result<Duration, Box<dyn Error>> {
    let now = || clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).map(Duration::from);
    let start = now()?;
    work()?;
    Ok(now()?.saturating_sub(start))
}

/// The CPU time that the program takes, run once for each list of arguments.
fn cpu_time_of_runs(root: &Path, today: &str, runs: &[&[&str]]) -> Result<Duration, Box<dyn Error>> {
    let now = || getrusage(UsageWho::RUSAGE_CHILDREN).map(|usage| usage.user_time() + usage.system_time());
    let start = now()?;
    for arguments in runs {
        let mut command = Command::new(env!("CARGO_BIN_EXE_backlog"));
        command.arg("-C").arg(root).args(*arguments).env("BACKLOG_TODAY", today);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    }
    Ok(Duration::from_micros((now()? - start).num_microseconds().try_into()?))
}
