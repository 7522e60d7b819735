//! Prose, names and links as Markdown which stays inside one table cell, one line or one block.
//!
//! Prose is GFM. A table cell holds one line: emphasis, code and links in it stay Markdown where
//! that is safe, and lists, quotes and paragraphs become inline HTML. Text is escaped no more than
//! needed: what HTML would read is an entity, since Markdown may stand in a block of HTML; what only
//! Markdown reads has a backslash.

mod escape;
mod html;
mod nodes;
mod plain;
#[cfg(test)]
mod tests;
mod writer;

use crate::text::urls::{encode_spaces, is_linkable};
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};
use escape::Escape;
use std::borrow::Cow;

/// Depth of nested elements, beyond which prose is written as flat text: no renderer guarantees more.
const MAX_DEPTH: usize = 64;

/// A paragraph added after prose to test whether the prose swallows it.
const SENTINEL: &str = "sentinel";

/// One line of Markdown which shows, inside a GFM table cell, what `prose` says.
///
/// The shape: no line ends; paragraphs apart by `<br/><br/>`, all other blocks as their HTML
/// elements. Raw HTML in the prose is shown as text, but `<br>` breaks the line and comments vanish.
/// Links to schemes other than http, https and mailto are text alone. Prose that begins with a tag
/// is HTML throughout: at the start of a line, Markdown would not be read in it.
#[must_use]
pub fn format_cell(prose: &str) -> String {
    let prose = prose.trim_end();
    plain::format_plain_cell(prose).unwrap_or_else(|| parse_cell(prose, Escape::Backslash))
}

/// What [`format_cell`] shows, in HTML alone, which Markdown leaves alone, too.
#[must_use]
pub fn format_html(prose: &str) -> String {
    let prose = prose.trim_end();
    plain::format_plain_cell(prose).unwrap_or_else(|| parse_cell(prose, Escape::Entity))
}

/// What [`format_cell`] returns for any prose.
fn parse_cell(prose: &str, escape: Escape) -> String {
    let arena = Arena::new();
    // Without its line end comrak takes a last `1.` for text.
    let lines = format!("{prose}\n");
    let written = writer::write_cell(parse_document(&arena, &lines, &markdown_options(&lines)), escape);
    written.trim_matches(' ').to_owned()
}

/// What [`format_cell`] returns, fit to start a line outside tables, such as an entry of a list.
#[must_use]
pub fn format_line(prose: &str) -> String {
    escape::guard_line_start(format_cell(prose))
}

/// A plain text (a name, a title: not Markdown) as Markdown that shows exactly that text.
///
/// The shape: one line, for a cell, a heading, a list item, or the start of a paragraph.
#[must_use]
pub fn escape_text(plain: &str) -> Cow<'_, str> {
    // Most names need no escape.
    if plain::is_plain(plain) {
        return Cow::Borrowed(plain);
    }
    let mut line = escape::guard_line_start(escape_on_one_line(plain, Escape::Backslash));
    // A run of `#` at the end closes a heading and is not shown.
    if let Some(rest) = line.strip_suffix('#') {
        let before = rest.trim_end_matches('#');
        if before.is_empty() || before.ends_with(' ') {
            line = format!("{rest}\\#");
        }
    }
    Cow::Owned(line)
}

/// A plain text as HTML that shows exactly that text, which Markdown leaves alone, too.
#[must_use]
pub fn escape_html(plain: &str) -> String {
    escape_on_one_line(plain, Escape::Entity)
}

/// A Markdown link `[label](url)` for use in a cell or outside.
///
/// The label is plain text; an empty one shows the url. A url with a scheme other than http,
/// https or mailto, or an empty one, gives the label alone, as [`escape_text`] does.
#[must_use]
pub fn format_link(label: &str, url: &str) -> String {
    let url = url.trim();
    if url.is_empty() || !is_linkable(url) {
        return escape_text(label).into_owned();
    }
    let label = if label.trim().is_empty() { url } else { label };
    let mut link = String::with_capacity(label.len() + url.len() + "[]()".len());
    link.push('[');
    escape::push_text(&mut link, label.trim(), Escape::Backslash);
    link.push_str("](");
    escape::push_href(&mut link, url);
    link.push(')');
    link
}

/// A link as HTML, where Markdown is not read. The label is plain text; a url that [`format_link`] does not let through
/// gives the label alone.
#[must_use]
pub fn format_anchor(label: &str, url: &str) -> String {
    let url = url.trim();
    if url.is_empty() || !is_linkable(url) {
        return escape_html(label);
    }
    // Editors into which a page is pasted end a URL at a space.
    let url = encode_spaces(url);
    format!("<a href=\"{}\">{}</a>", escape::escape_attribute(&url), escape_html(label))
}

/// The prose as blocks of its own, outside tables.
///
/// The shape: the prose itself (trailing whitespace trimmed, CRLF to LF) when it is contained,
/// which is to say it leaves what follows alone and has no raw HTML, link or character that this
/// project does not let through; otherwise the line that [`format_cell`] writes, fit to start a line.
#[must_use]
pub fn format_block(prose: &str) -> String {
    let source = prose.replace("\r\n", "\n").replace('\r', "\n");
    let source = source.trim_end();
    if plain::format_plain_cell(source).is_some() || is_contained(source) {
        source.to_owned()
    } else {
        format_line(source)
    }
}

/// Whether raw HTML is a line break.
pub(super) fn is_line_break(raw: &str) -> bool {
    raw.strip_prefix('<').and_then(html::strip_break).is_some_and(str::is_empty)
}

/// The box of a task that a text begins with, and the rest of the text.
pub(super) fn split_task_mark<'t>(text: Node<'_>, literal: &'t str) -> (&'static str, &'t str) {
    nodes::split_task_mark(text, literal)
}

/// Raw HTML without its comments.
pub(super) fn without_comments(raw: &str) -> Cow<'_, str> {
    html::without_comments(raw)
}

/// A plain text for HTML: between tags, or in the double quotation marks of an attribute.
pub(super) fn escape_attribute(plain: &str) -> String {
    escape::escape_attribute(plain)
}

/// A plain text for a page of HTML: between tags, or in the double quotation marks of an attribute.
pub(super) fn escape_page(plain: &str) -> String {
    escape::escape_page(plain.trim())
}

/// A link of a page of HTML. A url that [`format_link`] does not let through gives the label alone.
pub(super) fn format_page_link(label: &str, url: &str) -> String {
    let url = url.trim();
    if url.is_empty() || !is_linkable(url) {
        return escape_page(label);
    }
    let label = if label.trim().is_empty() { url } else { label };
    format!("<a href=\"{}\">{}</a>", escape::escape_page(url), escape_page(label))
}

/// A text with U+FFFD in place of each character that could make it look different from what it says.
pub(super) fn replace_hostile(text: &str) -> String {
    // Hardly any text has one, and looking for it takes a third of the time.
    if text.chars().any(escape::is_hostile) { text.replace(escape::is_hostile, "\u{FFFD}") } else { text.to_owned() }
}

/// GitHub's extensions. The writer recognizes task lists itself, since comrak's reader of them asserts source positions.
pub(super) fn markdown_options(markdown: &str) -> Options<'static> {
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.strikethrough = true;
    options.extension.autolink = !has_endless_links(markdown);
    options
}

/// Whether so many URLs follow each other without a space that linking them takes comrak quadratic time: for each URL it
/// searches for the next space.
fn has_endless_links(markdown: &str) -> bool {
    const MOST: usize = 100;
    let begins_link = |text: &str| text.matches("://").chain(text.matches("www.")).nth(MOST).is_some();
    begins_link(markdown) && markdown.split_ascii_whitespace().any(begins_link)
}

/// `plain` on one line, with every Markdown character escaped.
fn escape_on_one_line(plain: &str, escape: Escape) -> String {
    let mut out = String::with_capacity(plain.len());
    escape::push_text(&mut out, plain.trim(), escape);
    out
}

/// Whether `source` can stand in a document as it is.
fn is_contained(source: &str) -> bool {
    // A definition of a link or a footnote would apply to the whole document, including other blocks.
    if source.chars().any(escape::is_hostile) || source.contains("]:") {
        return false;
    }
    let arena = Arena::new();
    let probe = format!("{source}\n\n{SENTINEL}");
    let root = parse_document(&arena, &probe, &markdown_options(&probe));
    root.last_child().is_some_and(is_sentinel) && is_harmless(root)
}

fn is_sentinel(last: Node<'_>) -> bool {
    let mut inlines = last.children();
    let only = inlines.next().filter(|_| inlines.next().is_none());
    matches!(last.data().value, NodeValue::Paragraph)
        && only.is_some_and(|node| matches!(&node.data().value, NodeValue::Text(text) if text == SENTINEL))
}

/// Whether the document may contain everything in the tree.
fn is_harmless(root: Node<'_>) -> bool {
    let mut depth = 0_usize;
    root.traverse().all(|edge| {
        let NodeEdge::Start(node) = edge else {
            depth = depth.saturating_sub(1);
            return true;
        };
        depth += 1;
        depth <= MAX_DEPTH
            && match &node.data().value {
                NodeValue::HtmlInline(raw) => html::is_harmless(raw),
                NodeValue::HtmlBlock(block) => html::is_harmless(&block.literal),
                NodeValue::Link(link) | NodeValue::Image(link) => is_linkable(&link.url),
                NodeValue::Text(text) => !text.chars().any(escape::is_hostile),
                _ => true,
            }
    })
}
