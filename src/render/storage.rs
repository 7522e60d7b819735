//! Markdown documents in Confluence's storage format: well-formed XHTML whose elements the Markdown alone decides, and
//! in which no text of a record becomes an element or a macro.

mod escape;
#[cfg(test)]
mod tests;
mod writer;

use super::cell::markdown_options;
use super::tree::{RawHtml, ResolveLink, first_title, remove_unsafe};
use comrak::{Arena, parse_document};
use std::sync::Arc;
use writer::StorageWriter;

/// A Markdown document with embedded Markdown in storage format, ending with a line end. Its title is left out, since
/// Confluence shows that of the page.
pub fn render_storage(markdown: &str, embedded: &[Arc<str>], resolve: ResolveLink) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &markdown_options(markdown));
    remove_unsafe(&arena, root, RawHtml::KeepsLists, resolve);
    if let Some(title) = first_title(root) {
        title.detach();
    }
    StorageWriter::new(embedded, resolve).write(root)
}
