//! The page of a proposal: its facts, its stages, its open action points, and what calls said about it.

use super::SiteFile;
use super::pages::{PageWriter, Section};
use crate::error::Error;
use crate::model::proposal::{Proposal, ProposalKind};
use crate::model::reference::Reference;
use crate::render::facts::{Facts, link};
use crate::render::site_paths::proposal_path;
use crate::render::table::{release_facts, row_facts};
use crate::source::Spanned;
use crate::view::Views;
use crate::view::history::{self, HistoryEntry};
use crate::view::pipeline::PipelineState;
use chrono::NaiveDate;
use minijinja::context;
use minijinja::value::Value;

/// The key of a state, and its name.
pub fn state_facts(state: PipelineState, views: &Views) -> Value {
    let name = match state {
        PipelineState::Stage(stage) => Some(views.reviews.format_stage(stage)),
        PipelineState::Closed | PipelineState::Unknown => None,
    };
    // `name` is `None` for a state that is not a stage.
    context! { key => state.key(), name }
}

/// Writes the page of a proposal.
pub fn write<'g>(writer: &PageWriter<'_, 'g>, proposal: &'g Proposal) -> Result<SiteFile, Error> {
    let PageWriter { views, facts, .. } = writer;
    let target = proposal.target.as_ref().and_then(|slug| views.index.by_slug(slug));
    let is_about_this = |other: &&Proposal| other.target.as_ref().is_some_and(|slug| slug.value == proposal.slug);
    let issues = |issues: &[Spanned<Reference>]| issues.iter().map(|it| facts.issue_link(it)).collect::<Value>();
    let subject = views.index.proposal_subject(proposal);
    let entries = subject.as_ref().map(|subject| views.history.entries(subject));
    let mut history: Vec<Value> = history::grouped_before(entries.as_deref().unwrap_or_default(), NaiveDate::MAX)
        .map(|same| history_entry(facts, same))
        .collect();
    history.reverse();
    let sections = proposal.sections.iter().map(|section| {
        let text = section.text.as_ref().map(|text| facts.prose(text.as_str()));
        context! { heading => section.heading.as_ref().map(|heading| heading.as_str()), text }
    });
    let context = context! {
        state => state_facts(views.pipeline_state(proposal), views),
        // `None` for the usual kind.
        kind => (proposal.kind != ProposalKind::NewApi).then(|| proposal.kind.record_key().replace('-', " ")),
        issue => proposal.issue.as_ref().map(|issue| github_link(views, issue)),
        former_issues => proposal.former_issues.iter().map(|issue| github_link(views, issue)).collect::<Value>(),
        onboarding_issue => proposal.onboarding_issue.as_ref().map(|issue| github_link(views, issue)),
        related => issues(&proposal.related),
        target => target.map(|target| page_link(facts, target)),
        // Proposals whose target it is.
        about_this => views.group.proposals.iter().filter(is_about_this).map(|other| {
            context! { kind => other.kind.record_key().replace('-', " "), ..page_link(facts, other) }
        }).collect::<Value>(),
        former_names => proposal.former_names.iter().map(|former| context! {
            name => former.name.as_str(),
            until => former.until.map(|until| until.to_string()),
            issue => former.issue.as_ref().map(|issue| github_link(views, issue)),
        }).collect::<Value>(),
        former_owners => facts.public_names(views.owners.owners_before(proposal, NaiveDate::MAX)),
        template_prs => views.templates.prs_on(proposal, NaiveDate::MAX).into_iter().map(|pr| facts.pr_link(pr))
            .collect::<Value>(),
        validation => proposal.validation.as_ref().map(|validation| context! {
            group => validation.group.as_deref(),
            date => validation.date.as_ref().map(|date| date.value.to_string()),
            url => validation.link.as_ref().map(|url| url.as_str()),
        }),
        releases => proposal.releases.iter().rev().map(|release| release_facts(proposal, release)).collect::<Value>(),
        // Markdown.
        summary => proposal.summary.as_ref().map(|summary| facts.prose(summary.as_str())),
        sections => sections.collect::<Value>(),
        actions => subject.map(|subject| facts.open_actions(&subject, NaiveDate::MAX)).unwrap_or_default(),
        // Latest first.
        history,
        ..row_facts(proposal, facts)
    };
    let path = proposal_path(&proposal.slug);
    writer.write(path, Section::Backlog, &proposal.name, "site-proposal.html", context)
}

/// What calls said in the same words, with their pages.
fn history_entry<'g>(facts: &Facts<'_, 'g>, same: &[HistoryEntry<'g>]) -> Value {
    let days = same.iter().filter_map(|entry| entry.date);
    let calls = days.map(|day| link(day.to_string(), facts.call_page(day)));
    // `calls` is empty if the records know no day.
    context! { calls => calls.collect::<Value>(), ..facts.entry(same).unwrap_or_default() }
}

fn page_link(facts: &Facts, proposal: &Proposal) -> Value {
    link(facts.views.links.proposal_label(proposal), facts.proposal_page(proposal))
}

fn github_link(views: &Views, issue: &Reference) -> Value {
    link(views.links.issue_label(issue), views.links.issue_url(issue))
}
