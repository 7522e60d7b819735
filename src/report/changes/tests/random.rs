//! Random edits of random tables: what differs in a cell is in the list, as a change or as a cell that is not explained.

use super::list_changes;
use proptest::prelude::*;
use std::collections::HashMap;

const HEADER: [&str; 6] =
    ["API name", "Supporters (* API Owner)", "Template & date", "Status", "Repository", "Release"];

/// A table as the HTML of its cells; the first cell of a row is its name.
type Table = Vec<[String; 6]>;

fn format_table(table: &Table, is_html: bool) -> String {
    let mut text = String::new();
    if is_html {
        let header: String = HEADER.iter().map(|header| format!("<th>{}</th>", header.replace('&', "&amp;"))).collect();
        text.push_str(&format!("<table>\n<tr>{header}</tr>\n"));
        for row in table {
            let cells: String = row.iter().map(|cell| format!("<td>{cell}</td>\n")).collect();
            text.push_str(&format!("<tr>\n{cells}</tr>\n"));
        }
        text.push_str("</table>\n");
        return text;
    }
    text.push_str(&format!("| {} |\n|{}\n", HEADER.join(" | "), "---|".repeat(HEADER.len())));
    table.iter().for_each(|row| text.push_str(&format!("| {} |\n", row.join(" | "))));
    text
}

/// A word that nobody but this test knows.
fn word() -> impl Strategy<Value = String> {
    "zq[a-z]{3,6}"
}

fn day() -> impl Strategy<Value = String> {
    (2023..2027_u32, 1..13_u32, 13..29_u32).prop_map(|(year, month, day)| format!("{year}/{month:02}/{day:02}"))
}

fn url() -> impl Strategy<Value = String> {
    (word(), prop_oneof![Just("blob/main/a"), Just("pull/6"), Just("issues/7"), Just("tree/main")])
        .prop_map(|(word, path)| format!("https://github.com/zqo/{word}/{path}"))
}

/// A part of a cell.
fn part() -> impl Strategy<Value = String> {
    let stage = prop_oneof![
        Just("Approved"),
        Just("TSC Approved"),
        Just("Onboarding"),
        Just("Under backlog discussion"),
        Just("Updates requested by TSC"),
    ];
    prop_oneof![
        word(),
        day(),
        (stage, day()).prop_map(|(stage, day)| format!("{stage} ({day})")),
        (word(), url()).prop_map(|(word, url)| format!("<a href=\"{url}\">{word}</a>")),
        (10..99_u8, url()).prop_map(|(number, url)| format!("<a href=\"{url}\">Link{number}</a>")),
        word().prop_map(|word| format!("{word}*")),
        (word(), 0..9_u8).prop_map(|(word, minor)| format!("v0.{minor}.0 {word}")),
        Just("N/A".to_owned()),
        Just("<br>".to_owned()),
    ]
}

fn cell() -> impl Strategy<Value = String> {
    prop::collection::vec(part(), 0..4).prop_map(|parts| parts.join(" "))
}

fn table() -> impl Strategy<Value = Table> {
    let cells = (cell(), cell(), cell(), cell(), cell());
    let row = (word(), cells).prop_map(|(name, (a, b, c, d, e))| [name, a, b, c, d, e]);
    prop::collection::vec(row, 2..6).prop_map(|mut rows| {
        rows.iter_mut()
            .enumerate()
            .for_each(|(at, row)| row[0] = format!("{} {}", row[0], ["One", "Two", "Three", "Four", "Five"][at]));
        rows
    })
}

#[derive(Debug, Clone)]
enum Edit {
    Insert(String),
    Remove,
    Replace(String),
    Swap,
    /// Another label of links, which the import reads over.
    Relabel(u8),
    RemoveRow,
    AddRow(Vec<String>),
    MoveRow(usize),
}

fn edit() -> impl Strategy<Value = (usize, usize, usize, Edit)> {
    let edit = prop_oneof![
        3 => part().prop_map(Edit::Insert),
        2 => Just(Edit::Remove),
        3 => part().prop_map(Edit::Replace),
        1 => Just(Edit::Swap),
        1 => (10..99_u8).prop_map(Edit::Relabel),
        1 => Just(Edit::RemoveRow),
        1 => prop::collection::vec(cell(), 5).prop_map(Edit::AddRow),
        1 => any::<usize>().prop_map(Edit::MoveRow),
    ];
    (any::<usize>(), 1..6_usize, any::<usize>(), edit)
}

fn apply_edit(table: &mut Table, (row, column, place, edit): &(usize, usize, usize, Edit)) {
    if table.is_empty() {
        return;
    }
    let row = row % table.len();
    // A link has a space within its tag, where no word is edited.
    let glued = table[row][*column].replace("<a href", "<a\u{1}href");
    let mut words: Vec<String> = glued.split(' ').filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect();
    let at = place % words.len().max(1);
    match edit {
        Edit::Insert(part) => words.insert(at.min(words.len()), part.clone()),
        Edit::Remove if !words.is_empty() => drop(words.remove(at)),
        Edit::Replace(part) if !words.is_empty() => words[at].clone_from(part),
        Edit::Swap if words.len() > 1 => words.rotate_left(1),
        Edit::Relabel(number) => words.iter_mut().for_each(|word| {
            if let Some(at) = word.find("Link") {
                word.replace_range(at + 4..at + 6, &number.to_string());
            }
        }),
        Edit::RemoveRow if table.len() > 1 => return drop(table.remove(row)),
        Edit::AddRow(cells) => {
            let cells: [String; 5] = cells.clone().try_into().unwrap();
            let [a, b, c, d, e] = cells;
            return table.insert(row, [format!("zqnew {place}"), a, b, c, d, e]);
        }
        Edit::MoveRow(to) => {
            let moved = table.remove(row);
            let to = to % (table.len() + 1);
            return table.insert(to, moved);
        }
        _ => {}
    }
    table[row][*column] = words.join(" ").replace('\u{1}', " ");
}

/// The words of a cell that a list has to name: made-up ones, days and URLs. A list is read without case.
fn words_to_name(cell: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    let plain = cell.replace(['<', '>', '"', '(', ')', '*', '='], " ");
    for word in plain.split_whitespace() {
        let is_day = word.len() == 10 && word.starts_with("20");
        if word.starts_with("zq") || word.starts_with("Link") || word.starts_with("https:") || is_day {
            *counts.entry(if is_day { word.replace('/', "-") } else { word.to_owned() }).or_default() += 1;
        }
    }
    counts
}

/// The cell without what is only layout.
fn plain(cell: &str) -> String {
    cell.replace("<br>", " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check_list(old: &Table, new: &Table, listed: &str) -> Result<(), TestCaseError> {
    let cells = |table: &Table| -> HashMap<String, [String; 6]> {
        table.iter().map(|row| (row[0].clone(), row.clone())).collect()
    };
    let (olds, news) = (cells(old), cells(new));
    for (name, row) in &news {
        let Some(before) = olds.get(name) else {
            prop_assert!(listed.contains(&format!("{name}: new")), "{} is new:\n{}", name, listed);
            continue;
        };
        for (one, other) in before.iter().zip(row).filter(|(one, other)| plain(one) != plain(other)) {
            prop_assert!(listed.contains(name.as_str()), "{} changed, {} -> {}:\n{}", name, one, other, listed);
            let (was, is) = (words_to_name(one), words_to_name(other));
            // A link says all that its label says, such as `Template`.
            let urls = |words: &HashMap<String, usize>| -> Vec<String> {
                let mut urls: Vec<String> = words.keys().filter(|word| word.starts_with("https:")).cloned().collect();
                urls.sort();
                urls
            };
            let is_said = |word: &&String| word.starts_with("Link") && urls(&was) != urls(&is);
            let differing = was.keys().chain(is.keys()).filter(|word| was.get(*word) != is.get(*word));
            for word in differing.filter(|word| !is_said(word)) {
                // A day in a text without a meaning is listed as it was written.
                let is_listed = listed.contains(word.as_str()) || listed.contains(&word.replace('-', "/"));
                prop_assert!(is_listed, "{}: {}, {} -> {}:\n{}", name, word, one, other, listed);
            }
        }
    }
    for name in olds.keys().filter(|name| !news.contains_key(*name)) {
        prop_assert!(listed.contains(&format!("{name}: removed")), "{} is gone:\n{}", name, listed);
    }
    let order = |table: &Table, other: &HashMap<String, [String; 6]>| {
        table.iter().map(|row| row[0].clone()).filter(|name| other.contains_key(name)).collect::<Vec<_>>()
    };
    let is_moved = order(old, &news) != order(new, &olds);
    let is_explained = listed.contains("moved") || listed.contains("registered");
    prop_assert!(!is_moved || is_explained, "the order changed:\n{}", listed);
    let ends = ["Nothing else in the table changed.\n", "Not explained:\n"].map(|end| listed.matches(end).count());
    prop_assert_eq!(ends[0] + ends[1], 1, "{}", listed);
    prop_assert!(old != new || ends[0] == 1, "nothing changed:\n{}", listed);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn whatever_differs_is_listed(table in table(), edits in prop::collection::vec(edit(), 0..6), is_html: bool) {
        let mut new = table.clone();
        edits.iter().for_each(|edit| apply_edit(&mut new, edit));
        let listed = list_changes(&format_table(&table, is_html), &format_table(&new, is_html));
        check_list(&table, &new, &listed)?;
    }
}
