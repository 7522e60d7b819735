//! News from elsewhere that a call heard.

use super::changes::{Changes, RecordChange};
use crate::error::Error;
use crate::model::meeting::{Meeting, Recap};
use crate::model::spelling::is_same_name;
use crate::store::edit::Edit;
use crate::view::Views;

/// Records news.
///
/// # Errors
/// When the call has news of the same heading.
pub fn record_news(news: &Recap, meeting: &Meeting, views: &Views) -> Result<Changes, Error> {
    let heading = news.heading.as_str();
    let edits = vec![Edit::append(["recap".into()], news)?];
    let change = RecordChange::new(meeting.file, edits, format!("news from `{heading}`"), views);
    if meeting.recap.iter().any(|recap| is_same_name(&recap.heading, heading)) {
        return Err(Error::not_allowed(
            format!("the call of {} already has news from `{heading}`", meeting.date.value),
            format!("Add to it in {}, or use another heading.", change.path),
        ));
    }
    Ok(change.into())
}
