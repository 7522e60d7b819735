//! An update whose day nobody can tell, or whose day is that of no call.

use super::{Findings, RuleFinding, rule};
use crate::model::date_mention::{DateMention, parse_mentions};
use crate::model::proposal::{Earlier, Proposal};
use crate::view::Views;
use crate::view::markdown::line_starts;
use crate::view::prose::{ProseKind, ProseText};
use chrono::{Datelike, NaiveDate};
use label::{UpdateLabel, find_day_label, find_label};
use std::ops::Range;

mod label;

rule! {
    /// A line of prose that begins with "MEETING UPDATE" or "Update" as a label and has no day, or a day on which
    /// there was no call.
    ///
    /// The day may follow the label or begin the next line, in any usual spelling. A day without a year is taken
    /// for the nearest one to the call that the text is of: in a call in January, December is that of the year
    /// before. Where the text is of no call, such as a summary, the day is judged by every year since the proposal
    /// is known. "Update" is a label where a colon, a day or the end of the line follows, or where it is set
    /// in bold: a sentence that begins with the word is none. Outside of summaries and of what is said of an
    /// item, only its day is judged. The days of `earlier` are judged as well: the `date` of an entry, and a day with a
    /// colon that begins a line of its text.
    ///
    /// ## Why
    /// The history of a proposal is read by its days. Labels are copied from call to call, and with them a day
    /// that was mistyped once: then nobody finds the call that it is about.
    ///
    /// ## Evidence
    /// The text of every prose field, and `unparsed`; the files of calls, and the slots of the group and of the
    /// reviewer. A day on which no slot of the group is in force yet is not judged, nor is a day without a year in
    /// a proposal of which the records give no day.
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
    ///   - { issue: 63, update: "Update 30th Sept: the owner answered." }
    /// ```
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// earlier:
    ///   - { date: 2025-10-10, text: Still waiting. }
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
    /// earlier:
    ///   - { date: 2025-10-23, text: Still waiting. }
    /// ```
    ///
    /// ## Mend
    /// Move the text to where its day is a fact of its own: the `update` of the call, or `earlier` with a `date`
    /// where the call has no file. Else write the day of the call behind the label.
    Minutes, Warn, Group(check)
}

fn check(views: &Views, out: &mut Findings) {
    views.for_each_prose(|prose| check_text(&prose, views, out));
    views.for_each_unparsed(|prose| check_text(&prose, views, out));
    for proposal in &views.group.proposals {
        proposal.earlier.iter().for_each(|earlier| check_earlier(earlier, proposal, views, out));
    }
}

/// The days in the earlier history: that of an entry, and those that begin a line of its text.
fn check_earlier<'g>(earlier: &'g Earlier, proposal: &'g Proposal, views: &Views<'g>, out: &mut Findings) {
    let date = earlier.date.as_ref().map(|date| date.value);
    // A day to come is found elsewhere.
    if let Some(date) = earlier.date.as_ref().filter(|date| date.value <= views.now.day())
        && !is_meeting(date.value, views, out)
    {
        let (message, help) = no_call_message(Some(date.value), "", views);
        out.push(RuleFinding::new(date.place, message).with_help(help).on_day(Some(date.value)));
    }
    let Some(text) = &earlier.text else { return };
    let day = date.or_else(|| views.activity.first_heard(proposal));
    let prose = ProseText { text, kind: ProseKind::History, day, is_dated: date.is_some(), is_final: false };
    for label in line_starts(text).into_iter().filter_map(|line| find_day_label(text, line)) {
        push_findings(check_label(text, &label, &prose, views, out), &prose, views, out);
    }
}

fn check_text(prose: &ProseText, views: &Views, out: &mut Findings) {
    let text = prose.text.as_str();
    let has_word = text.contains("pdate") || text.contains("PDATE");
    if !has_word || prose.kind == ProseKind::Title || !text.lines().any(may_be_label) {
        return;
    }
    let mut found: Vec<(Range<usize>, String, String)> = Vec::new();
    for line in line_starts(text) {
        let Some(label) = find_label(text, line) else { continue };
        found.extend(check_label(text, &label, prose, views, out));
    }
    push_findings(found, prose, views, out);
}

/// Reports what is wrong in a text, as places, messages and helps.
fn push_findings(found: Vec<(Range<usize>, String, String)>, prose: &ProseText, views: &Views, out: &mut Findings) {
    if found.is_empty() {
        return;
    }
    let written = prose.locate_text(&views.group.sources);
    for (at, message, help) in found {
        out.push(RuleFinding::new(written.place(at), message).with_help(help).on_day(prose.day));
    }
}

/// Whether a line, without what Markdown puts before it, may begin with a label: a look without a parser.
fn may_be_label(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphabetic()).as_bytes();
    let begins = |word: &[u8]| line.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    begins(b"update") || begins(b"meeting") || begins(b"br") || line.windows(4).any(|part| part == b"<br>")
}

/// What is wrong with a label, as its place, a message and a help.
fn check_label(
    text: &str,
    label: &UpdateLabel,
    prose: &ProseText,
    views: &Views,
    out: &mut Findings,
) -> Vec<(Range<usize>, String, String)> {
    let (days, length) = parse_mentions(&text[label.day_at..]);
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
            "Leave the label out: the record says the day, and it is printed before the text.".to_owned()
        } else {
            "Write the day of the call behind it, or move the text to `earlier` with a `date`, or to the `update` of \
             the call."
                .to_owned()
        };
        return vec![(label.at.clone(), format!("\"{said}\" without a day"), help)];
    }
    let at = label.day_at..label.day_at + length;
    let mut wrong = Vec::new();
    for mention in &days {
        let Some(readings) = possible_days(mention, prose, views) else {
            out.skip_check(
                "add the day on which the proposal came into the backlog: `backlog set SLUG registered=DATE`",
            );
            continue;
        };
        if !readings.iter().any(|day| is_meeting(*day, views, out)) {
            let (message, help) = match readings[..] {
                [first, .., last] if !mention.has_year => no_year_message(first, last),
                _ => no_call_message(readings.first().copied(), &text[at.clone()], views),
            };
            wrong.push((at.clone(), message, help));
        }
    }
    wrong
}

/// The days that can be meant; none where no calendar has such a day. `None` where nobody can tell its year.
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

/// Whether the group or its reviewer met on that day, as far as the records can tell.
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

/// The message and the help for a day that had no call in any of the years that can be meant.
fn no_year_message(first: NaiveDate, last: NaiveDate) -> (String, String) {
    let (day, first, last) = (first.format("%B %-d"), first.year(), last.year());
    let message = format!("there was no call on {day} in any year from {first} to {last}");
    (message, "Write the day of the call with its year.".to_owned())
}

/// The message and the help for a day without a call.
fn no_call_message(day: Option<NaiveDate>, written: &str, views: &Views) -> (String, String) {
    let Some(day) = day else {
        return (format!("`{written}` is no day"), "Write the day of the call.".to_owned());
    };
    let message = format!("there was no call on {day}, a {}", day.format("%A"));
    let help = match views.calls.nearest(day) {
        Some(near) => format!("The nearest call is that of {near}, a {}: mend the day.", near.format("%A")),
        None => "Mend the day, or write the file of that call.".to_owned(),
    };
    (message, help)
}

#[cfg(test)]
mod tests;
