use super::NAME;
use crate::test_group::TestGroup;

/// The findings about the URL of a template, without their place.
fn template_findings(url: &str) -> Vec<String> {
    let group = TestGroup::new().proposal("x", format!("issue: 63\ntemplate: {{ pr: 64, url: \"{url}\" }}\n"));
    let group = group.proposal("y", "issue: 65\ntemplate: { pr: 66 }\n");
    let lock = "issues: { 70: { kind: pr, opened: 2025-01-01 }, 71: { opened: 2025-01-01 } }\n";
    let findings = group.file("github.yaml", lock).findings(NAME);
    findings.iter().map(|line| line.replacen(" backlog/x.yaml:3:26", "", 1)).collect()
}

#[test]
fn issues_and_pull_requests_are_distinguished() {
    let at = |rest: &str| template_findings(&format!("https://github.com/example/backlog/{rest}"));
    assert_eq!(at("issues/64"), ["warning PR#64 is linked as an issue | Write `/pull/64`."]);
    assert_eq!(at("issues/70#issuecomment-1").len(), 1);
    assert_eq!(at("pull/65"), ["warning #65 is an issue but is linked as a pull request | Write `/issues/65`."]);
    assert_eq!(at("pull/71/files").len(), 1);
    let else_linked = "is an issue about something else, not the template | Link the pull request with the template,";
    assert_eq!(at("issues/65"), [format!("warning #65 {else_linked} `/pull/65` if that is it, or the file.")]);
    assert_eq!(at("issues/99").len(), 1);
    let other = |number: u32| {
        format!(
            "warning the link leads to PR#{number}, but the template is PR#64 | Correct the link or `pr`, whichever \
             is wrong."
        )
    };
    assert_eq!(at("pull/66"), [other(66)]);
    assert_eq!(at("pull/99"), [other(99)]);
    assert_eq!(template_findings("https://github.com/o/other/pull/64").len(), 1);
    for right in ["issues/63", "pull/64", "blob/main/documentation/X.md"] {
        assert_eq!(at(right), [""; 0], "{right}");
    }
}

#[test]
fn the_own_issue_is_known_without_a_repository_of_the_group() {
    let facts = "issue: 63\ntemplate: { url: 'https://github.com/o/r/issues/63' }\n";
    let count = |facts: &str| TestGroup::new().settings("").proposal("x", facts).findings(NAME).len();
    assert_eq!(count(facts), 0);
    assert_eq!(count(&facts.replace("issue: 63", "issue: 64")), 1);
    assert_eq!(count(&facts.replace("issue: 63", "issue: a/b#63")), 1);
    // Two proposals with one issue are reported by another rule.
    let two = TestGroup::new().proposal("w", "issue: 63\n").proposal("x", facts.replace("o/r", "example/backlog"));
    assert_eq!(two.findings(NAME), [""; 0]);
}

#[test]
fn the_own_pr_is_known_without_a_repository_of_the_group() {
    let found = |page: &str| {
        let facts = format!("template: {{ pr: 64, url: 'https://github.com/o/r/{page}' }}\n");
        TestGroup::new().settings("").proposal("x", facts).findings(NAME)
    };
    assert_eq!(found("issues/64"), ["warning backlog/x.yaml:2:26 PR#64 is linked as an issue | Write `/pull/64`."]);
    assert_eq!(found("pull/64"), [""; 0]);
    assert_eq!(found("pull/65").len(), 1);
}

#[test]
fn a_link_without_its_scheme_is_found() {
    assert_eq!(
        template_findings("github.com/example/backlog/pull/64"),
        ["warning the link has no `https://`, so it does not work | Add `https://` before it."]
    );
}

#[test]
fn truncated_and_misspelled_links() {
    let at = |rest: &str| template_findings(&format!("https://github.com/example/backlog/{rest}"));
    let cut = "warning the link to the template ends in `.m`, but templates end in `.md` | End it with `X.md`.";
    assert_eq!(at("blob/main/X.m"), [cut]);
    assert_eq!(at("blob/main/X.m?plain=1#top"), [cut]);
    assert_eq!(at("pr/116"), ["warning GitHub has no page `/pr/116` | Write `/pull/116`."]);
    assert_eq!(at("pr/63"), ["warning GitHub has no page `/pr/63` | Write `/issues/63`."]);
    assert_eq!(at("issue/63"), ["warning GitHub has no page `/issue/63` | Write `/issues/63`."]);
    let group = TestGroup::new().proposal("x", "template: { path: docs/X.m }\n");
    let recap = "recap: [{ heading: TSC, link: 'https://github.com/o/r/pr/4' }]\n";
    assert_eq!(group.call("2026-02-12", recap).findings(NAME).len(), 2);
}

#[test]
fn a_repository_with_the_name_of_another_is_found() {
    let findings = |name: &str| {
        let x = format!("repository: {{ name: {name}, url: 'https://github.com/o/DeviceStatus' }}\n");
        let y = "repository: { url: 'https://github.com/o/DeviceSwap' }\n";
        TestGroup::new().proposal("x", x).proposal("y", y).findings(NAME)
    };
    for right in ["DeviceStatus", "Device Status", "o/devicestatus", "Status"] {
        assert_eq!(findings(right), [""; 0], "{right}");
    }
    for (wrong, at) in [("DeviceSwap", 38), ("o/DeviceSwap", 40)] {
        let line = format!(
            "warning backlog/x.yaml:2:{at} the repository `{wrong}` leads to o/DeviceStatus | Correct the name or the \
             URL."
        );
        assert_eq!(findings(wrong), [line]);
    }
}

#[test]
fn schemes_of_all_links_are_checked() {
    assert_eq!(
        template_findings(" JavaScript:alert(1)"),
        ["error the link is `javascript:`, which runs a script | Write the URL of a page: `https://...`."]
    );
    let proposal = "registered: 2026-01-01\nvalidation: { link: 'http://e.x' }\nrepository: { maintainers: 'http://e.x' }\n\
                    releases: [{ url: 'http://e.x' }, { url: 'mailto:a@e.x' }, { url: 'docs/a.md' }]\n";
    let call = "recap: [{ heading: TSC, link: 'data:text/html,x' }]\n";
    let findings = TestGroup::new().proposal("x", proposal).call("2026-02-12", call).findings(NAME);
    let places: Vec<&str> = findings.iter().map(|line| line.split(" the link").next().unwrap()).collect();
    assert_eq!(
        places,
        [
            "warning backlog/x.yaml:3:21",
            "warning backlog/x.yaml:4:28",
            "warning backlog/x.yaml:5:19",
            "error minutes/2026-02-12.yaml:2:31",
        ]
    );
}

#[test]
fn a_release_is_of_the_repository() {
    let release = |url: &str| {
        let repository = "repository: { url: 'https://github.com/o/DeviceStatus' }";
        TestGroup::new().proposal("x", format!("{repository}\nreleases: [{{ url: '{url}' }}]\n")).findings(NAME)
    };
    assert_eq!(
        release("https://github.com/o/DeviceSwap/releases/tag/r1.1"),
        ["warning backlog/x.yaml:3:19 a release of o/DeviceSwap, but the repository is o/DeviceStatus | Correct one \
          of the two links."]
    );
    assert_eq!(release("https://www.github.com/O/devicestatus/releases/tag/r1.1"), [""; 0]);
    assert_eq!(release("https://lists.example.org/o/DeviceSwap"), [""; 0], "another host may show it");
}

#[test]
fn a_passcode_in_the_url_of_a_call_is_found() {
    let slot = "{ slot: 2nd thursday, start: '09:00', end: '10:00', join: 'https://e.example/j?pwd=a' }";
    let call = "join: http://e.example/j/1\nrecording: https://e.example/r?id=1&password=a\n";
    let group = TestGroup::new().settings(format!("schedule: [{slot}]\n")).call("2026-02-12", call);
    let passcode = |name: &str| {
        format!(
            "the URL has a passcode (`{name}=`), and the records are public | Use a URL without it, and send the \
             passcode another way."
        )
    };
    assert_eq!(
        group.findings(NAME),
        [
            "warning minutes/2026-02-12.yaml:2:7 the link is `http:`, which is not encrypted | Write `https:` \
             instead."
                .to_owned(),
            format!("warning minutes/2026-02-12.yaml:3:12 {}", passcode("password")),
            format!("warning workgroup.yaml:2:70 {}", passcode("pwd")),
        ]
    );
}
