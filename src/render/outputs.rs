//! Every generated file of a repository: its path, and what it should hold.

use super::seal::{digest_in, seal};
use super::templates::Templates;
use super::{minutes, table};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::workgroup::TableForm;
use crate::view::Views;

/// The file of the table.
pub const TABLE: &str = "backlog/README.md";

/// A generated file that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stale {
    /// From the root, with forward slashes.
    pub path: String,
    /// The record it is made from; `None` for the table.
    pub record: Option<crate::source::FileId>,
    /// What is wrong with it, and what it should hold.
    pub state: State,
}

/// What is wrong with a generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It is not there.
    Missing {
        /// The whole text to write.
        wanted: String,
    },
    /// It says something else.
    Outdated {
        /// The whole text that should stand there.
        wanted: String,
    },
    /// It is there, and was not made by this program.
    Foreign,
}

/// Where the minutes of a call stand.
pub fn minutes_path(meeting: &Meeting) -> String {
    format!("minutes/{}.md", meeting.date.value)
}

/// A generated file that [`stale`] compares, so that a command reads it into [`Views::generated`] first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// From the root, with forward slashes.
    pub path: String,
    /// Minutes that a later call has approved are left alone once they are there.
    pub sealed: bool,
}

/// The generated files of the repository: the table, then the minutes of each call.
pub fn compared_files(views: &Views) -> Vec<Compared> {
    let table = Compared { path: TABLE.to_owned(), sealed: false };
    let minutes = views
        .group
        .meetings
        .iter()
        .map(|meeting| Compared { path: minutes_path(meeting), sealed: views.sealed_by(meeting).is_some() });
    std::iter::once(table).chain(minutes).collect()
}

/// Refuses two records of one call: their minutes would stand in one file, and which one holds nobody knows.
pub(super) fn refuse_twice<'g>(meetings: impl IntoIterator<Item = &'g Meeting>, views: &Views) -> Result<(), Error> {
    let mut before: Option<&Meeting> = None;
    for meeting in meetings {
        if let Some(before) = before.replace(meeting).filter(|before| before.date.value == meeting.date.value) {
            let path = |meeting: &Meeting| views.group.sources.file(meeting.file).path.clone();
            return Err(Error::denied(
                format!("{} and {} are both of {}", path(before), path(meeting), meeting.date.value),
                "Name each file like its date; `backlog check` tells which.",
            ));
        }
    }
    Ok(())
}

/// The generated files that are not what they should be, by path; `missing` says whether absent ones
/// count.
///
/// # Errors
/// [`Error::Template`] when a template of the group fails, [`Error::Denied`] when two records are of one call.
pub fn stale(views: &Views, missing: bool) -> Result<Vec<Stale>, Error> {
    let templates = Templates::new(views.group)?;
    refuse_twice(&views.group.meetings, views)?;
    let mut stale = Vec::new();
    let now = views.generated_text(TABLE);
    if missing || now.is_some() {
        let table = table_in(views.workgroup.table, views, &templates)?;
        let state = match table::splice(now, &table, &views.workgroup.name) {
            None => Some(State::Foreign),
            Some(wanted) => compared(now, wanted),
        };
        stale.extend(state.map(|state| Stale { path: TABLE.to_owned(), record: None, state }));
    }
    let mut minutes = minutes::Writer::new(views, &templates);
    for meeting in &views.group.meetings {
        let path = minutes_path(meeting);
        let now = views.generated_text(&path);
        if (now.is_none() && !missing) || (now.is_some() && views.sealed_by(meeting).is_some()) {
            continue;
        }
        let state = match now {
            Some(now) if !now.starts_with(minutes::MARKER) => Some(State::Foreign),
            now => {
                let text = minutes.write(meeting)?;
                let is_sealed = views.sealed_by(meeting).is_some();
                compared(now, if is_sealed { seal(&text, meeting) } else { text })
            }
        };
        stale.extend(state.map(|state| Stale { path, record: Some(meeting.file), state }));
    }
    Ok(stale)
}

/// The approved minutes that say what their record says, and do not have its digest yet, with the digest. `render`
/// writes it once; whatever changes in the record after that shows.
///
/// # Errors
/// [`Error::Template`] when a template of the group fails.
pub fn to_seal(views: &Views) -> Result<Vec<Stale>, Error> {
    let templates = Templates::new(views.group)?;
    let mut writer = minutes::Writer::new(views, &templates);
    let mut unsealed = Vec::new();
    for meeting in views.group.meetings.iter().filter(|meeting| views.sealed_by(meeting).is_some()) {
        let path = minutes_path(meeting);
        let Some(now) = views.generated_text(&path).filter(|now| digest_in(now).is_none()) else { continue };
        if now.starts_with(minutes::MARKER) && writer.write(meeting)? == now {
            let state = State::Outdated { wanted: seal(now, meeting) };
            unsealed.push(Stale { path, record: Some(meeting.file), state });
        }
    }
    Ok(unsealed)
}

/// A generated file that is not there although the records have something to print in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing<'g> {
    /// From the root, with forward slashes.
    pub path: String,
    /// The call whose minutes it would hold; `None` for the table.
    pub meeting: Option<&'g Meeting>,
}

/// The generated files that are missing, the table first: none of a group that has no proposal and nothing on an
/// agenda yet, and none where nobody has looked.
pub fn missing<'g>(views: &Views<'g>) -> Vec<Missing<'g>> {
    if views.generated.is_none() {
        return Vec::new();
    }
    let has_rows = views.group.proposals.iter().any(|proposal| proposal.kind.is_row());
    let table = has_rows.then(|| Missing { path: TABLE.to_owned(), meeting: None });
    let calls = views.group.meetings.iter().filter(|meeting| !meeting.is_empty());
    let minutes = calls.map(|meeting| Missing { path: minutes_path(meeting), meeting: Some(meeting) });
    table.into_iter().chain(minutes).filter(|file| views.generated_text(&file.path).is_none()).collect()
}

fn compared(now: Option<&str>, wanted: String) -> Option<State> {
    match now {
        None => Some(State::Missing { wanted }),
        Some(now) if now == wanted => None,
        Some(_) => Some(State::Outdated { wanted }),
    }
}

/// The minutes of one call.
///
/// # Errors
/// [`Error::Template`] when the group's template fails, [`Error::Denied`] when another record is of this call.
pub fn minutes<'g>(views: &Views<'g>, meeting: &'g Meeting) -> Result<String, Error> {
    let same_day = |other: &&Meeting| other.date.value == meeting.date.value;
    refuse_twice(views.group.meetings.iter().filter(same_day), views)?;
    let templates = Templates::new(views.group)?;
    minutes::Writer::new(views, &templates).write(meeting)
}

/// The table alone, without markers, in the form that the group keeps it in.
///
/// # Errors
/// [`Error::Template`] when the group's template fails.
pub fn table(views: &Views) -> Result<String, Error> {
    table_as(views.workgroup.table, views)
}

/// The table alone, without markers.
///
/// # Errors
/// [`Error::Template`] when the group's template fails.
pub fn table_as(form: TableForm, views: &Views) -> Result<String, Error> {
    table_in(form, views, &Templates::new(views.group)?)
}

fn table_in(form: TableForm, views: &Views, templates: &Templates) -> Result<String, Error> {
    match form {
        TableForm::Gfm => table::gfm(views, templates),
        TableForm::Html => table::html(views, templates),
    }
}
