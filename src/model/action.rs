//! Action points in the files of calls.

use crate::model::record::{Fields, record, words};
use crate::source::{Place, Spanned};
use chrono::NaiveDate;

record! {
    /// An action point, in the file of the call that opened it.
    pub struct Action: Default = "an action point with `id`, `owners` and `text`", with {
        /// The place of the whole action point, for findings about a missing key.
        place: Place = Fields::place,
    } {
        /// `YYYYMMDD-NN`, with the date of its call; plain numbers in style `mom`.
        id: Option<Spanned<String>>,
        /// Organizations, people or roles.
        owners: Vec<Spanned<String>>,
        /// What to do, as Markdown.
        text: Spanned<String> as prose,
        /// The due date; later calls may postpone it in `action-updates`.
        due: Option<Spanned<NaiveDate>>,
    }
}

impl Action {
    /// The place of its id, or the start of its entry if it has none.
    pub fn id_place(&self) -> Place {
        self.id.as_ref().map_or(Place { end: self.place.start, ..self.place }, |id| id.place)
    }
}

record! {
    /// A change of an action point that was opened before, or that the call reopens.
    pub struct ActionUpdate: Default = "an update with `id` and `status`, `due` or `note`" {
        /// The id of an action point that this call or an earlier one opened; a closed one needs `status: open`.
        id: Spanned<String>,
        /// The status after this call; if omitted, as before.
        status: Option<ActionStatus>,
        /// The new due date; if omitted, as before.
        due: Option<NaiveDate>,
        /// What was said about it, as Markdown, such as why it takes longer.
        note: Option<Spanned<String>> as prose,
    }
}

words! {
    /// The status of an action point.
    pub enum ActionStatus = "the status of an action point" {
        /// Still to do.
        Open = "open",
        /// Done.
        Closed = "closed",
        /// Given up without being done.
        NotPursued = "not-pursued",
    }
}

record! {
    /// A row of the register of action points in imported minutes.
    pub struct RegisterRow: Default = "an action point of a register" {
        /// As written in those minutes; omitted if they have none.
        id: Option<Spanned<String>>,
        /// Organizations, people or roles, as written in those minutes; may be empty.
        owners: Vec<Spanned<String>>,
        /// What was to be done, as Markdown; omitted if those minutes did not repeat it.
        text: Option<Spanned<String>> as prose,
        /// The status in those minutes; if omitted, it counts as open.
        status: Option<ActionStatus>,
        /// The due date in those minutes.
        due: Option<NaiveDate>,
        /// What else those minutes said about it, as Markdown.
        note: Option<Spanned<String>> as prose,
    }
}
