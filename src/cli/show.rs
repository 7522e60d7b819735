//! `backlog show`: a proposal, a call, or the group.

use super::Status;
use super::minutes::no_call;
use super::session::Session;
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::model::spelling::{folded, nearest};
use crate::model::when::parse_day;
use crate::report::human::visible;
use crate::report::json;
use crate::view::Views;
use crate::view::history::days;
use crate::view::moment::spoken;

/// Show a proposal, a call or the group
#[derive(clap::Args)]
pub struct Args {
    /// A proposal (63, owner/repo#63, a slug or a name), the day of a call, or `workgroup`
    #[arg(value_name = "ISSUE|SLUG|DATE")]
    what: String,

    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Status, Error> {
    let repository = session.repository()?;
    let workgroup = session.readable(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let text = if args.what == "workgroup" {
        if args.json { json::workgroup(&views)? } else { group_told(&views) }
    } else if let Some(date) = parse_day(&args.what) {
        let meeting = views.meeting_on(date).ok_or_else(|| no_call(date, &views))?;
        if args.json { json::meeting(meeting, &views)? } else { meeting_told(meeting, &views) }
    } else {
        let proposal = find(&args.what, &views)?;
        if args.json { json::proposal(proposal, &views)? } else { proposal_told(proposal, &views) }
    };
    if args.json {
        session.out.print(&text)
    } else {
        session.out.print_visible(&text)
    }
    Ok(Status::Clean)
}

/// The proposal that a user means: by issue, slug or name.
pub fn find<'g>(what: &str, views: &Views<'g>) -> Result<&'g Proposal, Error> {
    let named = |proposal: &&Proposal| folded(&proposal.name) == folded(what);
    Reference::parse(what.trim_start_matches('#'))
        .and_then(|issue| views.index.by_issue(&issue))
        .or_else(|| views.index.by_slug(what))
        .or_else(|| views.group.proposals.iter().find(named))
        .ok_or_else(|| {
            let slugs = views.group.proposals.iter().map(|proposal| proposal.slug.as_str());
            let help = match nearest(what, slugs) {
                Some(near) => format!("Did you mean `{near}`?"),
                None => "`backlog list` shows every proposal.".to_owned(),
            };
            Error::usage(format!("no proposal is `{what}`, by issue, slug or name"), help)
        })
}

/// A line of a page: a label and what it says, if anything.
fn line(page: &mut String, label: &str, text: &str) {
    if !text.is_empty() {
        page.push_str(&format!("{label:<12} {text}\n"));
    }
}

fn proposal_told(proposal: &Proposal, views: &Views) -> String {
    let mut page = format!("{}\n", proposal.name.value);
    let names =
        |names: &[crate::source::Spanned<String>]| names.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(", ");
    let issue = proposal.issue.as_ref().map(|issue| views.index.own(issue).to_string()).unwrap_or_default();
    line(&mut page, "kind", proposal.kind.key());
    line(&mut page, "issue", &issue);
    line(&mut page, "template", &views.template_url(proposal).unwrap_or_default());
    line(&mut page, "owners", &names(&proposal.owners));
    let former: Vec<&str> = proposal.former_owners.iter().map(|former| former.name.as_str()).collect();
    line(&mut page, "before", &former.join(", "));
    line(&mut page, "supporters", &names(&proposal.supporters));
    line(&mut page, "registered", &proposal.registered.as_ref().map(|day| day.value.to_string()).unwrap_or_default());
    for reached in &proposal.stages {
        let day = reached.date.as_ref().map_or_else(|| "no date".to_owned(), |date| date.value.to_string());
        let note = reached.note.as_deref().map(|note| format!(": {note}")).unwrap_or_default();
        line(&mut page, "stage", &format!("{} ({day}){note}", reached.stage.value));
    }
    if let Some(summary) = &proposal.summary {
        page.push_str(&format!("\n{}\n", summary.value));
    }
    let subject = views.index.subject_of(proposal);
    let entries = subject.as_ref().map(|subject| views.entries(subject)).unwrap_or_default();
    for entry in entries.iter().filter(|entry| entry.text.is_some() || !entry.treated) {
        let day = if entry.dates.is_empty() { "no date".to_owned() } else { days(&entry.dates) };
        let text = entry.text.unwrap_or_default();
        let treated = if entry.treated { "" } else { "not treated " };
        page.push_str(format!("\n{day}: {treated}{text}").trim_end());
        page.push('\n');
    }
    for action in views.actions().iter().filter(|action| action.subject == subject) {
        let (status, due) = action.status();
        let due = due.map(|due| format!(", due {due}")).unwrap_or_default();
        let owners = action.owners.join(", ");
        page.push_str(&format!("\n{} ({owners}; {}{due}): {}\n", action.id.unwrap_or("AP"), status.key(), action.text));
    }
    page
}

fn meeting_told<'g>(meeting: &'g Meeting, views: &Views<'g>) -> String {
    let call = views.calendar.call(meeting);
    let mut page = format!("Call of {}\n", meeting.date.value);
    line(&mut page, "time", &format!("{} to {}", spoken(call.start), call.end.format("%H:%M")));
    line(&mut page, "agenda", &format!("closes {}", spoken(views.calendar.closing(&call))));
    let sealed = views.sealed_by(meeting).map(|by| format!("approved by the call of {}", by.date.value));
    line(&mut page, "minutes", &sealed.unwrap_or_else(|| "not approved yet".to_owned()));
    for row in views.attendance(meeting).unwrap_or_default().iter().filter(|row| !row.people.is_empty()) {
        let people: Vec<&str> = row.people.iter().map(|person| person.name.as_str()).collect();
        line(&mut page, "present", &format!("{}: {}", row.organization, people.join(", ")));
    }
    page.push('\n');
    page.push_str(&super::agenda::told(meeting, views));
    page
}

fn group_told(views: &Views) -> String {
    let workgroup = views.workgroup;
    let mut page = format!("{}\n", workgroup.name.value);
    line(&mut page, "repository", workgroup.repository.as_ref().map_or("", |name| name.as_str()));
    line(&mut page, "time zone", workgroup.timezone.name());
    for slot in &workgroup.schedule {
        let times = slot
            .start
            .zip(slot.end)
            .map(|(start, end)| format!(", {} to {}", start.format("%H:%M"), end.format("%H:%M")));
        line(&mut page, "call", &format!("{}{}", slot.cadence, times.unwrap_or_default()));
    }
    let members: Vec<&str> = workgroup.organizations.iter().map(|one| one.name.as_str()).collect();
    line(&mut page, "members", &visible(&members.join(", ")));
    page
}
