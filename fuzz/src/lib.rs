//! What the fuzzer runs: one function per target, which takes any bytes and panics where the program is wrong.
//!
//! libFuzzer calls them with inputs that it makes up (`fuzz/run`), `cargo test` with the seeds and with what libFuzzer
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

/// A test of any bytes, which panics where the program is wrong.
pub type Test = fn(&[u8]);

/// The tests by the names of their targets.
pub const TARGETS: [(&str, Test); 9] = [
    ("record", record::test),
    ("edit", edit::test),
    ("check", check::test),
    ("cell", cell::test),
    ("table", import::test_table),
    ("minutes", import::test_minutes),
    ("mail", mail::test),
    ("calendar", calendar::test),
    ("template", template::test),
];
