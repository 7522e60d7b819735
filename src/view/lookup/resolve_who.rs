//! Resolves an organization or a person by a full name or the beginning of one.

use crate::model::legal_form::{differs_in_legal_form, suggest_shorter};
use crate::model::organization::Organization;
use crate::model::spelling::{is_same_name, is_similar_name};
use crate::source::Spanned;
use crate::view::lookup::NameLookup;
use crate::view::lookup::resolution::{Candidate, Resolution};

impl<'g> NameLookup<'g> {
    /// Resolves an organization by its name or an alias.
    pub fn resolve_organization(&self, words: &str) -> Resolution<&'g Organization> {
        let organizations = &self.base.workgroup.organizations;
        let shorter = || {
            let names = organizations.iter().flat_map(Organization::spellings);
            let name = suggest_shorter(words, names.map(|name| name.as_str()))?;
            self.find_organization(name).map(|one| one.name.value.clone())
        };
        Resolution::from(self.find_organization(words))
            .or_else(|| {
                Resolution::by_prefix(words, organizations.iter().map(|one| spelled_candidate(one, one)).collect())
            })
            .or_else(|| Resolution::Unknown { suggestion: shorter() })
    }

    /// The name or alias of an organization that another name is probably a misspelling of.
    pub fn suggest_organization(&self, name: &str) -> Option<&'g str> {
        let organizations = &self.base.workgroup.organizations;
        let mut names = organizations.iter().flat_map(Organization::spellings);
        let is_near = |known: &&Spanned<String>| is_similar_name(name, known) || differs_in_legal_form(name, known);
        names.find(is_near).map(|known| known.as_str())
    }

    /// Resolves an organization or a person to the name as spelled in the records. Anyone else is unknown.
    pub fn resolve_who(&self, words: &str) -> Resolution<&'g str> {
        let people = || self.base.workgroup.people.iter().map(|person| person.name.as_str());
        let organization = self.find_organization(words).map(|one| one.name.as_str());
        if let Some(name) = organization.or_else(|| people().find(|name| is_same_name(name, words))) {
            return Resolution::Found(name);
        }
        let mut candidates: Vec<Candidate<&str>> = Vec::new();
        for name in people() {
            if candidates.iter().all(|known| !is_same_name(known.thing, name)) {
                candidates.push(Candidate::from_name(name, name));
            }
        }
        let organizations = self.base.workgroup.organizations.iter();
        candidates.extend(organizations.map(|one| spelled_candidate(one.name.as_str(), one)));
        Resolution::by_prefix(words, candidates)
    }

    /// Splits a comma-separated list of names. A comma within a known name does not separate it.
    pub fn split_names(&self, words: &str) -> Vec<String> {
        let people = self.base.workgroup.people.iter().map(|person| person.name.value.clone());
        let spellings = self.base.workgroup.organizations.iter().flat_map(Organization::spellings);
        let names = spellings.map(|name| name.value.clone()).chain(people);
        let with_comma: Vec<String> = names.filter(|name| name.contains(',')).collect();
        let is_known = |parts: &[&str]| {
            let name = parts.join(",");
            with_comma.iter().any(|known| is_same_name(known, &name) && known.matches(',').count() + 1 == parts.len())
        };
        let parts: Vec<&str> = words.split(',').collect();
        let mut names = Vec::new();
        let mut rest = parts.as_slice();
        while !rest.is_empty() {
            let longest = (2..=rest.len()).rev().find(|count| is_known(&rest[..*count]));
            let (name, after) = rest.split_at(longest.unwrap_or(1));
            names.push(name.join(",").trim().to_owned());
            rest = after;
        }
        names.retain(|name| !name.is_empty());
        if names.is_empty() { vec![words.trim().to_owned()] } else { names }
    }
}

/// A candidate with all spellings of an organization.
fn spelled_candidate<T>(thing: T, organization: &Organization) -> Candidate<T> {
    let names = organization.spellings().map(|name| name.value.clone()).collect();
    Candidate { names, ..Candidate::from_name(thing, &organization.name) }
}

#[cfg(test)]
mod tests {
    use crate::test_group::TestGroup;
    use crate::view::lookup::resolution::tests::describe_resolution;

    #[test]
    fn an_organization_is_resolved_by_the_beginning_of_a_name_or_alias() {
        let views = TestGroup::new().views("2026-02-12");
        for (words, expected) in [
            ("dt", "Deutsche Telekom"),
            ("Deut", "Deutsche Telekom"),
            ("n", "NCSRD"),
            ("Ornage", "-Orange"),
            ("MTN", "-"),
            ("Orange SA", "-Orange"),
            ("DT Germany", "-Deutsche Telekom"),
            ("Deutsche Bank", "-"),
        ] {
            let found = describe_resolution(views.lookup.resolve_organization(words), |one| one.name.value.clone());
            assert_eq!(found, expected, "{words}");
        }
    }

    #[test]
    fn significant_characters_distinguish_organizations() {
        let views = TestGroup::new().more_settings("  - C++\n  - 中国移动\n  - Lumen AG\n").views("2026-02-12");
        for (name, near) in [
            ("C#", None),
            ("中国联通", None),
            ("Lumen", Some("Lumen AG")),
            ("Deutsche Telecom", Some("Deutsche Telekom")),
        ] {
            assert_eq!(views.lookup.find_organization(name), None, "{name}");
            assert_eq!(views.lookup.suggest_organization(name), near, "{name}");
        }
        assert!(views.lookup.find_organization("c++").is_some());
    }

    #[test]
    fn a_comma_in_a_known_name_does_not_separate_it() {
        let group = TestGroup::new().more_settings("  - \"Acme, Inc.\"\n  - \"Acme, Inc., Spain\"\n");
        let views = group.views("2026-02-12");
        for (words, expected) in [
            ("Orange,DT", &["Orange", "DT"][..]),
            ("MTN , Orange,", &["MTN", "Orange"]),
            ("Acme, Inc.", &["Acme, Inc."]),
            ("Orange, acme, inc.,DT", &["Orange", "acme, inc.", "DT"]),
            ("Acme, Inc., Spain,DT", &["Acme, Inc., Spain", "DT"]),
            (",", &[","]),
        ] {
            assert_eq!(views.lookup.split_names(words), expected, "{words}");
        }
    }

    #[test]
    fn resolve_who_finds_organizations_and_people() {
        let people = "people: [{ name: Ann Example, organization: DT }, { name: Orlando Example }]\n";
        let views = TestGroup::new().more_settings(people).views("2026-02-12");
        for (words, expected) in [
            ("ann example", "Ann Example"),
            ("Ann", "Ann Example"),
            ("DT", "Deutsche Telekom"),
            ("Or", "?`Orlando Example`, `Orange`"),
            ("The chair", "-"),
        ] {
            let found = describe_resolution(views.lookup.resolve_who(words), ToOwned::to_owned);
            assert_eq!(found, expected, "{words}");
        }
    }
}
