//! A link in a record leads to the wrong page.

#[cfg(test)]
mod tests;

use super::{Findings, RuleFinding, rule};
use crate::finding::{Fix, Level, PlaceEdit};
use crate::model::github_url::RepositoryUrl;
use crate::model::proposal::Proposal;
use crate::model::reference::{Reference, is_repository};
use crate::source::Spanned;
use crate::text::urls::{lacks_scheme, url_scheme};
use crate::view::Views;
use std::collections::HashSet;

rule! {
    /// A link that runs a script or is not encrypted, that confuses an issue with a pull request, that is cut off, or
    /// that leads to another repository or pull request than the record says.
    ///
    /// A script is an error, everything else a warning. The rule also finds `/pr/64` (GitHub has `/pull/64`), a
    /// template whose link ends in `.m`, a release of another repository than the proposal's, and a repository with the
    /// name of another one. A template may link to the proposal's own issue.
    ///
    /// ## Why
    /// The table and the minutes print these links, and nobody tries them before somebody has to rely on one.
    ///
    /// ## Evidence
    /// `url` and `path` of the `template`, `validation.link`, `name`, `url` and `maintainers` of the `repository`, and
    /// `url` of the `releases` in the proposals; `link` of each `recap` in the calls. Whether a number is an issue or a
    /// pull request is known from the proposals and from `github.lock`. Links in prose are checked by
    /// `broken-reference`.
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// template: { pr: 64, url: "https://github.com/example/backlog/issues/64" }
    /// ```
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// repository: { url: "http://github.com/example/DeviceIdentifier" }
    /// releases:
    ///   - { version: v0.3.0, url: "https://github.com/example/DeviceStatus/releases/tag/r2.2" }
    /// ```
    ///
    /// ## Bad
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// template: { url: "https://github.com/example/backlog/blob/main/documentation/IMEI-Fraud.m" }
    /// validation: { link: "https://github.com/example/backlog/pr/116" }
    /// ```
    ///
    /// ## Good
    /// ```yaml backlog/imei-fraud.yaml
    /// name: IMEI Fraud
    /// issue: 63
    /// owners: MTN
    /// template: { pr: 64, url: "https://github.com/example/backlog/issues/63" }
    /// repository: { url: "https://github.com/example/DeviceIdentifier" }
    /// releases:
    ///   - { version: v0.3.0, url: "https://github.com/example/DeviceIdentifier/releases/tag/r2.2" }
    /// ```
    ///
    /// ## Fix
    /// Open the right page and copy its URL. `backlog check --fix` replaces `http:` with `https:` if the URL has no
    /// port, and `/pr/64` with `/pull/64`.
    Proposal, Warn, Group(check)
}

/// What a link should lead to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LinkTarget {
    /// The filled template: a pull request, a file, or the issue that holds it.
    Template,
    /// A release of the API.
    Release,
    /// Any page.
    Page,
}

/// Schemes that run a script when somebody follows the link.
const SCRIPTS: [&str; 3] = ["javascript", "data", "vbscript"];

fn check(views: &Views, out: &mut Findings) {
    let repositories = views.links.repository_names();
    for proposal in &views.group.proposals {
        let day = views.activity.first_heard(proposal);
        let mut take = |found: RuleFinding| out.push(found.on_day(day));
        let path = proposal.template.iter().filter_map(|template| template.path.as_ref());
        path.filter_map(check_ending).for_each(&mut take);
        check_repository_name(proposal, repositories).into_iter().for_each(&mut take);
        for (link, aim) in proposal_links(proposal) {
            check_scheme(link).into_iter().for_each(&mut take);
            if aim == LinkTarget::Template {
                check_ending(link).into_iter().for_each(&mut take);
            }
            let Some(hosted) = RepositoryUrl::parse(link) else { continue };
            check_thread_word(link, &hosted, views).into_iter().for_each(&mut take);
            check_thread(link, &hosted, Some((proposal, aim)), views).into_iter().for_each(&mut take);
            if aim == LinkTarget::Release {
                check_release_repository(link, &hosted, proposal).into_iter().for_each(&mut take);
            }
        }
    }
    for meeting in &views.group.meetings {
        for link in meeting.recap.iter().filter_map(|recap| recap.link.as_ref()) {
            let hosted = RepositoryUrl::parse(link);
            let misspelled = hosted.and_then(|hosted| check_thread_word(link, &hosted, views));
            let thread = hosted.and_then(|hosted| check_thread(link, &hosted, None, views));
            for found in check_scheme(link).into_iter().chain(misspelled).chain(thread) {
                out.push(found.on_day(meeting.date.value));
            }
        }
    }
}

/// The links of a proposal that have a key of their own.
fn proposal_links(proposal: &Proposal) -> impl Iterator<Item = (&Spanned<String>, LinkTarget)> {
    let template = proposal.template.iter().filter_map(|template| template.url.as_ref());
    let validation = proposal.validation.iter().filter_map(|validation| validation.link.as_ref());
    let repository =
        proposal.repository.iter().flat_map(|repository| repository.url.iter().chain(&repository.maintainers));
    let releases = proposal.releases.iter().filter_map(|release| release.url.as_ref());
    let pages = validation.chain(repository).map(|link| (link, LinkTarget::Page));
    template
        .map(|link| (link, LinkTarget::Template))
        .chain(pages)
        .chain(releases.map(|link| (link, LinkTarget::Release)))
}

fn check_scheme(link: &Spanned<String>) -> Option<RuleFinding> {
    if lacks_scheme(link) {
        let found = RuleFinding::new(link.place, "the link has no `https://`, so it does not work");
        let text = format!("https://{}", link.value);
        let fix = Fix::new(format!("added `https://`: {text}"), PlaceEdit::Write { place: link.place, text });
        return Some(found.with_help("Add `https://` before it.").with_fix(Some(fix)));
    }
    let scheme = url_scheme(link)?;
    if SCRIPTS.contains(&scheme.as_str()) {
        let found = RuleFinding::new(link.place, format!("the link is `{scheme}:`, which runs a script"));
        return Some(found.with_help("Write the URL of a page: `https://...`.").with_level(Level::Error));
    }
    (scheme == "http").then(|| {
        RuleFinding::new(link.place, "the link is `http:`, which is not encrypted")
            .with_help("Write `https:` instead.")
            .with_fix(https_fix(link))
    })
}

/// The edit to `https:`. A URL with a port is left alone: the port is that of `http:`.
fn https_fix(link: &Spanned<String>) -> Option<Fix> {
    let rest = link.strip_prefix("http://").or_else(|| link.strip_prefix("HTTP://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let is_named = !host.is_empty() && !host.contains(':');
    is_named.then(|| {
        Fix::new(
            format!("changed {} to `https:`", link.value),
            PlaceEdit::Write { place: link.place, text: format!("https://{rest}") },
        )
    })
}

/// A template's link that ends in `.m` instead of `.md`.
fn check_ending(link: &Spanned<String>) -> Option<RuleFinding> {
    let path = link.split(['?', '#']).next()?;
    let name = path.rsplit('/').next().filter(|name| name.ends_with(".m"))?;
    let found = RuleFinding::new(link.place, "the link to the template ends in `.m`, but templates end in `.md`");
    Some(found.with_help(format!("End it with `{name}d`.")))
}

/// A page that does not exist on GitHub, such as `/pr/64`.
fn check_thread_word(link: &Spanned<String>, hosted: &RepositoryUrl, views: &Views) -> Option<RuleFinding> {
    let (word, thread) = hosted.misspelled_thread()?;
    let (reference, is_pr) = (thread.reference(), thread.is_pr());
    let is_pr = match known_kinds(&reference, views) {
        (true, false) => false,
        (false, true) => true,
        _ => is_pr,
    };
    let number = reference.number;
    let (wrong, right) = (format!("/{word}/{number}"), format!("/{}/{number}", if is_pr { "pull" } else { "issues" }));
    // The fix of `http:` replaces the same value.
    let fix = link.starts_with("https://").then(|| {
        let text = link.replacen(&wrong, &right, 1);
        Fix::new(format!("changed `{wrong}` to `{right}`"), PlaceEdit::Write { place: link.place, text })
    });
    let found = RuleFinding::new(link.place, format!("GitHub has no page `{wrong}`"));
    Some(found.with_help(format!("Write `{right}`.")).with_fix(fix))
}

/// Whether the records have a number as an issue, and as a pull request.
fn known_kinds(reference: &Reference, views: &Views) -> (bool, bool) {
    let is_issue = views.index.by_issue(reference).is_some() || views.index.issue_state(reference).is_some();
    (is_issue, views.index.by_pr(reference).is_some() || views.index.pr_state(reference).is_some())
}

/// Whether a link leads to a number of the proposal. In a group without a repository, any repository will do.
fn is_same_number(recorded: &Reference, linked: &Reference, views: &Views) -> bool {
    let is_unset = recorded.repository.is_none() && views.workgroup.repository.is_none();
    let is_same = views.index.normalize_reference(recorded) == views.index.normalize_reference(linked);
    is_same || (is_unset && recorded.number == linked.number)
}

/// A template whose link leads to another pull request than `pr`.
fn check_pr(link: &Spanned<String>, linked: &Reference, proposal: &Proposal, views: &Views) -> Option<RuleFinding> {
    let pr = proposal.template.as_ref()?.pr.as_ref().filter(|pr| !is_same_number(pr, linked, views))?;
    let message =
        format!("the link leads to {}, but the template is {}", views.links.pr_label(linked), views.links.pr_label(pr));
    let found = RuleFinding::new(link.place, message).with_help("Correct the link or `pr`, whichever is wrong.");
    Some(found.with_related(pr.place, "the pull request"))
}

/// A pull request that is linked as an issue, or an issue as a pull request.
fn check_thread(
    link: &Spanned<String>,
    hosted: &RepositoryUrl,
    of: Option<(&Proposal, LinkTarget)>,
    views: &Views,
) -> Option<RuleFinding> {
    let thread = hosted.github_thread()?;
    let (reference, is_pr) = (thread.reference(), thread.is_pr());
    let (known_issue, known_pr) = known_kinds(&reference, views);
    let label = views.links.issue_label(&reference);
    let number = reference.number;
    let (message, help) = if is_pr {
        if known_pr || !known_issue {
            let (proposal, _) = of.filter(|(_, aim)| *aim == LinkTarget::Template)?;
            return check_pr(link, &reference, proposal, views);
        }
        (format!("{label} is an issue but is linked as a pull request"), format!("Write `/issues/{number}`."))
    } else if known_pr && !known_issue {
        (format!("{} is linked as an issue", views.links.pr_label(&reference)), format!("Write `/pull/{number}`."))
    } else {
        let (proposal, _) = of.filter(|(_, aim)| *aim == LinkTarget::Template)?;
        let is_own = |own: &Reference| is_same_number(own, &reference, views);
        if proposal.issue.as_ref().is_some_and(|issue| is_own(issue)) {
            return None;
        }
        let pr = proposal.template.as_ref().and_then(|template| template.pr.as_ref());
        if let Some(pr) = pr.filter(|pr| is_own(pr)) {
            let message = format!("{} is linked as an issue", views.links.pr_label(pr));
            return Some(RuleFinding::new(link.place, message).with_help(format!("Write `/pull/{number}`.")));
        }
        (
            format!("{label} is an issue about something else, not the template"),
            format!("Link the pull request with the template, `/pull/{number}` if that is it, or the file."),
        )
    };
    Some(RuleFinding::new(link.place, message).with_help(help))
}

fn check_release_repository(
    link: &Spanned<String>,
    hosted: &RepositoryUrl,
    proposal: &Proposal,
) -> Option<RuleFinding> {
    let repository = proposal.repository.as_ref()?.url.as_ref()?;
    let own = RepositoryUrl::parse(repository)?;
    if !own.host.eq_ignore_ascii_case(hosted.host) || own.is_same_repository(hosted) {
        return None;
    }
    let message = format!("a release of {}, but the repository is {}", hosted.repository, own.repository);
    Some(
        RuleFinding::new(link.place, message)
            .with_help("Correct one of the two links.")
            .with_related(repository.place, "the repository"),
    )
}

/// A repository with the name of another one: as `owner/repo`, or as the name of a repository in the records.
fn check_repository_name(proposal: &Proposal, known: &HashSet<String>) -> Option<RuleFinding> {
    let repository = proposal.repository.as_ref()?;
    let (name, url) = (repository.name.as_deref()?, repository.url.as_ref()?);
    let hosted = RepositoryUrl::parse(url)?;
    let is_other = match is_repository(name) {
        true => !name.eq_ignore_ascii_case(hosted.repository),
        false => !name.eq_ignore_ascii_case(hosted.short_name()) && known.contains(&name.to_ascii_lowercase()),
    };
    is_other.then(|| {
        RuleFinding::new(url.place, format!("the repository `{name}` leads to {}", hosted.repository))
            .with_help("Correct the name or the URL.")
    })
}
