use crate::import::minutes::import_minutes;
use crate::import::{ImportOptions, Imported};
use crate::source::{Source, Sources};
use crate::store::load::Files;

const GROUP: &str = "name: G\nschedule: [{ slot: 1st tuesday, start: '09:00', end: '10:00' }]\n";

fn import_with(options: &ImportOptions, sources: &[(&str, &str)]) -> Imported {
    let group = Files::from_texts(&[("workgroup.yaml", GROUP)]).decode_group();
    let source = |(path, text): &(&str, &str)| Source { path: (*path).to_owned(), text: (*text).to_owned() };
    import_minutes(Sources::new(sources.iter().map(source).collect()), options, &group).unwrap()
}

/// The days of the files, and all doubts.
fn describe(imported: &Imported) -> (String, String) {
    let day = |path: &str| path.trim_start_matches("minutes/").trim_end_matches(".yaml").to_owned();
    let days: Vec<String> = imported.records.iter().map(|draft| day(&draft.path)).collect();
    let doubts: Vec<&str> = imported.doubts.iter().map(|doubt| doubt.message.as_str()).collect();
    (days.join(" "), doubts.join("; "))
}

fn days_of(sources: &[(&str, &str)]) -> (String, String) {
    describe(&import_with(&ImportOptions::default(), sources))
}

#[test]
fn the_day_is_near_the_top() {
    for text in [
        "# Week 20 meeting\n\n## Participants\n\n18th May 2023:\n\n* Ann Example (MTN)\n",
        "# Meeting\n\n| Date | 2023-05-18 |\n\n## Attendees\n",
        "# Meeting\n\n- **When:** 18.05.2023 11:00\n\n## Attendees\n",
        "# Minutes of 18 May 2023\n\nNext meeting: 1 June 2023\n\n## Attendees\n",
        "# Meeting\n\n## Attendees\n\n* Ann Example (MTN)\n\n## Discussion\n\n2023-05-18\n",
        "# Meeting\n\nDate: Thursday 18/05/23\n",
        "# Meeting\n\nThursday, 18.5.2023 at 11:00 CET\n",
    ] {
        let (days, doubts) = days_of(&[("m.md", text)]);
        assert_eq!(days, "2023-05-18", "{text}");
        assert!(!doubts.contains("18 May"), "{doubts}");
    }
    // What names the next call or an earlier one is not the day of this one.
    for text in ["# Meeting\n\nNext call: 4 May 2023\n", "# Meeting\n\nWe read the minutes of 4 May 2023.\n"] {
        assert_eq!(days_of(&[("2023-05-18.md", text)]).0, "2023-05-18", "{text}");
    }
}

#[test]
fn of_two_days_the_name_decides() {
    let text = "# Meeting 2024-04-12\n\n*Friday, May 24th, 2024*\n";
    let doubt = "the date here is 2024-04-12, but the call is dated 2024-05-24";
    assert_eq!(days_of(&[("m.md", text)]), ("2024-05-24".to_owned(), doubt.to_owned()));
    assert_eq!(days_of(&[("2024-05-24.md", text)]), ("2024-05-24".to_owned(), doubt.to_owned()));
    assert_eq!(days_of(&[("2024-04-12.md", text)]).0, "2024-04-12");
}

#[test]
fn the_heading_of_a_second_call_is_a_doubt() {
    let doubts_of = |first: &str, second: &str| {
        days_of(&[("m.md", &format!("# {first}\n\n## AoB\n\n* One\n\n# {second}\n\n* Two\n"))])
    };
    for (first, second) in [
        ("Group call, 2024-03-05", "Group call, 2024-03-19"),
        ("5 March 2024", "Tuesday, 19 March 2024"),
        ("Group call of 5 March 2024", "Group call of 19 March"),
    ] {
        let doubt = format!("`{second}` may be another call; its text is in the minutes of 2024-03-05");
        assert_eq!(doubts_of(first, second), ("2024-03-05".to_owned(), doubt));
    }
    for second in ["Next call: 19 March 2024", "Report of 19 February 2024", "5 March 2024", "5 March"] {
        assert_eq!(doubts_of("Group call, 2024-03-05", second).1, "", "{second}");
    }
}

#[test]
fn a_day_with_two_readings_is_settled_or_named() {
    let both = "12/04/2023 may be 2023-04-12 or 2023-12-04";
    let text = "# Meeting\n\nDate: 12/04/2023\n\n## Attendees\n";
    let left_out = format!("{both}; these minutes are not imported");
    assert_eq!(days_of(&[("m.md", text)]), (String::new(), left_out));
    let as_named = format!("{both}, read as 2023-12-04");
    assert_eq!(days_of(&[("MOM-231204.md", text)]), ("2023-12-04".to_owned(), as_named));
    let elsewhere = format!("{both}, but the call is dated 2023-03-01");
    assert!(days_of(&[("2023-03-01.md", text)]).1.starts_with(&elsewhere));
    for text in ["Date: Wednesday 12/04/2023", "Date: 12/04/2023 (Wednesday)", "Date: 12.04.2023"] {
        assert_eq!(days_of(&[("m.md", text)]), ("2023-04-12".to_owned(), String::new()), "{text}");
    }
    let given = ImportOptions { day: "2023-12-04".parse().ok(), ..ImportOptions::default() };
    assert_eq!(describe(&import_with(&given, &[("m.md", text)])).0, "2023-12-04");
}

#[test]
fn of_two_sources_the_one_whose_name_agrees_has_the_day() {
    const TEXT: &str = "# Meeting 2024-01-24\n";
    let (odd, own, other) = (("2024-01-18.md", TEXT), ("2024-01-24.md", TEXT), ("copy.md", TEXT));
    for (sources, expected) in [
        (&[odd, own][..], "2024-01-18 2024-01-24"),
        (&[own, odd], "2024-01-24 2024-01-18"),
        (&[other, own], "2024-01-24"),
        (&[own, other], "2024-01-24"),
        (&[odd, other], "2024-01-24"),
        (&[odd, own, ("x.md", "# Meeting 2024-01-18\n")], "2024-01-24 2024-01-18"),
    ] {
        let (days, doubts) = days_of(sources);
        assert_eq!(days, expected, "{sources:?}");
        let has_doubt = doubts.contains("this one is imported as") || doubts.contains("already has the date");
        assert!(has_doubt, "{doubts}");
    }
    assert_eq!(import_with(&ImportOptions::default(), &[other, own]).left_out(), ["copy.md"]);
}

#[test]
fn a_week_needs_a_year_and_a_scheduled_call() {
    let in_year = |year: Option<i32>, week: u32| {
        let options = ImportOptions { year, ..ImportOptions::default() };
        describe(&import_with(&options, &[("m.md", &format!("# Week {week} meeting\n\n## Attendees\n"))]))
    };
    let refused = |why: &str| (String::new(), format!("{why}; these minutes are not imported"));
    assert_eq!(in_year(None, 14), refused("no date found, only week 14"));
    assert_eq!(in_year(Some(2023), 14), ("2023-04-04".to_owned(), String::new()));
    assert_eq!(in_year(Some(2023), 15), refused("no call is scheduled in week 15 of 2023, which begins on 2023-04-10"));
    assert_eq!(in_year(Some(2023), 53), refused("2023 has no week 53"));
    let named = ImportOptions { year: Some(2023), ..ImportOptions::default() };
    assert_eq!(describe(&import_with(&named, &[("Sync_Week14.md", "# Sync\n")])).0, "2023-04-04");
    // The year of a day without one, too.
    assert_eq!(describe(&import_with(&named, &[("m.md", "# Meeting, 4 May\n")])).0, "2023-05-04");
    assert_eq!(days_of(&[("m.md", "# Meeting, 4 May\n")]), refused("4 May has no year"));
}

#[test]
fn only_the_title_and_the_day_are_not_kept() {
    for (text, expected) in [
        ("# G meeting 2024-03-05\n\n*5 March 2024 (Tuesday)*\n\nG meeting 2024-03-05\n", ""),
        ("h1. G meeting 2024-03-05\n\nh2. AoB\n", ""),
        ("G minutes, 5 March 2024\n\nAttendees\n\nAoB\n", ""),
        (
            "# G\n\n## Summary\n\n2024-03-05, in Rome\n",
            "sections:\n  - { heading: Summary, text: '2024-03-05, in Rome' }\n",
        ),
        (
            "2024-03-05\n\nThe call of 5 March was canceled.\n",
            "sections:\n  - text: The call of 5 March was canceled.\n",
        ),
        ("The call of 2024-03-05 was canceled.\n", "sections:\n  - text: The call of 2024-03-05 was canceled.\n"),
    ] {
        let imported = import_with(&ImportOptions::default(), &[("2024-03-05.md", text)]);
        assert_eq!(imported.records[0].text, format!("date: 2024-03-05\n{expected}"), "{text}");
    }
}
