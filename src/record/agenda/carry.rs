//! Open items of earlier calls that an agenda lacks.

use super::entry::carried_entry;
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::wording::join_with_and;
use crate::record::changes::{ChangeKind, Changes};
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::index::Mention;
use chrono::NaiveDate;

/// Carries over to a call the open items of earlier calls that its agenda lacks.
///
/// # Errors
/// When an edit cannot be expressed.
pub fn carry_items(meeting: &Meeting, views: &Views) -> Result<Changes, Error> {
    let missing = views.carry_over.missing(meeting);
    if missing.is_empty() {
        let mut nothing = Changes::from(ChangeKind::Edit(Vec::new()));
        nothing.notices.push("nothing to carry over: the agenda has all open items of earlier calls".to_owned());
        return Ok(nothing);
    }
    let append = |one: &Mention| Edit::append(["agenda".into()], &carried_entry(one.item, views));
    let edits = missing.iter().map(append).collect::<Result<Vec<_>, _>>()?;
    Ok(Changes::edit(meeting.file, edits, describe_carried(&missing, views), views))
}

/// `carried over from 2026-02-12: #259, #288`.
pub fn describe_carried(items: &[Mention], views: &Views) -> String {
    let mut days: Vec<NaiveDate> = items.iter().map(|mention| mention.meeting.date.value).collect();
    days.dedup();
    let names = items.iter().map(|Mention { item, .. }| {
        let text = || item.proposal.as_ref().or(item.title.as_ref()).map(|text| text.value.clone());
        views.links.number_label(item).or_else(text).unwrap_or_default()
    });
    format!("carried over from {}: {}", join_with_and(days), names.collect::<Vec<_>>().join(", "))
}
