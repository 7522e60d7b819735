//! What a sheet is compared with when it is opened again: what was recorded of it, and what was there before.

use crate::text::notation::{Section, Sheet};

/// The sheet that says what the call has after a part of a new sheet was recorded: its sections, but the former ones in
/// place of those with a refusal, which are given by the lines of their headings; 0 is for people.
pub fn next_base(old: &Sheet, new: &Sheet, refused: &[usize]) -> Sheet {
    let is_refused = |section: &Section| refused.contains(&section.heading.line);
    let former = |section: &Section| old.sections.iter().find(|known| known.heading.value == section.heading.value);
    let kept = new.sections.iter().filter_map(|section| match is_refused(section) {
        true => former(section).cloned(),
        false => Some(section.clone()),
    });
    let is_gone = |known: &&Section| !new.sections.iter().any(|section| section.heading.value == known.heading.value);
    let sections = kept.chain(old.sections.iter().filter(is_gone).cloned()).collect();
    let people = if refused.contains(&0) { old.people.clone() } else { new.people.clone() };
    Sheet { people, sections, misread: Vec::new() }
}
