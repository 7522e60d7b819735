//! Reads the content of a cell: text, links and breaks, in Markdown and HTML.

#[cfg(test)]
mod tests;

use super::cell::{CellLine, CellPiece, PieceKind, TableCell};
use crate::source::Place;
use crate::text::characters::is_blank;
use crate::text::html::{HtmlTag, HtmlToken, decode_entities, decode_first_entity, tokens};
use crate::text::links::{LinkDefinitions, parse_autolink, parse_destination, starts_url};

/// Reads a cell at a place, with the reference links of its source.
pub fn read_cell(text: &str, place: Place, links: &LinkDefinitions) -> TableCell {
    let cell = TableCell { place, ..TableCell::default() };
    let mut reader = CellReader { cell, links: Some(links), ..CellReader::default() };
    for token in tokens(text) {
        match token {
            HtmlToken::Text(range) => reader.read_text(&text[range.clone()], place.range().start + range.start),
            HtmlToken::Comment(_) => {}
            HtmlToken::Tag(tag) => reader.read_tag(&tag),
        }
    }
    reader.close_anchor();
    reader.end_line();
    reader.cell
}

/// A cell while it is read.
#[derive(Default)]
struct CellReader<'s> {
    /// With its complete lines.
    cell: TableCell,
    links: Option<&'s LinkDefinitions>,
    /// The pieces of the current line.
    pieces: Vec<CellPiece>,
    /// The open brackets that may start a link: the index of the piece of each.
    brackets: Vec<usize>,
    /// The URL and the first piece of an open `<a>`.
    anchor: Option<(String, usize)>,
    is_item: bool,
    /// The place of the current line.
    line_place: Option<Place>,
}

impl CellReader<'_> {
    fn read_tag(&mut self, tag: &HtmlTag) {
        match tag.name {
            "a" => {
                self.close_anchor();
                if !tag.is_closing {
                    self.open_anchor(tag.url().unwrap_or_default());
                }
            }
            "br" | "hr" | "ul" | "ol" | "table" | "tr" | "td" | "th" | "blockquote" => self.end_line(),
            "div" | "p" => {
                self.end_line();
                if !tag.is_closing {
                    // A block around the whole cell separates nothing.
                    let lead = &mut self.cell.lines_before_block;
                    *lead = lead.filter(|lead| *lead > 0).or(Some(self.cell.lines.len()));
                }
            }
            "li" => {
                self.end_line();
                self.is_item = !tag.is_closing;
            }
            "img" if !tag.is_closing => self.push_text(&tag.attribute("alt").unwrap_or_default()),
            _ => {}
        }
    }

    fn open_anchor(&mut self, url: String) {
        self.anchor = Some((url, self.pieces.len()));
        // The label is a separate piece, not the end of the text before it.
        self.push(PieceKind::Text, "");
    }

    /// Ends an open `<a>`, and returns its URL.
    fn close_anchor(&mut self) -> Option<String> {
        let (url, from) = self.anchor.take()?;
        let label = self.take_text(from);
        self.push(PieceKind::Link(url.clone()), label.trim());
        Some(url)
    }

    /// Reads text between tags: Markdown's links, escapes and double stars.
    fn read_text(&mut self, text: &str, start: usize) {
        let bare = text.trim();
        if !bare.is_empty() {
            let from = start + text.len() - text.trim_start().len();
            let place = Place::from_range(self.cell.place.file, from..from + bare.len());
            self.line_place = Some(self.line_place.map_or(place, |line| Place { end: place.end, ..line }));
        }
        let (mut from, mut at) = (0, 0);
        while let Some(before) = text[at..].find(['\\', '&', '*', '[', ']', '<', 'h', 'H']) {
            at += before;
            self.push_text(&text[from..at]);
            let length = self.read_markup(text, at);
            from = at + length;
            at += length.max(1);
        }
        self.push_text(&text[from..]);
    }

    /// Reads the markup at a byte of a text, and returns its length; 0 if there is none.
    fn read_markup(&mut self, text: &str, at: usize) -> usize {
        let is_url = || starts_url(text, at);
        let text = &text[at..];
        match text.as_bytes() {
            [b'\\', next, ..] if next.is_ascii_punctuation() => {
                self.open_piece(PieceKind::Literal).push_str(&text[1..2]);
                2
            }
            [b'&', ..] => {
                let Some((decoded, length)) = decode_first_entity(text) else { return 0 };
                match decoded.bytes().all(|byte| byte.is_ascii_punctuation()) {
                    true => self.open_piece(PieceKind::Literal).push_str(&decoded),
                    false => self.push_text(&decoded),
                }
                length
            }
            [b'*', b'*', ..] => 2,
            [b'[', ..] => {
                // A bracket starts a piece, so that a link can take what follows it.
                self.brackets.push(self.pieces.len());
                self.push(PieceKind::Text, "[");
                1
            }
            [b']', ..] => {
                let Some(open) = self.brackets.pop() else { return 0 };
                let Some((url, length)) = self.find_destination(open, &text[1..]) else { return 0 };
                let label = self.take_text(open);
                self.push(PieceKind::Link(url), label.strip_prefix('[').unwrap_or(&label).trim());
                1 + length
            }
            [b'<', ..] => parse_autolink(text).map_or(0, |url| self.push_url(url) + 2),
            // Also after a bracket: until a link ends, the bracket is text, and GitHub links the URL.
            [b'h' | b'H', ..] if self.anchor.is_none() && is_url() => {
                let length = text.find(|c: char| c.is_whitespace() || "<>()[]|\"".contains(c)).unwrap_or(text.len());
                let bare = self.push_url(text[..length].trim_end_matches(['.', ',', ';']));
                // In brackets it may become the label of a link, which keeps every character.
                if self.brackets.is_empty() { length } else { bare }
            }
            _ => 0,
        }
    }

    /// The URL of a link whose label is open, and the bytes after it that belong to it: `(url)`, `[reference]`, `[]`, or
    /// nothing if the label is the reference.
    fn find_destination(&self, open: usize, after: &str) -> Option<(String, usize)> {
        if let Some((url, length)) = parse_destination(after) {
            return Some((decode_entities(url).into_owned(), length));
        }
        let links = self.links.filter(|links| !links.is_empty())?;
        let label: String = self.pieces.get(open..)?.iter().map(|piece| &*piece.text).collect();
        let named = after.strip_prefix('[').and_then(|after| after.split_once(']')).map(|(name, _)| name);
        let name = named.filter(|name| !name.trim().is_empty()).unwrap_or(label.trim_start_matches('['));
        Some((links.find_url(name)?.to_owned(), named.map_or(0, |name| name.len() + 2)))
    }

    fn push(&mut self, kind: PieceKind, text: &str) {
        self.pieces.push(CellPiece { kind, text: text.to_owned() });
    }

    /// Adds a bare URL, and returns its length.
    fn push_url(&mut self, text: &str) -> usize {
        let url = decode_entities(text).into_owned();
        self.push(PieceKind::Link(url.clone()), &url);
        text.len()
    }

    /// Adds text with collapsed whitespace. Copied text has invisible characters.
    fn push_text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let last = self.open_piece(PieceKind::Text);
        for part in text.split_inclusive(is_blank) {
            let word = part.trim_end_matches(is_blank);
            last.push_str(word);
            if part[word.len()..].contains(char::is_whitespace) && !last.ends_with(' ') {
                last.push(' ');
            }
        }
    }

    /// The text of the last piece, if it is of a kind; otherwise, of a new one.
    fn open_piece(&mut self, kind: PieceKind) -> &mut String {
        if self.pieces.last().is_none_or(|last| last.kind != kind) {
            self.push(kind, "");
        }
        let at = self.pieces.len() - 1;
        &mut self.pieces[at].text
    }

    /// Removes the last pieces, and returns their text.
    fn take_text(&mut self, from: usize) -> String {
        self.pieces.drain(from.min(self.pieces.len())..).map(|piece| piece.text).collect()
    }

    fn end_line(&mut self) {
        // A link continues after a line end.
        let url = self.close_anchor();
        if url.is_some() {
            self.pieces.pop_if(|link| link.text.is_empty());
        }
        self.brackets.clear();
        let pieces = join_pieces(std::mem::take(&mut self.pieces));
        let place = self.line_place.take().unwrap_or(self.cell.place);
        if pieces.iter().any(|piece| piece.kind != PieceKind::Text || !piece.text.trim().is_empty()) {
            self.cell.lines.push(CellLine { pieces, place, is_item: self.is_item });
        }
        if let Some(url) = url {
            self.open_anchor(url);
        }
    }
}

/// Joins adjacent texts, and leaves out links without a label and a URL.
fn join_pieces(mut pieces: Vec<CellPiece>) -> Vec<CellPiece> {
    pieces.retain(|piece| !piece.text.is_empty() || !matches!(&piece.kind, PieceKind::Link(url) if url.is_empty()));
    pieces.dedup_by(|piece, last| {
        let is_text = last.kind == PieceKind::Text && piece.kind == PieceKind::Text;
        if is_text {
            last.text.push_str(&piece.text);
        }
        is_text
    });
    pieces
}
