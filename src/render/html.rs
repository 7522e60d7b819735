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
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &markdown_options(markdown));
    remove_unsafe(&arena, root, RawHtml::KeepsLists, resolve);
    embed_html(&arena, root, embedded, resolve);
    let mut options = markdown_options(markdown);
    // The remaining raw HTML is that of embedded Markdown, and tags of lists.
    options.render.r#unsafe = true;
    let mut body = String::with_capacity(2 * markdown.len());
    // Writing into a string cannot fail.
    let _ = format_html(root, &options, &mut body);
    replace_hostile(&body)
}

/// Replaces what stands for embedded Markdown with its HTML.
fn embed_html<'a>(arena: &'a Arena<'a>, root: Node<'a>, embedded: &[Arc<str>], resolve: ResolveLink) {
    let nodes: Vec<Node<'a>> = root.descendants().collect();
    for node in nodes {
        let NodeValue::Text(text) = &node.data().value else { continue };
        let text = text.to_string();
        let pieces = split_embedded(&text);
        let in_cell = is_in_cell(node);
        let html = |number: usize| embedded.get(number).map(|it| prose_html(it, in_cell, resolve)).unwrap_or_default();
        match (pieces.as_slice(), node.parent()) {
            ([Piece::Text(_)] | [], _) => {}
            ([Piece::Number(number)], Some(parent)) if is_paragraph(node) => {
                let literal = html(*number);
                parent.data_mut().value = NodeValue::HtmlBlock(NodeHtmlBlock { literal, ..NodeHtmlBlock::default() });
                node.detach();
            }
            (pieces, _) => {
                for piece in pieces {
                    let value = match piece {
                        Piece::Text(text) => NodeValue::Text((*text).to_owned().into()),
                        Piece::Number(number) => NodeValue::HtmlInline(continue_text(&html(*number))),
                    };
                    node.insert_before(arena.alloc(value.into()));
                }
                node.detach();
            }
        }
    }
}

fn prose_html(markdown: &str, in_cell: bool, resolve: ResolveLink) -> String {
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

/// HTML within a paragraph or a cell: its first paragraph continues the text.
fn continue_text(html: &str) -> String {
    match html.strip_prefix("<p>").and_then(|rest| rest.split_once("</p>\n")) {
        Some((first, rest)) => format!("{first}{rest}"),
        None => html.to_owned(),
    }
}
