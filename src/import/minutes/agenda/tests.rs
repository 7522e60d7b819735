use super::*;
use crate::import::minutes::grid;
use crate::import::minutes::lines::split_lines;
use crate::source::FileId;

/// A line per entry: topics in brackets, text below its part.
fn read_entries(text: &str) -> Vec<String> {
    let context = SourceContext {
        day: "2022-10-26".parse().unwrap(),
        marks_updates: text.contains("MEETING UPDATE"),
        columns: &[],
    };
    let mut doubts = SourceDoubts::new(FileId(0), Some("o/r"));
    let (grid, _) = grid::read_table(&split_lines(text)).unwrap();
    let part = DiscussionPart { kind: PartKind::Discussion, label: String::new() };
    let describe = |entry: &DiscussionEntry| match entry {
        DiscussionEntry::Item(read) if read.is_topic => format!("[{}]", describe_item(&read.item)),
        DiscussionEntry::Item(read) => describe_item(&read.item) + &describe_earlier(&read.earlier),
        DiscussionEntry::Text { part, text, .. } => format!("{:?} {}: {text}", part.kind, part.label),
    };
    read_discussion(&grid, part, context, &mut doubts).iter().map(describe).collect()
}

fn describe_earlier(earlier: &EarlierCalls) -> String {
    let template = earlier.template.as_ref().and_then(|template| template.pr.as_ref());
    let history = earlier.history.iter().filter_map(|one| one.notes.as_ref());
    let texts = template.map(|pr| format!(" (template {})", pr.value)).into_iter();
    texts.chain(history.map(|notes| format!(" (before: {})", notes.value))).collect()
}

fn describe_item(item: &Item) -> String {
    let reference = item.issue.as_ref().map(|issue| issue.to_string()).or(item.pr.as_ref().map(|pr| pr.pr_label()));
    let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
    let kind = item.kind.as_ref().map(|kind| format!("({kind})"));
    let parts = [reference, text(&item.title), text(&item.who), kind, text(&item.notes)];
    let texts: Vec<String> = parts.into_iter().flatten().collect();
    let decided = item.decisions.iter().map(|decision| format!(" (decided: {})", decision.value)).collect::<String>();
    format!(
        "{}{}{}{decided}",
        if item.closing { "closing " } else { "" },
        if item.treated == Some(false) { "not " } else { "" },
        texts.join(" / ")
    )
}

const HEADER: &str = "| **Agenda  Item** | Owner | Description |\n| --- | --- | --- |\n";

#[test]
fn rows_are_items_in_the_part_that_a_bold_row_starts() {
    let found = read_entries(&format!(
        "{HEADER}| **Recent updates & recap** | |\n| | DT | News of the group |\n| **CURRENT ISSUES** |  | **Total: 2** |\n\
         | Issue #12<br>*-A title* | MTN, DT | \\* One<br>**No time to discuss it during the call** |\n\
         | [#29](https://github.com/o/r/issues/29) | MTN | **A name**</br> Updates: <br> - one |\n\
         | **Closed issues** |  |  |\n| [#7](https://github.com/o/r/issues/7) ([PR#8](https://github.com/o/r/pull/8)) | DT | **B**<br>closed |\n\
         | **New issues** | | |\n| PR#9 | DT | x |\n| | | |\n|\n| AoB | DT | One thing |\n"
    ));
    assert_eq!(
        found,
        [
            "Recap Recent updates & recap: ",
            "Recap Recent updates & recap: DT: News of the group",
            "Current CURRENT ISSUES: **Total: 2**",
            "not #12 / A title / MTN, DT / \\* One\\\n**No time to discuss it during the call**",
            "#29 / A name / MTN / Updates:\n- one",
            "closing #7 / B / DT / [PR#8](https://github.com/o/r/pull/8)\n\nclosed",
            "PR#9 / DT / (new) / x",
            "Aob AoB: DT: One thing",
        ]
    );
}

#[test]
fn rows_without_a_number_have_a_title_or_are_text() {
    let found = read_entries(
        "| Item | Who | Description |\n| - | - | - |\n| Time slot | All | Agreed |\n|List: <ol><li>a<li>b | DT | c\nOthers | MTN| <ul><li> d |\n| | | e |\n| None | | |\n",
    );
    assert_eq!(found, ["Time slot / All / Agreed", "List / DT / 1. a\n2. b\n\nc", "Others / MTN / - d\n\ne"]);
}

#[test]
fn words_next_to_a_number_are_a_title_or_text() {
    for (cell, expected) in [
        ("OdIssue #2<br>*\\- A name*", "#2 / A name / OdIssue\n\nx"),
        ("#2<br>Status: Ongoing", "#2 / Status: Ongoing\n\nx"),
        ("Issues<br>#2 #3", "#2 / x + #3 / With #2."),
        ("#2 and PR#3", "#2 / and PR#3\n\nx"),
        ("#2<br>Status: Ongoing<br>A name", "#2 / A name / Status: Ongoing\n\nx"),
        ("Issue# 2 - A name", "#2 / A name / x"),
        ("[Name](https://github.com/o/r/issues/2)", "#2 / Name / x"),
        ("A name (#2)", "#2 / A name / x"),
        ("#2 A name (more)<br>by DT", "#2 / A name (more) / by DT\n\nx"),
    ] {
        let found = read_entries(&format!("| Item | Text |\n|-|-|\n| {cell} | x |\n"));
        assert_eq!(found.join(" + "), expected, "{cell}");
    }
}

#[test]
fn other_columns_are_text() {
    let found = read_entries(
        "| # | Item | Who |  | Remark | Decision |\n|-|-|-|-|-|-|\n| 1 | #1 | DT | Said. | Late | Yes |\n| 2 | #2 | DT | | | |\n",
    );
    assert_eq!(found, ["#1 / DT / **Remark:** Late\n\nSaid. (decided: Yes)", "#2 / DT"]);
}

#[test]
fn a_summary_and_a_status() {
    let found = read_entries(
        "| Issue # | Company | Summary | Status Update |\n| - | - | - | - |\n\
         | 18 | MTN | A name<br>The API template is in PR#75 | Start<br><br>MEETING UPDATE:<br>Oct 26, 2022: seen |\n\
         | 19 | MTN | B name<br>The API template is available in PR#75 | Old |\n",
    );
    assert_eq!(
        found,
        [
            "#18 / A name / MTN / The API template is in PR#75\n\nseen (before: Start)",
            "#19 / B name / MTN (template #75) (before: Old)"
        ]
    );
}

#[test]
fn issue_columns_have_plain_numbers() {
    let rows = "| Issue 12<br>A name | DT | a |\n| 13 | DT | b |\n| Issue no. 14 - B name | DT | c |\n| # 15 | DT | d |\n| 16 <br> C name | DT | g |\n| Issue 17 ([PR#18](https://github.com/o/r/pull/18)) | DT | h |\n| 2 rows of it | DT | e |\n| Issue 1.2 of it | DT | f |\n";
    let found = read_entries(&format!("{HEADER}| Issue 1: A flow | DT | x |\n| **Current issues** | | |\n{rows}"));
    assert_eq!(
        found,
        [
            "Issue 1: A flow / DT / x",
            "#12 / A name / DT / a",
            "#13 / DT / b",
            "#14 / B name / DT / c",
            "#15 / DT / d",
            "#16 / C name / DT / g",
            "#17 / DT / [PR#18](https://github.com/o/r/pull/18)\n\nh",
            "2 rows of it / DT / e",
            "Issue 1.2 of it / DT / f"
        ]
    );
}
