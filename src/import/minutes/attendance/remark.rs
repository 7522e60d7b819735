//! What is said of a person beside the name: a role, a remark, a degree.

use super::entry::EntryPart;
use crate::model::spelling::fold_name;

/// Words that say what a person is in a call.
const ROLES: [&str; 9] =
    ["chair", "co-chair", "chairman", "chairperson", "vice-chair", "moderator", "secretary", "scribe", "host"];
/// Words that say that a person was not there.
const ABSENT: [&str; 6] = ["excused", "absent", "apologies", "regrets", "apologised", "apologized"];

/// Whether a word alone says that somebody was not there.
pub fn reports_absence(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end();
    ABSENT.iter().any(|absent| absent.eq_ignore_ascii_case(word))
}

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

/// Whether what stands behind a comma belongs to the name before it.
pub fn begins_with_degree(text: &str) -> bool {
    let word = text.split([',', ';', '(', '|']).next().unwrap_or_default();
    matches!(fold_name(word).as_str(), "phd" | "md" | "msc" | "bsc" | "mba" | "jr" | "sr" | "ii" | "iii")
}
