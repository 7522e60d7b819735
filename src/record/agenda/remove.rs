//! Items that are removed from an agenda.

use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::wording::join_with_and;
use crate::record::changes::{Changes, RecordChange};
use crate::record::item::{find_items, named_item_label, take_back_commands};
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::item_label::item_argument;
use crate::view::lookup::ItemList;

/// Removes the items that words name from the agenda of a call.
///
/// # Errors
/// When no item matches some of the words, one is not on the agenda, or something is recorded about it.
pub fn remove_items<'g>(words: &[String], meeting: &'g Meeting, views: &Views<'g>) -> Result<Changes, Error> {
    let day = meeting.date.value;
    let items = find_items(words, meeting, views)?;
    let labels: Vec<String> = items.iter().map(|placed| named_item_label(placed.item, views)).collect();
    let mut change =
        RecordChange::new(meeting.file, Vec::new(), format!("{} off the agenda", labels.join(", ")), views);
    for (placed, label) in items.iter().zip(&labels) {
        if placed.list == ItemList::Topics {
            let message = format!("{label} is one of the other topics of {day}, not on its agenda");
            let topic = item_argument(placed.item, &views.index);
            let help = format!("Remove it with `backlog topic {topic} --remove --meeting {day}`.");
            return Err(Error::not_allowed(message, help));
        }
        if placed.item.is_recorded() {
            let message = format!("the call of {day} has recorded something about {label}");
            let help = match take_back_commands(placed.item, views).as_slice() {
                [] => format!("If that is wrong, fix it in {}.", change.path),
                commands => format!("If that is wrong, first run {}.", join_with_and(commands)),
            };
            return Err(Error::not_allowed(message, help));
        }
    }
    let mut places: Vec<usize> = items.iter().map(|placed| placed.at).collect();
    // From last to first, so that the indexes of the others stay valid.
    places.sort_unstable_by(|one, other| other.cmp(one));
    let remove = |at: usize| Edit::remove([ItemList::Agenda.record_key().into(), at.into()]);
    change.edits = places.into_iter().map(remove).collect();
    Ok(change.into())
}
