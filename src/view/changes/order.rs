//! The rows whose place in the table changed.

/// Of old positions in the new order, those that are not in ascending order with the others: as few as possible.
pub fn find_moved(positions: &[usize]) -> Vec<usize> {
    // For each length the place where an ascending sequence of that length ends with the least position.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(positions.len());
    for (at, position) in positions.iter().enumerate() {
        let length = ends.partition_point(|end| positions[*end] < *position);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut stays = vec![false; positions.len()];
    let mut last = ends.last().copied();
    while let Some(at) = last {
        stays[at] = true;
        last = before[at];
    }
    (0..positions.len()).filter(|at| !stays[*at]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_few_rows_as_possible_moved() {
        for (positions, moved) in [
            (&[][..], &[][..]),
            (&[0, 1, 5], &[]),
            (&[0, 3, 1, 2], &[1]),
            (&[2, 0, 1], &[0]),
            (&[1, 2, 0, 3], &[2]),
            (&[3, 0, 4, 1, 2], &[0, 2]),
        ] {
            assert_eq!(find_moved(positions), moved, "{positions:?}");
        }
    }
}
