//! A candidate as the shell inserts it into the line: whatever a name holds, it is one word and no command.

use std::borrow::Cow;

/// What the word that is completed is in, for a shell that inserts candidates as they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// The shell quotes what it inserts.
    ByShell,
    /// No quotes: this character takes the meaning from the one after it.
    Bare(char),
    /// Quotes of bash that have not ended yet.
    Within(char),
    /// Something in which nothing is offered.
    Unknown,
}

/// What bash reads a word in that has no open quotes.
const BASH: Quoting = Quoting::Bare('\\');

impl Quoting {
    /// What a shell wants, by its name and the word as far as it is typed, with its quotes.
    pub fn new(shell: &str, word: &str) -> Self {
        match shell {
            "bash" => Self::from_word(word),
            "powershell" => Self::Bare('`'),
            _ => Self::ByShell,
        }
    }

    /// What bash is in after a piece of a word.
    fn from_word(word: &str) -> Self {
        let mut state = BASH;
        let mut rest = word.chars();
        while let Some(c) = rest.next() {
            let next = rest.as_str().chars().next();
            state = match (state, c) {
                (Self::Within(quote), c) if c == quote => BASH,
                (Self::Within('\''), _) => state,
                (_, '\\') => {
                    rest.next();
                    state
                }
                // What a command or a variable gives is not known here, and `$'` has escapes of its own.
                (_, '`') => return Self::Unknown,
                (_, '$') if next.is_some_and(|next| "({".contains(next)) => return Self::Unknown,
                (BASH, '$') if next == Some('\'') => return Self::Unknown,
                (BASH, '"' | '\'') => Self::Within(c),
                _ => state,
            };
        }
        state
    }

    /// A value as it is inserted after what is typed; `None` where it cannot be offered.
    pub fn quote(self, value: &str) -> Option<Cow<'_, str>> {
        // It would be an option.
        if value.is_empty() || value.starts_with('-') {
            return None;
        }
        match self {
            Self::ByShell => Some(value.into()),
            Self::Unknown => None,
            Self::Bare(escape) => {
                // Only ASCII has a meaning to bash; to PowerShell, curly quotes and long dashes have one too.
                let is_plain_there = |c: char| if escape == '\\' { !c.is_ascii() } else { c.is_alphanumeric() };
                let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+=,".contains(c) || is_plain_there(c);
                let characters = value.chars().flat_map(|c| (!is_plain(c)).then_some(escape).into_iter().chain([c]));
                Some(characters.collect())
            }
            Self::Within(quote) => {
                let mut escaped: String = value.chars().map(|c| quote_character(quote, c)).collect();
                // bash ends the quotes of a whole word itself, unless the word ends with such a quote already.
                if escaped.ends_with(quote) {
                    escaped.push(quote);
                }
                Some(escaped.into())
            }
        }
    }
}

/// A character within quotes of bash.
fn quote_character(quote: char, c: char) -> Cow<'static, str> {
    match (quote, c) {
        ('\'', '\'') => r"'\''".into(),
        // A backslash before it would be kept, and without one it means a line of the history.
        ('"', '!') => r#""\!""#.into(),
        ('"', '$' | '`' | '\\' | '"') => format!("\\{c}").into(),
        _ => c.to_string().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = r#"A b$(x)'`\!""#;

    fn quote_for_bash(word: &str, value: &str) -> Option<String> {
        Quoting::new("bash", word).quote(value).map(Cow::into_owned)
    }

    #[test]
    fn a_bare_word_is_one_word_to_bash() {
        for plain in ["imei-fraud", "owner/repo", "2026-02-12", "Épsilon", "a=b"] {
            assert_eq!(quote_for_bash("", plain).as_deref(), Some(plain));
        }
        assert_eq!(quote_for_bash("Deu", "Deutsche Telekom").as_deref(), Some(r"Deutsche\ Telekom"));
        assert_eq!(quote_for_bash("", "A 👩\u{200d}👧 “B”").as_deref(), Some("A\\ 👩\u{200d}👧\\ “B”"));
        assert_eq!(quote_for_bash("", "camaraproject/X#63").as_deref(), Some(r"camaraproject/X\#63"));
        assert_eq!(quote_for_bash(r#""a"'b'"#, NAME).as_deref(), Some(r#"A\ b\$\(x\)\'\`\\\!\""#));
    }

    #[test]
    fn within_quotes_nothing_has_a_meaning() {
        assert_eq!(quote_for_bash("\"A", NAME).as_deref(), Some(r#"A b\$(x)'\`\\"\!"\"""#));
        assert_eq!(quote_for_bash("'A", NAME).as_deref(), Some(r#"A b$(x)'\''`\!""#));
        assert_eq!(quote_for_bash("'A", "Al'").as_deref(), Some(r"Al'\'''"));
        assert_eq!(quote_for_bash("\"A", "Al!").as_deref(), Some(r#"Al"\!"""#));
        assert_eq!(quote_for_bash(r#""a\"A"#, "Al$").as_deref(), Some(r"Al\$"));
    }

    #[test]
    fn what_cannot_be_quoted_is_not_offered() {
        for word in ["$'A", "\"$(A", "\"`A", "a${A"] {
            assert_eq!(quote_for_bash(word, "Al"), None, "{word}");
        }
        assert_eq!((quote_for_bash("", "--help"), quote_for_bash("", "")), (None, None));
    }

    #[test]
    fn other_shells_quote_themselves_or_have_a_character_of_their_own() {
        let quoted = |shell, value| Quoting::new(shell, "").quote(value).map(Cow::into_owned);
        for shell in ["zsh", "fish", "elvish"] {
            assert_eq!(quoted(shell, NAME).as_deref(), Some(NAME));
        }
        assert_eq!(quoted("powershell", "É $(x) “B").as_deref(), Some("É` `$`(x`)` `“B"));
    }
}
