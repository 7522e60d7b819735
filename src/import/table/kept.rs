//! What of a row has no key, and what is doubtful in it.

use super::cell::{Cell, Line};
use crate::import::doubt::{Doubt, DoubtKind};
use crate::model::proposal::Unparsed;
use crate::source::{Place, Spanned};

/// Gathers what a row leaves over.
#[derive(Debug, Default)]
pub struct Kept {
    /// As it was written.
    pub unparsed: Vec<Unparsed>,
    /// In any order.
    pub doubts: Vec<Doubt>,
}

impl Kept {
    /// Keeps a line of a column, and says so.
    pub fn line(&mut self, column: &'static str, line: &Line) {
        let text = line.markdown();
        let message = format!("`{}` has no key here", short(&text));
        let help = format!("It is kept as `unparsed`, where: {column}.");
        self.doubts.push(Doubt::new(DoubtKind::Unplaced, line.place, message).with_help(help));
        self.text(column, text);
    }

    /// Keeps a text that is no day, and says so.
    pub fn no_date(&mut self, column: &'static str, wrong: &str, line: &Line) {
        let help = format!("The day is left out, and the text kept as `unparsed`, where: {column}.");
        let message = format!("{} is no date", short(wrong));
        self.doubts.push(Doubt::new(DoubtKind::NoDate, line.place, message).with_help(help));
        self.text(column, line.markdown());
    }

    /// Keeps a cell of a column that has a name of its own.
    pub fn cell(&mut self, column: &str, cell: &Cell) {
        if !cell.lines.is_empty() {
            self.text(column, cell.markdown());
        }
    }

    /// Keeps a text, once where it comes twice in a row; whoever calls it says why.
    pub fn text(&mut self, column: &str, text: String) {
        let entry = Unparsed { place: column.to_owned(), text: Spanned::nowhere(text) };
        if self.unparsed.last() != Some(&entry) {
            self.unparsed.push(entry);
        }
    }

    /// A doubt that keeps nothing.
    pub fn doubt(&mut self, kind: DoubtKind, place: Place, message: String, help: String) {
        self.doubts.push(Doubt::new(kind, place, message).with_help(help));
    }
}

/// The beginning of a long text.
pub fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", &line[..end]),
        None => line.to_owned(),
    }
}
