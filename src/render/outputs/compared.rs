//! The generated files as they are on the disk.

use super::{Outdated, State, TABLE, minutes_path};
use crate::render::seal::digest_in;
use crate::store::load;
use crate::view::Views;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// Stands for the text of a file that cannot be read.
const UNREADABLE: &str = "(unreadable)";

/// A generated file that [`find_outdated`](super::find_outdated) compares, so that a command reads it into
/// [`Views::generated`] first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedFile {
    /// From the root, with forward slashes.
    pub path: String,
    /// Minutes that a later call approved are not regenerated once they exist: if they have a digest, their first line
    /// suffices.
    pub sealed: bool,
}

/// The generated files of the repository: the table, then the minutes of each call.
pub fn compared_files(views: &Views) -> Vec<ComparedFile> {
    let table = ComparedFile { path: TABLE.to_owned(), sealed: false };
    let minutes = views.group.meetings.iter().map(|meeting| ComparedFile {
        path: minutes_path(meeting),
        sealed: views.approvals.approving_call(meeting).is_some(),
    });
    std::iter::once(table).chain(minutes).collect()
}

/// The generated files that exist, by path, for [`Views::generated`]. Of sealed minutes only the first line is read:
/// nothing but its digest is compared.
pub fn read_generated(views: &Views, root: &Path) -> BTreeMap<String, String> {
    let mut generated = BTreeMap::new();
    for ComparedFile { path, sealed } in compared_files(views) {
        let line = if sealed { load::read_first_line(root, &path).unwrap_or_default() } else { None };
        let text = match line.filter(|line| digest_in(line).is_some()) {
            None => read_generated_text(root, &path),
            line => line,
        };
        generated.extend(text.map(|text| (path, text)));
    }
    generated
}

/// The text of a generated file, if it exists; one that cannot be read was not made by this program.
fn read_generated_text(root: &Path, path: &str) -> Option<String> {
    let bytes = load::read_optional_bytes(root, path).transpose()?;
    let text = bytes.ok().and_then(|bytes| String::from_utf8(bytes).ok());
    Some(text.unwrap_or_else(|| UNREADABLE.to_owned()))
}

/// Notes in the views that these files were written, apart from foreign ones: the others were compared already, so all
/// of them are up to date.
pub fn note_written(views: &mut Views, written: &[Outdated]) {
    let foreign = written.iter().filter(|file| file.state == State::Foreign);
    let foreign: HashSet<&str> = foreign.map(|file| file.path.as_str()).collect();
    let files = compared_files(views).into_iter().map(|file| file.path);
    views.up_to_date = files.filter(|path| !foreign.contains(path.as_str())).collect();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::outputs::{find_outdated, find_unwritten};
    use crate::test_group::TestGroup;

    #[test]
    fn what_was_written_is_not_generated_again_and_foreign_files_stay_foreign() {
        let group = TestGroup::new().proposal("x", "").call("2026-02-12", "").call("2026-02-26", "");
        let mut views = group.views("2026-02-27");
        let by_hand = "Written by hand.\n".to_owned();
        views.generated = Some(BTreeMap::from([("minutes/2026-02-26.md".to_owned(), by_hand)]));
        let files = find_unwritten(&views).unwrap();
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["backlog/README.md", "minutes/2026-02-12.md", "minutes/2026-02-26.md"]);
        note_written(&mut views, &files);
        assert_eq!(views.up_to_date, ["backlog/README.md", "minutes/2026-02-12.md"].map(ToOwned::to_owned).into());
        let outdated = find_outdated(&views).unwrap();
        assert!(outdated.len() == 1 && outdated[0].state == State::Foreign, "{outdated:?}");
    }

    #[test]
    fn sealed_minutes_keep_their_digest() {
        let group = TestGroup::new().call("2026-02-12", "").call("2026-02-26", "previous-minutes: approved\n");
        let mut views = group.views("2026-02-27");
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("minutes")).unwrap();
        for (day, text) in [("12", "<!-- x; approved as 1 -->\n"), ("26", "By hand.\n")] {
            std::fs::write(folder.path().join(format!("minutes/2026-02-{day}.md")), text).unwrap();
        }
        views.generated = Some(read_generated(&views, folder.path()));
        let files = find_unwritten(&views).unwrap();
        assert!(files.len() == 1 && files[0].state == State::Foreign, "{files:?}");
        note_written(&mut views, &files);
        assert_eq!(views.generated_text("minutes/2026-02-12.md").and_then(digest_in), Some("1"));
    }
}
