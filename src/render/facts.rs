//! The facts that templates print: plain values, and Markdown as it is in the records.

pub mod action;
pub mod call;
pub mod entry;
pub mod in_short;
pub mod item;
pub mod person;
mod public;
pub mod section;

use super::templates::prose::Prose;
use crate::model::reference::Reference;
use crate::view::Views;
use crate::view::sweep::Sweep;
use minijinja::context;
use minijinja::value::Value;
use public::SiteFacts;
use std::cell::RefCell;
use std::collections::HashMap;

/// How many texts are kept for the next minutes: what some 100 calls said, a few MiB.
const MOST_PROSE: usize = 2048;

/// Collects the facts of a group.
pub struct Facts<'v, 'g> {
    pub views: &'v Views<'g>,
    /// By the address of its text, which takes no time to compare: the prose of a call is repeated by each later one.
    prose: RefCell<HashMap<(usize, usize), Value>>,
    /// What the pages of a site differ in; `None` for every other output.
    site: Option<SiteFacts<'g>>,
    /// Over all action points, from the first call that prints them.
    register: RefCell<Option<Sweep>>,
    /// Over all proposals that have ever been frozen, likewise.
    frozen: RefCell<Option<Sweep>>,
}

impl<'v, 'g> Facts<'v, 'g> {
    /// The facts of a group.
    pub fn new(views: &'v Views<'g>) -> Self {
        let (prose, register, frozen) = (RefCell::default(), RefCell::default(), RefCell::default());
        Self { views, prose, site: None, register, frozen }
    }

    /// The facts of a group for the pages of a site: organizations in place of people, and links to its own pages.
    /// `up` is the path from their folder to its root.
    pub fn for_site(views: &'v Views<'g>, up: &'static str) -> Self {
        let site = SiteFacts { organizations: views.people.organizations(), up };
        Self { site: Some(site), ..Self::new(views) }
    }

    /// Markdown of a record as a value. Prose that appears in the minutes of many calls is converted once.
    pub fn prose(&self, markdown: &'g str) -> Value {
        let address = (markdown.as_ptr().addr(), markdown.len());
        let mut known = self.prose.borrow_mut();
        if known.len() >= MOST_PROSE {
            known.clear();
        }
        known.entry(address).or_insert_with(|| Prose::value(markdown)).clone()
    }

    /// An issue with its link.
    pub fn issue_link(&self, issue: &Reference) -> Value {
        let page = self.issue_page(issue);
        link(self.views.links.issue_label(issue), page.or_else(|| self.views.links.issue_url(issue)))
    }

    /// A pull request with its link.
    pub fn pr_link(&self, pr: &Reference) -> Value {
        link(self.views.links.pr_label(pr), self.views.links.pr_url(pr))
    }

    /// The group's repository on GitHub.
    pub fn repository_link(&self) -> Option<Value> {
        let repository = self.views.workgroup.repository.as_ref()?;
        let url = format!("https://github.com/{}", repository.value);
        Some(link(repository.value.to_string(), Some(url)))
    }
}

/// A label, and the URL that it links to.
pub fn link(label: String, url: Option<String>) -> Value {
    context! { label, url }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::TestGroup;

    #[test]
    fn a_limited_number_of_texts_is_kept() {
        let views = TestGroup::new().views("2026-02-12");
        let texts: &[String] = (0..MOST_PROSE + 2).map(|number| format!("Text {number}")).collect::<Vec<_>>().leak();
        let facts = Facts::new(&views);
        for text in texts.iter().chain(&texts[..2]) {
            assert_eq!(facts.prose(text).to_string(), *text);
            assert!(facts.prose.borrow().len() <= MOST_PROSE);
        }
        assert_eq!(facts.prose.borrow().len(), 4);
    }
}
