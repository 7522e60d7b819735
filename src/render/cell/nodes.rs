//! What the place of a node in its tree, and its text, allow.

use super::escape::is_plain_url;
use comrak::nodes::{Node, NodeValue};

/// Whether `**`, `*` or `~~` around a node are read as its markers, whatever is before them: the text in it begins with a
/// letter or digit, and ends with one, or with punctuation before a gap.
pub(super) fn is_markable(node: Node<'_>) -> bool {
    let (Some(first), Some(last)) = (edge_text(node, |it| it.first_child()), edge_text(node, |it| it.last_child()))
    else {
        return false;
    };
    let begins = first.starts_with(char::is_alphanumeric);
    let ends = last.ends_with(char::is_alphanumeric);
    begins && (ends || last.ends_with(['.', ',', ':', ';', '!', '?', ')', '%']) && is_before_gap(node))
}

/// Whether a text needs no escape in a code span, also within a table.
pub(super) fn is_plain_code(literal: &str) -> bool {
    let is_bare = !literal.is_empty() && literal.trim() == literal;
    is_bare && !literal.contains(['`', '|', '\\', '\n', '\r', '\t'])
}

/// The text at one end of a node, if it is text without other markup.
fn edge_text<'a>(node: Node<'a>, child: fn(Node<'a>) -> Option<Node<'a>>) -> Option<String> {
    match &child(node)?.data().value {
        NodeValue::Text(text) => Some(text.to_string()),
        _ => None,
    }
}

/// Whether a space, a break or nothing follows a node.
fn is_before_gap(node: Node<'_>) -> bool {
    match node.next_sibling() {
        Some(next) => match &next.data().value {
            NodeValue::Text(text) => text.starts_with(' '),
            NodeValue::SoftBreak | NodeValue::LineBreak => true,
            _ => false,
        },
        None => node.parent().is_some_and(|parent| matches!(parent.data().value, NodeValue::Paragraph)),
    }
}

/// Whether a block is written with a tag.
pub(super) fn is_tagged_block(value: &NodeValue) -> bool {
    value.block() && !matches!(value, NodeValue::Paragraph | NodeValue::Heading(_) | NodeValue::HtmlBlock(_))
}

/// The text of a link that may be written as `<text>`: its URL, or a mail address.
pub(super) fn autolink_text(node: Node<'_>, url: &str) -> Option<String> {
    let only = node.first_child().filter(|first| first.next_sibling().is_none())?;
    let NodeValue::Text(text) = &only.data().value else { return None };
    let is_url = *text == url && ["http://", "https://"].iter().any(|scheme| url.starts_with(scheme));
    let is_address = url.strip_prefix("mailto:") == Some(text) && is_mail_address(text);
    (is_plain_url(text) && (is_url || is_address)).then(|| text.to_string())
}

/// Whether Markdown takes a text between `<` and `>` for a mail address.
fn is_mail_address(text: &str) -> bool {
    let is_label = |label: &str| {
        let is_bare = !label.is_empty() && label.len() < 64 && !label.starts_with('-') && !label.ends_with('-');
        is_bare && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let is_local = |local: &str| local.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".+-_".contains(&byte));
    text.split_once('@')
        .is_some_and(|(local, domain)| !local.is_empty() && is_local(local) && domain.split('.').all(is_label))
}

pub(super) fn is_in_header(cell: Node<'_>) -> bool {
    cell.parent().is_some_and(|row| matches!(row.data().value, NodeValue::TableRow(true)))
}

fn is_line_end(node: Node<'_>) -> bool {
    matches!(node.data().value, NodeValue::SoftBreak | NodeValue::LineBreak)
}

/// Whether a text is the very first of a list item, where a `[x]` is a task's box.
fn is_first_in_item(text: Node<'_>) -> bool {
    let first_of = |node: Node<'_>, fits: fn(&NodeValue) -> bool| {
        node.previous_sibling().is_none() && node.parent().is_some_and(|parent| fits(&parent.data().value))
    };
    first_of(text, |value| matches!(value, NodeValue::Paragraph))
        && text.parent().is_some_and(|paragraph| first_of(paragraph, |value| matches!(value, NodeValue::Item(_))))
}

/// The box of a task that a text begins with, and the rest of the text.
pub(super) fn split_task_mark<'t>(node: Node<'_>, text: &'t str) -> (&'static str, &'t str) {
    let marks = ["[ ]", "[x]", "[X]"].iter().zip(["☐", "☑", "☑"]);
    let mark = marks.filter_map(|(typed, mark)| Some((mark, text.strip_prefix(typed)?))).next();
    let is_apart = |rest: &str| match rest.chars().next() {
        Some(c) => c.is_ascii_whitespace(),
        None => node.next_sibling().is_none_or(is_line_end),
    };
    mark.filter(|(_, rest)| is_apart(rest) && is_first_in_item(node)).unwrap_or(("", text))
}
