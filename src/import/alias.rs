//! Spellings that look like one organization: proposed as aliases, never merged.

use super::doubt::{Doubt, DoubtKind};
use crate::model::legal_form::words_without_legal_form;
use crate::model::spelling::fold_name;
use crate::model::wording::quote_shell_word;
use crate::model::workgroup::Workgroup;
use crate::source::{Place, Sources};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Shorter names are abbreviations, where one more letter makes another name.
const SHORTEST: usize = 8;
/// Longer texts are not names.
const LONGEST: usize = 60;

/// A spelling, its number of occurrences, and its first place.
struct NameSpelling<'n> {
    name: &'n str,
    count: usize,
    place: Option<Place>,
}

/// A doubt for each spelling that looks like a more frequent one, at its first occurrence.
pub fn find_aliases<'n>(names: &'n [(String, Place)], sources: &Sources, group: Option<&'n Workgroup>) -> Vec<Doubt> {
    let mut spellings: BTreeMap<&str, NameSpelling> = BTreeMap::new();
    for (name, place) in names {
        let spelling = spellings.entry(name).or_insert(NameSpelling { name, count: 0, place: Some(*place) });
        spelling.count += 1;
    }
    let mut settled: BTreeSet<&str> = BTreeSet::new();
    for organization in group.into_iter().flat_map(|group| &group.organizations) {
        // The group's own spelling is the name, however often another one occurs.
        let name = organization.name.value.as_str();
        let spelling = spellings.entry(name).or_insert(NameSpelling { name, count: 0, place: None });
        spelling.count = usize::MAX;
        settled.insert(name);
        settled.extend(organization.aliases.iter().map(|alias| alias.value.as_str()));
    }
    let mut usual: Vec<NameSpelling> = spellings.into_values().collect();
    usual.sort_by_key(|spelling| (std::cmp::Reverse(spelling.count), spelling.name));
    let mut known: HashMap<String, &str> = HashMap::new();
    let mut doubts = Vec::new();
    for spelling in usual {
        let keys = similarity_keys(spelling.name);
        let other = keys.iter().find_map(|key| known.get(key)).copied();
        if let (Some(other), Some(place), false) = (other, spelling.place, settled.contains(spelling.name)) {
            doubts.push(alias_doubt(spelling.name, other, narrow_place(place, spelling.name, sources)));
        }
        for key in keys {
            known.entry(key).or_insert(other.unwrap_or(spelling.name));
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
            let names: Vec<(String, Place)> = names.iter().map(|name| ((*name).to_owned(), place)).collect();
            let doubts = find_aliases(&names, &Sources::default(), None);
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
