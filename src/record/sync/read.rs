//! Asks GitHub for what is new.

use super::thread::{ListedFile, ListedThread};
use crate::error::Error;
use crate::model::github::GithubFacts;
use crate::model::reference::Reference;
use crate::outside::github::GithubClient;
use crate::view::Views;
use std::collections::{BTreeMap, BTreeSet};

/// What GitHub answered.
#[derive(Debug)]
pub struct GithubReading {
    /// The issues and pull requests.
    pub threads: Vec<ListedThread>,
    /// The numbers that records name and GitHub does not know, or does not show.
    pub unknown: Vec<Reference>,
}

/// Reads what changed since the last reading, and the numbers that records name and that were never read. A full reading
/// asks for everything.
///
/// # Errors
/// [`Error::Github`] when GitHub cannot be reached, or refuses the request.
pub fn read_changes(
    client: &GithubClient,
    known: &GithubFacts,
    is_full: bool,
    own: &str,
    views: &Views,
) -> Result<GithubReading, Error> {
    let since = known
        .synced
        .as_ref()
        .filter(|_| !is_full)
        .map(|day| format!("&since={}T00:00:00Z", day.value))
        .unwrap_or_default();
    // In the order of creation, an issue that changes meanwhile stays on its page.
    let list = |repository: &str| {
        client.get_pages(&format!("/repos/{repository}/issues?state=all&sort=created&direction=asc{since}"))
    };
    let mut threads: Vec<ListedThread> = list(own)?;
    let mut elsewhere: BTreeMap<String, Vec<Reference>> = BTreeMap::new();
    let mut missing: BTreeSet<Reference> = BTreeSet::new();
    for number in views.threads.named_numbers() {
        match &number.repository {
            Some(repository) => elsewhere.entry(repository.clone()).or_default().push(number),
            None if known.issues.contains_key(&number) => {}
            None => missing.extend([number]),
        }
    }
    for (repository, numbers) in elsewhere {
        let (read, new): (Vec<_>, Vec<_>) =
            numbers.into_iter().partition(|number| !is_full && known.issues.contains_key(number));
        if !read.is_empty() {
            let changed: Vec<ListedThread> = list(&repository)?;
            threads.extend(changed.into_iter().filter(|thread| read.contains(&thread.reference())));
        }
        missing.extend(new);
    }
    for thread in &threads {
        missing.remove(&super::own_reference(thread, own));
    }
    let mut unknown = Vec::new();
    for number in missing {
        let repository = number.repository.as_deref().unwrap_or(own);
        match client.get(&format!("/repos/{repository}/issues/{}", number.number))? {
            Some(thread) => threads.push(thread),
            None => unknown.push(number),
        }
    }
    Ok(GithubReading { threads, unknown })
}

/// The file with the template that a pull request adds: the first text that it adds, or else changes.
///
/// # Errors
/// As [`read_changes`].
pub fn read_template_path(client: &GithubClient, pr: &Reference, own: &str) -> Result<Option<String>, Error> {
    let repository = pr.repository.as_deref().unwrap_or(own);
    let files: Vec<ListedFile> = client.get_pages(&format!("/repos/{repository}/pulls/{}/files", pr.number))?;
    Ok(find_template(&files).map(|file| file.filename.clone()))
}

fn find_template(files: &[ListedFile]) -> Option<&ListedFile> {
    let is_text = |file: &&ListedFile| {
        let name = file.filename.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        name.ends_with(".md") && name != "readme.md"
    };
    let with = |status: &'static str| files.iter().filter(is_text).find(move |file| file.status == status);
    with("added").or_else(|| with("modified"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_the_first_text_that_is_added() {
        let file =
            |filename: &str, status: &str| ListedFile { filename: filename.to_owned(), status: status.to_owned() };
        let files =
            [file("README.md", "added"), file("a.md", "modified"), file("x/b.md", "added"), file("c.png", "added")];
        assert_eq!(find_template(&files).map(|file| file.filename.as_str()), Some("x/b.md"));
        assert_eq!(find_template(&files[..2]).map(|file| file.filename.as_str()), Some("a.md"));
        assert!(find_template(&files[..1]).is_none());
    }
}
