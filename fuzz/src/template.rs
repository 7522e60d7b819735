//! A template of the group that a stranger wrote: it writes a text of bounded size, or fails with an error that names
//! it.

use super::repository::{decode, views};
use backlog::error::Error;
use backlog::render::outputs;

/// The limit of one output, in bytes.
const MOST_OUTPUT: usize = 8 << 20;

/// The templates that are tried.
const NAMES: [&str; 2] = ["minutes-api-backlog.md", "table-gfm.md"];

/// Renders the minutes and the table of a small group with the input as their template.
pub fn test_template(input: &[u8]) {
    for name in NAMES {
        let records = [
            ("workgroup.yaml", &include_bytes!("../../tests/repos/group/workgroup.yaml")[..]),
            ("backlog/signal-flags.yaml", include_bytes!("../../tests/repos/group/backlog/signal-flags.yaml")),
            ("minutes/2026-02-17.yaml", include_bytes!("../../tests/repos/group/minutes/2026-02-17.yaml")),
        ];
        let template = (format!("templates/{name}"), input.to_vec());
        let files = records.map(|(path, bytes)| (path.to_owned(), bytes.to_vec()));
        let group = decode(files.into_iter().chain([template]).collect());
        let views = views(&group).unwrap();
        let output = match name {
            "table-gfm.md" => outputs::render_table(&views),
            _ => outputs::render_minutes(&views, &group.meetings[0]),
        };
        match output {
            // Later steps, such as linking issues, less than double it.
            Ok(text) => assert!(text.len() <= 2 * MOST_OUTPUT, "{} bytes", text.len()),
            Err(Error::Template { name: found, reason }) => {
                assert_eq!(found, format!("templates/{name}"));
                assert!(!reason.contains("the template engine failed"), "{reason}");
            }
            Err(error) => panic!("{error}"),
        }
    }
}
