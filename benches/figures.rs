//! What the program costs, as ratios within one run: `cargo bench`, and `cargo bench -- --huge` for 100,000 proposals
//! too. Nothing is asserted, because times vary. CONTRIBUTING.md says how to read the tables.

#[path = "figures/commands.rs"]
mod commands;
#[path = "figures/cost.rs"]
mod cost;
#[path = "figures/folders.rs"]
mod folders;
#[path = "figures/imports.rs"]
mod imports;
#[path = "figures/memory.rs"]
mod memory;
#[path = "figures/records.rs"]
mod records;
#[path = "../examples/generate/repository/mod.rs"]
mod repository;
#[path = "figures/start_up.rs"]
mod start_up;

use std::error::Error;
use std::io::Write as _;

/// One cell of a table with its row.
pub struct Figure {
    label: String,
    value: String,
    /// The largest value that the project aims for, if it has set one.
    aim: &'static str,
}

impl Figure {
    fn new(label: &str, value: String, aim: &'static str) -> Self {
        Self { label: label.to_owned(), value, aim }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut log = std::io::stderr();
    let is_huge = std::env::args().any(|argument| argument == "--huge");
    let hello = start_up::build_hello_world()?;
    let sizes = &records::SIZES[..if is_huge { 4 } else { 3 }];
    let (mut columns, mut smaller) = (Vec::new(), None);
    for size in sizes {
        writeln!(log, "measuring {}", size.name)?;
        let measured = records::measure_size(size, &hello)?;
        columns.push(records::list_figures(&measured, smaller.as_ref()));
        smaller = Some(measured);
    }
    let names: Vec<&str> = sizes.iter().map(|size| size.name).collect();
    print_table(&names, &columns)?;
    writeln!(log, "measuring start-up and imports")?;
    let mut others = start_up::measure_start_up(&hello)?;
    others.extend(imports::measure_imports()?);
    print_table(&["ratio"], &[others])
}

/// Prints a table whose columns have the same figures in the same order.
fn print_table(names: &[&str], columns: &[Vec<Figure>]) -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout();
    writeln!(out, "\n| figure | {} | aim |\n| --- |{} ---: |", names.join(" | "), " ---: |".repeat(names.len()))?;
    for (at, Figure { label, aim, .. }) in columns.iter().take(1).flatten().enumerate() {
        let values: Vec<&str> = columns.iter().map(|column| column[at].value.as_str()).collect();
        writeln!(out, "| {label} | {} | {aim} |", values.join(" | "))?;
    }
    Ok(())
}
