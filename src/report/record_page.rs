//! A proposal, a call or the group in the terminal, for `show`.

use super::agenda::{self, AgendaOrder};
use super::inert::make_visible;
use crate::model::meeting::Meeting;
use crate::model::proposal::Proposal;
use crate::model::stage::Stage;
use crate::source::Spanned;
use crate::view::Views;
use crate::view::calls::not_held::NotHeld;
use crate::view::day_list::format_days;
use crate::view::moment::format_moment;
use crate::view::stages::format_closed;
use chrono::NaiveDate;

/// Adds a line to a page: a label and a text, unless the text is empty.
fn push_line(page: &mut String, label: &str, text: &str) {
    if !text.is_empty() {
        page.push_str(&format!("{label:<12} {text}\n"));
    }
}

/// The page of a proposal: its record, and what calls said of it.
pub fn format_proposal(proposal: &Proposal, views: &Views) -> String {
    let mut page = format!("{}\n", proposal.name.value);
    let joined = |names: Vec<&str>| names.join(", ");
    let names = |names: &[Spanned<String>]| names.iter().map(|it| it.value.clone()).collect::<Vec<_>>().join(", ");
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let issue =
        proposal.issue.as_ref().map(|issue| views.index.normalize_reference(issue).to_string()).unwrap_or_default();
    push_line(
        &mut page,
        "formerly",
        &joined(proposal.former_names.iter().map(|former| former.name.as_str()).collect()),
    );
    push_line(&mut page, "kind", proposal.kind.record_key());
    push_line(&mut page, "target", proposal.target.as_ref().map_or("", |target| target.as_str()));
    push_line(&mut page, "issue", &issue);
    let related: Vec<String> =
        proposal.related.iter().map(|issue| views.index.normalize_reference(issue).to_string()).collect();
    push_line(&mut page, "related", &related.join(", "));
    push_line(&mut page, "closed", &day(views.stages.closing_day(proposal)));
    // Without a repository of the group there is a number, but no URL.
    let pr = proposal.template.as_ref().and_then(|template| template.pr.as_ref());
    let template = views.links.template_url(proposal).or_else(|| pr.map(|pr| views.links.pr_label(pr)));
    push_line(&mut page, "template", &template.unwrap_or_default());
    push_line(&mut page, "owners", &names(&proposal.owners));
    push_line(
        &mut page,
        "owned before",
        &joined(proposal.former_owners.iter().map(|former| former.name.as_str()).collect()),
    );
    push_line(&mut page, "supporters", &names(&proposal.supporters));
    push_line(&mut page, "registered", &day(proposal.registered.as_ref().map(|day| day.value)));
    for reached in &proposal.stages {
        let date = reached.date.as_ref().map_or_else(|| "no date".to_owned(), |date| date.value.to_string());
        let note = reached.reason.as_deref().map(|note| format!(": {note}")).unwrap_or_default();
        push_line(&mut page, "stage", &format!("{} ({date}){note}", views.reviews.format_stage(reached.stage.value)));
    }
    if let Some(day) = views.stages.discussed_since(proposal, NaiveDate::MAX) {
        push_line(&mut page, "stage", &format!("{} ({day})", views.reviews.format_stage(Stage::UnderDiscussion)));
    }
    let url = proposal.repository.as_ref().and_then(|repository| repository.url.as_ref());
    push_line(&mut page, "repository", url.map_or("", |url| url.as_str()));
    for release in &proposal.releases {
        let names = [&release.version, &release.meta_release, &release.tag];
        let names: Vec<&str> = names.into_iter().flatten().map(String::as_str).collect();
        push_line(&mut page, "release", format!("{} {}", names.join(" "), day(release.date)).trim_end());
    }
    if let Some(summary) = &proposal.summary {
        page.push_str(&format!("\n{}\n", summary.value));
    }
    push_history(&mut page, proposal, views);
    page
}

/// Adds what was said in each call, and the action points.
fn push_history(page: &mut String, proposal: &Proposal, views: &Views) {
    let Some(subject) = views.index.proposal_subject(proposal) else { return };
    for entry in views.history.entries(&subject).iter() {
        let day = entry.date.map_or_else(|| "no date".to_owned(), |date| format_days([date]));
        let treated = entry.treatment.display_name().map(str::to_lowercase);
        let text = entry.text.map(ToOwned::to_owned);
        let stages =
            entry.stages.iter().map(|reached| format!("stage: {}", views.reviews.format_stage(reached.stage.value)));
        let closed = entry.closed.map(format_closed);
        let decisions = entry.decisions.iter().map(|decision| format!("decision: {decision}"));
        let said: Vec<String> = treated.into_iter().chain(text).chain(stages).chain(closed).chain(decisions).collect();
        page.push_str(&format!("\n{day}: {}\n", said.join("\n")));
    }
    for action in views.actions.about(&subject) {
        let (status, due) = action.status();
        let due = due.map(|due| format!(", due {due}")).unwrap_or_default();
        let owners = action.owners.join(", ");
        page.push_str(&format!(
            "\n{} ({owners}; {}{due}): {}\n",
            action.id.unwrap_or("AP"),
            status.record_key(),
            action.text
        ));
    }
}

/// The page of a call: when it is, who attends, and its agenda.
pub fn format_meeting<'g>(meeting: &'g Meeting, views: &Views<'g>, columns: usize) -> String {
    let date = meeting.date.value;
    let mut page = match views.calls.not_held_on(date) {
        Some(not_held) => format_not_held(date, &not_held),
        None => format_held_call(meeting, views),
    };
    for row in views.attendance.rows(meeting).unwrap_or_default() {
        for (label, there) in [("present", true), ("absent", false)] {
            let people: Vec<&str> =
                row.people.iter().filter(|person| person.present == there).map(|person| person.name.as_str()).collect();
            if !people.is_empty() {
                push_line(&mut page, label, &format!("{}: {}", row.organization, people.join(", ")));
            }
        }
    }
    page.push('\n');
    page.push_str(&agenda::format_agenda(meeting, views, AgendaOrder::OfTheCall, columns));
    page
}

/// Why a call is not held, and when the next one is.
pub fn format_not_held(date: NaiveDate, not_held: &NotHeld) -> String {
    let mut page = format!("Call of {date}: {}\n", not_held.describe_exception());
    let label = if not_held.moved_to.is_some() { "held on" } else { "next call" };
    push_line(&mut page, label, &not_held.next.map(|next| next.format_start()).unwrap_or_default());
    page
}

/// When a call is held, and the state of its minutes.
fn format_held_call(meeting: &Meeting, views: &Views) -> String {
    let mut page = format!("Call of {}\n", meeting.date.value);
    let call = views.calendar.call_for(meeting);
    if let Some(times) = call.times {
        push_line(&mut page, "time", &format!("{} to {}", format_moment(times.start), times.end.format("%H:%M")));
    }
    if let Some((from, reason)) = views.calls.moved_from(meeting) {
        let reason = reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
        push_line(&mut page, "moved from", &format!("{from}{reason}"));
    }
    let join = views.calls.join_url(call.date).filter(|_| !views.calls.is_over(&call));
    push_line(&mut page, "join", join.map_or("", |url| url));
    push_line(&mut page, "extra call", meeting.extra.as_ref().map_or("", |why| why.as_str()));
    push_line(
        &mut page,
        "agenda",
        &views.calendar.closing(&call).describe_closing(views.now.moment()).unwrap_or_default(),
    );
    let issue = meeting.agenda_issue.as_ref().map(|issue| views.links.issue_label(issue));
    push_line(&mut page, "agenda issue", &issue.unwrap_or_default());
    let sealed = views.approvals.approving_call(meeting).map(|by| format!("approved by the call of {}", by.date.value));
    push_line(&mut page, "minutes", &sealed.unwrap_or_else(|| "not approved yet".to_owned()));
    push_line(&mut page, "sent", &meeting.minutes_sent.as_ref().map(|sent| sent.value.to_string()).unwrap_or_default());
    push_line(&mut page, "recording", meeting.recording.as_ref().map_or("", |url| url));
    push_line(&mut page, "recorded", &agenda::describe_progress(meeting, views).unwrap_or_default());
    page
}

/// The page of the group.
pub fn format_group(views: &Views) -> String {
    let workgroup = views.workgroup;
    let mut page = format!("{}\n", workgroup.name.value);
    push_line(&mut page, "repository", workgroup.repository.as_ref().map_or("", |name| name.as_str()));
    push_line(&mut page, "time zone", workgroup.timezone.name());
    push_line(&mut page, "zones", &workgroup.zones.iter().map(|zone| zone.name()).collect::<Vec<_>>().join(", "));
    for slot in &workgroup.schedule {
        let times = slot
            .start
            .zip(slot.end)
            .map(|(start, end)| format!(", {} to {}", start.format("%H:%M"), end.format("%H:%M")));
        let days = slot.cadence().map(|cadence| cadence.to_string()).unwrap_or_default();
        let join = slot.join.as_ref().map(|url| format!(", {}", url.value)).unwrap_or_default();
        push_line(&mut page, "call", &format!("{days}{}{join}", times.unwrap_or_default()));
    }
    for exception in workgroup.exceptions().filter(|exception| exception.value.date >= views.now.day()) {
        let reason = exception.reason.map(|reason| format!(" ({reason})")).unwrap_or_default();
        match exception.moved_to {
            Some(to) => push_line(&mut page, "moved", &format!("{} to {to}{reason}", exception.date)),
            None => push_line(&mut page, "not held", &format!("{}{reason}", exception.date)),
        }
    }
    if let Some(reviewer) = &workgroup.reviewer {
        let mail = reviewer.mail.as_ref().map(|mail| format!(", {mail}")).unwrap_or_default();
        push_line(&mut page, "reviewer", &format!("{}{mail}", reviewer.name.as_str()));
    }
    let members: Vec<&str> = workgroup.organizations.iter().map(|one| one.name.as_str()).collect();
    push_line(&mut page, "members", &make_visible(&members.join(", ")));
    for person in &workgroup.people {
        let of = person.organization.as_ref().map(|name| name.as_str());
        let days = [("since", person.since), ("until", person.until)];
        let days = days.iter().filter_map(|(word, day)| Some(format!("{word} {}", (*day)?)));
        let days: Vec<String> = days.collect();
        let days = days.iter().map(String::as_str);
        let details: Vec<&str> = of.into_iter().chain(days).chain(person.role.as_deref()).collect();
        let details = if details.is_empty() { String::new() } else { format!(" ({})", details.join(", ")) };
        push_line(&mut page, "person", &make_visible(&format!("{}{details}", person.name.as_str())));
    }
    page
}
