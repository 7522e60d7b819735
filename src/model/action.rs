//! Action points in the files of calls.

use crate::source::{Place, Spanned};
use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Serialize;

/// An action point, in the file of the call that opened it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Action {
    /// The place of the whole action point, for findings about a missing key.
    #[serde(skip)]
    pub place: Place,
    /// `YYYYMMDD-NN`, with the date of its call; plain numbers in style `mom`.
    pub id: Option<Spanned<String>>,
    /// Organizations, people or roles.
    pub owners: Vec<Spanned<String>>,
    /// What to do, as Markdown.
    pub text: Spanned<String>,
    /// The due date; later calls may postpone it in `action-updates`.
    pub due: Option<Spanned<NaiveDate>>,
}

impl Action {
    /// The place of its id, or the start of its entry if it has none.
    pub fn id_place(&self) -> Place {
        self.id.as_ref().map_or(Place { end: self.place.start, ..self.place }, |id| id.place)
    }
}

/// A change of an action point that was opened before, or that the call reopens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct ActionUpdate {
    /// The id of an action point that this call or an earlier one opened; a closed one needs `status: open`.
    pub id: Spanned<String>,
    /// The status after this call; if omitted, as before.
    pub status: Option<ActionStatus>,
    /// The new due date; if omitted, as before.
    pub due: Option<NaiveDate>,
    /// What was said about it, as Markdown, such as why it takes longer.
    pub note: Option<Spanned<String>>,
}

/// The status of an action point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ActionStatus {
    /// Still to do.
    Open,
    /// Done.
    Closed,
    /// Given up without being done.
    NotPursued,
}

impl ActionStatus {
    /// All statuses with their keys in the files.
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
    /// As written in those minutes; omitted if they have none.
    pub id: Option<Spanned<String>>,
    /// Organizations, people or roles, as written in those minutes; may be empty.
    pub owners: Vec<Spanned<String>>,
    /// What was to be done, as Markdown; omitted if those minutes did not repeat it.
    pub text: Option<Spanned<String>>,
    /// The status in those minutes; if omitted, it counts as open.
    pub status: Option<ActionStatus>,
    /// The due date in those minutes.
    pub due: Option<NaiveDate>,
    /// What else those minutes said about it, as Markdown.
    pub note: Option<Spanned<String>>,
}
