//! What an import reads from minutes, the rendered minutes print: every word of random minutes, in both styles.

use crate::fuzz::targets::repository::{decode, views};
use backlog::import::ImportOptions;
use backlog::import::minutes::import_minutes;
use backlog::render::outputs::render_minutes;
use backlog::source::{Source, Sources};
use proptest::prelude::*;
use std::fmt::Write;

/// Blocks of minutes. Each `%` becomes a word that is nowhere else.
const BLOCKS: &[&str] = &[
    // Headings, known and unknown.
    "## Attendees\n",
    "## Agenda\n",
    "## Discussion\n",
    "## Action Points\n",
    "## AoB\n",
    "### Current issues\n",
    "## Recent Updates & Recap\n",
    "## Other topics\n",
    "## Approval of minutes\n",
    "## Next call\n",
    "## Topics of the day\n",
    "### Part of it\n",
    "## In short\n",
    "- **Decision:** #18 %: % %\n- **Next call:** %\n",
    "**Present:** % % (%)\n\n<details>\n<summary>Organizations: % of 2</summary>\n\n| Organization | Name |\n|--|--|\n| % | % % |\n\n</details>\n",
    "- Nobody from %, % %\n",
    "**Note %:**\n",
    "Apologies:\n",
    // Lists.
    "* % %, %\n",
    "* % (%)\n* % - %\n",
    "- % % %\n  - % %\n    - %\n",
    "1. % %\n2. %: %\n",
    "- [ ] % to % %\n- [x] % %\n",
    "• % %\n",
    "- Action: % will % %\n",
    "AP @%: % %\n",
    "* Chair: % %\n",
    "- Next meeting: 21 March, %\n",
    // Prose.
    "% % % % % %. % % %.\n",
    "%: %\n",
    "DECISION: % %\n",
    "Issue #12: % %\n",
    "#63 % %\n",
    "MEETING UPDATE: % %\n",
    "**Update 7th July**: % %\n",
    "Feb 8, 2024: % %\n",
    "See [% %](https://e.x/a) and `%`\n",
    "<ul><li>%</li><li>% %</li></ul>\n",
    "> % %\n",
    // Tables.
    "| Agenda Item | Who | Description |\n|---|---|---|\n| Issue #12<br>*%* | % | %<br>% % |\n| **Current issues** | | |\n| #13 % | | % |\n",
    "| Issue # | Company | Summary | Status Update |\n|--|--|--|--|\n| #14 | % | % % | MEETING UPDATE: % |\n",
    "| AP Identifier | AP Owner | Status | Description |\n|--|--|--|--|\n| 20240305-01 | % | Open | % % |\n| 20240305-02 | % | Closed | ~~%~~ % |\n",
    "| Organization | Name |\n|--|--|\n| % | % % |\n| % | %, % % |\n",
    "| One | Other |\n|--|--|\n| #16 | % % |\n",
    "<table><tr><th>Organization</th><th>Name</th></tr><tr><td>%</td><td>% <b>%</b></td></tr></table>\n",
    "| Agenda Item | Who | Description |\n|---|---|---|\n| **% %** | | |\n| #17 % | % | % % |\n| % % | % | %<br>% % |\n",
    "## Topics %\n",
    "### %\n",
    // Junk.
    "\n\n",
    "---\n",
    "|\n",
    "| % | %\n",
    "```\n% %\n",
    "~~% %~~\n",
    "**%\n",
    "<div>%\n",
    "\\% \\_%\n",
    "&amp; %\n",
    "(%\n",
    "@% @%\n",
];

/// A word of letters that no other number has.
fn word(number: usize) -> String {
    let letter = |place: usize| char::from(b'a' + u8::try_from(number / 20_usize.pow(place as u32) % 20).unwrap());
    format!("qu{}{}{}z", letter(2), letter(1), letter(0))
}

/// The text of some blocks, and its words.
fn write_minutes(blocks: &[usize]) -> (String, Vec<String>) {
    let mut text = "# Minutes 2024-03-05\n\n".to_owned();
    let mut words = Vec::new();
    for block in blocks {
        for (at, piece) in BLOCKS[*block].split('%').enumerate() {
            if at > 0 {
                words.push(word(words.len()));
                write!(text, "{}", words[words.len() - 1]).unwrap();
            }
            text.push_str(piece);
        }
        text.push('\n');
    }
    (text, words)
}

/// The minutes of a source, rendered in a style.
fn render_import(text: &str, style: &str) -> String {
    let own = ("workgroup.yaml".to_owned(), format!("name: G\nminutes: {{ style: {style} }}\n").into_bytes());
    let group = decode(vec![own.clone()]);
    let sources = Sources::new(vec![Source { path: "m.md".to_owned(), text: text.to_owned() }]);
    let imported = import_minutes(sources, &ImportOptions::default(), &group).unwrap();
    let files = imported.records.into_iter().map(|draft| (draft.path, draft.text.into_bytes()));
    let group = decode(files.chain([own]).collect());
    let views = views(&group).unwrap();
    group.meetings.iter().map(|meeting| render_minutes(&views, meeting).unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_word_of_minutes_is_printed(blocks in prop::collection::vec(0..BLOCKS.len(), 0..14)) {
        let (text, words) = write_minutes(&blocks);
        for style in ["mom", "api-backlog"] {
            let printed = render_import(&text, style);
            let lost: Vec<&String> = words.iter().filter(|word| !printed.contains(word.as_str())).collect();
            prop_assert!(lost.is_empty(), "{style} does not print {lost:?} of\n{text}\nbut\n{printed}");
        }
    }
}
