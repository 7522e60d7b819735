//! Action points, as the files of calls state them.

use crate::source::{Place, Spanned};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

/// An action point, in the file of the call that opened it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Action {
    /// The whole action point, for findings about something that it does not say.
    #[serde(skip)]
    pub place: Place,
    /// `YYYYMMDD-NN`, of its call's date; plain numbers in style `mom`.
    pub id: Option<Spanned<String>>,
    /// Organisations, persons or roles.
    pub owners: Vec<Spanned<String>>,
    /// What is to be done, as Markdown.
    pub text: Spanned<String>,
    /// The day by which it is to be done; later calls may put it off in `action-updates`.
    pub due: Option<Spanned<NaiveDate>>,
}

impl Action {
    /// Where its id stands; where it has none, the start of its entry.
    pub fn id_place(&self) -> Place {
        self.id.as_ref().map_or(Place { end: self.place.start, ..self.place }, |id| id.place)
    }
}

/// What a call said of an action point that was opened before, or that it opens again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ActionUpdate {
    /// The id of an action point that an earlier call opened, or this one; one that is closed needs `status: open`.
    pub id: Spanned<String>,
    /// Where it stands after this call; left out, as before.
    pub status: Option<ActionStatus>,
    /// The new day by which it is to be done; left out, the day set before holds.
    pub due: Option<NaiveDate>,
    /// What was said of it, as Markdown, such as why it takes longer.
    pub note: Option<Spanned<String>>,
}

/// Where an action point stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ActionStatus {
    /// Still to be done.
    Open,
    /// What was asked for is done.
    Closed,
    /// Given up without being done.
    NotPursued,
}

impl ActionStatus {
    /// Every status with its key in the files.
    pub const KEYS: [(&'static str, ActionStatus); 3] =
        [("open", ActionStatus::Open), ("closed", ActionStatus::Closed), ("not-pursued", ActionStatus::NotPursued)];

    /// The key in the files.
    pub fn record_key(self) -> &'static str {
        match self {
            ActionStatus::Open => "open",
            ActionStatus::Closed => "closed",
            ActionStatus::NotPursued => "not-pursued",
        }
    }
}

/// A row of the register of action points in imported minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct RegisterRow {
    /// As those minutes wrote it; left out where they wrote none.
    pub id: Option<Spanned<String>>,
    /// Organisations, persons or roles, as those minutes wrote them; may be empty.
    pub owners: Vec<Spanned<String>>,
    /// What was to be done, as Markdown; left out where those minutes did not repeat it.
    pub text: Option<Spanned<String>>,
    /// Where it stood in those minutes; left out, it counts as open.
    pub status: Option<ActionStatus>,
    /// The day by which it was to be done, as those minutes had it.
    pub due: Option<NaiveDate>,
    /// What else they said of it, as Markdown.
    pub note: Option<Spanned<String>>,
}
