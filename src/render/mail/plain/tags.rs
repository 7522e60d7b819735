//! Raw HTML as plain text: the elements of cells.

use super::{TextWriter, next_marker};
use crate::render::mail::markup::{MailPiece, MailTag, split_html};

impl TextWriter {
    /// Writes raw HTML, which may be a single tag.
    pub(super) fn write_html(&mut self, raw: &str) {
        for piece in split_html(raw) {
            match piece {
                MailPiece::Text(text) => self.lines.text.push_str(&text.replace('\n', " ")),
                MailPiece::Open(tag) => self.open_tag(tag),
                MailPiece::Close(name) => self.close_tag(name),
            }
        }
    }

    fn open_tag(&mut self, tag: MailTag) {
        match tag.name {
            "br" => self.lines.text.push('\n'),
            "hr" => self.lines.write_rule(),
            "a" => self.open.push((tag.href, self.lines.text.len())),
            "img" => self.lines.text.push_str(&tag.alt),
            "del" => self.lines.text.push('~'),
            "ul" | "ol" => {
                self.lines.flush_text();
                self.lists.push((tag.name == "ol").then(|| tag.start.parse().unwrap_or(1)));
            }
            "li" => {
                self.lines.flush_text();
                let mark = next_marker(self.lists.last_mut());
                self.lines.begin_indent(mark);
            }
            "blockquote" => {
                self.lines.flush_text();
                self.lines.begin_quote();
            }
            "td" | "th" => self.lines.text.push_str(if self.lines.text.is_empty() { "" } else { " | " }),
            "strong" | "em" | "code" => {}
            _ => self.lines.flush_text(),
        }
    }

    fn close_tag(&mut self, name: &str) {
        match name {
            "a" => self.end_link(),
            "del" => self.lines.text.push('~'),
            "ul" | "ol" => {
                self.lines.flush_text();
                self.lists.pop();
            }
            "li" | "blockquote" => {
                self.lines.flush_text();
                // Only indents of this block.
                let found = self.found.last().copied().unwrap_or_default();
                self.lines.end_indents(self.lines.depth().saturating_sub(1).max(found));
            }
            "strong" | "em" | "code" | "td" | "th" | "br" | "img" => {}
            _ => self.lines.flush_text(),
        }
    }

    /// Ends a link: adds its number, unless its text is its URL.
    pub(super) fn end_link(&mut self) {
        let Some((url, from)) = self.open.pop() else { return };
        let url = url.split_whitespace().collect::<Vec<_>>().join("%20");
        let label = self.lines.text.get(from..).unwrap_or_default().trim();
        let says_it = label == url || url.strip_prefix("mailto:") == Some(label);
        if url.is_empty() || says_it {
            return;
        }
        let known = self.links.iter().position(|link| *link == url);
        let at = known.unwrap_or_else(|| {
            self.links.push(url);
            self.links.len() - 1
        });
        self.lines.text.push_str(&format!(" [{}]", at + 1));
    }
}
