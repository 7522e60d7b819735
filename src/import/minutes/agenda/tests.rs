use super::*;
use crate::import::minutes::grid;
use crate::import::minutes::lines::split_lines;
use crate::source::FileId;
use chrono::NaiveDate;

fn read_table(text: &str) -> Meeting {
    let day: NaiveDate = "2022-10-26".parse().unwrap();
    let mut record = Meeting { date: day.into(), ..Meeting::default() };
    let mut doubts = SourceDoubts::new(FileId(0), Some("o/r"));
    let found = split_lines(text);
    let (grid, _) = grid::read_table(&found).unwrap();
    let part = DiscussionPart { kind: PartKind::Discussion, label: String::new() };
    read_discussion(&grid, part, &mut record, &mut doubts);
    record
}

fn describe_item(item: &Item) -> String {
    let reference = item.issue.as_ref().map(|issue| issue.to_string()).or(item.pr.as_ref().map(|pr| pr.pr_label()));
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let kind = item.kind.as_ref().map(|kind| format!("({kind})"));
    let parts = [reference, text(&item.title), text(&item.who), kind, text(&item.notes)];
    let texts: Vec<String> = parts.into_iter().flatten().collect();
    format!(
        "{}{}{}",
        if item.closing { "closing " } else { "" },
        if item.treated == Some(false) { "not " } else { "" },
        texts.join(" / ")
    )
}

const HEADER: &str = "| **Agenda  Item** | Owner | Description |\n| --- | --- | --- |\n";

#[test]
fn rows_are_items_in_the_part_that_a_bold_row_starts() {
    let record = read_table(&format!(
        "{HEADER}| **Recent updates & recap** | |\n| | DT | News of the group |\n| **CURRENT ISSUES** |  | **Total: 2** |\n\
         | Issue #12<br>*-A title* | MTN, DT | \\* One<br>**No time to discuss it during the call** |\n\
         | [#29](https://github.com/o/r/issues/29) | MTN | **A name**</br> Updates: <br> - one |\n\
         | **Closed issues** |  |  |\n| [#7](https://github.com/o/r/issues/7) ([PR#8](https://github.com/o/r/pull/8)) | DT | **B**<br>closed |\n\
         | **New issues** | | |\n| PR#9 | DT | x |\n| | | |\n|\n"
    ));
    let topics: Vec<String> = record.topics.iter().map(describe_item).collect();
    assert_eq!(topics, ["Recent updates & recap (DT) / DT / (recent-updates-recap) / News of the group"]);
    let agenda: Vec<String> = record.agenda.iter().map(describe_item).collect();
    assert_eq!(
        agenda,
        [
            "not #12 / A title / MTN, DT / \\* One\\\n**No time to discuss it during the call**",
            "#29 / A name / MTN / Updates:\n- one",
            "closing #7 / B / DT / closed",
            "PR#9 / DT / (new) / x",
        ]
    );
    let places: Vec<&str> = record.unparsed.iter().map(|one| one.place.as_str()).collect();
    assert_eq!(places.last(), Some(&"parts of the discussion"));
    let kept: Vec<String> =
        record.unparsed[..2].iter().map(|one| format!("{}: {}", one.place, one.text.value)).collect();
    assert_eq!(kept, ["CURRENT ISSUES: **Total: 2**", "#7: also named: [PR#8](https://github.com/o/r/pull/8)"]);
}

#[test]
fn rows_without_a_number_have_a_title() {
    let record = read_table(
        "| Item | Who | Description |\n| - | - | - |\n| Time slot | All | Agreed |\n|List: <ol><li>a<li>b | DT | c\nOthers | MTN| <ul><li> d |\n",
    );
    let agenda: Vec<String> = record.agenda.iter().map(describe_item).collect();
    assert_eq!(agenda, ["Time slot / All / Agreed", "List / DT / c", "Others / MTN / - d"]);
    assert_eq!(record.unparsed[0].text.value, "1. a\n2. b");
}

#[test]
fn a_summary_and_a_status() {
    let record = read_table(
        "| Issue # | Company | Summary | Status Update |\n| - | - | - | - |\n\
         | 18 | MTN | A name<br>The template is in PR#75 | Start<br><br>MEETING UPDATE:<br>Oct 26, 2022: seen<br>DECISION: keep it open |\n",
    );
    assert_eq!(describe_item(&record.agenda[0]), "#18 / A name / MTN / seen");
    assert_eq!(record.agenda[0].decisions, ["keep it open".to_owned().into()]);
    let kept: Vec<&str> = record.unparsed.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(kept, ["The template is in PR#75", "Start"]);
}

#[test]
fn issue_columns_have_plain_numbers() {
    let rows = "| Issue 12<br>A name | DT | a |\n| 13 | DT | b |\n| Issue no. 14 - B name | DT | c |\n| # 15 | DT | d |\n| 16 <br> C name | DT | g |\n| Issue 17 ([PR#18](https://github.com/o/r/pull/18)) | DT | h |\n| 2 rows of it | DT | e |\n| Issue 1.2 of it | DT | f |\n";
    let record = read_table(&format!("{HEADER}| Issue 1: A flow | DT | x |\n| **Current issues** | | |\n{rows}"));
    let agenda: Vec<String> = record.agenda.iter().map(describe_item).collect();
    assert_eq!(
        agenda,
        [
            "Issue 1: A flow / DT / x",
            "#12 / A name / DT / a",
            "#13 / DT / b",
            "#14 / B name / DT / c",
            "#15 / DT / d",
            "#16 / C name / DT / g",
            "#17 / DT / h",
            "2 rows of it / DT / e",
            "Issue 1.2 of it / DT / f"
        ]
    );
}
