//! Recognizes the labels "MEETING UPDATE" and "Update" at the beginning of a line, and the place of their date.

use crate::text::dates::{parse_date, parse_dates};
use crate::view::markdown::LineStart;
use std::ops::Range;

/// A label of an update.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct UpdateLabel {
    /// Its words.
    pub at: Range<usize>,
    /// Where its date is, or would be.
    pub day_at: usize,
    /// Whether it is "MEETING UPDATE", which cannot be anything else.
    pub names_meeting: bool,
}

/// The bytes of a line that are read: a label and its dates are short.
const LONGEST: usize = 400;

/// The characters that may separate a label from its date.
const BETWEEN: [char; 10] = ['*', '_', ':', '(', '[', ' ', '-', '–', '—', '='];

/// Words before the date of a label that ends in a colon: `Update of Feb 12:`.
const PREPOSITIONS: [&str; 3] = ["of ", "from ", "on "];

/// The label that a line begins with.
pub(super) fn find_label(text: &str, line: LineStart) -> Option<UpdateLabel> {
    let near = &text[line.at..text.floor_char_boundary(line.at + LONGEST)];
    let end = line.at + near.find('\n').unwrap_or(near.len());
    let raw = &text[line.at..end];
    let bare = raw.trim_start_matches(['*', '_']);
    let is_bold = bare.len() < raw.len();
    let (words, names_meeting) = label_words(bare)?;
    let at = line.at + (raw.len() - bare.len())..line.at + (raw.len() - bare.len()) + words;
    let name = &text[at.clone()];
    let tail = &text[at.end..end];
    let is_loud = is_bold || !name.contains(|c: char| c.is_ascii_lowercase());
    let day_at = at.end + (tail.len() - tail.trim_start_matches(BETWEEN).len());
    let preposition = PREPOSITIONS.iter().find(|word| text[day_at..end].starts_with(**word));
    let preposition = preposition.filter(|word| has_day_and_colon(&text[day_at + word.len()..end]));
    let day_at = day_at + preposition.map_or(0, |word| word.len());
    // Inside a paragraph, a line may begin with any word.
    if !line.opens && !is_loud && !has_day_and_colon(&text[day_at..end]) {
        return None;
    }
    let has_day = parse_date(&text[day_at..end]).is_some();
    let ends = tail.trim_start_matches(['*', '_', ' ']).is_empty() || tail.trim() == ":";
    let is_label = has_day
        || tail.trim_start_matches(['*', '_', ' ']).starts_with(':')
        || (is_bold && tail.starts_with(['*', '_']))
        || (ends && (names_meeting || is_bold || is_alone(&text[end..])));
    if !is_label {
        return None;
    }
    let is_line = text[day_at..end].trim().is_empty();
    let day_at = if is_line && !has_day { next_line(text, end) } else { day_at };
    Some(UpdateLabel { at, day_at, names_meeting })
}

/// Whether a text begins with a date and a colon.
fn has_day_and_colon(text: &str) -> bool {
    let (days, length) = parse_dates(text);
    !days.is_empty() && text[length..].trim_start_matches(['*', '_', ')', ']', ' ']).starts_with(':')
}

/// The dates at the beginning of a line that are a label because a colon follows: `Oct 9, 2025: Not treated`.
pub(super) fn find_day_label(text: &str, line: LineStart) -> Option<UpdateLabel> {
    let near = &text[line.at..text.floor_char_boundary(line.at + LONGEST)];
    let bare = near.trim_start_matches(['*', '_']);
    let day_at = line.at + (near.len() - bare.len());
    let (_, length) = parse_dates(bare);
    has_day_and_colon(bare).then_some(UpdateLabel { at: day_at..day_at + length, day_at, names_meeting: false })
}

/// The length of the words of a label, and whether they are "meeting update".
fn label_words(line: &str) -> Option<(usize, bool)> {
    let word = |text: &str, word: &str| {
        let found = text.get(..word.len()).filter(|start| start.eq_ignore_ascii_case(word))?;
        Some(found.len())
    };
    // A label is written with a capital letter.
    if !line.starts_with(['M', 'U']) {
        return None;
    }
    let (length, names_meeting) = match word(line, "meeting") {
        Some(length) => {
            let spaces = line[length..].len() - line[length..].trim_start_matches(' ').len();
            let update = word(&line[length + spaces..], "update").filter(|_| spaces > 0)?;
            (length + spaces + update, true)
        }
        None => (word(line, "update")?, false),
    };
    let plural = usize::from(names_meeting && line[length..].starts_with(['s', 'S']));
    let length = length + plural;
    let is_whole = !line[length..].starts_with(|c: char| c.is_alphanumeric() || c == '\'' || c == '-');
    is_whole.then_some((length, names_meeting))
}

/// Whether the paragraph ends here.
fn is_alone(rest: &str) -> bool {
    rest.trim_start_matches(' ').strip_prefix('\n').is_none_or(|next| {
        let next = next.trim_start_matches(' ');
        next.is_empty() || next.starts_with(['\n', '-', '*', '+'])
    })
}

/// Where the text of the next line with words begins, after list and heading markers.
fn next_line(text: &str, end: usize) -> usize {
    let rest = &text[end..];
    end + (rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || "*_-+#•".contains(c)).len())
}
