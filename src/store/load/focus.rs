//! The files that a command about one item or one call needs: those that name it. The others are read, because only
//! their text shows that they do not name it, but not decoded.

mod names;

use super::Files;
use crate::model::group::Group;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::when::parse_day;
use crate::source::Source;
use crate::store::layout::{FORMER_GITHUB, GITHUB, WORKGROUP};
use chrono::NaiveDate;
use names::{NameSearch, Names};
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::Arc;

/// With fewer records all are decoded, which takes a few milliseconds.
const MIN_FILES: usize = 512;
/// How many calls before a day, and from it on, belong to it: a call continues the one before, which continues another.
const NEAR_CALLS: usize = 4;
/// The same where what was said of all their items is needed.
const NEAR_CALLS_WITH_HISTORY: usize = 2;

/// The folder of the proposals.
pub const BACKLOG: &str = "backlog/";
/// The folder of the calls.
pub const MINUTES: &str = "minutes/";

/// What a command is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Focus {
    /// The numbers of issues or pull requests, of whichever repository. What calls said of them is decoded.
    pub numbers: Vec<u32>,
    /// The day of a call, or today. The calls near it and the proposals on their agendas are decoded.
    pub day: NaiveDate,
    /// Whether what calls said of the items on these agendas is decoded, too.
    pub has_history: bool,
}

impl Focus {
    /// With what calls said of the items on the agendas.
    #[must_use]
    pub fn with_history(self) -> Self {
        Self { has_history: true, ..self }
    }
}

impl Files {
    /// The same files, of which only those are decoded that a command about `focus` needs. `None` where all are needed:
    /// in a small repository, and where an item has an action point with an id that other calls may have as well.
    pub fn focus_on(&self, focus: &Focus) -> Option<Self> {
        if self.records.files().len() < MIN_FILES { None } else { self.select_files(focus) }
    }

    /// As [`Files::focus_on`], however few files there are.
    pub fn select_files(&self, focus: &Focus) -> Option<Self> {
        let mut chosen: HashSet<String> = [WORKGROUP, GITHUB, FORMER_GITHUB].map(ToOwned::to_owned).into();
        let near = if focus.has_history { NEAR_CALLS_WITH_HISTORY } else { NEAR_CALLS };
        chosen.extend(self.find_calls_near(&[focus.day], near));
        let mut named = Names { numbers: focus.numbers.iter().copied().collect(), ..Names::default() };
        let mut listed = Names::default();
        let list = if focus.has_history { &mut named } else { &mut listed };
        self.decode_only(&chosen).meetings.iter().flat_map(Meeting::items).for_each(|item| list.add_item(item));
        chosen.extend(self.find_files_naming(&listed, BACKLOG));
        // A proposal has former numbers, by which calls name it.
        let proposals = self.find_files_naming(&named, BACKLOG);
        for proposal in &self.decode_only(&proposals).proposals {
            named.add_proposal(proposal);
            chosen.extend(self.find_calls_near(&collect_days(proposal), 1));
        }
        let calls = self.find_files_naming(&named, MINUTES);
        // The days in the ids of action points. A later call names them, and the day whose minutes it approves.
        let mut ids = Names::default();
        ids.days.extend([focus.day.to_string(), focus.day.format("%Y%m%d-").to_string()]);
        for call in &self.decode_only(&calls).meetings {
            ids.add_actions(call, &named)?;
        }
        chosen.extend(self.find_files_naming(&ids, MINUTES));
        // Another file may have one of these numbers, too.
        chosen.extend(self.find_files_naming(&named, BACKLOG));
        chosen.extend(calls);
        Some(Self { decoded: Some(Arc::new(chosen)), ..self.clone() })
    }

    /// The same files, of which only those in some folders are decoded, and those in none.
    #[must_use]
    pub fn only_folders(&self, folders: &[&str]) -> Self {
        let paths = self.records.files().iter().map(|source| &source.path).filter(|path| is_in_folders(path, folders));
        Self { decoded: Some(Arc::new(paths.cloned().collect())), ..self.clone() }
    }

    /// The group of some of the files alone.
    pub fn decode_only(&self, paths: &HashSet<String>) -> Group {
        Self { decoded: Some(Arc::new(paths.clone())), ..self.clone() }.decode_group()
    }

    /// The files of so many calls before each day, and of as many from it on, by their names.
    fn find_calls_near(&self, days: &[NaiveDate], count: usize) -> HashSet<String> {
        let day = |path: &str| parse_day(path.strip_prefix(MINUTES)?.strip_suffix(".yaml")?);
        let files = self.list_files(MINUTES).iter();
        let calls: Vec<(NaiveDate, &String)> =
            files.filter_map(|source| Some((day(&source.path)?, &source.path))).collect();
        let near = |day: &NaiveDate| {
            let at = calls.partition_point(|(call, _)| call < day);
            calls[at.saturating_sub(count)..calls.len().min(at + count)].iter().map(|(_, path)| (*path).clone())
        };
        days.iter().flat_map(near).collect()
    }

    fn find_files_naming(&self, names: &Names, folder: &str) -> HashSet<String> {
        if names.is_empty() {
            return HashSet::new();
        }
        let search = NameSearch::new(names);
        let is_named = |source: &&Source| search.has_name(&source.text) || search.has_name(&source.path);
        let named = self.list_files(folder).par_iter().filter(is_named);
        named.map(|source| source.path.clone()).collect()
    }

    fn list_files(&self, folder: &str) -> &[Source] {
        let files = self.records.files();
        let start = files.partition_point(|source| source.path.as_str() < folder);
        let count = files[start..].partition_point(|source| source.path.starts_with(folder));
        &files[start..start + count]
    }
}

/// Whether a file is in some folders, or in none as those of the group.
pub(super) fn is_in_folders(path: &str, folders: &[&str]) -> bool {
    !path.contains('/') || folders.iter().any(|folder| path.starts_with(folder))
}

/// The days on which the history of a proposal depends on which calls there are.
fn collect_days(proposal: &Proposal) -> Vec<NaiveDate> {
    let stages = proposal.stages.iter().filter_map(|reached| reached.date.as_ref());
    let history = proposal.history.iter().flat_map(|earlier| earlier.known_dates());
    stages.chain(history).chain(&proposal.closed).map(|day| day.value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_in_other_folders_are_not_decoded() {
        let texts = [
            ("backlog/a.yaml", "name: A\n"),
            ("minutes/2026-01-08.yaml", "date: 2026-01-08\n"),
            ("workgroup.yaml", "name: G\n"),
        ];
        let files = Files::from_bytes(
            std::path::Path::new(""),
            texts.map(|(path, text)| (path.to_owned(), text.into())).into(),
        );
        for (folders, expected) in
            [(&[][..], (0, 0)), (&[BACKLOG], (1, 0)), (&[MINUTES], (0, 1)), (&[BACKLOG, MINUTES], (1, 1))]
        {
            let group = files.only_folders(folders).decode_group();
            assert!(group.workgroup.is_some());
            assert_eq!((group.proposals.len(), group.meetings.len()), expected, "{folders:?}");
        }
    }

    #[test]
    fn what_names_the_item_is_decoded_with_the_calls_near_the_day() {
        let call = |day: &str, text: &str| (format!("minutes/{day}.yaml"), format!("date: {day}\n{text}").into_bytes());
        let mut all: Vec<(String, Vec<u8>)> = (1..=20).map(|day| call(&format!("2026-01-{day:02}"), "")).collect();
        all.push(call("2020-01-09", "agenda: [{ pr: 64, actions: [{ id: 20200109-01, text: t }] }]\n"));
        all.push(call("2020-03-26", "action-updates: [{ id: 20200109-01, status: closed }]\n"));
        all.push(call("2020-02-13", "agenda: [{ issue: 65 }]\n"));
        let proposal =
            |slug: &str, text: &str| (format!("backlog/{slug}.yaml"), format!("name: {slug}\n{text}").into_bytes());
        all.push(proposal(
            "sim-swap",
            "issue: 63\ntemplate: { pr: 64 }\nstages: [{ stage: under-review, date: 2020-02-13 }]\n",
        ));
        all.push(proposal("tide", "issue: 65\n"));
        all.push(("workgroup.yaml".to_owned(), b"name: G\n".to_vec()));
        let files = Files::from_bytes(std::path::Path::new(""), all.clone());
        let day = parse_day("2026-01-10").unwrap();
        let focus = Focus { numbers: vec![63], day, has_history: false };
        let group = files.select_files(&focus).unwrap().decode_group();
        let slugs: Vec<&str> = group.proposals.iter().map(|one| one.slug.as_str()).collect();
        assert_eq!(slugs, ["sim-swap"]);
        let days: Vec<String> = group.meetings.iter().map(|call| call.date.value.to_string()).collect();
        let near = (6..=13).map(|day| format!("2026-01-{day:02}"));
        // It names the item, it is of the day of a stage, it names an action point of the item.
        assert_eq!(
            days,
            ["2020-01-09", "2020-02-13", "2020-03-26"]
                .map(ToOwned::to_owned)
                .into_iter()
                .chain(near)
                .collect::<Vec<_>>()
        );
        assert!(files.focus_on(&focus).is_none(), "a small repository");
        all.push(call("2020-03-12", "agenda: [{ issue: 63, actions: [{ id: '1', text: t }] }]\n"));
        assert!(Files::from_bytes(std::path::Path::new(""), all).select_files(&focus).is_none(), "an id without a day");
    }
}
