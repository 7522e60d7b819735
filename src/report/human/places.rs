//! Findings as lines that begin with their place.

use super::super::selection::{HiddenFindings, SelectedFindings};
use super::block::first_day;
use super::{Look, wrap_line};
use crate::finding::Finding;
use crate::report::inert::{make_visible, visible_path};
use crate::source::{Place, Positions, Sources};
use std::collections::HashMap;

/// The most places of a block that are listed below its first finding.
const MOST_PLACES: usize = 50;

/// The other findings of a block, each with its place, and with its message if the messages differ; findings at one place
/// that differ only in their day become a list of days.
pub fn list_others(
    first: &Finding,
    others: &[&Finding],
    sources: &Sources,
    positions: &mut Positions,
    look: &Look,
) -> String {
    let mut text = if others.is_empty() { String::new() } else { format!("  {} more like it:\n", others.len()) };
    let are_equal = others.iter().all(|other| other.message == first.message);
    for similar in group_by_place(others.iter().take(MOST_PLACES).copied()) {
        let Some(other) = similar.first() else { continue };
        let place = format_place(&other.place, sources, positions, look);
        let line = match similar.as_slice() {
            _ if are_equal => place,
            [other] => format!("{place}: {}", one_line(&other.message)),
            several => format!("{place}: {}", list_days(several)),
        };
        text.push_str(&wrap_line(&line, look.width, "    ", "      "));
    }
    match others.len().saturating_sub(MOST_PLACES) {
        0 => {}
        more => text.push_str(&format!("    ... and {more} more; --format short prints them\n")),
    }
    text
}

/// Groups findings at one place that differ only in their day, in the order of the first of each; every other finding is
/// a group of its own.
fn group_by_place<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<Vec<&'f Finding>> {
    let mut known: HashMap<(Place, String), usize> = HashMap::new();
    let mut groups: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        let without_day = first_day(&finding.message).map(|day| finding.message.replace(&day.to_string(), ""));
        let at = without_day.map(|rest| *known.entry((finding.place, rest)).or_insert(groups.len()));
        match at.and_then(|at| groups.get_mut(at)) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups
}

/// The days of findings: `2026-02-12, 2026-02-26`.
fn list_days(findings: &[&Finding]) -> String {
    let days = findings.iter().filter_map(|finding| first_day(&finding.message));
    days.map(|day| day.to_string()).collect::<Vec<_>>().join(", ")
}

/// The findings for editors and other tools that read lines, errors first: `path:line:col: error[rule]: message`. The
/// last lines count further findings.
pub fn format_short(findings: &[Finding], sources: &Sources, look: &Look) -> String {
    let mut positions = Positions::new(sources);
    let SelectedFindings { findings: mut ordered, more } = SelectedFindings::select(findings);
    ordered.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    let line = |finding: &Finding| {
        let place = format_place(&finding.place, sources, &mut positions, look);
        format!("{place}: {}[{}]: {}\n", finding.level.as_str(), finding.rule, one_line(&finding.message))
    };
    let mut text: String = ordered.into_iter().map(line).collect();
    text.extend(more.iter().map(|more| format_more(more, sources, &mut positions, look)));
    text
}

/// One line that counts further findings, at the place of the first of them.
pub fn format_more(more: &HiddenFindings, sources: &Sources, positions: &mut Positions, look: &Look) -> String {
    let place = format_place(&more.first.place, sources, positions, look);
    format!("{place}: {}[{}]: {}\n", more.level.as_str(), more.first.rule, more.message())
}

/// `path:line:col`, the path as seen from the working directory.
pub fn format_place(place: &Place, sources: &Sources, positions: &mut Positions, look: &Look) -> String {
    let at = positions.line_index(place.file).position(place.range().start);
    let path = visible_path(&format!("{}{}", look.prefix, sources.file(place.file).path));
    format!("{path}:{}:{}", at.line, at.column)
}

fn one_line(message: &str) -> String {
    make_visible(message).replace(['\n', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Level;
    use crate::source::Source;

    fn list_findings(findings: &[Finding]) -> String {
        let sources = Sources::new(vec![Source { path: "w.yaml".into(), text: "a: b\nc: d\n".into() }]);
        let look = Look { color: false, unicode: false, width: 50, prefix: String::new() };
        let others: Vec<&Finding> = findings.iter().skip(1).collect();
        list_others(&findings[0], &others, &sources, &mut Positions::new(&sources), &look)
    }

    #[test]
    fn days_at_one_place_are_a_list() {
        let over = |start, day: &str| Finding::sample(0, start, format!("the call of {day} is over"));
        let days = ["2026-01-08", "2026-01-22", "2026-02-12", "2026-02-26"];
        let mut findings: Vec<Finding> = days.iter().map(|day| over(0, day)).collect();
        findings.push(over(5, "2026-03-12"));
        assert_eq!(
            list_findings(&findings),
            "  4 more like it:\n    w.yaml:1:1: 2026-01-22, 2026-02-12, 2026-02-26\n    w.yaml:2:1: the call of \
             2026-03-12 is over\n"
        );
    }

    #[test]
    fn different_sentences_are_listed_with_their_places() {
        let text = list_findings(&[
            Finding::sample(0, 0, "it is `frozen`"),
            Finding::sample(0, 1, "it is `archived`"),
            Finding::sample(0, 5, "it is `frozen`"),
        ]);
        assert_eq!(text, "  2 more like it:\n    w.yaml:1:2: it is `archived`\n    w.yaml:2:1: it is `frozen`\n");
        assert_eq!(
            list_findings(&[Finding::sample(0, 0, "twice"), Finding::sample(0, 5, "twice")]),
            "  1 more like it:\n    w.yaml:2:1\n"
        );
    }

    #[test]
    fn a_short_line_has_place_level_rule_and_message() {
        let sources = Sources::new(vec![Source { path: "backlog/x.yaml".into(), text: "name: \u{e9} x\n".into() }]);
        let finding = |level, start, message: &str| {
            let help = Some("Fix it.".into());
            Finding { level, help, ..Finding::sample(0, start, message) }
        };
        let findings = [finding(Level::Warn, 0, "a\nb"), finding(Level::Error, 9, "\u{1b}[31m c")];
        let look = Look { color: false, unicode: false, width: 20, prefix: "../".into() };
        assert_eq!(
            format_short(&findings, &sources, &look),
            "../backlog/x.yaml:1:9: error[syntax]: \u{fffd}[31m c\n../backlog/x.yaml:1:1: warning[syntax]: a b\n"
        );
    }
}
