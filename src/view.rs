//! What is derived from the records, computed in one place for rules, minutes, table and status.

pub mod action_owners;
pub mod actions;
pub mod activity;
pub mod agenda;
pub mod agenda_mail;
pub mod approval;
pub mod archive;
pub mod attendance;
pub mod calendar;
pub mod call_to_record;
pub mod calls;
pub mod calls_without_file;
pub mod carry_over;
pub mod clock_changes;
pub mod coming_calls;
pub mod day_list;
pub mod due_date;
pub mod first_heard;
pub mod freeze;
pub mod github;
pub mod held_calls;
pub mod history;
pub mod index;
pub mod issue_opening;
pub mod lifecycle;
pub mod links;
pub mod lookup;
pub mod markdown;
pub mod misdated;
pub mod moment;
pub mod names_and_owners;
pub mod next_action;
pub mod not_held;
pub mod open_agenda;
pub mod outcome;
pub mod overdue;
pub mod people;
pub mod person_change;
pub mod prose;
pub mod recorded_days;
pub mod register;
pub mod resolution;
pub mod resolve;
pub mod resolve_who;
pub mod review;
pub mod series;
pub mod status;
pub mod table_rows;
pub mod template_merge;
pub mod timing;
pub mod vanished;
pub mod waiting;

use crate::model::group::Group;
use crate::model::meeting::Meeting;
use crate::model::organization::Person;
use crate::model::workgroup::Workgroup;
use calendar::Calendar;
use chrono::NaiveDate;
use held_calls::HeldCalls;
use history::HistoryEntry;
use index::{Index, Subject};
use moment::Now;
use register::Register;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;
use std::sync::OnceLock;

/// A loaded group with everything that is derived from it, as of one moment.
pub struct Views<'g> {
    /// The records as read.
    pub group: &'g Group,
    /// The content of `workgroup.yaml`.
    pub workgroup: &'g Workgroup,
    /// The current moment for the command.
    pub now: Now,
    /// The calls that the schedule and its exceptions result in.
    pub calendar: Calendar<'g>,
    /// What numbers, slugs and names refer to.
    pub index: Index<'g>,
    /// The generated files on disk, by path. `None` if the command has not read them: then nothing is reported about
    /// them.
    pub generated: Option<BTreeMap<String, String>>,
    register: OnceLock<Register<'g>>,
    repository_names: OnceLock<HashSet<String>>,
    actions_by_subject: OnceLock<HashMap<Subject, Vec<usize>>>,
    held_calls: OnceLock<HeldCalls<'g>>,
    approvals: OnceLock<HashMap<NaiveDate, &'g Meeting>>,
    histories: RefCell<HashMap<Subject, Rc<[HistoryEntry<'g>]>>>,
    treated_days: OnceLock<HashMap<Subject, Vec<NaiveDate>>>,
    people_by_name: OnceLock<HashMap<String, Vec<&'g Person>>>,
}

impl<'g> Views<'g> {
    /// Creates the views of a group whose `workgroup.yaml` could be read.
    pub fn new(group: &'g Group, workgroup: &'g Workgroup, now: Now) -> Self {
        let calendar = Calendar::new(workgroup);
        let index = Index::new(group, workgroup);
        Self {
            group,
            workgroup,
            now,
            calendar,
            index,
            generated: None,
            register: OnceLock::new(),
            repository_names: OnceLock::new(),
            actions_by_subject: OnceLock::new(),
            held_calls: OnceLock::new(),
            approvals: OnceLock::new(),
            histories: RefCell::default(),
            treated_days: OnceLock::new(),
            people_by_name: OnceLock::new(),
        }
    }

    /// The text of a generated file, if it exists and was read.
    pub fn generated_text(&self, path: &str) -> Option<&str> {
        self.generated.as_ref()?.get(path).map(String::as_str)
    }

    /// What the calls recorded about action points.
    pub fn register(&self) -> &Register<'g> {
        self.register.get_or_init(|| Register::from_views(self))
    }

    /// The calls held until now, with their attendance.
    pub fn held_calls(&self) -> &HeldCalls<'g> {
        self.held_calls.get_or_init(|| HeldCalls::from_views(self))
    }

    /// Whether rules about missing data apply to that day.
    pub fn is_complete_on(&self, date: NaiveDate) -> bool {
        self.workgroup.records.complete_since.is_none_or(|since| since <= date)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::model::when::When;
    use crate::store::load::Files;

    /// The group of most tests: UTC, the 2nd and 4th Thursday, two exceptions.
    pub(crate) const GROUP: &str = r#"
name: G
repository: o/r
schedule:
  - { slot: 2nd thursday, start: "09:00", end: "10:30", since: 2023-11-09 }
  - { slot: 4th thursday, start: "15:00", end: "16:30", since: 2023-11-09 }
exceptions:
  - { date: 2025-12-25, reason: public holiday }
  - { date: 2026-05-28, moved-to: 2026-05-27, reason: public holiday }
organizations:
  - Orange
  - { name: Deutsche Telekom, aliases: [DT] }
  - { name: NCSRD, since: 2025-12-22 }
"#;

    /// Runs a test on the views of files (paths and texts; [`GROUP`] unless they include a group), as of a day.
    pub(crate) fn with_views<T>(files: &[(&str, &str)], today: &str, test: impl FnOnce(&Views) -> T) -> T {
        let mut all = vec![("workgroup.yaml", GROUP)];
        if files.iter().any(|(path, _)| *path == "workgroup.yaml") {
            all.clear();
        }
        all.extend(files);
        let group = Files::from_texts(&all).decode_group();
        assert!(group.problems.is_empty(), "{:?}", group.problems);
        let workgroup = group.workgroup.as_ref().unwrap();
        let now = Now::from_when(When::parse(today).unwrap(), workgroup.timezone);
        test(&Views::new(&group, workgroup, now))
    }

    /// A day.
    pub(crate) fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }
}
