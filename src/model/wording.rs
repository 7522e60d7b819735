//! Words put together for people.

use std::fmt::{Display, Write as _};

/// `a`, `a and b`, `a, b and c`; empty when there are none.
pub fn join_with_and<T: Display>(words: impl IntoIterator<Item = T>) -> String {
    let mut words = words.into_iter().peekable();
    let mut written = String::new();
    while let Some(word) = words.next() {
        let gap = match (written.is_empty(), words.peek().is_some()) {
            (true, _) => "",
            (false, true) => ", ",
            (false, false) => " and ",
        };
        // Writing into a string cannot fail.
        let _ = write!(written, "{gap}{word}");
    }
    written
}

/// `1 week`, `13 weeks`: the noun takes an `s`.
pub fn format_count<N: Display + PartialEq + From<u8>>(number: N, noun: &str) -> String {
    let ending = if number == N::from(1) { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// A word of a command as it is typed into a shell: in quotes where it is more than letters, digits and dashes. A space
/// before a dash keeps the command from reading an option; commands leave out what is around a name.
pub fn quote_shell_word(word: &str) -> String {
    if word.starts_with('-') {
        return quote_shell_word(&format!(" {word}"));
    }
    let is_plain = |sign: char| sign.is_alphanumeric() || "-_./".contains(sign);
    match word {
        plain if !plain.is_empty() && plain.chars().all(is_plain) => plain.to_owned(),
        quoted if !quoted.contains(['"', '\\', '$', '`', '!']) => format!("\"{quoted}\""),
        other => format!("'{}'", other.replace('\'', r"'\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_quoted_where_a_shell_would_take_it_apart() {
        assert_eq!(["Orange", "T-Mobile", "Telefónica"].map(quote_shell_word), ["Orange", "T-Mobile", "Telefónica"]);
        let quoted = ["Deutsche Telekom", "AT&T", "-x", "", "a $b 'c'"].map(quote_shell_word);
        assert_eq!(quoted, [r#""Deutsche Telekom""#, r#""AT&T""#, r#"" -x""#, r#""""#, r"'a $b '\''c'\'''"]);
    }

    #[test]
    fn words_are_joined_as_people_join_them() {
        let joined = [&[][..], &["a"], &["a", "b"], &["a", "b", "c"]].map(join_with_and);
        assert_eq!(joined, ["", "a", "a and b", "a, b and c"]);
        assert_eq!([0, 1, 13].map(|number| format_count(number, "week")), ["0 weeks", "1 week", "13 weeks"]);
    }
}
