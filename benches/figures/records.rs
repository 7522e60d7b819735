//! Checking, rendering and single commands on records of several sizes, against reading and parsing the same files alone.

use crate::Figure;
use crate::commands::SINGLE_COMMANDS;
use crate::cost::{
    Cost, Measurement, backlog_command, format_ratio, format_time, measure_command, measure_in_turns, measure_work,
};
use crate::folders::Folders;
use crate::memory::measure_peak;
use backlog::store::parser_options;
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Records to measure.
pub struct Size {
    pub name: &'static str,
    /// How many proposals and calls are generated; `None` for the project's own records.
    pub generated: Option<(usize, usize)>,
    /// The issue of a proposal on the agenda of the last call.
    pub listed: &'static str,
    /// The issue of a proposal that is not on it.
    pub unlisted: &'static str,
    rounds: usize,
}

/// From small to large.
pub const SIZES: [Size; 4] = [
    Size { name: "own records", generated: None, listed: "293", unlisted: "63", rounds: 41 },
    Size { name: "1,000 + 240", generated: Some((1_000, 240)), listed: "3007", unlisted: "10", rounds: 11 },
    Size { name: "10,000 + 1,000", generated: Some((10_000, 1_000)), listed: "30007", unlisted: "10", rounds: 5 },
    Size { name: "100,000 + 5,000", generated: Some((100_000, 5_000)), listed: "300007", unlisted: "10", rounds: 1 },
];

/// What one size costs.
pub struct MeasuredSize {
    proposals: Option<usize>,
    costs: BTreeMap<&'static str, Cost>,
    check_peak: String,
    render_peak: String,
}

/// Measures everything on one size of records.
pub fn measure_size(size: &Size, hello: &Path) -> Result<MeasuredSize, Box<dyn Error>> {
    let folders = &Folders::new(size)?;
    let mut work = list_work(folders, hello)?;
    for command in SINGLE_COMMANDS {
        let measure = move || command.measure(size, folders);
        work.push((command.label, Box::new(measure)));
    }
    let peak = |command| measure_peak(&mut backlog_command(&folders.bare, &folders.today, &[command]));
    Ok(MeasuredSize {
        proposals: size.generated.map(|(proposals, _)| proposals),
        costs: measure_in_turns(&work, size.rounds)?,
        check_peak: peak("check")?,
        render_peak: peak("render")?,
    })
}

/// What concerns all records.
fn list_work<'a>(
    folders: &'a Folders,
    hello: &'a Path,
) -> Result<Vec<(&'static str, Measurement<'a>)>, Box<dyn Error>> {
    let (records, outputs) = (folders.record_paths()?, folders.read_outputs()?);
    let run = |root: &Path, arguments: &[&str]| measure_command(&mut backlog_command(root, &folders.today, arguments));
    let render = move || {
        let cost = run(&folders.bare, &["render"]);
        folders.remove_outputs()?;
        cost
    };
    let in_scratch = |measure: &dyn Fn() -> Result<Cost, Box<dyn Error>>| {
        let cost = measure();
        fs::remove_dir_all(&folders.scratch)?;
        cost
    };
    let write_site = move || run(&folders.bare, &["site", "--out", &folders.scratch.to_string_lossy()]);
    let write_outputs = move || measure_work(|| folders.write_plainly(&outputs));
    let mut work: Vec<(&str, Measurement)> = vec![
        ("parse", Box::new(move || measure_work(|| parse_files(&records)))),
        ("hello", Box::new(move || measure_command(&mut Command::new(hello)))),
        ("check", Box::new(move || run(&folders.bare, &["check"]))),
        ("sealed", Box::new(move || run(&folders.sealed, &["check", "--render"]))),
        ("unsealed", Box::new(move || run(&folders.unsealed, &["check", "--render"]))),
        ("render", Box::new(render)),
        ("write", Box::new(move || in_scratch(&write_outputs))),
        ("site", Box::new(move || in_scratch(&write_site))),
    ];
    if folders.has_git {
        let git = move || measure_command(Command::new("git").arg("-C").arg(&folders.sealed).arg("status"));
        work.push(("git status", Box::new(git)));
    }
    Ok(work)
}

/// The base: reads every file and takes every event of the parser.
fn parse_files(paths: &[PathBuf]) -> Result<(), Box<dyn Error>> {
    for path in paths {
        let text = fs::read_to_string(path)?;
        let mut parser = granit_parser::Parser::new_from_str_with_options(&text, parser_options());
        while let Some(event) = parser.next_event() {
            black_box(event?);
        }
    }
    Ok(())
}

/// The figures of one size, in the order of the table. Growth is against the smaller size.
pub fn list_figures(size: &MeasuredSize, smaller: Option<&MeasuredSize>) -> Vec<Figure> {
    let time = |name: &str| size.costs[name].cpu;
    let parsings = |name: &str| format_ratio(time(name), time("parse"));
    let wall = |name: &str| size.costs[name].wall;
    let wall_parsings = |name: &str| format_ratio(wall(name), wall("parse"));
    let mut figures = vec![
        Figure::new("reading and parsing the files, CPU", format_time(time("parse")), ""),
        Figure::new("hello world, CPU", format_time(time("hello")), ""),
        Figure::new("`check`, CPU / parsing", parsings("check"), "1.7"),
        Figure::new("`check --render`, up to date, minutes sealed, CPU / parsing", parsings("sealed"), "2.0"),
        Figure::new("`check --render`, up to date, no minutes sealed, CPU / parsing", parsings("unsealed"), "5"),
        Figure::new("`render` of every file, CPU / parsing", parsings("render"), ""),
        Figure::new(
            "`render` of every file, wall / only writing them",
            format_ratio(wall("render"), wall("write")),
            "",
        ),
        Figure::new("`site`, CPU / `render` of every file", format_ratio(time("site"), time("render")), "3"),
        Figure::new("`check`, wall / parsing on one core", wall_parsings("check"), ""),
        Figure::new(
            "`check --render`, up to date, no minutes sealed, wall / parsing on one core",
            wall_parsings("unsealed"),
            "",
        ),
        Figure::new("`render` of every file, wall / parsing on one core", wall_parsings("render"), ""),
        Figure::new("`site`, wall / parsing on one core", wall_parsings("site"), ""),
        Figure::new("`check`, growth of CPU", format_growth("check", size, smaller), "1.1"),
        Figure::new("`render` of every file, growth of CPU", format_growth("render", size, smaller), "1.1"),
        Figure::new("`check`, peak memory, MiB", size.check_peak.clone(), "110"),
        Figure::new("`render` of every file, peak memory, MiB", size.render_peak.clone(), "175"),
    ];
    for command in SINGLE_COMMANDS {
        let hellos = time(command.label).as_secs_f64() / time("hello").as_secs_f64();
        let value = format!("{}, {hellos:.0} hellos", parsings(command.label));
        // 120 ms where parsing takes 352 ms.
        figures.push(Figure::new(&format!("{}, CPU / parsing", command.label), value, "0.34"));
    }
    if size.costs.contains_key("git status") {
        figures.push(Figure::new("`git status`, CPU / parsing", parsings("git status"), ""));
    }
    figures
}

/// How CPU time grows with the number of proposals: 1 is in proportion, 2 is with its square.
fn format_growth(name: &str, size: &MeasuredSize, smaller: Option<&MeasuredSize>) -> String {
    let exponent = smaller.and_then(|smaller| {
        let proposals = size.proposals? as f64 / smaller.proposals? as f64;
        let time = size.costs[name].cpu.as_secs_f64() / smaller.costs[name].cpu.as_secs_f64();
        Some(time.ln() / proposals.ln())
    });
    exponent.map(|exponent| format!("{exponent:.2}")).unwrap_or_default()
}
