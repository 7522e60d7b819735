//! Issues and pull requests as GitHub's REST interface lists them. Whatever it says is untrusted text.

use crate::finding::bound_text;
use crate::model::github::ThreadFacts;
use crate::model::github_url::{ThreadKind, parse_github_url};
use crate::model::reference::Reference;
use crate::model::when::When;
use crate::text::characters::{collapse_spaces, is_steering};
use crate::text::closing_words::find_closed_issues;
use chrono::{DateTime, NaiveDate, SubsecRound, Utc};
use chrono_tz::Tz;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// An issue or a pull request in a list of issues.
#[derive(Debug, Clone, Deserialize)]
pub struct ListedThread {
    /// Its page, which names its repository.
    #[serde(rename = "html_url", deserialize_with = "read_page")]
    page: Reference,
    title: String,
    user: Option<Account>,
    #[serde(default)]
    labels: Vec<Label>,
    created_at: DateTime<Utc>,
    updated_at: Option<DateTime<Utc>>,
    closed_at: Option<DateTime<Utc>>,
    state_reason: Option<String>,
    body: Option<String>,
    #[serde(default)]
    draft: Option<bool>,
    pull_request: Option<PullRequest>,
}

#[derive(Debug, Clone, Deserialize)]
struct Account {
    login: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(in crate::record) enum Label {
    Name(String),
    Labeled { name: Option<String> },
}

impl Label {
    pub fn name(&self) -> Option<&str> {
        match self {
            Label::Name(name) => Some(name),
            Label::Labeled { name } => name.as_deref(),
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
struct PullRequest {
    merged_at: Option<DateTime<Utc>>,
}

/// A file that a pull request changes.
#[derive(Debug, Clone, Deserialize)]
pub struct ListedFile {
    /// Its path in the repository.
    pub filename: String,
    /// What happens to it: `added`, `modified`, `removed`.
    pub status: String,
}

impl ListedThread {
    /// Its repository and number.
    pub fn reference(&self) -> Reference {
        self.page.clone()
    }

    /// The day of its last change in UTC.
    pub fn updated_day(&self) -> Option<NaiveDate> {
        self.updated_at.map(|at| at.date_naive())
    }

    /// Its facts, with days in the zone of the group. `own` is the group's repository.
    pub fn to_facts(&self, own: &str, zone: Tz) -> ThreadFacts {
        let moment = |at: DateTime<Utc>| When::At(at.trunc_subsecs(0).fixed_offset());
        let day = |at: DateTime<Utc>| When::Day(at.with_timezone(&zone).date_naive());
        let kind = if self.pull_request.is_some() { ThreadKind::Pr } else { ThreadKind::Issue };
        let is_pr = kind == ThreadKind::Pr;
        let labels = self.labels.iter().filter_map(Label::name);
        let body = self.body.as_deref().unwrap_or_default();
        let here = self.page.repository.as_deref().unwrap_or(own);
        let fixes = find_closed_issues(body).into_iter().filter(|_| is_pr);
        ThreadFacts {
            kind,
            title: Some(one_line(&self.title)).filter(|title| !title.is_empty()),
            author: self.user.as_ref().map(|user| one_line(&user.login)),
            labels: labels.map(one_line).filter(|label| !label.is_empty()).collect(),
            opened: Some(moment(self.created_at)),
            merged: self.pull_request.as_ref().and_then(|pr| pr.merged_at).map(moment),
            closed: self.closed_at.map(day),
            reason: self.state_reason.as_deref().filter(|_| self.closed_at.is_some()).map(one_line),
            updated: self.updated_at.map(day),
            draft: is_pr && self.draft == Some(true),
            fixes: fixes.map(|issue| shorten_repository(issue, here, own)).collect(),
            path: None,
            summary: if is_pr { None } else { find_summary(body) },
        }
    }
}

/// Reads the URL of the page of an issue or a pull request, on GitHub or on a server of its own.
fn read_page<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reference, D::Error> {
    let url = String::deserialize(deserializer)?;
    let path = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map(|(_, path)| path);
    let thread = path.and_then(|path| parse_github_url(&format!("https://github.com/{path}")).map(|it| it.reference()));
    thread.ok_or_else(|| D::Error::custom(format!("not the page of an issue: {}", one_line(&url))))
}

/// A reference in the text of a repository, as the group writes it.
pub fn shorten_repository(reference: Reference, here: &str, own: &str) -> Reference {
    let repository = reference.repository.unwrap_or_else(|| here.to_owned());
    let is_own = repository.eq_ignore_ascii_case(own);
    Reference { repository: (!is_own).then_some(repository), number: reference.number }
}

/// A text on one line, without characters that control a terminal or hide text, and not too long.
fn one_line(text: &str) -> String {
    let spaced = text.chars().map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c });
    let visible: String = spaced.filter(|c| !is_steering(*c)).collect();
    bound_text(collapse_spaces(&visible, char::is_whitespace))
}

/// The headings of descriptions that introduce a summary.
const SUMMARY: [&str; 3] = ["summary", "description", "api summary"];
/// The most characters of a summary.
const LONGEST_SUMMARY: usize = 500;

/// The summary in the description of an issue: the first paragraph below such a heading, or else the first one.
fn find_summary(body: &str) -> Option<String> {
    let is_text = |line: &&str| !is_heading(line) && !line.trim().is_empty() && !line.trim_start().starts_with("<!--");
    let lines: Vec<&str> = body.lines().collect();
    let is_summary = |line: &&str| {
        let label = line.trim().trim_matches(['#', '*', ':', ' ', '_']).to_lowercase();
        is_heading(line) && SUMMARY.iter().any(|word| label.ends_with(word))
    };
    let from = lines.iter().position(is_summary).map_or(0, |at| at + 1);
    let paragraph: Vec<&str> =
        lines[from..].iter().copied().skip_while(|line| !is_text(line)).take_while(|line| is_text(line)).collect();
    let text = one_line(&paragraph.join(" "));
    let short: String = text.chars().take(LONGEST_SUMMARY).collect();
    let short = if short.len() < text.len() { format!("{}…", short.trim_end()) } else { short };
    Some(short).filter(|text| text.contains(char::is_alphanumeric))
}

/// Whether a line is a heading, in Markdown or in bold.
fn is_heading(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('#') || line.starts_with("**") && line.trim_end_matches(':').ends_with("**")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_is_the_first_paragraph_below_its_heading() {
        for (body, expected) in [
            ("**API name**\nX\n\n**API summary:**\n\nCounts cars\r\non roads.\n\nMore.", Some("Counts cars on roads.")),
            ("<!-- keep -->\nA text.", Some("A text.")),
            ("## Description\n\n## Next\nB", Some("B")),
            ("", None),
        ] {
            assert_eq!(find_summary(body).as_deref(), expected, "{body}");
        }
        assert_eq!(find_summary(&"é ".repeat(400)).unwrap().chars().count(), LONGEST_SUMMARY);
    }

    #[test]
    fn untrusted_text_is_one_visible_line() {
        assert_eq!(one_line("a\u{1b}[31m\r\n\u{202e}b\u{200b} c"), "a [31m b c");
        assert_eq!(one_line("a\u{61c}\u{e0041}b\u{2028}\u{1f469}\u{200d}\u{1f4bb}"), "ab \u{1f469}\u{200d}\u{1f4bb}");
    }
}
