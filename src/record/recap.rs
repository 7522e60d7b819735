//! News from elsewhere that a call heard.

use super::changes::{Changes, RecordChange, quote_lost_text};
use super::matching::{did_you_mean, expect_found};
use crate::error::Error;
use crate::model::meeting::{Meeting, Recap};
use crate::model::spelling::is_same_name;
use crate::model::wording::join_with_and;
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::lookup::resolution::Resolution;

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

/// Changes the text and the link of news of the same heading.
///
/// # Errors
/// When the call has no such news.
pub fn change_news(news: &Recap, meeting: &Meeting, views: &Views) -> Result<Changes, Error> {
    let is_same = |known: &Recap| is_same_name(&known.heading, &news.heading);
    let Some(at) = meeting.recap.iter().position(is_same) else { return record_news(news, meeting, views) };
    let edits = match meeting.recap[at] == *news {
        true => Vec::new(),
        false => vec![Edit::set(["recap".into(), at.into()], news)?],
    };
    let lost = meeting.recap[at].text.as_ref().map(|text| format!(" instead of {}", quote_lost_text(text)));
    let description = format!("news from `{}`{}", news.heading.value, lost.unwrap_or_default());
    Ok(Changes::edit(meeting.file, edits, description, views))
}

/// Removes news by its heading, or the beginning of it.
///
/// # Errors
/// When no news or several match the heading.
pub fn remove_news(words: &str, meeting: &Meeting, views: &Views) -> Result<Changes, Error> {
    let headings: Vec<&str> = meeting.recap.iter().map(|news| news.heading.as_str()).collect();
    let found = Resolution::among_names(words, headings.iter().copied());
    let heading = expect_found(found, words, "headings", |suggestion| {
        let otherwise = match headings.is_empty() {
            true => "It has no news.".to_owned(),
            false => format!("Its headings are {}.", join_with_and(&headings)),
        };
        let message = format!("no news of the call of {} matches \"{words}\"", meeting.date.value);
        Error::usage(message, did_you_mean(suggestion, otherwise))
    })?;
    let found = meeting.recap.iter().enumerate().find(|(_, news)| news.heading.as_str() == heading);
    let lost = found.into_iter().flat_map(|(_, news)| {
        [news.text.as_ref().map(|text| quote_lost_text(text)), news.link.as_ref().map(|link| link.value.clone())]
    });
    let lost: String = lost.flatten().map(|lost| format!(", {lost}")).collect();
    let edits = found.map(|(at, _)| Edit::remove(["recap".into(), at.into()])).into_iter().collect();
    Ok(Changes::edit(meeting.file, edits, format!("news removed: `{heading}`{lost}"), views))
}
