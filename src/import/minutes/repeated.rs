//! What our own minutes print a second time for readers: the call in short, and who came above a folded table.

use super::lines::SourceLine;
use super::list_item::ListItem;
use super::parts::{MinutesPart, PartKind};
use super::words::plain_text;
use crate::model::spelling::{fold_name, is_listed};
use std::cmp::Ordering;
use std::collections::HashSet;

/// What the lines of a call in short begin with.
const LABELS: [&str; 6] = ["Decision:", "Stage:", "Closed:", "AP", "Not treated:", "Next call:"];
/// The words that are only there.
const IN_SHORT: &str = "decision stage closed ap not treated next call due";
/// The words around the names above and in the summary of a folded table.
const FOLDED: &str = "present nobody attended of organizations";

/// What minutes print if the attendance is unknown.
const UNKNOWN: [&str; 2] = ["To be recorded.", "Attendance was not recorded."];

/// Removes the lines all of whose words are elsewhere in the minutes. Every other line stays.
pub fn drop_repeated(parts: &mut Vec<MinutesPart>) {
    let is_in_short =
        |part: &MinutesPart| part.kind == PartKind::Other && fold_name(part.title().as_str()) == "inshort";
    if let Some(at) = parts.iter().position(is_in_short) {
        let mut part = parts.remove(at);
        let lines = || parts.iter().flat_map(|part| part.heading.iter().chain(&part.lines));
        let elsewhere = collect_words(lines());
        let texts: HashSet<String> = lines().map(item_text).collect();
        let begins = |line: &SourceLine| {
            let label = line.text.strip_prefix("- **");
            label.is_some_and(|label| LABELS.iter().any(|known| label.starts_with(known)))
        };
        let is_whole = |line: &SourceLine| !line.is_empty() && texts.contains(&item_text(line));
        let is_known = |line: &SourceLine| begins(line) && is_repeated(line, &elsewhere, IN_SHORT);
        part.lines.retain(|line| !is_whole(line) && !is_known(line));
        if part.lines.iter().any(|line| !line.is_empty()) {
            parts.insert(at, part);
        }
    }
    for part in parts.iter_mut().filter(|part| part.kind == PartKind::Attendees) {
        part.lines.retain(|line| !UNKNOWN.contains(&line.trim().text));
        unfold(&mut part.lines);
    }
}

/// Takes the tags of a folded table away, and the lines that its rows repeat.
fn unfold(lines: &mut Vec<SourceLine>) {
    let find = |tag: &str| lines.iter().position(|line| line.trim().text == tag);
    let Some((start, end)) = find("<details>").zip(find("</details>")).filter(|(start, end)| start < end) else {
        return;
    };
    let rows = collect_words(lines[start..end].iter().filter(|line| summary(line).is_none()));
    let is_count = |word: &String| is_listed(word, FOLDED) || word.bytes().all(|byte| byte.is_ascii_digit());
    let mut place = 0;
    lines.retain(|line| {
        place += 1;
        match (place - 1).cmp(&start) {
            _ if place - 1 == end => false,
            Ordering::Less => line.is_empty() || !is_repeated(line, &rows, FOLDED),
            Ordering::Equal => false,
            Ordering::Greater => !summary(line).is_some_and(|text| split_words(text).iter().all(is_count)),
        }
    });
}

/// The text of a summary that takes one line.
fn summary<'t>(line: &SourceLine<'t>) -> Option<&'t str> {
    line.trim().text.strip_prefix("<summary>")?.strip_suffix("</summary>")
}

/// Whether all words of a line are elsewhere, or usual in it.
fn is_repeated(line: &SourceLine, elsewhere: &HashSet<String>, usual: &str) -> bool {
    split_words(line.text).iter().all(|word| elsewhere.contains(word) || is_listed(word, usual))
}

fn collect_words<'l, 't: 'l>(lines: impl Iterator<Item = &'l SourceLine<'t>>) -> HashSet<String> {
    lines.flat_map(|line| split_words(line.text)).collect()
}

/// The text of a line without markup and the marker of its item.
fn item_text(line: &SourceLine) -> String {
    plain_text(ListItem::parse(line.text).text)
}

/// The words of a line without markup, in lowercase.
fn split_words(text: &str) -> Vec<String> {
    let plain = plain_text(text).to_lowercase();
    plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::minutes::parts::split_parts;

    /// The texts of a part after the removal, without empty lines; `None` if it is removed.
    fn read_part(text: &str, heading: &str) -> Option<Vec<String>> {
        let mut parts = split_parts(text);
        drop_repeated(&mut parts);
        let part = parts.iter().find(|part| part.title() == heading)?;
        let lines = part.lines.iter().map(|line| line.text.trim().to_owned());
        Some(lines.filter(|line| !line.is_empty()).collect())
    }

    #[test]
    fn a_call_in_short_is_removed_where_the_minutes_repeat_it() {
        let rest =
            "## Attendees\n\n- A B (DT)\n\n## Discussion\n\n| [#63](u) **IMEI** | **Decision:** It *goes* on |\n";
        let decision = "- **Decision:** [#63](u) IMEI: It *goes* on …";
        let minutes = |lines: &str| format!("# 2026-02-12 G\n\n## In short\n\n{lines}\n\n{rest}");
        assert_eq!(read_part(&minutes(decision), "In short"), None);
        assert_eq!(read_part(&minutes("- A B (DT)"), "In short"), None, "a whole line");
        for kept in ["- **Decision:** [#64](u) IMEI: It goes on", "- IMEI: It goes on", "- **Idea:** IMEI"] {
            let found = read_part(&minutes(&format!("{decision}\n{kept}")), "In short");
            assert_eq!(found.unwrap(), [kept], "{kept}");
        }
    }

    #[test]
    fn a_folded_table_is_read_once() {
        let table = "| Organization | Name |\n| --- | --- |\n| DT | A B |\n| Orange |  |\n";
        let folded = |before: &str, summary: &str| {
            let table = format!("<details>\n<summary>{summary}</summary>\n\n{table}\n</details>\n");
            read_part(&format!("# 2026-02-12 G\n\n## Attendees\n\n{before}\n\n{table}"), "Attendees").unwrap()
        };
        let rows: Vec<&str> = table.lines().collect();
        assert_eq!(folded("**Present:** A B (DT)", "Organizations: 1 of 2"), rows);
        assert_eq!(folded("Nobody attended.", "Organizations: 0 of 2"), rows);
        let kept = folded("**Present:** A B (DT), C D (KPN)", "a secret");
        assert_eq!(kept[..2], ["**Present:** A B (DT), C D (KPN)", "<summary>a secret</summary>"]);
    }
}
