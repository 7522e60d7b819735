//! The checks that were skipped, and what to add to the records to run them.

use super::wrap_line;
use crate::model::wording::format_count;
use crate::rules::SkippedChecks;

/// The number of checks that each rule skipped, then what to add for each. `None` if no check was skipped.
pub fn format_skipped(skipped: &[SkippedChecks], width: usize) -> Option<String> {
    let all: usize = skipped.iter().map(|one| one.count).sum();
    let by_rule = skipped.chunk_by(|one, other| one.rule == other.rule);
    let counts = by_rule.filter_map(|of_rule| {
        let count: usize = of_rule.iter().map(|one| one.count).sum();
        Some(format!("{} {count}", of_rule.first()?.rule))
    });
    let counts = counts.collect::<Vec<_>>().join(", ");
    let first = format!("{} skipped, because the records are incomplete: {counts}", format_count(all, "check"));
    let to_add = skipped.iter().map(|one| wrap_line(&format!("for {}: {}", one.rule, one.to_add), width, "  ", "    "));
    (all > 0).then(|| std::iter::once(wrap_line(&first, width, "", "")).chain(to_add).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_counts_come_first_then_what_to_add() {
        let one = |rule, to_add: &'static str, count| SkippedChecks { rule, to_add: to_add.into(), count };
        let text = format_skipped(
            &[one("freeze-due", "add the day", 25), one("freeze-due", "say who came", 1), one("sent-late", "b", 1)],
            80,
        );
        assert_eq!(
            text.unwrap(),
            "27 checks skipped, because the records are incomplete: freeze-due 26, sent-late\n1\n  for freeze-due: add \
             the day\n  for freeze-due: say who came\n  for sent-late: b\n"
        );
        assert_eq!(format_skipped(&[], 80), None);
    }
}
