//! The id of the next action point of a call.

use crate::model::meeting::Meeting;
use crate::source::{FileId, Sources};
use crate::view::actions::Actions;
use crate::view::actions::point::{is_plain_number, split_action_id};
use chrono::NaiveDate;
use std::collections::{BTreeSet, HashMap};

/// The number in an id has two digits.
const MOST: u32 = 99;

/// The files that mention the action point of a day with a number.
pub(super) type Mentions = HashMap<(NaiveDate, u32), Vec<FileId>>;

impl Actions<'_> {
    /// The id after the last one of the call, as `YYYYMMDD-NN`. If the style is `mom` and the file has only plain
    /// numbers, the next plain number. `None` if no number of that form is left.
    pub fn next_id(&self, meeting: &Meeting) -> Option<String> {
        let date = meeting.date.value;
        let ids: Vec<&str> =
            meeting.opened_actions().filter_map(|(_, action)| action.id.as_ref()).map(|id| id.as_str()).collect();
        let plain = |id: &&str| is_plain_number(id) && self.is_mom_number(id);
        if !ids.is_empty() && ids.iter().all(plain) {
            let last = ids.iter().filter_map(|id| id.parse::<u32>().ok()).max().unwrap_or_default();
            return last.checked_add(1).map(|next| next.to_string());
        }
        let next = self.unused_numbers(meeting, date).next()?;
        Some(format!("{}-{next:02}", date.format("%Y%m%d")))
    }

    /// The numbers for new action points of a call with this date in their ids: those after the last one, then those
    /// in between. The number of an action point that was withdrawn is not used again if another file mentions it.
    pub fn unused_numbers(&self, meeting: &Meeting, date: NaiveDate) -> impl Iterator<Item = u32> {
        let ids = meeting.opened_actions().filter_map(|(_, action)| split_action_id(action.id.as_ref()?));
        let taken: BTreeSet<u32> = ids.filter(|(day, _)| *day == date).map(|(_, number)| number).collect();
        let last = taken.last().copied().unwrap_or_default();
        let is_mentioned = move |number: u32| {
            let files = self.mentions.get_or_init(|| find_mentions(&self.base.group.sources)).get(&(date, number));
            files.is_some_and(|files| files.iter().any(|file| *file != meeting.file))
        };
        let numbers = (last + 1..=MOST).chain(1..=last.min(MOST));
        numbers.filter(move |number| !taken.contains(number) && !is_mentioned(*number))
    }
}

/// Every text of the form of an id, wherever it is in a file.
fn find_mentions(sources: &Sources) -> Mentions {
    let mut mentions = Mentions::new();
    for (file, source) in sources.iter() {
        for (dash, _) in source.text.match_indices('-') {
            let id = dash.checked_sub("YYYYMMDD".len()).and_then(|start| source.text.get(start..dash + "-NN".len()));
            if let Some(id) = id.and_then(split_action_id) {
                let files = mentions.entry(id).or_default();
                if files.last() != Some(&file) {
                    files.push(file);
                }
            }
        }
    }
    mentions
}

#[cfg(test)]
mod tests {
    use crate::test_group::TestGroup;

    #[test]
    fn the_number_after_the_last_one_of_the_call() {
        let one = "agenda: [{ issue: 1, actions: [{ id: 20260212-02, text: a }] }]\n";
        let two = format!("{one}topics: [{{ title: T, actions: [{{ id: 20260212-01, text: b }}] }}]\n");
        let plain = "actions: [{ id: 1, text: a }, { id: 4, text: b }]\n";
        let all: Vec<String> = (1..=99).map(|number| format!("{{ id: 20260212-{number:02}, text: t }}")).collect();
        for (settings, call, expected) in [
            ("", "", Some("20260212-01")),
            ("", one, Some("20260212-03")),
            ("", &two, Some("20260212-03")),
            ("", "actions: [{ id: 20260122-01, text: a }]\n", Some("20260212-01")),
            ("", plain, Some("20260212-01")),
            ("", "actions: [{ id: 20260212-98, text: a }]\n", Some("20260212-99")),
            ("style: mom\n", plain, Some("5")),
            ("style: mom\n", "", Some("20260212-01")),
            ("", &format!("actions: [{}]\n", all.join(", ")), None),
        ] {
            let views = TestGroup::new().more_settings(settings).call("2026-02-12", call).views("2026-02-12");
            assert_eq!(views.actions.next_id(&views.group.meetings[0]).as_deref(), expected, "{settings}{call}");
        }
    }

    #[test]
    fn a_number_that_another_file_mentions_is_not_used_again() {
        let call = "agenda: [{ issue: 1, notes: See 20260212-02., actions: [{ id: 20260212-01, text: a }] }]\n";
        for (path, text, expected) in [
            ("minutes/2026-02-26.yaml", "date: 2026-02-26\nactions: [{ text: As 20260212-02 }]\n", "20260212-03"),
            ("minutes/2026-02-26.yaml", "date: 2026-02-26\naction-updates: [{ id: 20260212-03 }]\n", "20260212-02"),
            ("backlog/a.yaml", "name: A\nhistory: [{ date: 2026-02-12, notes: é20260212-02é }]\n", "20260212-03"),
            ("backlog/a.yaml", "name: A\nhistory: [{ date: 2026-02-12, notes: 2026-02-12-02 }]\n", "20260212-02"),
        ] {
            let views = TestGroup::new().call("2026-02-12", call).file(path, text).views("2026-03-01");
            assert_eq!(views.actions.next_id(&views.group.meetings[0]).as_deref(), Some(expected), "{text}");
        }
        let all = "actions: [{ id: 20260212-01, text: a }, { id: 20260212-99, text: b }]\n";
        let views = TestGroup::new().call("2026-02-12", all).views("2026-03-01");
        assert_eq!(views.actions.next_id(&views.group.meetings[0]).as_deref(), Some("20260212-02"));
    }
}
