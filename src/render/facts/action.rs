//! Action points: those of an item, the register, and those of one call.

use super::{Facts, link};
use crate::model::action::ActionStatus;
use crate::model::meeting::Meeting;
use crate::view::actions::by_owner::{OpenPoint, OwnerPoints};
use crate::view::actions::overdue::Overdue;
use crate::view::actions::point::ActionPoint;
use crate::view::index::Subject;
use crate::view::owners;
use crate::view::sweep::Sweep;
use chrono::NaiveDate;
use minijinja::context;
use minijinja::value::Value;
use std::collections::{HashMap, HashSet};

impl<'g> Facts<'_, 'g> {
    /// The action points that are open on the day, and those that this call closed.
    pub fn register(&self, day: NaiveDate) -> Vec<Value> {
        let actions = self.views.actions.all();
        let mut sweep = self.register.borrow_mut();
        let sweep = sweep.get_or_insert_with(|| Sweep::new(actions.iter().map(ActionPoint::listed_days)));
        let candidates = sweep.move_to(day).iter().map(|at| &actions[*at]);
        let listed = candidates.filter(|action| action.is_listed_on(day));
        listed.map(|action| self.action(action, day, None)).collect()
    }

    /// The action points of earlier calls that are open before the call of a day, oldest first.
    pub fn actions_before(&self, day: NaiveDate) -> Vec<Value> {
        let before = day.pred_opt().unwrap_or(day);
        self.views.actions.open_on(before).map(|action| self.action(action, before, None)).collect()
    }

    /// The action points that the call of the day opened, numbered.
    pub fn own_actions(&self, day: NaiveDate) -> Vec<Value> {
        let own = self.views.actions.opened_on(day);
        own.map(|(action, number)| self.action(action, day, Some(number))).collect()
    }

    /// The action points of earlier calls that this call mentioned.
    pub fn earlier_actions(&self, meeting: &'g Meeting) -> Vec<Value> {
        let day = meeting.date.value;
        let updated = meeting.action_updates.iter().map(|update| update.id.as_str());
        let listed = meeting.register.iter().filter_map(|listed| listed.id.as_ref()).map(|id| id.as_str());
        let mentioned: HashSet<&str> =
            updated.chain(listed).filter(|id| !self.views.actions.is_mom_number(id)).collect();
        let earlier = self.views.actions.with_ids(&mentioned).filter(|action| action.opened < day);
        earlier.map(|action| self.action(action, day, None)).collect()
    }

    /// The action points about a subject that are open on the day.
    pub fn open_actions(&self, subject: &Subject, day: NaiveDate) -> Vec<Value> {
        let about = self.views.actions.about(subject);
        let open = about.filter(|action| action.status_on(day) == Some(ActionStatus::Open));
        open.map(|action| self.action(action, day, None)).collect()
    }

    /// The open action points, by owner.
    pub fn open_by_owner(&self, groups: &[OwnerPoints<'_, 'g>], day: NaiveDate) -> Vec<Value> {
        // Looked up once: many action points may be about one item of many calls.
        let mut titles: HashMap<Subject, Option<&str>> = HashMap::new();
        let mut point = |(action, overdue): &OpenPoint<'_, 'g>| {
            context! {
                is_overdue => overdue.is_some(),
                // How many calls it has been open, if that makes it overdue.
                calls => match overdue {
                    Some(Overdue::Calls(calls)) => Some(calls),
                    _ => None,
                },
                // What the item is about, if its link does not say it.
                title => action.subject.as_ref().and_then(|subject| {
                    *titles.entry(subject.clone()).or_insert_with(|| self.subject_title(subject, day))
                }),
                ..self.action(action, day, None)
            }
        };
        let group = |group: &OwnerPoints<'_, 'g>| {
            context! {
                owners => self.public_names(group.owners.iter().copied()),
                actions => group.points.iter().map(&mut point).collect::<Value>(),
            }
        };
        groups.iter().map(group).collect()
    }

    fn subject_title(&self, subject: &Subject, day: NaiveDate) -> Option<&'g str> {
        if let Some(proposal) = self.views.index.subject_proposal(subject) {
            return proposal.issue.is_some().then(|| owners::name_on(proposal, day));
        }
        let mentions = self.views.index.mentions(subject).iter();
        let mut titles =
            mentions.rev().filter_map(|mention| mention.item.title.as_ref().or(mention.item.proposal.as_ref()));
        titles.next().map(|title| title.as_str())
    }

    /// An action point as of a day; its number among those of its call is known only there.
    pub fn action(&self, action: &ActionPoint<'g>, day: NaiveDate, number: Option<u32>) -> Value {
        context! {
            id => action.id,
            number,
            // `None` if that has only a title.
            subject => action.subject.as_ref().and_then(|subject| self.subject_link(subject, day)),
            owners => self.public_names(action.owners.iter().map(|owner| self.views.index.organization_name(owner))),
            // Markdown.
            text => self.prose(action.text),
            opened => action.opened.to_string(),
            // The page of the call that opened it, in a site.
            opened_page => self.call_page(action.opened),
            due => action.due_on(day).map(|due| due.to_string()),
            // `open`, `closed` or `not-pursued`.
            status => action.status_on(day).unwrap_or(ActionStatus::Open).record_key(),
            // Markdown: the notes of the day.
            notes => action.notes_on(day).map(|note| self.prose(note)).collect::<Value>(),
        }
    }

    fn subject_link(&self, subject: &Subject, day: NaiveDate) -> Option<Value> {
        match subject {
            Subject::Proposal(_) => {
                let proposal = self.views.index.subject_proposal(subject)?;
                let name = || link(owners::name_on(proposal, day).to_owned(), self.proposal_page(proposal));
                Some(proposal.issue.as_ref().map_or_else(name, |issue| self.issue_link(issue)))
            }
            Subject::Issue(issue) => Some(self.issue_link(issue)),
            Subject::Pr(pr) => Some(self.pr_link(pr)),
            Subject::Slug(_) | Subject::Title(_) => None,
        }
    }
}
