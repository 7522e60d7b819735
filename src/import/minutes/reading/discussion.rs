//! Reads the parts with a discussion.

use super::{CallReader, append_text};
use crate::import::minutes::agenda::{self, DiscussionEntry, DiscussionPart, ReadItem};
use crate::import::minutes::grid::{self, MinutesBlock, MinutesTable};
use crate::import::minutes::lines::{SourceLine, has_text, join_markdown, starts_html_table};
use crate::import::minutes::parts::{MinutesPart, PartKind};
use crate::import::minutes::plain_text;
use crate::import::minutes::proposals::ProposalFacts;
use crate::import::minutes::register;
use crate::import::minutes::topics;
use crate::import::minutes::words::is_placeholder;
use crate::model::meeting::Item;

impl<'t> CallReader<'t> {
    /// Whether a part with an unknown heading has a table with known headers.
    pub(super) fn has_table(&self, part: &MinutesPart) -> bool {
        part.lines.iter().enumerate().any(|(at, line)| {
            (grid::is_row(*line) || starts_html_table(line.text))
                && grid::read_table(&part.lines[at..at + 2.min(part.lines.len() - at)]).is_some_and(|(table, _)| {
                    agenda::is_discussion(&table.header, self.columns)
                        || register::is_register(&table.header, self.columns) && table.header.len() > 2
                })
        })
    }

    pub(super) fn read_discussion(&mut self, part: &MinutesPart<'t>) {
        let label = if part.kind == PartKind::Discussion { String::new() } else { part.title() };
        let place = DiscussionPart { kind: part.kind, label };
        if self.is_plain
            && let Some((table, before)) = plain_text::read_plain_table(self.text, &part.lines)
        {
            self.add_prose(part, &part.lines[..before]);
            return self.read_table(&table, place);
        }
        let rest = self.read_tables(part, &place);
        self.add_prose(part, &rest);
    }

    /// Reads the tables of a part. Returns the lines after the last table with items that are something else.
    pub(super) fn read_tables(&mut self, part: &MinutesPart<'t>, place: &DiscussionPart) -> Vec<SourceLine<'t>> {
        let is_of_actions = part.kind == PartKind::Actions;
        let mut may_be_unknown = !is_of_actions && part.kind != PartKind::Other;
        let mut rest: Vec<SourceLine> = Vec::new();
        for block in grid::split_blocks(&part.lines, if is_of_actions { 2 } else { 0 }) {
            let (table, lines) = match block {
                MinutesBlock::Table(table, lines) => (table, lines),
                MinutesBlock::Line(line) => {
                    rest.push(line);
                    continue;
                }
            };
            let columns = table.header.len();
            let is_discussion = agenda::is_discussion(&table.header, self.columns);
            let is_register = (is_of_actions || columns > 2) && register::is_register(&table.header, self.columns);
            let is_unknown = !is_discussion && !is_register;
            if is_unknown && may_be_unknown && columns > 1 || is_discussion && !(is_of_actions && is_register) {
                if !is_of_actions {
                    self.add_prose(part, &std::mem::take(&mut rest));
                }
                may_be_unknown = false;
                self.read_table(&table, place.clone());
            } else if is_of_actions || is_register {
                rest.extend(self.read_register(&table));
            } else {
                rest.extend_from_slice(lines);
            }
        }
        rest
    }

    fn read_table(&mut self, table: &MinutesTable<'t>, part: DiscussionPart) {
        let context = self.context();
        let entries = agenda::read_discussion(table, part, context, &mut self.doubts);
        entries.into_iter().for_each(|entry| self.add_entry(entry));
    }

    fn add_entry(&mut self, entry: DiscussionEntry) {
        match entry {
            DiscussionEntry::Item(read) => {
                let ReadItem { place, item, is_topic, earlier } = *read;
                let facts = ProposalFacts::from_item(&item, earlier, place, &self.doubts);
                let issue = self.items.add(item, is_topic);
                self.proposals.extend(facts.map(|facts| facts.with_issue(issue)));
            }
            DiscussionEntry::Text { place, part, text } => match part.kind {
                PartKind::Recap => self.add_recap(&part.label, text),
                PartKind::Aob => append_text(&mut self.record.aob, Some(text)),
                PartKind::Discussion => append_text(&mut self.record.discussion, Some(text)),
                _ => {
                    self.doubt_section(&part.label, place);
                    self.add_section(&part.label, text);
                }
            },
        }
    }

    /// Adds text around the tables: a list of issues are items.
    fn add_prose(&mut self, part: &MinutesPart<'t>, lines: &[SourceLine<'t>]) {
        let text = join_markdown(lines);
        match part.kind {
            PartKind::Discussion => append_text(&mut self.record.discussion, Some(text)),
            PartKind::Outline => append_text(&mut self.record.outline, Some(text)),
            PartKind::Recap if has_text(&text) => self.add_recap(&part.title(), text),
            PartKind::Other if has_text(&text) => self.add_section(&part.title(), text),
            kind if kind.is_of_issues() && !is_placeholder(&text) => {
                let (found, rest) = topics::read_topics(lines, self.is_plain, &self.doubts);
                let is_numbered = |item: &Item| item.issue.is_some() || item.pr.is_some();
                if !found.iter().all(is_numbered) || rest.iter().any(|line| has_text(line.text)) {
                    return self.keep_lines(&part.title(), lines);
                }
                for item in found {
                    let closing = kind == PartKind::Closing;
                    self.items.add(Item { closing, ..item }, false);
                }
            }
            _ => {}
        }
    }
}
