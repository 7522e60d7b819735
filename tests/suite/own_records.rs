//! The repository's own records follow the procedure.

use crate::records::{format_place, views_on};
use backlog::rules::{Overrides, check};
use backlog::store::load::read_files;
use std::path::Path;

/// The day of the last call in the records.
const DAY: &str = "2026-02-12";

#[test]
fn our_own_records_give_no_finding() {
    let group = read_files(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().decode_group();
    let findings = check(&views_on(&group, DAY), &Overrides::default()).findings;
    let line = |finding| format!("{}: {finding:?}", format_place(finding, &group));
    assert!(findings.is_empty(), "{:#?}", findings.iter().map(line).collect::<Vec<_>>());
    assert!(group.proposals.len() > 30 && group.meetings.len() >= 2, "the records were read");
}
