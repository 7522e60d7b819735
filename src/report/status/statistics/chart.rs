//! Rows of figures in columns, with bars.

use crate::report::columns::{pad_text, shorten_text, text_width};
use crate::report::human::Look;
use crate::report::inert::make_visible;
use crate::report::style::TextStyle;

/// The most columns of a bar.
const MOST_BAR: usize = 30;
/// The least columns of a bar; if there are fewer, no row has one.
const LEAST_BAR: usize = 8;
/// The least columns of a label, however narrow the terminal is.
const LEAST_LABEL: usize = 20;
/// The number of spaces before each column.
const GAP: usize = 2;

/// A row of a chart.
pub(super) struct ChartRow {
    /// What it is about; not yet safe to print.
    pub label: String,
    /// The exact figures, aligned to the right.
    pub figures: Vec<String>,
    /// The part of the bar that needs attention; `None` in a chart of which no part does.
    pub marked: Option<usize>,
    /// The length of the bar, including the part that needs attention.
    pub filled: usize,
    /// What a bar of the full length stands for.
    pub whole: usize,
}

/// The rows, one per line. Without `bars`, labels have any length.
pub(super) fn format_chart(rows: &[ChartRow], look: &Look, bars: bool) -> String {
    let figure_columns = rows.iter().map(|row| row.figures.len()).max().unwrap_or_default();
    let width_of = |at: usize| rows.iter().filter_map(|row| row.figures.get(at)).map(|text| text_width(text)).max();
    let widths: Vec<usize> = (0..figure_columns).map(|at| width_of(at).unwrap_or_default()).collect();
    let taken: usize = widths.iter().filter(|width| **width > 0).map(|width| GAP + width).sum();
    let labels: Vec<String> = rows.iter().map(|row| format_line(&row.label)).collect();
    let widest = labels.iter().map(|label| text_width(label)).max().unwrap_or_default();
    let room = look.width.saturating_sub(GAP + taken + GAP + LEAST_BAR).max(LEAST_LABEL);
    let label_columns = if bars { widest.min(room) } else { widest };
    let bar_columns = look.width.saturating_sub(GAP + label_columns + taken + GAP).min(MOST_BAR);
    let has_bars = bars && bar_columns >= LEAST_BAR;
    let mut chart = String::new();
    for (row, label) in rows.iter().zip(&labels) {
        let mut line = format!("  {}", pad_text(&shorten_text(label, label_columns), label_columns));
        for (text, width) in row.figures.iter().zip(&widths).filter(|(_, width)| **width > 0) {
            line.push_str(&" ".repeat(GAP + width - text_width(text)));
            line.push_str(text);
        }
        if has_bars {
            line.push_str(&" ".repeat(GAP));
            line.push_str(&format_bar(row, bar_columns, look));
        }
        chart.push_str(line.trim_end());
        chart.push('\n');
    }
    chart
}

/// A text on one line, safe to print.
pub(super) fn format_line(text: &str) -> String {
    make_visible(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A bar in which the part that needs attention differs from the rest without color, too. Only a whole one is of full
/// length, and only an empty one has no length.
fn format_bar(row: &ChartRow, columns: usize, look: &Look) -> String {
    let scale = |value: usize| (value * columns).checked_div(row.whole).unwrap_or_default().max(usize::from(value > 0));
    let (full, light) = if look.unicode { ("█", "░") } else { ("#", "-") };
    let filled = scale(row.filled);
    let Some(marked) = row.marked.map(|marked| scale(marked).min(filled)) else { return full.repeat(filled) };
    format!(
        "{}{}",
        TextStyle::Warning.paint(&full.repeat(marked), look.color && marked > 0),
        light.repeat(filled - marked)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(width: usize) -> Look {
        Look { color: false, unicode: true, width, prefix: String::new() }
    }

    fn row(label: &str, marked: Option<usize>, filled: usize, whole: usize) -> ChartRow {
        ChartRow { label: label.to_owned(), figures: vec![filled.to_string()], marked, filled, whole }
    }

    #[test]
    fn a_bar_is_as_long_as_its_part_of_the_whole() {
        let bar = |marked, filled, whole| format_bar(&row("", marked, filled, whole), 10, &look(80));
        assert_eq!([bar(None, 5, 10), bar(None, 10, 10)], ["█████", "██████████"]);
        assert_eq!(bar(None, 999, 1000), "█████████", "only a whole one is of full length");
        assert_eq!([bar(None, 1, 1000), bar(None, 0, 1000), bar(None, 0, 0)], ["█", "", ""]);
        assert_eq!([bar(Some(0), 2, 10), bar(Some(2), 5, 10), bar(Some(5), 5, 10)], ["░░", "██░░░", "█████"]);
        assert_eq!(bar(Some(1), 1, 1000), "█");
        let ascii = Look { unicode: false, ..look(80) };
        assert_eq!(format_bar(&row("", Some(2), 5, 10), 10, &ascii), "##---");
        let colored = Look { color: true, ..look(80) };
        assert_eq!(format_bar(&row("", Some(2), 5, 10), 10, &colored), "\u{1b}[33;1m██\u{1b}[0m░░░");
        assert_eq!(format_bar(&row("", Some(0), 1, 10), 10, &colored), "░");
    }

    #[test]
    fn a_chart_fits_the_width() {
        let long = "An organization whose name is longer than any terminal that anybody has on a desk is wide";
        let rows = [row("提案", None, 3, 300), row(long, None, 300, 300), row("two\nlines\u{1b}[2J", None, 0, 300)];
        for width in [36, 37, 50, 80, 120] {
            let chart = format_chart(&rows, &look(width), true);
            assert!(chart.lines().all(|line| text_width(line) <= width), "{width}:\n{chart}");
            assert_eq!(chart.lines().count(), 3);
            assert_eq!(chart.contains('█'), width > 36, "{width}:\n{chart}");
        }
        let empty = ChartRow { figures: vec!["3".to_owned(), String::new()], ..row("a", None, 1, 1) };
        assert!(format_chart(&[empty], &look(80), true).starts_with("  a  3  █"), "an empty column has no gap");
        let plain = format_chart(&rows, &look(36), false);
        assert!(plain.contains(long) && !plain.contains('█'), "{plain}");
        assert!(plain.contains("\n  two lines\u{fffd}[2J"), "{plain}");
    }
}
