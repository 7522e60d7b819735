//! The discussion table in plain text.

use crate::import::minutes::grid::{MinutesRow, MinutesTable};
use crate::import::minutes::group_words::COPIED_COLUMNS;
use crate::import::minutes::lines::{SourceLine, has_text};
use crate::import::minutes::words::plain_text;
use crate::model::spelling::fold_name;

/// Reads the table in some lines of a source, and the number of lines before it. `None` without its headers.
pub fn read_plain_table<'t>(source: &'t str, lines: &[SourceLine<'t>]) -> Option<(MinutesTable<'t>, usize)> {
    let is_cell = |line: &SourceLine, word: &str| fold_name(line.text).starts_with(&fold_name(word));
    let start = lines.iter().position(|line| is_cell(line, COPIED_COLUMNS[0]))?;
    let last =
        lines[start..].iter().take(8).position(|line| fold_name(line.text).ends_with(&fold_name(COPIED_COLUMNS[3])))?;
    let body = &lines[start + last + 1..];
    let has_pipes = lines[start].text.contains('|');
    let rows = if has_pipes { rows_between_pipes(source, body) } else { rows_below_each_other(source, body) };
    let header = COPIED_COLUMNS.iter().map(|text| SourceLine { at: lines[start].at, text }).collect();
    Some((MinutesTable { header, rows }, start))
}

/// The rows of a table with pipes: a row ends with a line that ends with a pipe.
fn rows_between_pipes<'t>(source: &'t str, lines: &[SourceLine<'t>]) -> Vec<MinutesRow<'t>> {
    let mut rows = Vec::new();
    let mut from: Option<usize> = None;
    for (at, line) in lines.iter().enumerate() {
        let start = *from.get_or_insert(at);
        if line.text.trim_end().ends_with('|') || at + 1 == lines.len() {
            rows.extend(row_from_pipes(join_source_lines(source, &lines[start..=at])));
            from = None;
        }
    }
    rows
}

fn row_from_pipes(row: SourceLine<'_>) -> Option<MinutesRow<'_>> {
    let ends = row.text.match_indices('|').map(|(at, _)| at).chain([row.text.len()]);
    let cells = ends.scan(0, |start, end| Some(row.slice(std::mem::replace(start, end + 1)..end)));
    let mut cells: Vec<SourceLine> = cells.filter(|cell| has_text(cell.text)).collect();
    let first = *cells.first()?;
    let is_number = plain_text(first.text).trim_start_matches('#').parse::<u32>().is_ok();
    if !is_number {
        // Copying dropped the number, which was a link.
        cells.insert(0, SourceLine { at: first.at, text: "" });
    }
    Some(MinutesRow { at: first.at, cells, more: Vec::new() })
}

/// The rows of a table without pipes: a row starts with a line that is only a number, then come the company, the name,
/// and the sentence about the template.
fn rows_below_each_other<'t>(source: &'t str, lines: &[SourceLine<'t>]) -> Vec<MinutesRow<'t>> {
    let is_number =
        |line: &SourceLine| line.text.trim().trim_start_matches('#').parse::<u32>().is_ok_and(|number| number > 0);
    let starts: Vec<usize> = lines.iter().enumerate().filter(|(_, line)| is_number(line)).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let rows = starts.iter().zip(ends).map(|(start, end)| row_from_lines(source, &lines[*start..end]));
    // Text before the first number belongs to no issue.
    let first = join_source_lines(source, &lines[..starts.first().copied().unwrap_or(lines.len())]);
    let nothing = SourceLine { at: first.at, text: "" };
    let unnumbered = MinutesRow { at: first.at, cells: vec![nothing, nothing, nothing, first], more: Vec::new() };
    Some(unnumbered).filter(|_| has_text(first.text)).into_iter().chain(rows).collect()
}

fn row_from_lines<'t>(source: &'t str, lines: &[SourceLine<'t>]) -> MinutesRow<'t> {
    let nothing = SourceLine { at: lines[0].at, text: "" };
    let said: Vec<usize> = (1..lines.len()).filter(|at| has_text(lines[*at].text)).collect();
    // A company that continues starts its next line with `&`.
    let companies =
        1 + said.iter().skip(1).take_while(|at| lines[**at].text.trim_start().starts_with(['&', ','])).count();
    let name = said.get(companies).copied();
    let after = said.get(companies + 1..).unwrap_or_default();
    let summary = after.iter().take_while(|at| fold_name(lines[**at].text).starts_with("theapi")).count();
    let text = after.get(summary).copied();
    let from_to = |from: Option<usize>, to: Option<usize>| match (from, to) {
        (Some(from), Some(to)) if from < to => join_source_lines(source, &lines[from..to]),
        (Some(from), None) => join_source_lines(source, &lines[from..]),
        _ => nothing,
    };
    let cells = vec![
        lines[0].trim(),
        from_to(said.first().copied(), name),
        from_to(name, text),
        text.map_or(nothing, |text| from_to(Some(text), None)),
    ];
    MinutesRow { at: lines[0].at, cells, more: Vec::new() }
}

/// Consecutive lines as one text of the source.
fn join_source_lines<'t>(source: &'t str, lines: &[SourceLine<'t>]) -> SourceLine<'t> {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return SourceLine { at: 0, text: "" } };
    let end = last.at + last.text.len();
    SourceLine { at: first.at, text: source.get(first.at..end).unwrap_or_default() }.trim()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::minutes::lines::split_lines;

    fn describe_rows(text: &str) -> Vec<String> {
        let (grid, _) = read_plain_table(text, &split_lines(text)).unwrap();
        grid.rows
            .iter()
            .map(|row| row.cells.iter().map(|cell| cell.text.replace('\n', "~")).collect::<Vec<_>>().join(" / "))
            .collect()
    }

    #[test]
    fn cells_below_each_other() {
        let text = "Issue #\n\nCompany\n\nSummary\n\nStatus Update\n\n#7\n\nDT\n& MTN\n\nA name\n\nThe API template is in PR#8\n\nStart\n\nMEETING UPDATE:\n\nx\n\n18\n\nTIM\n\nB name\n";
        assert_eq!(
            describe_rows(text),
            ["#7 / DT~& MTN / A name~~The API template is in PR#8 / Start~~MEETING UPDATE:~~x", "18 / TIM / B name / "]
        );
    }

    #[test]
    fn cells_between_pipes() {
        let text =
            "Issue # | Company | Summary | Status Update |\nDT | A name | Start\nx | |\nMTN | B name\n| y\nz |\n";
        assert_eq!(describe_rows(text), [" / DT / A name / Start~x", " / MTN / B name / y~z"]);
    }
}
