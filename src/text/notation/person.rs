//! The people of a call: `- [x] Name (Organization), role`.

use crate::text::characters::is_bullet;

/// A person with a check box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Whether the box is checked: the person attends.
    pub is_present: bool,
    /// As written.
    pub name: String,
    /// As written; `None` if the records know it.
    pub organization: Option<String>,
    /// What follows the comma: the role of someone who attends, `excused` for someone who does not.
    pub remark: Option<String>,
}

/// Parses a person. `None` for any other line.
pub fn parse_person(line: &str) -> Option<Person> {
    let text = line.trim().strip_prefix(is_bullet)?.trim_start().strip_prefix('[')?;
    let (mark, text) = text.split_once(']')?;
    let is_present = match mark.trim() {
        "x" | "X" => true,
        "" => false,
        _ => return None,
    };
    let (name, organization, rest) = match find_organization(text) {
        Some((open, close)) => (&text[..open], Some(text[open + 1..close].trim().to_owned()), &text[close + 1..]),
        None => {
            let comma = text.find(',').unwrap_or(text.len());
            (&text[..comma], None, &text[comma..])
        }
    };
    let remark = rest.trim_start_matches([' ', ',']).trim();
    Some(Person {
        is_present,
        name: name.trim().to_owned(),
        organization,
        remark: Some(remark.to_owned()).filter(|remark| !remark.is_empty()),
    })
    .filter(|person| !person.name.is_empty())
}

/// The parentheses around the organization: the first ones that end the text or precede a comma.
fn find_organization(text: &str) -> Option<(usize, usize)> {
    let (mut depth, mut open) = (0_usize, 0);
    for (at, c) in text.char_indices() {
        match c {
            '(' => {
                open = if depth == 0 { at } else { open };
                depth += 1;
            }
            ')' if depth == 1 => {
                depth = 0;
                let after = text[at + 1..].trim_start();
                let is_named = !text[..open].trim().is_empty() && !text[open + 1..at].trim().is_empty();
                if is_named && (after.is_empty() || after.starts_with(',')) {
                    return Some((open, at));
                }
            }
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

impl Person {
    /// The line, with its end.
    pub fn format(&self) -> String {
        let mark = if self.is_present { 'x' } else { ' ' };
        let organization = self.organization.as_ref().map(|one| format!(" ({one})")).unwrap_or_default();
        let remark = self.remark.as_ref().map(|remark| format!(", {remark}")).unwrap_or_default();
        format!("- [{mark}] {}{organization}{remark}\n", self.name)
    }
}
