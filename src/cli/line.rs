//! Texts on the command line: one line, such as a name or a title, or prose.

/// Parses one line, without surrounding whitespace.
pub fn parse_line(text: &str) -> Result<String, String> {
    let line = text.trim();
    if line.is_empty() {
        return Err("it is empty".to_owned());
    }
    match line.chars().any(char::is_control) {
        true => Err("expected one line of text".to_owned()),
        false => Ok(line.to_owned()),
    }
}

/// Parses prose, which may begin with the dash of a list. A mistyped flag is refused.
pub fn parse_prose(text: &str) -> Result<String, String> {
    let rest = text.strip_prefix('-').unwrap_or_default();
    match rest.is_empty() || rest.starts_with([' ', '\n']) {
        true => Ok(text.to_owned()),
        false => Err("unknown option; to give a text that begins like one, use - and standard input".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{parse_line, parse_prose};

    #[test]
    fn prose_may_be_a_list_but_not_a_flag() {
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
