//! The repository's own records follow the procedure.

use backlog::model::when::When;
use backlog::rules::{Overrides, check, check_files};
use backlog::source::find_position;
use backlog::store::load::read_files;
use backlog::view::Views;
use backlog::view::moment::Now;
use std::path::Path;

/// The day of the last call in the records.
const DAY: &str = "2026-02-12";

#[test]
fn our_own_records_give_no_finding() {
    let group = read_files(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap().decode_group();
    let checked = match &group.workgroup {
        None => check_files(&group),
        Some(workgroup) => {
            let now = Now::from_when(When::parse(DAY).unwrap(), workgroup.timezone);
            check(&Views::new(&group, workgroup, now), &Overrides::default())
        }
    };
    let findings: Vec<String> = checked
        .findings
        .iter()
        .map(|finding| {
            let source = group.sources.file(finding.place.file);
            let at = find_position(&source.text, finding.place.range().start);
            format!("{}:{}:{}: {} [{}]", source.path, at.line, at.column, finding.message, finding.rule)
        })
        .collect();
    assert!(findings.is_empty(), "{}", findings.join("\n"));
    assert!(group.proposals.len() > 30 && group.meetings.len() >= 2, "the records were read");
}
