//! The generated files of a repository: their paths and expected contents.

mod compared;

pub use compared::{ComparedFile, compared_files, note_written, read_generated};

use super::line_ends::{is_same_text, with_line_ends_of};
use super::seal::{add_digest, digest_in};
use super::templates::Templates;
use super::{minutes, table};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::workgroup::TableForm;
pub use crate::store::layout::TABLE;
use crate::view::Views;
use std::borrow::Cow;

/// A generated file that is not what it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outdated<'g> {
    /// From the root, with forward slashes.
    pub path: String,
    /// The call whose minutes it holds; `None` for the table.
    pub meeting: Option<&'g Meeting>,
    /// What is wrong with it, and its expected content.
    pub state: State,
}

/// What is wrong with a generated file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It does not exist.
    Missing,
    /// Its content is outdated.
    Stale {
        /// The whole expected text.
        expected: String,
    },
    /// It exists, and this program did not make it.
    Foreign,
}

/// The path of the minutes of a call.
pub fn minutes_path(meeting: &Meeting) -> String {
    format!("minutes/{}.md", meeting.date.value)
}

/// Refuses two records for one call: their minutes would have the same path, and neither takes precedence.
pub(super) fn refuse_duplicate_calls<'g>(
    meetings: impl IntoIterator<Item = &'g Meeting>,
    views: &Views,
) -> Result<(), Error> {
    let mut before: Option<&Meeting> = None;
    for meeting in meetings {
        if let Some(before) = before.replace(meeting).filter(|before| before.date.value == meeting.date.value) {
            let path = |meeting: &Meeting| views.group.sources.file(meeting.file).path.clone();
            return Err(Error::not_allowed(
                format!("{} and {} are both for the call of {}", path(before), path(meeting), meeting.date.value),
                "Rename each file after its date; `backlog check` shows which one is wrong.",
            ));
        }
    }
    Ok(())
}

/// The generated files that are not what they should be, the table first: what `check` finds and `render` writes.
/// A file without content to print is not missing, and no file is if [`Views::generated`] is unknown.
///
/// # Errors
/// [`Error::Template`] when a template of the group fails, [`Error::NotAllowed`] when two records are of one call.
pub fn find_outdated<'g>(views: &Views<'g>) -> Result<Vec<Outdated<'g>>, Error> {
    let (outdated, failed) = find_outdated_and_errors(views)?;
    failed.into_iter().next().map_or(Ok(outdated), Err)
}

/// As [`find_outdated`], with the failures of templates: a file that is made from another template is compared all the same.
///
/// # Errors
/// [`Error::Template`] when a file in `templates/` has no name of a template, [`Error::NotAllowed`] when two records are of
/// one call.
pub fn find_outdated_and_errors<'g>(views: &Views<'g>) -> Result<(Vec<Outdated<'g>>, Vec<Error>), Error> {
    let templates = Templates::new(views.group)?;
    refuse_duplicate_calls(&views.group.meetings, views)?;
    let (mut outdated, mut failed) = (Vec::new(), Vec::new());
    match outdated_table(views, &templates) {
        Ok(table) => outdated.extend(table),
        Err(error) => failed.push(error),
    }
    let meetings: Vec<&Meeting> = views.group.meetings.iter().collect();
    let compared = minutes::write_many(
        &meetings,
        views,
        |minutes, meeting| outdated_minutes(meeting, minutes, views),
        |_, found| {
            outdated.extend(found?);
            Ok(())
        },
    );
    // It would also fail for the calls after it, and take as long again.
    failed.extend(compared.err());
    Ok((outdated, failed))
}

/// The text of a generated file. An empty one is as good as missing: it may be what is left of one after a power failure.
fn nonempty_text<'v>(path: &str, views: &'v Views) -> Option<&'v str> {
    views.generated_text(path).filter(|text| !text.is_empty())
}

fn outdated_table<'g>(views: &Views<'g>, templates: &Templates) -> Result<Option<Outdated<'g>>, Error> {
    let has_rows = views.group.proposals.iter().any(|proposal| proposal.kind.is_row());
    let state = match nonempty_text(TABLE, views) {
        _ if views.up_to_date.contains(TABLE) => None,
        None => missing_state(has_rows, views),
        Some(now) => {
            let table = table::fill_table(views.workgroup.table.format, views, templates)?;
            match table::splice_table(now, &table, views, templates)? {
                None => Some(State::Foreign),
                Some(expected) => compare_texts(now, expected),
            }
        }
    };
    Ok(state.map(|state| Outdated { path: TABLE.to_owned(), meeting: None, state }))
}

fn outdated_minutes<'g>(
    meeting: &'g Meeting,
    minutes: &mut minutes::MinutesWriter<'_, 'g>,
    views: &Views<'g>,
) -> Result<Option<Outdated<'g>>, Error> {
    let path = minutes_path(meeting);
    let state = match nonempty_text(&path, views) {
        _ if views.up_to_date.contains(&path) => None,
        None => missing_state(has_minutes(meeting, views), views),
        Some(_) if views.approvals.approving_call(meeting).is_some() => None,
        Some(now) if !now.starts_with(minutes::MARKER) => Some(State::Foreign),
        Some(now) => compare_texts(now, minutes.write(meeting)?),
    };
    Ok(state.map(|state| Outdated { path, meeting: Some(meeting), state }))
}

/// What `render` writes, by path: the outdated files, and the approved minutes without a digest. Foreign files are in it
/// too; nothing overwrites them.
///
/// # Errors
/// As [`find_outdated`].
pub fn find_unwritten<'g>(views: &Views<'g>) -> Result<Vec<Outdated<'g>>, Error> {
    let mut unwritten = find_outdated(views)?;
    unwritten.extend(unsealed_minutes(views)?);
    unwritten.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(unwritten)
}

/// The expected text of each outdated file, in order; `None` for a foreign one, which stays as it is.
///
/// # Errors
/// [`Error::Template`] when a template of the group fails.
pub fn generate_texts<'g>(outdated: &[Outdated<'g>], views: &Views<'g>) -> Result<Vec<Option<String>>, Error> {
    let mut texts = Vec::with_capacity(outdated.len());
    generate_each(outdated, views, |_, text| {
        texts.push(text.map(Cow::into_owned));
        Ok(())
    })?;
    Ok(texts)
}

/// Makes the expected text of each outdated file, and passes it on, in order; `None` for a foreign one, which stays as it is.
///
/// # Errors
/// [`Error::Template`] when a template of the group fails: then no more texts follow. The errors of `take`.
pub fn generate_each<'g>(
    outdated: &[Outdated<'g>],
    views: &Views<'g>,
    mut take: impl FnMut(&Outdated<'g>, Option<Cow<str>>) -> Result<(), Error>,
) -> Result<(), Error> {
    let templates = Templates::new(views.group)?;
    minutes::write_many(
        outdated,
        views,
        |minutes, file| expected_text(file, minutes, views, &templates),
        |file, text| take(file, text?),
    )
}

fn expected_text<'o, 'g>(
    file: &'o Outdated<'g>,
    minutes: &mut minutes::MinutesWriter<'_, 'g>,
    views: &Views<'g>,
    templates: &Templates,
) -> Result<Option<Cow<'o, str>>, Error> {
    let text = match (&file.state, file.meeting) {
        (State::Foreign, _) => return Ok(None),
        (State::Stale { expected }, _) => return Ok(Some(Cow::Borrowed(expected))),
        (State::Missing, None) => {
            let table = table::fill_table(views.workgroup.table.format, views, templates)?;
            table::new_table_file(&table, views, templates)?
        }
        (State::Missing, Some(meeting)) => {
            let text = minutes.write(meeting)?;
            let is_approved = views.approvals.approving_call(meeting).is_some();
            if is_approved { add_digest(&text, meeting) } else { text }
        }
    };
    Ok(Some(Cow::Owned(text)))
}

/// Whether the minutes of a call have something to print: the draft of a call to come has not while its file says
/// only when the call is.
fn has_minutes(meeting: &Meeting, views: &Views) -> bool {
    !meeting.is_empty() || views.calls.is_meeting_over(meeting) || !views.calls.is_held(meeting)
}

/// The approved minutes that say what their record says, and do not have its digest yet, with the digest. `render`
/// writes it once; whatever changes in the record after that shows.
///
/// # Errors
/// [`Error::Template`] when a template of the group fails.
pub fn unsealed_minutes<'g>(views: &Views<'g>) -> Result<Vec<Outdated<'g>>, Error> {
    let is_unsealed = |text: &&str| text.starts_with(minutes::MARKER) && digest_in(text).is_none();
    let approved = views.group.meetings.iter().filter(|meeting| views.approvals.approving_call(meeting).is_some());
    let find_unsealed = |meeting| views.generated_text(&minutes_path(meeting)).filter(is_unsealed);
    let open: Vec<(&Meeting, &str)> = approved.filter_map(|meeting| Some((meeting, find_unsealed(meeting)?))).collect();
    let mut unsealed = Vec::new();
    minutes::write_many(
        &open,
        views,
        |minutes, (meeting, now)| Ok(is_same_text(&minutes.write(meeting)?, now)),
        |(meeting, now), is_same| {
            if is_same? {
                let state = State::Stale { expected: add_digest(now, meeting) };
                unsealed.push(Outdated { path: minutes_path(meeting), meeting: Some(meeting), state });
            }
            Ok(())
        },
    )?;
    Ok(unsealed)
}

fn missing_state(has_text: bool, views: &Views) -> Option<State> {
    (has_text && views.generated.is_some()).then_some(State::Missing)
}

fn compare_texts(now: &str, expected: String) -> Option<State> {
    let is_stale = !is_same_text(now, &expected);
    is_stale.then(|| State::Stale { expected: with_line_ends_of(now, &expected).into_owned() })
}

/// The minutes of one call.
///
/// # Errors
/// [`Error::Template`] when the group's template fails, [`Error::NotAllowed`] when another record is of this call.
pub fn render_minutes<'g>(views: &Views<'g>, meeting: &'g Meeting) -> Result<String, Error> {
    render_minutes_with(&Templates::new(views.group)?, views, meeting)
}

/// The same with these templates.
pub(super) fn render_minutes_with<'v, 'g>(
    templates: &'v Templates<'v>,
    views: &'v Views<'g>,
    meeting: &'g Meeting,
) -> Result<String, Error> {
    let same_day = |other: &&Meeting| other.date.value == meeting.date.value;
    refuse_duplicate_calls(views.group.meetings.iter().filter(same_day), views)?;
    minutes::MinutesWriter::new(views, templates).write(meeting)
}

/// The table without markers, in the group's format.
///
/// # Errors
/// [`Error::Template`] when the group's template fails.
pub fn render_table(views: &Views) -> Result<String, Error> {
    render_table_as(views.workgroup.table.format, views)
}

/// The table without markers.
///
/// # Errors
/// [`Error::Template`] when the group's template fails.
pub fn render_table_as(form: TableForm, views: &Views) -> Result<String, Error> {
    table::fill_table(form, views, &Templates::new(views.group)?)
}

/// A file with a table between its markers: an existing one, if it has them, or a new one.
///
/// # Errors
/// [`Error::Template`] when the group's template fails.
pub fn render_table_file(existing: Option<&str>, table: &str, views: &Views) -> Result<Option<String>, Error> {
    let templates = Templates::new(views.group)?;
    match existing {
        Some(existing) => table::splice_table(existing, table, views, &templates),
        None => table::new_table_file(table, views, &templates).map(Some),
    }
}
