//! The rules as Markdown: a book of all, such as the README of the rules, and the chapter of one.

use super::rules_by_group;
use crate::rules::Rule;

/// All rules: a list by group with levels, then the chapter of each.
pub fn format_book() -> String {
    let groups = rules_by_group();
    let mut text =
        "<!-- Made by `backlog explain --markdown` from the docs of each rule. -->\n\n# The rules\n".to_owned();
    for (group, rules) in &groups {
        text.push_str(&format!("\n**{}**\n\n| rule | level | it finds |\n| --- | --- | --- |\n", group.as_str()));
        for rule in rules {
            let summary = rule.parse_docs().summary.replace('|', "\\|");
            text.push_str(&format!("| [{0}](#{0}) | {1} | {summary} |\n", rule.name, format_level(rule)));
        }
    }
    for (group, rules) in &groups {
        text.push_str(&format!("\n## {}\n", group.as_str()));
        for rule in rules {
            let body = format_body(rule, |heading| format!("**{heading}**\n"));
            text.push_str(&format!("\n### {}\n\nLevel: {}\n\n{body}", rule.name, format_level(rule)));
        }
    }
    text
}

/// The page of one rule.
pub fn format_chapter(rule: &Rule) -> String {
    let body = format_body(rule, |heading| format!("## {heading}\n"));
    format!("# {}\n\nLevel: {}; group: {}\n\n{body}", rule.name, format_level(rule), rule.group.as_str())
}

fn format_level(rule: &Rule) -> String {
    format!("{}{}", rule.level.as_str(), if rule.is_fixed() { ", fixed" } else { "" })
}

/// The docs with their headings as `heading` writes them, and the names of the examples' files before them.
fn format_body(rule: &Rule, heading: impl Fn(&str) -> String) -> String {
    let mut text = String::new();
    let mut in_example = false;
    let markdown = rule.parse_docs().markdown;
    for line in markdown.lines() {
        match (line.strip_prefix("```"), line.strip_prefix("## ")) {
            (Some(info), _) => {
                in_example = !in_example;
                match info.split_once(' ') {
                    Some((language, path)) => text.push_str(&format!("`{path}`:\n\n```{language}")),
                    None => text.push_str(line),
                }
            }
            (None, Some(title)) if !in_example => text.push_str(&heading(title)),
            _ => text.push_str(line),
        }
        text.push('\n');
    }
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_of_the_rules_is_fresh() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules/README.md");
        let is_fresh = std::fs::read_to_string(path).is_ok_and(|text| text == format_book());
        assert!(is_fresh, "remake it: cargo run -- explain --markdown > src/rules/README.md");
    }

    #[test]
    fn a_chapter_names_the_files_of_its_examples() {
        let text = format_chapter(crate::rules::find_rule("late-agenda-item").unwrap());
        assert!(text.starts_with("# late-agenda-item\n\nLevel: error; group: agenda\n\nAn item "), "{text}");
        assert!(text.contains("## Bad\n\n`minutes/2026-02-12.yaml`:\n\n```yaml\ndate: 2026-02-12\n"), "{text}");
    }
}
