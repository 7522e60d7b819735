//! Cells that span several rows or columns.

use super::cell::TableCell;

/// A cell with the number of its rows and columns.
#[derive(Debug)]
pub struct SpanningCell {
    pub cell: TableCell,
    pub rows: usize,
    pub columns: usize,
}

/// Cells from rows above that continue: the number of remaining rows by column.
#[derive(Debug, Default)]
pub struct CellsAbove(Vec<Option<(usize, TableCell)>>);

impl CellsAbove {
    /// The cells of a row in their columns. A cell that spans rows is in each of them, but only in its first column. A
    /// row with all cells of the header's `width` has none from above.
    pub fn spread_cells(&mut self, cells: Vec<SpanningCell>, width: usize) -> Vec<TableCell> {
        if width > 0 && cells.len() >= width {
            self.0.clear();
        }
        let mut row: Vec<TableCell> = Vec::with_capacity(cells.len());
        for SpanningCell { cell, rows, columns } in cells {
            self.fill_from_above(&mut row);
            for column in 0..columns {
                let empty = || TableCell { place: cell.place, lines: Vec::new(), lines_before_block: None };
                let one = if column == 0 { cell.clone() } else { empty() };
                if rows > 1 {
                    self.0.resize_with(self.0.len().max(row.len() + 1), || None);
                    self.0[row.len()] = Some((rows - 1, one.clone()));
                }
                row.push(one);
            }
        }
        self.fill_from_above(&mut row);
        row
    }

    fn fill_from_above(&mut self, row: &mut Vec<TableCell>) {
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
