//! Findings as workflow commands, which GitHub shows next to the lines of a pull request.
//!
//! GitHub shows ten errors and ten warnings per step; the log of the run has all of them.

use super::inert::make_visible;
use super::region::Region;
use super::selection::SelectedFindings;
use crate::finding::{Finding, Level};
use crate::source::{Positions, Sources};

/// One command per line, in the order of the findings, then one for all further findings of a rule in a file. `folder` is
/// the path from the checkout to the group's repository: empty, or ending with a slash.
pub fn format_findings(findings: &[Finding], sources: &Sources, folder: &str) -> String {
    let mut positions = Positions::new(sources);
    let SelectedFindings { findings, more } = SelectedFindings::select(findings);
    let mut commands: String =
        findings.into_iter().map(|finding| format_command(finding, sources, &mut positions, folder)).collect();
    for more in more {
        let (level, message) = (more.level, more.message());
        let finding = Finding { level, message, help: None, related: Vec::new(), ..more.first.clone() };
        commands.push_str(&format_command(&finding, sources, &mut positions, folder));
    }
    commands
}

fn format_command(finding: &Finding, sources: &Sources, positions: &mut Positions, folder: &str) -> String {
    let name = match finding.level {
        Level::Error => "error",
        Level::Warn => "warning",
    };
    let region = Region::from_place(&finding.place, positions);
    let file = escape_property(&format!("{folder}{}", sources.file(finding.place.file).path));
    let (line, end_line) = (region.line, region.end_line);
    // GitHub accepts columns only within one line.
    let columns = if line == end_line {
        format!("col={},endLine={end_line},endColumn={}", region.column, region.end_column)
    } else {
        format!("endLine={end_line}")
    };
    let mut text = finding.message.clone();
    if let Some(help) = &finding.help {
        text.push_str(&format!("\n{help}"));
    }
    for (place, phrase) in &finding.related {
        let at = Region::from_place(place, positions);
        let path = &sources.file(place.file).path;
        text.push_str(&format!("\n{folder}{path}:{}:{}: {phrase}", at.line, at.column));
    }
    let title = escape_property(finding.rule);
    format!("::{name} file={file},line={line},{columns},title={title}::{}\n", escape_data(&text))
}

/// Escapes the text after the second `::`.
fn escape_data(text: &str) -> String {
    make_visible(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property.
fn escape_property(text: &str) -> String {
    escape_data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Place, Source};

    fn format_one(path: &str, text: &str, range: std::ops::Range<u32>, finding: Finding) -> String {
        let sources = Sources::new(vec![Source { path: path.into(), text: text.into() }]);
        let place = Place { file: FileId(0), start: range.start, end: range.end };
        format_findings(&[Finding { place, ..finding }], &sources, "")
    }

    fn finding(level: Level, message: &str, help: Option<&str>) -> Finding {
        Finding { rule: "bad-date", level, help: help.map(str::to_owned), ..Finding::sample(0, 0, message) }
    }

    #[test]
    fn columns_count_characters_within_one_line() {
        let warning = finding(Level::Warn, "m", None);
        assert_eq!(
            format_one("backlog/x.yaml", "a: 1\nb: éx\n", 10..11, warning),
            "::warning file=backlog/x.yaml,line=2,col=5,endLine=2,endColumn=6,title=bad-date::m\n"
        );
        let error = finding(Level::Error, "m", Some("Fix it."));
        assert_eq!(
            format_one("x.yaml", "a: |\n  b\n  c\n", 3..9, error),
            "::error file=x.yaml,line=1,endLine=3,title=bad-date::m%0AFix it.\n"
        );
    }

    #[test]
    fn no_text_of_a_user_becomes_a_command() {
        let message = "100% %0A\n::stop-commands::x\r\n\u{1b}[2J, a: b";
        let text = format_one("a,b:\n%\u{1b}.yaml", "a", 0..1, finding(Level::Error, message, None));
        assert_eq!(
            text,
            "::error file=a%2Cb%3A%0A%25\u{fffd}.yaml,line=1,col=1,endLine=1,endColumn=2,title=bad-date::\
             100%25 %250A%0A::stop-commands::x\u{fffd}%0A\u{fffd}[2J, a: b\n"
        );
    }

    #[test]
    fn related_places_are_listed_with_the_folder() {
        let source = |path: &str| Source { path: path.into(), text: "a\nb\n".into() };
        let sources = Sources::new(vec![source("minutes/x.yaml"), source("backlog/y.yaml")]);
        let related = vec![(Place { file: FileId(1), start: 2, end: 3 }, "frozen here".to_owned())];
        let error = Finding { related, ..finding(Level::Error, "m", None) };
        let text = format_findings(&[error], &sources, "records/");
        assert!(text.starts_with("::error file=records/minutes/x.yaml,line=1,"), "{text}");
        assert!(text.ends_with("::m%0Arecords/backlog/y.yaml:2:1: frozen here\n"), "{text}");
    }
}
