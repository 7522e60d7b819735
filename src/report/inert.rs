//! Text that is safe to print: it does not control a terminal, change the direction of text or hide anything, and contains
//! no command for the service that shows it as the log of a job.

use crate::text::characters::is_steering;
use std::borrow::Cow;

/// Replaces each character that controls a terminal or hides something with U+FFFD. Line ends and tabs stay.
pub fn make_visible(text: &str) -> String {
    text.chars().map(|c| if is_steering(c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// As [`make_visible`], but of the same length in bytes, so that positions in the text stay valid.
pub fn visible_in_place(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c.len_utf8() {
            // Some line readers count it as a line end.
            _ if c == '\r' => shown.push(' '),
            _ if !is_steering(c) => shown.push(c),
            1 => shown.push('?'),
            2 => shown.push('\u{b7}'),
            3 => shown.push('\u{fffd}'),
            _ => shown.push_str("\u{fffd}?"),
        }
    }
    shown
}

/// Makes a path safe to print: also line ends and tabs become visible.
pub fn visible_path(path: &str) -> String {
    make_visible(path).replace(['\n', '\t'], "\u{fffd}")
}

/// Escapes each control character and each character without width in a user's input: `\u{1b}`.
pub fn escape_invisible(text: &str) -> String {
    let is_odd = |c: char| is_steering(c) || matches!(c, '\u{200c}' | '\u{200d}');
    text.chars().map(|c| if is_odd(c) { c.escape_unicode().to_string() } else { c.to_string() }).collect()
}

/// Whether [`escape_invisible`] does not change a text.
pub fn is_inert(text: &str) -> bool {
    escape_invisible(text) == text && matches!(break_commands(text), Cow::Borrowed(_))
}

/// Escapes in JSON the characters that [`make_visible`] replaces, and `##`, which begins commands to the services that
/// [`break_commands`] names. The value stays the same.
pub fn escape_json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            // Outside strings, JSON has neither.
            '#' if escaped.ends_with('#') => escaped.push_str("\\u0023"),
            c if is_steering(c) => {
                let mut units = [0; 2];
                c.encode_utf16(&mut units).iter().for_each(|unit| escaped.push_str(&format!("\\u{unit:04x}")));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// Breaks each command to a service that shows the text as the log of a job: `::name::` at the start of a line and `##[name]`
/// within it for GitHub, `##vso[name]` for Azure Pipelines, `##teamcity[name]`. U+FFFD separates their characters.
pub fn break_commands(text: &str) -> Cow<'_, str> {
    if !text.contains("::") && !text.contains("##") {
        return text.into();
    }
    let mut broken = String::with_capacity(text.len());
    for line in text.split_inclusive(['\n', '\r']) {
        let words = line.trim_start();
        let (indent, words) = line.split_at(line.len() - words.len());
        broken.push_str(indent);
        let words = match words.strip_prefix("::") {
            Some(rest) => {
                broken.push_str(":\u{fffd}:");
                rest
            }
            None => words,
        };
        push_without_brackets(&mut broken, words);
    }
    if broken == text { text.into() } else { broken.into() }
}

/// Appends a line, and breaks each `##` that is followed by a bracket, directly or after letters and digits.
fn push_without_brackets(out: &mut String, line: &str) {
    let mut rest = line;
    while let Some(at) = rest.find("##") {
        let (before, hashes) = rest.split_at(at);
        let after = hashes.trim_start_matches('#');
        out.push_str(before);
        out.extend(std::iter::repeat_n('#', hashes.len() - after.len() - 1));
        let name = after.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        out.push_str(if name.starts_with('[') { "\u{fffd}#" } else { "#" });
        rest = after;
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An escape, a C1 control, a soft hyphen, a change of direction, a character without width, a tag.
    const HOSTILE: &str = "a\u{1b}[2J\u{9b}\u{ad}\u{202e}\u{200b}\u{e0041}z\n\tb";

    #[test]
    fn control_characters_become_visible() {
        assert_eq!(make_visible(HOSTILE), "a\u{fffd}[2J\u{fffd}\u{fffd}\u{fffd}\u{fffd}\u{fffd}z\n\tb");
        let in_place = visible_in_place(HOSTILE);
        assert_eq!((in_place.len(), in_place.chars().any(is_steering)), (HOSTILE.len(), false), "{in_place}");
        assert_eq!(escape_invisible("a\u{1b}b\u{202e}\u{200d}é 中"), "a\\u{1b}b\\u{202e}\\u{200d}é 中");
        assert_eq!(visible_path("a\nb\tc\r"), "a\u{fffd}b\u{fffd}c\u{fffd}");
    }

    #[test]
    fn the_neighbors_of_control_characters_stay() {
        for (first, last) in [
            ('\u{ad}', '\u{ad}'),
            ('\u{61c}', '\u{61c}'),
            ('\u{180e}', '\u{180e}'),
            ('\u{200b}', '\u{200b}'),
            ('\u{200e}', '\u{200f}'),
            ('\u{2028}', '\u{202e}'),
            ('\u{2060}', '\u{206f}'),
            ('\u{feff}', '\u{feff}'),
            ('\u{fff9}', '\u{fffb}'),
            ('\u{e0000}', '\u{e007f}'),
        ] {
            let around = [u32::from(first) - 1, first.into(), last.into(), u32::from(last) + 1];
            assert_eq!(
                around.map(|c| is_steering(char::from_u32(c).unwrap())),
                [false, true, true, false],
                "{first:?}"
            );
        }
    }

    #[test]
    fn escaped_json_has_the_same_value() {
        let texts = [HOSTILE, "###[a]###", "\\##", "##"];
        for text in texts {
            let json = serde_json::to_string(text).unwrap();
            let escaped = escape_json(&json);
            assert_eq!(serde_json::from_str::<String>(&escaped).unwrap(), text);
            assert!(!escaped.contains("##") && !escaped.chars().any(is_steering), "{escaped}");
        }
    }

    #[test]
    fn commands_are_broken_and_other_text_stays() {
        let broken = |text: &str| break_commands(text).replace('\u{fffd}', "·");
        assert_eq!(
            broken("::error::x\n \u{2003}\t::add-mask::y\r::stop-commands::z"),
            ":·:error::x\n \u{2003}\t:·:add-mask::y\r:·:stop-commands::z"
        );
        assert_eq!(
            broken("a ##[add-mask]x ###[b] ##vso[task.x] ####teamcity[y]"),
            "a #·#[add-mask]x ##·#[b] #·#vso[task.x] ###·#teamcity[y]"
        );
        for calm in ["", "a::b", "## Heading [x]", "std::fmt", "C## [x]", "\n# ::", "a\n\nb\r\n"] {
            assert_eq!(break_commands(calm), calm);
        }
    }
}
