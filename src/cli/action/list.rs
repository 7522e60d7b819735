//! `backlog action list`: the action points, the oldest first.

use crate::cli::Status;
use crate::cli::list::{laid_out, plain_table};
use crate::cli::out::Out;
use crate::cli::resolved::find_known;
use crate::cli::session::Session;
use crate::error::Error;
use crate::model::action::ActionStatus;
use crate::model::spelling::is_same_name;
use crate::report::columns::{shortened, width};
use crate::report::{inert::visible, json};
use crate::view::Views;
use crate::view::actions::ActionPoint;
use crate::view::index::Subject;
use crate::view::resolution::Resolution;

/// However narrow the terminal is, a text has so many columns.
const LEAST_COLUMNS: usize = 20;
/// On a terminal, owners and items have no more columns than this.
const NARROW: usize = 20;
/// So many blanks stand behind each column.
const GAP: usize = 2;

/// List the action points that are open, the oldest first
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog action list --owner MTN
  backlog action list --all --json")]
pub struct Args {
    /// Also those that are done or given up
    #[arg(long)]
    all: bool,

    /// Only those of this organisation, person or role; an alias will do
    #[arg(long, value_name = "WHO")]
    owner: Option<String>,

    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Args, session: &mut Session) -> Result<Status, Error> {
    let repository = session.repository()?;
    let workgroup = session.readable_despite_unread_files(&repository)?;
    let views = session.views(&repository.group, workgroup);
    let today = views.now.day();
    let known = views.actions().iter().filter(|action| action.status_on(today).is_some());
    let mut actions: Vec<&ActionPoint> = known.collect();
    actions.sort_by_key(|action| (action.opened, action.id));
    let owner = args.owner.as_deref().map(|words| resolve_owner(words, &actions, &views)).transpose()?;
    if let Some(owner) = &owner {
        actions.retain(|action| action.owners.iter().any(|one| is_same_name(spelling(one, &views), owner)));
    }
    actions.retain(|action| args.all || action.status_on(today) == Some(ActionStatus::Open));
    if args.json {
        session.out.print_painted(&json::actions(&actions, today)?);
    } else if actions.is_empty() {
        let of = owner.map(|owner| format!(" of {owner}"));
        let none = if args.all { "there is no action point" } else { "there is no open action point" };
        session.out.say(&format!("{none}{}", of.unwrap_or_default()));
    } else {
        session.out.print_painted(&table(&actions, args.all, &views, &session.out));
    }
    Ok(Status::Clean)
}

/// The owner of action points that the user names, by the beginning of a name; who owns none is as the records or the
/// user spell it.
fn resolve_owner(words: &str, actions: &[&ActionPoint], views: &Views) -> Result<String, Error> {
    let name = spelling(words.trim(), views);
    let owners = actions.iter().flat_map(|action| action.owners.iter().map(|owner| spelling(owner, views)));
    match (Resolution::among_names(name, owners), views.resolve_who(words)) {
        // A person of the records may own nothing.
        (Resolution::Unknown { .. }, Resolution::Found(known)) => Ok(known.to_owned()),
        (Resolution::Unknown { suggestion: Some(near) }, _) => {
            Err(Error::usage(format!("`{words}` owns no action point"), format!("Did you mean `{near}`?")))
        }
        (found, _) => Ok(find_known(found, words, "owners")?.unwrap_or(name).to_owned()),
    }
}

/// An owner as the records spell the organization, else as it is.
fn spelling<'n, 'g: 'n>(owner: &'n str, views: &Views<'g>) -> &'n str {
    views.organization_named(owner).map_or(owner, |one| one.name.as_str())
}

fn table(actions: &[&ActionPoint], all: bool, views: &Views, out: &Out) -> String {
    let narrow = if out.is_terminal() { NARROW } else { usize::MAX };
    let rows: Vec<[String; 5]> = actions.iter().map(|action| row(action, all, narrow, views)).collect();
    let headings = ["ID", "OWNER", if all { "STATUS" } else { "DUE" }, "OPENED", "ITEM"];
    let wide = |column: usize| {
        let cells = rows.iter().map(|row| width(&row[column])).chain([width(headings[column])]);
        cells.max().unwrap_or_default() + GAP
    };
    let taken: usize = (0..headings.len()).map(wide).sum();
    let room = match out.is_terminal() {
        true => out.width().saturating_sub(taken + GAP).max(LEAST_COLUMNS),
        false => usize::MAX,
    };
    let mut table = plain_table(out);
    table.set_header(headings.into_iter().chain(["TEXT"]));
    for (action, row) in actions.iter().zip(rows) {
        let text = visible(&in_one_line(action.text));
        table.add_row(row.into_iter().chain([shortened(&text, room)]));
    }
    laid_out(&mut table)
}

fn row(action: &ActionPoint, all: bool, narrow: usize, views: &Views) -> [String; 5] {
    let today = views.now.day();
    let due = action.due_on(today).map(|due| due.to_string());
    let due = match (views.overdue(action, today), due) {
        (Some(_), Some(due)) => format!("{due} overdue"),
        (Some(_), None) => "overdue".to_owned(),
        (None, due) => due.unwrap_or_default(),
    };
    let status = action.status_on(today).filter(|status| *status != ActionStatus::Open);
    let ended = status.zip(action.closed_by(today)).map(|(status, day)| format!("{} {day}", status.key()));
    let standing = match ended {
        Some(ended) => ended,
        None if all && due.is_empty() => "open".to_owned(),
        None if all => format!("open, due {due}"),
        None => due,
    };
    let item = action.subject.as_ref().map(|subject| about(subject, views)).unwrap_or_default();
    [
        visible(action.id.unwrap_or_default()),
        visible(&shortened(&in_one_line(&action.owners.join(", ")), narrow)),
        standing,
        action.opened.to_string(),
        visible(&shortened(&in_one_line(&item), narrow)),
    ]
}

/// What it is about in a few signs: the issue or the pull request, else the name or the title.
fn about(subject: &Subject, views: &Views) -> String {
    match subject {
        Subject::Proposal(_) => views.index.proposal(subject).map_or_else(String::new, |proposal| {
            proposal.issue.as_ref().map_or(proposal.name.value.clone(), |issue| views.issue_label(issue))
        }),
        Subject::Issue(issue) => views.issue_label(issue),
        Subject::Pr(pr) => views.pr_label(pr),
        Subject::Slug(slug) => slug.clone(),
        Subject::Title(_) => {
            let title = views.index.mentions(subject).first().and_then(|mention| mention.item.title.as_ref());
            title.map(|title| title.value.clone()).unwrap_or_default()
        }
    }
}

fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
