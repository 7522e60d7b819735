use super::*;
use crate::test_group::TestGroup;

fn compose(template: &str) -> OnboardingIssue {
    let group = TestGroup::new().proposal(
        "a",
        "issue: 63\nowners: [DT, '@Orange']\ntemplate: { pr: 64, path: documentation/a.md }\nstages: [{ stage: approved, \
         date: 2026-02-12 }]\n",
    );
    let views = group.views("2026-02-26");
    let template = Source { path: "t.md".to_owned(), text: template.to_owned() };
    compose_onboarding_issue(&views.group.proposals[0], &template, "o/r", &views).unwrap().0
}

#[test]
fn fields_are_filled_where_the_records_know_the_answer() {
    let issue = compose(
        "---\nname: Tracker\ntitle: '[Tracker] $repo$'\nlabels: 'Tracker, API'\n---\n\n## API\n- **API Name:** XXXX\n\
         - **Mailing List:** XXXX _(if any)_\n- __Owner__: TBD _(who leads it)_\n- **Proposal:** \
         https://github.com/o/r/blob/main/XXXX.md\n- Original approval issue: https://github.com/o/r/issues/XXXX\n\
         - **Approved on:** <day>\n- **Wiki:** https://example.org\n\n- [ ] Ask: @o/admins\n",
    );
    assert_eq!(
        issue.text.body,
        "<!-- backlog: onboarding a -->\n## API\n- **API Name:** A\n- **Mailing List:** XXXX _(if any)_\n- __Owner__: \
         Deutsche Telekom, @<!-- -->Orange _(who leads it)_\n- **Proposal:** \
         https://github.com/o/r/blob/main/documentation/a.md\n- Original approval issue: \
         https://github.com/o/r/issues/63\n- **Approved on:** 2026-02-12\n- **Wiki:** https://example.org\n\n- [ ] Ask: \
         @o/admins\n\n<!-- backlog: end -->\n"
    );
    assert_eq!(issue.text.title, "[Tracker] A");
    assert_eq!(issue.labels, ["Tracker", "API"]);
    assert_eq!(issue.open_fields, ["Mailing List"]);
}

#[test]
fn fields_are_filled_however_they_are_written() {
    for (line, filled) in [
        ("Owner: _TBD_", "Owner: Deutsche Telekom, @<!-- -->Orange"),
        ("Name: **XXXX**, a name", "Name: A, a name"),
        ("Name: _XXXX (the new one)_", "Name: _A (the new one)_"),
        ("Name: _<the name>_ (new)", "Name: A (new)"),
        ("Name: `[TBD]`", "Name: A"),
        ("Name: (TBD)", "Name: A"),
        ("Name: [XXXX](https://e.x/XXXX) (new)", "Name: A (new)"),
        ("1. Name: #XXXX", "1. Name: A"),
        ("2) **Name:** TBD", "2) **Name:** A"),
        ("- [ ] Name: TBD", "- [ ] Name: A"),
        ("- [x] __Name:__TBD", "- [x] __Name:__ A"),
        ("Name:XXXX", "Name: A"),
        ("Name:_TBD_", "Name: A"),
        ("Name:\tXXXX", "Name: A"),
        ("Issue:https://github.com/o/r/issues/XXXX", "Issue: https://github.com/o/r/issues/63"),
        ("```yaml\nName: XXXX\n```\nName: XXXX", "```yaml\nName: XXXX\n```\nName: A"),
        ("- a\n\n  ~~~\n  Name: XXXX\n  ~~~\n- Name: XXXX", "- a\n\n  ~~~\n  Name: XXXX\n  ~~~\n- Name: A"),
    ] {
        let issue = compose(line);
        let body = issue.text.body.strip_prefix("<!-- backlog: onboarding a -->\n").unwrap();
        assert_eq!(body.strip_suffix("\n\n<!-- backlog: end -->\n").unwrap(), filled, "{line}");
        assert_eq!(issue.open_fields, [""; 0], "{line}");
    }
    for same in ["Name: _the new one_", "Name: (", "Name:a", "https://e.x/XXXX", "Name::XXXX", ": XXXX", "Name: *"] {
        let issue = compose(same);
        assert!(issue.text.body.contains(&format!("\n{same}\n")), "{}", issue.text.body);
        assert_eq!(issue.open_fields, [""; 0], "{same}");
    }
    assert_eq!(
        compose("1. Mailing List:XXXX\n```\nWiki: XXXX\n```\n- Wiki: _TBD_").open_fields,
        ["Mailing List", "Wiki"]
    );
}

#[test]
fn only_a_template_in_markdown_with_a_text_is_filled() {
    for (path, text, message) in [
        ("a.yml", "name: A", "a.yml is an issue form; only issue templates in Markdown can be filled"),
        ("a.YAML", "name: A", "a.YAML is an issue form; only issue templates in Markdown can be filled"),
        ("a.md", "", "the issue template a.md has no text"),
        ("a.md", "\u{feff}---\nname: A\n---\n\n", "the issue template a.md has no text"),
        ("a.md", "\u{feff}\n", "the issue template a.md has no text"),
    ] {
        let group = TestGroup::new().proposal("a", "");
        let views = group.views("2026-02-26");
        let template = Source { path: path.to_owned(), text: text.to_owned() };
        let refused = compose_onboarding_issue(&views.group.proposals[0], &template, "o/r", &views).unwrap_err();
        assert_eq!(refused.to_string(), message);
    }
}

#[test]
fn a_template_may_lack_what_precedes_its_text() {
    assert_eq!(compose("Name: XXXX\n").text.title, "Onboarding of A");
    assert_eq!(compose("---\ntitle: Tracker\nlabels: [x]\n---\nT\n").text.title, "Tracker A");
    let crlf = compose("---\r\ntitle: Tracker\r\nlabels: [x]\r\n---\r\nName: XXXX\r\n");
    assert!(crlf.text.body.contains("\nName: A\n"), "{}", crlf.text.body);
}
