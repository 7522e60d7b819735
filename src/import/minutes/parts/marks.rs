//! The marks of headings.

use super::{PartKind, is_usual_heading, kind_of, kind_of_word, strip_number};
use crate::import::minutes::grid;
use crate::import::minutes::lines::SourceLine;
use crate::import::minutes::words::is_bold;
use crate::model::spelling::fold_name;
use crate::text::characters::is_bullet;
use crate::text::html::parse_tag;

/// The text of a heading that `#` marks.
pub fn heading_text(line: &str) -> Option<&str> {
    let text = line.trim_start().trim_start_matches('#');
    let level = line.trim_start().len() - text.len();
    ((1..=6).contains(&level) && text.starts_with(' ')).then(|| text.trim())
}

/// The heading in a line, with its level: `## Attendees`, `<h2>Attendees</h2>`, a wiki's `h2. Attendees`, an underlined
/// line, or `**Attendees**` and `_Attendees_` if it is a known one.
pub fn parse_heading<'t>(line: SourceLine<'t>, next: Option<&SourceLine<'t>>) -> Option<(usize, SourceLine<'t>)> {
    let trimmed = line.trim();
    let level = trimmed.text.bytes().take_while(|byte| *byte == b'#').count();
    let after = trimmed.skip_bytes(level);
    if (1..=6).contains(&level) {
        // `#63` is an issue, `##Attendees` a heading without its space.
        let is_number = after.text.starts_with(|c: char| c.is_ascii_digit());
        return (!is_number).then(|| (level, after.trim()));
    }
    let tag = parse_tag(trimmed.text).filter(|tag| !tag.is_closing);
    if let Some(level) = tag.and_then(|tag| tag.name.strip_prefix('h')?.parse().ok()) {
        return Some((level, trimmed));
    }
    if let Some(level) = parse_wiki_level(trimmed.text) {
        return Some((level, trimmed.skip_bytes("h1.".len()).trim()));
    }
    let underline =
        next.and_then(|next| underline_level(next.text)).filter(|_| !trimmed.text.starts_with(['-', '*', '+']));
    let ends_marked = trimmed.text.trim_end_matches(':').ends_with(['*', '_', '>']);
    if underline.is_none() && !ends_marked || grid::is_row(trimmed) || kind_of(trimmed.text) == PartKind::Other {
        return None;
    }
    let level = underline.or_else(|| (is_bold(trimmed.text) || is_italic(trimmed.text)).then_some(6));
    level.map(|level| (level, trimmed))
}

/// The kind of a known heading that has no mark but a colon: `Attendees:`.
pub fn kind_of_label(line: SourceLine) -> Option<PartKind> {
    let label = line.trim().text.strip_suffix(':').filter(|label| !label.starts_with(is_bullet))?;
    kind_of_word(&fold_name(strip_number(label)))
}

/// The level of the heading above an underline.
pub fn underline_level(text: &str) -> Option<usize> {
    let text = text.trim();
    let is_line_of = |mark: char| text.len() > 2 && text.chars().all(|c| c == mark);
    [('=', 1), ('-', 2)].into_iter().find_map(|(mark, level)| is_line_of(mark).then_some(level))
}

/// The level of a heading of a wiki: `h2. Attendees`.
fn parse_wiki_level(text: &str) -> Option<usize> {
    let (level, _) = text.strip_prefix('h')?.split_once(". ")?;
    level.parse().ok().filter(|level| (1..=6).contains(level))
}

/// Whether a known heading is italic as a whole: `_AoB_`, `*AoB:*`.
fn is_italic(text: &str) -> bool {
    let text = text.trim_end_matches(':');
    let is_between = |mark: char| text.strip_prefix(mark).and_then(|inner| inner.strip_suffix(mark));
    let inner = is_between('_').or_else(|| is_between('*'));
    inner.is_some_and(|inner| !inner.contains(['_', '*']) && !inner.starts_with(' ') && is_usual_heading(inner))
}
