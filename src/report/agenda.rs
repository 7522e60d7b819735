//! An agenda for the commands `agenda`, `show` and `status`.

use super::columns::{pad_text, shorten_text, text_width};
use crate::model::meeting::Meeting;
use crate::model::wording::format_count;
use crate::view::Views;
use crate::view::agenda::progress::ItemRecord;
use crate::view::agenda::{AgendaItem, ItemSection};
use crate::view::owners;
use chrono::NaiveDate;

/// The order of the items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgendaOrder {
    /// The order of the file.
    OfTheCall,
    /// Items that the most calls in a row did not reach come first.
    LongestFirst,
}

impl AgendaOrder {
    /// The items of a call in this order.
    pub fn sort_items<'g>(self, meeting: &'g Meeting, views: &Views<'g>) -> Vec<AgendaItem<'g>> {
        let mut items = views.agenda.items(meeting);
        if self == Self::LongestFirst {
            let day = meeting.date.value;
            items.sort_by_cached_key(|item| std::cmp::Reverse(views.history.calls_not_reached(item.item, day)));
        }
        items
    }
}

/// The least columns of a title, however narrow the screen is.
const LEAST_TITLE: usize = 20;

/// One line per item with its verdict, then the other topics; while the call is being recorded, each with what is
/// recorded about it. Titles are truncated to fit `columns`.
pub fn format_agenda<'g>(meeting: &'g Meeting, views: &Views<'g>, order: AgendaOrder, columns: usize) -> String {
    let day = meeting.date.value;
    let items = order.sort_items(meeting, views);
    if items.is_empty() && meeting.topics.is_empty() {
        return "the agenda is empty\n".to_owned();
    }
    let lines = items.iter().zip(describe_records(&items, views)).map(|(item, record)| {
        let of_proposal = || Some(views.links.issue_label(item.proposal?.issue.as_ref()?));
        let number = views.links.number_label(item.item).or_else(of_proposal).unwrap_or_default();
        let closing = if item.section == ItemSection::Closing { ", to be closed" } else { "" };
        let verdict = format!("{}{closing}", describe_verdict(item, day, views));
        [number, item.title().unwrap_or_default().to_owned(), record.to_owned(), verdict]
    });
    let topics = views.agenda.topics(meeting);
    let topics = topics.iter().zip(describe_records(&topics, views)).map(|(topic, record)| {
        let number = views.links.number_label(topic.item).unwrap_or_default();
        let name = || topic.proposal.map(|proposal| owners::name_on(proposal, day));
        let title = topic.item.title.as_ref().map(|title| title.as_str()).or_else(name).unwrap_or_default();
        let verdict = topic.proposal.map(|_| format!("{}, ", topic.verdict.display_name())).unwrap_or_default();
        [number, title.to_owned(), record.to_owned(), format!("{verdict}another topic")]
    });
    let lines: Vec<[String; 4]> = lines.chain(topics).collect();
    let widest = |column: usize| lines.iter().map(|line| text_width(&line[column])).max().unwrap_or_default();
    let issues = widest(0);
    let records = with_gap(widest(2));
    let titles = widest(1).min(columns.saturating_sub(issues + records + widest(3) + 4).max(LEAST_TITLE));
    let line = |[issue, title, record, verdict]: &[String; 4]| {
        let (issue, title) = (pad_text(issue, issues), pad_text(&shorten_text(title, titles), titles));
        format!("{issue}  {title}  {}{verdict}\n", pad_text(record, records))
    };
    lines.iter().map(line).collect()
}

/// The columns of a text with the gap after it; an empty one has none.
pub fn with_gap(columns: usize) -> usize {
    if columns == 0 { 0 } else { columns + 2 }
}

/// What is recorded about each item of a call while the call is being recorded; before and after that, empty texts.
pub fn describe_records(items: &[AgendaItem], views: &Views) -> Vec<&'static str> {
    let is_shown = items.first().is_some_and(|item| views.approvals.is_being_recorded(item.meeting));
    let record = |item| views.agenda.item_record(item).filter(|_| is_shown);
    items.iter().map(|item| record(item).map_or("", ItemRecord::display_name)).collect()
}

/// How much of a call is recorded while it is being recorded: `3 of 8 items`.
pub fn describe_progress(meeting: &Meeting, views: &Views) -> Option<String> {
    views.agenda.describe_progress(meeting).filter(|_| views.approvals.is_being_recorded(meeting))
}

/// The verdict on an item of a call, and how long it has waited: `carried over, not treated for 9 calls`.
pub fn describe_verdict(item: &AgendaItem, day: NaiveDate, views: &Views) -> String {
    // The unreadable file may be the proposal or an earlier agenda.
    if !views.group.problems.is_empty() {
        return "not checked".to_owned();
    }
    let words = item.verdict.display_name();
    match views.history.calls_not_reached(item.item, day) {
        0 => words.to_owned(),
        calls => format!("{words}, not treated for {}", format_count(calls, "call")),
    }
}
