//! The pages are true: the month of the README can be typed as it stands, and gives the record and the refusal that it
//! shows; links lead to files, and commands exist.

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};
use std::path::Path;
use std::process::{Command, Output, Stdio};

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

/// A block of a page that people type, and the day on which they do.
struct TypedBlock {
    script: String,
    today: String,
}

/// The blocks of shell commands of a page, in order. A comment `<!-- as of DAY -->` sets the day of those below it; the
/// month of the README sets its own.
fn typed_blocks(text: &str) -> Vec<TypedBlock> {
    let mut blocks = Vec::new();
    let mut today = "2026-03-06".to_owned();
    let mut script = None;
    for event in Parser::new(text) {
        match event {
            Event::Html(html) => {
                if let Some((_, rest)) = html.split_once("<!-- as of ") {
                    today = rest.split(' ').next().unwrap().to_owned();
                }
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let is_typed = match kind {
                    CodeBlockKind::Indented => true,
                    CodeBlockKind::Fenced(language) => &*language == "sh",
                };
                script = is_typed.then(String::new);
            }
            Event::Text(text) => {
                if let Some(script) = &mut script {
                    *script += &text;
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                let script = script.take().filter(|script| script.contains("backlog "));
                blocks.extend(script.map(|script| TypedBlock { script, today: today.clone() }));
            }
            _ => {}
        }
    }
    blocks
}

/// Runs a script with the program in the path, as of a day.
fn run_script(script: &str, folder: &Path, today: &str) -> Output {
    let programs = Path::new(env!("CARGO_BIN_EXE_backlog")).parent().unwrap();
    let mut shell = Command::new("bash");
    shell.args(["-euc", script]).current_dir(folder).env_clear().env("LC_ALL", "C.UTF-8").env("BACKLOG_TODAY", today);
    for role in ["AUTHOR", "COMMITTER"] {
        shell.env(format!("GIT_{role}_NAME"), "Tester").env(format!("GIT_{role}_EMAIL"), "tester@example.org");
    }
    shell.env("GIT_CONFIG_GLOBAL", "/dev/null").env("PATH", format!("{}:/usr/bin:/bin", programs.display()));
    shell.stdin(Stdio::null()).output().unwrap()
}

/// Every block of the README and the manual runs: in the group that the README's month leaves, and a new group in an
/// empty folder.
#[test]
fn the_commands_of_the_pages_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = pages(root).into_iter().filter(|page| page == "README.md" || page.starts_with("docs/manual/"));
    let month = block_after("A month", "sh");
    let mut count = 0;
    let start = tempfile::tempdir().unwrap();
    assert!(run_script(month, start.path(), "2026-02-02").status.success());
    for page in pages {
        let folder = tempfile::tempdir().unwrap();
        let copy = format!("cp -r '{}' .", start.path().join("harbour-apis").display());
        assert!(run_script(&copy, folder.path(), "2026-03-06").status.success());
        let group = folder.path().join("harbour-apis");
        for TypedBlock { script, today } in typed_blocks(&std::fs::read_to_string(root.join(&page)).unwrap()) {
            let new = tempfile::tempdir().unwrap();
            let folder = if script.contains("backlog init") { new.path() } else { &group };
            if folder != group {
                // What somebody kept by hand, for the page about imports.
                let old = "mkdir \"$1/old\"; cp minutes/*.md \"$1/old\"; cp backlog/README.md \"$1/API-Backlog.md\"";
                let old = format!("set -- '{}'; {old}", folder.display());
                assert!(run_script(&old, &group, &today).status.success());
            }
            let output = run_script(&script, folder, &today);
            let [stdout, stderr] = [output.stdout, output.stderr].map(|it| String::from_utf8_lossy(&it).into_owned());
            assert!(output.status.success(), "{page}, as of {today}:\n{script}\n{stdout}{stderr}");
            count += script.matches("backlog ").count();
        }
    }
    assert!(count > 90, "{count} commands");
}
