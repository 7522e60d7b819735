//! The rules in the terminal: the list of all rules, and the page of one.

mod layout;
mod markdown;
mod prose;

pub use markdown::{format_book, format_chapter};

use crate::finding::Level;
use crate::report::style::TextStyle;
use crate::rules::{RULES, Rule, RuleGroup};
use layout::Layout;
use prose::StyledProse;

/// The most columns of a line, however wide the terminal is.
const WIDEST: usize = 100;

/// The least columns of a readable text.
const NARROWEST: usize = 30;

/// All rules by group, with their levels and summaries, wrapped to `width`.
pub fn format_list(color: bool, width: usize) -> String {
    let groups = rules_by_group();
    let widest = RULES.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let (gap, level_width) = ("  ", "warning".len());
    let column = gap.len() * 3 + widest + level_width;
    // If no room is left next to the name, the summary is printed below it.
    let (indent, is_one_line) = if width < column + NARROWEST { (gap.len() * 2, false) } else { (column, true) };
    let mut text = String::new();
    for (group, rules) in groups {
        let above = if text.is_empty() { "" } else { "\n" };
        text.push_str(&format!("{above}{}\n", TextStyle::Strong.paint(group.as_str(), color)));
        for rule in rules {
            let (name, word) = (rule.name, rule.level.as_str());
            let level = level_style(rule.level).paint(word, color);
            let lines = StyledProse::from_markdown(&rule.parse_docs().summary, color)
                .fill_lines(width.saturating_sub(indent).max(NARROWEST));
            let summary = lines.join(&format!("\n{:indent$}", ""));
            let padding = level_width - word.len() + gap.len();
            let between = if is_one_line { format!("{:padding$}", "") } else { format!("\n{:indent$}", "") };
            text.push_str(&format!("{gap}{name:widest$}{gap}{level}{between}{summary}\n"));
        }
    }
    text
}

/// The page of a rule: its name and level, then its docs, wrapped to `width`.
pub fn format_page(rule: &Rule, color: bool, width: usize) -> String {
    let name = TextStyle::Strong.paint(rule.name, color);
    let level = level_style(rule.level).paint(rule.level.as_str(), color);
    let fixed = if rule.is_fixed() { ", fixed" } else { "" };
    let width = width.clamp(NARROWEST, WIDEST);
    let body = Layout::format_markdown(&rule.parse_docs().markdown, color, width);
    format!("{name}  ({level}{fixed}; {})\n\n{body}", rule.group.as_str())
}

/// The rules of each group, groups in the order of the procedure, rules by name.
fn rules_by_group() -> Vec<(RuleGroup, Vec<&'static Rule>)> {
    let mut rules: Vec<&Rule> = RULES.to_vec();
    rules.sort_by_key(|rule| (rule.group, rule.name));
    rules.chunk_by(|one, next| one.group == next.group).map(|rules| (rules[0].group, rules.to_vec())).collect()
}

fn level_style(level: Level) -> TextStyle {
    match level {
        Level::Error => TextStyle::Error,
        Level::Warn => TextStyle::Warning,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use console::strip_ansi_codes;

    #[test]
    fn no_line_is_longer_than_the_terminal() {
        for (width, most) in [(60, 60), (80, 80), (100, 100), (250, 100)] {
            for color in [false, true] {
                let list = strip_ansi_codes(&format_list(color, width)).into_owned();
                let pages = RULES.iter().map(|rule| strip_ansi_codes(&format_page(rule, color, width)).into_owned());
                // Examples and the names of their files are not wrapped.
                let is_file = |line: &str| line.starts_with("  ") && line.ends_with(':');
                let is_prose = |line: &str| !line.starts_with("    ") && !is_file(line);
                let prose = pages
                    .flat_map(|page| page.lines().filter(|line| is_prose(line)).map(str::to_owned).collect::<Vec<_>>());
                for (line, most) in
                    list.lines().map(|line| (line.to_owned(), width)).chain(prose.map(|line| (line, most)))
                {
                    assert!(line.chars().count() <= most && line.trim_end() == line, "{width}: {line:?}");
                }
            }
        }
    }

    #[test]
    fn without_room_the_summary_is_below_the_name() {
        assert!(format_list(false, 40).contains("  missing-owner"));
        assert!(format_list(false, 40).contains("  error\n    A proposal without an owner.\n"));
        assert!(format_list(false, 80).contains("  error    A proposal without an owner.\n"));
    }

    #[test]
    fn code_has_backticks_or_a_color() {
        for rule in RULES {
            assert!(!format_page(rule, false, 80).contains('\u{1b}'), "{}", rule.name);
        }
        let rule = crate::rules::find_rule("late-agenda-item").unwrap();
        assert!(format_page(rule, false, 80).contains("`added` of the item"));
        assert!(format_page(rule, true, 80).contains("\u{1b}[36madded\u{1b}[0m of the item"));
    }
}
