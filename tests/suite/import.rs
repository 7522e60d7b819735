//! Properties of every import: it does not hang or panic, its files can be read, nothing is lost, and a table that is
//! rendered and imported again stays the same.

use crate::fuzz::targets::import::{
    group, group_with, import_table, list_proposals, made_group, test_minutes, test_table,
};
use crate::fuzz::targets::repository::{decode, views};
use backlog::render::outputs;
use proptest::prelude::*;
use scraper::{ElementRef, Html, Selector};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Pieces of tables as people write them, and worse.
fn table_pieces() -> impl Strategy<Value = String> {
    let piece = concat!(
        "<table>|</table>|<tr>|</tr>|<td>|</td>|<th>|</th>|<div>|</div>|<br>|<ul><li>|</li></ul>|</p>",
        "|<thead>|<tbody>|\r\n|\n\n|\n|\\||\\| |\\| --- \\| --- \\|\n|Name|Owner|Status|Template",
        "|Release|Sub Project|N/A|\\*|\\\\\\*|\\*\\*|, |&amp;|&|&#42;|\\(|\\)|TSC Approved|Onboarding",
        "| & |\\(2025/12/18\\)|2026/004/08|Archived|v0\\.1\\.0 fall25|No release",
        "|<a href=\"https://github\\.com/o/r/pull/7\">|</a>|\\[Link\\]\\(|\\[|\\]\\(|https://e\\.x/a",
        "|<!--|-->|%%|é|中|Orange|Telefónica|```\n|<a href=\"|\\\\",
        "|\\| Name \\| Owner \\| Status \\|\n\\|-\\|-\\|-\\|\n",
    );
    prop::collection::vec(prop_oneof![9 => piece, 1 => "[ -~é中]{0,6}"], 0..120).prop_map(|pieces| pieces.concat())
}

/// What minutes are made of, and what they should not be made of; noise at the end.
const MINUTES: &str = concat!(
    "(wordone|wordtwo |\nwordthree| wordone, |\n|\n\n| |\\||\\| |---|\\| --- \\| --- \\|\n",
    "|## Attendees\n|# |Attendees\n|Organization \\| Name \\|\n|AoB\n|## Discussion\n",
    "|\\| Agenda Item \\| Who \\| Description \\|\n\\| - \\| - \\| - \\|\n",
    "|\\| \\*\\*Current issues\\*\\* \\| \\| \\|\n|Issue #12",
    "|\\[#3\\]\\(https://github\\.com/o/r/issues/3\\)",
    "|\\(\\[PR#4\\]\\(https://github\\.com/o/r/pull/4\\)\\)|<br>|<ul><li>|</ul>|\\*\\*|~~",
    "|MEETING UPDATE:|\\*\\*Update 7th July\\*\\*: |Not treated|DECISION: yes|## Action Points\n",
    "|\\| AP Identifier \\| AP Owner \\| Status \\| Description \\|\n\\| - \\| - \\| - \\| - \\|\n",
    "|20230501-01|20230501-02 \\| DT \\| Open \\| ~~x~~ \\||Next call: 6th of november|@Delegate A",
    "|DT: Delegate B \\(chair\\), |\\(|\\)|\u{a0}|é中|• |\\\\|```\n|\n<table>|<tr>|<td>|</table>\n",
    "|__|\u{200b}|\n-----\n|  \\* |Issue #\nCompany\nSummary\nStatus Update\n){0,79}\\PC{0,40}",
);

#[test]
fn a_url_after_an_open_bracket_comes_back_as_it_was_written() {
    for project in
        ["[https://github.com/o/Flood", "Flood [https://github.com/o/Flood]", "[[https://github.com/o/Flood."]
    {
        let source = format!("| Name | Owner | Sub Project |\n|-|-|-|\n| Flood | MTN | {project} |\n");
        let (first, table) = list_proposals(&made_group(&import_table(&source, &group(&[]))));
        let (second, _) = list_proposals(&made_group(&import_table(&table, &group(&[]))));
        assert_eq!(first[0]["repository_url"], "https://github.com/o/Flood", "{project}");
        assert_eq!(first, second, "{project}\n{table}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_is_imported_and_comes_back_as_it_was_written(text in table_pieces()) {
        test_table(text.as_bytes());
    }

    #[test]
    fn minutes_are_imported_and_no_word_is_lost(text in MINUTES) {
        test_minutes(text.as_bytes());
    }

    #[test]
    fn proposals_come_back_from_their_table(records in prop::collection::vec(proposal_record(), 1..6)) {
        let as_file = |(at, record): (usize, &Value)| (format!("backlog/r{at}.yaml"), record.to_string());
        let files: Vec<_> = records.iter().enumerate().map(as_file).collect();
        // All issues are of `o/r`, which a group without a repository gets from its links.
        let (first, table) = list_proposals(&group_with("repository: o/r\n", &files));
        let (second, _) = list_proposals(&made_group(&import_table(&table, &group(&[]))));
        prop_assert_eq!(first, second, "{}", table);
    }

    #[test]
    fn another_reader_finds_the_same_cells(rows in prop::collection::vec(prop::collection::vec("[a-z é&;<>]{0,8}", 1..4), 1..5)) {
        let cell = |text: &String| format!("<td>{}</td>", text.replace('&', "&amp;").replace('<', "&lt;"));
        let row = |cells: &Vec<String>| format!("<tr><td>x{}", cells.iter().map(cell).collect::<String>());
        let text = format!("<table><tr><th>Name<th>A<th>B<th>C{}</table>", rows.iter().map(row).collect::<String>());
        let theirs = read_with_scraper(&text);
        let ours: Vec<BTreeSet<String>> = import_table(&text, &group(&[])).records.iter().map(|draft| split_words(&draft.text)).collect();
        prop_assert_eq!(ours.len(), theirs.len());
        for (ours, theirs) in ours.iter().zip(&theirs) {
            prop_assert!(theirs.is_subset(ours), "{theirs:?} in {ours:?}");
        }
    }
}

/// A proposal with the keys that the table shows.
fn proposal_record() -> impl Strategy<Value = Value> {
    let name = || "[A-Za-zé中][A-Za-zé中&<>_`#|()'\\[\\]@-]{0,8}( [A-Z(][a-z&]{1,5})?[A-Za-z]";
    let organization = || "[A-Z][A-Za-zé&.-]{3,10}x";
    let day = || "20(19|2[0-6])-(0[1-9]|1[0-2])-[012][1-8]";
    let stage = prop::sample::select(vec!["under-discussion", "under-review", "approved", "onboarding", "archived"]);
    let stages = prop::collection::vec((stage, prop::option::of(day()), prop::option::of("under [a-z]{3,8}")), 0..4);
    let organizations = prop::collection::btree_set(organization(), 1..3);
    let supporters = prop::collection::vec(organization(), 0..3);
    (name(), organizations, supporters, day(), stages, 1..400_u32, prop::option::of((1..9_u32, day()))).prop_map(
        |(name, owners, supporters, registered, stages, number, release)| {
            let stages =
                stages.into_iter().map(|(stage, date, note)| json!({ "stage": stage, "date": date, "note": note }));
            let url = format!("https://github.com/o/r/releases/tag/r{number}.1?a=1&b='2'");
            let release = release.map(|(minor, date)| {
                json!({ "version": format!("v0.{minor}.0"), "meta-release": "fall25", "date": date, "url": url })
            });
            let supporters: Vec<String> = supporters.into_iter().chain(owners.iter().next().cloned()).collect();
            json!({
                "name": name,
                "issue": format!("o/r#{number}"),
                "template": { "pr": format!("o/r#{}", number + 1) },
                "registered": registered,
                "owners": owners,
                "supporters": supporters,
                "stages": stages.collect::<Vec<_>>(),
                "repository": { "name": "Place", "url": format!("https://github.com/o/place{number}") },
                "releases": release.into_iter().collect::<Vec<_>>(),
            })
        },
    )
}

#[test]
fn what_leads_nowhere_is_kept_as_text() {
    let text = "| Name | Sub Project | Release | Template |\n|-|-|-|-|\n\
                | A | [B](<:x>) | [v0.1.0](javascript:x) | [C](data:x) 2026-02-12 |\n";
    let first = import_table(text, &group(&[]));
    let imported_group = made_group(&first);
    let (proposals, _) = list_proposals(&imported_group);
    assert!(proposals[0]["repository_url"].is_null() && proposals[0]["template_url"].is_null(), "{proposals:?}");
    for expected in ["B", ":x", "v0.1.0", "javascript:x", "data:x", "2026-02-12"] {
        assert!(first.records[0].text.contains(expected), "{expected} is not in {}", first.records[0].text);
    }
}

#[test]
fn a_group_may_keep_its_table_as_html() {
    for (form, begin) in [("html", "<table>"), ("gfm", "| API")] {
        let own = format!("name: G\ntable: {form}\n").into_bytes();
        let group = decode(vec![("workgroup.yaml".to_owned(), own)]);
        let table = outputs::render_table(&views(&group).unwrap()).unwrap();
        assert!(table.starts_with(begin), "{table}");
    }
}

/// The words of each row below the header, as scraper reads them.
fn read_with_scraper(text: &str) -> Vec<BTreeSet<String>> {
    let html = Html::parse_fragment(text);
    let (row, cell) = (Selector::parse("tr").unwrap(), Selector::parse("td").unwrap());
    let cells = |row: ElementRef<'_>| -> BTreeSet<String> {
        row.select(&cell).flat_map(|cell| split_words(&cell.text().collect::<String>())).collect()
    };
    html.select(&row).skip(1).map(cells).collect()
}

fn split_words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[test]
fn links_without_a_label_are_no_part_of_a_name() {
    let link = "<a href=\"https://github.com/o/r/pull/7\">";
    let (first, _) = list_proposals(&made_group(&import_table(
        &format!("| Name | Owner |\n|-|-|\n{link}{link}</table>Name|"),
        &group(&[]),
    )));
    assert_eq!(first[0]["name"], "Name");
}

/// These would take minutes at quadratic cost.
#[test]
fn large_sources_are_read_to_their_end() {
    let head = "| Name | Owner | Status | Link to template |\n|-|-|-|-|\n";
    let many = |piece: &str| format!("{head}| A | {} |", piece.repeat((1 << 18) / piece.len()));
    for piece in [
        "[",
        "](",
        "[a](",
        "[[",
        "<a href=\"",
        "<!--",
        "<",
        "&",
        "&amp;",
        "* ",
        "a, ",
        "(",
        "TSC Approved (",
        ") & ",
        "*",
        "\\",
        "|",
    ] {
        assert_eq!(import_table(&many(piece), &group(&[])).count, 1, "{piece}");
    }
    let html = |piece: &str| format!("<table><tr><th>Name</th></tr>{}", piece.repeat((1 << 18) / piece.len()));
    for piece in ["<div>", "<table>", "<td>", "<ul><li>", "</tr>", "<a href=x>", "x"] {
        let _ = import_table(&html(piece), &group(&[]));
    }
    let rows = format!("{head}{}", "| A | B |\n".repeat(5_000));
    assert_eq!(import_table(&rows, &group(&[])).count, 5_000);
}
