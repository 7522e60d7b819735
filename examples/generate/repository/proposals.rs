//! What happens to each proposal, call by call, and its record.

use super::chance::Chance;
use super::{ORGANIZATIONS, organization_name, prose, review_after};
use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

/// One proposal and what happens to it.
pub struct PlannedProposal {
    pub slug: String,
    pub issue: usize,
    /// The number of the organization that owns it.
    pub owner: u32,
    /// The indexes of the calls that have it on the agenda.
    pub visits: Vec<usize>,
    /// The visits for which the item is added, not carried over: the first, and the return after freezing.
    pub additions: Vec<usize>,
    /// The visit at which the issue is closed.
    pub closing: Option<usize>,
    pub record: Value,
    stages: Vec<Value>,
}

/// Plans the proposal with a number, from 0 to `total`, after those with lower ones.
pub fn plan_proposal(number: usize, total: usize, calls: &[NaiveDate], before: &[PlannedProposal]) -> PlannedProposal {
    let mut chance = Chance::new(number);
    let first = number * calls.len() / total;
    let day = calls[first];
    let name = proposal_name(number, &mut chance);
    let kind = match chance.number_below(20) {
        0 => "name-change",
        1 | 2 => "scope-enhancement",
        3 => "api-family",
        _ => "new-api",
    };
    let target = before.get(number / 2).filter(|_| matches!(kind, "name-change" | "scope-enhancement"));
    let issue = 10 + 3 * number;
    let registered = day - Days::new(20 + u64::from(chance.number_below(10)));
    let owner = 1 + chance.number_below(ORGANIZATIONS);
    let supporters = (0..2 + chance.number_below(5)).map(|at| organization_name(1 + (owner + 5 * at) % ORGANIZATIONS));
    // Far from the numbers of issues and of other pull requests.
    let superseded = number.is_multiple_of(10).then_some([1_000_000 + number]);
    let renamed = json!([{ "name": format!("Draft of {name}"), "until": registered + Days::new(10) }]);
    let history = json!([prose::make_line(&mut chance), { "notes": prose::make_text(&mut chance, issue) }]);
    let validation = json!({ "group": "Sub Project", "date": registered });
    let record = json!({
        "name": name,
        "former-names": number.is_multiple_of(25).then_some(renamed),
        "kind": kind,
        "target": target.map(|target| &target.slug),
        "issue": issue,
        "opened": registered - Days::new(10),
        "template": { "pr": issue + 1, "superseded": superseded },
        "registered": registered,
        "owners": [organization_name(owner)],
        "supporters": supporters.collect::<Value>(),
        "summary": prose::make_text(&mut chance, issue),
        "history": number.is_multiple_of(5).then_some(history),
        "related": (number > 10 && number.is_multiple_of(3)).then(|| json!([issue - 9, format!("example/other#{number}")])),
        "validation": (kind == "scope-enhancement").then_some(validation),
    });
    let slug = name.to_lowercase().replace(' ', "-");
    let (visits, additions, closing, stages) = (Vec::new(), vec![first], None, Vec::new());
    let mut proposal = PlannedProposal { slug, issue, owner, visits, additions, closing, record, stages };
    proposal.reach_stage("under-discussion", day);
    // Twenty items per call.
    let usual = u32::try_from(20 * calls.len() / total).unwrap_or(2);
    if let Some(end) = proposal.plan_visits(first, usual, calls, &mut chance) {
        proposal.plan_decision(end, calls, &mut chance);
    }
    proposal.record["stages"] = proposal.stages.drain(..).collect();
    proposal
}

impl PlannedProposal {
    fn reach_stage(&mut self, stage: &str, date: NaiveDate) {
        self.stages.push(json!({ "stage": stage, "date": date }));
    }

    /// Plans the visits, and a freeze in the middle of some of them; returns the call after the last visit, unless the
    /// proposal stays frozen.
    fn plan_visits(&mut self, first: usize, usual: u32, calls: &[NaiveDate], chance: &mut Chance) -> Option<usize> {
        // Most proposals are finished soon, and some stay for long.
        let mean = match chance.number_below(8) {
            0 => 3 * usual,
            1 | 2 => usual,
            _ => usual * 2 / 3 + 1,
        };
        let stay = 2 + chance.number_below(mean.saturating_sub(2) * 2 + 1) as usize;
        if !chance.happens(20) {
            self.visits.extend(first..calls.len().min(first + stay));
            return Some(first + stay);
        }
        // Ten calls are less than the six months after which it would be archived.
        let (frozen, after) = (first + stay / 2, first + stay / 2 + 10);
        self.visits.extend(first..calls.len().min(frozen + 1));
        let reason = "no answer from the owner";
        self.stages.push(json!({ "stage": "frozen", "date": calls.get(frozen)?, "reason": reason }));
        let day = *calls.get(after)?;
        if chance.happens(50) {
            self.stages.push(json!({ "stage": "archived", "date": day, "reason": prose::make_line(chance) }));
            return None;
        }
        self.stages.push(json!({ "stage": "reactivated", "date": day, "notified": day - Days::new(16) }));
        self.record["former-owners"] = json!([{ "name": organization_name(self.owner), "until": day }]);
        self.owner = 1 + self.owner % ORGANIZATIONS;
        self.record["owners"] = json!([organization_name(self.owner)]);
        self.additions.push(after);
        self.visits.extend(after..calls.len().min(after + stay / 2 + 2));
        Some(after + stay / 2 + 2)
    }

    /// Sent for review in the last call but one, decided between the two calls, closed in the last one.
    fn plan_decision(&mut self, end: usize, calls: &[NaiveDate], chance: &mut Chance) {
        let Some(sent) = calls.get(end - 2) else { return };
        self.record["template"]["merged"] = json!(*sent - Days::new(1));
        self.reach_stage("under-review", *sent);
        let Some(closed) = calls.get(end - 1) else { return };
        let decided = review_after(*sent);
        self.closing = Some(end - 1);
        self.record["closed"] = json!(closed);
        if chance.happens(10) {
            return self.reach_stage("not-approved", decided);
        }
        self.reach_stage("approved", decided);
        self.record["onboarding-issue"] = json!(self.issue + 2);
        if self.record["kind"] != "new-api" {
            return;
        }
        self.reach_stage("onboarding", *closed);
        let Some(onboarded) = calls.get(end + 5) else { return };
        self.reach_stage("onboarded", *onboarded);
        let url = format!("https://github.com/example/{}", self.slug);
        let maintainers = format!("{url}/blob/main/MAINTAINERS.md");
        self.record["repository"] = json!({ "name": self.slug, "url": url, "maintainers": maintainers });
        let release = |number: u64| {
            let (day, tag) = (*onboarded + Days::new(90 * number), format!("r{number}.2"));
            let url = format!("{url}/releases/tag/{tag}");
            json!({ "version": format!("v0.{number}.0"), "tag": tag, "date": day, "url": url })
        };
        self.record["releases"] = (0..2).map(release).collect();
    }
}

fn proposal_name(number: usize, chance: &mut Chance) -> String {
    let first = chance.pick(&["Device", "Network", "Subscriber", "Edge", "Slice", "Location", "Consent", "Energy"]);
    let second = chance.pick(&["Quality", "Status", "Insight", "Population", "Roaming", "Footprint", "Fraud", "Swap"]);
    let third = chance.pick(&["Notification", "Verification", "Retrieval", "Management", "Prediction", "Score"]);
    format!("{first} {second} {third} {}", number + 1)
}
