//! The rules on prose find the place of a word in the file, in every YAML style.

use crate::test_group::TestGroup;
use proptest::prelude::*;

/// The message of each finding of the rules on prose, and the text at its place in the file.
fn texts_at_findings(file: &str) -> Vec<(String, String)> {
    let group = TestGroup::new().file("minutes/2026-02-12.yaml", file);
    let rules = ["broken-reference", "undated-update", "unfilled-template"];
    let lines: Vec<&str> = file.split('\n').collect();
    let message_and_text = |line: String| {
        let (place, message) = line.strip_prefix("warning minutes/2026-02-12.yaml:").unwrap().split_once(' ').unwrap();
        let (row, column) = place.split_once(':').unwrap();
        let (row, column): (usize, usize) = (row.parse().unwrap(), column.parse().unwrap());
        (message.to_owned(), lines[row - 1].chars().skip(column - 1).collect())
    };
    rules.iter().flat_map(|rule| group.findings(rule)).map(message_and_text).collect()
}

/// A text with what these rules search for, and with other text around it.
const PROSE: &str = "x(a |é|中|🌊 |\n|\n\n|- |  |\\[#328\\]|\\[|\\]\\(|\\)|\\[x\\]\\(\\)|ttps://e\\.x |`|\\*\\*|<br>|MEETING UPDATE|Update|: |Oct 10, 2025|YYYY |TBD |<insert>|20260212-09 |\\\\|'|\"|#|\\*){0,19}x";

proptest! {
    // Each case runs every rule a dozen times.
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn findings_have_the_right_place_in_every_style(text in PROSE) {
        let indented = text.replace('\n', "\n  ");
        let escaped = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
        let single = text.replace('\'', "''").replace('\n', "\n\n  ");
        let (literal, folded) = (format!("|2\n  {indented}"), format!(">2\n  {indented}"));
        let values = [literal, folded, format!("\"{escaped}\""), format!("'{single}'")];
        for value in values {
            let value = value.replace("\n  ", "\n    ");
            let file = format!("date: 2026-02-12\nagenda:\n- issue: 1\n  notes: {value}\n");
            for (message, raw) in texts_at_findings(&file) {
                let begins: &[&str] = if message.starts_with("`[#328]`") {
                    &["["]
                } else if message.starts_with("`TBD`") {
                    &["TBD"]
                } else if message.starts_with("`YYYY`") {
                    &["YYYY"]
                } else if message.starts_with("`ttps") {
                    &["ttps"]
                } else if message.contains("without a date") {
                    &["MEETING UPDATE", "Update"]
                } else if message.contains("no call on") {
                    &["Oct 10"]
                } else if message.contains("did not open the action point") {
                    &["20260212"]
                } else {
                    &[""]
                };
                prop_assert!(begins.iter().any(|start| raw.starts_with(start)), "{message}: {raw:?} in {file:?}");
            }
        }
    }
}
