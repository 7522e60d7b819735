//! Limits: a command that would exceed one is refused with the message of the rule, and the output of a check stays
//! small while its counts are complete.

use crate::program::{Repository, copy_group, run_command};
use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

/// Notes a text of a number of bytes on an item; returns the exit status and the output.
fn run_note(root: &Repository, length: usize) -> (Option<i32>, String) {
    let mut command = root.command(&["note", "14", "-", "--replace", "--meeting", "2026-04-07"]);
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().unwrap();
    child.stdin.take().unwrap().write_all("x".repeat(length).as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let printed = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8(printed).unwrap())
}

#[test]
fn a_command_that_would_go_over_a_limit_is_refused() {
    let copy = copy_group();
    let record = || copy.read("minutes/2026-04-07.yaml");
    let before = record();
    let (code, printed) = run_note(&copy, 262_145);
    assert!(code == Some(1) && printed.contains("error[over-limit]"), "{printed}");
    assert!(printed.contains("the text has 262145 bytes (limit: 262144, or 256 KiB)"), "{printed}");
    assert!(printed.len() < 4_000, "{} bytes", printed.len());
    assert!(record() == before);
    let (code, printed) = run_note(&copy, 262_144);
    assert_eq!(code, Some(0), "{printed}");
    assert!(record() != before);
}

#[test]
fn a_day_out_of_range_is_refused_on_the_command_line() {
    let copy = copy_group();
    let expected = "is out of range (limit: 1970-01-01 to 2199-12-31)";
    for arguments in [
        &["--today", "2200-01-01", "check"][..],
        &["--today", "1969-12-31T23:59Z", "check"],
        &["new-meeting", "0226-02-12"],
        &["set", "14", "opened=0226-02-12"],
        &["set", "14", "registered=2200-01-01"],
        &["action", "add", "14", "Refine it.", "--due", "2226-02-12"],
    ] {
        let (code, _, errors) = copy.run(arguments);
        assert!(code == Some(2) && errors.contains(expected), "{arguments:?}: {code:?} {errors}");
    }
    let (code, _, errors) = run_command(copy.command(&["check"]).env("BACKLOG_TODAY", "0226-02-12"));
    assert!(code == Some(2) && errors.contains(expected), "{errors}");
    let (code, _, errors) = copy.run(&["--today", "2199-12-31", "status"]);
    assert_eq!((code, errors.contains("out of range")), (Some(0), false), "{errors}");
}

/// Writes a proposal with a number of unknown supporters.
pub fn add_strangers(root: &Path, count: usize) {
    let supporters: Vec<String> = (0..count).map(|at| format!("Stranger {at}")).collect();
    let text = format!("name: Zz\nissue: 9000\nowners: []\nsupporters: [{}]\n", supporters.join(", "));
    std::fs::write(root.join("backlog/zz.yaml"), text).unwrap();
}

#[test]
fn output_stays_small_and_counts_see_everything() {
    let copy = copy_group();
    let check = |options: &[&str]| copy.run(&[&["check"], options].concat());
    let warnings = |printed: &str| -> usize {
        let words: Vec<&str> = printed.split([' ', ',']).collect();
        let at = words.iter().position(|word| word.starts_with("warning")).unwrap();
        words[at - 1].parse().unwrap()
    };
    let (_, before, _) = check(&["-q"]);
    add_strangers(copy.path(), 1_500);
    let (_, after, _) = check(&["-q"]);
    assert!(warnings(&after) >= warnings(&before) + 1_500, "{before}{after}");
    for format in ["human", "short", "json", "github", "sarif"] {
        let (_, printed, _) = check(&["--format", format]);
        assert!(printed.len() < 600_000, "{format}: {} bytes", printed.len());
        assert!(printed.matches("Stranger").count() < 1_000, "{format}");
        let more = if format == "json" { "\"count\": 1400" } else { "1400 more findings of this rule in this file" };
        assert!(printed.contains(more), "{format}: {printed}");
    }
    assert_eq!(check(&["-D", "unknown-organization", "-q"]).0, Some(1));
}

#[test]
fn a_value_of_any_length_is_shortened_in_every_message() {
    let copy = copy_group();
    // The longest allowed name, and one over the limit.
    for (path, length) in [("backlog/zz.yaml", 512), ("backlog/zzz.yaml", 200_000)] {
        let long = "x".repeat(length);
        let text = format!("name: {long}\nissue: 9000\nowners: [{long}]\nsupporters: [{long}, {long}]\n");
        copy.write(path, text);
    }
    for format in ["human", "short", "json", "github"] {
        let (_, printed, errors) = copy.run(&["check", "--format", format]);
        assert!(printed.contains("xxxx"), "{format}: {printed}");
        let longest = printed.lines().chain(errors.lines()).map(|line| line.chars().count()).max();
        assert!(longest < Some(4_000), "{format}: {longest:?}");
    }
}

#[test]
fn a_hundred_corrections_of_a_file_are_listed() {
    for (count, more) in [(100, None), (101, Some("1 more correction")), (102, Some("2 more corrections"))] {
        let copy = copy_group();
        let twice: Vec<String> = (0..count).map(|at| format!("Stranger {at}, Stranger {at}")).collect();
        let text = format!("name: Zz\nissue: 9000\nowners: []\nsupporters: [{}]\n", twice.join(", "));
        copy.write("backlog/zz.yaml", text);
        let (_, printed, errors) = copy.run(&["check", "--fix"]);
        let lines: Vec<&str> =
            printed.lines().filter_map(|line| line.split_once("backlog/zz.yaml: ")).map(|it| it.1).collect();
        assert_eq!(lines.len(), 100 + usize::from(more.is_some()), "{printed}{errors}");
        assert!(more.is_none_or(|more| lines.last() == Some(&more)), "{printed}");
        assert_eq!(copy.read("backlog/zz.yaml").matches("Stranger").count(), count, "all are corrected");
    }
}
