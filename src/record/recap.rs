//! News from elsewhere that a call heard.

use super::changes::{Changes, RecordChange};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::spelling::is_same_name;
use crate::store::edit::Edit;
use crate::view::Views;
use serde::Serialize;

/// News, which is an entry of `recap` with its keys in order.
#[derive(Debug, Serialize)]
pub struct NewsRequest<'r> {
    /// Where the news is from.
    pub heading: &'r str,
    /// The URL of a page about it.
    pub link: Option<&'r str>,
    /// The news, as Markdown.
    pub body: Option<&'r str>,
}

/// Records news.
///
/// # Errors
/// When the call has news of the same heading.
pub fn record_news(request: &NewsRequest, meeting: &Meeting, views: &Views) -> Result<Changes, Error> {
    let heading = request.heading;
    let edits = vec![Edit::append(["recap".into()], request)?];
    let change = RecordChange::new(meeting.file, edits, format!("news from `{heading}`"), views);
    if meeting.recap.iter().any(|recap| is_same_name(&recap.heading, heading)) {
        return Err(Error::not_allowed(
            format!("the call of {} already has news from `{heading}`", meeting.date.value),
            format!("Add to it in {}, or use another heading.", change.path),
        ));
    }
    Ok(change.into())
}
