//! Action points: those that a call opened or took back, and what it said about earlier ones.

pub mod change;
pub mod due;
pub mod open;
pub mod update;
pub mod withdraw;

use crate::model::action::Action;
use crate::model::meeting::Meeting;
use crate::store::edit::PathStep;
use crate::view::lookup::placed_items;

/// The first path of an action point in the file of the call that opened it.
fn find_opening(id: &str, meeting: &Meeting) -> Option<Vec<PathStep>> {
    find_openings(id, meeting).into_iter().next()
}

/// The paths of an action point in the file of the call that opened it: several where it belongs to several items.
fn find_openings(id: &str, meeting: &Meeting) -> Vec<Vec<PathStep>> {
    let places = |actions: &[Action]| -> Vec<usize> {
        let is_it = |action: &Action| action.id.as_ref().is_some_and(|own| own.value == id);
        actions.iter().enumerate().filter(|(_, action)| is_it(action)).map(|(at, _)| at).collect()
    };
    let of_items = placed_items(meeting).flat_map(|placed| {
        let path =
            move |at: usize| vec![placed.list.record_key().into(), placed.at.into(), "actions".into(), at.into()];
        places(&placed.item.actions).into_iter().map(path)
    });
    let of_call = places(&meeting.actions).into_iter().map(|at| vec!["actions".into(), at.into()]);
    of_items.chain(of_call).collect()
}
