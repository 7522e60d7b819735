//! Imports: the CPU time of reading a source, without and with drafting its files as YAML, against only parsing it as
//! Markdown and as HTML.

use crate::records::cpu_time;
use crate::{FigureRow, median_time};
use backlog::import::{ImportOptions, ParsedImport, minutes, table};
use backlog::model::group::Group;
use backlog::source::{Source, Sources};
use backlog::store::load::Files;
use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;

const ROUNDS: usize = 51;
const ROWS: usize = 200;
/// As a multiple of the parsing.
const TARGET_RATIO: f64 = 2.5;

/// A source and the import that reads it.
struct ImportCase {
    name: &'static str,
    text: String,
    read: fn(Sources, &ImportOptions, &Group) -> ParsedImport,
}

/// Measures every import.
///
/// # Errors
/// When a source cannot be imported, or nothing can be written.
pub fn measure_imports() -> Result<Vec<FigureRow>, Box<dyn Error>> {
    let imports = [
        ImportCase { name: "table of HTML", text: html_table(), read: table::parse_tables },
        ImportCase { name: "table of Markdown", text: markdown_table(), read: table::parse_tables },
        ImportCase { name: "file of minutes", text: call_minutes(), read: minutes::parse_minutes },
    ];
    let mut figures = Vec::new();
    for import in &imports {
        figures.extend(measure_reading(import)?);
    }
    Ok(figures)
}

/// The base is what any reader of the source has to do. Drafting the files counts as writing them.
fn measure_reading(import: &ImportCase) -> Result<[FigureRow; 2], Box<dyn Error>> {
    let own = ("workgroup.yaml".to_owned(), b"name: G\n".to_vec());
    let group = Files::from_bytes(Path::new(""), vec![own]).decode_group();
    let (mut read, mut drafted, mut base) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let source = || Source { path: "source.md".to_owned(), text: import.text.clone() };
        let import_text = |source| (import.read)(Sources::new(vec![source]), &ImportOptions::default(), &group);
        let own_source = source();
        read.push(cpu_time(|| {
            black_box(import_text(own_source));
            Ok(())
        })?);
        let own_source = source();
        drafted.push(cpu_time(|| {
            black_box(import_text(own_source).draft_files()?);
            Ok(())
        })?);
        base.push(cpu_time(|| {
            black_box(pulldown_cmark::Parser::new_ext(&import.text, pulldown_cmark::Options::all()).count());
            black_box(scraper::Html::parse_fragment(&import.text));
            Ok(())
        })?);
    }
    let base = median_time(base);
    let size = import.text.len() / 1024;
    let figure = |what: &str, ours, aim| {
        let what = format!("import of a {}, {size} KiB, {what}CPU, against parsing it", import.name);
        FigureRow { label: what, ours: median_time(ours), base, target: aim }
    };
    Ok([figure("", read, Some(TARGET_RATIO)), figure("with its files drafted, ", drafted, None)])
}

fn html_table() -> String {
    let mut text =
        "# Proposals\n\n<table>\n<thead><tr><th>API name</th><th>Supporters</th><th>Template</th><th>Status</th>\
        <th>Sub project</th><th>Latest release</th></tr></thead>\n<tbody>\n"
            .to_owned();
    for at in 0..ROWS {
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
