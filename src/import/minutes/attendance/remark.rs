//! Text that accompanies a person's name: a role, a remark, a degree.

use super::entry::EntryPart;
use crate::model::spelling::fold_name;

/// Roles of people in a call.
const ROLES: [&str; 9] =
    ["chair", "co-chair", "chairman", "chairperson", "vice-chair", "moderator", "secretary", "scribe", "host"];
/// Words for people who did not attend.
const ABSENT: [&str; 6] = ["excused", "absent", "apologies", "regrets", "apologised", "apologized"];

/// Whether a word by itself says that somebody did not attend.
pub fn reports_absence(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end();
    ABSENT.iter().any(|absent| absent.eq_ignore_ascii_case(word))
}

/// Whether a text is a remark, and not a name or an organization.
pub fn is_remark(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    ROLES.contains(&lower.as_str())
        || ABSENT.iter().any(|word| lower.starts_with(word))
        || [
            "on behalf",
            "behalf of",
            "remote",
            "in person",
            "part time",
            "partly",
            "joined",
            "left",
            "late",
            "until",
            "from ",
        ]
        .iter()
        .any(|start| lower.starts_with(start))
}

/// Adds a text as the role or the note of a name.
pub fn add_remark(part: &mut EntryPart, text: &str) {
    if text.is_empty() {
        return;
    }
    let lower = text.to_lowercase();
    part.is_absent |= ABSENT.iter().any(|word| lower.starts_with(word));
    if !is_remark(text) || ROLES.contains(&lower.as_str()) {
        let is_free = part.role.is_none() && !text.chars().any(|c| c.is_ascii_digit());
        if is_free {
            part.role = Some(text.to_owned());
            return;
        }
    }
    part.note = Some(match part.note.take() {
        Some(note) => format!("{note}; {text}"),
        None => text.to_owned(),
    });
}

/// Whether the text after a comma belongs to the name before it.
pub fn begins_with_degree(text: &str) -> bool {
    let word = text.split([',', ';', '(', '|']).next().unwrap_or_default();
    matches!(fold_name(word).as_str(), "phd" | "md" | "msc" | "bsc" | "mba" | "jr" | "sr" | "ii" | "iii")
}
