//! The files of the calls.

use super::chance::Chance;
use super::plan::{PlannedProposal, RepositoryPlan};
use super::{ORGANIZATIONS, organization_name, prose};
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Organizations in a call.
const ATTENDING: usize = 15;

/// An action point that a later call closes.
struct OpenAction {
    id: String,
    /// The index of the call that closes it.
    until: usize,
}

/// Every call with its day, oldest first.
pub fn call_files(plan: &RepositoryPlan) -> Vec<(NaiveDate, String)> {
    let mut agendas: Vec<Vec<&PlannedProposal>> = plan.calls.iter().map(|_| Vec::new()).collect();
    for proposal in &plan.proposals {
        for visit in &proposal.visits {
            agendas[*visit].push(proposal);
        }
    }
    // Items carried over come first.
    for (at, agenda) in agendas.iter_mut().enumerate() {
        agenda.sort_by_key(|proposal| proposal.additions.contains(&at));
    }
    let mut open = Vec::new();
    let day = |at: usize| plan.calls[at];
    agendas.iter().enumerate().map(|(at, agenda)| (day(at), call_file(at, agenda, plan, &mut open))).collect()
}

fn call_file(at: usize, agenda: &[&PlannedProposal], plan: &RepositoryPlan, open: &mut Vec<OpenAction>) -> String {
    let mut chance = Chance::new(2_000_000 + at);
    let day = plan.calls[at];
    let mut out = String::new();
    // Writing into a string cannot fail.
    let _ = writeln!(out, "date: {day}\nagenda-sent: {}", day - Days::new(7));
    if at > 0 {
        out.push_str("previous-minutes: approved\n");
    }
    write_attendance(&mut out, agenda, &mut chance);
    let _ = writeln!(out, "recap:\n  - heading: TSC {}", day - Days::new(7));
    let issue = agenda.first().map_or(1, |proposal| proposal.issue);
    prose::write_block(&mut out, 4, "text", &prose::make_text(&mut chance, issue));
    let _ = writeln!(out, "topics:\n  - kind: information\n    title: Report of release manager {}", at + 1);
    prose::write_block(&mut out, 4, "notes", &prose::make_text(&mut chance, issue));
    let mut opened = Vec::new();
    if !agenda.is_empty() {
        out.push_str("agenda:\n");
    }
    for proposal in agenda {
        write_item(&mut out, proposal, at, plan, &mut opened, &mut chance);
    }
    if chance.happens(30) {
        out.push_str("actions:\n");
        let action = write_action(&mut out, "  ", day, "Chair", &mut opened, &mut chance);
        let _ = writeln!(out, "    text: {}.", action);
    }
    write_action_updates(&mut out, at, open);
    open.extend(opened.into_iter().map(|id| OpenAction { id, until: at + 1 + chance.number_below(3) as usize }));
    if chance.happens(50) {
        prose::write_block(&mut out, 0, "aob", &format!("{}\n", prose::make_sentence(&mut chance)));
    }
    out
}

/// Present are the owners of the items, and some other organizations.
fn write_attendance(out: &mut String, agenda: &[&PlannedProposal], chance: &mut Chance) {
    let mut present: BTreeSet<u32> = agenda.iter().map(|proposal| proposal.organizations[0]).take(ATTENDING).collect();
    while present.len() < ATTENDING {
        present.insert(1 + chance.number_below(ORGANIZATIONS));
    }
    out.push_str("attendance:\n");
    for number in present {
        let _ = match chance.number_below(4) {
            0 => writeln!(out, "  {}: [Delegate {number} A, Delegate {number} B]", organization_name(number)),
            1 => writeln!(
                out,
                "  {}:\n    - Delegate {number} A\n    - {{ name: Delegate {number} C, present: false, note: excused }}",
                organization_name(number)
            ),
            _ => writeln!(out, "  {}: [Delegate {number} A]", organization_name(number)),
        };
    }
}

fn write_item(
    out: &mut String,
    proposal: &PlannedProposal,
    at: usize,
    plan: &RepositoryPlan,
    opened: &mut Vec<String>,
    chance: &mut Chance,
) {
    let day = plan.calls[at];
    let is_added = proposal.additions.contains(&at);
    let is_closing = proposal.closing == Some(at);
    // The other items take turns, so that none waits for long.
    let is_treated = is_closing || (is_added && chance.happens(70)) || (proposal.number + at).is_multiple_of(4);
    if !is_treated && !is_added {
        let _ = writeln!(out, "  - {{ issue: {}, treated: false }}", proposal.issue);
        return;
    }
    let _ = writeln!(out, "  - issue: {}", proposal.issue);
    if is_added {
        let added = day - Days::new(9 + u64::from(chance.number_below(4)));
        let _ = match chance.number_below(2) {
            0 => writeln!(out, "    added: {added}"),
            _ => writeln!(out, "    added: {added}T16:{:02}:00Z", chance.number_below(60)),
        };
    }
    if !is_treated {
        out.push_str("    treated: false\n");
        return;
    }
    if is_closing {
        out.push_str("    closing: true\n");
    }
    if is_closing && chance.happens(90) {
        out.push_str("    notes: The decision of the reviewer was announced, and the issue is closed.\n");
        return;
    }
    prose::write_block(out, 4, "notes", &prose::make_text(chance, proposal.issue));
    if chance.happens(20) {
        let _ = writeln!(out, "    decisions:\n      - {}.", prose::make_line(chance));
    }
    if chance.happens(50) && opened.len() < 90 {
        out.push_str("    actions:\n");
        let owner = organization_name(proposal.organizations[0]);
        let text = write_action(out, "      ", day, &owner, opened, chance);
        if chance.happens(20) {
            prose::write_block(out, 8, "text", &prose::make_text(chance, proposal.issue));
        } else {
            let _ = writeln!(out, "        text: {text}.");
        }
    }
}

/// Writes an action point except for its text, which is returned.
fn write_action(
    out: &mut String,
    indent: &str,
    day: NaiveDate,
    owner: &str,
    opened: &mut Vec<String>,
    chance: &mut Chance,
) -> String {
    let id = format!("{}-{:02}", day.format("%Y%m%d"), opened.len() + 1);
    let _ = writeln!(out, "{indent}- id: {id}\n{indent}  owners: [{owner}]");
    if chance.happens(50) {
        // Later than the last of the calls that may close it.
        let _ = writeln!(out, "{indent}  due: {}", day + Days::new(70));
    }
    opened.push(id);
    prose::make_line(chance)
}

fn write_action_updates(out: &mut String, at: usize, open: &mut Vec<OpenAction>) {
    let due: Vec<OpenAction> = open.extract_if(.., |action| action.until <= at).collect();
    if !due.is_empty() {
        out.push_str("action-updates:\n");
    }
    for action in due {
        let _ = writeln!(out, "  - {{ id: {}, status: closed }}", action.id);
    }
}
