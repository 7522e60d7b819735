//! Headings in their marks and spellings.

use super::*;

#[test]
fn parts_are_recognized_by_their_headings() {
    let text = "\n# Group meeting\n#### *8th June 2023*\n## Attendees\n* a\n## Kick-off\n### More\nx\n**AoB**\n#63 y\n# Q&A\nz";
    let described: Vec<String> = split_parts(text)
        .iter()
        .map(|part| {
            format!("{:?} {} {}", part.kind, part.title(), part.lines.iter().filter(|line| !line.is_empty()).count())
        })
        .collect();
    assert_eq!(
        described,
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
fn headings_are_recognized_by_other_marks() {
    let text =
        "<h2>Attendees</h2>\na\nDiscussion\n----------\nb\n__Action points__:\nc\n-----\n##AoB\n#63\n- Agenda\n---\n";
    let described = |part: &MinutesPart| format!("{:?} {} {}", part.kind, part.title(), part.lines.len());
    assert_eq!(
        split_parts(text).iter().map(described).collect::<Vec<_>>(),
        ["Title  0", "Attendees Attendees 1", "Discussion Discussion 1", "Actions Action points: 2", "Aob AoB 3"]
    );
}

#[test]
fn headings_are_recognized_by_the_marks_of_wikis() {
    let text = "h1. Call\nh2. Attendees\n* a\n_AoB_\nb\n*Agenda:*\nc\n_Agenda_ of May\n* AoB *\n_b_\nh2o. d\n";
    let described = |part: &MinutesPart| format!("{:?} {} {}", part.kind, part.title(), part.lines.len());
    assert_eq!(
        split_parts(text).iter().map(described).collect::<Vec<_>>(),
        ["Title  0", "Title Call 0", "Attendees Attendees 1", "Aob AoB 1", "Outline Agenda: 5"]
    );
}

#[test]
fn headings_are_recognized_in_their_spellings() {
    for (heading, kind) in [
        ("Review of Action Points", PartKind::Actions),
        ("**CURRENT ISSUES**", PartKind::Current),
        ("Closed issues", PartKind::Closing),
        ("Recent updates & recap", PartKind::Recap),
        ("Approval of minutes of last conf. call", PartKind::Approval),
        ("Next call:", PartKind::Next),
        ("New Procedures", PartKind::Other),
        ("A.O.B.", PartKind::Aob),
        ("IV. Agenda", PartKind::Outline),
        ("b) AoB", PartKind::Aob),
        ("No. of issues", PartKind::Other),
        ("Pending issues / PRs (3)", PartKind::Current),
        ("New issues & PRs", PartKind::New),
        ("Issues to close", PartKind::Closing),
        ("Issues with the portal", PartKind::Other),
        ("2. Attendees", PartKind::Attendees),
        ("Meeting attendees:", PartKind::Attendees),
        ("3) <b>Open Action Points</b>", PartKind::Actions),
    ] {
        assert_eq!(kind_of(heading), kind, "{heading}");
    }
}

#[test]
fn labels_are_headings_where_there_are_no_others() {
    let kinds = |text: &str| split_parts(text).iter().map(|part| part.kind).collect::<Vec<_>>();
    let labels = "Attendees:\n* a\nAction points:\n* b\n* Agenda:\n";
    let title = [PartKind::Title, PartKind::Title];
    assert_eq!(kinds(&format!("# Call\n{labels}"))[2..], [PartKind::Attendees, PartKind::Actions]);
    assert_eq!(kinds(&format!("# Call\n{labels}"))[..2], title);
    assert_eq!(kinds(&format!("## AoB\n{labels}"))[1..], [PartKind::Aob, PartKind::Actions]);
}
