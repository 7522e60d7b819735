//! Selects the findings to print: the first ones of each rule in each file. A small file can have tens of thousands, which
//! nobody reads and which fill the log of a workflow. The others are counted; the exit status, the counts, `--since` and
//! `--fix` include all of them.

use crate::finding::{Finding, Level};
use crate::model::wording::format_count;
use crate::source::FileId;
use std::collections::HashMap;

/// The most findings that are printed of one rule in one file.
const MAX_SHOWN: usize = 100;

/// The findings that are printed.
#[derive(Debug)]
pub struct SelectedFindings<'f> {
    /// In the given order.
    pub findings: Vec<&'f Finding>,
    /// Further findings, by rule and file.
    pub more: Vec<HiddenFindings<'f>>,
}

/// Further findings of a rule in a file, which are not printed.
#[derive(Debug)]
pub struct HiddenFindings<'f> {
    /// The first of them in the given order.
    pub first: &'f Finding,
    /// How many there are.
    pub count: usize,
    /// The highest level among them.
    pub level: Level,
}

impl<'f> SelectedFindings<'f> {
    /// Selects from all findings.
    pub fn select(findings: &'f [Finding]) -> Self {
        let mut counts: HashMap<(FileId, &str), usize> = HashMap::new();
        let mut hidden: HashMap<(FileId, &str), usize> = HashMap::new();
        let mut shown = Self { findings: Vec::new(), more: Vec::new() };
        for finding in findings {
            let key = (finding.place.file, finding.rule);
            let count = counts.entry(key).or_default();
            *count += 1;
            if *count <= MAX_SHOWN {
                shown.findings.push(finding);
                continue;
            }
            let index = *hidden.entry(key).or_insert(shown.more.len());
            match shown.more.get_mut(index) {
                Some(more) => {
                    more.count += 1;
                    more.level = more.level.max(finding.level);
                }
                None => shown.more.push(HiddenFindings { first: finding, count: 1, level: finding.level }),
            }
        }
        shown
    }
}

impl HiddenFindings<'_> {
    /// A lower-case phrase without a period: `9900 more findings of this rule in this file`.
    pub fn message(&self) -> String {
        format!("{} of this rule in this file", format_count(self.count, "more finding"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{github, human, json, sarif};
    use crate::rules::CheckResult;
    use crate::source::{Source, Sources};
    use serde_json::{Value, json};

    /// `count` warnings of each of two rules in each of two files, and an error after them.
    fn sample_findings(count: u32) -> Vec<Finding> {
        let finding = |rule, file, start, level| Finding { rule, level, ..Finding::sample(file, start, "wrong") };
        let rules = ["bad-date", "syntax"];
        let of_file = |file| rules.map(|rule| (0..count).map(move |start| finding(rule, file, start, Level::Warn)));
        let mut all: Vec<Finding> = [0, 1].into_iter().flat_map(|file| of_file(file).into_iter().flatten()).collect();
        all.push(finding("syntax", 1, count, Level::Error));
        all
    }

    fn sample_sources() -> Sources {
        let source = |path: &str| Source { path: path.to_owned(), text: "x\n".repeat(200) };
        Sources::new(vec![source("a.yaml"), source("b.yaml")])
    }

    #[test]
    fn a_hundred_findings_of_each_rule_and_file_are_shown() {
        for (count, shown, more) in [(99, 397, vec![]), (100, 400, vec![1]), (101, 400, vec![1, 1, 1, 2])] {
            let all = sample_findings(count);
            let selected = SelectedFindings::select(&all);
            assert_eq!(selected.findings.len(), shown);
            assert_eq!(selected.more.iter().map(|more| more.count).collect::<Vec<_>>(), more);
            assert!(selected.more.last().is_none_or(|more| more.level == Level::Error));
        }
    }

    #[test]
    fn every_format_counts_further_findings() {
        let (all, sources) = (sample_findings(130), sample_sources());
        let look = human::Look { color: false, unicode: false, width: 80, prefix: String::new() };
        let line = "b.yaml:51:1: error[syntax]: 31 more findings of this rule in this file\n";
        let short = human::format_short(&all, &sources, &look);
        assert!(short.lines().count() == 404 && short.ends_with(line), "{short}");
        assert!(human::format_findings(&all, &sources, &look).ends_with(&format!("{line}\n")));
        let github = github::format_findings(&all, &sources, "r/");
        let command = "::error file=r/b.yaml,line=51,col=1,endLine=51,endColumn=2,title=syntax::31 more findings of this \
                       rule in this file\n";
        assert!(github.lines().count() == 404 && github.ends_with(command), "{github}");
        let json: Value = serde_json::from_str(&json::format_findings(&all, &sources).unwrap()).unwrap();
        assert_eq!(json["findings"].as_array().unwrap().len(), 400);
        let more = json!({ "rule": "syntax", "level": "error", "file": "b.yaml", "count": 31 });
        assert_eq!((json["more"].as_array().unwrap().len(), &json["more"][3]), (4, &more));
        let checked = CheckResult { findings: all, skipped: Vec::new() };
        let sarif: Value = serde_json::from_str(&sarif::format_findings(&checked, &sources, "").unwrap()).unwrap();
        let run = &sarif["runs"][0];
        assert_eq!(run["results"].as_array().unwrap().len(), 400);
        let notice = &run["invocations"][0]["toolExecutionNotifications"][3];
        assert_eq!(notice["message"]["text"], "Not listed: 31 more findings of this rule in this file.");
        assert_eq!((&notice["level"], &notice["properties"]["count"]), (&"error".into(), &31.into()));
        assert_eq!(notice["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "b.yaml");
    }
}
