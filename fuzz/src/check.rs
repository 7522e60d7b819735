//! `check` and the output of the other commands: every finding is inside its file, every report conforms to its format,
//! and no text of a record adds a line, a row or a tag.

use super::markdown;
use super::repository::{assert_inside, read_group, views};
use backlog::model::workgroup::TableForm;
use backlog::render::outputs;
use backlog::report::agenda::AgendaOrder;
use backlog::report::human::{self, Look};
use backlog::report::inert::make_visible;
use backlog::report::{github, json, sarif, status};
use backlog::rules::{CheckResult, Overrides, check, check_files};
use backlog::source::Sources;
use backlog::view::Views;
use backlog::{error::Error, fixes};
use serde_json::Value;

/// Up to this number every format lists each finding; beyond it, some may only be counted.
const ALWAYS_LISTED: usize = 100;

/// Checks the repository in the input, and prints everything about it.
pub fn test_check(input: &[u8]) {
    let group = read_group(input);
    let Some(views) = views(&group) else {
        assert_reports(&check_files(&group), &group.sources);
        return;
    };
    let checked = check(&views, &Overrides::default());
    assert_reports(&checked, &group.sources);
    assert_fixes(&views, &checked);
    assert_outputs(&views, &checked);
}

fn plain_look() -> Look {
    Look { color: false, unicode: true, width: 80, prefix: String::new() }
}

fn assert_reports(checked: &CheckResult, sources: &Sources) {
    let CheckResult { findings, .. } = checked;
    for finding in findings {
        assert_inside(&finding.place, sources);
        finding.related.iter().for_each(|(place, _)| assert_inside(place, sources));
    }
    let commands = github::format_findings(findings, sources, "");
    assert!(findings.len() > ALWAYS_LISTED || commands.lines().count() == findings.len(), "{commands}");
    commands.lines().for_each(assert_command);
    for report in [
        human::format_findings(findings, sources, &plain_look()),
        human::format_short(findings, sources, &plain_look()),
    ] {
        assert_inert(&report);
    }
    let report: Value = serde_json::from_str(&json::format_findings(findings, sources).unwrap()).unwrap();
    assert!(findings.len() > ALWAYS_LISTED || report["findings"].as_array().unwrap().len() == findings.len());
    // Writing all rules, the same each time, takes longer than all the rest.
    if sources.files().iter().map(|source| source.text.len()).sum::<usize>() % 16 == 0 {
        let report: Value = serde_json::from_str(&sarif::format_findings(checked, sources, "").unwrap()).unwrap();
        let results = report["runs"][0]["results"].as_array().unwrap().len();
        assert!(findings.len() > ALWAYS_LISTED || results == findings.len());
    }
}

/// A line is exactly one workflow command to the GitHub Actions runner.
fn assert_command(line: &str) {
    let (command, text) = line.strip_prefix("::").and_then(|rest| rest.split_once("::")).unwrap();
    assert!(!text.contains('\r') && text.chars().all(|c| !c.is_control() || c == '\t'), "{line:?}");
    let (name, properties) = command.split_once(' ').unwrap();
    assert!(["error", "warning", "notice"].contains(&name), "{line}");
    let keys: Vec<&str> = properties.split(',').map(|property| property.split_once('=').unwrap().0).collect();
    let known = ["file", "line", "col", "endLine", "endColumn", "title"];
    assert!(keys.iter().all(|key| known.contains(key)), "{line}");
}

/// No text controls a terminal or changes the direction of writing.
fn assert_inert(text: &str) {
    assert_eq!(make_visible(text), text);
}

/// The records can be read after all fixes.
fn assert_fixes(views: &Views, checked: &CheckResult) {
    let fixes = fixes::collect_fixes(views, &checked.findings);
    for fixed in fixes::apply_fixes(&views.group.sources, &fixes).into_iter().flatten() {
        let text = &fixed.record.text;
        assert!(serde_yaml::from_str::<serde_yaml::Value>(text).is_ok(), "{text}");
    }
}

fn assert_outputs(views: &Views, checked: &CheckResult) {
    let group = views.group;
    let errors = checked.findings.len();
    let now = views.group_status();
    let condition = || status::Condition { errors, stale: 0 };
    assert_inert(&status::page::format_page(&now, condition(), views, &plain_look(), None));
    let mut report = vec![
        json::format_status(&now, condition(), views),
        json::format_proposals(&views.group.proposals, views),
        json::format_workgroup(views),
    ];
    report.extend(group.proposals.iter().map(|proposal| json::format_proposal(proposal, views)));
    report.extend(group.meetings.iter().map(|meeting| json::format_meeting(meeting, AgendaOrder::OfTheCall, views)));
    for json in report {
        serde_json::from_str::<Value>(&json.unwrap()).unwrap();
    }
    // A group's own templates may print anything.
    if !group.templates.is_empty() || !group.unreadable_templates.is_empty() {
        return;
    }
    let rows = views.stages.table_rows().len();
    let table = outputs::render_table_as(TableForm::Md, views).unwrap();
    assert_eq!(table.lines().count(), rows + 2, "{table}");
    markdown::assert_safe(&table);
    let table = outputs::render_table_as(TableForm::Html, views).unwrap();
    assert_eq!(table.matches("<tr").count(), rows + 1, "{table}");
    markdown::assert_safe(&table);
    for meeting in &group.meetings {
        match outputs::render_minutes(views, meeting) {
            Ok(minutes) => markdown::assert_safe(&minutes),
            // Two records of one call.
            Err(Error::NotAllowed { .. }) => {}
            Err(error) => panic!("{error}"),
        }
    }
}
