//! What a reading of GitHub changes in `github.yaml`.

pub mod read;
pub mod thread;

use crate::error::Error;
use crate::model::github::{GithubFacts, ThreadFacts};
use crate::model::github_url::ThreadKind;
use crate::model::reference::Reference;
use crate::model::wording::quote_shell_word;
use crate::source::Spanned;
use crate::view::Views;
use crate::view::threads::{looks_like_proposal, split_title};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use thread::{ListedThread, shorten_repository};

/// The group's repository on GitHub.
///
/// # Errors
/// [`Error::Usage`] without one.
pub fn require_repository<'g>(views: &Views<'g>) -> Result<&'g str, Error> {
    let repository = views.workgroup.repository.as_ref().map(|repository| repository.as_str());
    let help = "Set it: `backlog set workgroup repository=OWNER/REPO`.";
    repository.ok_or_else(|| Error::usage("the group has no repository on GitHub", help))
}

/// Parses what `gh api --paginate 'repos/O/R/issues?state=all'` prints: one list or several, one after the other. `name` is
/// that of the input, for messages.
///
/// # Errors
/// [`Error::Usage`] when it is something else, or of another repository.
pub fn parse_listing(text: &str, name: &str, own: &str) -> Result<Vec<ListedThread>, Error> {
    let help = format!("Write it with `gh api --paginate 'repos/{own}/issues?state=all'`.");
    let lists = serde_json::Deserializer::from_str(text).into_iter::<Vec<ListedThread>>();
    let lists: Vec<_> = lists
        .collect::<Result<_, _>>()
        .map_err(|error| Error::usage(format!("{name} is not a list of issues: {error}"), &help))?;
    if lists.is_empty() {
        return Err(Error::usage(format!("{name} is empty"), help));
    }
    let threads: Vec<ListedThread> = lists.into_iter().flatten().collect();
    let repositories = threads.iter().filter_map(|thread| thread.reference().repository);
    let repositories: BTreeSet<String> = repositories.collect();
    match repositories.iter().next() {
        Some(other) if !repositories.iter().any(|one| one.eq_ignore_ascii_case(own)) => {
            Err(Error::usage(format!("{name} has issues of {other}, and the group's repository is {own}"), help))
        }
        _ => Ok(threads),
    }
}

/// The facts after a reading: of the numbers that the records name, of open issues that look like proposals, and of pull
/// requests that close one of these. What was not read, or was read when it was newer, stays as it is. `synced` is the day
/// of the reading in UTC.
pub fn merge_reading(
    known: &GithubFacts,
    threads: &[ListedThread],
    synced: Option<NaiveDate>,
    own: &str,
    views: &Views,
) -> GithubFacts {
    let mut issues = known.issues.clone();
    for thread in threads {
        let number = own_reference(thread, own);
        let facts = thread.to_facts(own, views.workgroup.timezone);
        let before = issues.get(&number);
        if before.is_some_and(|before| before.updated_day() > facts.updated_day()) {
            continue;
        }
        let path = before.and_then(|before| before.path.clone());
        issues.insert(number, ThreadFacts { path, ..facts });
    }
    let named = views.threads.named_numbers();
    let is_proposal = |(number, facts): (&Reference, &ThreadFacts)| {
        named.contains(number) || number.repository.is_none() && looks_like_proposal(facts, views.workgroup)
    };
    let kept: BTreeSet<Reference> =
        issues.iter().filter(|entry| is_proposal(*entry)).map(|(number, _)| number.clone()).collect();
    issues.retain(|number, facts| kept.contains(number) || facts.fixes.iter().any(|issue| kept.contains(issue)));
    for (number, facts) in &mut issues {
        // A record has it now.
        if named.contains(number) || facts.closed.is_some() {
            facts.summary = None;
        }
    }
    GithubFacts {
        repository: views.workgroup.repository.clone(),
        synced: synced.map(Spanned::from),
        proposal_label: views.workgroup.github.labels.proposal.as_deref().cloned(),
        issues,
    }
}

/// The day until which every change is known after a listing, which may be old: in each repository that of the newest change
/// that is listed, or else of the last reading. `today` is in UTC.
pub fn find_listing_day(
    known: &GithubFacts,
    threads: &[ListedThread],
    own: &str,
    today: NaiveDate,
) -> Option<NaiveDate> {
    let mut newest: BTreeMap<Option<String>, Option<NaiveDate>> = BTreeMap::new();
    for thread in threads {
        let day = newest.entry(own_reference(thread, own).repository).or_default();
        *day = thread.updated_day().max(*day);
    }
    let before = known.synced.as_ref().map(|day| day.value);
    for repository in known.issues.keys().map(|number| &number.repository).chain([&None]) {
        newest.entry(repository.clone()).or_insert(before);
    }
    newest.into_values().min().flatten().map(|day| day.min(today))
}

/// Why everything has to be read again after a reading of what changed: a phrase; `None` if it need not be.
pub fn explain_full_reading(known: &GithubFacts, facts: &GithubFacts) -> Option<String> {
    let synced = known.synced.as_ref()?.value;
    if known.proposal_label != facts.proposal_label {
        return Some("`github.labels.proposal` changed".to_owned());
    }
    // Its pull requests may have been left out before.
    let is_late = |(number, now): &(&Reference, &ThreadFacts)| {
        now.kind == ThreadKind::Issue
            && !known.issues.contains_key(number)
            && now.opened.is_some_and(|opened| opened.written_day() < synced)
    };
    let (number, _) = facts.issues.iter().find(is_late)?;
    Some(format!("{number} is older than the last reading, and was not kept then"))
}

/// The number of an issue or a pull request, as the group writes it.
fn own_reference(thread: &ListedThread, own: &str) -> Reference {
    shorten_repository(thread.reference(), own, own)
}

/// The pull requests whose files are to be asked for: those that close an issue that is kept, and changed. In a full reading
/// also those without a template that are not given up, which a listing does not name.
pub fn find_changed_templates<'f>(known: &GithubFacts, facts: &'f GithubFacts, is_full: bool) -> Vec<&'f Reference> {
    let is_changed = |number: &Reference, now: &ThreadFacts| known.issues.get(number) != Some(now);
    let is_missing = |now: &ThreadFacts| now.path.is_none() && (now.closed.is_none() || now.merged.is_some());
    let fixes = |now: &ThreadFacts| now.fixes.iter().any(|issue| facts.issues.contains_key(issue));
    let prs = facts.issues.iter().filter(|(_, now)| now.kind == ThreadKind::Pr && fixes(now));
    let asked = prs.filter(|(number, now)| is_changed(number, now) || is_full && is_missing(now));
    asked.map(|(number, _)| number).collect()
}

/// How a reading changed the facts: `2 new, 1 changed`.
pub fn describe_reading(known: &GithubFacts, facts: &GithubFacts) -> String {
    let before: HashMap<&Reference, &ThreadFacts> = known.issues.iter().collect();
    let new = facts.issues.keys().filter(|number| !before.contains_key(number)).count();
    let same = facts.issues.iter().filter(|(number, now)| before.get(number) == Some(now)).count();
    let gone = known.issues.keys().filter(|number| !facts.issues.contains_key(number)).count();
    let counts = [(new, "new"), (facts.issues.len() - new - same, "changed"), (gone, "left out")];
    let counts: Vec<String> =
        counts.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if counts.is_empty() { "nothing new".to_owned() } else { counts.join(", ") }
}

/// One line for each open issue that looks like a proposal and has no record, with the command that registers it.
pub fn list_unregistered(views: &Views) -> Vec<String> {
    let line = |(number, facts): (&Reference, &ThreadFacts)| {
        let title = split_title(facts.title.as_deref().unwrap_or_default()).0;
        let account = facts.author.as_deref().unwrap_or_default();
        let owner = views.threads.organization_of(account).map_or_else(|| "ORG".to_owned(), quote_shell_word);
        let opened = facts.opened.map(|opened| format!(", opened {}", opened.written_day())).unwrap_or_default();
        let by = if account.is_empty() { String::new() } else { format!(" by {account}") };
        format!(
            "#{} {title}{opened}{by}: backlog add-proposal --issue {} --owner {owner}",
            number.number, number.number
        )
    };
    views.threads.unregistered().map(line).collect()
}

#[cfg(test)]
mod tests;
