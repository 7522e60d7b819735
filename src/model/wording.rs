//! Words put together for people.

use std::fmt::{Display, Write as _};

/// `a`, `a and b`, `a, b and c`; empty when there are none.
pub fn enumerated<T: Display>(words: impl IntoIterator<Item = T>) -> String {
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
pub fn counted<N: Display + PartialEq + From<u8>>(number: N, noun: &str) -> String {
    let ending = if number == N::from(1) { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_joined_as_people_join_them() {
        let told = [&[][..], &["a"], &["a", "b"], &["a", "b", "c"]].map(enumerated);
        assert_eq!(told, ["", "a", "a and b", "a, b and c"]);
        assert_eq!([0, 1, 13].map(|number| counted(number, "week")), ["0 weeks", "1 week", "13 weeks"]);
    }
}
