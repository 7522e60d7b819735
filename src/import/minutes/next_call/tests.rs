use super::*;
use crate::import::minutes::parts::split_parts;
use crate::source::FileId;

/// The next call as day, start and text; the doubts; and what is left in the parts.
fn read(text: &str, call: &str) -> (String, String, String) {
    let mut parts = split_parts(text);
    let mut doubts = SourceDoubts::new(FileId(0), None);
    let next = take_next_call(&mut parts, call.parse().unwrap(), chrono_tz::Europe::Madrid, &mut doubts);
    let next = next.unwrap_or_default();
    let mut said: Vec<String> = next.date.iter().map(|day| day.value.to_string()).collect();
    said.extend(next.start.map(|start| start.format("%H:%M").to_string()));
    said.extend(next.end.map(|end| end.format("-%H:%M").to_string()));
    said.extend(next.text.map(|text| format!("`{}`", text.value)));
    let doubts: Vec<String> = doubts.found.into_iter().map(|doubt| doubt.message).collect();
    let rest = parts.iter().flat_map(|part| part.heading.iter().chain(&part.lines)).filter(|line| has_text(line.text));
    (said.join(" "), doubts.join("; "), rest.map(|line| line.text.trim()).collect::<Vec<_>>().join("/"))
}

#[test]
fn the_next_call_is_found() {
    for (text, expected) in [
        ("1. Next call schedule: 28th July 2022", "2022-07-28 `Next call schedule: 28th July 2022`"),
        ("* Next meeting will be the *20th of july*", "2022-07-20 `Next meeting will be the *20th of july*`"),
        ("**Next conf. call**: 14th January, 10-11 CET.", "2023-01-14 `**Next conf. call**: 14th January, 10-11 CET.`"),
        ("Next API Backlog WG call on July 21st, 2022", "2022-07-21 `Next API Backlog WG call on July 21st, 2022`"),
        ("Next call: ~~21st July 2022~~ 28th July 2022", "2022-07-28 `Next call: ~~21st July 2022~~ 28th July 2022`"),
        ("- Next meeting: 21 July", "2022-07-21 `Next meeting: 21 July`"),
        ("• Next meeting: 21 July", "2022-07-21 `Next meeting: 21 July`"),
        (
            "1) The next weekly call will be on Thu, July 21",
            "2022-07-21 `The next weekly call will be on Thu, July 21`",
        ),
        ("a) Next meeting: 21 July", "2022-07-21 `Next meeting: 21 July`"),
        ("<p>Next meeting: <b>21 July</b></p>", "2022-07-21 `Next meeting: **21 July**`"),
        ("<ul>\n<li>Next meeting: 21 July</li>\n</ul>", "2022-07-21 `Next meeting: 21 July`"),
        ("* Next meeting: 21 July<br>", "2022-07-21 `Next meeting: 21 July`"),
        ("Next meeting (online) 21 July", "2022-07-21 `Next meeting (online) 21 July`"),
        ("## Date and place of next call\n\n21 July, Rome", "2022-07-21 `Date and place of next call: 21 July, Rome`"),
        ("## Next call\n\nIn two weeks: 21 July", "2022-07-21 `Next call: In two weeks: 21 July`"),
        ("## Next call\n\n<p>21 July</p>\n<p>in Rome</p>", "2022-07-21 `Next call: 21 July\nin Rome`"),
        (
            "## Next call\n\n| Date | Place |\n|---|---|\n| 21 July | Rome |\n",
            "2022-07-21 `Next call: Date: 21 July, Place: Rome`",
        ),
        (
            "## Next call\n\n| Date | 21 July |\n|---|---|\n| Place | Rome |\n",
            "2022-07-21 `Next call: Date: 21 July; Place: Rome`",
        ),
        (
            "## Next call\n\n<table><tr><th>Date<th>Place</tr><tr><td>21 July<td>Rome</tr></table>\n",
            "2022-07-21 `Next call: Date: 21 July, Place: Rome`",
        ),
        ("## 4. Next meeting: 21 July", "2022-07-21 `Next meeting: 21 July`"),
        ("+ Next: 21 July", "2022-07-21 `Next: 21 July`"),
        (
            "## AOB\n\n### Date of next meeting\n\n 16 th of August",
            "2022-08-16 `Date of next meeting: 16 th of August`",
        ),
        ("## Date of next meeting\n\nSeptember, 26 2022", "2022-09-26 `Date of next meeting: September, 26 2022`"),
        ("## Next Meeting - 21 July\n\nIn Madrid", "2022-07-21 `Next Meeting - 21 July: In Madrid`"),
        (
            "## Next call:\n\n* **Thursday 28th July**, 15h CET",
            "2022-07-28 `Next call: **Thursday 28th July**, 15h CET`",
        ),
        ("## AOB\n\n**Next call**\n\n* 28th July\n  * in Rome", "2022-07-28 `Next call: 28th July\n  * in Rome`"),
        ("## Next call\n\n08.11.2022 11:00 CET", "2022-11-08 11:00 `Next call: 08.11.2022 11:00 CET`"),
        ("## Next Meeting\n\n* The next meeting is on 21 July", "2022-07-21 `The next meeting is on 21 July`"),
        ("Next call: 15:00 on 21 July", "2022-07-21 15:00 `Next call: 15:00 on 21 July`"),
        ("Next call: 21 July, 3:00 - 4:00 pm EST", "2022-07-21 `Next call: 21 July, 3:00 - 4:00 pm EST`"),
        ("Next meeting: 2022-07-21", "2022-07-21"),
        ("## Next call\n\nTo be announced by mail", "`Next call: To be announced by mail`"),
        ("Next TSC meeting on 5th October", ""),
        ("Next steering committee: 5th October", ""),
        ("## Next Commonalities call\n\n5th October", ""),
        ("Next call with the TSC: 5th October", ""),
        ("Next meeting 21 July is cancelled", ""),
        ("move it to the next call", ""),
        ("In the next call we read the report of 12 July", ""),
        ("Next call agenda:\n* 28th July", ""),
        ("Next call:\n* to be announced\n* 28th July", ""),
    ] {
        let (found, doubts, rest) = read(text, "2022-07-07");
        assert_eq!((found.as_str(), doubts.as_str()), (expected, ""), "{text}");
        if found.contains('-') {
            assert!(!rest.contains(|c: char| c.is_ascii_digit()), "{text}: {rest}");
        } else if found.is_empty() {
            assert_eq!(rest.replace('/', "").len(), text.replace(['\n', '#'], "").trim().len(), "{text}: {rest}");
        }
    }
    assert_eq!(strip_list_marker(" 1. Next call"), "Next call");
}

#[test]
fn a_doubtful_day_is_named() {
    for (text, expected, doubt) in [
        ("Next call: 11/08/2022", "`Next call: 11/08/2022`", "the next call may be on 2022-08-11 or 2022-11-08"),
        ("Next call: Thursday 11/08/2022", "2022-08-11 `Next call: Thursday 11/08/2022`", ""),
        ("Next call: 08/06/2022", "2022-08-06 `Next call: 08/06/2022`", ""),
        (
            "Next call: 21/7/22",
            "2022-07-21 `Next call: 21/7/22`",
            "the year has two digits; the date is read as 2022-07-21",
        ),
        (
            "Next call: 26th May 2012",
            "2012-05-26 `Next call: 26th May 2012`",
            "the next call is announced for 2012-05-26, which is not after this call of 2022-07-07",
        ),
        (
            "Next call: 30 June",
            "`Next call: 30 June`",
            "the next call would be on 2023-06-30, long after this call of 2022-07-07",
        ),
    ] {
        let (found, doubts, rest) = read(text, "2022-07-07");
        assert_eq!((found.as_str(), doubts.as_str(), rest.as_str()), (expected, doubt, ""), "{text}");
    }
}

#[test]
fn a_row_announces_the_next_call() {
    let table = "## Discussion\n\n| A | B | C |\n|--|--|--|\n| x | y | z |\n";
    let (found, _, rest) = read(&format!("{table}| Next call | | 21 July |\n"), "2022-07-07");
    assert_eq!(found, "2022-07-21 `Next call: 21 July`");
    assert_eq!(rest, "Discussion/| A | B | C |/| x | y | z |");
    let (found, _, rest) = read("## AoB\n\n| Next call | 21 July |\n|--|--|\n| x | y |\n", "2022-07-07");
    assert_eq!((found.as_str(), rest.as_str()), ("", "AoB/| Next call | 21 July |/| x | y |"));
}

#[test]
fn only_the_announcement_leaves_its_part() {
    let (found, _, rest) = read("## AOB\n\n* One\n* Next call: 21 July\n  * in Rome\n* Two\n", "2022-07-07");
    assert_eq!(found, "2022-07-21 `Next call: 21 July\n  * in Rome`");
    assert_eq!(rest, "AOB/* One/* Two");
    let (found, _, rest) = read("## Next Steps\n\nNext call: 21 July\n\n## Next call\n\nBy mail\n", "2022-07-07");
    assert_eq!((found.as_str(), rest.as_str()), ("2022-07-21 `Next call: 21 July`", "Next Steps/Next call/By mail"));
}
