//! Compares the label of a link with its URL.

use super::{TextMistake, is_cut_scheme};
use crate::model::github_url::{RepositoryUrl, ThreadKind, ThreadNumber, parse_github_url};
use crate::model::reference::{Reference, is_repository};
use crate::model::typed_reference::{is_branch, parse_label};
use crate::view::Views;
use crate::view::markdown::shorten_text;
use std::ops::Range;

/// The mistake in a link, if there is one.
pub(super) fn check_link(text: &str, at: Range<usize>, label: &str, url: &str, views: &Views) -> Option<TextMistake> {
    let (message, help) = if url.trim().is_empty() {
        let who = if label.trim().is_empty() {
            "the link".to_owned()
        } else {
            format!("the link `[{}]`", shorten_text(label))
        };
        (format!("{who} has no URL"), "Write the URL into the parentheses, or remove the brackets.".to_owned())
    } else if url.contains("](") {
        (
            "a link inside the URL of a link".to_owned(),
            "Write only the URL into the parentheses: `[label](URL)`.".to_owned(),
        )
    } else if is_cut_scheme(url) {
        let start = text[at.clone()].find(url).map_or(at.start, |before| at.start + before);
        let (message, help) = cut_scheme_message(url);
        return Some(TextMistake::new(start..(start + url.len()).min(at.end), message, help));
    } else if label.trim().is_empty() {
        (format!("the link to {} has no text", shorten_text(url)), "Write its text into the brackets.".to_owned())
    } else {
        find_contradiction(label, url, views)?
    };
    Some(TextMistake::new(at, message, help))
}

/// The message and the help for `ttps://`.
pub(super) fn cut_scheme_message(url: &str) -> (String, String) {
    let scheme = url.split("://").next().unwrap_or_default();
    (format!("`{scheme}://` is not a URL scheme"), format!("Write `h{scheme}://`."))
}

/// The message and the help if the label of a link contradicts its URL.
pub(super) fn find_contradiction(label: &str, url: &str, views: &Views) -> Option<(String, String)> {
    if let Some(other) = check_repository(label, url, views).or_else(|| check_page(url)) {
        return Some(other);
    }
    // A label may be a URL itself.
    let (said, leads) = (parse_label(label).or_else(|| parse_github_url(label.trim()))?, parse_github_url(url)?);
    let place = describe_number(leads.kind, leads.number);
    if said.number != leads.number {
        return Some((
            format!("`[{label}]` leads to {place}"),
            format!("Correct the label, or end the URL with {}/{}.", url_segment(leads.kind), said.number),
        ));
    }
    let repository = leads.repository.unwrap_or_default();
    if let Some(other) = said.repository.filter(|said| !said.eq_ignore_ascii_case(repository)) {
        return Some((
            format!("`[{label}]` leads to {place} of {repository}"),
            format!("Correct the label, or write {other} into the URL."),
        ));
    }
    let of = said.kind.or_else(|| known_kind(&leads, views))?;
    if Some(of) == leads.kind {
        return None;
    }
    let link = if leads.kind == Some(ThreadKind::Pr) { "a pull request" } else { "an issue" };
    let message = match said.kind {
        Some(_) => format!("`[{label}]` is linked as {link}"),
        None => format!("{} is linked as {link}", describe_number(Some(of), leads.number)),
    };
    let help = format!("Write `https://github.com/{repository}/{}/{}`.", url_segment(Some(of)), leads.number);
    Some((message, help))
}

/// A page that does not exist on GitHub, such as `/pr/64`, or a file that ends in `.m` instead of `.md`.
fn check_page(url: &str) -> Option<(String, String)> {
    let hosted = RepositoryUrl::parse(url)?;
    if let Some((word, thread)) = hosted.misspelled_thread() {
        let (number, right) = (thread.number, url_segment(thread.kind));
        return Some((format!("GitHub has no page `/{word}/{number}`"), format!("Write `/{right}/{number}`.")));
    }
    let path = url.split(['?', '#']).next().filter(|path| path.contains("/blob/") && path.ends_with(".m"))?;
    let name = path.rsplit('/').next().unwrap_or_default();
    Some(("the URL ends in `.m`, but a Markdown file ends in `.md`".to_owned(), format!("Write `{name}d`.")))
}

/// A label that is the name of a repository, `owner/repo`, or begins with a repository of the records,
/// `repo#7`, while the URL leads to another repository of the owner.
fn check_repository(label: &str, url: &str, views: &Views) -> Option<(String, String)> {
    let label = label.trim();
    let is_name = || is_repository(label) && !is_branch(label);
    let before_number = || label.split_once('#').filter(|(name, number)| !name.is_empty() && is_number(number));
    if !is_name() && before_number().is_none() {
        return None;
    }
    let hosted = RepositoryUrl::parse(url).filter(|hosted| hosted.host.eq_ignore_ascii_case("github.com"))?;
    let (owner, name) = hosted.repository.split_once('/')?;
    let said = match before_number() {
        // With its owner, it is compared together with the number.
        Some((said, _)) if said.contains('/') => return None,
        Some((said, _)) => views.links.repository_names().contains(&said.to_ascii_lowercase()).then_some(said)?,
        None => label.split_once('/').filter(|(said, _)| said.eq_ignore_ascii_case(owner))?.1,
    };
    if said.eq_ignore_ascii_case(name) {
        return None;
    }
    let message = format!("`[{label}]` leads to {}", hosted.repository);
    Some((message, format!("Correct the label, or write {owner}/{said} into the URL.")))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a number of the group's own repository is, according to the records.
fn known_kind(leads: &ThreadNumber, views: &Views) -> Option<ThreadKind> {
    let own = views.workgroup.repository.as_ref()?;
    if !leads.repository.is_some_and(|repository| repository.eq_ignore_ascii_case(own)) {
        return None;
    }
    views.index.recorded_kind(&Reference::from_number(leads.number))
}

/// The URL of a number.
pub(super) fn url_for(number: &ThreadNumber, views: &Views) -> String {
    let own = views.workgroup.repository.as_ref().map(|name| name.as_str());
    let repository = number.repository.or(own);
    let leads = ThreadNumber { repository, ..*number };
    let of = number.kind.or_else(|| known_kind(&leads, views));
    match repository {
        Some(repository) => format!("https://github.com/{repository}/{}/{}", url_segment(of), number.number),
        None => "URL".to_owned(),
    }
}

fn describe_number(of: Option<ThreadKind>, number: u32) -> String {
    let what = if of == Some(ThreadKind::Pr) { "pull request" } else { "issue" };
    format!("{what} {number}")
}

/// The segment of a URL that says what kind of number follows.
fn url_segment(of: Option<ThreadKind>) -> &'static str {
    if of == Some(ThreadKind::Pr) { "pull" } else { "issues" }
}
