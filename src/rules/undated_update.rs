//! The date of an update is missing, or had no call.

use super::{Findings, TextMistake, rule};
use crate::model::proposal::Earlier;
use crate::text::dates::{DateMention, parse_dates};
use crate::view::Views;
use crate::view::markdown::line_starts;
use crate::view::prose::{ProseKind, ProseText};
use chrono::{Datelike, NaiveDate};
use label::{UpdateLabel, find_day_label, find_label};

mod label;

rule! {
    /// A line of prose that begins with the label "MEETING UPDATE" or "Update" and has no date, or a date without a
    /// call.
    ///
    /// The date may follow the label or begin the next line, in any common spelling. A date without a year is taken as
    /// the one nearest to the call of the text: in a call in January, December is that of the previous year. In a text
    /// that is not from a call, such as a summary, every year since the proposal is known is tried. "Update" is a label
    /// if a colon, a date or the end of the line follows, or if it is bold; a sentence that begins with the word is not
    /// a label. Outside summaries and the notes of items, only the date is checked, not whether it is missing. The
    /// dates in `history` are checked as well: the `date` of an entry, and a date with a colon at the beginning of a
    /// line of its text.
    ///
    /// ## Why
    /// The history of a proposal is read by its dates. Labels are copied from call to call, and with them a date that
    /// was mistyped once. Then nobody finds the call that it refers to.
    ///
    /// ## Evidence
    /// The text of every prose field, and `unparsed`; the files of calls, and the slots of the group and of the
    /// reviewer. A date before the group's first slot is not checked, nor is a date without a year in a proposal for
    /// which the records have no date.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// summary: |
    ///   Reports whether a device is known as stolen.
    ///
    ///   MEETING UPDATE: Waiting for an answer.
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
    ///   **Update Oct 10, 2025**: Waiting for an answer.
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2025-10-09.yaml
    /// date: 2025-10-09
    /// agenda:
    ///   - { issue: 63, notes: "Update 30th Sept: the owner answered." }
    /// ```
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// history:
    ///   - { date: 2025-10-10, notes: Still waiting. }
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// summary: |
    ///   Reports whether a device is known as stolen.
    ///
    ///   **Update Oct 9, 2025**: Waiting for an answer.
    ///
    ///   Update the form before the next call.
    /// history:
    ///   - { date: 2025-10-23, notes: Still waiting. }
    /// ```
    ///
    /// ## Fix
    /// Move the text to a field that has its date: the `notes` of the call, or `history` with a `date` if the call has
    /// no file. Otherwise write the date of the call after the label.
    "undated-update", Minutes, Warn, Group(check)
}

fn check(views: &Views, out: &mut Findings) {
    views.for_each_prose(|prose| check_text(&prose, views, out));
    for proposal in &views.group.proposals {
        let heard = views.activity.first_heard(proposal);
        proposal.history.iter().for_each(|earlier| check_earlier(earlier, heard, views, out));
    }
}

/// The dates in the earlier history: that of an entry, and those at the beginning of a line of its text.
/// `heard` is the day on which the group first heard of the proposal.
fn check_earlier(earlier: &Earlier, heard: Option<NaiveDate>, views: &Views, out: &mut Findings) {
    let date = earlier.known_dates().next().map(|date| date.value);
    // A future date is reported by `impossible-date`.
    for date in earlier.known_dates().filter(|date| date.value <= views.now.day()) {
        if !is_meeting(date.value, views, out) {
            let (message, help) = no_call_message(Some(date.value), "", views);
            out.report(date.place, message).with_help(help).on_day(Some(date.value));
        }
    }
    let Some(text) = &earlier.notes else { return };
    let day = date.or(heard);
    let prose = ProseText { text, kind: ProseKind::History, day, is_dated: date.is_some(), is_final: false };
    for label in line_starts(text).into_iter().filter_map(|line| find_day_label(text, line)) {
        let mistakes = check_label(text, &label, &prose, views, out);
        out.report_in_text(&prose, mistakes, &views.group.sources);
    }
}

fn check_text(prose: &ProseText, views: &Views, out: &mut Findings) {
    let text = prose.text.as_str();
    let has_word = text.contains("pdate") || text.contains("PDATE");
    if !has_word || prose.kind == ProseKind::Title || !text.lines().any(may_be_label) {
        return;
    }
    let mut found = Vec::new();
    for line in line_starts(text) {
        let Some(label) = find_label(text, line) else { continue };
        found.extend(check_label(text, &label, prose, views, out));
    }
    out.report_in_text(prose, found, &views.group.sources);
}

/// Whether a line may begin with a label, after Markdown markers. A quick test without a parser.
fn may_be_label(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphabetic()).as_bytes();
    let begins = |word: &[u8]| line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    begins(b"update") || begins(b"meeting") || begins(b"br") || line.windows(4).any(|part| part == b"<br>")
}

/// The mistakes of a label.
fn check_label(
    text: &str,
    label: &UpdateLabel,
    prose: &ProseText,
    views: &Views,
    out: &mut Findings,
) -> Vec<TextMistake> {
    let (days, length) = parse_dates(&text[label.day_at..]);
    if days.is_empty() {
        let wants_day = match prose.kind {
            ProseKind::History => true,
            ProseKind::Other | ProseKind::Title => label.names_meeting,
            ProseKind::Unparsed => false,
        };
        if !wants_day {
            return Vec::new();
        }
        let said = &text[label.at.clone()];
        let help = if prose.is_dated {
            "Remove the label: the record has the date, and it is printed before the text."
        } else {
            "Write the date of the call after it, or move the text to `history` with a `date`, or to the `notes` of \
             the call."
        };
        return vec![TextMistake::new(label.at.clone(), format!("\"{said}\" without a date"), help)];
    }
    let at = label.day_at..label.day_at + length;
    let mut wrong = Vec::new();
    for mention in &days {
        let Some(readings) = possible_days(mention, prose, views) else {
            out.skip_check("add the registration date of the proposal: `backlog set SLUG registered=DATE`");
            continue;
        };
        if !readings.iter().any(|day| is_meeting(*day, views, out)) {
            let (message, help) = match readings[..] {
                [first, .., last] if !mention.has_year => no_year_message(first, last),
                _ => no_call_message(readings.first().copied(), &text[at.clone()], views),
            };
            wrong.push(TextMistake::new(at.clone(), message, help));
        }
    }
    wrong
}

/// The possible days: none for an impossible date, `None` if the year is unknown.
fn possible_days(mention: &DateMention, prose: &ProseText, views: &Views) -> Option<Vec<NaiveDate>> {
    if mention.has_year {
        return Some(mention.days.clone());
    }
    let day = prose.day?;
    if prose.is_dated {
        return Some(mention.closest_to(day).into_iter().collect());
    }
    let last = views.now.day().year().max(day.year());
    Some((day.year()..=last).filter_map(|year| mention.in_year(year)).collect())
}

/// Whether the group or its reviewer met on that day, as far as the records show.
fn is_meeting(day: NaiveDate, views: &Views, out: &mut Findings) -> bool {
    if views.calls.has_call(day) || views.reviews.is_review_day(day) {
        return true;
    }
    let is_known = views.calendar.is_in_force(day);
    if !is_known {
        out.skip_check("add the slots of that time to `schedule` in workgroup.yaml, with `since` and `until`");
    }
    !is_known
}

/// The message and the help for a day without a year that had no call in any possible year.
fn no_year_message(first: NaiveDate, last: NaiveDate) -> (String, String) {
    let (day, first, last) = (first.format("%B %-d"), first.year(), last.year());
    let message = format!("there was no call on {day} in any year from {first} to {last}");
    (message, "Write the date of the call with its year.".to_owned())
}

/// The message and the help for a day without a call.
fn no_call_message(day: Option<NaiveDate>, written: &str, views: &Views) -> (String, String) {
    let Some(day) = day else {
        return (format!("not a date: `{written}`"), "Write the date of the call.".to_owned());
    };
    let message = format!("there was no call on {day}, a {}", day.format("%A"));
    let help = match views.calls.nearest(day) {
        Some(near) => format!("The nearest call is on {near}, a {}: correct the date.", near.format("%A")),
        None => "Correct the date, or add the file of that call.".to_owned(),
    };
    (message, help)
}

#[cfg(test)]
mod tests;
