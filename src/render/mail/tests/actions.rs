//! The mail of the open action points.

use super::*;
use crate::render::mail::compose_actions;

#[test]
fn an_action_point_without_a_due_day_is_overdue_after_some_calls() {
    let action = "actions: [{ id: 20260108-01, owners: [MTN], text: t }]\n";
    let mut group = TestGroup::new().call("2026-01-08", action);
    for day in ["2026-01-22", "2026-02-12", "2026-02-26", "2026-03-12"] {
        group = group.call(day, "");
    }
    let mail = |now: &str| {
        let letter = compose(compose_actions, &group, now).unwrap();
        format!("{}\n{}", letter.headers, letter.text)
    };
    let overdue = mail("2026-03-13T09:30Z");
    for expected in [
        "\nSubject: G: 1 open action point, 1 overdue\n",
        "\nDate: Fri, 13 Mar 2026 09:30:00 +0000\nMessage-ID: <actions.2026-03-13.g@x.example>\n",
        "\n1 action point is open and overdue. The next call is on ",
        "\nMTN\n---\n\n- AP 20260108-01 (opened on 2026-01-08, overdue after 4 calls): t\n",
    ] {
        assert!(overdue.contains(expected), "{expected} in {overdue}");
    }
    let early = mail("2026-03-01");
    assert!(!early.contains("overdue") && early.contains("\n1 action point is open. The next "), "{early}");
}

#[test]
fn no_text_of_an_action_point_breaks_the_mail() {
    let text = "[x](javascript:alert(1)) <img src=x>\\r\\n\\r\\n# Bcc: spy@x.example";
    let call = format!(
        "agenda: [{{ title: \"{text}\", actions: [{{ id: \"{text}\", owners: [\"{text}\"], text: \"{text}\" }}] }}]\n"
    );
    let letter = compose(compose_actions, &TestGroup::new().call("2026-01-08", call), "2026-01-09").unwrap();
    let bytes = String::from_utf8(letter.to_bytes()).unwrap().replace("=\r\n", "");
    let (_, html) = bytes.split_once("text/html").unwrap();
    assert!(!html.contains("<img") && !html.contains("href=3D\"javascript"), "{html}");
    assert!(!bytes.contains("\r\nBcc:"), "{bytes}");
}
