//! What today asks for, in words: a line a task, with the command or the key of a file that does it.

pub mod page;

use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::view::Views;
use crate::view::agenda::{self, AgendaItem, Verdict};
use crate::view::freeze::Cause;
use crate::view::on_day;
use crate::view::status::{NextCall, Status, Task, What};
use chrono::NaiveDate;

/// A task in words.
pub struct Line {
    /// The day by which; `None` where nothing sets one.
    pub due: Option<NaiveDate>,
    /// Whether that day, or the time that an action point may stay open, is over.
    pub overdue: bool,
    /// The call that opened an action point.
    pub opened: Option<NaiveDate>,
    /// The word in JSON.
    pub kind: &'static str,
    /// A phrase, as the terminal may show it once it is made visible.
    pub what: String,
    /// How it came about: a phrase, or empty.
    pub why: String,
    /// What does it.
    pub mend: Mend,
}

impl Line {
    /// What and why, in one phrase.
    pub fn text(&self) -> String {
        if self.why.is_empty() { self.what.clone() } else { format!("{}: {}", self.what, self.why) }
    }
}

/// What does a task.
#[derive(PartialEq, Eq)]
pub enum Mend {
    /// A command, as it is typed.
    Command(String),
    /// A key in a file of the repository.
    Key {
        /// From the root, with forward slashes.
        file: String,
        /// The key to write.
        key: &'static str,
    },
}

/// The tasks in their order, each in words; `stale` is how many generated files are stale.
pub fn lines(status: &Status, stale: usize, views: &Views) -> Vec<Line> {
    let today = views.now.day();
    let mut lines: Vec<Line> = status.tasks.iter().map(|task| line(task, status, views)).collect();
    if stale > 0 {
        let files = if stale == 1 { "a generated file does".to_owned() } else { format!("{stale} generated files do") };
        let at = lines.partition_point(|line| line.overdue || line.due.is_some_and(|due| due <= today));
        let what = "write the outputs anew".to_owned();
        let why = format!("{files} not say what the records say");
        let mend = Mend::Command("backlog render".to_owned());
        let line = Line { due: Some(today), overdue: false, opened: None, kind: "stale-output", what, why, mend };
        lines.insert(at, line);
    }
    lines
}

fn line(task: &Task, status: &Status, views: &Views) -> Line {
    let next = status.next.as_ref();
    let in_proposal = |proposal: &Proposal, key| Mend::Key { file: path(proposal.file, views), key };
    let in_meeting = |meeting: &Meeting, key| Mend::Key { file: path(meeting.file, views), key };
    // Where nobody has made the file of the next call yet, another task asks for it.
    let in_next = |key| match next {
        Some(NextCall { meeting: Some(meeting), .. }) => in_meeting(meeting, key),
        Some(NextCall { call, .. }) => Mend::Key { file: format!("minutes/{}.yaml", call.date), key },
        None => Mend::Command("backlog new-meeting DATE --extra WHY".to_owned()),
    };
    let (kind, what, why, mend) = match &task.what {
        What::Unfiled { first, more } => {
            let (what, why) = match more {
                0 => (format!("write down the call of {first}"), "it has no file"),
                more => (format!("write down the call of {first} and {more} more"), "they have no files"),
            };
            let why = why.to_owned();
            ("missing-meeting", what, why, Mend::Key { file: format!("minutes/{first}.yaml"), key: "date" })
        }
        What::Record { meeting, items } => {
            let items = if *items == 1 { "an item".to_owned() } else { format!("{items} items") };
            let what = format!("write up the call of {}", meeting.date.value);
            ("record", what, format!("nothing is recorded of {items}"), in_meeting(meeting, "agenda"))
        }
        What::File { call } => (
            "new-meeting",
            format!("make the file of the call of {call}"),
            String::new(),
            Mend::Command("backlog new-meeting".to_owned()),
        ),
        What::Mail { meeting, unknown } => {
            let reviewer = views.workgroup.reviewer.as_ref().map_or("the reviewer", |reviewer| reviewer.name.as_str());
            let what = format!("mail the agenda of {} to {reviewer}'s list", meeting.date.value);
            let (again, why) = match unknown {
                0 => ("", String::new()),
                1 => (" once more", "an item was added".to_owned()),
                more => (" once more", format!("{more} items were added")),
            };
            ("agenda-mail", format!("{what}{again}"), why, in_meeting(meeting, "agenda-sent"))
        }
        What::Item { meeting, item } => {
            let what = format!("settle {}", item_named(item, meeting.date.value, views));
            let mend = match (item.verdict, item.proposal, &item.item.issue) {
                (Verdict::NoIssue, Some(proposal), _) => in_proposal(proposal, "issue"),
                (Verdict::NoIssue, None, _) => in_meeting(meeting, "issue"),
                (Verdict::Late, ..) => in_meeting(meeting, "exception"),
                (Verdict::Unlisted, _, Some(issue)) => {
                    // To a shell, `#63` is a comment.
                    let issue = views.index.own(issue).to_string();
                    let issue = issue.trim_start_matches('#');
                    Mend::Command(format!("backlog add-proposal NAME --issue {issue} --owner ORG"))
                }
                _ => in_meeting(meeting, "agenda"),
            };
            ("agenda-item", what, item.verdict.words().to_owned(), mend)
        }
        What::Template { proposal, sent } => {
            let (verb, why) = if *sent { ("merge", "it was sent to the reviewer") } else { ("get", "") };
            let what = format!("{verb} the template of {}", named(proposal, views));
            ("template", what, why.to_owned(), in_proposal(proposal, "template"))
        }
        What::Onboarding { proposal } => {
            let what = format!("open the issue for the onboarding of {}", named(proposal, views));
            ("onboarding-issue", what, String::new(), in_proposal(proposal, "onboarding-issue"))
        }
        What::Action { action } => {
            let id = action.id.map(|id| format!("{id} ")).unwrap_or_default();
            let owners = if action.owners.is_empty() { "nobody".to_owned() } else { action.owners.join(", ") };
            let what = format!("{id}{owners}: {}", first_line(action.text));
            ("action", what, String::new(), in_next("action-updates"))
        }
        What::Freeze { proposal, outlook } => {
            let named = named(proposal, views);
            let what = match outlook.is_due(views.now.day()) {
                true => format!("freeze {named}"),
                false => format!("about to freeze {named}"),
            };
            ("freeze", what, cause(&outlook.cause), in_proposal(proposal, "stages"))
        }
        What::Archive { proposal, freeze } => {
            let why = freeze.date.as_ref().map(|day| format!("frozen since {}", day.value)).unwrap_or_default();
            ("archive", format!("archive {}", named(proposal, views)), why, in_proposal(proposal, "stages"))
        }
        What::Approve { meeting } => {
            ("approval", format!("approve the minutes of {}", meeting.date.value), String::new(), in_next("approval"))
        }
    };
    let opened = match &task.what {
        What::Action { action } => Some(action.opened),
        _ => None,
    };
    Line { due: task.due, overdue: task.overdue, opened, kind, what, why, mend }
}

/// The first line of a text; where more follow, that is shown.
fn first_line(text: &str) -> String {
    match text.trim().split_once('\n') {
        None => text.trim().to_owned(),
        Some((first, _)) => format!("{} ...", first.trim_end_matches([':', '.', ' ', '\r'])),
    }
}

fn path(file: crate::source::FileId, views: &Views) -> String {
    views.group.sources.file(file).path.clone()
}

/// `#63 IMEI Fraud`, by the name of today.
fn named(proposal: &Proposal, views: &Views) -> String {
    let issue = proposal.issue.as_ref().map(|issue| format!("{} ", views.issue_label(issue))).unwrap_or_default();
    format!("{issue}{}", proposal.name.value)
}

fn item_named(item: &AgendaItem, day: NaiveDate, views: &Views) -> String {
    match item.proposal {
        Some(proposal) => {
            let issue = proposal.issue.as_ref().map(|issue| format!("{} ", views.issue_label(issue)));
            format!("{}{}", issue.unwrap_or_default(), on_day::name(proposal, day))
        }
        None => {
            let title = item.item.title.as_ref().map(|title| format!(" {}", title.value)).unwrap_or_default();
            let named = agenda::named(item.item);
            if item.item.issue.is_some() || item.item.pr.is_some() { format!("{named}{title}") } else { named }
        }
    }
}

fn cause(cause: &Cause) -> String {
    match cause {
        Cause::Inactive { since, .. } => format!("no activity since {since}"),
        Cause::Absent { calls, of } => format!("no owner came to {} of {of} calls", calls.len()),
        Cause::Untracked { approved, .. } => format!("approved on {approved}, and no issue for the onboarding"),
    }
}
