//! Looks up the proposal of an issue, the items about one thing, and the organization with a name.

use crate::model::github::{GithubFacts, ThreadFacts};
use crate::model::github_url::ThreadKind;
use crate::model::group::Group;
use crate::model::meeting::{Item, Meeting};
use crate::model::organization::Organization;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::model::spelling::name_key;
use crate::model::stage::Stage;
use crate::model::workgroup::Workgroup;
use std::collections::HashMap;

/// What an item is about; items with the same subject are about the same thing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The index of a proposal of the group.
    Proposal(usize),
    /// An issue without a proposal.
    Issue(Reference),
    /// A pull request that is not the template of a proposal.
    Pr(Reference),
    /// A slug without a proposal.
    Slug(String),
    /// The key of a title, see [`name_key`].
    Title(String),
}

impl Subject {
    /// The subject of an item that has only a title; two spellings of one title are the same subject.
    pub fn from_title(title: &str) -> Self {
        Self::Title(name_key(title))
    }

    /// Whether it is a title of hyphens and spaces only, which cannot be distinguished from other such titles.
    pub fn is_nameless(&self) -> bool {
        matches!(self, Self::Title(title) if title.is_empty())
    }
}

/// An item of a call.
#[derive(Debug, Clone, Copy)]
pub struct Mention<'g> {
    /// The call whose file contains it.
    pub meeting: &'g Meeting,
    /// One of the call's topics or agenda items.
    pub item: &'g Item,
    /// Whether it is on the agenda rather than among the other topics.
    pub on_agenda: bool,
}

/// Indexes over a group. Nothing iterates over the maps, so no output depends on their order.
pub struct Index<'g> {
    proposals: &'g [Proposal],
    github: &'g GithubFacts,
    own_repository: Option<&'g str>,
    slugs: HashMap<&'g str, usize>,
    issues: HashMap<Reference, usize>,
    prs: HashMap<Reference, usize>,
    mentions: HashMap<Subject, Vec<Mention<'g>>>,
    organizations: HashMap<&'g str, &'g Organization>,
    ever_frozen: Vec<&'g Proposal>,
}

fn was_frozen(proposal: &Proposal) -> bool {
    proposal.stages.iter().any(|reached| reached.stage.value == Stage::Frozen)
}

impl<'g> Index<'g> {
    /// The index of a group.
    pub fn new(group: &'g Group, workgroup: &'g Workgroup) -> Self {
        let mut index = Self {
            proposals: &group.proposals,
            github: &group.github,
            own_repository: workgroup.repository.as_ref().map(|name| name.as_str()),
            slugs: HashMap::with_capacity(group.proposals.len()),
            issues: HashMap::with_capacity(group.proposals.len()),
            prs: HashMap::with_capacity(group.proposals.len()),
            mentions: HashMap::new(),
            organizations: HashMap::new(),
            ever_frozen: group.proposals.iter().filter(|proposal| was_frozen(proposal)).collect(),
        };
        for (at, proposal) in group.proposals.iter().enumerate() {
            index.slugs.insert(&proposal.slug, at);
            if let Some(issue) = &proposal.issue {
                index.issues.entry(index.normalize_reference(issue)).or_insert(at);
            }
            for pr in proposal.template_prs() {
                index.prs.entry(index.normalize_reference(pr)).or_insert(at);
            }
        }
        // A proposal's current number takes precedence over another's former number.
        for (at, proposal) in group.proposals.iter().enumerate() {
            for issue in proposal.earlier_issues() {
                index.issues.entry(index.normalize_reference(issue)).or_insert(at);
            }
        }
        for meeting in &group.meetings {
            let topics = meeting.topics.iter().map(|item| Mention { meeting, item, on_agenda: false });
            let agenda = meeting.agenda.iter().map(|item| Mention { meeting, item, on_agenda: true });
            for mention in topics.chain(agenda) {
                index.mentions.entry(index.item_subject(mention.item)).or_default().push(mention);
            }
        }
        for organization in &workgroup.organizations {
            for name in organization.spellings() {
                index.organizations.entry(name.as_str()).or_insert(organization);
            }
        }
        index
    }

    /// The reference without the repository if that is the group's own.
    pub fn normalize_reference(&self, reference: &Reference) -> Reference {
        match &reference.repository {
            Some(repository) if self.own_repository.is_some_and(|own| own.eq_ignore_ascii_case(repository)) => {
                Reference::from_number(reference.number)
            }
            _ => reference.clone(),
        }
    }

    /// What GitHub said of an issue.
    pub fn issue_facts(&self, issue: &Reference) -> Option<&'g ThreadFacts> {
        self.thread_facts(issue).filter(|facts| facts.kind == ThreadKind::Issue)
    }

    /// What GitHub said of a pull request.
    pub fn pr_facts(&self, pr: &Reference) -> Option<&'g ThreadFacts> {
        self.thread_facts(pr).filter(|facts| facts.kind == ThreadKind::Pr)
    }

    fn thread_facts(&self, number: &Reference) -> Option<&'g ThreadFacts> {
        self.github.issues.get(&self.normalize_reference(number))
    }

    /// The proposal with this slug.
    pub fn by_slug(&self, slug: &str) -> Option<&'g Proposal> {
        self.slugs.get(slug).map(|at| &self.proposals[*at])
    }

    /// The proposal with this issue, now or formerly.
    pub fn by_issue(&self, issue: &Reference) -> Option<&'g Proposal> {
        self.issues.get(&self.normalize_reference(issue)).map(|at| &self.proposals[*at])
    }

    /// The previous state of a proposal in these records, which are from before a change: the proposal with the same
    /// file, or the one with the same issue whose file no longer exists.
    pub fn proposal_before(&self, proposal: &Proposal, now: &Index) -> Option<&'g Proposal> {
        // If the file still exists, another file with that number is a second proposal.
        let has_gone = |former: &&Proposal| now.by_slug(&former.slug).is_none();
        let renamed = || self.by_issue(proposal.issue.as_ref()?).filter(has_gone);
        self.by_slug(&proposal.slug).or_else(renamed)
    }

    /// The proposal whose template this pull request is or was.
    pub fn by_pr(&self, pr: &Reference) -> Option<&'g Proposal> {
        self.prs.get(&self.normalize_reference(pr)).map(|at| &self.proposals[*at])
    }

    /// Whether the records have a number as an issue or as a pull request; `None` if as neither or as both.
    pub fn recorded_kind(&self, number: &Reference) -> Option<ThreadKind> {
        let is_issue = self.by_issue(number).is_some() || self.issue_facts(number).is_some();
        let is_pr = self.by_pr(number).is_some() || self.pr_facts(number).is_some();
        (is_issue != is_pr).then_some(if is_issue { ThreadKind::Issue } else { ThreadKind::Pr })
    }

    /// The subject of an item.
    pub fn item_subject(&self, item: &Item) -> Subject {
        let slug = item.proposal.as_ref().map(|slug| slug.as_str());
        let title = item.title.as_ref().map_or("", |title| title.as_str());
        self.subject_from_keys(item.issue.as_deref(), item.pr.as_deref(), slug, title)
    }

    /// The subject of an item with these keys; the first one that it has decides. GitHub numbers issues and pull
    /// requests in one sequence, so a number means the same proposal under either key.
    pub fn subject_from_keys(
        &self,
        issue: Option<&Reference>,
        pr: Option<&Reference>,
        slug: Option<&str>,
        title: &str,
    ) -> Subject {
        if let Some(issue) = issue {
            let issue = self.normalize_reference(issue);
            let known = self.issues.get(&issue).or_else(|| self.prs.get(&issue));
            return known.map_or(Subject::Issue(issue), |at| Subject::Proposal(*at));
        }
        if let Some(pr) = pr {
            let pr = self.normalize_reference(pr);
            let known = self.prs.get(&pr).or_else(|| self.issues.get(&pr));
            return known.map_or(Subject::Pr(pr), |at| Subject::Proposal(*at));
        }
        if let Some(slug) = slug {
            let at = self.slugs.get(slug);
            return at.map_or_else(|| Subject::Slug(slug.to_owned()), |at| Subject::Proposal(*at));
        }
        Subject::from_title(title)
    }

    /// The proposal that an item is about.
    pub fn item_proposal(&self, item: &Item) -> Option<&'g Proposal> {
        self.subject_proposal(&self.item_subject(item))
    }

    /// The proposal of a subject.
    pub fn subject_proposal(&self, subject: &Subject) -> Option<&'g Proposal> {
        match subject {
            Subject::Proposal(at) => self.proposals.get(*at),
            _ => None,
        }
    }

    /// The subject of a proposal.
    pub fn proposal_subject(&self, proposal: &Proposal) -> Option<Subject> {
        self.slugs.get(proposal.slug.as_str()).map(|at| Subject::Proposal(*at))
    }

    /// The proposals that have ever been frozen, by slug: a few of many, needed for every call.
    pub fn ever_frozen(&self) -> &[&'g Proposal] {
        &self.ever_frozen
    }

    /// All items about a subject, oldest call first.
    pub fn mentions(&self, subject: &Subject) -> &[Mention<'g>] {
        self.mentions.get(subject).map_or(&[], Vec::as_slice)
    }

    /// The organization with exactly this name or alias.
    pub fn organization_by_name(&self, name: &str) -> Option<&'g Organization> {
        self.organizations.get(name).copied()
    }

    /// The organization's own name for a name or alias; an unknown one is returned unchanged.
    pub fn organization_name<'n>(&self, name: &'n str) -> &'n str
    where
        'g: 'n,
    {
        self.organization_by_name(name).map_or(name, |organization| organization.name.as_str())
    }
}
