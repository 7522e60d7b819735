//! Markdown documents as HTML, for mails and pages: nothing in it runs or loads anything.

use crate::render::cell::{escape_attribute, markdown_options, replace_hostile};
use crate::render::embedded::{Piece, split_embedded};
use crate::render::tree::{
    NO_PATHS, RawHtml, ResolveLink, is_in_cell, is_paragraph, list_tables, parse_prose, remove_unsafe,
};
use comrak::nodes::{Node, NodeHtmlBlock, NodeValue};
use comrak::{Arena, format_html, parse_document};
use std::sync::Arc;

/// The style of tables; a mail reader without support for styles shows them without borders.
const STYLE: &str = "table { border-collapse: collapse } th, td { border: 1px solid #999; padding: 0.3em 0.5em; \
                     text-align: left; vertical-align: top }";

/// A Markdown document as a page, ending with a line end. `title` is plain text.
pub fn render_page(title: &str, markdown: &str, embedded: &[Arc<str>]) -> String {
    let body = render_fragment(markdown, embedded, NO_PATHS);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n",
        escape_attribute(title)
    )
}

/// A Markdown document with embedded Markdown as HTML for the body of a page, ending with a line end. Paths in its links
/// are resolved.
pub fn render_fragment(markdown: &str, embedded: &[Arc<str>], resolve: ResolveLink) -> String {
    render_with_prose(markdown, embedded, resolve, &|prose, in_cell| prose_html(prose, in_cell, resolve))
}

/// As [`render_fragment`], with the HTML of each embedded Markdown from `prose`, which is called with whether it is in a cell.
pub fn render_with_prose<H: AsRef<str>>(
    markdown: &str,
    embedded: &[Arc<str>],
    resolve: ResolveLink,
    prose: &dyn Fn(&Arc<str>, bool) -> H,
) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &markdown_options(markdown));
    remove_unsafe(&arena, root, RawHtml::KeepsLists, resolve);
    embed_html(&arena, root, embedded, prose);
    let mut options = markdown_options(markdown);
    // The remaining raw HTML is that of embedded Markdown, and tags of lists.
    options.render.r#unsafe = true;
    let mut body = String::with_capacity(2 * markdown.len());
    // Writing into a string cannot fail.
    let _ = format_html(root, &options, &mut body);
    // Where blocks ended a paragraph, nothing is left of it.
    replace_hostile(&body.replace("<p></p>\n", ""))
}

/// Replaces what stands for embedded Markdown with its HTML.
fn embed_html<'a, H: AsRef<str>>(
    arena: &'a Arena<'a>,
    root: Node<'a>,
    embedded: &[Arc<str>],
    prose: &dyn Fn(&Arc<str>, bool) -> H,
) {
    let nodes: Vec<Node<'a>> = root.descendants().collect();
    for node in nodes {
        let NodeValue::Text(text) = &node.data().value else { continue };
        let text = text.to_string();
        let pieces = split_embedded(&text);
        let in_cell = is_in_cell(node);
        let html = |number: usize| {
            embedded.get(number).map(|markdown| prose(markdown, in_cell).as_ref().to_owned()).unwrap_or_default()
        };
        match (pieces.as_slice(), node.parent()) {
            ([Piece::Text(_)] | [], _) => {}
            ([Piece::Number(number)], Some(parent)) if is_paragraph(node) => {
                let literal = html(*number);
                parent.data_mut().value = NodeValue::HtmlBlock(NodeHtmlBlock { literal, ..NodeHtmlBlock::default() });
                node.detach();
            }
            (pieces, _) => {
                let in_paragraph = has_paragraph_tag(node);
                for piece in pieces {
                    let value = match piece {
                        Piece::Text(text) => NodeValue::Text((*text).to_owned().into()),
                        Piece::Number(number) => NodeValue::HtmlInline(continue_text(&html(*number), in_paragraph)),
                    };
                    node.insert_before(arena.alloc(value.into()));
                }
                node.detach();
            }
        }
    }
}

/// Markdown of a record as HTML: blocks, each ending with a line end. In a cell, tables are lists.
pub fn prose_html(markdown: &str, in_cell: bool, resolve: ResolveLink) -> String {
    let arena = Arena::new();
    let root = parse_prose(&arena, markdown, resolve);
    if in_cell {
        list_tables(&arena, root);
    }
    let mut html = String::with_capacity(2 * markdown.len());
    let mut options = markdown_options(markdown);
    // The remaining raw HTML is line breaks.
    options.render.r#unsafe = true;
    // Writing into a string cannot fail.
    let _ = format_html(root, &options, &mut html);
    html
}

/// HTML within a paragraph or a cell: its first paragraph continues the text. A paragraph ends before other blocks.
fn continue_text(html: &str, in_paragraph: bool) -> String {
    let (first, rest) = html.strip_prefix("<p>").and_then(|rest| rest.split_once("</p>\n")).unwrap_or(("", html));
    match in_paragraph && !rest.is_empty() {
        true => format!("{first}</p>\n{rest}<p>"),
        false => format!("{first}{rest}"),
    }
}

/// Whether a text is in a paragraph that has a tag: one in a list whose items follow each other closely has none.
fn has_paragraph_tag(text: Node<'_>) -> bool {
    let Some(paragraph) = text.parent().filter(|parent| matches!(parent.data().value, NodeValue::Paragraph)) else {
        return false;
    };
    let list = paragraph.parent().and_then(|item| item.parent());
    !list.is_some_and(|list| matches!(&list.data().value, NodeValue::List(list) if list.tight))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_end_the_paragraph_that_they_are_embedded_in() {
        for (markdown, expected) in [
            ("**D:** \u{fdd0}0\u{fdd1}", "<p><strong>D:</strong> a</p>\n<ul>\n<li>b</li>\n</ul>\n"),
            ("D: \u{fdd0}0\u{fdd1}!", "<p>D: a</p>\n<ul>\n<li>b</li>\n</ul>\n<p>!</p>\n"),
            ("D: \u{fdd0}1\u{fdd1}!", "<p>D: c!</p>\n"),
            ("- D: \u{fdd0}0\u{fdd1}", "<ul>\n<li>D: a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>\n"),
        ] {
            let embedded = ["a\n- b".into(), "c".into()];
            assert_eq!(render_fragment(markdown, &embedded, NO_PATHS), expected, "{markdown:?}");
        }
    }
}
