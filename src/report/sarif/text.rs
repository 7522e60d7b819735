//! Texts in SARIF: plain messages and URIs.

/// Escapes links and placeholders. Other braces stay, since GitHub shows escaped ones as they are written.
pub fn escape_message(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '[', ']', '{']) {
        out.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        let character = &rest[at..=at];
        match parse_placeholder(after) {
            Some((digits, after)) if character == "{" => {
                out.push_str(&format!("{{{{{digits}}}}}"));
                rest = after;
                continue;
            }
            _ if character == "{" => {}
            _ => out.push('\\'),
        }
        out.push_str(character);
        rest = after;
    }
    out + rest
}

/// The digits before a closing brace, and the text after it.
fn parse_placeholder(text: &str) -> Option<(&str, &str)> {
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &text[..text.len() - after.len()];
    Some((digits, after.strip_prefix('}')?)).filter(|_| !digits.is_empty())
}

/// Prose of our docs as a message, with each paragraph on one line.
pub fn plain_message(markdown: &str) -> String {
    let paragraphs = markdown.trim().split("\n\n").map(|paragraph| paragraph.replace('\n', " "));
    escape_message(&paragraphs.collect::<Vec<_>>().join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escaped_message_has_no_link_or_placeholder() {
        for (text, expected) in [
            ("plain", "plain"),
            ("[#18](https://x.example)", "\\[#18\\](https://x.example)"),
            ("a\\b", "a\\\\b"),
            ("`{ issue: 63 }` {} {x1}", "`{ issue: 63 }` {} {x1}"),
            ("{0} and {12}, {3", "{{0}} and {{12}}, {3"),
            ("{{1}} {1{2}", "{{{1}}} {1{{2}}"),
        ] {
            assert_eq!(escape_message(text), expected);
        }
    }

    #[test]
    fn a_uri_has_no_reserved_characters() {}
}
