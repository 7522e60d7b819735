//! Compares names as people write them, and suggests one for "did you mean".

use crate::model::when::parse_day;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a name to its letters and digits, without case and accents.
pub fn fold_name(name: &str) -> String {
    if name.is_ascii() {
        let letters = name.bytes().filter(u8::is_ascii_alphanumeric).map(|byte| char::from(byte.to_ascii_lowercase()));
        let mut folded = String::with_capacity(name.len());
        folded.extend(letters);
        return folded;
    }
    name.nfkd().filter(|c| !is_combining_mark(*c) && c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The key of a name, which all its spellings share: without case, spaces, hyphens and accents. Every other character
/// is significant, so that `C++` and `C#`, or `API 2.0` and `API 20`, are different names.
pub fn name_key(name: &str) -> String {
    let is_left_out = |c: char| c.is_whitespace() || is_hyphen(c) || ACCENTS.contains(&c);
    if name.is_ascii() {
        return name.chars().filter(|c| !is_left_out(*c)).map(|c| c.to_ascii_lowercase()).collect();
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

/// The first of `stem`, `stem-2`, `stem-3` and so on that is free and a valid file name on every system.
pub fn free_stem(stem: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2_u32..).map(|count| format!("{stem}-{count}"));
    let mut stems = std::iter::once(stem.to_owned()).chain(numbered);
    stems.find(|stem| !is_reserved(stem) && !is_taken(stem)).unwrap_or_default()
}

/// Whether a proposal's file cannot have this name: Windows reserves it for a device, or it is the name of a call's
/// file.
pub fn is_reserved(stem: &str) -> bool {
    let is_numbered =
        |device: &str| stem.strip_prefix(device).is_some_and(|number| matches!(number.as_bytes(), [b'0'..=b'9']));
    matches!(stem, "con" | "prn" | "aux" | "nul")
        || is_numbered("com")
        || is_numbered("lpt")
        || parse_day(stem).is_some()
}

/// The maximum length of a file name: systems allow 255 bytes, but a number, `.yaml` and the name of a temporary file
/// need some, and people read fewer.
const LONGEST_STEM: usize = 80;

/// Converts a name to a file name: its slug, cut at a word if it is long. Empty if nothing is left.
pub fn file_stem(name: &str) -> String {
    let mut stem = slug_from_name(name);
    if stem.len() > LONGEST_STEM {
        // A word that ends exactly there is complete.
        let end = stem[..=LONGEST_STEM].rfind('-').unwrap_or(LONGEST_STEM);
        stem.truncate(end);
    }
    stem
}

/// Whether a text consists of lower-case letters and digits with single hyphens in between.
pub fn is_slug(text: &str) -> bool {
    !text.is_empty() && slug_from_name(text) == text
}

/// Converts a name to lower-case ASCII letters, digits and single hyphens. Empty if nothing is left.
pub fn slug_from_name(name: &str) -> String {
    match name.is_ascii() {
        true => join_with_hyphens(name.chars()),
        false => join_with_hyphens(name.nfkd().filter(|c| !is_combining_mark(*c))),
    }
}

fn join_with_hyphens(name: impl Iterator<Item = char>) -> String {
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
    fn a_taken_stem_gets_a_number() {
        let taken = ["c", "c-2"];
        assert_eq!(free_stem("c", |stem| taken.contains(&stem)), "c-3");
        assert_eq!(free_stem("d", |stem| taken.contains(&stem)), "d");
        for reserved in ["con", "lpt1", "2026-02-12"] {
            assert_eq!(free_stem(reserved, |_| false), format!("{reserved}-2"));
        }
        for free in ["cons", "com", "com10", "lpt-1", "2026-02-30"] {
            assert_eq!(free_stem(free, |_| false), free);
        }
    }

    #[test]
    fn slugs_are_ascii() {
        assert_eq!(slug_from_name("Voice One-Time Password (Call)"), "voice-one-time-password-call");
        assert_eq!(slug_from_name("Café 5G!"), "cafe-5g");
        assert_eq!(slug_from_name("中国"), "");
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

    #[test]
    fn a_slug_is_exact() {
        for good in ["a", "imei-fraud", "5g-x-2"] {
            assert!(is_slug(good), "{good}");
        }
        for bad in ["", "-", "a-", "-a", "a--b", "A", "a_b", "a b", "é", "a.b"] {
            assert!(!is_slug(bad), "{bad}");
        }
    }

    #[test]
    fn a_long_name_is_cut_at_a_word() {
        let words = "network ".repeat(40);
        assert_eq!(file_stem(&words), ["network"; 10].join("-"));
        assert_eq!(file_stem(&"n".repeat(300)), "n".repeat(80));
        assert_eq!(file_stem(&format!("{} {}", "n".repeat(80), "m")), "n".repeat(80), "a whole word");
        assert_eq!((file_stem("IMEI Fraud").as_str(), file_stem(&"中".repeat(300)).as_str()), ("imei-fraud", ""));
    }
}
