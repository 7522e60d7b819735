//! A call as a sheet in the notation of `docs/notation.md`: what it has already as text, and what has to be recorded so
//! that it has what the sheet says.

pub mod apply;
pub mod base;
pub mod compare;
pub mod format;

#[cfg(test)]
mod tests;

use crate::source::Spanned;

/// Prose as a sheet has it: without empty lines at both ends.
fn tidy_prose(text: Option<&Spanned<String>>) -> String {
    let lines = text.map_or("", |text| text.as_str()).lines();
    let lines: Vec<&str> = lines.map(|line| if line.trim().is_empty() { "" } else { line }).collect();
    lines.join("\n").trim_matches('\n').trim_end().to_owned()
}
