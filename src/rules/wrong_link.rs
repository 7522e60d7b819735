//! A link leads to something else than it is to.

use super::{Findings, Found, rule};
use crate::finding::{Fix, Level, Mend};
use crate::model::address::{Hosted, Thread, scheme};
use crate::model::proposal::Proposal;
use crate::source::Spanned;
use crate::view::Views;

rule! {
    /// A link that runs a script, that is not encrypted, that takes a pull request for an issue or an issue for a
    /// pull request, or that leads to a release of another repository than the proposal's.
    ///
    /// A script is an error, all else a warning. A template that links the proposal's own issue is right.
    ///
    /// ## Why
    /// The table and the minutes print these links, and nobody tries them before somebody has to rely on one.
    ///
    /// ## Evidence
    /// `template.url`, `validation.link`, `url` and `maintainers` of the `repository`, and `url` of the `releases`
    /// in the proposals; `link` of each `recap` in the calls. Which number is an issue and which a pull request is
    /// known from the proposals and from `github.lock`. Links in prose are not judged.
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
    /// ## Mend
    /// Open the page that is meant and copy its address. `backlog check --fix` turns `http:` into `https:` where the
    /// address names no port.
    Proposal, Warn, Group(check)
}

/// What a link is to lead to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Aim {
    /// The filled template: a pull request, a file, or the issue that holds it.
    Template,
    /// A release of the API.
    Release,
    /// Any page.
    Page,
}

/// Schemes that run what they hold when somebody follows the link.
const SCRIPTS: [&str; 3] = ["javascript", "data", "vbscript"];

fn check(views: &Views, out: &mut Findings) {
    for proposal in &views.group.proposals {
        let day = views.first_heard(proposal);
        let mut take = |found: Found| out.push(found.on(day));
        for (link, aim) in links(proposal) {
            scheme_of(link).into_iter().for_each(&mut take);
            let Some(hosted) = Hosted::parse(link) else { continue };
            wrong_thread(link, &hosted, Some((proposal, aim)), views).into_iter().for_each(&mut take);
            if aim == Aim::Release {
                other_repository(link, &hosted, proposal).into_iter().for_each(&mut take);
            }
        }
    }
    for meeting in &views.group.meetings {
        for link in meeting.recap.iter().filter_map(|recap| recap.link.as_ref()) {
            let thread = Hosted::parse(link).and_then(|hosted| wrong_thread(link, &hosted, None, views));
            for found in scheme_of(link).into_iter().chain(thread) {
                out.push(found.on(meeting.date.value));
            }
        }
    }
}

/// The links of a proposal that stand under keys of their own.
fn links(proposal: &Proposal) -> impl Iterator<Item = (&Spanned<String>, Aim)> {
    let template = proposal.template.iter().filter_map(|template| template.url.as_ref());
    let validation = proposal.validation.iter().filter_map(|validation| validation.link.as_ref());
    let repository =
        proposal.repository.iter().flat_map(|repository| repository.url.iter().chain(&repository.maintainers));
    let releases = proposal.releases.iter().filter_map(|release| release.url.as_ref());
    let pages = validation.chain(repository).map(|link| (link, Aim::Page));
    template.map(|link| (link, Aim::Template)).chain(pages).chain(releases.map(|link| (link, Aim::Release)))
}

fn scheme_of(link: &Spanned<String>) -> Option<Found> {
    let scheme = scheme(link)?;
    if SCRIPTS.contains(&scheme.as_str()) {
        let found = Found::at(link.place, format!("the link is `{scheme}:`, which runs as a script and leads nowhere"));
        return Some(found.help("Write the address of a page: `https://...`.").level(Level::Error));
    }
    (scheme == "http").then(|| {
        Found::at(link.place, "the link is `http:`, which is not encrypted")
            .help("Write `https:` in its place.")
            .fix(encrypted(link))
    })
}

/// The same address behind `https:`. One that names a port means that of `http:`.
fn encrypted(link: &Spanned<String>) -> Option<Fix> {
    let rest = link.strip_prefix("http://").or_else(|| link.strip_prefix("HTTP://"))?;
    let host = rest.split(['/', '?', '#']).next()?;
    let is_named = !host.is_empty() && !host.contains(':');
    is_named.then(|| {
        Fix::new(
            format!("{} is https: now", link.value),
            Mend::Write { place: link.place, text: format!("https://{rest}") },
        )
    })
}

/// A pull request that is linked as an issue, or an issue as a pull request.
fn wrong_thread(link: &Spanned<String>, hosted: &Hosted, of: Option<(&Proposal, Aim)>, views: &Views) -> Option<Found> {
    let Thread { reference, is_pr } = hosted.thread()?;
    let bearer = views.index.by_issue(&reference);
    let known_issue = bearer.is_some() || views.issue_state(&reference).is_some();
    let known_pr = views.index.by_pr(&reference).is_some() || views.pr_state(&reference).is_some();
    let label = views.issue_label(&reference);
    let number = reference.number;
    let (message, help) = if is_pr {
        if known_pr || !known_issue {
            return None;
        }
        (format!("{label} is an issue, and is linked as a pull request"), format!("Write `/issues/{number}`."))
    } else if known_pr && !known_issue {
        (format!("{} is linked as an issue", views.pr_label(&reference)), format!("Write `/pull/{number}`."))
    } else {
        let (proposal, _) = of.filter(|(_, aim)| *aim == Aim::Template)?;
        if bearer.is_some_and(|bearer| bearer.slug == proposal.slug) {
            return None;
        }
        (
            format!("{label} is an issue of something else, and no template"),
            format!("Link the pull request with the template, `/pull/{number}` if that is it, or the file."),
        )
    };
    Some(Found::at(link.place, message).help(help))
}

fn other_repository(link: &Spanned<String>, hosted: &Hosted, proposal: &Proposal) -> Option<Found> {
    let repository = proposal.repository.as_ref()?.url.as_ref()?;
    let own = Hosted::parse(repository)?;
    if !own.host.eq_ignore_ascii_case(hosted.host) || own.is_same_repository(hosted) {
        return None;
    }
    let message = format!("a release of {}, and the repository is {}", hosted.repository, own.repository);
    Some(Found::at(link.place, message).help("Mend one of the two links.").related(repository.place, "the repository"))
}

#[cfg(test)]
mod tests {
    use crate::rules::examples::told;

    fn told_of(files: &[(&str, &str)]) -> Vec<String> {
        told("wrong-link", files, "2026-06-30")
    }

    /// The findings about one address of a template, from the message on.
    fn template(url: &str) -> Vec<String> {
        let text = format!("name: X\nissue: 63\ntemplate: {{ pr: 64, url: \"{url}\" }}\n");
        let files = [
            ("backlog/x.yaml", text.as_str()),
            ("backlog/y.yaml", "name: Y\nissue: 65\n"),
            ("github.lock", "issues: { 71: { opened: 2025-01-01 } }\nprs: { 70: { opened: 2025-01-01 } }\n"),
        ];
        let told = told_of(&files);
        told.iter().map(|line| line.replacen(" backlog/x.yaml:3:26", "", 1)).collect()
    }

    #[test]
    fn issues_and_pull_requests_are_told_apart() {
        let at = |rest: &str| template(&format!("https://github.com/example/backlog/{rest}"));
        assert_eq!(at("issues/64"), ["warning PR#64 is linked as an issue | Write `/pull/64`."]);
        assert_eq!(at("issues/70#issuecomment-1").len(), 1);
        assert_eq!(at("pull/65"), ["warning #65 is an issue, and is linked as a pull request | Write `/issues/65`."]);
        assert_eq!(at("pull/71/files").len(), 1);
        let else_linked = "is an issue of something else, and no template | Link the pull request with the template,";
        assert_eq!(at("issues/65"), [format!("warning #65 {else_linked} `/pull/65` if that is it, or the file.")]);
        assert_eq!(at("issues/99").len(), 1);
        for right in ["issues/63", "pull/64", "pull/99", "blob/main/documentation/X.md"] {
            assert_eq!(at(right), [""; 0], "{right}");
        }
    }

    #[test]
    fn schemes_are_judged_everywhere() {
        assert_eq!(
            template(" JavaScript:alert(1)"),
            ["error the link is `javascript:`, which runs as a script and leads nowhere | Write the address of a \
              page: `https://...`."]
        );
        let proposal = "name: X\nregistered: 2026-01-01\nvalidation: { link: 'http://e.x' }\nrepository: { maintainers: 'http://e.x' }\n\
                        releases: [{ url: 'http://e.x' }, { url: 'mailto:a@e.x' }, { url: 'docs/a.md' }]\n";
        let call = "date: 2026-02-12\nrecap: [{ heading: TSC, link: 'data:text/html,x' }]\n";
        let told = told_of(&[("backlog/x.yaml", proposal), ("minutes/2026-02-12.yaml", call)]);
        let places: Vec<&str> = told.iter().map(|line| line.split(" the link").next().unwrap()).collect();
        assert_eq!(
            places,
            [
                "warning backlog/x.yaml:3:21",
                "warning backlog/x.yaml:4:28",
                "warning backlog/x.yaml:5:19",
                "error minutes/2026-02-12.yaml:2:31",
            ]
        );
    }

    #[test]
    fn a_release_is_of_the_repository() {
        let release = |url: &str| {
            let repository = "repository: { url: 'https://github.com/o/DeviceStatus' }";
            told_of(&[("backlog/x.yaml", &format!("name: X\n{repository}\nreleases: [{{ url: '{url}' }}]\n"))])
        };
        assert_eq!(
            release("https://github.com/o/DeviceSwap/releases/tag/r1.1"),
            ["warning backlog/x.yaml:3:19 a release of o/DeviceSwap, and the repository is o/DeviceStatus | Mend one \
              of the two links."]
        );
        assert_eq!(release("https://www.github.com/O/devicestatus/releases/tag/r1.1"), [""; 0]);
        assert_eq!(release("https://lists.example.org/o/DeviceSwap"), [""; 0], "another host may show it");
    }
}
