//! What earlier calls recorded about an item: collected from their files and from `history`.

pub mod steps;
mod waiting;

use super::base::ViewBase;
use super::index::Subject;
use super::stages::Stages;
use crate::model::meeting::{Item, Meeting};
use crate::model::proposal::Proposal;
use crate::model::stage::ReachedStage;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use steps::CallStep;

/// What one call recorded about an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HistoryEntry<'g> {
    /// The day of the call; `None` if the records have none.
    pub date: Option<NaiveDate>,
    /// Whether the call treated it.
    pub treatment: Treatment,
    /// Markdown.
    pub text: Option<&'g str>,
    /// Markdown, in the order of the file.
    pub decisions: Vec<&'g str>,
    /// The stages that the proposal reached in that call.
    pub stages: Vec<&'g ReachedStage>,
    /// When the proposal's issue was closed, for the call that closed it.
    pub closed: Option<NaiveDate>,
    /// How many consecutive calls up to this one did not treat it.
    waited: usize,
}

/// Whether a call treated an item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Treatment {
    /// The call treated it.
    #[default]
    Treated,
    /// It was on the agenda, but the call did not treat it.
    NotTreated,
    /// The call was not held: its file was written before, or by mistake.
    NotHeld,
}

impl Treatment {
    /// The name for people; `None` for the usual case that the call treated it.
    pub fn display_name(self) -> Option<&'static str> {
        match self {
            Treatment::Treated => None,
            Treatment::NotTreated => Some("Not treated"),
            Treatment::NotHeld => Some("Call not held"),
        }
    }
}

/// The histories of items.
pub struct Histories<'g> {
    pub(super) base: Arc<ViewBase<'g>>,
    pub(super) stages: Arc<Stages<'g>>,
    pub(super) by_subject: Mutex<HashMap<Subject, Arc<[HistoryEntry<'g>]>>>,
    pub(super) steps: OnceLock<HashMap<NaiveDate, Vec<CallStep<'g>>>>,
}

impl<'g> Histories<'g> {
    /// All entries about a subject: undated ones first, then by day. Computed once per subject.
    pub fn entries(&self, subject: &Subject) -> Arc<[HistoryEntry<'g>]> {
        // Not even a panic leaves half an entry.
        let known = || self.by_subject.lock().unwrap_or_else(PoisonError::into_inner);
        let found = known().get(subject).map(Arc::clone);
        found.unwrap_or_else(|| {
            let entries: Arc<[HistoryEntry<'g>]> = self.gather_entries(subject).into();
            known().entry(subject.clone()).or_insert(entries).clone()
        })
    }

    /// Whether no call before a day has a file that names a subject: what earlier calls said is new to its readers.
    pub fn is_first_call(&self, subject: &Subject, day: NaiveDate) -> bool {
        self.base.index.mentions(subject).iter().all(|mention| mention.meeting.date.value >= day)
    }

    fn gather_entries(&self, subject: &Subject) -> Vec<HistoryEntry<'g>> {
        let mut undated = Vec::new();
        // A planned item without a record has no entry.
        let recorded = self.base.index.mentions(subject).iter().filter(|mention| mention.item.is_recorded());
        let mut dated: Vec<HistoryEntry<'g>> =
            recorded.map(|mention| self.recorded_entry(mention.meeting, mention.item)).collect();
        if let Some(proposal) = self.base.index.subject_proposal(subject) {
            let written: HashSet<NaiveDate> = dated.iter().filter_map(|entry| entry.date).collect();
            for earlier in &proposal.history {
                let entry = |date| HistoryEntry {
                    treatment: match earlier.treated {
                        Some(false) => Treatment::NotTreated,
                        Some(true) | None => Treatment::Treated,
                    },
                    text: earlier.notes.as_ref().map(|notes| notes.as_str()),
                    date,
                    ..HistoryEntry::default()
                };
                if earlier.known_dates().next().is_none() {
                    undated.push(entry(None));
                }
                // A file takes precedence over a `history` entry of its date.
                let dates = earlier.known_dates().filter(|date| !written.contains(&date.value));
                dated.extend(dates.map(|date| entry(Some(date.value))));
            }
            self.add_stages(proposal, &mut dated);
            self.add_closing(proposal, subject, &mut dated);
        }
        // A stable sort: entries of one day keep their order.
        dated.sort_by_key(|entry| entry.date);
        undated.append(&mut dated);
        waiting::count_waiting(&mut undated);
        undated
    }

    /// What a call recorded about an item, without the data of the proposal's file.
    pub fn recorded_entry(&self, meeting: &Meeting, item: &'g Item) -> HistoryEntry<'g> {
        HistoryEntry {
            date: Some(meeting.date.value),
            treatment: self.item_treatment(meeting, item),
            text: item.notes.as_ref().map(|notes| notes.as_str()),
            decisions: item.decisions.iter().map(|decision| decision.as_str()).collect(),
            ..HistoryEntry::default()
        }
    }

    fn item_treatment(&self, meeting: &Meeting, item: &Item) -> Treatment {
        match self.base.calls.has_treated(meeting, item) {
            true => Treatment::Treated,
            false if self.base.calls.is_held(meeting) => Treatment::NotTreated,
            false => Treatment::NotHeld,
        }
    }

    /// Adds the stages dated on a held call to the entry of that call.
    fn add_stages(&self, proposal: &'g Proposal, dated: &mut Vec<HistoryEntry<'g>>) {
        let mut first_on_day: HashMap<NaiveDate, usize> = HashMap::new();
        for (at, entry) in dated.iter().enumerate().filter(|(_, entry)| entry.treatment != Treatment::NotHeld) {
            first_on_day.extend(entry.date.filter(|date| !first_on_day.contains_key(date)).map(|date| (date, at)));
        }
        for reached in &proposal.stages {
            let Some(date) = reached.date.as_ref().map(|date| date.value) else { continue };
            if let Some(entry) = first_on_day.get(&date).and_then(|at| dated.get_mut(*at)) {
                entry.stages.push(reached);
            } else if self.base.calls.call_on(date).is_some() {
                first_on_day.insert(date, dated.len());
                dated.push(HistoryEntry { date: Some(date), stages: vec![reached], ..HistoryEntry::default() });
            }
        }
    }

    /// Adds the closing of the issue to the entry of the call that closed it.
    fn add_closing(&self, proposal: &'g Proposal, subject: &Subject, dated: &mut Vec<HistoryEntry<'g>>) {
        let Some(closed) = self.stages.closing_day(proposal) else { return };
        let Some(call) = self.closing_call(closed, subject) else { return };
        match dated.iter_mut().find(|entry| entry.date == Some(call)) {
            Some(entry) => entry.closed = Some(closed),
            None => dated.push(HistoryEntry { date: Some(call), closed: Some(closed), ..HistoryEntry::default() }),
        }
    }

    /// The call that closed a subject: the one on that day, or the last one before it with the closing on its agenda,
    /// if no other call was held in between.
    fn closing_call(&self, closed: NaiveDate, subject: &Subject) -> Option<NaiveDate> {
        if self.base.calls.call_on(closed).is_some() {
            return Some(closed);
        }
        let mentions = self.base.index.mentions(subject).iter().rev();
        let mut before = mentions.skip_while(|mention| mention.meeting.date.value > closed);
        let last = before.find(|mention| self.base.calls.is_held(mention.meeting))?;
        let date = last.meeting.date.value;
        let is_last_call = self.base.calls.next_after(date).is_none_or(|next| closed < next.date);
        (last.item.closing && is_last_call).then_some(date)
    }
}

/// The entries of a subject before a day, with equal neighbors grouped.
pub fn grouped_before<'e, 'g>(
    entries: &'e [HistoryEntry<'g>],
    day: NaiveDate,
) -> impl Iterator<Item = &'e [HistoryEntry<'g>]> {
    entries_before(entries, day).chunk_by(is_same_entry)
}

/// The entries of a subject before a day, including undated ones.
pub fn entries_before<'e, 'g>(entries: &'e [HistoryEntry<'g>], day: NaiveDate) -> &'e [HistoryEntry<'g>] {
    &entries[..entries.partition_point(|entry| entry.date.is_none_or(|date| date < day))]
}

/// The entries of a subject on a day.
pub fn entries_on<'e, 'g>(entries: &'e [HistoryEntry<'g>], day: NaiveDate) -> &'e [HistoryEntry<'g>] {
    let from_day = &entries[entries_before(entries, day).len()..];
    &from_day[..from_day.partition_point(|entry| entry.date == Some(day))]
}

fn is_same_entry(one: &HistoryEntry, other: &HistoryEntry) -> bool {
    one.date.is_some()
        && other.date.is_some()
        && (one.treatment, one.text, &one.decisions) == (other.treatment, other.text, &other.decisions)
        && one.stages.is_empty()
        && other.stages.is_empty()
        && one.closed == other.closed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::{TestGroup, day};
    use crate::view::day_list::format_days;

    fn untreated_entry(date: &str, text: Option<&'static str>) -> HistoryEntry<'static> {
        HistoryEntry { date: Some(day(date)), treatment: Treatment::NotTreated, text, ..HistoryEntry::default() }
    }

    #[test]
    fn equal_neighbors_are_grouped() {
        let all = [
            untreated_entry("2025-10-23", None),
            untreated_entry("2025-11-13", None),
            untreated_entry("2025-11-27", Some("x")),
            untreated_entry("2026-01-08", None),
            untreated_entry("2026-01-22", None),
        ];
        let groups =
            grouped_before(&all, day("2026-01-22")).map(|same| format_days(same.iter().filter_map(|entry| entry.date)));
        let groups: Vec<String> = groups.collect();
        assert_eq!(groups, ["Oct 23, Nov 13, 2025", "Nov 27, 2025", "Jan 8, 2026"]);
    }

    #[test]
    fn a_canceled_call_neither_treats_items_nor_reaches_stages() {
        let stage = "stages: [{ stage: under-discussion, date: 2025-12-25 }]\n";
        let group = TestGroup::new().proposal("a", format!("issue: 1\n{stage}"));
        for (call, expected) in [
            ("agenda: [{ issue: 1 }]\n", None),
            ("agenda: [{ issue: 1, notes: early }]\n", Some((Treatment::NotHeld, 0))),
            ("agenda: [{ issue: 1, notes: early }]\nextra: x\n", Some((Treatment::Treated, 1))),
            ("extra: x\nagenda: [{ issue: 1, treated: false }]\n", Some((Treatment::NotTreated, 1))),
        ] {
            let views = group.clone().call("2025-12-25", call).views("2026-01-01");
            let entries = views.history.entries(&views.index.proposal_subject(&views.group.proposals[0]).unwrap());
            let entries = entries.iter().map(|entry| (entry.treatment, entry.stages.len()));
            assert_eq!(entries.collect::<Vec<_>>(), Vec::from_iter(expected), "{call}");
        }
    }

    #[test]
    fn history_merges_files_and_earlier_entries_by_day() {
        let proposal = "issue: 1\nearlier:\n  - { date: 2026-01-22, text: of the file }\n  - undated\n  \
                        - { date: 2026-01-08, treated: false }\nstages:\n  - { stage: under-discussion, date: 2026-02-12 }\n  \
                        - { stage: under-review, date: 2026-02-13 }\n";
        let views = TestGroup::new()
            .proposal("a", proposal)
            .call("2026-01-22", "agenda: [{ issue: 1, notes: said }]\n")
            .call("2026-02-12", "agenda: [{ issue: 1 }]\n")
            .call("2026-02-26", "agenda: [{ issue: 1, notes: later }]\n")
            .views("2026-03-01");
        let entries = views.history.entries(&views.index.item_subject(&views.group.meetings[1].agenda[0]));
        let format_entry = |entry: &HistoryEntry| {
            let (date, text) = (format_days(entry.date), entry.text.unwrap_or_default());
            format!("{date}|{}|{text}|{}", entry.treatment == Treatment::Treated, entry.stages.len())
        };
        assert_eq!(
            grouped_before(&entries, day("2026-02-26")).flatten().map(format_entry).collect::<Vec<_>>(),
            ["|true|undated|0", "Jan 8, 2026|false||0", "Jan 22, 2026|true|said|0", "Feb 12, 2026|true||1"]
        );
    }
}
