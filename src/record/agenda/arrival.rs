//! How an item gets on the agenda of a call: on time, carried over, or late with an exception.

use crate::model::meeting::{Item, Meeting};
use crate::model::reference::Reference;
use crate::model::stage::Stage;
use crate::model::when::When;
use crate::model::wording::quote_shell_word;
use crate::record::changes::Changes;
use crate::rules::{frozen_on_agenda, issue_opened_late, late_agenda_item};
use crate::source::Spanned;
use crate::view::Views;
use crate::view::index::Subject;
use crate::view::stages::freeze_or_archive_on;
use std::collections::HashSet;

/// How items that are added to a call now get on its agenda.
pub(in crate::record) struct Arrivals<'r> {
    now: When,
    exception: Option<&'r str>,
    carried: HashSet<Subject>,
}

impl<'r> Arrivals<'r> {
    /// The arrivals at a moment, with the exception that the user gives. If the agenda is open, the exception is not
    /// needed, which is a notice.
    pub fn new(
        now: When,
        mut exception: Option<&'r str>,
        meeting: &Meeting,
        views: &Views,
        notices: &mut Vec<String>,
    ) -> Self {
        let closing = views.calendar.closing(&views.calendar.call_for(meeting));
        // On the day of the closing, a day without a time is on time, but the issue may have been opened too late.
        let is_open = !views.calls.is_after_closing(now, closing) && now != When::Day(closing.day());
        if let Some(why) = exception.take_if(|_| is_open) {
            notices.push(format!("the agenda is open, so it needs no exception: {why}"));
        }
        Self { now, exception, carried: views.carry_over.subjects(meeting.date.value) }
    }

    /// Sets how an item arrives, and returns the words for it. What earlier calls left open is never late: it was
    /// removed, or forgotten.
    pub fn set_arrival(&self, item: &mut Item, views: &Views) -> &'static str {
        if self.carried.contains(&views.index.item_subject(item)) {
            (item.added, item.exception) = (None, None);
            return "carried over";
        }
        (item.added, item.exception) = (Some(self.now.into()), self.exception.map(str::to_owned));
        if self.exception.is_some() { "with an exception" } else { "on time" }
    }
}

/// The changes with what the user can do where the rules refuse the items. `words` name the items, and `command` adds
/// them to a call.
pub(in crate::record) fn with_advice(
    changes: Changes,
    words: &[String],
    command: &str,
    now: When,
    meeting: &Meeting,
    views: &Views,
) -> Changes {
    let later = suggest_later_call(command, meeting, now, views);
    let changes = changes.with_help(late_agenda_item::NAME, later.clone()).with_help(issue_opened_late::NAME, later);
    match words.iter().find_map(|words| suggest_notice(words, meeting, views)) {
        Some(notice) => changes.with_help(frozen_on_agenda::NAME, notice),
        None => changes,
    }
}

/// The next call whose agenda is open, with the command that adds the item there.
fn suggest_later_call(command: &str, meeting: &Meeting, now: When, views: &Views) -> String {
    let why = "To treat it anyway, add --exception WHY.";
    let after = views.now.day().pred_opt().map_or(meeting.date.value, |yesterday| yesterday.max(meeting.date.value));
    let Some(call) = views.calls.next_with_open_agenda(after, now) else {
        return format!("{why} The schedule has no later call.");
    };
    let (date, closing) = (call.date, views.calendar.closing(&call));
    let file = match views.calls.meeting_on(date) {
        Some(_) => String::new(),
        None => format!("`backlog new-meeting {date}`, then "),
    };
    format!("{why} Or add it to the call of {date}, whose agenda closes {closing}: {file}`{command} --meeting {date}`.")
}

/// How to bring back a frozen proposal; `None` for an archived one, which cannot come back.
fn suggest_notice(words: &str, meeting: &Meeting, views: &Views) -> Option<String> {
    let (proposal, date) = (views.lookup.find_proposal(words)?, meeting.date.value);
    freeze_or_archive_on(proposal, date).filter(|rest| rest.stage.value == Stage::Frozen)?;
    let notice = format!("`backlog stage {} reactivated --date {date} --notified DATE`", proposal.slug);
    Some(format!("First record when notice of its return was given: {notice}."))
}

/// A command with what it says of an item, as typed into a shell.
pub(in crate::record) fn format_command(command: &str, item: &Item) -> String {
    let number = |number: &Option<Spanned<Reference>>| number.as_ref().map(|number| number.format_bare());
    let text = |text: Option<&String>| text.map(|text| quote_shell_word(text));
    let options = [
        ("--issue", number(&item.issue)),
        ("--pr", number(&item.pr)),
        ("--kind", text(item.kind.as_ref())),
        ("--title", text(item.title.as_deref())),
        ("--who", text(item.who.as_deref())),
    ];
    let given = options.iter().filter_map(|(name, value)| Some(format!(" {name} {}", value.as_ref()?)));
    format!("{command}{}{}", given.collect::<String>(), if item.closing { " --closing" } else { "" })
}
