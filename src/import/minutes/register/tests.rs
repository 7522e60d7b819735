//! Registers in tables and in lists.

use super::*;
use crate::import::minutes::{grid, lines::split_lines, owners::OwnerNames};

fn reader() -> ActionReader {
    ActionReader { names: OwnerNames::default(), day: "2022-07-07".parse().unwrap() }
}

fn describe_register(text: &str) -> Vec<String> {
    let found = split_lines(text);
    let (grid, _) = grid::read_table(&found).unwrap();
    let line = |row: ListedAction| {
        let status = row.status.map_or("-", ActionStatus::record_key);
        let notes = if row.notes.is_empty() { String::new() } else { format!(" [{}]", row.notes.join("; ")) };
        format!("{} {} {status}: {}{notes}", row.id.unwrap_or_default(), row.owners.join("+"), row.text)
    };
    read_rows(&grid, &[], &reader()).0.into_iter().map(line).collect()
}

#[test]
fn rows_struck_through_are_closed() {
    let text = "| AP Identifier | AP Owner | Status | Description |\n| -- | -- | -- | -- |\n\
        | ~~20220526-03~~ | ~~TEF~~ | ~~Closed~~ |~~To ask~~ |\n| 20220526-04 | DT, MTN | Open | ~~To~~ ask |\n\
        | 20220526-05 | DT | Open | ~~Done already~~ | **Deadline** |\n| 2022526-1 | DT | Not pursued | x |\n\
        | 20220526-06 | DT | In progress | y |\n| ---- | ---- | --- | --- |\n| | | | |\n";
    assert_eq!(
        describe_register(text),
        [
            "20220526-03 TEF closed: To ask",
            "20220526-04 DT+MTN open: ~~To~~ ask",
            "20220526-05 DT closed: Done already [**Deadline**; struck through, with the status Open]",
            "2022526-1 DT not-pursued: x",
            "20220526-06 DT open: y [Status: In progress]",
        ]
    );
}

#[test]
fn columns_are_recognized_by_other_headers() {
    let text = "| # | Action Owners (company) | AP status | AP Description |\n|-|-|-|-|\n\
        | AP 20220526-03 | DT | Open | To ask |\n| # | Action Owners (company) | AP status | AP Description |\n\
        | AP-2022526-3 | DT | Closed | To ask |\n| **ap20220526-04** | DT | ~Open~ | <del>To ask</del> |\n";
    assert_eq!(
        describe_register(text),
        [
            "20220526-03 DT open: To ask",
            "AP-2022526-3 DT closed: To ask",
            "20220526-04 DT closed: To ask [struck through, with the status Open]"
        ]
    );
}

#[test]
fn numbers_of_a_list_are_ids() {
    let text = "| Description | Who |\n| -- | -- |\n| 1. Do it | Delegate A|\n| 4. List: <ul><li> a <li> b| DT (b) |\n";
    assert_eq!(describe_register(text), ["1 Delegate A -: Do it", "4 DT -: List:\n- a\n- b [Owner: DT (b)]"]);
}

#[test]
fn every_cell_of_a_row_is_kept() {
    let text = "| Action | Who | Due | Remark |\n|--|--|--|--|\n| Write | DT | 21 July | slow |\n| Ask | MTN | soon | |\n\
        | AP1 | | | |\n| No action points | | | |\n";
    let found = split_lines(text);
    let (grid, _) = grid::read_table(&found).unwrap();
    let (rows, rest) = read_rows(&grid, &[], &reader());
    let describe = |row: ListedAction| (row.text, row.due.map(|due| due.to_string()), row.notes.join("; "));
    assert_eq!(
        rows.into_iter().map(describe).collect::<Vec<_>>(),
        [
            ("Write".to_owned(), Some("2022-07-21".to_owned()), "Remark: slow".to_owned()),
            ("Ask".to_owned(), None, "Due: soon".to_owned()),
        ]
    );
    assert_eq!(rest.iter().map(|cell| cell.text).collect::<Vec<_>>(), ["AP1", "No action points"]);
}

#[test]
fn columns_are_those_that_the_user_mapped() {
    let found = split_lines("| Lead | Then | How far |\n|--|--|--|\n| DT | To ask | Done |\n");
    let (grid, _) = grid::read_table(&found).unwrap();
    let mapped = [("lead", MinutesColumn::Owner), ("Then", MinutesColumn::Text), ("how far", MinutesColumn::Status)]
        .map(|(header, field)| (header.to_owned(), field));
    assert!(is_register(&grid.header, &mapped) && !is_register(&grid.header, &[]));
    let (rows, _) = read_rows(&grid, &mapped, &reader());
    let [row] = &rows[..] else { panic!("{rows:?}") };
    assert_eq!((&*row.owners, &*row.text, row.status), (&["DT".to_owned()][..], "To ask", Some(ActionStatus::Closed)));
}
