//! Random sheets.

use crate::model::action::ActionStatus;
use crate::model::stage::Stage;
use crate::model::typed_reference::TypedReference;
use crate::text::notation::ending::StageMention;
use crate::text::notation::heading::{CallText, Heading, ItemHeading};
use crate::text::notation::mark::Mark;
use crate::text::notation::person::Person;
use crate::text::notation::{escape_prose, format_comment, parse_sheet};
use proptest::prelude::*;

/// A word that may mean something in the notation.
fn word() -> impl Strategy<Value = String> {
    const KNOWN: [&str; 36] = [
        "Decision:",
        "- ",
        "AP",
        "AP Eric:",
        "Closed",
        "20260212-01",
        "20260212-01:",
        "Not treated",
        "Approved",
        "%",
        "##",
        "\\",
        "->",
        "→",
        "frozen",
        "undr-review",
        "(due",
        "(due x)",
        ")",
        "[",
        "[x]",
        "]",
        "(exception: y)",
        "#7",
        "PR",
        "PR#8",
        "AOB",
        "Recap:",
        "Recap",
        "Approval",
        "**",
        ":",
        ",",
        "https://e.x",
        "- [x]",
        "é",
    ];
    prop_oneof![3 => proptest::sample::select(&KNOWN[..]).prop_map(str::to_owned), 1 => "[a-z]{1,4}"]
}

/// One line without spaces at its ends.
pub(crate) fn line() -> impl Strategy<Value = String> {
    proptest::collection::vec(word(), 1..5)
        .prop_map(|words| words.join(" ").split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Several lines, some of them indented or empty.
pub(crate) fn prose() -> impl Strategy<Value = String> {
    let one = (prop_oneof![Just(""), Just("  "), Just("\t")], prop_oneof![4 => line(), 1 => Just(String::new())]);
    let lines = proptest::collection::vec(one, 0..5);
    lines.prop_map(|lines| {
        let lines = lines.iter().map(|(indent, line)| format!("{indent}{line}").trim_end().to_owned());
        lines.collect::<Vec<_>>().join("\n").trim_matches('\n').trim_end().to_owned()
    })
}

pub(crate) fn text() -> impl Strategy<Value = String> {
    prose().prop_map(|text| text.trim().to_owned()).prop_filter("empty", |text| !text.is_empty())
}

fn mark() -> impl Strategy<Value = Mark> {
    let due = || proptest::option::of(Just("2026-03-12".to_owned()));
    let status = proptest::sample::select(vec![ActionStatus::Open, ActionStatus::Closed, ActionStatus::NotPursued]);
    let stage = proptest::option::of(Just(StageMention { stage: Stage::UnderReview, reason: None }));
    let id = || "[0-9]{8}-[0-9]{2}";
    prop_oneof![
        (text(), stage)
            .prop_filter("unpaired bold", |(text, _)| text.matches("**").count() % 2 == 0)
            .prop_map(|(text, stage)| Mark::Decision { text, stage }),
        (proptest::option::of(id()), "([A-Z][a-z]{1,3}(: [a-z])?)?", text(), due())
            .prop_map(|(id, owners, text, due)| Mark::Action { id, owners, text, due }),
        (status, id(), prop_oneof![text(), Just(String::new())], due())
            .prop_map(|(status, id, note, due)| Mark::Update { status, id, note, due }),
        Just(Mark::NotTreated),
    ]
}

fn heading() -> impl Strategy<Value = Heading> {
    let number = proptest::sample::select(vec!["#7", "PR#8", "o/r#9", "PR o/r#10"])
        .prop_map(|text| TypedReference::parse(text).unwrap());
    let kind = proptest::option::of(Just("review".to_owned()));
    let why = proptest::option::of(Just("it can join (a) only".to_owned()));
    // The word `PR` before a number belongs to the number.
    let title = line().prop_map(|title| title.replace("PR", "P"));
    let item = (proptest::option::of(number), any::<bool>(), title, kind, why);
    let item = item.prop_filter("empty", |(number, _, title, ..)| number.is_some() || !title.is_empty());
    let item = item.prop_map(|(number, leads, title, kind, exception)| {
        let leads = number.is_some() && (leads || title.is_empty());
        Heading::Item(ItemHeading { leads, number, title, kind, exception })
    });
    let texts = CallText::ALL.map(|(_, text)| Heading::Text(text)).to_vec();
    let day = proptest::option::of(Just("2026-02-12".parse().unwrap()));
    prop_oneof![
        4 => item,
        1 => proptest::sample::select(texts),
        1 => day.prop_map(Heading::Approval),
        1 => proptest::option::of(Just("https://e.x/a".to_owned()))
            .prop_map(|link| Heading::Recap { heading: "TSC".to_owned(), link }),
    ]
}

fn person() -> impl Strategy<Value = Person> {
    let organization = prop_oneof![Just("DT"), Just("Telco (UK)"), Just("A, B")].prop_map(|name| Some(name.to_owned()));
    let remark =
        proptest::option::of(prop_oneof![Just("excused"), Just("chair (acting), late")].prop_map(str::to_owned));
    let name = prop_oneof![Just("Ann Lee"), Just("José (Pepe) Pérez"), Just("Smith, K.")].prop_map(str::to_owned);
    (any::<bool>(), name, organization, remark).prop_map(|(is_present, name, organization, remark)| Person {
        is_present,
        name,
        organization,
        remark,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_is_written_is_read_back(
        people in proptest::collection::vec(person(), 0..3),
        sections in proptest::collection::vec((heading(), prose(), proptest::collection::vec(mark(), 0..3)), 0..4),
    ) {
        let mut text = people.iter().map(Person::format).collect::<String>();
        for (heading, prose, marks) in &sections {
            text += &format!("\n{}{}", heading.format(), format_comment("a\nb"));
            text += &escape_prose(prose);
            text += &format!("\n{}", marks.iter().map(Mark::format).collect::<String>());
        }
        let sheet = parse_sheet(&text);
        prop_assert_eq!(&sheet.misread, &[], "{}", text);
        prop_assert_eq!(sheet.people.into_iter().map(|person| person.value).collect::<Vec<_>>(), people);
        let read: Vec<_> = sheet.sections.into_iter().map(|section| {
            let marks = section.marks.into_iter().map(|mark| mark.value).collect();
            (section.heading.value, section.prose, marks)
        }).collect();
        prop_assert_eq!(read, sections, "{}", text);
    }

    #[test]
    fn random_text_is_read(text in proptest::collection::vec((word(), prop_oneof![Just(" "), Just("\n"), Just("\n\n  ")]), 0..60)) {
        let text: String = text.into_iter().map(|(word, gap)| word + gap).collect();
        let sheet = parse_sheet(&text);
        for section in &sheet.sections {
            prop_assert_eq!(&parse_sheet(&format!("## A\n{}", escape_prose(&section.prose))).sections[0].prose, &section.prose);
        }
    }
}
