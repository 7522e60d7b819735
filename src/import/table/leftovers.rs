//! What of a row has no key, and what is doubtful in it.

use super::cell::{CellLine, TableCell};
use crate::import::doubt::{Doubt, DoubtKind};
use crate::model::proposal::UnparsedText;
use crate::source::{Place, Spanned};

/// Gathers what a row leaves over.
#[derive(Debug, Default)]
pub struct Leftovers {
    /// As it was written.
    pub unparsed: Vec<UnparsedText>,
    /// In any order.
    pub doubts: Vec<Doubt>,
}

impl Leftovers {
    /// Keeps a line of a column, and says so.
    pub fn keep_line(&mut self, column: &'static str, line: &CellLine) {
        let text = line.to_markdown();
        let message = format!("`{}` has no key here", shorten(&text));
        let help = format!("It is kept as `unparsed`, where: {column}.");
        self.doubts.push(Doubt::new(DoubtKind::Unplaced, line.place, message).with_help(help));
        self.keep_text(column, text);
    }

    /// Keeps a text that is no day, and says so.
    pub fn keep_non_date(&mut self, column: &'static str, wrong: &str, line: &CellLine) {
        let help = format!("The day is left out, and the text kept as `unparsed`, where: {column}.");
        let message = format!("{} is no date", shorten(wrong));
        self.doubts.push(Doubt::new(DoubtKind::NoDate, line.place, message).with_help(help));
        self.keep_text(column, line.to_markdown());
    }

    /// Keeps a cell of a column that has a name of its own.
    pub fn keep_cell(&mut self, column: &str, cell: &TableCell) {
        if !cell.lines.is_empty() {
            self.keep_text(column, cell.to_markdown());
        }
    }

    /// Keeps a text, once where it comes twice in a row; whoever calls it says why.
    pub fn keep_text(&mut self, column: &str, text: String) {
        let entry = UnparsedText { place: column.to_owned(), text: Spanned::without_place(text) };
        if self.unparsed.last() != Some(&entry) {
            self.unparsed.push(entry);
        }
    }

    /// A doubt that keeps nothing.
    pub fn add_doubt(&mut self, kind: DoubtKind, place: Place, message: String, help: String) {
        self.doubts.push(Doubt::new(kind, place, message).with_help(help));
    }
}

/// The beginning of a long text.
pub fn shorten(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line.to_owned(),
    }
}
