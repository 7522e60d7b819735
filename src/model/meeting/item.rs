//! An item of a call: of its agenda, or another topic.

use crate::finding::ProblemKind;
use crate::model::action::Action;
use crate::model::record::{Fields, Reader, record};
use crate::model::reference::Reference;
use crate::model::typed_reference::suggest_number;
use crate::model::when::When;
use crate::source::{Node, NodeKind, Place, Spanned};

record! {
    /// An agenda item or another topic; for an issue without other keys, the number is enough.
    pub struct Item: Default = "the number of an issue, or an item with `issue`, `pr`, `proposal` or `title`", short(issue by pick_number), check(check_names_one_thing), with {
        /// The place of the whole item, for findings about a missing key.
        place: Place = Fields::place,
    } {
        /// The kind of a topic: `information`, `review`, `scope-enhancement`, ...
        kind: Option<String>,
        /// An issue, as 63 or `owner/repo#63`. An item has one of `issue`, `pr` and `proposal`, or only a `title`.
        issue: Option<Spanned<Reference>>,
        /// A pull request, as 280 or `owner/repo#280`; the one with a proposal's template means the proposal.
        pr: Option<Spanned<Reference>>,
        /// The file name of a proposal in `backlog/`, without `.yaml`: for a proposal without an issue.
        proposal: Option<Spanned<String>>,
        /// The title in the minutes if no proposal has a name for it; required if nothing else identifies the item.
        title: Option<Spanned<String>> as title,
        /// Who brings it: an organization or a person. Printed if no proposal names an owner.
        who: Option<Spanned<String>>,
        /// When it was added to the agenda, a day or a moment; if omitted, it was carried over from an earlier call
        /// (docs/procedure.md#agreement-1).
        added: Option<Spanned<When>>,
        /// Why it is treated although it was added late (docs/procedure.md#agreement-1).
        exception: Option<String> as line,
        /// Whether the item is treated in order to be closed.
        closing: bool = false,
        /// `false` if the call did not treat it; if omitted, the other keys show whether it did.
        treated: Option<bool>,
        /// What was said in this call, as Markdown; later minutes repeat it in the item's history.
        notes: Option<Spanned<String>> as history,
        /// The decisions on it, each as Markdown, in the order of the minutes; may be empty.
        decisions: Vec<Spanned<String>> as history,
        /// The action points that this call opened for it, in the order of the minutes; may be empty.
        actions: Vec<Action>,
    }
}

/// An item without other keys may be just the number of its issue.
fn pick_number(node: &Node, reader: &mut Reader) -> Option<&'static str> {
    let NodeKind::Scalar { text, .. } = &node.kind else { return None };
    if Reference::parse(text).is_some() {
        return Some("issue");
    }
    let help = match suggest_number(text, reader) {
        Some(number) => format!("Write `{number}`."),
        None if node.is_null() => "Write the number of its issue; after a `#` it is a comment.".to_owned(),
        None => "Write the number of its issue, or `{ title: ... }` if it has none.".to_owned(),
    };
    reader.report_wrong_type(node, Item::DEFINITION.expected, Some(help));
    None
}

/// An item names exactly one of issue, PR, proposal and title; an issue or PR may have a title too.
fn check_names_one_thing(item: &Item, fields: &Fields, reader: &mut Reader) {
    if item.is_number_alone() {
        return;
    }
    let named: Vec<_> = ["issue", "pr", "proposal"].into_iter().filter_map(|key| fields.entry(key)).collect();
    if let [first, second, ..] = named[..] {
        let message = format!("an item is about one thing, found `{}` and `{}`", first.key, second.key);
        let help = format!("Keep `{}`: the proposal's own file has the other.", first.key);
        reader.report(ProblemKind::WrongType, second.key_place, message, Some(help));
    } else if named.is_empty() && fields.entry("title").is_none() {
        let place = fields.find_missing_place(&["issue", "pr", "proposal", "title"]);
        let message = "an item needs `issue`, `pr`, `proposal` or `title`";
        reader.report(ProblemKind::MissingKey, place, message, Some("Write `issue:` with a number.".to_owned()));
    }
}

impl Item {
    /// Whether the file has only the number of the issue instead of a map.
    pub fn is_number_alone(&self) -> bool {
        self.issue.as_ref().is_some_and(|issue| issue.place == self.place)
    }

    /// Whether the call recorded something about it.
    pub fn is_recorded(&self) -> bool {
        self.notes.is_some() || !self.decisions.is_empty() || !self.actions.is_empty() || self.treated.is_some()
    }

    /// Whether it was treated.
    pub fn is_treated(&self) -> bool {
        self.treated != Some(false) && self.is_recorded()
    }
}
