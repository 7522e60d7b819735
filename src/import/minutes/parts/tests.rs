//! Headings in their marks and spellings.

use super::*;

#[test]
fn parts_are_known_by_their_headings() {
    let text = "\n# Group meeting\n#### *8th June 2023*\n## Attendees\n* a\n## Kick-off\n### More\nx\n**AoB**\n#63 y\n# Q&A\nz";
    let told: Vec<String> = parts(text)
        .iter()
        .map(|part| {
            format!("{:?} {} {}", part.kind, part.named(), part.lines.iter().filter(|line| !line.is_blank()).count())
        })
        .collect();
    assert_eq!(
        told,
        [
            "Title  0",
            "Title Group meeting 0",
            "Title 8th June 2023 0",
            "Attendees Attendees 1",
            "Other Kick-off 2",
            "Aob AoB 1",
            "Other Q&A 1"
        ]
    );
}

#[test]
fn headings_are_known_by_other_marks() {
    let text =
        "<h2>Attendees</h2>\na\nDiscussion\n----------\nb\n__Action points__:\nc\n-----\n##AoB\n#63\n- Agenda\n---\n";
    let told = |part: &Part| format!("{:?} {} {}", part.kind, part.named(), part.lines.len());
    assert_eq!(
        parts(text).iter().map(told).collect::<Vec<_>>(),
        ["Title  0", "Attendees Attendees 1", "Discussion Discussion 1", "Actions Action points: 2", "Aob AoB 3"]
    );
}

#[test]
fn headings_are_known_in_their_spellings() {
    for (heading, kind) in [
        ("Review of Action Points", Kind::Actions),
        ("**CURRENT ISSUES**", Kind::Current),
        ("Closed issues", Kind::Closing),
        ("Recent updates & recap", Kind::Recap),
        ("Approval of minutes of last conf. call", Kind::Approval),
        ("Next call:", Kind::Next),
        ("New Procedures", Kind::Other),
        ("A.O.B.", Kind::Aob),
        ("2. Attendees", Kind::Attendees),
        ("Meeting attendees:", Kind::Attendees),
        ("3) <b>Open Action Points</b>", Kind::Actions),
    ] {
        assert_eq!(kind_of(heading), kind, "{heading}");
    }
}
