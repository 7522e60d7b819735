//! Cells of HTML tables that span several rows or columns.

use super::html::HtmlTag;

/// A cell with the number of its rows and columns.
#[derive(Debug)]
pub struct SpanningCell<T> {
    /// The content of the cell.
    pub content: T,
    rows: usize,
    /// The number of its columns.
    pub columns: usize,
}

impl<T> SpanningCell<T> {
    /// A cell with the spans of its tag.
    pub fn new(content: T, tag: &HtmlTag) -> Self {
        Self { content, rows: tag.span("rowspan"), columns: tag.span("colspan") }
    }

    /// A cell with another content.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> SpanningCell<U> {
        SpanningCell { content: convert(self.content), rows: self.rows, columns: self.columns }
    }

    /// A cell of one row and one column.
    pub fn single(content: T) -> Self {
        Self { content, rows: 1, columns: 1 }
    }
}

/// Cells from rows above that continue: the number of remaining rows by column.
#[derive(Debug, Default)]
pub struct CellsAbove<T>(Vec<Option<(usize, T)>>);

impl<T: Clone> CellsAbove<T> {
    /// Without any cells.
    pub fn new() -> Self {
        Self(Vec::new())
    }

    /// Forgets all cells.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The cells of a row in their columns. Of a cell that spans columns, all but the first are `empty`; in the rows
    /// below it is `continued`.
    pub fn spread_cells(
        &mut self,
        cells: Vec<SpanningCell<T>>,
        empty: impl Fn(&T) -> T,
        continued: impl Fn(&T) -> T,
    ) -> Vec<T> {
        let mut row: Vec<T> = Vec::with_capacity(cells.len());
        for SpanningCell { content: cell, rows, columns } in cells {
            self.fill_from_above(&mut row);
            let others: Vec<T> = (1..columns).map(|_| empty(&cell)).collect();
            for one in std::iter::once(cell).chain(others) {
                if rows > 1 {
                    self.0.resize_with(self.0.len().max(row.len() + 1), || None);
                    self.0[row.len()] = Some((rows - 1, continued(&one)));
                }
                row.push(one);
            }
        }
        self.fill_from_above(&mut row);
        row
    }

    fn fill_from_above(&mut self, row: &mut Vec<T>) {
        while let Some(slot) = self.0.get_mut(row.len())
            && let Some((left, cell)) = slot
        {
            row.push(cell.clone());
            *left -= 1;
            if *left == 0 {
                *slot = None;
            }
        }
    }
}
