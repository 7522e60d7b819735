//! The records of the calls.

use super::chance::Chance;
use super::proposals::PlannedProposal;
use super::{ORGANIZATIONS, organization_name, prose};
use chrono::{Days, NaiveDate};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Organizations in a call.
const ATTENDING: usize = 15;

/// Every call with its day, oldest first.
pub fn call_records(calls: &[NaiveDate], proposals: &[PlannedProposal]) -> Vec<(NaiveDate, Value)> {
    // The action points with the call that closes each.
    let mut open: Vec<(usize, String)> = Vec::new();
    let record = |(at, day): (usize, &NaiveDate)| (*day, call_record(at, *day, proposals, &mut open));
    calls.iter().enumerate().map(record).collect()
}

fn call_record(at: usize, day: NaiveDate, proposals: &[PlannedProposal], open: &mut Vec<(usize, String)>) -> Value {
    let mut chance = Chance::new(2_000_000 + at);
    let mut agenda: Vec<_> = proposals.iter().filter(|proposal| proposal.visits.contains(&at)).collect();
    // Items carried over come first.
    agenda.sort_by_key(|proposal| proposal.additions.contains(&at));
    let issue = agenda.first().map_or(1, |proposal| proposal.issue);
    let due = open.extract_if(.., |(until, _)| *until <= at);
    let updates: Value = due.map(|(_, id)| json!({ "id": id, "status": "closed" })).collect();
    let mut opened = Vec::new();
    let items: Value = agenda.iter().map(|it| agenda_item(it, at, day, &mut opened, &mut chance)).collect();
    let own = chance.happens(30).then(|| [open_action(day, "Chair", &mut opened, &mut chance)]);
    open.extend(opened.into_iter().map(|id| (at + 1 + chance.number_below(3) as usize, id)));
    json!({
        "date": day,
        "agenda-sent": day - Days::new(7),
        "previous-minutes": (at > 0).then_some("approved"),
        "attendance": attendance(&agenda, &mut chance),
        "recap": [{ "heading": format!("TSC {}", day - Days::new(7)), "text": prose::make_text(&mut chance, issue) }],
        "topics": [{
            "kind": "information",
            "title": format!("Report of release manager {}", at + 1),
            "notes": prose::make_text(&mut chance, issue),
        }],
        "agenda": items,
        "actions": own,
        "action-updates": updates,
        "aob": chance.happens(50).then(|| prose::make_sentence(&mut chance)),
    })
}

/// Present are the owners of the items, and some other organizations.
fn attendance(agenda: &[&PlannedProposal], chance: &mut Chance) -> Map<String, Value> {
    let mut present: BTreeSet<u32> = agenda.iter().map(|proposal| proposal.owner).take(ATTENDING).collect();
    while present.len() < ATTENDING {
        present.insert(1 + chance.number_below(ORGANIZATIONS));
    }
    let mut people = |number: u32| {
        let delegate = |letter: char| format!("Delegate {number} {letter}");
        match chance.number_below(4) {
            0 => json!([delegate('A'), delegate('B')]),
            1 => json!([delegate('A'), { "name": delegate('C'), "present": false, "note": "excused" }]),
            _ => json!([delegate('A')]),
        }
    };
    present.into_iter().map(|number| (organization_name(number), people(number))).collect()
}

fn agenda_item(
    proposal: &PlannedProposal,
    at: usize,
    day: NaiveDate,
    opened: &mut Vec<String>,
    chance: &mut Chance,
) -> Value {
    let mut item = json!({ "issue": proposal.issue });
    let (is_added, is_closing) = (proposal.additions.contains(&at), proposal.closing == Some(at));
    if is_added {
        let added = day - Days::new(9 + u64::from(chance.number_below(4)));
        item["added"] = match chance.number_below(2) {
            0 => json!(added),
            _ => json!(format!("{added}T16:{:02}:00Z", chance.number_below(60))),
        };
    }
    // The other items take turns, so that none waits for long.
    if !(is_closing || (is_added && chance.happens(70)) || (proposal.issue + at).is_multiple_of(4)) {
        item["treated"] = json!(false);
        return item;
    }
    item["closing"] = json!(is_closing);
    if is_closing && chance.happens(90) {
        item["notes"] = json!("The decision of the reviewer was announced, and the issue is closed.");
        return item;
    }
    item["notes"] = json!(prose::make_text(chance, proposal.issue));
    item["decisions"] = json!(chance.happens(20).then(|| [prose::make_sentence(chance)]));
    if chance.happens(50) && opened.len() < 90 {
        item["actions"] = json!([open_action(day, &organization_name(proposal.owner), opened, chance)]);
    }
    item
}

fn open_action(day: NaiveDate, owner: &str, opened: &mut Vec<String>, chance: &mut Chance) -> Value {
    let id = format!("{}-{:02}", day.format("%Y%m%d"), opened.len() + 1);
    opened.push(id.clone());
    // Later than the last of the calls that may close it.
    let due = chance.happens(50).then(|| day + Days::new(70));
    let text = if chance.happens(20) { prose::make_text(chance, 1) } else { prose::make_line(chance) };
    json!({ "id": id, "owners": [owner], "text": text, "due": due })
}
