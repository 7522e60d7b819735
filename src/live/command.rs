//! The commands that do the same as requests: how `undo --list` shows the steps of the screen.

use super::request::Request;
use crate::model::action::ActionStatus;
use chrono::NaiveDate;

impl Request {
    /// The command that does the same in the call of a day, without the name of the program.
    pub fn command(&self, day: NaiveDate) -> Vec<String> {
        let day = day.to_string();
        let mut words: Vec<&str> = Vec::new();
        match self {
            Self::Note { item, text, .. } => words.extend(["note", item, text, "--replace"]),
            Self::NotTreated { item } => words.extend(["note", item, "--not-treated"]),
            Self::RestNotTreated => words.extend(["note", "--rest", "--not-treated"]),
            Self::Decision { item, text, stage } => {
                words.extend(["decide", item, text]);
                words.extend(stage.iter().flat_map(|mention| ["--stage", mention.stage.record_key()]));
            }
            Self::Stage { item, stage } => words.extend(["stage", item, stage.record_key()]),
            Self::Action { item, text, owners, due } => {
                words.extend(["action", "add"]);
                words.extend(item.as_deref());
                words.push(text);
                add_option(&mut words, "--owner", owners);
                add_option(&mut words, "--due", due);
            }
            Self::Update { id, status: Some(ActionStatus::Closed), note, .. } => {
                words.extend(["action", "close", id]);
                add_option(&mut words, "--note", note);
            }
            Self::Update { id, note, due, .. } => {
                words.extend(["action", "update", id]);
                add_option(&mut words, "--note", note);
                add_option(&mut words, "--due", due);
            }
            // No other command sets it for an item that is there.
            Self::Exception { .. } => return vec!["live".to_owned(), day],
            Self::Topic(topic) => words.extend(["topic", topic.title.as_ref().map_or("", |title| title.as_str())]),
            Self::News { heading, text } => words.extend(["recap", heading, text]),
            Self::Approval => words.push("approve"),
            Self::Attendance { names, organization, excused } => {
                words.push("attend");
                words.extend(names.iter().map(String::as_str));
                add_option(&mut words, "--org", organization.as_deref().unwrap_or_default());
                words.extend(excused.then_some("--excused"));
            }
            Self::Unlisted { name, .. } => words.extend(["attend", "--remove", name]),
        }
        let meeting = ["--meeting", day.as_str()];
        let has_call = !matches!(self, Self::Stage { .. });
        words.into_iter().chain(meeting.into_iter().filter(|_| has_call)).map(str::to_owned).collect()
    }
}

fn add_option<'w>(words: &mut Vec<&'w str>, name: &'w str, value: &'w str) {
    if !value.is_empty() {
        words.extend([name, value]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::day;

    #[test]
    fn a_step_is_shown_as_the_command_that_does_the_same() {
        let [item, text, owners, due] = ["63", "It waits.", "Orange", "next"].map(str::to_owned);
        for (request, expected) in [
            (Request::NotTreated { item: item.clone() }, "note 63 --not-treated --meeting 2026-02-12"),
            (Request::RestNotTreated, "note --rest --not-treated --meeting 2026-02-12"),
            (
                Request::Action { item: Some(item.clone()), text, owners, due },
                "action add 63 It waits. --owner Orange --due next --meeting 2026-02-12",
            ),
            (Request::Exception { item, why: "x".to_owned() }, "live 2026-02-12"),
            (Request::Approval, "approve --meeting 2026-02-12"),
        ] {
            assert_eq!(request.command(day("2026-02-12")).join(" "), expected);
        }
    }
}
