//! Reads stages as groups write them: `TSC Approved & Onboarded (2025/12/18)`, `Approved ([Repo](url))`.

#[cfg(test)]
mod tests;

use super::cell::{CellLine, TableCell, TextMark, escape_around_urls, means_nothing};
use super::links::read_repository;
use super::parsed_row::ParsedRow;
use crate::model::proposal::ApiRepository;
use crate::model::stage::{ReachedStage, Stage};
use crate::text::characters::{collapse_spaces, is_dash, strip_word};
use crate::text::dates::parse_dates;
use crate::text::links::starts_url;
use chrono::NaiveDate;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The words of each stage at the start of an entry, with commas between phrases. `@` is the reviewer, with or without
/// `the`; `|` separates alternatives. Without a stage, nothing happened yet.
const WORDS: [(Option<Stage>, &str); 12] = [
    (None, "not yet treated, no release, not started"),
    (Some(Stage::Approved), "@ approved, approved by|in|at @, approved"),
    (
        Some(Stage::NotApproved),
        "@ rejected|declined, rejected|declined by|in|at @, rejected|declined, @ not approved, not approved by|in|at @, \
         not approved",
    ),
    (Some(Stage::NotYetDiscussed), "not yet discussed, submitted"),
    (Some(Stage::UnderDiscussion), "under backlog discussion, under|in discussion|evaluation"),
    (
        Some(Stage::UnderReview),
        "under|in evaluation|review by|in|at @, under @ evaluation|review, sent|submitted to|for @, \
         sent|submitted to|for @ for approval|decision|review, pending @ approval|decision|review, \
         waiting for @ approval|decision|review",
    ),
    (Some(Stage::ChangesRequested), "updates|changes requested by @, updates|changes requested"),
    (Some(Stage::Onboarding), "onboarding"),
    (Some(Stage::Onboarded), "onboarded"),
    (Some(Stage::Frozen), "frozen"),
    (Some(Stage::Reactivated), "reactivated"),
    (Some(Stage::Archived), "archived"),
];

/// The alternatives of each word of a phrase, and the stage.
type StagePhrase = (Vec<Vec<&'static str>>, Option<Stage>);

/// The phrases of the [`WORDS`] by the letter they begin with, those with the most words first.
static PHRASES: LazyLock<[Vec<StagePhrase>; 32]> = LazyLock::new(|| {
    let parse = |phrase: &'static str| phrase.split(' ').map(|word| word.split('|').collect()).collect();
    let phrases = WORDS.iter().flat_map(|(stage, words)| words.split(", ").map(move |words| (parse(words), *stage)));
    let mut phrases: Vec<StagePhrase> = phrases.collect();
    phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    std::array::from_fn(|letter| {
        let begins = |(words, _): &&StagePhrase| words[0].iter().any(|word| first_letter(word) == letter);
        phrases.iter().filter(begins).cloned().collect()
    })
});

/// The first letter of a word as a number: 0 for `@`, and the same for both cases.
fn first_letter(word: &str) -> usize {
    word.bytes().next().map_or(0, |byte| usize::from(byte % 32))
}

/// The words with which groups write a stage, in any order.
pub fn stage_words(stage: Stage) -> impl Iterator<Item = &'static str> {
    let phrases = WORDS.iter().filter(move |(known, _)| *known == Some(stage)).map(|(_, words)| *words);
    let words = phrases.flat_map(|words| words.split([' ', ',', '|'])).filter(|word| !matches!(*word, "" | "@"));
    words.chain(["the"]).chain(REVIEWERS.into_iter().flat_map(|name| name.split(' ')))
}

/// Names of reviewers besides the one of the group or the table's header.
const REVIEWERS: [&str; 4] = ["tsc", "sc", "steering committee", "reviewer"];

/// Reads the stages in a cell and the date of closing. Other text is kept. Returns the repository that a stage links.
pub fn read_status(cell: &TableCell, reviewer: Option<&str>, row: &mut ParsedRow) -> Option<ApiRepository> {
    let mut repository = None;
    for line in cell.lines.iter() {
        let text = take_repository(line, &mut repository, row);
        // `closed (2026-01-08)`
        let closed = strip_word(text.trim(), "closed").map(str::trim).and_then(|text| text.strip_prefix('('));
        let closed = closed.and_then(|text| text.strip_suffix(')'));
        match closed.and_then(|text| row.read_date(text, line)) {
            Some(day) => row.proposal.closed = Some(day.into()),
            None if means_nothing(&text) => {}
            None => StageReader { reviewer }.read_entries(&text, line, row),
        }
    }
    repository
}

/// The stage that a text names with nothing else, such as the heading above a table.
pub fn parse_whole_stage(text: &str, reviewer: Option<&str>) -> Option<ReachedStage> {
    let (stage, note) = StageReader { reviewer }.parse_stage(text)?;
    Some(new_reached(stage?, None, None)).filter(|_| note.is_none())
}

/// The text of a line without the link to the repository. Any other link is kept.
fn take_repository<'l>(
    line: &'l CellLine<'_>,
    repository: &mut Option<ApiRepository>,
    row: &mut ParsedRow,
) -> Cow<'l, str> {
    if line.marks.is_empty() && !line.text.contains("()") {
        return Cow::Borrowed(&line.text);
    }
    let mut text = line.text.clone().into_owned();
    for (range, mark) in &line.marks {
        let TextMark::Link(url) = mark else { continue };
        let label = &line.text[range.clone()];
        match read_repository(label, url).filter(|_| repository.is_none()) {
            Some(found) => {
                *repository = Some(found);
                text.replace_range(range.clone(), "");
            }
            // A URL that is its own label is in the text.
            None if starts_url(label, 0) => {}
            None => row.keep_text(line.to_markdown()),
        }
    }
    collapse_spaces(&text.replace("()", " "), char::is_whitespace).into()
}

/// An entry: its words, and the text in parentheses that should be a date.
type StageEntry<'t> = (Cow<'t, str>, Option<&'t str>);

/// Reads stages in the words of a group, which contain its reviewer's name.
struct StageReader<'r> {
    reviewer: Option<&'r str>,
}

impl StageReader<'_> {
    /// Reads the stages in a line.
    fn read_entries(&self, text: &str, line: &CellLine, row: &mut ParsedRow) {
        let entries = self.split_entries(text);
        for (at, (phrase, bracket)) in entries.iter().enumerate() {
            let Some((stage, mut note)) = self.parse_stage(phrase) else {
                row.keep_line(line);
                continue;
            };
            let mut days = Vec::new();
            // `A & B (date)`: the date applies to both.
            match entries[at..].iter().find_map(|(_, bracket)| *bracket) {
                None => {
                    let bare = note.map(|note| note.trim_matches(['(', ')', ' ', '-']));
                    days = bare.map(|bare| row.read_dates(bare, line)).unwrap_or_default();
                    note = note.filter(|_| days.is_empty());
                }
                Some(text) if means_nothing(text) => {}
                Some(text) => {
                    let is_shared = bracket.is_none() || at > 0 && entries[at - 1].1.is_none();
                    days = row.read_dates(text, line);
                    days.truncate(if is_shared && days.len() > 1 { 0 } else { days.len() });
                    if days.is_empty() && bracket.is_some() {
                        row.keep_non_date(text, line);
                    }
                }
            }
            let all = &mut row.proposal.stages;
            match (stage, note.and_then(|note| self.parse_stage(note))) {
                (None, _) if note.is_none() => {}
                (None, _) => row.keep_line(line),
                // `Onboarding - TSC Approved (date)`: the date is that of the approval.
                (Some(stage), Some((Some(other), None))) => {
                    let day = days.first().copied();
                    all.extend([new_reached(other, day, None), new_reached(stage, None, None)]);
                    row.keep_line(line);
                }
                (Some(stage), _) if days.is_empty() => all.push(new_reached(stage, None, note)),
                (Some(stage), _) => all.extend(days.into_iter().map(|day| new_reached(stage, Some(day), note))),
            }
        }
    }

    /// The entries of a line: separated by `&`, `and`, a comma, a semicolon or a parenthesis before the words of a stage.
    fn split_entries<'t>(&self, text: &'t str) -> Vec<StageEntry<'t>> {
        let (mut entries, mut from) = (Vec::new(), 0);
        for (at, byte) in text.bytes().enumerate() {
            let after = match byte {
                b'&' | b';' | b',' | b')' => at + 1,
                b'a' if text[at..].starts_with("and ") && text[..at].ends_with(' ') => at + 3,
                _ => continue,
            };
            let next = text[after..].trim_start();
            if at >= from && !next.is_empty() && self.match_words(next).is_some() {
                entries.push(parse_entry(&text[from..if byte == b')' { after } else { at }]));
                from = after;
            }
        }
        entries.push(parse_entry(&text[from..]));
        entries
    }

    /// The stage at the start of a phrase, and its note.
    fn parse_stage<'t>(&self, phrase: &'t str) -> Option<(Option<Stage>, Option<&'t str>)> {
        let phrase = phrase.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '(');
        let (stage, rest) = self.match_words(phrase)?;
        let note = rest.trim().trim_start_matches(|c: char| c == ':' || is_dash(c)).trim();
        // `Approved` by somebody else is not a stage; a reason follows a colon or a dash.
        let is_bare = !phrase[..phrase.len() - rest.len()].contains(' ')
            && matches!(stage, Some(Stage::Approved | Stage::NotApproved))
            && note == rest.trim()
            && !note.trim_start_matches('(').starts_with(|c: char| c.is_ascii_digit());
        (note.is_empty() || !is_bare).then_some((stage, (!note.is_empty()).then_some(note)))
    }

    /// The stage at the start of a text, and the text after its words, the most that fit.
    fn match_words<'t>(&self, text: &'t str) -> Option<(Option<Stage>, &'t str)> {
        let is_known = |word: &str, known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(word));
        let (word, first) = self.split_word(text);
        let mut phrases = PHRASES[first_letter(word)].iter().filter(|(words, _)| is_known(word, &words[0]));
        phrases.find_map(|(words, stage)| {
            let after = words[1..].iter().try_fold(first, |after, known| {
                let (word, after) = self.split_word(after.strip_prefix(' ')?);
                is_known(word, known).then_some(after)
            });
            Some((*stage, after?))
        })
    }

    /// The first word of a text, which is `@` for the reviewer, and the text after it.
    fn split_word<'t>(&self, text: &'t str) -> (&'t str, &'t str) {
        let named = strip_word(text, "the ").unwrap_or(text);
        let is_end = |rest: &&str| !rest.starts_with(char::is_alphanumeric);
        let strip_name = |name: &str| strip_word(named, name).filter(is_end);
        match self.reviewer.and_then(strip_name).or_else(|| REVIEWERS.into_iter().find_map(strip_name)) {
            Some(rest) => ("@", rest),
            None => text.split_at(text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len())),
        }
    }
}

fn new_reached(stage: Stage, date: Option<NaiveDate>, note: Option<&str>) -> ReachedStage {
    let reason = note.map(|note| escape_around_urls(note).into());
    ReachedStage { reason, ..ReachedStage::new(stage, date) }
}

/// Parses the words of an entry, and the last parentheses with a date or what should be one.
fn parse_entry(entry: &str) -> StageEntry<'_> {
    let is_day = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_digit()) || means_nothing(text) || parse_dates(text).1 == text.len()
    };
    let mut brackets = entry.rmatch_indices('(').filter_map(|(open, _)| {
        let inner = &entry[open + 1..];
        let close = inner.find([')', '('])?;
        let text = inner[..close].trim();
        (inner[close..].starts_with(')') && is_day(text)).then_some((open, text, open + close + 2))
    });
    match brackets.next() {
        Some((open, text, end)) if !entry[..open].trim().is_empty() => {
            let (phrase, rest) = (entry[..open].trim(), entry[end..].trim().trim_end_matches('.').trim_end());
            let phrase = if rest.is_empty() { phrase.into() } else { format!("{phrase} {rest}").into() };
            (phrase, Some(text))
        }
        _ => (entry.trim().trim_end_matches('.').into(), None),
    }
}
