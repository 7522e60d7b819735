//! Why an item is treated although it was added late.

use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::record::changes::Changes;
use crate::record::item::{find_item, key_path, named_item_label};
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::agenda::Verdict;

/// Records why the item that `words` name is treated although it was added late.
///
/// # Errors
/// When no item matches the words, or the item is not late.
pub fn record_exception<'g>(words: &str, why: &str, meeting: &'g Meeting, views: &Views<'g>) -> Result<Changes, Error> {
    let placed = find_item(words, meeting, views)?;
    let label = named_item_label(placed.item, views);
    let bound = views.agenda.bound_items(meeting);
    let late = bound.iter().find(|one| one.item.place == placed.item.place);
    if !late.is_some_and(|one| matches!(one.verdict, Verdict::Late | Verdict::Exception)) {
        let help = "Record what was said about it: it may be treated as it is.";
        return Err(Error::not_allowed(format!("{label} was not added late, so it needs no exception"), help));
    }
    let mut edits = placed.expand_number()?;
    edits.push(Edit::set(key_path(&placed, "exception"), &why)?);
    Ok(Changes::edit(meeting.file, edits, format!("{label}: an exception"), views))
}
