//! What the columns of the discussion table hold, by their headers.

use crate::import::minutes::grid::MinutesRow;
use crate::import::minutes::lines::{SourceLine, has_text};
use crate::import::minutes::words::plain_text;
use crate::model::spelling::fold_name;

/// The columns of a table, counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiscussionColumns {
    /// The column of the issue or item.
    pub item: usize,
    /// The column of who presents it.
    pub who: Option<usize>,
    /// The column of its title, if there is one.
    pub summary: Option<usize>,
    /// The column of what was said.
    pub text: usize,
    /// Whether the column of items holds issue numbers.
    pub is_of_issues: bool,
}

const ITEM: [&str; 9] =
    ["agendaitem", "item", "issue", "issueno", "issuenumber", "topic", "issuepr", "subject", "agenda"];
const WHO: [&str; 6] = ["who", "owner", "company", "companies", "presenter", "organization"];
const SUMMARY: [&str; 4] = ["summary", "title", "apiname", "name"];
const TEXT: [&str; 9] =
    ["description", "statusupdate", "statusupdates", "status", "update", "updates", "comments", "notes", "discussion"];

/// Whether a header is that of a discussion: items, and what was said about them.
pub fn is_discussion(header: &[SourceLine]) -> bool {
    let has = |words: &[&str]| header.iter().any(|cell| words.contains(&fold_name(&plain_text(cell.text)).as_str()));
    has(&ITEM) && (has(&TEXT) || has(&WHO))
}

/// The headers in unusual words, which no key replaces.
pub fn unusual_headers(header: &[SourceLine]) -> Vec<String> {
    let is_known =
        |word: &str| [&ITEM[..], &WHO, &SUMMARY, &TEXT].iter().any(|words| words.contains(&fold_name(word).as_str()));
    header.iter().map(|cell| plain_text(cell.text)).filter(|word| has_text(word) && !is_known(word)).collect()
}

impl DiscussionColumns {
    /// Assigns columns by their headers. Without known headers, the first column is the item and the last one the text.
    pub fn from_header(header: &[SourceLine]) -> Self {
        let words: Vec<String> = header.iter().map(|cell| fold_name(&plain_text(cell.text))).collect();
        let of = |known: &[&str]| words.iter().position(|word| known.contains(&word.as_str()));
        let item = of(&ITEM).unwrap_or(0);
        let text = of(&TEXT).filter(|text| *text != item).unwrap_or(words.len().saturating_sub(1).max(1));
        let is_of_issues = words.get(item).is_some_and(|word| word.starts_with("issue"));
        Self { item, who: of(&WHO), summary: of(&SUMMARY), text, is_of_issues }
    }

    /// What was said in a row, with the lines that continue it.
    pub fn description(&self, row: &MinutesRow) -> String {
        let mut text = row.cell(self.text).text.to_owned();
        // Lines below a row belong to its last cell, whichever that is.
        for more in &row.more {
            text.push_str("<br>");
            text.push_str(more.text);
        }
        text
    }

    /// The cells of no known column.
    pub fn extra_cells<'t>(&self, row: &MinutesRow<'t>) -> Vec<(usize, SourceLine<'t>)> {
        let cells = row.cells.iter().copied().enumerate();
        cells.filter(|(index, cell)| !self.has_column(*index) && has_text(cell.text)).collect()
    }

    /// The headers of no known column.
    pub fn unknown_headers<'t>(&self, header: &[SourceLine<'t>]) -> Vec<(usize, SourceLine<'t>)> {
        let cells = header.iter().copied().enumerate();
        cells.filter(|(index, cell)| !self.has_column(*index) && has_text(cell.text)).collect()
    }

    fn has_column(&self, index: usize) -> bool {
        index == self.item || index == self.text || self.who == Some(index) || self.summary == Some(index)
    }
}
