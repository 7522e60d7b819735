//! `backlog set`: set facts of a proposal, a call or the group that have no command of their own.

pub mod call;
pub mod group;
mod key;

pub use key::KEYS;

use super::session::{RecordChange, Session};
use super::{ExitStatus, ask, proposal};
use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::model::reference::Reference;
use crate::model::when::parse_day;
use crate::source::Spanned;
use crate::store::edit::{Edit, PathStep};
use crate::store::yaml;
use crate::view::Views;
use key::SettableKey;
use serde_yaml::Value;

/// Set facts of a proposal, a call or the group
///
/// KEY of a proposal is one of kind, target, issue, opened, former-issues, template.pr, template.superseded,
/// template.merged, template.path, template.url, registered, summary, related, validation.group, validation.date,
/// validation.link, closed, onboarding-issue, repository.name, repository.url, repository.maintainers and
/// repository.note. Of the group: name, repository, timezone, style, table, agenda.closes-days-before, reviewer.name,
/// reviewer.mail, lifecycle.freeze-after-weeks, lifecycle.freeze-after-absences, lifecycle.freeze-after-untracked,
/// lifecycle.archive-after-months, records.complete-since, mail.from, mail.to, mail.server and mail.user. Of a call:
/// agenda-sent and minutes-sent.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog set 63 template.pr=64 template.merged=2023-10-12
  backlog set 63 related=41,camaraproject/DeviceIdentifier#12
  backlog set 63 closed=
  backlog set 2026-02-12 minutes-sent=2026-02-13
  backlog set workgroup reviewer.mail=tsc@lists.example.org")]
pub struct Args {
    /// Issue, slug or name of a proposal, the day of a call, or `workgroup` for the group
    issue: Option<String>,

    /// Facts to set; KEY= removes one. Separate the numbers of a list by commas; summary=- reads standard input. When
    /// an issue or a pull request is replaced, the former one is kept
    #[arg(value_name = "KEY=VALUE")]
    facts: Vec<String>,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

/// A fact to set.
struct Fact {
    key: &'static SettableKey,
    /// Empty to remove the fact.
    text: String,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    if args.issue.as_deref() == Some(group::NAME) {
        return group::run(&args.facts, args.dry_run, session);
    }
    if let Some(date) = args.issue.as_deref().and_then(parse_day) {
        return call::run(date, &args.facts, args.dry_run, session);
    }
    let missing = || Error::usage("a proposal is required", "Add it: `backlog set ISSUE KEY=VALUE`.");
    let issue = proposal::prompt_for_proposal(args.issue, session, missing)?;
    let facts = read_facts(args.facts, session)?;
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let proposal = proposal::resolve_proposal(&issue, &views)?;
    let mut record = yaml::to_value(proposal)?;
    let (mut edits, mut said) = (Vec::new(), Vec::new());
    for fact in &facts {
        let now = find_value(&record, fact.key.name).cloned();
        let new = fact.key.parse_value(&fact.text, &views)?;
        if now == new {
            continue;
        }
        edits.extend(preserve_former_edits(proposal, fact, new.as_ref(), &facts, &views)?);
        edits.extend(set_edit(&mut record, fact.key.name, new.as_ref()));
        said.push(describe_change(fact.key, now.as_ref(), new.as_ref()));
    }
    let description = format!("{}: {}", proposal::proposal_label(proposal, &views), said.join(", "));
    let path = proposal::record_path(proposal, &repository).to_owned();
    session.edit_records(&repository, &[RecordChange { path, edits, description }], args.dry_run)?;
    let is_set = |name: &str| facts.iter().any(|fact| fact.key.name == name);
    let had_pr = proposal.template.as_ref().is_some_and(|template| template.pr.is_some() && template.merged.is_some());
    if had_pr && is_set("template.pr") && !is_set("template.merged") && find_value(&record, "template.merged").is_some()
    {
        session.out.print_message(
            "template.merged is the day of the former pull request: set it, or remove it with template.merged=",
        );
    }
    Ok(ExitStatus::Clean)
}

/// The facts to set: given, or prompted for.
fn read_facts(given: Vec<String>, session: &Session) -> Result<Vec<Fact>, Error> {
    let given = match given.is_empty() {
        false => given,
        true => {
            let missing = || Error::usage("a fact is required", "Add it: `backlog set ISSUE KEY=VALUE`.");
            let line = |key: &SettableKey| (key.name.to_owned(), key.name.to_owned());
            let known: Vec<_> = key::KEYS.iter().map(line).collect();
            let key = ask::choose_one_of("Key", &known, session, missing)?;
            let value = ask::ask_text(None, "Value", session, missing)?;
            vec![format!("{key}={value}")]
        }
    };
    let fact = |(key, text): (&'static SettableKey, &str)| {
        let text = if key.is_prose() { ask::read_text(text.to_owned())? } else { text.to_owned() };
        Ok(Fact { key, text: text.trim().to_owned() })
    };
    parse_assignments(&given, key::find_key, |key| key.name)?.into_iter().map(fact).collect()
}

/// Each KEY=VALUE as its key and its value, which is empty to remove the fact. A key may be given once.
fn parse_assignments<K: Copy>(
    given: &[String],
    find_key: impl Fn(&str) -> Result<K, Error>,
    name: impl Fn(K) -> &'static str,
) -> Result<Vec<(K, &str)>, Error> {
    let mut assignments: Vec<(K, &str)> = Vec::new();
    for one in given {
        let (word, value) = one.split_once('=').ok_or_else(|| {
            Error::usage(format!("expected KEY=VALUE, found \"{one}\""), "Write KEY=VALUE, or KEY= to remove the fact.")
        })?;
        let key = find_key(word.trim())?;
        if assignments.iter().any(|(other, _)| name(*other) == name(key)) {
            return Err(Error::usage(format!("duplicate key \"{}\"", name(key)), "Give each key once."));
        }
        assignments.push((key, value.trim()));
    }
    Ok(assignments)
}

/// The edits that keep an issue or a pull request that another one replaces, unless the user sets the list of the
/// former ones as well.
fn preserve_former_edits(
    proposal: &Proposal,
    fact: &Fact,
    new: Option<&Value>,
    facts: &[Fact],
    views: &Views,
) -> Result<Vec<Edit>, Error> {
    let template = proposal.template.as_ref();
    let (former, list, name): (_, &[Spanned<Reference>], _) = match fact.key.name {
        "issue" => (proposal.issue.as_ref(), &proposal.former_issues, "former-issues"),
        "template.pr" => (
            template.and_then(|template| template.pr.as_ref()),
            template.map_or(&[], |template| &template.superseded),
            "template.superseded",
        ),
        _ => return Ok(Vec::new()),
    };
    let (Some(former), Some(new)) = (former, new) else { return Ok(Vec::new()) };
    if facts.iter().any(|fact| fact.key.name == name) {
        return Ok(Vec::new());
    }
    let path: Vec<PathStep> = name.split('.').map(PathStep::from).collect();
    let mut edits = Vec::new();
    let listed = |number: &Value| list.iter().position(|one| is_same_reference(one, number, views));
    if listed(&yaml::to_value(&former.value)?).is_none() {
        edits.push(Edit::append(path.clone(), &views.index.normalize_reference(former))?);
    }
    // One that is used again is no longer a former one.
    if let Some(at) = listed(new) {
        edits.push(Edit::remove(path.into_iter().chain([at.into()])));
    }
    Ok(edits)
}

fn is_same_reference(one: &Reference, value: &Value, views: &Views) -> bool {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => return false,
    };
    Reference::parse(&text)
        .is_some_and(|other| views.index.normalize_reference(&other) == views.index.normalize_reference(one))
}

/// The value of a key that may be dotted.
fn find_value<'v>(record: &'v Value, key: &str) -> Option<&'v Value> {
    key.split('.').try_fold(record, |here, step| here.get(step))
}

/// The edit of one key, which is applied to `record` as well.
fn set_edit(record: &mut Value, key: &str, new: Option<&Value>) -> Option<Edit> {
    let steps: Vec<&str> = key.split('.').collect();
    let (last, above) = steps.split_last()?;
    let mut here = record;
    for step in above {
        let map = here.as_mapping_mut()?;
        here = map.entry((*step).into()).or_insert_with(|| Value::Mapping(Default::default()));
    }
    let map = here.as_mapping_mut()?;
    let path = |steps: &[&str]| steps.iter().map(|step| PathStep::from(*step)).collect::<Vec<_>>();
    match new {
        Some(value) => {
            map.insert((*last).into(), value.clone());
            Some(Edit::Set { path: path(&steps), value: value.clone() })
        }
        None => {
            map.remove(*last);
            // Remove a map that becomes empty.
            Some(Edit::remove(path(if map.is_empty() { above } else { &steps })))
        }
    }
}

fn describe_change(key: &SettableKey, now: Option<&Value>, new: Option<&Value>) -> String {
    match (now, new) {
        (Some(now), None) => format!("{} removed (was {})", key.name, format_value(now)),
        (Some(_), Some(_)) if key.is_prose() => format!("another {}", key.name),
        (Some(now), Some(new)) => format!("{} {} (was {})", key.name, format_value(new), format_value(now)),
        (None, Some(_)) if key.is_prose() => key.name.to_owned(),
        (None, new) => format!("{} {}", key.name, new.map(format_value).unwrap_or_default()),
    }
}

/// A value in one line.
fn format_value(value: &Value) -> String {
    match value {
        Value::Sequence(list) => list.iter().map(format_value).collect::<Vec<_>>().join(","),
        Value::String(text) => text.lines().next().unwrap_or_default().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}
