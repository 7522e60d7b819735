//! The issue that tracks the onboarding of an API: the group's own issue template, filled where the records know the
//! answer. Its other words, and whoever it mentions, are the group's own.

use super::mentions::silence_mentions;
use super::{IssueText, Marker, limit_length, plain_title};
use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::render::cell::escape_text;
use crate::source::Source;
use crate::text::urls::is_linkable;
use crate::view::Views;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};
use serde::Deserialize;
use std::ops::Range;

/// What the fields of a template are called, in lower case, and what the records know about it.
const FIELDS: [(&[&str], Fact); 9] = [
    (&["name", "api name", "api", "proposal name"], Fact::Name),
    (&["owner", "owners", "api owner", "api owners"], Fact::Owners),
    (&["supporters", "supporting companies", "supported by"], Fact::Supporters),
    (&["proposal", "api proposal", "template", "api template", "api proposal template"], Fact::Template),
    (&["issue", "proposal issue", "api proposal issue", "approval issue", "original approval issue"], Fact::Issue),
    (&["pr", "pull request", "proposal pr", "template pr"], Fact::Pr),
    (&["approved", "approved on", "approval date", "date of approval", "tsc approval"], Fact::Approved),
    (&["repository", "repository url", "api repository"], Fact::Repository),
    (&["repository name", "api repository name"], Fact::RepositoryName),
];

/// What the records may know for a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fact {
    Name,
    Owners,
    Supporters,
    Template,
    Issue,
    Pr,
    Approved,
    Repository,
    RepositoryName,
}

/// The issue that tracks an onboarding, and what is left to fill in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OnboardingIssue {
    /// The issue.
    pub text: IssueText,
    /// The labels that the template names; may be empty.
    pub labels: Vec<String>,
    /// The fields that the records do not know, in order; may be empty.
    pub open_fields: Vec<String>,
}

/// What precedes the text of an issue template.
#[derive(Debug, Default, Deserialize)]
struct FrontMatter {
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    labels: Labels,
}

/// GitHub takes a list, or names with commas.
#[derive(Debug, Default, Deserialize)]
#[serde(untagged)]
enum Labels {
    #[default]
    None,
    One(String),
    Many(Vec<String>),
}

/// Fills an issue template for a proposal. The issue goes to a repository.
///
/// # Errors
/// [`Error::NotAllowed`] when the text is not an issue template in Markdown, or is empty or too long.
pub fn compose_onboarding_issue(
    proposal: &Proposal,
    template: &Source,
    repository: &str,
    views: &Views,
) -> Result<(OnboardingIssue, Marker), Error> {
    let is_form = template
        .path
        .rsplit_once('.')
        .is_some_and(|(_, extension)| ["yml", "yaml"].iter().any(|form| extension.eq_ignore_ascii_case(form)));
    if is_form {
        let message = format!("{} is an issue form; only issue templates in Markdown can be filled", template.path);
        return Err(Error::not_allowed(message, "Name a Markdown file in `github: { onboarding }` of workgroup.yaml."));
    }
    let (front, text) =
        split_front_matter(&template.text).unwrap_or(("", template.text.trim_start_matches('\u{feff}')));
    let front: Option<FrontMatter> = serde_yaml::from_str(front).map_err(|error| {
        let message = format!("{} has wrong YAML before its text: {error}", template.path);
        Error::not_allowed(message, "Correct the issue template.")
    })?;
    let FrontMatter { title, labels } = front.unwrap_or_default();
    let values = TemplateValues { proposal, repository, views };
    let title = title.unwrap_or_default();
    let title = match title.split('$').collect::<Vec<_>>().as_slice() {
        // `Onboarding of $name$`
        [before, _, after] => format!("{before}{}{after}", proposal.name.value),
        _ if title.trim().is_empty() => format!("Onboarding of {}", proposal.name.value),
        _ => format!("{} {}", title.trim(), proposal.name.value),
    };
    let (body, open_fields) = values.fill(text);
    if body.trim().is_empty() {
        let message = format!("the issue template {} has no text", template.path);
        return Err(Error::not_allowed(message, "Write its text, in Markdown."));
    }
    let marker = Marker::new("onboarding", &proposal.slug);
    let body = limit_length(marker.enclose(body.trim_start()), "the issue")?;
    let labels: Vec<String> = match labels {
        Labels::None => Vec::new(),
        Labels::One(names) => names.split(',').map(|name| name.trim().to_owned()).collect(),
        Labels::Many(names) => names,
    };
    let labels = labels.into_iter().filter(|label| !label.is_empty()).collect();
    let text = IssueText { title: plain_title(&escape_text(&title)), body };
    Ok((OnboardingIssue { text, labels, open_fields }, marker))
}

/// The YAML before a text, and the text.
fn split_front_matter(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start_matches('\u{feff}').strip_prefix("---")?.trim_start_matches('\r').strip_prefix('\n')?;
    let end = rest.find("\n---")?;
    let after = rest[end + "\n---".len()..].split_once('\n').map_or("", |(_, after)| after);
    Some((&rest[..=end], after))
}

/// What a field of a template gets.
struct TemplateValues<'v, 'g> {
    proposal: &'v Proposal,
    repository: &'v str,
    views: &'v Views<'g>,
}

impl TemplateValues<'_, '_> {
    /// A text, with the placeholders of the fields that the records know replaced, and the fields that they do not know.
    fn fill(&self, text: &str) -> (String, Vec<String>) {
        let fences: Vec<_> = Parser::new_ext(text, Options::empty())
            .into_offset_iter()
            .filter(|(event, _)| matches!(event, Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_)))))
            .map(|(_, range)| range)
            .collect();
        let (mut lines, mut open_fields) = (Vec::new(), Vec::new());
        let mut end = 0;
        for line in text.split_inclusive('\n') {
            let start = end;
            end += line.len();
            let line = line.trim_end_matches(['\r', '\n']);
            // Both are in order.
            let next = fences.partition_point(|fence| fence.end <= start);
            let is_code = fences.get(next).is_some_and(|fence| fence.start < end);
            lines.push(if is_code { line.to_owned() } else { self.fill_line(line, &mut open_fields) });
        }
        (lines.join("\n"), open_fields)
    }

    fn fill_line(&self, line: &str, open_fields: &mut Vec<String>) -> String {
        let Some((label, value)) = split_field(line) else { return line.to_owned() };
        let Some(placeholder) = find_placeholder(value) else { return line.to_owned() };
        let name = field_name(label);
        let fact = FIELDS.iter().find(|(names, _)| names.contains(&&*name.to_lowercase())).map(|(_, fact)| *fact);
        if let Some(known) = fact.and_then(|fact| self.describe(fact)) {
            let own = self.views.workgroup.repository.as_ref().map(|own| own.as_str());
            let known = silence_mentions(&known, self.repository, own);
            let (before, after) = (value[..placeholder.start].trim_start(), &value[placeholder.end..]);
            return format!("{label} {before}{known}{after}").trim_end().to_owned();
        }
        // Without a placeholder it may be a heading of what follows.
        if !placeholder.is_empty() {
            open_fields.push(name.to_owned());
        }
        line.to_owned()
    }

    /// What the records know, as Markdown.
    fn describe(&self, fact: Fact) -> Option<String> {
        let Self { proposal, views, .. } = self;
        let plain = |text: &str| Some(escape_text(text).into_owned()).filter(|text| !text.is_empty());
        let url = |thread: &Reference, url: Option<String>| url.unwrap_or_else(|| thread.to_string());
        let names = |names: &mut dyn Iterator<Item = &str>| {
            names.map(|name| views.index.organization_name(name)).collect::<Vec<_>>().join(", ")
        };
        match fact {
            Fact::Name => plain(&proposal.name),
            Fact::Owners => plain(&names(&mut proposal.owners.iter().map(|owner| owner.as_str()))),
            Fact::Supporters => plain(&names(&mut proposal.supporters.iter().map(|one| one.as_str()))),
            Fact::Template => views.links.template_url(proposal).map(|url| plain_url(&url)),
            Fact::Issue => proposal.issue.as_ref().map(|issue| url(issue, views.links.issue_url(issue))),
            Fact::Pr => {
                let pr = proposal.template.as_ref()?.pr.as_ref()?;
                Some(url(pr, views.links.pr_url(pr)))
            }
            Fact::Approved => {
                let mut approvals = proposal.stages.iter().rev().filter(|reached| reached.stage.value.is_approved());
                approvals.find_map(|reached| reached.date.as_ref()).map(|date| date.value.to_string())
            }
            Fact::Repository => proposal.repository.as_ref()?.url.as_ref().map(|url| plain_url(url)),
            Fact::RepositoryName => plain(proposal.repository.as_ref()?.name.as_ref()?),
        }
    }
}

/// A URL as Markdown: as it is, if it is one.
fn plain_url(url: &str) -> String {
    let is_plain = is_linkable(url) && !url.contains(|c: char| c.is_whitespace() || "<>()[]`@".contains(c));
    if is_plain { url.to_owned() } else { escape_text(url).into_owned() }
}

/// The label of a field with its colon and its markup, and the value: `- **API Owner:** TBD`.
fn split_field(line: &str) -> Option<(&str, &str)> {
    let (label, value) = line.split_at(line.find(':')? + 1);
    // `**Owner:**` ends after the colon, the markup of `Owner:_TBD_` is that of the value.
    let marks = value.len() - value.trim_start_matches(['*', '_']).len();
    let marks = if label.contains(&value[..marks]) { marks } else { 0 };
    let (label, value) = line.split_at(label.len() + marks);
    let is_label = label.len() <= 80 && !field_name(label).is_empty() && !label.trim_start().starts_with("<!--");
    let is_value = !value.starts_with(['/', ':']) && (value.trim_start() != value || find_placeholder(value).is_some());
    (is_label && is_value).then_some((label, value))
}

/// The name of a field without its markup and the marker of its list: `Owner` of `1. **Owner:**`.
fn field_name(label: &str) -> &str {
    let label = label.trim_matches(|c: char| !c.is_alphanumeric());
    // `1.`, `1)` or `[x]`
    let after_number = label.trim_start_matches(|c: char| c.is_ascii_digit() || c == 'x');
    let item = after_number.strip_prefix(['.', ')', ']']).filter(|_| after_number.len() < label.len());
    item.unwrap_or(label).trim_start_matches(|c: char| !c.is_alphanumeric())
}

/// The part of a value that is in place of an answer, at its start: `XXXX`, `_TBD_`, `$name$`, `<name>`, a URL with one of
/// these, or nothing at all. `None` if the value is an answer.
fn find_placeholder(value: &str) -> Option<Range<usize>> {
    let text = value.trim();
    let start = value.len() - value.trim_start().len();
    let core = text.trim_start_matches(['*', '_', '`']);
    let marks = &text[..text.len() - core.len()];
    let closing: String = marks.chars().rev().collect();
    let word = &core[..core.find(char::is_whitespace).unwrap_or(core.len())];
    let end = match core.chars().next() {
        Some('<') => core.find('>').map_or(core.len(), |end| end + 1),
        Some('$') => core[1..].find('$').map_or(core.len(), |end| end + 2),
        _ => word.rfind(&closing).filter(|_| !marks.is_empty()).unwrap_or(word.len()),
    };
    let (word, after) = core.split_at(end);
    let is_placeholder = word.starts_with(['<', '$'])
        || ["tbd", "n/a", "-", "...", "…"].contains(&word.to_lowercase().trim_matches(['(', ')', '[', ']']))
        || word.to_ascii_lowercase().contains("xxx");
    if !(is_placeholder || text.is_empty()) {
        return None;
    }
    // Markup around the placeholder alone goes with it.
    let is_enclosed = after.starts_with(&closing);
    let word_start = start + marks.len();
    let start = if is_enclosed { start } else { word_start };
    Some(start..word_start + end + if is_enclosed { closing.len() } else { 0 })
}

#[cfg(test)]
mod tests;
