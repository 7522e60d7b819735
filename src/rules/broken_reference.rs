//! A reference in prose is broken, or its label and URL disagree.

use super::{Findings, TextMistake, rule};
use crate::model::typed_reference::parse_label;
use crate::view::Views;
use crate::view::actions::point::split_action_id;
use crate::view::markdown::marks::{Mark, MarkKind, find_marks, is_cut_scheme};
use crate::view::markdown::{code_ranges, is_in_ranges};
use crate::view::prose::ProseKind;
use chrono::NaiveDate;
use memchr::memchr_iter;
use std::collections::HashSet;
use std::ops::Range;

mod links;
mod prefilter;

rule! {
    /// A reference in prose that leads nowhere, or whose label and URL disagree.
    ///
    /// The rule finds a label with another number, repository or kind than its URL; a URL that begins with `ttps://` or
    /// contains a space; a link inside a link; a page that does not exist on GitHub; a link without a URL or without
    /// text; a number in brackets without a URL, such as `[#328]`; and the id of an action point that no call opened,
    /// or whose date had no call or does not exist. Code and other words in brackets are not checked. A branch name
    /// such as `fix/typos#12` is not taken for a repository.
    ///
    /// ## Why
    /// Minutes are read years later by people who were not there. Readers trust a number that leads to the wrong page,
    /// and one that leads nowhere cannot be looked up.
    ///
    /// ## Evidence
    /// The text of every prose field. Whether a number of the group's own repository is an issue or a pull request is
    /// known from `github.yaml` and from the proposals. An action point is checked if the call of its day has a file,
    /// or if the schedule has no call on that day, from `records.complete-since` on. The entries of an imported
    /// `register` count as opened.
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - { issue: 45, notes: "As said in [#71](https://github.com/example/backlog/issues/45)." }
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// aob: |
    ///   The form is in [PR#29](https://github.com/example/backlog/issues/29), and [#328] is to follow.
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// aob: AP 20260212-07 goes on.
    /// ```
    ///
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// aob: AP 20260123-01 goes on.
    /// ```
    ///
    /// ## Good
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// agenda:
    ///   - issue: 45
    ///     notes: "As said in [#45](https://github.com/example/backlog/issues/45) [1], AP 20260212-01 goes on."
    ///     actions: [{ id: 20260212-01, owners: [MTN], text: "Write `[#328]` into the form." }]
    /// ```
    ///
    /// ## Fix
    /// Find out which of the two is right, the label or the URL, and correct the other.
    "broken-reference", Minutes, Warn, Group(check)
}

fn check(views: &Views, out: &mut Findings) {
    let mut opened: Option<HashSet<&str>> = None;
    views.for_each_prose(|prose| {
        if matches!(prose.kind, ProseKind::Title | ProseKind::Unparsed) {
            return;
        }
        let text = prose.text.as_str();
        let has_links =
            prefilter::is_doubtful(text, |label, url| links::find_contradiction(label, url, views).is_none());
        let ids = find_ids(text);
        if !has_links && ids.is_empty() {
            return;
        }
        let mut mistakes: Vec<TextMistake> = Vec::new();
        if has_links {
            mistakes.extend(find_marks(text).iter().filter_map(|mark| check_mark(text, mark, views)));
        }
        if !ids.is_empty() {
            let opened =
                opened.get_or_insert_with(|| views.actions.all().iter().filter_map(|action| action.id).collect());
            let unknown: Vec<_> = ids.into_iter().filter(|(at, _)| !opened.contains(&text[at.clone()])).collect();
            mistakes.extend(check_ids(text, unknown, views, out));
        }
        out.report_in_text(&prose, mistakes, &views.group.sources);
    });
}

fn check_mark(text: &str, mark: &Mark, views: &Views) -> Option<TextMistake> {
    let at = mark.at.clone();
    let (message, help) = match &mark.kind {
        MarkKind::Link { label, url } => return links::check_link(text, at, label, url, views),
        MarkKind::Nested => (
            "a link inside a link: only the inner one works".to_owned(),
            "Keep one of the two: `[label](URL)`.".to_owned(),
        ),
        MarkKind::SpaceInUrl => (
            "a URL with a space in it is not a link".to_owned(),
            "Write `%20` for each space, or put the URL in `<` and `>`.".to_owned(),
        ),
        MarkKind::CutScheme => links::cut_scheme_message(&text[at.clone()]),
        MarkKind::Unresolved { label } => {
            let number = parse_label(label).filter(|number| label.contains('#') || number.repository.is_some())?;
            let url = links::url_for(&number, views);
            (format!("`[{label}]` has no URL"), format!("Write `[{label}]({url})`, or remove the brackets."))
        }
    };
    Some(TextMistake::new(at, message, help))
}

/// An id in a text, with its date; `None` for an impossible date.
type CitedId = (Range<usize>, Option<NaiveDate>);

/// The ids of action points in a text.
fn find_ids(text: &str) -> Vec<CitedId> {
    let bytes = text.as_bytes();
    let is_digits = |range: Range<usize>| bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit));
    let mut ids = Vec::new();
    for hyphen in memchr_iter(b'-', bytes) {
        let Some(start) = hyphen.checked_sub(8) else { continue };
        let end = hyphen + 3;
        if !(is_digits(start..hyphen) && is_digits(hyphen + 1..end)) {
            continue;
        }
        // A part of a URL, a file name or a longer number is not an id.
        let before = text[..start].chars().next_back();
        let mut after = text[end..].chars();
        let next = after.next();
        let is_apart = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '_' | '-' | '=' | '.'))
            && next.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '_' | '-'))
            && !(next == Some('.') && after.next().is_some_and(char::is_alphanumeric));
        let id = &text[start..end];
        let day = split_action_id(id).map(|(day, _)| day);
        if is_apart && (day.is_some() || id.starts_with("20")) {
            ids.push((start..end, day));
        }
    }
    ids
}

/// `2026-02-12` for `20260212`.
fn format_dashed(digits: &str) -> String {
    format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..8])
}

/// The message and the help for an id whose date had no call.
fn day_without_call(id: &str, day: NaiveDate, views: &Views) -> (String, String) {
    let help = match views.calls.nearest(day) {
        Some(near) => format!("Correct the id: the nearest call is on {near}: `{}-NN`.", near.format("%Y%m%d")),
        None => "Correct the id, or add the file of that call.".to_owned(),
    };
    (format!("there was no call on {day}, a {}, that could have opened `{id}`", day.format("%A")), help)
}

/// The mistakes in ids that no call opened: their call opened others, or their date is wrong.
fn check_ids(text: &str, ids: Vec<CitedId>, views: &Views, out: &mut Findings) -> Vec<TextMistake> {
    let mut mistakes = Vec::new();
    if ids.is_empty() || !views.group.all_meetings_read {
        return mistakes;
    }
    let code = code_ranges(text);
    let mut counted: Option<(NaiveDate, usize)> = None;
    for (at, day) in ids.into_iter().filter(|(at, _)| !is_in_ranges(&code, at.start)) {
        let id = &text[at.clone()];
        let Some(day) = day else {
            let message = format!("`{id}` begins with {}, which is not a date", format_dashed(id));
            let help = "Correct the id: it begins with the day of the call that opened the action point.";
            mistakes.push(TextMistake::new(at, message, help));
            continue;
        };
        let (message, help) = match views.calls.meeting_on(day) {
            _ if !views.workgroup.records.is_complete_on(day) => continue,
            None if views.calendar.is_in_force(day) && !views.calls.has_call(day) => day_without_call(id, day, views),
            None => {
                out.skip_check("record the call that opened the action point: `backlog new-meeting DATE`");
                continue;
            }
            Some(meeting) => {
                let (_, opened) = match counted {
                    Some(known) if known.0 == day => known,
                    _ => *counted.insert((day, meeting.opened_actions().count())),
                };
                let has = match opened {
                    0 => "it opened none".to_owned(),
                    1 => "it opened another one".to_owned(),
                    _ => format!("it opened {opened} others"),
                };
                (
                    format!("the call of {day} did not open the action point `{id}`: {has}"),
                    "Correct the id, or add the action point to the file of that call.".to_owned(),
                )
            }
        };
        mistakes.push(TextMistake::new(at, message, help));
    }
    mistakes
}

#[cfg(test)]
mod tests;
