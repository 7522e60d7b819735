//! The pages are true: the month of the README can be typed as it is, and gives the record and the refusal that it shows;
//! links lead to files, and every command in a block runs.

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

/// A code block of a page, and the day on which people type it.
struct PageBlock {
    /// `sh` if it has none.
    language: String,
    text: String,
    today: String,
}

/// The code blocks of a page, in order. A comment `<!-- as of DAY -->` sets the day of those below it; the month of the
/// README sets its own.
fn page_blocks(page: &str) -> Vec<PageBlock> {
    let mut blocks: Vec<PageBlock> = Vec::new();
    let mut today = "2026-03-06".to_owned();
    let mut is_code = false;
    for event in Parser::new(page) {
        match event {
            Event::Html(html) => {
                if let Some((_, rest)) = html.split_once("<!-- as of ") {
                    today = rest.split(' ').next().unwrap().to_owned();
                }
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                let language = match kind {
                    CodeBlockKind::Indented => "sh".to_owned(),
                    CodeBlockKind::Fenced(language) => language.into_string(),
                };
                blocks.push(PageBlock { language, text: String::new(), today: today.clone() });
                is_code = true;
            }
            Event::Text(text) if is_code => blocks.last_mut().unwrap().text += &text,
            Event::End(TagEnd::CodeBlock) => is_code = false,
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

/// Whether a line of a block is a command of the program, with or without a prompt.
fn is_command(line: &str) -> bool {
    line.trim_start_matches(['$', '>', ' ']).starts_with("backlog ")
}

/// Every command in a block of the README and the manual runs: in the group that the README's month leaves, and a new
/// group in an empty folder. The list of commands is the output of `--help`.
#[test]
fn the_commands_of_the_pages_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let is_typed =
        |page: &String| page == "README.md" || (page.starts_with("docs/manual/") && page != "docs/manual/commands.md");
    let mut count = 0;
    let start = tempfile::tempdir().unwrap();
    assert!(run_script(block_after("A month", "sh"), start.path(), "2026-02-02").status.success());
    for page in pages(root).into_iter().filter(is_typed) {
        let folder = tempfile::tempdir().unwrap();
        let copy = format!("cp -r '{}' .", start.path().join("harbour-apis").display());
        assert!(run_script(&copy, folder.path(), "2026-03-06").status.success());
        let group = folder.path().join("harbour-apis");
        let blocks = page_blocks(&std::fs::read_to_string(root.join(&page)).unwrap());
        // The month of the README runs in a test of its own, with its refusal.
        let is_refusal = |block: &PageBlock| block.text.trim_end() == block_after("A month", "console");
        for PageBlock { language, text, today } in blocks.into_iter().filter(|block| !is_refusal(block)) {
            if language != "sh" {
                assert!(
                    !text.lines().any(is_command),
                    "{page}: commands outside of a block of `sh` are not run:\n{text}"
                );
                continue;
            }
            // An installation needs the network.
            if !text.contains("backlog ") {
                continue;
            }
            count += text.lines().filter(|line| is_command(line)).count();
            let new = tempfile::tempdir().unwrap();
            let folder = if text.contains("backlog init") { new.path() } else { &group };
            if folder != group {
                // What somebody kept by hand, for the page about imports.
                let old = "mkdir \"$1/old\"; cp minutes/*.md \"$1/old\"; cp backlog/README.md \"$1/API-Backlog.md\"";
                let old = format!("set -- '{}'; {old}", folder.display());
                assert!(run_script(&old, &group, &today).status.success());
            }
            let output = run_script(&text, folder, &today);
            let [stdout, stderr] = [output.stdout, output.stderr].map(|it| String::from_utf8_lossy(&it).into_owned());
            assert!(output.status.success(), "{page}, as of {today}:\n{text}\n{stdout}{stderr}");
        }
    }
    assert!(count > 90, "{count} commands");
}
