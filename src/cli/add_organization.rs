//! `backlog add-organization`: add or update a member of the group.

use super::session::{RecordChange, Session};
use super::{ExitStatus, ask, line};
use crate::error::Error;
use crate::model::organization::Organization;
use crate::model::wording::quote_shell_word;
use crate::source::Spanned;
use crate::store::edit::Edit;
use crate::store::load::WORKGROUP;
use chrono::NaiveDate;
use serde::Serialize;

/// Add or update an organization
#[derive(clap::Args)]
#[command(after_help = "Examples:
  backlog add-organization NCSRD --since 2025-12-22
  backlog add-organization \"Deutsche Telekom\" --alias DT --alias DTAG")]
pub struct Args {
    /// Name, as the attendance table prints it
    #[arg(value_parser = line::parse_line)]
    name: Option<String>,

    /// Add another spelling; repeat it for several
    #[arg(long, value_name = "NAME", value_parser = line::parse_line)]
    alias: Vec<String>,

    /// Set the first day of its membership
    #[arg(long, value_name = "DATE", value_parser = super::parse_day)]
    since: Option<NaiveDate>,

    /// Set the last day of its membership
    #[arg(long, value_name = "DATE", value_parser = super::parse_day)]
    until: Option<NaiveDate>,

    /// Show what would change, without writing it
    #[arg(long)]
    dry_run: bool,
}

/// An entry of `organizations`, with its keys in order.
#[derive(Serialize)]
struct OrganizationEntry {
    name: String,
    aliases: Vec<String>,
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

pub fn run(mut args: Args, session: &mut Session) -> Result<ExitStatus, Error> {
    session.find_root()?;
    let missing = || Error::usage("an organization is required", "Add its name: `backlog add-organization NAME`.");
    let name = ask::ask_text(args.name.take(), "Name of the organization", session, missing)?;
    let (repository, _lock) = session.lock_repository(args.dry_run)?;
    let workgroup = session.require_readable_records(&repository)?;
    let views = session.new_views(&repository.group, workgroup);
    let own = views.lookup.find_organization(&name);
    for alias in &args.alias {
        let other = views.lookup.find_organization(alias);
        if let Some(other) = other.filter(|other| own.is_none_or(|own| own.name != other.name)) {
            let help =
                format!("Remove it from {} in {}, or use that name.", *other.name, session.display_path(WORKGROUP));
            return Err(Error::not_allowed(format!("\"{alias}\" is already an alias of {}", *other.name), help));
        }
    }
    let place = |one: &Organization| workgroup.organizations.iter().position(|other| other.name == one.name);
    let there = own.and_then(|own| Some((place(own)?, own)));
    let (edit, description) = match there {
        None => (new_entry_edit(&name, &args)?, format!("{name} is a member{}", format_since(&args))),
        Some((at, known)) => match update_edit(at, known, &args)? {
            Some(edit) => (edit, format!("{}{}", *known.name, describe_news(&args))),
            None => {
                let help = "To change it, add --alias NAME, --since DATE or --until DATE.";
                return Err(Error::not_allowed(format!("{} is already a member", *known.name), help));
            }
        },
    };
    session.edit_records(
        &repository,
        &[RecordChange { path: WORKGROUP.to_owned(), edits: vec![edit], description }],
        args.dry_run,
    )?;
    // A typing error would otherwise stay as another member.
    if let Some(near) = views.lookup.suggest_organization(&name).filter(|_| there.is_none()) {
        let (name, member) = (quote_shell_word(&name), quote_shell_word(near));
        session.out.print_message(&format!(
            "it is spelled almost like {near}: if they are the same, remove it again, then run \
             `backlog add-organization {member} --alias {name}`"
        ));
    }
    Ok(ExitStatus::Clean)
}

fn new_entry_edit(name: &str, args: &Args) -> Result<Edit, Error> {
    let list = ["organizations".into()];
    if args.alias.is_empty() && args.since.is_none() && args.until.is_none() {
        return Edit::append(list, &name);
    }
    let (name, aliases) = (name.to_owned(), args.alias.clone());
    Edit::append(list, &OrganizationEntry { name, aliases, since: args.since, until: args.until })
}

/// The edit that updates an entry; `None` where the entry is up to date.
fn update_edit(at: usize, known: &Organization, args: &Args) -> Result<Option<Edit>, Error> {
    let mut aliases: Vec<String> = known.aliases.iter().map(|alias| alias.value.clone()).collect();
    let is_known = |alias: &&String| *alias != known.name.as_str() && !known.aliases.iter().any(is_spelled(alias));
    aliases.extend(args.alias.iter().filter(is_known).cloned());
    let entry = OrganizationEntry {
        name: known.name.value.clone(),
        aliases,
        since: args.since.or(known.since),
        until: args.until.or(known.until),
    };
    let is_same =
        entry.aliases.len() == known.aliases.len() && entry.since == known.since && entry.until == known.until;
    (!is_same).then(|| Edit::set(["organizations".into(), at.into()], &entry)).transpose()
}

fn is_spelled(name: &str) -> impl Fn(&Spanned<String>) -> bool {
    move |spelling| spelling.as_str() == name
}

fn format_since(args: &Args) -> String {
    args.since.map(|since| format!(" since {since}")).unwrap_or_default()
}

fn describe_news(args: &Args) -> String {
    let aliases = (!args.alias.is_empty()).then(|| format!(" is also known as {}", args.alias.join(", ")));
    let since = args.since.map(|since| format!(" is a member since {since}"));
    let until = args.until.map(|until| format!(" is a member until {until}"));
    [aliases, since, until].into_iter().flatten().collect::<Vec<_>>().join(",")
}
