//! Members of the group.

use super::changes::Changes;
use crate::error::Error;
use crate::model::organization::Organization;
use crate::model::wording::quote_shell_word;
use crate::source::Spanned;
use crate::store::edit::Edit;
use crate::store::load::WORKGROUP;
use crate::view::Views;
use chrono::NaiveDate;
use serde::Serialize;

/// An organization to add or to update.
#[derive(Debug)]
pub struct MemberRequest<'r> {
    /// Its name.
    pub name: &'r str,
    /// Other spellings.
    pub aliases: &'r [String],
    /// The first day of its membership.
    pub since: Option<NaiveDate>,
    /// The last day of its membership.
    pub until: Option<NaiveDate>,
}

/// An entry of `organizations`, with its keys in order.
#[derive(Serialize)]
struct OrganizationEntry {
    name: String,
    aliases: Vec<String>,
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

/// Adds or updates an organization.
///
/// # Errors
/// When an alias is one of another organization, or nothing changes.
pub fn add_organization(request: &MemberRequest, views: &Views) -> Result<Changes, Error> {
    let own = views.lookup.find_organization(request.name);
    for alias in request.aliases {
        let other = views.lookup.find_organization(alias);
        if let Some(other) = other.filter(|other| own.is_none_or(|own| own.name != other.name)) {
            let help = format!("Remove it from {} in {WORKGROUP}, or use that name.", *other.name);
            return Err(Error::not_allowed(format!("\"{alias}\" is already an alias of {}", *other.name), help));
        }
    }
    let place = |one: &Organization| views.workgroup.organizations.iter().position(|other| other.name == one.name);
    let there = own.and_then(|own| Some((place(own)?, own)));
    let (edit, description) = match there {
        None => (new_entry_edit(request)?, format!("{} is a member{}", request.name, format_since(request))),
        Some((at, known)) => match update_edit(at, known, request)? {
            Some(edit) => (edit, format!("{}{}", *known.name, describe_news(request))),
            None => {
                let help = "To change it, add --alias NAME, --since DATE or --until DATE.";
                return Err(Error::not_allowed(format!("{} is already a member", *known.name), help));
            }
        },
    };
    let mut changes = Changes::edit(views.workgroup.file, vec![edit], description, views);
    // A typing error would otherwise stay as another member.
    if let Some(near) = views.lookup.suggest_organization(request.name).filter(|_| there.is_none()) {
        let (name, member) = (quote_shell_word(request.name), quote_shell_word(near));
        changes.hints.push(format!(
            "it is spelled almost like {near}: if they are the same, remove it again, then run \
             `backlog add-organization {member} --alias {name}`"
        ));
    }
    Ok(changes)
}

fn new_entry_edit(request: &MemberRequest) -> Result<Edit, Error> {
    let list = ["organizations".into()];
    if request.aliases.is_empty() && request.since.is_none() && request.until.is_none() {
        return Edit::append(list, &request.name);
    }
    let (name, aliases) = (request.name.to_owned(), request.aliases.to_vec());
    Edit::append(list, &OrganizationEntry { name, aliases, since: request.since, until: request.until })
}

/// The edit that updates an entry; `None` where the entry is up to date.
fn update_edit(at: usize, known: &Organization, request: &MemberRequest) -> Result<Option<Edit>, Error> {
    let mut aliases: Vec<String> = known.aliases.iter().map(|alias| alias.value.clone()).collect();
    let is_known = |alias: &&String| *alias != known.name.as_str() && !known.aliases.iter().any(is_spelled(alias));
    aliases.extend(request.aliases.iter().filter(is_known).cloned());
    let entry = OrganizationEntry {
        name: known.name.value.clone(),
        aliases,
        since: request.since.or(known.since),
        until: request.until.or(known.until),
    };
    let is_same =
        entry.aliases.len() == known.aliases.len() && entry.since == known.since && entry.until == known.until;
    (!is_same).then(|| Edit::set(["organizations".into(), at.into()], &entry)).transpose()
}

fn is_spelled(name: &str) -> impl Fn(&Spanned<String>) -> bool {
    move |spelling| spelling.as_str() == name
}

fn format_since(request: &MemberRequest) -> String {
    request.since.map(|since| format!(" since {since}")).unwrap_or_default()
}

fn describe_news(request: &MemberRequest) -> String {
    let aliases = (!request.aliases.is_empty()).then(|| format!(" is also known as {}", request.aliases.join(", ")));
    let since = request.since.map(|since| format!(" is a member since {since}"));
    let until = request.until.map(|until| format!(" is a member until {until}"));
    [aliases, since, until].into_iter().flatten().collect::<Vec<_>>().join(",")
}
