//! Templates that proposals name and that are not in this repository.

use crate::model::proposal::Proposal;
use crate::store::open::resolve_inside;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Looks up paths of the repository, which have forward slashes and stay inside it.
pub trait Lookup {
    /// Whether a folder exists.
    fn is_folder(&self, path: &str) -> bool;
    /// Whether a file exists.
    fn is_file(&self, path: &str) -> bool;
}

/// The repository at a root on the disk, which is absolute and without links. Files outside of it do not exist.
impl Lookup for Path {
    fn is_folder(&self, path: &str) -> bool {
        resolves_to(self, path, Path::is_dir)
    }

    fn is_file(&self, path: &str) -> bool {
        resolves_to(self, path, Path::is_file)
    }
}

fn resolves_to(root: &Path, path: &str, kind: fn(&Path) -> bool) -> bool {
    resolve_inside(root, path).ok().flatten().is_some_and(|real| kind(&real))
}

/// The `template.path` of proposals that is not a file, although the first folder of the path exists: a group with its
/// templates in another repository has none of the folders. Each path is looked up once.
pub fn find_missing<L: Lookup + ?Sized>(proposals: &[Proposal], lookup: &L) -> BTreeSet<String> {
    let mut folders: BTreeMap<&str, bool> = BTreeMap::new();
    let mut paths = BTreeSet::new();
    for path in proposals.iter().filter_map(|proposal| proposal.template.as_ref()?.path.as_ref()) {
        let Some((folder, _)) = path.split_once('/').filter(|(folder, _)| is_inside(folder)) else { continue };
        if *folders.entry(folder).or_insert_with(|| lookup.is_folder(folder)) {
            paths.insert(path.as_str());
        }
    }
    let is_there = |path: &str| path.split('/').all(is_inside) && lookup.is_file(path);
    paths.into_iter().filter(|path| !is_there(path)).map(str::to_owned).collect()
}

/// Whether a part of a path stays inside the folder.
pub fn is_inside(part: &str) -> bool {
    !matches!(part, "" | "." | "..") && !part.contains(['\\', ':', '\0'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::load::{self, Files};
    use std::cell::RefCell;

    #[test]
    fn a_path_of_windows_leads_nowhere() {
        for part in [r"..\..\private", r"docs\a.md", "C:", r"\server"] {
            assert!(!is_inside(part), "{part}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_does_not_show_what_is_outside() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap().join("repository");
        for path in ["repository/docs", "private"] {
            std::fs::create_dir_all(root.with_file_name(path)).unwrap();
            std::fs::write(root.with_file_name(path).join("a.md"), "").unwrap();
        }
        for (link, to) in [("inside", "docs"), ("outside", "../private"), ("docs/b.md", "../../private/a.md")] {
            std::os::unix::fs::symlink(to, root.join(link)).unwrap();
        }
        let looks =
            ["docs/a.md", "inside/a.md", "outside/a.md", "docs/b.md"].map(|path| Lookup::is_file(root.as_path(), path));
        assert_eq!((looks, Lookup::is_folder(root.as_path(), "outside")), ([true, true, false, false], false));
    }

    /// Records the paths that are looked up.
    struct RecordingLookup(RefCell<Vec<String>>);

    impl Lookup for RecordingLookup {
        fn is_folder(&self, path: &str) -> bool {
            self.0.borrow_mut().push(format!("{path}/"));
            path == "docs"
        }

        fn is_file(&self, path: &str) -> bool {
            self.0.borrow_mut().push(path.to_owned());
            path == "docs/a.md"
        }
    }

    fn decode_proposals(paths: &[&str]) -> Vec<Proposal> {
        let text = |path: &&str| format!("name: A\ntemplate: {{ path: '{path}' }}\n");
        let texts: Vec<String> = paths.iter().map(text).collect();
        let names: Vec<String> = (0..paths.len()).map(|number| format!("backlog/{number}.yaml")).collect();
        let files: Vec<(&str, &str)> =
            names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
        Files::from_texts(&files).decode_group().proposals
    }

    #[test]
    fn each_path_is_looked_up_once_and_none_outside() {
        let paths = [
            "docs/a.md",
            "docs/a.md",
            "docs/b.md",
            "else/a.md",
            "else/b.md",
            "a.md",
            "../a.md",
            "/etc/passwd",
            "docs/../../a.md",
        ];
        let asked = RecordingLookup(RefCell::new(Vec::new()));
        let missing = find_missing(&decode_proposals(&paths), &asked);
        assert_eq!(missing.iter().map(String::as_str).collect::<Vec<_>>(), ["docs/../../a.md", "docs/b.md"]);
        assert_eq!(*asked.0.borrow(), ["docs/", "else/", "docs/a.md", "docs/b.md"]);
    }

    #[test]
    fn the_disk_is_asked_from_the_root() {
        let root = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| std::fs::write(root.path().join(path), text).unwrap();
        std::fs::create_dir_all(root.path().join("docs/x.md")).unwrap();
        std::fs::create_dir(root.path().join("backlog")).unwrap();
        write("workgroup.yaml", "name: G\n");
        write("docs/a.md", "A");
        write("backlog/a.yaml", "name: A\ntemplate: { path: docs/a.md }\n");
        write("backlog/x.yaml", "name: X\ntemplate: { path: docs/x.md }\n");
        let missing = load::read_files(root.path()).unwrap().decode_group().missing_templates;
        assert_eq!(missing.iter().map(String::as_str).collect::<Vec<_>>(), ["docs/x.md"], "a folder is not a file");
    }
}
