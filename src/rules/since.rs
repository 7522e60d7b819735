//! Which findings a change brought in: those that the records before it did not have.

use super::run::{Checked, Overrides, run};
use crate::finding::Finding;
use crate::model::group::Group;
use crate::view::Views;
use std::collections::{HashMap, HashSet};

/// Runs the rules over the records and over what they were before a change: the findings that only the records
/// have now, among them those of the rules that compare the two. Both are judged as of one moment, so that the
/// calendar alone makes nothing new.
pub fn check_since(views: &Views, before: &Views, overrides: &Overrides) -> Checked {
    let old = run(before, None, overrides).findings;
    let now = run(views, Some(before), overrides);
    let findings = newly(now.findings, views.group, &old, before.group);
    Checked { findings, without_evidence: now.without_evidence }
}

/// The findings of a state that the state before it did not have, in their order.
pub fn newly(after: Vec<Finding>, after_group: &Group, before: &[Finding], before_group: &Group) -> Vec<Finding> {
    let mut known: HashMap<_, usize> = HashMap::new();
    let stays: HashSet<&str> = after_group.sources.files().iter().map(|source| source.path.as_str()).collect();
    let mut moved: HashMap<_, usize> = HashMap::new();
    for finding in before {
        let (rule, path, message) = key(finding, before_group);
        if stays.contains(path) {
            *known.entry((rule, path, message)).or_default() += 1;
        } else {
            // The file has gone or has another name now: what was wrong in it is not new there.
            *moved.entry((rule, message)).or_default() += 1;
        }
    }
    let was: HashSet<&str> = before_group.sources.files().iter().map(|source| source.path.as_str()).collect();
    let new: Vec<bool> = after
        .iter()
        .map(|finding| {
            let (rule, path, message) = key(finding, after_group);
            let there = match was.contains(path) {
                true => known.get_mut(&(rule, path, message)),
                false => moved.get_mut(&(rule, message)),
            };
            let known = there.filter(|left| **left > 0).map(|left| *left -= 1);
            known.is_none()
        })
        .collect();
    after.into_iter().zip(new).filter_map(|(finding, is_new)| is_new.then_some(finding)).collect()
}

/// What makes two findings the same one, wherever it has moved to in its file.
fn key<'f>(finding: &'f Finding, group: &'f Group) -> (&'static str, &'f str, &'f str) {
    (finding.rule, &group.sources.file(finding.place.file).path, &finding.message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Level;
    use crate::source::{FileId, Place};
    use crate::store::load::Files;

    fn finding(file: u32, message: &str, start: u32) -> Finding {
        Finding {
            rule: "syntax",
            level: Level::Error,
            place: Place { file: FileId(file), start, end: start },
            message: message.to_owned(),
            help: None,
            related: Vec::new(),
            fix: None,
        }
    }

    #[test]
    fn a_finding_is_new_when_there_are_more_of_it() {
        let group = Files::of(&[("workgroup.yaml", "name: G\n")]).decode();
        let before = [finding(0, "a", 0), finding(0, "b", 1)];
        let after = vec![finding(0, "a", 5), finding(0, "a", 6), finding(0, "b", 7), finding(0, "c", 8)];
        let new = newly(after, &group, &before, &group);
        assert_eq!(new, [finding(0, "a", 6), finding(0, "c", 8)]);
    }

    #[test]
    fn what_a_file_had_under_its_former_name_is_not_new() {
        let before_group = Files::of(&[("backlog/a.yaml", "name: A\n"), ("backlog/b.yaml", "name: B\n")]).decode();
        let after_group = Files::of(&[("backlog/b.yaml", "name: B\n"), ("backlog/c.yaml", "name: A\n")]).decode();
        let before = [finding(0, "a", 0)];
        let new = newly(vec![finding(0, "a", 0), finding(1, "a", 0)], &after_group, &before, &before_group);
        assert_eq!(new, [finding(0, "a", 0)], "b is no new file, and did not have it");
    }
}
