//! Tables of attendees.

use super::*;

#[test]
fn a_table_of_organizations() {
    let text = "| Organization | Name |\n| --- | --- |\n| DT | @Delegate A @Delegate B |\n| MTN | |\n| AT&T | Delegate C, Delegate D |\n";
    assert_eq!(
        describe_list(text),
        ["DT Delegate A", "DT Delegate B", "AT&T Delegate C", "AT&T Delegate D", "MTN none"]
    );
    assert_eq!(describe_list("| Name | Company |\n| - | - |\n| Delegate A | DT |\n"), ["DT Delegate A"]);
    assert_eq!(describe_list("|Orange|Delegate A|\n|MTN|Delegate B|\n"), ["Orange Delegate A", "MTN Delegate B"]);
}

#[test]
fn a_column_of_presence_has_marks_or_words() {
    let row = |mark: &str| {
        let table = format!(
            "| # | First name | Last name | Organisation | Present |\n|-|-|-|-|-|\n| 1 | Ann | Example | DT | {mark} |\n"
        );
        describe_list(&table)
    };
    for mark in ["x", "X", "✓", "✔️", "☑", "✅", "[x]", "Y", "yes", "Yes (by phone)"] {
        assert_eq!(row(mark), ["DT Ann Example"], "{mark}");
    }
    for mark in ["", "-", "✗", "❌", "[ ]", "☐", "N", "no", "excused"] {
        assert_eq!(row(mark), ["-DT Ann Example"], "{mark}");
    }
}

#[test]
fn the_user_maps_columns() {
    let mapped = [("Wer?", MinutesColumn::Name), ("Firma", MinutesColumn::Organization)];
    let mapped = mapped.map(|(header, field)| (header.to_owned(), field));
    let table = "| Firma | Wer? | Name |\n|-|-|-|\n| DT | Ann Example | annex |\n| | Bo Berg | |\n";
    let described = describe_mapped(table, &KnownNames::default(), &mapped);
    assert_eq!(described, ["DT Ann Example (Name: annex)", "DT Bo Berg"]);
    let one = "| Wer? | Raum |\n|-|-|\n| Ann Example (DT) | 7 |\n";
    assert_eq!(describe_mapped(one, &KnownNames::default(), &mapped), ["DT Ann Example (Raum: 7)"]);
}
