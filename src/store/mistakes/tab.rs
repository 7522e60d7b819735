//! A tab where YAML expects spaces.

use super::{ParseFailure, ParserError, line_at};
use granit_parser::ErrorKind;

const HELP: &str = "Replace the tab with spaces, as many as the line above has.";

/// A tab before the place where the parser stopped, or on the lines after it that the parser read.
pub(super) fn explain_tab(failure: &ParserError) -> Option<ParseFailure> {
    let text = failure.text;
    let (start, line) = line_at(text, failure.at);
    let in_indentation = |start: usize, line: &str| {
        let indentation = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        indentation.find('\t').map(|tab| start + tab)
    };
    let is_tab = matches!(
        failure.kind,
        ErrorKind::TabInBlockIndentation
            | ErrorKind::TabNotAllowed
            | ErrorKind::TabInIndentation
            | ErrorKind::TabAtBlockScalarStart
            | ErrorKind::TabInPlainScalar
    );
    let before = in_indentation(start, line).filter(|tab| *tab <= failure.at);
    let tab = before.or_else(|| {
        if !is_tab {
            return None;
        }
        // The value continues on the next lines, and the parser reports its start.
        let mut at = start + line.len();
        while let Some(newline) = text[at..].find('\n') {
            let (start, line) = line_at(text, at + newline + 1);
            match in_indentation(start, line) {
                Some(tab) => return Some(tab),
                None if start >= text.len() => break,
                None => at = start + line.len(),
            }
        }
        text[start..failure.at].rfind('\t').or_else(|| line.find('\t')).map(|tab| start + tab)
    });
    match tab {
        Some(tab) => Some(failure.stop_at(tab, tab + 1, "a tab where YAML expects spaces", HELP)),
        None if is_tab => Some(failure.stop_at(failure.at, failure.at, "a tab where YAML expects spaces", HELP)),
        None => None,
    }
}
