use super::*;
use crate::record::changes::ChangeKind;
use crate::test_group::TestGroup;
use crate::text::attendance_list::read_attendance_list;
use proptest::prelude::*;
use std::collections::HashSet;

const PEOPLE: &str = "people:\n  - { name: Ann Example, organization: Orange, github: ann-e }\n  \
                      - { name: Zoë Berg, organization: DT }\n  - { name: Bo Lee, organization: DT }\n  \
                      - { name: Bo Lee, organization: NCSRD }\n  - Cy Dow\n";

fn group(attendance: &str) -> TestGroup {
    let earlier = "attendance: { Orange: [Delegate A], DT: [Delegate B], NCSRD: [Delegate B] }\n";
    let group = TestGroup::new().more_settings(PEOPLE).call("2026-01-22", earlier);
    group.call("2026-02-12", format!("attendance: {attendance}\n"))
}

/// What a list records, its notices, and the names that are not recorded.
fn record(attendance: &str, list: &[u8], at_least: Option<u64>) -> Result<[Vec<String>; 3], String> {
    let views = group(attendance).views("2026-02-12");
    let list = read_attendance_list(list)?;
    let request = ListRequest { list: &list, at_least, excused: false };
    let (changes, unlisted) =
        record_list(&request, &views.group.meetings[1], &views).map_err(|error| error.to_string())?;
    let ChangeKind::Edit(edited) = changes.kind else { return Err(String::new()) };
    assert_eq!(edited[0].edits.is_empty(), edited[0].description.is_empty());
    let recorded = edited[0].description.split(", ").filter(|line| !line.is_empty()).map(str::to_owned).collect();
    let format = |one: UnlistedName| {
        let reason = one.reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
        let command = one.command.replace("backlog attend ", "").replace(" --meeting 2026-02-12", "");
        format!("{}{reason}: {command}", one.text)
    };
    Ok([recorded, changes.notices, unlisted.into_iter().map(format).collect()])
}

#[test]
fn names_are_found_however_they_are_written() {
    for (list, expected) in [
        ("ann example", "Ann Example (Orange)"),
        ("@ann-e", "Ann Example (Orange)"),
        ("ZOE BERG (iPhone)", "Zoë Berg (Deutsche Telekom)"),
        ("iPhone von Zoe - Zoë Berg", "Zoë Berg (Deutsche Telekom)"),
        ("Orange: Ann Example", "Ann Example (Orange)"),
        ("Example, Ann (Orange)", "Ann Example (Orange)"),
        ("Cy Dow, DT", "Cy Dow (Deutsche Telekom)"),
        ("NCSRD: Cy Dow", "Cy Dow (NCSRD)"),
        ("Bo Lee (DT)", "Bo Lee (Deutsche Telekom)"),
        ("NCSRD: Bo Lee", "Bo Lee (NCSRD)"),
        ("Delegate B - Deutsche Telekom", "Delegate B (Deutsche Telekom)"),
    ] {
        let [recorded, notices, unlisted] = record("", list.as_bytes(), None).unwrap();
        assert_eq!(recorded, [expected], "{list}: {unlisted:?}");
        assert!(notices.is_empty() && unlisted.is_empty(), "{list}: {notices:?} {unlisted:?}");
    }
}

#[test]
fn each_person_is_recorded_once() {
    let list =
        "Ann Example <a@example.org>; ann example (Orange), Delegate A\n\nDT: Bo Lee\nBo Lee (NCSRD), Bo Lee (DT)\n";
    let [recorded, notices, unlisted] = record("{ Orange: [Delegate A] }", list.as_bytes(), None).unwrap();
    assert_eq!(recorded, ["Ann Example (Orange)", "Bo Lee (Deutsche Telekom)", "Bo Lee (NCSRD)"]);
    assert_eq!(notices, ["already listed: Delegate A (Orange)"]);
    assert!(unlisted.is_empty(), "{unlisted:?}");
    // Somebody who is listed keeps the organization, and so does somebody with one in the records.
    let [recorded, notices, _] =
        record("{ NCSRD: [Delegate B, Guest] }", b"DT: Delegate B, Ann Example, Guest", None).unwrap();
    assert_eq!(recorded, ["Ann Example (Orange)"]);
    assert_eq!(
        notices,
        [
            "Delegate B is listed for NCSRD, although the list says Deutsche Telekom",
            "Ann Example is listed for Orange, although the list says Deutsche Telekom",
            "Guest is listed for NCSRD, although the list says Deutsche Telekom",
            "already listed: Delegate B (NCSRD), Guest (NCSRD)",
        ]
    );
}

#[test]
fn unknown_names_are_named_with_the_command_that_adds_them() {
    let list = "iPhone, New Person (DT)\nNew One (Acme)\nBo Lee\nCy Dow\nDelegate B\nOrange\nDT\nan@example.org\nAnn Exampel\n\
                Orange: Di Fox, Ann Example\nIPHONE\n";
    let [recorded, _, unlisted] = record("", list.as_bytes(), None).unwrap();
    assert_eq!(recorded, ["Ann Example (Orange)"]);
    assert_eq!(
        unlisted,
        [
            "iPhone: iPhone --org ORG",
            "New Person (DT): \"New Person\" --org \"Deutsche Telekom\"",
            "New One (Acme): \"New One\" --org ORG",
            "Bo Lee (Bo Lee is listed for Deutsche Telekom and NCSRD): \"Bo Lee\" --org ORG",
            "Cy Dow (the organization of Cy Dow is not known): \"Cy Dow\" --org ORG",
            "Delegate B (Delegate B has represented Deutsche Telekom and NCSRD): \"Delegate B\" --org ORG",
            "Orange (an organization, not a person): NAME --org Orange",
            "DT (an organization, not a person): NAME --org \"Deutsche Telekom\"",
            "an@example.org: NAME --org ORG",
            "Ann Exampel (did you mean `Ann Example`?): \"Ann Exampel\" --org ORG",
            "Di Fox: \"Di Fox\" --org Orange",
        ]
    );
}

#[test]
fn the_sessions_of_a_person_add_up() {
    let file = "Name,Email,Duration (Minutes)\nAnn Example (Orange),a@example.org,3\niPad,,4\nZoe Berg,,1\n\
                \"Example, Ann\",,2\nMüller Hans,,9\nCy Dow - DT,,\niPad,,0\n";
    let [recorded, notices, unlisted] = record("", file.as_bytes(), Some(300)).unwrap();
    assert_eq!(recorded, ["Ann Example (Orange)", "Cy Dow (Deutsche Telekom)"]);
    assert_eq!(notices, ["there for less than 5m: iPad (4m), Zoe Berg (1m)"]);
    assert_eq!(unlisted, ["Müller Hans: \"Müller Hans\" --org ORG"]);
    let [recorded, ..] = record("", file.as_bytes(), None).unwrap();
    assert_eq!(recorded.len(), 3);
    assert_eq!(
        record("", b"Ann Example\n", Some(300)).unwrap_err(),
        "the list does not say how long people were there"
    );
}

#[test]
fn a_list_has_names_and_a_limit() {
    assert_eq!(record("", b"\n - [ ] Ann Example\n", None).unwrap_err(), "the list has no names");
    let many = "x,\n".repeat(LIST_ENTRIES + 1);
    assert_eq!(record("", many.as_bytes(), None).unwrap_err(), "the list has 10001 names (limit: 10000)");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_lists_never_panic_and_make_nobody_twice(
        header in 0..HEADERS.len(),
        parts in prop::collection::vec(0..PARTS.len(), 0..40),
        wild in prop::collection::vec(any::<u8>(), 0..20),
        wide in any::<bool>(),
    ) {
        let text: String = parts.into_iter().map(|at| PARTS[at]).collect();
        let text = format!("{}{text}", HEADERS[header]);
        let bytes = match wide {
            true => [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
            false => text.into_bytes(),
        };
        for bytes in [[bytes.as_slice(), &wild].concat(), bytes] {
            let views = group("{ DT: [Zoë Berg, Guest] }").views("2026-02-12");
            let meeting = &views.group.meetings[1];
            let Ok(list) = read_attendance_list(&bytes) else { continue };
            let request = ListRequest { list: &list, at_least: None, excused: false };
            let Ok((changes, _)) = record_list(&request, meeting, &views) else { continue };
            let ChangeKind::Edit(changes) = changes.kind else { continue };
            let text = crate::store::edit::apply_edits(views.group.sources.file(meeting.file), &changes[0].edits).unwrap();
            let after = group("").file("minutes/2026-02-12.yaml", text).views("2026-02-12");
            let listed = after.group.meetings[1].listed_people();
            let listed: Vec<String> = listed.map(|(one, person)| {
                let organization = after.index.organization_name(&one.organization);
                format!("{} of {organization}", name_key(&person.name))
            }).collect();
            let known = ["annexample of Orange", "zoeberg of Deutsche Telekom", "bolee of Deutsche Telekom", "bolee of NCSRD",
                "guest of Deutsche Telekom", "delegatea of Orange", "delegateb of Deutsche Telekom", "delegateb of NCSRD"];
            for line in &listed {
                prop_assert!(known.contains(&line.as_str()) || line.starts_with("cydow"), "{line}");
            }
            prop_assert_eq!(listed.iter().collect::<HashSet<_>>().len(), listed.len(), "{:?}", listed);
        }
    }
}

const HEADERS: [&str; 3] =
    ["", "Name,Email,Duration (Minutes)\n", "2. Participants\nName\tFirst Join\tIn-Meeting Duration\n"];

const PARTS: [&str; 30] = [
    "Ann Example",
    "zoe berg",
    "Bo Lee",
    "Cy Dow",
    "Delegate A",
    "Delegate B",
    "guest",
    "@ann-e",
    "Orange",
    "DT",
    "NCSRD",
    "iPhone",
    ",",
    ",",
    "\n",
    "\n",
    "\t",
    " (",
    ")",
    ": ",
    " - ",
    "\"",
    "[x] ",
    "[ ] ",
    "1. ",
    "5",
    "1h 2m",
    "\u{301}",
    "\0",
    "\u{202e}",
];
