//! Reads the parts with a discussion.

use super::{CallReader, append_text};
use crate::import::minutes::agenda::{self, DiscussionPart};
use crate::import::minutes::grid::{self, MinutesBlock};
use crate::import::minutes::lines::{SourceLine, has_text, join_lines, starts_html_table};
use crate::import::minutes::parts::{MinutesPart, PartKind};
use crate::import::minutes::plain_text;
use crate::import::minutes::register;

impl<'t> CallReader<'t> {
    /// Whether a part with an unknown heading has a table with known headers.
    pub(super) fn has_table(&self, part: &MinutesPart) -> bool {
        part.lines.iter().enumerate().any(|(at, line)| {
            (grid::is_row(*line) || starts_html_table(line.text))
                && grid::read_table(&part.lines[at..at + 2.min(part.lines.len() - at)]).is_some_and(|(table, _)| {
                    agenda::is_discussion(&table.header)
                        || register::is_register(&table.header) && table.header.len() > 2
                })
        })
    }

    pub(super) fn read_discussion(&mut self, part: &MinutesPart<'t>) {
        let label = if part.kind == PartKind::Discussion { String::new() } else { part.title() };
        let place = DiscussionPart { kind: part.kind, label };
        if self.is_plain
            && let Some((table, before)) = plain_text::read_plain_table(self.text, &part.lines)
        {
            self.add_prose(part, &part.lines[..before], true);
            agenda::read_discussion(&table, place, &mut self.record, &mut self.doubts);
            return;
        }
        let mut is_first = true;
        let mut prose: Vec<SourceLine> = Vec::new();
        for block in grid::split_blocks(&part.lines, 0) {
            let (table, lines) = match block {
                MinutesBlock::Table(table, lines) => (table, lines),
                MinutesBlock::Line(line) => {
                    prose.push(line);
                    continue;
                }
            };
            let columns = table.header.len();
            let is_discussion = agenda::is_discussion(&table.header);
            if !is_discussion && columns > 2 && register::is_register(&table.header) {
                prose.extend(self.read_register(&table));
            } else if is_discussion || is_first && part.kind != PartKind::Other && columns > 1 {
                self.add_prose(part, &std::mem::take(&mut prose), is_first);
                is_first = false;
                agenda::read_discussion(&table, place.clone(), &mut self.record, &mut self.doubts);
            } else {
                prose.extend_from_slice(lines);
            }
        }
        self.add_prose(part, &prose, is_first);
    }

    /// Adds text around the tables: before the first one it belongs to the discussion.
    fn add_prose(&mut self, part: &MinutesPart, lines: &[SourceLine], is_first: bool) {
        let text = join_lines(lines);
        match part.kind {
            PartKind::Discussion if is_first => append_text(&mut self.record.discussion, text),
            PartKind::Discussion => self.add_section(String::new(), text),
            PartKind::Other | PartKind::Recap if has_text(&text) => self.add_section(part.title(), text),
            PartKind::Other | PartKind::Recap => {}
            _ => self.record.keep_unparsed(part.title(), text),
        }
    }
}
