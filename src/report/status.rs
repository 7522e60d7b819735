//! What today asks for, in words: a line a task, with the command or the key of a file that does it.

pub mod page;

use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::wording::counted;
use crate::view::Views;
use crate::view::agenda::{self, AgendaItem, Verdict};
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

/// What does a task: a command, or a key of a file; often either.
#[derive(PartialEq, Eq, Default)]
pub struct Mend {
    /// As it is typed; a word in capitals is for the user to fill in.
    pub command: Option<String>,
    /// The file of the repository that says it then, from the root with forward slashes, and the key.
    pub written_to: Option<(String, &'static str)>,
}

impl Mend {
    fn command(command: impl Into<String>) -> Self {
        Self { command: Some(command.into()), written_to: None }
    }

    fn key(file: String, key: &'static str) -> Self {
        Self { command: None, written_to: Some((file, key)) }
    }

    fn by(self, command: impl Into<String>) -> Self {
        Self { command: Some(command.into()), ..self }
    }
}

/// The tasks in their order, each in words; `stale` is how many generated files are stale or missing.
pub fn lines(status: &Status, stale: usize, views: &Views) -> Vec<Line> {
    let today = views.now.day();
    let mut lines: Vec<Line> = status.tasks.iter().map(|task| line(task, status, views)).collect();
    if stale > 0 {
        let at = lines.partition_point(|line| line.overdue || line.due.is_some_and(|due| due <= today));
        let what = "regenerate the minutes and the table".to_owned();
        let are = if stale == 1 { "is" } else { "are" };
        let why = format!("{} {are} stale or missing", counted(stale, "file"));
        let mend = Mend::command("backlog render");
        let line = Line { due: Some(today), overdue: false, opened: None, kind: "stale-output", what, why, mend };
        lines.insert(at, line);
    }
    lines
}

fn line(task: &Task, status: &Status, views: &Views) -> Line {
    let next = status.next.as_ref();
    let in_proposal = |proposal: &Proposal, key| Mend::key(path(proposal.file, views), key);
    let in_meeting = |meeting: &Meeting, key| Mend::key(path(meeting.file, views), key);
    // Where nobody has made the file of the next call yet, another task asks for it.
    let in_next = |key| match next {
        Some(NextCall { meeting: Some(meeting), .. }) => in_meeting(meeting, key),
        Some(NextCall { call, .. }) => Mend::key(format!("minutes/{}.yaml", call.date), key),
        None => Mend::command("backlog new-meeting DATE --extra WHY"),
    };
    let (kind, what, why, mend) = match &task.what {
        What::Unfiled { first, more } => {
            let (what, why) = match more {
                0 => (format!("write down the call of {first}"), "it has no file"),
                more => (format!("write down the call of {first} and {more} more"), "they have no files"),
            };
            let why = why.to_owned();
            let mend = Mend::key(format!("minutes/{first}.yaml"), "date");
            ("missing-meeting", what, why, mend.by(format!("backlog new-meeting {first}")))
        }
        What::Record { meeting, items } => {
            let items = if *items == 1 { "an item".to_owned() } else { format!("{items} items") };
            let what = format!("write up the call of {}", meeting.date.value);
            ("record", what, format!("nothing is recorded of {items}"), {
                let command = format!("backlog note ISSUE --call {}", meeting.date.value);
                in_meeting(meeting, "agenda").by(command)
            })
        }
        What::File { call } => (
            "new-meeting",
            format!("make the file of the call of {call}"),
            String::new(),
            Mend::command("backlog new-meeting"),
        ),
        What::Mail { meeting, unknown } => {
            let reviewer = views.workgroup.reviewer.as_ref().map_or("the reviewer", |reviewer| reviewer.name.as_str());
            let what = format!("mail the agenda of {} to {reviewer}'s list", meeting.date.value);
            let (again, why) = match unknown {
                0 => ("", String::new()),
                1 => (" once more", "an item was added".to_owned()),
                more => (" once more", format!("{more} items were added")),
            };
            ("agenda-mail", format!("{what}{again}"), why, {
                let flag = if again.is_empty() { "" } else { " --again" };
                let command = format!("backlog mail agenda {} --send{flag}", meeting.date.value);
                in_meeting(meeting, "agenda-sent").by(command)
            })
        }
        What::Item { meeting, item } => {
            let what = format!("settle {}", item_named(item, meeting.date.value, views));
            let mend = match (item.verdict, item.proposal, &item.item.issue) {
                (Verdict::NoIssue, Some(proposal), _) => {
                    in_proposal(proposal, "issue").by(format!("backlog set {} issue=N", proposal.slug))
                }
                (Verdict::NoIssue, None, _) => in_meeting(meeting, "issue"),
                (Verdict::Late, ..) => in_meeting(meeting, "exception"),
                (Verdict::Unlisted, _, Some(_)) => {
                    let issue = agenda::typed(item.item, views);
                    Mend::command(format!("backlog add-proposal NAME --issue {issue} --owner ORG"))
                }
                _ => in_meeting(meeting, "agenda"),
            };
            ("agenda-item", what, item.verdict.words().to_owned(), mend)
        }
        What::Template { proposal, sent } => {
            let (verb, why) = if *sent { ("merge", "it was sent to the reviewer") } else { ("get", "") };
            let what = format!("{verb} the template of {}", named(proposal, views));
            let key = if *sent { "template.merged=DATE" } else { "template.pr=N" };
            let mend = in_proposal(proposal, "template").by(format!("backlog set {} {key}", proposal.slug));
            ("template", what, why.to_owned(), mend)
        }
        What::Onboarding { proposal } => {
            let what = format!("open the issue for the onboarding of {}", named(proposal, views));
            let command = format!("backlog set {} onboarding-issue=N", proposal.slug);
            ("onboarding-issue", what, String::new(), in_proposal(proposal, "onboarding-issue").by(command))
        }
        What::Action { action } => {
            let id = action.id.map(|id| format!("{id} ")).unwrap_or_default();
            let owners = if action.owners.is_empty() { "nobody".to_owned() } else { action.owners.join(", ") };
            let what = format!("{id}{owners}: {}", first_line(action.text));
            ("action", what, String::new(), in_next("action-updates").by("backlog action close|update ID"))
        }
        What::Freeze { proposal, outlook } => {
            let named = named(proposal, views);
            let what = match outlook.is_due(views.now.day()) {
                true => format!("freeze {named}"),
                false => format!("about to freeze {named}"),
            };
            let mend = in_proposal(proposal, "stages").by(format!("backlog stage {} frozen", proposal.slug));
            ("freeze", what, outlook.cause.describe(views.now.day()), mend)
        }
        What::Archive { proposal, freeze } => {
            let why = freeze.date.as_ref().map(|day| format!("frozen since {}", day.value)).unwrap_or_default();
            let mend = in_proposal(proposal, "stages").by(format!("backlog stage {} archived", proposal.slug));
            ("archive", format!("archive {}", named(proposal, views)), why, mend)
        }
        What::Approve { meeting } => {
            let command = format!("backlog approve --of {}", meeting.date.value);
            let what = format!("approve the minutes of {}", meeting.date.value);
            ("approval", what, String::new(), in_next("approval").by(command))
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
