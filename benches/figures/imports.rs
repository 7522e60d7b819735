//! Imports: the CPU time of reading a source against only parsing it as Markdown and as HTML, and the wall time of a whole
//! import against only writing its files.

use crate::Figure;
use crate::cost::{Cost, backlog_command, format_ratio, measure_command, measure_in_turns, measure_work};
use crate::folders::OWN_DAY;
use backlog::import::{ImportOptions, ParsedImport, minutes, table};
use backlog::model::group::Group;
use backlog::source::{Source, Sources};
use backlog::store::load::Files;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

const ROUNDS: usize = 31;
const ROWS: usize = 200;
/// As many as the backlog of the project's own group has.
const WHOLE_IMPORT_ROWS: usize = 96;
const WORKGROUP: &str = "name: G\n";

/// A source and the import that reads it.
struct ImportCase {
    name: &'static str,
    text: String,
    read: fn(Sources, &ImportOptions, &Group) -> ParsedImport,
}

/// Measures every import.
pub fn measure_imports() -> Result<Vec<Figure>, Box<dyn Error>> {
    let imports = [
        ImportCase { name: "table of HTML", text: html_table(ROWS), read: table::parse_tables },
        ImportCase { name: "table of Markdown", text: markdown_table(), read: table::parse_tables },
        ImportCase { name: "file of minutes", text: call_minutes(), read: minutes::parse_minutes },
    ];
    let mut figures = imports.iter().map(measure_reading).collect::<Result<Vec<_>, _>>()?;
    figures.push(measure_whole_import()?);
    Ok(figures)
}

/// The base is what any reader of the source has to do.
fn measure_reading(import: &ImportCase) -> Result<Figure, Box<dyn Error>> {
    let own = ("workgroup.yaml".to_owned(), WORKGROUP.into());
    let group = Files::from_bytes(Path::new(""), vec![own]).decode_group();
    let read = || {
        let source = Source { path: "source.md".to_owned(), text: import.text.clone() };
        black_box((import.read)(Sources::new(vec![source]), &ImportOptions::default(), &group));
        Ok(())
    };
    let parse = || {
        black_box(pulldown_cmark::Parser::new_ext(&import.text, pulldown_cmark::Options::all()).count());
        black_box(scraper::Html::parse_fragment(&import.text));
        Ok(())
    };
    let costs = measure_in_turns(
        &[("read", Box::new(|| measure_work(read))), ("parse", Box::new(|| measure_work(parse)))],
        ROUNDS,
    )?;
    let label = format!("reading a {} of {} KiB, CPU / parsing it", import.name, import.text.len() / 1024);
    Ok(Figure::new(&label, format_ratio(costs["read"].cpu, costs["parse"].cpu), "2.5"))
}

/// The base writes the files that were imported, and syncs once.
fn measure_whole_import() -> Result<Figure, Box<dyn Error>> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("import");
    let source = Path::new(env!("CARGO_TARGET_TMPDIR")).join("import.md");
    fs::write(&source, html_table(WHOLE_IMPORT_ROWS))?;
    let arguments = ["import", "table", &source.to_string_lossy()];
    let import = || measure_command(&mut backlog_command(&root, OWN_DAY, &arguments));
    prepare_group(&root)?;
    import()?;
    let paths =
        fs::read_dir(root.join("backlog"))?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    let read = |path: PathBuf| Ok((fs::read(&path)?, path));
    let files = paths.into_iter().map(read).collect::<std::io::Result<Vec<_>>>()?;
    let write = || {
        fs::create_dir(root.join("backlog"))?;
        files.iter().try_for_each(|(bytes, path)| fs::write(path, bytes))?;
        sync_file_system(&root)
    };
    let in_new_group = |measure: &dyn Fn() -> Result<Cost, Box<dyn Error>>| {
        prepare_group(&root)?;
        measure()
    };
    let costs = measure_in_turns(
        &[
            ("import", Box::new(|| in_new_group(&import))),
            ("write", Box::new(|| in_new_group(&|| measure_work(write)))),
        ],
        ROUNDS,
    )?;
    fs::remove_dir_all(&root)?;
    let label = format!(
        "`import table` of {WHOLE_IMPORT_ROWS} rows, wall / only writing the {} files, with one sync",
        files.len()
    );
    Ok(Figure::new(&label, format_ratio(costs["import"].wall, costs["write"].wall), "2"))
}

/// A group without records, on a disk with nothing left to write.
fn prepare_group(root: &Path) -> Result<(), Box<dyn Error>> {
    if root.exists() {
        fs::remove_dir_all(root)?;
    }
    fs::create_dir(root)?;
    fs::write(root.join("workgroup.yaml"), WORKGROUP)?;
    sync_file_system(root)
}

/// Returns when everything that was written is on the disk; on systems without such a call, the folder itself.
fn sync_file_system(folder: &Path) -> Result<(), Box<dyn Error>> {
    let folder = fs::File::open(folder)?;
    #[cfg(target_os = "linux")]
    nix::unistd::syncfs(&folder)?;
    #[cfg(not(target_os = "linux"))]
    folder.sync_all()?;
    Ok(())
}

fn html_table(rows: usize) -> String {
    let mut text =
        "# Proposals\n\n<table>\n<thead><tr><th>API name</th><th>Supporters</th><th>Template</th><th>Status</th>\
        <th>Sub project</th><th>Latest release</th></tr></thead>\n<tbody>\n"
            .to_owned();
    for at in 0..rows {
        // Writing into a string cannot fail.
        let _ = writeln!(
            text,
            "<tr>\n  <th>Proposal {at}</th>\n  <td>Orange*<div>KDDI, AT&T, Vodafone</div></td>\n  <td><a \
             href=\"https://github.com/o/r/pull/{at}1\">Template</a><div>2025/01/02</div></td>\n  <td><ul><li>TSC \
             Approved & Onboarded (2025/03/04)</li></ul></td>\n  <td><a href=\"https://github.com/o/p{at}\">Place</a><br>\n\
             <a href=\"https://github.com/o/p{at}/blob/main/MAINTAINERS.MD\">Maintainers</a></td>\n  <td><a \
             href=\"https://github.com/o/p{at}/releases/tag/r1.1\">v0.1.0 fall25</a><div>2025/09/01</div></td>\n</tr>"
        );
    }
    text + "</tbody></table>\n"
}

fn markdown_table() -> String {
    let mut text = "| Name | Owner | Registration date | Template | Supporters | Status | TSC status | Sub project |\n\
        | --- | --- | --- | --- | --- | --- | --- | --- |\n"
        .to_owned();
    for at in 0..ROWS {
        let _ = writeln!(
            text,
            "| Proposal {at} | Orange | 2025/01/02 | [Link](https://github.com/o/r/pull/{at}1) | KDDI, AT&T, Vodafone | Sent \
             to TSC for approval (2025/02/03) | Approved (2025/03/04) | [Place](https://github.com/o/p{at}) | <!-- next -->"
        );
    }
    text
}

/// The minutes of one call, with as many items and action points as the tables have rows.
fn call_minutes() -> String {
    let mut text = "# The group\n\n#### *7th of July 2022*\n\n## Attendees\n\n".to_owned();
    for at in 0..ROWS {
        // A name has no digits.
        let letter = |number: usize| char::from(b'a' + u8::try_from(number % 26).unwrap_or_default());
        let _ = writeln!(text, "* **Delegate X{}{}, Company {}**", letter(at / 26), letter(at), at % 20);
    }
    text += "\n## Discussion\n\n| Agenda Item | Who | Description |\n| --- | --- | --- |\n| **Current issues** | | |\n";
    for at in 1..=ROWS {
        let _ = writeln!(
            text,
            "| [#{at}](https://github.com/o/r/issues/{at}) | Company {} | **Proposal {at}**<br>What was said before.<br>**Update \
             23rd June**: MTN asks for more.<br><br>**Update 7th July**:<br><ul><li>Orange presented it.</li><li>It goes on \
             in [PR#9{at}](https://github.com/o/r/pull/9{at}).<ul><li>**AP 20220707-01**</li></ul></li></ul> |",
            at % 20
        );
    }
    text += "\n## Action Points\n\n| AP Identifier | AP Owner | Status | Description |\n| --- | --- | --- | --- |\n";
    for at in 1..=ROWS {
        let _ = writeln!(
            text,
            "| ~~20220526-{at:02}~~ | ~~MTN, DT~~ | ~~Closed~~ | ~~To write down what proposal {at} is for~~ |"
        );
    }
    text + "\n## AoB\n\n1. Next call: 28th July 2022\n"
}
