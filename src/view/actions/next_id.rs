//! The id of the next action point of a call.

use crate::model::meeting::Meeting;
use crate::view::actions::Actions;
use crate::view::actions::point::{is_plain_number, split_action_id};

/// The number in an id has two digits.
const MOST: u32 = 99;

impl Actions<'_> {
    /// The first unused id of the call, as `YYYYMMDD-NN`: the numbers of a call have no gaps. If the style is `mom` and
    /// the file has only plain numbers, the next plain number. `None` if no number of that form is left.
    pub fn next_id(&self, meeting: &Meeting) -> Option<String> {
        let date = meeting.date.value;
        let ids: Vec<&str> =
            meeting.opened_actions().filter_map(|(_, action)| action.id.as_ref()).map(|id| id.as_str()).collect();
        let plain = |id: &&str| is_plain_number(id) && self.is_mom_number(id);
        if !ids.is_empty() && ids.iter().all(plain) {
            let last = ids.iter().filter_map(|id| id.parse::<u32>().ok()).max().unwrap_or_default();
            return last.checked_add(1).map(|next| next.to_string());
        }
        let numbers = ids.iter().filter_map(|id| split_action_id(id)).filter(|(day, _)| *day == date);
        let taken: Vec<u32> = numbers.map(|(_, number)| number).collect();
        let next = (1..=MOST).find(|number| !taken.contains(number))?;
        Some(format!("{}-{next:02}", date.format("%Y%m%d")))
    }
}

#[cfg(test)]
mod tests {
    use crate::test_group::TestGroup;

    #[test]
    fn the_first_unused_number_of_the_file_or_in_style_mom_the_next_plain_number() {
        let one = "agenda: [{ issue: 1, actions: [{ id: 20260212-02, text: a }] }]\n";
        let two = format!("{one}topics: [{{ title: T, actions: [{{ id: 20260212-01, text: b }}] }}]\n");
        let plain = "actions: [{ id: 1, text: a }, { id: 4, text: b }]\n";
        let all: Vec<String> = (1..=99).map(|number| format!("{{ id: 20260212-{number:02}, text: t }}")).collect();
        for (settings, call, expected) in [
            ("", "", Some("20260212-01")),
            ("", one, Some("20260212-01")),
            ("", &two, Some("20260212-03")),
            ("", "actions: [{ id: 20260122-01, text: a }]\n", Some("20260212-01")),
            ("", plain, Some("20260212-01")),
            ("style: mom\n", plain, Some("5")),
            ("style: mom\n", "", Some("20260212-01")),
            ("", &format!("actions: [{}]\n", all.join(", ")), None),
        ] {
            let views = TestGroup::new().more_settings(settings).call("2026-02-12", call).views("2026-02-12");
            assert_eq!(views.actions.next_id(&views.group.meetings[0]).as_deref(), expected, "{settings}{call}");
        }
    }
}
