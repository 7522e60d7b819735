//! Action points that disappeared from an imported register.

use crate::model::action::{ActionStatus, RegisterRow};
use crate::model::meeting::Meeting;
use crate::source::Spanned;
use crate::view::actions::Actions;
use crate::view::actions::point::is_plain_number;
use std::collections::HashSet;

/// An action point that was open in one imported register and is missing in the next.
#[derive(Debug, Clone, Copy)]
pub struct VanishedAction<'g> {
    /// As written in the register.
    pub id: &'g Spanned<String>,
    /// The call whose register listed it last.
    pub listed: &'g Meeting,
    /// The next call that has a register.
    pub next: &'g Meeting,
}

impl<'g> Actions<'g> {
    /// The action points that disappeared from one imported register to the next, oldest first: open in the first,
    /// missing in the second, and not closed by a call up to then. Those without an id cannot be matched, and plain
    /// numbers start again in every register: both are left out.
    pub fn vanished_actions(&self) -> Vec<VanishedAction<'g>> {
        let mut vanished = Vec::new();
        let mut with_register = self.base.group.meetings.iter().filter(|meeting| !meeting.register.is_empty());
        let Some(mut listed) = with_register.next() else { return vanished };
        for next in with_register {
            let there: HashSet<&str> = lines_with_id(next).map(|(id, _)| id.as_str()).collect();
            let open = lines_with_id(listed).filter(|(_, line)| matches!(line.status, None | Some(ActionStatus::Open)));
            let lost = open.filter(|(id, _)| !there.contains(id.as_str()) && self.is_open_on(id, next));
            vanished.extend(lost.map(|(id, _)| VanishedAction { id, listed, next }));
            listed = next;
        }
        vanished
    }

    fn is_open_on(&self, id: &str, meeting: &Meeting) -> bool {
        let point = self.register().by_id(id);
        point.is_some_and(|point| point.status_on(meeting.date.value) == Some(ActionStatus::Open))
    }
}

/// The rows of a call's register whose id identifies an action point.
fn lines_with_id(meeting: &Meeting) -> impl Iterator<Item = (&Spanned<String>, &RegisterRow)> {
    let lines = meeting.register.iter().filter_map(|line| line.id.as_ref().map(|id| (id, line)));
    lines.filter(|(id, _)| !is_plain_number(id))
}

#[cfg(test)]
mod tests {
    use crate::test_group::TestGroup;

    #[test]
    fn an_action_point_neither_listed_nor_closed_has_vanished() {
        let register = "register: [{ id: a }, { id: b, status: open }, { id: c, status: closed }, { id: d }, { id: 1 }, { \
                        text: no id }]\n";
        let views = TestGroup::new()
            .call("2023-03-30", register)
            .call("2023-04-13", "action-updates: [{ id: d, status: closed }]\n")
            .call("2023-04-27", "register: [{ id: a }, { id: e }]\n")
            .call("2023-05-11", "register: [{ id: e, status: closed }]\n")
            .views("2026-03-01");
        let vanished = views.actions.vanished_actions().into_iter();
        let vanished = vanished.map(|it| format!("{} {} {}", it.id.value, it.listed.date.value, it.next.date.value));
        assert_eq!(vanished.collect::<Vec<_>>(), ["b 2023-03-30 2023-04-27", "a 2023-04-27 2023-05-11"]);
    }
}
