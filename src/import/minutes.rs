//! Reads minutes that groups wrote by hand into the files of their calls.

pub mod column;

mod action_facts;
mod action_marks;
mod agenda;
mod attendance;
mod cancellation;
mod cell;
mod closing;
mod grid;
mod group_words;
mod headers;
mod history;
mod items;
mod lines;
mod list_item;
mod meeting_day;
mod next_call;
mod outline;
mod owners;
mod parts;
mod plain_text;
mod proposals;
mod reading;
mod register;
mod repeated;
mod source;
mod topics;
mod words;

use super::{ImportOptions, Imported, ParsedImport, ReadRecord, alias};
use crate::error::Error;
use crate::import::doubt::{Doubt, DoubtKind};
use crate::import::rhythm::propose_slots;
use crate::model::group::Group;
use crate::model::meeting::{Item, Meeting};
use crate::model::proposal::Proposal;
use crate::model::spelling::fold_name;
use crate::source::{Place, Source, Sources};
use crate::text::dates::date_in_name;
use action_facts::ListedAction;
use attendance::KnownNames;
use cancellation::find_cancellation;
use chrono::NaiveDate;
use chrono_tz::Tz;
use meeting_day::DayContext;
use next_call::take_next_call;
use proposals::ProposalFacts;
use reading::{OpenedMinutes, read_call};
use source::SourceDoubts;
use std::collections::HashMap;

/// What was read from one source.
#[derive(Debug, Clone)]
struct CallReading {
    record: Meeting,
    /// The rows of the register, before each is assigned to a call.
    rows: Vec<ListedAction>,
    /// The organizations in the attendance, each with its place.
    names: Vec<(String, Place)>,
    /// What items say of proposals.
    proposals: Vec<ProposalFacts>,
    doubts: SourceDoubts,
}

/// Reads minutes into one file per call. Text that no reader claims is kept in sections.
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
    let mut doubts: Vec<Doubt> = Vec::new();
    let mut opened = Vec::new();
    for (file, source) in sources.iter() {
        let context = DayContext { stem: reading::file_stem(&source.path), options, workgroup };
        let mut own_doubts = SourceDoubts::new(file, repository);
        match reading::open_minutes(source, &notices, context, &mut own_doubts) {
            Some(minutes) => opened.push((source, minutes, own_doubts)),
            None => doubts.append(&mut own_doubts.found),
        }
    }
    let days = assign_days(&opened);
    let known = KnownNames::from_group(group, &days.iter().flatten().copied().collect());
    let mut calls: Vec<CallReading> = Vec::new();
    for ((_, mut minutes, mut own_doubts), day) in opened.into_iter().zip(days) {
        let claimed = minutes.day;
        let Some(day) = day else {
            let message = format!("another source already has the date {claimed}; this one is not imported");
            let help = "Find out which call it belongs to, then import it alone with --date DATE.";
            own_doubts.add(DoubtKind::SameName, 0..0, message).help = Some(help.to_owned());
            doubts.append(&mut own_doubts.found);
            continue;
        };
        if day != claimed {
            let message = format!(
                "two sources have the date {claimed}; this one is imported as {day}, the date in its file name"
            );
            own_doubts.add(DoubtKind::FileName, 0..0, message);
        }
        minutes.day = day;
        let zone = workgroup.map_or(Tz::UTC, |workgroup| workgroup.timezone);
        let next = take_next_call(&mut minutes.parts, day, zone, &mut own_doubts);
        let cancellation = find_cancellation(&minutes.parts, day);
        let mut call = read_call(minutes, &known, &options.minutes_columns, own_doubts);
        call.record.next = next;
        if let Some(cancellation) = cancellation
            && is_without_results(&call)
        {
            // `{}` would mean that the call was held, and nobody came.
            call.record.attendance = call.record.attendance.filter(|attendance| !attendance.is_empty());
            let help =
                format!("If it is right, run `{}`, once `schedule` has a slot on that day.", cancellation.command(day));
            let message = format!("these minutes say that the call of {day} was not held");
            call.doubts.add(DoubtKind::NotHeld, cancellation.line, message).help = Some(help);
        }
        calls.push(call);
    }
    calls.sort_by_key(|call| (call.record.date.value, call.doubts.file));
    closing::place_actions(&mut calls, group);
    let proposals = proposals::draft_proposals(&mut calls, group);
    let mut names = alias::NameCounts::default();
    calls.iter().flat_map(|call| &call.names).for_each(|(name, place)| names.add(name, *place));
    doubts.extend(alias::find_aliases(&names, &sources, workgroup));
    doubts.extend(repository.is_none().then(|| doubt_repository(&calls)).flatten());
    calls.iter_mut().for_each(|call| doubts.append(&mut call.doubts.found));
    calls.sort_by_key(|call| call.doubts.file);
    let proposed_slots = propose_slots(&calls.iter().map(|call| &call.record).collect::<Vec<_>>(), group);
    let path_of = |proposal: &Proposal| format!("backlog/{}.yaml", proposal.slug);
    let proposals = proposals.into_iter();
    let proposals = proposals.map(|(place, proposal)| ReadRecord::of_proposal(path_of(&proposal), place, proposal));
    let calls = calls.into_iter().map(|call| ReadRecord::of_call(call.doubts.place_of(0..0), call.record));
    let records = calls.chain(proposals).collect();
    let count = sources.files().len();
    ParsedImport { imported: Imported { sources, doubts, count, proposed_slots, ..Imported::default() }, records }
}

/// Whether a source has nothing that only a call can give.
fn is_without_results(call: &CallReading) -> bool {
    let is_held = call.record.listed_people().any(|(_, person)| person.present) || call.record.items().next().is_some();
    !is_held && call.rows.is_empty() && call.record.actions.is_empty() && call.record.action_updates.is_empty()
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

/// The day of each source. Where two claim one day, the one whose name agrees keeps it; the other one takes the day of its
/// own name if that is free, otherwise none.
fn assign_days(opened: &[(&Source, OpenedMinutes, SourceDoubts)]) -> Vec<Option<NaiveDate>> {
    let in_name = |at: usize| date_in_name(reading::file_stem(&opened[at].0.path));
    let claimed = |at: usize| opened[at].1.day;
    let mut owners: HashMap<NaiveDate, usize> = HashMap::new();
    let agreeing = (0..opened.len()).filter(|at| in_name(*at) == Some(claimed(*at)));
    for at in agreeing.chain(0..opened.len()) {
        owners.entry(claimed(at)).or_insert(at);
    }
    let mut days: Vec<Option<NaiveDate>> =
        (0..opened.len()).map(|at| Some(claimed(at)).filter(|day| owners[day] == at)).collect();
    for (at, day) in days.iter_mut().enumerate() {
        *day = day.or_else(|| in_name(at).filter(|day| *owners.entry(*day).or_insert(at) == at));
    }
    days
}

#[cfg(test)]
mod tests;
