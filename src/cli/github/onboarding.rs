//! `backlog github onboarding`: the issue that tracks the onboarding of an API.

use super::{SendArgs, changed_meanwhile, show_issue};
use crate::cli::ExitStatus;
use crate::cli::session::{Needs, Session};
use crate::error::Error;
use crate::model::wording::join_with_and;
use crate::record::changes::Changes;
use crate::record::github::onboarding::{expect_onboarding_due, read_onboarding_template, record_onboarding_issue};
use crate::record::github::{find_marked_issue, open_issue};
use crate::record::proposal::resolve_proposal;
use crate::record::sync::require_repository;
use crate::render::github::compose_onboarding_issue;
use chrono::Days;

/// How long before the command the issue may have been opened.
const EARLIEST: Days = Days::new(120);

/// Print the issue that tracks the onboarding of an API, or open it
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog github onboarding 63           print the filled issue template
  backlog github onboarding 63 --send    open the issue, and record its number

`github: { onboarding: PATH }` in workgroup.yaml names the issue template of the repository. The
number becomes `onboarding-issue` of the proposal.")]
pub struct Args {
    /// Issue, PR, slug or name of the proposal
    #[arg(value_name = "ISSUE")]
    issue: String,

    #[command(flatten)]
    send: SendArgs,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.mode = args.send.write.mode();
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllRecords)?;
    let own = require_repository(&views)?;
    let proposal = resolve_proposal(&args.issue, &views)?;
    expect_onboarding_due(proposal, &views)?;
    let template = read_onboarding_template(&repository.files.root, &views)?;
    let (issue, marker) = compose_onboarding_issue(proposal, &template, own, &views)?;
    let since = views.now.day().checked_sub_days(EARLIEST).unwrap_or(views.now.day());
    let client = if args.send.send { Some(args.send.connect_to_send(session)?) } else { None };
    let known = client.as_ref().map(|client| find_marked_issue(client, own, &marker, since)).transpose()?.flatten();
    if let Some(known) = known {
        session.out.print_message(&format!("{own}#{} tracks it already", known.number));
        return session.record(Needs::AllRecords, |views, _| {
            record_onboarding_issue(resolve_proposal(&proposal.slug, views)?, known.number, views)
        });
    }
    show_issue(&issue.text, session);
    if !issue.open_fields.is_empty() {
        session.out.print_message(&format!("left to fill in: {}", join_with_and(issue.open_fields.clone())));
    }
    let Some(client) = client else { return Ok(ExitStatus::Clean) };
    if !args.send.confirm(&[format!("a new issue of {own}")], &client, session)? {
        return Ok(ExitStatus::Clean);
    }
    session.record(Needs::AllRecords, |views, session| -> Result<Changes, Error> {
        let proposal = resolve_proposal(&proposal.slug, views)?;
        expect_onboarding_due(proposal, views)?;
        if compose_onboarding_issue(proposal, &template, own, views)?.0 != issue {
            return Err(changed_meanwhile());
        }
        let opened = open_issue(&client, own, &issue.text, &issue.labels)?;
        session.out.print_message(&format!("opened {own}#{}", opened.number));
        record_onboarding_issue(proposal, opened.number, views)
    })
}
