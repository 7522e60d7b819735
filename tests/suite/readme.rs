//! The README is true: its month can be typed as it stands, and gives the record and the refusal that it shows.

use std::path::Path;
use std::process::Command;

const README: &str = include_str!("../../README.md");

/// The first block of a language after a heading.
fn block_after<'t>(heading: &str, language: &str) -> &'t str {
    let (_, section) = README.split_once(&format!("\n## {heading}\n")).unwrap();
    let (_, block) = section.split_once(&format!("\n```{language}\n")).unwrap();
    block.split("\n```").next().unwrap()
}

#[test]
fn the_month_gives_what_the_readme_shows() {
    let folder = tempfile::tempdir().unwrap();
    let programs = Path::new(env!("CARGO_BIN_EXE_backlog")).parent().unwrap();
    let (refused, refusal) = block_after("A month", "console").split_once('\n').unwrap();
    let refused = refused.strip_prefix("$ ").unwrap();
    let script = format!("{}\n{refused} >../refusal.txt 2>&1 || true", block_after("A month", "sh"));
    let mut shell = Command::new("sh");
    shell.args(["-euc", &script]).current_dir(&folder).env_clear().env("LC_ALL", "C.UTF-8");
    shell.env("PATH", format!("{}:/usr/bin:/bin", programs.display()));
    let output = shell.output().unwrap();
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
    assert!(output.status.success() && stdout.contains("\nno findings in 4 files\n"), "{stdout}{stderr}");

    let read = |path: &str| std::fs::read_to_string(folder.path().join(path)).unwrap();
    let record = read("harbour-apis/minutes/2026-02-26.yaml");
    let (schema, record) = record.split_once('\n').unwrap();
    assert!(schema.starts_with("# yaml-language-server: "), "{schema}");
    assert_eq!(record.trim_end(), block_after("From a record to minutes", "yaml"));
    assert_eq!(read("refusal.txt").trim_end(), refusal);
}
