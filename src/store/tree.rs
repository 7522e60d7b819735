//! YAML as a tree in which every key and value knows its place.
//!
//! Built from parser events without recursion. Strict: one document, no anchors, aliases, tags or
//! directives; depth and size are bounded, so that a hostile file is a finding and not a crash.

use crate::finding::{Problem, ProblemKind};
use crate::source::{FileId, Place};
use crate::store::mistakes::{explain, syntax};
use granit_parser::{Event, Options, Parser, ScalarStyle, Span};
use std::borrow::Cow;
use std::collections::HashSet;

#[cfg(test)]
mod tests;

/// Collections inside collections; the format itself needs five.
pub const MAX_DEPTH: usize = 64;
/// Bytes of one file.
pub const MAX_BYTES: usize = 8 << 20;

/// Problems told of one file; a file with more is some other file.
const MOST_PROBLEMS: usize = 100;

/// Adds a problem of a file; after [`MOST_PROBLEMS`] the rest is told in one.
pub fn tell(problems: &mut Vec<Problem>, problem: impl FnOnce() -> Problem) {
    if problems.len() < MOST_PROBLEMS {
        problems.push(problem());
    } else if problems.len() == MOST_PROBLEMS {
        let Problem { kind, place, .. } = problem();
        let message = format!("more than {MOST_PROBLEMS} mistakes in one file; this one and the rest are not told");
        problems.push(Problem {
            kind,
            place,
            message,
            help: Some("Is this a record of the group?".to_owned()),
            related: Vec::new(),
        });
    }
}

/// A value and where it stands.
#[derive(Debug)]
pub struct Node<'t> {
    pub place: Place,
    pub kind: Kind<'t>,
}

/// What a value is.
#[derive(Debug)]
pub enum Kind<'t> {
    Scalar { text: Cow<'t, str>, style: ScalarStyle },
    List(Vec<Node<'t>>),
    Map(Vec<Entry<'t>>),
}

/// A key and its value, in the order of the file.
#[derive(Debug)]
pub struct Entry<'t> {
    pub key: Cow<'t, str>,
    pub key_place: Place,
    pub value: Node<'t>,
}

impl Node<'_> {
    /// Whether nothing is written, or the null of YAML.
    pub fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, style: ScalarStyle::Plain }
            if matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL"))
    }
}

/// Why a file has no tree.
#[derive(Debug)]
pub struct Stopped {
    pub problem: Problem,
    /// The text with the mistake neutralised, byte for byte as long, where the rest can be read so:
    /// one mistake is not to hide the others of the file.
    pub retry: Option<String>,
}

/// Reads a file into a tree; an empty file has none. Duplicate keys are reported, and the first one
/// is kept.
///
/// # Errors
/// [`Stopped`] at the first place that is no YAML, or that records do without.
pub fn read<'t>(text: &'t str, file: FileId, problems: &mut Vec<Problem>) -> Result<Option<Node<'t>>, Stopped> {
    let stopped = |problem| Stopped { problem, retry: None };
    if text.len() > MAX_BYTES {
        return Err(stopped(syntax(
            Place::top(file),
            format!("the file has {} bytes, and {MAX_BYTES} is the most that is read", text.len()),
            "Move what does not belong into this record to another place.",
        )));
    }
    let mut parser = Parser::new_from_str_with_options(text, parser_options());
    let mut builder = Builder { file, open: Vec::new(), root: None, documents: 0 };
    while let Some(next) = parser.next_event() {
        match next {
            Ok((event, span)) => builder.take(event, span, problems).map_err(stopped)?,
            Err(error) => return Err(explain(&error, text, file)),
        }
    }
    Ok(builder.root)
}

/// How records are parsed; the benchmark parses with the same to have something to compare with.
pub fn parser_options() -> Options {
    granit_parser::options! {
        disallow_directives: true,
        emit_comments: false,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        flow_nesting_limit: MAX_DEPTH,
        block_nesting_limit: MAX_DEPTH,
    }
}

/// A collection that is not closed yet.
struct Open<'t> {
    start: u32,
    kind: OpenKind<'t>,
}

enum OpenKind<'t> {
    List(Vec<Node<'t>>),
    Map { entries: Vec<Entry<'t>>, key: Option<(Cow<'t, str>, Place)>, seen: HashSet<Cow<'t, str>> },
}

struct Builder<'t> {
    file: FileId,
    open: Vec<Open<'t>>,
    root: Option<Node<'t>>,
    documents: usize,
}

impl<'t> Builder<'t> {
    fn take(&mut self, event: Event<'t>, span: Span, problems: &mut Vec<Problem>) -> Result<(), Problem> {
        let place = self.place(&span);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(syntax(place, "a second document in one file", "Give each record a file of its own."));
                }
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                return Err(syntax(
                    place,
                    "an alias: records are written without `&` and `*`",
                    "Write the value out, or put it in quotes if the asterisk belongs to it.",
                ));
            }
            // It comes behind its node, and has a place of its own.
            Event::Anchor(..) => {
                return Err(syntax(
                    place,
                    "an anchor: records are written without `&`",
                    "Put the value in quotes if the `&` belongs to it, or leave it out.",
                ));
            }
            Event::Scalar(.., Some(_)) | Event::SequenceStart(.., Some(_)) | Event::MappingStart(.., Some(_)) => {
                let sign = span.tag_start.map_or(place.start, |tag| self.offset(tag.byte_offset()));
                return Err(syntax(
                    Place { start: sign, end: place.end.max(sign), ..place },
                    "a tag: records are written without `!`",
                    "Put the value in quotes if the `!` belongs to it, or leave it out.",
                ));
            }
            Event::Scalar(text, style, ..) => self.scalar(text, style, place, problems),
            Event::SequenceStart(..) => self.start(place, OpenKind::List(Vec::new()))?,
            Event::MappingStart(..) => {
                self.start(place, OpenKind::Map { entries: Vec::new(), key: None, seen: HashSet::new() })?
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    let place = Place { file: self.file, start: open.start, end: place.end.max(open.start) };
                    let kind = match open.kind {
                        OpenKind::List(nodes) => Kind::List(nodes),
                        OpenKind::Map { entries, .. } => Kind::Map(entries),
                    };
                    self.put(Node { place, kind }, problems);
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn place(&self, span: &Span) -> Place {
        Place {
            file: self.file,
            start: self.offset(span.start.byte_offset()),
            end: self.offset(span.end.byte_offset()),
        }
    }

    /// Offsets fit: a file has at most [`MAX_BYTES`]. The parser gives them for any `&str`.
    fn offset(&self, offset: Option<usize>) -> u32 {
        offset.and_then(|offset| u32::try_from(offset).ok()).unwrap_or_default()
    }

    fn scalar(&mut self, text: Cow<'t, str>, style: ScalarStyle, place: Place, problems: &mut Vec<Problem>) {
        if let Some(Open { kind: OpenKind::Map { key: key @ None, .. }, .. }) = self.open.last_mut() {
            *key = Some((text, place));
        } else {
            self.put(Node { place, kind: Kind::Scalar { text, style } }, problems);
        }
    }

    fn start(&mut self, place: Place, kind: OpenKind<'t>) -> Result<(), Problem> {
        if let Some(Open { kind: OpenKind::Map { key: None, .. }, .. }) = self.open.last() {
            return Err(syntax(
                place,
                "a key that is a list or a map",
                "A key is a word; quote it if it has brackets or braces of its own.",
            ));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(syntax(
                place,
                format!("more than {MAX_DEPTH} lists and maps inside each other"),
                "No record needs that; look for a bracket that is never closed.",
            ));
        }
        self.open.push(Open { start: place.start, kind });
        Ok(())
    }

    fn put(&mut self, node: Node<'t>, problems: &mut Vec<Problem>) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(Open { kind: OpenKind::List(nodes), .. }) => nodes.push(node),
            Some(Open { kind: OpenKind::Map { entries, key, seen }, .. }) => {
                let Some((key, key_place)) = key.take() else { return };
                if is_repeated(entries, seen, &key) {
                    let first = || entries.iter().find(|entry| entry.key == key).map(|entry| entry.key_place);
                    tell(problems, || Problem {
                        kind: ProblemKind::DuplicateKey,
                        place: key_place,
                        message: format!("`{key}` stands twice"),
                        help: Some("Keep one of the two, or join them.".to_owned()),
                        related: first().map(|place| (place, "first here".to_owned())).into_iter().collect(),
                    });
                } else {
                    entries.push(Entry { key, key_place, value: node });
                }
            }
        }
    }
}

/// Small maps are searched; a large one, which only a hostile or an imported file has, is hashed,
/// so that the work stays linear.
fn is_repeated<'t>(entries: &[Entry<'t>], seen: &mut HashSet<Cow<'t, str>>, key: &str) -> bool {
    const SMALL: usize = 32;
    if entries.len() < SMALL {
        return entries.iter().any(|entry| entry.key == key);
    }
    if seen.len() < entries.len() {
        let missing = &entries[seen.len()..];
        seen.extend(missing.iter().map(|entry| entry.key.clone()));
    }
    seen.contains(key)
}
