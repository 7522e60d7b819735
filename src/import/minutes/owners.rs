//! The owners of an action point.

use super::lines::has_text;
use super::words::list_cell_lines;

/// The owners in a cell, as written, and whether the cell has more text.
pub fn parse_owners(cell: &str) -> (Vec<String>, bool) {
    let plain = list_cell_lines(cell);
    let (mut outside, mut depth) = (String::with_capacity(plain.len()), 0_usize);
    for c in plain.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            c if depth == 0 => outside.push(c),
            _ => {}
        }
    }
    let parts =
        outside.split([',', ';', '/', '+']).flat_map(|part| part.split(" & ")).flat_map(|part| part.split(" and "));
    let owners: Vec<String> =
        parts.map(|owner| owner.trim().trim_start_matches('@').trim_end_matches('.').to_owned()).collect();
    let owners: Vec<String> = owners.into_iter().filter(|owner| has_text(owner)).collect();
    (owners, plain.contains('('))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_are_separated() {
        for (cell, expected) in [
            ("DTAG, TEF", "DTAG|TEF"),
            ("Delegate A/ Delegate B", "Delegate A|Delegate B"),
            ("Delegate A (Orange) & Delegate B (DT)", "Delegate A|Delegate B"),
            ("AT&T and China Mobile", "AT&T|China Mobile"),
            ("~~TEF~~", "TEF"),
            ("A<br>B", "A|B"),
            ("", ""),
        ] {
            assert_eq!(parse_owners(cell).0.join("|"), expected, "{cell}");
        }
        assert!(parse_owners("A (B)").1 && !parse_owners("A, B").1);
    }
}
