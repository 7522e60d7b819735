//! The file of a proposal.

use super::chance::Chance;
use super::plan::{PlannedKind, PlannedProposal, RepositoryPlan};
use super::{organization_name, prose};
use chrono::Days;
use std::fmt::Write as _;

/// `backlog/<slug>.yaml`.
pub fn proposal_file(proposal: &PlannedProposal, plan: &RepositoryPlan) -> String {
    let mut chance = Chance::new(1_000_000 + proposal.number);
    let mut out = String::new();
    // Writing into a string cannot fail.
    let _ = writeln!(out, "name: {}", proposal.name);
    if proposal.number.is_multiple_of(25) {
        let until = proposal.registered + Days::new(10);
        let _ = writeln!(out, "former-names: [{{ name: Draft of {}, until: {until} }}]", proposal.name);
    }
    let _ = match proposal.kind {
        PlannedKind::NewApi => writeln!(out, "kind: new-api"),
        PlannedKind::ApiFamily => writeln!(out, "kind: api-family"),
        PlannedKind::ScopeEnhancement | PlannedKind::NameChange => {
            let kind = if proposal.kind == PlannedKind::NameChange { "name-change" } else { "scope-enhancement" };
            let target = &plan.proposals[proposal.number / 2].slug;
            writeln!(out, "kind: {kind}\ntarget: {target}")
        }
    };
    let _ = writeln!(out, "issue: {}\nopened: {}", proposal.issue, proposal.opened);
    write_template(&mut out, proposal);
    let _ = writeln!(out, "registered: {}", proposal.registered);
    let names: Vec<String> = proposal.organizations.iter().map(|number| organization_name(*number)).collect();
    let _ = writeln!(out, "owners: [{}]", names[0]);
    if let Some((former, until)) = proposal.former_owner {
        let _ = writeln!(out, "former-owners: [{{ name: {}, until: {until} }}]", organization_name(former));
    }
    let _ = writeln!(out, "supporters: [{}]", names.join(", "));
    prose::write_block(&mut out, 0, "summary", &prose::make_text(&mut chance, proposal.issue));
    if proposal.number.is_multiple_of(5) {
        let _ = writeln!(out, "history:\n  - {}.", prose::make_line(&mut chance));
        prose::write_block(&mut out, 2, "- notes", &prose::make_text(&mut chance, proposal.issue));
    }
    if proposal.number > 10 && proposal.number.is_multiple_of(3) {
        let _ = writeln!(out, "related: [{}, example/other#{}]", proposal.issue - 9, proposal.number);
    }
    if proposal.kind == PlannedKind::ScopeEnhancement {
        let _ = writeln!(out, "validation: {{ group: Sub Project, date: {} }}", proposal.registered);
    }
    write_stages(&mut out, proposal, &mut chance);
    if let Some(closed) = plan.closing_day(proposal) {
        let _ = writeln!(out, "closed: {closed}");
    }
    write_onboarding(&mut out, proposal);
    out
}

fn write_template(out: &mut String, proposal: &PlannedProposal) {
    let merged = proposal.merged.map(|day| format!(", merged: {day}")).unwrap_or_default();
    // Far from the numbers of issues and of other pull requests.
    let before = 1_000_000 + proposal.number;
    let superseded =
        if proposal.number.is_multiple_of(10) { format!(", superseded: [{before}]") } else { String::new() };
    let _ = writeln!(out, "template: {{ pr: {}{superseded}{merged} }}", proposal.pr);
}

fn write_stages(out: &mut String, proposal: &PlannedProposal, chance: &mut Chance) {
    out.push_str("stages:\n");
    for reached in &proposal.stages {
        let note = match reached.stage {
            "frozen" => ", reason: no answer from the owner".to_owned(),
            "archived" => format!(", reason: {}", prose::make_line(chance)),
            _ => String::new(),
        };
        let notified = reached.notified.map(|day| format!(", notified: {day}")).unwrap_or_default();
        let _ = writeln!(out, "  - {{ stage: {}, date: {}{note}{notified} }}", reached.stage, reached.date);
    }
}

fn write_onboarding(out: &mut String, proposal: &PlannedProposal) {
    let has = |stage: &str| proposal.stages.iter().find(|reached| reached.stage == stage);
    if has("approved").is_some() {
        let _ = writeln!(out, "onboarding-issue: {}", proposal.issue + 2);
    }
    let Some(onboarded) = has("onboarded") else { return };
    let name: String = proposal.name.split(' ').collect();
    let url = format!("https://github.com/example/{name}");
    let _ = writeln!(
        out,
        "repository: {{ name: {name}, url: \"{url}\", maintainers: \"{url}/blob/main/MAINTAINERS.md\" }}"
    );
    out.push_str("releases:\n");
    for (number, meta) in ["fall", "spring"].into_iter().enumerate() {
        let day = onboarded.date + Days::new(90 * number as u64);
        let tag = format!("r{}.2", number + 1);
        let _ = writeln!(
            out,
            "  - {{ version: v0.{number}.0, meta-release: {meta}{}, tag: {tag}, date: {day}, \
             url: \"{url}/releases/tag/{tag}\" }}",
            day.format("%y")
        );
    }
}
