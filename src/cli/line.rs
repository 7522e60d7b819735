//! Texts as they are typed: a name or a title, which is one line, and prose.

/// Reads one line, without the blanks around it.
pub fn parse_line(text: &str) -> Result<String, String> {
    let line = text.trim();
    if line.is_empty() {
        return Err("it says nothing".to_owned());
    }
    match line.chars().any(char::is_control) {
        true => Err("this is more than one line of text".to_owned()),
        false => Ok(line.to_owned()),
    }
}

/// Reads prose, which may begin with the dash of a list. A mistyped flag is no prose.
pub fn parse_prose(text: &str) -> Result<String, String> {
    let behind = text.strip_prefix('-').unwrap_or_default();
    match behind.is_empty() || behind.starts_with([' ', '\n']) {
        true => Ok(text.to_owned()),
        false => Err("there is no such option; a text that begins like one is read from standard input: -".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{parse_line, parse_prose};

    #[test]
    fn prose_may_be_a_list_and_no_flag() {
        for good in ["", "-", "- One\n- Two", "Well - yes", "-\n"] {
            assert_eq!(parse_prose(good).as_deref(), Ok(good));
        }
        for bad in ["--dryrun", "-x", "--", "-5"] {
            assert!(parse_prose(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_line_has_words_and_no_line_ends() {
        assert_eq!(parse_line(" - a: b # | é ").as_deref(), Ok("- a: b # | é"));
        for bad in ["", "  ", "a\nb", "a\tb", "\u{1b}[31m"] {
            assert!(parse_line(bad).is_err(), "{bad:?}");
        }
    }
}
