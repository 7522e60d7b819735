//! Names compared as people write them, and the nearest one for "did you mean".

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name without case, spaces, hyphens and accents: what two spellings of one name share.
pub fn folded(name: &str) -> String {
    if name.is_ascii() {
        let letters = name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| char::from(byte.to_ascii_lowercase()));
        let mut folded = String::with_capacity(name.len());
        folded.extend(letters);
        return folded;
    }
    name.nfkd().filter(|c| !is_combining_mark(*c) && c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A name as a file name: lower-case ASCII letters, digits and single hyphens. Empty when nothing is left.
pub fn slug(name: &str) -> String {
    match name.is_ascii() {
        true => hyphenated(name.chars()),
        false => hyphenated(name.nfkd().filter(|c| !is_combining_mark(*c))),
    }
}

fn hyphenated(name: impl Iterator<Item = char>) -> String {
    let mut slug = String::with_capacity(name.size_hint().0);
    for c in name {
        if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The known word that a mistyped one is nearest to, if any is near enough to be meant.
pub fn nearest<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    // Longer words are hostile or prose; comparing them costs their product.
    const LONGEST: usize = 100;
    if word.len() > LONGEST {
        return None;
    }
    let sought = word.to_lowercase();
    known
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST)
        .map(|candidate| (strsim::damerau_levenshtein(&sought, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.chars().count() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_to_what_they_share() {
        assert_eq!(folded("Telefónica"), folded("telefonica"));
        assert_eq!(folded("Quality-on Demand"), folded("QualityOnDemand"));
        assert_eq!(folded("中国"), "中国");
    }

    #[test]
    fn slugs_are_ascii() {
        assert_eq!(slug("Voice One-Time Password (Call)"), "voice-one-time-password-call");
        assert_eq!(slug("Café 5G!"), "cafe-5g");
        assert_eq!(slug("中国"), "");
    }

    #[test]
    fn only_near_words_are_meant() {
        let known = ["owners", "supporters", "stages"];
        assert_eq!(nearest("onwers", known), Some("owners"));
        assert_eq!(nearest("Chine Mobile", ["China Mobile", "China Telecom"]), Some("China Mobile"));
        assert_eq!(nearest("budget", known), None);
        assert_eq!(nearest("x", ["y"]), Some("y"));
    }
}
