//! A template of the group's own that a stranger wrote: it makes a text of bounded size, or an error that names it.

use super::repository::{decode, views};
use backlog::error::Error;
use backlog::render::outputs;

/// Bytes of one output.
const MOST_OUTPUT: usize = 8 << 20;

/// The name of each template that is tried, with what it makes.
const NAMES: [&str; 2] = ["minutes-api-backlog.md", "table-gfm.md"];

/// Makes the minutes and the table of a small group with the input as their template.
pub fn test(input: &[u8]) {
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
        let made = match name {
            "table-gfm.md" => outputs::render_table(&views),
            _ => outputs::render_minutes(&views, &group.meetings[0]),
        };
        match made {
            // What is made of it afterwards, such as links to issues, adds less than as much again.
            Ok(text) => assert!(text.len() <= 2 * MOST_OUTPUT, "{} bytes", text.len()),
            Err(Error::Template { name: found, reason }) => {
                assert_eq!(found, format!("templates/{name}"));
                assert!(!reason.contains("the template engine failed"), "{reason}");
            }
            Err(error) => panic!("{error}"),
        }
    }
}
