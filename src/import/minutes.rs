//! Reads minutes that groups wrote by hand into the files of their calls.

mod action_facts;
mod action_marks;
mod agenda;
mod attendance;
mod cell;
mod closing;
mod grid;
mod headers;
mod history;
mod lines;
mod meeting_day;
mod next_call;
mod owners;
mod parts;
mod plain_text;
mod reading;
mod record;
mod register;
mod source;
mod topics;
mod words;

use super::{ImportOptions, Imported, ImportedRecords, ParsedImport, alias};
use crate::error::Error;
use crate::import::doubt::{Doubt, DoubtKind};
use crate::model::group::Group;
use crate::model::meeting::{Item, Meeting};
use crate::model::spelling::fold_name;
use crate::source::{Place, Sources};
use crate::text::dates::date_in_name;
use attendance::KnownNames;
use chrono::NaiveDate;
use reading::read_call;
use register::ListedAction;
use source::SourceDoubts;
use std::collections::HashSet;

/// What was read from one source.
#[derive(Debug, Clone)]
struct CallReading {
    record: Meeting,
    /// The rows of the register, before each is assigned to a call.
    rows: Vec<ListedAction>,
    /// The organizations in the attendance, each with its place.
    names: Vec<(String, Place)>,
    doubts: SourceDoubts,
}

/// Reads minutes into one file per call. Text that fits no key is kept verbatim.
///
/// # Errors
/// [`Error::NotExpressible`] when a record cannot be expressed as YAML, which no record of the model causes.
pub fn import_minutes(sources: Sources, options: &ImportOptions, group: &Group) -> Result<Imported, Error> {
    parse_minutes(sources, options, group).draft_files()
}

/// Reads minutes into one record per call.
pub fn parse_minutes(sources: Sources, options: &ImportOptions, group: &Group) -> ParsedImport {
    let workgroup = group.workgroup.as_ref();
    let of_group = workgroup.and_then(|workgroup| workgroup.repository.as_ref()).map(|repository| repository.as_str());
    let repository = options.repository.as_deref().or(of_group);
    let notices = workgroup.iter().flat_map(|workgroup| &workgroup.notices);
    let notices: Vec<String> = notices.map(|notice| fold_name(&notice.heading)).collect();
    let open_source = |(file, source)| {
        let mut doubts = SourceDoubts::new(file, repository);
        (source, reading::open_minutes(source, &notices, &mut doubts), doubts)
    };
    let opened: Vec<_> = sources.iter().map(open_source).collect();
    // Where two sources give the same date, one of them may belong to the date in its file name.
    let dated = opened.iter().filter_map(|(_, opened, _)| Some(opened.as_ref()?.day));
    let named = sources.iter().filter_map(|(_, source)| date_in_name(reading::file_stem(&source.path)));
    let known = KnownNames::from_group(group, &dated.chain(named).collect());
    let mut doubts: Vec<Doubt> = Vec::new();
    let mut calls: Vec<CallReading> = Vec::new();
    let mut days: HashSet<NaiveDate> = HashSet::new();
    for (source, opened, mut own_doubts) in opened {
        let Some(opened) = opened else {
            let message = "no date found; these minutes are not imported";
            let help = "Add the date of the call to the first heading, and import the file again.";
            own_doubts.add(DoubtKind::NoDate, 0..0, message).help = Some(help.to_owned());
            doubts.append(&mut own_doubts.found);
            continue;
        };
        let mut call = read_call(opened, &known, own_doubts);
        let mut day = call.record.date.value;
        if let Some(other) = day_from_name(day, &source.path, &days) {
            let message =
                format!("two sources have the date {day}; this one is imported as {other}, the date in its file name");
            call.doubts.add(DoubtKind::FileName, 0..0, message);
            day = other;
            call.record.date = day.into();
        }
        if days.insert(day) {
            calls.push(call);
        } else {
            let message = format!("another source already has the date {day}; this one is not imported");
            let help = "Find out which call it belongs to, then import it alone.";
            call.doubts.add(DoubtKind::SameName, 0..0, message).help = Some(help.to_owned());
            doubts.append(&mut call.doubts.found);
        }
    }
    calls.sort_by_key(|call| (call.record.date.value, call.doubts.file));
    closing::place_actions(&mut calls, group);
    let names: Vec<(String, Place)> = calls.iter_mut().flat_map(|call| std::mem::take(&mut call.names)).collect();
    doubts.extend(alias::find_aliases(&names, &sources, workgroup));
    doubts.extend(repository.is_none().then(|| doubt_repository(&calls)).flatten());
    calls.iter_mut().for_each(|call| doubts.append(&mut call.doubts.found));
    calls.sort_by_key(|call| call.doubts.file);
    let path_of = |call: &CallReading| format!("minutes/{}.yaml", call.record.date.value);
    let files = calls.iter().map(|call| (path_of(call), call.doubts.place_of(0..0))).collect();
    let records = ImportedRecords::Calls(calls.into_iter().map(|call| call.record).collect());
    let count = sources.files().len();
    ParsedImport { imported: Imported { sources, doubts, count, ..Imported::default() }, files, records }
}

/// A doubt where links name a repository, but the group has none for numbers without a link.
fn doubt_repository<'c>(calls: &'c [CallReading]) -> Option<Doubt> {
    let items = calls.iter().flat_map(|call| call.record.agenda.iter().map(move |item| (call, item)));
    let named = |item: &'c Item| item.issue.as_ref().or(item.pr.as_ref())?.repository.as_ref();
    let (call, repository) = items.filter_map(|(call, item)| Some((call, named(item)?))).next()?;
    let message = format!("links lead to {repository}, but the group has no repository");
    let help = format!(
        "If its numbers are the group's own, use --repository {repository} or set `repository` in workgroup.yaml."
    );
    Some(Doubt::new(DoubtKind::Unplaced, call.doubts.place_of(0..0), message).with_help(help))
}

/// The date in a file name, where another source already has the date in the text.
fn day_from_name(day: NaiveDate, path: &str, taken: &HashSet<NaiveDate>) -> Option<NaiveDate> {
    let named = date_in_name(reading::file_stem(path))?;
    (taken.contains(&day) && named != day && !taken.contains(&named)).then_some(named)
}

#[cfg(test)]
mod tests;
