//! Slugs: names as the names of files.

use crate::model::when::parse_day;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

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
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    text.split('-').all(is_word)
}

/// Converts a name to lower-case ASCII letters, digits and single hyphens. Empty if nothing is left.
pub fn slug_from_name(name: &str) -> String {
    match name.is_ascii() {
        true => join_with_hyphens(name.chars()),
        false => join_with_hyphens(name.nfkd().filter(|c| !is_combining_mark(*c))),
    }
}

fn join_with_hyphens(name: impl Iterator<Item = char>) -> String {
    let mut slug = Vec::with_capacity(name.size_hint().0);
    let mut is_gap = false;
    for byte in name.map(|c| u8::try_from(c).unwrap_or_default()) {
        if byte.is_ascii_alphanumeric() {
            if is_gap && !slug.is_empty() {
                slug.push(b'-');
            }
            slug.push(byte.to_ascii_lowercase());
        }
        is_gap = !byte.is_ascii_alphanumeric();
    }
    String::from_utf8(slug).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

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
