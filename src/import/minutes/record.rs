//! The record of a call as an import writes it, in the order of its keys.

use crate::model::action::ActionStatus;
use crate::model::reference::Reference;
use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use serde_yaml::{Mapping, Value};

/// A call.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct DraftCall {
    pub date: NaiveDate,
    pub previous_minutes: Option<&'static str>,
    #[serde(serialize_with = "serialize_attendance")]
    pub attendance: Option<Vec<(String, Vec<DraftAttendee>)>>,
    pub recap: Vec<DraftRecap>,
    pub topics: Vec<DraftItem>,
    pub agenda: Vec<DraftItem>,
    pub actions: Vec<DraftAction>,
    pub action_updates: Vec<DraftActionUpdate>,
    pub discussion: Option<String>,
    pub aob: Option<String>,
    pub outline: Option<String>,
    pub sections: Vec<DraftSection>,
    pub register: Vec<DraftRegisterRow>,
    pub next: Option<DraftNext>,
    pub unparsed: Vec<DraftUnparsed>,
}

/// A person; only a name if nothing else is known.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct DraftAttendee {
    pub name: String,
    pub role: Option<String>,
    pub present: bool,
    pub note: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct DraftRecap {
    pub heading: String,
    pub text: Option<String>,
}

/// An item of the agenda, or a topic.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct DraftItem {
    pub kind: Option<String>,
    pub issue: Option<Reference>,
    pub pr: Option<Reference>,
    pub title: Option<String>,
    pub who: Option<String>,
    pub closing: bool,
    pub treated: Option<bool>,
    pub notes: Option<String>,
    pub decisions: Vec<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct DraftAction {
    pub id: Option<String>,
    pub owners: Vec<String>,
    pub text: String,
}

/// What this call's register says about an action point of another call.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DraftActionUpdate {
    pub id: String,
    #[serde(serialize_with = "serialize_status")]
    pub status: Option<ActionStatus>,
    pub note: Option<String>,
}

/// A row of the register whose action point was opened by a call without a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DraftRegisterRow {
    pub id: Option<String>,
    pub owners: Vec<String>,
    pub text: Option<String>,
    #[serde(serialize_with = "serialize_status")]
    pub status: Option<ActionStatus>,
    pub note: Option<String>,
}

/// Prose without its own key.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct DraftSection {
    pub heading: Option<String>,
    pub text: Option<String>,
}

/// The next call as announced.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct DraftNext {
    pub date: Option<NaiveDate>,
    pub text: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct DraftUnparsed {
    #[serde(rename = "where")]
    pub place: String,
    pub text: String,
}

impl DraftCall {
    /// Changes every text that may have several lines.
    pub fn change_texts(&mut self, change: impl Fn(&mut String)) {
        let items = self.topics.iter_mut().chain(&mut self.agenda);
        items.flat_map(|item| item.notes.iter_mut().chain(&mut item.decisions)).for_each(&change);
        self.recap.iter_mut().filter_map(|recap| recap.text.as_mut()).for_each(&change);
        self.sections.iter_mut().filter_map(|section| section.text.as_mut()).for_each(&change);
        self.unparsed.iter_mut().for_each(|unparsed| change(&mut unparsed.text));
        [&mut self.discussion, &mut self.aob, &mut self.outline].into_iter().flatten().for_each(&change);
    }

    /// Keeps a text verbatim, unless it is empty.
    pub fn keep_unparsed(&mut self, place: impl Into<String>, text: impl Into<String>) {
        let (place, text) = (place.into(), text.into());
        if super::lines::has_text(&text) {
            self.unparsed.push(DraftUnparsed { place, text });
        }
    }
}

fn serialize_status<S: Serializer>(status: &Option<ActionStatus>, serializer: S) -> Result<S::Ok, S::Error> {
    match status {
        Some(status) => serializer.serialize_str(status.record_key()),
        None => serializer.serialize_none(),
    }
}

fn serialize_attendance<S: Serializer>(
    attendance: &Option<Vec<(String, Vec<DraftAttendee>)>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let Some(attendance) = attendance else { return serializer.serialize_none() };
    let mut map = Mapping::new();
    for (organization, people) in attendance {
        let people = people.iter().map(|person| match person {
            DraftAttendee { name, role: None, present: true, note: None } => Value::from(name.as_str()),
            person => serde_yaml::to_value(person).unwrap_or_default(),
        });
        map.insert(organization.as_str().into(), Value::Sequence(people.collect()));
    }
    map.serialize(serializer)
}
