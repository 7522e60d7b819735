//! Reads the parts with tables: the discussion, and the register of action points.

use super::{CallReader, append_text};
use crate::import::minutes::agenda::{self, DiscussionPart};
use crate::import::minutes::grid::{self, MinutesTable};
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
        let place = DiscussionPart {
            kind: part.kind,
            label: if matches!(part.kind, PartKind::Discussion) { String::new() } else { part.title() },
        };
        if self.is_plain
            && let Some((grid, before)) = plain_text::read_plain_table(self.text, &part.lines)
        {
            self.add_prose(part, &part.lines[..before], true);
            agenda::read_discussion(&grid, &place, &mut self.record, &mut self.doubts);
            return;
        }
        let mut is_first = true;
        let mut prose: Vec<SourceLine> = Vec::new();
        let mut at = 0;
        while let Some(line) = part.lines.get(at) {
            let Some((table, taken)) = grid::read_table(&part.lines[at..]) else {
                prose.push(*line);
                at += 1;
                continue;
            };
            if register::is_register(&table.header) && table.header.len() > 2 && !agenda::is_discussion(&table.header) {
                self.read_register(&table);
            } else if agenda::is_discussion(&table.header)
                || is_first && part.kind != PartKind::Other && table.header.len() > 1
            {
                self.add_prose(part, &std::mem::take(&mut prose), is_first);
                is_first = false;
                agenda::read_discussion(&table, &place, &mut self.record, &mut self.doubts);
            } else {
                prose.extend_from_slice(&part.lines[at..at + taken]);
            }
            at += taken;
        }
        self.add_prose(part, &prose, is_first);
    }

    fn read_register(&mut self, table: &MinutesTable) {
        self.record.keep_unparsed("columns of the register", register::unusual_headers(&table.header).join("\n"));
        self.rows.extend(register::read_rows(table));
    }

    /// Adds text around the tables: before the first one it belongs to the discussion.
    fn add_prose(&mut self, part: &MinutesPart, lines: &[SourceLine], is_first: bool) {
        let text = join_lines(lines);
        match part.kind {
            PartKind::Discussion if is_first => append_text(&mut self.record.discussion, text),
            PartKind::Discussion => self.add_section(None, text),
            PartKind::Other | PartKind::Recap => self.add_section(Some(part.title()).filter(|_| has_text(&text)), text),
            _ => self.record.keep_unparsed(part.title(), text),
        }
    }

    pub(super) fn read_actions(&mut self, part: &MinutesPart<'t>) {
        let mut rest: Vec<SourceLine> = Vec::new();
        let mut at = 0;
        while let Some(line) = part.lines.get(at) {
            let table = grid::read_table(&part.lines[at..]).filter(|(table, _)| table.header.len() > 1);
            if let Some((table, taken)) = &table
                && agenda::is_discussion(&table.header)
                && !register::is_register(&table.header)
            {
                let place = DiscussionPart { kind: PartKind::Discussion, label: String::new() };
                agenda::read_discussion(table, &place, &mut self.record, &mut self.doubts);
                at += taken;
                continue;
            }
            if let Some((table, taken)) = table {
                self.read_register(&table);
                at += taken;
                continue;
            }
            match register::parse_line(*line) {
                Some(row) => self.rows.push(row),
                None => rest.push(*line),
            }
            at += 1;
        }
        let text = join_lines(&rest);
        if has_text(&text) {
            self.add_section(Some(part.title()), text);
        }
    }
}
