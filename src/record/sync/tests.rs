use super::*;
use crate::test_group::TestGroup;

/// An issue or a pull request as GitHub lists it.
fn listed(number: u32, more: &str) -> String {
    let kind = if more.contains("pull_request") { "pull" } else { "issues" };
    format!(
        "{{\"html_url\": \"https://github.com/o/r/{kind}/{number}\", \"title\": \"[API Proposal] Name {number}\", \
         \"user\": {{\"login\": \"ann\"}}, \"created_at\": \"2026-01-31T23:30:00Z\", \"updated_at\": \"2026-02-01T08:00:00Z\"{more}}}"
    )
}

fn group() -> TestGroup {
    TestGroup::new().more_settings("people: [{ name: Ann Example, organization: Deutsche Telekom, github: '@Ann' }]\n")
}

fn merge(group: &TestGroup, known: &GithubFacts, lists: &str) -> GithubFacts {
    let views = group.views("2026-02-12");
    let threads = parse_listing(lists, "FILE", "o/r").unwrap();
    merge_reading(known, &threads, "2026-02-12".parse().unwrap(), "o/r", &views)
}

#[test]
fn a_reading_keeps_what_concerns_the_group() {
    let group = group().proposal("b", "issue: 2\n").call("2026-02-12", "agenda: [{ pr: 9 }]\n");
    let closed = ", \"closed_at\": \"2026-02-01T08:00:00Z\", \"state_reason\": \"completed\"";
    let pr = |body: &str, merged: &str| {
        format!(", \"body\": \"{body}\", \"draft\": false, \"pull_request\": {{\"merged_at\": {merged}}}")
    };
    let lists = format!(
        "[{}, {}, {}]\n[{}, {}, {}]",
        listed(1, ", \"body\": \"## Summary\\nCounts cars.\", \"labels\": [{\"name\": \"API Proposal\"}]"),
        listed(2, closed),
        listed(3, closed),
        listed(4, &pr("Fixes #1", "null")),
        listed(5, &pr("Fixes #3", "null")),
        listed(9, &pr("", "\"2026-02-03T04:05:06Z\"")),
    );
    let facts = merge(&group, &GithubFacts::default(), &lists);
    let numbers: Vec<u32> = facts.issues.keys().map(|number| number.number).collect();
    assert_eq!(numbers, [1, 2, 4, 9], "3 is closed and unnamed, and 5 closes only that");
    let text = crate::store::github_file::format_facts(&facts).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[3..],
        [
            "issues:",
            "  1: { kind: issue, title: '[API Proposal] Name 1', author: ann, labels: [API Proposal], opened: 2026-01-31T23:30:00Z, \
             updated: 2026-02-01, summary: Counts cars. }",
            "  2: { kind: issue, title: '[API Proposal] Name 2', author: ann, opened: 2026-01-31T23:30:00Z, closed: 2026-02-01, \
             reason: completed, updated: 2026-02-01 }",
            "  4: { kind: pr, title: '[API Proposal] Name 4', author: ann, opened: 2026-01-31T23:30:00Z, updated: 2026-02-01, \
             fixes: [1] }",
            "  9: { kind: pr, title: '[API Proposal] Name 9', author: ann, opened: 2026-01-31T23:30:00Z, \
             merged: 2026-02-03T04:05:06Z, updated: 2026-02-01 }",
        ]
    );
    assert_eq!(crate::store::github_file::recover_facts(&text), facts);
    assert_eq!(find_changed_templates(&GithubFacts::default(), &facts), [&Reference::from_number(4)]);
    assert_eq!(describe_reading(&GithubFacts::default(), &facts), "4 new");

    // A second reading of one number leaves the others as they are, also one that vanished.
    let again = merge(&group, &facts, &format!("[{}]", listed(1, closed)));
    assert_eq!(again.issues.keys().map(|number| number.number).collect::<Vec<_>>(), [2, 9]);
    assert_eq!(describe_reading(&facts, &again), "2 left out");
    assert_eq!(describe_reading(&facts, &facts), "nothing new");
}

#[test]
fn new_issues_come_with_the_command_that_registers_them() {
    let facts = "issues: { 310: { title: '[API Proposal] Sky', author: ann, opened: 2026-02-03 }, 311: { title: \
                 '[API Proposal] Sea', author: bob } }\n";
    let group = group().file("github.yaml", facts);
    assert_eq!(
        list_unregistered(&group.views("2026-02-12")),
        [
            "#310 Sky, opened 2026-02-03 by ann: backlog add-proposal --issue 310 --owner \"Deutsche Telekom\"",
            "#311 Sea by bob: backlog add-proposal --issue 311 --owner ORG",
        ]
    );
}

#[test]
fn a_file_that_is_no_list_of_issues_is_refused() {
    let message = |text: &str| parse_listing(text, "FILE", "o/r").unwrap_err().to_string();
    assert!(message("{}").starts_with("FILE is not a list of issues: "), "{}", message("{}"));
    assert_eq!(message(" \n"), "FILE is empty");
    let other = format!("[{}]", listed(1, "")).replace("o/r", "a/b");
    assert_eq!(message(&other), "FILE has issues of a/b, and the group's repository is o/r");
    assert!(parse_listing("[]", "FILE", "o/r").unwrap().is_empty());
}
