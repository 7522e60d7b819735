//! What happens to each proposal, call by call: decided first, so that both kinds of file agree.

use super::ORGANIZATIONS;
use super::chance::Chance;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// All calls and proposals.
pub struct Plan {
    /// Oldest first.
    pub calls: Vec<NaiveDate>,
    /// Slots that fall on a holiday.
    pub not_held: Vec<NaiveDate>,
    pub proposals: Vec<Proposal>,
}

/// One proposal and its way.
pub struct Proposal {
    pub number: usize,
    pub slug: String,
    pub name: String,
    pub kind: Kind,
    pub issue: usize,
    pub pr: usize,
    /// Organisations, the owner first.
    pub organizations: Vec<u32>,
    /// The owner before, until a day.
    pub former_owner: Option<(u32, NaiveDate)>,
    pub opened: NaiveDate,
    pub registered: NaiveDate,
    pub merged: Option<NaiveDate>,
    /// The indexes of the calls that have it on the agenda.
    pub visits: Vec<usize>,
    /// The visits that are no carrying over: the first, and the return from the freezer.
    pub additions: Vec<usize>,
    /// The visit at which the issue is closed.
    pub closing: Option<usize>,
    pub stages: Vec<Reached>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    NewApi,
    ApiFamily,
    ScopeEnhancement,
    NameChange,
}

pub struct Reached {
    pub stage: &'static str,
    pub date: NaiveDate,
    pub notified: Option<NaiveDate>,
}

impl Plan {
    /// The last of the calls is in February 2026, the first ones are as early as their number asks.
    pub fn new(proposals: usize, calls: usize) -> Self {
        let (calls, not_held) = days(calls);
        let mut plan = Self { calls, not_held, proposals: Vec::with_capacity(proposals) };
        for number in 0..proposals {
            plan.proposals.push(plan.proposal(number, proposals));
        }
        plan
    }

    fn proposal(&self, number: usize, of: usize) -> Proposal {
        let mut chance = Chance::new(number);
        let calls = self.calls.len();
        let first = number * calls / of;
        // Twenty items a call: most proposals are done with soon, and some stay for long.
        let usual = u32::try_from(20 * calls / of).unwrap_or(2);
        let stay = match chance.below(8) {
            0 => 3 * usual,
            1 | 2 => usual,
            _ => usual * 2 / 3 + 1,
        };
        let stay = 2 + chance.below(stay.saturating_sub(2) * 2 + 1) as usize;
        let day = self.calls[first];
        let name = name(number, &mut chance);
        let mut proposal = Proposal {
            number,
            slug: name.to_lowercase().replace(' ', "-"),
            name,
            kind: match chance.below(20) {
                0 => Kind::NameChange,
                1 | 2 => Kind::ScopeEnhancement,
                3 => Kind::ApiFamily,
                _ => Kind::NewApi,
            },
            issue: 10 + 3 * number,
            pr: 11 + 3 * number,
            organizations: organizations(&mut chance),
            former_owner: None,
            opened: day - Days::new(30 + u64::from(chance.below(10))),
            registered: day - Days::new(20 + u64::from(chance.below(10))),
            merged: None,
            visits: Vec::new(),
            additions: vec![first],
            closing: None,
            stages: vec![reached("under-discussion", day)],
        };
        let end = if chance.happens(20) {
            self.freeze(&mut proposal, first, stay, &mut chance)
        } else {
            proposal.visits.extend(first..calls.min(first + stay));
            Some(first + stay)
        };
        if let Some(end) = end {
            self.decide(&mut proposal, end, &mut chance);
        }
        proposal
    }

    /// Half of the way, then the freezer; the end of the way where it comes back.
    fn freeze(&self, proposal: &mut Proposal, first: usize, stay: usize, chance: &mut Chance) -> Option<usize> {
        let frozen = first + stay / 2;
        let calls = self.calls.len();
        proposal.visits.extend(first..calls.min(frozen + 1));
        proposal.stages.push(reached("frozen", *self.calls.get(frozen)?));
        // Ten calls are less than the six months after which it would be archived.
        let after = frozen + 10;
        let day = *self.calls.get(after)?;
        if chance.happens(50) {
            proposal.stages.push(reached("archived", day));
            return None;
        }
        proposal.stages.push(Reached { stage: "reactivated", date: day, notified: Some(day - Days::new(16)) });
        let organization = 1 + chance.below(ORGANIZATIONS);
        if !proposal.organizations.contains(&organization) {
            proposal.former_owner = Some((proposal.organizations[0], day));
            proposal.organizations.insert(0, organization);
        }
        proposal.additions.push(after);
        proposal.visits.extend(after..calls.min(after + stay / 2 + 2));
        Some(after + stay / 2 + 2)
    }

    /// Sent to the reviewer in the last call but one, decided between the two, closed in the last.
    fn decide(&self, proposal: &mut Proposal, end: usize, chance: &mut Chance) {
        let Some(sent) = self.calls.get(end - 2) else { return };
        proposal.merged = Some(*sent - Days::new(1));
        proposal.stages.push(reached("sent-to-tsc", *sent));
        let Some(closing) = self.calls.get(end - 1) else { return };
        let meets = |day: &NaiveDate| matches!(nth_thursday(*day), Some(1 | 3));
        let Some(decided) = (*sent + Days::new(7)).iter_days().take(31).find(meets) else { return };
        let is_refused = chance.happens(10);
        proposal.stages.push(reached(if is_refused { "not-approved" } else { "tsc-approved" }, decided));
        proposal.closing = Some(end - 1);
        if is_refused || proposal.kind != Kind::NewApi {
            return;
        }
        proposal.stages.push(reached("onboarding", *closing));
        if let Some(onboarded) = self.calls.get(end + 5) {
            proposal.stages.push(reached("onboarded", *onboarded));
        }
    }

    /// The day on which a proposal's issue was closed.
    pub fn closed(&self, proposal: &Proposal) -> Option<NaiveDate> {
        proposal.closing.map(|at| self.calls[at])
    }
}

fn reached(stage: &'static str, date: NaiveDate) -> Reached {
    Reached { stage, date, notified: None }
}

/// The owner and up to five supporters, each once.
fn organizations(chance: &mut Chance) -> Vec<u32> {
    let mut organizations = Vec::new();
    for _ in 0..2 + chance.below(5) {
        let organization = 1 + chance.below(ORGANIZATIONS);
        if !organizations.contains(&organization) {
            organizations.push(organization);
        }
    }
    organizations
}

fn name(number: usize, chance: &mut Chance) -> String {
    let first = chance.one(&["Device", "Network", "Subscriber", "Edge", "Slice", "Location", "Consent", "Energy"]);
    let second = chance.one(&["Quality", "Status", "Insight", "Population", "Roaming", "Footprint", "Fraud", "Swap"]);
    let third = chance.one(&["Notification", "Verification", "Retrieval", "Management", "Prediction", "Score"]);
    format!("{first} {second} {third} {}", number + 1)
}

/// Which Thursday of its month a day is, if it is one.
fn nth_thursday(day: NaiveDate) -> Option<u32> {
    (day.weekday() == Weekday::Thu).then(|| (day.day() - 1) / 7 + 1)
}

/// The 2nd and 4th Thursdays up to February 2026, oldest first, and those of them around Christmas.
fn days(count: usize) -> (Vec<NaiveDate>, Vec<NaiveDate>) {
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
