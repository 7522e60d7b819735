//! Text that accompanies a person's name: a role, a remark, a degree.

use crate::model::spelling::{fold_name, is_listed};

/// Roles of people in a call.
const ROLES: &str = "chair co-chair chairman chairperson vice-chair moderator secretary scribe host";
/// Words for people who did not attend.
const ABSENT: [&str; 6] = ["excused", "absent", "apologies", "regrets", "apologised", "apologized"];
/// What other remarks begin with, separated by bars.
const REMARKS: &str = "on behalf|behalf of|remote|in person|part time|partly|joined|left|late|until|from ";

/// Whether a word by itself says that somebody did not attend.
pub fn reports_absence(word: &str) -> bool {
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end();
    ABSENT.iter().any(|absent| absent.eq_ignore_ascii_case(word))
}

/// Whether a remark begins with a word for people who did not attend.
pub fn begins_with_absence(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    ABSENT.iter().any(|word| lower.starts_with(word))
}

/// Whether a text is a role in a call.
pub fn is_role(text: &str) -> bool {
    is_listed(&text.trim().to_lowercase(), ROLES)
}

/// Whether a text is a remark, and not a name or an organization.
pub fn is_remark(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    is_role(text) || begins_with_absence(text) || REMARKS.split('|').any(|start| lower.starts_with(start))
}

/// Whether the text after a comma belongs to the name before it.
pub fn begins_with_degree(text: &str) -> bool {
    let word = text.split([',', ';', '(', '|']).next().unwrap_or_default();
    is_listed(&fold_name(word), "phd md msc bsc mba jr sr ii iii")
}
