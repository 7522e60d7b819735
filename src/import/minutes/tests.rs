//! Imports of complete minutes in every notation.

use super::*;
use crate::source::{Source, Sources};
use crate::store::load::Files;
use std::path::Path;

fn import_texts(sources: &[(&str, &str)]) -> Imported {
    imported_into(Vec::new(), sources)
}

fn imported_into(mut records: Vec<(String, Vec<u8>)>, sources: &[(&str, &str)]) -> Imported {
    records.push(("workgroup.yaml".to_owned(), b"name: G\nrepository: o/r\n".to_vec()));
    let group = Files::from_bytes(Path::new(""), records).decode_group();
    let sources = sources.iter().map(|(path, text)| Source { path: (*path).to_owned(), text: (*text).to_owned() });
    import_minutes(Sources::new(sources.collect()), &ImportOptions::default(), &group).unwrap()
}

fn doubts(imported: &Imported) -> Vec<&str> {
    imported.doubts.iter().map(|doubt| doubt.message.as_str()).collect()
}

/// Asserts that every file is a record without problems.
fn assert_readable(imported: &Imported) {
    let texts = imported.records.iter().map(|draft| (draft.path.clone(), draft.text.clone().into_bytes()));
    let own = ("workgroup.yaml".to_owned(), b"name: G\nrepository: o/r\n".to_vec());
    let group = Files::from_bytes(Path::new(""), texts.chain([own]).collect()).decode_group();
    assert!(group.problems.is_empty(), "{:?}", group.problems);
    assert_eq!(group.meetings.len() + group.proposals.len(), imported.records.len());
}

const FIRST: &str = "# Group meeting\r\n\r\n#### *7th of July 2022*\r\n\r\n## Attendees\r\n\r\n* **Delegate A, DT**\r\n* Delegate B, MTN (excused)\r\n* **Delegate C, KDDI**\r\n\r\n## Discussion\r\n\r\n| Agenda Item | Who | Description |\r\n| --- | --- | --- |\r\n| **CURRENT ISSUES** |  | |\r\n| Issue #12<br>*-A name* | DT | Start<br>**Update 23rd June**: one<br>**Update 7th July**:<ul><li>two</li></ul> |\r\n\r\n## Action Points\r\n\r\n| AP Identifier | AP Owner | Status | Description |\r\n| --- | --- | --- | --- |\r\n| 20220707-01 | DT | Open | To write the text of the answer |\r\n| 20220526-01 | MTN | Open | To ask |\r\n\r\n## AoB\r\n\r\n1. Next call schedule: 28th July 2022\r\n";
const SECOND: &str = "#### *28th July 2022*\n\n## Attendees\n\n| |\n| --- |\n|DT: Delegate A|\n\n## Review of Action Points\n\n| AP Identifier | AP Owner | Status | Description |\n| --- | --- | --- | --- |\n| ~~20220707-01~~ | ~~DT~~ | ~~Open~~ | ~~To write the text of the answer~~ |\n| 2022707-02 | MTN | Open | Another one |\n\n# Q&A\n\nA question\n";

#[test]
fn an_action_point_belongs_to_the_call_that_opened_it() {
    let imported = import_texts(&[("second.md", SECOND), ("MOM-2022-07-08.md", FIRST)]);
    assert_readable(&imported);
    let [second, first] = &imported.records[..] else { panic!("{:?}", imported.records) };
    assert_eq!(first.path, "minutes/2022-07-07.yaml");
    assert_eq!(
        first.text,
        "date: 2022-07-07\nattendance:\n  DT: [Delegate A]\n  MTN: [{ name: Delegate B, present: false, note: excused }]\n  KDDI: [Delegate C]\nagenda:\n  - { issue: 12, title: A name, who: DT, notes: '- two' }\nactions:\n  - { id: 20220707-01, owners: [DT], text: To write the text of the answer }\nsections:\n  - heading: 'A name: before this call'\n    text: |\n      Start\\\n      **Update 23rd June**: one\nregister:\n  - { id: 20220526-01, owners: [MTN], text: To ask, status: open }\nnext: { date: 2022-07-28, text: 'Next call schedule: 28th July 2022' }\n"
    );
    assert!(
        second.text.contains(
            "action-updates:\n  - { id: 20220707-01, status: closed, note: 'struck through, with the status Open' }\n"
        ),
        "{}",
        second.text
    );
    assert!(second.text.contains("register:\n  - { id: 2022707-02, owners: "), "{}", second.text);
    assert!(second.text.contains("sections:\n  - { heading: Q&A, text: A question }\n"), "{}", second.text);
    assert_eq!(
        doubts(&imported),
        [
            "expected an id of the form YYYYMMDD-NN, found \"2022707-02\"",
            "the call of 2022-07-07 is in a file named 2022-07-08",
            "no key for this text: it is kept in the section `A name: before this call` of the minutes"
        ]
    );
}

#[test]
fn minutes_of_the_other_style() {
    let text = "# MoM - A Working group - 231023\n\n**Date:** 23/oct/2023\n\n## Attendees\n\n* Delegate A (Orange)\n* Delegate B (orange)\n\n## Agenda\n\n1. Scope:\n   <ul><li>One</ul>\n\n## Discussion\n\nDelegate A: keep it simple.  \nThen go on\n\n| Item | Who | Description |\n| ---- | --- | ----------- |\n|Issue 1: A flow | All | See [PR#28](https://github.com/o/r/pull/28)\n\nIn general: one PR\n\n## Action points\n\n| Description | Who |\n| --- | --- |\n| 1. Do it | Delegate A/ Delegate B (Orange) |\n\n## AOB\n* Next meeting will be the 6th of november \n\n-----\n";
    let imported = import_texts(&[("m.md", text)]);
    assert_readable(&imported);
    assert_eq!(
        imported.records[0].text,
        "date: 2023-10-23\nattendance:\n  Orange: [Delegate A]\n  orange: [Delegate B]\nagenda:\n  - title: 'Issue 1: A flow'\n    who: All\n    notes: See [PR#28](https://github.com/o/r/pull/28)\nactions:\n  - { id: 20231023-01, owners: [Delegate A, Delegate B], text: Do it }\ndiscussion: |\n  Delegate A: keep it simple.\\\n  Then go on\n\n  In general: one PR\noutline: |\n  1. Scope:\n     - One\nnext: { date: 2023-11-06, text: Next meeting will be the 6th of november }\n"
    );
    assert_eq!(doubts(&imported), ["is orange an alias of Orange?"]);
}

#[test]
fn text_without_markup() {
    let text = "2024-03-14 Group Minutes\n\nAttendees\n\nOrganization\n\nName\n\nMTN\n\n \n\nDT\n\n@Delegate A @Delegate B\n\nAgenda Proposal\n\nApproval of minutes of last conf. call\n\n  • Here\n\n    • DECISION: OK\n\nOther topics\n\n(Information) A paper: it is out\n\nDiscussion\n\nCurrent Issues \n\nIssue #\n\nCompany\n\nSummary\n\nStatus Update\n\n#259\n\nMTN\n& DT\n\nA name\n\nThe API template is available at #263\n\nINITIAL CONTEXT:\n\nFeb 22, 2024: Not treated\n\nMEETING UPDATE:\n\nMar 14, 2024: Not treated\n\nClosing Issues\n\nIssue #\n\nCompany\n\nSummary\n\nStatus Update\n\n18\n\nDT\n\nB name\n\nMEETING UPDATE:\n\n  • Reminder sent\n";
    let imported = import_texts(&[("page.txt", text)]);
    assert_readable(&imported);
    assert_eq!(
        imported.records[0].text,
        "date: 2024-03-14\nprevious-minutes: approved\nattendance:\n  MTN: []\n  DT: [Delegate A, Delegate B]\ntopics:\n  - { kind: information, title: A paper, notes: it is out }\nagenda:\n  - { issue: 259, title: A name, who: MTN & DT, treated: false }\n  - { issue: 18, title: B name, who: DT, closing: true, notes: '- Reminder sent' }\n"
    );
    assert!(imported.doubts.is_empty(), "{:?}", doubts(&imported));
    let proposal =
        "issue: 259\ntemplate: { pr: 263 }\nowners: [MTN, DT]\nhistory:\n  - { date: 2024-02-22, treated: false }\n";
    assert_eq!(imported.records[1].path, "backlog/a-name.yaml");
    assert_eq!(imported.records[1].text, format!("name: A name\n{proposal}"));
}

#[test]
fn minutes_without_a_date_are_not_imported() {
    let found = import_texts(&[("a.md", "## Attendees\n* Delegate A, DT\n")]);
    assert!(found.records.is_empty());
    assert_eq!(doubts(&found), ["no date found; these minutes are not imported"]);
    let found = import_texts(&[
        ("b.md", "# 1 May 2023\n"),
        ("MOM-2023-05-02.md", "# 1 May 2023\n"),
        ("c.md", "# 1 May 2023\n"),
    ]);
    assert_eq!(
        found.records.iter().map(|draft| draft.path.as_str()).collect::<Vec<_>>(),
        ["minutes/2023-05-01.yaml", "minutes/2023-05-02.yaml"]
    );
    assert!(
        doubts(&found).contains(&"another source already has the date 2023-05-01; this one is not imported"),
        "{:?}",
        doubts(&found)
    );
}

#[test]
fn a_doubt_about_a_name_points_at_the_name() {
    let at = |path: &str, text: &str| -> Vec<String> {
        let found = import_texts(&[(path, text)]);
        found.doubts.iter().map(|doubt| text.get(doubt.place.range()).unwrap_or("no text").to_owned()).collect()
    };
    // Text before, inside or around a name is not part of it, whatever its length.
    for (list, expected) in [
        ("* Delegate A (Orange)\n* Delegate B (orange)\n", "orange"),
        ("• Delegate A, Orange\n• Delegate C, Orange\n• **Délegate** B, **orange**\n", "orange"),
        ("|Orange: Delegate A|\n|--|\n|\u{a0}orange\u{a0}: Éd, Delegate 中|\n|Orange: Delegate C|\n", "orange"),
        ("| Company | Name |\n|--|--|\n|Orange | A B|\n| Orange | C D |\n| Ora**n**gé | 𑨀 |\n", "Ora**n**gé"),
    ] {
        assert_eq!(at("2023-05-01.md", &format!("# 1 May 2023\n## Attendees\n{list}")), [expected], "{list}");
    }
    let page = "1 May 2023\nAttendees\nOrange\n@A B\n • orange @C D𑨀\nAoB\n";
    assert_eq!(at("2023-05-01.md", page), ["orange"]);
}

#[test]
fn an_earlier_import_of_a_call_does_not_influence_it() {
    // The second entry uses the first one's name as an organization.
    let text = "# 1 May 2023\n## Attendees\n* One: Two\n* Two, Three, Four, One\n* Two, Five, Six\n";
    let first = import_texts(&[("a.md", text)]);
    let written = first.records.iter().map(|draft| (draft.path.clone(), draft.text.clone().into_bytes()));
    let again = imported_into(written.collect(), &[("a.md", text)]);
    assert_eq!(again.records, first.records);
    // Names in other calls count.
    let other = ("minutes/2023-04-17.yaml".to_owned(), b"date: 2023-04-17\nattendance: { Six: [Two] }\n".to_vec());
    let known = imported_into(vec![other], &[("a.md", text)]);
    assert!(known.records[0].text.contains("  Six: [Two, Five]\n"), "{}", known.records[0].text);
}

#[test]
fn html_tables_are_read_like_markdown_tables() {
    let markdown = "#### 7 July 2022\n\n## Attendees\n\n| Organization | Name |\n| --- | --- |\n| DT | Delegate A |\n| | Delegate B |\n\n## Discussion\n\n| Agenda Item | Who | Description |\n| --- | --- | --- |\n| **Current issues** |  | |\n| [#12](https://github.com/o/r/issues/12) | DT | **A name**<br>Seen |\n\n## Action Points\n\n| AP Identifier | AP Owner | Status | Description |\n| --- | --- | --- | --- |\n| 20220707-01 | DT | Open | ~~To write~~ |\n";
    let html = "#### 7 July 2022\n\n## Attendees\n\n<table><tbody>\n<tr><th>Organization</th><th>Name</th></tr>\n<tr><td rowspan=\"2\">DT</td><td><p>Delegate A</p></td></tr>\n<tr><td>Delegate B</td></tr>\n</tbody></table>\n\n## Discussion\n\n<table>\n<tr><th>Agenda Item</th><th>Who</th>\n<th>Description</th></tr>\n<tr><td colspan=3><b>Current issues</b></td></tr>\n<tr>\n<td><a href=\"https://github.com/o/r/issues/12\">#12</a></td>\n<td>DT</td>\n<td><b>A name</b><br>Seen</td></tr></table>\n\n## Action Points\n<table><tr><th>AP Identifier<th>AP Owner<th>Status<th>Description<tr><td>20220707-01<td>DT<td>Open<td><del>To write</del></table>\n";
    let (markdown, html) = (import_texts(&[("a.md", markdown)]), import_texts(&[("a.md", html)]));
    assert_readable(&markdown);
    assert_eq!(markdown.records, html.records);
    // Words outside of cells are kept.
    let stray = import_texts(&[("a.md", "# 7 July 2022\n## Attendees\n<table>wordone<tr>wordtwo<tr>wordthree\n</ul>")]);
    for word in ["wordone", "wordtwo", "wordthree"] {
        assert!(stray.records[0].text.contains(word), "{word} in {}", stray.records[0].text);
    }
    assert!(html.doubts.is_empty(), "{:?}", doubts(&html));
    let record = "attendance:\n  DT: [Delegate A, Delegate B]\nagenda:\n  - { issue: 12, title: A name, who: DT, notes: Seen }\nactions:\n  - { id: 20220707-01, owners: [DT], text: To write }\naction-updates:\n  - { id: 20220707-01, status: closed, ";
    assert!(html.records[0].text.contains(record), "{}", html.records[0].text);
}

#[test]
fn a_contradicting_weekday_is_doubted_and_kept() {
    let of =
        |line: &str| import_texts(&[("2022-05-12.md", &format!("{line}\n\n## Attendees\n\n* **Delegate A, MTN**\n"))]);
    let wrong = of("**Date:** Friday, 12 May 2022");
    let kept = "no key for this text: it is kept in a section of the minutes";
    assert_eq!(doubts(&wrong), [kept, "2022-05-12 is a Thursday, not a Friday"]);
    assert!(wrong.records[0].text.contains("Friday, 12 May 2022"), "{}", wrong.records[0].text);
    for right in ["**Date:** Thursday, 12 May 2022", "**Date:** 12 May 2022", "Sun Club, 12 May 2022"] {
        assert!(doubts(&of(right)).is_empty(), "{right}: {:?}", doubts(&of(right)));
    }
}

#[test]
fn nobody_has_an_empty_name() {
    let imported = import_texts(&[("2023-05-01.md", "## Attendees\nOne\n  * :A\n")]);
    assert_readable(&imported);
    let text = &imported.records[0].text;
    assert!(text.contains("One") && text.contains("[A]"), "{text}");
}

#[test]
fn a_text_that_is_too_long_for_its_key_is_kept() {
    let [org, only, other, title, who, heading, id, owner] =
        ["org", "only", "other", "title", "who", "heading", "id", "owner"].map(|word| word.repeat(300));
    let minutes = format!(
        "# 2022-07-07\n## Attendees\n* Delegate A ({org})\n* {only} (DT)\n* {other} (KDDI, excused)\n\n## Discussion\n\
         | Item | Who | Description |\n|--|--|--|\n| {title} | {who} | said |\n\n## {heading}\n\ntext\n\n## Action Points\n\n\
         | AP Identifier | AP Owner | Status | Description |\n|--|--|--|--|\n| {id} | {owner} | Open | To ask |\n"
    );
    let imported = import_texts(&[("2022-07-07.md", &minutes)]);
    assert_readable(&imported);
    let text = &imported.records[0].text;
    let whole = [&org, &only, &other, &title, &who, &heading, &id, &owner];
    assert!(whole.iter().all(|whole| text.contains(whole.as_str())), "{text}");
    assert!(text.contains("notes: said") && text.contains("Delegate A") && text.contains("KDDI"), "{text}");
    let found = doubts(&imported);
    let long = found.iter().filter(|message| message.contains("is too long for its key")).count();
    // Whoever has such a name is not claimed to be a person.
    assert_eq!(long, whole.len() - 3, "{found:?}\n{text}");
}

#[test]
fn a_mapped_column_is_read_as_the_user_says() {
    let text =
        "# 7 July 2022\n## Discussion\n| Subject of the day | By | What we said |\n|--|--|--|\n| #1 | DT | said |\n";
    let mapped = [("Subject of the day", "item"), ("By", "who"), ("what we said", "text")];
    let mapped = mapped.map(|(header, field)| (header.to_owned(), field.parse().unwrap()));
    let options = ImportOptions { minutes_columns: mapped.into(), ..ImportOptions::default() };
    let group = Files::from_texts(&[("workgroup.yaml", "name: G\nrepository: o/r\n")]).decode_group();
    let source = Source { path: "a.md".into(), text: text.into() };
    let imported = import_minutes(Sources::new(vec![source]), &options, &group).unwrap();
    assert!(imported.records[0].text.contains("- { issue: 1, who: DT, notes: said }"), "{}", imported.records[0].text);
}

#[test]
fn a_heading_about_the_next_call_is_kept_where_it_says_more() {
    for (heading, expected) in [("Next call", ""), ("Next call: not yet known", "heading: Next call: not yet known")] {
        let imported = import_texts(&[("2024-03-05.md", &format!("# G 2024-03-05\n\n## {heading}\n"))]);
        let text = imported.records[0].text.replace(['\'', '"'], "");
        assert_eq!((text.contains(expected), text.contains("sections")), (true, !expected.is_empty()), "{text}");
        assert_eq!(doubts(&imported).len(), usize::from(!expected.is_empty()));
    }
}

#[test]
fn a_second_import_finds_the_same() {
    let text = "# 7 July 2022\n## Discussion\n| Item | Text |\n|--|--|\n| #1 A name | AP: Ask again. |\n| #2 B name | AP: Write. |\n";
    let first = import_texts(&[("a.md", text)]);
    let written = first.records.iter().map(|draft| (draft.path.clone(), draft.text.clone().into_bytes()));
    assert_eq!(imported_into(written.collect(), &[("a.md", text)]).records, first.records);
    assert!(first.records[0].text.contains("20220707-02"), "{}", first.records[0].text);
}

#[test]
fn paragraphs_that_nobody_claims_stay_apart() {
    let text = "# 7 July 2022\n## Attendees\n* Delegate A (DT)\n\nWe met early.\nIt was cold.\n\nThen it rained.\n";
    let section = "sections:\n  - heading: Attendees\n    text: |\n      We met early.\n      It was cold.\n\n      Then it rained.\n";
    let record = &import_texts(&[("a.md", text)]).records[0].text;
    assert!(record.contains(section), "{record}");
}

#[test]
fn action_points_below_a_heading_of_closed_ones_are_closed() {
    let text = "# Call 2024-03-05\n\n## Attendees\n* Ann Example (DT)\n\n## Closed action points\n* Ann: write it\n* ask\n\n\
        | Owner | Task |\n|-|-|\n| DT | write |\n\n## Open actions\n* Ann: go on\n";
    let imported = import_texts(&[("a.md", text)]);
    assert_readable(&imported);
    let record = &imported.records[0].text;
    assert_eq!(record.matches("status: closed").count(), 3, "{record}");
    assert!(record.contains("actions:\n  - { id: 20240305-01, owners: [Ann], text: go on }"), "{record}");
}
