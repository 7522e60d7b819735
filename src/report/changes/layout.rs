//! The lines of a change: one if it is in one thing, otherwise a heading and one line for each.

use crate::report::columns::wrap_options;
use crate::report::style::TextStyle;

/// A change of a proposal or a call, or a finding.
pub struct ChangeEntry {
    /// What changed; empty if the lines say it.
    pub head: String,
    /// In what.
    pub lines: Vec<String>,
}

/// An entry for a terminal.
pub fn format_plain(entry: &ChangeEntry, width: Option<usize>, color: bool) -> String {
    let head = TextStyle::Strong.paint(&entry.head, color && !entry.head.is_empty());
    match &entry.lines[..] {
        [line] if entry.head.is_empty() => wrap(line, width, "", "  "),
        [line] => wrap(&format!("{head}: {line}"), width, "", "  "),
        lines => {
            let below = lines.iter().map(|line| format_plain_line(line, width));
            wrap(&head, width, "", "  ") + &below.collect::<String>()
        }
    }
}

/// A line below a heading, for a terminal.
pub fn format_plain_line(line: &str, width: Option<usize>) -> String {
    wrap(line, width, "  ", "    ")
}

fn wrap(line: &str, width: Option<usize>, first: &str, others: &str) -> String {
    let Some(width) = width else { return format!("{first}{line}\n") };
    let options = wrap_options(width.max(40)).initial_indent(first).subsequent_indent(others);
    format!("{}\n", textwrap::fill(line, options))
}

/// An entry as an item of a list in Markdown.
pub fn format_markdown(entry: &ChangeEntry) -> String {
    match &entry.lines[..] {
        [line] if entry.head.is_empty() => format!("- {line}\n"),
        [line] => format!("- **{}**: {line}\n", entry.head),
        lines => {
            let below: String = lines.iter().map(|line| format!("  - {line}\n")).collect();
            format!("- **{}**\n{below}", entry.head)
        }
    }
}

/// Items of a list as far as they fit in a comment on GitHub together with another such list; the last one counts the
/// others.
pub fn join_items(items: &[String]) -> String {
    // GitHub's limit is 65,536 characters.
    const MOST_BYTES: usize = 30_000;
    let mut text = String::new();
    for (at, item) in items.iter().enumerate() {
        if text.len() + item.len() > MOST_BYTES {
            return format!("{text}- and {} more\n", items.len() - at);
        }
        text.push_str(item);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_counted() {
        let items = vec![format!("- {}\n", "x".repeat(10_000)); 5];
        let joined = join_items(&items);
        assert!(joined.ends_with("x\n- and 3 more\n") && joined.len() < 20_100, "{}", joined.len());
        assert_eq!(join_items(&items[..2]), items[..2].concat());
    }
}
