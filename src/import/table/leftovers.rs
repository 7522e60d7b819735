//! The parts of a row that fit no key, and its doubts.

use super::cell::{CellLine, TableCell};
use crate::import::doubt::{Doubt, DoubtKind, short_year_message, shorten};
use crate::import::long_texts::{KeptTexts, long_text_doubt};
use crate::model::proposal::UnparsedText;
use crate::source::{Place, Spanned};
use crate::text::dates::{DateMention, parse_dates, parse_whole};
use chrono::NaiveDate;

/// Collects what fits no key, and doubts.
#[derive(Debug, Default)]
pub struct Leftovers {
    /// As written.
    pub unparsed: Vec<UnparsedText>,
    /// In any order.
    pub doubts: Vec<Doubt>,
}

impl Leftovers {
    /// Keeps a line of a column, with a doubt.
    pub fn keep_line(&mut self, column: &'static str, line: &CellLine) {
        let text = line.to_markdown();
        let message = format!("`{}` fits no key", shorten(&text));
        let help = format!("It is kept in `unparsed`, where: {column}.");
        self.doubts.push(Doubt::new(DoubtKind::Unplaced, line.place, message).with_help(help));
        self.keep_text(column, text);
    }

    /// Keeps a text that is not a date, with a doubt.
    pub fn keep_non_date(&mut self, column: &'static str, wrong: &str, line: &CellLine) {
        let help = format!("The text is kept in `unparsed`, where: {column}.");
        let message = match parse_whole(wrong).as_ref().map(|date| &date.days[..]) {
            Some([one, other]) => format!("ambiguous date: {wrong} ({one} or {other})"),
            _ => format!("not a date: {}", shorten(wrong)),
        };
        self.doubts.push(Doubt::new(DoubtKind::NoDate, line.place, message).with_help(help));
        self.keep_text(column, line.to_markdown());
    }

    /// Reads a text that is a date and nothing else, with a doubt about a year of two digits.
    pub fn read_date(&mut self, text: &str, line: &CellLine) -> Option<NaiveDate> {
        self.accept_date(&parse_whole(text)?, line)
    }

    /// Reads a text that is one or several dates and nothing else; empty if it is not.
    pub fn read_dates(&mut self, text: &str, line: &CellLine) -> Vec<NaiveDate> {
        let (dates, end) = parse_dates(text);
        let is_whole = text[end..].trim_end_matches('.').is_empty() && dates.iter().all(|date| date.date().is_some());
        dates.iter().filter(|_| is_whole).filter_map(|date| self.accept_date(date, line)).collect()
    }

    /// The day of a date if it is unambiguous, with a doubt about a year of two digits.
    pub fn accept_date(&mut self, date: &DateMention, line: &CellLine) -> Option<NaiveDate> {
        let day = date.date()?;
        let doubt = Doubt::new(DoubtKind::ShortYear, line.place, short_year_message(day));
        if date.has_short_year && self.doubts.last() != Some(&doubt) {
            self.doubts.push(doubt);
        }
        Some(day)
    }

    /// Keeps a name that is too long, with a doubt. Returns its start.
    pub fn shorten_name(&mut self, name: String, place: Place) -> String {
        let start = shorten(&name);
        self.doubts.push(long_text_doubt("name", KeptTexts::Unparsed, place));
        self.keep_text("name", name);
        start
    }

    /// Keeps a cell of an unknown column.
    pub fn keep_cell(&mut self, column: &str, cell: &TableCell) {
        if !cell.lines.is_empty() {
            self.keep_text(column, cell.to_markdown());
        }
    }

    /// Keeps a text, once if it is repeated, without a doubt.
    pub fn keep_text(&mut self, column: &str, text: String) {
        let entry = UnparsedText { place: column.to_owned(), text: Spanned::without_place(text) };
        if self.unparsed.last() != Some(&entry) {
            self.unparsed.push(entry);
        }
    }
}
