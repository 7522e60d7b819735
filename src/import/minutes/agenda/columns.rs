//! What the columns of the discussion table hold, by their headers.

use crate::import::minutes::column::{MinutesColumn, find_mapped_column};
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

const ITEM: (MinutesColumn, &str) = (
    MinutesColumn::Item,
    "agendaitem agendaitems item items issue issues issueno issuenumber topic topics issuepr subject agenda",
);
const WHO: (MinutesColumn, &str) =
    (MinutesColumn::Who, "who owner company companies presenter speaker lead organization organisation");
const SUMMARY: (MinutesColumn, &str) = (MinutesColumn::Title, "summary title apiname name");
const TEXT: (MinutesColumn, &str) = (
    MinutesColumn::Text,
    "description statusupdate statusupdates status update updates comments comment notes discussion minutes \
     result results outcome outcomes remarks",
);

/// Whether a header is that of a discussion: items, and what was said about them.
pub fn is_discussion(header: &[SourceLine], mapped: &[(String, MinutesColumn)]) -> bool {
    let headers = fold_headers(header);
    let has = |(field, list)| find_field(&headers, field, list, mapped).is_some();
    has(ITEM) && (has(TEXT) || has(WHO))
}

/// The column of a field: the one that the user mapped, otherwise the one with a known header.
fn find_field(
    headers: &[String],
    field: MinutesColumn,
    list: &str,
    mapped: &[(String, MinutesColumn)],
) -> Option<usize> {
    find_mapped_column(headers, field, mapped).or_else(|| find_column(headers, list))
}

impl DiscussionColumns {
    /// Assigns columns by their headers. Without known headers, the first column is the item and the text is in another one
    /// where any row has text: one without a header, otherwise the last.
    pub fn new(table: &MinutesTable, mapped: &[(String, MinutesColumn)]) -> Self {
        let headers = fold_headers(&table.header);
        let find = |(field, list)| find_field(&headers, field, list, mapped);
        let item = find(ITEM).unwrap_or(0);
        let (who, summary) = (find(WHO), find(SUMMARY));
        let is_number = |at: &usize| {
            let is_digits = |text: &str| text.trim_end_matches('.').bytes().all(|byte| byte.is_ascii_digit());
            *at != item
                && matches!(&*headers[*at], "" | "no" | "nr" | "number")
                && table.rows.iter().all(|row| is_digits(row.cell(*at).text))
        };
        let number = (0..headers.len()).find(is_number);
        let is_free = |at: &usize| *at != item && ![who, summary, number].contains(&Some(*at));
        let is_used = |at: &usize| table.rows.iter().any(|row| has_text(row.cell(*at).text));
        let text = find(TEXT).filter(is_free);
        let used = || (0..headers.len()).filter(is_free).filter(is_used);
        let text = text.or_else(|| used().find(|at| headers[*at].is_empty())).or_else(|| used().next_back());
        let is_of_issues = headers.get(item).is_some_and(|header| header.starts_with("issue"));
        // Without such a column, its cells are empty.
        Self { item, who, summary, text: text.unwrap_or(headers.len().max(1)), number, is_of_issues }
    }

    /// What was said in a row, with the lines that continue it.
    pub fn description(&self, row: &MinutesRow) -> String {
        // Lines below a row belong to its last cell, whichever that is.
        let lines = std::iter::once(row.cell(self.text)).chain(row.more.iter().copied());
        lines.map(|line| line.text).collect::<Vec<_>>().join("<br>")
    }

    /// The cells of a row or a header in no known column. The column that numbers the rows is left out.
    pub fn extra_cells<'t>(&self, cells: &[SourceLine<'t>]) -> Vec<(usize, SourceLine<'t>)> {
        other_cells(cells, &[Some(self.item), Some(self.text), self.who, self.summary, self.number])
    }
}
