//! `backlog action list`: list action points, oldest first.

use crate::cli::ExitStatus;
use crate::cli::format::{FormatArgs, PageFormat};
use crate::cli::list::format_columns;
use crate::cli::out::Out;
use crate::cli::session::{Needs, Session};
use crate::error::Error;
use crate::model::action::ActionStatus;
use crate::model::spelling::is_same_name;
use crate::record::matching::find_known;
use crate::report::columns::{shorten_text, text_width};
use crate::report::{inert::make_visible, json};
use crate::view::Views;
use crate::view::actions::point::ActionPoint;
use crate::view::index::Subject;
use crate::view::lookup::resolution::Resolution;

/// The least number of columns of a text, however narrow the terminal is.
const LEAST_COLUMNS: usize = 20;
/// The most columns of owners and of items on a terminal.
const NARROW_COLUMNS: usize = 20;
/// The number of spaces after each column.
const COLUMN_GAP: usize = 2;

/// List open action points, oldest first
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog action list --owner MTN
  backlog action list --all --json")]
pub struct Args {
    /// Include those that are closed or not pursued
    #[arg(long)]
    all: bool,

    /// List only those of this organization, person or role, by name or alias
    #[arg(long, value_name = "WHO")]
    owner: Option<String>,

    #[command(flatten)]
    format: FormatArgs<PageFormat>,
}

pub fn run(args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    let repository = session.read_repository()?;
    let views = session.derive_views(&repository, Needs::AllRecords)?;
    let today = views.now.day();
    let known = views.actions.all().iter().filter(|action| action.status_on(today).is_some());
    let mut actions: Vec<&ActionPoint> = known.collect();
    actions.sort_by_key(|action| (action.opened, action.id));
    let owner = args.owner.as_deref().map(|words| resolve_owner(words, &actions, &views)).transpose()?;
    if let Some(owner) = &owner {
        actions.retain(|action| action.owners.iter().any(|one| is_same_name(own_spelling(one, &views), owner)));
    }
    actions.retain(|action| args.all || action.status_on(today) == Some(ActionStatus::Open));
    if args.format.is_json() {
        session.out.print_painted(&json::format_actions(&actions, today)?);
    } else if actions.is_empty() {
        let of = owner.map(|owner| format!(" of {owner}"));
        let none = if args.all { "no action points" } else { "no open action points" };
        session.out.print_message(&format!("{none}{}", of.unwrap_or_default()));
    } else {
        session.out.print_painted(&format_table(&actions, args.all, &views, &session.out));
    }
    Ok(ExitStatus::Clean)
}

/// The owner that the user gives, by name or the beginning of one; an owner of no action point is as the records or the
/// user spell it.
fn resolve_owner(words: &str, actions: &[&ActionPoint], views: &Views) -> Result<String, Error> {
    let name = own_spelling(words.trim(), views);
    let owners = actions.iter().flat_map(|action| action.owners.iter().map(|owner| own_spelling(owner, views)));
    match (Resolution::among_names(name, owners), views.lookup.resolve_who(words)) {
        // A person of the records may own nothing.
        (Resolution::Unknown { .. }, Resolution::Found(known)) => Ok(known.to_owned()),
        (Resolution::Unknown { suggestion: Some(near) }, _) => Err(Error::usage(
            format!("no owner of action points matches \"{words}\""),
            format!("Did you mean `{near}`?"),
        )),
        (found, _) => Ok(find_known(found, words, "owners")?.unwrap_or(name).to_owned()),
    }
}

/// An owner as the records spell the organization, otherwise unchanged.
fn own_spelling<'n, 'g: 'n>(owner: &'n str, views: &Views<'g>) -> &'n str {
    views.lookup.find_organization(owner).map_or(owner, |one| one.name.as_str())
}

fn format_table(actions: &[&ActionPoint], all: bool, views: &Views, out: &Out) -> String {
    let narrow = if out.is_terminal() { NARROW_COLUMNS } else { usize::MAX };
    let mut rows: Vec<[String; 6]> = actions.iter().map(|action| format_row(action, all, narrow, views)).collect();
    let header = ["ID", "OWNER", if all { "STATUS" } else { "DUE" }, "OPENED", "ITEM", "TEXT"];
    if out.is_terminal() {
        let cells = |column: usize| rows.iter().map(move |row| row[column].as_str()).chain([header[column]]);
        let wide = |column: usize| cells(column).map(text_width).max().unwrap_or_default() + COLUMN_GAP;
        let taken: usize = (0..5).map(wide).sum();
        let room = out.width().saturating_sub(taken + COLUMN_GAP).max(LEAST_COLUMNS);
        for [.., text] in &mut rows {
            *text = shorten_text(text, room);
        }
    }
    format_columns(header, rows.into_iter(), &[], out)
}

fn format_row(action: &ActionPoint, all: bool, narrow: usize, views: &Views) -> [String; 6] {
    let today = views.now.day();
    let due = action.due_on(today).map(|due| due.to_string());
    let due = match (views.actions.overdue_reason(action, today), due) {
        (Some(_), Some(due)) => format!("{due} overdue"),
        (Some(_), None) => "overdue".to_owned(),
        (None, due) => due.unwrap_or_default(),
    };
    let status = action.status_on(today).filter(|status| *status != ActionStatus::Open);
    let ended = status.zip(action.closed_by(today)).map(|(status, day)| format!("{} {day}", status.record_key()));
    let standing = match ended {
        Some(ended) => ended,
        None if all && due.is_empty() => "open".to_owned(),
        None if all => format!("open, due {due}"),
        None => due,
    };
    let item = action.subject.as_ref().map(|subject| subject_label(subject, views)).unwrap_or_default();
    [
        make_visible(action.id.unwrap_or_default()),
        make_visible(&shorten_text(&join_lines(&action.owners.join(", ")), narrow)),
        standing,
        action.opened.to_string(),
        make_visible(&shorten_text(&join_lines(&item), narrow)),
        make_visible(&join_lines(action.text)),
    ]
}

/// A short label for what an action point is about: the issue or the pull request, otherwise the name or the title.
fn subject_label(subject: &Subject, views: &Views) -> String {
    match subject {
        Subject::Proposal(_) => views.index.subject_proposal(subject).map_or_else(String::new, |proposal| {
            proposal.issue.as_ref().map_or(proposal.name.value.clone(), |issue| views.links.issue_label(issue))
        }),
        Subject::Issue(issue) => views.links.issue_label(issue),
        Subject::Pr(pr) => views.links.pr_label(pr),
        Subject::Slug(slug) => slug.clone(),
        Subject::Title(_) => {
            let title = views.index.mentions(subject).first().and_then(|mention| mention.item.title.as_ref());
            title.map(|title| title.value.clone()).unwrap_or_default()
        }
    }
}

fn join_lines(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
