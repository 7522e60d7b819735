//! Findings as SARIF 2.1.0, the format of code scanning.

mod rules;
mod text;

use super::json::format_json;
use super::region::Region;
use super::selection::{HiddenFindings, SelectedFindings};
use crate::error::Error;
use crate::finding::Finding;
use crate::model::digest::fingerprint;
use crate::model::wording::format_count;
use crate::rules::{CheckResult, RULES, SkippedChecks};
use crate::source::{Place, Positions, Sources};
use crate::view::links::encode_path;
use serde_json::{Value, json};
use std::collections::HashMap;
use text::escape_message;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The base of all paths: the root of the checkout.
const BASE: &str = "SRCROOT";

/// The run of a check: all rules, the findings in order, counts of further findings by rule and file, and the skipped
/// checks. `folder` is the path from the checkout to the group's repository: empty, or ending with a slash.
///
/// # Errors
/// [`Error::NotExpressible`] when it cannot be expressed as JSON, which does not happen.
pub fn format_findings(checked: &CheckResult, sources: &Sources, folder: &str) -> Result<String, Error> {
    let mut log = SarifLog { sources, positions: Positions::new(sources), folder, seen: HashMap::new() };
    let shown = SelectedFindings::select(&checked.findings);
    let results: Vec<Value> = shown.findings.iter().map(|finding| log.build_result(finding)).collect();
    let more: Vec<Value> = shown.more.iter().map(|more| log.describe_more(more)).collect();
    let notifications: Vec<Value> = more.into_iter().chain(checked.skipped.iter().map(skipped_notice)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "fullDescription": { "text": format!("{}.", env!("CARGO_PKG_DESCRIPTION")) },
                "rules": RULES.iter().map(|rule| rules::describe_rule(rule)).collect::<Vec<_>>(),
            } },
            "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": notifications }],
            "originalUriBaseIds": { BASE: { "description": { "text": "The root of the checkout." } } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format_json("sarif", &log)
}

/// State shared by the results of a run.
struct SarifLog<'s> {
    sources: &'s Sources,
    positions: Positions<'s>,
    folder: &'s str,
    /// How often each fingerprint was used.
    seen: HashMap<u64, u32>,
}

impl SarifLog<'_> {
    fn build_result(&mut self, finding: &Finding) -> Value {
        let path = &self.sources.file(finding.place.file).path;
        let hash = fingerprint(&[finding.rule, path, &finding.message]);
        let nth = self.seen.entry(hash).and_modify(|count| *count += 1).or_insert(1);
        let fingerprint = format!("{hash:016x}:{nth}");
        let message = match &finding.help {
            Some(help) => format!("{}. {help}", finding.message),
            None => format!("{}.", finding.message),
        };
        let mut result = json!({
            "ruleId": finding.rule,
            "level": finding.level.as_str(),
            "message": { "text": escape_message(&message) },
            "locations": [{ "physicalLocation": self.build_location(&finding.place) }],
            "partialFingerprints": { "rulePathMessage/v1": fingerprint },
        });
        if let Some(index) = rule_index(finding.rule) {
            result["ruleIndex"] = index.into();
        }
        if !finding.related.is_empty() {
            let related = finding.related.iter().zip(1..).map(|((place, phrase), id)| {
                let message = json!({ "text": format!("{}.", escape_message(phrase)) });
                json!({ "id": id, "physicalLocation": self.build_location(place), "message": message })
            });
            result["relatedLocations"] = related.collect();
        }
        result
    }

    /// Counts findings that are not among the results.
    fn describe_more(&mut self, more: &HiddenFindings) -> Value {
        let message = format!("Not listed: {}.", more.message());
        let mut notification = build_notification(more.first.rule, more.level.as_str(), &message, more.count);
        notification["locations"] = json!([{ "physicalLocation": self.build_location(&more.first.place) }]);
        notification
    }

    fn build_location(&mut self, place: &Place) -> Value {
        let region = Region::from_place(place, &mut self.positions);
        let path = format!("{}{}", self.folder, self.sources.file(place.file).path);
        json!({
            "artifactLocation": { "uri": encode_path(&path), "uriBaseId": BASE },
            "region": {
                "startLine": region.line,
                "startColumn": region.column,
                "endLine": region.end_line,
                "endColumn": region.end_column,
            },
        })
    }
}

/// A note about skipped checks of a rule: how many, and what to add.
fn skipped_notice(skipped: &SkippedChecks) -> Value {
    let SkippedChecks { rule, to_add, count } = skipped;
    let message =
        format!("{} of {rule} skipped, because the records are incomplete: {to_add}.", format_count(*count, "check"));
    build_notification(rule, "note", &message, *count)
}

fn build_notification(rule: &str, level: &str, message: &str, count: usize) -> Value {
    let mut associated = json!({ "id": rule });
    if let Some(index) = rule_index(rule) {
        associated["index"] = index.into();
    }
    json!({
        "associatedRule": associated,
        "level": level,
        "message": { "text": escape_message(message) },
        "properties": { "count": count },
    })
}

/// The index of a rule in the list of all rules.
fn rule_index(rule: &str) -> Option<usize> {
    RULES.iter().position(|other| other.name == rule)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Source};

    /// The run with a finding at each of the places, each with a related place in another file.
    fn sample_run(places: &[(u32, u32)], message: &str) -> Value {
        let source = |path: &str| Source { path: path.into(), text: "é: 1\nb: éx\n".into() };
        let sources = Sources::new(vec![source("backlog/é x#1.yaml"), source("minutes/m.yaml")]);
        let finding = |(start, end): &(u32, u32)| Finding {
            rule: "bad-date",
            place: Place { file: FileId(0), start: *start, end: *end },
            help: Some("Fix [it].".to_owned()),
            related: vec![(Place::file_start(FileId(1)), "here".to_owned())],
            ..Finding::sample(0, 0, message)
        };
        let checked = CheckResult {
            findings: places.iter().map(finding).collect(),
            skipped: vec![SkippedChecks { rule: "late-agenda-item", to_add: "add the day".into(), count: 2 }],
        };
        let log: Value = serde_json::from_str(&format_findings(&checked, &sources, "a/").unwrap()).unwrap();
        log["runs"][0].clone()
    }

    #[test]
    fn a_result_points_to_its_place_and_its_rule() {
        let run = sample_run(&[(6, 7)], "found `[x](y)`");
        let result = &run["results"][0];
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], "bad-date");
        assert_eq!(result["message"]["text"], "found `\\[x\\](y)`. Fix \\[it\\].");
        let location = &result["locations"][0]["physicalLocation"];
        assert_eq!(location["artifactLocation"]["uri"], "a/backlog/%C3%A9%20x%231.yaml");
        assert_eq!(location["region"], json!({ "startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 2 }));
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "here.");
        let notice = &run["invocations"][0]["toolExecutionNotifications"][0];
        assert_eq!(
            notice["message"]["text"],
            "2 checks of late-agenda-item skipped, because the records are incomplete: add the day."
        );
    }

    #[test]
    fn a_fingerprint_survives_moved_lines_and_is_unique() {
        let of = |run: Value| -> Vec<String> {
            let results = run["results"].as_array().unwrap().clone();
            results.iter().map(|it| it["partialFingerprints"]["rulePathMessage/v1"].to_string()).collect()
        };
        assert_eq!(of(sample_run(&[(0, 1)], "m")), of(sample_run(&[(6, 7)], "m")));
        assert_ne!(of(sample_run(&[(0, 1)], "m")), of(sample_run(&[(0, 1)], "n")));
        let twice = of(sample_run(&[(0, 1), (6, 7)], "m"));
        assert_ne!(twice[0], twice[1]);
    }
}
