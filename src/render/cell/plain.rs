//! Plain prose, which needs no Markdown parser: paragraphs and bulleted lists without any character
//! that has a meaning in Markdown. Most prose is plain.

use super::escape;

/// Depth of nested lists, beyond which the writer decides.
const MAX_LISTS: usize = 8;

/// What the parser and the writer would make of `prose`; `None` if it is not plain.
pub(super) fn format_plain_cell(prose: &str) -> Option<String> {
    let mut out = String::with_capacity(prose.len() + prose.len() / 4);
    // The number of open lists, and what separates a line of a paragraph from what precedes it.
    let (mut lists, mut gap) = (0, "");
    let mut after_blank = true;
    for line in prose.lines() {
        let text = line.trim_start_matches(' ');
        let indent = line.len() - text.len();
        match text.strip_prefix("- ") {
            _ if text.is_empty() => {
                if !line.is_empty() {
                    return None;
                }
            }
            Some(item) => {
                let depth = indent / 2 + 1;
                // A blank line between items would make the list loose, and an odd indent could make them code.
                if indent % 2 == 1 || depth > MAX_LISTS.min(lists + 1) || (after_blank && lists > 0) || !is_plain(item)
                {
                    return None;
                }
                if depth > lists {
                    out.push_str("<ul>");
                } else {
                    close_lists(&mut out, lists - depth);
                    out.push_str("</li>");
                }
                out.extend(["<li>", item]);
                lists = depth;
            }
            None => {
                // Directly after an item it would continue that item.
                if indent > 0 || (!after_blank && lists > 0) || !is_plain(text) {
                    return None;
                }
                if lists > 0 {
                    close_lists(&mut out, lists);
                    (lists, gap) = (0, "");
                }
                let separator = if after_blank && !gap.is_empty() { "<br/><br/>" } else { gap };
                out.extend([separator, text]);
                gap = " ";
            }
        }
        after_blank = text.is_empty();
    }
    close_lists(&mut out, lists);
    Some(out)
}

/// Closes the innermost lists that are open, each with its last item.
fn close_lists(out: &mut String, lists: usize) {
    (0..lists).for_each(|_| out.push_str("</li></ul>"));
}

/// Whether a line, or the text after its bullet, is shown unchanged.
pub(super) fn is_plain(line: &str) -> bool {
    let is_calm = |(at, byte): (usize, u8)| match byte {
        _ if escape::is_calm(byte) || !byte.is_ascii() => true,
        b'.' => !escape::ends_with_www(&line.as_bytes()[..at]),
        b':' => !line.as_bytes()[at..].starts_with(b"://"),
        _ => matches!(byte, b';' | b'\'' | b'"' | b'?' | b'!' | b'/' | b'%'),
    };
    let is_known =
        |c: char| c.is_ascii() || c.is_alphanumeric() || matches!(c, '‘' | '’' | '“' | '”' | '–' | '—' | '…');
    // Trailing spaces may break the line.
    line.starts_with(char::is_alphabetic)
        && !line.ends_with(' ')
        && line.bytes().enumerate().all(is_calm)
        && (line.is_ascii() || line.chars().all(is_known))
}
