//! The documents for people, as third-party tools read them: storage format by an XML parser and by cfxmark, pages by an
//! HTML parser, and through the clipboard of a browser by the schema of Confluence's editor.

use crate::outside::{find_tool, tests_everything};
use crate::program::{Repository, run_command};
use std::path::{Path, PathBuf};
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Prose with all that Markdown has, in a cell and in a section.
const PROSE: &str = "minutes/2026-04-08.yaml";

/// Writes the minutes of all calls and the table of several groups, as pages and in storage format.
fn write_documents(folder: &Path) -> Vec<PathBuf> {
    let groups = ["tests/repos/good", "tests/repos/group", "tests/repos/mom", "tests/repos/webrtc", ""];
    let mut pages = Vec::new();
    for group in groups {
        let copy = Repository::new();
        for part in ["workgroup.yaml", "github.yaml", "backlog", "minutes"] {
            let from = Path::new(ROOT).join(group).join(part);
            if from.is_dir() {
                for (path, bytes) in crate::program::read_files(&from) {
                    copy.write(Path::new(part).join(Path::new(&path).strip_prefix(&from).unwrap()), bytes);
                }
            } else if let Ok(bytes) = std::fs::read(&from) {
                copy.write(part, bytes);
            }
        }
        if group.ends_with("group") {
            copy.write(PROSE, include_str!("documents/prose.yaml"));
        }
        let calls = std::fs::read_dir(copy.path().join("minutes")).unwrap().map(|entry| entry.unwrap().path());
        let calls = calls.filter(|path| path.extension().is_some_and(|extension| extension == "yaml"));
        let days: Vec<String> = calls.map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned()).collect();
        let name = group.rsplit('/').next().unwrap();
        let commands = days.iter().map(|day| vec!["minutes", day]).chain([vec!["table"]]);
        for command in commands {
            let page = folder.join(format!("{name}-{}.html", command.last().unwrap()));
            let formats = [("md", "md"), ("html", "html"), ("confluence", "xhtml")];
            for (format, file) in formats.map(|(format, extension)| (format, page.with_extension(extension))) {
                let text = copy.run_successfully(&[&command[..], &["--format", format]].concat());
                std::fs::write(file, text).unwrap();
            }
            pages.push(page);
        }
    }
    assert!(pages.len() > 15, "{pages:?}");
    pages
}

#[test]
fn storage_format_says_what_the_page_says() {
    let Some(tool) = find_tool("icalendar") else { return };
    let folder = tempfile::tempdir().unwrap();
    let pages = write_documents(folder.path());
    // The table of a page is another one: as Markdown, it is compared with what comrak makes of it.
    for page in pages.iter().filter(|page| page.to_string_lossy().ends_with("-table.html")) {
        let mut options = comrak::Options::default();
        (options.extension.table, options.extension.autolink, options.render.r#unsafe) = (true, true, true);
        let markdown = std::fs::read_to_string(page.with_extension("md")).unwrap();
        let (text, table) = (std::fs::read_to_string(page).unwrap(), comrak::markdown_to_html(&markdown, &options));
        let (before, after) = (text.split_once("<table>").unwrap().0, text.rsplit_once("</table>").unwrap().1);
        std::fs::write(page, format!("{before}{table}{after}")).unwrap();
    }
    let mut python = Command::new(tool.with_file_name("python3"));
    python.arg(Path::new(ROOT).join("tests/suite/documents/storage.py")).args(pages);
    let (code, out, errors) = run_command(&mut python);
    assert_eq!(code, Some(0), "{out}{errors}");
}

#[test]
fn what_is_copied_from_a_page_is_whole_in_confluences_editor() {
    if !tests_everything() {
        return;
    }
    let (Some(driver), Some(browser)) = (find_tool("playwright-core/package.json"), find_tool("chromium")) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let pages = write_documents(folder.path());
    let modules = driver.parent().and_then(Path::parent).unwrap();
    let mut node = Command::new("node");
    node.arg(Path::new(ROOT).join("tests/suite/documents/clipboard.cjs")).arg(browser).args(pages);
    let (code, out, errors) = run_command(node.env("NODE_PATH", modules));
    assert_eq!(code, Some(0), "{out}{errors}");
    assert!(out.contains(" list items"), "{out}");
}
