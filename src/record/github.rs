//! What a group writes to GitHub: issues, and what the stage of a proposal means for its issue. Each is found again by its
//! mark, so that it is written once.

pub mod agenda;
pub mod onboarding;
pub mod stages;

use super::sync::thread::Label;
use crate::error::Error;
use crate::outside::github::GithubClient;
use crate::render::github::{IssueText, Marker};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// An issue or a pull request as GitHub shows it. Whatever it says is untrusted text.
#[derive(Debug, Clone, Deserialize)]
pub struct PublishedIssue {
    /// Its number in its repository.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// `open` or `closed`.
    pub state: String,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    labels: Vec<Label>,
    #[serde(flatten)]
    author: Author,
}

/// Who wrote an issue or a comment.
#[derive(Debug, Clone, Deserialize)]
struct Author {
    #[serde(default)]
    author_association: String,
    #[serde(default)]
    user: Option<Account>,
}

#[derive(Debug, Clone, Deserialize)]
struct Account {
    #[serde(default, rename = "type")]
    kind: String,
}

impl Author {
    /// Whether the group may have written it: a stranger's text with our mark is not ours.
    fn may_write(&self) -> bool {
        ["OWNER", "MEMBER", "COLLABORATOR"].contains(&&*self.author_association)
            || self.user.as_ref().is_some_and(|user| user.kind == "Bot")
    }
}

impl PublishedIssue {
    /// Its text, with line feeds.
    pub fn text(&self) -> String {
        self.body.as_deref().unwrap_or_default().replace("\r\n", "\n")
    }

    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        self.state == "open"
    }

    /// Whether it has a label, whose case GitHub ignores.
    pub fn has_label(&self, label: &str) -> bool {
        self.labels.iter().filter_map(Label::name).any(|one| one.eq_ignore_ascii_case(label))
    }
}

/// Fails without a token, which everything that is sent needs.
///
/// # Errors
/// [`Error::Usage`].
pub fn require_token(client: &GithubClient) -> Result<(), Error> {
    let [variable, _] = client.api().token_variables();
    let help = format!("Set {variable} to a token that may write issues, or log in with `gh auth login`.");
    client.has_token().then_some(()).ok_or_else(|| Error::usage("not sent: this needs a token for GitHub", help))
}

/// The path of an issue or a pull request in the interface of GitHub.
fn thread_path(repository: &str, number: u32) -> String {
    format!("/repos/{repository}/issues/{number}")
}

/// Reads an issue or a pull request; `None` if GitHub does not know it.
///
/// # Errors
/// [`Error::Github`].
pub fn find_issue(client: &GithubClient, repository: &str, number: u32) -> Result<Option<PublishedIssue>, Error> {
    client.get(&thread_path(repository, number))
}

/// Finds the oldest issue with a mark among those of a repository that changed since a day: one that the group may have
/// written.
///
/// # Errors
/// [`Error::Github`].
pub fn find_marked_issue(
    client: &GithubClient,
    repository: &str,
    marker: &Marker,
    since: NaiveDate,
) -> Result<Option<PublishedIssue>, Error> {
    let path = format!("/repos/{repository}/issues?state=all&sort=created&direction=asc&since={since}T00:00:00Z");
    let issues: Vec<PublishedIssue> = client.get_pages(&path)?;
    Ok(issues.into_iter().find(|issue| issue.author.may_write() && marker.is_in(&issue.text())))
}

/// An issue as it is sent.
#[derive(Serialize)]
struct IssueDraft<'t> {
    title: &'t str,
    body: &'t str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    labels: &'t [String],
}

/// Opens an issue.
///
/// # Errors
/// [`Error::Github`].
pub fn open_issue(
    client: &GithubClient,
    repository: &str,
    text: &IssueText,
    labels: &[String],
) -> Result<PublishedIssue, Error> {
    let draft = IssueDraft { title: &text.title, body: &text.body, labels };
    client.post(&format!("/repos/{repository}/issues"), &draft)
}

/// Brings the title and the text of an issue up to date.
///
/// # Errors
/// [`Error::Github`].
pub fn update_issue(
    client: &GithubClient,
    repository: &str,
    number: u32,
    text: &IssueText,
) -> Result<PublishedIssue, Error> {
    client.patch(&thread_path(repository, number), &IssueDraft { title: &text.title, body: &text.body, labels: &[] })
}
