//! Names of organizations with and without their legal form: `Lumen AG`, `Lumen Technologies`, `Lumen`.

use super::spelling::{is_same_name, name_key};

/// The legal forms of companies at the end of a name.
const LEGAL_FORMS: [&str; 22] = [
    "inc",
    "ltd",
    "llc",
    "sa",
    "spa",
    "ag",
    "gmbh",
    "bv",
    "nv",
    "plc",
    "corp",
    "co",
    "limited",
    "corporation",
    "company",
    "group",
    "srl",
    "sas",
    "llp",
    "pte",
    "pty",
    "kk",
];

/// Whether a word is the legal form of a company: `Inc.`, `S.A.`
pub fn is_legal_form(word: &str) -> bool {
    // `G.m.b.H.` has more characters than letters.
    const LONGEST: usize = 16;
    if word.len() > LONGEST {
        return false;
    }
    let letters: String = word.chars().filter(|c| c.is_alphanumeric()).collect();
    LEGAL_FORMS.iter().any(|form| form.eq_ignore_ascii_case(&letters))
}

/// The words of a name without the legal form at its end; at least one word remains.
pub fn words_without_legal_form(name: &str) -> Vec<&str> {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while words.len() > 1 && words.last().is_some_and(|word| is_legal_form(word)) {
        words.pop();
    }
    words
}

/// Whether two names differ only in the legal form.
pub fn differs_in_legal_form(one: &str, other: &str) -> bool {
    let core = |name| words_without_legal_form(name).concat();
    is_same_name(core(one).trim_end_matches(','), core(other).trim_end_matches(','))
}

/// The longest known name that a longer name begins with, ignoring legal forms.
pub fn suggest_shorter<'n>(longer: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let key = |word: &&str| name_key(word.trim_end_matches(','));
    let words: Vec<String> = longer.split_whitespace().map(|word| key(&word)).collect();
    let beginning = |name: &'n str| {
        let core: Vec<String> = words_without_legal_form(name).iter().map(key).collect();
        let is_beginning = !core.concat().is_empty() && words.starts_with(&core);
        is_beginning.then_some((core.len(), name))
    };
    names.into_iter().filter_map(beginning).max_by_key(|(length, _)| *length).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_name_suggests_the_one_that_it_begins_with() {
        let names = ["Orange", "Vega", "Lumen AG", "Jade Telecom", "Deutsche Telekom", "Deutsche"];
        for (longer, expected) in [
            ("Orange SA", Some("Orange")),
            ("orange, Inc.", Some("Orange")),
            ("Vega AG", Some("Vega")),
            ("Lumen Technologies", Some("Lumen AG")),
            ("Deutsche Telekom Mobile", Some("Deutsche Telekom")),
            ("Acme Telecom", None),
            ("Oranges", None),
            ("AG", None),
            ("", None),
        ] {
            assert_eq!(suggest_shorter(longer, names), expected, "{longer}");
        }
    }

    #[test]
    fn a_legal_form_does_not_distinguish_names() {
        assert!(differs_in_legal_form("Lumen", "Lumen AG") && differs_in_legal_form("Acme, Inc.", "ACME Ltd"));
        assert!(!differs_in_legal_form("Lumen Technologies", "Lumen AG"));
        assert!(!differs_in_legal_form("AG", "Inc"));
    }
}
