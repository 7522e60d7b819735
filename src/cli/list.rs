//! `backlog list`: list the proposals.

use super::format::{FormatArgs, PageFormat};
use super::out::Out;
use super::session::{Needs, Session};
use super::{ExitStatus, line};
use crate::error::Error;
use crate::model::proposal::Proposal;
use crate::model::stage::Stage;
use crate::record::organization::resolve_organization;
use crate::report::{inert::make_visible, json};
use crate::view::Views;
use crate::view::selection::ProposalFilter;
use crate::view::stages::format_closed;
use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};

/// List the proposals in the order of the table
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog list
  backlog list roaming --stage under-discussion
  backlog list --owner MTN --waiting --json")]
pub struct Args {
    /// List only those with WORD in their issue, names, summary, or in what calls recorded about them: notes, decisions
    /// and action points
    #[arg(value_parser = line::parse_line)]
    word: Option<String>,

    /// List only those that are at this stage
    #[arg(long, value_name = "STAGE")]
    stage: Option<Stage>,

    /// List only those of this owner, by name or alias
    #[arg(long, value_name = "ORG")]
    owner: Option<String>,

    /// List only those that wait for their turn: active, and not treated by the last call that had them on its agenda
    #[arg(long)]
    waiting: bool,

    #[command(flatten)]
    format: FormatArgs<PageFormat>,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let repository = session.read_repository()?;
    // A program would not notice what is left out.
    let needs = if args.format.is_json() { Needs::AllFiles } else { Needs::Workgroup };
    let views = session.derive_views(&repository, needs)?;
    let owner = args.owner.as_deref().map(|owner| resolve_organization(owner, &views)).transpose()?;
    let filter = ProposalFilter {
        words: args.word.as_deref(),
        stage: args.stage,
        owner: owner.as_deref(),
        is_waiting: args.waiting,
    };
    if args.format.is_json() {
        let found = views.select_proposals(&views.group.proposals, &filter);
        session.out.print(&json::format_proposals(found, &views)?);
        return Ok(ExitStatus::Clean);
    }
    let implementations = views.group.proposals.iter().filter(|proposal| !proposal.kind.is_row());
    let found = views.select_proposals(views.stages.table_rows().into_iter().chain(implementations), &filter);
    if !found.is_empty() {
        session.out.print(&format_table(&found, &views, &session.out));
    } else if !views.group.proposals.is_empty() {
        session.out.print_message("no proposals match");
    } else if views.group.all_proposals_read {
        session.out.print_message("no proposals yet: register one with `backlog add-proposal`");
    }
    Ok(ExitStatus::Clean)
}

fn format_table(proposals: &[&Proposal], views: &Views, out: &Out) -> String {
    let row = |proposal: &&Proposal| {
        let owners: Vec<&str> = proposal.owners.iter().map(|owner| owner.as_str()).collect();
        [
            proposal.issue.as_ref().map(|issue| views.links.issue_label(issue)).unwrap_or_default(),
            make_visible(&proposal.name),
            make_visible(&owners.join(", ")),
            stage_cell(proposal, views),
            proposal.registered.as_ref().map(|day| day.value.to_string()).unwrap_or_default(),
        ]
    };
    let header = ["ISSUE", "NAME", "OWNER", "STAGE", "REGISTERED"];
    format_columns(header, proposals.iter().map(row), &[0, 4], out)
}

/// The stage of a proposal, or that it is closed.
fn stage_cell(proposal: &Proposal, views: &Views) -> String {
    match views.stages.closing_day(proposal) {
        Some(day) => format_closed(day),
        None => views.stages.current_stage(proposal).map(|stage| views.reviews.format_stage(stage)).unwrap_or_default(),
    }
}

/// A table without lines, as wide as the terminal. Some of its columns are not wrapped.
pub fn format_columns<const N: usize>(
    header: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
    unwrapped: &[usize],
    out: &Out,
) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    // A program that reads the list needs one row per line.
    table.set_width(if out.is_terminal() { u16::try_from(out.width()).unwrap_or(u16::MAX) } else { u16::MAX });
    table.set_header(header).add_rows(rows);
    for (at, column) in table.column_iter_mut().enumerate() {
        column.set_padding((0, 2));
        if unwrapped.contains(&at) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    table.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}
