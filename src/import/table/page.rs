//! The text around the tables of the sources, which goes to the page of the generated table.

use super::source::TableSource;
use crate::text::tables::is_delimiter_row;
use std::ops::Range;

/// The text around the table of the generated page; both parts may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TablePage {
    /// Markdown before the table.
    pub before: String,
    /// Markdown after the table.
    pub after: String,
}

impl TablePage {
    /// Adds the text of a source that is in none of these ranges, in any order. A source without any has no table.
    pub fn add_source(&mut self, source: &TableSource, mut taken: Vec<Range<usize>>) {
        taken.sort_by_key(|range| range.start);
        let mut at = 0;
        let is_first = self.before.is_empty() && self.after.is_empty();
        let ends = taken.iter().map(|range| range.start).chain([source.text.len()]);
        let starts = taken.iter().map(|range| range.end).chain([0]);
        for (number, (end, next)) in ends.zip(starts).enumerate().filter(|_| !taken.is_empty()) {
            let is_before = is_first && self.after.is_empty() && taken[..number].iter().all(|range| range.is_empty());
            if at < end {
                push_part(if is_before { &mut self.before } else { &mut self.after }, &source.text[at..end]);
            }
            at = at.max(next);
        }
    }

    /// Whether there is anything to read.
    pub fn has_text(&self) -> bool {
        let is_definition = |line: &str| line.starts_with('[') && line.contains("]:");
        let mut lines = self.before.lines().chain(self.after.lines()).map(str::trim);
        lines.any(|line| !line.is_empty() && !is_definition(line))
    }
}

/// Appends a part of a source as a paragraph of its own: without the delimiter row of the header before it, and without
/// the markers of a generated table.
fn push_part(text: &mut String, part: &str) {
    if part.trim().is_empty() {
        return;
    }
    let mut lines: Vec<&str> = part.lines().map(str::trim_end).collect();
    if let Some(first) = lines.iter().position(|line| !line.is_empty()).filter(|at| is_delimiter_row(lines[*at])) {
        lines.remove(first);
    }
    lines.retain(|line| !line.starts_with("<!-- backlog:table:"));
    let part = lines.join("\n");
    let part = part.trim_matches('\n');
    if !part.is_empty() {
        text.push_str(if text.is_empty() { "" } else { "\n\n" });
        text.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use crate::import::ImportOptions;
    use crate::import::table::parse_tables;
    use crate::source::{Source, Sources};
    use crate::store::load::Files;

    /// The text before and after the table, and the text of `unparsed` and stages of each row.
    fn import_page(text: &str) -> (String, String, Vec<String>) {
        let sources = Sources::new(vec![Source { path: "table.md".into(), text: text.into() }]);
        let group = Files::from_texts(&[("workgroup.yaml", "name: G\n")]).decode_group();
        let parsed = parse_tables(sources, &ImportOptions::default(), &group);
        let page = parsed.imported.page.clone().unwrap_or_default();
        let drafts = parsed.draft_files().unwrap().records.into_iter().map(|draft| draft.text.replace('\n', " "));
        (page.before, page.after, drafts.collect())
    }

    #[test]
    fn text_around_tables_goes_to_the_page() {
        let legend = "| Word | Meaning |\n|--|--|\n| TBD | open |";
        let table = "| Name | Owner |\n|--|--|\n| A | MTN |\n";
        let html = "<table><tr><th>Name</th></tr>\n<tr><td>B</td></tr></table>";
        let text = format!("# Title\r\n\nIntroduction\n\n{legend}\n\n{table}\nBetween\n{html}<br>\nEnd\n");
        let (before, after, rows) = import_page(&text);
        assert_eq!((before, rows.len()), (format!("# Title\n\nIntroduction\n\n{legend}"), 2));
        assert_eq!(after, "Between\n\n<br>\nEnd");
        assert_eq!(import_page(&format!("{table}\n[a]: https://e.x/a\n")).1, "");
        assert_eq!(import_page("No table\n").0, "");
        let own = format!("# T\n<!-- backlog:table:begin, x -->\n\n{table}\n<!-- backlog:table:end -->\nEnd\n");
        assert_eq!(import_page(&own).0, "# T");
        assert_eq!(import_page(&own).1, "End");
    }

    #[test]
    fn the_heading_above_a_table_is_kept_with_its_rows() {
        let table = |name: &str| format!("| Name | Status |\n|--|--|\n| {name} | |\n| {name}{name} | Frozen |\n\n");
        let text = format!("# List\n\n## Stage 3\n{}{}**Archived**\n{}", table("A"), table("B"), table("C"));
        let (before, after, rows) = import_page(&text);
        assert_eq!((&*before, &*after), ("# List", ""));
        assert!(rows[..4].iter().all(|row| row.contains("{ where: heading, text: Stage 3 }")), "{rows:?}");
        assert!(rows[4].contains("stage: archived") && !rows[4].contains("heading"), "{rows:?}");
        assert!(rows[5].contains("{ where: heading, text: Archived }"), "{rows:?}");
        assert!(!import_page(&format!("## API Backlog\n{}", table("A"))).2[0].contains("heading"));
    }
}
