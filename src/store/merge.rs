//! Three-way merge of lines: applies one change to a text that has other changes, as `git revert` does.

use similar::{Algorithm, DiffTag, capture_diff_slices};
use std::ops::Range;

/// Lines of a text, counted from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineRange {
    /// The first line.
    pub first: usize,
    /// The last line: before the first one where nothing is left of the lines.
    pub last: usize,
}

/// `line 7`, `lines 7 to 9`
impl std::fmt::Display for LineRange {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.first < self.last {
            true => write!(f, "lines {} to {}", self.first, self.last),
            false => write!(f, "line {}", self.first),
        }
    }
}

/// Some lines of the base, and the lines that replace them.
#[derive(Debug, Clone)]
struct Hunk {
    base: Range<usize>,
    new: Range<usize>,
}

impl Hunk {
    /// Whether both hunks change one place: the same line, or one inserts lines where the other does, or next to lines
    /// that the other removes.
    fn clashes_with(&self, other: &Self) -> bool {
        let (one, two) = (&self.base, &other.base);
        let overlap = one.start < two.end && two.start < one.end;
        let touch = one.start <= two.end && two.start <= one.end;
        let only_insert_or_remove = |hunk: &Self| hunk.base.is_empty() || hunk.new.is_empty();
        let inserts = one.is_empty() || two.is_empty();
        overlap || touch && inserts && only_insert_or_remove(self) && only_insert_or_remove(other)
    }

    /// The order of hunks that do not clash: an insertion before the line that follows it.
    fn position(&self) -> (usize, usize) {
        (self.base.start, self.base.end)
    }
}

/// Applies the change from `base` to `changed` to `now`. Every line keeps its line end. Where `now` has the same change
/// already, it stays as it is.
///
/// # Errors
/// The lines of `now` that differ from `base` where `changed` does, too, but in another way.
pub fn merge_lines(base: &str, changed: &str, now: &str) -> Result<String, Vec<LineRange>> {
    if now == base || now == changed {
        return Ok(changed.to_owned());
    }
    let [base, changed, now] = [base, changed, now].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let (ours, theirs) = (find_hunks(&base, &now), find_hunks(&base, &changed));
    let (mut ours, mut theirs) = (ours.into_iter().peekable(), theirs.into_iter().peekable());
    let (mut merged, mut conflicts, mut copied) = (String::new(), Vec::new(), 0);
    let mut take = |hunk: Hunk, lines: &[&str]| {
        // Behind a conflict the text is not used.
        merged.extend(base.get(copied..hunk.base.start).unwrap_or_default().iter().copied());
        merged.extend(lines[hunk.new].iter().copied());
        copied = hunk.base.end;
    };
    loop {
        let (taken, lines) = match (ours.peek(), theirs.peek()) {
            (None, None) => break,
            (Some(one), Some(two)) if one.clashes_with(two) => {
                if one.base == two.base && now[one.new.clone()] == changed[two.new.clone()] {
                    ours.next();
                } else {
                    conflicts.push(LineRange { first: one.new.start + 1, last: one.new.end });
                    let is_ours_longer = one.base.end > two.base.end;
                    match is_ours_longer {
                        true => theirs.next(),
                        false => ours.next(),
                    };
                    continue;
                }
                (theirs.next(), &changed)
            }
            (Some(one), Some(two)) if one.position() < two.position() => (ours.next(), &now),
            (Some(_), None) => (ours.next(), &now),
            _ => (theirs.next(), &changed),
        };
        taken.into_iter().for_each(|hunk| take(hunk, lines));
    }
    merged.extend(base[copied..].iter().copied());
    conflicts.dedup();
    if conflicts.is_empty() { Ok(merged) } else { Err(conflicts) }
}

fn find_hunks(base: &[&str], new: &[&str]) -> Vec<Hunk> {
    let operations = capture_diff_slices(Algorithm::Myers, base, new);
    let hunks = operations.iter().filter(|operation| operation.tag() != DiffTag::Equal);
    hunks.map(|operation| Hunk { base: operation.old_range(), new: operation.new_range() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn conflicts(base: &str, changed: &str, now: &str) -> Vec<String> {
        merge_lines(base, changed, now).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn changes_of_other_lines_stay() {
        let merged = |base, changed, now| merge_lines(base, changed, now).unwrap();
        assert_eq!(merged("a\nb\nc\nd\n", "a\nd\n", "a\nb\nc\nD\n"), "a\nD\n", "the lines next to it, too");
        assert_eq!(merged("a\nb\nc\nd\ne\n", "a\nB\nc\nd\ne\n", "a\nb\nc\nd2\nd3\ne\n"), "a\nB\nc\nd2\nd3\ne\n");
        assert_eq!(merged("a\nb\n", "b\n", "a\nb\nc"), "b\nc", "no line end at the end");
        assert_eq!(merged("a\r\nb\r\nc\r\n", "a\r\nc\r\n", "x\r\nb\r\nc\r\n"), "x\r\nc\r\n");
        assert_eq!(merged("a\nb\nc", "a\nb\n", "A\nb\nc"), "A\nb\n");
        assert_eq!(merged("", "a\n", ""), "a\n");
        assert_eq!(merged("a\nb\n", "a\nx\nb\n", "A\nb\n"), "A\nx\nb\n", "inserted after a changed line");
    }

    #[test]
    fn the_same_change_on_both_sides_is_made_once() {
        assert_eq!(merge_lines("a\nb\n", "a\nc\n", "a\nc\n").unwrap(), "a\nc\n");
        assert_eq!(merge_lines("a\nb\nc\nd\n", "a\nB\nc\nd\n", "a\nB\nc\nD\n").unwrap(), "a\nB\nc\nD\n");
    }

    #[test]
    fn a_line_that_both_change_is_a_conflict_with_its_number_now() {
        assert_eq!(conflicts("a\nb\nc\n", "a\nB\nc\n", "0\na\nb2\nc\n"), ["line 3"]);
        assert_eq!(conflicts("a\nb\nc\n", "a\nc\n", "a\nx\ny\nz\nc\n"), ["lines 2 to 4"]);
        assert_eq!(conflicts("a\nb\nc\n", "a\nB\nc\n", "a\nc\n"), ["line 2"], "its line is gone");
        assert_eq!(conflicts("a\nb\n", "a\n", "a\nb\nx\n"), ["line 3"], "inserted directly after the line");
        assert_eq!(conflicts("a\nb\nc\n", "a\nx\nb\nc\n", "a\ny\nb\nc\n"), ["line 2"]);
        assert_eq!(conflicts("a\nb\nc\nd\ne\n", "A\nb\nc\nd\nE\n", "x\nb\nc\nd\ny\n"), ["line 1", "line 5"]);
        assert_eq!(conflicts("a\nb", "a\nB", "a\nb\n"), ["line 2"], "a line end is a part of the line");
    }

    fn lines() -> impl Strategy<Value = Vec<String>> {
        prop::collection::vec(prop::sample::select(vec!["a", "b", "c", "d", "e"]), 0..12)
            .prop_map(|lines| lines.iter().map(|line| format!("{line}\n")).collect())
    }

    proptest! {
        #[test]
        fn a_change_is_applied_and_taken_back(base in lines(), changed in lines(), now in lines()) {
            let [base, changed, now] = [base, changed, now].map(|lines| lines.concat());
            prop_assert_eq!(merge_lines(&base, &changed, &base), Ok(changed.clone()));
            prop_assert_eq!(merge_lines(&base, &base, &now), Ok(now.clone()));
            prop_assert_eq!(merge_lines(&base, &now, &now), Ok(now.clone()));
            let merged = merge_lines(&base, &changed, &now);
            prop_assert_eq!(merged.is_ok(), merge_lines(&base, &now, &changed).is_ok());
            if let (Ok(one), Ok(other)) = (merged, merge_lines(&base, &now, &changed)) {
                prop_assert_eq!(one, other);
            }
        }

        /// Lines that occur once, so that there is one way to compare them.
        #[test]
        fn edits_of_other_lines_never_conflict(
            edits in prop::collection::vec(prop::sample::select(vec![0_u8, 1, 2]), 2..30),
            ends in prop::sample::select(vec!["\n", "\r\n"]),
        ) {
            let text = |changes: &[u8]| -> String {
                let line = |(at, edit): (usize, &u8)| match changes.contains(edit) {
                    true => format!("changed {at}{ends}"),
                    false => format!("line {at}{ends}"),
                };
                edits.iter().enumerate().map(line).collect()
            };
            prop_assert_eq!(merge_lines(&text(&[]), &text(&[1]), &text(&[2])), Ok(text(&[1, 2])));
        }
    }
}
