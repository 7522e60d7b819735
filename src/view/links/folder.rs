//! Where the paths of a document lead: to files of the group's repository on GitHub.

/// A folder of a repository on GitHub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageFolder {
    /// The URL of the repository; `None` if the group has none.
    repository: Option<String>,
    /// Its path from the root of the repository.
    path: String,
}

impl PageFolder {
    pub(super) fn new(repository: Option<String>, path: String) -> Self {
        Self { repository, path }
    }

    /// The URL for a link in a file of this folder that has no scheme. `None` for a link within the page, and for one that
    /// leaves the repository.
    pub fn resolve_path(&self, link: &str) -> Option<String> {
        let end = link.find(['#', '?']).unwrap_or(link.len());
        let (path, rest) = link.trim().split_at_checked(end)?;
        if path.is_empty() || path.starts_with("//") || path.contains('\\') {
            return None;
        }
        let base = if path.starts_with('/') { "" } else { &self.path };
        let mut parts: Vec<&str> = Vec::new();
        for part in base.split('/').chain(path.split('/')) {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()?),
                part => parts.push(part),
            }
        }
        Some(format!("{}/blob/HEAD/{}{rest}", self.repository.as_ref()?, parts.join("/")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_a_file_of_the_repository() {
        let folder = PageFolder::new(Some("https://github.com/o/r".to_owned()), "docs/minutes".to_owned());
        for (link, path) in [
            ("2026-02-12.md", "docs/minutes/2026-02-12.md"),
            ("./a b.md#top", "docs/minutes/a b.md#top"),
            ("../API%20x.md?raw=1", "docs/API%20x.md?raw=1"),
            ("../../README.md", "README.md"),
            ("/backlog/README.md", "backlog/README.md"),
        ] {
            assert_eq!(folder.resolve_path(link).unwrap(), format!("https://github.com/o/r/blob/HEAD/{path}"));
        }
        for link in ["#top", "?x", "", "//evil.example/x", "../../../x", "a\\b", "/../x"] {
            assert_eq!(folder.resolve_path(link), None, "{link}");
        }
        assert_eq!(PageFolder::new(None, String::new()).resolve_path("a.md"), None);
    }
}
