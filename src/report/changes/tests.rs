//! The list of changes between tables, as people see it.

mod random;

use super::{ChangeForm, ChangeReport, format_changes, format_changes_markdown};
use crate::import::table::edition::{more_words, read_edition};
use crate::model::group::Group;
use crate::report::human::Look;
use crate::view::changes::{TableChanges, compare_editions};

const HEADER: &str = "| API name | Owner | Supporters | Template & date | Status | Repository | Release |\n\
                      |---|---|---|---|---|---|---|\n";

fn compare(old: &str, new: &str) -> TableChanges {
    let [old, new] = [old, new].map(|text| read_edition(text, &Group::default()).unwrap());
    compare_editions(&old, &new, &|fact| more_words(fact, new.reviewer.as_deref()))
}

fn look() -> Look {
    Look { color: false, unicode: false, width: 80, prefix: String::new() }
}

/// The list of changes between two tables.
fn list_changes(old: &str, new: &str) -> String {
    let table = compare(old, new);
    format_changes(&ChangeReport { table: &table, records: None }, ChangeForm::Full, &look(), None)
}

/// The list of changes between two tables with the same header, which is given as rows.
fn list(old: &[&str], new: &[&str]) -> String {
    let [old, new] = [old, new].map(|rows| format!("{HEADER}{}\n", rows.join("\n")));
    list_changes(&old, &new)
}

const BASE: &str =
    "| Buoy | Orange* | MTN | [Template](https://e.x/o/a.md) 2024/05/06 | Approved (2024/06/07) | N/A | N/A |";

/// What is listed about one row after a part of it is replaced, without the first and the last line.
fn change(part: &str, with: &str) -> String {
    let listed = list(&[BASE], &[&BASE.replacen(part, with, 1)]);
    let lines: Vec<&str> = listed.lines().filter(|line| !line.is_empty()).skip(1).collect();
    lines.join("\n")
}

const END: &str = "Nothing else in the table changed.";

#[test]
fn each_fact_has_its_words() {
    for (part, with, expected) in [
        ("MTN", "MTN, KDDI", "Buoy: new supporter: KDDI"),
        ("MTN", "KDDI", "Buoy: new supporter: KDDI; no longer: MTN"),
        ("Orange*", "Orange*, KDDI*", "Buoy: new owner: KDDI"),
        ("(2024/06/07)", "(2024/06/07) & Onboarding (2024/07/08)", "Buoy: Onboarding (2024-07-08)"),
        ("Approved (2024/06/07)", "N/A", "Buoy: no longer The reviewer approved (2024-06-07)"),
        ("2024/05/06", "2024/05/07", "Buoy: registered 2024-05-07 (was 2024-05-06)"),
        ("a.md", "b.md", "Buoy: template https://e.x/o/b.md (was https://e.x/o/a.md)"),
        (
            " N/A | N/A |",
            " [Buoy](https://github.com/o/Buoy) | N/A |",
            "Buoy: repository Buoy https://github.com/o/Buoy",
        ),
        ("N/A | N/A |", "N/A | v0.1.0 (2025/01/02) |", "Buoy: release v0.1.0 (2025-01-02)"),
        ("| Buoy |", "| Sea Buoy |", "Sea Buoy: renamed from Buoy"),
    ] {
        assert_eq!(change(part, with), format!("{expected}\n{END}"), "{part} -> {with}");
    }
}

#[test]
fn what_no_fact_says_is_not_explained() {
    for (part, with, expected) in [
        (
            "[Template]",
            "[Link]",
            "\"[Link](https://e.x/o/a.md) 2024-05-06\", was \"[Template](https://e.x/o/a.md) 2024-05-06\"",
        ),
        ("Approved (2024", "Approved: (2024", "Status: \"Approved: (2024-06-07)\", was \"Approved (2024-06-07)\""),
        ("N/A | N/A |", "N/A | None |", "Release: \"None\", was \"N/A\""),
    ] {
        let listed = change(part, with);
        assert!(
            listed.starts_with("Not explained:\n  Buoy, ") && listed.ends_with(expected),
            "{part} -> {with}: {listed}"
        );
    }
    // A change of a fact does not hide another change of the same cell.
    let listed = change("[Template](https://e.x/o/a.md)", "[Link](https://e.x/o/a.md) since 2025/01/02");
    assert!(listed.contains("Not explained:\n  Buoy, Template & date: \"[Link]"), "{listed}");
    let listed = list_changes(&format!("{HEADER}{BASE}\n"), &format!("{}{BASE}\n", HEADER.replace("Owner", "Lead")));
    assert!(listed.ends_with("Not explained:\n  header: \"Lead\", was \"Owner\"\n"), "{listed}");
}

#[test]
fn spaces_and_the_form_of_days_do_not_matter() {
    let other = BASE.replace("2024/06/07", "2024-06-07").replace("| MTN", "|    MTN  ");
    assert_eq!(list(&[BASE], &[&other]), format!("no proposal changed\n\n{END}\n"));
    let html = "<table><tr><th>API name</th><th>Owner</th></tr>\n<tr><td>Buoy</td><td>A<br>B</td></tr></table>\n";
    assert_eq!(list_changes(html, &html.replace("<br>", "\n<br/>\n")), format!("no proposal changed\n\n{END}\n"));
}

#[test]
fn rows_are_listed_in_the_order_of_the_table() {
    let row = |name: &str| BASE.replace("Buoy", name).replace("a.md", &format!("{name}.md"));
    let rows = |names: &str| names.split(' ').map(row).collect::<Vec<_>>().join("\n");
    let listed = list(&[&rows("A B C D E")], &[&rows("A X D C E")]);
    let names: Vec<&str> = listed.lines().skip(2).map(|line| line.split(": ").next().unwrap()).collect();
    assert_eq!(names, ["B", "X", "D", "", END], "{listed}");
    assert!(listed.starts_with("3 proposals: 1 new, 1 removed, 1 moved\n"), "{listed}");
    assert!(listed.contains("\nD: moved below X\n") && listed.contains("\nB: removed\n"), "{listed}");
    assert!(list(&[&rows("A B")], &[&rows("B A")]).contains("B: moved to the top"));
}

#[test]
fn the_order_of_organizations_is_a_change() {
    let other = BASE.replace("MTN", "KDDI, MTN");
    let listed = list(&[&other], &[&other.replace("KDDI, MTN", "MTN, KDDI")]);
    assert!(
        listed.contains("\nBuoy: order of supporters: MTN, KDDI\n") && listed.ends_with(&format!("{END}\n")),
        "{listed}"
    );
}

#[test]
fn markdown_mentions_nobody_and_has_no_markup_of_the_table() {
    let hostile = "| @ann *x* <b> [a](javascript:x) | Orange* | MTN | N/A | Approved (2024/06/07) | N/A | N/A |";
    let table = compare(&format!("{HEADER}{BASE}\n"), &format!("{HEADER}{BASE}\n{hostile}\n"));
    let text = format_changes_markdown(&ChangeReport { table: &table, records: None }, &look());
    assert!(!text.contains("javascript") && !text.contains("<b>"), "{text}");
    assert!(crate::render::github::silence_mentions(&text, "", None).contains("@<!-- -->ann"), "{text}");
}
