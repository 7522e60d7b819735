//! Minutes published to a fake Confluence on this machine.

use crate::outside::confluence::FakeConfluence;
use crate::program::{Repository, copy_group, run_command};

const DAY: &str = "2026-03-24";
const CALL: &str = "minutes/2026-03-24.yaml";

fn copy_group_for(site: &str) -> Repository {
    let group = copy_group();
    let terms = format!("confluence: {{ site: \"{site}\", space: CAM, parent: 600 }}\n");
    group.write("workgroup.yaml", group.read("workgroup.yaml") + &terms);
    group
}

/// Runs `confluence minutes DAY` with a login.
fn publish(group: &Repository, confluence: &FakeConfluence, more: &[&str]) -> (Option<i32>, String, String) {
    let mut command = group.command(&[&["confluence", "minutes", DAY], more].concat());
    command.env("BACKLOG_CONFLUENCE_SERVER", &confluence.site).env("BACKLOG_CONFLUENCE_USER", "ann@example.org");
    run_command(command.env("BACKLOG_CONFLUENCE_TOKEN", "hush"))
}

fn send(group: &Repository, confluence: &FakeConfluence) -> (Option<i32>, String, String) {
    publish(group, confluence, &["--send", "--yes"])
}

/// Changes what the minutes say.
fn change_record(group: &Repository, text: &str) {
    group.write(CALL, format!("{}aob: {text}\n", group.read(CALL)));
}

#[test]
fn minutes_are_created_once_and_then_brought_up_to_date() {
    let Some(confluence) = FakeConfluence::start() else { return };
    let group = copy_group_for(&confluence.site);
    let before = group.read(CALL);

    // Nothing is sent without --send, and nothing is recorded in a dry run.
    let (code, out, _) = publish(&group, &confluence, &[]);
    assert_eq!((code, confluence.control("requests")), (Some(0), serde_json::json!([])));
    assert!(out.contains("Space: CAM\nParent: page 600\nPage: not recorded yet\nTitle: 2026-03-24 Harbour"), "{out}");
    let (code, out, stderr) = publish(&group, &confluence, &["--send", "--dry-run"]);
    assert_eq!((code, group.read(CALL) == before), (Some(0), true), "{stderr}");
    assert!(out.contains("<h2>Attendees</h2>") && stderr.contains("not sent"), "{out}{stderr}");
    let (code, _, stderr) = publish(&group, &confluence, &["--send"]);
    assert_eq!((code, confluence.writes()), (Some(2), Vec::new()), "{stderr}");
    assert!(stderr.contains("the prompt needs a terminal"), "{stderr}");

    let (code, out, stderr) = send(&group, &confluence);
    assert_eq!(code, Some(0), "{out}{stderr}");
    assert!(stderr.contains("created page 700"), "{stderr}");
    assert_eq!(group.read(CALL).replace("page: { id: 700, version: 1 }\n", ""), before, "every other byte stays");
    let page = &confluence.control("pages")[0];
    assert_eq!((&page["parentId"], &page["title"]), (&"600".into(), &"2026-03-24 Harbour APIs & Co Minutes".into()));
    let text = page["body"]["storage"]["value"].as_str().unwrap();
    assert!(
        text.ends_with("<p><em>Written by backlog from minutes/2026-03-24.yaml: edit that file.</em></p>"),
        "{text}"
    );
    assert!(group.run(&["check"]).0 != Some(2) && group.read(CALL).contains("\npage: { id: 700, version: 1 }\n"));

    // The same again changes nothing.
    let (code, _, stderr) = send(&group, &confluence);
    assert_eq!((code, confluence.writes()), (Some(0), vec!["POST /wiki/api/v2/pages".to_owned()]), "{stderr}");
    assert!(stderr.contains("page 700 is up to date"), "{stderr}");

    change_record(&group, "One more thing.");
    let (code, out, stderr) = send(&group, &confluence);
    assert_eq!(code, Some(0), "{stderr}");
    assert!(out.contains("+<p>One more thing.</p>") && stderr.contains("brought up to date page 700"), "{out}{stderr}");
    assert!(group.read(CALL).contains("page: { id: 700, version: 2 }"), "{}", group.read(CALL));
    let (_, _, stderr) = send(&group, &confluence);
    assert!(stderr.contains("page 700 is up to date") && confluence.writes().len() == 2, "{stderr}");

    // The minutes of the next call link this page.
    let (_, out, _) = run_command(&mut group.command(&["confluence", "minutes", "2026-04-07"]));
    let link = format!("<a href=\"http://{}/wiki/spaces/CAM/pages/700\">{DAY}</a>", confluence.site);
    assert!(out.contains(&link), "{out}");
}

#[test]
fn a_page_that_somebody_edited_is_not_replaced() {
    let Some(confluence) = FakeConfluence::start() else { return };
    let group = copy_group_for(&confluence.site);
    assert_eq!(send(&group, &confluence).0, Some(0));
    confluence.control("edit/700");
    for change in [false, true] {
        if change {
            change_record(&group, "One more thing.");
        }
        let before = group.read(CALL);
        let (code, _, stderr) = send(&group, &confluence);
        assert_eq!((code, confluence.writes().len(), group.read(CALL) == before), (Some(1), 1, true), "{stderr}");
        let expected = "somebody edited page 700 after backlog wrote it: it is version 2 of 2026-02-13T10:00:02Z by the account bob";
        assert!(stderr.contains(expected) && stderr.contains("--overwrite"), "{stderr}");
    }
    let (code, out, stderr) = publish(&group, &confluence, &["--send", "--yes", "--overwrite"]);
    assert_eq!(code, Some(0), "{stderr}");
    assert!(out.contains("-<p>Mine.</p>") && group.read(CALL).contains("version: 3"), "{out}");

    // A page that is gone, and one of somebody else with the same title.
    group.write(CALL, group.read(CALL).replace("id: 700", "id: 999"));
    let (code, _, stderr) = send(&group, &confluence);
    assert!(code == Some(1) && stderr.contains("has no page 999") && stderr.contains("Remove `page`"), "{stderr}");
    let text = group.read(CALL).replace("page: { id: 999, version: 3 }\n", "");
    group.write(CALL, text.replace("date: 2026-03-24", "date: 2026-03-24 # again"));
    let (code, _, stderr) = send(&group, &confluence);
    assert_eq!(code, Some(0), "{stderr}");
    assert!(stderr.contains("page 700 is up to date") && group.read(CALL).contains("id: 700, version: 3"), "{stderr}");
}

#[test]
fn an_edit_at_the_same_moment_is_not_lost() {
    let Some(confluence) = FakeConfluence::start() else { return };
    let group = copy_group_for(&confluence.site);
    assert_eq!(send(&group, &confluence).0, Some(0));
    change_record(&group, "One more thing.");
    let before = group.read(CALL);
    confluence.control("race");
    let (code, _, stderr) = send(&group, &confluence);
    assert_eq!((code, confluence.writes().len(), group.read(CALL) == before), (Some(2), 1, true), "{stderr}");
    assert!(stderr.contains("has a newer version: 409") && stderr.contains("Run the command again"), "{stderr}");
    let (code, _, stderr) = send(&group, &confluence);
    assert!(code == Some(1) && stderr.contains("somebody edited page 700"), "{stderr}");
}

#[test]
fn a_request_without_an_answer_does_not_make_a_second_page() {
    let Some(confluence) = FakeConfluence::start() else { return };
    let group = copy_group_for(&confluence.site);
    let before = group.read(CALL);
    for (written, change) in [("POST /wiki/api/v2/pages", ""), ("PUT /wiki/api/v2/pages/700", "One more thing.")] {
        if !change.is_empty() {
            change_record(&group, change);
        }
        confluence.control("lose");
        let (code, _, stderr) = send(&group, &confluence);
        assert_eq!(code, Some(2), "{stderr}");
        assert!(
            stderr.contains("it is not known whether it happened") && stderr.contains("Run the command again"),
            "{stderr}"
        );
        assert_eq!(confluence.writes().last().map(String::as_str), Some(written));
        let count = confluence.writes().len();
        // The next run finds what was written, and records it.
        let (code, _, stderr) = send(&group, &confluence);
        assert_eq!((code, confluence.writes().len()), (Some(0), count), "{stderr}");
        let version = if change.is_empty() { 1 } else { 2 };
        assert!(group.read(CALL).contains(&format!("page: {{ id: 700, version: {version} }}")), "{}", group.read(CALL));
    }
    assert_eq!(confluence.control("pages").as_array().unwrap().len(), 1);
    assert!(!before.contains("page:"));
}

#[test]
fn the_token_goes_only_to_the_server_that_the_environment_names() {
    let Some(confluence) = FakeConfluence::start() else { return };
    let group = copy_group_for(&confluence.site);
    let run = |variables: &[(&str, &str)]| {
        let mut command = group.command(&["confluence", "minutes", DAY, "--send", "--yes"]);
        let (code, out, stderr) = run_command(command.envs(variables.iter().copied()));
        assert!(code == Some(2) && !format!("{out}{stderr}").contains("hush"), "{out}{stderr}");
        stderr
    };
    let (server, user, token) = ("BACKLOG_CONFLUENCE_SERVER", "BACKLOG_CONFLUENCE_USER", "BACKLOG_CONFLUENCE_TOKEN");
    let site = confluence.site.as_str();
    assert!(run(&[]).contains("BACKLOG_CONFLUENCE_TOKEN is not set"));
    assert!(run(&[(token, "hush"), (user, "ann@example.org")]).contains("that is not set, and this goes to 127.0.0.1"));
    let other = run(&[(token, "hush"), (user, "ann@example.org"), (server, "other.example.net")]);
    assert!(other.contains("that is other.example.net, not 127.0.0.1"), "{other}");
    assert!(run(&[(token, "hush"), (server, site)]).contains("BACKLOG_CONFLUENCE_USER is not set"));
    assert_eq!(confluence.control("requests"), serde_json::json!([]), "nothing was sent");

    // The server repeats the login that it refuses.
    let refused = run(&[(token, "hush"), (user, "bob@example.org"), (server, site)]);
    assert!(refused.contains("refuses the login: 401") && !refused.contains("Basic Ym9"), "{refused}");
    group.write("workgroup.yaml", group.read("workgroup.yaml").replace("space: CAM", "space: NONE"));
    let (code, _, stderr) = send(&group, &confluence);
    assert!(code == Some(1) && stderr.contains("has no space NONE"), "{stderr}");
    let requests = confluence.control("requests");
    assert!(requests.as_array().unwrap().iter().all(|it| it["method"] == "GET"));
}
