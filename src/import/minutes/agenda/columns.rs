//! What the columns of the discussion's table are for, by their headers.

use crate::import::minutes::grid::Row;
use crate::import::minutes::lines::{Line, says_something};
use crate::import::minutes::words::bare;
use crate::model::spelling::folded;

/// The columns of a table, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// The issue or the item.
    pub item: usize,
    /// Who brings it.
    pub who: Option<usize>,
    /// What it is called, where that has a column of its own.
    pub summary: Option<usize>,
    /// What was said.
    pub text: usize,
    /// Whether the first column holds numbers of issues.
    pub is_of_issues: bool,
}

const ITEM: [&str; 9] =
    ["agendaitem", "item", "issue", "issueno", "issuenumber", "topic", "issuepr", "subject", "agenda"];
const WHO: [&str; 6] = ["who", "owner", "company", "companies", "presenter", "organization"];
const SUMMARY: [&str; 4] = ["summary", "title", "apiname", "name"];
const TEXT: [&str; 9] =
    ["description", "statusupdate", "statusupdates", "status", "update", "updates", "comments", "notes", "discussion"];

/// Whether a header is that of a discussion: an item, and what was said of it.
pub fn is_discussion(header: &[Line]) -> bool {
    let has = |words: &[&str]| header.iter().any(|cell| words.contains(&folded(&bare(cell.text)).as_str()));
    has(&ITEM) && (has(&TEXT) || has(&WHO))
}

/// The headers in words of their own: they say what no key does.
pub fn strange(header: &[Line]) -> Vec<String> {
    let is_known =
        |word: &str| [&ITEM[..], &WHO, &SUMMARY, &TEXT].iter().any(|words| words.contains(&folded(word).as_str()));
    header.iter().map(|cell| bare(cell.text)).filter(|word| says_something(word) && !is_known(word)).collect()
}

impl Columns {
    /// By the headers; where none is known, the item stands first and the text last.
    pub fn of(header: &[Line]) -> Self {
        let words: Vec<String> = header.iter().map(|cell| folded(&bare(cell.text))).collect();
        let of = |known: &[&str]| words.iter().position(|word| known.contains(&word.as_str()));
        let item = of(&ITEM).unwrap_or(0);
        let text = of(&TEXT).filter(|text| *text != item).unwrap_or(words.len().saturating_sub(1).max(1));
        let is_of_issues = words.get(item).is_some_and(|word| word.starts_with("issue"));
        Self { item, who: of(&WHO), summary: of(&SUMMARY), text, is_of_issues }
    }

    /// What was said in a row, with the lines that go on below it.
    pub fn description(&self, row: &Row) -> String {
        let mut text = row.cell(self.text).text.to_owned();
        // What goes on below a row belongs to its last cell, whichever that is.
        for more in &row.more {
            text.push_str("<br>");
            text.push_str(more.text);
        }
        text
    }

    /// The cells that no column is for.
    pub fn extra<'t>(&self, row: &Row<'t>) -> Vec<(usize, Line<'t>)> {
        let cells = row.cells.iter().copied().enumerate();
        cells.filter(|(index, cell)| !self.knows(*index) && says_something(cell.text)).collect()
    }

    /// The headers that are not known.
    pub fn unknown<'t>(&self, header: &[Line<'t>]) -> Vec<(usize, Line<'t>)> {
        let cells = header.iter().copied().enumerate();
        cells.filter(|(index, cell)| !self.knows(*index) && says_something(cell.text)).collect()
    }

    fn knows(&self, index: usize) -> bool {
        index == self.item || index == self.text || self.who == Some(index) || self.summary == Some(index)
    }
}
