//! Separates what a text says of this call from what it says of earlier ones: `Jan 8, 2026, Jan 22, 2026: Not treated`.

use super::column::MinutesColumn;
use super::group_words::{CONTEXT, LATELY, THIS_CALL};
use super::lines::{has_text, some_text};
use crate::model::proposal::{Earlier, ProposalTemplate};
use crate::text::characters::{is_bullet, strip_word};
use crate::text::dates::{DateMention, parse_dates};
use crate::text::notation::words::is_not_treated;
use chrono::{NaiveDate, TimeDelta};

/// What holds for a whole source.
#[derive(Debug, Clone, Copy)]
pub struct SourceContext<'c> {
    /// The day of the call.
    pub day: NaiveDate,
    /// Whether its texts mark what this call said, so that text without the mark is older.
    pub marks_updates: bool,
    /// The columns that the user mapped.
    pub columns: &'c [(String, MinutesColumn)],
}

/// What a source says of an item apart from this call.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EarlierCalls {
    /// Its template.
    pub template: Option<ProposalTemplate>,
    /// The initial context, as Markdown; may be empty.
    pub context: String,
    /// What earlier calls said, in the order of the source.
    pub history: Vec<Earlier>,
}

impl EarlierCalls {
    /// Whether the source says nothing.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The text of an item, split by call.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SplitNotes {
    /// The context and the notes of earlier calls.
    pub earlier: EarlierCalls,
    /// What was said before this call, with labels that have no year.
    pub before: String,
    /// The notes of this call.
    pub update: String,
    /// Whether this call is said not to have treated it.
    pub not_treated: bool,
}

/// What the text after a label is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum LabelKind {
    Context,
    ThisCall,
    /// Calls, in the order of the text; none where the days are not known.
    Days(Vec<NaiveDate>),
}

/// A label in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Label {
    /// Where it starts.
    at: usize,
    /// Where its text starts.
    text_start: usize,
    kind: LabelKind,
    /// Whether its days have their years, or it has none.
    is_certain: bool,
}

/// Splits a text at its labels: `MEETING UPDATE:`, `**Update 7th July**:`, `Feb 12, 2026: Not treated`.
pub fn split_by_call(text: &str, context: SourceContext) -> SplitNotes {
    let labels = find_labels(text, context.day);
    let mut said = SplitNotes::default();
    if !labels.is_empty() && !context.marks_updates && labels.iter().all(|label| !label.is_certain) {
        let is_own =
            |label: &&Label| matches!(&label.kind, LabelKind::Days(days) if days.iter().any(|day| *day >= context.day));
        let own = labels.iter().find(is_own);
        said.before = text[..own.map_or(text.len(), |label| label.at)].trim().trim_end_matches('\\').to_owned();
        said.add_update(text[own.map_or(text.len(), |label| label.text_start)..].trim());
        return said;
    }
    let first = labels.first().map_or(text.len(), |label| label.at);
    let lead = match labels.is_empty() && !context.marks_updates {
        true => LabelKind::ThisCall,
        false => LabelKind::Days(Vec::new()),
    };
    said.add(lead, &text[..first], context.day);
    let ends = labels.iter().skip(1).map(|label| label.at).chain([text.len()]);
    for (label, end) in labels.iter().zip(ends) {
        said.add(label.kind.clone(), &text[label.text_start..end], context.day);
    }
    said
}

impl SplitNotes {
    fn add(&mut self, kind: LabelKind, text: &str, call: NaiveDate) {
        let text = text.trim().trim_end_matches('\\').trim_end();
        let text = text.strip_prefix("\\\n").unwrap_or(text);
        if !has_text(text) {
            return;
        }
        match kind {
            LabelKind::Context => append_paragraph(&mut self.earlier.context, text),
            LabelKind::ThisCall => self.add_update(text),
            LabelKind::Days(days) if days.iter().any(|day| *day >= call) => self.add_update(text),
            LabelKind::Days(days) => self.add_earlier(days, text),
        }
    }

    fn add_update(&mut self, text: &str) {
        let (rest, not_treated) = split_treatment(text);
        self.not_treated |= not_treated;
        append_paragraph(&mut self.update, rest);
    }

    fn add_earlier(&mut self, days: Vec<NaiveDate>, text: &str) {
        let (rest, not_treated) = split_treatment(text);
        let mut dates: Vec<_> = days.into_iter().map(Into::into).collect();
        let date = if dates.len() == 1 { dates.pop() } else { None };
        let treated = not_treated.then_some(false);
        self.earlier.history.push(Earlier { date, dates, treated, notes: some_text(rest) });
    }
}

fn append_paragraph(text: &mut String, more: &str) {
    if !text.is_empty() && has_text(more) {
        text.push_str("\n\n");
    }
    text.push_str(more);
}

/// A text without the words that it was not treated at its start or its end, and whether it has them.
fn split_treatment(text: &str) -> (&str, bool) {
    const WORDS: &str = "not treated";
    if is_not_treated(text) {
        return ("", true);
    }
    // Copied text has the next sentence on the same line.
    let rest = strip_word(text, WORDS).map(|rest| rest.trim_start_matches(['.', '\\', ' ', '\n']));
    if let Some(rest) = rest.filter(|rest| rest.starts_with(|c: char| !c.is_lowercase() && !matches!(c, ',' | ':'))) {
        return (rest, true);
    }
    let end = text.trim_end_matches(['.', '*', ' ']);
    let at = end.len().saturating_sub(WORDS.len());
    let before = end.get(at..).filter(|words| words.eq_ignore_ascii_case(WORDS)).map(|_| end[..at].trim_end());
    match before.and_then(|before| before.strip_suffix(['-', '–', '.'])) {
        Some(before) => (before.trim_end(), true),
        None => (text, false),
    }
}

/// The labels in a text, in order.
fn find_labels(text: &str, day: NaiveDate) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    let has_update = text.contains(THIS_CALL);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let mut from = 0;
        while let Some(label) = find_label(line, from, has_update, day) {
            from = label.text_start;
            labels.push(Label { at: at + label.at, text_start: at + label.text_start, ..label });
        }
        at += line.len();
    }
    labels
}

/// The first label of a line, from a byte on. In the middle of a line, as copied text has it, a label is in capital letters
/// or has days with their years. `has_update`: the text has the label of this call.
fn find_label(line: &str, from: usize, has_update: bool, day: NaiveDate) -> Option<Label> {
    // After the last colon, only the label of this call may follow.
    let colon = line[from..].rfind(':').map(|colon| from + colon);
    let end = if has_update { line.len() } else { colon? };
    let start = line.len() - line.trim_start_matches(|c: char| is_mark(c) || is_bullet(c)).len();
    // In the middle of a line, months and labels begin with a capital letter.
    let may_begin = |at: &usize| match line.as_bytes()[*at] {
        b'0'..=b'9' | b'A'..=b'Z' => *at >= start,
        byte => byte.is_ascii_lowercase() && *at == start,
    };
    let begins_word = |at: &usize| *at == from || !line[..*at].ends_with(char::is_alphanumeric);
    (from..end).filter(|at| may_begin(at) && begins_word(at)).find_map(|at| {
        let is_first = at == start;
        let (kind, length, is_certain) = read_label(&line[at..], is_first, day)?;
        let marks = line[from..at].len() - line[from..at].trim_end_matches(['*', '_']).len();
        let text_start = at + length;
        // The stars after the label end the bold text that starts before it.
        let closing = line[text_start..].trim_start_matches(|c: char| c == '*' && marks > 0);
        let at = if is_first && from == 0 { 0 } else { at - marks };
        Some(Label { at, text_start: line.len() - closing.len(), kind, is_certain })
    })
}

fn is_mark(c: char) -> bool {
    matches!(c, ' ' | '*' | '_' | '\\')
}

/// The label at the start of a text, its length, and whether it is certain.
fn read_label(text: &str, is_first: bool, day: NaiveDate) -> Option<(LabelKind, usize, bool)> {
    let lately = LabelKind::Days(Vec::new());
    for (words, kind) in [(CONTEXT, LabelKind::Context), (LATELY, lately), (THIS_CALL, LabelKind::ThisCall)] {
        let rest = if is_first { strip_word(text, words) } else { text.strip_prefix(words) };
        let Some(rest) = rest.map(|rest| rest.trim_start_matches(['*', '_', ' '])) else { continue };
        if rest.starts_with(':') || kind == LabelKind::ThisCall {
            return Some((kind, text.len() - rest.trim_start_matches([':', ' ', '*']).len(), true));
        }
    }
    let dated = strip_word(text, "Update ").filter(|_| is_first).unwrap_or(text);
    let (dates, length) = parse_dates(dated);
    let after = dated[length..].trim_start_matches(['*', ' ', '_']).strip_prefix(':')?;
    // A time such as `10:15` has no date before its colon.
    let has_years = dates.iter().all(|date| date.has_year);
    let is_known = !dates.is_empty() && (is_first || has_years);
    let days: Option<Vec<NaiveDate>> = dates.iter().map(|date| day_of(date, day)).collect();
    Some((LabelKind::Days(days.filter(|_| is_known)?), text.len() - after.len(), has_years))
}

/// The most days before the call for a label without a year.
const LONGEST_AGO: TimeDelta = TimeDelta::days(180);

/// The day of a label. `None` for a date without a year that would be long ago: it means a future day.
fn day_of(date: &DateMention, call: NaiveDate) -> Option<NaiveDate> {
    let day = date.last_until(call)?;
    (date.has_year || call - day <= LONGEST_AGO).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn describe(text: &str, marks_updates: bool) -> String {
        let said =
            split_by_call(text, SourceContext { day: "2022-07-07".parse().unwrap(), marks_updates, columns: &[] });
        let treatment = |treated: Option<bool>| if treated == Some(false) { " not" } else { "" };
        let mut lines: Vec<String> = Vec::new();
        lines.extend(some_text(said.before).map(|before| format!("before: {}", before.value)));
        lines.extend(some_text(said.earlier.context).map(|context| format!("context: {}", context.value)));
        lines.extend(said.earlier.history.iter().map(|earlier| {
            let days: Vec<String> = earlier.known_dates().map(|day| day.value.format("%m-%d").to_string()).collect();
            let notes = earlier.notes.as_ref().map_or("", |notes| notes.as_str());
            format!("[{}{}] {notes}", days.join(" "), treatment(earlier.treated)).trim_end().to_owned()
        }));
        lines.push(format!("now{}: {}", treatment(Some(!said.not_treated)), said.update));
        lines.join(" | ")
    }

    #[test]
    fn this_call_is_separated_from_earlier_ones() {
        for (text, expected) in [
            ("plain", "now: plain"),
            (
                "start\n\n**Update 9th June:** one\n\n**Update 7th July**:\n- two\n- three",
                "before: start\n\n**Update 9th June:** one | now: - two\n- three",
            ),
            ("**Update 7th July:** two", "now: two"),
            ("a\n**Update 23th June**: awaited", "before: a\n**Update 23th June**: awaited | now: "),
            (
                "INITIAL CONTEXT:\ncontext\n\nJun 9, 2022, Jun 23, 2022: Not treated\n\nMEETING UPDATE:\n\nJul 7, 2022: Not treated",
                "context: context | [06-09 06-23 not] | now not: ",
            ),
            ("a MEETING UPDATE: Jul 7, 2022: done. Next Steps", "[] a | now: done. Next Steps"),
            ("LAST UPDATES: a May 12, 2022: b Jun 9, 2022: c", "[] a | [05-12] b | [06-09] c | now: "),
            (
                "Jun 9, 2022: Show the slides - Not treated\nJul 7, 2022: seen",
                "[06-09 not] Show the slides | now: seen",
            ),
            ("Jun 9, 2022: Not treated Ask again", "[06-09 not] Ask again | now: "),
            ("Jun 9, 2022: Not treated yet", "[06-09] Not treated yet | now: "),
            ("INITIAL CONTEXT:\\\none\\\nMEETING UPDATE:\\\ntwo", "context: one | now: two"),
            ("a MEETING UPDATE: : Not treated", "[] a | now not: "),
            ("MEETING UPDATE:\n- Reminder sent", "now: - Reminder sent"),
            ("MEETING UPDATE: Jun 23, 2022: copied", "[06-23] copied | now: "),
            ("one\n7th December: the answer is due", "now: one\n7th December: the answer is due"),
            ("at 10:15: one (Thursday, June 9, 2022) two", "now: at 10:15: one (Thursday, June 9, 2022) two"),
            ("x: **bold** text", "now: x: **bold** text"),
            ("a\n\nMEETING UPDATE:\n\n**Decision**: yes", "[] a | now: **Decision**: yes"),
        ] {
            assert_eq!(describe(text, false).trim_end(), expected.trim_end(), "{text}");
        }
        assert_eq!(describe("old", true), "[] old | now: ");
    }
}
