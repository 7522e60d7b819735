//! What happens to each proposal, call by call: decided first, so that both kinds of file agree.

use super::ORGANIZATIONS;
use super::chance::Chance;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// All calls and proposals.
pub struct RepositoryPlan {
    /// Oldest first.
    pub calls: Vec<NaiveDate>,
    /// Slots that fall on a holiday.
    pub not_held: Vec<NaiveDate>,
    pub proposals: Vec<PlannedProposal>,
}

/// One proposal and what happens to it.
pub struct PlannedProposal {
    pub number: usize,
    pub slug: String,
    pub name: String,
    pub kind: PlannedKind,
    pub issue: usize,
    pub pr: usize,
    /// Organizations, the owner first.
    pub organizations: Vec<u32>,
    /// The former owner, and until when.
    pub former_owner: Option<(u32, NaiveDate)>,
    pub opened: NaiveDate,
    pub registered: NaiveDate,
    pub merged: Option<NaiveDate>,
    /// The indexes of the calls that have it on the agenda.
    pub visits: Vec<usize>,
    /// The visits for which the item is added, not carried over: the first, and the return after freezing.
    pub additions: Vec<usize>,
    /// The visit at which the issue is closed.
    pub closing: Option<usize>,
    pub stages: Vec<PlannedStage>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PlannedKind {
    NewApi,
    ApiFamily,
    ScopeEnhancement,
    NameChange,
}

pub struct PlannedStage {
    pub stage: &'static str,
    pub date: NaiveDate,
    pub notified: Option<NaiveDate>,
}

impl RepositoryPlan {
    /// Plans `calls` calls, of which the last one is in February 2026.
    pub fn new(proposals: usize, calls: usize) -> Self {
        let (calls, not_held) = call_days(calls);
        let mut plan = Self { calls, not_held, proposals: Vec::with_capacity(proposals) };
        for number in 0..proposals {
            plan.proposals.push(plan.plan_proposal(number, proposals));
        }
        plan
    }

    fn plan_proposal(&self, number: usize, total: usize) -> PlannedProposal {
        let mut chance = Chance::new(number);
        let calls = self.calls.len();
        let first = number * calls / total;
        // Twenty items per call: most proposals are finished soon, and some stay for long.
        let usual = u32::try_from(20 * calls / total).unwrap_or(2);
        let stay = match chance.number_below(8) {
            0 => 3 * usual,
            1 | 2 => usual,
            _ => usual * 2 / 3 + 1,
        };
        let stay = 2 + chance.number_below(stay.saturating_sub(2) * 2 + 1) as usize;
        let day = self.calls[first];
        let name = proposal_name(number, &mut chance);
        let mut proposal = PlannedProposal {
            number,
            slug: name.to_lowercase().replace(' ', "-"),
            name,
            kind: match chance.number_below(20) {
                0 => PlannedKind::NameChange,
                1 | 2 => PlannedKind::ScopeEnhancement,
                3 => PlannedKind::ApiFamily,
                _ => PlannedKind::NewApi,
            },
            issue: 10 + 3 * number,
            pr: 11 + 3 * number,
            organizations: pick_organizations(&mut chance),
            former_owner: None,
            opened: day - Days::new(30 + u64::from(chance.number_below(10))),
            registered: day - Days::new(20 + u64::from(chance.number_below(10))),
            merged: None,
            visits: Vec::new(),
            additions: vec![first],
            closing: None,
            stages: vec![reach_stage("under-discussion", day)],
        };
        let end = if chance.happens(20) {
            self.plan_freeze(&mut proposal, first, stay, &mut chance)
        } else {
            proposal.visits.extend(first..calls.min(first + stay));
            Some(first + stay)
        };
        if let Some(end) = end {
            self.plan_decision(&mut proposal, end, &mut chance);
        }
        proposal
    }

    /// Half of the visits, then frozen; returns the last visit if the proposal is reactivated.
    fn plan_freeze(
        &self,
        proposal: &mut PlannedProposal,
        first: usize,
        stay: usize,
        chance: &mut Chance,
    ) -> Option<usize> {
        let frozen = first + stay / 2;
        let calls = self.calls.len();
        proposal.visits.extend(first..calls.min(frozen + 1));
        proposal.stages.push(reach_stage("frozen", *self.calls.get(frozen)?));
        // Ten calls are less than the six months after which it would be archived.
        let after = frozen + 10;
        let day = *self.calls.get(after)?;
        if chance.happens(50) {
            proposal.stages.push(reach_stage("archived", day));
            return None;
        }
        proposal.stages.push(PlannedStage { stage: "reactivated", date: day, notified: Some(day - Days::new(16)) });
        let organization = 1 + chance.number_below(ORGANIZATIONS);
        if !proposal.organizations.contains(&organization) {
            proposal.former_owner = Some((proposal.organizations[0], day));
            proposal.organizations.insert(0, organization);
        }
        proposal.additions.push(after);
        proposal.visits.extend(after..calls.min(after + stay / 2 + 2));
        Some(after + stay / 2 + 2)
    }

    /// Sent for review in the last call but one, decided between the two calls, closed in the last one.
    fn plan_decision(&self, proposal: &mut PlannedProposal, end: usize, chance: &mut Chance) {
        let Some(sent) = self.calls.get(end - 2) else { return };
        proposal.merged = Some(*sent - Days::new(1));
        proposal.stages.push(reach_stage("under-review", *sent));
        let Some(closing) = self.calls.get(end - 1) else { return };
        let meets = |day: &NaiveDate| matches!(nth_thursday(*day), Some(1 | 3));
        let Some(decided) = (*sent + Days::new(7)).iter_days().take(31).find(meets) else { return };
        let is_refused = chance.happens(10);
        proposal.stages.push(reach_stage(if is_refused { "not-approved" } else { "approved" }, decided));
        proposal.closing = Some(end - 1);
        if is_refused || proposal.kind != PlannedKind::NewApi {
            return;
        }
        proposal.stages.push(reach_stage("onboarding", *closing));
        if let Some(onboarded) = self.calls.get(end + 5) {
            proposal.stages.push(reach_stage("onboarded", *onboarded));
        }
    }

    /// The day on which a proposal's issue was closed.
    pub fn closing_day(&self, proposal: &PlannedProposal) -> Option<NaiveDate> {
        proposal.closing.map(|at| self.calls[at])
    }
}

fn reach_stage(stage: &'static str, date: NaiveDate) -> PlannedStage {
    PlannedStage { stage, date, notified: None }
}

/// The owner and up to five supporters, each once.
fn pick_organizations(chance: &mut Chance) -> Vec<u32> {
    let mut organizations = Vec::new();
    for _ in 0..2 + chance.number_below(5) {
        let organization = 1 + chance.number_below(ORGANIZATIONS);
        if !organizations.contains(&organization) {
            organizations.push(organization);
        }
    }
    organizations
}

fn proposal_name(number: usize, chance: &mut Chance) -> String {
    let first = chance.pick(&["Device", "Network", "Subscriber", "Edge", "Slice", "Location", "Consent", "Energy"]);
    let second = chance.pick(&["Quality", "Status", "Insight", "Population", "Roaming", "Footprint", "Fraud", "Swap"]);
    let third = chance.pick(&["Notification", "Verification", "Retrieval", "Management", "Prediction", "Score"]);
    format!("{first} {second} {third} {}", number + 1)
}

/// Which Thursday of its month a day is, if it is a Thursday.
fn nth_thursday(day: NaiveDate) -> Option<u32> {
    (day.weekday() == Weekday::Thu).then(|| (day.day() - 1) / 7 + 1)
}

/// The 2nd and 4th Thursdays up to February 2026, oldest first, and those of them around Christmas.
fn call_days(count: usize) -> (Vec<NaiveDate>, Vec<NaiveDate>) {
    let (mut held, mut not_held) = (Vec::with_capacity(count), Vec::new());
    let mut day = NaiveDate::from_ymd_opt(2026, 2, 28).unwrap_or_default();
    while held.len() < count {
        if matches!(nth_thursday(day), Some(2 | 4)) {
            let is_holiday = day.month() == 12 && (24..=26).contains(&day.day());
            if is_holiday { not_held.push(day) } else { held.push(day) }
        }
        day = day - Days::new(1);
    }
    held.reverse();
    not_held.reverse();
    (held, not_held)
}
