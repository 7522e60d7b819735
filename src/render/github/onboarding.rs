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
use serde::Deserialize;

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
/// [`Error::NotAllowed`] when the text is no issue template in Markdown, or too long.
pub fn compose_onboarding_issue(
    proposal: &Proposal,
    template: &Source,
    repository: &str,
    views: &Views,
) -> Result<(OnboardingIssue, Marker), Error> {
    let (front, text) = split_front_matter(&template.text).unwrap_or(("", &template.text));
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
    let mut open_fields = Vec::new();
    let lines: Vec<String> = text.lines().map(|line| values.fill_line(line, &mut open_fields)).collect();
    let marker = Marker::new("onboarding", &proposal.slug);
    let body = limit_length(marker.enclose(lines.join("\n").trim_start()), "the issue")?;
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
    /// A line, with its placeholder replaced if it is a field that the records know.
    fn fill_line(&self, line: &str, open_fields: &mut Vec<String>) -> String {
        let Some((label, value)) = split_field(line) else { return line.to_owned() };
        let name = label.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let fact = FIELDS.iter().find(|(names, _)| names.contains(&&*name)).map(|(_, fact)| *fact);
        let Some(placeholder) = find_placeholder(value) else { return line.to_owned() };
        match fact.and_then(|fact| self.describe(fact)) {
            Some(known) => {
                let own = self.views.workgroup.repository.as_ref().map(|own| own.as_str());
                let known = silence_mentions(&known, self.repository, own);
                let rest = value.trim_start().get(placeholder.len()..).unwrap_or_default();
                format!("{label} {known}{rest}").trim_end().to_owned()
            }
            None => {
                // Without a placeholder it may be a heading of what follows.
                if !placeholder.is_empty() {
                    open_fields.push(label.trim_matches(|c: char| !c.is_alphanumeric()).to_owned());
                }
                line.to_owned()
            }
        }
    }

    /// What the records know, as Markdown.
    fn describe(&self, fact: Fact) -> Option<String> {
        let Self { proposal, views, .. } = self;
        let plain = |text: &str| Some(escape_text(text)).filter(|text| !text.is_empty());
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
    if is_plain { url.to_owned() } else { escape_text(url) }
}

/// The label of a field with its colon and its markup, and the value: `- **API Owner:** TBD`.
fn split_field(line: &str) -> Option<(&str, &str)> {
    let colon = line.find(':')?;
    let marks = line[colon + 1..].len() - line[colon + 1..].trim_start_matches(['*', '_']).len();
    let (label, value) = line.split_at(colon + 1 + marks);
    let is_label = label.len() <= 80 && !label.contains("//") && !label.trim_start().starts_with("<!--");
    (is_label && (value.is_empty() || value.starts_with(' '))).then_some((label, value))
}

/// The part of a value that stands for an answer, at its start: `XXXX`, `TBD`, `$name$`, `<name>`, a URL with one of
/// these, or nothing at all. `None` if the value is an answer.
fn find_placeholder(value: &str) -> Option<&str> {
    let value = value.trim();
    let end = match value.chars().next() {
        Some('<') => value.find('>').map_or(value.len(), |end| end + 1),
        Some('$') => value[1..].find('$').map_or(value.len(), |end| end + 2),
        _ => value.find(char::is_whitespace).unwrap_or(value.len()),
    };
    let word = &value[..end];
    let is_placeholder = word.starts_with(['<', '$'])
        || ["tbd", "n/a", "-", "...", "…"].contains(&&*word.to_lowercase())
        || word.to_ascii_lowercase().contains("xxx");
    (is_placeholder || word.is_empty()).then_some(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::TestGroup;

    fn compose(template: &str) -> OnboardingIssue {
        let group = TestGroup::new().proposal(
            "a",
            "issue: 63\nowners: [DT, '@Orange']\ntemplate: { pr: 64, path: documentation/a.md }\nstages: [{ stage: approved, \
             date: 2026-02-12 }]\n",
        );
        let views = group.views("2026-02-26");
        let template = Source { path: "t.md".to_owned(), text: template.to_owned() };
        compose_onboarding_issue(&views.group.proposals[0], &template, "o/r", &views).unwrap().0
    }

    #[test]
    fn fields_are_filled_where_the_records_know_the_answer() {
        let issue = compose(
            "---\nname: Tracker\ntitle: '[Tracker] $repo$'\nlabels: 'Tracker, API'\n---\n\n## API\n- **API Name:** XXXX\n\
             - **Mailing List:** XXXX _(if any)_\n- __Owner__: TBD _(who leads it)_\n- **Proposal:** \
             https://github.com/o/r/blob/main/XXXX.md\n- Original approval issue: https://github.com/o/r/issues/XXXX\n\
             - **Approved on:** <day>\n- **Wiki:** https://example.org\n\n- [ ] Ask: @o/admins\n",
        );
        assert_eq!(
            issue.text.body,
            "<!-- backlog: onboarding a -->\n## API\n- **API Name:** A\n- **Mailing List:** XXXX _(if any)_\n- __Owner__: \
             Deutsche Telekom, @<!-- -->Orange _(who leads it)_\n- **Proposal:** \
             https://github.com/o/r/blob/main/documentation/a.md\n- Original approval issue: \
             https://github.com/o/r/issues/63\n- **Approved on:** 2026-02-12\n- **Wiki:** https://example.org\n\n- [ ] Ask: \
             @o/admins\n\n<!-- backlog: end -->\n"
        );
        assert_eq!(issue.text.title, "[Tracker] A");
        assert_eq!(issue.labels, ["Tracker", "API"]);
        assert_eq!(issue.open_fields, ["Mailing List"]);
    }

    #[test]
    fn a_template_may_lack_what_precedes_its_text() {
        assert_eq!(compose("Name: XXXX\n").text.title, "Onboarding of A");
        assert_eq!(compose("---\ntitle: Tracker\nlabels: [x]\n---\nT\n").text.title, "Tracker A");
        let crlf = compose("---\r\ntitle: Tracker\r\nlabels: [x]\r\n---\r\nName: XXXX\r\n");
        assert!(crlf.text.body.contains("\nName: A\n"), "{}", crlf.text.body);
    }
}
