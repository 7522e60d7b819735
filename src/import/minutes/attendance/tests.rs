use super::*;
use crate::import::minutes::lines::split_lines;

fn describe_list(text: &str) -> Vec<String> {
    describe_known(text, &KnownNames::default())
}

fn describe_known(text: &str, known: &KnownNames) -> Vec<String> {
    let attendance = read_attendance("Attendees", &split_lines(text), known);
    let person = |ListedPerson { organization, attendee: person, .. }: &ListedPerson| {
        let role = person.role.as_ref().map(|role| format!(" [{role}]")).unwrap_or_default();
        let note = person.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
        format!("{}{organization} {}{role}{note}", if person.present { "" } else { "-" }, person.name.value)
    };
    let has_people = |name: &String| attendance.people.iter().any(|person| person.organization == *name);
    let empty = attendance.organizations.iter().filter(|name| !has_people(name)).map(|name| format!("{name} none"));
    let unclaimed = attendance.unclaimed.iter().map(|line| format!("? {}", line.text));
    attendance.people.iter().map(person).chain(empty).chain(unclaimed).collect()
}

#[test]
fn bold_means_present() {
    let text = "* **Delegate A, DT**\n* Delegate B, MTN (excused)\n* Delegate C, KDDI\n**Delegate D, DT**\n* **Delegate**&nbsp;<span x=\"y\">**E, TIM**</span>\n";
    assert_eq!(
        describe_list(text),
        ["DT Delegate A", "-MTN Delegate B (excused)", "-KDDI Delegate C", "DT Delegate D", "TIM Delegate E"]
    );
    assert_eq!(describe_list("* Delegate A, DT\n* Delegate B, DT"), ["DT Delegate A", "DT Delegate B"]);
}

#[test]
fn an_organization_with_its_people() {
    let text = "| |\n| --- |\n|DT: Delegate A, Delegate B (on behalf of MTN) |\n|MTN: **Delegate C (chair)**|\n";
    assert_eq!(describe_list(text), ["DT Delegate A", "DT Delegate B (on behalf of MTN)", "MTN Delegate C [chair]"]);
}

#[test]
fn known_names_decide_the_order() {
    assert_eq!(
        describe_list("| |\n|--|\n|Delegate A, MTN|\n|Delegate B, DT|\n|Delegate C, MTN|"),
        ["MTN Delegate A", "DT Delegate B", "MTN Delegate C"]
    );
    let text = "| |\n|--|\n|Accenture, Delegate|\n|Orange, Delegate A|\n|KDDI: Delegate B|";
    assert_eq!(describe_list(text), ["Accenture Delegate", "Orange Delegate A", "KDDI Delegate B"]);
    let mut known = KnownNames::default();
    known.add_organization("China Mobile");
    assert_eq!(
        describe_known("* China Mobile, Delegate A\n* Delegate B, MTN", &known),
        ["China Mobile Delegate A", "MTN Delegate B"]
    );
    assert_eq!(
        read_attendance("Attendees", &split_lines("* Delegate, Other"), &KnownNames::default()).unsettled,
        Some(2..10)
    );
}

#[test]
fn other_ways_to_list_people() {
    for (text, expected) in [
        (
            "• __Delegate A, DT__\n• Delegate B, MTN\n• <b>Delegate C, DT</b>\n",
            vec!["DT Delegate A", "-MTN Delegate B", "DT Delegate C"],
        ),
        ("* Delegate A [DT]\n* [x] Delegate B [**MTN**]\n", vec!["DT Delegate A", "MTN Delegate B"]),
        (
            "* DT\n    * Delegate A\n    * Delegate B (chair)\n\n* MTN:\n\n    - Delegate C\n",
            vec!["DT Delegate A", "DT Delegate B [chair]", "MTN Delegate C"],
        ),
        (
            "* DT - Delegate A, Delegate B\n* MTN – Delegate C\n* TIM - Delegate D",
            vec!["DT Delegate A", "DT Delegate B", "MTN Delegate C", "TIM Delegate D"],
        ),
        (
            "| Company | Name | Mail |\n|-|-|-|\n| DT | Delegate A | |\n| | Delegate B | |\n| MTN | | |\n",
            vec!["DT Delegate A", "DT Delegate B", "MTN none"],
        ),
        ("| Name | Company |\n|-|-|\n| Delegate A | DT |\n| Delegate B | |\n", vec!["DT Delegate A", " Delegate B"]),
        ("|\u{200b}DT: Delegate A\u{200b}|\n|-|\n|\u{feff}MTN: Delegate B|", vec!["DT Delegate A", "MTN Delegate B"]),
    ] {
        assert_eq!(describe_list(text), expected, "{text}");
    }
}

#[test]
fn characters_inside_names_do_not_separate_people() {
    for (text, expected) in [
        ("* Delegate A, Ph.D., DT\n* Delegate B, MTN", vec!["DT Delegate A, Ph.D.", "MTN Delegate B"]),
        ("|DT: Delegate A, Jr., Delegate B|", vec!["DT Delegate A, Jr.", "DT Delegate B"]),
        (
            "* Family, D. (DT)\n* Delegate B (MTN, on behalf of KDDI)",
            vec!["DT Family, D.", "MTN Delegate B (on behalf of KDDI)"],
        ),
        (
            "|DT: Delegate A, Delegate B<br/>MTN: Delegate C|\n|-|",
            vec!["DT Delegate A", "DT Delegate B", "MTN Delegate C"],
        ),
        ("Delegate A, DT<br>Delegate B, MTN<br>", vec!["DT Delegate A", "MTN Delegate B"]),
        ("|DT: Delegate A<br>Delegate B|", vec!["DT Delegate A", "DT Delegate B"]),
        ("| Operator | Participant |\n|-|-|\n| DT | Delegate A / Delegate B |", vec!["DT Delegate A", "DT Delegate B"]),
        ("| First and last name | Company name |\n|-|-|\n| Delegate A | DT |", vec!["DT Delegate A"]),
        (
            "|DT: Delegate A|\n|Apologies: Delegate B (MTN), Delegate C (TIM)|\n|Excused: none|",
            vec!["DT Delegate A", "-MTN Delegate B (Apologies)", "-TIM Delegate C (Apologies)"],
        ),
        ("* DT/Delegate A\n* MTN / Delegate B\n* N/A", vec!["DT Delegate A", "MTN Delegate B"]),
    ] {
        assert_eq!(describe_list(text), expected, "{text}");
    }
}

#[test]
fn who_owns_an_action_point_may_be_a_person() {
    let mut known = KnownNames::default();
    known.add_owner("Delegate A");
    known.add_owner("China Mobile");
    let described = describe_known("* Delegate A - Orange\n* Delegate B - DT\n* China Mobile - Delegate C", &known);
    assert_eq!(described, ["Orange Delegate A", "DT Delegate B", "China Mobile Delegate C"]);
}

#[test]
fn a_remark_names_nobody() {
    assert_eq!(describe_list("* Delegate A\n\nOthers were late."), [" Delegate A", "? Others were late."]);
}

#[test]
fn organizations_in_parentheses() {
    let text = "* Delegate A (Orange)\n* [x] Delegate B - (DT) co-chair\n* [ ] Delegate C - (MTN)\n* Delegate D (T-Mobile US) \n";
    assert_eq!(
        describe_list(text),
        ["Orange Delegate A", "DT Delegate B [co-chair]", "-MTN Delegate C", "T-Mobile US Delegate D"]
    );
}

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
