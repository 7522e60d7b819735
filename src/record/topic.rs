//! Another topic of a call, outside the agenda. The closing of the agenda also applies to a topic about a proposal.

use super::agenda::arrival::{Arrivals, format_command, with_advice};
use super::changes::Changes;
use super::item::describe_place;
use super::organization::resolve_organization_or_person;
use super::proposal::proposal_label;
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::reference::Reference;
use crate::model::when::When;
use crate::model::wording::quote_shell_word;
use crate::rules::duplicate_agenda_item;
use crate::store::edit::Edit;
use crate::view::Views;
use serde::Serialize;

/// A topic.
#[derive(Debug)]
pub struct TopicRequest<'r> {
    /// Its title.
    pub title: &'r str,
    /// Its issue.
    pub issue: Option<&'r Reference>,
    /// Its pull request.
    pub pr: Option<&'r Reference>,
    /// What it is, such as information or review.
    pub kind: Option<&'r str>,
    /// Who presents it.
    pub who: Option<&'r str>,
    /// Why it is treated although it is late, where it is about a proposal.
    pub exception: Option<&'r str>,
    /// The moment at which it is added.
    pub added: When,
}

/// An entry of `topics`, with its keys in order.
#[derive(Serialize)]
struct TopicEntry<'a> {
    kind: Option<&'a str>,
    issue: Option<Reference>,
    pr: Option<Reference>,
    title: &'a str,
    who: Option<String>,
    added: Option<When>,
    exception: Option<String>,
}

/// Records a topic.
///
/// # Errors
/// When the words for who presents it match several names.
pub fn record_topic<'g>(request: &TopicRequest, meeting: &'g Meeting, views: &Views<'g>) -> Result<Changes, Error> {
    let TopicRequest { title, kind, .. } = *request;
    let own = |number: Option<&Reference>| number.map(|number| views.index.normalize_reference(number));
    let (issue, pr) = (own(request.issue), own(request.pr));
    let number = issue.as_ref().or(pr.as_ref()).map(Reference::to_string);
    let command = topic_command(request, issue.as_ref(), pr.as_ref());
    let by_issue = issue.as_ref().and_then(|issue| views.index.by_issue(issue));
    let by_pr = || pr.as_ref().and_then(|pr| views.index.by_pr(pr));
    let (mut notices, mut added, mut exception, mut timing) = (Vec::new(), None, None, String::new());
    match by_issue.or_else(by_pr) {
        Some(proposal) => {
            let arrivals = Arrivals::new(request.added, request.exception, meeting, views, &mut notices);
            let subject = views.index.subject_from_keys(issue.as_ref(), pr.as_ref(), None, title);
            let arrival = arrivals.of_subject(&subject);
            (added, exception) = (arrival.added, arrival.exception);
            timing = format!(" about {}, {}", proposal_label(proposal, views), arrival.timing);
        }
        None => notices.extend(
            request
                .exception
                .map(|why| format!("no exception needed, because the topic is not about a proposal: {why}")),
        ),
    }
    let who = request.who.map(|who| resolve_organization_or_person(who, views)).transpose()?;
    let by = who.as_ref().map(|who| format!(" of {who}")).unwrap_or_default();
    let edit = Edit::append(["topics".into()], &TopicEntry { kind, issue, pr, title, who, added, exception })?;
    let mut changes = Changes::edit(meeting.file, vec![edit], format!("the topic `{title}`{by}{timing}"), views);
    changes.notices = notices;
    if let Some(placed) = views.lookup.find_item(number.as_deref().unwrap_or(title), meeting) {
        let help = "Record what is said about it with `backlog note` and `backlog decide`.";
        let error = Error::not_allowed(describe_place(&placed, meeting, views), help);
        changes = changes.with_error(duplicate_agenda_item::NAME, error);
    }
    let words: Vec<String> = number.into_iter().collect();
    Ok(with_advice(changes, &words, &command, request.added, meeting, views))
}

/// The command without its call, as typed into a shell.
fn topic_command(request: &TopicRequest, issue: Option<&Reference>, pr: Option<&Reference>) -> String {
    let command = format!("backlog topic {}", quote_shell_word(request.title));
    let number = |number: &Reference| number.to_string().trim_start_matches('#').to_owned();
    let issue = issue.map(|issue| format!(" --issue {}", number(issue))).unwrap_or_default();
    let pr = pr.map(|pr| format!(" --pr {}", number(pr))).unwrap_or_default();
    format_command(command + &issue + &pr, &[("--kind", request.kind), ("--who", request.who)])
}
