//! What the columns of the discussion table hold, by their headers.

use crate::import::minutes::grid::MinutesRow;
use crate::import::minutes::headers::{find_column, fold_headers, other_cells};
use crate::import::minutes::lines::SourceLine;

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

const ITEM: &str = "agendaitem item issue issueno issuenumber topic issuepr subject agenda";
const WHO: &str = "who owner company companies presenter organization";
const SUMMARY: &str = "summary title apiname name";
const TEXT: &str = "description statusupdate statusupdates status update updates comments notes discussion";

/// All known headers.
pub const HEADERS: [&str; 4] = [ITEM, WHO, SUMMARY, TEXT];

/// Whether a header is that of a discussion: items, and what was said about them.
pub fn is_discussion(header: &[SourceLine]) -> bool {
    let headers = fold_headers(header);
    let has = |list| find_column(&headers, list).is_some();
    has(ITEM) && (has(TEXT) || has(WHO))
}

impl DiscussionColumns {
    /// Assigns columns by their headers. Without known headers, the first column is the item and the last one the text.
    pub fn from_header(header: &[SourceLine]) -> Self {
        let headers = fold_headers(header);
        let item = find_column(&headers, ITEM).unwrap_or(0);
        let text = find_column(&headers, TEXT).filter(|text| *text != item);
        let text = text.unwrap_or(headers.len().saturating_sub(1).max(1));
        let is_of_issues = headers.get(item).is_some_and(|header| header.starts_with("issue"));
        let (who, summary) = (find_column(&headers, WHO), find_column(&headers, SUMMARY));
        Self { item, who, summary, text, is_of_issues }
    }

    /// What was said in a row, with the lines that continue it.
    pub fn description(&self, row: &MinutesRow) -> String {
        // Lines below a row belong to its last cell, whichever that is.
        let lines = std::iter::once(row.cell(self.text)).chain(row.more.iter().copied());
        lines.map(|line| line.text).collect::<Vec<_>>().join("<br>")
    }

    /// The cells of a row or a header in no known column.
    pub fn extra_cells<'t>(&self, cells: &[SourceLine<'t>]) -> Vec<(usize, SourceLine<'t>)> {
        other_cells(cells, &[Some(self.item), Some(self.text), self.who, self.summary])
    }
}
