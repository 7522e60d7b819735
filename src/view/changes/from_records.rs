//! The edition that the records result in.

use super::facts::recorded_facts;
use super::{Edition, EditionRow, Fact, FactKind, RowKeys};
use crate::model::proposal::{Proposal, ProposalKind};
use crate::model::stage::Stage;
use crate::view::Views;
use chrono::NaiveDate;

impl Edition {
    /// The edition of the records, without cells: the rows of the table, then the proposals that have none.
    pub fn from_records(views: &Views) -> Self {
        let others = views.group.proposals.iter().filter(|proposal| !proposal.kind.is_row());
        let rows = views.stages.table_rows().into_iter().chain(others);
        Self {
            reviewer: views.reviews.reviewer_name().map(ToOwned::to_owned),
            rows: rows.map(|proposal| row_from_record(proposal, views)).collect(),
            others: Vec::new(),
        }
    }
}

fn row_from_record(proposal: &Proposal, views: &Views) -> EditionRow {
    let template_url = views.links.template_url(proposal);
    let issue_url = proposal.issue.as_ref().and_then(|issue| views.links.issue_url(issue));
    let issue = proposal.issue.as_ref().map(|issue| views.links.issue_label(issue));
    let keys = RowKeys {
        slug: proposal.slug.clone(),
        former_names: proposal.former_names.iter().map(|former| former.name.value.clone()).collect(),
        issue: issue.clone().unwrap_or_default(),
        template: template_url.clone().unwrap_or_default(),
        repository: proposal.repository.as_ref().and_then(|it| it.url.as_ref()).map_or("", |url| url).to_owned(),
    };
    let mut facts = recorded_facts(proposal);
    if proposal.kind != ProposalKind::NewApi {
        let target = proposal.target.as_ref().map(|target| format!(" of {}", target.value)).unwrap_or_default();
        facts.push(Fact::new(FactKind::Kind).label(format!("{}{target}", proposal.kind.record_key())));
    }
    // As the table prints it after those of the file.
    let discussed = views.stages.discussed_since(proposal, NaiveDate::MAX);
    facts.extend(
        discussed.map(|day| Fact { stage: Some(Stage::UnderDiscussion), ..Fact::new(FactKind::Stage).date(Some(day)) }),
    );
    facts.extend(views.stages.closing_day(proposal).map(|day| Fact::new(FactKind::Closed).date(Some(day))));
    facts.extend(views.owners.current_owners(proposal).into_iter().map(|name| Fact::new(FactKind::Owner).label(name)));
    facts.extend(views.owners.listed_supporters(proposal).map(|name| Fact::new(FactKind::Supporter).label(name)));
    if let Some(template) = &proposal.template {
        let pr = template.pr.as_ref().map(|pr| views.links.pr_label(pr));
        let merged = template.merged.as_ref().map(|day| day.value);
        let fact = Fact::new(FactKind::Template).label(pr.unwrap_or_default()).url(template_url.clone());
        facts.push(fact.date(merged));
    }
    if issue_url.is_none() || issue_url != template_url {
        facts.extend(issue.map(|label| Fact::new(FactKind::Issue).label(label).url(issue_url)));
    }
    let onboarding = proposal.onboarding_issue.as_ref();
    facts.extend(onboarding.map(|issue| {
        Fact::new(FactKind::Onboarding).label(views.links.issue_label(issue)).url(views.links.issue_url(issue))
    }));
    facts.sort_by_key(|fact| fact.kind);
    EditionRow { name: proposal.name.value.clone(), keys, facts, cells: Vec::new() }
}
