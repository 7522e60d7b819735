//! Texts as SARIF wants them: plain messages, addresses, fingerprints.

/// A text of which nothing is a link or a placeholder. Braces stand as they are, as GitHub shows them, but
/// where they would be a placeholder.
pub fn escape_message(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\\', '[', ']', '{']) {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let sign = &rest[at..=at];
        match parse_placeholder(behind) {
            Some((digits, after)) if sign == "{" => {
                out.push_str(&format!("{{{{{digits}}}}}"));
                rest = after;
                continue;
            }
            _ if sign == "{" => {}
            _ => out.push('\\'),
        }
        out.push_str(sign);
        rest = behind;
    }
    out + rest
}

/// The digits before a closing brace, and what stands behind it.
fn parse_placeholder(text: &str) -> Option<(&str, &str)> {
    let after = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &text[..text.len() - after.len()];
    Some((digits, after.strip_prefix('}')?)).filter(|_| !digits.is_empty())
}

/// Prose of our docs on one line a paragraph, ready to stand as a message.
pub fn plain_message(markdown: &str) -> String {
    let paragraphs = markdown.trim().split("\n\n").map(|paragraph| paragraph.replace('\n', " "));
    escape_message(&paragraphs.collect::<Vec<_>>().join("\n\n"))
}

/// A path with forward slashes as a relative address.
pub fn encode_uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_literal_text_is_a_link_or_a_placeholder() {
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
    fn an_address_has_no_sign_of_another_meaning() {
        assert_eq!(encode_uri("minutes/2026-02-12.yaml"), "minutes/2026-02-12.yaml");
        assert_eq!(encode_uri("a b%/c:?#é.yaml"), "a%20b%25/c%3A%3F%23%C3%A9.yaml");
    }
}
