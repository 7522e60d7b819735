//! Formats lists, counts and shell arguments for people.

use std::fmt::{Display, Write as _};

/// `a`, `a and b`, `a, b and c`; empty if there are none.
pub fn join_with_and<T: Display>(words: impl IntoIterator<Item = T>) -> String {
    let mut words = words.into_iter().peekable();
    let mut written = String::new();
    while let Some(word) = words.next() {
        let gap = match (written.is_empty(), words.peek().is_some()) {
            (true, _) => "",
            (false, true) => ", ",
            (false, false) => " and ",
        };
        // Writing to a string cannot fail.
        let _ = write!(written, "{gap}{word}");
    }
    written
}

/// `1 week`, `13 weeks`: the plural of the noun ends with `s`.
pub fn format_count<N: Display + PartialEq + From<u8>>(number: N, noun: &str) -> String {
    let ending = if number == N::from(1) { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// Quotes an argument for a shell, unless it consists of letters, digits and dashes only. A space before a leading dash
/// keeps it from being parsed as an option; commands trim names.
pub fn quote_shell_word(word: &str) -> String {
    if word.starts_with('-') {
        return quote_shell_word(&format!(" {word}"));
    }
    quote_unless(word, "-_./")
}

/// Quotes an argument for a shell as somebody typed it: an option stays one.
pub fn quote_argument(word: &str) -> String {
    quote_unless(word, "-_./:=,@+")
}

/// Quotes an argument, unless it consists of letters, digits and these characters only.
fn quote_unless(word: &str, plain: &str) -> String {
    let is_plain = |sign: char| sign.is_alphanumeric() || plain.contains(sign);
    match word {
        bare if !bare.is_empty() && bare.chars().all(is_plain) => bare.to_owned(),
        quoted if !quoted.contains(['"', '\\', '$', '`', '!']) => format!("\"{quoted}\""),
        other => format!("'{}'", other.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_argument_is_quoted_if_a_shell_would_split_it() {
        assert_eq!(["Orange", "T-Mobile", "Telefónica"].map(quote_shell_word), ["Orange", "T-Mobile", "Telefónica"]);
        let quoted = ["Deutsche Telekom", "AT&T", "-x", "", "a $b 'c'"].map(quote_shell_word);
        assert_eq!(quoted, [r#""Deutsche Telekom""#, r#""AT&T""#, r#"" -x""#, r#""""#, r"'a $b '\''c'\'''"]);
    }

    #[test]
    fn words_are_joined_with_commas_and_and() {
        let joined = [&[][..], &["a"], &["a", "b"], &["a", "b", "c"]].map(join_with_and);
        assert_eq!(joined, ["", "a", "a and b", "a, b and c"]);
        assert_eq!([0, 1, 13].map(|number| format_count(number, "week")), ["0 weeks", "1 week", "13 weeks"]);
    }
}
