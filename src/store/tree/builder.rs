//! The tree as it grows, event by event.

use super::{MapEntry, Node, NodeKind, add_problem};
use crate::finding::{Problem, ProblemKind};
use crate::source::{FileId, Place};
use crate::store::limits::{Limits, describe_bytes, describe_count, over_limit};
use crate::store::mistakes::{
    MAX_DEPTH, comment_after_dash, comment_after_key, comment_after_scalar, curly_quotes, find_comment_line,
    syntax_problem,
};
use granit_parser::{Event, ScalarStyle, Span};
use std::borrow::Cow;
use std::collections::HashSet;

/// A collection that is not closed yet.
struct OpenCollection<'t> {
    start: u32,
    /// Its sign, where it is written with one.
    bracket: Option<u8>,
    kind: OpenKind<'t>,
    /// The most entries that are kept.
    max_entries: usize,
    excess: Excess,
}

/// The entries of a collection over the limit, of which nothing is kept.
#[derive(Default)]
struct Excess {
    count: usize,
    /// The first of them.
    place: Option<Place>,
}

impl Excess {
    fn add(&mut self, place: Place) {
        self.count += 1;
        self.place.get_or_insert(place);
    }
}

enum OpenKind<'t> {
    List(Vec<Node<'t>>),
    Map { entries: Vec<MapEntry<'t>>, key: Option<(Cow<'t, str>, Place)>, seen: HashSet<Cow<'t, str>> },
}

impl OpenKind<'_> {
    fn noun(&self) -> &'static str {
        match self {
            OpenKind::List(_) => "list",
            OpenKind::Map { .. } => "map",
        }
    }
}

/// Reads events into nodes, with what is wrong with them.
pub(super) struct Builder<'t> {
    text: &'t str,
    file: FileId,
    limits: Limits,
    open: Vec<OpenCollection<'t>>,
    root: Option<Node<'t>>,
    documents: usize,
    /// The end of what was taken last.
    done: usize,
    /// The end of the last line whose curly quotes were reported.
    reported_line: usize,
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t str, file: FileId, limits: Limits) -> Self {
        Self { text, file, limits, open: Vec::new(), root: None, documents: 0, done: 0, reported_line: 0 }
    }

    /// The tree; an empty file has none.
    pub(super) fn into_root(self) -> Option<Node<'t>> {
        self.root
    }

    pub(super) fn take_event(
        &mut self,
        event: Event<'t>,
        span: Span,
        problems: &mut Vec<Problem>,
    ) -> Result<(), Problem> {
        let place = self.span_place(&span);
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(syntax_problem(
                        place,
                        "a second document in one file",
                        "Give each record a file of its own.",
                    ));
                }
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                return Err(syntax_problem(
                    place,
                    "an alias: records are written without `&` and `*`",
                    "Write the value out, or put it in quotes if the asterisk belongs to it.",
                ));
            }
            // It comes behind its node, and has a place of its own.
            Event::Anchor(..) => {
                return Err(syntax_problem(
                    place,
                    "an anchor: records are written without `&`",
                    "Put the value in quotes if the `&` belongs to it, or leave it out.",
                ));
            }
            Event::Scalar(.., Some(_)) | Event::SequenceStart(.., Some(_)) | Event::MappingStart(.., Some(_)) => {
                let sign = span.tag_start.map_or(place.start, |tag| self.to_offset(tag.byte_offset()));
                return Err(syntax_problem(
                    Place { start: sign, end: place.end.max(sign), ..place },
                    "a tag: records are written without `!`",
                    "Put the value in quotes if the `!` belongs to it, or leave it out.",
                ));
            }
            Event::Scalar(text, style, ..) => self.take_scalar(text, style, place, problems),
            Event::SequenceStart(..) => self.start_collection(place, OpenKind::List(Vec::new()))?,
            Event::MappingStart(..) => {
                self.start_collection(place, OpenKind::Map { entries: Vec::new(), key: None, seen: HashSet::new() })?
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    self.report_excess(&open, problems);
                    let place = Place { file: self.file, start: open.start, end: place.end.max(open.start) };
                    let kind = match open.kind {
                        OpenKind::List(nodes) => NodeKind::List(nodes),
                        OpenKind::Map { entries, .. } => NodeKind::Map(entries),
                    };
                    self.put_node(Node { place, kind }, problems);
                }
            }
            _ => {}
        }
        self.done = self.done.max(place.range().end);
        Ok(())
    }

    /// An offset up to which all is read and that is in no brackets, or where the outermost of them open.
    pub(super) fn settled_offset(&self) -> usize {
        self.open.iter().find(|open| open.bracket.is_some()).map_or(self.done, |open| open.start as usize)
    }

    fn span_place(&self, span: &Span) -> Place {
        Place {
            file: self.file,
            start: self.to_offset(span.start.byte_offset()),
            end: self.to_offset(span.end.byte_offset()),
        }
    }

    /// Offsets fit: no file of megabytes is read. The parser gives them for any `&str`.
    fn to_offset(&self, offset: Option<usize>) -> u32 {
        offset.and_then(|offset| u32::try_from(offset).ok()).unwrap_or_default()
    }

    fn take_scalar(&mut self, text: Cow<'t, str>, style: ScalarStyle, place: Place, problems: &mut Vec<Problem>) {
        if style == ScalarStyle::Plain {
            if place.range().is_empty() {
                return self.take_missing(text, place, problems);
            }
            self.check_plain(place, problems);
        }
        self.put_scalar(text, style, place, problems);
    }

    /// A value that is not there, or that a `#` turns into a comment: the words of that are read all the same.
    fn take_missing(&mut self, text: Cow<'t, str>, place: Place, problems: &mut Vec<Problem>) {
        let whole = self.text;
        let found = match self.open.last() {
            Some(OpenCollection { kind: OpenKind::Map { key: Some((_, key)), .. }, .. }) => {
                comment_after_key(whole, key.range(), self.file)
            }
            Some(OpenCollection { kind: OpenKind::List(_), bracket: None, .. }) => {
                comment_after_dash(whole, self.done..place.range().start.max(self.done), self.file)
            }
            _ => None,
        };
        match found {
            Some((comment, problem)) => {
                add_problem(problems, || problem);
                let words = Cow::Borrowed(comment.text_after_hash(whole));
                self.put_scalar(words, ScalarStyle::Plain, comment.place(self.file), problems);
            }
            None => self.put_scalar(text, ScalarStyle::Plain, place, problems),
        }
    }

    /// What a person meant otherwise in a plain scalar, though it is YAML.
    fn check_plain(&mut self, place: Place, problems: &mut Vec<Problem>) {
        let bracket = self.open.last().and_then(|open| open.bracket);
        let is_key = self.expects_key();
        let comment = comment_after_scalar(self.text, place.range(), bracket, self.file).or_else(|| {
            let is_value = bracket.is_none() && !is_key;
            is_value.then(|| find_comment_line(self.text, place.range(), self.file)).flatten()
        });
        if let Some(problem) = comment {
            add_problem(problems, || problem);
        } else if place.range().start >= self.reported_line
            && let Some(problem) = curly_quotes(self.text, place.range().start, bracket.is_some(), self.file)
        {
            let end = problem.place.range().end;
            self.reported_line = self.text[end..].find('\n').map_or(self.text.len(), |length| end + length);
            add_problem(problems, || problem);
        }
    }

    fn put_scalar(&mut self, text: Cow<'t, str>, style: ScalarStyle, place: Place, problems: &mut Vec<Problem>) {
        let is_key = self.expects_key();
        let most = self.limits.text_bytes(self.open_keys().filter(|_| !is_key));
        if text.len() > most {
            let message = describe_bytes("text", text.len() as u64, most);
            add_problem(problems, || over_limit(place, message, "Keep the gist of it here, and link to the rest."));
        }
        if let Some(OpenCollection { kind: OpenKind::Map { key: key @ None, .. }, .. }) = self.open.last_mut() {
            *key = Some((text, place));
        } else {
            self.put_node(Node { place, kind: NodeKind::Scalar { text, style } }, problems);
        }
    }

    fn start_collection(&mut self, place: Place, kind: OpenKind<'t>) -> Result<(), Problem> {
        if let Some(OpenCollection { kind: OpenKind::Map { key: None, .. }, .. }) = self.open.last() {
            return Err(syntax_problem(
                place,
                "a key that is a list or a map",
                "A key is a word; quote it if it has brackets or braces of its own.",
            ));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(syntax_problem(
                place,
                format!("more than {MAX_DEPTH} lists and maps inside each other"),
                "No record needs that; look for a bracket that is never closed.",
            ));
        }
        // Block style begins without a sign of its own.
        let sign = self.text.as_bytes().get(place.range()).and_then(<[u8]>::first).copied();
        let most = self.limits.list_entries(self.open_keys().next());
        self.open.push(OpenCollection {
            start: place.start,
            bracket: sign,
            kind,
            max_entries: most,
            excess: Excess::default(),
        });
        Ok(())
    }

    /// Whether what comes next is a key of a map.
    fn expects_key(&self) -> bool {
        matches!(self.open.last(), Some(OpenCollection { kind: OpenKind::Map { key: None, .. }, .. }))
    }

    /// The keys whose values are not complete yet, the nearest one first.
    fn open_keys(&self) -> impl Iterator<Item = &str> {
        self.open.iter().rev().filter_map(|open| match &open.kind {
            OpenKind::Map { key, .. } => key.as_ref().map(|(key, _)| key.as_ref()),
            OpenKind::List(_) => None,
        })
    }

    fn put_node(&mut self, node: Node<'t>, problems: &mut Vec<Problem>) {
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some(OpenCollection { kind: OpenKind::List(nodes), max_entries: most, excess, .. })
                if nodes.len() == *most =>
            {
                excess.add(node.place);
            }
            Some(OpenCollection { kind: OpenKind::List(nodes), .. }) => nodes.push(node),
            Some(OpenCollection { kind: OpenKind::Map { entries, key, seen }, max_entries: most, excess, .. }) => {
                let Some((key, key_place)) = key.take() else { return };
                if is_repeated(entries, seen, &key) {
                    let first = || entries.iter().find(|entry| entry.key == key).map(|entry| entry.key_place);
                    add_problem(problems, || Problem {
                        kind: ProblemKind::DuplicateKey,
                        place: key_place,
                        message: format!("`{key}` stands twice"),
                        help: Some("Keep one of the two, or join them.".to_owned()),
                        related: first().map(|place| (place, "first here".to_owned())).into_iter().collect(),
                    });
                } else if entries.len() == *most {
                    excess.add(key_place);
                } else {
                    entries.push(MapEntry { key, key_place, value: node });
                }
            }
        }
    }

    fn report_excess(&self, open: &OpenCollection, problems: &mut Vec<Problem>) {
        let (what, Excess { count, place: Some(place) }) = (open.kind.noun(), &open.excess) else { return };
        let message = describe_count(what, open.max_entries + count, "entries", open.max_entries);
        add_problem(problems, || over_limit(*place, message, "Remove the entries that do not belong here."));
    }
}

/// Small maps are searched; a large one, which only a hostile or an imported file has, is hashed,
/// so that the work stays linear.
fn is_repeated<'t>(entries: &[MapEntry<'t>], seen: &mut HashSet<Cow<'t, str>>, key: &str) -> bool {
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
