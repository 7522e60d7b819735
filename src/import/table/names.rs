//! Organizations in a cell: separated by commas, owners with a star or before the first block.

use super::cell::{TableCell, means_nothing};
use crate::text::characters::collapse_spaces;
use std::collections::HashSet;

/// The organizations in a cell.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct CellNames {
    /// Those with a star; if a block follows, all names before it.
    pub owners: Vec<String>,
    /// The others, in order.
    pub supporters: Vec<String>,
    /// Every name with the index of its line, in order.
    pub written: Vec<(String, usize)>,
}

/// Reads the names in a cell, as written.
pub fn read_names(cell: &TableCell) -> CellNames {
    let mut names = CellNames::default();
    // All names before the first block are owners, with or without a star.
    let lead = cell.lines_before_block.filter(|lead| *lead > 0).unwrap_or(0);
    let mut known = HashSet::new();
    for (at, line) in cell.lines.iter().enumerate() {
        let text = line.text();
        if means_nothing(&text) {
            continue;
        }
        let text = if text.contains("(*)") { text.replace("(*)", "*").into() } else { text };
        for part in text.split([',', ';', '\u{ff0c}', '\u{3001}']) {
            let name = collapse_spaces(part, |c| c.is_whitespace() || STARS.contains(&c));
            if means_nothing(&name) || is_placeholder(&name) {
                continue;
            }
            let is_owner = at < lead || part.contains(STARS);
            names.written.push((name.clone(), at));
            // A duplicate owner is dropped; a duplicate supporter is a finding of `check`.
            match is_owner {
                true if !known.insert(name.clone()) => {}
                true => names.owners.push(name),
                false => names.supporters.push(name),
            }
        }
    }
    names
}

/// Whether a text says that a name is missing.
fn is_placeholder(text: &str) -> bool {
    const WORDS: &str = "tbd,tba,tbc,x,xx,xxx,to be defined,to be determined,to be decided,to be confirmed,\
        to be announced,nobody,no one";
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    WORDS.split(',').any(|word| bare.eq_ignore_ascii_case(word))
}

const STARS: [char; 4] = ['*', '\u{2217}', '\u{ff0a}', '\u{2605}'];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table::source::TableSource;
    use crate::source::FileId;

    #[test]
    fn owners_are_separated_from_supporters() {
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
            ("TBD", "", ""),
            ("x*, KDDI, (to be defined)", "", "KDDI"),
        ] {
            let names = read_names(&TableSource::new(text, FileId(0)).read_cell(0..text.len()));
            assert_eq!(
                (names.owners.join(" "), names.supporters.join(" ")),
                (owners.into(), supporters.into()),
                "{text}"
            );
        }
    }
}
