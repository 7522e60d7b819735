//! Minutes and the table of the backlog as documents for people: a page of HTML, or Confluence's storage format. They are
//! made from the Markdown of the templates; the table of a page is the one of HTML, which can be imported without a loss.

use super::html::render_fragment;
use super::line_ends::with_line_ends_of;
use super::page::{format_origin, is_made_from, render_standalone};
use super::plain::render_text;
use super::storage::render_storage;
use super::templates::Templates;
use super::{outputs, table, tree};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::model::workgroup::TableForm;
use crate::render::cell::markdown_options;
use crate::text::characters::collapse_spaces;
use crate::view::Views;
use crate::view::links::PageFolder;
use chrono::NaiveDate;
use comrak::{Arena, parse_document};
use std::sync::Arc;

/// What is around the content and the origin of a page on Confluence.
const PAGE_TEXT: [&str; 3] = ["", "<p><em>Written by backlog from ", ": edit that file.</em></p>\n"];

/// A filled template with the Markdown that is embedded in it.
pub struct Document {
    /// The first heading, as plain text on one line.
    pub title: String,
    /// What it is made from, from the root of the records.
    pub origin: String,
    markdown: String,
    embedded: Vec<Arc<str>>,
    /// HTML after that, in a page.
    table: String,
}

/// What a document becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentForm {
    /// A page of HTML.
    Html,
    /// The storage format of Confluence.
    Storage,
}

impl Document {
    /// The minutes of a call.
    ///
    /// # Errors
    /// [`Error::Template`] when the group's template fails, [`Error::NotAllowed`] when another record is of this call.
    pub fn from_minutes<'g>(meeting: &'g Meeting, views: &Views<'g>) -> Result<Self, Error> {
        let templates = Templates::for_mail(views.group)?;
        let markdown = outputs::render_minutes_with(&templates, views, meeting)?;
        Ok(Self::new(markdown, format!("minutes/{}.yaml", meeting.date.value), &templates))
    }

    /// The table of the backlog, to be rendered in a form.
    ///
    /// # Errors
    /// [`Error::Template`] when a template of the group fails.
    pub fn from_table(form: DocumentForm, views: &Views) -> Result<Self, Error> {
        let templates = Templates::for_mail(views.group)?;
        let (table, html) = match form {
            DocumentForm::Html => (String::new(), outputs::render_table_as(TableForm::Html, views)?),
            DocumentForm::Storage => (table::fill_table(TableForm::Md, views, &templates)?, String::new()),
        };
        let markdown = table::new_table_file(&table, views, &templates)?;
        Ok(Self { table: html, ..Self::new(markdown, "backlog/*.yaml".to_owned(), &templates) })
    }

    fn new(markdown: String, origin: String, templates: &Templates) -> Self {
        let embedded = templates.take_embedded();
        let title = find_title(&markdown, &embedded);
        Self { title, origin, markdown, embedded, table: String::new() }
    }

    /// The whole document, beginning with a comment about its origin. Links to other files of the records lead to
    /// `folder` on GitHub.
    pub fn render(&self, form: DocumentForm, folder: &PageFolder) -> String {
        let resolve = |path: &str| folder.resolve_path(path);
        match form {
            DocumentForm::Html => {
                let content = render_fragment(&self.markdown, &self.embedded, &resolve) + &self.table;
                render_standalone(&self.title, &self.origin, &content)
            }
            DocumentForm::Storage => format_origin(&self.origin) + &self.render_storage(&resolve),
        }
    }

    /// Whether a text is this document as it was before, and may be replaced.
    pub fn is_earlier(&self, text: &str) -> bool {
        is_made_from(text, &self.origin)
    }

    /// The new text of a file from its present one; `None` if it is something else, which stays.
    pub fn replace(&self, now: Option<&str>, text: &str) -> Option<String> {
        let is_ours = now.is_none_or(|now| self.is_earlier(now));
        is_ours.then(|| with_line_ends_of(now.unwrap_or_default(), text).into_owned())
    }

    /// The document in storage format, without a comment.
    fn render_storage(&self, resolve: tree::ResolveLink) -> String {
        render_storage(&self.markdown, &self.embedded, resolve)
    }

    /// The document as the text of a page on Confluence, which ends by saying where it is from. `page_url` gives the page
    /// of another call's minutes.
    pub fn render_page_text(&self, folder: &PageFolder, page_url: impl Fn(NaiveDate) -> Option<String>) -> PageText {
        let resolve = |path: &str| {
            let day = path.strip_suffix(".md").and_then(|day| day.parse().ok());
            day.and_then(&page_url).or_else(|| folder.resolve_path(path))
        };
        let [before, between, after] = PAGE_TEXT;
        let storage = format!("{before}{}{between}{}{after}", self.render_storage(&resolve), self.origin);
        PageText { title: self.title.clone(), storage, origin: self.origin.clone() }
    }
}

/// The text of a page on Confluence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageText {
    /// Plain text on one line.
    pub title: String,
    /// In storage format.
    pub storage: String,
    /// What it is made from, which its last line says.
    pub origin: String,
}

/// The first heading of a document as plain text.
fn find_title(markdown: &str, embedded: &[Arc<str>]) -> String {
    let arena = Arena::new();
    let root = parse_document(&arena, markdown, &markdown_options(markdown));
    let title = tree::first_title(root).map(|title| {
        tree::collect_text(title, |number| {
            embedded.get(number).map(|markdown| render_text(markdown)).unwrap_or_default()
        })
    });
    collapse_spaces(title.unwrap_or_default().trim(), char::is_whitespace)
}
