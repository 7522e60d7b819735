//! Spellings that look like one organization: proposed as aliases, never merged.

use super::doubt::{Doubt, DoubtKind};
use crate::model::legal_form::words_without_legal_form;
use crate::model::spelling::fold_name;
use crate::model::wording::quote_shell_word;
use crate::model::workgroup::Workgroup;
use crate::source::{Place, Sources};
use std::collections::{BTreeSet, HashMap};

/// Shorter names are abbreviations, where one more letter makes another name.
const SHORTEST: usize = 8;
/// Longer texts are not names.
const LONGEST: usize = 60;

/// Spellings, each with its number of occurrences and its first place.
#[derive(Debug, Default)]
pub struct NameCounts(HashMap<String, (usize, Place)>);

impl NameCounts {
    /// Counts a spelling.
    pub fn add(&mut self, name: &str, place: Place) {
        match self.0.get_mut(name) {
            Some((count, _)) => *count += 1,
            None => _ = self.0.insert(name.to_owned(), (1, place)),
        }
    }
}

/// A doubt for each spelling that looks like a more frequent one, at its first occurrence.
pub fn find_aliases(names: &NameCounts, sources: &Sources, group: Option<&Workgroup>) -> Vec<Doubt> {
    let counted = names.0.iter().map(|(name, (count, place))| (name.as_str(), (*count, Some(*place))));
    let mut spellings: HashMap<&str, (usize, Option<Place>)> = counted.collect();
    let mut settled: BTreeSet<&str> = BTreeSet::new();
    for organization in group.into_iter().flat_map(|group| &group.organizations) {
        // The group's own spelling is the name, however often another one occurs.
        let name = organization.name.value.as_str();
        spellings.entry(name).or_default().0 = usize::MAX;
        settled.insert(name);
        settled.extend(organization.aliases.iter().map(|alias| alias.value.as_str()));
    }
    let mut usual: Vec<_> = spellings.into_iter().collect();
    usual.sort_by_key(|(name, (count, _))| (std::cmp::Reverse(*count), *name));
    let mut known: HashMap<String, &str> = HashMap::new();
    let mut doubts = Vec::new();
    for (name, (_, place)) in usual {
        let keys = similarity_keys(name);
        let other = keys.iter().find_map(|key| known.get(key)).copied();
        if let (Some(other), Some(place), false) = (other, place, settled.contains(name)) {
            doubts.push(alias_doubt(name, other, narrow_place(place, name, sources)));
        }
        for key in keys {
            known.entry(key).or_insert(other.unwrap_or(name));
        }
    }
    doubts
}

/// The bytes of a name in a place with more text, unless that is too long.
fn narrow_place(place: Place, name: &str, sources: &Sources) -> Place {
    const LONGEST: usize = 4096;
    let range = place.range();
    let text = sources.file(place.file).text.get(range.clone()).filter(|text| text.len() <= LONGEST);
    let start = text.and_then(|text| text.find(name)).map(|at| range.start + at);
    start.map_or(place, |start| Place::from_range(place.file, start..start + name.len()))
}

fn alias_doubt(name: &str, other: &str, place: Place) -> Doubt {
    let message = format!("is {name} an alias of {other}?");
    let help = format!(
        "Both spellings are kept. If they name one organization, run `backlog add-organization {} --alias {}`.",
        quote_shell_word(other),
        quote_shell_word(name)
    );
    Doubt::new(DoubtKind::Alias, place, message).with_help(help)
}

/// What similar spellings share: the name without case, accents and legal form, and the same with one letter removed.
fn similarity_keys(name: &str) -> Vec<String> {
    if name.len() > LONGEST {
        return Vec::new();
    }
    let core = fold_name(&words_without_legal_form(name).concat());
    let letters: Vec<char> = core.chars().collect();
    let mut keys = vec![core.clone()];
    if letters.len() >= SHORTEST {
        for gap in 0..letters.len() {
            keys.push(letters.iter().enumerate().filter(|(at, _)| *at != gap).map(|(_, letter)| letter).collect());
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    #[test]
    fn similar_spellings_are_proposed() {
        let place = Place::file_start(FileId(0));
        let messages = |names: &[&str]| {
            let mut counts = NameCounts::default();
            names.iter().for_each(|name| counts.add(name, place));
            let doubts = find_aliases(&counts, &Sources::default(), None);
            doubts.into_iter().map(|doubt| doubt.message).collect::<Vec<_>>()
        };
        assert_eq!(messages(&["Telefónica", "Telefonica", "Telefónica"]), ["is Telefonica an alias of Telefónica?"]);
        assert_eq!(
            messages(&["China Mobile", "Chine Mobile", "China Mobile"]),
            ["is Chine Mobile an alias of China Mobile?"]
        );
        assert_eq!(messages(&["Infosys", "Infosys Ltd."]), ["is Infosys Ltd. an alias of Infosys?"]);
        assert_eq!(messages(&["China Mobile", "China Unicom", "MTN", "MTS", "TIM"]), Vec::<String>::new());
    }
}
