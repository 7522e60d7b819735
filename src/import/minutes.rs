//! Reads minutes that groups wrote by hand into the files of their calls.

mod agenda;
mod attendance;
mod cell;
mod closing;
mod grid;
mod history;
mod lines;
mod meeting_day;
mod next_call;
mod owners;
mod parts;
mod plain_text;
mod reading;
pub(super) mod record;
mod register;
mod source;
mod topics;
mod words;

use super::{ImportOptions, Imported, ImportedRecords, ParsedImport, alias};
use crate::error::Error;
use crate::import::doubt::{Doubt, DoubtKind};
use crate::model::group::Group;
use crate::model::spelling::fold_name;
use crate::source::{FileId, Place, Sources};
use crate::text::dates::date_in_name;
use attendance::KnownNames;
use chrono::NaiveDate;
use reading::read_call;
use record::DraftCall;
use register::ListedAction;
use source::SourceDoubts;
use std::collections::HashSet;

/// What was read from one source.
#[derive(Debug, Clone)]
struct CallReading {
    record: DraftCall,
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
    let notices = workgroup.iter().flat_map(|workgroup| &workgroup.notices);
    let repository = options.repository.as_deref().or(of_group);
    let notices: Vec<String> = notices.map(|notice| fold_name(&notice.heading)).collect();
    let mut opened = Vec::with_capacity(sources.files().len());
    for (file, source) in sources.iter() {
        let mut doubts = SourceDoubts::new(file, repository);
        opened.push((file, source, reading::open_minutes(source, &notices, &mut doubts), doubts));
    }
    // Where two sources give the same date, one of them may belong to the date in its file name.
    let dated = opened.iter().filter_map(|(_, _, opened, _)| Some(opened.as_ref()?.date.day));
    let named = sources.iter().filter_map(|(_, source)| date_in_name(reading::file_stem(&source.path)));
    let known = KnownNames::from_group(group, &dated.chain(named).collect());
    let mut imported = Imported::default();
    let mut calls: Vec<(FileId, CallReading)> = Vec::new();
    let mut days: HashSet<NaiveDate> = HashSet::new();
    for (file, source, opened, mut doubts) in opened {
        match opened {
            Some(opened) => {
                let mut call = read_call(opened, &known, doubts);
                let day = call.record.date;
                if let Some(other) = day_from_name(day, &source.path, &days) {
                    call.record.date = other;
                    let message = format!(
                        "two sources have the date {day}; this one is imported as {other}, the date in its file name"
                    );
                    call.doubts.add(DoubtKind::FileName, 0, "", message);
                }
                if days.insert(call.record.date) {
                    calls.push((file, call));
                } else {
                    let help = "Find out which call it belongs to, then import it alone.";
                    call.doubts.add_with_help(
                        DoubtKind::SameName,
                        0,
                        "",
                        format!("another source already has the date {day}; this one is not imported"),
                        help,
                    );
                    imported.doubts.append(&mut call.doubts.found);
                }
            }
            None => {
                let help = "Add the date of the call to the first heading, and import the file again.";
                doubts.add_with_help(DoubtKind::NoDate, 0, "", "no date found; these minutes are not imported", help);
                imported.doubts.append(&mut doubts.found);
            }
        }
    }
    calls.sort_by_key(|(file, call)| (call.record.date, *file));
    let (files, mut calls): (Vec<FileId>, Vec<CallReading>) = calls.into_iter().unzip();
    closing::place_actions(&mut calls, group);
    let names = calls.iter().flat_map(|call| &call.names).map(|(name, place)| (name.as_str(), *place));
    imported.doubts.extend(alias::find_aliases(names, workgroup));
    if let Some(doubt) = repository.is_none().then(|| doubt_repository(&calls)).flatten() {
        imported.doubts.push(doubt);
    }
    for call in &mut calls {
        imported.doubts.append(&mut call.doubts.found);
    }
    let mut calls: Vec<(FileId, CallReading)> = files.into_iter().zip(calls).collect();
    calls.sort_by_key(|(file, _)| *file);
    let files =
        calls.iter().map(|(_, call)| (format!("minutes/{}.yaml", call.record.date), call.doubts.place_at(0, 0)));
    let (files, read) = (files.collect(), sources.files().len());
    let records = ImportedRecords::Calls(calls.into_iter().map(|(_, call)| call.record).collect());
    imported.doubts.sort_by_key(|doubt| doubt.place);
    ParsedImport { sources, files, records, doubts: imported.doubts, count: read, reviewer: None }
}

/// A doubt where links name a repository, but the group has none for numbers without a link.
fn doubt_repository(calls: &[CallReading]) -> Option<Doubt> {
    let items = calls.iter().flat_map(|call| call.record.agenda.iter().map(move |item| (call, item)));
    let named = |item: &record::DraftItem| item.issue.clone().or_else(|| item.pr.clone())?.repository;
    let (call, repository) = items.filter_map(|(call, item)| Some((call, named(item)?))).next()?;
    let message = format!("links lead to {repository}, but the group has no repository");
    let help = format!(
        "If its numbers are the group's own, use --repository {repository} or set `repository` in workgroup.yaml."
    );
    Some(Doubt::new(DoubtKind::Unplaced, call.doubts.place_at(0, 0), message).with_help(help))
}

/// The date in a file name, where another source already has the date in the text.
fn day_from_name(day: NaiveDate, path: &str, taken: &HashSet<NaiveDate>) -> Option<NaiveDate> {
    let named = date_in_name(reading::file_stem(path))?;
    (taken.contains(&day) && named != day && !taken.contains(&named)).then_some(named)
}

#[cfg(test)]
mod tests;
