//! Prose as minutes hold it: paragraphs, lists, code, links, and characters that tables must escape.

use super::chance::Chance;
use std::fmt::Write as _;

const SUBJECTS: [&str; 8] = [
    "The owner",
    "A supporter",
    "A maintainer of the sub project",
    "An operator",
    "The reviewer",
    "A delegate",
    "The group",
    "An editor of the template",
];
const VERBS: [&str; 8] = [
    "presented",
    "asked about",
    "compared with an existing API",
    "reviewed in the pull request",
    "would like to simplify",
    "described the use cases of",
    "has concerns about",
    "agrees on",
];
const OBJECTS: [&str; 10] = [
    "the parameters of the request",
    "the scope of the first version",
    "how consent is handled",
    "the notification of events",
    "the accuracy of the returned value",
    "the error codes and their wording",
    "what the network can measure today",
    "the personal data which the response might hold",
    "the overlap with device location and quality on demand",
    "the naming which should follow the design guide",
];
const ENDINGS: [&str; 8] = [
    "so the template needs another round",
    "and nobody objected",
    "which two members confirmed from their own networks",
    "but the comparison with other bodies is missing",
    "because developers asked for it more than once",
    "and the answer is expected by mail",
    "so that the proposal can be sent for approval",
    "although the commercial side is open",
];

/// One sentence.
pub fn make_sentence(chance: &mut Chance) -> String {
    format!("{} {} {}, {}.", chance.pick(&SUBJECTS), chance.pick(&VERBS), chance.pick(&OBJECTS), chance.pick(&ENDINGS))
}

/// A short text in one line, which needs no quotes in YAML.
pub fn make_line(chance: &mut Chance) -> String {
    format!("{} {} {}", chance.pick(&SUBJECTS), chance.pick(&VERBS), chance.pick(&OBJECTS))
}

/// Several paragraphs and lists.
pub fn make_text(chance: &mut Chance, issue: usize) -> String {
    let mut text = make_paragraph(chance);
    if chance.happens(60) {
        text.push('\n');
        for _ in 0..2 + chance.number_below(3) {
            let _ = writeln!(text, "- {}", make_sentence(chance));
            if chance.happens(30) {
                let _ = writeln!(text, "  - {}", make_sentence(chance));
            }
        }
    }
    if chance.happens(25) {
        let link = format!("[#{issue}](https://github.com/example/backlog/issues/{issue})");
        let _ = write!(text, "\nThe comments in {link} on `GET /status?device={{id}}` remain, **see there**: a | b.\n");
    }
    if chance.happens(50) {
        text.push('\n');
        text.push_str(&make_paragraph(chance));
    }
    text
}

fn make_paragraph(chance: &mut Chance) -> String {
    let mut text = String::new();
    for _ in 0..2 + chance.number_below(3) {
        let _ = writeln!(text, "{}", make_sentence(chance));
    }
    text
}
