//! Pages link to each other, load nothing, and name nobody.

use super::*;
use crate::test_group::TestGroup;
use scraper::{Html, Selector};
use std::collections::HashMap;

fn group() -> TestGroup {
    let people = "people: [{ name: Ann Example, organization: DT, role: chair }]\nreviewer: { name: TSC }\n";
    let proposal = "issue: 1\nowners: [Ann Example, DT]\nregistered: 2025-12-01\nsummary: See [the call](../minutes/2026-01-08.md).\n\
                    stages: [{ stage: under-review, date: 2026-01-08 }]\n";
    let actions = "actions: [{ id: 20260108-01, owners: [Delegate B], text: Ask, due: 2026-01-20 }]";
    TestGroup::new()
        .more_settings(people)
        .proposal("a", proposal)
        .proposal("b", "kind: name-change\ntarget: a\nissue: 2\nstages: [{ stage: frozen, date: 2026-01-22 }]\n")
        .proposal("c", "issue: 3\nclosed: 2026-01-22\nhistory: [{ date: 2025-11-13, notes: Heard. }]\n")
        .call("2026-01-08", format!("attendance: {{ DT: [{{ name: Ann Example, role: host }}], Orange: [Delegate B, {{ name: Delegate C, present: false, note: ill }}] }}\n\
               agenda: [{{ issue: 1, notes: Presented., {actions} }}, {{ title: A wish, who: Delegate B }}]\n"))
        .call("2026-01-22", "previous-minutes: approved\nagenda: [{ issue: 1, treated: false }]\n\
               action-updates: [{ id: 20260108-01, status: closed }]\n")
        .call("2026-02-12", "agenda: [{ issue: 1 }]\n")
}

fn site(group: &TestGroup, now: &str) -> HashMap<String, String> {
    render_site(&group.views(now)).unwrap().into_iter().map(|file| (file.path, file.text)).collect()
}

fn texts(page: &str, selector: &str) -> Vec<String> {
    let page = Html::parse_document(page);
    let found =
        page.select(&Selector::parse(selector).unwrap()).map(|it| it.text().collect::<String>()).collect::<Vec<_>>();
    found.into_iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn every_proposal_and_every_call_has_a_page() {
    let site = site(&group(), "2026-02-01");
    let mut paths: Vec<&str> = site.keys().map(String::as_str).collect();
    paths.sort_unstable();
    let expected = "actions.html calls.html calls.ics calls/2026-01-08.html calls/2026-01-22.html calls/2026-02-12.html \
                    index.html proposals/a.html proposals/b.html proposals/c.html site.css site.js";
    assert_eq!(paths.join(" "), expected);
    assert!(site.iter().all(|(path, text)| is_own_file(path, text) && text.ends_with('\n')));
    let page_paths: Vec<&str> = paths.iter().copied().filter(|path| is_page_path(path)).collect();
    assert_eq!(page_paths.len(), 6);
    for path in
        ["index.html", "calls/x.html", "proposals/../x.html", "proposals/a.css", "calls/2026-02-30.html", "x/a.html"]
    {
        assert!(!is_page_path(path), "{path}");
    }
}

#[test]
fn a_call_names_organizations_in_place_of_people() {
    for style in ["api-backlog", "mom"] {
        let group = group().more_settings(format!(
            "style: {style}\npeople: [{{ name: Ann Example, organization: DT, role: chair }}]\n"
        ));
        for (path, text) in site(&group, "2026-02-01").into_iter().filter(|(path, _)| path.ends_with(".html")) {
            for name in ["Ann Example", "Delegate", "chair", "host", "(ill", ", ill"] {
                let named = texts(&text, "main").join(" ");
                assert!(!named.contains(name), "{path}: {name}: {named}");
            }
        }
    }
}

#[test]
fn the_front_page_says_where_proposals_are() {
    let site = site(&group(), "2026-02-01");
    let front = &site["index.html"];
    assert_eq!(texts(front, ".about"), ["As of 2026-02-01: 2 proposals, 0 open action points."]);
    assert_eq!(texts(front, ".pipeline li"), ["Sent to TSC for approval 1", "Closed 1"]);
    assert_eq!(texts(front, ".when"), ["Thursday 2026-02-1209:00 to 10:30 UTC"]);
    assert_eq!(texts(front, ".agenda li"), ["A"]);
    assert_eq!(
        texts(front, ".backlog tbody tr"),
        [
            "A #1 Deutsche Telekom Sent to TSC for approval 2026-01-08 2025-12-01 – – –",
            "C #3 – Closed 2026-01-22 – – – –",
        ]
    );
    assert_eq!(texts(front, ".recent li"), ["2026-01-22 0 decisions", "2026-01-08 0 decisions"]);
    assert_eq!(texts(front, "#backlog > ul li"), ["B name change"]);
}

#[test]
fn a_proposal_has_its_whole_history() {
    let site = site(&group(), "2026-02-01");
    let page = &site["proposals/a.html"];
    assert_eq!(
        texts(page, ".history > li"),
        ["2026-01-22 not treated", "2026-01-08 Presented. Stage: Sent to TSC for approval"]
    );
    assert_eq!(texts(page, ".timeline li"), ["Sent to TSC for approval 2026-01-08"]);
    assert!(page.contains("<a href=\"../calls/2026-01-08.html\">the call</a>"), "{page}");
    assert!(page.contains("<a href=\"https://github.com/o/r/issues/1\">#1</a>"), "{page}");
    assert_eq!(texts(page, ".facts div")[2], "Name change#2 B");
    assert_eq!(texts(&site["proposals/c.html"], ".chip"), ["Closed"]);
    assert_eq!(
        texts(&site["proposals/c.html"], ".history > li"),
        ["2026-01-22 Issue closed 2026-01-22", "2025-11-13 Heard."]
    );
}

#[test]
fn action_points_are_listed_by_owner_until_they_are_closed() {
    let open = &site(&group(), "2026-01-21")["actions.html"];
    assert_eq!(texts(open, "h2"), ["Orange", "Closed"]);
    assert_eq!(texts(open, ".actions li"), ["20260108-01 #1 A overdue since 2026-01-20 opened on 2026-01-08 Ask"]);
    let closed = &site(&group(), "2026-02-01")["actions.html"];
    assert_eq!(texts(closed, ".about"), ["As of 2026-02-01: 0 open. 1 closed."]);
    assert_eq!(texts(closed, "tbody tr"), ["20260108-01 #1 Ask Orange 2026-01-22"]);
}

#[test]
fn minutes_link_to_the_pages_of_the_site() {
    let site = site(&group(), "2026-02-01");
    let call = &site["calls/2026-01-22.html"];
    for link in ["<a href=\"../calls/2026-01-08.html\">2026-01-08</a>", "<a href=\"../proposals/a.html\">#1</a>"] {
        assert!(call.contains(link), "{link}: {call}");
    }
    assert_eq!(texts(&site["calls/2026-01-08.html"], ".turn"), ["Approved on 2026-01-22 2026-01-22 →"]);
}

#[test]
fn only_the_front_page_and_the_action_points_depend_on_the_day() {
    let (one, other) = (site(&group(), "2026-02-01"), site(&group(), "2026-02-02"));
    let mut changed: Vec<&str> =
        one.iter().filter(|(path, text)| other[*path] != **text).map(|(path, _)| path.as_str()).collect();
    changed.sort_unstable();
    assert_eq!(changed, ["actions.html", "index.html"]);
}

#[test]
fn a_group_without_anything_has_a_site() {
    let site = site(&TestGroup::new().settings(""), "2026-02-01");
    let mut paths: Vec<&str> = site.keys().map(String::as_str).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["actions.html", "calls.html", "index.html", "site.css", "site.js"]);
    assert!(
        site["index.html"].contains("No proposal is recorded yet.")
            && site["index.html"].contains("No call is planned.")
    );
}

#[test]
fn a_template_of_the_group_fills_the_frame() {
    let own = group().file("templates/site-calls.html", "<h1>Anrufe</h1>{{ group }}<script>x</script>");
    let page = &site(&own, "2026-02-01")["calls.html"];
    assert!(page.contains("<main id=\"main\">\n<h1>Anrufe</h1>G<script>x</script>\n</main>"), "{page}");
    assert!(page.contains("content=\"default-src 'none';"), "{page}");
    let wrong = render_site(&group().file("templates/site-calls.html", "{{ nothing }}").views("2026-02-01"));
    assert!(wrong.unwrap_err().to_string().contains("templates/site-calls.html"));
}
