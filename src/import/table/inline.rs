//! Reads the content of a cell: text, links and breaks, in Markdown and HTML.

#[cfg(test)]
mod tests;

use super::cell::{CellLine, TableCell, TextMark};
use crate::source::Place;
use crate::text::characters::is_invisible;
use crate::text::html::{HtmlTag, HtmlToken, decode_entities, decode_first_entity, tokens};
use crate::text::links::{LinkDefinitions, parse_autolink, parse_destination, starts_url};
use crate::text::urls::encode_spaces;
use std::borrow::Cow;

/// Reads a trimmed cell at a place, with the reference links of its source.
pub fn read_cell<'s>(text: &'s str, place: Place, links: &LinkDefinitions) -> TableCell<'s> {
    let mut cell = TableCell { place, ..TableCell::default() };
    if is_plain(text) {
        if !text.is_empty() {
            cell.lines.push(CellLine { text: text.into(), place, ..CellLine::default() });
        }
        return cell;
    }
    if let Some((label, url)) = parse_single_link(text) {
        let marks = vec![(0..label.len(), TextMark::Link(url.into()))];
        cell.lines.push(CellLine { text: label.into(), marks, place, is_item: false });
        return cell;
    }
    let mut reader = CellReader { cell, links, line: CellLine::default(), brackets: Vec::new(), anchor: None };
    let start = place.range().start;
    if text.contains('<') {
        tokens(text).for_each(|token| match token {
            HtmlToken::Text(range) => reader.read_text(&text[range.clone()], start + range.start),
            HtmlToken::Comment(_) => {}
            HtmlToken::Tag(tag) => reader.read_tag(&tag),
        });
    } else {
        reader.read_text(text, start);
    }
    reader.end_line();
    reader.cell
}

/// What may be a byte of: 1 for words without markup, entities and URLs, 2 for a bare URL.
const BYTES: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = b' ';
    while byte <= b'~' {
        let is_word = !matches!(byte, b'[' | b'\\' | b']' | b'<' | b':' | b';');
        let is_url = !matches!(byte, b' ' | b'"' | b'&'..=b')' | b'<' | b'>' | b'['..=b'^' | b'{'..=b'~');
        kinds[byte as usize] = is_word as u8 + 2 * is_url as u8;
        byte += 1;
    }
    kinds
};

/// Whether a trimmed text means what it says, with nothing to collapse.
fn is_plain(text: &str) -> bool {
    let mut before = 0;
    for byte in text.bytes() {
        if BYTES[usize::from(byte)] & 1 == 0 || (byte == before && matches!(byte, b' ' | b'*')) {
            return false;
        }
        before = byte;
    }
    true
}

/// The label and the URL of a text that is one link, as most links are written.
fn parse_single_link(text: &str) -> Option<(&str, &str)> {
    let (label, url) = text.strip_prefix('[')?.split_once("](")?;
    let url = url.strip_suffix(')').filter(|url| url.bytes().all(|byte| BYTES[usize::from(byte)] & 2 != 0))?;
    let is_bare = !label.is_empty() && !label.starts_with(' ') && !label.ends_with(' ');
    (is_bare && is_plain(label)).then_some((label, url))
}

/// A cell while it is read.
struct CellReader<'s, 'l> {
    /// With its complete lines.
    cell: TableCell<'s>,
    links: &'l LinkDefinitions,
    /// The current line.
    line: CellLine<'s>,
    /// Where the labels of links may start: at open brackets.
    brackets: Vec<LabelStart>,
    /// The URL and the label of an open `<a>`.
    anchor: Option<(Cow<'s, str>, LabelStart)>,
}

/// Where the label of a link starts: the text and the marks before it.
#[derive(Clone, Copy)]
struct LabelStart {
    text: usize,
    marks: usize,
}

impl<'s> CellReader<'s, '_> {
    fn read_tag(&mut self, tag: &HtmlTag) {
        match tag.name {
            "a" => {
                self.close_anchor();
                if !tag.is_closing {
                    self.anchor = Some((tag.url().unwrap_or_default().into(), self.label_start()));
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
                self.line.is_item = !tag.is_closing;
            }
            "img" if !tag.is_closing => self.push_words(&tag.attribute("alt").unwrap_or_default()),
            _ => {}
        }
    }

    /// Reads text between tags: Markdown's links, escapes and double stars.
    fn read_text(&mut self, text: &'s str, start: usize) {
        let bare = text.trim();
        if !bare.is_empty() {
            let from = start + text.len() - text.trim_start().len();
            let place = Place::from_range(self.cell.place.file, from..from + bare.len());
            let line = &mut self.line.place;
            *line = if *line == Place::default() { place } else { Place { end: place.end, ..*line } };
        }
        let is_markup = |byte: &u8| matches!(byte, b'\\' | b'&' | b'*' | b'[' | b']' | b'<' | b'h' | b'H');
        let (mut from, mut at) = (0, 0);
        while let Some(before) = text.as_bytes()[at..].iter().position(is_markup) {
            at += before;
            self.push_text(&text[from..at]);
            let length = self.read_markup(text, at);
            from = at + length;
            at += length.max(1);
        }
        self.push_text(&text[from..]);
    }

    /// Reads the markup at a byte of a text, and returns its length; 0 if there is none.
    fn read_markup(&mut self, text: &'s str, at: usize) -> usize {
        let is_url = || starts_url(text, at);
        let text = &text[at..];
        match text.as_bytes() {
            [b'\\', next, ..] if next.is_ascii_punctuation() => {
                self.push_marked(&text[1..2], TextMark::Literal);
                2
            }
            [b'&', ..] => {
                let Some((decoded, length)) = decode_first_entity(text) else { return 0 };
                match decoded.bytes().all(|byte| byte.is_ascii_punctuation()) {
                    true => self.push_marked(&decoded, TextMark::Literal),
                    false => self.push_words(&decoded),
                }
                length
            }
            [b'*', b'*', ..] => 2,
            [b'[', ..] => {
                self.brackets.push(self.label_start());
                self.line.text += "[";
                1
            }
            [b']', ..] => {
                let Some(open) = self.brackets.pop() else { return 0 };
                let Some((url, length)) = self.find_destination(open, &text[1..]) else { return 0 };
                self.close_link(open, 1, url);
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
    fn find_destination(&self, open: LabelStart, after: &'s str) -> Option<(Cow<'s, str>, usize)> {
        if let Some((url, length)) = parse_destination(after) {
            return Some((encode_spaces(decode_entities(url)), length));
        }
        let named = after.strip_prefix('[').and_then(|after| after.split_once(']')).map(|(name, _)| name);
        let name = named.filter(|name| !name.trim().is_empty()).unwrap_or(&self.line.text[open.text + 1..]);
        Some((self.links.find_url(name)?.to_owned().into(), named.map_or(0, |name| name.len() + 2)))
    }

    fn label_start(&self) -> LabelStart {
        LabelStart { text: self.line.text.len(), marks: self.line.marks.len() }
    }

    /// Makes a link of the text from a place on, after the bytes of its bracket.
    fn close_link(&mut self, start: LabelStart, bracket: usize, url: Cow<'s, str>) {
        self.line.marks.truncate(start.marks);
        let text = self.line.text.to_mut();
        text.truncate(text.trim_end().len().max(start.text + bracket));
        let label = text[start.text + bracket..].trim_start().len();
        text.drain(start.text..text.len() - label);
        if label > 0 || !url.is_empty() {
            self.line.marks.push((start.text..self.line.text.len(), TextMark::Link(url)));
        }
        // What started in the label is gone.
        self.brackets.retain(|open| open.text < start.text);
        let end = self.label_start();
        if let Some((_, open)) = self.anchor.as_mut().filter(|(_, open)| open.text > start.text) {
            *open = end;
        }
    }

    /// Ends an open `<a>`, and returns its URL.
    fn close_anchor(&mut self) -> Option<Cow<'s, str>> {
        let (url, start) = self.anchor.take()?;
        self.close_link(start, 0, url.clone());
        Some(url)
    }

    /// Adds a bare URL, and returns its length.
    fn push_url(&mut self, text: &'s str) -> usize {
        let url = decode_entities(text);
        self.push_marked(&url, TextMark::Link(url.clone()));
        text.len()
    }

    fn push_marked(&mut self, text: &str, mark: TextMark<'s>) {
        let start = self.line.text.len();
        self.line.text.to_mut().push_str(text);
        self.line.marks.push((start..self.line.text.len(), mark));
    }

    /// Adds text of the source; most has nothing to collapse.
    fn push_text(&mut self, text: &'s str) {
        let mut before = if self.needs_space() { b'x' } else { b' ' };
        let is_plain = text.bytes().all(|byte| {
            let is_double = before == b' ' && byte == b' ';
            before = byte;
            matches!(byte, b' '..=b'~') && !is_double
        });
        if is_plain { self.line.text += text } else { self.push_words(text) }
    }

    /// Adds text with collapsed whitespace. Copied text has invisible characters.
    fn push_words(&mut self, text: &str) {
        for (at, word) in text.split(char::is_whitespace).enumerate() {
            if at > 0 && self.needs_space() {
                self.line.text += " ";
            }
            let line = self.line.text.to_mut();
            line.extend(word.chars().filter(|c| !is_invisible(*c)));
        }
    }

    /// Whether whitespace is a space of the line.
    fn needs_space(&self) -> bool {
        !(self.line.text.is_empty() || self.line.text.ends_with(' ')) || self.ends_with_mark()
    }

    fn ends_with_mark(&self) -> bool {
        self.line.marks.last().is_some_and(|(range, _)| range.end == self.line.text.len())
    }

    /// Ends the line; the next one is in the same list item.
    fn end_line(&mut self) {
        // A link continues after a line end.
        let url = self.close_anchor();
        if url.is_some() {
            self.line.marks.pop_if(|(range, _)| range.start == range.end);
        }
        self.brackets.clear();
        if self.line.text.ends_with(' ') && !self.ends_with_mark() {
            self.line.text.to_mut().pop();
        }
        let next = CellLine { is_item: self.line.is_item, ..CellLine::default() };
        let line = std::mem::replace(&mut self.line, next);
        if !line.text.is_empty() || !line.marks.is_empty() {
            let place = if line.place == Place::default() { self.cell.place } else { line.place };
            self.cell.lines.push(CellLine { place, ..line });
        }
        self.anchor = url.map(|url| (url, self.label_start()));
    }
}
