//! The order of an agenda.

use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::record::changes::Changes;
use crate::record::item::{find_existing_item, named_item_label};
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::item_label::item_argument;
use crate::view::lookup::{ItemList, PlacedItem};

/// A place on an agenda.
#[derive(Debug, Clone, Copy)]
pub enum AgendaPlace<'r> {
    /// Before all other items.
    First,
    /// After all other items.
    Last,
    /// Before the item that words name.
    Before(&'r str),
}

/// Moves the item that words name to another place on the agenda of a call.
///
/// # Errors
/// When no item matches the words, or an item is not on the agenda.
pub fn move_item<'g>(words: &str, to: AgendaPlace, meeting: &'g Meeting, views: &Views<'g>) -> Result<Changes, Error> {
    let moved = find_agenda_item(words, meeting, views)?;
    let (target, place) = match to {
        AgendaPlace::First => (0, "first on the agenda".to_owned()),
        AgendaPlace::Last => (meeting.agenda.len().saturating_sub(1), "last on the agenda".to_owned()),
        AgendaPlace::Before(words) => {
            let next = find_agenda_item(words, meeting, views)?;
            let target = if moved.at < next.at { next.at - 1 } else { next.at };
            (target, format!("before {} on the agenda", named_item_label(next.item, views)))
        }
    };
    // Neighbors are swapped, so that the others keep their order.
    let swap = |one: usize| Edit::Swap { path: vec![ItemList::Agenda.record_key().into()], one, other: one + 1 };
    let edits = match moved.at < target {
        true => (moved.at..target).map(swap).collect(),
        false => (target..moved.at).rev().map(swap).collect(),
    };
    Ok(Changes::edit(meeting.file, edits, format!("{}: {place}", named_item_label(moved.item, views)), views))
}

/// The item that words name, which has to be on the agenda.
fn find_agenda_item<'g>(words: &str, meeting: &'g Meeting, views: &Views<'g>) -> Result<PlacedItem<'g>, Error> {
    let placed = find_existing_item(words, meeting, views)?;
    if placed.list == ItemList::Agenda {
        return Ok(placed);
    }
    let day = meeting.date.value;
    let message =
        format!("{} is one of the other topics of {day}, not on its agenda", named_item_label(placed.item, views));
    let topic = item_argument(placed.item, &views.index);
    Err(Error::not_allowed(message, format!("`backlog topic {topic} --remove --meeting {day}` removes a topic.")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::changes::ChangeKind;
    use crate::store::edit::apply_edits;
    use crate::test_group::TestGroup;

    /// The agenda after a move.
    fn agenda_after(agenda: &str, words: &str, to: AgendaPlace) -> String {
        let views = TestGroup::new().call("2026-02-12", format!("agenda:{agenda}\n")).views("2026-02-12");
        let meeting = &views.group.meetings[0];
        let ChangeKind::Edit(changes) = move_item(words, to, meeting, &views).unwrap().kind else {
            return String::new();
        };
        let text = apply_edits(views.group.sources.file(meeting.file), &changes[0].edits).unwrap();
        text.split_once("agenda:").unwrap().1.trim_end().to_owned()
    }

    #[test]
    fn the_other_items_keep_their_order() {
        for (words, to, expected) in [
            ("3", AgendaPlace::First, " [3, 1, 2, 4]"),
            ("2", AgendaPlace::Last, " [1, 3, 4, 2]"),
            ("1", AgendaPlace::Before("4"), " [2, 3, 1, 4]"),
            ("4", AgendaPlace::Before("2"), " [1, 4, 2, 3]"),
            ("1", AgendaPlace::First, " [1, 2, 3, 4]"),
            ("3", AgendaPlace::Before("3"), " [1, 2, 3, 4]"),
            ("3", AgendaPlace::Before("4"), " [1, 2, 3, 4]"),
        ] {
            assert_eq!(agenda_after(" [1, 2, 3, 4]", words, to), expected, "{words} {to:?}");
        }
    }

    #[test]
    fn an_item_takes_its_comments_and_its_record_along() {
        let agenda =
            "\n  - 1\n  # The owner has to leave early.\n  - issue: 2 # at last\n    notes: |\n      Said.\n  - 3";
        let expected =
            "\n  - 1\n  - 3\n  # The owner has to leave early.\n  - issue: 2 # at last\n    notes: |\n      Said.";
        assert_eq!(agenda_after(agenda, "2", AgendaPlace::Last), expected);
    }
}
