//! Raw HTML as plain text: the elements that cells are written with.

use super::{Writer, next_mark};
use crate::render::mail::markup::{Piece, Tag, pieces};

impl Writer {
    /// Takes raw HTML, which may be no more than a tag.
    pub(super) fn html(&mut self, raw: &str) {
        for piece in pieces(raw) {
            match piece {
                Piece::Text(text) => self.lines.text.push_str(&text.replace('\n', " ")),
                Piece::Open(tag) => self.open_tag(tag),
                Piece::Close(name) => self.close_tag(name),
            }
        }
    }

    fn open_tag(&mut self, tag: Tag) {
        match tag.name {
            "br" => self.lines.text.push('\n'),
            "hr" => self.lines.rule(),
            "a" => self.open.push((tag.href, self.lines.text.len())),
            "img" => self.lines.text.push_str(&tag.alt),
            "del" => self.lines.text.push('~'),
            "ul" | "ol" => {
                self.lines.flush();
                self.lists.push((tag.name == "ol").then(|| tag.start.parse().unwrap_or(1)));
            }
            "li" => {
                self.lines.flush();
                let mark = next_mark(self.lists.last_mut());
                self.lines.indent(mark);
            }
            "blockquote" => {
                self.lines.flush();
                self.lines.quote();
            }
            "td" | "th" => self.lines.text.push_str(if self.lines.text.is_empty() { "" } else { " | " }),
            "strong" | "em" | "code" => {}
            _ => self.lines.flush(),
        }
    }

    fn close_tag(&mut self, name: &str) {
        match name {
            "a" => self.end_link(),
            "del" => self.lines.text.push('~'),
            "ul" | "ol" => {
                self.lines.flush();
                self.lists.pop();
            }
            "li" | "blockquote" => {
                self.lines.flush();
                // None but its own.
                let found = self.found.last().copied().unwrap_or_default();
                self.lines.outdent(self.lines.depth().saturating_sub(1).max(found));
            }
            "strong" | "em" | "code" | "td" | "th" | "br" | "img" => {}
            _ => self.lines.flush(),
        }
    }

    /// A number behind the text of a link, unless that says where it leads.
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
