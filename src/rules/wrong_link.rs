//! A link in a record leads to the wrong page.

mod page;
#[cfg(test)]
mod tests;

use super::{Findings, rule};
use crate::finding::{Fix, Level, PlaceEdit};
use crate::model::github_url::{RepositoryUrl, ThreadKind};
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::reference::{Reference, is_repository};
use crate::source::Spanned;
use crate::text::urls::{lacks_scheme, url_scheme};
use crate::view::Views;

rule! {
    /// A link that runs a script or is not encrypted, that has a passcode, that confuses an issue with a pull request,
    /// or that leads to another repository or pull request than the record says.
    ///
    /// A script is an error, everything else a warning. A passcode is a parameter such as `pwd` in `join` or
    /// `recording`. The rule also finds `/pr/64` (GitHub has `/pull/64`), a template whose link ends in `.m`, a release
    /// of another repository than the proposal's, and a repository with the name of another one. A template may link to
    /// the proposal's own issue.
    ///
    /// ## Why
    /// The table and the minutes print these links, and nobody tries them before somebody has to rely on one. The
    /// records are public, and so is a passcode in them.
    ///
    /// ## Evidence
    /// `url` and `path` of the `template`, `validation.link`, `name`, `url` and `maintainers` of the `repository`, and
    /// `url` of the `releases` in the proposals; `link` of each `recap`, `join` and `recording` in the calls; `join`
    /// of the slots. Whether a number is an issue or a pull request is known from the proposals and from `github.yaml`.
    /// Links in prose are checked by `broken-reference`.
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
    /// ## Bad
    /// ```yaml minutes/2026-02-12.yaml
    /// date: 2026-02-12
    /// join: https://meet.example/j/123?pwd=c2VjcmV0
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
    "wrong-link", Proposal, Warn, AllRecords(page::check_slots, check_proposal, check_call)
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

fn check_proposal(proposal: &Proposal, views: &Views, out: &mut Findings) {
    if let Some(path) = proposal.template.as_ref().and_then(|template| template.path.as_ref()) {
        check_ending(path, out);
    }
    check_repository_name(proposal, views, out);
    for (link, target) in proposal_links(proposal) {
        let of_template = (target == LinkTarget::Template).then_some(proposal);
        if of_template.is_some() {
            check_ending(link, out);
        }
        check_link(link, of_template, views, out);
        if target == LinkTarget::Release {
            check_release_repository(link, proposal, out);
        }
    }
}

fn check_call(meeting: &Meeting, views: &Views, out: &mut Findings) {
    for link in meeting.recap.iter().filter_map(|recap| recap.link.as_ref()) {
        check_link(link, None, views, out);
    }
    for url in meeting.join.iter().chain(&meeting.recording) {
        page::check_page(url, out);
    }
}

/// Checks what does not depend on the record; `of_template` is the proposal whose template it is.
fn check_link(link: &Spanned<String>, of_template: Option<&Proposal>, views: &Views, out: &mut Findings) {
    check_scheme(link, out);
    if let Some(hosted) = RepositoryUrl::parse(link) {
        check_thread_word(link, &hosted, views, out);
        check_thread(link, &hosted, of_template, views, out);
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

fn check_scheme(link: &Spanned<String>, out: &mut Findings) {
    if lacks_scheme(link) {
        let text = format!("https://{}", link.value);
        let fix = Fix::new(format!("added `https://`: {text}"), PlaceEdit::Write { place: link.place, text });
        out.report(link.place, "the link has no `https://`, so it does not work")
            .with_help("Add `https://` before it.")
            .with_fix(Some(fix));
        return;
    }
    match url_scheme(link) {
        Some(scheme) if SCRIPTS.contains(&scheme.as_str()) => {
            out.report(link.place, format!("the link is `{scheme}:`, which runs a script"))
                .with_help("Write the URL of a page: `https://...`.")
                .with_level(Level::Error);
        }
        Some(scheme) if scheme == "http" => {
            out.report(link.place, "the link is `http:`, which is not encrypted")
                .with_help("Write `https:` instead.")
                .with_fix(https_fix(link));
        }
        _ => {}
    }
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
fn check_ending(link: &Spanned<String>, out: &mut Findings) {
    let path = link.split(['?', '#']).next().unwrap_or_default();
    if let Some(name) = path.rsplit('/').next().filter(|name| name.ends_with(".m")) {
        out.report(link.place, "the link to the template ends in `.m`, but templates end in `.md`")
            .with_help(format!("End it with `{name}d`."));
    }
}

/// A page that does not exist on GitHub, such as `/pr/64`.
fn check_thread_word(link: &Spanned<String>, hosted: &RepositoryUrl, views: &Views, out: &mut Findings) {
    let Some((word, thread)) = hosted.misspelled_thread() else { return };
    let (reference, is_pr) = (thread.reference(), thread.is_pr());
    let is_pr = views.index.recorded_kind(&reference).map_or(is_pr, |kind| kind == ThreadKind::Pr);
    let number = reference.number;
    let (wrong, right) = (format!("/{word}/{number}"), format!("/{}/{number}", if is_pr { "pull" } else { "issues" }));
    // The fix of `http:` replaces the same value.
    let fix = link.starts_with("https://").then(|| {
        let text = link.replacen(&wrong, &right, 1);
        Fix::new(format!("changed `{wrong}` to `{right}`"), PlaceEdit::Write { place: link.place, text })
    });
    out.report(link.place, format!("GitHub has no page `{wrong}`"))
        .with_help(format!("Write `{right}`."))
        .with_fix(fix);
}

/// Whether a link leads to a number of the proposal. In a group without a repository, any repository will do.
fn is_same_number(recorded: &Reference, linked: &Reference, views: &Views) -> bool {
    let is_unset = recorded.repository.is_none() && views.workgroup.repository.is_none();
    let is_same = views.index.normalize_reference(recorded) == views.index.normalize_reference(linked);
    is_same || (is_unset && recorded.number == linked.number)
}

/// A template whose link leads to another pull request than `pr`.
fn check_pr(link: &Spanned<String>, linked: &Reference, proposal: &Proposal, views: &Views, out: &mut Findings) {
    let pr = proposal.template.as_ref().and_then(|template| template.pr.as_ref());
    let Some(pr) = pr.filter(|pr| !is_same_number(pr, linked, views)) else { return };
    let [leads, is] = [views.links.pr_label(linked), views.links.pr_label(pr)];
    out.report(link.place, format!("the link leads to {leads}, but the template is {is}"))
        .with_help("Correct the link or `pr`, whichever is wrong.")
        .with_related(pr.place, "the pull request");
}

/// A pull request that is linked as an issue, or an issue as a pull request.
fn check_thread(
    link: &Spanned<String>,
    hosted: &RepositoryUrl,
    of_template: Option<&Proposal>,
    views: &Views,
    out: &mut Findings,
) {
    let Some(thread) = hosted.github_thread() else { return };
    let (reference, is_pr) = (thread.reference(), thread.is_pr());
    let label = views.links.issue_label(&reference);
    let number = reference.number;
    let linked_as_issue = |pr: &Reference| {
        (format!("{} is linked as an issue", views.links.pr_label(pr)), format!("Write `/pull/{number}`."))
    };
    let (message, help) = match (views.index.recorded_kind(&reference), of_template) {
        (Some(ThreadKind::Issue), _) if is_pr => {
            (format!("{label} is an issue but is linked as a pull request"), format!("Write `/issues/{number}`."))
        }
        (_, Some(proposal)) if is_pr => return check_pr(link, &reference, proposal, views, out),
        (Some(ThreadKind::Pr), _) if !is_pr => linked_as_issue(&reference),
        (_, Some(proposal)) => {
            let is_own = |own: &Reference| is_same_number(own, &reference, views);
            if proposal.issue.as_ref().is_some_and(|issue| is_own(issue)) {
                return;
            }
            let pr = proposal.template.as_ref().and_then(|template| template.pr.as_ref());
            match pr.filter(|pr| is_own(pr)) {
                Some(pr) => linked_as_issue(pr),
                None => (
                    format!("{label} is an issue about something else, not the template"),
                    format!("Link the pull request with the template, `/pull/{number}` if that is it, or the file."),
                ),
            }
        }
        (_, None) => return,
    };
    out.report(link.place, message).with_help(help);
}

fn check_release_repository(link: &Spanned<String>, proposal: &Proposal, out: &mut Findings) {
    let Some(repository) = proposal.repository.as_ref().and_then(|repository| repository.url.as_ref()) else { return };
    let (Some(own), Some(hosted)) = (RepositoryUrl::parse(repository), RepositoryUrl::parse(link)) else { return };
    if own.host.eq_ignore_ascii_case(hosted.host) && !own.is_same_repository(&hosted) {
        let message = format!("a release of {}, but the repository is {}", hosted.repository, own.repository);
        out.report(link.place, message)
            .with_help("Correct one of the two links.")
            .with_related(repository.place, "the repository");
    }
}

/// A repository with the name of another one: as `owner/repo`, or as the name of a repository in the records.
fn check_repository_name(proposal: &Proposal, views: &Views, out: &mut Findings) {
    let Some(repository) = &proposal.repository else { return };
    let (Some(name), Some(url)) = (repository.name.as_deref(), &repository.url) else { return };
    let Some(hosted) = RepositoryUrl::parse(url) else { return };
    let is_known = || views.links.repository_names().contains(&name.to_ascii_lowercase());
    let is_other = match is_repository(name) {
        true => !name.eq_ignore_ascii_case(hosted.repository),
        false => !name.eq_ignore_ascii_case(hosted.short_name()) && is_known(),
    };
    if is_other {
        out.report(url.place, format!("the repository `{name}` leads to {}", hosted.repository))
            .with_help("Correct the name or the URL.");
    }
}
