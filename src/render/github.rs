//! The texts for GitHub: the issue with the agenda of a call, the issue that tracks an onboarding, and the comment on a
//! stage. Each is marked as ours, so that it is found again.

mod agenda;
mod marker;
mod mentions;
mod onboarding;
mod stage;

pub use agenda::compose_agenda_issue;
pub use marker::Marker;
pub use mentions::silence_mentions;
pub use onboarding::{OnboardingIssue, compose_onboarding_issue};
pub use stage::compose_stage_comment;

use crate::error::Error;
use crate::render::plain::{render_document, truncate_line};

/// The most characters of a title, GitHub's limit.
const LONGEST_TITLE: usize = 256;

/// The most characters of a text, GitHub's limit.
const LONGEST_TEXT: usize = 65_536;

/// An issue to be opened on GitHub, or what it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IssueText {
    /// One line of plain text.
    pub title: String,
    /// Markdown, within its marks.
    pub body: String,
}

/// A title as one line without anything that steers a terminal; Markdown is not read in it.
fn plain_title(markdown: &str) -> String {
    let line = render_document(markdown, &[]);
    truncate_line(&line.split_whitespace().collect::<Vec<_>>().join(" "), LONGEST_TITLE)
}

/// A text, if it is not too long for GitHub.
fn limit_length(text: String, what: &str) -> Result<String, Error> {
    let length = text.chars().count();
    if length <= LONGEST_TEXT {
        return Ok(text);
    }
    let message = format!("{what} is too long for GitHub: {length} characters (limit: {LONGEST_TEXT})");
    Err(Error::not_allowed(message, "Shorten it with a template of the group."))
}
