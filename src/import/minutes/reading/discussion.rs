//! The parts with tables: the discussion, and the register of action points.

use super::{Reading, add};
use crate::import::minutes::agenda::{self, Place};
use crate::import::minutes::grid::{self, Grid};
use crate::import::minutes::lines::{Line, joined, says_something};
use crate::import::minutes::parts::{Kind, Part};
use crate::import::minutes::plain_text;
use crate::import::minutes::register;

impl<'t> Reading<'t> {
    /// Whether a part that is not known by its heading has a table that is known by its headers.
    pub(super) fn is_table(&self, part: &Part) -> bool {
        part.lines.iter().enumerate().any(|(at, line)| {
            (grid::is_row(*line) || grid::is_html(*line))
                && grid::read(&part.lines[at..at + 2.min(part.lines.len() - at)]).is_some_and(|(table, _)| {
                    agenda::is_discussion(&table.header)
                        || register::is_register(&table.header) && table.header.len() > 2
                })
        })
    }

    pub(super) fn discussion(&mut self, part: &Part<'t>) {
        let place = Place {
            kind: part.kind,
            label: if matches!(part.kind, Kind::Discussion) { String::new() } else { part.named() },
        };
        if self.is_plain
            && let Some((grid, before)) = plain_text::grid(self.text, &part.lines)
        {
            self.prose(part, &part.lines[..before], true);
            agenda::read(&grid, &place, &mut self.record, &mut self.doubts);
            return;
        }
        let mut is_first = true;
        let mut prose: Vec<Line> = Vec::new();
        let mut at = 0;
        while let Some(line) = part.lines.get(at) {
            let Some((table, taken)) = grid::read(&part.lines[at..]) else {
                prose.push(*line);
                at += 1;
                continue;
            };
            if register::is_register(&table.header) && table.header.len() > 2 && !agenda::is_discussion(&table.header) {
                self.register(&table);
            } else if agenda::is_discussion(&table.header)
                || is_first && part.kind != Kind::Other && table.header.len() > 1
            {
                self.prose(part, &std::mem::take(&mut prose), is_first);
                is_first = false;
                agenda::read(&table, &place, &mut self.record, &mut self.doubts);
            } else {
                prose.extend_from_slice(&part.lines[at..at + taken]);
            }
            at += taken;
        }
        self.prose(part, &prose, is_first);
    }

    fn register(&mut self, table: &Grid) {
        self.record.keep("columns of the register", register::strange_headers(&table.header).join("\n"));
        self.rows.extend(register::of_table(table));
    }

    /// Text around the tables: before the first one it is the discussion's own.
    fn prose(&mut self, part: &Part, lines: &[Line], is_first: bool) {
        let text = joined(lines);
        match part.kind {
            Kind::Discussion if is_first => add(&mut self.record.discussion, text),
            Kind::Discussion => self.section(None, text),
            Kind::Other | Kind::Recap => self.section(Some(part.named()).filter(|_| says_something(&text)), text),
            _ => self.record.keep(part.named(), text),
        }
    }

    pub(super) fn actions(&mut self, part: &Part<'t>) {
        let mut rest: Vec<Line> = Vec::new();
        let mut at = 0;
        while let Some(line) = part.lines.get(at) {
            let table = grid::read(&part.lines[at..]).filter(|(table, _)| table.header.len() > 1);
            if let Some((table, taken)) = &table
                && agenda::is_discussion(&table.header)
                && !register::is_register(&table.header)
            {
                let place = Place { kind: Kind::Discussion, label: String::new() };
                agenda::read(table, &place, &mut self.record, &mut self.doubts);
                at += taken;
                continue;
            }
            if let Some((table, taken)) = table {
                self.register(&table);
                at += taken;
                continue;
            }
            match register::of_line(*line) {
                Some(row) => self.rows.push(row),
                None => rest.push(*line),
            }
            at += 1;
        }
        let text = joined(&rest);
        if says_something(&text) {
            self.section(Some(part.named()), text);
        }
    }
}
