//! Findings on lines that begin with their place.

use super::{Look, visible, visible_path, wrap};
use crate::finding::Finding;
use crate::source::{Place, Positions, Sources};

/// As many places of a block are listed below its first finding.
const MOST_PLACES: usize = 50;

/// The other findings of a block, each with its place, and with its message where that differs from the first one's.
pub fn list_others(
    first: &Finding,
    others: &[&Finding],
    sources: &Sources,
    positions: &mut Positions,
    look: &Look,
) -> String {
    let mut text = if others.is_empty() { String::new() } else { format!("  {} more like it:\n", others.len()) };
    for other in others.iter().take(MOST_PLACES) {
        let place = format_place(&other.place, sources, positions, look);
        let line =
            if other.message == first.message { place } else { format!("{place}: {}", one_line(&other.message)) };
        text.push_str(&wrap(&line, look.width, "    ", "      "));
    }
    match others.len().saturating_sub(MOST_PLACES) {
        0 => {}
        more => text.push_str(&format!("    ... and {more} more; --format short prints all\n")),
    }
    text
}

/// The findings for editors and other tools that read lines, errors first: `path:line:col: error[rule]: message`.
pub fn short(findings: &[Finding], sources: &Sources, look: &Look) -> String {
    let mut positions = Positions::new(sources);
    let mut ordered: Vec<&Finding> = findings.iter().collect();
    ordered.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    let line = |finding: &Finding| {
        let place = format_place(&finding.place, sources, &mut positions, look);
        format!("{place}: {}[{}]: {}\n", finding.level.word(), finding.rule, one_line(&finding.message))
    };
    ordered.into_iter().map(line).collect()
}

/// `path:line:col`, the path as seen from the working directory.
pub fn format_place(place: &Place, sources: &Sources, positions: &mut Positions, look: &Look) -> String {
    let at = positions.file(place.file).position(place.range().start);
    let path = visible_path(&format!("{}{}", look.prefix, sources.file(place.file).path));
    format!("{path}:{}:{}", at.line, at.column)
}

fn one_line(message: &str) -> String {
    visible(message).replace(['\n', '\t'], " ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Level;
    use crate::source::{FileId, Source};

    #[test]
    fn a_short_line_has_place_level_rule_and_message() {
        let sources = Sources::new(vec![Source { path: "backlog/x.yaml".into(), text: "name: \u{e9} x\n".into() }]);
        let finding = |level, start, message: &str| Finding {
            rule: "syntax",
            level,
            place: Place { file: FileId(0), start, end: start + 1 },
            message: message.into(),
            help: Some("Fix it.".into()),
            related: Vec::new(),
            fix: None,
        };
        let findings = [finding(Level::Warn, 0, "a\nb"), finding(Level::Error, 9, "\u{1b}[31m c")];
        let look = Look { color: false, unicode: false, width: 20, prefix: "../".into() };
        assert_eq!(
            short(&findings, &sources, &look),
            "../backlog/x.yaml:1:9: error[syntax]: \u{fffd}[31m c\n../backlog/x.yaml:1:1: warning[syntax]: a b\n"
        );
    }
}
