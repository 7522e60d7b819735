//! `docs/procedure.md` names every rule under what it enforces, and the project cites it correctly.

use backlog::rules::RULES;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn read_page(path: &str) -> String {
    std::fs::read_to_string(Path::new(ROOT).join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The anchors of a page, in the form that GitHub gives them.
fn anchors(page: &str) -> Vec<String> {
    let headings = page.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim());
    let anchor = |heading: &str| heading.to_lowercase().replace(' ', "-").replace(['`', ':', ',', '.', '\''], "");
    headings.map(anchor).collect()
}

/// The rules that the page links to, with the headings of their sections.
fn rules_by_section(page: &str) -> Vec<(&str, &str)> {
    let sections = page.split("\n## ").skip(1).map(|section| section.split_once('\n').unwrap());
    sections
        .flat_map(|(heading, text)| {
            let names = text.split("(../src/rules/README.md#").skip(1);
            names.map(move |rest| (rest.split(')').next().unwrap(), heading))
        })
        .collect()
}

#[test]
fn the_page_names_every_rule_once_and_no_other() {
    let page = read_page("docs/procedure.md");
    let mut named: Vec<&str> = rules_by_section(&page).into_iter().map(|(rule, _)| rule).collect();
    named.sort_unstable();
    assert_eq!(named, RULES.iter().map(|rule| rule.name).collect::<Vec<_>>());
}

#[test]
fn a_rule_that_cites_an_agreement_is_listed_under_it() {
    let page = read_page("docs/procedure.md");
    let sections: BTreeMap<&str, &str> = rules_by_section(&page).into_iter().collect();
    for rule in RULES {
        let docs = rule.parse_docs().markdown;
        let cited = docs.split("Agreement ").nth(1).map(|rest| format!("Agreement {}", &rest[..1]));
        let section = sections[rule.name];
        assert!(cited.as_deref().is_none_or(|cited| cited == section), "{}: {cited:?} and {section}", rule.name);
        assert_eq!(cited.is_some(), docs.contains("Agreement "), "{}", rule.name);
    }
}

/// The text files of the project, by path.
fn project_files() -> Vec<(String, String)> {
    let output = Command::new("git").args(["-C", ROOT, "ls-files"]).output().unwrap();
    let paths = String::from_utf8(output.stdout).unwrap();
    let is_prose = |path: &str| [".rs", ".md", ".toml", ".yml", ".json"].iter().any(|end| path.ends_with(end));
    let is_own = |path: &&str| is_prose(path) && !path.starts_with("tests/repos/") && !path.starts_with("minutes/");
    paths.lines().filter(is_own).map(|path| (path.to_owned(), read_page(path))).collect()
}

#[test]
fn citations_of_the_procedure_are_valid() {
    let files = project_files();
    assert!(files.len() > 300, "{} files", files.len());
    let anchors = anchors(&read_page("docs/procedure.md"));
    let mut wrong = Vec::new();
    for (path, text) in files.iter().filter(|(path, _)| path != "tests/suite/procedure.rs") {
        for (number, line) in text.lines().enumerate() {
            for rest in line.split("docs/procedure.md#").skip(1) {
                let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).unwrap_or(rest.len());
                if !anchors.iter().any(|anchor| *anchor == rest[..end]) {
                    wrong.push(format!("{path}:{}: the page has no `#{}`", number + 1, &rest[..end]));
                }
            }
            let lower = line.to_lowercase();
            let mut after = ["procedure ", "procedures "].into_iter().filter_map(|word| lower.split(word).nth(1));
            if after.any(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
                wrong.push(format!("{path}:{}: cite docs/procedure.md#agreement-N", number + 1));
            }
            if ["design.md", "english.md", "../shared"].iter().any(|page| lower.contains(page)) {
                wrong.push(format!("{path}:{}: cite a page of docs/", number + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A kind of doubt in an import may have the name of a rule.
const OTHER_NAMES: [&str; 1] = ["src/import/doubt.rs"];

#[test]
fn code_names_rules_by_their_constants() {
    let mut wrong = Vec::new();
    for (path, text) in project_files() {
        let is_code = path.starts_with("src/") && path.ends_with(".rs") && !path.contains("/tests");
        if !is_code || OTHER_NAMES.contains(&path.as_str()) {
            continue;
        }
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        for (number, line) in code.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            // Its own file declares it.
            let is_own = |name: &str| path == format!("src/rules/{}.rs", name.replace('-', "_"));
            let is_named = |name: &str| line.contains(&format!("\"{name}\"")) && !is_own(name);
            let named = RULES.iter().find(|rule| is_named(rule.name));
            wrong.extend(named.map(|rule| format!("{path}:{}: {} is a literal: use its NAME", number + 1, rule.name)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
