mod columns;

use super::*;
use crate::import::minutes::lines::split_lines;

fn describe_list(text: &str) -> Vec<String> {
    describe_known(text, &KnownNames::default())
}

fn describe_known(text: &str, known: &KnownNames) -> Vec<String> {
    describe_mapped(text, known, &[])
}

fn describe_mapped(text: &str, known: &KnownNames, mapped: &[(String, MinutesColumn)]) -> Vec<String> {
    let attendance = read_attendance("Attendees", &split_lines(text), known, mapped);
    let person = |ListedName { organization, person, .. }: &ListedName| {
        let person = person.as_ref()?;
        let role = person.role.as_ref().map(|role| format!(" [{role}]")).unwrap_or_default();
        let note = person.note.as_ref().map(|note| format!(" ({note})")).unwrap_or_default();
        Some(format!("{}{organization} {}{role}{note}", if person.present { "" } else { "-" }, person.name.value))
    };
    let has_people = |name: &str| attendance.names.iter().any(|one| one.organization == name && one.person.is_some());
    let empty = attendance.names.iter().filter(|listed| !has_people(&listed.organization));
    let empty = empty.map(|listed| format!("{} none", listed.organization));
    let unclaimed = attendance.unclaimed.iter().map(|line| format!("? {}", line.text));
    attendance.names.iter().filter_map(person).chain(empty).chain(unclaimed).collect()
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
        read_attendance("Attendees", &split_lines("* Delegate, Other"), &KnownNames::default(), &[]).unsettled,
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
    known.entry("Delegate A").owner = true;
    known.entry("China Mobile").owner = true;
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
fn other_lines_are_returned_as_they_are() {
    let list = "* Ann Example (Orange)\n* Bo Berg (DT)\n";
    for line in [
        "* plus 3 more",
        "* See you next week!",
        "* [The slides](https://example.org/a)",
        "* Meeting Recording",
        "Recording: https://example.org/b",
        "**The quorum was met.**",
        "Few came, and the vote was put off.",
        "Note: dial in early.",
        "Goals\n* Release Plan\n* Ask Ann, then Bo",
        "14 participants",
        "Quorum: yes",
    ] {
        let unclaimed = line.lines().map(|line| format!("? {line}"));
        let expected: Vec<String> =
            ["Orange Ann Example", "DT Bo Berg"].map(str::to_owned).into_iter().chain(unclaimed).collect();
        assert_eq!(describe_list(&format!("{list}{line}\n")), expected, "{line}");
    }
}

#[test]
fn placeholders_name_nobody() {
    let list =
        "* Ann Example (Orange)\n* TBD\n* X\n* n/a\n* ...\n* Name (Organization)\n\nChair: TBC\nApologies: none\n";
    assert_eq!(describe_list(list), ["Orange Ann Example"]);
    let table = "| Name | GitHub | Company |\n|-|-|-|\n| Ann Example | @annex | none |\n| TBD | | |\n";
    assert_eq!(describe_list(table), [" Ann Example (@annex)"]);
}

#[test]
fn names_keep_what_belongs_to_them() {
    for (entry, expected) in [
        ("Ann (Annika) Example, KDDI", "KDDI Ann (Annika) Example"),
        ("Ann Example (Annika), KDDI", "KDDI Ann Example (Annika)"),
        ("Ann (Annika) Example (KDDI)", "KDDI Ann (Annika) Example"),
        ("Ann Example - Acme, Inc.", "Acme, Inc. Ann Example"),
        ("Ann Example (Acme Co., Ltd.)", "Acme Co., Ltd. Ann Example"),
        ("Ann Example - Orange.", "Orange Ann Example"),
        ("Ann Example (@annex)", " Ann Example (@annex)"),
        ("Ann Example ([@annex](https://github.com/annex))", " Ann Example (@annex)"),
        ("Example, Ann (Orange)", "Orange Example, Ann"),
        ("Ann Example/AT&T (EDITOR)", "AT&T Ann Example [EDITOR]"),
        ("Ann Example - Forum representative", "Forum Ann Example [representative]"),
        ("Ann Example (Orange), stand-in for Bo", "Orange Ann Example (stand-in for Bo)"),
        ("Ann Example (Orange) joined at 10:15", "Orange Ann Example (joined at 10:15)"),
        ("Ann Example (Orange - scribe)", "Orange Ann Example [scribe]"),
        ("Scribe: Ann Example (Orange)", "Orange Ann Example [scribe]"),
        ("Minutes taken by: Ann Example", " Ann Example [minute taker]"),
    ] {
        assert_eq!(describe_list(&format!("* {entry}")), [expected], "{entry}");
    }
    let families = "* Example, Ann, Orange\n* Berg, Bo, Orange\n";
    assert_eq!(describe_list(families), ["Orange Example, Ann", "Orange Berg, Bo"]);
    let columns =
        "| Surname | Name | Company | Present |\n|-|-|-|-|\n| Example | Ann | DT | x |\n| Berg | Bo | DT | |\n";
    assert_eq!(describe_list(columns), ["DT Ann Example", "-DT Bo Berg"]);
}

#[test]
fn headings_within_a_list_are_about_the_people_below() {
    let list = "Attendees:\n* Ann Example (Orange)\n\nGuest speakers:\n* Bo Berg (DT)\n\n**Regrets**\n* Cy Clay (MTN)\n\nPresent:\n* Di Dahl (TIM)\n\nAbsent: Ed Eck, Flo Fox and Gus Gull\n";
    assert_eq!(
        describe_list(list),
        [
            "Orange Ann Example",
            "DT Bo Berg [guest speaker]",
            "-MTN Cy Clay (Regrets)",
            "TIM Di Dahl",
            "- Ed Eck",
            "- Flo Fox",
            "- Gus Gull"
        ]
    );
    let organizations = "**Orange**\n* Ann Example\n\n**DT**\n* Bo Berg\n\n**Plans**\n* Go on\n";
    assert_eq!(describe_list(organizations), ["Orange Ann Example", "DT Bo Berg", "? **Plans**", "? * Go on"]);
    let absent = read_attendance("Apologies", &split_lines("* Ann Example\n"), &KnownNames::default(), &[]);
    assert!(!absent.names[0].person.as_ref().unwrap().present);
}

#[test]
fn remarks_end_before_organizations() {
    for (entry, expected) in [
        ("Ann Example, Orange (left at 11:05)", "Orange Ann Example (left at 11:05)"),
        ("Ann Example, stand-in for Bo Berg (DT)", "DT Ann Example (stand-in for Bo Berg)"),
        ("Ann Example, scribe (DT)", "DT Ann Example [scribe]"),
        ("Ann Example, DT, joined late (train strike)", "DT Ann Example (joined late (train strike))"),
        ("Ann Example ([annex](https://github.com/annex)) - DT", "DT Ann Example (@annex)"),
        ("Ann Example ([annex](https://github.com/annex))", " Ann Example (@annex)"),
        ("Ann Example (annex) - DT", "DT Ann Example (annex)"),
    ] {
        assert_eq!(describe_list(&format!("* {entry}")), [expected], "{entry}");
    }
}

#[test]
fn representatives_have_the_organization_before_or_after_the_word() {
    for (entry, expected) in [
        ("Ann Example, DT representative", "DT Ann Example [representative]"),
        ("Ann Example, alternate DT representative", "DT Ann Example [alternate representative]"),
        ("Ann Example - Deputy DT representative", "DT Ann Example [Deputy representative]"),
        ("Ann (Annika) Example (DT) - delegate of the Board", "DT Ann (Annika) Example [delegate of the Board]"),
        ("Ann Example (DT), sales representative", "DT Ann Example [sales representative]"),
    ] {
        assert_eq!(describe_list(&format!("* {entry}")), [expected], "{entry}");
    }
}

#[test]
fn a_dash_may_follow_a_label() {
    let list = "* Ann Example (Orange)\n* Regrets - Bo Berg (DT)\n* Scribe - Cy Clay (MTN)\n* Absent – Di Dahl\n* Not present - Ed Eck (TIM)\n\
        * Flo Fox (TIM) sent regrets\n";
    let expected = [
        "Orange Ann Example",
        "-DT Bo Berg (Regrets)",
        "MTN Cy Clay [scribe]",
        "- Di Dahl",
        "-TIM Ed Eck",
        "-TIM Flo Fox (sent regrets)",
    ];
    assert_eq!(describe_list(list), expected);
}

#[test]
fn two_names_after_a_label_are_one_person_where_the_list_says_so() {
    let absent = "* Apologies: Di Dahl, Nokia\n";
    for (list, expected) in [
        ("* Ann Example, DT\n* Bo Berg, MTN\n", "-Nokia Di Dahl (Apologies)"),
        ("* Ann Example (DT)\n* Bo Berg (MTN)\n", "? * Apologies: Di Dahl, Nokia"),
        ("* Ann Example (DT)\n* Bo Berg (Nokia)\n", "-Nokia Di Dahl (Apologies)"),
    ] {
        let described = describe_list(&format!("{list}{absent}"));
        assert_eq!(described.last().map(String::as_str), Some(expected), "{list}");
    }
    let pairs = describe_list("* Ann Example (DT)\n* Regrets: Di Dahl, Nokia; Ed Eck, Acme\n");
    assert_eq!(pairs[1..], ["-Nokia Di Dahl (Regrets)", "-Acme Ed Eck (Regrets)"]);
    let two = describe_list("* Ann Example, DT\n* Bo Berg, MTN\n* Absent: Di Dahl, Ed Eck\n");
    assert_eq!(two[2..], ["- Di Dahl", "- Ed Eck"]);
}

#[test]
fn people_below_their_organizations_are_present() {
    let bold = "**MTN / Acme Labs**\n* Ann Example\n* Bo Berg\n\n**DT**\n* Cy Clay\n";
    for list in [bold.to_owned(), bold.replace("**", ""), bold.replace("**\n", ":\n").replace("**", "")] {
        let described = describe_list(&list);
        assert_eq!(described[..2], ["MTN / Acme Labs Ann Example", "MTN / Acme Labs Bo Berg"], "{list}");
    }
    assert_eq!(describe_list(bold)[2..], ["DT Cy Clay"]);
}
