//! Files decoded into a group, with everything that is wrong with them.

#[cfg(test)]
mod tests;

use super::{Files, map_files};
use crate::model::group::Group;
use crate::source::{FileId, Source};
use crate::store::layout::{WORKGROUP, unread_problem};
use crate::store::record::{DecodedFile, DecodedRecord, decode_file};
use crate::store::template_files;
use std::path::Path;

impl Files {
    /// Decodes every file, or those of a [`Focus`](super::focus::Focus); problems are collected in the group. The
    /// templates that proposals name are looked up on the disk.
    pub fn decode_group(self) -> Group {
        let Files { root, records: sources, templates, unreadable_templates, unreadable, with_bom: _, decoded: chosen } =
            self;
        let records = sources.files();
        let decode_one = |index: usize, source: &Source, own_repository: Option<&str>| {
            let file = FileId(u32::try_from(index).unwrap_or(u32::MAX));
            let is_there = |path: &str| records.binary_search_by(|record| record.path.as_str().cmp(path)).is_ok();
            let unread = unread_problem(&source.path, file, is_there);
            match unread.or_else(|| Some(unreadable.get(&source.path)?.to_problem(file))) {
                None => decode_file(file, source, own_repository),
                Some(problem) => DecodedFile::from_problems(vec![problem]),
            }
        };
        // The help for a wrong number in the others depends on the group's repository.
        let workgroup = records.iter().position(|source| source.path == WORKGROUP);
        let workgroup = workgroup.map(|index| (index, decode_one(index, &records[index], None)));
        let own_repository = match &workgroup {
            Some((_, DecodedFile { record: DecodedRecord::Workgroup(workgroup), .. })) => {
                workgroup.repository.as_ref().map(|name| name.to_string())
            }
            _ => None,
        };
        let at = |path: &String| records.binary_search_by(|record| record.path.cmp(path)).ok();
        let mut others: Vec<usize> = match &chosen {
            Some(chosen) => chosen.iter().filter_map(at).collect(),
            None => (0..records.len()).collect(),
        };
        others.retain(|index| workgroup.as_ref().is_none_or(|(done, _)| done != index));
        let mut decoded =
            map_files(&others, |index| (*index, decode_one(*index, &records[*index], own_repository.as_deref())));
        decoded.extend(workgroup);
        decoded.sort_by_key(|(index, _)| *index);
        let mut group = Group {
            templates,
            unreadable_templates,
            all_proposals_read: true,
            all_meetings_read: true,
            ..Group::default()
        };
        for (index, DecodedFile { record, mut problems, former }) in decoded {
            let source = &records[index];
            group.former_keys.extend((!former.is_empty()).then_some(former));
            match record {
                DecodedRecord::None if is_in(&source.path, "backlog") => group.all_proposals_read = false,
                DecodedRecord::None if is_in(&source.path, "minutes") => group.all_meetings_read = false,
                DecodedRecord::None => {}
                DecodedRecord::Proposal(proposal) => group.proposals.push(*proposal),
                DecodedRecord::Meeting(meeting) => group.meetings.push(*meeting),
                DecodedRecord::Workgroup(workgroup) => group.workgroup = Some(*workgroup),
                DecodedRecord::Github(github) => group.github = github,
            }
            problems.sort_by_key(|problem| (problem.place.start, problem.place.end));
            group.problems.append(&mut problems);
        }
        group.sources = sources;
        finish_group(&mut group, &root);
        group
    }

    /// The group of these files where the one before a change is known: only the changed records are decoded. `None`
    /// where that is not enough: another group, a new record, and files with problems or former keys.
    pub(in crate::store) fn decode_changes(&self, before: &Group, changes: &[Source]) -> Option<Group> {
        if self.records.files().len() != before.sources.files().len() {
            return None;
        }
        let is_record = |path: &str| is_in(path, "backlog") || is_in(path, "minutes");
        let paths = changes.iter().map(|change| change.path.clone());
        let part = self.decode_only(&paths.filter(|path| is_record(path)).collect());
        let is_plain = |group: &Group| group.problems.is_empty() && group.former_keys.is_empty();
        let count = part.proposals.len() + part.meetings.len();
        if count != changes.len() || !is_plain(&part) || !is_plain(before) {
            return None;
        }
        let mut group = before.clone();
        for proposal in part.proposals {
            let place = group.proposals.iter_mut().find(|known| known.file == proposal.file)?;
            *place = proposal;
        }
        for meeting in part.meetings {
            let place = group.meetings.iter_mut().find(|known| known.file == meeting.file)?;
            *place = meeting;
        }
        group.sources = part.sources;
        finish_group(&mut group, &self.root);
        Some(group)
    }
}

/// Sorts the records, which are large, without spare room, and looks up the templates that they name.
fn finish_group(group: &mut Group, root: &Path) {
    group.proposals.shrink_to_fit();
    group.meetings.shrink_to_fit();
    group.proposals.sort_by(|a, b| a.slug.cmp(&b.slug));
    group.meetings.sort_by(|a, b| (a.date.value, &a.stem).cmp(&(b.date.value, &b.stem)));
    // Files that are not on the disk have no root.
    if !root.as_os_str().is_empty() {
        group.missing_templates = template_files::find_missing(&group.proposals, root);
    }
}

/// Whether a path is that of a folder, or of a file in it.
fn is_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
