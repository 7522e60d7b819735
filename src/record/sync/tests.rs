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
    merge_reading(known, &threads, "2026-02-12".parse().ok(), "o/r", &views)
}

/// The listing of one issue or pull request that was last changed on a day.
fn listed_on(day: &str, number: u32, more: &str) -> String {
    format!("[{}]", listed(number, more).replace("updated_at\": \"2026-02-01", &format!("updated_at\": \"{day}")))
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
    let asked = |known: &GithubFacts, is_full| -> Vec<u32> {
        find_changed_templates(known, &facts, is_full).iter().map(|pr| pr.number).collect()
    };
    assert_eq!(asked(&GithubFacts::default(), false), [4]);
    assert_eq!((asked(&facts, false), asked(&facts, true)), (vec![], vec![4]), "a listing named no files");
    assert_eq!(describe_reading(&GithubFacts::default(), &facts), "4 new");

    // A second reading of one number leaves the others as they are, also one that vanished.
    let again = merge(&group, &facts, &format!("[{}]", listed(1, closed)));
    assert_eq!(again.issues.keys().map(|number| number.number).collect::<Vec<_>>(), [2, 9]);
    assert_eq!(describe_reading(&facts, &again), "2 left out");
    assert_eq!(describe_reading(&facts, &facts), "nothing new");
}

#[test]
fn an_older_listing_changes_nothing_newer_and_is_no_later_reading() {
    let group = group().proposal("b", "issue: 2\n");
    let closed = ", \"closed_at\": \"2026-02-03T08:00:00Z\"";
    let known = merge(&group, &GithubFacts::default(), &listed_on("2026-02-03", 2, closed));
    let two = Reference::from_number(2);
    assert_eq!(merge(&group, &known, &listed_on("2026-02-02", 2, "")).issues[&two], known.issues[&two]);
    assert_eq!(merge(&group, &known, &listed_on("2026-02-03", 2, "")).issues[&two].closed, None, "the same day");

    let day = |known: &GithubFacts, list: &str| {
        let threads = parse_listing(list, "FILE", "o/r").unwrap();
        find_listing_day(known, &threads, "o/r", "2026-02-12".parse().unwrap()).map(|day| day.to_string())
    };
    let lists = listed_on("2026-02-05", 1, "") + &listed_on("2026-02-04", 2, "");
    assert_eq!(day(&GithubFacts::default(), &lists).as_deref(), Some("2026-02-05"));
    assert_eq!(day(&known, &lists).as_deref(), Some("2026-02-05"));
    assert_eq!(day(&known, &listed_on("2026-03-01", 1, "")).as_deref(), Some("2026-02-12"), "not in the future");
    assert_eq!((day(&known, "[]").as_deref(), day(&GithubFacts::default(), "[]")), (Some("2026-02-12"), None));
    // Another repository was last read earlier.
    let other = "synced: 2026-02-04\nissues: { a/b#7: { title: X } }\n";
    let other = crate::store::github_file::recover_facts(other);
    assert_eq!(day(&other, &lists).as_deref(), Some("2026-02-04"));
    let both = lists.clone() + &listed_on("2026-02-06", 7, "").replace("o/r", "a/b");
    assert_eq!(day(&other, &both).as_deref(), Some("2026-02-05"));
}

#[test]
fn everything_is_read_again_for_what_was_not_kept_before() {
    let known = merge(&group(), &GithubFacts::default(), &listed_on("2026-02-12", 1, ""));
    let reason =
        |group: &TestGroup, known: &GithubFacts, lists: &str| explain_full_reading(known, &merge(group, known, lists));
    assert_eq!(reason(&group(), &known, "[]"), None);
    let older = listed_on("2026-02-12", 53, "");
    let late = "#53 is older than the last reading, and was not kept then";
    assert_eq!(reason(&group(), &known, &older).as_deref(), Some(late));
    assert_eq!(reason(&group(), &GithubFacts { synced: None, ..known.clone() }, &older), None, "everything was read");
    assert_eq!(reason(&group(), &known, &older.replace("2026-01-31T23:30", "2026-02-12T07:00")), None, "it is new");
    let labeled = group().more_settings("github: { labels: { proposal: idea } }\n");
    let changed = "`github.labels.proposal` changed";
    assert_eq!(reason(&labeled, &known, "[]").as_deref(), Some(changed));
    let known = merge(&labeled, &known, "[]");
    assert_eq!((reason(&labeled, &known, "[]"), reason(&group(), &known, "[]").as_deref()), (None, Some(changed)));
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
