//! A task in words: what is to be done, why, and what does it.

use super::line::{Line, Phrase};
use super::mend::Mend;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::view::Views;
use crate::view::actions::parts_of;
use crate::view::agenda::{self, AgendaItem, Verdict};
use crate::view::on_day;
use crate::view::status::{NextCall, Status, Task, What};
use chrono::NaiveDate;

/// The line of a task.
pub fn describe_task(task: &Task, status: &Status, views: &Views) -> Line {
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
            ("missing-meeting", Phrase::whole(what), why, mend.by(format!("backlog new-meeting {first}")))
        }
        What::Record { meeting, items } => {
            let items = if *items == 1 { "an item".to_owned() } else { format!("{items} items") };
            let what = Phrase::about("write up the call of ", meeting.date.value);
            let mend = in_meeting(meeting, "agenda");
            let mend = mend.by_each("backlog note ISSUE --call DATE", "DATE", meeting.date.value);
            ("record", what, format!("nothing is recorded of {items}"), mend)
        }
        What::File { call } => (
            "new-meeting",
            Phrase::whole(format!("make the file of the call of {call}")),
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
            ("agenda-mail", Phrase::whole(format!("{what}{again}")), why, {
                let flag = if again.is_empty() { "" } else { " --again" };
                let command = format!("backlog mail agenda {} --send{flag}", meeting.date.value);
                in_meeting(meeting, "agenda-sent").by(command)
            })
        }
        What::Item { meeting, item } => {
            let what = Phrase::about("settle ", item_named(item, meeting.date.value, views));
            let mend = match (item.verdict, item.proposal, &item.item.issue) {
                (Verdict::NoIssue, Some(proposal), _) => {
                    in_proposal(proposal, "issue").by_each("backlog set ISSUE issue=N", "ISSUE", &proposal.slug)
                }
                (Verdict::NoIssue, None, _) => in_meeting(meeting, "issue"),
                (Verdict::Late, ..) if item.item.added.is_none() => in_meeting(meeting, "added"),
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
            let what = Phrase::about(&format!("{verb} the template of "), named(proposal, views));
            let pattern =
                if *sent { "backlog set ISSUE template.merged=DATE" } else { "backlog set ISSUE template.pr=N" };
            let mend = in_proposal(proposal, "template").by_each(pattern, "ISSUE", &proposal.slug);
            ("template", what, why.to_owned(), mend)
        }
        What::Onboarding { proposal } => {
            let what = Phrase::about("open the issue for the onboarding of ", named(proposal, views));
            let mend = in_proposal(proposal, "onboarding-issue");
            let mend = mend.by_each("backlog set ISSUE onboarding-issue=N", "ISSUE", &proposal.slug);
            ("onboarding-issue", what, String::new(), mend)
        }
        What::Action { action } => {
            let id = action.id.map(|id| format!("{id} ")).unwrap_or_default();
            let owners = if action.owners.is_empty() { "nobody".to_owned() } else { action.owners.join(", ") };
            let what = Phrase::whole(format!("{id}{owners}: {}", first_line(action.text)));
            let mend = in_next("action-updates");
            let mend = match action.id.filter(|id| parts_of(id).is_some()) {
                Some(id) => mend.by_each("backlog action close ID", "ID", id),
                None => mend,
            };
            ("action", what, String::new(), mend)
        }
        What::Freeze { proposal, outlook } => {
            let named = named(proposal, views);
            let what = match outlook.is_due(views.now.day()) {
                true => Phrase::about("freeze ", named),
                false => Phrase::about("about to freeze ", named),
            };
            let mend = in_proposal(proposal, "stages");
            let mend = mend.by_each("backlog stage ISSUE frozen", "ISSUE", &proposal.slug);
            ("freeze", what, outlook.cause.describe(views.now.day()), mend)
        }
        What::Archive { proposal, freeze } => {
            let why = freeze.date.as_ref().map(|day| format!("frozen since {}", day.value)).unwrap_or_default();
            let mend = in_proposal(proposal, "stages");
            let mend = mend.by_each("backlog stage ISSUE archived", "ISSUE", &proposal.slug);
            ("archive", Phrase::about("archive ", named(proposal, views)), why, mend)
        }
        What::Approve { meeting } => {
            let what = Phrase::about("approve the minutes of ", meeting.date.value);
            let mend = in_next("approval").by_each("backlog approve --of DATE", "DATE", meeting.date.value);
            ("approval", what, String::new(), mend)
        }
        What::Send { meeting } => {
            let what = Phrase::about("send the minutes of ", meeting.date.value);
            let pattern = match views.workgroup.mail.server.is_some() {
                true => "backlog mail minutes DATE --send",
                false => "backlog set DATE minutes-sent=DAY",
            };
            let mend = in_meeting(meeting, "minutes-sent").by_each(pattern, "DATE", meeting.date.value);
            ("minutes-mail", what, String::new(), mend)
        }
        What::Correct { meeting, corrections } => {
            let what = Phrase::whole(format!("correct the minutes of {}", meeting.date.value));
            let command = format!("backlog minutes {} --reissue --why TEXT", meeting.date.value);
            ("corrections", what, first_line(corrections), in_meeting(meeting, "corrections").by(command))
        }
        What::Schedule => (
            "schedule",
            Phrase::whole("add a schedule"),
            "no further call is planned".to_owned(),
            Mend::key(path(views.workgroup.file, views), "schedule"),
        ),
        What::FirstProposal => (
            "first-proposal",
            Phrase::whole("add the first proposal"),
            String::new(),
            Mend::command("backlog add-proposal NAME --issue N --owner ORG"),
        ),
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

/// `#63 IMEI Fraud`, by the name of that day, or what an item without a proposal is called.
pub fn item_named(item: &AgendaItem, day: NaiveDate, views: &Views) -> String {
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
