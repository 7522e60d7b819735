//! What today asks for, in words: a line a task, with the command or the key of a file that does it.

use crate::model::proposal::Proposal;
use crate::report::human::{Look, visible};
use crate::report::style::Style;
use crate::view::Views;
use crate::view::agenda::{self, AgendaItem, Verdict};
use crate::view::freeze::Cause;
use crate::view::moment::spoken;
use crate::view::on_day;
use crate::view::status::{NextCall, Status, Task, What};
use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;

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
    pub text: String,
    /// What does it.
    pub mend: Mend,
}

/// What does a task.
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

/// More lines than these do not fit on a screen.
const MOST_TASKS: usize = 12;
const MOST_ITEMS: usize = 8;

/// The tasks in their order, each in words; `stale` is how many generated files are stale.
pub fn lines(status: &Status, stale: usize, views: &Views) -> Vec<Line> {
    let today = views.now.day();
    let mut lines: Vec<Line> = status.tasks.iter().map(|task| line(task, status, views)).collect();
    if stale > 0 {
        let files = if stale == 1 { "a generated file does".to_owned() } else { format!("{stale} generated files do") };
        let at = lines.partition_point(|line| line.overdue || line.due.is_some_and(|due| due <= today));
        let text = format!("write the outputs anew: {files} not say what the records say");
        let mend = Mend::Command("backlog render".to_owned());
        lines.insert(at, Line { due: Some(today), overdue: false, opened: None, kind: "stale-output", text, mend });
    }
    lines
}

fn line(task: &Task, status: &Status, views: &Views) -> Line {
    let next = status.next.as_ref();
    let in_proposal = |proposal: &Proposal, key| Mend::Key { file: path(proposal.file, views), key };
    let in_next = |key| match next.map(|next| next.meeting) {
        Some(Some(meeting)) => Mend::Key { file: path(meeting.file, views), key },
        _ => Mend::Command("backlog new-meeting".to_owned()),
    };
    let (kind, text, mend) = match &task.what {
        What::Record { meeting, items } => {
            let items = if *items == 1 { "an item".to_owned() } else { format!("{items} items") };
            let text = format!("write up the call of {}: nothing is recorded of {items}", meeting.date.value);
            ("record", text, Mend::Key { file: path(meeting.file, views), key: "agenda" })
        }
        What::File { call } => (
            "new-meeting",
            format!("make the file of the call of {call}"),
            Mend::Command("backlog new-meeting".to_owned()),
        ),
        What::Mail { meeting, unknown } => {
            let reviewer = views.workgroup.reviewer.as_ref().map_or("the reviewer", |reviewer| reviewer.name.as_str());
            let again = match unknown {
                0 => String::new(),
                1 => " once more: an item was added".to_owned(),
                more => format!(" once more: {more} items were added"),
            };
            let text = format!("mail the agenda of {} to {reviewer}'s list{again}", meeting.date.value);
            ("agenda-mail", text, Mend::Key { file: path(meeting.file, views), key: "agenda-sent" })
        }
        What::Item { meeting, item } => {
            let text = format!("settle {}: {}", item_named(item, meeting.date.value, views), item.verdict.words());
            ("agenda-item", text, Mend::Command(format!("backlog agenda --call {}", meeting.date.value)))
        }
        What::Template { proposal, sent: true } => {
            let text = format!("merge the template of {}: it was sent to the reviewer", named(proposal, views));
            ("template", text, in_proposal(proposal, "template"))
        }
        What::Template { proposal, sent: false } => {
            ("template", format!("get the template of {}", named(proposal, views)), in_proposal(proposal, "template"))
        }
        What::Onboarding { proposal } => {
            let text = format!("open the issue for the onboarding of {}", named(proposal, views));
            ("onboarding-issue", text, in_proposal(proposal, "onboarding-issue"))
        }
        What::Action { action } => {
            let id = action.id.map(|id| format!("{id} ")).unwrap_or_default();
            let owners = if action.owners.is_empty() { "nobody".to_owned() } else { action.owners.join(", ") };
            let first = action.text.lines().next().unwrap_or_default();
            ("action", format!("{id}{owners}: {first}"), in_next("action-updates"))
        }
        What::Freeze { proposal, outlook } => {
            let (named, cause) = (named(proposal, views), cause(&outlook.cause));
            let text = match outlook.is_due(views.now.day()) {
                true => format!("freeze {named}: {cause}"),
                false => format!("{named} is about to be frozen: {cause}"),
            };
            ("freeze", text, in_proposal(proposal, "stages"))
        }
        What::Archive { proposal, freeze } => {
            let since = freeze.date.as_ref().map(|day| format!(": frozen since {}", day.value)).unwrap_or_default();
            ("archive", format!("archive {}{since}", named(proposal, views)), in_proposal(proposal, "stages"))
        }
        What::Approve { meeting } => {
            ("approval", format!("approve the minutes of {}", meeting.date.value), in_next("approval"))
        }
    };
    let opened = match &task.what {
        What::Action { action } => Some(action.opened),
        _ => None,
    };
    Line { due: task.due, overdue: task.overdue, opened, kind, text, mend }
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

/// The status as a terminal shows it; `all` leaves nothing out that would not fit on a screen.
pub fn page(status: &Status, stale: usize, views: &Views, look: &Look, all: bool) -> String {
    let today = views.now.day();
    let mut page = format!("{} on {} {today}\n\n", visible(&views.workgroup.name), today.format("%A"));
    match &status.next {
        None => page.push_str("next call      none in the schedule, and no file of one\n"),
        Some(next) => page.push_str(&call(next, views, all)),
    }
    let lines = lines(status, stale, views);
    if lines.is_empty() {
        page.push_str("\nnothing to do\n");
        return page;
    }
    let mut heading = "";
    let shown = if all { lines.len() } else { MOST_TASKS.min(lines.len()) };
    for line in &lines[..shown] {
        let part = if line.overdue {
            "overdue"
        } else if line.due.is_some() {
            "to do"
        } else {
            "open since"
        };
        if part != heading {
            page.push_str(&format!("\n{}\n", Style::Strong.paint(part, look.color)));
            heading = part;
        }
        page.push_str(&task(line, look));
    }
    if shown < lines.len() {
        page.push_str(&format!("\n... and {} more: backlog status --all\n", lines.len() - shown));
    }
    page
}

/// When the next call is, when its agenda closes, and what is on it.
fn call(next: &NextCall, views: &Views, all: bool) -> String {
    let told = |moment: DateTime<Tz>| {
        let days = (moment.date_naive() - views.now.day()).num_days();
        let far = match days {
            0 => "today".to_owned(),
            1 => "tomorrow".to_owned(),
            -1 => "yesterday".to_owned(),
            days if days > 0 => format!("in {days} days"),
            days => format!("{} days ago", -days),
        };
        format!("{} {}, {far}", moment.format("%A"), spoken(moment))
    };
    let closes = if next.closes < views.now.moment() { "agenda closed" } else { "agenda closes" };
    let mut text = format!("next call      {}\n{closes}  {}\n", told(next.call.start), told(next.closes));
    let grave = |item: &AgendaItem| item.verdict <= Verdict::Unlisted;
    let mut left =
        if all { usize::MAX } else { MOST_ITEMS.saturating_sub(next.agenda.iter().filter(|it| grave(it)).count()) };
    let mut hidden = 0;
    for item in &next.agenda {
        if !grave(item) {
            if left == 0 {
                hidden += 1;
                continue;
            }
            left -= 1;
        }
        let name = visible(&item_named(item, next.call.date, views));
        text.push_str(&format!("  {:<50}  {}\n", shortened(&name, 50), item.verdict.words()));
    }
    if hidden > 0 {
        text.push_str(&format!("  ... and {hidden} more in order: backlog agenda --call {}\n", next.call.date));
    }
    text
}

/// A task on a line, or on two where it is long: what, and how.
fn task(line: &Line, look: &Look) -> String {
    let due = line.due.or(line.opened).map_or_else(|| " ".repeat(10), |due| due.to_string());
    let text = visible(&line.text);
    let mend = match &line.mend {
        Mend::Command(command) => command.clone(),
        Mend::Key { file, key } => format!("{key} in {}", visible(&format!("{}{file}", look.prefix))),
    };
    let room = look.width.saturating_sub(14).max(30);
    let text = shortened(&text, room);
    if text.chars().count() + 4 + mend.chars().count() <= room {
        format!("  {due}  {text}  {}\n", Style::Dim.paint(&format!("({mend})"), look.color))
    } else {
        format!("  {due}  {text}\n              {}\n", Style::Dim.paint(&format!("({mend})"), look.color))
    }
}

/// A text cut to so many characters.
fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some(_) => text.chars().take(most.saturating_sub(3)).chain("...".chars()).collect(),
    }
}
