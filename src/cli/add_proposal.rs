//! `backlog add-proposal`: register a proposal.

use super::ask::TextFile;
use super::session::{Needs, Session};
use super::{ExitStatus, ask, organization};
use crate::error::Error;
use crate::model::proposal::{Proposal, ProposalKind, ProposalTemplate};
use crate::model::reference::Reference;
use crate::record::add_proposal::{KnownIssue, find_known_issue, register_proposal};
use crate::record::reference::{parse_issue, parse_pr};
use clap::builder::NonEmptyStringValueParser;

/// Register a proposal: create its file in backlog/
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog add-proposal \"IMEI Fraud\" --issue 63 --owner MTN --pr 64
  backlog add-proposal --issue 63 --owner MTN    take the rest from github.yaml, see `backlog sync`")]
pub struct Args {
    /// Name of the API or the family [default: the title of the issue in github.yaml, without `[API Proposal]`]
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
    #[arg(long, value_name = "KIND", default_value = "new-api", hide_default_value = true)]
    kind: ProposalKind,

    /// Name the proposal that it enhances, renames or implements: issue, slug or name
    #[arg(long, value_name = "SLUG")]
    target: Option<String>,

    /// Add a summary, as Markdown; - reads standard input
    #[arg(long, value_name = "TEXT", conflicts_with = "file", value_parser = NonEmptyStringValueParser::new())]
    summary: Option<String>,

    #[command(flatten)]
    file: TextFile,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    // Prompt before the lock is taken, so that no other command waits for an answer.
    let ProposalAnswers { issue, name, owners, summary, pr } = read_answers(&args, session)?;
    let spanned = |names: Vec<String>| names.into_iter().map(Into::into).collect();
    let template = pr.map(|pr| ProposalTemplate { pr: Some(pr.into()), ..ProposalTemplate::default() });
    let proposal = Proposal {
        name: name.into(),
        kind: args.kind,
        target: args.target.map(Into::into),
        issue: Some(issue.into()),
        template,
        owners: spanned(owners),
        supporters: spanned(args.supporter),
        summary: summary.map(Into::into),
        ..Proposal::default()
    };
    session.record(Needs::AllFiles, |views, _| register_proposal(proposal, views))
}

/// The required values of a proposal.
struct ProposalAnswers {
    issue: Reference,
    name: String,
    owners: Vec<String>,
    summary: Option<String>,
    pr: Option<Reference>,
}

/// The required values: given, or prompted for on a terminal.
fn read_answers(args: &Args, session: &mut Session) -> Result<ProposalAnswers, Error> {
    let given = |value: &String| !value.trim().is_empty();
    // Without a terminal, report a missing issue first: the procedure requires it.
    if !session.out.is_interactive() {
        read_issue(args, session)?;
    }
    let known = args.issue.as_ref().map(|issue| read_known(issue, session)).transpose()?.unwrap_or_default();
    let missing = Error::usage("a name is required", "Add it: `backlog add-proposal NAME --issue N --owner ORG`.");
    let name = args.name.clone().filter(given).or(known.name);
    let name = ask::ask_text(name, "Name of the proposal", session, missing)?;
    let issue = read_issue(args, session)?;
    let mut owners: Vec<String> = args.owner.iter().filter(|owner| given(owner)).cloned().collect();
    if owners.is_empty() {
        let missing = Error::usage("an owner is required", "Add --owner ORG.");
        // Only the prompt needs the organizations.
        let known = if session.out.is_interactive() { known_organizations(session)? } else { Vec::new() };
        owners = vec![ask::choose_one_of("Owner", &known, session, missing)?];
    }
    let summary = args.file.read(args.summary.clone())?.or(known.summary);
    let pr = args.pr.clone().or(known.pr);
    Ok(ProposalAnswers { issue, name: name.trim().to_owned(), owners, summary, pr })
}

/// What GitHub knows of an issue, for what is left out.
fn read_known(issue: &Reference, session: &mut Session) -> Result<KnownIssue, Error> {
    let repository = session.read_repository()?;
    Ok(find_known_issue(issue, &session.derive_views(&repository, Needs::Workgroup)?))
}

fn known_organizations(session: &mut Session) -> Result<Vec<(String, String)>, Error> {
    let repository = session.read_repository()?;
    Ok(organization::list_organizations(&session.derive_views(&repository, Needs::AllFiles)?))
}

fn read_issue(args: &Args, session: &Session) -> Result<Reference, Error> {
    if let Some(issue) = &args.issue {
        return Ok(issue.clone());
    }
    let missing =
        Error::usage("a linked issue is required", "Open an issue in the group's repository, then add --issue N.");
    ask::ask_parsed("Issue", session, parse_issue, missing)
}
