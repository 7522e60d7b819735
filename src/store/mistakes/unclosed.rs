//! A bracket or a quote that is never closed, reported where it opens.

use super::{ParseFailure, ParserError, line_at};
use granit_parser::ErrorKind;

/// What is open at an offset of a text.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Brackets and braces, the outermost first.
    pub brackets: Vec<(usize, u8)>,
    /// The quote that is not closed yet.
    pub quote: Option<usize>,
    /// Where the last value in quotes begins.
    pub last_quoted: Option<usize>,
    /// Where the value or the key begins that the offset is in or after.
    pub value: usize,
    /// The first comment in brackets that may be text: the offset of its `#`.
    pub comment: Option<usize>,
}

impl Scan {
    /// Scans a text from an offset outside brackets and quotes.
    pub fn scan_text(text: &str, from: usize, to: usize) -> Self {
        let bytes = &text.as_bytes()[..to];
        let mut scan = Scan { value: from, ..Scan::default() };
        // Whether a value may begin here, and whether a space is before it.
        let (mut at, mut may_begin, mut is_apart) = (from, true, true);
        while let Some(&byte) = bytes.get(at) {
            let next = text.as_bytes().get(at + 1).copied().unwrap_or(b'\n');
            let in_brackets = !scan.brackets.is_empty();
            let ends_token = next.is_ascii_whitespace() || (in_brackets && b",[]{}".contains(&next));
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => {
                    may_begin |= byte == b'\n' && !in_brackets;
                    is_apart = true;
                    at += 1;
                    continue;
                }
                b'#' if is_apart => {
                    let end = text[at..to].find('\n').map_or(to, |length| at + length);
                    let is_text = text[at + 1..].starts_with(char::is_alphanumeric);
                    // After a comma nothing is cut off, except a closing bracket.
                    let is_cut = bytes[from..at].trim_ascii_end().last() != Some(&b',');
                    if in_brackets && is_text && (is_cut || text[at..end].contains([']', '}'])) {
                        scan.comment.get_or_insert(at);
                    }
                    at = end;
                    continue;
                }
                b'"' | b'\'' if may_begin => {
                    (scan.last_quoted, scan.value) = (Some(at), at);
                    match closing_quote(bytes, at) {
                        Some(end) => at = end,
                        None => {
                            scan.quote = Some(at);
                            break;
                        }
                    }
                    may_begin = false;
                }
                b'[' | b'{' if may_begin || in_brackets => {
                    scan.brackets.push((at, byte));
                    (may_begin, is_apart) = (true, true);
                    at += 1;
                    continue;
                }
                b']' | b'}' if in_brackets => {
                    scan.brackets.pop();
                    may_begin = false;
                }
                b',' if in_brackets => may_begin = true,
                b':' if ends_token => may_begin = true,
                b'-' | b'?' if may_begin && ends_token => {}
                _ => {
                    if may_begin {
                        scan.value = at;
                    }
                    may_begin = false;
                }
            }
            is_apart = false;
            at += 1;
        }
        scan
    }
}

/// Where a value in quotes ends: the offset of its closing quote.
fn closing_quote(bytes: &[u8], open: usize) -> Option<usize> {
    let quote = bytes[open];
    let mut at = open + 1;
    while let Some(byte) = bytes.get(at) {
        match (byte, quote) {
            (b'\\', b'"') => at += 1,
            (b'\'', b'\'') if bytes.get(at + 1) == Some(&b'\'') => at += 1,
            (byte, quote) if *byte == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// A quote or a bracket that is still open where the parser stopped, unless it stopped on the same line for another
/// reason.
pub(super) fn explain_unclosed(failure: &ParserError) -> Option<ParseFailure> {
    let ParserError { text, at, settled, .. } = *failure;
    let quote = |open: usize| {
        failure.stop_at(
            open,
            open + 1,
            "a quote that is never closed",
            "Close the quote, or double it inside single quotes.",
        )
    };
    let bracket = |open: usize| {
        failure.stop_at(
            open,
            open + 1,
            format!("`{}` is never closed", &text[open..=open]),
            "Close it, or quote the value if the bracket belongs to the text.",
        )
    };
    match failure.kind {
        ErrorKind::UnclosedQuotedScalar => Some(quote(Scan::scan_text(text, settled, text.len()).quote.unwrap_or(at))),
        ErrorKind::InvalidQuotedScalarIndent => Some(quote(Scan::scan_text(text, settled, at).quote.unwrap_or(at))),
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => {
            let open = Scan::scan_text(text, settled, at).last_quoted?;
            // Closed on a later line, by the opening quote of the next value.
            text[open..at].contains('\n').then(|| quote(open))
        }
        ErrorKind::UnclosedFlowCollection { .. } => Some(bracket(at)),
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => Some(failure.stop_at(
            at,
            at + 1,
            format!("`{open}` is closed by `{close}`"),
            "Close each bracket with its own kind, or quote the value if the bracket belongs to the text.",
        )),
        _ => {
            let (open, _) = *Scan::scan_text(text, settled, at).brackets.last()?;
            let ((outer_start, outer), (start, line)) = (line_at(text, open), line_at(text, at));
            let indentation = |line: &str, of: &[char]| line.len() - line.trim_start_matches(of).len();
            // The line is not inside the bracket.
            let is_outside = indentation(line, &[' ']) <= indentation(outer, &[' ', '-']);
            (start > outer_start && is_outside).then(|| bracket(open))
        }
    }
}
