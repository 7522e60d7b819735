//! Compares names as people write them, and suggests one for "did you mean".

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a name to its letters and digits, without case and accents.
pub fn fold_name(name: &str) -> String {
    if name.is_ascii() {
        let mut folded = Vec::with_capacity(name.len());
        for byte in name.bytes() {
            if byte.is_ascii_alphanumeric() {
                folded.push(byte.to_ascii_lowercase());
            }
        }
        return String::from_utf8(folded).unwrap_or_default();
    }
    name.nfkd().filter(|c| !is_combining_mark(*c) && c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether two names fold to the same letters and digits.
pub fn is_same_folded(one: &str, other: &str) -> bool {
    if !(one.is_ascii() && other.is_ascii()) {
        return fold_name(one) == fold_name(other);
    }
    let [one, other] = [one, other].map(|name| name.bytes().filter(u8::is_ascii_alphanumeric));
    one.map(|byte| byte.to_ascii_lowercase()).eq(other.map(|byte| byte.to_ascii_lowercase()))
}

/// The key of a name, which all its spellings share: without case, spaces, hyphens and accents. Every other character
/// is significant, so that `C++` and `C#`, or `API 2.0` and `API 20`, are different names.
pub fn name_key(name: &str) -> String {
    let is_left_out = |c: char| c.is_whitespace() || is_hyphen(c) || ACCENTS.contains(&c);
    if name.is_ascii() {
        let mut key = name.to_ascii_lowercase();
        key.retain(|c| !is_left_out(c));
        return key;
    }
    name.nfkd().filter(|c| !is_left_out(*c)).flat_map(char::to_lowercase).collect()
}

/// Whether two spellings are the same name; without significant characters they are not.
pub fn is_same_name(one: &str, other: &str) -> bool {
    let key = name_key(one);
    !key.is_empty() && key == name_key(other)
}

/// The accents of Latin, Greek and Cyrillic letters, not the marks that belong to letters of other scripts.
const ACCENTS: std::ops::RangeInclusive<char> = '\u{300}'..='\u{36f}';

/// Hyphens and dashes, as people and word processors write them.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Whether a word is in a list of words, which spaces separate.
pub fn is_listed(word: &str, list: &str) -> bool {
    list.as_bytes().split(|byte| *byte == b' ').any(|known| known == word.as_bytes())
}

/// Whether a name begins with a text, ignoring case, accents, spaces and hyphens.
pub fn begins_with(name: &str, words: &str) -> bool {
    let beginning = name_key(words);
    !beginning.is_empty() && name_key(name).starts_with(&beginning)
}

/// The maximum length of a name in bytes: longer ones are hostile or prose, and comparing takes time proportional to
/// the product of lengths.
const LONGEST: usize = 100;

/// Suggests a known word for a mistyped one, if any is similar enough: the only one that begins with it, or else the
/// one with the fewest differences.
pub fn suggest_word<'w>(word: &str, known: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    // A shorter prefix is only a guess.
    const LEAST_PREFIX: usize = 3;
    if word.len() > LONGEST {
        return None;
    }
    let known: Vec<&str> = known.into_iter().filter(|candidate| candidate.len() <= LONGEST).collect();
    if fold_name(word).chars().count() >= LEAST_PREFIX {
        let beginning = name_key(word);
        let is_longer = |candidate: &&str| !beginning.is_empty() && name_key(candidate).starts_with(&beginning);
        let longer: Vec<&str> = known.iter().copied().filter(is_longer).collect();
        if let Some(first) = longer.first().filter(|first| longer.iter().all(|other| other == *first)) {
            return Some(first);
        }
    }
    let lower = word.to_lowercase();
    let distances = known.into_iter().filter_map(|candidate| Some((spelling_distance(&lower, candidate)?, candidate)));
    distances.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// Whether a longer name may be a misspelling of another one: almost all characters are the same. In a short name,
/// every character counts.
pub fn is_similar_name(one: &str, other: &str) -> bool {
    /// One difference is allowed per this many characters.
    const CHARACTERS_PER_SLIP: usize = 5;
    let (one_key, other_key) = (name_key(one), name_key(other));
    let shorter = one_key.chars().count().min(other_key.chars().count());
    let is_near = || strsim::damerau_levenshtein(&one_key, &other_key) <= shorter / CHARACTERS_PER_SLIP;
    one_key.len().max(other_key.len()) <= LONGEST
        && is_near()
        && spelling_distance(&one.to_lowercase(), other).is_some()
}

/// The distance between two spellings; `None` if they are too far apart to be one name. If both have the same number of
/// words, each pair must be similar, because names often share a word: `Acme Telecom` is not `Jade Telecom`.
fn spelling_distance(mistyped: &str, candidate: &str) -> Option<usize> {
    let candidate = candidate.to_lowercase();
    let near = |one: &str, other: &str| {
        let (length, most) = (other.chars().count(), 1 + other.chars().count() / 4);
        // Every extra character is a difference, so most pairs need no further comparison.
        let is_near_in_length = one.chars().count().abs_diff(length) <= most;
        let distance = is_near_in_length.then(|| strsim::damerau_levenshtein(one, other))?;
        (distance <= most).then_some(distance)
    };
    let whole = near(mistyped, &candidate)?;
    let words = |name| -> Vec<&str> { str::split(name, |c: char| !c.is_alphanumeric()).collect() };
    let (own, other) = (words(mistyped), words(&candidate));
    let are_pairs_near = || own.iter().zip(&other).all(|(one, other)| near(one, other).is_some());
    (own.len() != other.len() || are_pairs_near()).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_to_what_they_share() {
        assert_eq!(fold_name("Telefónica"), fold_name("telefonica"));
        assert_eq!(fold_name("Quality-on Demand"), fold_name("QualityOnDemand"));
        assert_eq!(fold_name("中国"), "中国");
    }

    #[test]
    fn names_match_ignoring_case_spaces_hyphens_and_accents() {
        for (one, other) in [
            ("Quality-on Demand", "QualityOnDemand"),
            ("Quality–On–Demand", "quality on demand"),
            ("Café 5G", "cafe 5G"),
            ("Cafe\u{301}", "CAFÉ"),
            ("Йод", "йод"),
        ] {
            assert!(is_same_name(one, other), "{one} is {other}");
        }
        for (one, other) in [
            ("C++", "C#"),
            ("C", "C++"),
            ("API 2.0", "API 20"),
            ("5G消息", "5G新通话"),
            ("ガス", "カス"),
            ("A & B", "A B"),
            ("!", "?"),
            ("-", " "),
            ("", ""),
        ] {
            assert!(!is_same_name(one, other), "{one} is not {other}");
        }
    }

    #[test]
    fn only_similar_words_are_suggested() {
        let known = ["owners", "supporters", "stages"];
        assert_eq!(suggest_word("onwers", known), Some("owners"));
        assert_eq!(suggest_word("Chine Mobile", ["China Mobile", "China Telecom"]), Some("China Mobile"));
        assert_eq!(suggest_word("budget", known), None);
        assert_eq!(suggest_word("x", ["y"]), Some("y"));
    }

    #[test]
    fn a_suggestion_may_be_longer_than_what_was_typed() {
        assert_eq!(suggest_word("Lumen", ["Orange", "Lumen AG"]), Some("Lumen AG"));
        assert_eq!(suggest_word("telefonica", ["Telefónica Germany"]), Some("Telefónica Germany"));
        assert_eq!(suggest_word("unknown-org", ["unknown-key", "unknown-organization"]), Some("unknown-organization"));
        // Ambiguous; and two letters are too few.
        assert_eq!(suggest_word("China", ["China Mobile", "China Telecom"]), None);
        assert_eq!(suggest_word("Lu", ["Lumen AG"]), None);
    }

    #[test]
    fn names_that_only_share_a_word_are_not_similar() {
        assert_eq!(suggest_word("Acme Telecom", ["Jade Telecom"]), None);
        assert_eq!(suggest_word("Acme Telekom", ["Jade Telecom", "Acme Telecom"]), Some("Acme Telecom"));
        assert_eq!(suggest_word("China Mobil", ["China Unicom", "China Mobile"]), Some("China Mobile"));
        assert_eq!(suggest_word("ChinaMobile", ["China Mobile"]), Some("China Mobile"));
        assert_eq!(suggest_word("template.mergd", ["template.path", "template.merged"]), Some("template.merged"));
    }

    #[test]
    fn only_longer_names_are_similar() {
        for (one, other) in
            [("Deutsche Telecom", "Deutsche Telekom"), ("Ornage", "Orange"), ("Telefonika", "Telefónica")]
        {
            assert!(is_similar_name(one, other), "{one} is near {other}");
        }
        for (one, other) in [
            ("C#", "C++"),
            ("C", "C#"),
            ("MTN", "MTS"),
            ("Vega", "Veda"),
            ("中国联通", "中国移动"),
            ("Acme Telecom", "Jade Telecom"),
        ] {
            assert!(!is_similar_name(one, other), "{one} is not near {other}");
        }
    }

    #[test]
    fn a_beginning_is_compared_ignoring_spelling() {
        for (name, words) in [
            ("Lumen AG", "lumen"),
            ("Telefónica", "telef"),
            ("Quality on Demand", "quality-on"),
            ("C++ Guidelines", "c++"),
            ("Device Status", "device s"),
        ] {
            assert!(begins_with(name, words), "{words}");
        }
        for (name, words) in [("China Mobile", "C#"), ("Orange", ""), ("Orange", "-"), ("Orange", "range")] {
            assert!(!begins_with(name, words), "{words}");
        }
    }
}
