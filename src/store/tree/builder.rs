//! Builds the tree, event by event.

use super::open_collection::{Excess, OpenCollection, OpenKind, is_repeated};
use crate::finding::{Problem, ProblemKind, add_problem};
use crate::source::{FileId, MapEntry, Node, NodeKind, Place};
use crate::store::limits::{Limits, describe_bytes, describe_count, over_limit};
use crate::store::mistakes::{
    MAX_DEPTH, comment_after_dash, comment_after_key, comment_after_scalar, curly_quotes, find_comment_line,
    has_comment_line, syntax_problem,
};
use granit_parser::{Event, ScalarStyle, Span};
use std::borrow::Cow;
use std::collections::HashSet;

/// Turns events into nodes, and reports their problems.
pub(super) struct Builder<'t> {
    text: &'t str,
    file: FileId,
    limits: Limits,
    /// Whether any comment has a line of its own: most files have none.
    has_comment_line: bool,
    open: Vec<OpenCollection<'t>>,
    /// The nodes of all open lists and the entries of all open maps. When one closes, its own move to a `Vec` of their
    /// number: most have one to three, and a `Vec` that grows has room for four.
    nodes: Vec<Node<'t>>,
    entries: Vec<MapEntry<'t>>,
    root: Option<Node<'t>>,
    documents: usize,
    /// The end of the last event.
    done: usize,
    /// The end of the last line whose curly quotes were reported.
    reported_line: usize,
}

impl<'t> Builder<'t> {
    pub(super) fn new(text: &'t str, file: FileId, limits: Limits) -> Self {
        let has_comment_line = has_comment_line(text);
        Self {
            text,
            file,
            limits,
            has_comment_line,
            open: Vec::new(),
            nodes: Vec::new(),
            entries: Vec::new(),
            root: None,
            documents: 0,
            done: 0,
            reported_line: 0,
        }
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
                    "an alias: records do not use `&` and `*`",
                    "Write the value itself, or quote it if the asterisk belongs to it.",
                ));
            }
            // It comes after its node, and has a place of its own.
            Event::Anchor(..) => {
                return Err(syntax_problem(
                    place,
                    "an anchor: records do not use `&`",
                    "Quote the value if the `&` belongs to it, or remove the anchor.",
                ));
            }
            Event::Scalar(.., Some(_)) | Event::SequenceStart(.., Some(_)) | Event::MappingStart(.., Some(_)) => {
                let start = span.tag_start.map_or(place.start, |tag| self.to_offset(tag.byte_offset()));
                return Err(syntax_problem(
                    Place { start, end: place.end.max(start), ..place },
                    "a tag: records do not use `!`",
                    "Quote the value if the `!` belongs to it, or remove the tag.",
                ));
            }
            Event::Scalar(text, style, ..) => self.take_scalar(text, style, place, problems),
            Event::SequenceStart(..) => self.start_collection(place, OpenKind::List { first: self.nodes.len() })?,
            Event::MappingStart(..) => self.start_collection(
                place,
                OpenKind::Map { first: self.entries.len(), key: None, hashed_keys: HashSet::new() },
            )?,
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(open) = self.open.pop() {
                    self.report_excess(&open, problems);
                    let place = Place { file: self.file, start: open.start, end: place.end.max(open.start) };
                    let kind = match open.kind {
                        OpenKind::List { first } => NodeKind::List(self.nodes.drain(first..).collect()),
                        OpenKind::Map { first, .. } => NodeKind::Map(self.entries.drain(first..).collect()),
                    };
                    self.put_node(Node { place, kind }, problems);
                }
            }
            _ => {}
        }
        self.done = self.done.max(place.range().end);
        Ok(())
    }

    /// An offset before which everything is read and which is outside brackets, or where the outermost bracket opens.
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

    /// Offsets fit: files are limited to megabytes. The parser has offsets for any `&str`.
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

    /// A value that is absent, or that a `#` turns into a comment: the comment is read as the value.
    fn take_missing(&mut self, text: Cow<'t, str>, place: Place, problems: &mut Vec<Problem>) {
        let whole = self.text;
        let found = match self.open.last() {
            Some(OpenCollection { kind: OpenKind::Map { key: Some((_, key)), .. }, .. }) => {
                comment_after_key(whole, key.range(), self.file)
            }
            Some(OpenCollection { kind: OpenKind::List { .. }, bracket: None, .. }) => {
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

    /// Reports what a plain scalar probably should be, although it is valid YAML.
    fn check_plain(&mut self, place: Place, problems: &mut Vec<Problem>) {
        let bracket = self.open.last().and_then(|open| open.bracket);
        let is_key = self.expects_key();
        let comment = comment_after_scalar(self.text, place.range(), bracket, self.file).or_else(|| {
            let may_be_text = self.has_comment_line && bracket.is_none() && !is_key;
            may_be_text.then(|| find_comment_line(self.text, place.range(), self.file)).flatten()
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
        if text.len() > self.limits.shortest_limit() {
            let is_key = self.expects_key();
            let most = self.limits.text_bytes(self.open_keys().filter(|_| !is_key));
            if text.len() > most {
                let message = describe_bytes("text", text.len() as u64, most);
                add_problem(problems, || over_limit(place, message, "Keep a summary here, and link to the rest."));
            }
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
                "Quote the key if the brackets or braces belong to it.",
            ));
        }
        if self.open.len() >= MAX_DEPTH {
            return Err(syntax_problem(
                place,
                format!("more than {MAX_DEPTH} lists and maps inside each other"),
                "No record needs this; look for a bracket that is never closed.",
            ));
        }
        // A pair in a list in brackets has none of its own, and in block style there is none.
        let own = self.text.as_bytes().get(place.range()).and_then(<[u8]>::first).copied();
        let bracket = own.or_else(|| self.open.last().and_then(|open| open.bracket));
        let most = self.limits.list_entries(self.open_keys().next());
        self.open.push(OpenCollection {
            start: place.start,
            bracket,
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
            OpenKind::List { .. } => None,
        })
    }

    fn put_node(&mut self, node: Node<'t>, problems: &mut Vec<Problem>) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut open.kind {
            OpenKind::List { first } if self.nodes.len() - *first == open.max_entries => open.excess.add(node.place),
            OpenKind::List { .. } => self.nodes.push(node),
            OpenKind::Map { first, key, hashed_keys } => {
                let Some((key, key_place)) = key.take() else { return };
                let entries = &self.entries[*first..];
                if is_repeated(entries, hashed_keys, &key) {
                    let first = || entries.iter().find(|entry| entry.key == key).map(|entry| entry.key_place);
                    add_problem(problems, || Problem {
                        related: first().map(|place| (place, "first here".to_owned())).into_iter().collect(),
                        ..Problem::new(
                            ProblemKind::DuplicateKey,
                            key_place,
                            format!("duplicate key \"{key}\""),
                            "Keep one of them, or merge the two.",
                        )
                    });
                } else if entries.len() == open.max_entries {
                    open.excess.add(key_place);
                } else {
                    self.entries.push(MapEntry { key, key_place, value: node });
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
