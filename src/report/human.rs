//! Findings for people: the place in the file, what was found, how to mend it.

use crate::finding::{Finding, Level};
use crate::source::{FileId, Sources, position};
use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, Severity,
    SourceCode, SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};
use std::collections::HashMap;
use std::fmt::{self, Display};

/// How the terminal shows text.
#[derive(Debug, Clone)]
pub struct Look {
    pub color: bool,
    pub unicode: bool,
    /// Columns.
    pub width: usize,
    /// What stands before the paths of the repository to reach them from the working directory:
    /// empty, or ending with a slash.
    pub prefix: String,
}

/// The findings, one after the other, in their order.
pub fn findings(findings: &[Finding], sources: &Sources, look: &Look) -> String {
    let handler = handler(look);
    let mut files: HashMap<FileId, Shown> = HashMap::new();
    let mut text = String::new();
    for finding in findings {
        let file = finding.place.file;
        let shown = files.entry(file).or_insert_with(|| Shown::new(file, sources, look));
        let report = Report { finding, shown, elsewhere: elsewhere(finding, sources, look) };
        // Writing into a string cannot fail.
        let _ = handler.render_report(&mut text, &report);
        text.push('\n');
    }
    text
}

/// The line of counts: `2 errors, 1 warning in 38 files`.
pub fn counts(findings: &[Finding], files: usize) -> String {
    let of = |level| findings.iter().filter(|finding| finding.level == level).count();
    let counted = |count, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let files = counted(files, "file");
    match (of(Level::Error), of(Level::Warn)) {
        (0, 0) => format!("no findings in {files}"),
        (errors, 0) => format!("{} in {files}", counted(errors, "error")),
        (0, warnings) => format!("{} in {files}", counted(warnings, "warning")),
        (errors, warnings) => format!("{}, {} in {files}", counted(errors, "error"), counted(warnings, "warning")),
    }
}

/// A text of a user's for the terminal: signs that steer it become visible.
pub fn visible(text: &str) -> String {
    let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if text.contains(|c| steers(c) || turns(c)) {
        text.chars().map(|c| if steers(c) || turns(c) { '\u{fffd}' } else { c }).collect()
    } else {
        text.to_owned()
    }
}

/// Signs that turn the direction of writing, which can make a text look like another.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn handler(look: &Look) -> GraphicalReportHandler {
    let characters = if look.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    let styles = if look.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_width(look.width.max(40))
        .with_links(false)
        .with_context_lines(1)
}

/// The related places in other files, as a line for the help.
fn elsewhere(finding: &Finding, sources: &Sources, look: &Look) -> String {
    let others = finding.related.iter().filter(|(place, _)| place.file != finding.place.file);
    let told = others.map(|(place, phrase)| {
        let source = sources.file(place.file);
        let at = position(&source.text, place.range().start);
        format!("{}{}:{}:{}: {phrase}", look.prefix, source.path, at.line, at.column)
    });
    told.collect::<Vec<_>>().join("\n")
}

/// A file as the terminal may show it: byte for byte as long as the real one, so that places fit.
struct Shown {
    name: String,
    text: String,
}

impl Shown {
    fn new(file: FileId, sources: &Sources, look: &Look) -> Self {
        let source = sources.file(file);
        let mut text = String::with_capacity(source.text.len());
        for c in source.text.chars() {
            // A replacement as many bytes long: places count bytes.
            match (c, c.len_utf8()) {
                ('\n' | '\t' | '\r', _) => text.push(c),
                (c, 1) if c.is_control() => text.push('?'),
                (c, 2) if c.is_control() => text.push('\u{b7}'),
                (c, 3) if turns(c) => text.push('\u{fffd}'),
                (c, _) => text.push(c),
            }
        }
        Self { name: format!("{}{}", look.prefix, source.path), text }
    }
}

/// The library counts columns in bytes; people count characters.
impl SourceCode for Shown {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let inner = self.text.as_str().read_span(span, before, after)?;
        let column =
            if before == 0 { position(&self.text, span.offset()).column.saturating_sub(1) } else { inner.column() };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            inner.data(),
            *inner.span(),
            inner.line(),
            column,
            inner.line_count(),
        )))
    }
}

/// A finding as the library wants it.
struct Report<'f> {
    finding: &'f Finding,
    shown: &'f Shown,
    elsewhere: String,
}

impl Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&visible(&self.finding.message))
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
        Some(Box::new(format!("{}[{}]", self.finding.level.word(), self.finding.rule)))
    }

    fn severity(&self) -> Option<Severity> {
        Some(match self.finding.level {
            Level::Error => Severity::Error,
            Level::Warn => Severity::Warning,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn Display + 'a>> {
        let help = self.finding.help.as_deref().map(visible);
        match (help, self.elsewhere.is_empty()) {
            (help, true) => help.map(|help| Box::new(help) as Box<dyn Display>),
            (None, false) => Some(Box::new(&self.elsewhere)),
            (Some(help), false) => Some(Box::new(format!("{help}\n{}", self.elsewhere))),
        }
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.shown)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let end = self.shown.text.len();
        let span = move |place: &crate::source::Place| {
            let start = place.range().start.min(end);
            // A block of prose is shown by its first line.
            let length = place.range().len().min(end - start);
            let line = self.shown.text[start..start + length].lines().next().map_or(0, str::len);
            (start, line)
        };
        let own = LabeledSpan::new_primary_with_span(None, span(&self.finding.place));
        let here = self.finding.related.iter().filter(|(place, _)| place.file == self.finding.place.file);
        let related = here.map(move |(place, phrase)| LabeledSpan::new_with_span(Some(phrase.clone()), span(place)));
        Some(Box::new(std::iter::once(own).chain(related)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Place, Source};

    fn shown(text: &str, range: std::ops::Range<u32>) -> String {
        let sources = Sources::new(vec![Source { path: "backlog/x.yaml".into(), text: text.into() }]);
        let finding = Finding {
            rule: "syntax",
            level: Level::Error,
            place: Place { file: FileId(0), start: range.start, end: range.end },
            message: "found \u{1b}[31m this".into(),
            help: Some("Mend it.".into()),
            related: Vec::new(),
        };
        let look = Look { color: false, unicode: false, width: 80, prefix: String::new() };
        findings(&[finding], &sources, &look)
    }

    #[test]
    fn columns_count_characters() {
        let text = shown("name: éé x\n", 11..12);
        assert!(text.contains("backlog/x.yaml:1:10"), "{text}");
    }

    #[test]
    fn signs_that_steer_the_terminal_are_shown() {
        let text = shown("name: \u{1b}]0;x\u{7}\u{9b}\u{202e}\n", 0..4);
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}']), "{text:?}");
    }

    #[test]
    fn counts_are_one_line() {
        assert_eq!(counts(&[], 1), "no findings in 1 file");
    }
}
