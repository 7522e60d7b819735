//! Reads the content of a cell: text, links and breaks, in Markdown and HTML.

#[cfg(test)]
mod tests;

use super::cell::{CellLine, CellPiece, TableCell};
use crate::source::Place;
use crate::text::characters::is_blank;
use crate::text::html::{HtmlTag, HtmlToken, decode_entities};
use crate::text::links::{LinkDefinitions, parse_autolink, parse_destination, starts_url};
use std::borrow::Cow;

/// Reads the content of a cell.
pub struct CellReader<'s> {
    place: Place,
    links: &'s LinkDefinitions,
    lines: Vec<CellLine>,
    lead: Option<usize>,
    pieces: Vec<CellPiece>,
    /// The open brackets that may start a link: the index of the piece after each.
    brackets: Vec<usize>,
    /// The URL and the first piece of an open `<a>`.
    anchor: Option<(String, usize)>,
    is_item: bool,
    /// The place of the current line.
    line_place: Option<Place>,
}

impl<'s> CellReader<'s> {
    /// A reader of the cell at a place, with the reference links of its source.
    pub fn new(place: Place, links: &'s LinkDefinitions) -> Self {
        Self {
            place,
            links,
            lines: Vec::with_capacity(1),
            lead: None,
            pieces: Vec::with_capacity(2),
            brackets: Vec::new(),
            anchor: None,
            is_item: false,
            line_place: None,
        }
    }

    /// Reads a token; `start` is the offset of `text` in the source.
    pub fn read_token(&mut self, token: &HtmlToken, text: &str, start: usize) {
        match token {
            HtmlToken::Text(range) => self.read_text(&text[range.clone()], start + range.start),
            HtmlToken::Comment(_) => {}
            HtmlToken::Tag(tag) => self.read_tag(tag),
        }
    }

    /// The complete cell.
    pub fn finish(mut self) -> TableCell {
        self.close_anchor();
        self.end_line();
        TableCell { place: self.place, lines: self.lines, lines_before_block: self.lead }
    }

    fn read_tag(&mut self, tag: &HtmlTag) {
        match tag.name {
            "a" => {
                self.close_anchor();
                if !tag.is_closing {
                    self.open_anchor(tag.url().unwrap_or_default());
                }
            }
            "br" | "hr" => self.end_line(),
            "div" | "p" | "ul" | "ol" | "table" | "tr" | "td" | "th" | "blockquote" => {
                self.end_line();
                if matches!(tag.name, "div" | "p") && !tag.is_closing {
                    // A block around the whole cell separates nothing.
                    let lines = self.lines.len();
                    self.lead = self.lead.filter(|lead| *lead > 0).or(Some(lines));
                }
            }
            "li" => {
                self.end_line();
                self.is_item = !tag.is_closing;
            }
            "img" if !tag.is_closing => {
                self.push_text(&tag.attribute("alt").unwrap_or_default());
            }
            _ => {}
        }
    }

    fn open_anchor(&mut self, url: String) {
        self.anchor = Some((url, self.pieces.len()));
        // The label is a separate piece, not the end of the text before it.
        self.pieces.push(CellPiece::Text(String::new()));
    }

    fn close_anchor(&mut self) {
        if let Some((url, from)) = self.anchor.take() {
            let label: String = self.take_text(from);
            self.pieces.push(CellPiece::Link { label: label.trim().to_owned(), url });
        }
    }

    /// Reads text between tags: Markdown's links, escapes and double stars.
    fn read_text(&mut self, text: &str, start: usize) {
        let bare = text.trim();
        if !bare.is_empty() {
            let from = start + text.len() - text.trim_start().len();
            let place = Place::from_range(self.place.file, from..from + bare.len());
            self.line_place = Some(self.line_place.map_or(place, |line| Place { end: place.end, ..line }));
        }
        let bytes = text.as_bytes();
        let (mut from, mut at) = (0, 0);
        while at < bytes.len() {
            let next = bytes.get(at + 1);
            let is_markup = match bytes[at] {
                b'\\' => next.is_some_and(u8::is_ascii_punctuation),
                b'&' => next.is_some_and(|next| next.is_ascii_alphabetic() || *next == b'#'),
                b'*' => next == Some(&b'*'),
                b'[' | b']' => true,
                b'<' => parse_autolink(&text[at..]).is_some(),
                // Also after a bracket: until a link ends, the bracket is text, and GitHub links the URL.
                b'h' | b'H' => self.anchor.is_none() && starts_url(text, at),
                _ => false,
            };
            if is_markup {
                self.push_text(&text[from..at]);
                at += self.read_markup(&text[at..]);
                from = at;
            } else {
                at += 1;
            }
        }
        self.push_text(&text[from..]);
    }

    /// Reads the markup at the start of a text, and returns its length.
    fn read_markup(&mut self, text: &str) -> usize {
        match text.as_bytes()[0] {
            b'\\' => {
                self.push_literal(&text[1..2]);
                2
            }
            b'&' => {
                let (decoded, length) = decode_first_entity(text);
                match decoded.bytes().all(|byte| byte.is_ascii_punctuation()) {
                    true if length > 1 => self.push_literal(&decoded),
                    _ => self.push_text(&decoded),
                }
                length
            }
            b'*' => 2,
            b'[' => {
                self.brackets.push(self.pieces.len());
                self.push_text("[");
                1
            }
            b']' => {
                let open = self.brackets.pop();
                let inline = || parse_destination(&text[1..]).map(|(url, length)| (decode_entities(url), length));
                match open.and_then(|open| Some((open, inline().or_else(|| self.find_reference(open, &text[1..]))?))) {
                    Some((open, (url, length))) => {
                        let label = self.take_text(open);
                        let label = label.strip_prefix('[').unwrap_or(&label).trim().to_owned();
                        self.pieces.push(CellPiece::Link { label, url: url.into_owned() });
                        1 + length
                    }
                    None => {
                        self.push_text("]");
                        1
                    }
                }
            }
            b'<' => self.push_url(parse_autolink(text).unwrap_or_default()) + 2,
            _ => {
                let length = text.find(|c: char| c.is_whitespace() || "<>()[]|\"".contains(c)).unwrap_or(text.len());
                let bare = self.push_url(text[..length].trim_end_matches(['.', ',', ';']));
                // In brackets it may become the label of a link, which keeps every character.
                if self.brackets.is_empty() { length } else { bare }
            }
        }
    }

    /// The URL of a reference link whose label is open, and the bytes after it that belong to it: `[label][reference]`,
    /// `[label][]` or `[label]`.
    fn find_reference<'t>(&self, open: usize, after: &str) -> Option<(Cow<'t, str>, usize)>
    where
        's: 't,
    {
        if self.links.is_empty() {
            return None;
        }
        let named = after.strip_prefix('[').and_then(|after| after.split_once(']')).map(|(name, _)| name);
        let label = || self.pieces.get(open..).unwrap_or_default().iter().map(CellPiece::text).collect::<String>();
        let url = match named.filter(|name| !name.trim().is_empty()) {
            Some(name) => self.links.find_url(name),
            None => self.links.find_url(label().trim_start_matches('[')),
        };
        Some((url?.into(), named.map_or(0, |name| name.len() + 2)))
    }

    /// Adds a bare URL, and returns its length.
    fn push_url(&mut self, text: &str) -> usize {
        let url = decode_entities(text).into_owned();
        self.pieces.push(CellPiece::Link { label: url.clone(), url });
        text.len()
    }

    /// Adds characters that are no markup.
    fn push_literal(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(CellPiece::Literal(last)) => last.push_str(text),
            _ => self.pieces.push(CellPiece::Literal(text.to_owned())),
        }
    }

    /// Adds text with collapsed whitespace.
    fn push_text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        // A bracket starts a piece, so that a link can take what follows it.
        if !matches!(self.pieces.last(), Some(CellPiece::Text(_))) || text == "[" {
            self.pieces.push(CellPiece::Text(String::new()));
        }
        let Some(CellPiece::Text(last)) = self.pieces.last_mut() else { return };
        last.reserve(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(is_blank) {
            last.push_str(&rest[..at]);
            let character = rest[at..].chars().next().unwrap_or(' ');
            // Copied text has invisible characters.
            if character.is_whitespace() && !last.ends_with(' ') {
                last.push(' ');
            }
            rest = &rest[at + character.len_utf8()..];
        }
        last.push_str(rest);
    }

    /// Removes the last pieces, and returns their text.
    fn take_text(&mut self, from: usize) -> String {
        let from = from.min(self.pieces.len());
        self.pieces
            .drain(from..)
            .map(|piece| match piece {
                CellPiece::Text(text) | CellPiece::Literal(text) | CellPiece::Link { label: text, .. } => text,
            })
            .collect()
    }

    fn end_line(&mut self) {
        // A link continues after a line end.
        let url = self.anchor.take().map(|(url, from)| {
            let label = self.take_text(from).trim().to_owned();
            if !label.is_empty() {
                self.pieces.push(CellPiece::Link { label, url: url.clone() });
            }
            url
        });
        self.brackets.clear();
        let pieces = join_pieces(std::mem::take(&mut self.pieces));
        if !pieces.is_empty() {
            let place = self.line_place.unwrap_or(self.place);
            self.lines.push(CellLine { pieces, place, is_item: self.is_item });
        }
        self.line_place = None;
        if let Some(url) = url {
            self.open_anchor(url);
        }
    }
}

/// The entity at the start of a text as its characters, and the bytes that it takes. Any other `&` is itself.
fn decode_first_entity(text: &str) -> (Cow<'_, str>, usize) {
    let is_inside = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let end = 1 + text.bytes().skip(1).take_while(is_inside).count();
    if !text[end..].starts_with(';') {
        return ("&".into(), 1);
    }
    match decode_entities(&text[..=end]) {
        Cow::Owned(decoded) if decoded != text[..=end] => (decoded.into(), end + 1),
        _ => ("&".into(), 1),
    }
}

/// Joins adjacent texts; empty if only whitespace is left.
fn join_pieces(mut pieces: Vec<CellPiece>) -> Vec<CellPiece> {
    pieces.retain(|piece| !matches!(piece, CellPiece::Link { label, url } if label.is_empty() && url.is_empty()));
    pieces.dedup_by(|piece, last| match (last, piece) {
        (CellPiece::Text(last), CellPiece::Text(text)) => {
            last.push_str(text);
            true
        }
        _ => false,
    });
    let is_blank = |piece: &CellPiece| matches!(piece, CellPiece::Text(text) if text.trim().is_empty());
    if pieces.iter().all(is_blank) { Vec::new() } else { pieces }
}
