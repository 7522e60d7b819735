//! The texts of a call that belong to no item.

use super::changes::{Changes, quote_lost_text};
use super::note::append_text;
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::store::edit::Edit;
use crate::text::notation::heading::CallText;
use crate::view::Views;

/// Records a text of a call: after the existing one, or instead of it. An empty text that replaces another removes it.
///
/// # Errors
/// When an edit cannot be expressed.
pub fn record_call_text(
    which: CallText,
    text: &str,
    replace: bool,
    meeting: &Meeting,
    views: &Views,
) -> Result<Changes, Error> {
    let now = call_text(which, meeting);
    let key = text_key(which);
    let whole = append_text(if replace { "" } else { now }, text);
    let edits = match (whole.trim() == now.trim(), whole.is_empty()) {
        (true, _) => Vec::new(),
        (false, true) => vec![Edit::remove([key.into()])],
        (false, false) => {
            vec![Edit::set([key.into()], &format!("{whole}{}", if whole.contains('\n') { "\n" } else { "" }))?]
        }
    };
    let lost = Some(now).filter(|now| !now.is_empty() && !whole.starts_with(now.trim_end()));
    let lost = lost.map(|now| format!(" instead of {}", quote_lost_text(now))).unwrap_or_default();
    Ok(Changes::edit(meeting.file, edits, format!("{key}: a text{lost}"), views))
}

/// The key of a text in the file of a call.
fn text_key(which: CallText) -> &'static str {
    match which {
        CallText::Outline => "outline",
        CallText::Discussion => "discussion",
        CallText::Aob => "aob",
    }
}

/// A text of a call; empty where it has none.
pub fn call_text(which: CallText, meeting: &Meeting) -> &str {
    let text = match which {
        CallText::Outline => &meeting.outline,
        CallText::Discussion => &meeting.discussion,
        CallText::Aob => &meeting.aob,
    };
    text.as_ref().map_or("", |text| text.as_str())
}
