//! Action points in lists and in prose.

use super::*;
use crate::import::minutes::attendance::KnownNames;
use crate::import::minutes::owners::OwnerNames;
use crate::model::by_key::ByKey;
use crate::model::meeting::{Attendee, Delegation, Meeting};

/// The reader of a call on 2024-03-05 with Zoé Example and Delegate B of Org One, and Org Two.
fn reader() -> ActionReader {
    let person = |name: &str| Attendee { name: name.to_owned().into(), ..Attendee::default() };
    let people = ["Zoé Example", "Delegate B"].map(person).to_vec();
    let attendance = [("Org One", people), ("ORG2", Vec::new())]
        .map(|(name, people)| Delegation { organization: name.to_owned().into(), people })
        .to_vec();
    let call = Meeting { attendance: Some(ByKey(attendance)), ..Meeting::default() };
    ActionReader { names: OwnerNames::from_call(&call, &KnownNames::default()), day: "2024-03-05".parse().unwrap() }
}

/// `ID OWNERS status due: TEXT`.
fn describe(actions: &[ListedAction]) -> Vec<String> {
    let describe = |action: &ListedAction| {
        let status = action.status.map(|status| format!(" {}", status.record_key())).unwrap_or_default();
        let due = action.due.map(|due| format!(" {due}")).unwrap_or_default();
        let id = action.id.as_ref().map(|id| format!("{id} ")).unwrap_or_default();
        format!("{id}{}{status}{due}: {}", action.owners.join("+"), action.text)
    };
    actions.iter().map(describe).collect()
}

fn take_prose(text: &str) -> (String, Vec<String>) {
    let (rest, actions) = reader().take_actions(text);
    (rest, describe(&actions))
}

/// The action points of a part, then the other lines after `rest:`.
fn take_part(text: &str) -> Vec<String> {
    let lines = split_lines(text);
    let (rest, actions) = reader().take_lines(&ListedAction::default(), &lines, true);
    let rest = join_lines(&rest);
    let rest = (!rest.is_empty()).then(|| format!("rest: {rest}"));
    describe(&actions).into_iter().chain(rest).collect()
}

#[test]
fn a_line_of_prose_with_a_mark_is_an_action_point() {
    for (text, expected) in [
        ("AP @Zoé: open it", "Zoé: open it"),
        ("- AP Zoé Example: open it", "Zoé Example: open it"),
        ("AP1: open it", ": open it"),
        ("* AP 2 (Zoe): open it", "Zoe: open it"),
        ("ACTION: Zoé to open it.", "Zoé: to open it."),
        ("Action item: open it - @Some One", "Some One: open it"),
        ("**Action:** open it (ORG2)", "ORG2: open it"),
        ("**AP** Zoe to open it", "Zoe: to open it"),
        ("AP Somebody Else: open it", "Somebody Else: open it"),
        ("[AP] Zoe: open it", "Zoe: open it"),
        ("AI #06.01: open it [Zoe]", "06.01 Zoe: open it"),
        ("Todo @zoe write it by 21 March", "zoe 2024-03-21: write it by 21 March"),
        ("Todo: => write it - Zoe", "Zoe: => write it"),
        ("- => AP Zoe: write it", "Zoe: write it"),
        ("Todo: write it (due: 2024-03-21)", " 2024-03-21: write it"),
        ("AP Zoe: write it (done)", "Zoe closed: write it"),
        ("AP Zoe: write it - closed.", "Zoe closed: write it"),
        ("- [x] AP Zoe: write it", "Zoe closed: write it"),
        ("- ~~AP Zoe: write it~~", "Zoe closed: write it"),
        ("AP Zoe: ✅ write it", "Zoe closed: write it"),
        ("Action on Zoe: write", "Zoe: write"),
        ("AP for Somebody: write", "Somebody: write"),
        ("AP Zoe and ORG2 to write", "Zoe+ORG2: to write"),
        ("AP 20240305-02 Zoe: write", "20240305-02 Zoe: write"),
        ("AP 20240220-02 Zoe: written", "-"),
        ("AI: what it is", "-"),
        ("AI: what it is - Zoe", "Zoe: what it is"),
        ("AP Owner: Zoe", "-"),
        ("AP meeting went well", "-"),
        ("Action Plan: write", "-"),
        ("APs are reviewed", "-"),
        ("API: read it", "-"),
        ("AP: none", "-"),
        ("Actions: no new APs.", "-"),
        ("Zoe to write it", "-"),
        ("| AP: in a table |", "-"),
    ] {
        let (rest, actions) = take_prose(text);
        let expected_rest = if expected == "-" { text } else { "" };
        assert_eq!((&*rest, &*actions.join("; ")), (expected_rest, expected.trim_start_matches('-')), "{text}");
    }
}

#[test]
fn marks_are_found_within_a_line() {
    let (rest, actions) = take_prose("It needs more text. AP: Review the PR - @Zoé Example\nNext line");
    assert_eq!((&*rest, actions), ("It needs more text.\nNext line", vec!["Zoé Example: Review the PR".to_owned()]));
    let (rest, actions) = take_prose("- AP1: Do a. AP2: Do b under AP3: Do c");
    assert_eq!((&*rest, &*actions.join("; ")), ("", ": Do a.; : Do b under; : Do c"));
    for text in [
        "the ‘AP 20250828-01’ on the next call",
        "Look at AI: it is new",
        "no Action: see below",
        "The AP: it is closed",
    ] {
        assert_eq!(take_prose(text), (text.to_owned(), Vec::new()));
    }
}

#[test]
fn a_list_below_belongs_to_its_action_point() {
    let (rest, actions) = take_prose("Before\n\nAP1: Refine it:\n\n  • one\n\n  • two\n\nAfter");
    assert_eq!((&*rest, actions), ("Before\n\nAfter", vec![": Refine it:\n- one\n\n- two".to_owned()]));
    let (rest, actions) = take_prose("- Said\n  - AP Zoe: write\n    - with care\n  - more\n- AP: ask\nand ask\nThen");
    assert_eq!((&*rest, &*actions.join("; ")), ("- Said\n  - more\nThen", "Zoe: write\n- with care; : ask\nand ask"));
    let (rest, actions) = take_prose("Text\n\n**Action points:**\n- Zoe to write\n- ORG2: ask\n- a remark");
    assert_eq!((&*rest, &*actions.join("; ")), ("Text\n\n**Action points:**\n- a remark", "Zoe: to write; ORG2: ask"));
    assert_eq!(take_prose("APs:\n* Zoe: a").0, "");
}

#[test]
fn a_part_of_action_points_needs_no_marks() {
    for (text, expected) in [
        ("1. Zoe to go on", vec!["Zoe: to go on"]),
        ("* Zoé Example: write: it", vec!["Zoé Example: write: it"]),
        ("- AP1: Zoé Example to write.\n- AP 2: ask", vec!["1 Zoé Example: to write.", "2 : ask"]),
        ("* **AI #06.01** To close it. (Zoe)", vec!["06.01 Zoe: To close it."]),
        ("* 20240305-01 Zoé Example: open it", vec!["20240305-01 Zoé Example: open it"]),
        ("* **AP 20240305-01 (TEF):** do it", vec!["20240305-01 TEF: do it"]),
        ("- ~~20240220-02: gone~~", vec!["20240220-02  closed: gone"]),
        ("- [ ] write it\n- [x] ask (ORG2)", vec![": write it", "ORG2 closed: ask"]),
        ("Closed:\n- write it\n\nOpen:\n- ask", vec![" closed: write it", " open: ask"]),
        ("Done:\n- write it\n\nCarried over from May:\n- ask", vec![" closed: write it", " open: ask"]),
        (
            "**Done**\n- write it\n\n**For June**\n- Zoe: ask",
            vec![" closed: write it", "Zoe: ask", "rest: **For June**"],
        ),
        ("Done:\n- write it\n\nZoe: ask", vec![" closed: write it", "Zoe closed: ask"]),
        ("- Done APs:\n  - Zoe: write\n- Zoe:\n  - ask\n", vec!["Zoe closed: write", "Zoe: ask"]),
        (
            "### Closed action points\n- write it\n### Other\n- Zoe: look",
            vec![" closed: write it", "Zoe: look", "rest: ### Other"],
        ),
        ("- ask (Zoe, by 21 March)", vec!["Zoe 2024-03-21: ask"]),
        ("- ask, owner: Zoe, due: 21 March 2024", vec!["Zoe 2024-03-21: ask"]),
        ("- [Zoe](https://e.x/z): ask #12\n- The chair to ask", vec!["Zoe: ask #12", "The chair: to ask"]),
        ("- ask @Zoe @other", vec!["Zoe+other: ask"]),
        ("Zoe Example to write\nZoe\n- ask\n", vec!["Zoe Example: to write", "Zoe: ask"]),
        ("<ul><li>Zoe to write</li><li>ORG2: ask</li></ul>", vec!["Zoe: to write", "ORG2: ask"]),
        ("- Zoe: see <link>\n- Zoe: one <li two", vec!["Zoe: see <link>", "Zoe: one <li two"]),
        ("<ul><li>Zoe: see <!-- <li> --></li></ul>", vec!["rest: <ul><li>Zoe: see <!-- <li> --></li></ul>"]),
        ("- ask (optional)\n- None\nit is Zoe to ask\n", vec!["rest: - ask (optional)\n- None\nit is Zoe to ask"]),
    ] {
        assert_eq!(take_part(text), expected, "{text}");
    }
}

#[test]
fn no_text_takes_too_long() {
    for text in ["AP1: a (done) ", "@a ", "(a", "- ", "AP: ", "[", "Closed:\n", "- AP:\n"] {
        let long = text.repeat(20_000);
        take_prose(&long);
        take_part(&long);
    }
}
