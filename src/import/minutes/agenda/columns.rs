//! What the columns of the discussion table hold, by their headers.

use crate::import::minutes::grid::{MinutesRow, MinutesTable};
use crate::import::minutes::headers::{find_column, fold_headers, other_cells};
use crate::import::minutes::lines::{SourceLine, has_text};

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
    /// The column that numbers the rows, if there is one.
    pub number: Option<usize>,
    /// Whether the column of items holds issue numbers.
    pub is_of_issues: bool,
}

const ITEM: &str = "agendaitem item issue issueno issuenumber topic issuepr subject agenda";
const WHO: &str = "who owner company companies presenter organization";
const SUMMARY: &str = "summary title apiname name";
const TEXT: &str = "description statusupdate statusupdates status update updates comments notes discussion";

/// Whether a header is that of a discussion: items, and what was said about them.
pub fn is_discussion(header: &[SourceLine]) -> bool {
    let headers = fold_headers(header);
    let has = |list| find_column(&headers, list).is_some();
    has(ITEM) && (has(TEXT) || has(WHO))
}

impl DiscussionColumns {
    /// Assigns columns by their headers. Without known headers, the first column is the item and the text is in another one
    /// where any row has text: one without a header, otherwise the last.
    pub fn new(table: &MinutesTable) -> Self {
        let headers = fold_headers(&table.header);
        let item = find_column(&headers, ITEM).unwrap_or(0);
        let (who, summary) = (find_column(&headers, WHO), find_column(&headers, SUMMARY));
        let is_number = |at: &usize| {
            let is_digits = |text: &str| text.trim_end_matches('.').bytes().all(|byte| byte.is_ascii_digit());
            *at != item
                && matches!(&*headers[*at], "" | "no" | "nr" | "number")
                && table.rows.iter().all(|row| is_digits(row.cell(*at).text))
        };
        let number = (0..headers.len()).find(is_number);
        let is_free = |at: &usize| *at != item && ![who, summary, number].contains(&Some(*at));
        let is_used = |at: &usize| table.rows.iter().any(|row| has_text(row.cell(*at).text));
        let text = find_column(&headers, TEXT).filter(is_free);
        let used = || (0..headers.len()).filter(is_free).filter(is_used);
        let text = text.or_else(|| used().find(|at| headers[*at].is_empty())).or_else(|| used().next_back());
        let is_of_issues = headers.get(item).is_some_and(|header| header.starts_with("issue"));
        // Where there is none, its cells are empty.
        Self { item, who, summary, text: text.unwrap_or(headers.len().max(1)), number, is_of_issues }
    }

    /// What was said in a row, with the lines that continue it.
    pub fn description(&self, row: &MinutesRow) -> String {
        // Lines below a row belong to its last cell, whichever that is.
        let lines = std::iter::once(row.cell(self.text)).chain(row.more.iter().copied());
        lines.map(|line| line.text).collect::<Vec<_>>().join("<br>")
    }

    /// The cells of a row or a header in no known column. The numbers of rows are none.
    pub fn extra_cells<'t>(&self, cells: &[SourceLine<'t>]) -> Vec<(usize, SourceLine<'t>)> {
        other_cells(cells, &[Some(self.item), Some(self.text), self.who, self.summary, self.number])
    }
}
