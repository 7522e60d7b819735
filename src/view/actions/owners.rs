//! The possible owners of an action point: organizations, people and roles.

use crate::model::meeting::Meeting;
use crate::model::spelling::name_key;
use crate::model::suggestions::Suggestions;
use crate::model::wording::quote_shell_word;
use crate::view::Views;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Roles that every group has, whether or not `workgroup.yaml` assigns them.
const USUAL_ROLES: [&str; 12] = [
    "All",
    "Everyone",
    "Group",
    "Chair",
    "Chairs",
    "Co-chair",
    "Vice-chair",
    "Secretary",
    "Owner",
    "API owner",
    "Codeowners",
    "Maintainers",
];

/// Everyone in the records, for looking up the owners of action points. Nothing iterates over the maps, so no output
/// depends on their order.
pub struct ActionOwners<'g> {
    /// People by the keys of their names and accounts, each with the name as spelled.
    people: HashMap<String, &'g str>,
    /// Roles by their keys.
    roles: HashMap<String, &'g str>,
    /// Organizations, people, then roles, each once, as the records spell them.
    pub names: Vec<&'g str>,
    aliases: Vec<&'g str>,
}

impl<'g> ActionOwners<'g> {
    /// Collects the owners from `workgroup.yaml` and from the attendance of calls.
    pub fn from_views(views: &Views<'g>) -> Self {
        let workgroup = views.workgroup;
        let mut owners = Self { people: HashMap::new(), roles: HashMap::new(), names: Vec::new(), aliases: Vec::new() };
        for organization in &workgroup.organizations {
            owners.names.push(organization.name.as_str());
            owners.aliases.extend(organization.aliases.iter().map(|alias| alias.as_str()));
        }
        let attendees = || views.group.meetings.iter().flat_map(Meeting::listed_people).map(|(_, attendee)| attendee);
        let listed = workgroup.people.iter().map(|person| person.name.as_str());
        for name in listed.chain(attendees().map(|attendee| attendee.name.as_str())) {
            if let Entry::Vacant(entry) = owners.people.entry(name_key(name)) {
                entry.insert(name);
                owners.names.push(name);
            }
        }
        for person in &workgroup.people {
            if let Some(account) = &person.github {
                owners.people.entry(name_key(account)).or_insert(person.name.as_str());
            }
        }
        let reviewer = workgroup.reviewer.iter().map(|reviewer| reviewer.name.as_str());
        let roles = workgroup.people.iter().filter_map(|person| person.role.as_deref());
        let roles = roles.chain(attendees().filter_map(|attendee| attendee.role.as_deref()));
        for role in roles.chain(reviewer).chain(USUAL_ROLES) {
            if let Entry::Vacant(entry) = owners.roles.entry(name_key(role)) {
                entry.insert(role);
                owners.names.push(role);
            }
        }
        owners
    }

    /// Finds a person by name or GitHub account and returns the name as the records spell it.
    pub fn resolve_person(&self, words: &str) -> Option<&'g str> {
        let key = name_key(words.strip_prefix('@').unwrap_or(words));
        self.people.get(&key).copied().filter(|_| !key.is_empty())
    }

    /// Whether the text is a role that somebody has in the group or in a call, or the reviewer.
    pub fn is_role(&self, words: &str) -> bool {
        self.roles.contains_key(&name_key(words)) && !name_key(words).is_empty()
    }

    /// All names that may be suggested for a mistyped one.
    pub fn suggestions(&self) -> Suggestions<'g> {
        Suggestions::new(self.names.iter().chain(&self.aliases).copied().collect())
    }
}

/// The message and the help for a name that is not a known owner.
pub fn explain_unknown_owner(name: &str, suggestions: &mut Suggestions) -> (String, String) {
    let word = quote_shell_word(name);
    let add = format!("`backlog add-organization {word}`, or `backlog add-person {word} --org ORG`");
    let help = match suggestions.suggest(name) {
        Some(near) => format!("Did you mean `{near}`? If not, add it: {add}."),
        None => format!("Add it: {add}."),
    };
    (format!("`{name}` is not an organization, a person or a role of this group"), help)
}

#[cfg(test)]
mod tests {
    use super::{ActionOwners, explain_unknown_owner};
    use crate::test_group::TestGroup;

    #[test]
    fn owners_come_from_the_group_and_its_calls() {
        let settings = "reviewer: { name: TSC }\norganizations: [{ name: Deutsche Telekom, aliases: [DT] }]\n\
                        people: [{ name: Ann Example, github: ann-e, role: rapporteur }]\n";
        let group = TestGroup::new().settings(settings);
        let views = group.call("2026-02-12", "attendance: { DT: [{ name: Zoë, role: scribe }] }\n").views("2026-02-12");
        let owners = ActionOwners::from_views(&views);
        for (words, person) in
            [("ann example", Some("Ann Example")), ("@ann-e", Some("Ann Example")), ("zoe", Some("Zoë")), ("", None)]
        {
            assert_eq!(owners.resolve_person(words), person, "{words}");
        }
        for role in ["Rapporteur", "scribe", "tsc", "Chair", "co chair"] {
            assert!(owners.is_role(role), "{role}");
        }
        assert!(!owners.is_role("Nobody") && !owners.is_role(""));
        let help = |name| explain_unknown_owner(name, &mut owners.suggestions()).1;
        assert!(help("Deutsche Telecom").starts_with("Did you mean `Deutsche Telekom`?"));
        assert!(help("Ann Exampel").starts_with("Did you mean `Ann Example`?"));
    }
}
