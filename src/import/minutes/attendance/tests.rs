use super::*;
use crate::import::minutes::lines::lines;

fn told(text: &str) -> Vec<String> {
    told_by(text, &Known::default())
}

fn told_by(text: &str, known: &Known) -> Vec<String> {
    let attendance = read(&lines(text), known);
    let person = |person: &Person| {
        let role = person.role.as_ref().map(|role| format!(" [{role}]")).unwrap_or_default();
        let note = person.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
        format!("{}{} {}{role}{note}", if person.present { "" } else { "-" }, person.organization, person.name)
    };
    let has_people = |name: &String| attendance.people.iter().any(|person| person.organization == *name);
    let empty = attendance.organizations.iter().filter(|name| !has_people(name)).map(|name| format!("{name} none"));
    let unplaced = attendance.unplaced.iter().map(|line| format!("? {line}"));
    attendance.people.iter().map(person).chain(empty).chain(unplaced).collect()
}

#[test]
fn bold_means_present() {
    let text = "* **Delegate A, DT**\n* Delegate B, MTN (excused)\n* Delegate C, KDDI\n**Delegate D, DT**\n* **Delegate**&nbsp;<span x=\"y\">**E, TIM**</span>\n";
    assert_eq!(
        told(text),
        ["DT Delegate A", "-MTN Delegate B (excused)", "-KDDI Delegate C", "DT Delegate D", "TIM Delegate E"]
    );
    assert_eq!(told("* Delegate A, DT\n* Delegate B, DT"), ["DT Delegate A", "DT Delegate B"]);
}

#[test]
fn an_organisation_with_its_people() {
    let text = "| |\n| --- |\n|DT: Delegate A, Delegate B (on behalf of MTN) |\n|MTN: **Delegate C (chair)**|\n";
    assert_eq!(told(text), ["DT Delegate A", "DT Delegate B (on behalf of MTN)", "MTN Delegate C [chair]"]);
}

#[test]
fn the_order_is_settled_by_names_that_are_known() {
    assert_eq!(
        told("| |\n|--|\n|Delegate A, MTN|\n|Delegate B, DT|\n|Delegate C, MTN|"),
        ["MTN Delegate A", "DT Delegate B", "MTN Delegate C"]
    );
    let text = "| |\n|--|\n|Accenture, Delegate|\n|Orange, Delegate A|\n|KDDI: Delegate B|";
    assert_eq!(told(text), ["Accenture Delegate", "Orange Delegate A", "KDDI Delegate B"]);
    let mut known = Known::default();
    known.organization("China Mobile");
    assert_eq!(
        told_by("* China Mobile, Delegate A\n* Delegate B, MTN", &known),
        ["China Mobile Delegate A", "MTN Delegate B"]
    );
    assert_eq!(read(&lines("* Delegate, Other"), &Known::default()).unsettled, Some(2..10));
}

#[test]
fn a_remark_names_nobody() {
    assert_eq!(told("* Delegate A\n\nOthers were late."), [" Delegate A", "? Others were late."]);
}

#[test]
fn organisations_in_parentheses() {
    let text = "* Delegate A (Orange)\n* [x] Delegate B - (DT) co-chair\n* [ ] Delegate C - (MTN)\n* Delegate D (T-Mobile US) \n";
    assert_eq!(
        told(text),
        ["Orange Delegate A", "DT Delegate B [co-chair]", "-MTN Delegate C", "T-Mobile US Delegate D"]
    );
}

#[test]
fn a_table_of_organisations() {
    let text = "| Organization | Name |\n| --- | --- |\n| DT | @Delegate A @Delegate B |\n| MTN | |\n| AT&T | Delegate C, Delegate D |\n";
    assert_eq!(told(text), ["DT Delegate A", "DT Delegate B", "AT&T Delegate C", "AT&T Delegate D", "MTN none"]);
    assert_eq!(told("| Name | Company |\n| - | - |\n| Delegate A | DT |\n"), ["DT Delegate A"]);
    assert_eq!(told("|Orange|Delegate A|\n|MTN|Delegate B|\n"), ["Orange Delegate A", "MTN Delegate B"]);
}
