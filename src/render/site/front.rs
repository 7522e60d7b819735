//! The front page: the next call, the pipeline and the backlog table.

use super::SiteFile;
use super::calls::call_facts;
use super::pages::{PageWriter, Section};
use super::proposals::state_facts;
use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::render::table::row_facts;
use crate::view::actions::overdue::Overdue;
use crate::view::status::NextCall;
use minijinja::context;
use minijinja::value::Value;

/// How many calls the front page lists.
const RECENT_CALLS: usize = 5;

/// Writes the front page.
pub fn write(writer: &PageWriter) -> Result<SiteFile, Error> {
    let PageWriter { views, facts, .. } = writer;
    let today = views.now.day();
    let rows = views.stages.table_rows();
    let pipeline = views.pipeline(&rows);
    let most = pipeline.iter().map(|(_, count)| *count).max().unwrap_or(1);
    let pipeline = pipeline.into_iter().map(|(state, count)| {
        // In percent of the longest bar.
        context! { count, width => (count * 100).div_ceil(most), ..state_facts(state, views) }
    });
    let others = views.group.proposals.iter().filter(|proposal| !proposal.kind.is_row());
    let open = views.actions.open_on(today).map(|point| views.actions.overdue_reason(point, today));
    let open: Vec<Option<Overdue>> = open.collect();
    let recent = views.group.meetings.iter().rev().filter(|meeting| views.calls.is_meeting_over(meeting));
    let context = context! {
        // The day as of which the page is made.
        date => today.to_string(),
        next => views.coming_call().map(|next| next_call(writer, &next)),
        pipeline => pipeline.collect::<Value>(),
        reviewer => views.reviews.reviewer_name(),
        rows => rows.iter().enumerate().map(|(at, row)| row_on_page(writer, row, at)).collect::<Value>(),
        // Proposals without a row: name changes and implementations.
        others => others.map(|proposal| context! {
            name => proposal.name.as_str(),
            url => facts.proposal_page(proposal),
            kind => proposal.kind.record_key().replace('-', " "),
        }).collect::<Value>(),
        recent => recent.take(RECENT_CALLS).map(|meeting| call_facts(writer, meeting)).collect::<Value>(),
        open_actions => open.len(),
        overdue_actions => open.iter().flatten().count(),
    };
    writer.write("index.html".to_owned(), Section::Backlog, "Backlog", "site-index.html", context)
}

fn next_call<'g>(writer: &PageWriter<'_, 'g>, next: &NextCall<'g>) -> Value {
    let PageWriter { views, facts, .. } = writer;
    let agenda = next.agenda.iter().map(|item| {
        let proposal = item.proposal;
        context! {
            name => facts.item_name(item),
            page => proposal.and_then(|proposal| facts.proposal_page(proposal)),
        }
    });
    context! {
        call => facts.call(&next.call),
        local_starts => facts.local_starts(&next.call),
        join => views.calls.join_url(next.call.date).map(ToString::to_string),
        // The page of its agenda, if it has a file.
        page => facts.call_page(next.call.date),
        agenda => agenda.collect::<Value>(),
    }
}

/// A row of the table: what the table of the repository says, and what a page needs to sort it and to select from it.
fn row_on_page<'g>(writer: &PageWriter<'_, 'g>, proposal: &'g Proposal, at: usize) -> Value {
    let PageWriter { views, facts, .. } = writer;
    let state = views.pipeline_state(proposal);
    let issue = proposal.issue.as_ref();
    let latest = proposal.stages.iter().rev().find_map(|reached| reached.date.as_ref()).map(|date| date.value);
    let discussed = views.stages.discussed_since(proposal, chrono::NaiveDate::MAX);
    let closed = views.stages.closing_day(proposal).filter(|_| state.key() == "closed");
    context! {
        // Its place in the order of the table.
        place => at,
        slug => proposal.slug.as_str(),
        page => facts.proposal_page(proposal),
        kind => proposal.kind.record_key().replace('-', " "),
        state => state_facts(state, views),
        // The day on which it reached that state; `None` if unknown.
        since => closed.or(discussed).or(latest).map(|day| day.to_string()),
        issue => issue.map(|issue| views.links.issue_label(issue)),
        number => issue.map(|issue| issue.number),
        issue_link => issue.and_then(|issue| views.links.issue_url(issue)),
        ..row_facts(proposal, facts)
    }
}
