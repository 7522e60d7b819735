//! The pages are true: the month of the README can be typed as it stands, and gives the record and the refusal that it
//! shows; links lead to files, and commands exist.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
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

/// The Markdown files of the project that people write, from its root.
fn pages(root: &Path) -> Vec<String> {
    let output = Command::new("git").arg("-C").arg(root).args(["ls-files", "*.md"]).output().unwrap();
    let paths = String::from_utf8(output.stdout).unwrap();
    let is_page = |path: &&str| !["tests/", "templates/"].iter().any(|folder| path.starts_with(folder));
    paths.lines().filter(is_page).map(str::to_owned).collect()
}

#[test]
fn the_links_of_the_pages_lead_to_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = pages(root);
    assert!(pages.len() > 15, "{pages:?}");
    let mut broken = Vec::new();
    for page in pages {
        let text = std::fs::read_to_string(root.join(&page)).unwrap();
        for event in Parser::new(&text) {
            let Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) = event else { continue };
            let path = dest_url.split('#').next().unwrap();
            if !path.contains([':', '@']) && !root.join(&page).with_file_name(path).exists() {
                broken.push(format!("{page}: {dest_url}"));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}

/// The command lines in the code blocks of a page, without comments and redirections.
fn command_lines(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut is_code = false;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(text) if is_code => lines.extend(text.lines().map(str::to_owned)),
            _ => {}
        }
    }
    let command = |line: String| {
        let line = line.trim_start_matches("$ ").split(" # ").next().unwrap_or_default();
        let line = line.split(" < ").next().unwrap_or_default().trim();
        line.starts_with("backlog ").then(|| line.to_owned())
    };
    lines.into_iter().filter_map(command).collect()
}

#[test]
fn the_commands_of_the_manual_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let programs = Path::new(env!("CARGO_BIN_EXE_backlog")).parent().unwrap();
    let pages = pages(root).into_iter().filter(|page| page == "README.md" || page.starts_with("docs/manual/"));
    let commands: Vec<String> =
        pages.flat_map(|page| command_lines(&std::fs::read_to_string(root.join(page)).unwrap())).collect();
    assert!(commands.len() > 60, "{commands:#?}");
    for command in commands {
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", &format!("{command} --help")]).env("PATH", programs);
        let output = shell.output().unwrap();
        assert!(output.status.success(), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
