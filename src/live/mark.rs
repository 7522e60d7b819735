//! Lines in the notes that become records of their own: the notation of a call, and its short forms on the screen.

use super::request::Request;
use crate::model::action::ActionStatus;
use crate::model::meeting::Item;
use crate::text::notation::ending::{split_due, split_stage};
use crate::text::notation::heading::{Heading, parse_heading};
use crate::text::notation::mark::{Mark, parse_mark};

/// What a line of the notes of an item records; `None` for prose.
///
/// # Errors
/// Why a line is not understood although it begins as a record: a lower-case phrase.
pub fn read_line(line: &str, item: &str) -> Result<Option<Request>, String> {
    let mark = if let Some(said) = line.strip_prefix("! ") {
        parse_mark(&format!("Decision: {said}"))?
    } else if let Some(said) = line.strip_prefix("> ") {
        Some(read_short_action(said))
    } else {
        parse_mark(line)?
    };
    mark.map(|mark| mark_request(mark, item)).transpose()
}

/// An action point: `NCSRD: add an example (due Mar 12)`, or without a name for the owner of the item.
fn read_short_action(said: &str) -> Mark {
    match parse_mark(&format!("AP {said}")) {
        Ok(Some(mark)) => mark,
        Ok(None) | Err(_) => {
            let (text, due) = split_due(said);
            Mark::Action { id: None, owners: String::new(), text: text.trim().to_owned(), due }
        }
    }
}

fn mark_request(mark: Mark, item: &str) -> Result<Request, String> {
    let item = item.to_owned();
    Ok(match mark {
        Mark::Decision { text, stage } => Request::Decision { item, text, stage },
        Mark::Action { id: None, owners, text, due } => {
            Request::Action { item: Some(item), text, owners, due: due.unwrap_or_default() }
        }
        Mark::Action { id: Some(id), .. } => {
            return Err(format!("{id} is the id of an action point; a new one gets its id by itself"));
        }
        Mark::Update { status, id, note, due } => {
            let status = Some(status).filter(|status| *status != ActionStatus::Open);
            Request::Update { id, status, note, due: due.unwrap_or_default() }
        }
        Mark::NotTreated => Request::NotTreated { item },
        Mark::Approval(_) => Request::Approval,
    })
}

/// What a typed decision records, with the stage after an arrow.
///
/// # Errors
/// When the word after the arrow is almost that of a stage.
pub fn read_decision(item: String, text: &str) -> Result<Request, String> {
    let (text, stage) = split_stage(text)?;
    Ok(Request::Decision { item, text: text.trim().to_owned(), stage })
}

/// What a typed topic records: `Table update PR#280 [review]`.
///
/// # Errors
/// When it has no title.
pub fn read_topic(title: &str, who: &str) -> Result<Request, String> {
    let Heading::Item(heading) = parse_heading(title)? else {
        return Err(format!("`{title}` is the heading of a part of its own, not a topic"));
    };
    if heading.title.is_empty() {
        return Err("a topic needs a title, such as `Table update PR#280`".to_owned());
    }
    let number = heading.number.map(|number| (number.is_pr == Some(true), number.reference.into()));
    let (issue, pr) = match number {
        Some((true, pr)) => (None, Some(pr)),
        Some((false, issue)) => (Some(issue), None),
        None => (None, None),
    };
    let who = Some(who.to_owned()).filter(|who| !who.is_empty()).map(Into::into);
    let (kind, exception) = (heading.kind, heading.exception);
    Ok(Request::Topic(Box::new(Item {
        title: Some(heading.title.into()),
        kind,
        issue,
        pr,
        who,
        exception,
        ..Item::default()
    })))
}
