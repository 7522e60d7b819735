//! Quotes a candidate as the shell inserts it into the line, so that any name is one word and never a command.

use std::borrow::Cow;

/// How to quote a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoting {
    /// The shell quotes what it inserts.
    ByShell,
    /// Outside of quotes: this character escapes the next one.
    Bare(char),
    /// Within open quotes of bash.
    Within(char),
    /// Within something in which nothing can be offered.
    Unknown,
}

/// A word of bash without open quotes.
const BASH: Quoting = Quoting::Bare('\\');

impl Quoting {
    /// The quoting for a shell, by its name and the word typed so far with its quotes.
    pub fn new(shell: &str, word: &str) -> Self {
        match shell {
            "bash" => Self::from_word(word),
            "powershell" => Self::Bare('`'),
            _ => Self::ByShell,
        }
    }

    /// The quoting that bash needs after the beginning of a word.
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
                // The value of a command or a variable is not known here, and `$'` has its own escapes.
                (_, '`') => return Self::Unknown,
                (_, '$') if next.is_some_and(|next| "({".contains(next)) => return Self::Unknown,
                (BASH, '$') if next == Some('\'') => return Self::Unknown,
                (BASH, '"' | '\'') => Self::Within(c),
                _ => state,
            };
        }
        state
    }

    /// A value as inserted after the typed text; `None` where it cannot be offered.
    pub fn quote(self, value: &str) -> Option<Cow<'_, str>> {
        // It would be an option.
        if value.is_empty() || value.starts_with('-') {
            return None;
        }
        match self {
            Self::ByShell => Some(value.into()),
            Self::Unknown => None,
            Self::Bare(escape) => {
                // Only ASCII characters are special to bash; to PowerShell, curly quotes and long dashes are too.
                let is_plain_there = |c: char| if escape == '\\' { !c.is_ascii() } else { c.is_alphanumeric() };
                let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@%+=,".contains(c) || is_plain_there(c);
                let characters = value.chars().flat_map(|c| (!is_plain(c)).then_some(escape).into_iter().chain([c]));
                Some(characters.collect())
            }
            Self::Within(quote) => {
                let mut escaped: String = value.chars().map(|c| quote_character(quote, c)).collect();
                // bash closes the quotes of a complete word itself, unless the word already ends with such a quote.
                if escaped.ends_with(quote) {
                    escaped.push(quote);
                }
                Some(escaped.into())
            }
        }
    }
}

/// A character, escaped for use within quotes of bash.
fn quote_character(quote: char, c: char) -> Cow<'static, str> {
    match (quote, c) {
        ('\'', '\'') => r"'\''".into(),
        // A backslash before it would stay in the word, and without one it expands to a line of the history.
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
    fn within_quotes_nothing_is_special() {
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
    fn other_shells_quote_themselves_or_have_an_escape_character() {
        let quoted = |shell, value| Quoting::new(shell, "").quote(value).map(Cow::into_owned);
        for shell in ["zsh", "fish", "elvish"] {
            assert_eq!(quoted(shell, NAME).as_deref(), Some(NAME));
        }
        assert_eq!(quoted("powershell", "É $(x) “B").as_deref(), Some("É` `$`(x`)` `“B"));
    }
}
