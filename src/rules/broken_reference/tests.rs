//! What the rule finds in texts, and where.

mod places;

use super::NAME;
use crate::test_group::TestGroup;

/// The findings in a text, without what they have in common.
fn findings_in(text: &str) -> Vec<String> {
    let lines: String = text.lines().map(|line| format!("  {line}\n")).collect();
    let group = TestGroup::new().proposal("p", "issue: 63\ntemplate: { pr: 64 }\n");
    let actions = "actions: [{ id: 20260212-01, owners: [MTN], text: x }]";
    let findings = group.call("2026-02-12", format!("{actions}\naob: |\n{lines}")).findings(NAME);
    findings.iter().map(|line| line.replace("warning minutes/2026-02-12.yaml:", "")).collect()
}

fn single_message(text: &str) -> String {
    let found = findings_in(text);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    found[0].split(" | ").next().unwrap().to_owned()
}

const ISSUES: &str = "https://github.com/example/backlog/issues";
const PULL: &str = "https://github.com/example/backlog/pull";

#[test]
fn labels_and_urls_that_disagree() {
    assert_eq!(single_message(&format!("é 中 😀 [#71]({ISSUES}/45)")), "4:9 `[#71]` leads to issue 45");
    assert_eq!(single_message(&format!("[PR#29]({PULL}/27/files)")), "4:3 `[PR#29]` leads to pull request 27");
    assert_eq!(single_message(&format!("[PR#29]({ISSUES}/29)")), "4:3 `[PR#29]` is linked as an issue");
    assert_eq!(single_message(&format!("[Issue #29]({PULL}/29)")), "4:3 `[Issue #29]` is linked as a pull request");
    assert_eq!(single_message(&format!("[#64]({ISSUES}/64)")), "4:3 pull request 64 is linked as an issue");
    assert_eq!(single_message(&format!("[#63]({PULL}/63)")), "4:3 issue 63 is linked as a pull request");
    assert_eq!(single_message(&format!("[a/b#7]({ISSUES}/7)")), "4:3 `[a/b#7]` leads to issue 7 of example/backlog");
    assert_eq!(
        findings_in(&format!("[**#71**]({ISSUES}/45)")),
        ["4:3 `[#71]` leads to issue 45 | Correct the label, or end the URL with issues/71."]
    );
}

#[test]
fn a_label_that_names_another_repository() {
    let found = |text: &str| {
        let group = TestGroup::new().proposal("p", "repository: { url: 'https://github.com/o/DeviceStatus' }\n");
        let findings = group.call("2026-02-12", format!("aob: '{text}'\n")).findings(NAME);
        findings.iter().map(|line| line.split_once(":2:7 ").unwrap().1.to_owned()).collect::<Vec<_>>()
    };
    let (swap, help) =
        ("https://github.com/o/DeviceSwap", "| Correct the label, or write o/DeviceStatus into the URL.");
    assert_eq!(
        found("[o/a#5](https://github.com/o/b/issues/5)"),
        ["`[o/a#5]` leads to issue 5 of o/b | Correct the label, or write o/a into the URL."]
    );
    assert_eq!(
        found(&format!("[DeviceStatus#5]({swap}/pull/5)")),
        [format!("`[DeviceStatus#5]` leads to o/DeviceSwap {help}")]
    );
    assert_eq!(
        found(&format!("[o/DeviceStatus]({swap})")),
        [format!("`[o/DeviceStatus]` leads to o/DeviceSwap {help}")]
    );
    for right in [
        format!("[DeviceSwap#5]({swap}/pull/5)"),
        format!("[o/deviceswap]({swap}/issues)"),
        format!("[and/or]({swap})"),
        format!("[Phase#5]({swap}/pull/5)"),
        "[o/a](https://example.org/o/b)".to_owned(),
    ] {
        assert_eq!(found(&right), [""; 0], "{right}");
    }
}

#[test]
fn a_branch_is_not_a_repository() {
    for text in [
        format!("[fix/typos#12]({PULL}/12)"),
        format!("[release/r1.2#5]({PULL}/5)"),
        "[fix/issue-12] and [feature/x#3]".to_owned(),
        format!("[ann/patch-1#4]({PULL}/4)"),
    ] {
        assert_eq!(findings_in(&text), [""; 0], "{text}");
    }
}

#[test]
fn broken_links() {
    assert_eq!(single_message("see (ttps://x.org)"), "4:8 `ttps://` is not a URL scheme");
    assert_eq!(single_message("- a\n- [x](ttps://x.org)"), "5:9 `ttps://` is not a URL scheme");
    assert_eq!(single_message("[a [b](https://c) d](https://e)"), "4:3 a link inside a link: only the inner one works");
    assert_eq!(single_message("[Link]([https://a](https://a))"), "4:3 a link inside the URL of a link");
    assert_eq!(single_message("[x]()"), "4:3 the link `[x]` has no URL");
    assert_eq!(single_message("[](https://a)"), "4:3 the link to https://a has no text");
    assert_eq!(single_message("[x](docs/API proposals/A.md)"), "4:3 a URL with a space in it is not a link");
    assert_eq!(
        findings_in("as [#328] says"),
        [format!("4:6 `[#328]` has no URL | Write `[#328]({ISSUES}/328)`, or remove the brackets.")]
    );
    assert!(findings_in("[PR#64]")[0].contains(&format!("({PULL}/64)")));
    assert!(findings_in("[a/b#7]")[0].contains("(https://github.com/a/b/issues/7)"));
}

#[test]
fn action_points_that_no_call_opened() {
    assert_eq!(
        single_message("AP 20260212-07: go on"),
        "4:6 the call of 2026-02-12 did not open the action point `20260212-07`: it opened another one"
    );
    assert_eq!(
        findings_in("AP 20260213-01: go on"),
        ["4:6 there was no call on 2026-02-13, a Friday, that could have opened `20260213-01` | Correct the id: \
             the nearest call is on 2026-02-12: `20260212-NN`."]
    );
    assert_eq!(
        single_message("AP 20260218-01: go on"),
        "4:6 there was no call on 2026-02-18, a Wednesday, that could have opened `20260218-01`"
    );
    for silent in [
        "AP 20260212-01",
        "20251225-01 of a call that was not held",
        "20230216-01 of a time without a schedule",
        "20260226-01 of a call without a file",
        "`20260212-07` in code",
        "https://x.org/20260212-07",
        "file 20260212-07.pdf",
        "120260212-07 and 20260212-071",
    ] {
        assert_eq!(findings_in(silent), [""; 0], "{silent}");
    }
    let old = TestGroup::new().settings("records: { complete-since: 2026-02-13 }\n");
    assert_eq!(old.call("2026-02-12", "aob: AP 20260212-01\n").findings(NAME), [""; 0]);
    let imported = "register: [{ id: 20260212-09, text: x }]\naob: AP 20260212-09\n";
    assert_eq!(TestGroup::new().call("2026-02-12", "").call("2026-02-26", imported).findings(NAME), [""; 0]);
}

#[test]
fn right_references_and_other_text() {
    for text in [
        &format!(
            "[#45]({ISSUES}/45), [PR#27]({PULL}/27#discussion_r1), [other/repo#4](https://github.com/other/repo/pull/4)"
        ),
        "- [x] done\n- [ ] open [1], [sic] a[0] [2026], \\[#3\\]",
        "`[#71](https://github.com/example/backlog/issues/45)`",
        "x\n\n    [#328] in code\n",
        "[#5] below\n\n[#5]: https://x.org",
        "[![logo](a.png)](https://x.org) [the issue](https://github.com/a/b/issues/4)",
        "[see [1] there](https://x.org) and [n](see the note)",
        "<https://x.org> https://y.org #63",
        &format!(
            "[#204](https://github.com/a/b/wiki) [r2.2](https://github.com/a/b/releases/tag/r2.2) [#63]({ISSUES}/63)"
        ),
    ] {
        assert_eq!(findings_in(text), [""; 0], "{text}");
    }
}

#[test]
fn titles_are_not_markdown_and_quoted_texts_have_places() {
    let meeting = "agenda:\n  - title: '[#328]'\n    notes: 'it''s [#329] '\n    \
                   decisions: [\"a\\tb \\\n      [#330]\"]\n";
    let findings = TestGroup::new().call("2026-02-12", meeting).findings(NAME);
    let places: Vec<&str> = findings.iter().map(|line| line.split(' ').nth(1).unwrap()).collect();
    assert_eq!(places, ["minutes/2026-02-12.yaml:4:19", "minutes/2026-02-12.yaml:6:7"]);
}

#[test]
fn an_id_with_an_impossible_date_is_found() {
    let found = |text: &str| TestGroup::new().call("2026-02-12", format!("aob: \"{text}\"\n")).findings(NAME);
    let help = "Correct the id: it begins with the day of the call that opened the action point.";
    assert_eq!(
        found("See AP 20260230-01."),
        [format!(
            "warning minutes/2026-02-12.yaml:2:14 `20260230-01` begins with 2026-02-30, which is not a date | {help}"
        )]
    );
    assert_eq!(found("AP 20261302-01 goes on").len(), 1);
    for right in ["`20260230-01`", "12345678-90", "files/20260230-01"] {
        assert_eq!(found(right), [""; 0], "{right}");
    }
}

#[test]
fn missing_pages_and_labels_that_are_urls() {
    let found = |text: &str| TestGroup::new().call("2026-02-12", format!("aob: \"{text}\"\n")).findings(NAME);
    let at = |rest: &str| format!("warning minutes/2026-02-12.yaml:2:7 {rest}");
    assert_eq!(found("<https://github.com/o/g/pr/116>"), [at("GitHub has no page `/pr/116` | Write `/pull/116`.")]);
    assert_eq!(
        found("[form](https://github.com/o/g/blob/main/form.m)"),
        [at("the URL ends in `.m`, but a Markdown file ends in `.md` | Write `form.md`.")]
    );
    let two = found("[https://github.com/o/g/issues/1](https://github.com/o/g/issues/2)");
    assert!(two.len() == 1 && two[0].contains("leads to issue 2"), "{two:?}");
    assert_eq!(found("[backlog#12](https://github.com/o/z/issues/12)").len(), 1);
    for right in [
        "<https://github.com/o/g/pull/116>",
        "[form](https://github.com/o/g/blob/main/form.md)",
        "[https://github.com/o/g/issues/1](https://github.com/o/g/issues/1)",
    ] {
        assert_eq!(found(right), [""; 0], "{right}");
    }
}
