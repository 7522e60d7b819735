//! When the group meets.

use super::changes::Changes;
use crate::error::Error;
use crate::model::schedule::TimedSlot;
use crate::store::edit::Edit;
use crate::view::Views;

/// Adds slots to the schedule.
///
/// # Errors
/// When the group has the slot already.
pub fn add_slots(slots: &[TimedSlot], views: &Views) -> Result<Changes, Error> {
    let workgroup = views.workgroup;
    let mut edits = Vec::new();
    let mut added = Vec::new();
    for (at, slot) in slots.iter().enumerate() {
        let is_same = |other: &TimedSlot| {
            (other.cadence(), other.start, other.end, other.until) == (slot.cadence(), slot.start, slot.end, slot.until)
        };
        let known = workgroup.schedule.iter().map(|other| &other.value);
        if known.chain(&slots[..at]).any(is_same) {
            let help = "To end it, set its `until` in workgroup.yaml.";
            return Err(Error::not_allowed(format!("the schedule has the slot already: {slot}"), help));
        }
        edits.push(Edit::append(["schedule".into()], &slot.0)?);
        added.push(slot.to_string());
    }
    Ok(Changes::edit(workgroup.file, edits, format!("the group meets {}", added.join("; ")), views))
}
