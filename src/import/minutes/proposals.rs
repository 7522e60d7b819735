//! Drafts of the proposals of items: what was said about them in calls without a file.

use super::CallReading;
use super::action_facts::ListedAction;
use super::group_words::FORMER_OWNER;
use super::history::EarlierCalls;
use super::lines::some_text;
use super::owners::parse_owners;
use super::source::SourceDoubts;
use crate::model::group::Group;
use crate::model::meeting::Item;
use crate::model::proposal::{Earlier, FormerOwner, Proposal, ProposalTemplate};
use crate::model::reference::Reference;
use crate::model::slug::{file_stem, free_stem};
use crate::model::spelling::fold_name;
use crate::source::{Place, Spanned};
use chrono::NaiveDate;
use std::collections::HashSet;
use std::ops::Range;

/// What an item says of its proposal.
#[derive(Debug, Clone)]
pub struct ProposalFacts {
    place: Place,
    issue: Option<Reference>,
    name: Option<String>,
    who: Option<String>,
    earlier: EarlierCalls,
}

impl ProposalFacts {
    /// The facts of an item; `None` if it says nothing of earlier calls.
    pub fn from_item(item: &Item, earlier: EarlierCalls, place: Range<usize>, doubts: &SourceDoubts) -> Option<Self> {
        let text = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.value.clone());
        (!earlier.is_empty()).then(|| Self {
            place: doubts.place_of(place),
            issue: item.issue.as_ref().map(|issue| issue.value.clone()),
            name: text(&item.title),
            who: text(&item.who),
            earlier,
        })
    }

    /// Takes the action points out of the texts. Each says which item it was for, and when.
    pub fn take_actions(&mut self, take: impl Fn(&str) -> (String, Vec<ListedAction>)) -> Vec<ListedAction> {
        let item = self.issue.as_ref().map(ToString::to_string).or(self.name.clone()).unwrap_or_default();
        let (context, mut actions) = take(&self.earlier.context);
        self.earlier.context = context;
        let label = format!("For {item}");
        actions.iter_mut().for_each(|action| action.notes.push(label.clone()));
        for entry in &mut self.earlier.history {
            let days: Vec<String> = entry.known_dates().map(|day| day.value.to_string()).collect();
            let Some(notes) = &entry.notes else { continue };
            let (rest, mut found) = take(notes);
            let label = if days.is_empty() { label.clone() } else { format!("{label}, of {}", days.join(", ")) };
            found.iter_mut().for_each(|action| action.notes.push(label.clone()));
            if !found.is_empty() {
                entry.notes = some_text(rest);
            }
            actions.append(&mut found);
        }
        self.earlier.history.retain(|entry| entry.notes.is_some() || entry.treated.is_some());
        actions.iter_mut().for_each(|action| action.is_earlier = true);
        actions
    }

    /// The facts with the issue that another mention of the item names.
    pub fn with_issue(self, issue: Option<Spanned<Reference>>) -> Self {
        Self { issue: issue.map(|issue| issue.value), ..self }
    }
}

/// A proposal, and the place of its first item.
struct DraftedProposal {
    place: Place,
    proposal: Proposal,
}

/// Drafts the proposals of all calls, which are sorted by day. Items without a number name the proposal with their
/// title.
pub fn draft_proposals(calls: &mut [CallReading], group: &Group) -> Vec<(Place, Proposal)> {
    let mut drafter = ProposalDrafter { group, drafted: Vec::new() };
    // The latest call has the present name, owners and template.
    for call in calls.iter_mut().rev() {
        std::mem::take(&mut call.proposals).into_iter().for_each(|facts| drafter.add_facts(facts));
    }
    let held: HashSet<NaiveDate> = calls.iter().map(|call| call.record.date.value).collect();
    drafter.drafted.iter_mut().for_each(|draft| sort_history(&mut draft.proposal, &held));
    let unnumbered = |item: &&mut Item| item.issue.is_none() && item.pr.is_none();
    let items = calls.iter_mut().flat_map(|call| call.record.topics.iter_mut().chain(&mut call.record.agenda));
    for item in items.filter(unnumbered) {
        let title = item.title.as_ref().map(|title| title.as_str());
        let Some(draft) = drafter.drafted.iter().find(|draft| has_name(&draft.proposal, title)) else { continue };
        item.issue = draft.proposal.issue.clone();
        if item.issue.is_none() {
            item.proposal = Some(draft.proposal.slug.clone().into());
            item.title = None;
        }
    }
    drafter.drafted.into_iter().map(|draft| (draft.place, draft.proposal)).collect()
}

struct ProposalDrafter<'g> {
    group: &'g Group,
    drafted: Vec<DraftedProposal>,
}

impl ProposalDrafter<'_> {
    fn add_facts(&mut self, facts: ProposalFacts) {
        let at = match self.drafted.iter().position(|draft| is_about(&draft.proposal, &facts)) {
            Some(at) => at,
            None => {
                let Some(proposal) = self.start_draft(&facts) else { return };
                self.drafted.push(DraftedProposal { place: facts.place, proposal });
                self.drafted.len() - 1
            }
        };
        add_earlier(&mut self.drafted[at].proposal, facts);
    }

    /// A draft that has only what names the proposal; owners where the group does not know it yet.
    fn start_draft(&self, facts: &ProposalFacts) -> Option<Proposal> {
        if let Some(known) = self.group.proposals.iter().find(|known| is_about(known, facts)) {
            // The group knows its owners: the source says who they were.
            let (slug, name, issue) = (known.slug.clone(), known.name.clone(), known.issue.clone());
            let (owners, former_owners) = (known.owners.clone(), known.former_owners.clone());
            return Some(Proposal { slug, name, issue, owners, former_owners, ..Proposal::default() });
        }
        let name = facts.name.clone().or_else(|| Some(format!("Issue {}", facts.issue.as_ref()?)))?;
        let is_taken = |slug: &str| {
            let drafted = self.drafted.iter().map(|draft| &draft.proposal);
            self.group.proposals.iter().chain(drafted).any(|proposal| proposal.slug == slug)
        };
        let stem = Some(file_stem(&name)).filter(|stem| !stem.is_empty()).unwrap_or("proposal".to_owned());
        let mut proposal = Proposal { slug: free_stem(&stem, is_taken), name: name.into(), ..Proposal::default() };
        let who = facts.who.as_deref().unwrap_or_default();
        let [before, now] = FORMER_OWNER;
        let (former, owners) = who.strip_prefix(before).and_then(|who| who.split_once(now)).unwrap_or(("", who));
        let former = parse_owners(former.trim().trim_end_matches(" and").trim_end()).0.into_iter();
        proposal.former_owners = former.map(|name| FormerOwner { name: name.into(), until: None }).collect();
        proposal.owners = parse_owners(owners).0.into_iter().map(Spanned::from).collect();
        Some(proposal)
    }
}

/// Whether facts are about a proposal: by its issue, otherwise by its name.
fn is_about(proposal: &Proposal, facts: &ProposalFacts) -> bool {
    match (&proposal.issue, &facts.issue) {
        (Some(issue), Some(other)) => issue.value == *other,
        _ => has_name(proposal, facts.name.as_deref()),
    }
}

fn has_name(proposal: &Proposal, name: Option<&str>) -> bool {
    let names = std::iter::once(&proposal.name).chain(proposal.former_names.iter().map(|former| &former.name));
    name.map(fold_name).is_some_and(|name| names.map(|known| fold_name(known)).any(|known| known == name))
}

/// Adds what an earlier source says: what a later one said stays.
fn add_earlier(proposal: &mut Proposal, facts: ProposalFacts) {
    proposal.issue = proposal.issue.take().or(facts.issue.map(Spanned::from));
    let EarlierCalls { template, context, history } = facts.earlier;
    match (&mut proposal.template, template) {
        (Some(known), Some(ProposalTemplate { pr: Some(pr), .. })) if known.pr.as_ref() != Some(&pr) => {
            if !known.superseded.contains(&pr) {
                known.superseded.insert(0, pr);
            }
        }
        (Some(_), _) => {}
        (known, template) => *known = template,
    }
    let context = Some(context).filter(|context| !context.is_empty());
    match &proposal.summary {
        None => proposal.summary = context.map(Spanned::from),
        Some(summary) => {
            let is_new = |context: &String| fold_name(context) != fold_name(summary);
            let notes = context.filter(is_new).map(Spanned::from);
            let entry = notes.map(|notes| Earlier { notes: Some(notes), ..Earlier::default() });
            entry.into_iter().for_each(|entry| add_entry(&mut proposal.history, entry));
        }
    }
    history.into_iter().for_each(|entry| add_entry(&mut proposal.history, entry));
}

/// Adds what a call said, unless the history has it: each page repeats what earlier ones said.
fn add_entry(history: &mut Vec<Earlier>, mut entry: Earlier) {
    let text = |entry: &Earlier| entry.notes.as_ref().map(|notes| fold_name(notes)).unwrap_or_default();
    let said = text(&entry);
    // A later page may say more of the same day.
    let same = history.iter().filter(|known| {
        known.treated == entry.treated && (text(known) == said || !said.is_empty() && text(known).contains(&said))
    });
    let known_days: Vec<NaiveDate> = same.clone().flat_map(Earlier::known_dates).map(|day| day.value).collect();
    if entry.known_dates().next().is_none() {
        if same.clone().all(|known| known.known_dates().next().is_some()) {
            history.push(entry);
        }
        return;
    }
    let mut days: Vec<Spanned<NaiveDate>> =
        entry.date.take().into_iter().chain(std::mem::take(&mut entry.dates)).collect();
    days.retain(|day| !known_days.contains(&day.value));
    match days.len() {
        0 => return,
        1 => entry.date = days.pop(),
        _ => entry.dates = days,
    }
    history.push(entry);
}

/// Sorts a history by day, undated entries first, without the days of calls that have a file.
fn sort_history(proposal: &mut Proposal, held: &HashSet<NaiveDate>) {
    proposal.history.retain(|entry| {
        let mut days = entry.known_dates().peekable();
        days.peek().is_none() || entry.notes.is_some() || days.any(|day| !held.contains(&day.value))
    });
    proposal.history.sort_by_key(|entry| entry.known_dates().map(|day| day.value).min());
}
