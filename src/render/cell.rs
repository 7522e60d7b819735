//! Prose, names and links as Markdown which stays inside one table cell, one line or one block.
//!
//! Prose is GFM. A table cell holds one line, so its lists, code and paragraphs go out as inline
//! HTML, and every character of its text that Markdown could read again goes out as a numeric
//! entity. What is written says the same whether it is read as Markdown or as HTML.

mod escape;
mod html;
mod plain;
#[cfg(test)]
mod tests;
mod writer;

use crate::text::urls::is_linkable;
use comrak::arena_tree::NodeEdge;
use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};

/// Depth of nested elements, beyond which prose is written as flat text: no renderer guarantees more.
const MAX_DEPTH: usize = 64;

/// A paragraph added after prose to test whether the prose swallows it.
const SENTINEL: &str = "sentinel";

/// One line of Markdown with inline HTML which shows, inside a GFM table cell, what `prose` says.
///
/// The shape: no line ends, no `|` and no backtick; paragraphs apart by `<br><br>`, all other
/// blocks as their HTML elements. Raw HTML in the prose is shown as text, but `<br>` breaks the
/// line and comments vanish. Links to schemes other than http, https and mailto are text alone.
#[must_use]
pub fn format_cell(prose: &str) -> String {
    let prose = prose.trim_end();
    if let Some(line) = plain::format_plain_cell(prose) {
        return line;
    }
    parse_cell(prose)
}

/// What [`format_cell`] gives of any prose.
fn parse_cell(prose: &str) -> String {
    let arena = Arena::new();
    // Without its line end comrak takes a last `1.` for text.
    let lines = format!("{prose}\n");
    let written = writer::write_cell(parse_document(&arena, &lines, &markdown_options(&lines)));
    written.trim_matches(' ').to_owned()
}

/// What [`format_cell`] gives, fit to start a line outside tables, such as an entry of a list.
#[must_use]
pub fn format_line(prose: &str) -> String {
    escape::guard_line_start(format_cell(prose))
}

/// A plain text (a name, a title: not Markdown) as Markdown that shows exactly that text.
///
/// The shape: one line, for a cell, a heading, a list item, or the start of a paragraph.
#[must_use]
pub fn escape_text(plain: &str) -> String {
    let mut line = escape::guard_line_start(escape_on_one_line(plain));
    // A run of `#` at the end closes a heading and is not shown.
    if let Some(rest) = line.strip_suffix('#') {
        let before = rest.trim_end_matches('#');
        if before.is_empty() || before.ends_with(' ') {
            line = format!("{rest}&#35;");
        }
    }
    line
}

/// A Markdown link `[label](url)` for use in a cell or outside.
///
/// The label is plain text; an empty one shows the url. A url with a scheme other than http,
/// https or mailto, or an empty one, gives the label alone, as [`escape_text`] does.
#[must_use]
pub fn format_link(label: &str, url: &str) -> String {
    let url = url.trim();
    if url.is_empty() || !is_linkable(url) {
        return escape_text(label);
    }
    let mut link = String::with_capacity(2 * url.len());
    link.push('[');
    escape::push_text(&mut link, label.trim());
    if link.len() == 1 {
        escape::push_text(&mut link, url);
    }
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
        return escape_text(label);
    }
    format!("<a href=\"{}\">{}</a>", escape::escape_attribute(url), escape_text(label))
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

/// A plain text for HTML: between tags, or in the double quotation marks of an attribute.
pub(super) fn escape_attribute(plain: &str) -> String {
    escape::escape_attribute(plain)
}

/// A text with U+FFFD in place of each character that could make it look different from what it says.
pub(super) fn replace_hostile(text: &str) -> String {
    text.replace(escape::is_hostile, "\u{FFFD}")
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
    let begins_link = |word: &str| word.matches("://").chain(word.matches("www.")).nth(MOST).is_some();
    markdown.split_ascii_whitespace().any(begins_link)
}

/// `plain` on one line, with every Markdown character escaped.
fn escape_on_one_line(plain: &str) -> String {
    let mut out = String::with_capacity(plain.len());
    escape::push_text(&mut out, plain.trim());
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
