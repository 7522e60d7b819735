//! `backlog add-proposal`: register a proposal.

use super::reference::{parse_issue, parse_pr};
use super::session::Session;
use super::{ExitStatus, ask, organization, proposal, schema};
use crate::error::Error;
use crate::model::proposal::{Proposal, ProposalKind};
use crate::model::reference::Reference;
use crate::model::spelling::{file_stem, free_stem, is_same_name};
use crate::model::stage::Stage;
use crate::report::schema::RecordKind;
use crate::store::yaml;
use crate::view::Views;
use crate::view::index::Subject;
use chrono::NaiveDate;
use clap::builder::NonEmptyStringValueParser;
use serde::Serialize;

/// Register a proposal: create its file in backlog/
#[derive(clap::Args)]
#[command(after_help = "Example:
  backlog add-proposal \"IMEI Fraud\" --issue 63 --owner MTN --pr 64")]
pub struct Args {
    /// Name of the API or the family
    name: Option<String>,

    /// Link the issue that proposes it: 63, owner/repo#63 or its URL
    #[arg(long, value_name = "N", value_parser = parse_issue)]
    issue: Option<Reference>,

    /// Add an owner; repeat it or use commas for several
    #[arg(long, value_name = "ORG")]
    owner: Vec<String>,

    /// Link the pull request with the filled-in template: 64, owner/repo#64 or its URL
    #[arg(long, value_name = "N", value_parser = parse_pr)]
    pr: Option<Reference>,

    /// Add a supporter; repeat it or use commas for several
    #[arg(long, value_name = "ORG")]
    supporter: Vec<String>,

    /// Set the kind: new-api, api-family, scope-enhancement, name-change or provider-implementation
    #[arg(long, value_name = "KIND", default_value = "new-api", hide_default_value = true, value_parser = parse_kind)]
    kind: ProposalKind,

    /// Name the proposal that it enhances, renames or implements: issue, slug or name
    #[arg(long, value_name = "SLUG")]
    target: Option<String>,

    /// Add a summary, as Markdown; - reads standard input
    #[arg(long, value_name = "TEXT", value_parser = NonEmptyStringValueParser::new())]
    summary: Option<String>,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

/// The file, with its keys in order.
#[derive(Serialize)]
struct ProposalRecord {
    name: String,
    kind: ProposalKind,
    target: Option<String>,
    issue: Reference,
    template: Option<TemplateEntry>,
    registered: NaiveDate,
    owners: Vec<String>,
    supporters: Vec<String>,
    summary: Option<String>,
    stages: Vec<FirstStage>,
}

#[derive(Serialize)]
struct TemplateEntry {
    pr: Reference,
}

#[derive(Serialize)]
struct FirstStage {
    stage: Stage,
    date: NaiveDate,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    // Prompt before the lock is taken, so that no other command waits for an answer.
    let ProposalAnswers { issue, name, owners, summary } = read_answers(&args, session)?;
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_all_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let registered = views.now.day();
    let (issue, pr) =
        (views.index.normalize_reference(&issue), args.pr.as_ref().map(|pr| views.index.normalize_reference(pr)));
    if let Some((what, other)) = find_conflict(&args, &issue, &name, &views) {
        let file = session.display_path(&format!("backlog/{}.yaml", other.slug));
        return Err(Error::not_allowed(
            format!("{what} of {} already, in {file}", other.name.value),
            "Edit that file, or give this proposal its own issue, PR and name.",
        ));
    }
    let target = args.target.as_deref().map(|words| proposal::resolve_proposal(words, &views)).transpose()?;
    let file = match file_stem(&name) {
        empty if empty.is_empty() => format!("issue-{}", issue.number),
        stem => stem,
    };
    // Two names may have the same letters: where `C++` has the slug `c`, `C#` gets `c-2`.
    let file = free_stem(&file, |slug| views.index.by_slug(slug).is_some());
    let resolve = |given: &[String]| -> Result<Vec<String>, Error> {
        let names = given.iter().flat_map(|names| views.lookup.split_names(names));
        names.map(|name| organization::resolve_organization(&name, &views)).collect()
    };
    // A call may have discussed it before it was registered.
    let by_pr = pr.as_ref().map(|pr| Subject::Pr(views.index.normalize_reference(pr)));
    let subjects = [Some(Subject::Issue(views.index.normalize_reference(&issue))), by_pr];
    let is_discussed = subjects.iter().flatten().any(|subject| !views.stages.treated_days(subject).is_empty());
    let stages = (!is_discussed).then_some(FirstStage { stage: Stage::NotYetDiscussed, date: registered });
    let record = ProposalRecord {
        name,
        kind: args.kind,
        target: target.map(|target| target.slug.clone()),
        issue: issue.clone(),
        template: pr.map(|pr| TemplateEntry { pr }),
        registered,
        owners: resolve(&owners)?,
        supporters: resolve(&args.supporter)?,
        summary,
        stages: stages.into_iter().collect(),
    };
    let path = format!("backlog/{file}.yaml");
    let text = schema::add_modeline(RecordKind::Proposal, &repository.files.root, yaml::to_yaml(&record)?);
    session.create_record(&repository, &path, text, args.dry_run)?;
    if !args.dry_run {
        if workgroup.repository.is_none() {
            session.out.print_message(
                "issues are not linked to GitHub yet: set the repository with `backlog set workgroup repository=OWNER/REPO`",
            );
        }
        session.out.print_message("next: add it to the table with `backlog render`");
    }
    Ok(ExitStatus::Clean)
}

/// Another proposal with the same issue, PR or name, and which of these it is. The rules would find it too, but report
/// it in the other file.
fn find_conflict<'g>(args: &Args, issue: &Reference, name: &str, views: &Views<'g>) -> Option<(String, &'g Proposal)> {
    let family = |other: &&Proposal| args.kind == ProposalKind::ApiFamily || other.kind == ProposalKind::ApiFamily;
    let by_issue = views.index.by_issue(issue).filter(|other| !family(other));
    let by_pr = args.pr.as_ref().and_then(|pr| views.index.by_pr(pr).map(|other| (pr, other)));
    let by_name = || views.group.proposals.iter().find(|other| is_same_name(&other.name, name));
    by_issue
        .map(|other| (format!("{issue} is the issue"), other))
        .or_else(|| by_pr.map(|(pr, other)| (format!("PR{pr} is the template"), other)))
        .or_else(|| by_name().map(|other| (format!("`{name}` is the name"), other)))
}

/// The required values of a proposal.
struct ProposalAnswers {
    issue: Reference,
    name: String,
    owners: Vec<String>,
    summary: Option<String>,
}

/// The required values: given, or prompted for on a terminal.
fn read_answers(args: &Args, session: &mut Session) -> Result<ProposalAnswers, Error> {
    let given = |value: &String| !value.trim().is_empty();
    // Without a terminal, report a missing issue first: the procedure requires it.
    if !session.out.is_interactive() {
        read_issue(args, session)?;
    }
    let name = ask::ask_text(args.name.clone().filter(given), "Name of the proposal", session, || {
        Error::usage("a name is required", "Add it: `backlog add-proposal NAME --issue N --owner ORG`.")
    })?;
    let issue = read_issue(args, session)?;
    let mut owners: Vec<String> = args.owner.iter().filter(|owner| given(owner)).cloned().collect();
    if owners.is_empty() {
        let missing = || Error::usage("an owner is required", "Add --owner ORG.");
        // Only the prompt needs the organizations.
        let known = if session.out.is_interactive() { known_organizations(session)? } else { Vec::new() };
        owners = vec![ask::choose_one_of("Owner", &known, session, missing)?];
    }
    let summary = args.summary.clone().map(ask::read_text).transpose()?;
    Ok(ProposalAnswers { issue, name: name.trim().to_owned(), owners, summary })
}

fn known_organizations(session: &mut Session) -> Result<Vec<(String, String)>, Error> {
    let repository = session.read_repository()?;
    let workgroup = session.require_all_records(&repository)?;
    Ok(organization::list_organizations(workgroup))
}

fn read_issue(args: &Args, session: &Session) -> Result<Reference, Error> {
    if let Some(issue) = &args.issue {
        return Ok(issue.clone());
    }
    let missing =
        || Error::usage("a linked issue is required", "Open an issue in the group's repository, then add --issue N.");
    ask::ask_parsed("Issue", session, parse_issue, missing)
}

fn parse_kind(text: &str) -> Result<ProposalKind, String> {
    let keys = ProposalKind::KEYS.map(|(key, _)| key);
    ProposalKind::KEYS.iter().find(|(key, _)| *key == text).map(|(_, kind)| *kind).ok_or_else(|| {
        match crate::model::spelling::suggest_word(text, keys) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("expected {}", keys.join(", ")),
        }
    })
}
