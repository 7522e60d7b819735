//! What a link says and where it leads to.

use super::{Number, NumberOf, Slip, addressed, is_cut_scheme, named};
use crate::model::address::{Hosted, Thread};
use crate::model::reference::{Reference, is_repository};
use crate::view::Views;
use crate::view::markdown::cut;
use crate::view::markdown::numbers::is_branch;
use std::ops::Range;

/// What is wrong with a link that Markdown reads as one.
pub(super) fn slip(text: &str, at: Range<usize>, label: &str, address: &str, views: &Views) -> Option<Slip> {
    let (message, help) = if address.trim().is_empty() {
        let who = if label.trim().is_empty() { "the link".to_owned() } else { format!("the link `[{}]`", cut(label)) };
        (
            format!("{who} has no address"),
            "Write the address into the parentheses, or leave the brackets out.".to_owned(),
        )
    } else if address.contains("](") {
        (
            "a link within the address of a link".to_owned(),
            "Write the address alone into the parentheses: `[label](address)`.".to_owned(),
        )
    } else if is_cut_scheme(address) {
        let start = text[at.clone()].find(address).map_or(at.start, |before| at.start + before);
        let (message, help) = cut_scheme(address);
        return Some(Slip::new(start..(start + address.len()).min(at.end), message, help));
    } else if label.trim().is_empty() {
        (format!("the link to {} shows no text", cut(address)), "Write what it shows into the brackets.".to_owned())
    } else {
        contradiction(label, address, views)?
    };
    Some(Slip::new(at, message, help))
}

/// The message and the help for `ttps://`.
pub(super) fn cut_scheme(address: &str) -> (String, String) {
    let scheme = address.split("://").next().unwrap_or_default();
    (format!("`{scheme}://` is no address"), format!("Write `h{scheme}://`."))
}

/// The message and the help where the label of a link says another thing than its address.
pub(super) fn contradiction(label: &str, address: &str, views: &Views) -> Option<(String, String)> {
    if let Some(other) = other_repository(label, address, views).or_else(|| missing_page(address)) {
        return Some(other);
    }
    // A label may be an address itself.
    let (said, leads) = (named(label).or_else(|| addressed(label.trim()))?, addressed(address)?);
    let place = words(leads.of, leads.number);
    if said.number != leads.number {
        return Some((
            format!("`[{label}]` leads to {place}"),
            format!("Mend the label, or write {}/{} at the end of the address.", part(leads.of), said.number),
        ));
    }
    let repository = leads.repository.unwrap_or_default();
    if let Some(other) = said.repository.filter(|said| !said.eq_ignore_ascii_case(repository)) {
        return Some((
            format!("`[{label}]` leads to {place} of {repository}"),
            format!("Mend the label, or write {other} into the address."),
        ));
    }
    let of = said.of.or_else(|| known(&leads, views))?;
    if Some(of) == leads.of {
        return None;
    }
    let link = if leads.of == Some(NumberOf::Pr) { "a pull request" } else { "an issue" };
    let message = match said.of {
        Some(_) => format!("`[{label}]` is linked as {link}"),
        None => format!("{} is linked as {link}", words(Some(of), leads.number)),
    };
    let help = format!("Write `https://github.com/{repository}/{}/{}`.", part(Some(of)), leads.number);
    Some((message, help))
}

/// A page that GitHub does not have, such as `/pr/64`, or a file that lost the last letter of `.md`.
fn missing_page(address: &str) -> Option<(String, String)> {
    let hosted = Hosted::parse(address)?;
    if let Some((word, Thread { reference, is_pr })) = hosted.misspelled_thread() {
        let (number, right) = (reference.number, if is_pr { "pull" } else { "issues" });
        return Some((format!("GitHub has no page `/{word}/{number}`"), format!("Write `/{right}/{number}`.")));
    }
    let path = address.split(['?', '#']).next().filter(|path| path.contains("/blob/") && path.ends_with(".m"))?;
    let name = path.rsplit('/').next().unwrap_or_default();
    Some(("the address ends in `.m`, where a file in Markdown has `.md`".to_owned(), format!("Write `{name}d`.")))
}

/// A label that is nothing but the name of a repository, `owner/repo`, or begins with one that the records know,
/// `repo#7`, where the address leads to another repository of the owner.
fn other_repository(label: &str, address: &str, views: &Views) -> Option<(String, String)> {
    let label = label.trim();
    let is_name = || is_repository(label) && !is_branch(label);
    let before_number = || label.split_once('#').filter(|(name, number)| !name.is_empty() && is_number(number));
    if !is_name() && before_number().is_none() {
        return None;
    }
    let hosted = Hosted::parse(address).filter(|hosted| hosted.host.eq_ignore_ascii_case("github.com"))?;
    let (owner, name) = hosted.repository.split_once('/')?;
    let said = match before_number() {
        // With its owner it is compared with the number.
        Some((said, _)) if said.contains('/') => return None,
        Some((said, _)) => views.repository_names().contains(&said.to_ascii_lowercase()).then_some(said)?,
        None => label.split_once('/').filter(|(said, _)| said.eq_ignore_ascii_case(owner))?.1,
    };
    if said.eq_ignore_ascii_case(name) {
        return None;
    }
    let message = format!("`[{label}]` leads to {}", hosted.repository);
    Some((message, format!("Correct the label, or write {owner}/{said} into the address.")))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What the records know a number of the group's own repository to be.
fn known(leads: &Number, views: &Views) -> Option<NumberOf> {
    let own = views.workgroup.repository.as_ref()?;
    if !leads.repository.is_some_and(|repository| repository.eq_ignore_ascii_case(own)) {
        return None;
    }
    let github = &views.group.github;
    let reference = Reference::own(leads.number);
    let is_issue = github.issues.contains_key(&leads.number) || views.index.by_issue(&reference).is_some();
    let is_pr = github.prs.contains_key(&leads.number) || views.index.by_pr(&reference).is_some();
    match (is_issue, is_pr) {
        (true, false) => Some(NumberOf::Issue),
        (false, true) => Some(NumberOf::Pr),
        _ => None,
    }
}

/// The address that a number has.
pub(super) fn address_of(number: &Number, views: &Views) -> String {
    let own = views.workgroup.repository.as_ref().map(|name| name.as_str());
    let repository = number.repository.or(own);
    let leads = Number { repository, ..*number };
    let of = number.of.or_else(|| known(&leads, views));
    match repository {
        Some(repository) => format!("https://github.com/{repository}/{}/{}", part(of), number.number),
        None => "ADDRESS".to_owned(),
    }
}

fn words(of: Option<NumberOf>, number: u32) -> String {
    let what = if of == Some(NumberOf::Pr) { "pull request" } else { "issue" };
    format!("{what} {number}")
}

/// The part of an address that says what a number is of.
fn part(of: Option<NumberOf>) -> &'static str {
    if of == Some(NumberOf::Pr) { "pull" } else { "issues" }
}
