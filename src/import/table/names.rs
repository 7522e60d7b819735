//! Organisations in a cell: parted by commas, the owners with a star or before the first block.

use super::cell::{TableCell, means_nothing};
use std::collections::HashSet;

/// Who stands in a cell of organisations.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct CellNames {
    /// Those with a star; with a block behind them, all names before it.
    pub owners: Vec<String>,
    /// The others, in their order.
    pub supporters: Vec<String>,
    /// Every name with the index of its line, in their order.
    pub written: Vec<(String, usize)>,
}

/// Reads the names of a cell, as they are spelt there.
pub fn read_names(cell: &TableCell) -> CellNames {
    let mut names = CellNames::default();
    // A star on the last name before the block counts for all of them.
    let lead = cell.lines_before_block.filter(|lead| *lead > 0).unwrap_or(0);
    let mut known = HashSet::new();
    for (at, line) in cell.lines.iter().enumerate() {
        let text = line.text();
        if means_nothing(&text) {
            continue;
        }
        let text = if text.contains("(*)") { text.replace("(*)", "*") } else { text };
        for part in text.split([',', ';', '\u{ff0c}', '\u{3001}']) {
            let name = strip_stars(part);
            if means_nothing(&name) {
                continue;
            }
            let is_owner = at < lead || part.contains(STARS);
            names.written.push((name.clone(), at));
            // Nobody owns a proposal twice; a double supporter is a finding of `check`.
            match is_owner {
                true if !known.insert(name.clone()) => {}
                true => names.owners.push(name),
                false => names.supporters.push(name),
            }
        }
    }
    names
}

/// The words of a text without its stars, a blank between two.
fn strip_stars(text: &str) -> String {
    let mut all = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || STARS.contains(&c)).filter(|word| !word.is_empty()) {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(word);
    }
    all
}

const STARS: [char; 4] = ['*', '\u{2217}', '\u{ff0a}', '\u{2605}'];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table::grid::read_cell;
    use crate::source::FileId;

    #[test]
    fn owners_are_told_from_supporters() {
        for (text, owners, supporters) in [
            ("Orange*, KDDI, Vodafone", "Orange", "KDDI Vodafone"),
            ("Orange*<div>Orange, KDDI</div>", "Orange", "Orange KDDI"),
            ("KDDI, 5GFF, Orange\\*", "Orange", "KDDI 5GFF"),
            ("KDDI, *Orange*<div></div>", "KDDI Orange", ""),
            ("Orange &#42;<br>AT&T, KDDI", "Orange", "AT&T KDDI"),
            ("<div>Orange*, KDDI</div>", "Orange", "KDDI"),
            ("Orange (*), KDDI, N/A", "Orange", "KDDI"),
            ("N/A", "", ""),
            ("(N/A), KDDI", "", "KDDI"),
            ("---", "", ""),
        ] {
            let names = read_names(&read_cell(text, 0..text.len(), FileId(0)));
            assert_eq!(
                (names.owners.join(" "), names.supporters.join(" ")),
                (owners.into(), supporters.into()),
                "{text}"
            );
        }
    }
}
