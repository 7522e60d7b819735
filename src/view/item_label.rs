//! How findings and commands name an item of a call.

use super::index::Index;
use crate::model::meeting::Item;
use crate::model::wording::quote_shell_word;
use crate::source::Place;

/// The place in an item that names what it is about.
pub fn reference_place(item: &Item) -> Place {
    let reference = item.issue.as_ref().or(item.pr.as_ref()).map(|reference| reference.place);
    let text = || item.proposal.as_ref().or(item.title.as_ref()).map(|text| text.place);
    reference.or_else(text).unwrap_or(item.place)
}

/// How findings name an item: `#63`, `PR#64`, or a slug or title in backticks.
pub fn item_label(item: &Item) -> String {
    if let Some(issue) = &item.issue {
        return issue.to_string();
    }
    if let Some(pr) = &item.pr {
        return pr.pr_label();
    }
    let text = item.proposal.as_ref().or(item.title.as_ref()).map_or("", |text| text.as_str());
    format!("`{}`", text.lines().next().unwrap_or_default())
}

/// How a command names an item: `63`, `owner/repo#63`, a slug or a title, quoted for a shell.
pub fn item_argument(item: &Item, index: &Index) -> String {
    match item.issue.as_ref().or(item.pr.as_ref()) {
        Some(number) => index.normalize_reference(number).format_bare(),
        None => quote_shell_word(item.proposal.as_ref().or(item.title.as_ref()).map_or("", |text| text.as_str())),
    }
}
