//! Findings for people: the place in the file, what was found, and how to fix it.

mod block;
mod excerpt;
mod places;
mod skipped;

pub use places::{format_place, format_short};
pub use skipped::format_skipped;

use super::columns::wrap_options;
use super::selection::SelectedFindings;
use crate::finding::{Finding, Level};
use crate::model::wording::format_count;
use crate::report::inert::make_visible;
use crate::source::{Positions, Sources};
use block::{FindingBlock, group_blocks};
use excerpt::Excerpt;
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, Severity, SourceCode, ThemeCharacters, ThemeStyles,
};
use places::{format_more, list_others};
use std::fmt::{self, Display};
use textwrap::{WordSeparator, WordSplitter};

/// The capabilities of the terminal.
#[derive(Debug, Clone)]
pub struct Look {
    /// Whether text is colored.
    pub color: bool,
    /// Whether non-ASCII characters are shown; otherwise frames are drawn with `-` and `|`.
    pub unicode: bool,
    /// Columns.
    pub width: usize,
    /// The path from the working directory to the repository: empty, or ending with a slash.
    pub prefix: String,
}

/// The most blocks of findings that are printed; nobody reads more, and the layout takes long.
const MOST_BLOCKS: usize = 200;

/// The findings in blocks, errors first: of similar findings, the first one is shown in full and the others are listed
/// below it. The number of blocks is limited, and so is the number of findings of each rule and file.
pub fn format_findings(findings: &[Finding], sources: &Sources, look: &Look) -> String {
    let handler = report_handler(look);
    let mut text = String::new();
    let mut positions = Positions::new(sources);
    let shown = SelectedFindings::select(findings);
    let blocks = group_blocks(&shown.findings, sources);
    for FindingBlock { first, others } in blocks.iter().take(MOST_BLOCKS) {
        let excerpt = Excerpt::new(&first.place, sources, &mut positions, look);
        let elsewhere = excerpt.related_elsewhere(first, sources, &mut positions, look);
        let report = Report { finding: first, elsewhere, excerpt };
        // Writing into a string cannot fail.
        let _ = handler.render_report(&mut text, &report);
        text.push_str(&list_others(first, others, sources, &mut positions, look));
        text.push('\n');
    }
    let hidden = blocks.iter().skip(MOST_BLOCKS).map(|block| 1 + block.others.len()).sum();
    match hidden {
        0 => {}
        more => text.push_str(&format!("... and {more} more; --format short prints them\n\n")),
    }
    text.extend(shown.more.iter().map(|more| format_more(more, sources, &mut positions, look)));
    text.push_str(if shown.more.is_empty() { "" } else { "\n" });
    text
}

/// The line of counts: `2 errors, 1 warning in 38 files`.
pub fn format_counts(findings: &[Finding], files: usize) -> String {
    format_count_line(findings, files, "")
}

/// The line of counts for new findings only: `2 new errors, 1 new warning in 38 files`.
pub fn format_new_counts(findings: &[Finding], files: usize) -> String {
    format_count_line(findings, files, "new ")
}

fn format_count_line(findings: &[Finding], files: usize, kind: &str) -> String {
    let of = |level| findings.iter().filter(|finding| finding.level == level).count();
    let (files, error, warning) = (format_count(files, "file"), format!("{kind}error"), format!("{kind}warning"));
    match (of(Level::Error), of(Level::Warn)) {
        (0, 0) => format!("no {kind}findings in {files}"),
        (errors, 0) => format!("{} in {files}", format_count(errors, &error)),
        (0, warnings) => format!("{} in {files}", format_count(warnings, &warning)),
        (errors, warnings) => {
            format!("{}, {} in {files}", format_count(errors, &error), format_count(warnings, &warning))
        }
    }
}

/// How many findings `check --fix` would fix, to follow their counts; `None` if there are none.
pub fn describe_fixable(findings: &[Finding]) -> Option<String> {
    let fixable = findings.iter().filter(|finding| finding.fix.is_some()).count();
    let share = if fixable == findings.len() { String::new() } else { format!("{fixable} of ") };
    let them = if findings.len() == 1 { "it" } else { "them" };
    (fixable > 0).then(|| format!("; `backlog check --fix` fixes {share}{them}"))
}

/// Wraps a text of one line to `width`, with indents for the first and the other lines; ends with a line end.
fn wrap_line(text: &str, width: usize, first: &str, others: &str) -> String {
    let options = wrap_options(width.max(40)).initial_indent(first).subsequent_indent(others);
    format!("{}\n", textwrap::fill(text, options))
}

fn report_handler(look: &Look) -> GraphicalReportHandler {
    let characters = if look.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    let styles = if look.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_width(look.width.max(40))
        .with_links(false)
        .with_context_lines(1)
        // A date or the name of a rule stays on one line.
        .with_word_separator(WordSeparator::AsciiSpace)
        .with_word_splitter(WordSplitter::NoHyphenation)
}

/// A finding as a `Diagnostic` of miette.
struct Report<'f> {
    finding: &'f Finding,
    excerpt: Excerpt,
    elsewhere: String,
}

impl Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&make_visible(&self.finding.message))
    }
}

impl fmt::Debug for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Display::fmt(self, f)
    }
}

impl std::error::Error for Report<'_> {}

impl Diagnostic for Report<'_> {
    fn code<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        Some(Box::new(format!("{}[{}]", self.finding.level.as_str(), self.finding.rule)))
    }

    fn severity(&self) -> Option<Severity> {
        Some(match self.finding.level {
            Level::Error => Severity::Error,
            Level::Warn => Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        let help = self.finding.help.as_deref().map(make_visible);
        match (help, self.elsewhere.is_empty()) {
            (help, true) => help.map(|help| Box::new(help) as Box<dyn Display>),
            (None, false) => Some(Box::new(&self.elsewhere)),
            (Some(help), false) => Some(Box::new(format!("{help}\n{}", self.elsewhere))),
        }
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.excerpt)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let own = LabeledSpan::new_primary_with_span(None, self.excerpt.span(&self.finding.place)?);
        let here = self.finding.related.iter().filter(|(place, _)| self.excerpt.shows(self.finding, place));
        let related = here.filter_map(|(place, phrase)| {
            Some(LabeledSpan::new_with_span(Some(make_visible(phrase)), self.excerpt.span(place)?))
        });
        Some(Box::new(std::iter::once(own).chain(related)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Place, Source};

    fn format_finding(text: &str, range: std::ops::Range<u32>) -> String {
        let sources = Sources::new(vec![Source { path: "backlog/x.yaml".into(), text: text.into() }]);
        let place = Place { file: FileId(0), start: range.start, end: range.end };
        let help = Some("Fix it.".into());
        let finding = Finding { place, help, ..Finding::sample(0, 0, "found \u{1b}[31m this") };
        let look = Look { color: false, unicode: false, width: 80, prefix: String::new() };
        format_findings(&[finding], &sources, &look)
    }

    #[test]
    fn columns_count_characters() {
        let text = format_finding("name: éé x\n", 11..12);
        assert!(text.contains("backlog/x.yaml:1:10"), "{text}");
    }

    #[test]
    fn control_characters_become_visible() {
        let text = format_finding("name: \u{1b}]0;x\u{7}\u{9b}\u{202e}\n", 0..4);
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{text:?}");
    }

    #[test]
    fn a_file_name_does_not_control_the_terminal() {
        let source = |path: &str| Source { path: path.into(), text: "name: X\n".into() };
        let sources = Sources::new(vec![source("backlog/a\u{1b}[2J\nx.yaml"), source("backlog/b\u{9b}.yaml")]);
        let related = vec![(Place::file_start(FileId(1)), "here".into())];
        let finding = Finding { related, ..Finding::sample(0, 0, "m") };
        let look = Look { color: false, unicode: false, width: 80, prefix: "up\u{1b}/".into() };
        let text = format_findings(&[finding], &sources, &look);
        assert!(!text.contains(['\u{1b}', '\u{9b}']), "{text:?}");
        assert!(text.contains("up\u{fffd}/backlog/a\u{fffd}[2J\u{fffd}x.yaml:1:1"), "{text:?}");
    }

    #[test]
    fn the_first_of_very_many_findings_are_shown() {
        let sources = Sources::new(vec![Source { path: "backlog/x.yaml".into(), text: "a".repeat(10_000) }]);
        let shown = |message: fn(u32) -> String| {
            let many: Vec<Finding> = (0..10_000).map(|start| Finding::sample(0, start, message(start))).collect();
            format_findings(&many, &sources, &Look { color: false, unicode: false, width: 80, prefix: String::new() })
        };
        // Messages that differ in their letters: those that differ only in numbers are similar.
        let others = shown(|number| number.to_string().bytes().map(|figure| char::from(figure + 49)).collect());
        let more = "backlog/x.yaml:1:101: error[syntax]: 9900 more findings of this rule in this file\n\n";
        assert!(others.ends_with(more), "{others}");
        assert_eq!(others.matches("backlog/x.yaml:1:").count(), 101);
        let similar = shown(|number| format!("line {number} is wrong"));
        assert!(similar.contains("  99 more like it:\n    backlog/x.yaml:1:2: line 1 is wrong\n"), "{similar}");
        assert!(similar.ends_with(&format!("    ... and 49 more; --format short prints them\n\n{more}")), "{similar}");
        assert_eq!(similar.matches("backlog/x.yaml:1:").count(), 52);
    }

    #[test]
    fn a_long_line_is_shown_in_part() {
        let text = format!("{}x{}\n", "a".repeat(100_000), "b".repeat(100_000));
        let text = format_finding(&text, 100_000..100_001);
        assert!(text.contains("backlog/x.yaml:1:100001") && text.len() < 2_000, "{text}");
    }

    #[test]
    fn the_lines_around_the_place_are_shown() {
        let text = format_finding("a: 1\nb: 2\nc: 3\nd: 4\n", 13..14);
        assert!(text.contains("x.yaml:3:4"), "{text}");
        assert!(text.contains(" 2 | b: 2\n 3 | c: 3\n"), "{text}");
        assert!(text.contains(" 4 | d: 4\n"), "{text}");
    }

    #[test]
    fn counts_are_one_line() {
        assert_eq!(format_counts(&[], 1), "no findings in 1 file");
        assert_eq!(format_new_counts(&[], 2), "no new findings in 2 files");
    }
}
