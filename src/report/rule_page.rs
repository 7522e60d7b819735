//! The rules for the terminal: the list of all, and the page of one.

use crate::rules::{Check, RULES, Rule};

/// Every rule by group, with its level and what it finds, wrapped to so many columns.
pub fn list(color: bool, width: usize) -> String {
    let mut rules: Vec<&Rule> = RULES.to_vec();
    rules.sort_by_key(|rule| (rule.group, rule.name));
    let widest = rules.iter().map(|rule| rule.name.len()).max().unwrap_or_default();
    let mut text = String::new();
    let mut group = None;
    for rule in rules {
        if group != Some(rule.group) {
            let gap = if group.is_some() { "\n" } else { "" };
            text.push_str(&format!("{gap}{}\n", bold(rule.group.word(), color)));
            group = Some(rule.group);
        }
        let indent = widest + "  ".len() * 3 + "warning".len();
        let summary = wrapped(&rule.docs().summary.replace('`', ""), width.saturating_sub(indent).max(30));
        let summary = summary.join(&format!("\n{:indent$}", ""));
        text.push_str(&format!("  {:widest$}  {:7}  {summary}\n", rule.name, rule.level.word()));
    }
    text
}

/// The page of a rule: its name and level, then its docs with the examples indented, wrapped to so
/// many columns.
pub fn page(rule: &Rule, color: bool, width: usize) -> String {
    let fixed = if matches!(rule.check, Check::Problem(_)) { ", fixed" } else { "" };
    let mut text = format!("{}  ({}{fixed}; {})\n\n", bold(rule.name, color), rule.level.word(), rule.group.word());
    let mut paragraph = String::new();
    let mut in_example = false;
    let markdown = rule.docs().markdown;
    for line in markdown.lines().chain([""]) {
        let is_item = line.starts_with("- ");
        if in_example || line.is_empty() || is_item || line.starts_with("```") || line.starts_with("## ") {
            text.push_str(&flowed(&std::mem::take(&mut paragraph), width));
        }
        if let Some(info) = line.strip_prefix("```") {
            in_example = !in_example;
            if let Some((_, path)) = info.split_once(' ') {
                text.push_str(&format!("  {path}:\n"));
            }
        } else if in_example {
            text.push_str(format!("    {line}").trim_end());
            text.push('\n');
        } else if let Some(heading) = line.strip_prefix("## ") {
            text.push_str(&format!("{}\n", bold(heading, color)));
        } else if line.is_empty() {
            text.push('\n');
        } else {
            let gap = if paragraph.is_empty() { "" } else { " " };
            paragraph.push_str(&format!("{gap}{}", line.trim()));
        }
    }
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// A paragraph or an item of a list on lines of that width, without the signs of code.
fn flowed(paragraph: &str, width: usize) -> String {
    if paragraph.is_empty() {
        return String::new();
    }
    let indent = if paragraph.starts_with("- ") { "\n  " } else { "\n" };
    format!("{}\n", wrapped(&paragraph.replace('`', ""), width.min(100).saturating_sub(2)).join(indent))
}

/// The lines of a text, broken between words.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line =
            lines.last_mut().filter(|line| line.is_empty() || line.chars().count() + 1 + word.chars().count() <= width);
        match line {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

fn bold(word: &str, color: bool) -> String {
    if color { format!("\u{1b}[1m{word}\u{1b}[0m") } else { word.to_owned() }
}
