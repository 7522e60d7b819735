//! What is derived from the records, computed in one place for rules, minutes, table and status.

pub mod actions;
pub mod activity;
pub mod agenda;
pub mod approvals;
pub mod attendance;
mod base;
pub mod calendar;
pub mod calls;
pub mod carry_over;
pub mod changes;
pub mod clock_changes;
pub mod day_list;
pub mod freeze;
pub mod github_stages;
pub mod history;
pub mod in_short;
pub mod index;
pub mod item_label;
pub mod links;
pub mod lookup;
pub mod markdown;
pub mod moment;
pub mod outcome;
pub mod owners;
pub mod people;
pub mod pipeline;
pub mod prose;
pub mod recorded_days;
pub mod reviews;
pub mod selection;
pub mod stages;
pub mod statistics;
pub mod status;
pub mod sweep;
pub mod templates;
pub mod threads;

use crate::model::group::Group;
use crate::model::workgroup::Workgroup;
use actions::Actions;
use activity::Activities;
use agenda::Agendas;
use approvals::Approvals;
use attendance::AttendanceRecords;
use base::ViewBase;
use calendar::Calendar;
use calls::Calls;
use carry_over::CarryOver;
use freeze::Freezes;
use history::Histories;
use index::Index;
use links::Links;
use lookup::NameLookup;
use moment::Now;
use owners::Owners;
use people::People;
use reviews::Reviews;
use stages::Stages;
use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock};
use templates::TemplatePrs;
use threads::Threads;

/// A loaded group with everything that is derived from it, as of one moment. Each topic has a type of its own, which
/// holds the topics that it builds on. The cores share it, so what is computed once must be computed on one core: else a
/// core could wait for itself.
pub struct Views<'g> {
    /// The records as read.
    pub group: &'g Group,
    /// The content of `workgroup.yaml`.
    pub workgroup: &'g Workgroup,
    /// The current moment for the command.
    pub now: Now,
    /// The calls that the schedule and its exceptions result in.
    pub calendar: Arc<Calendar<'g>>,
    /// Looks up proposals, items and organizations.
    pub index: Arc<Index<'g>>,
    /// The generated files on disk, by path. `None` if the command has not read them: then nothing is reported about
    /// them.
    pub generated: Option<BTreeMap<String, String>>,
    /// The paths of the generated files that this command has written or found to be right, so that they are not generated
    /// again to compare them; empty for most commands.
    pub up_to_date: HashSet<String>,
    /// The calls of files and schedule together.
    pub calls: Arc<Calls<'g>>,
    /// The reviewer and its meetings.
    pub reviews: Reviews<'g>,
    /// Which minutes are approved, and which call is to be recorded next.
    pub approvals: Approvals<'g>,
    /// Who attended which calls.
    pub attendance: Arc<AttendanceRecords<'g>>,
    /// The people of the group and of its calls.
    pub people: People<'g>,
    /// Labels and URLs of issues, pull requests and templates.
    pub links: Arc<Links<'g>>,
    /// The pull requests with the templates of proposals.
    pub templates: Arc<TemplatePrs<'g>>,
    /// The issues and pull requests of GitHub that concern the group.
    pub threads: Threads<'g>,
    /// The owners and supporters of proposals.
    pub owners: Arc<Owners<'g>>,
    /// The stages of proposals.
    pub stages: Arc<Stages<'g>>,
    /// The activity on proposals.
    pub activity: Arc<Activities<'g>>,
    /// The freezes of proposals that are due or to come.
    pub freezes: Freezes<'g>,
    /// The histories of items.
    pub history: Arc<Histories<'g>>,
    /// The agendas of calls.
    pub agenda: Agendas<'g>,
    /// The items that calls take over from earlier calls.
    pub carry_over: CarryOver<'g>,
    /// The action points of all calls.
    pub actions: Arc<Actions<'g>>,
    /// Looks up what a user names.
    pub lookup: NameLookup<'g>,
}

impl<'g> Views<'g> {
    /// Creates the views of a group whose `workgroup.yaml` could be read.
    pub fn new(group: &'g Group, workgroup: &'g Workgroup, now: Now) -> Self {
        let calendar = Arc::new(Calendar::new(workgroup));
        let calls = Arc::new(Calls { group, workgroup, now, calendar: calendar.clone() });
        let index = Arc::new(Index::new(group, workgroup));
        let base = Arc::new(ViewBase {
            group,
            workgroup,
            now,
            calendar: calendar.clone(),
            index: index.clone(),
            calls: calls.clone(),
        });
        let attendance = Arc::new(AttendanceRecords { base: base.clone(), held_calls: OnceLock::new() });
        let links = Arc::new(Links { base: base.clone(), repository_names: OnceLock::new() });
        let templates = Arc::new(TemplatePrs { base: base.clone() });
        let threads = Threads { base: base.clone() };
        let owners = Arc::new(Owners { base: base.clone() });
        let stages = Arc::new(Stages { base: base.clone(), treated_days: OnceLock::new() });
        let activity = Arc::new(Activities { base: base.clone(), templates: templates.clone() });
        let history = Arc::new(Histories {
            base: base.clone(),
            stages: stages.clone(),
            by_subject: Mutex::default(),
            steps: OnceLock::new(),
        });
        let actions = Arc::new(Actions {
            base: base.clone(),
            attendance: attendance.clone(),
            register: OnceLock::new(),
            by_subject: OnceLock::new(),
            by_id: OnceLock::new(),
            by_day: OnceLock::new(),
            mentions: OnceLock::new(),
        });
        Self {
            group,
            workgroup,
            now,
            calendar,
            index,
            generated: None,
            up_to_date: HashSet::new(),
            calls,
            reviews: Reviews { workgroup },
            approvals: Approvals { base: base.clone(), approving_calls: OnceLock::new() },
            people: People { base: base.clone(), by_name: OnceLock::new() },
            freezes: Freezes {
                base: base.clone(),
                attendance: attendance.clone(),
                stages: stages.clone(),
                owners: owners.clone(),
                activity: activity.clone(),
            },
            agenda: Agendas { base: base.clone(), stages: stages.clone(), history: history.clone() },
            carry_over: CarryOver { base: base.clone(), stages: stages.clone() },
            lookup: NameLookup { base, links: links.clone(), actions: actions.clone() },
            attendance,
            links,
            templates,
            threads,
            owners,
            stages,
            activity,
            history,
            actions,
        }
    }

    /// The text of a generated file, if it exists and was read.
    pub fn generated_text(&self, path: &str) -> Option<&str> {
        self.generated.as_ref()?.get(path).map(String::as_str)
    }
}
