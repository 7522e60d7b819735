//! The fuzz targets: one function each, which takes any bytes and panics if the program is wrong.
//!
//! libFuzzer calls them with generated inputs (`fuzz/run`), and `cargo test` with the seeds and with what libFuzzer
//! found (`tests/suite/fuzz.rs`).

pub mod calendar;
pub mod cell;
pub mod check;
pub mod edit;
pub mod import;
pub mod mail;
pub mod markdown;
pub mod prose;
pub mod record;
pub mod repository;
pub mod seeds;
pub mod template;

/// A test of any bytes, which panics if the program is wrong.
pub type Test = fn(&[u8]);

/// The tests by target name.
pub const TARGETS: [(&str, Test); 9] = [
    ("record", record::test_record),
    ("edit", edit::test_edit),
    ("check", check::test_check),
    ("cell", cell::test_cell),
    ("table", import::test_table),
    ("minutes", import::test_minutes),
    ("mail", mail::test_mail),
    ("calendar", calendar::test_calendar),
    ("template", template::test_template),
];
