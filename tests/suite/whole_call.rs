//! A whole call, recorded in several ways: by commands, as a sheet and on the live screen. Each of them writes the
//! same records, byte for byte, and the tests print how many keys it takes beside what people say.

use super::outside::print_figure;
use super::program::{Repository, backlog_command, run_command};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// During the call, and during the one before it.
pub const NOW: &str = "2026-03-12T09:10Z";
const BEFORE: &str = "2026-02-26T15:10Z";

/// Five organizations with three people each, all of whom attended the call before.
const ORGANIZATIONS: [&str; 5] = ["Alpha Telecom", "Beta Networks", "Gamma Labs", "Delta Mobile", "Zeta Cloud"];

/// The proposals on the agenda, by issue, each with its owner.
pub const ITEMS: [(u32, &str, &str); 8] = [
    (11, "Beacon Location", "Alpha Telecom"),
    (12, "Mirror Session", "Beta Networks"),
    (13, "Anchor Watch", "Gamma Labs"),
    (14, "Tide Forecast", "Delta Mobile"),
    (15, "Berth Booking", "Zeta Cloud"),
    (16, "Pilot Request", "Alpha Telecom"),
    (17, "Crane Status", "Beta Networks"),
    (18, "Fog Warning", "Gamma Labs"),
];

/// One thing that happens in the call.
#[derive(Debug, Clone, Copy)]
pub enum Event {
    /// All people of the last call attend, except this one, who is excused.
    Attendance { excused: &'static str },
    /// The last minutes are approved.
    Approval,
    /// News from elsewhere.
    News { heading: &'static str, text: &'static str },
    /// Another topic, and what was said about it.
    Topic { title: &'static str, text: &'static str },
    /// What was said about an item.
    Note { issue: u32, text: &'static str },
    /// A decision on an item, and the stage that the proposal reaches by it.
    Decision { issue: u32, text: &'static str, stage: Option<&'static str> },
    /// A new action point of an item, due on a day.
    Action { issue: u32, owner: &'static str, text: &'static str, due: Option<&'static str> },
    /// An action point of an earlier call that is done.
    Closing { id: &'static str, note: &'static str },
    /// The call has no time for the items without a record.
    Rest,
}

use Event::{Action, Approval, Attendance, Closing, Decision, News, Note, Rest, Topic};

/// The call: fifteen people, eight items, four topics, news, two decisions, six new action points, three updates and an
/// approval.
pub const EVENTS: [Event; 25] = [
    Attendance { excused: "Delegate Z3" },
    Approval,
    News { heading: "Board 2026-03-05", text: "The board accepted the two APIs of February." },
    Topic { title: "Dates of the summer", text: "The calls of August are to be moved." },
    Topic { title: "A new template", text: "The template has a section about privacy." },
    Topic { title: "Table of March", text: "The table is to be reviewed until Friday." },
    Topic { title: "Names of repositories", text: "Names are to be in singular." },
    Note { issue: 11, text: "The owner presented the changes of the API." },
    Decision { issue: 11, text: "It goes to the board.", stage: Some("under-review") },
    Action { issue: 11, owner: "Alpha Telecom", text: "Send the final draft to the board.", due: Some("2026-03-19") },
    Closing { id: "20260226-01", note: "The draft is public." },
    Note { issue: 12, text: "Two members asked for an example." },
    Action { issue: 12, owner: "Beta Networks", text: "Add an example of a session.", due: Some("2026-03-26") },
    Action { issue: 12, owner: "Zeta Cloud", text: "Review the example.", due: None },
    Note { issue: 13, text: "The owner compared it with Beacon Location." },
    Decision { issue: 13, text: "Both stay separate APIs.", stage: None },
    Closing { id: "20260226-02", note: "The comparison is in the issue." },
    Note { issue: 14, text: "Forecasts come from national services." },
    Action { issue: 14, owner: "Delta Mobile", text: "List the services.", due: Some("2026-04-09") },
    Closing { id: "20260226-03", note: "" },
    Note { issue: 15, text: "The template is still missing." },
    Action { issue: 15, owner: "Zeta Cloud", text: "Open a pull request with the template.", due: None },
    Note { issue: 16, text: "A second owner is welcome." },
    Action { issue: 16, owner: "Alpha Telecom", text: "Ask the harbour masters.", due: None },
    Rest,
];

/// The people of an organization: `Delegate A1` to `Delegate A3`.
fn people(organization: &str) -> Vec<String> {
    (1..=3).map(|number| format!("Delegate {}{number}", &organization[..1])).collect()
}

fn run_at(repository: &Repository, moment: &str, arguments: &[&str]) {
    let mut command = backlog_command(&["-C", repository.path().to_str().unwrap()]);
    let (code, output, messages) = run_command(command.args(arguments).env("BACKLOG_TODAY", moment));
    assert_eq!(code, Some(0), "{arguments:?}: {output}{messages}");
}

/// The group as it is when the call begins.
pub fn group_before_the_call() -> Repository {
    let repository = Repository::new();
    let run = |moment: &str, arguments: &[&str]| run_at(&repository, moment, arguments);
    let members = ORGANIZATIONS.iter().flat_map(|name| ["--organization", name]);
    let slots = ["--slot", "2nd thursday 09:00-10:30", "--slot", "4th thursday 15:00-16:30"];
    let init = ["init", "--name", "Harbour APIs", "--repository", "example/harbour-apis"];
    run("2026-01-02", &init.into_iter().chain(slots).chain(members).collect::<Vec<_>>());
    for organization in ORGANIZATIONS {
        for person in people(organization) {
            run("2026-01-02", &["add-person", &person, "--org", organization]);
        }
    }
    for (issue, name, owner) in ITEMS {
        run("2026-01-05", &["add-proposal", name, "--issue", &issue.to_string(), "--owner", owner]);
    }
    run("2026-02-01", &["new-meeting", "2026-02-26"]);
    for (issue, ..) in ITEMS {
        run("2026-02-01", &["agenda", "add", &issue.to_string(), "--meeting", "2026-02-26"]);
    }
    let everybody = ORGANIZATIONS.iter().flat_map(|name| people(name)).collect::<Vec<_>>();
    let words = everybody.iter().map(String::as_str);
    run(BEFORE, &["attend"].into_iter().chain(words).collect::<Vec<_>>());
    for (issue, text) in [(11, "Publish the draft."), (13, "Compare the two APIs."), (14, "Ask for a template.")] {
        run(BEFORE, &["action", "add", &issue.to_string(), text]);
    }
    run(BEFORE, &["note", "--rest", "--not-treated"]);
    run("2026-02-27", &["new-meeting", "2026-03-12"]);
    run("2026-02-28", &["render"]);
    repository
}

/// The command that records an event, without `backlog`.
fn event_command(event: Event) -> Vec<Vec<String>> {
    let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    match event {
        Attendance { excused } => {
            let all = ORGANIZATIONS.iter().flat_map(|name| people(name));
            let present: Vec<String> = all.filter(|person| person != excused).collect();
            vec![[words(&["attend"]), present].concat(), words(&["attend", excused, "--excused"])]
        }
        Approval => vec![words(&["approve"])],
        News { heading, text } => vec![words(&["recap", heading, text])],
        Topic { title, text } => vec![words(&["topic", title]), words(&["note", title, text])],
        Note { issue, text } => vec![words(&["note", &issue.to_string(), text])],
        Decision { issue, text, stage } => {
            let stage = stage.into_iter().flat_map(|stage| ["--stage".to_owned(), stage.to_owned()]);
            vec![words(&["decide", &issue.to_string(), text]).into_iter().chain(stage).collect()]
        }
        Action { issue, owner, text, due } => {
            let due = due.into_iter().flat_map(|due| ["--due".to_owned(), due.to_owned()]);
            let words = words(&["action", "add", &issue.to_string(), text, "--owner", owner]);
            vec![words.into_iter().chain(due).collect()]
        }
        Closing { id, note } => {
            let note = (!note.is_empty()).then(|| ["--note".to_owned(), note.to_owned()]);
            vec![words(&["action", "close", id]).into_iter().chain(note.into_iter().flatten()).collect()]
        }
        Rest => vec![words(&["note", "--rest", "--not-treated"])],
    }
}

/// What people say in the call: which takes the same keys in every way.
pub fn count_content() -> usize {
    let content = |event: &Event| match *event {
        News { heading: one, text } | Topic { title: one, text } => one.len() + text.len(),
        Note { text, .. } | Decision { text, .. } | Action { text, .. } => text.len(),
        Closing { note, .. } => note.len(),
        Attendance { .. } | Approval | Rest => 0,
    };
    EVENTS.iter().map(content).sum()
}

/// Prints how many keys a way takes, and checks that they are few enough.
pub fn report_keys(way: &str, keys: usize, most: usize) {
    let beside = keys - count_content();
    print_figure(&format!("{way}: {keys} keys, {beside} of them beside the content"));
    assert!(beside < most, "{way}: {beside} keys, expected fewer than {most}");
}

/// The records after the call, recorded by commands.
pub fn records_by_commands() -> BTreeMap<PathBuf, Vec<u8>> {
    let repository = group_before_the_call();
    let mut keys = 0;
    for command in EVENTS.into_iter().flat_map(event_command) {
        let words: Vec<&str> = command.iter().map(String::as_str).collect();
        run_at(&repository, NOW, &words);
        // The name of the program, a space before each word, quotes around several, and Enter.
        let quotes = |word: &&str| if word.contains(' ') { 2 } else { 0 };
        keys += "backlog".len() + words.iter().map(|word| 1 + word.len() + quotes(word)).sum::<usize>() + 1;
    }
    report_keys("commands", keys, usize::MAX);
    repository.files()
}

#[test]
fn commands_record_the_whole_call() {
    let files = records_by_commands();
    let call = String::from_utf8(files[&PathBuf::from("minutes/2026-03-12.yaml")].clone()).unwrap();
    let count = |text: &str| call.matches(text).count();
    assert_eq!(
        (count("Delegate "), count("  - title: "), count("issue: "), count("      - id: ")),
        (15, 4, 8, 6),
        "{call}"
    );
    assert_eq!((count("decisions:"), count("status: closed"), count("treated: false")), (2, 3, 2), "{call}");
    assert!(call.contains("previous-minutes: approved\n") && call.contains("{ name: Delegate Z3, present: false"));
    let proposal = String::from_utf8(files[&PathBuf::from("backlog/beacon-location.yaml")].clone()).unwrap();
    assert!(proposal.contains("{ stage: under-review, date: 2026-03-12 }"), "{proposal}");
}
