//! `backlog github stages`: what new stages mean on GitHub.

use super::SendArgs;
use crate::cli::ExitStatus;
use crate::cli::former::FormerRecords;
use crate::cli::session::{Needs, Session};
use crate::error::{Error, GithubError};
use crate::model::stage::ReachedStage;
use crate::model::wording::{format_count, join_with_and};
use crate::outside::github::GithubClient;
use crate::record::changes::{ChangeKind, Changes};
use crate::record::github::stages::{
    StagePlan, ThreadAction, apply_stage, describe_action, plan_stage, record_stage_on_github,
};
use crate::record::sync::require_repository;
use crate::report::inert::make_visible;
use crate::store::repository::GroupRepository;
use crate::view::Views;
use crate::view::github_stages::PendingStage;

/// Print what new stages mean on GitHub, or do it
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog github stages                 print what is to be done
  backlog github stages --send          do it, and record it in the proposals
  backlog github stages --base HEAD~1   only for stages that the last commit recorded

`github: { stages: ... }` in workgroup.yaml says what a stage means: a comment, a label, closing the
issue, closing the pull requests. Each is done once; `on-github` records the day. Without --base, it
is about stages since the last call held, or since the last stage with that key if that is earlier.")]
pub struct Args {
    /// Only stages that are new since the merge base with git revision REV, such as main
    #[arg(long, value_name = "REV")]
    base: Option<String>,

    #[command(flatten)]
    send: SendArgs,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.mode = args.send.write.mode();
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllRecords)?;
    let own = require_repository(&views)?;
    if views.workgroup.github.stages.is_empty() {
        let help =
            "Add it to workgroup.yaml, such as `github: { stages: { frozen: { label: frozen, comment: true } } }`.";
        return Err(Error::usage("the group does not say what stages mean on GitHub", help));
    }
    let pending = find_pending(args.base.as_deref(), &repository, &views)?;
    if pending.is_empty() {
        session.out.print_message("no new stage means anything on GitHub");
        return Ok(ExitStatus::Clean);
    }
    let plans: Vec<StagePlan> =
        pending.into_iter().map(|stage| plan_stage(stage, own, &views)).collect::<Result<_, _>>()?;
    plans.iter().for_each(|plan| show_plan(plan, &views, session));
    if !args.send.send {
        return Ok(ExitStatus::Clean);
    }
    let client = args.send.connect_to_send(session)?;
    let to: Vec<String> = plans.iter().flat_map(|plan| name_threads(plan, own)).collect();
    if !args.send.confirm(&to, &client, session)? {
        return Ok(ExitStatus::Clean);
    }
    let mut failure = None;
    let recorded = session.record(Needs::AllRecords, |views, session| {
        let (changes, error) = apply_plans(&plans, &client, own, views, session)?;
        failure = error;
        Ok(changes)
    })?;
    failure.map_or(Ok(recorded), Err)
}

fn find_pending<'g>(
    base: Option<&str>,
    repository: &GroupRepository,
    views: &Views<'g>,
) -> Result<Vec<PendingStage<'g>>, Error> {
    let Some(base) = base else { return Ok(views.threads.pending_stages()) };
    let former = FormerRecords::from_base(base, &repository.files.root)?.require_workgroup()?;
    Ok(views.threads.pending_stages_since(&former.group))
}

/// Applies plans, and records those that did not fail. A failure that is about one issue does not stop the others.
fn apply_plans(
    plans: &[StagePlan],
    client: &GithubClient,
    own: &str,
    views: &Views,
    session: &mut Session,
) -> Result<(Changes, Option<Error>), Error> {
    let mut recorded = Vec::new();
    let mut failed = 0_usize;
    for plan in plans {
        let label = views.links.proposal_label(plan.pending.proposal);
        let done = match apply_stage(client, plan, own) {
            Ok(done) => done,
            Err(error) if is_about_one_issue(&error) => {
                session.out.print_warning(&format!("{label}: {error}"));
                failed += 1;
                continue;
            }
            Err(error) => return Ok((ChangeKind::Edit(recorded).into(), Some(error))),
        };
        session.out.print_message(&match done.is_empty() {
            true => format!("{label}: nothing left to do"),
            false => format!("{label}: {}", join_with_and(done)),
        });
        let now = views.group.proposals.iter().find(|proposal| proposal.slug == plan.pending.proposal.slug);
        if let Some(proposal) = now.filter(|now| now.stages.last().is_some_and(|last| is_same_stage(last, plan))) {
            recorded.push(record_stage_on_github(proposal, views.now.day(), views)?);
        }
    }
    let help = "Correct what is wrong, and run the command again: nothing is done twice.";
    let message = format!("{} not on GitHub", format_count(failed, "stage"));
    let failure = (failed > 0).then(|| Error::not_allowed(message, help));
    Ok((ChangeKind::Edit(recorded).into(), failure))
}

/// Whether a failure is about one issue or pull request: other requests may succeed.
fn is_about_one_issue(error: &Error) -> bool {
    let is_refused = |reason: &GithubError| {
        matches!(reason, GithubError::Refused(_) | GithubError::Forbidden { .. } | GithubError::NotFound { .. })
    };
    matches!(error, Error::NotAllowed { .. }) || matches!(error, Error::Github { reason, .. } if is_refused(reason))
}

/// Whether a stage is the one of a plan, though its place in the file may have changed.
fn is_same_stage(stage: &ReachedStage, plan: &StagePlan) -> bool {
    let planned = plan.pending.reached;
    stage.stage.value == planned.stage.value && stage.date.as_deref() == planned.date.as_deref()
}

/// The issue and the pull requests that a plan writes to.
fn name_threads(plan: &StagePlan, own: &str) -> Vec<String> {
    let numbers = std::iter::once(&plan.pending.issue).chain(&plan.pending.prs);
    numbers.map(|number| format!("{}#{}", number.repository.as_deref().unwrap_or(own), number.number)).collect()
}

/// Prints what a stage means: `#63 IMEI Fraud: Frozen on 2026-02-12`, then an action a line, and the texts.
fn show_plan(plan: &StagePlan, views: &Views, session: &mut Session) {
    let PendingStage { proposal, reached, .. } = &plan.pending;
    let day = reached.date.as_ref().map(|date| format!(" on {}", date.value)).unwrap_or_default();
    let stage = views.reviews.format_stage(reached.stage.value);
    let label = make_visible(&views.links.proposal_label(proposal));
    session.out.print(&format!("{label}: {stage}{day}\n"));
    for action in &plan.actions {
        session.out.print(&format!("  {}\n", describe_action(action)));
        if let ThreadAction::Comment(comment) | ThreadAction::ClosePr(_, comment) = action {
            for line in comment.text.lines() {
                session.out.print(&format!("{}\n", format!("    {line}").trim_end()));
            }
        }
    }
}
