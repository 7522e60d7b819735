//! What is read from rows: a proposal with the texts that fit no key, organizations, and doubts.

use super::cell::CellLine;
use crate::import::alias::NameCounts;
use crate::import::doubt::{Doubt, DoubtKind, short_year_message, shorten};
use crate::model::proposal::{Proposal, UnparsedText};
use crate::text::dates::{DateMention, parse_dates, parse_whole};
use chrono::NaiveDate;

/// What was read from a row, and from all rows so far.
#[derive(Debug, Default)]
pub struct ParsedRow {
    /// Of the current row, without a slug.
    pub proposal: Proposal,
    /// The organizations of all rows.
    pub organizations: NameCounts,
    /// Those of all rows, in any order.
    pub doubts: Vec<Doubt>,
    /// The key of the column that is read, which is the place of what is kept.
    pub column: &'static str,
}

impl ParsedRow {
    /// Keeps a line of the column, with a doubt.
    pub fn keep_line(&mut self, line: &CellLine) {
        let message = format!("`{}` fits no key", shorten(&line.to_markdown()));
        self.keep_with_doubt(DoubtKind::Unplaced, message, "It", line);
    }

    /// Keeps a line with a text that is not a date, with a doubt.
    pub fn keep_non_date(&mut self, wrong: &str, line: &CellLine) {
        let message = match parse_whole(wrong).as_ref().map(|date| &date.days[..]) {
            Some([one, other]) => format!("ambiguous date: {wrong} ({one} or {other})"),
            _ => format!("not a date: {}", shorten(wrong)),
        };
        self.keep_with_doubt(DoubtKind::NoDate, message, "The text", line);
    }

    fn keep_with_doubt(&mut self, kind: DoubtKind, message: String, kept: &str, line: &CellLine) {
        let help = format!("{kept} is kept in `unparsed`, where: {}.", self.column);
        self.doubts.push(Doubt::new(kind, line.place, message).with_help(help));
        self.keep_text(line.to_markdown());
    }

    /// Reads a text that is a date and nothing else, with a doubt about a year of two digits.
    pub fn read_date(&mut self, text: &str, line: &CellLine) -> Option<NaiveDate> {
        self.accept_date(&parse_whole(text)?, line)
    }

    /// Reads a text that is one or several dates and nothing else; empty if it is not.
    pub fn read_dates(&mut self, text: &str, line: &CellLine) -> Vec<NaiveDate> {
        // Most are one date.
        if let Some(day) = self.read_date(text, line) {
            return vec![day];
        }
        let (dates, end) = parse_dates(text);
        let is_whole = text[end..].trim_end_matches('.').is_empty() && dates.iter().all(|date| date.date().is_some());
        dates.iter().filter(|_| is_whole).filter_map(|date| self.accept_date(date, line)).collect()
    }

    /// The day of a date if it is unambiguous, with a doubt about a year of two digits.
    pub fn accept_date(&mut self, date: &DateMention, line: &CellLine) -> Option<NaiveDate> {
        let day = date.date()?;
        if date.has_short_year {
            let doubt = Doubt::new(DoubtKind::ShortYear, line.place, short_year_message(day));
            if self.doubts.last() != Some(&doubt) {
                self.doubts.push(doubt);
            }
        }
        Some(day)
    }

    /// Keeps a text of the column, without a doubt.
    pub fn keep_text(&mut self, text: String) {
        self.keep_text_of(self.column, text);
    }

    /// Keeps a text of a place in the table, once if it is repeated, without a doubt.
    pub fn keep_text_of(&mut self, place: &str, text: String) {
        let entry = UnparsedText { place: place.to_owned(), text: text.into() };
        if self.proposal.unparsed.last() != Some(&entry) {
            self.proposal.unparsed.push(entry);
        }
    }
}
