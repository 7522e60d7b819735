//! Items that are added to an agenda.

use super::arrival::{Arrivals, format_command, with_advice};
use super::entry::{new_entry, resolve_item_words};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::reference::Reference;
use crate::model::when::When;
use crate::model::wording::quote_shell_word;
use crate::record::changes::Changes;
use crate::record::item::describe_place;
use crate::rules;
use crate::store::edit::Edit;
use crate::view::Views;
use crate::view::lookup::{ItemList, PlacedItem};

/// Items to add: several by `items`, or one by `pr` or `title` alone.
#[derive(Debug)]
pub struct AgendaRequest<'r> {
    /// The words that name the items.
    pub items: &'r [String],
    /// The title of an item without a proposal.
    pub title: Option<&'r str>,
    /// Who presents an item whose proposal has no owner.
    pub who: Option<&'r str>,
    /// A pull request instead of an issue.
    pub pr: Option<&'r Reference>,
    /// Whether the items are to be closed in the call.
    pub closing: bool,
    /// Why they are treated although they are late.
    pub exception: Option<&'r str>,
    /// The moment at which they are added.
    pub added: When,
}

/// Adds items to the agenda of a call.
///
/// # Errors
/// When no issue or proposal matches some of the words, an item is given twice, or the request repeats what the
/// proposal says.
pub fn add_items<'g>(request: &AgendaRequest, meeting: &'g Meeting, views: &Views<'g>) -> Result<Changes, Error> {
    let resolve = |words: &String| resolve_item_words(words, views);
    let resolved = request.items.iter().map(resolve).collect::<Result<Vec<_>, _>>()?;
    if let Some(twice) = (1..resolved.len()).find(|at| resolved[..*at].contains(&resolved[*at])) {
        let message = format!("duplicate item \"{}\"", request.items[twice]);
        return Err(Error::usage(message, "Give each item once."));
    }
    let items: Vec<Option<&str>> = match resolved.as_slice() {
        [] => vec![None],
        several => several.iter().map(|words| Some(words.as_str())).collect(),
    };
    let mut notices = Vec::new();
    let arrivals = Arrivals::new(request.added, request.exception, meeting, views, &mut notices);
    let (mut edits, mut descriptions) = (Vec::new(), Vec::new());
    for item in &items {
        let (mut entry, name) = new_entry(*item, request, views)?;
        let arrival = arrivals.of_subject(&views.index.item_subject(&entry));
        (entry.added, entry.exception) = (arrival.added.map(Into::into), arrival.exception);
        let who = entry.who.as_ref().map(|who| format!(" of {}", who.value)).unwrap_or_default();
        edits.push(Edit::append(["agenda".into()], &entry)?);
        descriptions.push((format!("{name}{who}"), arrival.timing));
    }
    let closing = if request.closing { ", to be closed" } else { "" };
    let describe = |alike: &[(String, &str)]| {
        let names: Vec<&str> = alike.iter().map(|(name, _)| name.as_str()).collect();
        let timing = alike.first().map_or("", |(_, timing)| timing);
        format!("{} on the agenda, {timing}{closing}", names.join(", "))
    };
    let descriptions: Vec<String> = descriptions.chunk_by(|one, other| one.1 == other.1).map(describe).collect();
    let mut changes = Changes::edit(meeting.file, edits, descriptions.join("; "), views);
    changes.notices = notices;
    let words: Vec<String> = items.iter().map(|item| item_words(*item, request)).collect();
    if let Some(placed) = words.iter().find_map(|words| views.lookup.find_item(words, meeting)) {
        let help = duplicate_help(&placed, request.closing);
        let error = Error::not_allowed(describe_place(&placed, meeting, views), help);
        changes = changes.with_error(rules::duplicate_agenda_item::NAME, error);
    }
    if request.items.is_empty() && request.pr.is_none() {
        let help = "Open an issue and use its number; for a topic without one: `backlog topic TITLE`.";
        changes = changes.with_help(rules::missing_issue::NAME, help);
    }
    Ok(with_advice(changes, &words, &add_command(request), request.added, meeting, views))
}

/// The words that name an item: its issue, otherwise the PR or the title of the only one.
fn item_words(item: Option<&str>, request: &AgendaRequest) -> String {
    let pr = || request.pr.map(|pr| pr.to_string());
    let title = || request.title.map(ToOwned::to_owned);
    item.map(ToOwned::to_owned).or_else(pr).or_else(title).unwrap_or_default()
}

/// The command without its call, as typed into a shell.
fn add_command(request: &AgendaRequest) -> String {
    let words = request.items.iter().map(|words| quote_shell_word(words));
    let command = words.fold("backlog agenda add".to_owned(), |command, word| format!("{command} {word}"));
    let pr = request.pr.map(|pr| pr.to_string().trim_start_matches('#').to_owned());
    let command = pr.iter().fold(command, |command, pr| format!("{command} --pr {pr}"));
    let command = format_command(command, &[("--title", request.title), ("--who", request.who)]);
    if request.closing { command + " --closing" } else { command }
}

fn duplicate_help(placed: &PlacedItem, closing: bool) -> String {
    match (placed.list, &placed.item.added) {
        (ItemList::Topics, _) => "It is one of the other topics; remove it from `topics` first.".to_owned(),
        (ItemList::Agenda, _) if closing && !placed.item.closing => {
            "To mark it as to be closed, add `closing: true` to the existing entry.".to_owned()
        }
        (ItemList::Agenda, None) => "It was carried over from an earlier call.".to_owned(),
        (ItemList::Agenda, Some(added)) => format!("It was added on {}.", added.value),
    }
}
