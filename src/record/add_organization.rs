//! Members of the group.

use super::changes::{Changes, shorten};
use crate::error::Error;
use crate::model::organization::Organization;
use crate::model::wording::quote_shell_word;
use crate::source::Spanned;
use crate::store::edit::Edit;
use crate::store::load::WORKGROUP;
use crate::view::Views;

/// Adds or updates an organization.
///
/// # Errors
/// When an alias is one of another organization, or nothing changes.
pub fn add_organization(request: &Organization, views: &Views) -> Result<Changes, Error> {
    let own = views.lookup.find_organization(&request.name);
    for alias in &request.aliases {
        let other = views.lookup.find_organization(alias);
        if let Some(other) = other.filter(|other| own.is_none_or(|own| own.name != other.name)) {
            let help = format!("Remove it from {} in {WORKGROUP}, or use that name.", *other.name);
            return Err(Error::not_allowed(format!("\"{}\" is already an alias of {}", **alias, *other.name), help));
        }
    }
    let place = |one: &Organization| views.workgroup.organizations.iter().position(|other| other.name == one.name);
    let there = own.and_then(|own| Some((place(own)?, own)));
    let (edit, description) = match there {
        None => (
            Edit::append(["organizations".into()], &shorten(request, "name")?)?,
            format!("{} is a member{}", *request.name, format_since(request)),
        ),
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
    if let Some(near) = views.lookup.suggest_organization(&request.name).filter(|_| there.is_none()) {
        let (name, member) = (quote_shell_word(&request.name), quote_shell_word(near));
        changes.hints.push(format!(
            "it is spelled almost like {near}: if they are the same, remove it again, then run \
             `backlog add-organization {member} --alias {name}`"
        ));
    }
    Ok(changes)
}

/// The edit that updates an entry; `None` where the entry is up to date.
fn update_edit(at: usize, known: &Organization, request: &Organization) -> Result<Option<Edit>, Error> {
    let mut entry = known.clone();
    let is_new = |alias: &&Spanned<String>| **alias != known.name && !known.aliases.contains(alias);
    entry.aliases.extend(request.aliases.iter().filter(is_new).cloned());
    entry.since = request.since.or(known.since);
    entry.until = request.until.or(known.until);
    (entry != *known).then(|| Edit::set(["organizations".into(), at.into()], &entry)).transpose()
}

fn format_since(request: &Organization) -> String {
    request.since.map(|since| format!(" since {since}")).unwrap_or_default()
}

fn describe_news(request: &Organization) -> String {
    let aliases: Vec<&str> = request.aliases.iter().map(|alias| alias.as_str()).collect();
    let aliases = (!aliases.is_empty()).then(|| format!(" is also known as {}", aliases.join(", ")));
    let since = request.since.map(|since| format!(" is a member since {since}"));
    let until = request.until.map(|until| format!(" is a member until {until}"));
    [aliases, since, until].into_iter().flatten().collect::<Vec<_>>().join(",")
}
