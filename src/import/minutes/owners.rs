//! Who owns an action point.

use super::lines::says_something;
use super::words::listed;

/// The owners in a cell, as written, and whether words of the cell are not among them.
pub fn owners(cell: &str) -> (Vec<String>, bool) {
    let plain = listed(cell);
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
    let owners: Vec<String> = owners.into_iter().filter(|owner| says_something(owner)).collect();
    (owners, plain.contains('('))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_are_parted() {
        for (cell, wanted) in [
            ("DTAG, TEF", "DTAG|TEF"),
            ("Delegate A/ Delegate B", "Delegate A|Delegate B"),
            ("Delegate A (Orange) & Delegate B (DT)", "Delegate A|Delegate B"),
            ("AT&T and China Mobile", "AT&T|China Mobile"),
            ("~~TEF~~", "TEF"),
            ("A<br>B", "A|B"),
            ("", ""),
        ] {
            assert_eq!(owners(cell).0.join("|"), wanted, "{cell}");
        }
        assert!(owners("A (B)").1 && !owners("A, B").1);
    }
}
