//! Tests of the registry: every rule is registered and documented, and finds what its docs say.

use super::{Check, Example, Overrides, RULES, check, check_files, check_since};
use crate::finding::Finding;
use crate::model::group::Group;
use crate::model::when::When;
use crate::model::workgroup::Workgroup;
use crate::source::{Position, find_position};
use crate::store::template_files::{self, Lookup};
use crate::test_group::{SETTINGS, TestGroup};
use crate::view::Views;
use crate::view::moment::Now;

/// The day of an example without a day.
const DEFAULT_DAY: &str = "2026-06-30";

/// The findings of an example as `rule: path: message`.
fn example_findings(example: &Example) -> Vec<(String, String)> {
    run_all_rules(&example.files, &example.before, example.day.as_deref())
        .into_iter()
        .map(|(path, _, finding)| (finding.rule.to_owned(), format!("{}: {path}: {}", finding.rule, finding.message)))
        .collect()
}

impl TestGroup {
    /// The findings of a rule in the sample group with these files, each as `level path:line:column message | help`.
    pub(super) fn findings(&self, rule: &str) -> Vec<String> {
        self.findings_on(rule, DEFAULT_DAY)
    }

    /// The same without the helps.
    pub(super) fn messages(&self, rule: &str) -> Vec<String> {
        let findings = self.findings(rule);
        findings.iter().map(|line| line.split(" | ").next().unwrap().to_owned()).collect()
    }

    /// The findings as of a day.
    pub(super) fn findings_on(&self, rule: &str, day: &str) -> Vec<String> {
        self.findings_since(rule, &Self::new(), day)
    }

    /// The findings that a change of the files from `before` adds.
    pub(super) fn findings_since(&self, rule: &str, before: &Self, day: &str) -> Vec<String> {
        let describe = |(path, at, finding): (String, Position, Finding)| {
            let (level, help) = (finding.level.as_str(), finding.help.unwrap_or_default());
            format!("{level} {path}:{}:{} {} | {help}", at.line, at.column, finding.message)
        };
        let all = run_all_rules(&self.files, &before.files, Some(day));
        all.into_iter().filter(|(_, _, finding)| finding.rule == rule).map(describe).collect()
    }
}

/// Runs every rule over the sample group with more files, and returns each finding with its path and position.
/// If there are files from before a change, the run compares with them.
fn run_all_rules(
    laid_over: &[(String, String)],
    before: &[(String, String)],
    day: Option<&str>,
) -> Vec<(String, Position, Finding)> {
    let (group, generated) = build_group(laid_over);
    let day = When::parse(day.unwrap_or(DEFAULT_DAY)).unwrap();
    let result = match &group.workgroup {
        None => check_files(&group),
        Some(workgroup) => {
            let workgroup: &Workgroup = workgroup;
            let now = Now::from_when(day, workgroup.timezone);
            let mut views = Views::new(&group, workgroup, now);
            views.generated = Some(generated.into_iter().collect());
            if before.is_empty() {
                check(&views, &Overrides::default())
            } else {
                let (group, _) = build_group(before);
                let before = Views::new(&group, group.workgroup.as_ref().unwrap(), now);
                check_since(&views, &before, &Overrides::default())
            }
        }
    };
    result
        .findings
        .into_iter()
        .map(|finding| {
            let source = group.sources.file(finding.place.file);
            (source.path.clone(), find_position(&source.text, finding.place.range().start), finding)
        })
        .collect()
}

/// The sample group with more files, and the generated ones among them.
fn build_group(laid_over: &[(String, String)]) -> (Group, Vec<(String, String)>) {
    let (generated, records): (Vec<_>, Vec<_>) = laid_over.iter().cloned().partition(|(path, _)| path.ends_with(".md"));
    let settings = SETTINGS.replace("o/r", "example/backlog") + "  - China Mobile\n  - MTN\n";
    let sample = TestGroup::new().file("workgroup.yaml", settings).files;
    let mut group = TestGroup { files: [sample, records].concat() }.decode();
    group.missing_templates = template_files::find_missing(&group.proposals, &OverlaidFiles(laid_over));
    (group, generated)
}

/// The files of an example, as the repository that has the templates.
struct OverlaidFiles<'f>(&'f [(String, String)]);

impl Lookup for OverlaidFiles<'_> {
    fn is_folder(&self, path: &str) -> bool {
        self.0.iter().any(|(file, _)| file.strip_prefix(path).is_some_and(|rest| rest.starts_with('/')))
    }

    fn is_file(&self, path: &str) -> bool {
        self.0.iter().any(|(file, _)| file == path)
    }
}

#[test]
fn bad_examples_are_found_and_good_ones_are_not() {
    for rule in RULES {
        let docs = rule.parse_docs();
        assert!(!docs.bad.is_empty() && !docs.good.is_empty(), "{} has a bad and a good example", rule.name);
        for bad in &docs.bad {
            let findings = example_findings(bad);
            assert!(findings.iter().any(|(name, _)| name == rule.name), "{}: bad, but only {findings:?}", rule.name);
            if !matches!(rule.check, Check::Problem(_)) {
                assert!(
                    !findings.iter().any(|(name, _)| is_problem_rule(name)),
                    "{}: not readable: {findings:?}",
                    rule.name
                );
            }
        }
        for good in &docs.good {
            let findings = example_findings(good);
            assert!(
                !findings.iter().any(|(name, _)| name == rule.name || is_problem_rule(name)),
                "{}: good, but {findings:?}",
                rule.name
            );
        }
    }
}

fn is_problem_rule(name: &str) -> bool {
    RULES.iter().any(|rule| rule.name == name && matches!(rule.check, Check::Problem(_)))
}

#[test]
fn the_registry_is_sorted_and_complete() {
    let names: Vec<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert!(names.is_sorted(), "{names:?}");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .filter_map(|entry| {
            entry.unwrap().file_name().into_string().ok()?.strip_suffix(".rs").map(|name| name.replace('_', "-"))
        })
        .filter(|name| !["docs", "examples", "rule-finding", "run", "since", "waived-tasks"].contains(&name.as_str()))
        .collect();
    files.sort();
    assert_eq!(names, files);
}

#[test]
fn every_rule_has_its_sections_in_order() {
    for rule in RULES {
        let mut headings = rule.parse_docs().headings;
        headings.dedup();
        assert_eq!(headings, ["Why", "Evidence", "Bad", "Good", "Fix"], "{}", rule.name);
        let summary = rule.parse_docs().summary;
        assert!(summary.ends_with('.') && summary.len() < 200, "{}: {summary}", rule.name);
    }
}
