//! What is derived from the records, computed in one place: rules, minutes, table and status use it.

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
pub mod carry_over;
pub mod clock_changes;
pub mod coming_calls;
pub mod due_date;
pub mod first_heard;
pub mod freeze;
pub mod github;
pub mod held_calls;
pub mod history;
pub mod index;
pub mod lifecycle;
pub mod links;
pub mod markdown;
pub mod misdated;
pub mod moment;
pub mod named;
pub mod next_action;
pub mod not_held;
pub mod on_day;
pub mod open_agenda;
pub mod opened;
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
pub mod rows;
pub mod series;
pub mod status;
pub mod template;
pub mod timing;
pub mod unfiled_calls;
pub mod vanished;
pub mod waiting;

use crate::model::group::Group;
use crate::model::meeting::{Item, Meeting};
use crate::model::organization::Person;
use crate::model::workgroup::Workgroup;
use calendar::{Calendar, Call, Day};
use chrono::NaiveDate;
use held_calls::HeldCalls;
use history::Entry;
use index::{Index, Subject};
use moment::Now;
use register::Register;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;
use std::sync::OnceLock;

/// A loaded group with everything that is derived from it, as seen from one moment.
pub struct Views<'g> {
    /// The records as they were read.
    pub group: &'g Group,
    /// What `workgroup.yaml` says, which could be read.
    pub workgroup: &'g Workgroup,
    /// The moment that the command takes for the present.
    pub now: Now,
    /// The days that the schedule and its exceptions make.
    pub calendar: Calendar<'g>,
    /// What numbers, slugs and names refer to.
    pub index: Index<'g>,
    /// The generated files that are on the disk, by path. `None` where no command has read them: nothing is said
    /// of them then.
    pub generated: Option<BTreeMap<String, String>>,
    register: OnceLock<Register<'g>>,
    repository_names: OnceLock<HashSet<String>>,
    actions_by_subject: OnceLock<HashMap<Subject, Vec<usize>>>,
    held_calls: OnceLock<HeldCalls<'g>>,
    approvals: OnceLock<HashMap<NaiveDate, &'g Meeting>>,
    entries: RefCell<HashMap<Subject, Rc<[Entry<'g>]>>>,
    treated_days: OnceLock<HashMap<Subject, Vec<NaiveDate>>>,
    people_by_name: OnceLock<HashMap<String, Vec<&'g Person>>>,
}

impl<'g> Views<'g> {
    /// The views of a group whose `workgroup.yaml` was read.
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
            entries: RefCell::default(),
            treated_days: OnceLock::new(),
            people_by_name: OnceLock::new(),
        }
    }

    /// The text of a generated file, where it is there and was read.
    pub fn generated_text(&self, path: &str) -> Option<&str> {
        self.generated.as_ref()?.get(path).map(String::as_str)
    }

    /// What the calls said of action points.
    pub fn register(&self) -> &Register<'g> {
        self.register.get_or_init(|| Register::collect(self))
    }

    /// The calls that were held until now, and who was there.
    pub fn held_calls(&self) -> &HeldCalls<'g> {
        self.held_calls.get_or_init(|| HeldCalls::collect(self))
    }

    /// The file of the call on that day.
    pub fn meeting_on(&self, date: NaiveDate) -> Option<&'g Meeting> {
        let at = self.group.meetings.partition_point(|meeting| meeting.date.value < date);
        self.group.meetings.get(at).filter(|meeting| meeting.date.value == date)
    }

    /// The files of calls before that day, oldest first, cancelled ones too.
    pub fn meetings_before(&self, date: NaiveDate) -> &'g [Meeting] {
        let at = self.group.meetings.partition_point(|meeting| meeting.date.value < date);
        &self.group.meetings[..at]
    }

    /// The last call before that day that has a file and was not cancelled.
    pub fn last_held_before(&self, date: NaiveDate) -> Option<&'g Meeting> {
        self.meetings_before(date).iter().rev().find(|meeting| self.is_held(meeting))
    }

    /// Whether a day has a call: a file, or a slot, even one that was taken out.
    pub fn has_call(&self, day: NaiveDate) -> bool {
        self.meeting_on(day).is_some() || self.calendar.day(day) != Day::NoSlot
    }

    /// Whether the reviewer meets on that day, by its schedule.
    pub fn is_reviewers_day(&self, day: NaiveDate) -> bool {
        self.workgroup.reviewer.iter().flat_map(|reviewer| &reviewer.schedule).any(|slot| slot.falls_on(day))
    }

    /// Whether the call of a file takes place: no exception takes it out, or the file says why it is held
    /// all the same.
    pub fn is_held(&self, meeting: &Meeting) -> bool {
        meeting.extra.is_some() || !self.calendar.is_cancelled(meeting.date.value)
    }

    /// Whether a call treated an item of its file: what was noted before a call was cancelled was not treated.
    pub fn has_treated(&self, meeting: &Meeting, item: &Item) -> bool {
        item.is_treated() && self.is_held(meeting)
    }

    /// The call of a day: that of its file, which may give other times, else that of the schedule.
    pub fn call_on(&self, date: NaiveDate) -> Option<Call> {
        match (self.meeting_on(date), self.calendar.day(date)) {
            (Some(meeting), _) => self.is_held(meeting).then(|| self.calendar.call(meeting)),
            (None, Day::Call(call)) => Some(call),
            (None, Day::NotHeld(_) | Day::NoSlot) => None,
        }
    }

    /// The next call after a day: of the files and the schedule the earlier one; of one day the file, which
    /// may give other times.
    pub fn next_call(&self, date: NaiveDate) -> Option<Call> {
        let planned = self.calendar.next(date);
        let later = self.group.meetings.partition_point(|meeting| meeting.date.value <= date);
        let filed = self.group.meetings[later..].iter().find(|meeting| self.is_held(meeting));
        let filed = filed.map(|meeting| self.calendar.call(meeting));
        [filed, planned].into_iter().flatten().min_by_key(|call| call.date)
    }

    /// The next call after that of a file, as its minutes print it: `Some(None)` where the schedule has ended. `None`
    /// where nothing says when this call starts and no slot was in force: nobody knows the calls of that time.
    pub fn call_after(&self, meeting: &Meeting) -> Option<Option<Call>> {
        let date = meeting.date.value;
        let is_known = self.calendar.is_in_force(date) || self.calendar.call(meeting).times.is_some();
        is_known.then(|| self.next_call(date))
    }

    /// Whether the call has begun, seen from now; one without times has when its day is over. Until then it can be
    /// moved and cancelled, whatever was written into its file.
    pub fn has_begun(&self, call: &Call) -> bool {
        call.times.map_or(call.date < self.now.day(), |times| times.start <= self.now.moment())
    }

    /// Whether the call is over, seen from now; one without times is when its day is.
    pub fn is_over(&self, call: &Call) -> bool {
        call.times.map_or(call.date < self.now.day(), |times| times.end <= self.now.moment())
    }

    /// The same of the call of a file.
    pub fn is_past(&self, meeting: &Meeting) -> bool {
        self.is_over(&self.calendar.call(meeting))
    }

    /// Whether rules about what is absent may speak of that day.
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

    /// Runs a test on the views of files (paths and texts; [`GROUP`] unless they hold a group), as of a day.
    pub(crate) fn on<T>(files: &[(&str, &str)], today: &str, test: impl FnOnce(&Views) -> T) -> T {
        let mut all = vec![("workgroup.yaml", GROUP)];
        if files.iter().any(|(path, _)| *path == "workgroup.yaml") {
            all.clear();
        }
        all.extend(files);
        let group = Files::of(&all).decode();
        assert!(group.problems.is_empty(), "{:?}", group.problems);
        let workgroup = group.workgroup.as_ref().unwrap();
        let now = Now::given(When::parse(today).unwrap(), workgroup.timezone);
        test(&Views::new(&group, workgroup, now))
    }

    /// A day.
    pub(crate) fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn the_next_call_is_the_earlier_one_of_files_and_schedule() {
        let extra = ("minutes/2026-02-20.yaml", "date: 2026-02-20\nextra: much to do\n");
        let next =
            |files: &[(&str, &str)]| on(files, "2026-02-12", |views| views.next_call(day("2026-02-12")).unwrap().date);
        assert_eq!(next(&[]), day("2026-02-26"));
        assert_eq!(next(&[extra]), day("2026-02-20"));
    }

    #[test]
    fn the_next_call_has_the_times_of_its_file() {
        let file = ("minutes/2026-02-26.yaml", "date: 2026-02-26\nstart: \"11:00\"\n");
        let next = on(&[file], "2026-02-12", |views| views.next_call(day("2026-02-12")).unwrap().times);
        assert_eq!(next.unwrap().start.to_string(), "2026-02-26 11:00:00 UTC");
    }

    #[test]
    fn nobody_knows_the_next_call_where_no_slot_was_in_force_and_no_start_is_stated() {
        let after = |file: &str| {
            let files = [("minutes/2023-01-04.yaml", file), ("minutes/2023-01-18.yaml", "date: 2023-01-18\n")];
            on(&files, "2026-02-12", |views| {
                views.call_after(&views.group.meetings[0]).flatten().map(|call| call.date.to_string())
            })
        };
        assert_eq!(after("date: 2023-01-04\n"), None);
        assert_eq!(after("date: 2023-01-04\nstart: \"09:00\"\n").as_deref(), Some("2023-01-18"));
        let off_its_slot = [("minutes/2026-02-11.yaml", "date: 2026-02-11\n")];
        let next = on(&off_its_slot, "2026-02-11", |views| views.call_after(&views.group.meetings[0]).flatten());
        assert_eq!(next.map(|call| call.date), Some(day("2026-02-12")));
    }

    #[test]
    fn a_call_without_times_is_over_with_its_day() {
        let extra = ("minutes/2026-02-20.yaml", "date: 2026-02-20\nextra: much to do\n");
        let at = |now: &str| {
            on(&[extra], now, |views| {
                let call = views.calendar.call(&views.group.meetings[0]);
                (views.has_begun(&call), views.is_over(&call), views.coming_calls().next().unwrap().date == call.date)
            })
        };
        assert_eq!(at("2026-02-20T23:59"), (false, false, true));
        assert_eq!(at("2026-02-21"), (true, true, false));
    }

    #[test]
    fn an_extra_call_on_a_cancelled_day_is_held() {
        let file = ("minutes/2025-12-25.yaml", "date: 2025-12-25\nextra: nobody has a holiday\n");
        on(&[file], "2025-12-01", |views| {
            assert_eq!(views.next_call(day("2025-12-11")).unwrap().date, day("2025-12-25"));
            assert!(views.last_held_before(day("2026-01-08")).is_some());
        });
    }

    #[test]
    fn a_cancelled_call_is_not_held() {
        let files =
            [("minutes/2025-12-11.yaml", "date: 2025-12-11\n"), ("minutes/2025-12-25.yaml", "date: 2025-12-25\n")];
        let held = on(&files, "2026-01-08", |views| views.last_held_before(day("2026-01-08")).map(|it| it.date.value));
        assert_eq!(held, Some(day("2025-12-11")));
    }
}
