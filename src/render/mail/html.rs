//! Markdown as the HTML of a mail: nothing in it runs, loads anything, or links where a mail must not.

use super::markup::{MailPiece, is_linked, split_html};
use crate::render::cell::{escape_attribute, markdown_options, replace_hostile};
use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, format_html, parse_document};

/// The style of tables; a mail reader without support for styles shows them without borders.
const STYLE: &str = "table { border-collapse: collapse } th, td { border: 1px solid #999; padding: 0.3em 0.5em; \
                     text-align: left; vertical-align: top }";

/// A Markdown document as a page, ending with a line end. `title` is plain text.
pub fn render_page(title: &str, markdown: &str) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &markdown_options(markdown));
    disarm_document(root);
    let mut options = markdown_options(markdown);
    // The remaining raw HTML comes from cells.
    options.render.r#unsafe = true;
    let mut body = String::with_capacity(2 * markdown.len());
    // Writing into a string cannot fail.
    let _ = format_html(root, &options, &mut body);
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>{}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
        escape_attribute(title),
        replace_hostile(&body)
    )
}

/// Removes from a document what a mail must not contain: raw HTML other than that of cells, links to anything but pages,
/// and pictures, which would be fetched.
pub fn disarm_document(root: Node<'_>) {
    let nodes: Vec<Node<'_>> = root.descendants().collect();
    for node in nodes {
        let is_unwrapped = match &mut node.data_mut().value {
            NodeValue::HtmlInline(raw) => {
                *raw = rewrite_html(raw);
                false
            }
            NodeValue::HtmlBlock(block) => {
                block.literal = format!("{}\n", rewrite_html(&block.literal).trim_end());
                false
            }
            NodeValue::Link(link) => !is_linked(&link.url),
            NodeValue::Image(_) => true,
            _ => false,
        };
        if is_unwrapped {
            let children: Vec<Node<'_>> = node.children().collect();
            children.into_iter().for_each(|child| node.insert_before(child));
            node.detach();
        }
    }
}

/// Raw HTML, rewritten from its known pieces.
fn rewrite_html(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for piece in split_html(raw) {
        match piece {
            MailPiece::Text(text) => out.push_str(&text.replace('>', "&gt;")),
            MailPiece::Close(name) => out.extend(["</", name, ">"]),
            MailPiece::Open(tag) if tag.name == "img" => out.push_str(&escape_attribute(&tag.alt)),
            MailPiece::Open(tag) => {
                out.extend(["<", tag.name]);
                for (name, value) in [("href", &tag.href), ("start", &tag.start)] {
                    if !value.is_empty() {
                        out.extend([" ", name, "=\"", &escape_attribute(value), "\""]);
                    }
                }
                out.push('>');
            }
        }
    }
    out
}
