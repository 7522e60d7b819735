//! What the screen shows of a call: plain facts, which stay when the files change.

mod item;
mod people;

pub use item::{ItemFacts, PointFacts};
pub use people::{PersonFacts, Presence};

use crate::model::meeting::{Approval, Meeting};
use crate::record::approve::find_approved_day;
use crate::view::Views;
use crate::view::agenda::progress::ItemRecord;
use crate::view::agenda::{AgendaItem, Verdict};
use crate::view::calendar::Call;
use crate::view::lookup::ItemList;
use chrono::NaiveDate;
use item::{call_facts, item_facts};
use people::list_people;

/// What the screen shows of a call.
#[derive(Debug, Clone)]
pub struct CallFacts {
    /// The name of the group.
    pub group: String,
    /// The day and the times.
    pub call: Call,
    /// The day of the call that approved the minutes of this one.
    pub approved_by: Option<NaiveDate>,
    /// The rows on the left, in order; the first one is about the call as a whole.
    pub rows: Vec<Row>,
    /// Everyone who may attend, those of the last calls first, then those that only this call lists.
    pub people: Vec<PersonFacts>,
}

/// A row on the left.
#[derive(Debug, Clone)]
pub struct Row {
    /// What it is about.
    pub key: RowKey,
    /// `A`, `R1`, `T1` or `1`.
    pub tag: String,
    /// `#259`; empty if it has no number.
    pub number: String,
    /// The name of the proposal, or the title.
    pub title: String,
    /// The heading above the row, if it is below another one than the row before.
    pub part: Part,
    /// How many calls in a row did not reach it.
    pub waited: usize,
    /// Whether it was added late, without an exception.
    pub is_late: bool,
    /// What is recorded.
    pub mark: Mark,
    /// What the right side shows.
    pub item: ItemFacts,
}

/// What a row is about, for finding it again after the files changed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum RowKey {
    /// The call as a whole.
    Call,
    /// News, by their heading.
    News(String),
    /// An item, by the words that name it.
    Item(String),
}

/// A part of the agenda.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Before the agenda, without a heading.
    Start,
    /// The items to discuss.
    Current,
    /// The items to be closed.
    Closing,
}

/// What is recorded of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Nothing yet.
    Open,
    /// Something.
    Recorded,
    /// That the call did not treat it.
    NotTreated,
    /// All there is to record.
    Done,
}

impl CallFacts {
    /// The facts of a call.
    pub fn new<'g>(meeting: &'g Meeting, views: &Views<'g>) -> Self {
        let mut rows = vec![call_row(meeting, views)];
        rows.extend(meeting.recap.iter().enumerate().map(|(at, news)| Row {
            key: RowKey::News(news.heading.value.clone()),
            tag: format!("R{}", at + 1),
            title: news.heading.value.clone(),
            mark: Mark::Done,
            item: ItemFacts {
                heading: news.heading.value.clone(),
                notes: news.text.as_ref().map(|text| text.value.clone()).unwrap_or_default(),
                ..ItemFacts::default()
            },
            ..Row::new(RowKey::Call)
        }));
        let topics = views.agenda.topics(meeting);
        rows.extend(topics.iter().enumerate().map(|(at, item)| item_row(item, format!("T{}", at + 1), views)));
        let (closing, current): (Vec<_>, Vec<_>) =
            views.agenda.items(meeting).into_iter().partition(|one| one.item.closing);
        let items = current.iter().chain(&closing).enumerate();
        rows.extend(items.map(|(at, item)| item_row(item, (at + 1).to_string(), views)));
        Self {
            group: views.workgroup.name.value.clone(),
            call: views.calendar.call_for(meeting),
            approved_by: views.approvals.approving_call(meeting).map(|by| by.date.value),
            rows,
            people: list_people(meeting, views),
        }
    }

    /// How many people are present.
    pub fn present(&self) -> usize {
        self.people.iter().filter(|person| person.presence == Presence::Present).count()
    }

    /// The items of the agenda of which nothing is recorded.
    pub fn unrecorded(&self) -> impl Iterator<Item = &Row> {
        self.rows.iter().filter(|row| row.part == Part::Current && row.mark == Mark::Open)
    }
}

impl Row {
    fn new(key: RowKey) -> Self {
        Self {
            key,
            tag: String::new(),
            number: String::new(),
            title: String::new(),
            part: Part::Start,
            waited: 0,
            is_late: false,
            mark: Mark::Open,
            item: ItemFacts::default(),
        }
    }

    /// The words that name its item, if it has one.
    pub fn item_words(&self) -> Option<&str> {
        match &self.key {
            RowKey::Item(words) => Some(words),
            RowKey::Call | RowKey::News(_) => None,
        }
    }

    /// `#259 Voice OTP Call`.
    pub fn label(&self) -> String {
        let gap = if self.number.is_empty() { "" } else { " " };
        format!("{}{gap}{}", self.number, self.title)
    }
}

/// The row of the call as a whole, with the approval of the last minutes.
fn call_row<'g>(meeting: &'g Meeting, views: &Views<'g>) -> Row {
    let approval: Option<&Approval> = meeting.previous_minutes.as_ref();
    let recorded = views.approvals.approved_minutes(meeting).map(|of| of.date.value);
    let day = recorded.or_else(|| find_approved_day(None, meeting, views).ok());
    let title = day.map_or("The call".to_owned(), |day| format!("Approval of {day}"));
    let mark = if approval.is_some() { Mark::Done } else { Mark::Open };
    Row { tag: "A".to_owned(), title, mark, item: call_facts(day, meeting, views), ..Row::new(RowKey::Call) }
}

fn item_row<'g>(agenda_item: &AgendaItem<'g>, tag: String, views: &Views<'g>) -> Row {
    let (item, meeting) = (agenda_item.item, agenda_item.meeting);
    let number = views.links.number_label(item).unwrap_or_default();
    let title = agenda_item.title().unwrap_or_default().to_owned();
    let words = match item.issue.as_ref().or(item.pr.as_ref()) {
        Some(number) => views.index.normalize_reference(number).format_bare(),
        None => item.proposal.as_ref().or(item.title.as_ref()).map(|text| text.value.clone()).unwrap_or_default(),
    };
    let is_topic = meeting.topics.iter().any(|topic| topic.place == item.place);
    let list = if is_topic { ItemList::Topics } else { ItemList::Agenda };
    Row {
        key: RowKey::Item(words),
        tag,
        number,
        title,
        part: match list {
            ItemList::Topics => Part::Start,
            ItemList::Agenda if item.closing => Part::Closing,
            ItemList::Agenda => Part::Current,
        },
        waited: views.history.calls_not_reached(item, meeting.date.value),
        is_late: agenda_item.verdict == Verdict::Late,
        mark: match views.agenda.item_record(agenda_item) {
            None | Some(ItemRecord::Open) => Mark::Open,
            Some(ItemRecord::NotTreated) => Mark::NotTreated,
            Some(ItemRecord::Recorded) if is_topic => Mark::Done,
            Some(ItemRecord::Recorded) => Mark::Recorded,
        },
        item: item_facts(agenda_item, views),
    }
}
