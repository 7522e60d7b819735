//! Markdown on the pages of a site.

use crate::render::cell::replace_hostile;
use crate::render::embedded::{Piece, split_embedded};
use crate::render::html::{prose_html, render_with_prose};
use crate::render::site_paths::find_page;
use crate::view::Views;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// Writes Markdown for the pages of one folder of a site.
pub struct ProseWriter<'v, 'g> {
    views: &'v Views<'g>,
    /// The path from the folder to the root of the site: empty, or `../`.
    pub up: &'static str,
    /// The HTML of Markdown that is on many pages.
    written: RefCell<HashMap<Arc<str>, Rc<str>>>,
}

impl<'v, 'g> ProseWriter<'v, 'g> {
    /// A writer for the pages of a folder.
    pub fn new(views: &'v Views<'g>, up: &'static str) -> Self {
        Self { views, up, written: RefCell::default() }
    }

    /// Fills embedded Markdown into a page that a template made.
    pub fn embed(&self, filled: &str, embedded: &[Arc<str>]) -> String {
        let mut page = String::with_capacity(2 * filled.len());
        for piece in split_embedded(filled) {
            match piece {
                Piece::Text(text) => page.push_str(text),
                Piece::Number(number) => {
                    page.push_str(&embedded.get(number).map(|prose| self.write(prose)).unwrap_or_default());
                }
            }
        }
        page
    }

    /// A document of Markdown with embedded Markdown as HTML.
    pub fn write_document(&self, markdown: &str, embedded: &[Arc<str>]) -> String {
        let html =
            render_with_prose(markdown, embedded, &|url| self.resolve(url), &|prose, _| self.write_blocks(prose));
        for_page(&html)
    }

    /// Markdown of a record: blocks, or only the text of a single paragraph.
    fn write(&self, prose: &Arc<str>) -> String {
        let html = for_page(&self.write_blocks(prose));
        let single = html.trim_end().strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>"));
        single.filter(|text| !text.contains("</p>")).map_or_else(|| html.clone(), ToOwned::to_owned)
    }

    fn write_blocks(&self, prose: &Arc<str>) -> Rc<str> {
        if let Some(html) = self.written.borrow().get(prose) {
            return Rc::clone(html);
        }
        let html: Rc<str> =
            replace_hostile(&without_headings(&prose_html(prose, false, &|url| self.resolve(url)))).into();
        self.written.borrow_mut().insert(Arc::clone(prose), Rc::clone(&html));
        html
    }

    fn resolve(&self, url: &str) -> Option<String> {
        find_page(url, self.views).map(|page| format!("{}{page}", self.up))
    }
}

/// HTML of prose whose headings are paragraphs: those of the page say how it is built. What looks like a tag is one,
/// since text is escaped.
fn without_headings(html: &str) -> String {
    if !html.contains("<h") {
        return html.to_owned();
    }
    (1..=6).fold(html.to_owned(), |html, level| {
        html.replace(&format!("<h{level}>"), "<p class=\"heading\">").replace(&format!("</h{level}>"), "</p>")
    })
}

/// HTML of Markdown with what a page needs in addition: the scope of headers, and classes instead of attributes for looks.
fn for_page(html: &str) -> String {
    let mut page = html.replace("<br />", "<br>").replace("<hr />", "<hr>");
    if page.contains("<th") {
        for side in ["left", "center", "right"] {
            page = page.replace(&format!(" align=\"{side}\""), &format!(" class=\"{side}\""));
        }
        page = page.replace("<th>", "<th scope=\"col\">").replace("<th class", "<th scope=\"col\" class");
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_group::TestGroup;

    #[test]
    fn prose_is_blocks_or_one_text() {
        let views = TestGroup::new().call("2026-02-12", "").views("2026-02-13");
        let writer = ProseWriter::new(&views, "../");
        for (markdown, expected) in [
            ("a *b*", "a <em>b</em>"),
            ("a\n\nb", "<p>a</p>\n<p>b</p>\n"),
            ("# a\n\nb", "<p class=\"heading\">a</p>\n<p>b</p>\n"),
            ("a  \nb", "a<br>\nb"),
            ("<h1>x</h1>", "&lt;h1&gt;x&lt;/h1&gt;"),
            ("[a](2026-02-12.md), [b](x.md)", "<a href=\"../calls/2026-02-12.html\">a</a>, b"),
            (
                "|a|\n|-:|\n|b|",
                "<table>\n<thead>\n<tr>\n<th scope=\"col\" class=\"right\">a</th>\n</tr>\n</thead>\n\
              <tbody>\n<tr>\n<td class=\"right\">b</td>\n</tr>\n</tbody>\n</table>\n",
            ),
        ] {
            assert_eq!(writer.write(&markdown.into()), expected, "{markdown}");
        }
    }

    #[test]
    fn embedded_markdown_is_filled_in() {
        let views = TestGroup::new().views("2026-02-13");
        let page = ProseWriter::new(&views, "").embed("<p>\u{fdd0}0\u{fdd1}, \u{fdd0}7\u{fdd1}</p>", &["a".into()]);
        assert_eq!(page, "<p>a, </p>");
    }
}
