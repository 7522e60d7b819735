//! The cost of every list of every record: at most 2.5 times as much time and memory when the list is twice as long.
//!
//! Measured is the CPU time of the program's process, which other processes hardly change, and the most memory that it
//! asks for at a time. A measurement that fails is repeated, and the best one counts. With quadratic cost a list takes
//! four times as much, whatever else runs.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails on the spot"
)]

#[cfg(unix)]
mod imports;
#[cfg(unix)]
mod lists;
#[cfg(unix)]
mod measure;
#[cfg(unix)]
mod schema;

#[cfg(not(unix))]
fn main() {}

#[cfg(unix)]
fn main() {
    if measure::is_asked_to_measure() {
        return measure::measure_here();
    }
    // `cargo test NAME` runs the tests of that name, and this is not one of them.
    if std::env::args().skip(1).any(|argument| !argument.starts_with('-')) {
        return;
    }
    assert_every_list_has_a_case();
    let is_thorough = std::env::var_os("BACKLOG_TEST_ALL").is_some();
    let cases = list_cases().chain(import_cases());
    let slow: Vec<String> = cases.flat_map(|case| case.find_slow_commands(is_thorough)).collect();
    assert!(slow.is_empty(), "cost more than they should when they are twice as long:\n{}", slow.join("\n"));
    println!("every list costs at most 2.5 times as much when it is twice as long");
}

#[cfg(unix)]
fn list_cases() -> impl Iterator<Item = measure::Case> {
    lists::LISTS.iter().map(|row| {
        let (record, path, entries, _) = row;
        let files = Box::new(|n| lists::repository_with(row, n));
        measure::Case { name: format!("{record} {path}, {entries}"), files, commands: lists::commands_for(record) }
    })
}

#[cfg(unix)]
fn import_cases() -> impl Iterator<Item = measure::Case> {
    imports::SOURCES.iter().map(|row| {
        let (name, source, ..) = *row;
        let group = ("workgroup.yaml".to_owned(), "name: G\nrepository: o/r\n".to_owned());
        let files = move |n| [group.clone(), (source.to_owned(), imports::source_with(row, n))].into();
        measure::Case { name: name.to_owned(), files: Box::new(files), commands: imports::commands_for(source) }
    })
}

/// A new list of a record without a case would never be measured.
#[cfg(unix)]
fn assert_every_list_has_a_case() {
    for record in ["workgroup", "proposal", "meeting"] {
        let lists = lists::LISTS.iter().filter(|(own, path, ..)| *own == record && !path.is_empty());
        let measured: std::collections::BTreeSet<String> = lists.map(|(_, path, ..)| (*path).to_owned()).collect();
        assert_eq!(measured, schema::list_paths(record), "the lists in tests/growth/lists.rs and those of a {record}");
    }
}
