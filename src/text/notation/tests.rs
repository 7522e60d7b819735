use super::heading::{CallText, Heading, ItemHeading, parse_heading};
use super::mark::{Mark, parse_mark};
use super::person::{Person, parse_person};
use super::*;
use crate::model::action::ActionStatus;
use crate::model::stage::Stage;
use crate::model::typed_reference::TypedReference;

pub(crate) mod random;

/// A sheet in one line per part, with the line numbers.
fn describe_sheet(text: &str) -> Vec<String> {
    let sheet = parse_sheet(text);
    let people = sheet.people.iter().map(|person| format!("{} {}", person.line, person.value.format().trim_end()));
    let sections = sheet.sections.iter().flat_map(|section| {
        let heading = format!("{} {}", section.heading.line, section.heading.value.format().trim_end());
        let prose = Some(format!("{} {:?}", section.prose_line, section.prose)).filter(|_| !section.prose.is_empty());
        let marks = section.marks.iter().map(|mark| format!("{} {}", mark.line, mark.value.format().trim_end()));
        std::iter::once(heading).chain(prose).chain(marks).collect::<Vec<_>>()
    });
    let misread = sheet.misread.iter().map(|misread| format!("{}: {}", misread.line, misread.value));
    people.chain(sections).chain(misread).collect()
}

#[test]
fn a_call_is_read_as_a_chair_writes_it() {
    let text = "\u{feff}% The call of 2026-02-26\r\n- [x] Eric Murray (Vodafone)\r\n- [ ] Reg Cox (GSMA), excused\n\n\
                ## #293 Trustworthiness Intent\n% 2026-02-12: Not treated\nThe owner presented the API.\n\
                - Eric: which input changes the service?\n\nDecision: It goes to the TSC -> under-review\n\
                AP NCSRD: add an example (due Mar 12)\n  and a test\nClosed 20260212-01: the PR is merged\n\nSo far.\n\n\
                ## #259 Voice OTP Call\nNot treated\n\n## #310 (exception: the owner can join this call only)\n\
                ## Table update PR#280 [review]\nThe changes were reviewed.\n\n## AOB\n";
    assert_eq!(
        describe_sheet(text),
        [
            "2 - [x] Eric Murray (Vodafone)",
            "3 - [ ] Reg Cox (GSMA), excused",
            "5 ## #293 Trustworthiness Intent",
            r#"7 "The owner presented the API.\n- Eric: which input changes the service?\n\nSo far.""#,
            "10 Decision: It goes to the TSC -> under-review",
            "11 AP NCSRD: add an example (due Mar 12)\n  and a test",
            "13 Closed 20260212-01: the PR is merged",
            "17 ## #259 Voice OTP Call",
            "18 Not treated",
            "20 ## #310 (exception: the owner can join this call only)",
            "21 ## Table update PR#280 [review]",
            "22 \"The changes were reviewed.\"",
            "24 ## AOB",
        ]
    );
}

#[test]
fn what_is_not_understood_is_named_with_its_line() {
    let text = "Eric\n\n##\nlost\n## A\nDecision: yes -> undr-review\nAP Eric do it\nAP Eric:\nDecision:\nClosed 20260212-01 it is\n";
    assert_eq!(
        describe_sheet(text),
        [
            "5 ## A",
            "1: expected a person such as `- [x] Name (Organization)`, or a heading such as `## #63`",
            "3: a heading needs a number or a title",
            "6: expected a stage, found \"undr-review\"; did you mean under-review?",
            "7: expected a colon after the owner of the action point: `AP OWNER: TEXT`",
            "8: an action point needs a text",
            "9: a decision needs a text",
            "10: expected a colon after 20260212-01",
        ]
    );
}

#[test]
fn marks_are_read() {
    let owned = str::to_owned;
    let decision = |text: &str, stage: Option<(Stage, Option<&str>)>| Mark::Decision {
        text: owned(text),
        stage: stage.map(|(stage, reason)| ending::StageMention { stage, reason: reason.map(owned) }),
    };
    let action = |id: Option<&str>, owners: &str, text: &str, due: Option<&str>| Mark::Action {
        id: id.map(owned),
        owners: owned(owners),
        text: owned(text),
        due: due.map(owned),
    };
    let update = |status, note: &str, due: Option<&str>| Mark::Update {
        status,
        id: owned("20260212-01"),
        note: owned(note),
        due: due.map(owned),
    };
    for (line, expected) in [
        ("Decision: yes", decision("yes", None)),
        ("- **DECISION:** yes", decision("yes", None)),
        ("Conclusion: a -> b", decision("a -> b", None)),
        ("Decision: go → Under Review", decision("go", Some((Stage::UnderReview, None)))),
        (
            "Decision: wait (a) -> frozen (no owner (yet))",
            decision("wait (a)", Some((Stage::Frozen, Some("no owner (yet)")))),
        ),
        ("Decision: call it x \\-> frozen", decision("call it x -> frozen", None)),
        ("AP: do it", action(None, "", "do it", None)),
        (
            "- AP NCSRD, Eric: see https://e.x: a (due: +2w)",
            action(None, "NCSRD, Eric", "see https://e.x: a", Some("+2w")),
        ),
        ("AP A\\: B: pay (a) what is \\(due x)", action(None, "A: B", "pay (a) what is (due x)", None)),
        ("AP 20260212-01 (MTN): do it", action(Some("20260212-01"), "MTN", "do it", None)),
        ("AP 20260212-01: (due next)", action(Some("20260212-01"), "", "", Some("next"))),
        ("Done 20260212-01", update(ActionStatus::Closed, "", None)),
        ("- Not pursued AP 20260212-01: frozen", update(ActionStatus::NotPursued, "frozen", None)),
        ("Open 20260212-01: more time (due 2026-03-12)", update(ActionStatus::Open, "more time", Some("2026-03-12"))),
        ("not treated.", Mark::NotTreated),
    ] {
        assert_eq!(parse_mark(line), Ok(Some(expected)), "{line}");
    }
    for prose in [
        "",
        "AP",
        "APs: none",
        "ap Eric: do it",
        "Decisions were made",
        "  Decision: yes",
        "  Closed 20260212-01",
        "20260212-01: x",
        "Closed 3 issues",
        "It was closed on 2026-02-12",
        "Not treated in full",
        "\\AP Eric: do it",
    ] {
        assert_eq!(parse_mark(prose), Ok(None), "{prose}");
    }
}

#[test]
fn headings_are_read() {
    let number = |text: &str| TypedReference::parse(text);
    let item = |number, leads, title: &str, kind: Option<&str>, why: Option<&str>| {
        let (kind, exception) = (kind.map(str::to_owned), why.map(str::to_owned));
        Heading::Item(ItemHeading { number, leads, title: title.to_owned(), kind, exception })
    };
    let recap = |heading: &str, link: Option<&str>| Heading::Recap {
        heading: heading.to_owned(),
        link: link.map(str::to_owned),
    };
    for (text, expected) in [
        ("#293 Trust", item(number("#293"), true, "Trust", None, None)),
        ("o/r#12: x", item(number("o/r#12"), true, "x", None, None)),
        ("PR #64 x y z", item(number("PR#64"), true, "x y z", None, None)),
        ("Pull request #64 x", item(number("PR#64"), true, "x", None, None)),
        ("https://github.com/o/r/issues/7", item(number("https://github.com/o/r/issues/7"), true, "", None, None)),
        ("5G things", item(None, false, "5G things", None, None)),
        ("Table PR #280 [review]", item(number("PR#280"), false, "Table", Some("review"), None)),
        ("News [x] (exception: it (DT) can) #7", item(number("#7"), false, "News", Some("x"), Some("it (DT) can"))),
        ("A \\[b]", item(None, false, "A [b]", None, None)),
        ("\\AOB", item(None, false, "AOB", None, None)),
        ("aob", Heading::Text(CallText::Aob)),
        ("Any other business", Heading::Text(CallText::Aob)),
        ("Outline", Heading::Text(CallText::Outline)),
        ("Discussions", item(None, false, "Discussions", None, None)),
        ("Recap", recap("Recap", None)),
        ("Recap: TSC 2026-02-05", recap("TSC 2026-02-05", None)),
        ("Recap: [TSC](https://e.x/a_(b))", recap("TSC", Some("https://e.x/a_(b)"))),
        ("Approval", Heading::Approval(None)),
        ("Approval of 2026-01-22", Heading::Approval(Some("2026-01-22".parse().unwrap()))),
        ("approval of the minutes of 2026-01-22", Heading::Approval(Some("2026-01-22".parse().unwrap()))),
        ("Approval of the budget", item(None, false, "Approval of the budget", None, None)),
    ] {
        assert_eq!(parse_heading(text), Ok(expected), "{text}");
    }
    assert!(parse_heading("[review]").is_err() && parse_heading(" ").is_err());
}

#[test]
fn people_are_read() {
    for (line, expected) in [
        ("- [x] Ann Lee (DT)", Some((true, "Ann Lee", Some("DT"), None))),
        (
            "* [X] José (Pepe) Pérez (Telco (UK)), chair (acting)",
            Some((true, "José (Pepe) Pérez", Some("Telco (UK)"), Some("chair (acting)"))),
        ),
        ("- [] Ann Lee, excused", Some((false, "Ann Lee", None, Some("excused")))),
        ("- [ ] Ann (Lee", Some((false, "Ann (Lee", None, None))),
        ("- [y] Ann", None),
        ("- Ann", None),
        ("- [x] (DT)", Some((true, "(DT)", None, None))),
        ("- [x]", None),
    ] {
        let person = |(is_present, name, organization, remark): (bool, &str, Option<&str>, Option<&str>)| Person {
            is_present,
            name: name.to_owned(),
            organization: organization.map(str::to_owned),
            remark: remark.map(str::to_owned),
        };
        assert_eq!(parse_person(line), expected.map(person), "{line}");
    }
}

#[test]
fn hostile_texts_are_read_in_time() {
    let parts = [
        "(",
        "Decision: a -> ",
        "AP a: (due ",
        "## \\",
        "## a [",
        "## (exception: ",
        "AP x:\n\n  y\n",
        "\\",
        "- [x] (",
        "%",
        " \n",
    ];
    for part in parts {
        let _ = parse_sheet(&part.repeat(50_000));
        let _ = parse_sheet(&format!("## a\n{}", part.repeat(50_000)));
    }
}
