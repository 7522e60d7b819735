//! Values from the records, as a shell offers them.

use super::super::out::{ColorWhen, Out};
use super::super::session::Session;
use super::WORD;
use super::quoting::Quoting;
use crate::model::meeting::Meeting;
use crate::model::proposal::{Proposal, ProposalKind};
use crate::model::schedule::weekday_name;
use crate::model::stage::Stage;
use crate::record::call::find_next_call;
use crate::record::day::parse_moment;
use crate::record::set::key::KEYS;
use crate::report::inert::{make_visible, visible_path};
use crate::rules::RULES;
use crate::source::Spanned;
use crate::store::load::focus::{BACKLOG, MINUTES};
use crate::store::load::{Files, read_files};
use crate::view::Views;
use crate::view::approvals::call_to_record::CallToRecord;
use crate::view::lookup::placed_items;
use chrono::{Datelike, NaiveDate};
use clap_complete::engine::CompletionCandidate;
use std::collections::HashSet;
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::sync::OnceLock;

/// How to quote candidates for the shell that asks.
static QUOTING: OnceLock<Quoting> = OnceLock::new();

/// Reads the environment before the library clears it.
pub fn read_quoting() {
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    QUOTING.get_or_init(|| Quoting::new(&variable(super::ASKING), &variable(WORD)));
}

/// Proposals by issue and by slug, the active ones first.
pub fn list_proposals() -> Vec<CompletionCandidate> {
    read_outlines(&[BACKLOG], proposal_candidates)
}

/// Proposals by slug.
pub fn list_slugs() -> Vec<CompletionCandidate> {
    read_outlines(&[BACKLOG], |views| {
        views.group.proposals.iter().filter_map(|one| new_candidate(&one.slug, &one.name)).collect()
    })
}

/// Items of the call to record, or of the next one, by number or title; then every proposal.
pub fn list_items() -> Vec<CompletionCandidate> {
    let outline = |files: &Files| files.outline_folders(&[BACKLOG, MINUTES]);
    read_candidates(outline, |views, files| {
        let calls = recorded_call(views).into_iter().chain(find_next_call(views).ok());
        let paths = calls.map(|call| views.group.sources.file(call.file).path.clone());
        let decoded = files.decode_only(&paths.collect());
        let items = decoded.meetings.iter().flat_map(placed_items);
        let titled = items.filter(|placed| views.index.item_proposal(placed.item).is_none()).filter_map(|placed| {
            let title = placed.item.title.as_ref().map_or("", |title| title.as_str());
            match placed.item.issue.as_ref().or(placed.item.pr.as_ref()) {
                Some(number) => new_candidate(&number.value.format_bare(), title),
                None => new_candidate(title, ""),
            }
        });
        let mut offered: Vec<_> = titled.chain(proposal_candidates(views)).collect();
        let mut known = HashSet::new();
        offered.retain(|candidate| known.insert(candidate.get_value().to_owned()));
        offered
    })
}

/// The call that a command records if none is given.
fn recorded_call<'g>(views: &Views<'g>) -> Option<&'g Meeting> {
    match views.approvals.call_to_record() {
        CallToRecord::Filed(meeting) => Some(meeting),
        CallToRecord::WithoutFile { .. } | CallToRecord::Nothing => None,
    }
}

/// The days of calls that have a file, newest first.
pub fn list_calls() -> Vec<CompletionCandidate> {
    read_outlines(&[MINUTES], call_candidates)
}

/// The arguments of `show`: proposals, days of calls, the group.
pub fn list_everything() -> Vec<CompletionCandidate> {
    read_outlines(&[BACKLOG, MINUTES], |views| {
        let group = new_candidate("workgroup", "the group itself");
        proposal_candidates(views).into_iter().chain(call_candidates(views)).chain(group).collect()
    })
}

/// The next days of calls that can be moved or canceled.
pub fn list_movable_days() -> Vec<CompletionCandidate> {
    read_outlines(&[MINUTES], |views| {
        views.calls.movable_calls().take(6).filter_map(|call| new_day_candidate(call.date)).collect()
    })
}

/// The next days of the schedule that have no file.
pub fn list_days_without_file() -> Vec<CompletionCandidate> {
    read_outlines(&[MINUTES], |views| {
        views.calls.coming_without_file().take(6).filter_map(|call| new_day_candidate(call.date)).collect()
    })
}

fn new_day_candidate(day: NaiveDate) -> Option<CompletionCandidate> {
    new_candidate(&day.to_string(), weekday_name(day.weekday()))
}

/// The keys that `set` takes, each with an equals sign.
pub fn list_facts() -> Vec<CompletionCandidate> {
    KEYS.iter().filter_map(|key| new_candidate(&format!("{}=", key.name), "")).collect()
}

/// The organizations of the group.
pub fn list_organizations() -> Vec<CompletionCandidate> {
    read_outlines(&[], |views| {
        let organizations = &views.workgroup.organizations;
        organizations.iter().filter_map(|one| new_candidate(&one.name, &join_aliases(&one.aliases))).collect()
    })
}

/// The people of the group, then those of its calls, as of the call to record.
pub fn list_people() -> Vec<CompletionCandidate> {
    read_calls(|views| {
        let named = word_after("--meeting").or_else(|| word_after("--call")).and_then(|day| day.parse().ok());
        let day = named.or_else(|| recorded_call(views).map(|meeting| meeting.date.value));
        let people = views.people.known_on(day.unwrap_or(views.now.day()));
        people.iter().filter_map(|one| new_candidate(one.name, &one.organizations.join(", "))).collect()
    })
}

/// The ids of open action points, oldest first.
pub fn list_actions() -> Vec<CompletionCandidate> {
    read_calls(|views| {
        let open = views.actions.open_on(views.now.day());
        open.filter_map(|action| new_candidate(action.id?, action.text)).collect()
    })
}

/// The stages of a proposal.
pub fn list_stages() -> Vec<CompletionCandidate> {
    Stage::all().filter_map(|stage| new_candidate(stage.record_key(), "")).collect()
}

/// The kinds of proposals.
pub fn list_kinds() -> Vec<CompletionCandidate> {
    ProposalKind::KEYS.iter().filter_map(|(key, _)| new_candidate(key, "")).collect()
}

/// The rules, each with its summary.
pub fn list_rules() -> Vec<CompletionCandidate> {
    RULES.iter().filter_map(|rule| new_candidate(rule.name, &rule.parse_docs().summary)).collect()
}

fn proposal_candidates(views: &Views) -> Vec<CompletionCandidate> {
    let today = views.now.day();
    let (active, others): (Vec<&Proposal>, _) =
        views.group.proposals.iter().partition(|proposal| views.stages.is_active_on(proposal, today));
    let all: Vec<&Proposal> = active.into_iter().chain(others).collect();
    let issue = |proposal: &&Proposal| {
        let issue = views.index.normalize_reference(proposal.issue.as_ref()?);
        new_candidate(&issue.format_bare(), &proposal.name)
    };
    let slug = |proposal: &&Proposal| new_candidate(&proposal.slug, &proposal.name);
    all.iter().filter_map(issue).chain(all.iter().filter_map(slug)).collect()
}

fn call_candidates(views: &Views) -> Vec<CompletionCandidate> {
    let state = |meeting: &Meeting| {
        let has_begun = views.calls.has_begun(&views.calendar.call_for(meeting));
        match (views.calls.is_held(meeting), has_begun) {
            (false, _) => "canceled",
            (true, true) => "held",
            (true, false) => "planned",
        }
    };
    let meetings = views.group.meetings.iter().rev();
    meetings.filter_map(|meeting| new_candidate(&meeting.date.value.to_string(), state(meeting))).collect()
}

fn join_aliases(aliases: &[Spanned<String>]) -> String {
    aliases.iter().map(|alias| alias.as_str()).collect::<Vec<_>>().join(", ")
}

/// A value with a short description; `None` where it cannot be a word of a command line, or contains characters that
/// are not printed as they are.
fn new_candidate(value: &str, about: &str) -> Option<CompletionCandidate> {
    let about: String = about.lines().next().unwrap_or_default().chars().take(60).collect();
    let about = Some(make_visible(&about).replace('\t', " ")).filter(|about| !about.is_empty());
    let is_plain = visible_path(value) == value;
    let value = QUOTING.get().unwrap_or(&Quoting::ByShell).quote(value).filter(|_| is_plain)?;
    Some(CompletionCandidate::new(value.into_owned()).help(about.map(Into::into)))
}

/// Candidates from the outlines of the records in `folders`, see [`read_candidates`].
fn read_outlines(
    folders: &[&str],
    candidates: impl FnOnce(&Views) -> Vec<CompletionCandidate>,
) -> Vec<CompletionCandidate> {
    read_candidates(|files| files.outline_folders(folders), |views, _| candidates(views))
}

/// Candidates from the whole records of the calls, see [`read_candidates`].
fn read_calls(candidates: impl FnOnce(&Views) -> Vec<CompletionCandidate>) -> Vec<CompletionCandidate> {
    read_candidates(|files| files.only_folders(&[MINUTES]), |views, _| candidates(views))
}

/// Candidates from the repository of the command line typed so far, of whose files a part is decoded; none where it
/// cannot be read.
fn read_candidates(
    part: impl FnOnce(&Files) -> Files,
    candidates: impl FnOnce(&Views, &Files) -> Vec<CompletionCandidate>,
) -> Vec<CompletionCandidate> {
    let today = word_after("--today").and_then(|text| parse_moment(&text).ok());
    let mut session = Session::new(Out::for_process(ColorWhen::Never), word_after("-C").map(PathBuf::from), today);
    let Ok(()) = session.take_today_from_environment() else { return Vec::new() };
    let Ok(files) = session.find_root().and_then(|root| read_files(&root)) else { return Vec::new() };
    // Not freed: the program ends.
    let files = ManuallyDrop::new(files);
    let group = ManuallyDrop::new(part(&files).decode_group());
    match &group.workgroup {
        Some(workgroup) => candidates(&session.new_views(&group, workgroup), &files),
        None => Vec::new(),
    }
}

/// The word after a flag on the command line typed so far.
fn word_after(flag: &str) -> Option<String> {
    std::env::args().skip_while(|word| word != "--").skip_while(|word| word != flag).nth(1)
}
