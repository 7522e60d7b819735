//! A placeholder of a template was not filled in.

use super::{Findings, TextMistake, rule};
use crate::view::Views;
use crate::view::markdown::{code_ranges, empty_items, is_in_ranges};
use crate::view::prose::{ProseKind, ProseText};
use memchr::memchr_iter;
use std::ops::Range;

rule! {
    /// A placeholder of a template that nobody filled in: "YYYY" as a word, "TBD" on its own, "<insert", or a list item
    /// without text.
    ///
    /// "TBD" is on its own if it is a whole value, line, cell or list item, or the end of one after a label and a colon
    /// or a dash. In a sentence it says that something is open.
    ///
    /// The rule checks calls that were held, proposals that went to the reviewer, and the texts of the group. Not
    /// checked are code, "YYYY" in a line about a format, and what was said about a proposal in calls without a file.
    ///
    /// ## Why
    /// While a call is planned or a form is written, placeholders remind people of what is missing. In minutes and
    /// before the reviewer they show that something was forgotten, and later nobody knows what.
    ///
    /// ## Evidence
    /// Titles and prose of the records, whether the call is over, and `stages` of the proposal.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// recap:
    ///   - { heading: TSC YYYY-MM-DD, text: No news. }
    /// ```
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// summary: |
    ///   Reports whether a device is known as stolen.
    ///
    ///   - Supported by: TBD
    ///   -
    /// stages: [{ stage: under-review, date: 2023-10-12 }]
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// recap:
    ///   - { heading: TSC 2026-02-05, text: "Releases are to be called YYYYH1, in the format `YYYY`." }
    /// ```
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// summary: "Supported by: TBD"
    /// stages: [{ stage: under-discussion, date: 2023-08-13 }]
    /// ```
    ///
    /// ## Fix
    /// Fill it in, or remove it.
    "unfilled-template", Minutes, Warn, Group(check)
}

/// Bytes of an instruction; of a longer one, only the beginning is in the finding.
const LONGEST: usize = 200;

/// Bytes around a word in which a list marker or a label is searched.
const NEAR: usize = 80;

/// Bytes of a line that has only a list marker.
const LONGEST_MARK: usize = 14;

fn check(views: &Views, out: &mut Findings) {
    views.for_each_prose(|prose| {
        if !prose.is_final {
            return;
        }
        let empty = find_empty_items(&prose).into_iter().map(|at| (at, "an empty list item".to_owned()));
        let mistakes = find_words(&prose).into_iter().chain(empty);
        let mistakes = mistakes.map(|(at, message)| TextMistake::new(at, message, "Fill it in, or remove it."));
        out.report_in_text(&prose, mistakes.collect(), &views.group.sources);
    });
}

/// The placeholders in a text, each with a message.
fn find_words(prose: &ProseText) -> Vec<(Range<usize>, String)> {
    let text = prose.text.as_str();
    let mut found: Vec<(Range<usize>, String)> = Vec::new();
    if !text.contains("YYYY") && !text.contains("TBD") && !text.contains('<') {
        return found;
    }
    let whole = |word: &'static str| text.match_indices(word).map(|(at, word)| at..at + word.len());
    let mut line = (0..0, false);
    for at in whole("YYYY").filter(|at| is_word(text, at)) {
        if !line.0.contains(&at.start) {
            line = find_format_line(text, at.start);
        }
        if !line.1 {
            found.push((at, word_message("YYYY")));
        }
    }
    found.extend(whole("TBD").filter(|at| is_alone(text, at)).map(|at| (at, word_message("TBD"))));
    for (at, _) in text.match_indices('<') {
        const INSTRUCTION: &str = "<insert";
        let end = at + INSTRUCTION.len();
        if text.get(at..end).is_some_and(|start| start.eq_ignore_ascii_case(INSTRUCTION))
            && is_word_end(text[end..].chars().next())
        {
            let near = &text[end..text.floor_char_boundary(end + LONGEST)];
            let end = near.find('>').map_or(end, |length| end + length + 1);
            found.push((at..end, "an instruction of the template was left in".to_owned()));
        }
    }
    if !found.is_empty() && prose.kind != ProseKind::Title {
        let code = code_ranges(text);
        found.retain(|(at, _)| !is_in_ranges(&code, at.start));
    }
    found
}

fn word_message(word: &str) -> String {
    format!("`{word}` was not filled in")
}

fn is_word(text: &str, at: &Range<usize>) -> bool {
    is_word_end(text[..at.start].chars().next_back()) && is_word_end(text[at.end..].chars().next())
}

/// Whether a line or a cell has nothing but a word, apart from a label before it.
fn is_alone(text: &str, at: &Range<usize>) -> bool {
    // Up to the boundary of a line, a cell or a tag; more text than this is not just a marker.
    let before = &text[text.floor_char_boundary(at.start.saturating_sub(NEAR))..at.start];
    let after = &text[at.end..text.floor_char_boundary(at.end + NEAR)];
    let before = before.rsplit(['\n', '|', '>']).next().unwrap_or_default();
    let after = after.split(['\n', '|', '<']).next().unwrap_or_default();
    let opens = |c: char| c.is_whitespace() || "*_~([\"'“‘".contains(c);
    let closes = |c: char| c.is_whitespace() || "*_~)]\"'”’.!?".contains(c);
    let label = before.trim_end_matches(opens);
    let (is_label, is_dash) = (label.ends_with(':'), label.ends_with(" -") || label.ends_with(['–', '—']));
    let rest = after.trim_start_matches(closes);
    is_mark(before) && rest.is_empty()
        || (is_label || is_dash) && rest.is_empty()
        || is_label && rest.starts_with([',', ';'])
}

/// Whether a text before a word is nothing but a list, heading or emphasis marker.
fn is_mark(before: &str) -> bool {
    let bare = before.trim_start();
    let number = bare.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = if number.len() < bare.len() { number.strip_prefix(['.', ')']).unwrap_or(bare) } else { bare };
    let bare = bare.trim_start_matches(['-', '+', '#', ' ', '\t']);
    let bare = ["[ ]", "[x]", "[X]"].into_iter().find_map(|mark| bare.strip_prefix(mark)).unwrap_or(bare);
    bare.chars().all(|c| c.is_whitespace() || "*_~([\"'“‘".contains(c))
}

/// Whether a word ends at this character. A part of a URL or of a name is not a word.
fn is_word_end(neighbor: Option<char>) -> bool {
    neighbor.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | '='))
}

/// The line around a byte, and whether it explains a date format.
fn find_format_line(text: &str, at: usize) -> (Range<usize>, bool) {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |length| at + length);
    let line = text[start..end].to_ascii_lowercase();
    (start..end, line.contains("format") || line.contains("notation"))
}

/// The list items without text.
fn find_empty_items(prose: &ProseText) -> Vec<Range<usize>> {
    let text = prose.text.as_str();
    let is_bare = |line: &str| {
        let line = line.trim();
        // A marker or a number, and perhaps a checkbox.
        line.len() <= LONGEST_MARK
            && line.trim_end_matches(['[', ']', 'x', 'X', ' ']).ends_with(['-', '*', '+', '.', ')'])
    };
    if prose.kind == ProseKind::Title || !may_end_bare(text.as_bytes()) || !text.lines().any(is_bare) {
        return Vec::new();
    }
    empty_items(text)
}

/// Whether a line may end with a list marker: a quick test, which few texts pass.
fn may_end_bare(text: &[u8]) -> bool {
    let has_mark_before = |end: usize| match &text[..end] {
        [.., before, last] => match last {
            b'-' | b'*' | b'+' | b']' | b'x' | b'X' | b' ' | b'\t' | b'\r' => true,
            b'.' | b')' => before.is_ascii_digit(),
            _ => false,
        },
        _ => true,
    };
    memchr_iter(b'\n', text).chain([text.len()]).any(has_mark_before)
}

#[cfg(test)]
mod tests {
    use super::NAME;
    use crate::test_group::TestGroup;

    /// What is found in a text of a call that was held.
    fn findings_in(text: &str) -> Vec<String> {
        let lines: String = text.lines().map(|line| format!("  {line}\n")).collect();
        let findings = TestGroup::new().call("2026-02-12", format!("aob: |\n{lines}")).findings(NAME);
        findings.iter().map(|line| line.replace("warning minutes/2026-02-12.yaml:", "")).collect()
    }

    #[test]
    fn findings_point_to_what_was_not_filled_in() {
        assert_eq!(
            findings_in("é: TBD\n- a\n-\n- <Insert the link> here\n- on YYYY-MM-DD"),
            [
                "3:6 `TBD` was not filled in | Fill it in, or remove it.",
                "5:3 an empty list item | Fill it in, or remove it.",
                "6:5 an instruction of the template was left in | Fill it in, or remove it.",
                "7:8 `YYYY` was not filled in | Fill it in, or remove it.",
            ]
        );
        for text in ["1. a\n2.", "* [ ]", "a\n\n+"] {
            assert_eq!(findings_in(text).len(), 1, "{text}");
        }
    }

    #[test]
    fn a_placeholder_on_its_own_is_found() {
        for text in [
            "TBD",
            "TBD.",
            "**TBD**",
            "(TBD)",
            "- TBD",
            "2. TBD",
            "- [ ] TBD",
            "### TBD",
            "| Owner | TBD |",
            "Owner: TBD",
            "- **Owner:** TBD",
            "Owner: \"TBD\".",
            "Owner – TBD",
            "Owner - TBD",
            "Owner: TBD, supporter: MTN",
            "<td>TBD</td>",
            "a<br>TBD",
        ] {
            assert_eq!(findings_in(&format!("x\n\n{text}")).len(), 1, "{text}");
        }
    }

    #[test]
    fn words_that_only_look_like_placeholders() {
        for text in [
            "YYYYH1 / YYYYH2, TBDs, tbd, `TBD` and `<insert>`",
            "the date is TBD by the TSC",
            "Date: TBD by the TSC",
            "The API (TBD) is named later. TBD, says the TSC.",
            "2026 TBD",
            "The name is TBD.",
            "- it is TBD\n- x_TBD",
            "days in the format YYYY/MM/DD",
            "<inserted> <b>x</b> a < insert",
            "    TBD",
            "Notes\n-----\n\n- - a\n\n---\n\n* * *",
            "see 2.\nand 3)",
        ] {
            let text = format!("x\n\n{text}");
            assert_eq!(findings_in(&text), [""; 0], "{text}");
        }
    }

    #[test]
    fn only_held_calls_and_sent_proposals_are_checked() {
        let group = TestGroup::new().call("2026-02-12", "aob: TBD\nagenda: [{ title: TBD }]\n");
        let group = group.call("2025-12-25", "aob: TBD\n");
        let sent = "stages: [{ stage: under-review, date: 2026-02-13 }]\nsummary: TBD\nhistory: [TBD]\n";
        let group = group.proposal("p", sent);
        let places = |today: &str| -> Vec<String> {
            let findings = group.findings_on(NAME, today);
            findings.iter().filter_map(|line| line.split(' ').nth(1).map(str::to_owned)).collect()
        };
        assert_eq!(places("2026-02-12"), [""; 0]);
        assert_eq!(
            places("2026-02-14"),
            ["backlog/p.yaml:3:10", "minutes/2026-02-12.yaml:2:6", "minutes/2026-02-12.yaml:3:19"]
        );
    }
}
