//! A task as text: what to do, why, and how.

use super::instruction::Instruction;
use super::line::{Phrase, TaskLine};
use crate::model::meeting::{Item, Meeting};
use crate::model::proposal::Proposal;
use crate::rules;
use crate::view::Views;
use crate::view::actions::point::split_action_id;
use crate::view::agenda::Verdict;
use crate::view::item_label::{item_argument, item_label};
use crate::view::owners;
use crate::view::status::{GroupStatus, NextCall, Task, TaskKind};
use chrono::NaiveDate;

/// Describes a task in one line.
pub fn describe_task(task: &Task, status: &GroupStatus, views: &Views) -> TaskLine {
    let next = status.next.as_ref();
    let in_proposal = |proposal: &Proposal, key| Instruction::from_key(record_path(proposal.file, views), key);
    let in_meeting = |meeting: &Meeting, key| Instruction::from_key(record_path(meeting.file, views), key);
    // Another task creates the file of the next call if it does not exist yet.
    let in_next = |key| match next {
        Some(NextCall { meeting: Some(meeting), .. }) => in_meeting(meeting, key),
        Some(NextCall { call, .. }) => Instruction::from_key(format!("minutes/{}.yaml", call.date), key),
        None => Instruction::from_command("backlog new-meeting DATE --extra WHY"),
    };
    let (kind, what, why, instruction) = match &task.kind {
        TaskKind::Unfiled { first, more } => {
            let (what, why) = match more {
                0 => (format!("record the call of {first}"), "it has no file"),
                more => (format!("record the call of {first} and {more} more"), "they have no files"),
            };
            let why = why.to_owned();
            let instruction = Instruction::from_key(format!("minutes/{first}.yaml"), "date");
            (
                rules::missing_meeting::NAME,
                Phrase::from_text(what),
                why,
                instruction.with_command(format!("backlog new-meeting {first}")),
            )
        }
        TaskKind::Record { meeting, items } => {
            let items = if *items == 1 { "an item".to_owned() } else { format!("{items} items") };
            let what = Phrase::with_object("finish the minutes of ", meeting.date.value);
            let instruction = in_meeting(meeting, "agenda");
            let instruction = instruction.with_pattern("backlog note ISSUE --meeting DATE", "DATE", meeting.date.value);
            ("record", what, format!("nothing is recorded for {items}"), instruction)
        }
        TaskKind::File { call } => (
            "new-meeting",
            Phrase::from_text(format!("create the file of the call of {call}")),
            String::new(),
            Instruction::from_command("backlog new-meeting"),
        ),
        TaskKind::Mail { meeting, unknown } => {
            let reviewer = views.workgroup.reviewer.as_ref().map_or("the reviewer", |reviewer| reviewer.name.as_str());
            let what = format!("send the agenda of {} to {reviewer}'s list", meeting.date.value);
            let (again, flag) = if *unknown > 0 { (" again", " --again") } else { ("", "") };
            ("agenda-mail", Phrase::from_text(format!("{what}{again}")), describe_added(*unknown), {
                let command = format!("backlog mail agenda {} --send{flag}", meeting.date.value);
                in_meeting(meeting, "agenda-sent").with_command(command)
            })
        }
        TaskKind::AgendaIssue { meeting, unknown } => {
            let (verb, key) = if *unknown > 0 { ("update", "agenda-issue-sent") } else { ("open", "agenda-issue") };
            let what = Phrase::with_object(&format!("{verb} the agenda issue of "), meeting.date.value);
            let pattern = "backlog github agenda DATE --send";
            let instruction = in_meeting(meeting, key).with_pattern(pattern, "DATE", meeting.date.value);
            ("agenda-issue", what, describe_added(*unknown), instruction)
        }
        TaskKind::GithubStage { pending } => {
            let what =
                Phrase::with_object("show on GitHub the stage of ", views.links.proposal_label(pending.proposal));
            let why = views.reviews.format_stage(pending.reached.stage.value);
            ("github-stage", what, why, Instruction::from_command("backlog github stages --send"))
        }
        TaskKind::Item { meeting, item } => {
            let what =
                Phrase::with_object("resolve ", dated_item_label(item.item, item.proposal, meeting.date.value, views));
            let instruction = match (item.verdict, item.proposal, &item.item.issue) {
                (Verdict::NoIssue, Some(proposal), _) => {
                    in_proposal(proposal, "issue").with_pattern("backlog set ISSUE issue=N", "ISSUE", &proposal.slug)
                }
                (Verdict::NoIssue, None, _) => in_meeting(meeting, "issue"),
                (Verdict::Late, ..) if item.item.added.is_none() => in_meeting(meeting, "added"),
                (Verdict::Late, ..) => in_meeting(meeting, "exception"),
                (Verdict::Unlisted, _, Some(_)) => {
                    let issue = item_argument(item.item, &views.index);
                    Instruction::from_command(format!("backlog add-proposal NAME --issue {issue} --owner ORG"))
                }
                _ => in_meeting(meeting, "agenda"),
            };
            ("agenda-item", what, item.verdict.display_name().to_owned(), instruction)
        }
        TaskKind::Template { proposal, sent } => {
            let (verb, why) = if *sent { ("merge", "it was sent to the reviewer") } else { ("get", "") };
            let what = Phrase::with_object(&format!("{verb} the template of "), views.links.proposal_label(proposal));
            let pattern =
                if *sent { "backlog set ISSUE template.merged=DATE" } else { "backlog set ISSUE template.pr=N" };
            let instruction = in_proposal(proposal, "template").with_pattern(pattern, "ISSUE", &proposal.slug);
            ("template", what, why.to_owned(), instruction)
        }
        TaskKind::Onboarding { proposal } => {
            let what = Phrase::with_object("open the onboarding issue of ", views.links.proposal_label(proposal));
            let instruction = in_proposal(proposal, "onboarding-issue");
            let pattern = match views.workgroup.github.onboarding.is_some() {
                true => "backlog github onboarding ISSUE --send",
                false => "backlog set ISSUE onboarding-issue=N",
            };
            let instruction = instruction.with_pattern(pattern, "ISSUE", &proposal.slug);
            ("onboarding-issue", what, String::new(), instruction)
        }
        TaskKind::Action { action } => {
            let id = action.id.map(|id| format!("{id} ")).unwrap_or_default();
            let owners = if action.owners.is_empty() { "nobody".to_owned() } else { action.owners.join(", ") };
            let what = Phrase::from_text(format!("{id}{owners}: {}", first_line(action.text)));
            let instruction = in_next("action-updates");
            let instruction = match action.id.filter(|id| split_action_id(id).is_some()) {
                Some(id) => instruction.with_pattern("backlog action close ID", "ID", id),
                None => instruction,
            };
            ("action", what, String::new(), instruction)
        }
        TaskKind::Freeze { proposal, outlook } => {
            let label = views.links.proposal_label(proposal);
            let what = match outlook.is_due(views.now.day()) {
                true => Phrase::with_object("freeze ", label),
                false => Phrase::with_object("about to freeze ", label),
            };
            let instruction = in_proposal(proposal, "stages");
            let instruction = instruction.with_pattern("backlog stage ISSUE frozen", "ISSUE", &proposal.slug);
            ("freeze", what, outlook.cause.describe_count(views.now.day()), instruction)
        }
        TaskKind::Archive { proposal, freeze } => {
            let why = freeze.date.as_ref().map(|day| format!("frozen since {}", day.value)).unwrap_or_default();
            let instruction = in_proposal(proposal, "stages");
            let instruction = instruction.with_pattern("backlog stage ISSUE archived", "ISSUE", &proposal.slug);
            ("archive", Phrase::with_object("archive ", views.links.proposal_label(proposal)), why, instruction)
        }
        TaskKind::Approve { meeting } => {
            let what = Phrase::with_object("approve the minutes of ", meeting.date.value);
            let instruction =
                in_next("previous-minutes").with_pattern("backlog approve --of DATE", "DATE", meeting.date.value);
            ("approval", what, String::new(), instruction)
        }
        TaskKind::Send { meeting } => {
            let what = Phrase::with_object("send the minutes of ", meeting.date.value);
            let pattern = match views.workgroup.mail.server.is_some() {
                true => "backlog mail minutes DATE --send",
                false => "backlog set DATE minutes-sent=DAY",
            };
            let instruction = in_meeting(meeting, "minutes-sent").with_pattern(pattern, "DATE", meeting.date.value);
            ("minutes-mail", what, String::new(), instruction)
        }
        TaskKind::Correct { meeting, corrections } => {
            let what = Phrase::from_text(format!("correct the minutes of {}", meeting.date.value));
            let command = format!("backlog minutes {} --reissue --reason TEXT", meeting.date.value);
            ("corrections", what, first_line(corrections), in_meeting(meeting, "corrections").with_command(command))
        }
        TaskKind::Schedule => (
            "schedule",
            Phrase::from_text("say when the group meets"),
            if views.workgroup.schedule.is_empty() { "no schedule yet" } else { "no further call is planned" }
                .to_owned(),
            Instruction::from_key(record_path(views.workgroup.file, views), "schedule")
                .with_command("backlog add-slot \"2nd thursday 09:00-10:30\""),
        ),
        TaskKind::FirstProposal => (
            "first-proposal",
            Phrase::from_text("add the first proposal"),
            String::new(),
            Instruction::from_command("backlog add-proposal NAME --issue N --owner ORG"),
        ),
    };
    let opened = match &task.kind {
        TaskKind::Action { action } => Some(action.opened),
        _ => None,
    };
    TaskLine { due: task.due, overdue: task.overdue, opened, kind, what, why, instruction }
}

/// Why an agenda is sent again.
fn describe_added(items: usize) -> String {
    match items {
        0 => String::new(),
        1 => "an item was added".to_owned(),
        more => format!("{more} items were added"),
    }
}

/// The first line of a text, with `...` if more follow.
fn first_line(text: &str) -> String {
    match text.trim().split_once('\n') {
        None => text.trim().to_owned(),
        Some((first, _)) => format!("{} ...", first.trim_end_matches([':', '.', ' ', '\r'])),
    }
}

fn record_path(file: crate::source::FileId, views: &Views) -> String {
    views.group.sources.file(file).path.clone()
}

/// `#63 IMEI Fraud`, with the name on that day, or the name of an item without a proposal.
pub fn dated_item_label(item: &Item, proposal: Option<&Proposal>, day: NaiveDate, views: &Views) -> String {
    match proposal {
        Some(proposal) => {
            let issue = proposal.issue.as_ref().map(|issue| format!("{} ", views.links.issue_label(issue)));
            format!("{}{}", issue.unwrap_or_default(), owners::name_on(proposal, day))
        }
        None => {
            let title = item.title.as_ref().map(|title| format!(" {}", title.value)).unwrap_or_default();
            let label = item_label(item);
            if item.issue.is_some() || item.pr.is_some() { format!("{label}{title}") } else { label }
        }
    }
}
