//! What a shell offers for completion: the real issues, slugs, days, organisations and stages of the repository.

use super::out::{ColorWhen, Out};
use super::session::Session;
use super::{call, parse_when};
use crate::model::meeting::Meeting;
use crate::model::proposal::{Kind, Proposal};
use crate::model::stage::Stage;
use crate::rules::RULES;
use crate::source::Spanned;
use crate::view::Views;
use crate::view::named::placed_items;
use chrono::NaiveDate;
use clap::Command;
use clap_complete::CompleteEnv;
use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::Shells;
use std::collections::HashSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::OnceLock;

/// The variable that holds the shell's name when a shell asks.
const ASKING: &str = "BACKLOG_COMPLETE";
/// Where bash says with which sign the word begins: it quotes nothing itself.
const WORD: &str = "_BACKLOG_WORD";
/// Whether bash asks, and for a word without quotes.
static IS_BARE: OnceLock<bool> = OnceLock::new();

/// Answers a shell that asks for completions. `None` when none does.
pub fn answered(command: impl Fn() -> Command) -> Option<ExitCode> {
    let is_bash = std::env::var_os(ASKING).is_some_and(|shell| shell == "bash");
    let is_quoted = std::env::var(WORD).is_ok_and(|word| word.starts_with(['"', '\'']));
    IS_BARE.get_or_init(|| is_bash && !is_quoted);
    let here = std::env::current_dir().ok();
    match CompleteEnv::with_factory(command).var(ASKING).try_complete(std::env::args_os(), here.as_deref()) {
        Ok(false) => None,
        Ok(true) => Some(ExitCode::SUCCESS),
        Err(error) => {
            let _ = error.print();
            Some(ExitCode::from(2))
        }
    }
}

/// The script that makes a shell ask. `None` for a shell that is not known.
pub fn script(shell: &str) -> Option<String> {
    let program = PathBuf::from(std::env::args_os().next().unwrap_or_else(|| "backlog".into()));
    // A name is looked up where the shell looks; a path has to hold in every folder.
    let is_path = program.components().count() > 1;
    let program = if is_path { std::path::absolute(&program).unwrap_or(program) } else { program };
    let program = program.to_string_lossy();
    let mut script = Vec::new();
    Shells::builtins()
        .completer(shell)?
        .write_registration(ASKING, "backlog", "backlog", &program, &mut script)
        .ok()?;
    let word = format!("{WORD}=\"${{COMP_WORDS[COMP_CWORD]}}\" {ASKING}=\"bash\"");
    Some(String::from_utf8_lossy(&script).replace(&format!("{ASKING}=\"bash\""), &word))
}

/// Proposals by issue and by slug, the active ones first.
pub fn proposals() -> ArgValueCandidates {
    ArgValueCandidates::new(|| of_repository(proposals_of))
}

/// Proposals by slug.
pub fn slugs() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        of_repository(|views| views.group.proposals.iter().map(|one| offered(&one.slug, &one.name)).collect())
    })
}

/// Items of the call that a command records, or of the next one: by number or title, then every proposal.
pub fn items() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        of_repository(|views| {
            let meetings: Vec<&Meeting> = call::last_open(views).into_iter().chain(call::next(views).ok()).collect();
            let items = meetings.into_iter().flat_map(placed_items);
            let titled = items.filter(|placed| views.index.proposal_of(placed.item).is_none()).filter_map(|placed| {
                let title = placed.item.title.as_ref().map_or("", |title| title.as_str());
                match placed.item.issue.as_ref().or(placed.item.pr.as_ref()) {
                    Some(number) => Some(offered(number.value.to_string().trim_start_matches('#'), title)),
                    None => (!title.is_empty()).then(|| offered(title, "")),
                }
            });
            let mut offered: Vec<_> = titled.chain(proposals_of(views)).collect();
            let mut known = HashSet::new();
            offered.retain(|candidate| known.insert(candidate.get_value().to_owned()));
            offered
        })
    })
}

/// The days of calls that have a file, the newest first.
pub fn calls() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        of_repository(|views| {
            let told = |meeting: &Meeting| if views.is_past(meeting) { "held" } else { "planned" };
            let meetings = views.group.meetings.iter().rev();
            meetings.map(|meeting| offered(&meeting.date.value.to_string(), told(meeting))).collect()
        })
    })
}

/// The next days of the schedule that have no file.
pub fn days_ahead() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        of_repository(|views| {
            let coming = views.calendar.coming(views.now.moment());
            let free = coming.filter(|call| views.meeting_on(call.date).is_none());
            free.take(6).map(|call| day(call.date)).collect()
        })
    })
}

/// The next days of the schedule, with a file or without.
pub fn coming() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        of_repository(|views| views.calendar.coming(views.now.moment()).take(6).map(|call| day(call.date)).collect())
    })
}

/// The organisations of the group.
pub fn organizations() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        of_repository(|views| {
            let organizations = &views.workgroup.organizations;
            organizations.iter().map(|one| offered(&one.name, &aliases(&one.aliases))).collect()
        })
    })
}

/// The people of the group, then those of its calls.
pub fn people() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        of_repository(|views| {
            let people = views.people_before(views.now.day());
            people.iter().map(|one| offered(one.name, &one.organizations.join(", "))).collect()
        })
    })
}

/// The ids of open action points, oldest first.
pub fn actions() -> ArgValueCandidates {
    ArgValueCandidates::new(|| {
        of_repository(|views| {
            let open = views.open_actions(views.now.day());
            open.filter_map(|action| Some(offered(action.id?, action.text))).collect()
        })
    })
}

/// The stages of a proposal.
pub fn stages() -> ArgValueCandidates {
    ArgValueCandidates::new(|| Stage::all().map(|stage| offered(stage.key(), "")).collect())
}

/// The kinds of proposals.
pub fn kinds() -> ArgValueCandidates {
    ArgValueCandidates::new(|| Kind::KEYS.iter().map(|(key, _)| offered(key, "")).collect())
}

/// The rules, each with what it finds.
pub fn rules() -> ArgValueCandidates {
    ArgValueCandidates::new(|| RULES.iter().map(|rule| offered(rule.name, &rule.docs().summary)).collect())
}

fn proposals_of(views: &Views) -> Vec<CompletionCandidate> {
    let today = views.now.day();
    let (active, others): (Vec<&Proposal>, _) =
        views.group.proposals.iter().partition(|proposal| views.is_active_on(proposal, today));
    let all: Vec<&Proposal> = active.into_iter().chain(others).collect();
    let issue = |proposal: &&Proposal| {
        let issue = views.index.own(proposal.issue.as_ref()?);
        Some(offered(issue.to_string().trim_start_matches('#'), &proposal.name))
    };
    let slug = |proposal: &&Proposal| offered(&proposal.slug, &proposal.name);
    all.iter().filter_map(issue).chain(all.iter().map(slug)).collect()
}

fn aliases(aliases: &[Spanned<String>]) -> String {
    aliases.iter().map(|alias| alias.as_str()).collect::<Vec<_>>().join(", ")
}

fn day(date: NaiveDate) -> CompletionCandidate {
    offered(&date.to_string(), &date.format("%A").to_string())
}

/// A value with a few words about it.
fn offered(value: &str, about: &str) -> CompletionCandidate {
    let about: String = about.lines().next().unwrap_or_default().chars().filter(|c| !c.is_control()).take(60).collect();
    let value = if *IS_BARE.get().unwrap_or(&false) { escaped(value) } else { value.to_owned() };
    CompletionCandidate::new(value).help(Some(about).filter(|about| !about.is_empty()).map(Into::into))
}

/// A word as bash reads it without quotes.
fn escaped(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || !c.is_ascii() || "-_./:@%+=,".contains(c);
    word.chars().flat_map(|c| (!is_plain(c)).then_some('\\').into_iter().chain([c])).collect()
}

/// Candidates from the repository that the command line means, as far as it is typed; none where it cannot be read.
fn of_repository(candidates: impl FnOnce(&Views) -> Vec<CompletionCandidate>) -> Vec<CompletionCandidate> {
    let words: Vec<String> = std::env::args().skip_while(|word| word != "--").skip(1).collect();
    let after = |flag: &str| {
        let at = words.iter().position(|word| word == flag)?;
        words.get(at + 1)
    };
    let today = after("--today").and_then(|text| parse_when(text).ok());
    let mut session = Session::new(Out::of_process(ColorWhen::Never), after("-C").map(PathBuf::from), today);
    let Ok(()) = session.take_today_from_environment() else { return Vec::new() };
    let Ok(repository) = session.repository() else { return Vec::new() };
    match &repository.group.workgroup {
        Some(workgroup) => candidates(&session.views(&repository.group, workgroup)),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn a_bare_word_is_one_word_to_bash() {
        assert_eq!(escaped("Deutsche Telekom"), "Deutsche\\ Telekom");
        assert_eq!(escaped("imei-fraud"), "imei-fraud");
        assert_eq!(escaped("camaraproject/X#63"), "camaraproject/X\\#63");
        assert_eq!(escaped("Épsilon $(x) 'y'"), "Épsilon\\ \\$\\(x\\)\\ \\'y\\'");
    }
}
