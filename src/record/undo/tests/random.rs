//! Random commands that are taken back and done again.

use super::{CALL, TestRepository};
use crate::model::action::Action;
use crate::model::organization::Organization;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::model::schedule::MovedDay;
use crate::record::action::open::open_action;
use crate::record::add_organization::add_organization;
use crate::record::add_proposal::register_proposal;
use crate::record::decide::record_decision;
use crate::record::exception::{cancel_call, move_call};
use crate::record::new_meeting::{MeetingRequest, create_meeting};
use crate::record::note::{NoteRequest, record_note};
use crate::record::rename::rename_proposal;
use crate::record::support::change_support;
use crate::test_group::day;
use chrono::Days;
use proptest::prelude::*;

impl TestRepository {
    /// One of many commands.
    pub(super) fn run(&self, &(kind, a, b): &RandomCommand) -> bool {
        let text = format!("Text {b} of kind {kind}.{}", ["", "\n\nA second paragraph.", " `code`"][b % 3]);
        let issue = ["14", "13", "12", "16"][a % 4];
        self.record(&format!("{kind} {a} {b}"), |views| {
            let call = views.calls.meeting_on(day("2026-04-07")).unwrap();
            let next = views.group.meetings.last().unwrap().date.value;
            match kind {
                0 | 1 => {
                    let replace = kind == 1;
                    let request = NoteRequest { item: issue, text: &text, replace, seen: None, not_treated: false };
                    record_note(&request, call, views)
                }
                2 => record_decision(issue, &text, None, call, views),
                3 => {
                    let owners = vec!["BN".to_owned().into()];
                    let action = Action { owners, text: text.into(), ..Action::default() };
                    open_action(Some(issue), action, None, call, views)
                }
                4 => {
                    let issue = Reference { number: 900 + b as u32, repository: None };
                    let name = format!("Buoys {b}").into();
                    let owners = vec!["BN".to_owned().into()];
                    register_proposal(
                        Proposal { name, issue: Some(issue.into()), owners, ..Proposal::default() },
                        views,
                    )
                }
                5 => rename_proposal(issue, &format!("Name {b}"), None, views),
                6 => change_support(issue, &["BN".to_owned()], b % 2 == 0, views),
                7 => {
                    let to = next + Days::new(1 + (a % 3) as u64);
                    move_call(&MovedDay { from: next, to, reason: Some(text), start: None, end: None }, views)
                }
                8 => cancel_call(next, &text, views).map(|(changes, _)| changes),
                9 => add_organization(
                    &Organization { name: format!("Org {b}").into(), ..Organization::default() },
                    views,
                ),
                _ => {
                    let request = MeetingRequest { date: None, extra: None, start: None, end: None };
                    create_meeting(&request, views).map(|(_, changes)| changes)
                }
            }
        })
    }
}

type RandomCommand = (u8, usize, usize);

fn commands() -> impl Strategy<Value = Vec<RandomCommand>> {
    prop::collection::vec((0_u8..11, 0_usize..9, 0_usize..9), 80)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2, max_shrink_iters: 0, ..ProptestConfig::default() })]

    #[test]
    fn commands_undone_one_by_one_give_every_former_state(commands in commands(), edited in prop::collection::vec(0_u8..12, 80)) {
        let repository = TestRepository::new();
        repository.render(true);
        let mut states = vec![repository.records()];
        let edit = |at: usize| match edited[at % 80] {
            // Lines that no command changes.
            0 => repository.replace("workgroup.yaml", "closes-days-before: 10 }", &format!("closes-days-before: 10 }} # by hand {at}")),
            1 => repository.replace(CALL, "date: 2026-04-07", &format!("date: 2026-04-07 # by hand {at}")),
            2 => drop(repository.render(true)),
            _ => {}
        };
        for (at, command) in commands.iter().enumerate() {
            if repository.run(command) {
                states.push(repository.records());
            }
            edit(at);
        }
        prop_assert!(states.len() > 30, "{} steps", states.len());
        let last = states.len() - 1;
        let ways: [(bool, Vec<usize>); 2] = [(false, (0..last).rev().collect()), (true, (1..=last).collect())];
        for (is_redo, order) in ways {
            for at in order {
                // Rendering takes most of the time.
                let was_fresh = at % 16 == 0 && repository.render(false).is_empty();
                repository.undo(1, is_redo).unwrap();
                prop_assert_eq!(&repository.records(), &states[at]);
                prop_assert!(!was_fresh || repository.render(false).is_empty());
                edit(at);
            }
            prop_assert!(repository.undo(1, is_redo).is_err());
        }
        // All at once.
        repository.undo(last, false).unwrap();
        prop_assert_eq!(&repository.records(), &states[0]);
    }
}
